// Every written case, those of the invented policy too, gives the same in every engine with the shipped program as with
// the native one, to the last byte.

import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { assessNatively, EXAMPLE, readCases, readExampleCases } from '../cases.mjs';
import { openPage, serve } from '../harness.mjs';
import { ENGINES, openInEngine } from './drivers.mjs';

const PAGE = '<!DOCTYPE html><meta charset="utf-8"><script src="drc-assessment.js"></script>';
/** Rows of one call: what goes over the driver's wire at once. */
const ROWS = 200;

const ofPolicies = readCases();
const ofExample = readExampleCases();
let groups;
before(() => {
  const native = assessNatively(ofPolicies.map(({ answers }) => answers));
  const example = assessNatively(
    ofExample.map(({ answers }) => answers),
    ['--policy', EXAMPLE.path],
  );
  groups = [{ policy: EXAMPLE.file, cases: ofExample, expected: example }];
  for (const policy of new Set(ofPolicies.map((it) => it.policy))) {
    const places = ofPolicies.map((it, place) => place).filter((place) => ofPolicies[place].policy === policy);
    groups.push({
      policy,
      cases: places.map((place) => ofPolicies[place]),
      expected: places.map((place) => native[place]),
    });
  }
});

// Runs inside the page: a policy is its id, or the file itself.
async function assess(policy, rows) {
  for (let i = 0; i < 400 && !window.DrcAssessment; i += 1) {
    await new Promise((resolve) => {
      setTimeout(resolve, 50);
    });
  }
  const api = window.DrcAssessment;
  await api.ready;
  const known = typeof policy === 'string' ? await api.load(policy) : policy;
  return api.evaluateMany(known, rows).map((assessment) => JSON.stringify(assessment));
}

/** Compares all cases in the page in which `evaluate(expression)` runs; how many there were. */
async function compare(evaluate) {
  let compared = 0;
  for (const { policy, cases, expected } of groups) {
    for (let from = 0; from < cases.length; from += ROWS) {
      const some = cases.slice(from, from + ROWS);
      const rows = some.map(({ answers }) => answers);
      const lines = await evaluate(`(${assess})(${JSON.stringify(policy)}, ${JSON.stringify(rows)})`);
      assert.equal(lines.length, some.length);
      some.forEach(({ name }, place) => assert.equal(lines[place], expected[from + place], name));
      compared += some.length;
    }
  }
  assert.equal(compared, ofPolicies.length + ofExample.length);
  return compared;
}

test('Chromium assesses every written case as the native program does', async (t) => {
  const address = await serve({ pages: { '/cases.html': PAGE } });
  const { page } = await openPage();
  await page.goto(address('/cases.html'));
  t.diagnostic(`${await compare((expression) => page.evaluate(expression))} cases`);
});

for (const engine of ENGINES) {
  test(`${engine.name} assesses every written case as the native program does`, async (t) => {
    const address = await serve({ pages: { '/cases.html': PAGE } });
    const { evaluate, close } = await openInEngine(engine, address('/cases.html'));
    t.after(close);
    t.diagnostic(`${await compare(evaluate)} cases in ${await evaluate('navigator.userAgent')}`);
  });
}
