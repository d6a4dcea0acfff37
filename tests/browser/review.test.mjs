// The review of one application: files, marks, values found, decisions, both verdicts, the record, the host page.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { violations } from './axe.mjs';
import { fileUrl } from './browser.mjs';
import { drawn, eventually, openPage, serve, waitForEvents } from './harness.mjs';
import { openInOldChromium } from './old-chromium.mjs';

const ANSWERS = {
  policy: 'shanxi-2019-394',
  zone_type: 'modern_logistics',
  as_of: '2026-11-22',
  name: '示例物流园',
  facts: {
    layout_fit_evidence: '纳入全省物流布局',
    unified_management: true,
    tenant_count_total: { value: '12', unit: '家' },
    tenant_count_type_matching: { value: '7', unit: '家' },
    planned_land_area: { value: '20', unit: '公顷' },
    logistics_enterprise_count: { value: '7', unit: '家' },
    annual_revenue: { value: '2.4', unit: '亿元' },
    transport_hub_types: ['公路'],
  },
};
const PAGE = (attributes) =>
  `<!DOCTYPE html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>评审</title><main><h1>评审</h1><drc-assessment mode="review" ${attributes}></drc-assessment></main><script src="drc-assessment.js"></script>`;

/** A page with the review under a strict policy, and what it needs to be worked with. */
async function open(attributes = 'policy="shanxi-2019-394"', options = {}) {
  const address = await serve({ pages: { '/review.html': PAGE(attributes) } });
  const opened = await openPage(options);
  await opened.page.addInitScript(() => {
    window.reviews = [];
    document.addEventListener('drc-review', ({ detail }) => window.reviews.push(detail));
  });
  await opened.page.goto(address('/review.html'));
  return { ...opened, address };
}

const hand = (page, answers = ANSWERS) =>
  page.evaluate((value) => {
    document.querySelector('drc-assessment').answers = value;
  }, answers);

const row = (page, label) =>
  page.locator('.drc-rv-row').filter({ has: page.getByRole('heading', { name: label, exact: true }) });
const mark = (page, label, name) => row(page, label).getByRole('radio', { name, exact: true }).press('Space');
const outcome = (page, label) => row(page, label).locator('.drc-rv-cell').last();
const reviewed = (page) => page.locator('.drc-rv-side').last();
const given = (page) => page.locator('.drc-rv-side').first();

const says = (locator, text) =>
  eventually(async () =>
    assert.ok((await locator.innerText()).includes(text), `${text} in ${await locator.innerText()}`),
  );

async function choose(page, button, content, name = 'a.json') {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: button }).first().click(),
  ]);
  const buffer = Buffer.from(typeof content === 'string' ? content : JSON.stringify(content));
  await chooser.setFiles({ name, mimeType: 'application/json', buffer });
}

async function saved(page, button) {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button }).last().click(),
  ]);
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), 'utf8') };
}

test('an application is opened, checked point by point, saved and opened again', async () => {
  const { page, seen } = await open('');
  await choose(page, '打开申报文件', ANSWERS);
  await page.getByRole('heading', { name: '申报评审：示例物流园' }).waitFor();
  await says(given(page), '目前有 1 项差距');

  // What is not true has another value.
  await mark(page, '规划占地面积', '不属实');
  await says(outcome(page, '规划占地面积'), '待查明');
  await row(page, '规划占地面积')
    .getByRole('textbox', { name: /^核实值：规划占地面积/ })
    .fill('280');
  await row(page, '规划占地面积').getByRole('combobox', { name: '单位' }).selectOption('亩');
  await says(outcome(page, '规划占地面积'), '未满足');
  await row(page, '规划占地面积').getByRole('textbox', { name: '备注' }).fill('现场实测');
  await says(row(page, '规划占地面积').locator('.drc-rv-found'), '核实值：280 亩');
  await says(reviewed(page), '核实后与原文对照，有 2 项差距');
  await says(given(page), '目前有 1 项差距');

  // Of yes or no the other one is taken at once, and can be changed.
  await mark(page, '统一管理和服务', '不属实');
  await says(outcome(page, '统一管理和服务'), '未满足');
  await row(page, '统一管理和服务').getByRole('radio', { name: '未查明' }).press('Space');
  await says(outcome(page, '统一管理和服务'), '待查明');

  await mark(page, '入驻物流企业数', '待补材料');
  await says(outcome(page, '入驻物流企业数'), '待补材料');
  await mark(page, '年营业收入', '核实属实');

  // A decision counts with its reason.
  const label = '与全省服务业方向和布局相符';
  await row(page, label).getByRole('radio', { name: '认定满足' }).press('Space');
  await says(row(page, label).locator('.drc-q__note'), '请写明认定理由');
  await says(outcome(page, label), '须认定');
  await row(page, label).getByLabel('认定理由（必填）').fill('与全省布局一致');
  await says(outcome(page, label), '满足（评审认定）');
  await says(page.locator('.drc-rv-progress'), '已核 5 / 32 项');
  await page.getByLabel('评审人').first().fill('李四');

  const { name, text } = await saved(page, '保存评审文件');
  assert.match(name, /^评审-示例物流园-\d{4}-\d\d-\d\d\.json$/);
  const review = JSON.parse(text);
  assert.deepEqual(review.found, { planned_land_area: { value: '280', unit: '亩' }, unified_management: null });
  assert.deepEqual(review.findings['art5.1.s2'], { decision: 'met', reason: '与全省布局一致' });
  assert.deepEqual(review.findings['art6.1.s6'], { mark: 'pending' });
  assert.deepEqual(review.answers, ANSWERS, 'the answers are a copy');
  assert.match(review.check_code, /^([0-9a-f]{4} ){3}[0-9a-f]{4}$/);
  assert.equal(review.applicant.verdict, 'shortfall');
  assert.equal(review.reviewed.counts.not_met, 1);
  assert.equal(review.reviewer, '李四');

  // On another day, on another computer.
  const later = await open('');
  await choose(later.page, '打开评审文件', review);
  await says(later.page.locator('.drc-rv-progress'), '已核 5 / 32 项');
  await says(outcome(later.page, label), '满足（评审认定）');
  assert.equal(await row(later.page, '规划占地面积').getByRole('textbox', { name: '备注' }).inputValue(), '现场实测');
  assert.equal(
    await row(later.page, '规划占地面积')
      .getByRole('textbox', { name: /^核实值：规划占地面积/ })
      .inputValue(),
    '280',
  );
  assert.equal(await later.page.getByText('申报内容在评审后有改动').count(), 0);

  // The applicant has changed something since.
  const changed = { ...ANSWERS, facts: { ...ANSWERS.facts, logistics_enterprise_count: { value: '11', unit: '家' } } };
  await choose(later.page, '打开申报文件', changed);
  await later.page.getByText('申报内容在评审后有改动').waitFor();
  await says(row(later.page, '入驻物流企业数').locator('.drc-rv-changed'), '申报在评审后有改动');
  await says(later.page.locator('.drc-rv-progress'), '已核 5 / 32 项');
  await later.page.getByRole('button', { name: '按现在的申报内容继续评审' }).click();
  await eventually(async () => assert.equal(await later.page.getByText('申报内容在评审后有改动').count(), 0));
  assert.deepEqual(seen.errors, []);
  assert.deepEqual(later.seen.errors, []);
});

test('files that are neither, and those of another policy, are refused by name', async () => {
  const { page } = await open();
  for (const [content, said] of [
    ['{', '不是填报文件或评审文件'],
    [{ facts: {}, policy: 'jilin-upgrade' }, '该文件属于另一份政策'],
    [{ nothing: 1 }, '不是填报文件或评审文件'],
  ]) {
    await choose(page, '打开申报文件', content);
    await page.getByRole('alert').getByText(said).waitFor();
  }
  // A policy elsewhere cannot be brought by a file.
  const free = await open('');
  await choose(free.page, '打开申报文件', { facts: {}, policy: 'https://example.org/p.json' });
  await free.page.getByRole('alert').getByText('该文件属于另一份政策').waitFor();
  assert.ok(!free.seen.requests.some((url) => url.includes('example.org')));
  await choose(free.page, '打开申报文件', { facts: {} });
  await free.page.getByRole('alert').getByText('该文件没有注明所属政策').waitFor();
});

test('what cannot be used of a review is told with its place, and the rest is used', async () => {
  const { page } = await open();
  await hand(page);
  await row(page, '年营业收入').waitFor();
  await page.evaluate(() => {
    document.querySelector('drc-assessment').review = JSON.stringify({
      findings: { art99: { mark: 'confirmed' }, 'art6.1.s7': { mark: 'confirmed' } },
      found: { planned_land_area: { value: '3', unit: '万元' } },
      kept: { by: 'the page' },
    });
  });
  await page.getByText('文件中有 1 处内容未采用').waitFor();
  await page.getByText('本政策没有编号为“art99”的条款').waitFor();
  await says(row(page, '规划占地面积').locator('.drc-error'), '单位');
  assert.equal(await row(page, '年营业收入').getByRole('radio', { name: '核实属实' }).isChecked(), true);
  const review = await page.evaluate(() => document.querySelector('drc-assessment').review);
  assert.deepEqual(review.kept, { by: 'the page' });
  assert.ok(review.findings.art99, 'nothing of the file is lost');
});

test('the host page hands over answers and review, and hears of each change', async () => {
  const { page, seen } = await open();
  await page.waitForFunction(() => window.seen.events.some(({ name }) => name === 'drc-ready'));
  await hand(page);
  await row(page, '年营业收入').waitFor();
  assert.equal(await page.evaluate(() => window.reviews.length), 0, 'what the page sets is not told');
  await mark(page, '年营业收入', '核实属实');
  await page.waitForFunction(() => window.reviews.length === 1);
  const [detail] = await page.evaluate(() => window.reviews);
  assert.deepEqual(detail.findings, { 'art6.1.s7': { mark: 'confirmed' } });
  assert.equal(detail.applicant.verdict, 'shortfall');
  assert.deepEqual(detail.applicant, detail.reviewed);
  assert.deepEqual(await page.evaluate(() => document.querySelector('drc-assessment').review), detail);
  assert.deepEqual(await page.evaluate(() => document.querySelector('drc-assessment').answers), ANSWERS);
  // Moved within the document, nothing is lost; without the mode, the self-assessment shows the same answers.
  await page.evaluate(() => document.querySelector('main').appendChild(document.querySelector('drc-assessment')));
  assert.deepEqual(await page.evaluate(() => document.querySelector('drc-assessment').review), detail);
  await page.evaluate(() => document.querySelector('drc-assessment').removeAttribute('mode'));
  await page.getByRole('textbox', { name: /集聚区名称/ }).waitFor();
  await page.evaluate(() => document.querySelector('drc-assessment').setAttribute('mode', 'review'));
  await row(page, '年营业收入').waitFor();
  await eventually(async () =>
    assert.equal(await row(page, '年营业收入').getByRole('radio', { name: '核实属实' }).isChecked(), true),
  );
  // A review that was set before the script has run, in English.
  const address = await serve({
    pages: {
      '/early.html': PAGE('policy="shanxi-2019-394" lang="en"').replace(
        '<script',
        '<script src="early.js"></script><script',
      ),
      '/early.js': `const e = document.querySelector('drc-assessment'); e.answers = ${JSON.stringify(ANSWERS)}; e.review = ${JSON.stringify(detail)};`,
    },
  });
  await page.goto(address('/early.html'));
  await says(page.locator('.drc-rv-progress'), '1 of 32 checked');
  assert.deepEqual(seen.errors, []);
  assert.deepEqual(await page.evaluate(() => window.seen.violations), []);
});

test('leaving asks while something is not saved, another file asks first, and undo goes back', async () => {
  const { page } = await open();
  await hand(page);
  await row(page, '年营业收入').waitFor();
  const asks = () =>
    page.evaluate(() => {
      const event = new Event('beforeunload', { cancelable: true });
      window.dispatchEvent(event);
      return event.defaultPrevented;
    });
  assert.equal(await asks(), false);
  await mark(page, '年营业收入', '不属实');
  await row(page, '年营业收入')
    .getByRole('textbox', { name: /^核实值：年营业收入/ })
    .pressSequentially('1.5');
  await says(outcome(page, '年营业收入'), '还差');
  assert.equal(await asks(), true);
  await choose(page, '打开申报文件', { ...ANSWERS, name: '另一园区' });
  await page.getByText('有未保存的评审内容').waitFor();
  await page.getByRole('button', { name: '取消' }).click();
  await says(outcome(page, '年营业收入'), '还差');
  // All keys of a field are one step.
  await page.getByRole('button', { name: '撤销' }).click();
  await says(outcome(page, '年营业收入'), '待查明');
  await page.getByRole('button', { name: '撤销' }).click();
  await says(outcome(page, '年营业收入'), '满足');
  await mark(page, '年营业收入', '核实属实');
  await saved(page, '保存评审文件');
  assert.equal(await asks(), false);
  await choose(page, '打开申报文件', { ...ANSWERS, name: '另一园区' });
  await page.getByRole('heading', { name: '申报评审：另一园区' }).waitFor();
  await says(page.locator('.drc-rv-progress'), '已核 0 / 32 项');
});

test('a decision that no longer applies is kept and told', async () => {
  const { page } = await open();
  await hand(page);
  const label = '本业态企业居主导地位';
  await row(page, label).getByRole('radio', { name: '认定满足' }).press('Space');
  await row(page, label).getByLabel('认定理由（必填）').fill('居主导地位');
  await says(outcome(page, label), '满足（评审认定）');
  await mark(page, label, '不属实');
  await row(page, label)
    .getByRole('textbox', { name: /^核实值：符合本业态类型的企业/ })
    .first()
    .fill('0');
  await says(outcome(page, label), '未满足');
  await says(row(page, label).locator('.drc-q__note'), '不计入');
  const review = await page.evaluate(() => document.querySelector('drc-assessment').review);
  assert.equal(review.findings['art5.3.s2'].reason, '居主导地位');
});

test('the filters show what they say, and a row that changes stays where it is', async () => {
  const { page } = await open();
  await hand(page);
  await row(page, '年营业收入').waitFor();
  const shown = () => page.locator('.drc-rv-row:visible').count();
  await page.getByRole('radio', { name: /^有差距/ }).press('Space');
  assert.equal(await shown(), 1);
  await page.getByRole('radio', { name: /^待认定/ }).press('Space');
  const undecided = await shown();
  const label = '与全省服务业方向和布局相符';
  await row(page, label).getByRole('radio', { name: '认定满足' }).press('Space');
  await row(page, label).getByLabel('认定理由（必填）').fill('一致');
  await says(outcome(page, label), '满足（评审认定）');
  assert.equal(await shown(), undecided);
  await page.getByRole('radio', { name: /^未核 / }).press('Space');
  await eventually(async () => assert.equal(await row(page, label).isVisible(), false));
});

test('a value found that is the given one marks nothing as untrue', async () => {
  const { page } = await open('');
  const answers = { ...ANSWERS, facts: { ...ANSWERS.facts, planned_land_area: { value: '300', unit: '亩' } } };
  await choose(page, '打开申报文件', answers);
  const own = row(page, '规划占地面积');
  await own.getByRole('button', { name: /^填写核实值/ }).click();
  const field = own.getByRole('textbox', { name: /^核实值：规划占地面积/ });
  // The beginning of a number is another number.
  await field.pressSequentially('30');
  await eventually(async () => assert.ok(await own.getByRole('radio', { name: '不属实' }).isChecked()));
  await field.pressSequentially('0');
  await eventually(async () => assert.ok(await own.getByRole('radio', { name: '未核' }).isChecked()));
  // The same in another unit.
  await field.fill('20公顷');
  await eventually(async () => assert.ok(await own.getByRole('radio', { name: '未核' }).isChecked()));
  await mark(page, '规划占地面积', '核实属实');
  await field.fill('280');
  await eventually(async () => assert.ok(await own.getByRole('radio', { name: '不属实' }).isChecked()));
  await field.fill('300亩');
  await eventually(async () => assert.ok(await own.getByRole('radio', { name: '核实属实' }).isChecked()));
  // Whoever says so all the same is told.
  await mark(page, '规划占地面积', '不属实');
  await field.fill('20公顷');
  await says(own.locator('.drc-q__note'), '核实值与申报相同');
  assert.ok(await own.getByRole('radio', { name: '不属实' }).isChecked());
});

test('another application from the page begins another review, and what was not saved can be', async () => {
  const { page } = await open('');
  const set = (name) =>
    page.evaluate(
      ([answers, own]) => {
        document.querySelector('drc-assessment').answers = { ...answers, name: own };
      },
      [ANSWERS, name],
    );
  await set('甲园');
  await page.getByRole('heading', { name: '申报评审：甲园' }).waitFor();
  await mark(page, '年营业收入', '核实属实');
  await says(page.locator('.drc-rv-progress'), '已核 1 / 32 项');
  await set('乙园');
  await page.getByRole('heading', { name: '申报评审：乙园' }).waitFor();
  await says(page.locator('.drc-rv-progress'), '已核 0 / 32 项');
  const notice = page.getByRole('alert').filter({ hasText: '“甲园”的评审尚未保存' });
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    notice.getByRole('button', { name: '保存评审文件' }).click(),
  ]);
  assert.match(download.suggestedFilename(), /甲园/);
  const review = JSON.parse(readFileSync(await download.path(), 'utf8'));
  assert.equal(review.answers.name, '甲园');
  assert.equal(Object.values(review.findings).length, 1);
});

test('a day of the review that is none has its fault beside it', async () => {
  const { page } = await open('');
  await choose(page, '打开申报文件', ANSWERS);
  const field = page.getByRole('textbox', { name: /^评审日期/ });
  await field.fill('2026.11.31');
  await eventually(async () => assert.equal(await field.getAttribute('aria-invalid'), 'true'));
  assert.match(await page.locator('.drc-rv-fields .drc-error:visible').innerText(), /日期/);
  await field.fill('2026年12月1日');
  await eventually(async () => assert.equal(await field.getAttribute('aria-invalid'), 'false'));
});

test('everything is done by keyboard', async () => {
  const { page } = await open();
  await hand(page);
  await row(page, '规划占地面积').waitFor();
  // From the first radio button of a row: arrows choose, the tabulator goes on to what has appeared.
  await row(page, '规划占地面积').getByRole('radio', { name: '未核' }).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await says(outcome(page, '规划占地面积'), '待查明');
  await page.keyboard.press('Tab');
  await page.keyboard.type('280');
  await says(outcome(page, '规划占地面积'), '满足');
  await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Tab');
  await page.keyboard.type('实测');
  await eventually(async () => {
    const review = await page.evaluate(() => document.querySelector('drc-assessment').review);
    assert.equal(review.findings['art6.1.s5'].remark, '实测');
    assert.equal(review.found.planned_land_area.value, '280');
  });
  // Each stop can be seen, and there is no trap: the button that saves is reached.
  await page.getByRole('button', { name: '保存评审文件' }).first().focus();
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
  assert.match(download.suggestedFilename(), /^评审-示例物流园/);
});

test('the record is printed and exported with both columns and the lines to sign', async () => {
  const { page } = await open();
  await hand(page);
  await mark(page, '规划占地面积', '不属实');
  await row(page, '规划占地面积')
    .getByRole('textbox', { name: /^核实值：规划占地面积/ })
    .fill('18');
  await page.getByLabel(/评审意见/).fill('请补充土地材料。');
  const { name, text } = await saved(page, '导出评审记录（网页）');
  assert.match(name, /^评审记录-示例物流园-\d{4}-\d\d-\d\d\.html$/);
  const record = await (await openPage()).page;
  await record.setContent(text);
  const said = await record.locator('body').innerText();
  for (const part of [
    '集聚区申报评审记录',
    '申报',
    '核实后',
    '不属实；核实值：18 公顷',
    '请补充土地材料。',
    '评审人（签字）',
    '复核人（签字）',
  ]) {
    assert.ok(said.includes(part), part);
  }
  const printed = page.evaluate(
    () =>
      new Promise((resolve) => {
        const observer = new MutationObserver(() => {
          const frame = document.querySelector('iframe');
          if (!frame || !frame.contentWindow) return;
          frame.contentWindow.print = () => {
            frame.contentWindow.dispatchEvent(new Event('beforeprint'));
            resolve(frame.contentDocument.body.innerText);
          };
        });
        observer.observe(document.body, { childList: true });
      }),
  );
  await page.getByRole('button', { name: '打印评审记录' }).last().click();
  assert.ok((await printed).includes('复核人（签字）'));
});

test('it works for every policy, and asks for a type where conditions depend on it', async () => {
  for (const policy of ['shanxi-2020-479', 'jiangsu-cluster-demo', 'jilin-upgrade', 'qingdao-2020-30']) {
    const { page, seen } = await open(`policy="${policy}"`);
    await hand(page, { policy, as_of: '2026-11-22', facts: {} });
    await page.locator('.drc-rv-row').first().waitFor();
    assert.equal(await page.getByText('申报未选择类型').count(), 0);
    await page.locator('.drc-rv-row').first().getByRole('radio', { name: '待补材料' }).press('Space');
    await says(page.locator('.drc-rv-row').first().locator('.drc-badge').last(), '待补材料');
    assert.deepEqual(seen.errors, []);
  }
  const { page } = await open();
  await hand(page, { ...ANSWERS, zone_type: null });
  await page.getByText('申报未选择类型').waitFor();
  assert.equal(await row(page, '规划占地面积').count(), 0);
  await page.getByLabel('核实的类型').selectOption({ label: '现代物流集聚区' });
  await row(page, '规划占地面积').waitFor();
  await says(row(page, '规划占地面积'), '不适用');
  await hand(page, { ...ANSWERS, zone_type: 'other' });
  await says(given(page), '没有');
});

test('axe finds nothing, in either theme, at any width', async () => {
  for (const [width, theme] of [
    [1280, 'light'],
    [800, 'dark'],
    [360, 'dark'],
    [360, 'light'],
  ]) {
    const { page } = await open(`policy="shanxi-2019-394" theme="${theme}"`, { viewport: { width, height: 800 } });
    assert.deepEqual(await violations(page), []);
    await hand(page);
    await mark(page, '规划占地面积', '不属实');
    await mark(page, '依托交通枢纽站场', '不属实');
    await mark(page, '入驻物流企业数', '待补材料');
    await mark(page, '年营业收入', '核实属实');
    await row(page, '与全省服务业方向和布局相符').getByRole('radio', { name: '认定未满足' }).press('Space');
    await says(page.locator('.drc-rv-progress'), '已核 4 / 32 项');
    assert.deepEqual(await violations(page), [], `${width} ${theme}`);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    assert.ok(overflow <= 0, `${width}: ${overflow} px too wide`);
  }
});

test('on a phone each cell has its title, and the four stand below each other', async () => {
  const { page } = await open('policy="shanxi-2019-394"', { viewport: { width: 360, height: 740 } });
  await hand(page);
  const cells = row(page, '规划占地面积').locator('.drc-rv-cell');
  await cells.first().waitFor();
  const boxes = [];
  for (let at = 0; at < 4; at += 1) boxes.push(await cells.nth(at).boundingBox());
  for (let at = 1; at < 4; at += 1) assert.ok(boxes[at].y >= boxes[at - 1].y + boxes[at - 1].height - 1);
  await says(row(page, '规划占地面积'), '核实后');
});

test('the offline page reviews without a server', async () => {
  const { page, seen } = await openPage();
  await page.goto(fileUrl('drc-assessment-review.html'));
  await choose(page, '打开申报文件', ANSWERS);
  await mark(page, '年营业收入', '核实属实');
  await says(page.locator('.drc-rv-progress'), '已核 1 / 32 项');
  assert.deepEqual(
    seen.requests.filter((url) => !url.startsWith('data:')),
    [fileUrl('drc-assessment-review.html')],
  );
  assert.deepEqual(seen.errors, []);
});

test('Chromium 72 shows the same', async (t) => {
  const script = `(async () => {
    const element = document.querySelector('drc-assessment');
    const { shadowRoot } = element;
    const until = async (test) => {
      for (let i = 0; i < 200 && !test(); i += 1) await new Promise((resolve) => { setTimeout(resolve, 50); });
      return test();
    };
    await until(() => shadowRoot.querySelector('.drc-rv button'));
    element.answers = ${JSON.stringify(ANSWERS)};
    const rowOf = (label) => [...shadowRoot.querySelectorAll('.drc-rv-row')].find((it) => it.querySelector('h4').textContent === label);
    const row = await until(() => rowOf('规划占地面积'));
    row.querySelector('[value=refuted]').click();
    const field = await until(() => row.querySelector('.drc-field__row input'));
    field.value = '18';
    field.dispatchEvent(new Event('input', { bubbles: true }));
    await until(() => /还差 30 亩/.test(row.textContent));
    return [...shadowRoot.querySelectorAll('.drc-rv-side, .drc-rv-row')].map((it) => it.textContent);
  })()`;
  const { page } = await openPage();
  await page.goto(fileUrl('drc-assessment-review.html'));
  const current = await page.evaluate(script);
  assert.ok(current.some((text) => text.includes('还差 30 亩')));
  const old = await openInOldChromium(72, fileUrl('drc-assessment-review.html'));
  t.after(old.close);
  assert.deepEqual(await old.evaluate(script), current);
});

test('a file can be dropped on it', async () => {
  const { page } = await open('');
  await page.getByRole('button', { name: '打开申报文件' }).waitFor();
  await page.evaluate((answers) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([JSON.stringify(answers)], 'a.json'));
    const place = document.querySelector('drc-assessment').shadowRoot.querySelector('.drc-rv');
    place.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer }));
  }, ANSWERS);
  await page.getByRole('heading', { name: '申报评审：示例物流园' }).waitFor();
});

test('nothing typed is lost while an input method composes, and a file with odd notes can be worked with', async () => {
  const { page } = await open();
  await hand(page);
  await row(page, '年营业收入').waitFor();
  await page.evaluate(() => {
    document.querySelector('drc-assessment').review = { findings: { 'art6.1.s7': 'confirmed' }, found: [] };
  });
  await page.getByText('处内容未采用').waitFor();
  await mark(page, '年营业收入', '待补材料');
  await says(outcome(page, '年营业收入'), '待补材料');
  const review = await page.evaluate(() => document.querySelector('drc-assessment').review);
  assert.deepEqual(review.findings['art6.1.s7'], { mark: 'pending' });
  const field = row(page, '年营业收入').getByRole('textbox', { name: '备注' });
  await field.focus();
  const client = await page.context().newCDPSession(page);
  await client.send('Input.imeSetComposition', { text: 'que', selectionStart: 3, selectionEnd: 3 });
  // Meanwhile something else changes.
  await page.evaluate(() => {
    const element = document.querySelector('drc-assessment');
    element.setAttribute('as-of', '2026-11-23');
  });
  await drawn(page);
  assert.equal(await field.inputValue(), 'que');
  await client.send('Input.insertText', { text: '缺材料' });
  await eventually(async () => {
    const { findings } = await page.evaluate(() => document.querySelector('drc-assessment').review);
    assert.equal(findings['art6.1.s7'].remark, '缺材料');
  });
});

test('an applicant loads nothing of it', async () => {
  const { page, seen } = await openPage();
  const address = await serve();
  await page.goto(address('/index.html?policy=shanxi-2019-394'));
  await waitForEvents(page, 'drc-ready');
  assert.ok(!seen.requests.some((url) => /review/.test(url)));
});

test('a page in GBK shows its words, and an old library does not disturb it', async () => {
  const page = Buffer.concat([
    Buffer.from(
      '<!DOCTYPE html><meta charset="gbk"><script>Array.prototype.toJSON = function () { return "x"; }; Array.from = null; window.URL = undefined;</script><drc-assessment mode="review" policy="shanxi-2019-394"></drc-assessment><script src="drc-assessment.js"></script>',
    ),
  ]);
  const address = await serve({
    csp: null,
    pages: { '/gbk.html': page },
    types: { '.html': 'text/html; charset=gbk' },
  });
  const opened = await openPage();
  await opened.page.goto(address('/gbk.html'));
  await hand(opened.page, JSON.stringify(ANSWERS));
  await mark(opened.page, '依托交通枢纽站场', '不属实');
  await row(opened.page, '依托交通枢纽站场').getByRole('checkbox', { name: '铁路' }).press('Space');
  await says(outcome(opened.page, '依托交通枢纽站场'), '满足');
  const { text } = await saved(opened.page, '保存评审文件');
  assert.deepEqual(JSON.parse(text).found.transport_hub_types.length, 2);
});
