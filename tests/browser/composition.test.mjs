// Pinyin and other input methods: text being composed is never rewritten.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileUrl } from './browser.mjs';
import { drawn, eventually, LONGER_THAN_ANY_PAUSE_MS, openPage } from './harness.mjs';
import { choose, countField } from './words.mjs';

test('text being composed survives a rendering of the widget', async () => {
  const { page } = await openPage({ isAlone: true });
  await page.goto(fileUrl('drc-assessment.html'));
  await choose(page);
  const field = countField(page);
  await page.clock.install();
  await field.focus();
  const devtools = await page.context().newCDPSession(page);
  for (const text of ['s', 'sh', 'shi', "shi'er"]) {
    await devtools.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
    await eventually(async () => assert.equal(await field.inputValue(), text));
  }
  for (const day of ['2024-01-31', '2024-02-29']) {
    await page.evaluate((text) => document.querySelector('drc-assessment').setAttribute('as-of', text), day);
    await page.getByText(`自评日期 ${day}`).waitFor();
    await page.clock.runFor(LONGER_THAN_ANY_PAUSE_MS);
    await drawn(page);
  }
  await eventually(async () => assert.equal(await field.inputValue(), "shi'er", 'redrawn while composing'));
  await devtools.send('Input.insertText', { text: '１２' });
  await eventually(async () => assert.equal(await field.inputValue(), '１２', 'what was chosen stands as chosen'));
  await page.clock.runFor(LONGER_THAN_ANY_PAUSE_MS);
  await drawn(page);
  await eventually(async () =>
    assert.equal(await field.inputValue(), '１２', 'and is not rewritten while the field has the focus'),
  );
});
