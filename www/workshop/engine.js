// The engine with the tools for authors: an instance of its own.
//
// This is the only file that knows by which functions a policy is checked, cases are tried, a text is covered and two
// versions are compared.

import createGlue from 'glue';
import { instantiate } from '../element/wasm.js';
import { WORDS } from './words.js';

/** @import { Fault } from '../drc-assessment' */
/** @import { Coverage, Difference, EngineExports, Faulty, TestedCases } from '../element/types' */

const LANG = 'zh-CN';

/** @type {import('../element/types').Program<EngineExports>} */
const PROGRAM = { createGlue, file: 'workshop.html', holder: 'authoring-wasm', integrity: '' };

/** @type {Promise<EngineExports> | null} */
let starting = null;

/** The running engine. After a trap, or if it could not start, the next call starts a new one. */
function start() {
  if (!starting) {
    starting = instantiate(PROGRAM, () => {
      starting = null;
    });
    starting.catch(() => {
      starting = null;
    });
  }
  return starting;
}

/**
 * What a call of the engine has given, or null; and the faults for which there is nothing, or that are in it.
 * @template Result
 * @typedef {{ result: Result | null, faults: Fault[] }} Outcome
 */

/**
 * @template {{ errors: Fault[] }} Result
 * @param {(engine: EngineExports) => Result | Faulty} use
 * @returns {Promise<Outcome<Result>>}
 */
async function called(use) {
  /** @type {EngineExports} */
  let engine;
  try {
    engine = await start();
  } catch (error) {
    return { result: null, faults: [{ path: '', message: WORDS.engineFailed }] };
  }
  try {
    const given = use(engine);
    // What has nothing but faults is no result.
    const isResult = Object.keys(given).length > 1;
    return { result: isResult ? /** @type {Result} */ (given) : null, faults: given.errors };
  } catch (error) {
    return { result: null, faults: [{ path: '', message: WORDS.engineStopped }] };
  }
}

/**
 * Which of the tools for authors this engine has: the panes of others are not shown.
 * @returns {Promise<Record<'cases' | 'text' | 'difference', boolean>>}
 */
export async function tools() {
  const has = (/** @type {unknown} */ tool) => typeof tool === 'function';
  try {
    const { test_cases: cases, cover: text, difference: both } = await start();
    return { cases: has(cases), text: has(text), difference: has(both) };
  } catch (error) {
    return { cases: false, text: false, difference: false };
  }
}

/**
 * Every fault of a policy.
 * @param {unknown} policy
 * @returns {Promise<Fault[]>}
 */
export async function check(policy) {
  return (await called((engine) => ({ errors: engine.check(policy, LANG) }))).faults;
}

/**
 * What is probably wrong in a policy that has no fault.
 * @param {unknown} policy
 * @returns {Promise<Fault[]>}
 */
export async function warningsOf(policy) {
  return (await called((engine) => ({ errors: engine.warnings(policy, LANG) }))).faults;
}

/**
 * Tries a policy with a file of cases.
 * @param {unknown} policy
 * @param {unknown} cases
 * @returns {Promise<Outcome<TestedCases>>}
 */
export const testCases = (policy, cases) => called((engine) => engine.test_cases(policy, cases, LANG));

/**
 * Which sentences of a text a policy quotes.
 * @param {unknown} policy
 * @param {string} text
 * @returns {Promise<Outcome<Coverage>>}
 */
export const cover = (policy, text) => called((engine) => engine.cover(policy, text, LANG));

/**
 * How two versions of a policy differ, and what that means for zones.
 * @param {unknown} before
 * @param {unknown} after
 * @param {readonly unknown[]} rows Answers.
 * @returns {Promise<Outcome<Difference>>}
 */
export const difference = (before, after, rows) => called((engine) => engine.difference(before, after, rows, LANG));
