// What can be written at the cursor in a file of cases: the names of the policy's facts and criteria.

import { memberWriter, placeAt, replacing } from './completion.js';
import { readJson } from './json-text.js';
import { WORDS } from './words.js';

/** @import { Completion, CompletionSource } from '@codemirror/autocomplete' */
/** @import { Policy, PolicyFact } from '../drc-assessment' */

const FILE_KEYS = { policy: '""', defaults: '{}', cases: '[]', note: '""' };
const CASE_KEYS = { name: '""', given: '{}', then: '{}', note: '""' };

/**
 * @param {() => Policy | null} policyNow
 * @returns {CompletionSource}
 */
export function casesCompletion(policyNow) {
  return ({ state, pos, explicit }) => {
    const policy = policyNow();
    const text = state.doc.toString();
    const { root } = readJson(text);
    const place = root && placeAt(text, root, pos);
    if (!policy || !place || (!explicit && place.from === place.to)) return null;
    const part = String(place.path.findLast((step) => typeof step === 'string') || '');
    const present = place.container.members.map(({ key }) => key).filter((key) => key !== place.key);
    const options =
      place.slot === 'key'
        ? keysOf(part, policy).filter(({ label }) => !present.includes(JSON.parse(label)))
        : wordsOf(part, place.key, policy).map((word) => ({ label: JSON.stringify(word) }));
    return options.length > 0 ? { from: place.from, options: options.map(replacing) } : null;
  };
}

/**
 * @param {string} part Of the file: the key that the object around the cursor stands under.
 * @param {Policy} policy
 * @returns {Completion[]}
 */
function keysOf(part, { facts, criteria }) {
  if (part === 'given' || part === 'defaults') {
    return [...WORDS.casesGiven.map((name) => option(name, '""')), ...named(facts)];
  }
  if (part === 'then') return [option(WORDS.casesVerdict, '""'), ...named(criteria)];
  const keys = part === 'cases' ? CASE_KEYS : part === '' ? FILE_KEYS : {};
  return Object.entries(keys).map(([key, value]) => option(key, value));
}

/**
 * By their labels; by their ids where several have the same label.
 * @param {readonly { id: string, label: string }[]} items
 */
function named(items) {
  const labels = items.map(({ label }) => label);
  return items.map(({ id, label }) => {
    const isOne = labels.indexOf(label) === labels.lastIndexOf(label);
    return option(isOne ? label : id, '""', isOne ? id : label);
  });
}

/**
 * @param {string} key
 * @param {string} value
 * @param {string} [detail]
 * @returns {Completion}
 */
const option = (key, value, detail) => ({ label: JSON.stringify(key), detail, apply: memberWriter(key, value) });

/**
 * What can stand behind a key.
 * @param {string} part
 * @param {string | null} key
 * @param {Policy} policy
 * @returns {string[]}
 */
function wordsOf(part, key, { facts, zone_types: types = [] }) {
  const outcomes = [...Object.values(WORDS.outcomes), WORDS.casesAbsent];
  if (part === 'then') return key === WORDS.casesVerdict ? WORDS.verdicts : outcomes;
  if (part !== 'given' && part !== 'defaults') return [];
  if (key === WORDS.casesGiven[0]) return types.map(({ label }) => label);
  const fact = facts.find(({ id, label }) => id === key || label === key);
  return fact ? valuesOf(fact) : [];
}

/** @param {PolicyFact} fact */
function valuesOf({ type, options = [], words, units = [], unit }) {
  if (type === 'boolean') return [...(words ? [words.yes, words.no] : WORDS.casesYesNo), WORDS.unknown];
  if (type === 'quantity') return [...new Set([unit, ...units])].map((symbol) => ` ${symbol}`);
  return [...options, WORDS.unknown];
}
