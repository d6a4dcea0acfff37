// The foot says which build this is, and the licences of what others wrote of it are one press away.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileUrl, ROOT } from './browser.mjs';
import { openPage, serve } from './harness.mjs';

const { build } = JSON.parse(readFileSync(join(ROOT, 'dist', 'integrity.json'), 'utf8'));
const [, version] = /^version = "(.+)"$/m.exec(readFileSync(join(ROOT, 'Cargo.toml'), 'utf8'));
const ELEMENT = (attributes) =>
  `<!DOCTYPE html><html lang="zh-CN"><meta charset="utf-8"><link rel="icon" href="data:,"><script src="drc-assessment.js" defer></script><drc-assessment ${attributes}></drc-assessment>`;

/** Presses the link, and gives the text of the page that opens. */
async function licencesBehind(page, label) {
  const opening = page.context().waitForEvent('page');
  await page.locator('.drc-foot').getByRole('link', { name: label }).click();
  const opened = await opening;
  await opened.waitForLoadState();
  return opened.evaluate(() => [document.contentType, document.body.innerText]);
}

async function check(url, label = '第三方软件许可') {
  const { page, seen } = await openPage();
  await page.goto(url);
  assert.ok((await page.locator('.drc-foot').innerText()).includes(`drc-assessment ${version}+${build}`));
  const [type, text] = await licencesBehind(page, label);
  assert.equal(type, 'text/plain');
  assert.ok(text.includes('包含下列第三方软件'), 'it is read as UTF-8');
  assert.match(text, /\nyew \d[^ ]+ {2}MIT OR Apache-2\.0\n/);
  assert.ok(text.includes('Permission is hereby granted, free of charge'));
  assert.deepEqual(seen.errors, []);
}

test('in the widget, under a strict security policy', async () => {
  const address = await serve({
    pages: {
      '/chosen.html': ELEMENT('policy="shanxi-2019-394"'),
      '/english.html': ELEMENT('lang="en"'),
      '/review.html': ELEMENT('mode="review"'),
      '/batch.html': ELEMENT('mode="batch" policy="shanxi-2019-394"'),
    },
  });
  await check(address('/chosen.html'));
  await check(address('/english.html'), 'Third-party licences');
  await check(address('/review.html'));
  await check(address('/batch.html'));
});

test('in the offline pages, which hold them', async () => {
  for (const name of ['drc-assessment.html', 'drc-assessment-review.html', 'drc-assessment-batch.html']) {
    await check(fileUrl(name));
  }
});
