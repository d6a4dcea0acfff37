// Pinyin and other input methods: text being composed is never rewritten.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileUrl } from './browser.mjs';
import { eventually, openPage } from './harness.mjs';
import { choose, countField } from './words.mjs';

test('text being composed survives a rendering of the widget', async () => {
  const { page } = await openPage();
  await page.goto(fileUrl('drc-assessment.html'));
  await choose(page);
  const field = countField(page);
  await field.focus();
  const devtools = await page.context().newCDPSession(page);
  for (const text of ['s', 'sh', 'shi', "shi'er"]) {
    await devtools.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
    await eventually(async () => assert.equal(await field.inputValue(), text));
  }
  await page.evaluate(async () => {
    const element = document.querySelector('drc-assessment');
    element.setAttribute('as-of', '2024-01-31');
    await new Promise((resolve) => {
      setTimeout(resolve, 300);
    });
    element.setAttribute('as-of', '2024-02-29');
    await new Promise((resolve) => {
      setTimeout(resolve, 600);
    });
  });
  await eventually(async () => assert.equal(await field.inputValue(), "shi'er", 'redrawn while composing'));
  await devtools.send('Input.insertText', { text: '１２' });
  await eventually(async () => assert.equal(await field.inputValue(), '１２', 'what was chosen stands as chosen'));
  await page.waitForTimeout(600);
  await eventually(async () =>
    assert.equal(await field.inputValue(), '１２', 'and is not rewritten while the field has the focus'),
  );
});
