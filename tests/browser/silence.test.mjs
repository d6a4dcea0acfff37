// No answer leaves the machine: checks every request from the first paint to the printed report, by whatever means,
// and everything that a page can store.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drawn, eventually, LONGER_THAN_ANY_PAUSE_MS, openPage, serve } from './harness.mjs';
import { choose, fillCount, shortfall, showResult, WORDS } from './words.mjs';

/** Everything that the page requests or opens, as the browser's network layer reports it. */
async function listen(page) {
  const asked = [];
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  // Beacons, pings and prefetches are requests here as well.
  session.on('Network.requestWillBeSent', ({ request: { method, url }, type }) => {
    if (!/^(data|blob|about):/.test(url)) asked.push({ method, url, type });
  });
  session.on('Network.webSocketCreated', ({ url }) => asked.push({ method: 'socket', url }));
  session.on('Network.webTransportCreated', ({ url }) => asked.push({ method: 'transport', url }));
  await page.addInitScript(() => {
    window.opened = [];
    for (const name of ['RTCPeerConnection', 'Worker', 'SharedWorker', 'BroadcastChannel']) {
      window[name] = new Proxy(window[name], {
        construct(target, args) {
          window.opened.push(name);
          return Reflect.construct(target, args);
        },
      });
    }
    // The dialog itself would wait for a person.
    window.print = () => {
      window.top.printed = document.body.textContent;
      window.dispatchEvent(new Event('beforeprint'));
      window.dispatchEvent(new Event('afterprint'));
    };
  });
  return asked;
}

/** Everything that the page has stored in the browser. */
const storedIn = (page) =>
  page.evaluate(async () => ({
    local: localStorage.length,
    session: sessionStorage.length,
    cookies: document.cookie,
    databases: (await indexedDB.databases()).length,
    caches: (await caches.keys()).length,
    workers: (await navigator.serviceWorker.getRegistrations()).length,
    usage: (await navigator.storage.estimate()).usage,
    name: window.name,
    state: window.history.state,
    opened: window.opened,
  }));

test("from the first paint to the printed report the browser requests the widget's own files only, each when it is needed, and stores nothing", async () => {
  const log = [];
  const address = await serve({ log });
  const { page } = await openPage({ isAlone: true });
  await page.clock.install();
  const asked = await listen(page);
  const all = [];
  /** The files requested by this step; a late request counts for the next step and makes that fail. */
  const asks = async (step, paths) => {
    await eventually(() =>
      assert.ok(
        paths.every((path) => asked.some(({ url }) => url.startsWith(address(path)))),
        step,
      ),
    );
    await page.clock.runFor(LONGER_THAN_ANY_PAUSE_MS);
    await drawn(page);
    const now = asked.splice(0);
    all.push(...now);
    assert.deepEqual(
      now.filter(({ method }) => method !== 'GET'),
      [],
      step,
    );
    assert.deepEqual(
      [...new Set(now.map(({ url }) => url.replace(/\?[\d.]+$/, '')))].sort(),
      paths.map((path) => address(path)).sort(),
      step,
    );
  };
  const press = (name) => page.getByRole('button', { name }).first().click();
  const save = async (name) => {
    const [download] = await Promise.all([page.waitForEvent('download'), press(name)]);
    return download.path();
  };

  await page.goto(address('/index.html'));
  await page.getByRole('radio', { name: WORDS.policy }).first().waitFor();
  await asks('opening', [
    '/index.html',
    '/drc-assessment-embed.js',
    '/drc-assessment-page.css',
    '/drc-assessment.css',
    '/drc-assessment.js',
    '/drc-assessment.wasm',
    '/drc-assessment-rest.wasm',
    '/policies/catalogue.json',
  ]);
  await choose(page);
  await asks('choosing a policy', ['/policies/shanxi-2019-394.json']);

  await page.getByRole('textbox', { name: /集聚区名称/ }).fill('示例物流园');
  await fillCount(page, WORDS.tooFew);
  await shortfall(page).waitFor();
  await press('撤销上一步');
  await fillCount(page, WORDS.tooFew);
  await press('类型比较');
  await showResult(page);
  await asks('filling in and reading', []);

  await press('打印自评报告');
  await page.waitForFunction(() => (window.printed || '').includes('示例物流园'));
  await asks('printing', [
    '/drc-assessment-engine.js',
    '/drc-assessment-engine.wasm',
    '/drc-assessment-report.css',
    '/drc-assessment-report.js',
  ]);
  for (const name of ['保存为网页', '保存为 Word 文档', '保存为表格（CSV）']) await save(name);
  const file = await save('保存填报到文件');
  await press('继续填报');
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), press('打开填报文件')]);
  await chooser.setFiles(file);
  await asks('saving and opening', ['/drc-assessment-answers.js']);

  await page.evaluate(() => document.querySelector('drc-assessment').setAttribute('policy', 'qingdao-2020-30'));
  await page.getByText('《青岛市加快现代服务业集聚区发展行动计划').first().waitFor();
  await asks('another policy', ['/policies/qingdao-2020-30.json']);

  assert.equal(page.url(), address('/index.html'), 'answers stay out of the address');
  assert.deepEqual(await storedIn(page), {
    local: 0,
    session: 0,
    cookies: '',
    databases: 0,
    caches: 0,
    workers: 0,
    usage: 0,
    name: '',
    state: null,
    opened: [],
  });
  // Leaving the page sends nothing: the next request is that of the next page.
  await page.goto('about:blank');
  await page.goto(address('/policies/policy.schema.json'));
  assert.deepEqual(
    asked.map(({ url }) => url),
    [address('/policies/policy.schema.json')],
  );
  all.push(...asked);
  // The server has seen the requests that the browser reported.
  assert.deepEqual(
    log.filter(({ method, headers }) => method !== 'GET' || headers.cookie),
    [],
  );
  assert.deepEqual(
    [...new Set(log.map(({ url }) => address(url)))].sort(),
    [...new Set(all.map(({ url }) => url))].sort(),
  );
});
