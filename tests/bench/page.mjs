// The shipped files in Chromium: the JS API beside the other evaluators, and what a click and a key take.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ROOT } from '../browser/browser.mjs';
import { createStaticServer } from '../../www/build/serve.mjs';
import { criteriaOf } from './zones.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));
const { buildSync } = createRequire(join(ROOT, 'www', 'package.json'))('esbuild');

/** How long after a change of the page nothing more is expected: longer than any pause on purpose. */
const QUIET_MS = 900;

/** Serves dist/ with further pages; the address of a path. */
export async function serve(pages) {
  const server = createStaticServer({ pages });
  await new Promise((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return { server, address: (path) => `http://127.0.0.1:${server.address().port}${path}` };
}

/** The contenders and the random zones as one script, in the global `bench`. */
export function benchScript() {
  const { outputFiles } = buildSync({
    stdin: {
      contents: "export * from './zones.mjs'; export * from './contenders.mjs'; export * from './agreement.mjs';",
      resolveDir: HERE,
    },
    bundle: true,
    minify: true,
    format: 'iife',
    globalName: 'bench',
    target: 'chrome120',
    write: false,
  });
  return outputFiles[0].text;
}

export const API_PAGE =
  '<!DOCTYPE html><meta charset="utf-8"><link rel="icon" href="data:,">'
  + '<script src="drc-assessment.js"></script><script src="bench.js"></script>';

/** A page with the API and all contenders, which have decided the same zones alike. */
export async function openApi(browser, address, { policy, count, seed }) {
  const page = await browser.newPage();
  await page.goto(address('/bench.html'));
  const compared = await page.evaluate(
    async ([file, zones, start]) => {
      const { bench, DrcAssessment } = window;
      await DrcAssessment.ready;
      window.policy = await DrcAssessment.load(file.id);
      // As a page has them from a server: objects that are put together key by key take longer to read.
      window.zones = JSON.parse(JSON.stringify(bench.randomZones(file, zones, start)));
      window.answers = window.zones.map(({ answers }) => answers);
      window.contenders = bench.contenders(file);
      const assessments = DrcAssessment.evaluateMany(window.policy, window.answers);
      return bench.compare(window.contenders, window.zones, assessments);
    },
    [policy, count, seed],
  );
  return { page, compared };
}

/** Zones a second of one contender. */
export const contenderRate = (page, name, milliseconds) =>
  page.evaluate(
    ([own, time]) => {
      const contender = window.contenders.find((it) => it.name === own);
      return window.bench.rate(contender, window.zones, time);
    },
    [name, milliseconds],
  );

/** Calls of `evaluate` a second, each with all findings, with the object of the policy or with its id. */
export const evaluateRate = (page, milliseconds, { isById = false } = {}) =>
  page.evaluate(
    ([time, byId]) => {
      const policy = byId ? window.policy.id : window.policy;
      const began = performance.now();
      let done = 0;
      while (performance.now() - began < time) {
        const { findings } = DrcAssessment.evaluate(policy, window.answers[done % window.answers.length]);
        if (findings.length === 0) throw new Error('an assessment has no findings');
        done += 1;
      }
      return (done * 1000) / (performance.now() - began);
    },
    [milliseconds, isById],
  );

/** Rows a second of `evaluateMany`; null where it does not offer this detail. */
export const evaluateManyRate = (page, detail) =>
  page.evaluate((wanted) => {
    const options = wanted ? { detail: wanted } : {};
    const [first] = DrcAssessment.evaluateMany(window.policy, window.answers.slice(0, 1), options);
    // Options that are not known are passed over, and whole assessments come.
    if (wanted === 'summary' && ('findings' in first || !('short' in first))) return null;
    const began = performance.now();
    const results = DrcAssessment.evaluateMany(window.policy, window.answers, options);
    return (results.length * 1000) / (performance.now() - began);
  }, detail);

/**
 * Before any script of the page: counts the time in wasm, that of inner calls once, and notes each change of the
 * widget.
 */
function watch() {
  const state = { wasm: 0, last: 0, isInside: false };
  window.watched = state;
  const timed = (original) => {
    if (typeof original !== 'function') return original;
    return (...values) => {
      if (state.isInside) return original(...values);
      state.isInside = true;
      const began = performance.now();
      try {
        return original(...values);
      } finally {
        state.wasm += performance.now() - began;
        state.isInside = false;
      }
    };
  };
  const own = Object.getOwnPropertyDescriptor(WebAssembly.Instance.prototype, 'exports').get;
  const wrapped = new WeakMap();
  Object.defineProperty(WebAssembly.Instance.prototype, 'exports', {
    get() {
      if (!wrapped.has(this)) {
        const entries = Object.entries(own.call(this)).map(([name, value]) => [name, timed(value)]);
        wrapped.set(this, Object.fromEntries(entries));
      }
      return wrapped.get(this);
    },
  });
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function attachShadow(options) {
    const root = attach.call(this, options);
    new MutationObserver(() => {
      state.last = performance.now();
    }).observe(root, { subtree: true, childList: true, attributes: true, characterData: true });
    return root;
  };
}

/** The form of logistics zones, watched. */
export async function openForm(browser, address) {
  const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  await page.addInitScript(watch);
  await page.goto(address('/index.html?policy=shanxi-2019-394&zone-type=modern_logistics&as-of=2026-11-22'));
  await page.getByRole('textbox', { name: '入驻物流企业数' }).first().waitFor();
  await page.waitForTimeout(QUIET_MS);
  return page;
}

/** The yes/no questions of logistics that decide a criterion by themselves: each click on them changes the result. */
export function yesNoFacts(policy) {
  const isDeciding = ({ role, condition }) => role === 'eligibility' && condition.is;
  return criteriaOf(policy, 'modern_logistics')
    .filter(isDeciding)
    .map(({ condition }) => condition.fact);
}

/**
 * Milliseconds from a click on 是, where that is chosen already on 否, to the last change of the page, and those in
 * wasm.
 */
export const click = (page, fact) =>
  page.evaluate(
    async ([id, quiet]) => {
      const { shadowRoot } = document.querySelector('drc-assessment');
      const yes = shadowRoot.getElementById(`drc-f-${id}`);
      const input = yes.checked ? shadowRoot.getElementById(`drc-f-${id}-1`) : yes;
      const { watched } = window;
      watched.wasm = 0;
      watched.last = 0;
      const began = performance.now();
      input.click();
      await new Promise((resolve) => {
        setTimeout(resolve, quiet);
      });
      if (watched.last < began) throw new Error('a click has changed nothing');
      return { page: watched.last - began, wasm: watched.wasm };
    },
    [fact, QUIET_MS],
  );

/** Milliseconds from a digit key to the last change of the page. Each time another number stands there afterwards. */
export async function key(page, number) {
  const field = page.getByRole('textbox', { name: '入驻物流企业数' }).first();
  await field.selectText();
  await page.evaluate(() => {
    window.watched.last = 0;
    const { shadowRoot } = document.querySelector('drc-assessment');
    shadowRoot.addEventListener(
      'keydown',
      () => {
        window.watched.began = performance.now();
      },
      { capture: true, once: true },
    );
  });
  await page.keyboard.press(String(1 + (number % 9)));
  await page.waitForTimeout(QUIET_MS);
  const passed = await page.evaluate(() => window.watched.last - window.watched.began);
  if (passed < 0) throw new Error('a key has changed nothing');
  return passed;
}

export const readPolicy = () => JSON.parse(readFileSync(join(ROOT, 'www', 'policies', 'shanxi-2019-394.json'), 'utf8'));
