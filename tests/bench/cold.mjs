// From nothing to the first question: the standalone page, and a form of survey-core with the same questions, on slow
// 4G with a slow processor, everything compressed as a server would.

import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress } from 'node:zlib';
import { ROOT } from '../browser/browser.mjs';

// Slow 4G: 1.6 Mbit/s, 150 ms, and a processor a fourth as fast.
const BYTES_A_SECOND = 1_600_000 / 8;
const LATENCY_MS = 150;
const SLOWDOWN = 4;

const MODULES = join(ROOT, 'tests', 'bench', 'node_modules');
const compress = promisify(brotliCompress);
const TYPES = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.txt': 'text/plain',
  '.wasm': 'application/wasm',
};

export const WIDGET_PATH = '/index.html?policy=shanxi-2019-394&zone-type=modern_logistics&as-of=2026-11-22';
export const SURVEY_PATH = '/survey.html';

/** The questions that the widget asks, by the facts that they are about. */
export async function questionsOf(browser, address, policy) {
  const page = await browser.newPage();
  await page.goto(address(WIDGET_PATH));
  await page.waitForFunction(() => document.querySelector('drc-assessment').shadowRoot.querySelector('[id^=drc-f-]'));
  const ids = await page.evaluate(() =>
    [...document.querySelector('drc-assessment').shadowRoot.querySelectorAll('[id^=drc-f-]')].map(({ id }) => id),
  );
  await page.close();
  return policy.facts.filter((fact) => ids.includes(`drc-f-${fact.id}`));
}

/** A form of survey-core. */
function surveyOf(policy, questions) {
  const element = ({ id: name, label: title, type, options }) => {
    if (type === 'boolean') return { type: 'boolean', name, title };
    if (type === 'choice') return { type: 'radiogroup', name, title, choices: options };
    if (type === 'set') return { type: 'checkbox', name, title, choices: options };
    if (type === 'date') return { type: 'text', inputType: 'date', name, title };
    return { type: 'text', name, title, ...(type === 'quantity' ? { inputType: 'number' } : {}) };
  };
  return { title: policy.title, elements: questions.map(element) };
}

const surveyPage = (policy, questions) => `<!DOCTYPE html><html lang="zh-CN"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">
<link rel="stylesheet" href="survey-core.min.css">
<script src="survey.core.min.js" defer></script><script src="survey-js-ui.min.js" defer></script>
<div id="form"></div>
<script>addEventListener('DOMContentLoaded', () =>
  new Survey.Model(${JSON.stringify(surveyOf(policy, questions))}).render(document.getElementById('form')));</script></html>`;

/** Serves dist/ and the form with these questions, compressed once as far as it goes. */
export async function serveCompressed(policy, questions) {
  const pages = {
    [SURVEY_PATH]: Buffer.from(surveyPage(policy, questions)),
    '/survey-core.min.css': await readFile(join(MODULES, 'survey-core', 'survey-core.min.css')),
    '/survey.core.min.js': await readFile(join(MODULES, 'survey-core', 'survey.core.min.js')),
    '/survey-js-ui.min.js': await readFile(join(MODULES, 'survey-js-ui', 'survey-js-ui.min.js')),
  };
  const compressed = new Map();
  const bodyOf = async (path) => {
    if (!compressed.has(path)) {
      compressed.set(path, await compress(pages[path] || (await readFile(join(ROOT, 'dist', path)))));
    }
    return compressed.get(path);
  };
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    try {
      const body = await bodyOf(pathname);
      const type = TYPES[extname(pathname)] || 'application/octet-stream';
      const headers = { 'Content-Type': type, 'Content-Encoding': 'br', 'Content-Length': body.length };
      response.writeHead(200, headers).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return { server, address: (path) => `http://127.0.0.1:${server.address().port}${path}` };
}

/** Notes when the first question has been drawn. */
function watchForQuestion() {
  const look = () => {
    const widget = document.querySelector('drc-assessment');
    const root = widget ? widget.shadowRoot : document.getElementById('form');
    const field = root && root.querySelector(widget ? '[id^=drc-f-]' : '.sd-question input');
    if (field && field.getBoundingClientRect().height > 0) window.firstQuestion = performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** Milliseconds from the start of the navigation to the first question, and the bytes that came until then. */
export async function coldStart(browser, url) {
  const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  await page.addInitScript(watchForQuestion);
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  const speed = { downloadThroughput: BYTES_A_SECOND, uploadThroughput: BYTES_A_SECOND };
  await session.send('Network.emulateNetworkConditions', { offline: false, latency: LATENCY_MS, ...speed });
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWDOWN });
  let bytes = 0;
  session.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength;
  });
  await page.goto(url, { waitUntil: 'commit' });
  const handle = await page.waitForFunction(() => window.firstQuestion, null, { timeout: 60_000, polling: 100 });
  const time = await handle.jsonValue();
  await context.close();
  return { time, bytes };
}
