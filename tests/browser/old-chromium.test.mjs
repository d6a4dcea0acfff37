// The floor. Chromium 72 shows to the letter what the current one shows. Compared in full, since a
// browser that corrupts memory passes a look at a few words.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readCases } from './cases.mjs';
import { fileUrl } from './browser.mjs';
import { openPage } from './harness.mjs';
import { openInOldChromium } from './old-chromium.mjs';

const POLICY = 'shanxi-2019-394';

// Runs inside the page: every row through the API, then the fullest one on the screen.
async function report(policyId, rows, shown) {
  const until = async (test) => {
    for (let i = 0; i < 400 && !test(); i += 1) await new Promise((resolve) => { setTimeout(resolve, 50); });
  };
  await until(() => window.DrcAssessment);
  const policy = await DrcAssessment.load(policyId);
  const lines = rows.map((answers) => JSON.stringify(DrcAssessment.evaluate(policy, answers)));
  const element = document.querySelector('drc-assessment');
  element.setAttribute('policy', policyId);
  element.setAttribute('as-of', '2026-11-22');
  element.answers = shown;
  await until(() => element.assessment && element.assessment.policy === policyId);
  await new Promise((resolve) => { setTimeout(resolve, 1500); });
  const root = element.shadowRoot.querySelector('.drc');
  return {
    lines,
    text: root.textContent.replace(/\s+/g, ' '),
    values: [...root.querySelectorAll('input, select, textarea')].map((field) => `${field.type} ${field.value} ${field.checked}`),
    shown: JSON.stringify(element.assessment),
  };
}

test('Chromium 72 gives the results and the text of the current Chromium', async (t) => {
  const rows = readCases().filter(({ policy }) => policy === POLICY).map(({ answers }) => answers);
  assert.ok(rows.length > 0);
  const size = ({ facts = {} }) => Object.keys(facts).length;
  const shown = rows.reduce((fullest, row) => (size(row) > size(fullest) ? row : fullest));

  const { page } = await openPage();
  await page.goto(fileUrl('drc-assessment.html'));
  const call = `(${report})(${[POLICY, rows, shown].map((item) => JSON.stringify(item))})`;
  const current = await page.evaluate(call);

  const old = await openInOldChromium(72, fileUrl('drc-assessment.html'));
  t.after(old.close);
  assert.match(await old.evaluate('navigator.userAgent'), /Chrome\/72\./);
  const then = await old.evaluate(call);

  assert.deepEqual(then.lines, current.lines);
  assert.equal(then.shown, current.shown);
  assert.deepEqual(then.values, current.values);
  assert.equal(then.text, current.text);
});

test('Chromium 64, which would show wrong text, is refused with a sentence', async (t) => {
  const old = await openInOldChromium(64, fileUrl('drc-assessment.html'));
  t.after(old.close);
  assert.match(await old.evaluate('navigator.userAgent'), /Chrome\/64\./);
  const text = await old.evaluate(`(async () => {
    const element = document.querySelector('drc-assessment');
    const notice = () => element.shadowRoot && element.shadowRoot.querySelector('[role=alert]');
    for (let i = 0; i < 200 && !notice(); i += 1) await new Promise((resolve) => { setTimeout(resolve, 50); });
    return notice().textContent;
  })()`);
  assert.match(text, /版本过低/);
});
