// Parts of the program that arrive late, and dialogs that are cancelled.

import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { openPage, serve } from './harness.mjs';
import { countField, fillCount, shortfall, showResult, WORDS } from './words.mjs';

const ELEMENT =
  '<drc-assessment policy="shanxi-2019-394" zone-type="modern_logistics" as-of="2026-11-22"></drc-assessment>';
const FILE = {
  name: 'a.json',
  mimeType: 'application/json',
  buffer: Buffer.from('{"facts":{"logistics_enterprise_count":"7家"}}'),
};

let address;
before(async () => {
  address = await serve({
    csp: null,
    pages: {
      '/page.html': `<!DOCTYPE html><html lang="zh-CN"><meta charset="utf-8"><link rel="icon" href="data:,">
        <script src="drc-assessment.js" defer></script><main>${ELEMENT}</main>`,
    },
  });
});

/** A page on which the files of this name arrive once `release` is called. */
async function open(late) {
  const opened = await openPage();
  const released = new Promise((resolve) => {
    opened.release = resolve;
  });
  if (late) {
    await opened.page.route(late, async (route) => {
      await released;
      await route.continue();
    });
  }
  await opened.page.goto(address('/page.html'));
  await countField(opened.page).waitFor();
  return opened;
}

test('the dialog for a file opens at once, however late the part arrives', async () => {
  const { page, seen, release } = await open(/drc-assessment-answers\.js/);
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser', { timeout: 3000 }),
    page.getByRole('button', { name: '打开填报文件' }).click(),
  ]);
  await page.getByRole('status').getByText('正在处理').waitFor({ timeout: 3000 });
  await chooser.setFiles(FILE);
  release();
  await shortfall(page).waitFor();
  assert.equal(await page.getByText('正在处理').count(), 0);
  assert.deepEqual(seen.errors, []);
});

test('a cancelled dialog leaves no field behind, and opens again', async () => {
  const { page } = await open();
  const fields = () =>
    page.evaluate(() => {
      const { shadowRoot } = document.querySelector('drc-assessment');
      return [document, shadowRoot].map((root) => root.querySelectorAll('input[type=file]').length);
    });
  for (let round = 0; round < 3; round += 1) {
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByRole('button', { name: '打开填报文件' }).click(),
    ]);
    assert.deepEqual(await fields(), [0, 1]);
    // As the browser does when the dialog is closed, in all but every second one.
    if (round > 0) await chooser.element().evaluate((input) => input.dispatchEvent(new Event('cancel')));
    if (round > 0) assert.deepEqual(await fields(), [0, 0]);
  }
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: '打开填报文件' }).click(),
  ]);
  await chooser.setFiles(FILE);
  await shortfall(page).waitFor();
  assert.deepEqual(await fields(), [0, 0]);
});

test('a request that is pressed again while it is being done is done once', async () => {
  const { page, seen, release } = await open(/drc-assessment-report\.js/);
  await page.evaluate(() => {
    window.printed = 0;
    const { appendChild } = document.body;
    document.body.appendChild = function append(child) {
      const result = appendChild.call(this, child);
      if (child.localName === 'iframe') {
        child.contentWindow.print = () => {
          window.printed += 1;
          child.contentWindow.dispatchEvent(new Event('beforeprint'));
        };
      }
      return result;
    };
  });
  await fillCount(page, WORDS.tooFew);
  await showResult(page);
  const print = page.getByRole('button', { name: '打印自评报告' });
  await print.click();
  await page.getByRole('status').getByText('正在处理').waitFor({ timeout: 4000 });
  await print.click();
  release();
  await page.waitForFunction(() => window.printed > 0);
  // It is done after what was pressed before.
  await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '保存为网页' }).click()]);
  await page.getByText('正在处理').waitFor({ state: 'detached' });
  assert.equal(await page.getByRole('alert').count(), 0);
  assert.equal(await page.getByText('正在处理').count(), 0);
  assert.ok((await page.evaluate(() => window.printed)) <= 1);
  assert.deepEqual(seen.errors, []);
});
