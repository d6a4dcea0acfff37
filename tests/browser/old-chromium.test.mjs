// The oldest supported browser: Chromium 72 has the same output as the current Chromium. Older ones show a sentence
// and the criteria as text. `make test-browsers` does the same with every other engine.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileUrl } from './browser.mjs';
import { fullOutput } from './full-output.mjs';
import { openPage } from './harness.mjs';
import { openInOldChromium } from './old-chromium.mjs';

test('Chromium 72 gives the results, the screens and the report of the current Chromium', async (t) => {
  const { page } = await openPage();
  await page.goto(fileUrl('drc-assessment.html'));
  const current = await fullOutput((expression) => page.evaluate(expression));

  const old = await openInOldChromium(72, fileUrl('drc-assessment.html'));
  t.after(old.close);
  assert.match(await old.evaluate('navigator.userAgent'), /Chrome\/72\./);
  assert.deepEqual(await fullOutput(old.evaluate), current);
});

test('Chromium 64, which would show wrong text, shows a sentence and the criteria as text', async (t) => {
  const old = await openInOldChromium(64, fileUrl('drc-assessment.html'));
  t.after(old.close);
  assert.match(await old.evaluate('navigator.userAgent'), /Chrome\/64\./);
  const { notice, criteria } = await old.evaluate(`(async () => {
    const until = async (test) => {
      for (let i = 0; i < 200 && !test(); i += 1) await new Promise((resolve) => { setTimeout(resolve, 50); });
      return test();
    };
    const { shadowRoot } = document.querySelector('drc-assessment');
    const { textContent: notice } = await until(() => shadowRoot.querySelector('[role=alert]'));
    const choice = await until(() => [...shadowRoot.querySelectorAll('button')].find((it) => it.textContent.indexOf('现代服务业集聚区管理办法') >= 0));
    choice.click();
    await until(() => shadowRoot.querySelector('h3'));
    return { notice, criteria: shadowRoot.querySelector('.drc').textContent };
  })()`);
  assert.match(notice, /版本过低/);
  assert.match(criteria, /第六条（一）：规划占地面积 300 亩以上/);
});
