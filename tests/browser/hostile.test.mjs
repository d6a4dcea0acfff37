// Input from outside (policies, answers, files, objects of the page) is treated as data and never as markup or code.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { fileUrl, ROOT } from './browser.mjs';
import { eventsOf, eventually, openPage, serve } from './harness.mjs';
import { countField, fillCount, shortfall, showResult, WORDS } from './words.mjs';

const MARKUP =
  '</script></style></textarea><script>window.stolen=1</script><img src=x onerror="window.stolen=2"><svg onload=window.stolen=3><a href="javascript:window.stolen=4">a</a>\'"&lt;{{7*7}}';
// Characters that turn the reading direction, are half a surrogate pair, or are no characters.
const ODD = '\u202e\u2066x\u0000\u0008\ud800\ufffe';
const POLICY = 'shanxi-2019-394';
// Texts for people; everything else in a policy is a name, a number or a keyword.
const TEXTS = [
  'title',
  'number',
  'issuer',
  'authority',
  'summary',
  'label',
  'quote',
  'locator',
  'remark',
  'who',
  'note',
  'hint',
];

function spoil(value, key) {
  if (Array.isArray(value)) return value.map((item) => spoil(item, key));
  if (value && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, spoil(item, name)]));
  }
  return typeof value === 'string' && TEXTS.includes(key) ? value + MARKUP : value;
}

const policy = JSON.parse(readFileSync(join(ROOT, 'www', 'policies', `${POLICY}.json`), 'utf8'));
const PAGE = `<!DOCTYPE html><html lang="zh-CN"><meta charset="utf-8"><link rel="icon" href="data:,"><script src="drc-assessment.js" defer></script>
<drc-assessment zone-type="modern_logistics" as-of="2026-11-22"></drc-assessment>`;

let address;
before(async () => {
  address = await serve({ pages: { '/page.html': PAGE } });
});

async function open() {
  const opened = await openPage();
  await opened.page.addInitScript(() => {
    window.print = () => {
      window.top.printed = [
        document.body.textContent,
        document.querySelectorAll('script, img, svg, a, [onerror], [onload]').length,
      ];
      window.dispatchEvent(new Event('beforeprint'));
      window.dispatchEvent(new Event('afterprint'));
    };
  });
  await opened.page.goto(address('/page.html'));
  await opened.page.evaluate(() => DrcAssessment.ready);
  return opened;
}

const saved = async (page, name) => {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name }).click()]);
  return readFileSync(await download.path());
};

test('markup in a policy and in answers is shown, printed and saved as plain text', async () => {
  const { page, seen } = await open();
  const hostile = spoil(policy);
  assert.deepEqual(await page.evaluate((given) => DrcAssessment.check(given), hostile), []);
  await page.evaluate(
    ([given, text]) => {
      const element = document.querySelector('drc-assessment');
      element.policy = given;
      element.answers = {
        name: text,
        facts: {
          logistics_enterprise_count: { value: 7, unit: '家' },
          doc_other: text,
          [text]: text,
          planned_land_area: text,
        },
      };
    },
    [hostile, MARKUP + ODD],
  );
  await countField(page).waitFor();
  const within = () =>
    page.evaluate(() => {
      const { shadowRoot } = document.querySelector('drc-assessment');
      const odd = [...shadowRoot.querySelectorAll('*')].filter(
        (node) =>
          ['script', 'img', 'iframe', 'object', 'embed'].includes(node.localName)
          || (node.localName === 'a' && /^javascript:/i.test(node.href))
          || [...node.attributes].some(({ name }) => /^on/.test(name)),
      );
      return { odd: odd.map((node) => node.outerHTML), text: shadowRoot.textContent };
    });
  const filling = await within();
  await showResult(page);
  // Past the error summary.
  await page.getByRole('button', { name: '仍然查看结果' }).click();
  const result = await within();
  for (const { odd, text } of [filling, result]) {
    assert.deepEqual(odd, []);
    assert.ok(text.includes(MARKUP));
  }
  await page.getByRole('button', { name: '打印自评报告' }).click();
  await page.waitForFunction(() => window.printed);
  const [printed, elements] = await page.evaluate(() => window.printed);
  assert.ok(printed.includes(MARKUP));
  assert.equal(elements, 0);

  const html = await saved(page, '保存为网页');
  await saved(page, '保存为 Word 文档');
  const reader = await openPage();
  await reader.page.setContent(html.toString('utf8'));
  assert.ok((await reader.page.locator('body').innerText()).includes('window.stolen=1'));
  assert.equal(await reader.page.locator('script, img, svg, a').count(), 0);
  for (const it of [page, reader.page]) assert.equal(await it.evaluate(() => window.stolen), undefined);
  assert.deepEqual([...seen.errors, ...reader.seen.errors], []);
});

// Made in the page: objects that cannot come from a JSON file, or with unexpected content.
const hostileObjects = () => {
  const thrower = () => {
    throw new Error('from the host');
  };
  const handler = Object.fromEntries(
    ['get', 'has', 'ownKeys', 'getPrototypeOf', 'getOwnPropertyDescriptor'].map((trap) => [trap, thrower]),
  );
  const cyclic = { facts: {} };
  cyclic.facts.name = cyclic;
  const nested = (depth) => (depth === 0 ? 1 : { a: nested(depth - 1) });
  const revoked = Proxy.revocable({}, {});
  revoked.revoke();
  const revokedList = Proxy.revocable([], {});
  revokedList.revoke();
  return {
    'a getter that throws': Object.defineProperty({}, 'facts', { get: thrower, enumerable: true }),
    'a proxy that throws': new Proxy({}, handler),
    'a list that throws': new Proxy([1, 2], handler),
    'a revoked proxy': revoked.proxy,
    'a revoked list': revokedList.proxy,
    'a list of billions': { facts: new Array(4294967295) },
    'a list that lies': { facts: new Proxy([], { get: (list, key) => (key === 'length' ? 1e12 : 1) }) },
    'a cycle': cyclic,
    depth: { facts: nested(5000) },
    '__proto__ and constructor': JSON.parse(
      '{"__proto__": {"polluted": 1}, "constructor": {"prototype": {"polluted": 1}}, "facts": {"__proto__": {"polluted": 1}, "constructor": 1, "toString": 2}, "zone_type": "__proto__"}',
    ),
    'too many values': { facts: Object.fromEntries(Array.from({ length: 60000 }, (_, index) => [`x${index}`, 1])) },
    'a text of 1 MB': { name: 'x'.repeat(1000000), facts: { doc_other: 'x'.repeat(1000000) } },
    'odd characters': { name: '\ud800\u0000\u202e', facts: { doc_other: '\udfff' } },
    'a function': () => 1,
    'a symbol': Symbol('s'),
    'a number without end': { facts: { planned_land_area: Infinity, logistics_enterprise_count: NaN, x: 10n } },
    'a text that throws': {
      facts: { planned_land_area: { value: { toString: thrower, valueOf: thrower, toJSON: thrower }, unit: '亩' } },
    },
  };
};

/** Calls `use` in the page, with the objects made there. */
const withHostileObjects = (page, use) => page.evaluate(`(${use})((${hostileObjects})(), ${JSON.stringify(POLICY)})`);

test('no object makes a function throw, stops the engine or changes an object of the page', async () => {
  const { page } = await open();
  const { faults, restarted, polluted, after } = await withHostileObjects(page, async (objects, id) => {
    const engine = DrcAssessment.ready;
    const good = await DrcAssessment.load(id);
    const wrong = [];
    const tryIt = (what, call, isGood) => {
      try {
        const result = call();
        if (!isGood(result)) wrong.push(`${what}: ${JSON.stringify(result).slice(0, 200)}`);
      } catch (error) {
        wrong.push(`${what} threw ${error}`);
      }
    };
    const isAssessment = (it) => it && Array.isArray(it.errors) && Array.isArray(it.findings);
    for (const [name, object] of Object.entries(objects)) {
      tryIt(`evaluate ${name}`, () => DrcAssessment.evaluate(good, object), isAssessment);
      tryIt(
        `evaluateMany ${name}`,
        () => DrcAssessment.evaluateMany(good, [object, { as_of: '2026-11-22' }]),
        (list) => list.length === 2 && isAssessment(list[0]) && list[1].findings.length > 0,
      );
      tryIt(
        `rows: ${name}`,
        () => DrcAssessment.evaluateMany(good, object),
        (list) => Array.isArray(list) && list.every(isAssessment),
      );
      tryIt(
        `policy: ${name}`,
        () => DrcAssessment.evaluate(object, {}),
        (it) => isAssessment(it) && it.errors.length > 0,
      );
      tryIt(
        `check ${name}`,
        () => DrcAssessment.check(object),
        (errors) => Array.isArray(errors) && errors.length > 0,
      );
      tryIt(`options: ${name}`, () => DrcAssessment.evaluate(good, {}, object), isAssessment);
    }
    tryIt(
      'too many rows',
      () => DrcAssessment.evaluateMany(good, new Array(4294967295)),
      (list) => list.length === 1 && list[0].errors.length === 1,
    );
    const assessment = DrcAssessment.evaluate(good, { as_of: '2026-11-22', facts: {} });
    return {
      faults: wrong,
      restarted: DrcAssessment.ready !== engine,
      polluted: 'polluted' in {},
      after: assessment.findings.length,
    };
  });
  assert.deepEqual(faults, []);
  assert.equal(restarted, false);
  assert.equal(polluted, false);
  assert.ok(after > 0);
});

test('the element accepts any object as policy or as answers and goes on working', async () => {
  const { page } = await open();
  const polluted = await withHostileObjects(page, async (objects, id) => {
    const element = document.querySelector('drc-assessment');
    for (const object of Object.values(objects)) {
      element.policy = object;
      await window.drawn();
    }
    element.policy = await DrcAssessment.load(id);
    await window.drawn();
    for (const object of Object.values(objects)) {
      element.answers = object;
      await window.drawn();
    }
    element.answers = { zone_type: 'modern_logistics', facts: {} };
    await window.drawn();
    return 'polluted' in {};
  });
  assert.equal(polluted, false);
  assert.deepEqual(
    (await eventsOf(page, 'drc-error')).filter(({ detail }) => detail.code === 'trap'),
    [],
  );
  await fillCount(page, WORDS.tooFew);
  await shortfall(page).waitFor();
});

test('names of Object.prototype are not ids of policies', async () => {
  for (const url of [address('/page.html'), fileUrl('drc-assessment.html')]) {
    const { page } = await openPage();
    await page.goto(url);
    const codes = await page.evaluate(async () => {
      const answers = [];
      for (const id of ['__proto__', 'constructor', 'toString', '']) {
        answers.push((await DrcAssessment.load(id)).errors.length);
      }
      return answers;
    });
    assert.deepEqual(codes, [1, 1, 1, 1], url);
  }
});

test('files that are too large, too deep or full of odd names are rejected or harmless', async () => {
  const { page } = await open();
  await page.evaluate((id) => document.querySelector('drc-assessment').setAttribute('policy', id), POLICY);
  await fillCount(page, WORDS.tooFew);
  await shortfall(page).waitFor();
  const openFile = async (text) => {
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByRole('button', { name: '打开填报文件' }).click(),
    ]);
    await chooser.setFiles({ name: 'a.json', mimeType: 'application/json', buffer: Buffer.from(text) });
  };
  await openFile(`{"facts": {"doc_other": "${'x'.repeat(3_000_000)}"}}`);
  await page.getByText('所选文件过大').waitFor();
  await eventually(async () => assert.equal(await countField(page).inputValue(), WORDS.tooFew));
  await openFile(`{"facts": ${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}}`);
  await openFile(
    `{"__proto__": {"polluted": 1}, "facts": {"__proto__": {"polluted": 1}, "logistics_enterprise_count": {"value": "${WORDS.enough}", "unit": "家"}}}`,
  );
  await shortfall(page).waitFor({ state: 'hidden' });
  assert.equal(await page.evaluate(() => 'polluted' in {}), false);
});
