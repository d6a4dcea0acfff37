// From the first click to the printed report: every policy, every verdict; by mouse, by finger and by
// keyboard. What is compared is the text that the visitor reads at the end.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { ROOT } from './browser.mjs';
import { readCases } from './cases.mjs';
import { eventually, openPage, serve } from './harness.mjs';
import { enter, PAGES } from './screens.mjs';
import { WORDS } from './words.mjs';

let address;
before(async () => {
  address = await serve({ csp: null, pages: PAGES });
});

const policyFile = (id) => JSON.parse(readFileSync(join(ROOT, 'www', 'policies', `${id}.json`), 'utf8'));

function caseOf(policy, name) {
  const found = readCases().find((it) => it.policy === policy && it.name.endsWith(`: ${name}`));
  if (!found) throw new Error(`no case of ${policy} is called ${name}`);
  return found.answers.facts;
}

const SHANXI = { policy: 'shanxi-2019-394', type: '现代物流集聚区', number: '晋发改服务发〔2019〕394号' };

const JOURNEYS = {
  'Shanxi 394 with shortfalls; with documents added, so that the rest may be relaxed; without shortfalls': {
    ...SHANXI,
    facts: () => caseOf('shanxi-2019-394', '现代物流: a whole zone with shortfalls, one of them in the papers'),
    verdict: '与原文对照，目前有 6 项差距；另有 12 项须由评审认定。',
    counts: [6, 0, 12, 13],
    gaps: [
      '报送统计数据和信息',
      '规划占地面积',
      '入驻物流企业数',
      '年营业收入',
      '市发展改革部门上报文件和真实性承诺书',
      '土地批复或租赁合同',
    ],
    says: ['还差 60 亩', '还差 2 家', '还差 0.4 亿元'],
    then: [
      {
        ...SHANXI,
        facts: () => ({ doc_truth_commitment: true, doc_land_approval: true }),
        verdict:
          '与原文对照，目前有 4 项差距；另有 12 项须由评审认定；因属经济发展较弱或贫困地区，评定标准可适当放宽，由评审机关决定，幅度本办法未定。',
        counts: [4, 0, 12, 15],
        gaps: ['报送统计数据和信息', '规划占地面积', '入驻物流企业数', '年营业收入'],
        says: ['还差 60 亩', '第五条（五）'],
      },
      {
        ...SHANXI,
        facts: () => ({
          statistics_reporting_capability: true,
          planned_land_area: { value: '300', unit: '亩' },
          logistics_enterprise_count: { value: '10', unit: '家' },
          annual_revenue: { value: '2', unit: '亿元' },
        }),
        verdict: '与原文对照，未发现差距；另有 12 项须由评审认定。自评不代表认定。',
        counts: [0, 0, 12, 19],
        gaps: [],
        says: ['达到原文所列'],
      },
    ],
  },
  'Shanxi 479, nothing as the plan asks': {
    policy: 'shanxi-2020-479',
    number: '晋发改工业发〔2020〕479号',
    facts: () => caseOf('shanxi-2020-479', 'a whole zone in line with nothing still fails no condition of admission'),
    verdict:
      '本文件没有规定认定条件和数值门槛，不能据以判断是否符合；以下对照方案对各集聚区及其责任主体的要求，并列出支持政策。',
    plan: '方案要求：0 项一致、7 项不一致、0 项待填；目标和工作任务 5 项只作对照',
    gaps: [
      '主导产业 1—2 个',
      '主导产业链（招商）图谱',
      '精准招商引资政策',
      '招商目录和入区企业激励约束机制',
      '开发区内的由管委会管理',
      '创建责任主体',
      '集聚区建设实施方案',
    ],
    says: ['超出 2 个'],
  },
  'Jiangsu, by way of the city without its recognition': {
    policy: 'jiangsu-cluster-demo',
    number: '原文未载文号',
    facts: () => caseOf('jiangsu-cluster-demo', 'a whole zone by way of the city that the city has not recognised'),
    verdict: '与原文对照，目前有 1 项差距；另有 1 项待填、3 项须由评审认定。',
    counts: [1, 1, 3, 6],
    gaps: ['市级现代服务业集聚区认定'],
    says: ['第2名/共9个'],
  },
  'Jilin, everything as the plan wishes': {
    policy: 'jilin-upgrade',
    type: '现代物流园',
    number: '原文未载文号',
    facts: () => caseOf('jilin-upgrade', 'a whole zone, everything as the plan wishes'),
    verdict:
      '本文件没有规定认定条件和数值门槛，不能据以判断是否符合；以下对照方案的任务、资金奖励和考评。“具备条件的”所指条件不在本文。',
    plan: '目标和工作任务 5 项只作对照',
    gaps: [],
    says: ['可能获得，一次性，最高 100 万元'],
  },
  'Qingdao, at every target without a plan': {
    policy: 'qingdao-2020-30',
    type: '电子商务集聚区',
    number: '青政字〔2020〕30号',
    facts: () => caseOf('qingdao-2020-30', 'a whole zone at every target without a plan'),
    verdict: '与原文对照，目前有 2 项差距。',
    counts: [2, 0, 0, 0],
    gaps: ['提前编制集聚区发展规划', '发展规划一并上报'],
    says: ['对照目标：已达到'],
  },
};

/** Records the report's frame at the moment when it is printed. */
const watchPrinting = () => {
  window.print = () => {
    const { top } = window;
    const rows = [...document.querySelectorAll('tr')].filter((row) => row.cells.length === 5);
    top.printed = (top.printed || []).concat({
      isFrame: window !== top,
      title: document.title,
      heading: document.querySelector('h1').textContent,
      text: document.body.textContent,
      rows: rows.map((row) => [...row.cells].map((cell) => cell.textContent)),
    });
    window.dispatchEvent(new Event('beforeprint'));
    window.dispatchEvent(new Event('afterprint'));
  };
};

/** How a visitor presses things, by mouse or finger. */
const HANDS = {
  mouse: { options: { viewport: { width: 1280, height: 900 } }, press: (it) => it.click() },
  finger: {
    options: { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true },
    press: (it) => it.tap(),
  },
};

const group = (page, fact) => page.getByRole('group', { name: fact.label, exact: true });

/** Answers one question as a visitor would; free texts are left out. */
async function answer(page, press, fact, value) {
  const { label, type } = fact;
  const field = page.locator(`[id="drc-f-${fact.id}"]`);
  if (type === 'boolean') {
    await press(
      group(page, fact)
        .getByRole('radio')
        .nth(value ? 0 : 1),
    );
  } else if (type === 'choice') {
    await press(group(page, fact).getByRole('radio', { name: value.length === 0 ? '无' : value, exact: true }));
  } else if (type === 'set') {
    if (value.length === 0) await press(page.getByRole('button', { name: `${label}：都没有`, exact: true }));
    for (const option of value) await press(group(page, fact).getByRole('checkbox', { name: option, exact: true }));
  } else if (type === 'years') {
    await press(page.getByRole('button', { name: `${label}：都没有`, exact: true }));
  } else {
    await press(field);
    // A tap is over before its click has come.
    await page.waitForFunction(
      (id) => (document.querySelector('drc-assessment').shadowRoot.activeElement || {}).id === id,
      `drc-f-${fact.id}`,
    );
    await page.keyboard.press('Control+A');
    await page.keyboard.insertText(String(value.value === undefined ? value : value.value));
    const chooser = page.getByRole('combobox', { name: `${label}：单位`, exact: true });
    if (value.unit && (await chooser.count()) > 0 && (await chooser.inputValue()) !== value.unit) {
      await chooser.selectOption(value.unit);
    }
    // As slow as a person; guidance.test.mjs tests faster clicks.
    await page.waitForFunction(
      ([id, text]) => {
        const said = document.querySelector('drc-assessment').answers.facts[id];
        return said !== undefined && String(said.value === undefined ? said : said.value) === text;
      },
      [fact.id, String(value.value === undefined ? value : value.value)],
    );
  }
}

/** The texts of the result that are visible. */
const readResult = (page) =>
  page.evaluate(() => {
    const root = document.querySelector('drc-assessment').shadowRoot;
    const words = (node) => node.innerText.replace(/\s+/g, ' ').trim();
    const rows = [...root.querySelectorAll('.drc-table tbody tr:not(.drc-table__group)')];
    return {
      verdict: words(root.querySelector('.drc-verdict')).replace(/； /g, '；'),
      counts: [...root.querySelectorAll('.drc-counts__n')].map((node) => Number(node.innerText)),
      plan: root.querySelector('.drc-summary > p') ? words(root.querySelector('.drc-summary > p')) : '',
      gaps: [...root.querySelectorAll('.drc-gaps > li')].map((node) => words(node.querySelector('button, b'))),
      text: root.querySelector('.drc-body[part="report"]').innerText,
      rows: rows.map((row) => [
        row.cells[0].textContent,
        row.cells[1].textContent,
        row.querySelector('.drc-badge').textContent,
      ]),
    };
  });

async function go(page, hand, { policy: id, type, facts }) {
  const { press } = HANDS[hand];
  const policy = policyFile(id);
  await page.goto(address('/choose.html'));
  await press(page.getByRole('radio', { name: policy.title }));
  if (type) await press(page.getByRole('radio', { name: type }));
  await press(page.getByRole('button', { name: WORDS.start }));
  await page.getByRole('heading', { name: '填报与对照' }).waitFor();
  await press(page.getByRole('textbox', { name: /集聚区名称/ }));
  await page.keyboard.insertText('示例集聚区');
  const folded = page.locator('details.drc-group:not([open]) > summary');
  while ((await folded.count()) > 0) {
    const details = await folded.first().evaluateHandle((summary) => summary.parentElement);
    await press(folded.first());
    await page.waitForFunction((element) => element.open, details);
  }
  await fillIn(page, press, policy, facts());
  return policy;
}

/** Answers the questions that are asked, and goes to the result. */
async function fillIn(page, press, policy, given) {
  // Some questions appear only once others are answered.
  const done = new Set();
  for (const pass = [1, 2]; pass.length > 0; pass.pop()) {
    for (const fact of policy.facts) {
      const isAsked = fact.id in given && fact.type !== 'text' && !done.has(fact.id);
      if (isAsked && (await page.locator(`[id="drc-f-${fact.id}"]`).count()) > 0) {
        await answer(page, press, fact, given[fact.id]);
        done.add(fact.id);
      }
    }
  }
  await eventually(async () => {
    const taken = await page.evaluate(() => document.querySelector('drc-assessment').answers.facts);
    for (const { id, type } of policy.facts.filter((fact) => done.has(fact.id))) {
      assert.deepEqual([id, taken[id]], [id, type === 'year' ? String(given[id]) : given[id]]);
    }
  });
  await press(page.getByRole('button', { name: '查看逐条结果' }).and(page.locator(':visible')).first());
  await page.getByRole('heading', { name: '逐条结果' }).waitFor();
}

const inOneLine = (text) => text.replace(/\s+/g, ' ');

async function checkEnd(page, policy, wanted) {
  const read = await readResult(page);
  assert.equal(read.verdict, wanted.verdict);
  assert.deepEqual(wanted.counts ? read.counts : read.plan, wanted.counts || wanted.plan);
  assert.deepEqual(read.gaps, wanted.gaps);
  for (const part of wanted.says) assert.ok(read.text.includes(part), part);
  return read;
}

// Each printed sheet is removed once it has been read.
async function checkPaper(page, policy, wanted, read) {
  await page.waitForFunction(() => window.printed);
  const [sheet, ...more] = await page.evaluate(() => {
    const { printed } = window;
    delete window.printed;
    return printed;
  });
  assert.equal(more.length, 0, 'printed once');
  assert.ok(sheet.isFrame, 'the report is printed, not the page around the widget');
  assert.equal(sheet.title, '自评报告-示例集聚区-2026-11-22');
  assert.equal(sheet.heading, '集聚区创建条件自评报告');
  for (const part of [policy.title, wanted.number, wanted.verdict, '示例集聚区', '填报人（签字）']) {
    assert.ok(sheet.text.includes(part), part);
  }
  for (const part of wanted.says) assert.ok(inOneLine(sheet.text).includes(part) || part === '第五条（五）', part);
  // Row by row the printed report comes to the same as the screen.
  const findings = sheet.rows.filter((cells) => cells[0] !== '条款').slice(-read.rows.length);
  assert.deepEqual(
    findings.map(([locator, quote, , outcome]) => [locator, quote, outcome]),
    read.rows,
  );
}

for (const hand of Object.keys(HANDS)) {
  for (const [name, wanted] of Object.entries(JOURNEYS)) {
    test(`by ${hand}, from the first click to the printed report: ${name}`, async () => {
      const { page, seen } = await openPage(HANDS[hand].options);
      await page.addInitScript(watchPrinting);
      const policy = await go(page, hand, wanted);
      const { press } = HANDS[hand];
      const print = async (end) => {
        const read = await checkEnd(page, policy, end);
        await press(page.getByRole('button', { name: '打印自评报告' }));
        await checkPaper(page, policy, end, read);
      };
      await print(wanted);
      for (const next of wanted.then || []) {
        await press(page.getByRole('button', { name: '继续填报' }));
        await fillIn(page, press, policy, next.facts());
        await print(next);
      }
      assert.deepEqual(seen.errors, []);
    });
  }
}

/** The focused element inside the widget. */
const focused = (page) =>
  page.evaluate(() => {
    const { activeElement } = document.querySelector('drc-assessment').shadowRoot;
    if (!activeElement) return { name: '', type: '' };
    const label = activeElement.labels && activeElement.labels[0];
    const box = activeElement.getBoundingClientRect();
    return {
      name: (activeElement.getAttribute('aria-label') || (label && label.innerText) || activeElement.innerText || '')
        .trim()
        .replace(/\s+/g, ' '),
      type: activeElement.type,
      id: activeElement.id,
      inView: box.top >= -1 && box.bottom <= window.innerHeight + 1,
    };
  });

async function tabTo(page, fits) {
  for (let count = 0; count < 200; count += 1) {
    await page.keyboard.press('Tab');
    const at = await focused(page);
    if (at.type) assert.ok(at.inView, `the focus is out of view: ${JSON.stringify(at)}`);
    if (fits(at)) return;
  }
  throw new Error('not reached');
}

// Shanxi 394 goes by keyboard in access.test.mjs. Of each other policy: keys into a question and its answer,
// and what the visitor then reads.
const BY_KEYBOARD = [
  ['shanxi-2020-479', null, 'leading_industry_count', '3', '超出 1 个'],
  ['jiangsu-cluster-demo', null, 'rank_in_city_same_type', '3', '第3名'],
  ['jilin-upgrade', '现代物流园', 'public_service_platform_count', '0', '尚无，不是申报条件'],
  ['qingdao-2020-30', '电子商务集聚区', 'development_plan_exists', 'no', '未满足'],
];

for (const [id, type, fact, keys, said] of BY_KEYBOARD) {
  test(`by keyboard, from the first key to the printed report: ${id}`, async () => {
    const { page } = await openPage();
    await page.addInitScript(watchPrinting);
    const policy = policyFile(id);
    await page.goto(address('/choose.html'));
    await page.getByText('查找政策').waitFor();
    await tabTo(page, (at) => at.type === 'radio');
    for (let count = 0; count < 6 && !(await focused(page)).name.includes(policy.title); count += 1) {
      await page.keyboard.press('ArrowDown');
    }
    // The first radio button has the focus without being checked.
    await page.keyboard.press('Space');
    await page.getByRole('button', { name: WORDS.start }).or(page.getByText('请先选择集聚区类型')).waitFor();
    if (type) {
      await tabTo(page, (at) => at.type === 'radio');
      for (let count = 0; count < 16 && !(await focused(page)).name.includes(type); count += 1) {
        await page.keyboard.press('ArrowDown');
      }
      await page.keyboard.press('Space');
    }
    await tabTo(page, (at) => at.name === WORDS.start);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '填报与对照' }).waitFor();
    await tabTo(page, (at) => at.id === `drc-f-${fact}`);
    if (keys === 'no') {
      await page.keyboard.press('Space');
      await page.keyboard.press('ArrowRight');
    } else {
      await page.keyboard.type(keys);
    }
    await tabTo(page, (at) => at.name === '查看逐条结果');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '逐条结果' }).waitFor();
    const { text, verdict } = await readResult(page);
    assert.ok(text.includes(said), `${said} is not in the result: ${text}`);
    await tabTo(page, (at) => at.name === '打印自评报告');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => window.printed);
    const [sheet] = await page.evaluate(() => window.printed);
    for (const part of [policy.title, verdict, said]) assert.ok(sheet.text.includes(part), part);
  });
}

test('where nothing is in line with the plan, the report names each outcome as the screen does', async () => {
  const { page } = await openPage();
  await page.addInitScript(watchPrinting);
  await page.goto(address('/awards.html'));
  await page.waitForFunction(() => document.querySelector('drc-assessment').assessment);
  const facts = caseOf(
    'jilin-upgrade',
    'a whole zone, nothing as the plan wishes: still no condition of admission is failed',
  );
  await page.evaluate((it) => {
    document.querySelector('drc-assessment').answers = { facts: it };
  }, facts);
  await page.waitForFunction(() => document.querySelector('drc-assessment').answers.facts.is_recognised !== undefined);
  await page.getByRole('button', { name: '逐条结果', exact: true }).click();
  await page.getByRole('heading', { name: '逐条结果' }).waitFor();
  const { rows } = await readResult(page);
  await page.getByRole('button', { name: '打印自评报告' }).click();
  await page.waitForFunction(() => window.printed);
  const [sheet] = await page.evaluate(() => window.printed);
  const printed = sheet.rows
    .filter((cells) => cells[0] !== '条款')
    .map(([locator, quote, , outcome]) => [locator, quote, outcome]);
  assert.equal(rows.length, 10);
  assert.deepEqual(printed.slice(-rows.length), rows);
});

// --- the comparison of types

const WORD = { met: '满足', not_met: '未满足', unknown: '待填', discretionary: '须认定' };
const thousands = (text) => text.replace(/^(\d+)/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ','));

for (const [place, width] of [
  ['on a desk', 1280],
  ['on a phone', 360],
]) {
  test(`the comparison lists the types nearest first, with each condition's word and distance, ${place}`, async () => {
    const { page } = await openPage({ viewport: { width, height: 800 } });
    await enter(page, address, 'filling in, nothing answered');
    const facts = {
      ...caseOf('shanxi-2019-394', 'comparison: beside a chosen type when asked for'),
      logistics_enterprise_count: { value: '7', unit: '家' },
      hr_agency_count: { value: '1', unit: '家' },
      annual_tourism_income: { value: '0.9', unit: '亿元' },
      planned_floor_area: { value: '20000', unit: '平方米' },
      elderly_care_beds: null,
      info_service_function: false,
    };
    await page.evaluate((it) => {
      document.querySelector('drc-assessment').answers = { facts: it };
    }, facts);
    await page.getByText('还差 3 家').first().waitFor();
    await page.getByRole('button', { name: '类型比较', exact: true }).click();
    await page.getByText('与各类条件的距离').waitFor();
    await page.waitForFunction(() => document.querySelector('drc-assessment').assessment?.comparison);

    // From the engine: the order, and the findings of each type.
    const { order, own } = await page.evaluate(async () => {
      const { DrcAssessment } = window;
      const element = document.querySelector('drc-assessment');
      await DrcAssessment.ready;
      const policy = await DrcAssessment.load('shanxi-2019-394');
      const ownOf = (type) => {
        const ids = policy.criteria.filter((it) => (it.zone_types || []).includes(type)).map((it) => it.id);
        return DrcAssessment.evaluate(policy, { ...element.answers, zone_type: type }).findings.filter((it) =>
          ids.includes(it.criterion),
        );
      };
      const { comparison } = element.assessment;
      return { order: comparison, own: comparison.map((it) => ownOf(it.zone_type)) };
    });
    const rows = await page.evaluate(() =>
      [...document.querySelector('drc-assessment').shadowRoot.querySelectorAll('.drc-heat tbody tr')].map((row) => ({
        head: row.cells[0].innerText.replace(/\s+/g, ' '),
        cells: [...row.querySelectorAll('.drc-heat__cell')].map((cell) => [
          cell.innerText.replace(/\s+/g, ' ').trim(),
          cell.className,
        ]),
        last: row.cells[row.cells.length - 1].innerText,
        width: row.getBoundingClientRect().width,
      })),
    );
    assert.equal(order.length, 12);
    rows.forEach((row, index) => {
      assert.ok(row.head.startsWith(`${index + 1}. ${order[index].label}`), row.head);
      assert.equal(row.last, order[index].text);
      assert.ok(row.width <= width);
    });
    const isBefore = (one, other) =>
      one.filter((it) => it.outcome === 'not_met').length <= other.filter((it) => it.outcome === 'not_met').length;
    own.forEach((findings, index) =>
      assert.ok(index === 0 || isBefore(own[index - 1], findings), 'fewest conditions not met first'),
    );

    let shaded = 0;
    rows.forEach((row, index) => {
      assert.equal(row.cells.length, own[index].length, row.head);
      for (const { label, outcome, gap } of own[index]) {
        const said = gap ? `${thousands(gap.have)}／${thousands(gap.need)} ${gap.unit}` : label;
        const cell = row.cells.find(([text]) => text.includes(said) && text.includes(label));
        assert.ok(cell, `${said} in ${JSON.stringify(row.cells)}`);
        assert.ok(cell[0].includes(gap ? `${label}：${WORD[outcome]}` : `${WORD[outcome]}：`), cell[0]);
        const lacks = gap ? gap.short_by / gap.need : 1;
        const deep = outcome !== 'not_met' || lacks <= 0.3 ? '' : lacks <= 0.6 ? 'mid' : 'far';
        assert.equal((/drc-heat--(mid|far)/.exec(cell[1]) || ['', ''])[1], deep, `${label} ${lacks}`);
        shaded += deep ? 1 : 0;
      }
    });
    assert.ok(shaded >= 2, 'some are far off');
    const logistics = rows[order.findIndex((it) => it.zone_type === 'modern_logistics')];
    assert.ok(
      logistics.cells.some(([text]) => text === '入驻物流企业数：未满足 7／10 家'),
      JSON.stringify(logistics.cells),
    );

    // A type chosen from there leads to its own questions.
    await page.getByRole('button', { name: '按此类型对照：人力资源服务集聚区' }).click();
    await page.getByRole('heading', { name: '填报与对照' }).waitFor();
    assert.equal(
      await page.evaluate(() => document.querySelector('drc-assessment').assessment.zone_type),
      'hr_service',
    );
    await eventually(async () =>
      assert.equal(await page.getByRole('textbox', { name: '入驻人力资源服务机构数', exact: true }).inputValue(), '1'),
    );
    assert.equal(await page.getByRole('textbox', { name: WORDS.count, exact: true }).count(), 0);
    await eventually(async () =>
      assert.equal(
        await page.evaluate(() => document.querySelector('drc-assessment').shadowRoot.activeElement.id),
        'drc-place',
      ),
    );
  });
}
