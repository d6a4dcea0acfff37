// Old Chromiums as headless builds from npm, driven by DevTools messages: current drivers no longer support them.

import { spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import WebSocket from 'ws';
import { HERE, ROOT } from './browser.mjs';

function unpack(version) {
  const program = join(ROOT, 'target', 'browsers', `chromium-${version}`);
  if (existsSync(program)) return program;
  // The oldest supported version and one below it are for the usual tests, the others for `make test-browsers`.
  const folder = [HERE, join(HERE, 'engines')]
    .map((home) => join(home, 'node_modules', `chromium-${version}`, 'bin'))
    .find(existsSync);
  if (!folder) throw new Error(`Chromium ${version} is not installed`);
  const packed = join(
    folder,
    readdirSync(folder).find((name) => /^chromium.*\.br$/.test(name)),
  );
  mkdirSync(dirname(program), { recursive: true });
  writeFileSync(`${program}.part`, brotliDecompressSync(readFileSync(packed)));
  chmodSync(`${program}.part`, 0o755);
  renameSync(`${program}.part`, program);
  return program;
}

const pause = (time) =>
  new Promise((resolve) => {
    setTimeout(resolve, time);
  });

// The browser accepts connections before its page exists.
async function pageOf(host) {
  for (let i = 0; i < 100; i += 1) {
    const targets = await (await fetch(`http://${host}/json`)).json();
    const page = targets.find(({ type }) => type === 'page');
    if (page) return page;
    await pause(100);
  }
  throw new Error('Chromium opened no page');
}

async function connect(child, version) {
  const host = await new Promise((resolve, reject) => {
    let log = '';
    child.stderr.on('data', (chunk) => {
      log += chunk;
      const found = /DevTools listening on ws:\/\/([^/]+)/.exec(log);
      if (found) resolve(found[1]);
    });
    child.on('exit', () => reject(new Error(`Chromium ${version} did not start: ${log}`)));
  });
  const socket = new WebSocket((await pageOf(host)).webSocketDebuggerUrl);
  await new Promise((resolve, reject) => {
    socket.on('open', resolve).on('error', reject);
  });
  return socket;
}

/** Opens `url` in the Chromium of this version and gives {evaluate, close}; `evaluate` awaits promises. */
export async function openInOldChromium(version, url) {
  const profile = mkdtempSync(join(tmpdir(), 'drc-chromium-'));
  const child = spawn(
    unpack(version),
    [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--single-process',
      '--no-zygote',
      '--remote-debugging-port=0',
      `--user-data-dir=${profile}`,
      url,
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  // Whatever fails from here on: a browser left running would keep the test process alive.
  const close = () => {
    child.removeAllListeners('exit');
    child.kill('SIGKILL');
    rmSync(profile, { recursive: true, force: true });
  };
  const socket = await connect(child, version).catch((error) => {
    close();
    throw error;
  });

  let last = 0;
  const waiting = new Map();
  socket.on('message', (data) => {
    const message = JSON.parse(data);
    if (waiting.has(message.id)) waiting.get(message.id)(message);
    waiting.delete(message.id);
  });
  const page = {
    async evaluate(expression) {
      last += 1;
      const params = { expression, awaitPromise: true, returnByValue: true };
      const reply = new Promise((resolve) => {
        waiting.set(last, resolve);
      });
      socket.send(JSON.stringify({ id: last, method: 'Runtime.evaluate', params }));
      const { result, error } = await reply;
      if (error || result.exceptionDetails) throw new Error(JSON.stringify(error || result.exceptionDetails));
      return result.result.value;
    },
    close() {
      socket.close();
      close();
    },
  };
  // At first it shows an empty page, which may be replaced during a call.
  const isThere = () =>
    page.evaluate("location.href !== 'about:blank' && document.readyState === 'complete'").catch(() => false);
  for (let i = 0; !(await isThere()); i += 1) {
    if (i > 400) throw new Error('the page does not open in the old browser');
    await pause(50);
  }
  return page;
}
