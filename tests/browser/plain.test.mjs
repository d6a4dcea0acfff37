// Browsers in which the program cannot run: a recommendation, and the criteria as text.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'acorn';
import { fileUrl, ROOT } from './browser.mjs';
import { openPage, serve } from './harness.mjs';

const CRITERION = '第六条（一）：规划占地面积 300 亩以上';
const OTHER_TYPE = '第六条（二）：规划建筑面积 2 万平方米以上';
const PAGE = `<!DOCTYPE html><html lang="zh-CN"><meta charset="utf-8"><link rel="icon" href="data:,">
<script src="drc-assessment.js" defer></script><script src="drc-assessment-plain.js" nomodule defer></script>
<drc-assessment policy="shanxi-2019-394" zone-type="modern_logistics"><p>自评工具正在打开。</p></drc-assessment>`;

// What the browser lacks, as an expression that removes it; and the sentence that the visitor reads.
const LACKS = {
  WebAssembly: ['delete window.WebAssembly', '不支持 WebAssembly'],
  'shadow roots': ['delete Element.prototype.attachShadow', '版本过低'],
  'custom elements': ['delete window.customElements', '版本过低'],
};

async function open(url, without = '') {
  const opened = await openPage();
  await opened.page.addInitScript(without);
  await opened.page.goto(url);
  return opened;
}

for (const [name, [without, sentence]] of Object.entries(LACKS)) {
  test(`without ${name} the page recommends a browser and lists the criteria of its type`, async () => {
    const address = await serve({ pages: { '/page.html': PAGE } });
    const { page, seen } = await open(address('/page.html'), without);
    await page.getByText(CRITERION).waitFor();
    const text = await page
      .locator('drc-assessment')
      .evaluate((element) => (element.shadowRoot || element).textContent);
    assert.match(text, new RegExp(sentence));
    assert.match(text, /极速模式/);
    assert.ok(!text.includes(OTHER_TYPE), 'another type');
    assert.ok(!text.includes('正在打开'), text.slice(0, 200));
    assert.deepEqual(seen.errors, []);
  });

  test(`without ${name} the offline page lists the criteria of the policy chosen`, async () => {
    const { page, seen } = await open(fileUrl('drc-assessment.html'), without);
    await page.getByRole('button', { name: '山西省创建现代服务业集聚区管理办法' }).click();
    await page.getByText(CRITERION).waitFor();
    assert.deepEqual(seen.errors, []);
  });
}

test('a browser that cannot parse the script shows the notice and the criteria all the same', async () => {
  // Such a browser does not know `nomodule` either.
  const page = PAGE.replace(' nomodule', '').replace('<drc-assessment ', '<drc-assessment lang="en" ');
  const address = await serve({ pages: { '/page.html': page, '/drc-assessment.js': 'var later than = this;' } });
  const old = await open(
    address('/page.html'),
    'delete window.customElements; delete window.fetch; delete window.Promise;',
  );
  await old.page.getByText(CRITERION).waitFor();
  assert.match(await old.page.locator('drc-assessment').innerText(), /too old.*Chromium 72/);
});

test('a browser that runs the script does not load the fallback', async () => {
  const address = await serve({ pages: { '/page.html': PAGE } });
  const { page, seen } = await open(address('/page.html'));
  await page.waitForFunction(() => document.querySelector('drc-assessment').assessment);
  assert.deepEqual(
    seen.requests.filter((url) => url.includes('plain')),
    [],
  );
});

test('the fallback script is ES5', () => {
  const source = readFileSync(join(ROOT, 'dist', 'drc-assessment-plain.js'), 'utf8');
  parse(source, { ecmaVersion: 5 });
  assert.throws(() => parse('let x = () => 1;', { ecmaVersion: 5 }));
});

test('the fallback shows policies as text, whatever is in them', async () => {
  const hostile = '<img src=x onerror="window.stolen=1">';
  const policy = {
    title: hostile,
    number: hostile,
    groups: [{ title: hostile, criteria: ['a'] }],
    criteria: [{ id: 'a', citation: { locator: hostile, quote: hostile } }],
  };
  const address = await serve({
    csp: null,
    pages: { '/page.html': PAGE, '/policies/shanxi-2019-394.json': JSON.stringify(policy) },
  });
  const { page } = await open(address('/page.html'), LACKS['shadow roots'][0]);
  await page.getByText(hostile).first().waitFor();
  assert.equal(await page.evaluate(() => window.stolen), undefined);
});
