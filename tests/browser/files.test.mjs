// The saved report, files of answers, undo, text size.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { eventually, openPage, serve } from './harness.mjs';
import { enter, PAGES } from './screens.mjs';
import { choose, countField, fillCount, shortfall, showResult, WORDS } from './words.mjs';

async function begin() {
  const address = await serve();
  const opened = await openPage();
  await opened.page.goto(address('/index.html'));
  await choose(opened.page);
  await opened.page.getByRole('textbox', { name: /集聚区名称/ }).fill('示例物流园');
  await fillCount(opened.page, WORDS.tooFew);
  await shortfall(opened.page).waitFor();
  return opened;
}

async function saved(page, name) {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name }).click()]);
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), 'utf8') };
}

const openFile = async (page, text) => {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: '打开填报文件' }).click(),
  ]);
  await chooser.setFiles({ name: 'a.json', mimeType: 'application/json', buffer: Buffer.from(text) });
};

test('the saved report holds the answers, the shortfalls and the next steps', async () => {
  const { page } = await begin();
  await showResult(page);
  const { name, text } = await saved(page, '保存为网页');
  assert.match(name, /^自评报告-示例物流园-\d{4}-\d\d-\d\d\.html$/);
  const report = await (await openPage()).page;
  await report.setContent(text);
  const said = await report.locator('body').innerText();
  for (const part of [
    '集聚区创建条件自评报告',
    '示例物流园',
    '晋发改服务发〔2019〕394号',
    '试行期已过',
    '现代物流集聚区',
    '入驻物流企业 10 家以上',
    '7 家',
    '还差 3 家',
    '未满足',
    '待填',
    '申报材料',
    '发展规划或建设实施方案',
    '公示 5 个工作日',
    '填报人（签字）',
    '校验码',
  ]) {
    assert.ok(said.includes(part), part);
  }
  const csv = await saved(page, '保存为表格（CSV）');
  assert.ok(csv.text.includes('"还差 3 家"'), csv.text.slice(0, 400));
});

test('screen and report show each answer once, and the present amount where there is a shortfall', async () => {
  const { page } = await openPage();
  await enter(page, await serve({ csp: null, pages: PAGES }), 'result, with shortfalls');
  const report = await (await openPage()).page;
  await report.setContent((await saved(page, '保存为网页')).text);
  const cellsOf = (place, label) =>
    place
      .getByRole('row')
      .filter({ hasText: label })
      .evaluateAll((rows) => rows.map((row) => [...row.cells].map((cell) => cell.textContent)));
  const revenue = '年营业收入：1.6 亿元；统计年度：2025 年';
  const share = '符合本业态企业营业收入占比：81.5%；符合本业态企业家数占比 88.4%';
  for (const place of [page, report]) {
    assert.deepEqual(
      (await cellsOf(place, '年营业收入 2 亿元以上')).map((cells) => cells[2]),
      [revenue],
    );
  }
  assert.ok((await cellsOf(report, '以现代物流产业为主体'))[0][2].endsWith(share));
  // 现有, in the table of what is short.
  assert.equal((await cellsOf(report, '报送统计数据和信息'))[0][2], '否');
  assert.deepEqual((await cellsOf(report, '规划占地面积'))[0].slice(2, 4), ['240 亩', '300 亩以上']);
});

test('a text that is too long is said at its question, and kept with all other answers', async () => {
  const { page } = await begin();
  const long = '甲'.repeat(20_001);
  const said = '文字过长，最多 20,000 个字符';
  const note = page.locator('[id="drc-f-doc_other"]');
  await note.evaluate((field) => {
    field.closest('details').open = true;
  });
  await note.fill(long);
  await page.getByText(said).waitFor();
  const { text } = await saved(page, '保存填报到文件');
  assert.equal(JSON.parse(text).facts.doc_other, long);
  await fillCount(page, WORDS.enough);
  await openFile(page, text);
  await shortfall(page).waitFor();
  await eventually(async () => assert.equal(await countField(page).inputValue(), WORDS.tooFew));
  await page.getByText(said).waitFor();
  assert.equal(await note.inputValue(), long);
  const name = page.getByLabel('集聚区名称');
  await name.fill(long);
  await page.locator('[id="drc-name-fault"]', { hasText: said }).waitFor();
  assert.equal(await name.getAttribute('aria-invalid'), 'true');
  await name.fill('甲园');
  await page.locator('[id="drc-name-fault"]').waitFor({ state: 'detached' });
});

test('answers are saved and opened again; a damaged file and one without answers change nothing', async () => {
  const { page } = await begin();
  const { name, text } = await saved(page, '保存填报到文件');
  assert.match(name, /^填报内容-示例物流园-.*\.json$/);
  const answers = JSON.parse(text);
  assert.deepEqual(answers.facts.logistics_enterprise_count, { value: WORDS.tooFew, unit: '家' });
  await fillCount(page, WORDS.enough);
  await shortfall(page).waitFor({ state: 'hidden' });
  for (const damaged of ['{"facts": {', '[1]', '{"facts": 3}', '']) {
    await openFile(page, damaged);
    await page.getByText('所选文件不是填报文件或已损坏').waitFor();
    await eventually(async () => assert.equal(await countField(page).inputValue(), WORDS.enough));
  }
  await openFile(page, text);
  await shortfall(page).waitFor();
  await eventually(async () => assert.equal(await countField(page).inputValue(), WORDS.tooFew));
  // Of another policy: it is loaded, too.
  await openFile(page, JSON.stringify({ policy: 'qingdao-2020-30', facts: { development_plan_exists: true } }));
  await page.getByText('《青岛市加快现代服务业集聚区发展行动计划').waitFor();
  await page.waitForFunction(() => document.querySelector('drc-assessment').assessment?.counts.met === 1);
});

test('a file saved by an older version is opened, and facts that are no longer known are reported', async () => {
  const { page } = await begin();
  await openFile(
    page,
    JSON.stringify({
      version: '0.0.1',
      policy: 'shanxi-2019-394',
      zone_type: '现代物流集聚区',
      as_of: '2026-11-22',
      facts: { logistics_enterprise_count: '８家', planned_land_area: { value: 16, unit: '公顷' }, retired_fact: 3 },
    }),
  );
  await page.getByText('没有名为“retired_fact”的事项').waitFor();
  await page.getByText('填报数据中有内容未能读取，其余已载入').waitFor();
  const gaps = await page.evaluate(() =>
    document
      .querySelector('drc-assessment')
      .assessment.findings.filter(({ gap }) => gap)
      .map(({ gap }) => [gap.have, gap.unit, gap.short_by]),
  );
  assert.deepEqual(gaps, [
    ['240', '亩', '60'],
    ['8', '家', '2'],
  ]);
});

test('a file is opened before any policy is chosen', async () => {
  const { page } = await openPage();
  await page.goto((await serve())('/index.html'));
  await page.getByText('查找政策').waitFor();
  await openFile(
    page,
    JSON.stringify({
      policy: 'shanxi-2019-394',
      zone_type: 'modern_logistics',
      facts: { logistics_enterprise_count: { value: '7', unit: '家' } },
    }),
  );
  await shortfall(page).waitFor();
  await eventually(async () => assert.equal(await countField(page).inputValue(), '7'));
});

test('a file of another day shows that it is assessed as of that day, with a link back to today', async () => {
  const { page } = await begin();
  const day = () => page.evaluate(() => document.querySelector('drc-assessment').assessment.as_of);
  const today = await day();
  await openFile(
    page,
    JSON.stringify({
      policy: 'shanxi-2019-394',
      as_of: '2020-03-01',
      facts: { logistics_enterprise_count: { value: '7', unit: '家' } },
    }),
  );
  await page.getByText('按填报内容所带日期 2020-03-01 对照').waitFor();
  await page.getByText('自评日期 2020-03-01').waitFor();
  await page.getByRole('button', { name: `改按 ${today} 对照` }).click();
  await page.getByText(`自评日期 ${today}`).waitFor();
  assert.equal(await page.getByText('按填报内容所带日期').count(), 0);
  assert.equal(await day(), today);
  await eventually(async () => assert.equal(await countField(page).inputValue(), '7'));
});

test('changes are undone step by step, and clearing asks for confirmation', async () => {
  const { page } = await begin();
  await fillCount(page, WORDS.enough);
  await shortfall(page).waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: '撤销上一步' }).click();
  await eventually(async () => assert.equal(await countField(page).inputValue(), ''));
  await fillCount(page, WORDS.tooFew);
  await page.getByRole('button', { name: '清空填报' }).click();
  await page.getByRole('button', { name: '保留填报' }).click();
  await eventually(async () => assert.equal(await countField(page).inputValue(), WORDS.tooFew));
  await page.getByRole('button', { name: '清空填报' }).click();
  await page.getByRole('button', { name: '确定清空' }).click();
  await page.waitForFunction(() => Object.keys(document.querySelector('drc-assessment').answers.facts).length === 0);
  await eventually(async () => assert.equal(await countField(page).inputValue(), ''));
  await page.getByRole('button', { name: '撤销上一步' }).click();
  await shortfall(page).waitFor();
  await eventually(async () => assert.equal(await countField(page).inputValue(), WORDS.tooFew));
});

test('the text has two larger sizes', async () => {
  const { page } = await begin();
  const size = () =>
    page
      .getByText('入驻物流企业数')
      .first()
      .evaluate((node) => parseFloat(getComputedStyle(node).fontSize));
  const sizes = [];
  for (const name of ['标准', '较大', '最大']) {
    await page.getByRole('button', { name: `文字大小：${name}` }).click();
    sizes.push(await size());
  }
  assert.ok(sizes[0] < sizes[1] && sizes[1] < sizes[2], String(sizes));
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 1280);
});

test('on a route where conditions do not count, the report lists none of them as a gap', async () => {
  const { page } = await begin();
  const facts = {
    economic_scale_y0: { value: '1', unit: '亿元' },
    economic_scale_y1: { value: '2', unit: '亿元' },
    tenant_service_functions: [],
  };
  const report = async (route) => {
    await openFile(
      page,
      JSON.stringify({ policy: 'jiangsu-cluster-demo', facts: { ...facts, application_route: route } }),
    );
    await page.waitForFunction((wanted) => {
      const { answers } = document.querySelector('drc-assessment');
      return answers.policy === 'jiangsu-cluster-demo' && answers.facts.application_route === wanted;
    }, route);
    await showResult(page);
    const { text } = await saved(page, '保存为网页');
    await page.getByRole('button', { name: '继续填报' }).click();
    return text;
  };
  assert.match(await report('市级集聚区申报'), /差距一览/);
  const other = await report('现有省级集聚区综合评价');
  assert.doesNotMatch(other, /差距一览/);
  assert.match(other, /仅供对照，不计入结论/);
});

/** The bytes of a text in an encoding of two bytes a character, found by decoding all of them. */
function encoded(text, encoding) {
  const decoder = new TextDecoder(encoding);
  const codes = {};
  for (let lead = 0x81; lead < 0xff; lead += 1) {
    for (let trail = 0x40; trail < 0xff; trail += 1) {
      const letter = decoder.decode(Uint8Array.of(lead, trail));
      if (letter.length === 1 && !(letter in codes)) codes[letter] = [lead, trail];
    }
  }
  return Buffer.from([...text].flatMap((letter) => (letter < '\x80' ? letter.charCodeAt(0) : codes[letter])));
}

const MARK = '\ufeff';
const ANSWERS = JSON.stringify({
  policy: 'shanxi-2019-394',
  zone_type: 'modern_logistics',
  name: '国际物流园区',
  facts: { transport_hub_types: ['公路', '铁路'], logistics_enterprise_count: { value: '7', unit: '家' } },
});
for (const [encoding, bytes] of [
  ['UTF-8', Buffer.from(ANSWERS)],
  ['UTF-8 with a mark', Buffer.from(MARK + ANSWERS)],
  ['GB18030, as Notepad calls ANSI in China', encoded(ANSWERS, 'gb18030')],
  ['UTF-16, little end first', Buffer.from(MARK + ANSWERS, 'utf16le')],
  ['UTF-16, big end first', Buffer.from(MARK + ANSWERS, 'utf16le').swap16()],
  ['UTF-16 without a mark', Buffer.from(ANSWERS, 'utf16le')],
  ['UTF-16 without a mark, big end first', Buffer.from(ANSWERS, 'utf16le').swap16()],
]) {
  test(`a file of answers in ${encoding} is opened as it is meant`, async () => {
    const { page } = await begin();
    await openFile(page, bytes);
    await page.waitForFunction(
      () => document.querySelector('drc-assessment').answers.facts.transport_hub_types !== undefined,
    );
    const { name, facts } = await page.evaluate(() => document.querySelector('drc-assessment').answers);
    assert.deepEqual([name, facts.transport_hub_types], ['国际物流园区', ['公路', '铁路']]);
    assert.equal(await page.getByRole('alert').count(), 0);
  });
}

for (const [name, bytes] of [
  // Two bytes that are no character in UTF-8 or GB18030.
  ['in an encoding that is not known here', ['{"name":"', [0xff, 0xff], '","facts":{}}']],
  ['in Big5', [encoded(ANSWERS.replace('国际物流园区', '國際物流園區').replace('铁路', '鐵路'), 'big5')]],
  ['in UTF-8 that is damaged', ['{"name":"物流园', [0xe5, 0x9b], '","facts":{}}']],
]) {
  test(`a file ${name} is not opened over the answers`, async () => {
    const { page } = await begin();
    await openFile(page, Buffer.concat(bytes.map((part) => Buffer.from(part))));
    await page.getByRole('alert').getByText('不是填报文件或已损坏').waitFor();
    assert.equal(await countField(page).inputValue(), WORDS.tooFew);
  });
}
