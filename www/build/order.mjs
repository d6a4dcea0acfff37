// The order of the functions in a wasm file. Where similar functions stand together, brotli finds more that is
// repeated: the file is as large as before, and 2 % smaller compressed.

import { readSections } from './weights.mjs';

// Bytes in a row that two functions have in common.
const SHARED = 4;
// How many functions before it one should be like.
const LAST = 4;
// A function of a few bytes is like any other; it counts as if it had so many more.
const SMALL = 8;
const FUNCTION_NAMES = 1;

/**
 * The same file with no custom sections but new names of its functions: sorted by name, they stand in the order that
 * compresses best. The pass `--reorder-functions-by-name` sorts them.
 * @param {Buffer} wasm
 */
export function nameBySimilarity(wasm) {
  const { imported, bodies, standard } = readSections(wasm);
  const names = new Array(bodies.length);
  bySimilarity(bodies.map(sequencesOf)).forEach((index, place) => {
    names[index] = `f${String(place).padStart(5, '0')}`;
  });
  const entries = names.flatMap((name, index) => [leb(index + imported), leb(name.length), Buffer.from(name)]);
  const list = Buffer.concat([leb(names.length), ...entries]);
  const section = Buffer.concat([leb(4), Buffer.from('name'), Buffer.from([FUNCTION_NAMES]), leb(list.length), list]);
  return Buffer.concat([...standard, Buffer.from([0]), leb(section.length), section]);
}

/**
 * The sequences of bytes in a function, each as a number.
 * @param {Buffer} body
 */
function sequencesOf(body) {
  const sequences = new Set();
  for (let at = 0; at + SHARED <= body.length; at += 1) sequences.add(body.readUInt32LE(at));
  return sequences;
}

/**
 * Starts with the largest function and goes on with the one that is most like the last ones.
 * @param {Set<number>[]} functions
 * @returns {number[]} Their indexes.
 */
function bySimilarity(functions) {
  const left = new Set(functions.keys());
  const largest = functions.reduce((most, own, index) => (own.size > functions[most].size ? index : most), 0);
  const order = [largest];
  left.delete(largest);
  // The likeness to the last functions, the latest first.
  /** @type {Map<number, number>[]} */
  let likenesses = [];
  while (left.size > 0) {
    const last = functions[order[order.length - 1]];
    const toLast = new Map([...left].map((index) => [index, likenessOf(last, functions[index])]));
    likenesses = [toLast, ...likenesses].slice(0, LAST);
    let best = -1;
    let most = -1;
    for (const index of left) {
      // The nearer a function is, the more of it is repeated.
      const likeness = likenesses.reduce((sum, own, place) => sum + (own.get(index) || 0) / (place + 1), 0);
      if (likeness > most) {
        most = likeness;
        best = index;
      }
    }
    order.push(best);
    left.delete(best);
  }
  return order;
}

/**
 * @param {Set<number>} one
 * @param {Set<number>} other
 */
function likenessOf(one, other) {
  const [small, large] = one.size < other.size ? [one, other] : [other, one];
  let common = 0;
  for (const sequence of small) if (large.has(sequence)) common += 1;
  return common / Math.sqrt((one.size + SMALL) * (other.size + SMALL));
}

/** @param {number} value As an unsigned LEB128. */
function leb(value) {
  const bytes = [];
  let rest = value;
  do {
    const low = rest & 127;
    rest >>>= 7;
    bytes.push(rest > 0 ? low | 128 : low);
  } while (rest > 0);
  return Buffer.from(bytes);
}
