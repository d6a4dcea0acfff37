// Firefox and WebKitGTK, driven by WebDriver. A page is {evaluate, close}, as in old-chromium.mjs.

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { Builder, Capabilities } from 'selenium-webdriver';

// A proxy address at which nothing listens: nothing beyond this machine can be reached through it.
const NOWHERE = '127.0.0.1:9';
const MINI_BROWSER =
  ['4.1', '4.0', '6.0'].map((api) => `/usr/lib/x86_64-linux-gnu/webkit2gtk-${api}/MiniBrowser`).find(existsSync)
  || '/usr/bin/MiniBrowser';

const FIREFOX = {
  name: 'Firefox',
  command: (port) => ['geckodriver', '--port', port, '--log', 'fatal'],
  capabilities: (offline) => ({
    browserName: 'firefox',
    'moz:firefoxOptions': {
      args: ['-headless'],
      prefs: { 'intl.accept_languages': 'zh-CN', 'network.proxy.allow_hijacking_localhost': offline },
    },
    ...(offline ? { proxy: { proxyType: 'manual', httpProxy: NOWHERE, sslProxy: NOWHERE } } : {}),
  }),
};

const WEBKIT = {
  name: 'WebKitGTK',
  command: (port) => ['xvfb-run', '-a', 'WebKitWebDriver', `--port=${port}`],
  capabilities: () => ({
    browserName: 'MiniBrowser',
    'webkitgtk:browserOptions': { binary: MINI_BROWSER, args: ['--automation'] },
  }),
};

export const ENGINES = [FIREFOX, WEBKIT];

const freePort = () =>
  new Promise((resolve, reject) => {
    const server = createServer()
      .on('error', reject)
      .listen(0, '127.0.0.1', () => {
        const { port } = server.address();
        server.close(() => resolve(port));
      });
  });

async function until(what, test) {
  for (let i = 0; i < 200; i += 1) {
    if (await test()) return;
    await new Promise((resolve) => {
      setTimeout(resolve, 100);
    });
  }
  throw new Error(`waited in vain for ${what}`);
}

/** Fails after a time: a driver that cannot start its browser may wait for ever. */
function within(time, what, promise) {
  let timer;
  const late = new Promise((resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`waited in vain for ${what}`)), time);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** Opens `url`; offline, the browser reaches nothing beyond this machine. */
export async function openInEngine({ command, capabilities }, url, { offline = false } = {}) {
  const port = await freePort();
  const [program, ...args] = command(String(port));
  const proxy = offline
    ? { http_proxy: `http://${NOWHERE}`, https_proxy: `http://${NOWHERE}`, no_proxy: '127.0.0.1,localhost' }
    : {};
  // A process group of its own: xvfb-run starts the driver, the driver the browser, and all have to end.
  const child = spawn(program, args, { stdio: 'ignore', detached: true, env: { ...process.env, ...proxy } });
  let fault = null;
  child.on('error', (error) => {
    fault = error;
  });
  let driver = null;
  const close = async () => {
    if (driver) await driver.quit().catch(() => {});
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch {
      // It has ended already, or never started.
    }
  };
  try {
    const address = `http://127.0.0.1:${port}`;
    await until(program, async () => {
      if (fault) throw fault;
      return fetch(`${address}/status`).then(
        (response) => response.ok,
        () => false,
      );
    });
    const session = new Builder()
      .usingServer(address)
      .disableEnvironmentOverrides()
      .withCapabilities(new Capabilities(capabilities(offline)));
    driver = await within(60_000, `a session of ${program}`, Promise.resolve(session.build()));
    await driver.manage().setTimeouts({ script: 120_000, pageLoad: 60_000 });
    await driver.get(url);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    async evaluate(expression) {
      const { value, error } = await driver.executeAsyncScript(`
        const done = arguments[arguments.length - 1];
        Promise.resolve().then(() => ${expression}).then((value) => done({ value }), (error) => done({ error: String(error) }));`);
      if (error) throw new Error(error);
      return value;
    },
    close,
  };
}
