// The catalogue of a site with the entry of one policy more.

import { entryOf, inOrder, ownWords, searchText } from './catalogue-entry.js';
import { isObject } from '../answers/read.js';

/** @import { Policy } from '../drc-assessment' */
/** @import { CatalogueEntry } from '../element/types' */
/** @import { Places } from './catalogue-entry.js' */

/**
 * @param {readonly CatalogueEntry[]} entries Those of the site.
 * @param {Policy} policy
 * @param {{ published: readonly Policy[], places: Places }} known
 * @returns {CatalogueEntry[]}
 */
export function catalogueWith(entries, policy, { published, places }) {
  const entry = entryOf(policy, searchTextOf(policy, places));
  const others = entries.filter(({ id }) => id !== policy.id);
  // An entry does not tell its region: where those stand that the workshop does not know, only the list shows.
  const after = others.findIndex(({ id }) => {
    const other = published.find((item) => item.id === id);
    return other !== undefined && inOrder(policy, other) < 0;
  });
  const at = after < 0 ? others.length : after;
  return [...others.slice(0, at), entry, ...others.slice(at)];
}

/**
 * What a policy is found by: its own words and the places where it applies, without the traditional characters that the
 * build adds.
 * @param {Policy} policy
 * @param {Places} places
 */
function searchTextOf(policy, { names, pinyin }) {
  const { jurisdiction, region } = policy;
  const prefix = region.replace(/(00)+$/, '');
  const codes = Object.keys(names).filter((code) => code.startsWith(prefix) || code === `${region.slice(0, 2)}0000`);
  const found = codes.map((code) => names[code]);
  const spoken = [jurisdiction, ...found].map((name) => (Object.hasOwn(pinyin, name) ? pinyin[name] : ''));
  return searchText([...ownWords(policy), ...found, ...spoken].filter(Boolean));
}

/**
 * The entries of a catalogue, or null if a text holds none.
 * @param {string} text
 * @returns {CatalogueEntry[] | null}
 */
export function readCatalogue(text) {
  try {
    const entries = JSON.parse(text);
    return Array.isArray(entries) && entries.every(isEntry) ? entries : null;
  } catch (error) {
    return null;
  }
}

/** @param {unknown} entry */
const isEntry = (entry) =>
  isObject(entry) && ['id', 'title', 'search', 'jurisdiction'].every((key) => typeof entry[key] === 'string');
