// The workshop: writing a policy file, its faults in place, trying it, and what is handed out. Opened from disk.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { test } from 'node:test';
import { formatted } from '../../www/workshop/format.js';
import { placeOf, readJson } from '../../www/workshop/json-text.js';
import { violations } from './axe.mjs';
import { fileUrl, ROOT } from './browser.mjs';
import { drawn, eventually, LONGER_THAN_ANY_PAUSE_MS, openPage, serve } from './harness.mjs';
import { openInOldChromium } from './old-chromium.mjs';

const POLICIES = readdirSync(join(ROOT, 'dist', 'policies'))
  .filter((name) => !/^(catalogue|policy\.schema)\.json$/.test(name))
  .map((name) => readFileSync(join(ROOT, 'www', 'policies', name), 'utf8'));
// The policy that the guide writes from scratch.
const GUIDE = readFileSync(join(ROOT, 'www', 'policies', 'README.md'), 'utf8');
const BLOCKS = [...GUIDE.matchAll(/```json\n(\{\n[^]*?)```/g)].map(([, block]) => block);
const [EXAMPLE] = BLOCKS;
// The same by an id that no site has, also where the example itself has been published.
const UNPUBLISHED = EXAMPLE.replace('"example-2026"', '"unpublished-2026"');
const CASES = BLOCKS.find((block) => block.includes('"given"'));
// The text that the guide gives for it, and a sentence more.
const LAW = GUIDE.split('\n')
  .filter((line) => line.startsWith('> 第'))
  .map((line) => line.slice(2))
  .concat('第九条　本办法由市发展和改革委员会负责解释。')
  .join('\n');

async function open(options) {
  const opened = await openPage(options);
  await opened.page.goto(fileUrl('workshop.html'));
  await opened.page.getByRole('heading', { name: '政策编写台' }).waitFor();
  return opened;
}

const editor = (page, name = '政策文件') => page.getByRole('textbox', { name, exact: true });
const faults = (page) => page.getByRole('region', { name: '问题', exact: true });
const paneOf = (page, name) => page.getByRole('tabpanel', { name });
const widget = (page) => page.locator('drc-assessment');

/** Answers in the trial that 7 of the 10 required firms have moved in. */
async function fillSeven(page) {
  const field = widget(page).getByRole('textbox', { name: '入驻企业数' }).first();
  await field.fill('7');
  await field.press('Tab');
  await widget(page).getByText('还差 3 家').first().waitFor();
  return field;
}

/** Pastes a text at the cursor. */
const paste = (field, text) =>
  field.evaluate((content, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', pasted);
    content.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, text);

/** Puts a text in place of everything in an editor. */
async function write(page, text, name) {
  await editor(page, name).focus();
  await page.keyboard.press('Control+a');
  await paste(editor(page, name), text);
}

/** Opens a file by the dialog. */
async function openFile(page, { name = 'a.json', buffer }, button = '打开文件…') {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: button }).click(),
  ]);
  await chooser.setFiles({ name, mimeType: 'application/json', buffer: Buffer.from(buffer) });
}

async function download(page, name) {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name, exact: true }).click(),
  ]);
  return { name: file.suggestedFilename(), path: await file.path(), text: readFileSync(await file.path(), 'utf8') };
}

/** The check of what is in the editor has ended. */
const checked = (page) => page.locator('#pane-edit .ws-fault-panel[aria-busy=false]').waitFor({ state: 'attached' });
async function withoutFaults(page) {
  await checked(page);
  await faults(page).getByText('没有问题', { exact: true }).waitFor();
}
const textOf = (page) => page.evaluate(() => document.querySelector('.ws-editor').shadowRoot.textContent);
const isBound = (page) => page.evaluate(() => !window.dispatchEvent(new Event('beforeunload', { cancelable: true })));

// The reader of texts, on its own.

test('the editor takes as JSON what JSON.parse takes, and nothing else', () => {
  const { rows } = JSON.parse(readFileSync(join(ROOT, 'tests', 'json-readings.json'), 'utf8'));
  const texts = [...rows.map(({ json }) => json), ...POLICIES, EXAMPLE, '', ' ', 'null', '"a', '[1 2]', '{"a":}'];
  // Each place of the shortest policy with a character less, more or in full width.
  for (let at = 0; at < EXAMPLE.length; at += 3) {
    const [before, after] = [EXAMPLE.slice(0, at), EXAMPLE.slice(at + 1)];
    texts.push(before, before + after);
    for (const char of [',', '"', ':', '}', '[', '，', '“', '\\', '\n', '0', '　', 'x']) {
      texts.push(`${before}${char}${EXAMPLE.slice(at)}`);
    }
  }
  const wrong = texts.filter((text) => {
    const isAccepted = !readJson(text).faults.some(({ severity }) => severity === 'error');
    try {
      JSON.parse(text);
      return !isAccepted;
    } catch {
      return isAccepted;
    }
  });
  assert.deepEqual(
    wrong.map((text) => text.slice(0, 200)),
    [],
  );
});

test('a fault of the text is named at its place', () => {
  for (const [text, place, message] of [
    ['{"a": 1，"b": 2}', '，', /全角的“，”/],
    ['{"a"：1}', '：', /全角的“：”/],
    ['{"a": “b”}', '“b”', /半角双引号/],
    ['{"a": 1 "b": 2}', '1', /缺少半角逗号/],
    ['{"a": 1,}', ',', /最后一项后面不加逗号/],
    ['[1,,2]', ',', /多余的逗号/],
    ['{"a" 1}', '"a"', /缺少半角冒号/],
    ['{"a": }', '"a": ', /后面缺少内容/],
    ['{a: 1}', 'a', /字段名要用半角双引号/],
    ['{"a": 300 亩}', '300 亩', /带单位的要加双引号/],
    ['{"a": 300亩, "b": 1}', '300亩', /带单位的要加双引号/],
    ['{"a": "b}', '"b}', /缺少半角双引号/],
    ['{"a": [1}', '}', /应当是 \]/],
    ['{"a": 1', '{', /缺少与它对应的 \}/],
    ['{"a": 1}}', '}', /多余的/],
    ['{"a": 01}', '01', /数字写法/],
    ['{"a": 1, "a": 2}', '"a"', /写了两次/],
    ['{"a":　1}', '　', /全角空格/],
  ]) {
    const { faults: found } = readJson(text);
    const fault = found.find((item) => message.test(item.message));
    assert.ok(fault, `${text}: ${JSON.stringify(found)}`);
    assert.equal(text.slice(fault.from, fault.to), place, text);
  }
});

test('a pointer leads to its place, or to what is nearest around it', () => {
  const text = '{"a": [{"b~/c": "x"}, 2], "d": {"e": null}}';
  const { root } = readJson(text);
  for (const [pointer, place] of [
    ['', '{'],
    ['/a', '"a"'],
    ['/a/0/b~0~1c', '"x"'],
    ['/a/1', '2'],
    ['/a/5', '"a"'],
    ['/d', '"d"'],
    ['/d/e', 'null'],
    ['/d/f', '"d"'],
    ['/g/h', '{'],
  ]) {
    const { from, to } = placeOf(root, pointer);
    assert.equal(text.slice(from, to), place, pointer);
  }
});

test('laying out a file changes nothing but space', () => {
  for (const text of [...POLICIES, EXAMPLE, '[]', '{"a": {}, "b": [[], {}]}', '"x"']) {
    const laid = formatted(JSON.parse(text));
    assert.deepEqual(JSON.parse(laid), JSON.parse(text));
    assert.ok(laid.split('\n').every((line) => line.length < 2000));
    assert.equal(formatted(JSON.parse(laid)), laid);
  }
});

// The page.

test('it opens from disk without a request, and opens every published policy without a fault', async () => {
  const { page, seen } = await open();
  const choice = page.getByRole('combobox', { name: '打开已有政策' });
  for (const text of POLICIES) {
    const { title, id } = JSON.parse(text);
    await choice.selectOption({ label: title });
    await page.locator('header').getByText(`${id}.json`, { exact: true }).waitFor();
    await withoutFaults(page);
    await widget(page).getByText(`《${title}》`).first().waitFor();
  }
  assert.deepEqual(
    seen.requests.filter((url) => url !== fileUrl('workshop.html') && !url.startsWith('data:')),
    [],
  );
  assert.deepEqual(seen.errors, []);
  const { violations: blocked, evaluated } = await page.evaluate(() => window.seen);
  assert.deepEqual(blocked, []);
  assert.equal(evaluated, 0);
});

test('the server serves it, and under a path', async () => {
  const address = await serve({ csp: null, below: '/portal' });
  const { page, seen } = await openPage();
  await page.goto(address('/workshop.html'));
  await faults(page).getByText('8 处问题').waitFor();
  assert.deepEqual(seen.requests, [address('/workshop.html')]);
  assert.deepEqual(seen.errors, []);
});

test('a blank file names what is to be filled in, and becomes a policy', async () => {
  const { page } = await open();
  await faults(page)
    .getByRole('button', { name: /第 4 行.*\/title/ })
    .waitFor();
  assert.equal(await widget(page).count(), 0);
  await paneOf(page, '试用').getByText('没有问题以后').waitFor();
  await write(page, EXAMPLE);
  await withoutFaults(page);
  await widget(page).getByText('《某市集聚区认定办法》').first().waitFor();
  await page.locator('header').getByText('example-2026.json').waitFor();
});

test('a fault of the engine stands at its place and leads there', async () => {
  const { page } = await open();
  await write(
    page,
    EXAMPLE.replace('"at_least": "100 亩"', '"at_least": "100 斤"').replace('"year": 2026,', '"jahr": 2026,'),
  );
  const found = faults(page).getByRole('listitem');
  await faults(page).getByText('2 处问题').waitFor();
  assert.equal(await found.count(), 2);
  await found
    .nth(1)
    .getByRole('button', { name: /\/criteria\/0\/condition\/at_least/ })
    .click();
  const selected = await page.evaluate(() => String(document.querySelector('.ws-editor').shadowRoot.getSelection()));
  assert.equal(selected, '"100 斤"');
  // In the text as well.
  const marked = await page.evaluate(() =>
    [...document.querySelector('.ws-editor').shadowRoot.querySelectorAll('.cm-lintRange-error')].map(
      (it) => it.textContent,
    ),
  );
  assert.ok(marked.includes('"100 斤"'), JSON.stringify(marked));
});

test('what is probably wrong is said, and keeps nobody from trying the policy', async () => {
  const { page } = await open();
  await write(page, EXAMPLE.replace('"at_least": "100 亩"', '"at_least": "10 亩"'));
  await faults(page)
    .getByRole('button', { name: /判断式里的数 10 在引文中找不到.*art3\.s1/ })
    .waitFor();
  await widget(page).getByRole('heading', { name: '集聚区创建条件自评' }).waitFor();
});

test('a fault of the text is named while nothing else can be checked', async () => {
  const { page } = await open();
  await write(page, EXAMPLE.replace('"year": 2026,', '"year": 2026，'));
  await faults(page)
    .getByRole('button', { name: /第 9 行.*全角的“，”/ })
    .waitFor();
  await faults(page).getByText('1 处问题').waitFor();
});

test('keys, words and ids are offered at the cursor, with what the schema says of them', async () => {
  const { page, seen } = await open({ isAlone: true });
  await page.clock.install();
  const options = page.getByRole('listbox').getByRole('option');
  /** Writes the example with a mark at the cursor. */
  const at = async (from, to) => {
    const [before, after] = EXAMPLE.replace(from, to).split('‸');
    await write(page, after);
    await page.keyboard.press('Control+Home');
    await paste(editor(page), before);
    await page.keyboard.press('Control+Space');
    await options.first().waitFor();
    return options.allTextContents();
  };
  const roles = await at('"role": "eligibility", "label": "规划占地面积"', '"role": "‸", "label": "规划占地面积"');
  assert.ok(roles.includes('"relaxation"') && roles.length === 11, String(roles));
  const facts = await at('"fact": "planned_land_area"', '"fact": "‸"');
  assert.ok(
    facts.some((text) => text.includes('"tenant_count_total"') && text.includes('入驻企业数')),
    String(facts),
  );
  const units = await at('"at_least": "100 亩"', '"at_least": ‸');
  assert.deepEqual(
    units.map((text) => text.replace('数字加单位', '')),
    ['" 亩"', '" 公顷"', '" 平方米"', '{ by, table }'],
  );
  const kinds = await at('"kind": "period"', '"kind": "‸"');
  assert.deepEqual(kinds.sort(), ['"open"', '"period"', '"repealed"', '"target_year"', '"trial"', '"unstated"']);
  const conditions = await at(
    '{"fact": "planned_land_area", "at_least": "100 亩"}',
    '{"fact": "planned_land_area", ‸}',
  );
  assert.ok(
    conditions.some((text) => text.startsWith('"at_least"')),
    String(conditions),
  );
  assert.ok(!conditions.some((text) => /"(all|judgement|fact)"/.test(text)), String(conditions));
  const keys = await at('"year": 2026,', '‸');
  assert.ok(keys.some((text) => text.startsWith('"year"')) && !keys.some((text) => text.startsWith('"title"')));
  await page.keyboard.type('"zone_t');
  await page.getByRole('option', { name: '"zone_types"' }).waitFor();
  // A list that has just appeared takes no key yet, so that it takes none that was meant for the text.
  await page.clock.runFor(LONGER_THAN_ANY_PAUSE_MS);
  await page.keyboard.press('Enter');
  await eventually(async () => assert.match(await textOf(page), /"zone_types": \[\]/));
  // An object with the keys that it must have.
  const criteria = await at('  "criteria": [\n', '  "criteria": [\n    ‸,\n');
  assert.deepEqual(criteria, ['{ id, role, label, citation, condition }']);
  await page.clock.runFor(LONGER_THAN_ANY_PAUSE_MS);
  await page.keyboard.press('Enter');
  await eventually(async () =>
    assert.match(await textOf(page), /\{"id": "", "role": "", "label": "", "citation": \{"locator": "", "quote": ""\}/),
  );
  const tests = await at('"all": [{"fact"', '"all": [‸, {"fact"');
  assert.ok(tests.length > 15, String(tests));
  assert.ok(tests.includes('{ judgement }') && tests.includes('{ fact, at_least }'), String(tests));
  // What the schema says of a key that the pointer is on, and the search.
  await page.locator('.ws-editor').getByText('"jurisdiction"').hover();
  await page.getByText('适用地区', { exact: true }).waitFor();
  await page.keyboard.press('Control+f');
  await page.getByRole('textbox', { name: '查找' }).waitFor();
  assert.deepEqual(seen.errors, []);
  assert.deepEqual(await page.evaluate(() => window.seen.violations), []);
});

test('the widget follows each version without faults and keeps its answers', async () => {
  const { page } = await open();
  await write(page, EXAMPLE);
  const field = await fillSeven(page);
  await write(page, EXAMPLE.replace('"at_least": "10 家"', '"at_least": '));
  await paneOf(page, '试用').getByText('改动之前的样子').waitFor();
  assert.equal(await field.inputValue(), '7');
  await write(page, EXAMPLE.replace('"at_least": "10 家"', '"at_least": "12 家"'));
  await widget(page).getByText('还差 5 家').first().waitFor();
  assert.equal(await field.inputValue(), '7');
  await paneOf(page, '试用').getByText('改动之前的样子').waitFor({ state: 'hidden' });
});

test('the widget prints and hands out its report in the workshop as well', async () => {
  const { page, seen } = await open();
  await write(page, EXAMPLE);
  await withoutFaults(page);
  await widget(page).getByRole('button', { name: '逐条结果' }).first().click();
  const { text } = await download(page, '保存为网页');
  assert.ok(text.includes('某市集聚区认定办法'));
  assert.deepEqual(seen.errors, []);
});

// Cases, the text, another version.

test('cases are tried as they are written, and what differs stands in its place', async () => {
  const { page } = await open();
  await write(page, EXAMPLE);
  await page.getByRole('tab', { name: '测试' }).click();
  const pane = paneOf(page, '测试');
  await write(page, CASES, '案例文件');
  await pane.getByText('2 例，全部相符').waitFor();
  await pane.getByText('公共服务体系（art3.s4）').waitFor();
  await write(page, CASES.replace('还差 0.1 亩', '还差 0.2 亩').replace('"gap": "1 家"', '"gap": "2 家"'), '案例文件');
  await pane.getByText('2 例，2 例不符').waitFor();
  const differing = pane.getByRole('region', { name: '案例中的问题和不符之处' }).getByRole('listitem');
  assert.equal(await differing.count(), 2);
  const marked = () =>
    page.evaluate(() =>
      [...document.querySelector('.ws-cases-editor').shadowRoot.querySelectorAll('.cm-lintRange-error')].map(
        (range) => range.textContent,
      ),
    );
  assert.deepEqual(await marked(), ['"还差 0.2 亩"', '"2 家"']);
  // A number that no case is on the wrong side of, with the name of its criterion.
  await write(page, CASES.replace('"99.9 亩"', '"100 亩"'), '案例文件');
  await pane.getByText('规划占地面积（art3.s1）：100 亩以上：没有未达到要求的案例').waitFor();
  await write(page, CASES.replace('还差 0.1 亩', '还差 0.2 亩').replace('"gap": "1 家"', '"gap": "2 家"'), '案例文件');
  await pane.getByText('2 例，2 例不符').waitFor();
  // A change of the policy tries them again.
  await write(page, EXAMPLE.replace('"at_least": "100 亩"', '"at_least": "100.1 亩"'));
  await eventually(async () => assert.equal(await differing.count(), 2));
  await pane.getByText('2 例，2 例不符').waitFor();
  await write(page, EXAMPLE);
  await write(page, CASES.replace('"规划占地面积": "99.9 亩"', '"规划占地": "99.9 亩"'), '案例文件');
  await eventually(async () => assert.deepEqual(await marked(), ['"99.9 亩"']));
  await write(page, '{"cases": [，]}', '案例文件');
  await differing.getByText('全角的“，”').waitFor();
});

test('the names of facts and criteria, and the words of outcomes, are offered in a case', async () => {
  const { page } = await open();
  await write(page, EXAMPLE);
  await withoutFaults(page);
  await page.getByRole('tab', { name: '测试' }).click();
  for (const [before, wanted] of [
    ['{"cases": [{"given": {"', ['"类型"', '"规划占地面积"planned_land_area', '"土地批复"doc_land_approval']],
    ['{"cases": [{"given": {"土地批复": "', ['"已备"', '"未备"', '"不清楚"']],
    ['{"cases": [{"given": {"规划占地面积": "', ['" 亩"', '" 公顷"', '" 平方米"']],
    ['{"cases": [{"then": {"', ['"结论"', '"统一管理"art3.s3']],
    ['{"cases": [{"then": {"统一管理": "', ['"满足"', '"须认定"', '"不适用"']],
    ['{"cases": [{"then": {"结论": "', ['"有差距"', '"未发现差距"']],
    ['{"cases": [{"', ['"name"', '"given"', '"then"']],
    ['{"', ['"policy"', '"defaults"', '"cases"']],
  ]) {
    await write(page, before, '案例文件');
    await page.keyboard.press('Control+Space');
    const options = page.getByRole('listbox').getByRole('option');
    await options.first().waitFor();
    const offered = await options.allTextContents();
    assert.deepEqual(
      wanted.filter((word) => !offered.includes(word)),
      [],
      `${before}: ${offered}`,
    );
    await page.keyboard.press('Escape');
  }
});

test('what was tried becomes a case, and cases are files of their own', async () => {
  const { page } = await open();
  await write(page, EXAMPLE);
  await fillSeven(page);
  await page.getByRole('tab', { name: '测试' }).click();
  const pane = paneOf(page, '测试');
  await pane.getByRole('button', { name: '把试用中的填报加为一例' }).click();
  await pane.getByText('1 例，全部相符').waitFor();
  assert.equal(await isBound(page), true);
  const file = await download(page, '保存案例文件');
  assert.equal(file.name, 'example-2026.cases.json');
  const [own] = JSON.parse(file.text).cases;
  assert.equal(own.given.tenant_count_total, '7 家');
  assert.equal(own.then['art3.s2'], '未满足');
  await openFile(page, { name: 'mine.json', buffer: CASES }, '打开案例文件…');
  await pane.getByText('2 例，全部相符').waitFor();
  assert.equal((await download(page, '保存案例文件')).name, 'mine.json');
});

test('each sentence of the text is marked, and a misquotation leads to its place', async () => {
  const { page } = await open();
  await write(page, EXAMPLE);
  await page.getByRole('tab', { name: '原文' }).click();
  const pane = paneOf(page, '原文');
  const field = pane.getByRole('textbox', { name: '政策原文' });
  await field.fill(LAW);
  await pane.getByText('共 4 句，已收 3 句').waitFor();
  await pane.getByText('未收 第九条　本办法由市发展和改革委员会负责解释。').waitFor();
  await pane.getByRole('checkbox', { name: '只看没有收入的句子' }).check();
  await eventually(async () => assert.equal(await pane.getByRole('listitem').count(), 1));
  await write(page, EXAMPLE.replace('公共服务体系较为完善"', '公共服务体系比较完善"'));
  await pane.getByRole('heading', { name: '与原文不符的引文' }).waitFor();
  await pane.getByRole('button', { name: '第三条 公共服务体系' }).first().click();
  const selected = await page.evaluate(() => String(document.querySelector('.ws-editor').shadowRoot.getSelection()));
  assert.equal(selected, '"公共服务体系比较完善"');
  await openFile(page, { name: 'text.txt', buffer: Buffer.from(`\ufeff${LAW}`, 'utf16le') }, '打开原文（文本文件）…');
  await eventually(async () => assert.equal(await field.inputValue(), LAW));
});

test('the file is compared with an older version, also in what it means for zones', async () => {
  const { page } = await open();
  await write(page, UNPUBLISHED);
  await page.getByRole('tab', { name: '差异' }).click();
  const pane = paneOf(page, '差异');
  await pane.getByText('先选择或打开旧版').waitFor();
  const older = UNPUBLISHED.replace('"at_least": "100 亩"', '"at_least": "120 亩"');
  await openFile(page, { name: '旧版.json', buffer: older }, '打开旧版文件…');
  await pane.getByText('1 处改动').waitFor();
  await pane.getByText('更宽').last().waitFor();
  const rows = ['甲', '乙'].map((name, at) =>
    JSON.stringify({ name, as_of: '2026-11-22', facts: { planned_land_area: { value: 110 - 100 * at, unit: '亩' } } }),
  );
  await openFile(page, { name: '填报.jsonl', buffer: rows.join('\n') }, '加入填报文件…');
  await pane.getByText('第 1 份（甲）').waitFor();
  await pane.getByText('填报.jsonl（2 组）').waitFor();
  await openFile(page, { name: '案例.json', buffer: CASES }, '加入填报文件…');
  await page.getByText('这个文件不是填报，没有采用。').waitFor();
  await pane.getByText('填报.jsonl（2 组）').waitFor();
  // What changes nothing that an older version says keeps nobody from comparing it.
  const unused = '"facts": [{"id": "unused", "label": "不用", "type": "boolean"},';
  const careless = older.replace('"facts": [', unused).replace('亩以上"}', '亩以上。"}');
  await openFile(page, { name: '更旧.json', buffer: careless }, '打开旧版文件…');
  await pane.getByText('填报事项 unused“不用”：删去').waitFor();
  await openFile(page, { name: '坏.json', buffer: '{"id": 1}' }, '打开旧版文件…');
  await pane.getByText('旧版文件有问题').waitFor();
  // Of a published policy it is the older version by itself.
  const { page: other } = await open();
  const { title } = JSON.parse(POLICIES[0]);
  await other.getByRole('combobox', { name: '打开已有政策' }).selectOption({ label: title });
  await other.getByRole('tab', { name: '差异' }).click();
  await paneOf(other, '差异').getByText('两个版本没有差别').waitFor();
});

test('a tool that the engine lacks has no tab', async () => {
  const page = readFileSync(join(ROOT, 'dist', 'workshop.html'), 'utf8')
    .replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, '')
    .replace(/\.test_cases=/g, '.no_cases=')
    .replace(/\.difference=/g, '.no_difference=');
  const address = await serve({ csp: null, pages: { '/lacking.html': page } });
  const { page: opened } = await openPage();
  await opened.goto(address('/lacking.html'));
  await opened.getByRole('tab', { name: '原文' }).waitFor();
  assert.deepEqual(await opened.getByRole('tab').allTextContents(), ['试用', '原文', '发布']);
});

// Files in.

for (const [name, buffer] of [
  ['UTF-8 with a mark', Buffer.from(`\ufeff${EXAMPLE}`)],
  ['UTF-16', Buffer.from(`\ufeff${EXAMPLE}`, 'utf16le')],
  ['Windows lines', Buffer.from(EXAMPLE.replace(/\n/g, '\r\n'))],
  ['one line', Buffer.from(JSON.stringify({ ...JSON.parse(EXAMPLE), summary: '概要'.repeat(900) }))],
]) {
  test(`a file in ${name} is opened`, async () => {
    const { page } = await open();
    await openFile(page, { buffer });
    await withoutFaults(page);
    assert.equal(await isBound(page), false);
    const { text } = await download(page, '保存政策文件');
    assert.deepEqual(JSON.parse(text).facts, JSON.parse(EXAMPLE).facts);
    assert.ok(text.split('\n').length > 10);
  });
}

test('a file in GB18030 is opened, and what is no text is refused', async () => {
  const { page } = await open();
  // 某市 in GBK.
  const gbk = Buffer.concat([Buffer.from('{"title": "'), Buffer.from([0xc4, 0xb3, 0xca, 0xd0]), Buffer.from('"}')]);
  await openFile(page, { buffer: gbk });
  await eventually(async () => assert.match(await textOf(page), /"title": "某市"/));
  await openFile(page, { buffer: Buffer.from([0x7b, 0xff, 0xfe, 0xff, 0x00, 0x80, 0xff]) });
  await page.getByRole('status').getByText('读不出来').waitFor();
  assert.match(await textOf(page), /"title": "某市"/);
});

test('a file that is dropped anywhere is opened', async () => {
  const { page } = await open();
  for (const place of ['header', '.ws-editor']) {
    await page.evaluate(
      ([selector, text]) => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File([text], 'dropped.json', { type: 'application/json' }));
        const element = document.querySelector(selector);
        const target = element.shadowRoot ? element.shadowRoot.querySelector('.cm-content') : element;
        target.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true, composed: true }));
      },
      [place, EXAMPLE.replace('某市集聚区', `${place}的集聚区`)],
    );
    await eventually(async () => assert.ok((await textOf(page)).includes(`"${place}的集聚区`)));
    await withoutFaults(page);
  }
});

// Nothing is lost.

test('changes are given up only after asking, and by nobody else', async () => {
  const { page } = await open();
  assert.equal(await isBound(page), false);
  await write(page, EXAMPLE);
  assert.equal(await isBound(page), true);
  await page.locator('header').getByText('有未保存的修改').waitFor();
  await page.getByRole('button', { name: '新建空白文件' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '返回继续编写' }).click();
  assert.match(await textOf(page), /某市集聚区/);
  await page.getByRole('button', { name: '新建空白文件' }).click();
  await page.keyboard.press('Escape');
  assert.match(await textOf(page), /某市集聚区/);
  await download(page, '保存政策文件');
  await page.locator('header').getByText('有未保存的修改').waitFor({ state: 'hidden' });
  assert.equal(await isBound(page), false);
  await write(page, '{}');
  await page.getByRole('button', { name: '新建空白文件' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '放弃修改' }).click();
  await eventually(async () => assert.match(await textOf(page), /policy\.schema\.json/));
});

test('a draft is kept only after it is turned on, and by one tab', async () => {
  const address = await serve({ csp: null });
  const { page } = await openPage();
  await page.goto(address('/workshop.html'));
  await write(page, EXAMPLE);
  await withoutFaults(page);
  assert.deepEqual(await page.evaluate(() => Object.keys(localStorage)), []);
  await page.getByRole('checkbox', { name: '在本浏览器保存草稿' }).check();
  await write(page, EXAMPLE.replace('某市集聚区', '草稿集聚区'));
  await page.getByRole('tab', { name: '测试' }).click();
  await write(page, CASES, '案例文件');
  await page.getByRole('tab', { name: '原文' }).click();
  await page.getByRole('textbox', { name: '政策原文' }).fill(LAW);
  assert.equal(await isBound(page), false);
  await page.reload();
  await page.getByRole('tab', { name: '原文' }).click();
  await paneOf(page, '原文').getByText('共 4 句').waitFor();
  await page.getByRole('tab', { name: '测试' }).click();
  await paneOf(page, '测试').getByText('2 例，全部相符').waitFor();
  await page.getByText('已恢复上次的草稿').waitFor();
  assert.match(await textOf(page), /草稿集聚区/);
  await page.locator('header').getByText('有未保存的修改').waitFor();
  // Another tab takes it over.
  const other = await page.context().newPage();
  await other.goto(address('/workshop.html'));
  await write(other, EXAMPLE.replace('某市集聚区', '另一处集聚区'));
  await page.getByText('草稿改由另一个标签页保存').waitFor();
  assert.equal(await isBound(page), true);
  await other.getByRole('checkbox', { name: '在本浏览器保存草稿' }).uncheck();
  assert.deepEqual(await other.evaluate(() => Object.keys(localStorage)), []);
});

// What is handed out.

test('what it hands out appears in the chooser of the site and opens by its address, with and without embed', async () => {
  const { page } = await open();
  await write(page, EXAMPLE.replace('"jurisdiction": "某市"', '"jurisdiction": "太原市"'));
  await withoutFaults(page);
  await page.getByRole('tab', { name: '发布' }).click();
  const policy = await download(page, '保存 example-2026.json');
  const catalogue = await download(page, '保存 catalogue.json');
  assert.deepEqual([policy.name, catalogue.name], ['example-2026.json', 'catalogue.json']);
  const site = await serve({
    pages: { '/policies/example-2026.json': policy.text, '/policies/catalogue.json': catalogue.text },
  });
  const { page: visitor, seen } = await openPage();
  await visitor.goto(site('/index.html'));
  const radio = visitor.getByRole('radio', { name: /某市集聚区认定办法/ });
  await radio.waitFor();
  assert.equal(await visitor.getByRole('radiogroup', { name: '选择对照的政策' }).getByRole('radio').count(), 6);
  const search = visitor.getByRole('textbox', { name: '查找政策' });
  for (const words of ['集聚区认定', '某发改〔2026〕1号', '2026 1号', '太原', 'taiyuan', '发改委', '小店区']) {
    await search.fill(words);
    await radio.waitFor({ timeout: 3000 });
  }
  await radio.click();
  await visitor.getByRole('button', { name: '开始自评' }).click();
  await visitor.getByRole('textbox', { name: '入驻企业数' }).waitFor();
  for (const query of ['?policy=example-2026', '?embed&policy=example-2026']) {
    await visitor.goto(site(`/index.html${query}`));
    const field = visitor.getByRole('textbox', { name: '入驻企业数' });
    await field.fill('7');
    await field.press('Tab');
    await visitor.getByText('还差 3 家').first().waitFor();
    assert.equal(await visitor.locator('header').first().isVisible(), !query.includes('embed'), query);
  }
  assert.deepEqual(seen.errors, []);
});

test('the entry goes into the catalogue of the site, in its place, and replaces one of the same id', async () => {
  const { page } = await open();
  const own = JSON.parse(readFileSync(join(ROOT, 'dist', 'policies', 'catalogue.json'), 'utf8'));
  const entries = async () => JSON.parse((await download(page, '保存 catalogue.json')).text);
  await page.getByRole('combobox', { name: '打开已有政策' }).selectOption({ label: JSON.parse(POLICIES[0]).title });
  await page.getByRole('tab', { name: '发布' }).click();
  const replaced = await entries();
  assert.deepEqual(
    replaced.map(({ id }) => id),
    own.map(({ id }) => id),
  );
  // But for what a page cannot make, the entries are those of the build.
  for (const [at, entry] of replaced.entries()) {
    assert.deepEqual({ ...entry, search: '' }, { ...own[at], search: '' });
    const words = own[at].search.split('|');
    assert.ok(
      entry.search.split('|').every((word) => words.includes(word)),
      entry.id,
    );
  }
  await write(page, UNPUBLISHED);
  await withoutFaults(page);
  assert.deepEqual(
    (await entries()).map(({ id }) => id).filter((id) => /^(unpublished|shanxi)/.test(id)).length,
    own.filter(({ id }) => id.startsWith('shanxi')).length + 1,
  );
  const site = [...own, { ...own[0], id: 'another', title: '另一份' }];
  await openFile(page, { name: 'catalogue.json', buffer: JSON.stringify(site) }, '以网站现有的目录为底…');
  await page.getByText(`以 catalogue.json 为底（${site.length} 份政策）`).waitFor();
  const joined = (await entries()).map(({ id }) => id);
  assert.deepEqual(
    joined.filter((id) => id !== 'unpublished-2026'),
    site.map(({ id }) => id),
  );
  assert.ok(joined.includes('unpublished-2026'));
  for (const bad of ['{}', '[{"id": 1}]', 'x']) {
    await openFile(page, { name: 'bad.json', buffer: bad }, '以网站现有的目录为底…');
    await page.getByRole('status').getByText('不是政策目录').waitFor();
    await page.getByText(`以 catalogue.json 为底（${site.length} 份政策）`).waitFor();
  }
});

test('the offline page opens the policy from disk, under its own security policy, and reports', async () => {
  const { page } = await open();
  await write(
    page,
    EXAMPLE.replace('某市集聚区认定办法', () => '<b>某市</b>&“集聚区”认定办法 $& </script>'),
  );
  await withoutFaults(page);
  await page.getByRole('tab', { name: '发布' }).click();
  const file = await download(page, '保存 example-2026.html');
  assert.equal(file.name, 'example-2026.html');
  const { page: offline, seen } = await openPage({ offline: true });
  const copy = `${file.path}.html`;
  const { copyFileSync } = await import('node:fs');
  copyFileSync(file.path, copy);
  await offline.goto(pathToFileURL(copy).href);
  const field = offline.getByRole('textbox', { name: '入驻企业数' });
  await field.fill('7');
  await field.press('Tab');
  await offline.getByText('还差 3 家').first().waitFor();
  await offline.getByRole('heading', { level: 1, name: '<b>某市</b>&“集聚区”认定办法 $& </script>' }).waitFor();
  await offline.getByRole('button', { name: '逐条结果' }).first().click();
  const report = await download(offline, '保存为网页');
  assert.ok(report.text.includes('某市集聚区') || report.text.includes('集聚区'));
  await offline.getByRole('button', { name: 'English' }).click();
  await offline
    .getByText('3 家 short')
    .or(offline.getByText(/short by 3|3 .* short/i))
    .first()
    .waitFor();
  assert.deepEqual(seen.errors, []);
  assert.deepEqual(
    seen.requests.filter((url) => !url.startsWith('file:') && !/^(data|blob):/.test(url)),
    [],
  );
  const { violations: blocked } = await offline.evaluate(() => window.seen);
  assert.deepEqual(blocked, []);
});

test('a policy that no address could name, or with faults, is not handed out', async () => {
  const { page } = await open();
  await page.getByRole('tab', { name: '发布' }).click();
  await paneOf(page, '发布').getByText('还有问题').waitFor();
  assert.equal(await paneOf(page, '发布').getByRole('button').count(), 0);
  await write(page, EXAMPLE.replace('"id": "example-2026"', '"id": "某市.2026"'));
  await paneOf(page, '发布')
    .getByText(/小写字母|还有问题/)
    .waitFor();
  assert.equal(await paneOf(page, '发布').getByRole('button').count(), 0);
});

// For everybody.

test('it is used by the keyboard alone, and Escape then Tab leaves the editor', async () => {
  const { page } = await open();
  await editor(page).focus();
  await page.keyboard.press('Control+End');
  await page.keyboard.press('Tab');
  assert.ok(await editor(page).evaluate((it) => it.getRootNode().activeElement === it), 'Tab indents');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.closest('.ws-fault-panel') !== null), true);
  await page.getByRole('tab', { name: '试用' }).focus();
  await page.keyboard.press('End');
  await paneOf(page, '发布').waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.textContent), '发布');
  await page.keyboard.press('ArrowRight');
  await paneOf(page, '试用').waitFor();
  await page.keyboard.press('ArrowLeft');
  await paneOf(page, '发布').waitFor();
});

for (const [width, colorScheme] of [
  [1280, 'light'],
  [1280, 'dark'],
  [360, 'light'],
  [360, 'dark'],
]) {
  test(`axe finds nothing, and nothing is wider than the window (${width} px, ${colorScheme})`, async () => {
    const { page } = await open({ viewport: { width, height: 800 }, colorScheme });
    await page.clock.install();
    const isNarrow = width === 360;
    const check = async (place) => {
      assert.deepEqual(await violations(page), [], place);
      const scroll = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(scroll <= width, `${place}: ${scroll}`);
    };
    await faults(page).getByText('8 处问题').waitFor();
    await check('blank');
    await write(page, EXAMPLE);
    await withoutFaults(page);
    await check('written');
    for (const name of ['试用', '测试', '原文', '差异', '发布']) {
      await page.getByRole('tab', { name }).click();
      await paneOf(page, name).waitFor();
      if (name === '测试') await write(page, CASES.replace('还差 0.1 亩', '还差 0.2 亩'), '案例文件');
      if (name === '原文') await page.getByRole('textbox', { name: '政策原文' }).fill(LAW);
      if (name === '差异') {
        const older = EXAMPLE.replace('"at_least": "100 亩"', '"at_least": "90 亩"');
        await openFile(page, { name: '旧版.json', buffer: older }, '打开旧版文件…');
      }
      await page.clock.runFor(LONGER_THAN_ANY_PAUSE_MS);
      await drawn(page);
      await check(name);
    }
    assert.equal(await page.getByRole('tab', { name: '编写' }).isVisible(), isNarrow);
    if (isNarrow) await page.getByRole('tab', { name: '编写' }).click();
    await write(page, '{"a": 1');
    await page.getByRole('button', { name: '新建空白文件' }).click();
    await page.getByRole('dialog').waitFor();
    await check('dialog');
  });
}

for (const [kind, options, before] of [
  ['without scripts', { javaScriptEnabled: false }, () => {}],
  ['that lacks what it needs', {}, () => delete Array.prototype.findLast],
]) {
  test(`a browser ${kind} is told which one to use`, async () => {
    const { page, seen } = await openPage(options);
    await page.addInitScript(before);
    await page.goto(fileUrl('workshop.html'));
    await page.getByText('请使用 Chromium 97 及以上内核的浏览器').waitFor();
    assert.equal(await page.getByRole('button').count(), 0);
    assert.deepEqual(seen.errors, []);
  });
}

test('so is one that cannot read its script', async () => {
  const page = await openInOldChromium(72, fileUrl('workshop.html'));
  try {
    assert.match(await page.evaluate('document.body.textContent'), /请使用 Chromium 97 及以上内核的浏览器/);
    assert.equal(await page.evaluate("document.querySelectorAll('button').length"), 0);
  } finally {
    await page.close();
  }
});
