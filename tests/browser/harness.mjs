// What every test file needs: a server of the shipped files on 127.0.0.1, and pages that record what happens.

import { createServer } from 'node:http';
import { after, afterEach } from 'node:test';
import { launch } from './browser.mjs';
import { SharedProfile } from './shared-profile.mjs';
import { createStaticServer } from '../../www/build/serve.mjs';

export const STRICT_CSP =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; "
  + "connect-src 'self'; img-src data:; require-trusted-types-for 'script'";

const PROFILE = { locale: 'zh-CN', viewport: { width: 1280, height: 900 } };

let browser;
const contexts = [];
const servers = [];
const shared = new SharedProfile();

// Also after a failure: an open page would keep the test process alive.
afterEach(async () => {
  await Promise.all(contexts.splice(0).map((context) => context.close()));
  await shared.empty();
});
after(async () => {
  if (browser) await browser.close();
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

/**
 * Serves dist/ under a content security policy, with further `pages` ({path: content, or null for a 404}).
 * Returns a function from a path to its URL. `below`: the folder of the site that dist/ is in; `host`: the name by
 * which the browser calls this machine; `log` receives every request.
 */
export async function serve({
  csp = STRICT_CSP,
  pages,
  types,
  headers = {},
  below = '',
  host = '127.0.0.1',
  log = [],
} = {}) {
  const files = createStaticServer({
    headers: { ...(csp ? { 'Content-Security-Policy': csp } : {}), ...headers },
    pages,
    types,
  });
  const server = createServer((request, response) => {
    log.push({ method: request.method, url: request.url, headers: request.headers });
    if (!request.url.startsWith(`${below}/`)) {
      response.writeHead(404).end();
      return;
    }
    request.url = request.url.slice(below.length);
    files.emit('request', request, response);
  });
  servers.push(server);
  await new Promise((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return (path) => `http://${host}:${server.address().port}${below}${path}`;
}

function pageOf(context) {
  contexts.push(context);
  return context.newPage();
}

/**
 * A page in an empty profile, with a record of its requests, errors and warnings, events and evaluated strings.
 * `options`: of the profile; `isAlone`: for tests that stop its clock or its network, fill its memory or count what is
 * in it.
 */
export async function openPage({ isAlone = false, ...options } = {}) {
  if (!browser) browser = await launch();
  const canShare = !isAlone && Object.keys(options).length === 0 && !shared.isTaken;
  const newContext = () => browser.newContext({ ...PROFILE, ...options });
  const page = canShare ? await shared.newPage(newContext) : await pageOf(await newContext());
  if (canShare) page.on('request', (request) => shared.note(request.url()));
  return { page, seen: await record(page) };
}

/** A further page of a page's profile, with the same records, which go to `seen`. */
export async function openTab(page, seen) {
  const tab = await page.context().newPage();
  await record(tab, seen);
  return tab;
}

/** Notes what happens in a page. */
async function record(page, seen = { requests: [], errors: [] }) {
  page.on('request', (request) => seen.requests.push(request.url()));
  page.on('pageerror', (error) => seen.errors.push(String(error)));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) seen.errors.push(message.text());
  });
  await page.addInitScript(`window.drawn = ${twoFrames}`);
  await page.addInitScript(() => {
    window.seen = { events: [], evaluated: 0, violations: [] };
    document.addEventListener('securitypolicyviolation', (event) =>
      window.seen.violations.push(event.violatedDirective),
    );
    for (const name of ['drc-ready', 'drc-change', 'drc-error']) {
      document.addEventListener(name, (event) => window.seen.events.push({ name, detail: event.detail }));
    }
    // Scripts of the test driver do not count.
    const note = () => {
      if (!new Error().stack.includes('UtilityScript')) window.seen.evaluated += 1;
    };
    const count = (original) =>
      new Proxy(original, {
        apply(target, self, args) {
          note();
          return Reflect.apply(target, self, args);
        },
        construct(target, args) {
          note();
          return Reflect.construct(target, args);
        },
      });
    window.eval = count(window.eval);
    window.Function = count(window.Function);
  });
  return seen;
}

export const eventsOf = (page, name) =>
  page.evaluate((wanted) => window.seen.events.filter((event) => event.name === wanted), name);

/** Resolves once `count` events of this name have reached the document. */
export const waitForEvents = (page, name, count = 1) =>
  page.waitForFunction(
    ([wanted, least]) => window.seen.events.filter((event) => event.name === wanted).length >= least,
    [name, count],
    { timeout: 20_000 },
  );

/** After it the typing counts as ended, and anything else that the widget puts off has come. */
export const LONGER_THAN_ANY_PAUSE_MS = 2000;

// Runs in the page.
const twoFrames = () =>
  new Promise((resolve) => {
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve, 0)));
  });

/**
 * Resolves once a page or a frame has drawn what was done before, and what that has led to. Scripts in a page call it
 * as `window.drawn()`.
 */
export const drawn = (page) => page.evaluate(twoFrames);

/** A property of the element, after a rendering under way: on a slow machine it ends some time after its text is there. */
export async function held(page, name) {
  await drawn(page);
  return page.evaluate((key) => document.querySelector('drc-assessment')[key], name);
}

/** Waits until everything that the part for answers was asked for before has been done. */
export async function answersPartIsIdle(page) {
  await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '保存填报到文件' }).click()]);
  await drawn(page);
}

/** Changes what is behind the # of the address, and waits until the page has heard of it. */
export async function setHash(page, hash) {
  await page.evaluate(
    (text) =>
      new Promise((resolve) => {
        window.addEventListener('hashchange', resolve, { once: true });
        window.location.hash = text;
      }),
    hash,
  );
  await drawn(page);
}

/** Tries an assertion until it holds: the effect of a key or a click comes a moment later. */
export async function eventually(check, timeout = 10_000) {
  const end = Date.now() + timeout;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((resolve) => {
        setTimeout(resolve, 50);
      });
    }
  }
}
