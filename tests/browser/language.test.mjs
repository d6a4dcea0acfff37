// English: every word of the product is translated, every word of a policy stays as it is.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { isEnglish } from '../../www/element/language.js';
import { fileUrl, ROOT } from './browser.mjs';
import { eventsOf, eventually, held, openPage, serve, waitForEvents } from './harness.mjs';
import { enter, PAGES } from './screens.mjs';
import { foreignOn, HAN, lines, remainder } from './translation.mjs';
import { armed } from './traps.mjs';
import { choose, fillCount, WORDS } from './words.mjs';

const WORDS_FILE = /drc-assessment\.en\.txt/;
let shared;
async function server() {
  if (!shared) {
    shared = await serve({
      csp: null,
      pages: {
        ...PAGES,
        '/english.html': PAGES['/logistics.html'].replace(/(<drc-assessment [^>]*)lang="zh-CN"/, '$1lang="en"'),
      },
    });
  }
  return shared;
}

test('the scripts decide what a language tag means as the wasm does', () => {
  const tags = JSON.parse(readFileSync(join(ROOT, 'tests', 'language-tags.json'), 'utf8'));
  for (const tag of tags.english) assert.equal(isEnglish(tag), true, tag);
  for (const tag of [...tags.chinese, null, undefined, ['en'], {}]) assert.equal(isEnglish(tag), false, String(tag));
});

for (const [tag, lang] of [
  ['en_US', 'en'],
  ['english', 'zh-CN'],
]) {
  test(`screens, notices, report and criteria as text take lang="${tag}" for the same language`, async () => {
    const isChinese = lang === 'zh-CN';
    const address = await serve({
      csp: null,
      pages: {
        '/page.html': PAGES['/logistics.html'].replace(/(<drc-assessment [^>]*)lang="zh-CN"/, `$1lang="${tag}"`),
      },
    });
    const { page } = await openPage();
    await page.goto(address('/page.html'));
    await page.getByRole('heading', { name: isChinese ? '集聚区创建条件自评' : 'Self-assessment of a zone' }).waitFor();
    assert.equal(await page.locator('.drc-frame').getAttribute('lang'), lang);
    await page.getByRole('button', { name: isChinese ? 'English' : '中文', exact: true }).waitFor();
    await page
      .getByRole('button', { name: isChinese ? '查看逐条结果' : 'View detailed result' })
      .first()
      .click();
    const { text } = await saved(page, isChinese ? '保存为网页' : 'Save as web page');
    assert.match(text, new RegExp(`<html lang="${lang}"`));

    const { page: old } = await openPage();
    await old.addInitScript('delete window.WebAssembly');
    await old.goto(address('/page.html'));
    await old.getByText(isChinese ? '政策条件原文如下' : 'The criteria, in the words of the policy').waitFor();
    const notice = old.getByText(isChinese ? '当前浏览器不支持 WebAssembly' : 'This browser has no WebAssembly');
    assert.equal(await notice.getAttribute('lang'), lang);
  });
}

const toEnglish = async (page) => {
  await page.getByRole('button', { name: 'English', exact: true }).click();
  await page.getByRole('button', { name: '中文', exact: true }).waitFor();
};

const saved = async (page, name) => {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name }).click()]);
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), 'utf8') };
};

test('a page that asks for English is English from its first screen to its change events', async () => {
  const address = await server();
  const { page, seen } = await openPage();
  await page.goto(address('/english.html'));
  await page.getByRole('heading', { name: 'Self-assessment of a zone' }).waitFor();
  await fillCount(page, WORDS.tooFew);
  await page.getByText('short by 3 家').first().waitFor();
  await waitForEvents(page, 'drc-change');
  const last = (await eventsOf(page, 'drc-change')).pop().detail;
  assert.match(last.message, /^Compared with the policy text, shortfalls found: 1; in addition, 24 not filled in/);
  assert.equal(last.findings.find((it) => it.criterion === 'art6.1.s6').text, 'short by 3 家');
  assert.doesNotMatch(last.validity.message.replace(/省发展改革委/g, ''), HAN);
  assert.equal(seen.requests.filter((url) => WORDS_FILE.test(url)).length, 1);
});

test('the notices while loading and after a trap are English as well', async () => {
  const { page } = await openPage();
  await page.addInitScript(armed);
  let release;
  const delayed = new Promise((resolve) => {
    release = resolve;
  });
  await page.route(/drc-assessment\.wasm/, async (route) => {
    await delayed;
    await route.continue();
  });
  await page.goto((await server())('/english.html'));
  await page.getByText('Loading the self-assessment').waitFor();
  release();
  await fillCount(page, WORDS.tooFew);
  await page.getByText('short by 3 家').first().waitFor();
  await page.evaluate(() => {
    window.noMoreMemory = true;
    window.panic('Detailed result');
  });
  await page.getByText('not enough memory').waitFor();
  const text = await page.getByRole('textbox', { name: 'Your answers' }).inputValue();
  assert.equal(JSON.parse(text).facts.logistics_enterprise_count.value, WORDS.tooFew);
  await page.getByRole('button', { name: 'Download the answers' }).waitFor();
  assert.deepEqual(
    (await lines(page)).filter(({ text: said, lang }) => lang === 'en' && HAN.test(said)),
    [],
  );
  await page.evaluate(() => {
    window.noMoreMemory = false;
  });
  await page.getByRole('button', { name: 'Restart' }).click();
  await page.getByText('short by 3 家').first().waitFor();
});

for (const [begun, ended, said] of [
  ['zh-CN', 'en', 'Self-assessment of a zone'],
  ['en', 'zh-CN', '集聚区创建条件自评'],
]) {
  test(`a page that changes the language while the widget loads gets the last one: ${begun}, ${ended}`, async () => {
    const { page } = await openPage();
    await page.goto((await server())(begun === 'en' ? '/english.html' : '/logistics.html'), { waitUntil: 'commit' });
    await page.waitForFunction(
      () => document.querySelector('drc-assessment') && document.querySelector('drc-assessment').shadowRoot,
    );
    await page.evaluate((lang) => {
      document.querySelector('drc-assessment').lang = lang;
    }, ended);
    await page.getByRole('heading', { name: said }).waitFor();
    assert.equal(await page.locator('.drc-frame').getAttribute('lang'), ended);
    // Back and forth at once.
    await page.evaluate(
      ([first, last]) => {
        const element = document.querySelector('drc-assessment');
        for (const lang of [first, last, first, last]) element.lang = lang;
      },
      [begun, ended],
    );
    // What follows comes after all of the switches.
    await fillCount(page, WORDS.tooFew);
    await page
      .getByText(ended === 'en' ? 'short by 3 家' : WORDS.shortBy)
      .first()
      .waitFor();
    assert.equal(await page.getByRole('heading', { name: said }).count(), 1);
    assert.equal(await page.locator('.drc-frame').getAttribute('lang'), ended);
  });
}

test('the switch keeps the screen, the answers and the text size, and later messages are in the new language', async () => {
  const { page, seen } = await openPage();
  await enter(page, await server(), 'filling in, nothing answered');
  await page.getByRole('button', { name: '文字大小：较大' }).click();
  await fillCount(page, WORDS.tooFew);
  await page.getByText(WORDS.shortBy).first().waitFor();
  const answers = () => held(page, 'answers');
  const before = await answers();
  await toEnglish(page);
  await page.getByRole('heading', { name: 'Fill in and compare' }).waitFor();
  assert.deepEqual(await answers(), before);
  await eventually(async () =>
    assert.equal(await page.getByRole('textbox', { name: WORDS.count }).first().inputValue(), WORDS.tooFew),
  );
  assert.equal(await page.getByRole('button', { name: 'Text size: larger' }).getAttribute('aria-pressed'), 'true');
  assert.equal(
    (await eventsOf(page, 'drc-change')).pop().detail.message.startsWith('与原文对照'),
    true,
    'the event before the switch stays as it was',
  );
  // Errors and the message of the next change are in the new language.
  const area = page.getByRole('textbox', { name: '规划占地面积', exact: true });
  await area.fill('约三百');
  await area.press('Tab');
  await page.getByText('Enter one definite number').first().waitFor();
  await area.fill('240');
  await area.press('Tab');
  await page.getByText('short by 60 亩').first().waitFor();
  assert.match(
    (await eventsOf(page, 'drc-change')).pop().detail.message,
    /^Compared with the policy text, shortfalls found: 2/,
  );
  assert.equal(
    await page.evaluate(() => document.querySelector('drc-assessment').assessment.message.startsWith('Compared')),
    true,
  );
  await page.getByRole('button', { name: 'View detailed result' }).first().click();
  await page.getByRole('button', { name: '中文', exact: true }).click();
  await page.getByRole('heading', { name: '逐条结果' }).waitFor();
  await page.getByText('还差 60 亩').first().waitFor();
  await toEnglish(page);
  assert.equal(seen.requests.filter((url) => WORDS_FILE.test(url)).length, 1, 'the words are fetched once');
});

test('the report is in the language of the screen, and the texts of the policy in it stay as they are', async () => {
  const { page } = await openPage();
  await enter(page, await server(), 'result, with shortfalls');
  await toEnglish(page);
  const { name, text } = await saved(page, 'Save as web page');
  assert.match(name, /^self-assessment-示例物流园-2026-11-22\.html$/);
  const { page: report } = await openPage();
  await report.setContent(text);
  assert.equal(await report.locator('html').getAttribute('lang'), 'en');
  const body = await report.locator('body').innerText();
  for (const part of [
    'Self-assessment report on a zone',
    'shortfalls found: 6',
    'short by 60 亩',
    'Not met: 6',
    'Check code',
    '规划占地面积 300 亩以上',
  ]) {
    assert.ok(body.includes(part), part);
  }
  const foreign = await foreignOn(page, 'shanxi-2019-394');
  const cells = await report.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) {
      if (walker.currentNode.data.trim() && !walker.currentNode.parentElement.closest('style')) {
        found.push(walker.currentNode.data);
      }
    }
    return found;
  });
  assert.ok(cells.length > 100);
  assert.deepEqual(
    cells.filter((line) => HAN.test(remainder(line, foreign))),
    [],
  );
});

test('a page in Chinese never requests the English words, not even for its report', async () => {
  const { page, seen } = await openPage();
  await enter(page, await server(), 'result, with shortfalls');
  await saved(page, '保存为网页');
  assert.ok(seen.requests.some((url) => url.includes('drc-assessment-report.js')));
  assert.deepEqual(
    seen.requests.filter((url) => WORDS_FILE.test(url)),
    [],
  );
});

test('if the English words cannot be loaded, everything stays Chinese with a notice, and the next try loads them', async () => {
  const { page } = await openPage();
  await enter(page, await server(), 'result, with shortfalls');
  await page.route(WORDS_FILE, (route) => route.abort());
  await page.getByRole('button', { name: 'English', exact: true }).click();
  await page.getByRole('alert').getByText('could not be loaded').waitFor();
  assert.equal((await eventsOf(page, 'drc-error')).pop().detail.code, 'words');
  await page.getByRole('heading', { name: '逐条结果' }).waitFor();
  await page.getByText('还差 60 亩').first().waitFor();
  await page.unroute(WORDS_FILE);
  await toEnglish(page);
  await page.getByText('short by 60 亩').first().waitFor();
  await page.getByRole('alert').getByText('could not be loaded').waitFor({ state: 'hidden' });
});

test('if the English words could not be loaded, the report is in Chinese like the screen', async () => {
  const { page } = await openPage();
  await enter(page, await server(), 'result, with shortfalls');
  await page.route(WORDS_FILE, (route) => route.abort());
  await page.getByRole('button', { name: 'English', exact: true }).click();
  await page.getByRole('alert').getByText('could not be loaded').waitFor();
  const { name, text } = await saved(page, '保存为网页');
  assert.match(name, /^自评报告-/);
  assert.match(text, /<html lang="zh-CN"/);
});

test('a page in English whose words cannot be loaded starts in Chinese with a notice', async () => {
  const address = await server();
  const { page } = await openPage();
  await page.route(WORDS_FILE, (route) => route.fulfill({ status: 404, body: '' }));
  await page.goto(address('/english.html'));
  await page.getByRole('alert').getByText('could not be loaded').waitFor();
  await page.getByRole('heading', { name: '集聚区创建条件自评' }).waitFor();
  await fillCount(page, WORDS.tooFew);
  await page.getByText(WORDS.shortBy).first().waitFor();
  const frame = page.locator('.drc-frame');
  assert.equal(await frame.getAttribute('lang'), 'zh-CN', 'Chinese is not marked as English');
});

test('the functions of the API answer in Chinese, and in English where asked', async () => {
  const address = await server();
  const { page } = await openPage();
  await page.goto(address('/choose.html'));
  const [plain, english, american, faulty] = await page.evaluate(async () => {
    const { DrcAssessment } = window;
    await DrcAssessment.ready;
    await DrcAssessment.load('shanxi-2019-394');
    const answers = {
      policy: 'shanxi-2019-394',
      zone_type: 'modern_logistics',
      as_of: '2026-11-22',
      facts: { logistics_enterprise_count: { value: '7', unit: '家' } },
    };
    return [undefined, { lang: 'en' }, { lang: 'en-US' }]
      .map((options) => DrcAssessment.evaluate('shanxi-2019-394', answers, options))
      .concat(DrcAssessment.evaluate('shanxi-2019-394', { ...answers, facts: { moon_phase: 1 } }, { lang: 'en' }));
  });
  const text = (assessment) => assessment.findings.find((it) => it.criterion === 'art6.1.s6').text;
  assert.deepEqual([text(plain), text(english), text(american)], ['还差 3 家', 'short by 3 家', 'short by 3 家']);
  assert.match(plain.message, /^与原文对照/);
  assert.match(english.message, /^Compared with the policy text/);
  assert.equal(faulty.errors[0].message, 'There is no fact called “moon_phase”');
  // Apart from the sentences, nothing depends on the language.
  const bare = ({ message, validity, findings, notes, ...rest }) => ({
    ...rest,
    state: validity.state,
    findings: findings.map(({ text: said, notes: remarks, figures, proof, ...it }) => it),
  });
  assert.deepEqual(bare(english), bare(plain));
});

test('errors are in English only where English is asked for, whatever is wrong', async () => {
  const address = await server();
  const { page } = await openPage();
  await page.goto(address('/choose.html'));
  const messages = await page.evaluate(async () => {
    await DrcAssessment.ready;
    const policy = await DrcAssessment.load('jilin-upgrade');
    const circle = {};
    circle.facts = circle;
    let deep = 1;
    for (let depth = 0; depth < 100; depth += 1) deep = [deep];
    const answers = [
      circle,
      { facts: { moon_phase: deep } },
      { facts: Array.from({ length: 200000 }, () => 1) },
      { facts: { moon_phase: 'x'.repeat(200000) } },
      { facts: { moon_phase: 1n } },
      { facts: { moon_phase: () => 1 } },
      { facts: 'none' },
      { facts: {}, as_of: 'today', zone_type: 'moon', policy: 'moon', name: 1 },
      null,
      7,
    ];
    const options = { lang: 'en' };
    const faults = answers.flatMap((it) => DrcAssessment.evaluate(policy, it, options).errors);
    for (const it of [circle, deep, null, 'moon', { id: deep }]) faults.push(...DrcAssessment.check(it, options));
    return faults.map(({ message }) => message);
  });
  assert.ok(messages.length > 10, messages.join('\n'));
  assert.deepEqual(
    messages.filter((message) => HAN.test(message)),
    [],
  );
});

test('the offline page changes its language without a request', async () => {
  const { page, seen } = await openPage();
  await page.goto(fileUrl('drc-assessment.html'));
  await choose(page);
  await toEnglish(page);
  await fillCount(page, WORDS.tooFew);
  await page.getByText('short by 3 家').first().waitFor();
  assert.deepEqual(
    seen.requests.filter((url) => !url.startsWith('data:')),
    [fileUrl('drc-assessment.html')],
  );
  assert.deepEqual(seen.errors, []);
});
