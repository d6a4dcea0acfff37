// Packs a policy file that has been checked for the wasm: its values one after the other, without
// their keys, in the order of `src/engine/policy/packed.rs`. So the first load needs no reader of files.

/** @import { Fault, Policy } from '../drc-assessment' */
/** @import { CatalogueEntry } from './types' */

/**
 * Adds a value, or the values of an object, to the list.
 * @typedef {(out: string[], value: any, depth: number) => void} Pack
 */

// No text of a policy holds it.
const SEPARATOR = '\0';
// A policy that has been checked has fewer; an object of the page may have changed since.
const MAX_DEPTH = 32;

/** @param {any} value */
const isThere = (value) => value !== undefined && value !== null;

/** @type {Pack} */
function plain(out, value) {
  const isPlain = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  out.push(isPlain ? String(value).split(SEPARATOR).join('') : '');
}

/** @type {(item: Pack) => Pack} */
const list = (item) => (out, value, depth) => {
  /** @type {unknown[]} */
  const items = Array.isArray(value) ? value : [];
  out.push(String(items.length));
  for (const own of items) item(out, own, depth);
};

/** @type {(fields: Record<string, Pack>) => Pack} */
const object = (fields) => (out, value, depth) => {
  const from = Object(value);
  for (const key of Object.keys(fields)) fields[key](out, from[key], depth);
};

/** @type {(keys: string) => Pack} An object of plain values, by its keys. */
const plains = (keys) => (out, value, depth) => {
  const from = Object(value);
  for (const key of keys.split(' ')) plain(out, from[key], depth);
};

/** @type {(pack: Pack) => Pack} Says first whether it is there. */
const optional = (pack) => (out, value, depth) => {
  out.push(String(isThere(value)));
  if (isThere(value)) pack(out, value, depth);
};

/**
 * The entries of an object, key and value each.
 * @type {(item: Pack) => Pack}
 */
const entries = (item) => (out, value, depth) => {
  const from = Object(value);
  const keys = Object.keys(from);
  out.push(String(keys.length));
  for (const key of keys) {
    plain(out, key, depth);
    item(out, from[key], depth);
  }
};

const texts = list(plain);

/** @type {(keys: string[], value: any) => string} The first of these keys that is there. */
function keyOf(keys, value) {
  for (const key of keys) if (isThere(value[key])) return key;
  return '';
}

const COMBINATIONS = ['sum', 'greatest', 'least', 'mean'];
const BOUNDS = ['at_least', 'more_than', 'at_most', 'less_than', 'exists', 'absent'];
const DAYS = ['not_before', 'after', 'not_after', 'before'];

/** @type {Pack} An amount of a fact or of several; the key comes first. */
function amount(out, value) {
  const key = keyOf(COMBINATIONS, value);
  out.push(key);
  texts(out, key ? value[key] : [value.fact], 0);
}

/** @type {Pack} */
function number(out, value, depth) {
  const isTable = isThere(value) && typeof value === 'object';
  out.push(String(isTable));
  if (isTable) object({ by: plain, table: entries(plain), otherwise: plain })(out, value, depth);
  else plain(out, value, depth);
}

/** @type {Pack} The key of a comparison, its number, and what may replace it. */
function required(out, value, depth) {
  const key = keyOf(BOUNDS, value);
  out.push(key);
  number(out, value[key], depth);
  list(object({ when: condition, to: plain, percent: plain }))(out, value.relief, depth);
}

/** @type {Pack} */
function comparison(out, value, depth) {
  amount(out, value, depth);
  const { per } = value;
  out.push(String(isThere(per)));
  if (isThere(per)) amount(out, typeof per === 'object' ? per : { fact: per }, depth);
  required(out, value, depth);
}

/** @type {Pack} */
function bound(out, value, depth) {
  const key = keyOf(BOUNDS, value);
  out.push(key);
  plain(out, value[key], depth);
}

/** @type {Pack} */
function pointItem(out, value, depth) {
  plain(out, value.label, depth);
  out.push(String(isThere(value.when)));
  if (isThere(value.when)) condition(out, value.when, depth);
  else amount(out, value, depth);
  plains('points from each add max')(out, value, depth);
}

/**
 * What follows the word of each kind of condition: its parts are packed from the whole object.
 * @type {Record<string, Pack>}
 */
const KINDS = {
  all: object({ all: list(condition) }),
  any: object({ any: list(condition) }),
  of: object({ at_least: plain, of: list(condition) }),
  not: object({ not: condition }),
  judgement: object({}),
  validity: object({}),
  given: object({ given: texts }),
  rising: object({ rising: texts }),
  term: object({ term: plains('start expiry years left more_than') }),
  elapsed: (out, value, depth) => {
    bound(out, value, depth);
    plains('elapsed until')(out, value, depth);
  },
  date: (out, value, depth) => {
    const key = keyOf(DAYS, value);
    plain(out, value.date, depth);
    out.push(key);
    plain(out, value[key], depth);
  },
  points: (out, value, depth) => {
    list(pointItem)(out, value.points, depth);
    bound(out, value, depth);
  },
  growth: (out, value, depth) => {
    object({ growth: texts, years: plain })(out, value, depth);
    required(out, value, depth);
  },
  among: object({ fact: plain, among: texts, at_least: plain, open: plain }),
  is: plains('fact is'),
  one_of: object({ fact: plain, one_of: texts }),
  all_of: object({ fact: plain, all_of: texts, open: plain }),
  any_of: object({ fact: plain, any_of: texts, open: plain }),
  consecutive: plains('fact consecutive'),
  some: plains('fact'),
  compare: comparison,
};

/** @type {Pack} */
function condition(out, value, depth) {
  const from = Object(value);
  const kind = depth < MAX_DEPTH ? keyOf(Object.keys(KINDS), from) || 'compare' : 'judgement';
  out.push(kind);
  KINDS[kind](out, from, depth + 1);
}

const optionalCondition = optional(condition);

/** @type {Pack} */
const validity = plains('kind publish_fact publish_year effective_after_days term_years from to year by on');

const range = optional(plains('from to'));
const citation = plains('locator quote');

/** @type {Pack} */
function figure(out, value, depth) {
  const isFact = typeof value === 'string';
  plains('fact label part whole rank of source')(out, isFact ? { fact: value } : value, depth);
}

/** @type {Pack} */
function contradiction(out, value, depth) {
  const when = Object(value.when);
  out.push(String(isThere(when.exceeds)));
  if (isThere(when.exceeds)) plains('fact exceeds')(out, when, depth);
  else condition(out, when, depth);
  plains('criterion text')(out, value, depth);
}

const policyFields = object({
  id: plain,
  title: plain,
  number: plain,
  issuer: plain,
  jurisdiction: plain,
  authority: plain,
  subject: plain,
  no_eligibility: plain,
  validity,
  units: list(plains('symbol fractions of times')),
  zone_types: list(object({ id: plain, label: plain, aliases: texts, locator: plain })),
  other_type: plain,
  facts: list(
    object({
      id: plain,
      label: plain,
      type: plain,
      unit: plain,
      units: texts,
      negative: plain,
      over_100: plain,
      options: texts,
      within: range,
      hint: plain,
      type_hints: entries(plain),
      source: plain,
      ask_when: optionalCondition,
      words: optional(plains('yes no')),
    }),
  ),
  criteria: list(
    object({
      id: plain,
      role: plain,
      zone_types: texts,
      label: plain,
      citation,
      condition,
      evidence: texts,
      figures: list(figure),
      proof: texts,
      remark: plain,
      advice: plain,
      applies_when: optionalCondition,
      route: optionalCondition,
      counted_when: optionalCondition,
      covers: texts,
      in_play: plain,
      relief: plain,
    }),
  ),
  groups: list(object({ title: plain, note: plain, criteria: texts })),
  contradictions: list(contradiction),
  passages: list(object({ role: plain, citation, title: plain, who: plain, remark: plain, zone_types: texts })),
});

const catalogueFields = list(
  object({
    id: plain,
    title: plain,
    number: plain,
    jurisdiction: plain,
    year: plain,
    validity,
    summary: plain,
    search: plain,
  }),
);

/** @type {(pack: Pack, value: unknown) => string} */
function packed(pack, value) {
  /** @type {string[]} */
  const out = [];
  pack(out, value, 0);
  return out.join(SEPARATOR);
}

/** @param {Policy} policy One that has been checked. */
export const packPolicy = (policy) => packed(policyFields, policy);

/** @param {Fault[]} faults */
export const packFaults = (faults) => packed(list(plains('path message')), faults);

/** @param {CatalogueEntry[]} entriesOfCatalogue */
export const packCatalogue = (entriesOfCatalogue) => packed(catalogueFields, entriesOfCatalogue);
