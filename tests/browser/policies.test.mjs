// Every policy as a visitor sees it, and invalid policy files as their authors see them.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { test } from 'node:test';
import { ROOT } from './browser.mjs';
import { readCaseFiles } from './cases.mjs';
import { eventually, held, openPage, serve } from './harness.mjs';

const AS_OF = '2026-11-22';
const policyFile = (id) => JSON.parse(readFileSync(join(ROOT, 'www', 'policies', `${id}.json`), 'utf8'));

// The build's own lists of places and letters.
const library = createRequire(join(ROOT, 'www', 'package.json'));
const { areaList } = library('@vant/area-data');
const { pinyin } = library('pinyin-pro');
const simplified = library('opencc-js').Converter({ from: 'tw', to: 'cn' });

/** The names of the places of a region, down to a level, and of the province around it. */
function placesOf(region, lists) {
  const prefix = region.replace(/(00){1,3}$/, '');
  const names = lists.flatMap((list) =>
    Object.entries(areaList[list])
      .filter(([code]) => code.startsWith(prefix))
      .map(([, name]) => name),
  );
  return [...names, areaList.province_list[`${region.slice(0, 2)}0000`] || ''];
}

const plain = (text) => simplified(text.normalize('NFKC').toLowerCase()).replace(/[^\p{L}\p{N}]/gu, '');

/**
 * Whether a policy must be found by these words although its file of cases does not name them: each stands in what the
 * policy says of itself, or is a place of its region. So a policy that is added needs no word of the others.
 */
function isAbout(policy, words) {
  const { title, number = '', issuer, jurisdiction, region, year = '', summary = '', zone_types: types = [] } = policy;
  const larger = placesOf(region, ['province_list', 'city_list']);
  const own = [title, number, issuer, jurisdiction, year, summary, ...types.map(({ label }) => label)].map(String);
  const spoken = [jurisdiction, ...larger].map((name) => pinyin(name, { toneType: 'none', type: 'array' }).join(''));
  const short = issuer.replace('发展和改革委员会', '发改委').replace(/[省市]/, '');
  const all = [...own, short, ...larger, ...placesOf(region, ['county_list']), ...spoken].map(plain);
  return words.split(/\s+/).every((word) => all.some((text) => text.includes(plain(word))));
}

/** Opens the standalone page on a fixed day. */
async function openChooser() {
  const address = await serve();
  const { page } = await openPage();
  await page.goto(address(`/index.html?as-of=${AS_OF}`));
  await page.getByRole('textbox', { name: '查找政策' }).waitFor();
  return page;
}

const policies = (page) => page.getByRole('radiogroup', { name: '选择对照的政策' }).getByRole('radio');

async function pick(page, title, zoneType) {
  await page.getByRole('radio', { name: title }).click();
  if (zoneType) await page.getByRole('radio', { name: zoneType }).click();
  await page.getByRole('button', { name: '开始自评' }).click();
}

async function type(page, label, text) {
  const field = page.getByRole('textbox', { name: label, exact: true });
  await field.fill(text);
  await field.press('Tab');
}

/** Answers a yes-or-no question or a single choice. */
const say = (page, question, answer) =>
  page.getByRole('group', { name: question, exact: true }).getByRole('radio', { name: answer, exact: true }).click();
const assessment = (page) => held(page, 'assessment');
const outcome = async (page, id) => (await assessment(page)).findings.find((it) => it.criterion === id)?.outcome;
const panel = (page) => page.getByRole('complementary', { name: /对照结果/ });
const toResult = (page) => page.getByRole('button', { name: '逐条结果', exact: true }).click();
const row = (page, quote) => page.getByRole('row').filter({ hasText: quote });

test('every policy is listed, by region and year, with what its file of cases names, and is found by searching', async () => {
  const page = await openChooser();
  const files = readCaseFiles();
  const listed = await policies(page).evaluateAll((radios) =>
    radios.map((radio) => radio.closest('label').innerText.replace(/\s+/g, ' ')),
  );
  assert.equal(listed.length, files.length);
  const places = files.map(({ policy, catalogue }) => {
    const place = listed.findIndex((text) => catalogue.shows.every((part) => text.includes(part)));
    assert.notEqual(place, -1, `${policy}: ${catalogue.shows} in ${JSON.stringify(listed)}`);
    const { region, year = 0 } = policyFile(policy);
    return { place, order: `${region} ${year} ${policy}` };
  });
  places.sort((one, other) => one.place - other.place);
  assert.deepEqual(
    places.map(({ place }) => place),
    files.map((_, index) => index),
    'one entry for each policy',
  );
  const orders = places.map(({ order }) => order);
  assert.deepEqual(orders, [...orders].sort());

  const found = new Map([
    ['查无此文', []],
    ['', files.map(({ policy }) => policy)],
  ]);
  for (const words of files.flatMap(({ catalogue }) => catalogue.found_by)) {
    const wanted = files.filter(
      ({ policy, catalogue }) => catalogue.found_by.includes(words) || isAbout(policyFile(policy), words),
    );
    found.set(
      words,
      wanted.map(({ policy }) => policy),
    );
  }
  assert.ok(found.size > 2, 'there are words to search for');
  const search = page.getByRole('textbox', { name: '查找政策' });
  for (const [words, wanted] of found) {
    await search.fill(words);
    await search.press('Tab');
    await eventually(async () => {
      const titles = await policies(page).evaluateAll((radios) =>
        radios.map((radio) => radio.closest('label').innerText),
      );
      const shown = files.filter(({ policy }) => titles.some((text) => text.includes(policyFile(policy).title)));
      assert.deepEqual(
        shown.map(({ policy }) => policy),
        wanted,
        `found by “${words}”`,
      );
      assert.equal(titles.length, wanted.length);
    });
    assert.equal(await page.getByText('没有找到').count(), wanted.length === 0 ? 1 : 0);
  }
});

test('Shanxi 479 says that it has no conditions, and compares with the plan', async () => {
  const page = await openChooser();
  await pick(page, '山西省创建特色产业集群区总体方案');
  const first = page.getByRole('note').first();
  assert.match(await first.innerText(), /^本文件没有规定认定条件/);
  assert.match(await page.getByRole('note').nth(1).innerText(), /原文未载有效期，目标年 2025 年已过/);
  await type(page, '主导产业个数', '3');
  await panel(page).getByText('超出 1 个').waitFor();
  assert.match(await panel(page).innerText(), /0 项一致、1 项不一致、7 项待填/);
  assert.equal(await panel(page).getByText('未满足').count(), 0);
  await type(page, '主导产业个数', '2');
  await panel(page).getByText('超出 1 个').waitFor({ state: 'hidden' });
  await say(page, '位于开发区内', '否');
  assert.equal(await outcome(page, '2.6.1.s2'), undefined);
  assert.equal(await outcome(page, '2.6.1.s3'), 'discretionary');
  await toResult(page);
  await page.getByRole('heading', { name: '支持政策', exact: true }).waitFor();
  await page.getByText('金额和申报条件原文未定').waitFor();
  assert.equal((await assessment(page)).verdict, 'no_eligibility_text');
});

test('Jiangsu asks for the route first, and each route has conditions of its own', async () => {
  const page = await openChooser();
  await pick(page, '江苏省现代服务业高质量发展集聚示范工程实施方案');
  await page.getByText('文件所定期限已过，请先核实效力').waitFor();
  await panel(page).getByRole('button', { name: '申报路径' }).waitFor();
  await say(page, '申报路径', '市级集聚区申报');
  await type(page, '最近一年经济规模（营业收入）', '12亿');
  await type(page, '前一年经济规模', '12.5亿');
  await panel(page).getByText('还差 5000 万元').waitFor();
  await type(page, '前一年经济规模', '11亿');
  await type(page, '前二年经济规模', '10亿');
  await panel(page).getByText('还差').waitFor({ state: 'hidden' });
  assert.equal(await outcome(page, '4.2.s3'), 'met');
  await type(page, '在所在设区市同类型集聚区营业收入名次', '3');
  await type(page, '所在设区市同类型集聚区个数', '12');
  await page.getByText('第3名/共12个').waitFor();
  assert.equal(await page.getByText('现有省级集聚区履行程序并合格').count(), 0);

  await say(page, '已被设区市认定为市级现代服务业集聚区', '否');
  assert.equal((await assessment(page)).verdict, 'shortfall');
  await say(page, '申报路径', '现有省级集聚区综合评价');
  await page.getByText('现有省级集聚区履行程序并合格').waitFor();
  const { verdict, counts } = await assessment(page);
  assert.deepEqual(
    [verdict, counts],
    ['incomplete', { met: 0, not_met: 0, unknown: 3, discretionary: 1, reference: 3 }],
  );
  await toResult(page);
  await row(page, '经济规模近两年连续提升').getByText('不计入结论').waitFor();
  await page.getByText('制定下发年度申报指南').waitFor();
});

test('Jilin shows the model zones of the type and awards without promising them', async () => {
  const page = await openChooser();
  await pick(page, '吉林省集聚区提档升级工程实施方案', '现代物流园');
  assert.match(await page.getByRole('note').first().innerText(), /^本文件没有规定认定条件/);
  await say(page, '新认定的省级服务业集聚区', '是');
  await type(page, '公共服务平台数', '0');
  assert.equal(await outcome(page, '4.3.s1'), 'reference');
  await toResult(page);
  await row(page, '可给予一次性不超过100万元资金奖励').getByText('可能获得，一次性，最高 100 万元（含）').waitFor();
  await row(page, '每个省级服务业集聚区都具备').getByText('尚无，不是申报条件').waitFor();
  await page.getByText('亚奇物流园').waitFor();
  await page.getByText('省发改委、省交通厅、相关地方政府').waitFor();
  assert.equal(await page.getByText('摆渡创新工场').count(), 0);
});

test('Qingdao tells its one condition from targets, and two yellow cards in a row from two', async () => {
  const page = await openChooser();
  await pick(page, '青岛市加快现代服务业集聚区发展行动计划', '暂不选择类型');
  await say(page, '已编制集聚区发展规划', '是');
  await say(page, '发展规划随申报一并上报', '是');
  await say(page, '集聚区发展规划文本', '已备');
  await panel(page).getByText('未发现差距').first().waitFor();
  for (const group of ['2022 年目标和布局原则', '考核与退出']) await page.getByText(group, { exact: true }).click();
  await type(page, '产业集聚度', '65');
  await page.getByText('比目标少 5 个百分点，不是申报条件').waitFor();
  assert.equal((await assessment(page)).verdict, 'no_shortfall_found');
  const cards = page.getByRole('textbox', { name: '受到黄牌警告的年度' });
  for (const [years, said, wanted] of [
    ['2021、2023', '未触发', 'not_met'],
    ['2021，2022', '已触发', 'met'],
  ]) {
    await cards.fill(years);
    await cards.press('Tab');
    await page.getByText(said, { exact: true }).waitFor();
    assert.equal(await outcome(page, '4.2.s3'), wanted);
  }
  assert.deepEqual((await held(page, 'answers')).facts.yellow_card_years, [2021, 2022]);
  await cards.fill('去年');
  await cards.press('Tab');
  await page.getByText('“去年”不是有效年份').first().waitFor();
  await page.getByRole('button', { name: '受到黄牌警告的年度：都没有' }).click();
  assert.equal(await outcome(page, '4.2.s3'), 'not_met');
});

test('answers to questions that two policies share are carried over; answers to questions that differ are neither carried over nor lost', async () => {
  const page = await openChooser();
  await pick(page, '山西省创建现代服务业集聚区管理办法', '现代物流');
  await type(page, '公共服务平台数', '2');
  await type(page, '年营业收入', '2.3');
  const contents = page.getByRole('group', { name: '规划/方案已含内容', exact: true });
  await contents.getByRole('button', { name: /全选/ }).click();
  const back = () => page.getByRole('button', { name: '选择政策和类型' }).click();
  await back();
  await pick(page, '山西省创建特色产业集群区总体方案');
  await eventually(async () =>
    assert.equal(await page.getByRole('textbox', { name: '公共服务平台数' }).inputValue(), '2'),
  );
  assert.equal(await outcome(page, '3.1.s2'), 'unknown');
  assert.equal(await page.getByRole('checkbox', { checked: true }).count(), 0);
  await back();
  await page.getByRole('radio', { name: '江苏省现代服务业高质量发展' }).click();
  await page.getByRole('button', { name: '开始自评' }).click();
  await eventually(async () =>
    assert.equal(await page.getByRole('textbox', { name: '年营业收入' }).inputValue(), '2.3'),
  );
  await back();
  await pick(page, '山西省创建现代服务业集聚区管理办法', '现代物流');
  assert.equal(await contents.getByRole('checkbox', { checked: true }).count(), 5);
  await eventually(async () =>
    assert.equal(await page.getByRole('textbox', { name: '年营业收入' }).inputValue(), '2.3'),
  );
});

test('an invalid policy, as an object or from a URL, shows its faults with paths and examples', async () => {
  const broken = policyFile('jilin-upgrade');
  delete broken.criteria[0].citation;
  broken.criteria[1].condition = { fact: 'development_plan', is: true };
  broken.facts[0].sort = 'x';
  const address = await serve({ pages: { '/broken.json': JSON.stringify(broken) } });
  for (const hand of [
    (page) =>
      page.evaluate((policy) => {
        document.querySelector('drc-assessment').policy = policy;
      }, broken),
    (page) =>
      page.evaluate(() => {
        document.querySelector('drc-assessment').setAttribute('policy', 'broken.json');
      }),
  ]) {
    const { page } = await openPage();
    await page.goto(address('/index.html'));
    await hand(page);
    await page.getByText('政策文件有问题，未能载入').waitFor();
    const said = await page.getByRole('alert').innerText();
    for (const part of [
      '/criteria/0 缺少字段“citation”，例如',
      '第五条（一）',
      '/criteria/1/condition',
      '“development_plan”',
      '/facts/0/sort',
      '不认识的字段“sort”，此处可用：id、label、type',
    ]) {
      assert.ok(said.includes(part), `${part} in ${said}`);
    }
  }
});

test('a policy file that is not in UTF-8 has a sentence of its own', async () => {
  const text = JSON.stringify({ ...policyFile('jilin-upgrade'), title: '?' });
  const [before, after] = text.split('?');
  // 中 in GBK.
  const file = Buffer.concat([Buffer.from(before), Buffer.from([0xd6, 0xd0]), Buffer.from(after)]);
  const address = await serve({
    csp: null,
    pages: {
      '/gbk.json': file,
      '/gbk.html': '<!DOCTYPE html><script src="/drc-assessment.js"></script><drc-assessment policy="/gbk.json">',
    },
  });
  const { page } = await openPage();
  await page.goto(address('/gbk.html'));
  await page.getByText('政策文件不是 UTF-8 编码').first().waitFor();
});

test('answers set together with a policy object are those to that policy, on a widget that shows another', async () => {
  const address = await serve();
  const { page } = await openPage();
  await page.goto(address('/index.html'));
  const set = (policy, facts) =>
    page.evaluate(
      ([given, answers]) => {
        window.changes = [];
        const element = document.querySelector('drc-assessment');
        element.addEventListener('drc-change', ({ detail }) => window.changes.push(detail.policy));
        element.policy = given;
        element.answers = answers;
      },
      [policy, { facts }],
    );
  const shown = () => page.evaluate(() => document.querySelector('drc-assessment').answers);
  await set(policyFile('qingdao-2020-30'), { host_city: '青岛' });
  await eventually(async () => assert.equal((await assessment(page))?.policy, 'qingdao-2020-30'));
  await set(policyFile('jilin-upgrade'), { leading_industry_count: { value: '3', unit: '个' } });
  await eventually(async () => assert.equal((await assessment(page)).policy, 'jilin-upgrade'));
  await eventually(async () =>
    assert.deepEqual(await page.evaluate(() => [...new Set(window.changes)]), ['jilin-upgrade']),
  );
  assert.equal((await shown()).facts.leading_industry_count.value, '3');
});

test('a corrected policy replaces a faulty one, whatever else the page sets at the same time', async () => {
  const address = await serve();
  const { page } = await openPage();
  await page.goto(address('/index.html'));
  const good = policyFile('jilin-upgrade');
  const set = (policy, attribute) =>
    page.evaluate(
      ([given, name]) => {
        const element = document.querySelector('drc-assessment');
        element.policy = given;
        if (name) element.setAttribute(name, 'zh-CN');
      },
      [policy, attribute],
    );
  const faulty = page.getByText('政策文件有问题，未能载入');
  await set({ ...good, groups: [] });
  await faulty.waitFor();
  await set(good, 'lang');
  await faulty.waitFor({ state: 'hidden' });
  await eventually(async () => assert.equal((await assessment(page)).policy, 'jilin-upgrade'));

  // Withdrawn, a faulty policy gives way to the list.
  await set({ ...good, groups: [] });
  await faulty.waitFor();
  await set(null);
  await page.getByRole('textbox', { name: '查找政策' }).waitFor();
  await page.waitForFunction(() => document.querySelector('drc-assessment').policy === null);
  assert.equal(await faulty.isVisible(), false);
});

test('a policy from the API that the page has changed is checked again', async () => {
  const address = await serve();
  const { page } = await openPage();
  await page.goto(address('/index.html'));
  await page.evaluate(async () => {
    const policy = await DrcAssessment.load('jilin-upgrade');
    policy.groups = [];
    document.querySelector('drc-assessment').policy = policy;
  });
  await page.getByText('政策文件有问题，未能载入').waitFor();
  const again = await page.evaluate(async () => (await DrcAssessment.load('jilin-upgrade')).groups.length);
  assert.ok(again > 0, 'the file itself is as it was');
});

test('the page for authors checks a file from disk, and shows a valid one as visitors will see it', async () => {
  const address = await serve();
  const { page } = await openPage();
  await page.goto(address('/examples/policy.html'));
  const sound = policyFile('qingdao-2020-30');
  const file = (name, text) => ({ name, mimeType: 'application/json', buffer: Buffer.from(text) });
  const input = page.locator('#file');
  await input.setInputFiles(file('a.json', '{"id": '));
  await page.getByText('a.json 不是有效的 JSON 文件').waitFor();
  await input.setInputFiles(file('b.json', JSON.stringify({ ...sound, groups: [] })));
  await page.getByText(/b\.json 有 \d+ 处问题/).waitFor();
  await page.getByText('不属于任何分组').first().waitFor();
  await input.setInputFiles(file('c.json', JSON.stringify({ ...sound, title: '某市行动计划' })));
  await page.getByText('c.json 没有发现问题').waitFor();
  await page.getByText('《某市行动计划》').waitFor();
});
