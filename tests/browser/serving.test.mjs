// Any server, any folder, no server: where the files may be, and what the widget shows where they are missing.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileUrl, PLAIN_HOST, ROOT } from './browser.mjs';
import { eventsOf, openPage, serve, STRICT_CSP, waitForEvents } from './harness.mjs';
import { choose, countField, fillCount, shortfall, showResult, WORDS } from './words.mjs';

const ELEMENT = '<drc-assessment policy="shanxi-2019-394" zone-type="modern_logistics"></drc-assessment>';
const hostPage = (script, element = ELEMENT) =>
  `<!DOCTYPE html><html lang="zh-CN"><meta charset="utf-8"><link rel="icon" href="data:,">${script}${element}`;

/** Fills in, reads the gap, saves the report, so that every file has been used. */
async function useAll(page) {
  await fillCount(page, WORDS.tooFew);
  await shortfall(page).waitFor();
  await showResult(page);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '保存为网页' }).click(),
  ]);
  assert.match(readFileSync(await download.path(), 'utf8'), /还差 3 家/);
}

for (const [name, options] of [
  ['in a folder with a Chinese name, below others', { below: encodeURI('/发展改革/a b/drc') }],
  ['by a server that calls wasm a text', { types: { '.wasm': 'text/plain' } }],
  ['by a server that does not say what anything but scripts and styles is', { types: { '.wasm': '', '.json': '' } }],
  ['over plain http, where browsers withhold what they give to safe pages', { host: PLAIN_HOST }],
]) {
  test(`the widget works ${name}`, async () => {
    const address = await serve(options);
    const { page, seen } = await openPage();
    await page.goto(address('/index.html'));
    assert.equal(await page.evaluate(() => window.isSecureContext), options.host === undefined);
    await choose(page);
    await useAll(page);
    const away = seen.requests.filter((url) => !url.startsWith(address('/')) && !/^(data|blob):/.test(url));
    assert.deepEqual(away, []);
    assert.deepEqual(seen.errors, []);
  });
}

test('the script from another origin, pinned by its published hash, brings its files from there', async () => {
  const cdn = await serve({ csp: null, headers: { 'Access-Control-Allow-Origin': '*' } });
  const origin = new URL(cdn('/')).origin;
  const hashes = JSON.parse(readFileSync(join(ROOT, 'dist', 'integrity.json'), 'utf8'));
  const script = `<script src="${cdn('/drc-assessment.js')}" integrity="${hashes['drc-assessment.js']}" crossorigin="anonymous" defer></script>`;
  const csp = STRICT_CSP.replaceAll("'self'", origin);
  const address = await serve({ csp, pages: { '/host.html': hostPage(script) } });
  const { page, seen } = await openPage();
  await page.goto(address('/host.html'));
  await countField(page).waitFor();
  await useAll(page);
  const own = seen.requests.filter((url) => url.startsWith(address('/')));
  assert.deepEqual(own, [address('/host.html')]);
  assert.deepEqual(seen.errors, []);
});

test('where the page pins the script by its hash, a changed script does not run', async () => {
  const hashes = JSON.parse(readFileSync(join(ROOT, 'dist', 'integrity.json'), 'utf8'));
  const script = `<script src="drc-assessment.js" integrity="${hashes['drc-assessment.js']}" crossorigin="anonymous" defer></script>`;
  const address = await serve({
    pages: { '/host.html': hostPage(script), '/drc-assessment.js': 'window.stolen = true;' },
  });
  const { page } = await openPage();
  await page.goto(address('/host.html'));
  await page.waitForLoadState('load');
  assert.equal(await page.evaluate(() => window.stolen), undefined);
});

test('a changed answers part does not run', async () => {
  const address = await serve({ pages: { '/drc-assessment-answers.js': 'window.stolen = true;' } });
  const { page } = await openPage();
  await page.goto(address('/index.html'));
  await choose(page);
  await fillCount(page, WORDS.tooFew);
  await page.getByRole('button', { name: '保存填报到文件' }).click();
  await page.getByText('drc-assessment-answers.js 未能载入').waitFor();
  assert.equal(await page.evaluate(() => window.stolen), undefined);
});

for (const [name, options, lang, sentence, code] of [
  [
    'a policy that forbids wasm',
    { csp: STRICT_CSP.replace("'wasm-unsafe-eval'", '') },
    'zh-CN',
    /内容安全策略不允许运行 WebAssembly.*'wasm-unsafe-eval'/,
    'csp',
  ],
  [
    'a policy that forbids wasm',
    { csp: STRICT_CSP.replace("'wasm-unsafe-eval'", '') },
    'en',
    /forbids WebAssembly.*'wasm-unsafe-eval'/,
    'csp',
  ],
  [
    'a policy that forbids fetching',
    { csp: STRICT_CSP.replace("connect-src 'self'", "connect-src 'none'") },
    'zh-CN',
    /未能载入.*connect-src/,
    'network',
  ],
  [
    'a policy that forbids fetching',
    { csp: STRICT_CSP.replace("connect-src 'self'", "connect-src 'none'") },
    'en-US',
    /could not be loaded.*connect-src/,
    'network',
  ],
  [
    'a wasm file that is not there',
    { pages: { '/drc-assessment.wasm': null } },
    'zh-CN',
    /没有找到自评程序文件.*核对文件/,
    'missing',
  ],
  [
    'a wasm file that is not there',
    { pages: { '/drc-assessment.wasm': null } },
    'en',
    /was not found.*webmaster/,
    'missing',
  ],
  [
    'a wasm file replaced by a page',
    { pages: { '/drc-assessment.wasm': '<!DOCTYPE html>login' } },
    'zh-CN',
    /内容不完整或已被改动.*重新上传/,
    'damaged',
  ],
  [
    'a wasm file of another version',
    { pages: { '/drc-assessment.wasm': Buffer.from('0061736d01000000', 'hex') } },
    'en',
    /damaged or belongs to another version/,
    'damaged',
  ],
]) {
  test(`${name} has a sentence of its own (${lang}), and prefilled answers can be copied`, async () => {
    const element = ELEMENT.replace('<drc-assessment', `<drc-assessment lang="${lang}"`);
    const pages = {
      '/host.html': hostPage(
        '<script src="prefill.js" defer></script><script src="drc-assessment.js" defer></script>',
        element,
      ),
      '/prefill.js': "document.querySelector('drc-assessment').answers = { name: '示例物流园' };",
      ...options.pages,
    };
    const address = await serve({ ...options, pages });
    const { page } = await openPage();
    await page.goto(address('/host.html'));
    const alert = page.getByRole('alert');
    await alert.waitFor();
    assert.match(await alert.innerText(), sentence);
    assert.equal(await alert.locator('p').first().getAttribute('lang'), lang === 'zh-CN' ? 'zh-CN' : 'en');
    assert.match(
      await page.getByRole('textbox', { name: lang === 'zh-CN' ? '填报内容' : 'Your answers' }).inputValue(),
      /示例物流园/,
    );
    await waitForEvents(page, 'drc-error');
    const [{ detail }] = await eventsOf(page, 'drc-error');
    assert.equal(detail.code, code);
    assert.match(detail.message, sentence);
  });
}

for (const [lang, sentence] of [
  ['zh-CN', /自评程序出现问题（csp）.*检查网络连接/],
  ['en', /Something went wrong \(csp\).*check the connection/],
]) {
  test(`where the sentences of failures do not load, one for all names the code (${lang})`, async () => {
    const address = await serve({
      csp: STRICT_CSP.replace("'wasm-unsafe-eval'", ''),
      pages: {
        '/host.html': hostPage(
          '<script src="prefill.js" defer></script><script src="drc-assessment.js" defer></script>',
          ELEMENT.replace('<drc-assessment', `<drc-assessment lang="${lang}"`),
        ),
        '/prefill.js': "document.querySelector('drc-assessment').answers = { name: '示例物流园' };",
        '/drc-assessment-failures.js': null,
      },
    });
    const { page } = await openPage();
    await page.goto(address('/host.html'));
    const alert = page.getByRole('alert');
    await alert.waitFor();
    assert.match(await alert.innerText(), sentence);
    assert.match(await page.getByRole('textbox').inputValue(), /示例物流园/);
    await waitForEvents(page, 'drc-error');
    const [{ detail }] = await eventsOf(page, 'drc-error');
    assert.equal(detail.code, 'csp');
    assert.match(detail.message, sentence);
    const { errors } = await page.evaluate(() => DrcAssessment.load('no-such-policy'));
    assert.match(errors[0].message, /policy-unknown/);
  });
}

test('a failure whose sentence does not come in time is said all the same', async () => {
  const address = await serve({ csp: STRICT_CSP.replace("'wasm-unsafe-eval'", '') });
  const { page } = await openPage();
  await page.route(/drc-assessment-failures\.js/, () => {});
  await page.goto(address('/index.html'), { waitUntil: 'commit' });
  await page.getByRole('alert').getByText('自评程序出现问题（csp）').waitFor();
});

test('a start that failed without the catalogue succeeds once the page sets a policy', async () => {
  const address = await serve({ csp: null, pages: { '/policies/catalogue.json': null } });
  const { page } = await openPage();
  await page.goto(address('/index.html'));
  await page.getByRole('alert').getByText('政策文件未能载入').waitFor();
  await page.evaluate(async () => {
    const response = await fetch('policies/shanxi-2020-479.json');
    document.querySelector('drc-assessment').policy = await response.json();
  });
  await page.getByRole('textbox', { name: '主导产业个数' }).waitFor();
  assert.equal(await page.getByText('政策文件未能载入').count(), 0);
});

for (const policy of ['http://', '\ud800', 'no-such-policy']) {
  test(`an impossible policy (${JSON.stringify(policy)}) is reported as unknown, on the screen and by the functions`, async () => {
    const address = await serve({ csp: null });
    const { page, seen } = await openPage();
    await page.goto(address('/index.html'));
    await page.getByText('查找政策').waitFor();
    await page.evaluate((it) => document.querySelector('drc-assessment').setAttribute('policy', it), policy);
    await page.getByText('没有这个编号的政策').waitFor();
    const { errors } = await page.evaluate((it) => DrcAssessment.load(it), policy);
    assert.match(errors[0].message, /没有这个编号的政策/);
    assert.deepEqual(
      seen.errors.filter((line) => !/404/.test(line)),
      [],
    );
  });
}

test('without a network a part that is not loaded yet shows a sentence, answers stay, and everything works once the network is back', async () => {
  const address = await serve();
  const { page } = await openPage({ isAlone: true });
  await page.goto(address('/index.html'));
  await choose(page);
  await fillCount(page, WORDS.tooFew);
  await shortfall(page).waitFor();
  await page.context().setOffline(true);
  await page.getByRole('button', { name: '保存填报到文件' }).click();
  await page.getByText('drc-assessment-answers.js 未能载入').waitFor();
  await fillCount(page, WORDS.enough);
  await shortfall(page).waitFor({ state: 'hidden' });
  await page.context().setOffline(false);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '保存填报到文件' }).click(),
  ]);
  assert.equal(
    JSON.parse(readFileSync(await download.path(), 'utf8')).facts.logistics_enterprise_count.value,
    WORDS.enough,
  );
});

test('the offline page works from disk without a network, report and all', async () => {
  const { page, seen } = await openPage({ isAlone: true });
  await page.context().setOffline(true);
  await page.goto(fileUrl('drc-assessment.html'));
  await choose(page);
  await useAll(page);
  assert.deepEqual(seen.errors, []);
});
