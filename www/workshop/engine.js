// The engine: an instance of its own, so that everything its program offers can be called.
//
// This is the only file that knows the functions by which cases are run, a text is covered and two versions are
// compared. Where a program lacks one of them, it is null here, and its pane is not shown.

import createGlue from 'glue';
import { instantiate } from '../element/wasm.js';
import { WORDS } from './words.js';

/** @import { Fault, Policy } from '../drc-assessment' */

const LANG = 'zh-CN';

/**
 * The exports of the engine's program.
 * @typedef {object} Exports
 * @property {(policy: unknown, lang: string) => Fault[]} check
 */

/** @type {import('../element/types').Program<Exports>} */
const PROGRAM = { createGlue, file: 'drc-assessment-engine.wasm', holder: 'engine-wasm', integrity: '' };

/** @type {Promise<Exports> | null} */
let starting = null;

/** The running engine. After a trap, the next call starts a new one. */
export function startEngine() {
  if (!starting) {
    starting = instantiate(PROGRAM, () => {
      starting = null;
    });
  }
  return starting;
}

/**
 * Every fault of a policy.
 * @param {unknown} policy
 * @returns {Promise<Fault[]>}
 */
export async function check(policy) {
  /** @type {Exports} */
  let engine;
  try {
    engine = await startEngine();
  } catch (error) {
    starting = null;
    return [{ path: '', message: WORDS.engineFailed }];
  }
  try {
    return engine.check(policy, LANG);
  } catch (error) {
    return [{ path: '', message: WORDS.engineStopped }];
  }
}
