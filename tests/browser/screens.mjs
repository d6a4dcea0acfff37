// Every screen in every state that looks different, and how to reach it: for the tests of accessibility and layout,
// and for the screenshots.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './browser.mjs';
import { readCases } from './cases.mjs';
import { armed } from './traps.mjs';
import { choose, fillCount, shortfall, showResult, WORDS } from './words.mjs';

const DAY = '2026-11-22';
const STANDALONE = readFileSync(join(ROOT, 'index.html'), 'utf8');
const SHANXI = 'policy="shanxi-2019-394"';
const BROKEN = {
  ...JSON.parse(readFileSync(join(ROOT, 'www', 'policies', 'jilin-upgrade.json'), 'utf8')),
  groups: [],
  title: 3,
};

const pageWith = (attributes) =>
  STANDALONE.replace('<drc-assessment ', `<drc-assessment as-of="${DAY}" ${attributes} `);

/** Pages to serve beside dist/. */
export const PAGES = {
  '/choose.html': pageWith(''),
  '/types.html': pageWith(SHANXI),
  '/logistics.html': pageWith(`${SHANXI} zone-type="modern_logistics"`),
  '/tourism.html': pageWith(`${SHANXI} zone-type="tourism"`),
  '/plan.html': pageWith('policy="shanxi-2020-479"'),
  '/routes.html': pageWith('policy="jiangsu-cluster-demo"'),
  '/awards.html': pageWith('policy="jilin-upgrade" zone-type="logistics_park"'),
  '/broken.html': pageWith('policy="broken.json"'),
  '/broken.json': JSON.stringify(BROKEN),
  '/absent.html': pageWith('policy="absent.json"'),
};

const CASES = {
  shortfall: '现代物流: a whole zone with shortfalls, one of them in the papers',
  relaxed: '现代物流: a whole zone in a weak region with shortfalls that may be relaxed',
  nothingShort: 'comparison: beside a chosen type when asked for',
  plan: 'everything answered with not clear yet is unknown all the same',
  route: 'a whole provincial zone that passed',
};

function facts(policy, name) {
  const found = readCases().find((item) => item.policy === policy && item.name.endsWith(`: ${name}`));
  if (!found) throw new Error(`no case of ${policy} is called ${name}`);
  return found.answers.facts;
}

const logistics = (name) => facts('shanxi-2019-394', CASES[name]);

/** Sets answers as the host page does, and waits for their assessment. */
async function give(page, given) {
  await page.waitForFunction(() => document.querySelector('drc-assessment').assessment);
  await page.evaluate(
    (answers) =>
      new Promise((resolve) => {
        const element = document.querySelector('drc-assessment');
        const before = element.assessment;
        element.answers = answers;
        const look = () => (element.assessment === before ? requestAnimationFrame(look) : resolve());
        look();
      }),
    { name: '示例物流园', ...given },
  );
}

const openAll = (page) =>
  page.evaluate(() => {
    const { shadowRoot } = document.querySelector('drc-assessment');
    for (const details of shadowRoot.querySelectorAll('details')) details.open = true;
  });

export async function resize(page, text) {
  await page.getByRole('button', { name: `文字大小：${text}` }).click();
}

const filled = (answers) => async (page) => give(page, { facts: answers });

const resultOf = (answers) => async (page) => {
  await give(page, { facts: answers });
  await showResult(page);
};

async function mistype(page) {
  for (const [label, text] of [
    ['规划占地面积', '约三百'],
    [WORDS.count, '-1'],
    ['年营业收入', '2亩'],
  ]) {
    const field = page.getByRole('textbox', { name: label, exact: true }).first();
    await field.fill(text);
    await field.press('Tab');
  }
  await showResult(page);
  await page.getByText('3 处填写需要更正').waitFor();
}

async function fillIn(page) {
  await fillCount(page, WORDS.tooFew);
  await shortfall(page).waitFor();
}

// Each state: the page it begins on, what is done there, before its scripts run or after, and its text.
export const STATES = {
  'choosing, nothing chosen': { path: '/choose.html', shows: '查找政策' },
  'choosing, nothing found': {
    path: '/choose.html',
    async enter(page) {
      const search = page.getByRole('textbox', { name: '查找政策' });
      await search.fill('广东');
      await search.press('Tab');
    },
    shows: '没有找到',
  },
  'choosing, a policy with types chosen': {
    path: '/choose.html',
    enter: (page) => page.getByRole('radio', { name: WORDS.policy }).click(),
    shows: '请先选择集聚区类型',
  },
  'choosing, policy and type chosen': {
    path: '/choose.html',
    async enter(page) {
      await choose(page);
      await page.getByRole('button', { name: '选择政策和类型' }).click();
    },
    shows: WORDS.start,
  },
  'choosing, a policy without types chosen': {
    path: '/choose.html',
    enter: (page) => page.getByRole('radio', { name: '山西省创建特色产业集群区总体方案' }).click(),
    shows: WORDS.start,
  },
  'choosing only the type': { path: '/types.html', shows: '选择集聚区类型' },
  'choosing, the policy cannot be had': { path: '/absent.html', shows: '政策文件未能载入' },
  'filling in, nothing answered': { path: '/logistics.html', shows: WORDS.count },
  'filling in, with faults': { path: '/logistics.html', enter: mistype, shows: '3 处填写需要更正' },
  'filling in, everything answered': { path: '/logistics.html', enter: filled(logistics('shortfall')), shows: '还差' },
  'filling in, everything unfolded': {
    path: '/logistics.html',
    async enter(page) {
      await give(page, { facts: logistics('relaxed') });
      await openAll(page);
    },
    shows: '规划占地面积 300 亩以上',
  },
  'filling in, answers partly unreadable': {
    path: '/logistics.html',
    enter: filled({ planned_land_area: { value: 'x', unit: '亩' }, nonsense: 3 }),
    shows: '其余已载入',
  },
  'filling in, asked before clearing': {
    path: '/logistics.html',
    async enter(page) {
      await give(page, { facts: logistics('shortfall') });
      await page.getByRole('button', { name: '清空填报' }).click();
    },
    shows: '确定清空全部填报内容',
  },
  'filling in, routes': { path: '/routes.html', shows: '申报路径' },
  'filling in, a text without conditions': { path: '/plan.html', shows: '本文件没有规定认定条件' },
  'result, nothing answered': {
    path: '/logistics.html',
    async enter(page) {
      await page.getByRole('textbox', { name: WORDS.count }).first().waitFor();
      await showResult(page);
    },
    shows: '逐条对照',
  },
  'result, with shortfalls': { path: '/logistics.html', enter: resultOf(logistics('shortfall')), shows: '还差' },
  'result, shortfalls that may be relaxed': {
    path: '/logistics.html',
    enter: resultOf(logistics('relaxed')),
    shows: '放宽',
  },
  'result, no shortfall found': {
    path: '/tourism.html',
    enter: resultOf(logistics('nothingShort')),
    shows: '未发现差距',
  },
  'result, of a route': {
    path: '/routes.html',
    enter: resultOf(facts('jiangsu-cluster-demo', CASES.route)),
    shows: '逐条对照',
  },
  'result, a text without conditions': {
    path: '/plan.html',
    enter: resultOf(facts('shanxi-2020-479', CASES.plan)),
    shows: '支持政策',
  },
  'result, awards and models': {
    path: '/awards.html',
    enter: resultOf(facts('jilin-upgrade', CASES.plan)),
    shows: '支持政策',
  },
  comparison: {
    path: '/logistics.html',
    async enter(page) {
      await give(page, { facts: logistics('shortfall') });
      await page.getByRole('button', { name: '类型比较', exact: true }).click();
    },
    shows: '与各类条件的距离',
  },
  'a faulty policy': { path: '/broken.html', shows: '政策文件有问题' },
  'the report part cannot be had': {
    path: '/logistics.html',
    async enter(page) {
      await page.route(/drc-assessment-report\.js/, (route) => route.abort());
      await give(page, { facts: logistics('shortfall') });
      await showResult(page);
      await page.getByRole('button', { name: '保存为网页' }).click();
    },
    shows: 'drc-assessment-report.js 未能载入',
  },
  'a link to copy': {
    path: '/logistics.html',
    async enter(page) {
      await give(page, { facts: logistics('shortfall') });
      await showResult(page);
      await page.getByRole('button', { name: '复制填报链接' }).click();
    },
    shows: '请只发给应当看到的人',
  },
  loading: {
    path: '/logistics.html',
    prepare: (page) => page.route(/drc-assessment\.wasm/, () => {}),
    shows: '正在载入',
  },
  'restarted after a trap': {
    path: '/logistics.html',
    prepare: (page) => page.addInitScript(armed),
    async enter(page) {
      await fillIn(page);
      await page.evaluate((result) => window.panic(result), WORDS.result);
      await page.getByText('已重新启动').waitFor();
      await shortfall(page).waitFor();
    },
    shows: '已重新启动',
  },
  'not restarted after a trap, answers handed out': {
    path: '/logistics.html',
    prepare: (page) => page.addInitScript(armed),
    async enter(page) {
      await fillIn(page);
      await page.evaluate((result) => {
        window.noMoreMemory = true;
        window.panic(result);
      }, WORDS.result);
      await page.getByText('可用内存不足').waitFor();
      await page.getByText('政策条件原文如下').first().waitFor();
    },
    shows: '填报内容（JSON）',
  },
};

/** One state of each screen, for what is the same in all its states. */
export const ONE_OF_EACH = [
  'choosing, policy and type chosen',
  'filling in, with faults',
  'filling in, everything answered',
  'result, with shortfalls',
  'comparison',
  'a faulty policy',
];

/** Brings a page of a server with PAGES into a state. */
export async function enter(page, address, name) {
  const { path, prepare, enter: steps, shows } = STATES[name];
  if (prepare) await prepare(page);
  await page.goto(address(path));
  if (steps) await steps(page);
  await page.getByText(shows).first().waitFor();
}
