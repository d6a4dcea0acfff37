// The report: printed, and as HTML, Word and CSV file. The document is a fixture here and is handed
// to the element's host as the wasm does it, by calling the function that `Widget.mount` was given.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { fileUrl, ROOT } from './browser.mjs';
import { eventsOf, openPage, serve, STRICT_CSP, waitForEvents } from './harness.mjs';
import { openInOldChromium } from './old-chromium.mjs';

const { unzipSync, strFromU8 } = createRequire(join(ROOT, 'www', 'package.json'))('fflate');

const HOSTILE = '</style><script>window.stolen=1</script><img src=x onerror="window.stolen=2">&lt;"\'';
const PART = /drc-assessment-report\.js/;

const DOCUMENT = {
  title: '集聚区创建条件自评报告',
  lang: 'zh-CN',
  file: '自评报告-示例物流园-2026-11-22',
  hash_label: '校验码',
  hash_of: '{"policy":"shanxi-2019-394","answers":{"name":"示例物流园"}}',
  blocks: [
    {
      kind: 'facts',
      rows: [
        ['集聚区名称', '示例物流园'],
        ['所在市', '示例市'],
        ['集聚区类型', '现代物流集聚区'],
        ['政策', '山西省创建现代服务业集聚区管理办法（试行）晋发改服务发〔2019〕394号'],
        ['自评日期', '2026年11月22日'],
      ],
    },
    { kind: 'notice', text: '试行期已过；是否延续、修订或另有新办法，须向省发展改革委核实。' },
    { kind: 'heading', text: '一、对照结论' },
    {
      kind: 'text',
      text: '与原文对照，目前有 2 项差距；另有 3 项待填、13 项须由评审认定。\n差距：规划占地面积 240 亩，要求 300 亩以上，还差 60 亩（4 公顷）。',
    },
    { kind: 'heading', text: '二、逐条对照', note: '引文照录政策原文。' },
    {
      kind: 'table',
      columns: ['条款', '要求（原文）', '填报', '结论', '差距／说明'],
      groups: [
        {
          title: '基本条件',
          note: '第五条',
          rows: Array.from({ length: 24 }, (_, index) => ({
            cells: [
              '第五条（一）',
              '集聚区应在服务内容、服务模式创新方面特征明显，在补短板、促就业方面效应突出'.slice(0, 12 + index),
              '已附佐证说明',
              '满足（自报）',
              '—',
            ],
            short: false,
          })),
        },
        {
          title: '类型条件',
          note: '第六条（一）',
          rows: [
            {
              cells: ['第六条（一）', '规划占地面积 300 亩以上', '16 公顷（240 亩）', '未满足', '还差 60 亩（4 公顷）'],
              short: true,
            },
            { cells: ['=1+1', `${HOSTILE},x`, '+SUM(A1)', '  @x', '＝1'], short: true },
          ],
        },
      ],
    },
    { kind: 'heading', text: '三、待补事项' },
    { kind: 'list', items: ['专职管理人员数。', '市发展改革部门的上报文件。'] },
    { kind: 'heading', text: '四、申报材料' },
    {
      kind: 'checks',
      items: [
        ['发展规划', true],
        ['土地批复', false],
        ['省现代服务业集聚区申报表', true],
        [HOSTILE, false],
      ],
    },
    { kind: 'heading', text: '五、后续步骤' },
    {
      kind: 'steps',
      items: [
        {
          title: '提出申请',
          who: '集聚区',
          text: '向所在市发展改革部门提出申请，提交第八条所列材料。',
          note: '第七条、第八条',
        },
        { title: '公示', who: '省服务业发展领导小组办公室', text: '公示期为 5 个工作日。', note: '' },
      ],
    },
    { kind: 'sign', lines: ['填报人（签字）', '单位（盖章）', '日期'] },
  ],
  footer: '对照引擎 0.1.0　仅供准备申报材料参考',
};

/** In the page: finds what the wasm tells the host by and keeps it as `window.notify`. */
async function findNotify() {
  const until = async (check) => {
    for (let i = 0; i < 400 && !check(); i += 1) {
      await new Promise((resolve) => {
        setTimeout(resolve, 50);
      });
    }
  };
  const element = document.querySelector('drc-assessment');
  await until(() => element.shadowRoot && element.shadowRoot.querySelector('.drc h2'));
  const original = Function.prototype.call;
  Function.prototype.call = function call(...args) {
    if (args[1] === 'state') window.notify = this;
    return Reflect.apply(original, this, args);
  };
  // A policy and an answer: the host is told of the new state.
  element.setAttribute('policy', 'shanxi-2019-394');
  await until(() => element.assessment !== null);
  element.answers = { name: '示例' };
  await until(() => window.notify);
  Function.prototype.call = original;
}

/** Of a frame that is printed: what it looked like when the browser was asked to. */
const spyOnPrinting = () => {
  window.print = () => {
    const { top } = window;
    const computed = (selector, name) => getComputedStyle(document.querySelector(selector))[name];
    top.printed = top.printed || [];
    top.printed.push({
      title: document.title,
      lang: document.documentElement.lang,
      text: document.body.textContent,
      tags: [...new Set([...document.body.querySelectorAll('*')].map((node) => node.localName))].sort(),
      bold: computed('.drc-report__short td', 'fontWeight'),
      border: computed('td', 'borderTopStyle'),
      head: computed('thead', 'display'),
      size: computed('.drc-report__table', 'fontSize'),
      margin: computed('body', 'marginTop'),
      background: computed('body', 'backgroundColor'),
      markup: document.documentElement.outerHTML,
    });
    if (top.printingIsIgnored) return;
    window.dispatchEvent(new Event('beforeprint'));
    window.dispatchEvent(new Event('afterprint'));
  };
};

async function open(url) {
  const opened = await openPage();
  await opened.page.addInitScript(spyOnPrinting);
  await opened.page.goto(url);
  await opened.page.evaluate(findNotify);
  return opened;
}

const report = (page, format, changes = {}) =>
  page.evaluate(
    (detail) => {
      window.notify('export', detail);
    },
    { format, document: { ...DOCUMENT, ...changes } },
  );

async function save(page, format, changes) {
  const [download] = await Promise.all([page.waitForEvent('download'), report(page, format, changes)]);
  return { name: download.suggestedFilename(), data: readFileSync(await download.path()) };
}

async function printed(page, changes) {
  const before = await page.evaluate(() => (window.printed || []).length);
  await report(page, 'print', changes);
  await page.waitForFunction((count) => (window.printed || []).length > count, before);
  return page.evaluate(() => window.printed[window.printed.length - 1]);
}

const codeIn = (text) => /校验码 ?([0-9a-f]{4} [0-9a-f]{4} [0-9a-f]{4} [0-9a-f]{4})/.exec(text)[1];

const addresses = {
  'served under a strict policy': async () => (await serve())('/index.html'),
  'the offline page': async () => fileUrl('drc-assessment.html'),
};

for (const [name, address] of Object.entries(addresses)) {
  test(`${name} prints the styled report from an iframe of its own and removes it again`, async () => {
    const { page, seen } = await open(await address());
    const sheet = await printed(page);
    assert.equal(sheet.title, DOCUMENT.file);
    assert.equal(sheet.lang, 'zh-CN');
    for (const text of [
      '集聚区创建条件自评报告',
      '还差 60 亩（4 公顷）',
      '土地批复',
      '提出申请',
      '填报人（签字）',
      DOCUMENT.footer,
      HOSTILE,
    ]) {
      assert.ok(sheet.text.includes(text), text);
    }
    assert.ok(!sheet.tags.some((tag) => ['script', 'img', 'style'].includes(tag)), sheet.tags.join(' '));
    const { bold, border, head, size, margin, background } = sheet;
    assert.deepEqual(
      { bold, border, head, margin, background },
      {
        bold: '700',
        border: 'solid',
        head: 'table-header-group',
        margin: '0px',
        background: 'rgb(255, 255, 255)',
      },
    );
    assert.ok(Math.abs(parseFloat(size) - 9.5 * (96 / 72)) < 0.05, size);
    await page.waitForFunction(() => document.querySelectorAll('iframe').length === 0);
    assert.deepEqual(seen.errors, []);
    assert.deepEqual(await page.evaluate(() => [window.stolen, window.seen.violations, window.seen.evaluated]), [
      undefined,
      [],
      0,
    ]);
  });

  test(`${name} saves the report in every format without an error`, async () => {
    const { page, seen } = await open(await address());
    for (const format of ['html', 'docx', 'csv']) {
      assert.equal((await save(page, format)).name, `${DOCUMENT.file}.${format}`);
    }
    assert.deepEqual(seen.errors, []);
    assert.deepEqual(await page.evaluate(() => [window.seen.violations, window.seen.evaluated]), [[], 0]);
  });
}

test('the part is requested once, on first use; the offline page requests nothing', async () => {
  const address = await serve();
  const served = await open(address('/index.html'));
  assert.ok(!served.seen.requests.some((url) => PART.test(url)));
  const before = served.seen.requests.length;
  await save(served.page, 'html');
  await save(served.page, 'csv');
  assert.deepEqual(
    served.seen.requests
      .slice(before)
      .filter((url) => !url.startsWith('blob:'))
      .map((url) => new URL(url).pathname),
    ['/drc-assessment-report.js'],
  );

  const offline = await open(fileUrl('drc-assessment.html'));
  await save(offline.page, 'docx');
  await printed(offline.page);
  assert.deepEqual(
    offline.seen.requests.filter((url) => !/^(data|blob):/.test(url)),
    [fileUrl('drc-assessment.html')],
  );
});

test('the part loads from another origin, and by the nonce of the script', async () => {
  const files = await serve({ csp: null });
  const origin = files('');
  const { page, seen } = await openPage();
  await page.route(files('/**'), async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: { ...response.headers(), 'Access-Control-Allow-Origin': '*' } });
  });
  const address = await serve({
    csp: `default-src 'none'; script-src 'nonce-abc' 'wasm-unsafe-eval'; style-src ${origin}; connect-src ${origin}; img-src data:; require-trusted-types-for 'script'`,
    pages: {
      '/cdn.html':
        '<!DOCTYPE html><html lang="zh-CN"><title>x</title><link rel="icon" href="data:,">'
        + `<script nonce="abc" defer src="${files('/drc-assessment.js')}"></script><drc-assessment></drc-assessment>`,
    },
  });
  await page.addInitScript(spyOnPrinting);
  await page.goto(address('/cdn.html'));
  await page.evaluate(findNotify);
  assert.equal((await printed(page)).border, 'solid');
  assert.equal((await save(page, 'html')).name, `${DOCUMENT.file}.html`);
  assert.deepEqual(seen.errors, []);
});

test('a part that does not load has a sentence of its own, and the next try loads it', async () => {
  const address = await serve();
  const { page } = await open(address('/index.html'));
  const broken = (url) => PART.test(url.href);
  await page.route(broken, (route) => route.abort());
  await report(page, 'html');
  await page.getByText('程序文件 drc-assessment-report.js').waitFor();
  await waitForEvents(page, 'drc-error');
  assert.equal((await eventsOf(page, 'drc-error'))[0].detail.code, 'part');
  await page.unroute(broken);
  await save(page, 'html');
  await page.getByText('程序文件 drc-assessment-report.js').waitFor({ state: 'hidden' });
});

test('the part of another version is not used', async () => {
  const part = readFileSync(join(ROOT, 'dist', 'drc-assessment-report.js'), 'utf8');
  const [, version] = /drc-assessment parts (\d+\.\d+\.\d+)/.exec(part);
  const address = await serve({
    pages: { '/drc-assessment-report.js': part.replace(`parts ${version}`, 'parts 9.9.9') },
  });
  const { page } = await open(address('/index.html'));
  await report(page, 'html');
  await page.getByText('程序文件 drc-assessment-report.js').waitFor();
});

test('a page whose security policy does not allow the trusted types of the script shows a sentence instead of a report', async () => {
  const address = await serve({ csp: `${STRICT_CSP}; trusted-types other` });
  const { page } = await open(address('/index.html'));
  await report(page, 'html');
  await page.getByText('程序文件 drc-assessment-report.js').waitFor();
});

test('a browser that ignores print(), or cannot save, shows a sentence', async () => {
  const { page } = await open(fileUrl('drc-assessment.html'));
  await page.evaluate(() => {
    window.printingIsIgnored = true;
  });
  await report(page, 'print');
  await page.getByText('不支持打印').waitFor();
  await page.evaluate(() => {
    URL.createObjectURL = undefined;
  });
  await report(page, 'csv');
  await page.getByText('不支持保存文件').waitFor();
  assert.deepEqual(
    (await eventsOf(page, 'drc-error')).map(({ detail }) => detail.code),
    ['print', 'download'],
  );
});

test('the HTML file opens by itself under its own policy and shows hostile text as text', async () => {
  const { page } = await open(fileUrl('drc-assessment.html'));
  const { data } = await save(page, 'html', {
    title: `报告${HOSTILE}`,
    footer: HOSTILE,
    lang: 'zh-CN" onload="window.stolen=3',
  });
  const folder = mkdtempSync(join(tmpdir(), 'drc-report-'));
  const file = join(folder, 'report.html');
  writeFileSync(file, data);
  const { page: saved, seen } = await openPage();
  await saved.goto(pathToFileURL(file).href);
  rmSync(folder, { recursive: true });
  assert.deepEqual(seen.errors, []);
  assert.deepEqual(seen.requests.length, 1);
  assert.equal(await saved.title(), `报告${HOSTILE}`);
  const found = await saved.evaluate(() => ({
    stolen: window.stolen,
    violations: window.seen.violations,
    bad: document.querySelectorAll('script, img, [onload]').length,
    border: getComputedStyle(document.querySelector('td')).borderTopStyle,
    foot: document.querySelector('.drc-report__foot').textContent,
    mode: document.compatMode,
  }));
  assert.equal(found.foot.indexOf(HOSTILE), 0);
  delete found.foot;
  assert.deepEqual(found, { stolen: undefined, violations: [], bad: 0, border: 'solid', mode: 'CSS1Compat' });
});

for (const { what, policy, answers, wanted, unwanted } of [
  {
    what: 'an upper bound',
    policy: 'shanxi-2020-479',
    answers: { facts: { leading_industry_count: { value: '3', unit: '个' } } },
    wanted: ['3 个', '不超过 2 个', '超出 1 个'],
    unwanted: '2 个以下',
  },
  {
    what: 'a number of four digits',
    policy: 'shanxi-2019-394',
    answers: { zone_type: 'new_market', facts: { employment_count: { value: '1234', unit: '人' } } },
    wanted: ['1234 人', '2000 人以上', '还差 766 人'],
    unwanted: '1,234',
  },
]) {
  test(`${what} has one form on screen and paper`, async () => {
    const { page } = await openPage();
    await page.addInitScript(spyOnPrinting);
    await page.goto((await serve())('/index.html'));
    await page.evaluate(
      async (given) => {
        const element = document.querySelector('drc-assessment');
        element.answers = { policy: given.policy, as_of: '2026-11-22', ...given.answers };
        element.setAttribute('policy', given.policy);
      },
      { policy, answers },
    );
    await page.getByRole('button', { name: '查看逐条结果' }).first().click();
    const gap = await page.locator('.drc-gaps').first().innerText();
    await page.getByRole('button', { name: '打印自评报告' }).click();
    await page.waitForFunction(() => window.printed);
    const sheet = await page.evaluate(() => window.printed[0].text);
    for (const text of wanted) {
      assert.ok(gap.includes(text), `${text} in ${gap}`);
      assert.ok(sheet.includes(text), `${text} on paper`);
    }
    assert.ok(!gap.includes(unwanted) && !sheet.includes(unwanted), unwanted);
  });
}

test('the CSV has a byte order mark, quoted fields and no formula', async () => {
  const { page } = await open(fileUrl('drc-assessment.html'));
  const text = (await save(page, 'csv')).data.toString('utf8');
  assert.equal(text[0], '\ufeff');
  const lines = text.slice(1).split('\r\n');
  assert.equal(lines.pop(), '');
  assert.equal(lines.length, 1 + 24 + 2);
  assert.equal(lines[0], '"二、逐条对照","条款","要求（原文）","填报","结论","差距／说明"');
  assert.equal(
    lines[25],
    '"类型条件","第六条（一）","规划占地面积 300 亩以上","16 公顷（240 亩）","未满足","还差 60 亩（4 公顷）"',
  );
  assert.equal(lines[26], `"类型条件","\t=1+1","${HOSTILE.replace(/"/g, '""')},x","\t+SUM(A1)","\t@x","\t＝1"`);
});

test('the Word file is a package of well-formed parts', async () => {
  const { page } = await open(fileUrl('drc-assessment.html'));
  const parts = unzipSync((await save(page, 'docx', { footer: `a\u0001\u0000${HOSTILE}` })).data);
  assert.deepEqual(Object.keys(parts).sort(), [
    '[Content_Types].xml',
    '_rels/.rels',
    'docProps/core.xml',
    'word/_rels/document.xml.rels',
    'word/document.xml',
    'word/footer1.xml',
    'word/settings.xml',
    'word/styles.xml',
  ]);
  const { page: blank } = await openPage();
  const texts = await blank.evaluate(
    (sources) =>
      sources.map((source) => {
        const parsed = new DOMParser().parseFromString(source, 'application/xml');
        return parsed.querySelector('parsererror') ? `not well-formed: ${source}` : parsed.documentElement.textContent;
      }),
    Object.keys(parts).map((name) => strFromU8(parts[name])),
  );
  assert.deepEqual(
    texts.filter((text) => text.startsWith('not well-formed')),
    [],
  );
  for (const text of ['集聚区创建条件自评报告', '还差 60 亩（4 公顷）', '土地批复', HOSTILE]) {
    assert.ok(
      texts.some((it) => it.includes(text)),
      text,
    );
  }
  const body = strFromU8(parts['word/document.xml']);
  for (const wanted of ['<w:tblHeader/>', 'w:w="11906" w:h="16838"', '<w:cantSplit/>', '<w:gridSpan w:val="5"/>']) {
    assert.ok(body.includes(wanted), wanted);
  }
  // With a repeated head and unbroken rows, LibreOffice loses the rows behind a cell that keeps with the next.
  assert.doesNotMatch(body, /<w:tc>(?:(?!<\/w:tc>).)*<w:keepNext\/>/);
  assert.match(strFromU8(parts['word/styles.xml']), /w:eastAsia="宋体".*w:eastAsia="黑体"/s);
});

test('the check code is the same everywhere, and different if one letter differs', async () => {
  const { page } = await open(fileUrl('drc-assessment.html'));
  const code = codeIn((await printed(page)).text);
  const expected = createHash('sha256').update(DOCUMENT.hash_of).digest('hex').slice(0, 16).match(/.{4}/g).join(' ');
  assert.equal(code, expected);
  assert.equal(codeIn((await save(page, 'html')).data.toString()), expected);
  assert.equal(codeIn(strFromU8(unzipSync((await save(page, 'docx')).data)['word/footer1.xml'])), expected);
  const other = { hash_of: DOCUMENT.hash_of.replace('示例', '示列') };
  assert.notEqual(codeIn((await printed(page, other)).text), expected);
});

test('file names cannot leave the folder or disguise their ending', async () => {
  const { page } = await open(fileUrl('drc-assessment.html'));
  for (const [file, expected] of [
    ['../../a\\b:c*?"<>|', '-..-a-b-c------.csv'],
    ['报告\u202Efdp.', '报告-fdp.csv'],
    [' . ', 'report.csv'],
    ['长'.repeat(300), `${'长'.repeat(80)}.csv`],
  ]) {
    assert.equal((await save(page, 'csv', { file })).name, expected);
  }
});

test('Chromium 72 makes the same HTML and CSV files', async (t) => {
  const take = async (detail) => {
    const made = {};
    const { click } = HTMLAnchorElement.prototype;
    URL.createObjectURL = (blob) => {
      made.blob = blob;
      return 'blob:x';
    };
    URL.revokeObjectURL = () => {};
    HTMLAnchorElement.prototype.click = function spy() {
      made.name = this.download;
    };
    window.notify('export', detail);
    for (let i = 0; i < 100 && !made.name; i += 1) {
      await new Promise((resolve) => {
        setTimeout(resolve, 50);
      });
    }
    HTMLAnchorElement.prototype.click = click;
    return [
      made.name,
      new TextDecoder('utf-8', { ignoreBOM: true }).decode(await new Response(made.blob).arrayBuffer()),
    ];
  };
  const calls = [
    `(${findNotify})()`,
    ...['html', 'csv'].map((format) => `(${take})(${JSON.stringify({ format, document: DOCUMENT })})`),
  ];
  const old = await openInOldChromium(72, fileUrl('drc-assessment.html'));
  t.after(old.close);
  const { page } = await openPage();
  await page.goto(fileUrl('drc-assessment.html'));
  for (const call of calls) {
    const now = await page.evaluate(call);
    assert.deepEqual(await old.evaluate(call), now);
    if (call !== calls[0]) assert.ok(now[1].length > 1000);
  }
});
