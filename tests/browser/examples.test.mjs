// Every example opens, looks as it should, works, and logs no errors.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { ROOT } from './browser.mjs';
import { drawn, eventually, openPage, serve } from './harness.mjs';
import { view } from './layout.mjs';
import { vendorPages } from './vendor.mjs';
import { countField, fillCount, shortfall, WORDS } from './words.mjs';

const FOLDER = join(ROOT, 'dist', 'examples');

let address;
// Without a security policy in the header: the examples must work with what they declare themselves.
before(async () => {
  address = await serve({ csp: null, pages: await vendorPages() });
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

/** The framework sets answers again on each change, and another zone type on its button. */
async function inFramework({ page }) {
  await answer(page);
  await page.locator('output', { hasText: '有 1 项差距' }).waitFor();
  await page.getByRole('button', { name: '换成旅游休闲集聚区' }).click();
  await page.waitForFunction(() => document.querySelector('drc-assessment').assessment?.zone_type === 'tourism');
}

// What each example is there to show.
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
    await page.evaluate(
      () =>
        new Promise((resolve) => {
          // After the page's own listener.
          window.addEventListener('message', ({ data }) => data.height === 77 && resolve());
          window.postMessage({ type: 'drc-assessment-height', height: 77 }, '*');
        }),
    );
    await drawn(page);
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
  'vue.html': (opened) => inFramework(opened),
  'react.html': (opened) => inFramework(opened),
  'batch.html': async ({ page }) => {
    await page.getByRole('button', { name: '由本页提供 3 个集聚区' }).click();
    await page.getByText('共 3 个，前 100 个中有差距的 1 个').waitFor();
    await page.getByRole('button', { name: '示例物流园甲' }).waitFor();
  },
  'review.html': async ({ page }) => {
    const radio = page
      .getByRole('radiogroup', { name: '核实情况：年营业收入' })
      .getByRole('radio', { name: '待补材料' });
    await radio.press('Space');
    await page.getByText('已收到评审内容：核实后未满足 1 项，待核 7 项').waitFor();
  },
  'policy.html': async ({ page }) => {
    await page.locator('#file').setInputFiles(join(ROOT, 'dist', 'policies', 'qingdao-2020-30.json'));
    await page.getByText('没有发现问题').waitFor();
    await page.getByText('青岛市加快现代服务业集聚区发展行动计划').first().waitFor();
  },
};

for (const [name, works] of Object.entries(WORKS)) {
  test(`the example ${name} works and logs no errors`, async () => {
    const opened = await open(name);
    await works(opened);
    // The strict page has just been made to log an error.
    if (name !== 'strict.html') assert.deepEqual(opened.seen.errors, []);
    assert.match(await opened.page.locator('html').getAttribute('lang'), /^zh/);
  });
}

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What shows that a page is not styled as it should be; empty where it is. */
const faultsOfStyle = (page) =>
  page.evaluate(() => {
    const found = [];
    const width = document.documentElement.clientWidth;
    const rulesOf = (list) => [...list].flatMap((rule) => (rule.selectorText ? [rule] : rulesOf(rule.cssRules || [])));
    for (const sheet of document.styleSheets) {
      const matches = (rule) => document.querySelector(rule.selectorText);
      // A rule for pseudo-elements or for every element matches any page.
      const own = rulesOf(sheet.cssRules).filter((rule) => !/^\*|::/.test(rule.selectorText));
      if (!own.some(matches)) found.push(`${sheet.href} styles nothing here`);
    }
    const body = getComputedStyle(document.body);
    if (body.margin !== '0px') found.push(`the body has a margin of ${body.margin}`);
    if (body.backgroundColor === 'rgba(0, 0, 0, 0)') found.push('the page has no background');
    const column = document.querySelector('main').getBoundingClientRect();
    if (Math.abs(column.left - (width - column.right)) > 1) found.push('the column is not centred');
    if (column.width > 1200) found.push(`the column is ${column.width} px wide`);
    const heading = parseFloat(getComputedStyle(document.querySelector('h1')).fontSize);
    if (heading > 24) found.push(`the heading is of ${heading} px`);
    const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const range = document.createRange();
      range.selectNodeContents(walker.currentNode);
      for (const { left, right } of walker.currentNode.data.trim() ? range.getClientRects() : []) {
        if (left < 12 || right > width - 12) found.push(`at the edge: ${walker.currentNode.data.trim()}`);
      }
    }
    return found;
  });

for (const name of Object.keys(WORKS)) {
  test(`the example ${name} is styled, in a wide window, on a phone and in the dark`, async () => {
    const { page } = await open(name);
    for (const [width, height] of [
      [1440, 900],
      [360, 740],
    ]) {
      await view(page, width, height);
      assert.deepEqual(await faultsOfStyle(page), [], `${width} px`);
    }
    await view(page, 1280, 900);
    await page.emulateMedia({ colorScheme: 'dark' });
    await drawn(page);
    await page.evaluate(AXE);
    const { violations, passes } = await page.evaluate(() =>
      window.axe.run({ include: ['main'], exclude: ['drc-assessment', 'iframe'] }, { runOnly: ['color-contrast'] }),
    );
    assert.ok(passes.length > 0, 'there is text to look at');
    assert.deepEqual(
      violations.flatMap(({ nodes }) => nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`)),
      [],
    );
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
