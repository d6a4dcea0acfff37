// Plain data: what means the same as an object of the page and as its JSON text.

import { jsonOfPlain } from '../element/json.js';

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
  // Not by the keys of a list: reading by a name that is not in the program takes most of the time.
  const keys = Object.keys(value);
  const values = Object.values(value);
  for (let at = 0; at < keys.length; at += 1) {
    budget.letters -= keys[at].length;
    if (!isPlain(values[at], depth + 1, budget)) return false;
  }
  return true;
}

/**
 * The JSON text of a list of which each value is plain data; else null.
 * @param {readonly unknown[]} values
 */
export function plainJsonOfAll(values) {
  try {
    return arePlain(values) ? jsonOfPlain(values) : null;
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
 * What plain data was at some time, to compare it with what it is later: of an object the keys and the values. The
 * texts are those of the data, and are compared at once while it still has them.
 * @typedef {{ keys: string[], values: Snapshot[] }} ObjectSnapshot
 * @typedef {unknown[] | ObjectSnapshot | string | number | boolean | null | undefined} Snapshot
 */

/**
 * @param {any} data Plain data.
 * @returns {Snapshot}
 */
export function snapshotOf(data) {
  if (typeof data !== 'object' || data === null) return data;
  if (Array.isArray(data)) return snapshotsOf(data);
  return { keys: Object.keys(data), values: snapshotsOf(Object.values(data)) };
}

/** @param {unknown[]} all */
function snapshotsOf(all) {
  /** @type {Snapshot[]} */
  const snapshots = [];
  for (let at = 0; at < all.length; at += 1) snapshots.push(snapshotOf(all[at]));
  return snapshots;
}

/**
 * @param {any} value
 * @param {any} known
 * @param {boolean} mayInherit Whether all objects have keys that are not their own.
 * @returns {boolean}
 */
function isEqual(value, known, mayInherit) {
  if (value === known) return true;
  if (typeof value !== 'object' || typeof known !== 'object' || value === null || known === null) return false;
  if (Array.isArray(value) || Array.isArray(known)) {
    return Array.isArray(value) && Array.isArray(known) && areItemsEqual(value, known, mayInherit);
  }
  return areEntriesEqual(value, known, mayInherit);
}

/**
 * @param {unknown[]} values
 * @param {any[]} known
 * @param {boolean} mayInherit
 */
function areItemsEqual(values, known, mayInherit) {
  if (values.length !== known.length) return false;
  for (let at = 0; at < known.length; at += 1) {
    if (values[at] !== known[at] && !isEqual(values[at], known[at], mayInherit)) return false;
  }
  return true;
}

/**
 * @param {any} value
 * @param {ObjectSnapshot} known
 * @param {boolean} mayInherit
 */
function areEntriesEqual(value, { keys, values }, mayInherit) {
  const prototype = Object.getPrototypeOf(value);
  const hasOwnOnly = !mayInherit && (prototype === Object.prototype || prototype === null);
  let at = 0;
  // In this loop the browser knows where the value of each key is: it takes two thirds of the time of `Object.values`.
  for (const key in value) {
    if (!hasOwnOnly && !Object.prototype.hasOwnProperty.call(value, key)) continue;
    if (key !== keys[at]) return false;
    const own = value[key];
    if (own !== values[at] && !isEqual(own, values[at], mayInherit)) return false;
    at += 1;
  }
  return at === keys.length;
}

/**
 * Whether a value of the page is what plain data was when the snapshot was made, as deep as it goes.
 * @param {unknown} value
 * @param {Snapshot} snapshot
 */
export function isSame(value, snapshot) {
  try {
    // The page may have given all objects something.
    const mayInherit = Object.keys(Object.prototype).length > 0;
    return isEqual(value, snapshot, mayInherit);
  } catch (error) {
    // A getter or a proxy has thrown.
    return false;
  }
}
