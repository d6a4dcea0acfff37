// The widget before the rest of its program has been loaded, and where that fails.

import { test } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './browser.mjs';
import { answersPartIsIdle, eventsOf, eventually, held, openPage, serve, waitForEvents } from './harness.mjs';
import { choose, countField, fillCount, shortfall, showResult, WORDS } from './words.mjs';

const FIXED = `<!DOCTYPE html><html lang="zh-CN"><meta charset="utf-8"><link rel="icon" href="data:,"><title>t</title>
<script src="drc-assessment.js" defer></script>
<drc-assessment policy="shanxi-2019-394" zone-type="modern_logistics"></drc-assessment>`;

const REST = /drc-assessment-rest\.wasm/;

/** A page on which the rest is loaded only once `release` is called, with `how` each request is answered. */
async function openWithoutRest(path = '/index.html', how = (route) => route.continue()) {
  const opened = await openPage();
  const { page } = opened;
  let release;
  const released = new Promise((resolve) => {
    release = resolve;
  });
  await page.route(REST, async (route) => {
    await released;
    await how(route);
  });
  await page.goto((await serve())(path));
  return { ...opened, release };
}

const isHeadingFocused = (page) =>
  page.evaluate(() => document.querySelector('drc-assessment').shadowRoot.activeElement?.localName === 'h3');

test('both files fit: the first one exports all that the rest imports of it', async () => {
  const [first, rest] = await Promise.all(
    ['drc-assessment.wasm', 'drc-assessment-rest.wasm'].map((name) =>
      WebAssembly.compile(readFileSync(join(ROOT, 'dist', name))),
    ),
  );
  const exported = new Map(WebAssembly.Module.exports(first).map(({ name, kind }) => [name, kind]));
  const imports = WebAssembly.Module.imports(rest);
  const shared = imports.filter(({ module }) => module === 'b');
  assert.deepEqual([...new Set(shared.map(({ kind }) => kind))].sort(), ['function', 'global', 'memory']);
  for (const { name, kind } of shared) assert.equal(exported.get(name), kind, name);
  // Of the page, it imports what the first file does, or other functions of the same glue.
  assert.deepEqual([...new Set(imports.map(({ module }) => module))].sort(), ['a', 'b', 'c']);
  const tables = [first, rest].map((wasm) => WebAssembly.Module.imports(wasm).filter(({ kind }) => kind === 'table'));
  assert.deepEqual(tables[0], tables[1]);
  assert.equal(tables[0].length, 1);
  assert.deepEqual(WebAssembly.Module.exports(rest), []);
});

test('the rest is requested only once the first screen is shown', async () => {
  const { page, seen, release } = await openWithoutRest();
  const isShown = [];
  page.on('request', (request) => {
    if (REST.test(request.url())) isShown.push(request.url());
  });
  await page.getByRole('radio', { name: WORDS.policy }).first().waitFor();
  await eventually(() => assert.equal(seen.requests.filter((url) => REST.test(url)).length, 1));
  const files = seen.requests.map((url) => new URL(url).pathname);
  assert.ok(files.indexOf('/drc-assessment-rest.wasm') > files.indexOf('/drc-assessment.wasm'));
  assert.ok(files.indexOf('/drc-assessment-rest.wasm') > files.indexOf('/policies/catalogue.json'));
  release();
  await waitForEvents(page, 'drc-ready');
});

test('without the rest a zone can be filled in; a result that is asked for appears once the rest is there', async () => {
  const { page, seen, release } = await openWithoutRest();
  await choose(page);
  await fillCount(page, WORDS.tooFew);
  await shortfall(page).waitFor();
  assert.deepEqual(await eventsOf(page, 'drc-ready'), []);
  assert.equal(await held(page, 'assessment'), null);
  assert.equal((await held(page, 'answers')).facts.logistics_enterprise_count.value, WORDS.tooFew);
  await showResult(page);
  await page.getByRole('heading', { name: '正在载入，请稍候' }).waitFor();
  assert.ok(await isHeadingFocused(page));
  release();
  await page.getByText('全部对照结果').or(page.getByRole('table')).first().waitFor();
  assert.equal(await page.getByText('正在载入').count(), 0);
  await eventually(async () => assert.ok(await isHeadingFocused(page)));
  await waitForEvents(page, 'drc-change');
  const [{ detail }] = await eventsOf(page, 'drc-change');
  assert.equal(detail.findings.find((it) => it.criterion === 'art6.1.s6').outcome, 'not_met');
  assert.equal((await eventsOf(page, 'drc-ready')).length, 1);
  assert.deepEqual(seen.errors, []);
});

test('the comparison of types waits for the rest as well', async () => {
  const { page, release } = await openWithoutRest();
  await choose(page);
  await page.getByRole('button', { name: '类型比较' }).first().click();
  await page.getByRole('heading', { name: '正在载入，请稍候' }).waitFor();
  // One may go back meanwhile.
  await page.getByRole('button', { name: '填报' }).first().click();
  await countField(page).waitFor();
  release();
  await waitForEvents(page, 'drc-ready');
  await page.getByRole('button', { name: '类型比较' }).first().click();
  await page.getByRole('table').first().waitFor();
});

test('answers that a page sets meanwhile are shown once the rest is there, in the order in which they were set', async () => {
  const { page, release } = await openWithoutRest();
  await choose(page);
  await countField(page).waitFor();
  const set = (count) =>
    page.evaluate((value) => {
      document.querySelector('drc-assessment').answers = {
        facts: { logistics_enterprise_count: { value, unit: '家' } },
      };
    }, count);
  await set('3');
  await set('7');
  assert.equal((await held(page, 'answers')).facts.logistics_enterprise_count.value, '7');
  release();
  await shortfall(page).waitFor();
  assert.equal(await countField(page).inputValue(), '7');
});

test('where the rest cannot be loaded nothing is lost, the visitor is told when asking for it, and asking again helps', async () => {
  let isThere = false;
  const { page, release } = await openWithoutRest('/index.html', (route) =>
    isThere ? route.continue() : route.fulfill({ status: 404, body: 'gone' }),
  );
  release();
  await choose(page);
  await fillCount(page, WORDS.tooFew);
  await shortfall(page).waitFor();
  await waitForEvents(page, 'drc-error');
  assert.equal((await eventsOf(page, 'drc-error'))[0].detail.code, 'missing');
  assert.equal(await page.getByRole('alert').count(), 0, 'nobody has asked for it');
  await showResult(page);
  await page.getByRole('alert').getByText('没有找到自评程序文件').waitFor();
  isThere = true;
  await page.getByRole('button', { name: '填报' }).first().click();
  assert.equal(await countField(page).inputValue(), WORDS.tooFew);
  await showResult(page);
  await page.getByRole('table').first().waitFor();
  await waitForEvents(page, 'drc-ready');
  assert.equal((await held(page, 'assessment')).counts.not_met, 1);
});

test('where the rest could not be loaded, the next answer tries again', async () => {
  let isThere = false;
  let requests = 0;
  const { page, release } = await openWithoutRest('/index.html', (route) => {
    requests += 1;
    return isThere ? route.continue() : route.abort();
  });
  release();
  await choose(page);
  await waitForEvents(page, 'drc-error');
  await countField(page).waitFor();
  const before = requests;
  await fillCount(page, WORDS.tooFew);
  await eventually(() => assert.ok(requests > before));
  await shortfall(page).waitFor();
  assert.equal((await eventsOf(page, 'drc-error')).length, 1, 'the page is told once');
  isThere = true;
  await fillCount(page, WORDS.enough);
  await waitForEvents(page, 'drc-ready');
  await waitForEvents(page, 'drc-change');
  assert.equal((await held(page, 'assessment')).findings.length > 0, true);
});

test('while answers of the page wait nothing can be entered; where the rest cannot be loaded they are handed out', async () => {
  const { page, release } = await openWithoutRest('/index.html', (route) => route.abort());
  await choose(page);
  await countField(page).waitFor();
  await page.evaluate(() => {
    document.querySelector('drc-assessment').answers = {
      facts: { logistics_enterprise_count: { value: '7', unit: '家' } },
    };
  });
  await countField(page).waitFor({ state: 'hidden' });
  release();
  assert.match(await page.getByRole('textbox', { name: '填报内容' }).inputValue(), /logistics_enterprise_count/);
  await page.unroute(REST);
  await page.getByRole('button', { name: '重新启动' }).click();
  await choose(page);
  await shortfall(page).waitFor();
});

test('answers that the page sets when the widget is ready override those of a link', async () => {
  const { page, seen } = await openPage();
  const address = await serve({ pages: { '/fixed.html': FIXED } });
  await page.goto(address('/fixed.html'));
  await waitForEvents(page, 'drc-ready');
  await page.evaluate(() => {
    document.querySelector('drc-assessment').answers = {
      zone_type: 'modern_logistics',
      facts: { logistics_enterprise_count: { value: '3', unit: '家' } },
    };
  });
  await countField(page).waitFor();
  await page.getByRole('button', { name: WORDS.result }).first().click();
  await page.getByRole('button', { name: '复制填报链接' }).click();
  const link = await page.locator('.drc-notice textarea').inputValue();
  const opened = await openPage();
  await opened.page.addInitScript(() => {
    document.addEventListener('drc-ready', (event) => {
      event.target.answers = {
        zone_type: 'modern_logistics',
        facts: { logistics_enterprise_count: { value: '9', unit: '家' } },
      };
    });
  });
  await opened.page.goto(link);
  await eventually(async () => assert.equal(await countField(opened.page).inputValue(), '9'));
  await answersPartIsIdle(opened.page);
  assert.equal(await countField(opened.page).inputValue(), '9');
  assert.deepEqual(seen.errors, []);
});
