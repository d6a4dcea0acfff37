// Every available engine has the same output as the current Chromium: results, screens, report. Served under a content
// security policy, and opened from disk without a network.

import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { batchOutput } from '../batch-output.mjs';
import { fileUrl } from '../browser.mjs';
import { fullOutput } from '../full-output.mjs';
import { openPage, serve, STRICT_CSP } from '../harness.mjs';
import { openInOldChromium } from '../old-chromium.mjs';
import { sheetFile } from '../workbook.mjs';
import { ENGINES, openInEngine } from './drivers.mjs';

// For browsers that do not know 'wasm-unsafe-eval'.
const OLD_CSP = STRICT_CSP.replace("'wasm-unsafe-eval'", "'wasm-unsafe-eval' 'unsafe-eval'");
const KNOWS_WASM_UNSAFE_EVAL = 97;
const OLD = [72, 78, 80, 83, 88, 90, 92, 103];

const TABLE = [
  ['集聚区名称', '集聚区类型', '所在市', '规划占地面积（亩）', '入驻物流企业数'],
  ['甲物流园', '现代物流', '太原市', '240', '7'],
  ['=乙', '现代物流', '大同市', '20公顷', '十二三家'],
];
// 名称,类型 / 丙,旅游休闲 in GB18030.
const GB18030 = [
  195, 251, 179, 198, 44, 192, 224, 208, 205, 10, 177, 251, 44, 194, 195, 211, 206, 208, 221, 207, 208, 10,
];
const BATCH = batchOutput(
  [
    { name: 'a.xlsx', bytes: sheetFile(TABLE) },
    { name: 'b.csv', bytes: new Uint8Array(GB18030) },
  ],
  3,
);
const BATCH_PAGE = `<!DOCTYPE html><meta charset="utf-8"><script src="drc-assessment.js"></script>
<drc-assessment mode="batch" policy="shanxi-2019-394"></drc-assessment>`;

let batchReference;
before(async () => {
  const address = await serve({ pages: { '/many.html': BATCH_PAGE } });
  const { page } = await openPage();
  await page.goto(address('/many.html'));
  batchReference = await page.evaluate(BATCH);
  assert.deepEqual(batchReference.names, ['甲物流园', '=乙', '丙']);
  assert.match(batchReference.rows[0], /还差 60 亩/);
  assert.match(batchReference.problems.join(' '), /十二三家/);
});

let reference;
before(async () => {
  const { page } = await openPage();
  await page.goto(fileUrl('drc-assessment.html'));
  reference = await fullOutput((expression) => page.evaluate(expression));
  assert.ok(reference.lines.length > 10);
  assert.match(reference.report, /还差/);
});

const NOTICE = `(async () => {
  const notice = () => {
    const element = document.querySelector('drc-assessment');
    return element && element.shadowRoot && element.shadowRoot.querySelector('[role=alert]');
  };
  for (let i = 0; i < 400 && !notice(); i += 1) await new Promise((resolve) => { setTimeout(resolve, 50); });
  return notice().textContent;
})()`;

const LOGISTICS = `<!DOCTYPE html><meta charset="utf-8"><script src="drc-assessment.js"></script>
<drc-assessment policy="shanxi-2019-394" zone-type="modern_logistics"></drc-assessment>`;

// What the controls show and what the element holds, after each step; then what becomes of saved answers.
const CONTROLS = `(async () => {
  const until = async (find) => {
    for (let i = 0; i < 400; i += 1) {
      const found = find();
      if (found) return found;
      await new Promise((resolve) => { setTimeout(resolve, 50); });
    }
    throw new Error('waited in vain for ' + find);
  };
  const element = document.querySelector('drc-assessment');
  const inside = (selector) => element.shadowRoot.querySelector(selector);
  const held = () => element.answers.facts.planned_land_area || {};
  const field = await until(() => inside('#drc-f-planned_land_area'));
  const unit = field.parentNode.querySelector('select');
  const type = (text) => {
    field.focus();
    field.value = text;
    field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    field.dispatchEvent(new Event('change', { bubbles: true, composed: true }));
  };
  const pick = (symbol) => {
    unit.value = symbol;
    unit.dispatchEvent(new Event('change', { bubbles: true, composed: true }));
  };
  const undo = () => [...element.shadowRoot.querySelectorAll('button')].filter((it) => it.textContent === '撤销上一步')[0].click();
  const steps = [];
  const step = async (act, value, symbol) => {
    act();
    await until(() => held().value === value && held().unit === symbol && unit.value === symbol && field.value === value);
    steps.push(value + ' ' + symbol);
  };
  await step(() => type('20'), '20', '亩');
  await step(() => pick('公顷'), '20', '公顷');
  await step(() => pick('平方米'), '20', '平方米');
  await step(undo, '20', '公顷');
  await step(() => { element.answers = { facts: { planned_land_area: { value: '7', unit: '亩' } } }; }, '7', '亩');
  await step(() => type('3公顷'), '3公顷', '公顷');

  inside('.drc-foot__keep input').click();
  await until(() => Object.keys(localStorage).length === 1);
  await step(() => type('4公顷'), '4公顷', '公顷');
  await until(() => Object.values(localStorage)[0].includes('4公顷'));
  localStorage.clear();
  await until(() => inside('[role=alert]') && inside('[role=alert]').textContent.includes('已被删除'));
  await until(() => !inside('.drc-foot__keep input').checked);
  steps.push(Object.keys(localStorage).length + ' saved');
  return steps;
})()`;

for (const version of OLD) {
  const open = async (t, url) => {
    const page = await openInOldChromium(version, url);
    t.after(page.close);
    assert.match(await page.evaluate('navigator.userAgent'), new RegExp(`Chrome/${version}\\.`));
    return page;
  };

  test(`Chromium ${version} shows the same from disk`, async (t) => {
    const { evaluate } = await open(t, fileUrl('drc-assessment.html'));
    assert.deepEqual(await fullOutput(evaluate), reference);
  });

  test(`Chromium ${version} shows the same under the policy that allows 'unsafe-eval'`, async (t) => {
    const address = await serve({ csp: OLD_CSP });
    const { evaluate } = await open(t, address('/index.html'));
    assert.deepEqual(await fullOutput(evaluate), reference);
  });

  test(`Chromium ${version} has the same of many zones`, async (t) => {
    const address = await serve({ csp: OLD_CSP, pages: { '/many.html': BATCH_PAGE } });
    const { evaluate } = await open(t, address('/many.html'));
    assert.deepEqual(await evaluate(BATCH), batchReference);
  });

  const knows = version >= KNOWS_WASM_UNSAFE_EVAL;
  test(`Chromium ${version} under the strict policy ${knows ? 'shows the same' : 'says what the policy lacks'}`, async (t) => {
    const address = await serve();
    const { evaluate } = await open(t, address('/index.html'));
    if (knows) assert.deepEqual(await fullOutput(evaluate), reference);
    else assert.match(await evaluate(NOTICE), /'unsafe-eval'/);
  });
}

for (const engine of ENGINES) {
  const { name } = engine;
  const open = async (t, url, options) => {
    const page = await openInEngine(engine, url, options);
    t.after(page.close);
    t.diagnostic(await page.evaluate('navigator.userAgent'));
    return page;
  };

  test(`${name} shows the same from disk without a network`, async (t) => {
    const { evaluate } = await open(t, fileUrl('drc-assessment.html'), { offline: true });
    assert.deepEqual(await fullOutput(evaluate), reference);
  });

  test(`${name} shows the same under the strict policy`, async (t) => {
    const address = await serve();
    const { evaluate } = await open(t, address('/index.html'));
    assert.deepEqual(await fullOutput(evaluate), reference);
  });

  test(`${name} has the same of many zones`, async (t) => {
    const address = await serve({ pages: { '/many.html': BATCH_PAGE } });
    const { evaluate } = await open(t, address('/many.html'));
    assert.deepEqual(await evaluate(BATCH), batchReference);
  });

  test(`${name} shows in the controls what counts, and hears that saved answers were deleted`, async (t) => {
    const address = await serve({ pages: { '/logistics.html': LOGISTICS } });
    const { evaluate } = await open(t, address('/logistics.html'));
    assert.deepEqual(await evaluate(CONTROLS), [
      '20 亩',
      '20 公顷',
      '20 平方米',
      '20 公顷',
      '7 亩',
      '3公顷 公顷',
      '4公顷 公顷',
      '0 saved',
    ]);
  });

  test(`${name} says what a policy lacks that forbids wasm`, async (t) => {
    const address = await serve({ csp: STRICT_CSP.replace("'wasm-unsafe-eval'", '') });
    const { evaluate } = await open(t, address('/index.html'));
    assert.match(await evaluate(NOTICE), /'unsafe-eval'/);
  });

  test(`${name} without WebAssembly says so and shows the criteria as text`, async (t) => {
    const address = await serve({
      pages: {
        '/none.html': `<!DOCTYPE html><meta charset="utf-8"><script src="none.js"></script>
<script src="drc-assessment.js"></script><drc-assessment policy="shanxi-2019-394"></drc-assessment>`,
        '/none.js': 'delete window.WebAssembly',
      },
    });
    const { evaluate } = await open(t, address('/none.html'));
    assert.match(await evaluate(NOTICE), /不支持 WebAssembly/);
    const text = await evaluate(`(async () => {
      const root = document.querySelector('drc-assessment').shadowRoot;
      for (let i = 0; i < 400 && !root.querySelector('li'); i += 1) await new Promise((resolve) => { setTimeout(resolve, 50); });
      return root.textContent;
    })()`);
    assert.match(text, /第六条（一）：规划占地面积 300 亩以上/);
  });
}
