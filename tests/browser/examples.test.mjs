// Every example opens, works and has nothing to complain of.

import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { ROOT } from './browser.mjs';
import { eventually, openPage, serve } from './harness.mjs';
import { countField, fillCount, shortfall, WORDS } from './words.mjs';

const FOLDER = join(ROOT, 'dist', 'examples');

let address;
// Without a policy in the header: the examples must do with what they say themselves.
before(async () => {
  address = await serve({ csp: null });
});

async function open(name) {
  const opened = await openPage();
  await opened.page.goto(address(`/examples/${name}`));
  return opened;
}

async function answer(inside) {
  await fillCount(inside, WORDS.tooFew);
  await shortfall(inside).waitFor();
}

// What each is there to show.
const WORKS = {
  'index.html': async () => {},
  'portal.html': ({ page }) => answer(page),
  'prefill.html': async ({ page }) => {
    await shortfall(page).waitFor();
    await page
      .getByText(/有差距 1 项/)
      .first()
      .waitFor();
    await eventually(async () => assert.equal(await countField(page).inputValue(), '7'));
  },
  'side-by-side.html': async ({ page }) => {
    const [first, second] = [page.locator('drc-assessment').first(), page.locator('drc-assessment').nth(1)];
    await answer(first);
    await second.getByRole('textbox').first().waitFor();
    const tops = await page.evaluate(() =>
      [...document.querySelectorAll('drc-assessment')].map((element) => element.getBoundingClientRect().top),
    );
    assert.equal(tops[0], tops[1], 'side by side');
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), true);
  },
  'strict.html': async ({ page }) => {
    await answer(page);
    assert.deepEqual(await page.evaluate(() => window.seen.violations), []);
    const refused = await page.evaluate(() =>
      new Promise((resolve) => {
        document.addEventListener('securitypolicyviolation', () => resolve(true));
        document.body.appendChild(document.createElement('script')).src = 'data:text/javascript,';
        setTimeout(() => resolve(false), 2000);
      }).catch(() => true),
    );
    assert.ok(refused, 'the policy is in force');
  },
  'iframe.html': async ({ page }) => {
    await answer(page.frameLocator('iframe'));
    await page.waitForFunction(() => {
      const frame = document.querySelector('iframe');
      const inside = frame.contentDocument.querySelector('main');
      return frame.clientHeight > 600 && frame.clientHeight === Math.ceil(inside.getBoundingClientRect().bottom);
    });
    await page.evaluate(() => window.postMessage({ type: 'drc-assessment-height', height: 77 }, '*'));
    await page.waitForTimeout(200);
    assert.ok(
      (await page.evaluate(() => document.querySelector('iframe').clientHeight)) > 600,
      'only the frame itself is listened to',
    );
  },
  'iframe-plain.html': async ({ page }) => {
    await answer(page.frameLocator('iframe'));
    assert.equal(await page.locator('script').count(), 0);
    const [frame, around] = await page.evaluate(() => [
      document.querySelector('iframe').clientHeight,
      window.innerHeight,
    ]);
    assert.ok(frame < around, 'the frame fits the window');
  },
  'policy.html': async ({ page }) => {
    await page.locator('#file').setInputFiles(join(ROOT, 'dist', 'policies', 'qingdao-2020-30.json'));
    await page.getByText('没有发现问题').waitFor();
    await page.getByText('青岛市加快现代服务业集聚区发展行动计划').first().waitFor();
  },
};

for (const [name, works] of Object.entries(WORKS)) {
  test(`the example ${name} works and has nothing to complain of`, async () => {
    const opened = await open(name);
    await works(opened);
    // The strict page has just been made to complain.
    if (name !== 'strict.html') assert.deepEqual(opened.seen.complaints, []);
    assert.match(await opened.page.locator('html').getAttribute('lang'), /^zh/);
  });
}

test('the index leads to every example, and each is tested', async () => {
  const pages = readdirSync(FOLDER).filter((name) => name.endsWith('.html'));
  assert.deepEqual(Object.keys(WORKS).sort(), pages.sort());
  const { page } = await open('index.html');
  const linked = await page.evaluate(() =>
    [...document.querySelectorAll('a')].map((link) => link.getAttribute('href')),
  );
  assert.deepEqual(
    linked.sort(),
    pages.filter((name) => name !== 'index.html'),
  );
});
