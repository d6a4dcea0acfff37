// The calls of the running engine: policies that are read and checked once, and rows that go over the border of the
// wasm as one text each way.

import { jsonOf } from '../element/json.js';
import { isSame, plainJson, plainJsonOfAll, snapshotOf } from './plain.js';

/** @import { Policy } from '../drc-assessment' */
/** @import { Engine, EngineExports } from '../element/types' */

// Policies that the engine keeps. What has not been used for longest is forgotten.
const MAX_KEPT = 8;
// Rows that go over the border at once: enough for the crossing not to matter, few enough for their texts to stay in
// the processor's caches.
const BATCH = 8;
const BRIEF_BATCH = 64;

/**
 * A policy that the engine has read and checked.
 * @typedef {object} Kept
 * @property {number} number The engine's number for it.
 * @property {import('./plain').Snapshot} content What it read; undefined if it is not plain data.
 * @property {Policy} source The object that it was read from.
 */

/**
 * The engine with calls that keep policies.
 * @param {EngineExports} exports
 * @returns {Engine}
 */
export function withCalls(exports) {
  /**
   * Those used last come first.
   * @type {Kept[]}
   */
  const kept = [];

  /**
   * The engine's number for a policy. An object is known again by all of its content, which is compared at each call:
   * a changed one is read and checked anew. A file is not compared: it is what it was when it was loaded.
   * @param {Policy} policy
   * @param {boolean} isFile
   */
  function numberOf(policy, isFile) {
    for (let at = 0; at < kept.length; at += 1) {
      const known = kept[at];
      if ((isFile && known.source === policy) || isSame(policy, known.content)) {
        kept.splice(at, 1);
        kept.unshift(known);
        return known.number;
      }
    }
    return keep(policy).number;
  }

  /** @param {Policy} policy */
  function keep(policy) {
    const text = plainJson(policy);
    const known =
      text === null
        ? { number: exports.keep_value(policy), content: undefined, source: policy }
        : { number: exports.keep_text(text), content: snapshotOf(JSON.parse(text)), source: policy };
    kept.unshift(known);
    for (const old of kept.splice(MAX_KEPT)) exports.forget(old.number);
    return known;
  }

  /**
   * @param {number} policy
   * @param {readonly unknown[]} rows
   * @param {string} lang
   * @param {boolean} isBrief
   * @returns {any[]}
   */
  function assessed(policy, rows, lang, isBrief) {
    const text = plainJsonOfAll(rows);
    const assessments = text === null ? undefined : exports.assess_texts(policy, text, lang, isBrief);
    if (assessments !== undefined) return JSON.parse(assessments);
    if (rows.length === 1) return [JSON.parse(exports.assess_value(policy, rows[0], lang, isBrief))];
    const all = [];
    for (const row of rows) all.push(...assessed(policy, [row], lang, isBrief));
    return all;
  }

  return {
    keep(policy) {
      try {
        numberOf(policy, true);
      } catch (error) {
        // The engine has stopped and is started anew; the next call keeps the policy.
      }
    },
    check: exports.check,
    report: exports.report,
    review(policy, answers, review, lang) {
      const text = exports.review(numberOf(policy, false), jsonOf(answers), jsonOf(review), lang);
      return text === undefined ? null : JSON.parse(text);
    },
    reportReview(policy, answers, review, lang) {
      return exports.report_review(numberOf(policy, false), jsonOf(answers), jsonOf(review), lang);
    },
    evaluateMany(policy, rows, lang, { isFile, isBrief }) {
      const number = numberOf(policy, isFile);
      /** @type {any[]} */
      const all = [];
      const batch = isBrief ? BRIEF_BATCH : BATCH;
      for (let from = 0; from < rows.length; from += batch) {
        all.push(...assessed(number, rows.slice(from, from + batch), lang, isBrief));
      }
      return all;
    },
  };
}
