// Old libraries and home-made helpers that replace built-ins: the widget starts, and what it hands out has the same
// bytes as on a clean page.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { before, test } from 'node:test';
import { held, openPage, serve, waitForEvents } from './harness.mjs';
import { packaged } from './vendor.mjs';
import { countField, fillCount, shortfall, showResult, WORDS } from './words.mjs';

const ELEMENT =
  '<drc-assessment policy="shanxi-2019-394" zone-type="modern_logistics" as-of="2026-11-22"></drc-assessment>';

// What Prototype 1.6 does to arrays, functions and objects. (No npm package has the library itself.)
const PROTOTYPE_16 = `(function () {
  function $A(iterable) {
    if (!iterable) return [];
    if (iterable.toArray) return iterable.toArray();
    var length = iterable.length || 0, results = new Array(length);
    while (length--) results[length] = iterable[length];
    return results;
  }
  Array.from = $A;
  function extend(target, source) { for (var name in source) target[name] = source[name]; return target; }
  var inspect = function (value) { return JSON.stringify(String(value)); };
  Object.toJSON = function (object) {
    if (object === null || object === undefined) return 'null';
    if (typeof object === 'number' || typeof object === 'boolean') return String(object);
    if (object.toJSON) return object.toJSON();
    var results = [];
    for (var property in object) results.push(inspect(property) + ': ' + Object.toJSON(object[property]));
    return '{' + results.join(', ') + '}';
  };
  Object.keys = function (object) { var keys = []; for (var key in object) keys.push(key); return keys; };
  Object.values = function (object) { var values = []; for (var key in object) values.push(object[key]); return values; };
  var each = function (iterator, context) { for (var i = 0; i < this.length; i++) iterator.call(context, this[i], i); return this; };
  var map = function (iterator, context) { var r = []; each.call(this, function (v, i) { r.push(iterator ? iterator.call(context, v, i) : v); }); return r; };
  var select = function (iterator, context) { var r = []; each.call(this, function (v, i) { if (iterator.call(context, v, i)) r.push(v); }); return r; };
  extend(Array.prototype, {
    each: each, map: map, collect: map, select: select, findAll: select, filter: select,
    all: function (f) { var r = true; each.call(this, function (v, i) { r = r && !!f(v, i); }); return r; },
    any: function (f) { var r = false; each.call(this, function (v, i) { r = r || !!f(v, i); }); return r; },
    some: function (f) { return this.any(f); }, every: function (f) { return this.all(f); },
    detect: function (f) { for (var i = 0; i < this.length; i++) if (f(this[i], i)) return this[i]; },
    find: function (f) { return this.detect(f); },
    toArray: function () { return [].concat(this); }, entries: function () { return this.toArray(); },
    include: function (v) { return this.indexOf(v) > -1; }, member: function (v) { return this.include(v); },
    reverse: function (inline) { var r = []; for (var i = this.length; i--;) r.push(this[i]); return r; },
    first: function () { return this[0]; }, last: function () { return this[this.length - 1]; },
    reduce: function () { return this.length > 1 ? this : this[0]; },
    clone: function () { return [].concat(this); }, size: function () { return this.length; },
    toJSON: function () { return '[' + map.call(this, Object.toJSON).join(', ') + ']'; }
  });
  String.prototype.toJSON = function () { return inspect(this); };
  Number.prototype.toJSON = function () { return String(this); };
  Date.prototype.toJSON = function () { return '"' + this.toISOString() + '"'; };
  var own = window.Element;
  own.prototype.remove = function () { this.parentNode.removeChild(this); return this; };
  own.prototype.select = function () { return []; };
  window.Element = function (tag) { return document.createElement(tag); };
  extend(window.Element, own); window.Element.prototype = own.prototype;
  window.Event = { observe: function () {}, stop: function () {} };
  window.Hash = function () {}; window.$ = function (id) { return document.getElementById(id); };
})();`;

const INTERFERENCES = {
  'Prototype 1.6': PROTOTYPE_16,
  'MooTools 1.5': packaged('mootools/lib/mootools-core-1.5.2-server.js'),
  'MooTools 1.5 with its Window and Element': `${packaged('mootools/lib/mootools-core-1.5.2-server.js')}
    window.Window = function () {}; window.Document = function () {};
    const own = window.Element; window.Element = function () {}; window.Element.prototype = own.prototype;`,
  'Array.from without map': 'Array.from = (items) => [].slice.call(items);',
  'Array.from that wraps texts':
    "Array.from = (item) => (item && typeof item === 'object' && 'length' in item ? [].slice.call(item) : [item]);",
  'Array.prototype.toJSON': 'Array.prototype.toJSON = function () { return "[" + this.join() + "]"; };',
  'Object.prototype.toJSON':
    "Object.defineProperty(Object.prototype, 'toJSON', { configurable: true, writable: true, value() { return 'x'; } });",
  'Array.prototype.reduce': 'Array.prototype.reduce = function () { return this.length > 1 ? this : this[0]; };',
  'Array.prototype.find': 'Array.prototype.find = function (value) { return this.indexOf(value); };',
  'Array.prototype.map without index':
    'Array.prototype.map = function (use) { const all = []; for (const item of this) all.push(use(item)); return all; };',
  'String.prototype.padStart': 'String.prototype.padStart = function () { return this + "?"; };',
  'fetch without arrayBuffer': `const own = window.fetch;
    window.fetch = (url) => own(url).then((response) => ({ ok: response.ok, status: response.status, text: () => response.text(), json: () => response.json() }));`,
  Event: 'window.Event = {}; window.CustomEvent = function () {};',
  URL: 'var URL = location.href;',
  'URLSearchParams, Headers, Request': 'var URLSearchParams = 1, Headers = 2, Request = 3, FormData = 4;',
  Window: 'window.Window = function () {};',
  'Element and its kin':
    'window.Element = {}; window.HTMLInputElement = {}; window.HTMLSelectElement = 1; window.ShadowRoot = null; window.InputEvent = {}; window.HTMLLinkElement = {};',
  Response: 'var Response = {};',
};

// Until it has taken answers, as the test driver needs the browser's own. It says so on the console.
const MAPS = `<script>{
  const own = [window.Map, window.Set];
  window.Map = function () { this.elements = []; };
  Map.prototype = { put(key, value) { this.elements.push({ key, value }); }, get() { return null; }, isEmpty() { return true; } };
  window.Set = function () {};
  document.addEventListener('drc-change', () => requestAnimationFrame(() => {
    [window.Map, window.Set] = own;
    console.log('answered');
  }));
  document.addEventListener('drc-ready', (event) => {
    window.startedWith = new Map().isEmpty();
    event.target.answers = { facts: { logistics_enterprise_count: 7 } };
  });
}</script>`;

const clean = {};
let address;
const script = '<script src="drc-assessment.js" defer></script>';
const pageWith = (head) =>
  `<!DOCTYPE html><html lang="zh-CN"><meta charset="utf-8"><link rel="icon" href="data:,">${head}<main>${ELEMENT}</main>`;

before(async () => {
  const pages = { '/clean.html': pageWith(script), '/maps.html': pageWith(MAPS + script) };
  Object.values(INTERFERENCES).forEach((code, index) => {
    pages[`/${index}.js`] = code;
    pages[`/first-${index}.html`] = pageWith(`<script src="${index}.js"></script>${script}`);
    pages[`/later-${index}.html`] = pageWith(`${script}<script src="${index}.js" defer></script>`);
  });
  address = await serve({ csp: null, pages });
  Object.assign(clean, await outputs('/clean.html'));
});

const digest = (bytes) => createHash('sha256').update(bytes).digest('hex');

/** Everything that the widget hands out on a page. */
async function outputs(path) {
  const { page, seen } = await openPage();
  await page.goto(address(path));
  await waitForEvents(page, 'drc-ready');
  await countField(page).waitFor();
  await page.getByRole('textbox', { name: /集聚区名称/ }).fill('示例物流园');
  await page.getByRole('checkbox', { name: '公路' }).first().check({ force: true });
  await fillCount(page, WORDS.tooFew);
  await shortfall(page).waitFor();
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: '打开填报文件' }).click(),
  ]);
  const given = {
    policy: 'shanxi-2019-394',
    zone_type: 'modern_logistics',
    name: '长名'.repeat(60),
    facts: { logistics_enterprise_count: 7, transport_hub_types: ['公路', '铁路'], yellow_card_years: [2021] },
  };
  await chooser.setFiles({ name: 'a.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(given)) });
  await page.waitForFunction(() => {
    const { answers } = document.querySelector('drc-assessment');
    return answers.name && answers.name.startsWith('长名');
  });
  await showResult(page);
  const files = {};
  for (const name of ['保存为网页', '保存为 Word 文档', '保存为表格', '保存填报到文件']) {
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name }).click()]);
    const bytes = readFileSync(await file.path());
    files[name] = [file.suggestedFilename(), bytes.length, name.includes('Word') ? '' : digest(bytes)];
  }
  await page.getByRole('button', { name: '复制填报链接' }).click();
  const link = await page.getByRole('textbox', { name: /链接/ }).inputValue();
  const { facts } = await held(page, 'answers');
  const assessment = await held(page, 'assessment');
  return { files, code: link.split('#drc=')[1], facts, verdict: assessment.message, errors: seen.errors };
}

for (const [index, name] of Object.keys(INTERFERENCES).entries()) {
  for (const order of ['first', 'later']) {
    test(`${name}, ${order === 'first' ? 'before' : 'after'} the script: the same bytes as on a clean page`, async () => {
      assert.deepEqual(await outputs(`/${order}-${index}.html`), clean);
    });
  }
}

test('the widget works on a page with a Map and a Set of its own', async () => {
  const { page, seen } = await openPage();
  const answered = page.waitForEvent('console', (message) => message.text() === 'answered');
  await page.goto(address('/maps.html'));
  await answered;
  await shortfall(page).waitFor();
  assert.equal(await page.evaluate(() => window.startedWith), true);
  assert.deepEqual(seen.errors, []);
});
