// Pages that interfere: they stop events, hold another copy of the script, or use the name of its global.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { ROOT } from './browser.mjs';
import { openPage, serve, waitForEvents } from './harness.mjs';
import { countField, fillCount, shortfall, showResult, WORDS } from './words.mjs';

const SCRIPT = '<script src="/drc-assessment.js" defer></script>';
const ELEMENT =
  '<drc-assessment policy="shanxi-2019-394" zone-type="modern_logistics" as-of="2026-11-22"></drc-assessment>';
const page = (head, body = ELEMENT) =>
  `<!DOCTYPE html><html lang="zh-CN"><meta charset="utf-8"><link rel="icon" href="data:,">${head}<main>${body}</main>`;

/** Stops events of these types for everything below `target`, by the method of this name. */
const stopper = (target, phase, method, types) => `<script>for (const type of ${JSON.stringify(types)}) {
  ${target}.addEventListener(type, (event) => { window.stopped = (window.stopped || 0) + 1; event.${method}(); }, ${phase === 'capture'});
}</script>`;
const TYPES = [
  'click',
  'input',
  'change',
  'keydown',
  'pointerdown',
  'mousedown',
  'compositionstart',
  'compositionend',
  'focusin',
  'focusout',
];

const shipped = (name) => readFileSync(join(ROOT, 'dist', name));
const { version: OWN } = JSON.parse(shipped('npm/package.json'));
const OTHER = '9.9.9';

/** Another version of the script, with its own files beside it. */
function otherVersion() {
  const script = shipped('drc-assessment.js').toString().split(OWN);
  assert.ok(script.length > 1, 'the script holds its version');
  const files = [
    'drc-assessment.wasm',
    'drc-assessment-rest.wasm',
    'drc-assessment.css',
    'policies/shanxi-2019-394.json',
  ];
  return {
    '/other/drc-assessment.js': script.join(OTHER),
    ...Object.fromEntries(files.map((name) => [`/other/${name}`, shipped(name)])),
  };
}

let address;
before(async () => {
  address = await serve({
    csp: null,
    pages: {
      ...otherVersion(),
      ...Object.fromEntries(
        [
          ['window', 'capture', 'stopPropagation'],
          ['document', 'capture', 'stopPropagation'],
          ['document', 'capture', 'stopImmediatePropagation'],
          ['document', 'bubble', 'stopImmediatePropagation'],
        ].map(([target, phase, method]) => [
          `/${target}-${phase}-${method}.html`,
          page(stopper(target, phase, method, TYPES) + SCRIPT),
        ]),
      ),
      '/none.html': page(stopper('window', 'capture', 'stopImmediatePropagation', TYPES) + SCRIPT),
      '/later.html': page(SCRIPT),
      '/own-first.html': page(`${SCRIPT}<script src="/other/drc-assessment.js" defer></script>`),
      '/other-first.html': page(`<script src="/other/drc-assessment.js" defer></script>${SCRIPT}`),
      '/name-taken.html': page(SCRIPT, `<p id="DrcAssessment">说明</p>${ELEMENT}`),
    },
  });
});

async function open(path) {
  const opened = await openPage();
  await opened.page.goto(address(path));
  await waitForEvents(opened.page, 'drc-ready');
  await countField(opened.page).waitFor();
  return opened;
}

/** Types, presses buttons and chooses; each must take effect once, and the page must see each event once. */
async function worksThroughout(opened) {
  const field = countField(opened.page);
  await field.fill(WORDS.tooFew);
  // The field still has the focus: `input` alone must be enough.
  await shortfall(opened.page).waitFor();
  const yes = opened.page.getByRole('radio', { name: '是', exact: true }).first();
  await yes.check({ force: true });
  await opened.page.waitForFunction(() =>
    Object.values(document.querySelector('drc-assessment').answers.facts).includes(true),
  );
  assert.ok(await yes.isChecked());
  await showResult(opened.page);
  await opened.page.getByRole('cell', { name: '入驻物流企业 10 家以上' }).waitFor();
  assert.deepEqual(opened.seen.errors, []);
}

for (const [name, path] of [
  ['on the window before they come down', '/window-capture-stopPropagation.html'],
  ['on the document before they come down', '/document-capture-stopPropagation.html'],
  ['on the document, at once for everybody, before they come down', '/document-capture-stopImmediatePropagation.html'],
  ['on the document when they come up', '/document-bubble-stopImmediatePropagation.html'],
]) {
  test(`the widget works in a page that stops events ${name}`, async () => {
    const opened = await open(path);
    await worksThroughout(opened);
    assert.ok(await opened.page.evaluate(() => window.stopped > 0), 'the page did stop events');
  });
}

test('an event that the page lets through takes effect once, and the page sees it once', async () => {
  const { page: inside } = await open('/later.html');
  await inside.evaluate(() => {
    window.clicks = 0;
    document.addEventListener('click', () => {
      window.clicks += 1;
    });
    window.clicksInside = 0;
    document.querySelector('drc-assessment').shadowRoot.addEventListener('click', () => {
      window.clicksInside += 1;
    });
  });
  await showResult(inside);
  await inside.getByRole('button', { name: '继续填报' }).first().click();
  await countField(inside).waitFor();
  assert.deepEqual(await inside.evaluate(() => [window.clicks, window.clicksInside]), [2, 2]);
});

test('two quick clicks that the page stops both take effect', async () => {
  const { page: inside } = await open('/window-capture-stopPropagation.html');
  const twice = await inside.evaluate(async () => {
    const root = document.querySelector('drc-assessment').shadowRoot;
    const button = root.querySelector('button');
    let heard = 0;
    button.addEventListener('click', () => {
      heard += 1;
    });
    button.click();
    button.click();
    await window.drawn();
    return heard;
  });
  assert.equal(twice, 2);
});

test('where the page stops every event, an answer counts once its field is left', async () => {
  const { page: inside } = await open('/none.html');
  await fillCount(inside, WORDS.tooFew);
  await shortfall(inside).waitFor();
});

for (const [path, works, waits] of [
  ['/own-first.html', OWN, OTHER],
  ['/other-first.html', OTHER, OWN],
]) {
  test(`of two versions on one page the first works and the second logs a warning (${path})`, async () => {
    const { page: inside, seen } = await open(path);
    assert.deepEqual(seen.errors, [
      `drc-assessment ${waits} was not started: version ${works} is already on this page.`,
    ]);
    assert.equal(await inside.evaluate(() => DrcAssessment.version), works);
    await fillCount(inside, WORDS.tooFew);
    await shortfall(inside).waitFor();
    const folder = works === OTHER ? '/other/' : '/';
    assert.ok(seen.requests.includes(address(`${folder}drc-assessment.wasm`)), 'with its own files');
  });
}

test('an element of the page whose id is DrcAssessment does not prevent the script from starting', async () => {
  const { page: inside, seen } = await open('/name-taken.html');
  assert.equal(typeof (await inside.evaluate(() => DrcAssessment.version)), 'string');
  assert.deepEqual(seen.errors, []);
});
