// Many zones at once: files in, results looked through, files out, and what a host page has of it.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { violations } from './axe.mjs';
import { ROOT } from './browser.mjs';
import { eventually, openPage, serve } from './harness.mjs';
import { layoutFaults } from './layout.mjs';
import { sheetFile, sheetsFile } from './workbook.mjs';

const { strFromU8, unzipSync } = createRequire(join(ROOT, 'www', 'package.json'))('fflate');

const POLICY = 'shanxi-2019-394';
const HEADER = [
  '集聚区名称',
  '集聚区类型',
  '所在市',
  '规划占地面积（亩）',
  '入驻物流企业数',
  '对集聚区统一管理和服务（声明）',
];
const ZONES = [
  ['甲物流园', '现代物流', '太原市', '240', '7', '是'],
  ['乙物流园', '现代物流', '大同市', '20公顷', '12', '否'],
  ['丙物流园', '现代物流', '太原市', '', '', ''],
  ['丁电商园', '电子商务', '大同市', '', '', '是'],
];
const csvOf = (rows) => `${rows.map((row) => row.map((cell) => `"${cell}"`).join(',')).join('\r\n')}\r\n`;

/** A page with the batch under a policy, or under none. */
async function open({ policy = POLICY, csp, viewport, path = '/batch-test.html' } = {}) {
  const attribute = policy ? ` policy="${policy}"` : '';
  const html = `<!DOCTYPE html><html lang="zh-CN"><meta charset="utf-8"><title>batch</title>
<link rel="icon" href="data:,"><script src="drc-assessment.js" defer></script>
<main><h1>批量</h1><drc-assessment mode="batch"${attribute}></drc-assessment></main>`;
  const address = await serve({ ...(csp === undefined ? {} : { csp }), pages: { [path]: html } });
  const opened = await openPage(viewport ? { viewport } : {});
  await opened.page.goto(address(path));
  return opened;
}

const choose = (page, ...files) => page.locator('input[type=file]').setInputFiles(files);
const file = (name, content) => ({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(content) });
const csv = (name, rows) => file(name, csvOf(rows));
const rowsOf = (page) => page.locator('.drc-zones__body .drc-zones__row');
const namesOf = (page) => page.locator('.drc-zones__open').allInnerTexts();
const done = (page, count) => page.getByText(`评估完成：${count} 个集聚区。`).waitFor();

async function downloaded(page, name) {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name }).click()]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

test('a table is assessed as it is dropped, in a worker under the strict security policy', async () => {
  const { page, seen } = await open();
  await page.getByRole('button', { name: '选择文件' }).waitFor();
  await choose(page, csv('一.csv', [HEADER, ...ZONES]));
  await done(page, 4);
  assert.deepEqual(
    await namesOf(page),
    ZONES.map(([name]) => name),
  );
  await page
    .getByRole('button', { name: /有差距/ })
    .first()
    .waitFor();
  const first = rowsOf(page).first();
  assert.match(await first.innerText(), /太原市/);
  assert.match(await first.innerText(), /还差/);
  assert.equal(await page.getByText('当前页面不允许后台线程').count(), 0);
  assert.equal(page.workers().length, 1);
  assert.deepEqual(seen.errors, []);
  assert.deepEqual(await page.evaluate(() => window.seen.violations), []);
});

test('without a worker the page does the same by itself', async () => {
  const csp =
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src data:; worker-src 'none'";
  const { page } = await open({ csp });
  await page.getByText('当前页面不允许后台线程').waitFor();
  await choose(page, csv('一.csv', [HEADER, ...ZONES]));
  await done(page, 4);
  assert.deepEqual(
    await namesOf(page),
    ZONES.map(([name]) => name),
  );
  assert.equal(page.workers().length, 0);
});

test('a workbook and the files of applicants go in together', async () => {
  const { page } = await open();
  const answers = (name, facts) => JSON.stringify({ policy: POLICY, zone_type: 'modern_logistics', name, facts });
  await choose(
    page,
    file('表.xlsx', sheetFile([HEADER, ...ZONES])),
    file('戊.json', answers('戊物流园', { logistics_enterprise_count: { value: 12, unit: '家' } })),
    file('己.json', answers('己物流园', {})),
    file('另一政策.json', JSON.stringify({ policy: 'jilin-upgrade', name: '庚', facts: {} })),
    file('照片.png', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])),
  );
  await done(page, 7);
  assert.deepEqual(
    (await namesOf(page)).sort(),
    ['丁电商园', '丙物流园', '乙物流园', '己物流园', '庚', '戊物流园', '甲物流园'].sort(),
  );
  // Every file that is not taken says why, and the rest goes on.
  await page.getByText(/照片\.png/).waitFor();
  assert.equal(await page.locator('.drc-file .drc-error').count(), 1);
  await page.getByText(/未能读取的内容/).click();
  assert.match(await page.locator('.drc-more table').last().innerText(), /另一政策\.json/);
});

test('a column that is not known is told, assigned, and remembered in the saved batch', async () => {
  const { page } = await open();
  const header = [...HEADER.slice(0, 4), '物流企业有多少', '备注'];
  await choose(page, csv('一.csv', [header, ['甲物流园', '现代物流', '太原市', '240', '7', '无']]));
  await page.getByText('2 列待确认').waitFor();
  assert.equal(await rowsOf(page).count(), 0, 'nothing is assessed before');
  await page.getByRole('combobox', { name: /物流企业有多少/ }).selectOption({ label: '入驻物流企业数' });
  await page.getByText('1 列待确认').waitFor();
  await page.getByRole('button', { name: '开始评估' }).click();
  await done(page, 1);
  const { name, bytes } = await downloaded(page, '保存批次');
  assert.match(name, /^批次-shanxi-2019-394-\d{4}-\d\d-\d\d\.json$/);

  const second = await open();
  await choose(second.page, file(name, bytes));
  await done(second.page, 1);
  assert.deepEqual(await namesOf(second.page), ['甲物流园']);
  // A later table with the same title needs no hand.
  await choose(second.page, csv('二.csv', [header.slice(0, 5), ['乙物流园', '现代物流', '大同市', '300', '12']]));
  await done(second.page, 2);
});

test('nothing is read before columns that repeat each other are decided on', async () => {
  const { page } = await open();
  const header = ['集聚区名称', '规划占地面积（公顷）', '规划占地面积（亩）'];
  await choose(page, csv('一.csv', [header, ['甲物流园', '', '300']]));
  await page.getByText('1 列待确认').waitFor();
  await page.getByRole('button', { name: '开始评估' }).click();
  await done(page, 1);
  // Everything is removed only when asked for twice.
  await page.getByRole('button', { name: '清空，重新开始' }).click();
  assert.deepEqual(await namesOf(page), ['甲物流园']);
  await page.getByRole('button', { name: '确定清空' }).click();
  await eventually(async () => assert.equal(await page.locator('.drc-file').count(), 0));
  assert.equal(await page.locator('.drc-results').isVisible(), false);
  await choose(page, csv('二.csv', [HEADER, ...ZONES]));
  await done(page, 4);
});

test('the unit of a column that has none is chosen', async () => {
  const { page } = await open();
  const header = ['集聚区名称', '集聚区类型', '规划占地面积'];
  await choose(page, csv('一.csv', [header, ['甲物流园', '现代物流', '20']]));
  await page.getByText('1 列待确认').waitFor();
  await page.getByText('表头和单元格都没有写单位，请选定单位').waitFor();
  assert.equal(await rowsOf(page).count(), 0, 'nothing is assessed before');
  await page.getByRole('combobox', { name: '规划占地面积的单位' }).selectOption('公顷');
  await page.getByText('3 列已对应').waitFor();
  await page.getByRole('button', { name: '开始评估' }).click();
  await done(page, 1);
  const [{ facts }] = await page.evaluate(async () => {
    const element = document.querySelector('drc-assessment');
    const opened = element.shadowRoot.querySelector('.drc-zones__open');
    opened.click();
    const inner = await new Promise((resolve) => {
      const look = () => {
        const own = element.shadowRoot.querySelector('drc-assessment');
        if (own && own.answers) resolve(own.answers);
        else requestAnimationFrame(look);
      };
      look();
    });
    return [inner];
  });
  assert.deepEqual(facts.planned_land_area, { value: '20', unit: '公顷' });
});

test('a table without titles is read once its columns are assigned', async () => {
  const { page } = await open();
  await choose(page, csv('一.csv', [['甲物流园', '现代物流', '7']]));
  await page.getByText('首行是数据，没有列标题。').waitFor();
  for (const [letter, label] of [
    ['A', '集聚区名称'],
    ['B', '集聚区类型'],
    ['C', '入驻物流企业数'],
  ]) {
    await page.getByRole('combobox', { name: `对应 ${letter}`, exact: true }).selectOption({ label });
  }
  await page.getByText('3 列已对应').waitFor();
  await page.getByRole('button', { name: '开始评估' }).click();
  await done(page, 1);
  assert.match(await rowsOf(page).first().innerText(), /还差 3 家/);
});

test('files show while they wait, and the list says which file a zone stands in', async () => {
  const { page } = await open();
  const rows = Array.from({ length: 20_000 }, (_, place) => [`园${place}`, '现代物流', '太原市', '240', '7', '是']);
  await choose(page, csv('大.csv', [HEADER, ...rows]));
  await page.getByRole('button', { name: '停止' }).waitFor();
  await choose(page, csv('二.csv', [HEADER, ...ZONES]));
  await page.locator('.drc-file', { hasText: '二.csv' }).getByText('等待读取').waitFor();
  await done(page, '20,004');
  assert.equal(await page.getByText('等待读取').count(), 0);
  await page.getByRole('searchbox').fill('乙物流园');
  await eventually(async () => assert.deepEqual(await namesOf(page), ['乙物流园']));
  assert.match(await rowsOf(page).first().innerText(), /第 3 行 二\.csv/);
});

test('a workbook with a sheet for each city is read whole, and a table can be removed again', async () => {
  const { page } = await open();
  const sheets = {
    太原市: [HEADER, ZONES[0], ZONES[2]],
    大同市: [HEADER, ZONES[1], ['合计', '', '', '540', '19', '']],
  };
  await choose(page, file('各市.xlsx', sheetsFile(sheets)));
  await page.getByText('工作簿中有多张工作表可读').waitFor();
  assert.equal(await rowsOf(page).count(), 0);
  await page.getByRole('button', { name: '开始评估' }).click();
  await done(page, 3);
  assert.deepEqual(await namesOf(page), ['甲物流园', '丙物流园', '乙物流园']);
  await page.getByText(/未能读取的内容（1）/).click();
  await page.getByText('像是合计行').waitFor();
  await page.getByRole('button', { name: '移除此表 各市.xlsx 大同市' }).click();
  await eventually(async () => assert.deepEqual(await namesOf(page), ['甲物流园', '丙物流园']));
  assert.equal(await page.getByText(/未能读取的内容/).count(), 0);
});

test('a title that is like a label has a suggestion, and columns without a unit are asked about', async () => {
  const { page } = await open();
  const header = ['集聚区', '类型', '入驻物流企业数量', '规划占地面积'];
  await choose(page, csv('一.csv', [header, ['甲物流园', '现代物流业', '7', '240']]));
  await page.getByRole('button', { name: '对应“入驻物流企业数”' }).click();
  await page.getByText('1 列待确认').waitFor();
  await page.getByRole('button', { name: '开始评估' }).click();
  await page.getByText('有 1 列没有选定单位').waitFor();
  assert.equal(await rowsOf(page).count(), 0);
  await page.getByRole('button', { name: '仍然开始' }).click();
  await done(page, 1);
  assert.match(await rowsOf(page).first().innerText(), /甲物流园.*还差 3 家/s);
});

test('what cannot be read is listed with its cell, and the row is assessed all the same', async () => {
  const { page } = await open();
  await choose(page, csv('一.csv', [HEADER, ['甲物流园', '现代物流', '太原市', '三百来亩', '7', '也许'], ZONES[1]]));
  await done(page, 2);
  await page.getByText(/未能读取的内容（2）/).click();
  const cells = await page.locator('.drc-more table').last().locator('tbody tr').allInnerTexts();
  assert.equal(cells.length, 2);
  assert.match(cells[0], /一\.csv.*2.*D.*规划占地面积.*三百来亩/s);
  assert.match(cells[1], /F.*也许/s);
  await page.getByRole('button', { name: /只看有内容未能读取的/ }).click();
  await eventually(async () => assert.deepEqual(await namesOf(page), ['甲物流园']));
});

test('the work is stopped and gone on with, and the page can be used meanwhile', async () => {
  const { page } = await open();
  await page.evaluate(() => {
    window.told = [];
    document.addEventListener('drc-progress', ({ detail }) => window.told.push(detail.share));
  });
  const rows = Array.from({ length: 60_000 }, (_, place) => [`园${place}`, '现代物流', '太原市', '240', '7', '是']);
  await choose(page, csv('一.csv', [HEADER, ...rows]));
  await page.getByRole('button', { name: '停止' }).click();
  await page.getByText(/已停止。已评的 [\d,]+ 个集聚区列在下面/).waitFor();
  const before = Number((await page.locator('.drc-verdicts__n').first().innerText()).replace(/,/g, ''));
  assert.ok(before > 0 && before < 60_000, String(before));
  // A file that comes now does not set the stopped work going.
  await choose(page, csv('二.csv', [HEADER, ...ZONES]));
  await page.locator('.drc-file', { hasText: '二.csv' }).getByText('6 列已对应').waitFor();
  await page.locator('.drc-file', { hasText: '二.csv' }).getByRole('button', { name: '移除此文件' }).click();
  await eventually(async () => assert.equal(await page.locator('.drc-file').count(), 1));
  assert.equal(Number((await page.locator('.drc-verdicts__n').first().innerText()).replace(/,/g, '')), before);
  await page.getByRole('button', { name: '继续评估' }).click();
  await done(page, '60,000');
  const shares = await page.evaluate(() => window.told);
  assert.ok(shares.length > 1 && shares.every((share) => share >= 0 && share <= 1));
  assert.deepEqual(
    [...shares].sort((one, other) => one - other),
    shares,
    'it only grows',
  );
  // Only the rows in sight are there, wherever the bar stands.
  await page.locator('.drc-zones__scroll').evaluate((node) => {
    node.scrollTop = node.scrollHeight;
  });
  await page.getByRole('button', { name: '园59999', exact: true }).waitFor();
  assert.ok((await rowsOf(page).count()) < 60);
});

test('the list is sorted and narrowed, and one zone is opened and left again', async () => {
  const { page, seen } = await open();
  await choose(page, csv('一.csv', [HEADER, ...ZONES]));
  await done(page, 4);
  await page.getByRole('button', { name: '名称', exact: true }).click();
  // By pronunciation: bing, ding, jia, yi.
  await eventually(async () => assert.deepEqual(await namesOf(page), ['丙物流园', '丁电商园', '甲物流园', '乙物流园']));
  await page.getByRole('combobox', { name: '所在市' }).selectOption({ label: '太原市（2）' });
  await eventually(async () => assert.deepEqual(await namesOf(page), ['丙物流园', '甲物流园']));
  await page.getByRole('button', { name: '清除筛选' }).click();
  await page.getByRole('searchbox').fill('电商');
  await eventually(async () => assert.deepEqual(await namesOf(page), ['丁电商园']));
  await page.getByRole('button', { name: '清除筛选' }).click();
  await eventually(async () => assert.equal((await namesOf(page)).length, 4));
  // The distribution is a table to screen readers.
  const plotted = page.getByRole('row').filter({ has: page.getByRole('button', { name: /^入驻物流企业数 未满足/ }) });
  await eventually(async () =>
    assert.match(await plotted.locator('table.drc-sr').innerText(), /20%–30%\s+1\s+30%–40%\s+0/),
  );
  await page.getByRole('button', { name: /^入驻物流企业数 未满足/ }).click();
  await eventually(async () => assert.deepEqual(await namesOf(page), ['甲物流园']));
  await page.getByRole('button', { name: '甲物流园' }).click();
  await page.getByText('第 1 个，共 1 个').waitFor();
  await page.locator('drc-assessment drc-assessment').getByText('还差 3 家').first().waitFor();
  await page.getByRole('button', { name: '返回列表' }).click();
  await eventually(async () =>
    assert.equal(
      await page.evaluate(() => document.querySelector('drc-assessment').shadowRoot.activeElement?.textContent),
      '甲物流园',
    ),
  );
  assert.ok((await page.evaluate(() => window.pageYOffset)) > 0, 'where one was');
  assert.deepEqual(seen.errors, []);
});

test('the selection goes out as a workbook, as text and as reports, none of which holds a formula', async () => {
  const { page } = await open();
  const evil = ['=HYPERLINK("http://x")', '现代物流', '太原市', '240', '7', '是'];
  await choose(page, csv('一.csv', [HEADER, evil.map((cell) => cell.replace(/"/g, '""')), ...ZONES]));
  await done(page, 5);
  const book = await downloaded(page, /导出 Excel/);
  assert.match(book.name, /^批量自评结果-shanxi-2019-394-.*\.xlsx$/);
  const parts = unzipSync(new Uint8Array(book.bytes));
  const texts = Object.entries(parts).map(([name, bytes]) => [name, strFromU8(bytes)]);
  assert.ok(texts.every(([name, text]) => !name.includes('sheet') || !/<f[ >]/.test(text)));
  const shared = texts.find(([name]) => name.endsWith('sharedStrings.xml'))[1];
  for (const word of ['甲物流园', '入驻物流企业 10 家以上', '还差 3 家', '有差距']) {
    assert.ok(shared.includes(word), word);
  }
  const text = (await downloaded(page, '导出 CSV')).bytes.toString('utf8');
  assert.equal(text.split('\r\n').length, 7);
  assert.ok(text.includes('"\t=HYPERLINK'), 'disarmed');
  const zip = await downloaded(page, /逐个导出报告/);
  const reports = unzipSync(new Uint8Array(zip.bytes));
  assert.equal(Object.keys(reports).length, 5);
  const [name] = Object.keys(reports).filter((own) => own.includes('甲物流园'));
  assert.match(name, /\.html$/);
  assert.ok(strFromU8(reports[name]).includes('还差 3 家'));
});

test('the template that is handed out is taken back', async () => {
  const { page } = await open();
  await page.getByRole('button', { name: '选择文件' }).waitFor();
  const { name, bytes } = await downloaded(page, /下载填报模板/);
  assert.match(name, /^填报模板-shanxi-2019-394\.xlsx$/);
  await choose(page, file(name, bytes));
  // It is empty, but every column of it is known.
  await page.getByText(/列已对应/).waitFor();
  assert.equal(await page.getByText(/列待确认/).count(), 0);
  await page.getByRole('combobox', { name: '模板适用的类型' }).selectOption({ label: '旅游休闲集聚区' });
  const own = await downloaded(page, /下载填报模板/);
  assert.equal(own.name, '填报模板-shanxi-2019-394-tourism.xlsx');
  assert.ok(own.bytes.length < bytes.length, 'with fewer columns');
});

test('a host page hands rows over and reads the results', async () => {
  const { page } = await open();
  await page.evaluate(() => {
    window.told = [];
    document.addEventListener('drc-results', (event) => window.told.push(event.detail));
    document.querySelector('drc-assessment').rows = [
      {
        policy: 'shanxi-2019-394',
        zone_type: 'modern_logistics',
        name: '甲',
        facts: { logistics_enterprise_count: '7家' },
      },
      { policy: 'shanxi-2019-394', zone_type: 'ecommerce', name: '乙', facts: {} },
    ];
  });
  await page.waitForFunction(() => window.told.length === 1);
  const { told, summaries } = await page.evaluate(async () => ({
    told: window.told[0],
    summaries: await document.querySelector('drc-assessment').readResults(),
  }));
  assert.equal(told.zones, 2);
  assert.equal(told.complete, true);
  assert.deepEqual(
    summaries.map(({ name, verdict, short }) => [name, verdict, short.length]),
    [
      ['甲', 'shortfall', 1],
      ['乙', 'incomplete', 0],
    ],
  );
  assert.equal(summaries[0].short[0].gap.short_by, '3');
});

test('rows of the page replace those before, and leave what the visitor has imported', async () => {
  const { page } = await open();
  await choose(page, csv('一.csv', [HEADER, ...ZONES]));
  await done(page, 4);
  const hand = (...names) =>
    page.evaluate(
      ([policy, list]) => {
        document.querySelector('drc-assessment').rows = list.map((name) => ({ policy, name, facts: {} }));
      },
      [POLICY, names],
    );
  await hand('一', '二');
  await done(page, 6);
  await hand('三');
  await done(page, 5);
  assert.deepEqual(await namesOf(page), [...ZONES.map(([name]) => name), '三']);
  assert.equal(await page.locator('.drc-file').count(), 2);
});

test('what a page hands over that is no answer is a fault with its reason', async () => {
  const { page } = await open();
  await page.evaluate((policy) => {
    document.querySelector('drc-assessment').rows = [
      null,
      { policy: 'nope', facts: {} },
      {
        policy,
        name: '甲',
        facts: { planned_land_area: NaN, logistics_enterprise_count: { value: Infinity, unit: '家' } },
      },
    ];
  }, POLICY);
  await done(page, 3);
  const results = await page.evaluate(() => document.querySelector('drc-assessment').readResults());
  assert.deepEqual(
    results.map(({ verdict, errors }) => [verdict, errors.length]),
    [
      [null, 1],
      [null, 1],
      ['incomplete', 2],
    ],
  );
  // What cannot be written down at all changes nothing.
  await page.evaluate(() => {
    const row = {};
    row.self = row;
    document.querySelector('drc-assessment').rows = [row];
  });
  await page.getByText('页面提供的数据无法读取').waitFor();
  assert.equal(await rowsOf(page).count(), 3);
});

test('a policy that the page changes and changes back loses nothing', async () => {
  const { page, seen } = await open();
  await choose(page, csv('一.csv', [HEADER, ...ZONES]));
  await done(page, 4);
  const change = (policy) =>
    page.evaluate((id) => {
      document.querySelector('drc-assessment').policy = id;
    }, policy);
  await change('qingdao-2020-30');
  await page
    .getByText(/青岛市/)
    .first()
    .waitFor();
  await eventually(async () => assert.equal(await page.locator('.drc-file').count(), 0));
  await change(POLICY);
  await done(page, 4);
  assert.deepEqual(
    await namesOf(page),
    ZONES.map(([name]) => name),
  );
  assert.deepEqual(seen.errors, []);
});

test('an element that is removed and shown again later has its zones', async () => {
  const { page } = await open();
  await choose(page, csv('一.csv', [HEADER, ...ZONES]));
  await done(page, 4);
  await page.evaluate(() => {
    const element = document.querySelector('drc-assessment');
    element.rows = [{ policy: 'shanxi-2019-394', name: '一', facts: {} }];
  });
  await done(page, 5);
  for (const away of ['remove', 'mode']) {
    await page.evaluate(async (how) => {
      const element = document.querySelector('drc-assessment');
      if (how === 'remove') element.remove();
      else element.removeAttribute('mode');
      await window.drawn();
      if (how === 'remove') document.querySelector('main').appendChild(element);
      else element.setAttribute('mode', 'batch');
    }, away);
    await done(page, 5);
    await eventually(async () =>
      assert.deepEqual((await namesOf(page)).sort(), [...ZONES.map(([name]) => name), '一'].sort()),
    );
    assert.equal(await page.locator('drc-assessment').count(), 1);
  }
});

test('rows that were set before the script had run are taken, and the visitor may choose the policy', async () => {
  const { page } = await open({ policy: null });
  await page.getByRole('button', { name: /晋发改服务发〔2019〕394号/ }).click();
  await choose(page, csv('一.csv', [HEADER, ...ZONES]));
  await done(page, 4);
  await page.getByRole('button', { name: '更换政策' }).click();
  // Nothing is lost without a question.
  await page.getByRole('button', { name: '清除并更换' }).waitFor();
  assert.equal((await namesOf(page)).length, 4);
});

test('closing the page asks first once zones were imported', async () => {
  const { page } = await open();
  await choose(page, csv('一.csv', [HEADER, ...ZONES]));
  await done(page, 4);
  const asked = page.waitForEvent('dialog');
  await page.close({ runBeforeUnload: true });
  const dialog = await asked;
  assert.equal(dialog.type(), 'beforeunload');
  await dialog.accept();
});

test('a change of the language keeps everything', async () => {
  const { page } = await open();
  await choose(page, csv('一.csv', [HEADER, ...ZONES]));
  await done(page, 4);
  await page.evaluate(() => document.querySelector('drc-assessment').setAttribute('lang', 'en'));
  await page.getByRole('heading', { name: 'Overview' }).waitFor();
  await eventually(async () => assert.equal((await namesOf(page)).length, 4));
  await page
    .getByRole('button', { name: /Shortfall/ })
    .first()
    .waitFor();
});

test('the offline page works from disk, with a worker', async () => {
  const { page, seen } = await openPage();
  await page.goto(pathToFileURL(join(ROOT, 'dist', 'drc-assessment-batch.html')).href);
  await page.getByRole('button', { name: /晋发改服务发〔2019〕394号/ }).click();
  await choose(page, csv('一.csv', [HEADER, ...ZONES]));
  await done(page, 4);
  assert.equal(page.workers().length, 1);
  assert.deepEqual(seen.errors, []);
});

for (const width of [1280, 360]) {
  test(`the screens are laid out and accessible at ${width} px`, async () => {
    const { page } = await open({ viewport: { width, height: 900 } });
    await page.getByRole('button', { name: '选择文件' }).waitFor();
    assert.deepEqual(await violations(page), []);
    await choose(page, csv('一.csv', [HEADER, ['甲', '现代物流', '', '三百来亩', '7', '是'], ...ZONES]));
    await done(page, 5);
    await page.getByText(/未能读取的内容/).click();
    assert.deepEqual(await violations(page), []);
    assert.deepEqual(await layoutFaults(page), []);
  });
}

test('everything is done with the keyboard', async () => {
  const { page } = await open();
  await choose(page, csv('一.csv', [HEADER, ...ZONES]));
  await done(page, 4);
  await page.getByRole('searchbox').focus();
  const pressed = async (key) => {
    await page.keyboard.press(key);
    return page.evaluate(() => document.querySelector('drc-assessment').shadowRoot.activeElement?.textContent);
  };
  let name = '';
  for (let count = 0; count < 40 && name !== '甲物流园'; count += 1) name = await pressed('Tab');
  assert.equal(name, '甲物流园');
  await page.keyboard.press('Enter');
  await page.getByText('第 1 个，共 4 个').waitFor();
  // The zone's own view leaves the focus where it is.
  await page.waitForFunction(() => {
    const { shadowRoot } = document.querySelector('drc-assessment');
    return shadowRoot.querySelector('drc-assessment').assessment;
  });
  await page.keyboard.press('Enter');
  await eventually(async () =>
    assert.equal(
      await page.evaluate(() => document.querySelector('drc-assessment').shadowRoot.activeElement?.textContent),
      '甲物流园',
    ),
  );
});
