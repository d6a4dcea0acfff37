// What can be written at the cursor: keys and words from the schema, ids from the file itself.

import { startCompletion } from '@codemirror/autocomplete';
import { formatted } from './format.js';
import { readJson } from './json-text.js';
import { child, descriptionOf, schemasAt } from './schema.js';
import { WORDS } from './words.js';

/** @import { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete' */
/** @import { EditorView } from '@codemirror/view' */
/** @import { JsonNode } from './json-text.js' */
/** @import { Schema } from './schema.js' */

/** Where the cursor is. @typedef {object} Place
 * @property {(string | number)[]} path Of the object or list around the cursor.
 * @property {JsonNode} container
 * @property {'key' | 'value'} slot
 * @property {string | null} key Of the value, or the one that is being written.
 * @property {number} from What the completion replaces.
 * @property {number} to
 */

/** A fact that other policies ask. @typedef {{ id: string, label: string }} KnownFact */

// The keys whose texts are ids of something else in the file.
/** @type {Record<string, string[]>} */
const REFERENCES = {
  facts: [
    ...['fact', 'per', 'given', 'rising', 'sum', 'greatest', 'least', 'mean', 'growth', 'evidence', 'figures'],
    ...[
      'part',
      'whole',
      'rank',
      'of',
      'publish_fact',
      'start',
      'expiry',
      'years',
      'left',
      'exceeds',
      'elapsed',
      'date',
    ],
  ],
  criteria: ['criterion', 'criteria', 'covers', 'proof'],
  zone_types: ['zone_types'],
};
const WRITTEN = 'input.complete';
// The keys whose texts are options of the fact beside them.
const OPTIONS = ['one_of', 'all_of', 'any_of', 'among'];

/**
 * @param {Schema} schema
 * @param {readonly KnownFact[]} knownFacts
 */
export function policyCompletion(schema, knownFacts) {
  /**
   * @param {CompletionContext} context
   * @returns {CompletionResult | null}
   */
  return (context) => {
    const text = context.state.doc.toString();
    const { root } = readJson(text);
    const place = root && placeAt(text, root, context.pos);
    if (!root || !place) return null;
    if (!context.explicit && place.from === place.to && !/[:[{]\s?$/.test(text.slice(0, context.pos))) return null;
    const options =
      place.slot === 'key' ? keysAt(schema, root, place, text) : valuesAt(schema, root, place, knownFacts);
    if (options.length === 0) return null;
    // CodeMirror compares what stands up to the end that is given here: up to the cursor.
    return { from: place.from, options: options.map(replacing) };
  };
}

/**
 * An option that also replaces what of the old text stands behind the cursor, such as its quotation mark.
 * @param {Completion} option
 * @returns {Completion}
 */
export function replacing(option) {
  return {
    ...option,
    apply(view, completion, from, to) {
      const text = view.state.doc.toString();
      const { root } = readJson(text);
      const place = root && placeAt(text, root, to);
      const end = place && place.from === from ? Math.max(to, place.to) : to;
      if (typeof option.apply === 'function') {
        option.apply(view, completion, from, end);
        return;
      }
      const insert = option.label;
      view.dispatch({
        changes: { from, to: end, insert },
        selection: { anchor: from + insert.length },
        userEvent: WRITTEN,
      });
    },
  };
}

/**
 * @param {string} text
 * @param {JsonNode} root
 * @param {number} at
 * @returns {Place | null}
 */
export function placeAt(text, root, at) {
  /** @type {(string | number)[]} */
  const path = [];
  let container = root;
  for (;;) {
    const { members, items } = container;
    const member = members.findLast((item) => item.from <= at);
    const index = items.findLastIndex((item) => item.from <= at);
    const value = container.kind === 'object' ? member && member.value : items[index];
    if (!value || !isInside(value, at)) break;
    path.push(container.kind === 'object' && member ? member.key : index);
    container = value;
  }
  if (container.kind !== 'object' && container.kind !== 'array') return null;
  return slotAt(text, container, path, at);
}

/**
 * Whether a place is between the brackets of a value.
 * @param {JsonNode} value
 * @param {number} at
 */
const isInside = ({ kind, from, to, isOpen }, at) =>
  (kind === 'object' || kind === 'array') && at > from && (isOpen ? at <= to : at < to);

/**
 * @param {string} text
 * @param {JsonNode} container
 * @param {(string | number)[]} path
 * @param {number} at
 * @returns {Place | null}
 */
function slotAt(text, container, path, at) {
  const before = text.slice(0, at).trimEnd().slice(-1);
  const isObject = container.kind === 'object';
  for (const member of container.members) {
    const { key, from, to, value } = member;
    if (from < at && at <= to) return { path, container, slot: 'key', key, from, to };
    if (value && value.from < at && at <= value.to && value.kind !== 'object' && value.kind !== 'array') {
      return { path, container, slot: 'value', key, from: value.from, to: value.to };
    }
    if (before === ':' && !value && at > to) return { path, container, slot: 'value', key, from: at, to: at };
  }
  const member = container.members.findLast(({ to }) => to < at);
  if (isObject && before === ':' && member) {
    return { path, container, slot: 'value', key: member.key, from: at, to: at };
  }
  const isEmpty = before === ',' || before === (isObject ? '{' : '[');
  if (isObject) return isEmpty ? { path, container, slot: 'key', key: null, from: at, to: at } : null;
  const item = container.items.find(({ from, to }) => from < at && at <= to);
  if (item) return { path, container, slot: 'value', key: null, from: item.from, to: item.to };
  return isEmpty ? { path, container, slot: 'value', key: null, from: at, to: at } : null;
}

/**
 * @param {Schema} schema
 * @param {JsonNode} root
 * @param {Place} place
 * @param {string} text
 * @returns {Completion[]}
 */
function keysAt(schema, root, { path, container, key: own, to }, text) {
  const present = container.members.map(({ key }) => key).filter((key) => key !== own);
  const hasColon = /^\s*:/.test(text.slice(to));
  /** @type {Map<string, Completion>} */
  const found = new Map();
  for (const { properties = {}, required = [] } of schemasAt(schema, root, path, own)) {
    for (const [key, property] of Object.entries(properties)) {
      if (present.includes(key) || found.has(key)) continue;
      const isRequired = required.includes(key);
      found.set(key, {
        label: `"${key}"`,
        detail: isRequired ? WORDS.required : '',
        info: property.description || '',
        boost: isRequired ? 1 : 0,
        type: 'property',
        apply: hasColon ? undefined : memberWriter(key, emptyValue(schema, property)),
      });
    }
  }
  return [...found.values()];
}

/**
 * Writes a key with an empty value, and goes on with what can be written in it.
 * @param {string} key
 * @param {string} value
 */
export function memberWriter(key, value) {
  /** @type {(view: EditorView, completion: Completion, from: number, to: number) => void} */
  return (view, completion, from, to) => {
    const insert = `${JSON.stringify(key)}: ${value}`;
    // Between the quotation marks or brackets.
    const anchor = from + insert.length - (/^(""|\[\]|\{\})$/.test(value) ? 1 : 0);
    view.dispatch({ changes: { from, to, insert }, selection: { anchor }, userEvent: WRITTEN });
    startCompletion(view);
  };
}

/**
 * What a value begins as.
 * @param {Schema} schema
 * @param {Schema} property
 */
function emptyValue(schema, property) {
  const kinds = schemasAt({ ...property, definitions: schema.definitions }, null, []);
  const constant = kinds.find((kind) => kind.const !== undefined);
  if (constant) return JSON.stringify(constant.const);
  const types = kinds.map(({ type }) => type).filter(Boolean);
  if (types.length === 0) return kinds.some((kind) => kind.enum) ? '""' : '';
  if (types.includes('string')) return '""';
  if (types.includes('array')) return '[]';
  return types.includes('object') ? '{}' : '';
}

/**
 * @param {Schema} schema
 * @param {JsonNode} root
 * @param {Place} place
 * @param {readonly KnownFact[]} knownFacts
 * @returns {Completion[]}
 */
function valuesAt(schema, root, { path, container, key }, knownFacts) {
  const last = key === null ? container.items.length : key;
  const name = key === null ? String(path.findLast((step) => typeof step === 'string')) : key;
  /** @type {Map<string, Completion>} */
  const found = new Map();
  /** @param {Completion} option */
  const add = (option) => {
    if (!found.has(option.label)) found.set(option.label, option);
  };
  let kinds = schemasAt(schema, root, [...path, last]);
  // A word that decides which keys may stand beside it can be changed to any other.
  if (kinds.some((kind) => kind.const !== undefined)) kinds = schemasAt(schema, null, [...path, last]);
  for (const kind of kinds) {
    const words = kind.const === undefined ? kind.enum || [] : [kind.const];
    for (const word of words) add({ label: JSON.stringify(word), type: 'enum', info: kind.description || '' });
    const booleans = kind.type === 'boolean' ? ['true', 'false'] : [];
    for (const label of booleans) add({ label, type: 'enum' });
  }
  const isText = kinds.some(({ type }) => type === 'string');
  for (const [list, keys] of Object.entries(REFERENCES)) {
    const items = isText && keys.includes(name) ? listOf(root, list) : [];
    for (const item of items) add(reference(item));
  }
  // A list of options stands beside its fact.
  const beside = key === null ? around(root, path) : container;
  const fact = listOf(root, 'facts').find((item) => item.id === textOf(beside, 'fact'));
  const options = fact && OPTIONS.includes(name) ? fact.options : [];
  for (const option of options) add({ label: JSON.stringify(option), type: 'enum' });
  const units = fact && kinds.some(isAmount) ? fact.units : [];
  for (const unit of units) add(amount(unit));
  const others = name === 'id' && path.length === 2 && path[0] === 'facts' ? knownFacts : [];
  for (const other of others) add(otherFact(other));
  for (const kind of kinds) if (kind.required) add(newObject(schema, kind));
  // In the order of the schema and of the file.
  return [...found.values()].map((option, at) => ({ ...option, boost: -Math.min(at, 99) }));
}

/**
 * An object with the keys that it must have, to be filled in.
 * @param {Schema} schema
 * @param {Schema} kind
 * @returns {Completion}
 */
function newObject(schema, kind) {
  const { required = [], properties = {}, description } = kind;
  const last = properties[required[required.length - 1]] || {};
  return {
    label: `{ ${required.join(', ')} }`,
    info: description || last.description || '',
    type: 'class',
    apply: (view, completion, from, to) => {
      const [indent] = /^\s*/.exec(view.state.doc.lineAt(from).text) || [''];
      const insert = formatted(skeleton(schema, kind), indent || ' ');
      const gap = insert.indexOf('""');
      const anchor = from + (gap < 0 ? insert.length : gap + 1);
      view.dispatch({ changes: { from, to, insert }, selection: { anchor }, userEvent: WRITTEN });
      if (gap >= 0) startCompletion(view);
    },
  };
}

/**
 * @param {Schema} schema
 * @param {Schema} kind
 * @returns {Record<string, unknown>}
 */
function skeleton(schema, { required = [], properties = {} }) {
  const members = required.map((key) => {
    const kinds = schemasAt({ ...properties[key], definitions: schema.definitions }, null, []);
    const objects = kinds.filter((kind) => kind.required);
    if (objects.length === 1) return [key, skeleton(schema, objects[0])];
    const empty = emptyValue(schema, properties[key]);
    if (empty !== '') return [key, JSON.parse(empty)];
    return [key, kinds.some(({ type }) => type === 'boolean') ? true : 0];
  });
  return Object.fromEntries(members);
}

/**
 * Whether the texts of a schema are amounts: their pattern is digits, a space and a unit.
 * @param {Schema} schema
 */
const isAmount = ({ pattern = '' }) => pattern.includes('[0-9]') && pattern.includes(' \\S');

/**
 * The object around a list.
 * @param {JsonNode} root
 * @param {(string | number)[]} path
 */
const around = (root, path) =>
  path.slice(0, -1).reduce((/** @type {JsonNode | null} */ node, step) => child(node, step), root);

/**
 * The entries of a list of the policy that have an id.
 * @param {JsonNode} root
 * @param {string} list
 */
function listOf(root, list) {
  const node = child(root, list);
  return (node ? node.items : []).map((item) => ({
    id: textOf(item, 'id'),
    label: textOf(item, 'label'),
    options: textsOf(item, 'options'),
    units: [...new Set([textOf(item, 'unit'), ...textsOf(item, 'units')])].filter(Boolean),
  }));
}

/**
 * @param {JsonNode | null} node
 * @param {string} key
 */
function textOf(node, key) {
  const value = child(node, key);
  return value && value.kind === 'string' ? String(value.value) : '';
}

/**
 * @param {JsonNode} node
 * @param {string} key
 */
const textsOf = (node, key) => (child(node, key)?.items || []).map(({ value }) => String(value));

/**
 * @param {{ id: string, label: string }} item
 * @returns {Completion}
 */
const reference = ({ id, label }) => ({ label: JSON.stringify(id), detail: label, type: 'variable' });

/**
 * @param {KnownFact} fact
 * @returns {Completion}
 */
const otherFact = ({ id, label }) => ({
  label: JSON.stringify(id),
  detail: label,
  info: WORDS.fromOther,
  type: 'variable',
});

/**
 * @param {string} unit
 * @returns {Completion}
 */
function amount(unit) {
  return {
    label: `" ${unit}"`,
    detail: WORDS.quantity,
    type: 'constant',
    apply: (view, completion, from, to) => {
      view.dispatch({
        changes: { from, to, insert: `" ${unit}"` },
        selection: { anchor: from + 1 },
        userEvent: WRITTEN,
      });
    },
  };
}

/**
 * What the schema says about the key at a place.
 * @param {Schema} schema
 * @param {string} text
 * @param {number} at
 * @returns {{ from: number, to: number, text: string } | null}
 */
export function explanationAt(schema, text, at) {
  const { root } = readJson(text);
  const place = root && placeAt(text, root, at);
  if (!root || !place || place.slot !== 'key' || place.key === null) return null;
  const description = descriptionOf(schema, root, place.path, place.key);
  return description ? { from: place.from, to: place.to, text: description } : null;
}
