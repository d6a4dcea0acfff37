// The faults of a policy file as it is being written, by their places in its text.

import { check, warningsOf } from './engine.js';
import { placeOf, readJson } from './json-text.js';

/** @import { Policy } from '../drc-assessment' */
/** @import { TextFault } from './json-text.js' */

/**
 * A fault at a place of the text, and where in the policy that is, as a JSON Pointer.
 * @typedef {TextFault & { path: string }} Fault
 */

/**
 * Every fault of the text; and the policy, if there is none. That it is no JSON comes first: nothing else can be known
 * then. The engine finds all that the schema finds, and more.
 * @param {string} text
 * @returns {Promise<{ faults: Fault[], policy: Policy | null }>}
 */
export async function checked(text) {
  const { root, faults: textFaults } = readJson(text);
  /** @type {Fault[]} */
  const faults = textFaults.map((fault) => ({ ...fault, path: '' }));
  if (!root || hasErrors(faults)) return { faults, policy: null };
  const value = JSON.parse(text);
  for (const { path, message } of await check(value)) {
    faults.push({ ...placeOf(root, path), message, path, severity: 'error' });
  }
  if (!hasErrors(faults)) {
    for (const { path, message } of await warningsOf(value)) {
      faults.push({ ...placeOf(root, path), message, path, severity: 'warning' });
    }
  }
  faults.sort((a, b) => a.from - b.from);
  return { faults, policy: hasErrors(faults) ? null : value };
}

/** @param {readonly Fault[]} faults */
const hasErrors = (faults) => faults.some(({ severity }) => severity === 'error');
