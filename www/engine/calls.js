// The calls of the running engine: policies that are read and checked once, and rows that go over the border of the
// wasm as one text each way. Findings go over it without keys, and without the words that are the same in every
// assessment, which go over it once.

import { jsonOf } from '../element/json.js';
import { isSame, plainJson, plainJsonOfAll, snapshotOf } from './plain.js';
import { unpacked } from './summaries.js';

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
 * @property {import('./plain').Snapshot} content What it read; undefined if it is not plain data, or differs from its
 *   JSON.
 * @property {Policy} source The object that it was read from.
 * @property {string | null} lang The language of `words`; null while nobody has asked for them.
 * @property {FixedWords[]} words The words of its criteria; none if it has faults.
 * @property {import('./summaries').Ids | null} ids Null while no summary was asked for, and if it has faults.
 */

/**
 * The words of a criterion that are the same in every assessment.
 * @typedef {object} FixedWords
 * @property {string} criterion
 * @property {string} role
 * @property {string} label
 * @property {{ locator: string, quote: string }} citation
 * @property {string[]} proof
 * @property {string | null} remark
 */

/**
 * A finding as it crosses the border, in the order of `write_finding` in `src/text/output.rs`: the place of the
 * criterion, outcome, basis, missing, lacking, gap, ways, reference, text, figures, notes.
 * @typedef {[
 *   number, string, string | null, string[], string[], object | null, object[], object | null, string, object[], string[],
 * ]} PackedFinding
 */

/**
 * Unpacks the findings of an assessment. Texts can be shared; lists and objects are made for each finding, as the page
 * may change them.
 * @param {any} assessment
 * @param {FixedWords[]} words
 */
function unpackFindings(assessment, words) {
  const { findings } = assessment;
  for (let at = 0; at < findings.length; at += 1) {
    /** @type {PackedFinding} */
    const packed = findings[at];
    const { criterion, role, label, citation, proof, remark } = words[packed[0]];
    const notes = packed[10];
    if (remark !== null) notes.unshift(remark);
    findings[at] = {
      criterion,
      role,
      label,
      citation: { locator: citation.locator, quote: citation.quote },
      outcome: packed[1],
      basis: packed[2],
      missing: packed[3],
      lacking: packed[4],
      gap: packed[5],
      ways: packed[6],
      reference: packed[7],
      text: packed[8],
      figures: packed[9],
      proof: proof.slice(),
      notes,
    };
  }
}

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
   * A policy that the engine keeps. An object is known again by all of its content, which is compared at each call:
   * a changed one is read and checked anew. A file is not compared: it is what it was when it was loaded.
   * @param {Policy} policy
   * @param {boolean} isFile
   */
  function keptPolicy(policy, isFile) {
    for (let at = 0; at < kept.length; at += 1) {
      const known = kept[at];
      if ((isFile && known.source === policy) || isSame(policy, known.content)) {
        kept.splice(at, 1);
        kept.unshift(known);
        return known;
      }
    }
    return keep(policy);
  }

  /**
   * The content of a policy that is plain data, from which it is known again. Its texts are those of the policy itself,
   * which is compared more quickly than with copies of them. Undefined where it differs from its JSON: a value is
   * `undefined`, or a getter gives another one each time.
   * @param {Policy} policy
   * @param {string} text Its JSON text.
   */
  function contentOf(policy, text) {
    try {
      const content = snapshotOf(policy);
      return isSame(JSON.parse(text), content) ? content : undefined;
    } catch (error) {
      // A getter or a proxy has thrown.
      return undefined;
    }
  }

  /** @param {Policy} policy */
  function keep(policy) {
    const text = plainJson(policy);
    const number = text === null ? exports.keep_value(policy) : exports.keep_text(text);
    const content = text === null ? undefined : contentOf(policy, text);
    /** @type {Kept} */
    const known = { number, content, source: policy, lang: null, words: [], ids: null };
    kept.unshift(known);
    for (const old of kept.splice(MAX_KEPT)) exports.forget(old.number);
    return known;
  }

  /**
   * @param {Kept} known
   * @param {string} lang
   */
  function wordsOf(known, lang) {
    if (known.lang !== lang) {
      const words = exports.fixed_words(known.number, lang);
      known.words = words === undefined ? [] : JSON.parse(words);
      known.lang = lang;
    }
    return known.words;
  }

  /** @param {Kept} known */
  function idsOf(known) {
    if (known.ids === null) {
      const ids = exports.ids(known.number);
      known.ids = ids === undefined ? null : JSON.parse(ids);
    }
    return known.ids;
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
    keep(policy, copy) {
      try {
        const known = keptPolicy(policy, true);
        // An object of the page may have been kept first.
        known.source = policy;
        // The page has the copy: comparing it with its own texts takes the least time.
        if (known.content !== undefined) known.content = snapshotOf(copy);
      } catch (error) {
        // The engine has stopped and is started anew; the next call keeps the policy.
      }
    },
    check: exports.check,
    report: exports.report,
    review(policy, answers, review, lang) {
      const text = exports.review(keptPolicy(policy, false).number, jsonOf(answers), jsonOf(review), lang);
      return text === undefined ? null : JSON.parse(text);
    },
    reportReview(policy, answers, review, lang) {
      return exports.report_review(keptPolicy(policy, false).number, jsonOf(answers), jsonOf(review), lang);
    },
    evaluateMany(policy, rows, lang, { isFile, isBrief }) {
      const known = keptPolicy(policy, isFile);
      /** @type {any[]} */
      const all = [];
      const batch = isBrief ? BRIEF_BATCH : BATCH;
      for (let from = 0; from < rows.length; from += batch) {
        all.push(...assessed(known.number, rows.slice(from, from + batch), lang, isBrief));
      }
      if (isBrief) {
        const ids = idsOf(known);
        for (let at = 0; at < all.length; at += 1) {
          // A row that cannot be assessed has a summary without numbers.
          if (ids !== null && Array.isArray(all[at])) all[at] = unpacked(all[at], ids);
        }
        return all;
      }
      const words = wordsOf(known, lang);
      for (let at = 0; at < all.length; at += 1) unpackFindings(all[at], words);
      return all;
    },
  };
}
