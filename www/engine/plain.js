// Plain data: what means the same as an object of the page and as its JSON text.

import { jsonOf } from '../element/json.js';

// As `src/engine/tree.rs` has them, but for texts, which are counted in characters here: up to three bytes each.
const MAX_DEPTH = 32;
const MAX_VALUES = 50000;
const MAX_LETTERS = 2000000;

/**
 * Whether all of these values are data that JSON has a word for, each within the limits of an input: no functions and
 * symbols, no numbers without an end, no objects of classes. The engine reads everything else itself, value by value.
 * @param {readonly unknown[]} values
 */
function arePlain(values) {
  if ('toJSON' in Object.prototype && !isRemovable(Object.prototype)) return false;
  if ('toJSON' in Array.prototype && !isRemovable(Array.prototype)) return false;
  const budget = { values: 0, letters: 0 };
  for (let at = 0; at < values.length; at += 1) {
    budget.values = MAX_VALUES;
    budget.letters = MAX_LETTERS;
    if (!isPlain(values[at], 0, budget)) return false;
  }
  return true;
}

/**
 * Whether a `toJSON` that the page has given to all objects can be taken away while JSON is written.
 * @param {object} prototype
 */
function isRemovable(prototype) {
  const own = Object.getOwnPropertyDescriptor(prototype, 'toJSON');
  return !own || own.configurable === true;
}

/**
 * @param {unknown} value
 * @param {number} depth
 * @param {{ values: number, letters: number }} budget What is left of it.
 * @returns {boolean}
 */
function isPlain(value, depth, budget) {
  budget.values -= 1;
  if (budget.values < 0 || depth > MAX_DEPTH) return false;
  if (typeof value === 'string') {
    budget.letters -= value.length;
    return budget.letters >= 0;
  }
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object') return typeof value === 'boolean' || value === undefined;
  if (value === null) return true;
  const prototype = Object.getPrototypeOf(value);
  if (Array.isArray(value)) {
    if (prototype !== Array.prototype) return false;
    for (let at = 0; at < value.length; at += 1) {
      if (!isPlain(value[at], depth + 1, budget)) return false;
    }
    return true;
  }
  if (prototype !== Object.prototype && prototype !== null) return false;
  const keys = Object.keys(value);
  for (let at = 0; at < keys.length; at += 1) {
    const key = keys[at];
    budget.letters -= key.length;
    if (!isPlain(/** @type {Record<string, unknown>} */ (value)[key], depth + 1, budget)) return false;
  }
  return true;
}

/**
 * The JSON text of a list of which each value is plain data; else null.
 * @param {readonly unknown[]} values
 */
export function plainJsonOfAll(values) {
  try {
    return arePlain(values) ? jsonOf(values) : null;
  } catch (error) {
    // A getter or a proxy has thrown.
    return null;
  }
}

/**
 * The JSON text of an object that is plain data; else null.
 * @param {unknown} value
 */
export function plainJson(value) {
  const list = value === undefined ? null : plainJsonOfAll([value]);
  return list === null ? null : list.slice(1, -1);
}

/**
 * Whether a value means the same as plain data.
 * @param {unknown} value
 * @param {unknown} plain
 * @returns {boolean}
 */
function isEqual(value, plain) {
  if (value === plain) return true;
  if (typeof value !== 'object' || typeof plain !== 'object' || value === null || plain === null) return false;
  if (Array.isArray(value) || Array.isArray(plain)) {
    if (!Array.isArray(value) || !Array.isArray(plain) || value.length !== plain.length) return false;
    for (let at = 0; at < plain.length; at += 1) {
      if (!isEqual(value[at], plain[at])) return false;
    }
    return true;
  }
  const [own, wanted] = [Object.keys(value), Object.keys(plain)];
  if (own.length !== wanted.length) return false;
  for (let at = 0; at < wanted.length; at += 1) {
    const key = wanted[at];
    if (own[at] !== key) return false;
    const [left, right] = [/** @type {any} */ (value)[key], /** @type {any} */ (plain)[key]];
    if (!isEqual(left, right)) return false;
  }
  return true;
}

/**
 * Whether a value of the page is equal to plain data, as deep as it goes.
 * @param {unknown} value
 * @param {unknown} plain
 */
export function isSame(value, plain) {
  try {
    return isEqual(value, plain);
  } catch (error) {
    // A getter or a proxy has thrown.
    return false;
  }
}
