// The complete output of the widget for the largest policy, to be compared between browser engines. An engine
// that corrupts memory would pass a comparison of a few words.

import { readCases } from './cases.mjs';

const POLICY = 'shanxi-2019-394';

// Runs inside the page: every row through the API, then the row with most answers and a gap on screen and paper.
async function collect(policyId, rows) {
  const pause = (time) =>
    new Promise((resolve) => {
      setTimeout(resolve, time);
    });
  const until = async (what, test) => {
    for (let i = 0; i < 600; i += 1) {
      const value = test();
      if (value) return value;
      await pause(50);
    }
    throw new Error(`waited in vain for ${what}: ${document.body.textContent.slice(0, 500)}`);
  };
  const api = await until('the API', () => window.DrcAssessment);
  const policy = await api.load(policyId);
  const lines = api.evaluateMany(policy, rows).map((assessment) => JSON.stringify(assessment));
  const size = ({ facts = {} }) => Object.keys(facts).length;
  const shown = rows
    .filter(({ zone_type: type }, index) => type && lines[index].indexOf('"gap":{') >= 0)
    .reduce((fullest, row) => (size(row) > size(fullest) ? row : fullest));

  const element = document.querySelector('drc-assessment');
  // With policy and zone type the widget goes to the questions.
  element.setAttribute('zone-type', shown.zone_type);
  element.setAttribute('as-of', '2026-11-22');
  element.setAttribute('policy', policyId);
  element.answers = shown;
  await until(
    'the assessment',
    () => element.assessment && element.assessment.policy === policyId && element.assessment.findings.length > 0,
  );
  const root = element.shadowRoot.querySelector('.drc');
  const button = (text) =>
    until(text, () => [...root.querySelectorAll('button')].find((it) => it.textContent.indexOf(text) >= 0));
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  // Done once a few frames have changed nothing.
  const settled = async () => {
    for (let before = ''; before !== root.innerHTML;) {
      before = root.innerHTML;
      for (let count = 0; count < 4; count += 1) await frame();
    }
    return root.textContent.replace(/\s+/g, ' ');
  };
  const questions = await settled();
  const values = [...root.querySelectorAll('input, select, textarea')].map(
    (field) => `${field.type} ${field.value} ${field.checked}`,
  );
  (await button('逐条结果')).click();
  const results = await settled();

  let report = null;
  HTMLAnchorElement.prototype.click = () => {};
  URL.createObjectURL = (blob) => {
    new Response(blob).text().then((text) => {
      report = text;
    });
    return 'blob:kept';
  };
  (await button('保存为网页')).click();
  await until('the report', () => report);
  return { lines, shown: JSON.stringify(element.assessment), questions, values, results, report };
}

/** The output of the page in which `evaluate(expression)` runs: the offline page or the served one. */
export function fullOutput(evaluate) {
  const rows = readCases()
    .filter(({ policy }) => policy === POLICY)
    .map(({ answers }) => answers);
  return evaluate(`(${collect})(${JSON.stringify(POLICY)}, ${JSON.stringify(rows)})`);
}
