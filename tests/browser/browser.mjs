// Where the shipped files are, and the browser that opens them.

import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

export const HERE = dirname(fileURLToPath(import.meta.url));
export const ROOT = dirname(dirname(HERE));

/** file:// URL of a shipped file. */
export const fileUrl = (name) => pathToFileURL(join(ROOT, 'dist', name)).href;

/** A host name of this machine that browsers do not treat as a secure context, unlike 127.0.0.1. */
export const PLAIN_HOST = 'portal.test';

// The first one is the same engine without the windows around it, which cost a third of the time.
const BROWSERS = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

export function launch() {
  const executablePath = process.env.CHROMIUM || BROWSERS.find(existsSync);
  if (!executablePath) throw new Error('no Chromium found: install it or set CHROMIUM to its path');
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      // No other host name resolves.
      `--host-resolver-rules=MAP ${PLAIN_HOST} 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1`,
      // The pages of a profile share one process, which most tests find running.
      '--process-per-site',
      // Pages of earlier tests stay open: a page in the background must not be throttled.
      '--disable-renderer-backgrounding',
      '--disable-backgrounding-occluded-windows',
      '--disable-background-timer-throttling',
    ],
  });
}
