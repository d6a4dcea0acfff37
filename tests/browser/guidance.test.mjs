// How a visitor is guided: the question suggested next, links between gaps and questions, the error summary, undo.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { ROOT } from './browser.mjs';
import { eventually, held, openPage, serve, waitForEvents } from './harness.mjs';
import { enter, PAGES } from './screens.mjs';
import { fillCount, shortfall, WORDS } from './words.mjs';

let address;
before(async () => {
  address = await serve({ csp: null, pages: PAGES });
});

async function open(state, options) {
  const { page } = await openPage(options);
  await enter(page, address, state);
  return page;
}

const assessment = async (page) => {
  await page.waitForFunction(() => document.querySelector('drc-assessment').assessment);
  return held(page, 'assessment');
};
const facts = async (page) => (await held(page, 'answers')).facts;
const panel = (page) => page.getByRole('complementary', { name: /对照结果/ });
const suggestion = (page) => panel(page).locator('.drc-next');
/** Id and name of the focused element inside the widget. */
const focused = (page) =>
  page.evaluate(() => {
    const node = document.querySelector('drc-assessment').shadowRoot.activeElement;
    if (!node) return null;
    const box = node.getBoundingClientRect();
    return { id: node.id, type: node.type || node.localName, inView: box.top < window.innerHeight && box.bottom > 0 };
  });

/** The row of the questionnaire that asks for a fact. */
const rowOf = (page, fact) => page.locator(`.drc-q:has([id="drc-f-${fact}"])`);

async function type(page, label, text) {
  const field = page.getByRole('textbox', { name: label, exact: true });
  await field.fill(text);
  await field.press('Tab');
}

test('the suggested question is the first of `next_facts`, with the articles that need it', async () => {
  const page = await open('filling in, nothing answered');
  const { next_facts: next } = await assessment(page);
  assert.ok(next.length > 5, 'the assessment names questions');
  const labelled = await suggestion(page).getByRole('button').first().innerText();
  const articles = await suggestion(page).locator('p').innerText();
  assert.match(articles, /^第五条（三）/);
  assert.match(articles, /第六条（一）/);
  assert.match(articles, /填后总体结论可能改变$/);
  await suggestion(page).getByRole('button', { name: labelled }).click();
  await eventually(async () =>
    assert.deepEqual([(await focused(page)).id, (await focused(page)).inView], [`drc-f-${next[0]}`, true]),
  );
  assert.equal(
    await rowOf(page, next[0]).evaluate((node) => node.classList.contains('drc-q--next')),
    true,
    'the row stands out',
  );
  assert.ok((await rowOf(page, next[0]).innerText()).includes(labelled));
});

const suggested = (page) => suggestion(page).getByRole('button').first().innerText();
const later = (page) => suggestion(page).getByRole('button', { name: '稍后再答' }).click();

test('“later” suggests another question each time, and answers nothing', async () => {
  const page = await open('filling in, nothing answered');
  const seen = [await suggested(page)];
  for (let count = 0; count < 5; count += 1) {
    await later(page);
    await page.waitForFunction(
      (old) => document.querySelector('drc-assessment').shadowRoot.querySelector('.drc-next button').innerText !== old,
      seen[seen.length - 1],
    );
    seen.push(await suggested(page));
  }
  assert.equal(new Set(seen).size, seen.length, `${seen}`);
  assert.deepEqual(await facts(page), {});
});

test('a postponed question comes back when no other is open, and can be postponed again', async () => {
  const page = await open('filling in, nothing answered');
  // More often than there are questions.
  const left = new Set();
  let now = await suggested(page);
  for (let count = 0; count < 80 && !left.has(now); count += 1) {
    left.add(now);
    await later(page);
    now = await suggested(page);
  }
  assert.ok(left.size > 20, `${left.size} were suggested`);
  assert.ok(left.has(now), 'an open question is suggested again');
  await later(page);
  await eventually(async () => assert.notEqual(await suggested(page), now, 'the button does something'));
});

test('an answer updates the progress line, its bar and the suggestion', async () => {
  const page = await open('filling in, nothing answered');
  const progress = panel(page).getByText(/^填报进度：已填/);
  const bar = panel(page).locator('.drc-progress__done');
  const read = async () => [
    /已填 (\d+)／(\d+)/
      .exec(await progress.innerText())
      .slice(1)
      .map(Number),
    parseFloat(await bar.getAttribute('width')),
  ];
  const [[none, all], empty] = await read();
  assert.deepEqual([none, empty], [0, 0]);
  const { next_facts: next } = await assessment(page);
  assert.ok(
    (await progress.innerText()).endsWith(`未填项中有 ${next.length} 项可能改变总体结论`),
    await progress.innerText(),
  );
  await page.locator(`[id="drc-f-${next[0]}"]`).fill('20');
  await page.keyboard.press('Tab');
  await page.waitForFunction(
    (fact) => document.querySelector('drc-assessment').assessment?.next_facts.includes(fact) === false,
    next[0],
  );
  const [[one, still], part] = await read();
  assert.equal(one, 1);
  assert.equal(still, all);
  assert.ok(Math.abs(part - 100 / all) < 0.02, `${part} of ${all}`);
  const { next_facts: rest } = await assessment(page);
  assert.ok(
    (await progress.innerText()).endsWith(`未填项中有 ${rest.length} 项可能改变总体结论`),
    await progress.innerText(),
  );
  assert.notEqual(await suggested(page), '符合本业态类型的企业数');
  // “Not sure” is an answer as well; undone, the line is as before.
  await fillCount(page, WORDS.tooFew);
  assert.equal((await read())[0][0], 2);
  await fillCount(page, '');
  await page.waitForFunction(() => document.querySelector('drc-assessment').assessment?.counts.not_met === 0);
  assert.equal((await read())[0][0], 1);
});

test('a gap in the result leads to its question, and back to the list of gaps', async () => {
  const page = await open('result, with shortfalls');
  await page.getByRole('listitem').filter({ hasText: '还差 2 家' }).getByRole('button', { name: WORDS.count }).click();
  await page.getByRole('heading', { name: '填报与对照' }).waitFor();
  await eventually(async () =>
    assert.deepEqual(await focused(page), { id: 'drc-f-logistics_enterprise_count', type: 'text', inView: true }),
  );
  const back = page.getByRole('button', { name: '返回上一处' });
  assert.equal(await back.count(), 1);
  assert.equal(
    await rowOf(page, 'logistics_enterprise_count').getByRole('button', { name: '返回上一处' }).count(),
    1,
    'beside the question',
  );
  // Corrected here, the gap is gone there.
  await fillCount(page, WORDS.enough);
  await back.click();
  await page.getByRole('heading', { name: '逐条结果' }).waitFor();
  await eventually(async () => assert.deepEqual(await focused(page), { id: 'drc-gaps', type: 'ul', inView: true }));
  assert.equal(await page.getByText('还差 2 家').count(), 0);
  assert.equal(await page.getByRole('button', { name: '返回上一处' }).count(), 0);
});

/** Runs in the page: presses the name of each clause of the result, and tells where the focus is then. */
async function followEachClause() {
  const { shadowRoot } = document.querySelector('drc-assessment');
  const resultTab = () =>
    [...shadowRoot.querySelectorAll('.drc-tabs__item')].find((tab) => tab.textContent === '逐条结果');
  const clauses = () => [...shadowRoot.querySelectorAll('.drc-q__where')].map((where) => where.parentElement);
  resultTab().click();
  await window.drawn();
  const count = clauses().length;
  const followed = [];
  for (let place = 0; place < count; place += 1) {
    const link = clauses()[place].querySelector('button');
    if (link) {
      link.focus();
      link.click();
      await window.drawn();
      const { activeElement } = shadowRoot;
      followed.push({ clause: link.textContent, focused: activeElement && activeElement.id });
      resultTab().click();
      await window.drawn();
    }
  }
  return followed;
}

test('each clause of the result leads to a question that has the focus, also one in a closed part', async () => {
  const files = readdirSync(join(ROOT, 'dist', 'policies')).filter((name) => /-.*\.json$/.test(name));
  for (const file of files) {
    const policy = file.replace('.json', '');
    const { zone_types: types = [] } = JSON.parse(readFileSync(join(ROOT, 'dist', 'policies', file), 'utf8'));
    const { page } = await openPage();
    const zoneType = types.length > 0 ? `&zone-type=${types[0].id}` : '';
    await page.goto(address(`/index.html?policy=${policy}&as-of=2026-11-22${zoneType}`));
    await waitForEvents(page, 'drc-ready');
    const followed = await page.evaluate(followEachClause);
    assert.ok(followed.length > 0, policy);
    for (const { clause, focused: id } of followed) assert.match(id || '', /^drc-(f-|place)/, `${policy}: ${clause}`);
    const questions = followed.filter(({ focused: id }) => id.startsWith('drc-f-'));
    assert.ok(questions.length > 0, `${policy}: ${followed.length} lead to a question`);
    await page.close();
  }
});

test('once the last gap is closed the link back still leads somewhere', async () => {
  const page = await open('filling in, nothing answered');
  await fillCount(page, WORDS.tooFew);
  await shortfall(page).waitFor();
  await page.getByRole('button', { name: '查看逐条结果' }).first().click();
  await page
    .getByRole('listitem')
    .filter({ hasText: WORDS.shortBy })
    .getByRole('button', { name: WORDS.count })
    .click();
  await fillCount(page, WORDS.enough);
  await page.getByRole('button', { name: '返回上一处' }).click();
  await page.getByRole('heading', { name: '逐条结果' }).waitFor();
  await eventually(async () =>
    assert.notEqual(await focused(page), null, 'the focus is not lost when there is no list of gaps any more'),
  );
});

test('an invalid answer is reported at its field on blur, and in a summary before the result is shown', async () => {
  const page = await open('filling in, nothing answered');
  const area = page.getByRole('textbox', { name: '规划占地面积', exact: true });
  await area.focus();
  await page.keyboard.type('约三百');
  assert.equal(await area.getAttribute('aria-invalid'), null, 'no error is shown while typing');
  await page.keyboard.press('Tab');
  const said = '请填一个确定的数字，例如 120';
  await rowOf(page, 'planned_land_area').getByText(said).waitFor();
  assert.equal(await area.getAttribute('aria-invalid'), 'true');
  assert.ok((await area.getAttribute('aria-describedby')).includes('drc-f-planned_land_area-fault'));
  await type(page, WORDS.count, '-1');
  await rowOf(page, 'logistics_enterprise_count').getByText('不能为负数').waitFor();
  assert.equal(await page.getByText('处填写需要更正').count(), 0, 'not before it is asked for');

  const toResult = page.getByRole('button', { name: '查看逐条结果' }).first();
  await toResult.click();
  const summary = page.getByRole('alert').filter({ hasText: '有 2 处填写需要更正' });
  await summary.waitFor();
  await eventually(async () => assert.deepEqual(await focused(page), { id: 'drc-errors', type: 'div', inView: true }));
  assert.ok((await summary.innerText()).includes(`规划占地面积：${said}`));
  await summary.getByRole('button', { name: /^规划占地面积/ }).click();
  await eventually(async () =>
    assert.deepEqual(await focused(page), { id: 'drc-f-planned_land_area', type: 'text', inView: true }),
  );
  await page.keyboard.press('Control+A');
  await page.keyboard.type('300');
  await page.keyboard.press('Tab');
  await page.getByText('有 1 处填写需要更正').waitFor();
  await page.getByRole('button', { name: '仍然查看结果' }).click();
  await page.getByRole('heading', { name: '逐条结果' }).waitFor();
  await eventually(async () => assert.equal((await focused(page)).id, 'drc-place'));
  const { findings } = await assessment(page);
  const outcome = (id) => findings.find((it) => it.criterion === id).outcome;
  assert.deepEqual([outcome('art6.1.s5'), outcome('art6.1.s6')], ['met', 'unknown'], 'what cannot be read is unknown');
});

test('with valid answers the result is shown without a summary', async () => {
  const page = await open('filling in, everything answered');
  await page.getByRole('button', { name: '查看逐条结果' }).first().click();
  await page.getByRole('heading', { name: '逐条结果' }).waitFor();
  assert.equal(await page.getByText('处填写需要更正').count(), 0);
});

test('the source of a row shows the quotation and which clauses need the answer', async () => {
  const page = await open('filling in, nothing answered');
  const row = rowOf(page, 'annual_revenue');
  const quote = row.getByText('年营业收入 2 亿元以上');
  assert.equal(await quote.isVisible(), false);
  await row.getByText('原文', { exact: true }).click();
  await quote.waitFor();
  const why = await row.getByText('为何要问').innerText();
  assert.match(why, /用于对照第六条（一）/);
  await row.getByText('原文', { exact: true }).click();
  await quote.waitFor({ state: 'hidden' });
  // A question that several clauses need names all of them.
  const shared = rowOf(page, 'tenant_count_type_matching');
  await shared.getByText('原文', { exact: true }).click();
  assert.match(await shared.getByText('为何要问').innerText(), /第五条（三）.*第六条（一）/);
});

test('a typed date and one picked from the calendar are the same answer, and each is shown in the other field', async () => {
  const page = await open('filling in, nothing answered');
  await page
    .getByRole('group', { name: '租赁合同', exact: true })
    .getByRole('radio', { name: '已备', exact: true })
    .click();
  const typed = page.getByRole('textbox', { name: '租赁届满日', exact: true });
  const calendar = page.getByLabel('租赁届满日：从日历选择');
  const due = async () => (await facts(page)).lease_expiry_date;
  await type(page, '租赁届满日', '2031-06-30');
  assert.equal(await due(), '2031-06-30');
  await eventually(async () => assert.equal(await calendar.inputValue(), '2031-06-30'));
  await calendar.fill('2032-02-29');
  await page.waitForFunction(
    () => document.querySelector('drc-assessment').answers.facts.lease_expiry_date === '2032-02-29',
  );
  await eventually(async () => assert.equal(await typed.inputValue(), '2032-02-29'));
  // As dates are written in China.
  await type(page, '租赁届满日', '2031年6月30日');
  await page.waitForFunction((picker) => picker.value === '2031-06-30', await calendar.elementHandle());
  // There is no such day: an error is shown, and the calendar is empty.
  await type(page, '租赁届满日', '2031-02-30');
  await rowOf(page, 'lease_expiry_date').getByText('“2031-02-30”不是有效日期').waitFor();
  await eventually(async () => assert.equal(await calendar.inputValue(), ''));
});

test('undo reverts a choice, a whole typed word and a zone type, one step at a time', async () => {
  const page = await open('filling in, nothing answered');
  const undo = page.getByRole('button', { name: '撤销上一步' });
  while ((await undo.count()) > 0) await undo.click();
  const factsBefore = await facts(page);
  await page
    .getByRole('group', { name: '符合法律法规和产业政策（声明）', exact: true })
    .getByRole('radio', { name: '是', exact: true })
    .click();
  const field = page.getByRole('textbox', { name: WORDS.count }).first();
  await field.click();
  await page.keyboard.type('128');
  await page.keyboard.press('Tab');
  await page.waitForFunction(
    () => (document.querySelector('drc-assessment').answers.facts.logistics_enterprise_count || {}).value === '128',
  );
  await undo.click();
  await page.waitForFunction(() => !document.querySelector('drc-assessment').answers.facts.logistics_enterprise_count);
  await eventually(async () =>
    assert.equal(await field.inputValue(), '', 'the word is taken back at once, not letter by letter'),
  );
  assert.equal((await facts(page)).legal_policy_compliance, true);
  await undo.click();
  await page.waitForFunction(
    () => !('legal_policy_compliance' in document.querySelector('drc-assessment').answers.facts),
  );
  assert.deepEqual(await facts(page), factsBefore);
  assert.equal(await undo.count(), 0, 'nothing is left to take back');
});

// A pointer is pressed and released a moment later. The blur of the field in between must not move the next
// answer away from under the pointer.
for (const [name, text, pause] of [
  ['something that cannot be read', '约五', 1500],
  ['a number, at once', '5.2', 0],
]) {
  test(`after typing ${name}, the click on the next answer counts`, async () => {
    const page = await open('filling in, routes', { isAlone: true });
    await page.locator('[id="drc-f-annual_revenue"]').click();
    // The clock is stopped while the pointer moves, however slow the machine is.
    await page.clock.install();
    await page.clock.pauseAt(new Date(Date.now() + 60_000));
    await page.keyboard.type(text);
    await page.clock.runFor(pause);
    const next = page
      .getByRole('group', { name: '主导产业属于“十四五”服务业重点发展方向', exact: true })
      .getByRole('radio')
      .first();
    await next.scrollIntoViewIfNeeded();
    const { x, y, width, height } = await next.boundingBox();
    await page.mouse.move(x + width / 2, y + height / 2);
    await page.mouse.down();
    await page.clock.runFor(80);
    await page.mouse.up();
    await page.clock.runFor(100);
    assert.equal(await next.isChecked(), true);
  });
}
