// After a trap the widget restarts with its answers; where it cannot, it shows them for copying.

import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { drawn, eventsOf, eventually, held, openPage, serve, setHash, waitForEvents } from './harness.mjs';
import { armed } from './traps.mjs';
import { choose, countField, fillCount, shortfall, WORDS } from './words.mjs';

let address;
before(async () => {
  address = await serve();
});

async function openFilledIn() {
  const opened = await openPage({ isAlone: true });
  await opened.page.addInitScript(armed);
  await opened.page.goto(address('/index.html'));
  await choose(opened.page);
  await fillCount(opened.page, WORDS.tooFew);
  await shortfall(opened.page).waitFor();
  return opened;
}

for (const trap of ['exhaust', 'panic']) {
  test(`after a trap (${trap}) the widget restarts with its answers and shows a notice`, async () => {
    const { page, seen } = await openFilledIn();
    const answersBefore = await held(page, 'answers');
    await page.evaluate(([name, result]) => window[name](result), [trap, WORDS.result]);
    await waitForEvents(page, 'drc-error');
    assert.equal((await eventsOf(page, 'drc-error'))[0].detail.code, 'trap');
    await page.getByText('已重新启动').waitFor();
    await shortfall(page).waitFor();
    await eventually(async () => assert.equal(await countField(page).inputValue(), WORDS.tooFew));
    assert.deepEqual(await held(page, 'answers'), answersBefore);
    await fillCount(page, WORDS.enough);
    await shortfall(page).waitFor({ state: 'hidden' });
    await page.getByText('已重新启动').waitFor({ state: 'hidden' });
    const loaded = seen.requests.filter((url) => url.endsWith('.wasm'));
    assert.deepEqual([loaded.length, new Set(loaded).size], [2, 2], 'each file once');
  });
}

test('after a trap without a network the widget restarts with its answers and says so', async () => {
  const { page } = await openFilledIn();
  const answersBefore = await held(page, 'answers');
  await page.context().setOffline(true);
  await page.clock.setFixedTime(new Date());
  await page.evaluate(() => window.exhaust());
  await page.getByRole('alert').getByText('自评程序出现问题（trap）').waitFor();
  await shortfall(page).waitFor();
  assert.deepEqual(await held(page, 'answers'), answersBefore);
  // Again at once: the answers are handed out.
  await page.evaluate(() => window.exhaust());
  const text = await page.getByRole('textbox', { name: '填报内容' }).inputValue();
  assert.equal(JSON.parse(text).facts.logistics_enterprise_count.value, WORDS.tooFew);
  await page.context().setOffline(false);
  await page.getByRole('button', { name: '重新启动' }).click();
  await shortfall(page).waitFor();
});

test('after a trap the answers for another policy are still there, and only those to its own questions', async () => {
  const { page } = await openFilledIn();
  const take = async (policy) => {
    await page.getByRole('button', { name: '选择政策和类型' }).click();
    await page.getByRole('radio', { name: policy }).first().click();
  };
  await take('山西省创建特色产业集群区总体方案');
  await page.getByRole('button', { name: WORDS.start }).click();
  await page.getByRole('textbox', { name: '主导产业个数' }).fill('3');
  await page.waitForFunction(() => document.querySelector('drc-assessment').answers.facts.leading_industry_count);
  await page.evaluate((result) => window.panic(result), WORDS.result);
  await page.getByText('已重新启动').waitFor();
  const facts = () => page.evaluate(() => Object.keys(document.querySelector('drc-assessment').answers.facts));
  assert.deepEqual(await facts(), ['leading_industry_count']);

  await page.getByRole('button', { name: '选择政策和类型' }).click();
  await choose(page);
  await shortfall(page).waitFor();
  await eventually(async () => assert.equal(await countField(page).inputValue(), WORDS.tooFew));
  assert.ok(
    (await facts()).includes('logistics_enterprise_count') && !(await facts()).includes('leading_industry_count'),
  );
});

for (const [name, clear] of [
  [
    'the visitor has cleared them',
    async (page) => {
      await page.getByRole('button', { name: '清空填报' }).click();
      await page.getByRole('button', { name: '确定清空' }).click();
    },
  ],
  [
    'the page has set others',
    (page) =>
      page.evaluate(() => {
        document.querySelector('drc-assessment').answers = { facts: {} };
      }),
  ],
]) {
  test(`after a trap no answers come back once ${name}`, async () => {
    const { page } = await openFilledIn();
    const [policies, facts] = [
      () => page.getByRole('button', { name: '选择政策和类型' }).click(),
      () => page.evaluate(() => Object.keys(document.querySelector('drc-assessment').answers.facts)),
    ];
    await policies();
    await page.getByRole('radio', { name: '山西省创建特色产业集群区总体方案' }).first().click();
    await page.getByRole('button', { name: WORDS.start }).click();
    await page.getByRole('textbox', { name: '主导产业个数' }).fill('3');
    await page.waitForFunction(() => document.querySelector('drc-assessment').answers.facts.leading_industry_count);
    await clear(page);
    await page.waitForFunction(() => Object.keys(document.querySelector('drc-assessment').answers.facts).length === 0);
    await page.evaluate((result) => window.panic(result), WORDS.result);
    await page.getByText('已重新启动').waitFor();
    await policies();
    await choose(page);
    await countField(page).waitFor();
    await drawn(page);
    assert.deepEqual(await facts(), []);
  });
}

test('a link pasted while the answers are shown for copying leaves them there', async () => {
  const { page } = await openFilledIn();
  await page.evaluate((result) => {
    window.noMoreMemory = true;
    window.panic(result);
  }, WORDS.result);
  await page.getByText('可用内存不足').waitFor();
  await setHash(page, 'drc=hello');
  // For as long as it would take to load what opens a link.
  await page.evaluate(async () => (await fetch('drc-assessment-answers.js')).text());
  await drawn(page);
  assert.equal(await page.getByRole('button', { name: '重新启动' }).count(), 1);
  assert.ok(
    (await page.getByRole('textbox', { name: '填报内容' }).inputValue()).includes('logistics_enterprise_count'),
  );
});

test('a second trap at once ends the restarts and shows the answers for copying', async () => {
  const { page } = await openFilledIn();
  // Within a few seconds counts as at once, on a slow machine as well.
  await page.clock.setFixedTime(new Date());
  await page.evaluate(() => window.exhaust());
  await page.waitForFunction(() => window.memories.length === 2);
  await shortfall(page).waitFor();
  await page.evaluate(() => window.exhaust());
  await page.getByText('已停止重新启动').waitFor();
  const text = await page.getByRole('textbox', { name: '填报内容' }).inputValue();
  assert.equal(JSON.parse(text).facts.logistics_enterprise_count.unit, '家');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '下载填报内容' }).click(),
  ]);
  assert.equal(download.suggestedFilename(), 'drc-answers.json');
  await page.getByRole('button', { name: '重新启动' }).click();
  await shortfall(page).waitFor();
});

test('where there is not enough memory to restart, the answers are shown for copying and the visitor can try again', async () => {
  const { page } = await openFilledIn();
  // The criteria as text are shown a moment later.
  let release;
  const delayed = new Promise((resolve) => {
    release = resolve;
  });
  await page.route(/drc-assessment-plain\.js/, async (route) => {
    await delayed;
    await route.continue();
  });
  await page.evaluate((result) => {
    window.noMoreMemory = true;
    window.panic(result);
  }, WORDS.result);
  await page.getByText('可用内存不足').waitFor();
  const text = await page.getByRole('textbox', { name: '填报内容' }).inputValue();
  assert.equal(JSON.parse(text).facts.logistics_enterprise_count.value, WORDS.tooFew);
  await page.evaluate(() => {
    window.noMoreMemory = false;
  });
  await page.getByRole('button', { name: '重新启动' }).click();
  await shortfall(page).waitFor();
  const hasRun = page.evaluate(
    () =>
      new Promise((resolve) => {
        const hear = ({ target }) => /drc-assessment-plain/.test(target.src) && resolve();
        document.addEventListener('load', hear, true);
      }),
  );
  await drawn(page);
  release();
  await hasRun;
  await drawn(page);
  await eventually(async () => assert.equal(await countField(page).inputValue(), WORDS.tooFew));
});
