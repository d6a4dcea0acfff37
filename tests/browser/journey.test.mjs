// A visitor's way through the shipped files: served under a strict policy, and from disk.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileUrl } from './browser.mjs';
import { eventsOf, openPage, serve, waitForEvents } from './harness.mjs';
import { choose, fillCount, shortfall, WORDS } from './words.mjs';

async function answer(page) {
  await fillCount(page, WORDS.tooFew);
  await shortfall(page).waitFor();
  await fillCount(page, WORDS.enough);
  await shortfall(page).waitFor({ state: 'hidden' });
}

test('a visitor under a strict content security policy causes only the requests for its own files and no error', async () => {
  const address = await serve();
  const { page, seen } = await openPage();
  await page.goto(address('/index.html'));
  await choose(page);
  await page.waitForFunction(() => document.querySelector('drc-assessment').assessment !== null);
  const whenLoaded = seen.requests.length;
  await answer(page);
  const paths = [
    '/index.html',
    '/drc-assessment-page.css',
    '/drc-assessment.css',
    '/drc-assessment-embed.js',
    '/drc-assessment.js',
    '/drc-assessment.wasm',
    '/drc-assessment-rest.wasm',
    '/policies/catalogue.json',
    '/policies/shanxi-2019-394.json',
  ];
  const asked = [...new Set(seen.requests)].filter((url) => !url.startsWith('data:')).sort();
  assert.deepEqual(asked, paths.map((path) => address(path)).sort());
  assert.equal(seen.requests.length, whenLoaded, 'no request once the policy is there');
  assert.deepEqual(seen.errors, []);
  const { violations, evaluated } = await page.evaluate(() => window.seen);
  assert.deepEqual(violations, []);
  assert.equal(evaluated, 0);
});

test('the offline page works from disk without a request and without evaluating a string', async () => {
  const { page, seen } = await openPage();
  await page.goto(fileUrl('drc-assessment.html'));
  await choose(page);
  await answer(page);
  assert.deepEqual(
    seen.requests.filter((url) => !url.startsWith('data:')),
    [fileUrl('drc-assessment.html')],
  );
  assert.deepEqual(seen.errors, []);
  const { violations, evaluated } = await page.evaluate(() => window.seen);
  assert.deepEqual(violations, []);
  assert.equal(evaluated, 0);
});

test('the served page opened from disk explains that and links to the offline page', async () => {
  const { page } = await openPage();
  await page.goto(fileUrl('index.html'));
  await page.getByText('直接从磁盘打开').waitFor();
  await page.getByRole('link', { name: 'drc-assessment.html' }).click();
  await page.waitForURL(fileUrl('drc-assessment.html'));
  await page.getByRole('radio', { name: WORDS.policy }).first().waitFor();
});

test('a page without JavaScript shows a sentence', async () => {
  const { page } = await openPage({ javaScriptEnabled: false });
  await page.goto(fileUrl('drc-assessment.html'));
  assert.match(await page.locator('main').innerText(), /请启用 JavaScript/);
});

for (const [name, options, sentence, code] of [
  [
    'a policy that forbids wasm',
    { csp: "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:" },
    '内容安全策略',
    'csp',
  ],
  ['a wasm file that is not there', { pages: { '/drc-assessment.wasm': null } }, '没有找到自评程序文件', 'missing'],
  [
    'a wasm file replaced by a page',
    { pages: { '/drc-assessment.wasm': '<!DOCTYPE html>login' } },
    '内容不完整',
    'damaged',
  ],
]) {
  test(`${name} has its own sentence`, async () => {
    const address = await serve(options);
    const { page } = await openPage();
    await page.goto(address('/index.html'));
    await page.getByText(sentence).waitFor();
    await waitForEvents(page, 'drc-error');
    assert.equal((await eventsOf(page, 'drc-error'))[0].detail.code, code);
  });
}

test('a missing stylesheet leaves the widget usable', async () => {
  const address = await serve({ pages: { '/drc-assessment.css': null } });
  const { page } = await openPage();
  await page.goto(address('/index.html'));
  await page.getByText('以无样式方式显示').waitFor();
  await page.getByRole('radio', { name: WORDS.policy }).first().waitFor();
});
