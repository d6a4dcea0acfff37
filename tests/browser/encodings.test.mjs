// Pages in the encodings of older sites: scripts and styles, which servers often send without one, stay readable.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, test } from 'node:test';
import { eventsOf, openPage, serve, waitForEvents } from './harness.mjs';
import { countField, fillCount, shortfall, showResult, WORDS } from './words.mjs';

const ELEMENT =
  '<drc-assessment policy="shanxi-2019-394" zone-type="modern_logistics" as-of="2026-11-22"></drc-assessment>';
const SCRIPT = '<script src="/drc-assessment.js" defer></script>';
// 中文 in GBK and in Big5.
const TITLES = { gbk: [0xd6, 0xd0, 0xce, 0xc4], gb18030: [0xd6, 0xd0, 0xce, 0xc4], big5: [0xa4, 0xa4, 0xa4, 0xe5] };

const page = (title, script = SCRIPT) =>
  Buffer.concat([
    Buffer.from('<!DOCTYPE html><html lang="zh-CN"><link rel="icon" href="data:,"><h1>'),
    Buffer.from(title),
    Buffer.from(`</h1>${script}${ELEMENT}`),
  ]);

const addresses = {};
before(async () => {
  for (const [charset, title] of Object.entries(TITLES)) {
    addresses[charset] = await serve({
      csp: null,
      types: { '.html': `text/html; charset=${charset}` },
      pages: {
        '/page.html': page(title),
        '/plain.html': page(title, '<script src="/drc-assessment-plain.js" defer></script>'),
        '/broken.html': page(title, '<script src="/broken/drc-assessment.js" defer></script>'),
        '/broken/drc-assessment.js': readFileSync(new URL('../../dist/drc-assessment.js', import.meta.url)),
      },
    });
  }
});

for (const charset of Object.keys(TITLES)) {
  test(`in a page in ${charset} every word is right: on the screen, in files, in failures, in old browsers`, async () => {
    const { page: inside, seen } = await openPage({ viewport: { width: 360, height: 740 } });
    await inside.goto(addresses[charset]('/page.html'));
    assert.equal(await inside.locator('h1').textContent(), '中文');
    await waitForEvents(inside, 'drc-ready');
    await countField(inside).waitFor();
    await fillCount(inside, WORDS.tooFew);
    await shortfall(inside).waitFor();
    await showResult(inside);
    await inside.getByRole('cell', { name: '入驻物流企业 10 家以上' }).waitFor();
    const marks = await inside.evaluate(() => {
      const all = [...document.querySelector('drc-assessment').shadowRoot.querySelectorAll('*')];
      return all
        .map((node) => getComputedStyle(node, '::before').content)
        .filter((content) => /[^\u0000-\u007f]/.test(content));
    });
    assert.ok(marks.includes('"填报："'), String(marks.slice(0, 3)));
    await inside.getByRole('button', { name: '复制填报链接' }).click();
    await inside.getByText('链接里含有填报内容').waitFor();
    const saved = async (name) => {
      const [file] = await Promise.all([inside.waitForEvent('download'), inside.getByRole('button', { name }).click()]);
      return [file.suggestedFilename(), readFileSync(await file.path(), 'utf8')];
    };
    const [name, csv] = await saved('保存为表格');
    assert.match(name, /^自评报告-/);
    assert.ok(csv.includes('入驻物流企业数') && csv.includes('还差 3 家'), csv.slice(0, 200));
    const [, html] = await saved('保存为网页');
    assert.match(html, /<title>自评报告|<title>.*自评/);
    assert.match((await saved('保存填报到文件'))[0], /^填报内容-/);
    assert.deepEqual(seen.errors, []);
  });

  test(`in a page in ${charset} a failure is told in words`, async () => {
    const { page: inside } = await openPage();
    await inside.goto(addresses[charset]('/broken.html'));
    await inside.getByRole('alert').getByText('网站上没有找到自评程序文件').waitFor();
    const told = (await eventsOf(inside, 'drc-error')).map(({ detail }) => detail.message);
    assert.ok(
      told.some((message) => /网站上没有找到/.test(message)),
      String(told),
    );
  });

  test(`in a page in ${charset} the criteria as text are readable`, async () => {
    const { page: inside } = await openPage();
    await inside.goto(addresses[charset]('/plain.html'));
    await inside.getByText('当前浏览器版本过低').waitFor();
    await inside.getByText('第六条（一）：').first().waitFor();
  });
}
