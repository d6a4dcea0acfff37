// Summaries, which come from the engine packed: `write_packed` in `src/text/summary.rs`.

/** @import { AssessmentSummary, Gap, Way } from '../drc-assessment' */

/**
 * The ids of a policy, of its criteria, and of its facts by their numbers.
 * @typedef {{ policy: string, criteria: string[], facts: string[] }} Ids
 */

/**
 * The place of the criterion, the gap, the ways, and what is lacking.
 * @typedef {[number, Gap | null, Way[], string[]]} PackedShort
 */

/**
 * The place of the criterion, then the numbers of the missing facts. The day of the assessment has none.
 * @typedef {(number | string)[]} PackedOpen
 */

/**
 * @param {any[]} packed
 * @param {Ids} ids
 * @returns {AssessmentSummary}
 */
export function unpacked(packed, ids) {
  return {
    policy: ids.policy,
    zone_type: packed[0],
    name: packed[1],
    verdict: packed[2],
    counts: {
      met: packed[3],
      not_met: packed[4],
      unknown: packed[5],
      discretionary: packed[6],
      reference: packed[7],
    },
    short: shortOf(packed[8], ids),
    open: openOf(packed[9], ids),
    errors: packed[10],
  };
}

/**
 * @param {PackedShort[]} all
 * @param {Ids} ids
 */
function shortOf(all, ids) {
  const short = [];
  for (let at = 0; at < all.length; at += 1) {
    const packed = all[at];
    short.push({ criterion: ids.criteria[packed[0]], gap: packed[1], ways: packed[2], lacking: packed[3] });
  }
  return short;
}

/**
 * @param {PackedOpen[]} all
 * @param {Ids} ids
 */
function openOf(all, ids) {
  const open = [];
  for (let at = 0; at < all.length; at += 1) {
    const packed = all[at];
    const missing = [];
    for (let place = 1; place < packed.length; place += 1) {
      const fact = packed[place];
      missing.push(typeof fact === 'number' ? ids.facts[fact] : fact);
    }
    open.push({ criterion: ids.criteria[/** @type {number} */ (packed[0])], missing });
  }
  return open;
}
