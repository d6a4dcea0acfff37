// The entry of a policy in policies/catalogue.json: `CatalogueEntry` of the element.

/** @import { Policy } from '../drc-assessment.d.ts' */

/**
 * The names of places by the code of their region, and the pinyin of the larger ones by their names, as the build makes
 * it: a browser knows neither.
 * @typedef {{ names: Record<string, string>, pinyin: Record<string, string> }} Places
 */

/**
 * @param {Policy} policy
 * @param {string} search What it is found by.
 */
export function entryOf(policy, search) {
  const { id, title, number, jurisdiction, year, validity, summary } = policy;
  // A key without a value is left out of the JSON.
  return { id, title, number, jurisdiction, year, validity, summary, search };
}

/**
 * The policy's own words by which it is found.
 * @param {Policy} policy
 */
export function ownWords(policy) {
  const { title, number, issuer, jurisdiction, year, summary, zone_types: types = [] } = policy;
  // As it is called in speech.
  const shortIssuer = issuer.replace('发展和改革委员会', '发改委').replace(/[省市]/, '');
  const labels = types.map(({ label }) => label);
  return [title, number, issuer, shortIssuer, jurisdiction, year, summary, ...labels]
    .filter((word) => word !== undefined)
    .map(String);
}

/**
 * Words as they are searched in: as `plain` in src/interview/catalogue.rs writes what is searched for.
 * @param {readonly string[]} words
 */
export const searchText = (words) => [...new Set(words.map(plain))].join('|');

/** @param {string} text */
const plain = (text) =>
  text
    .normalize('NFKC')
    .replace(/[\s()[\]〔〕【】《》“”、,。.·-]/g, '')
    .toLowerCase();

/**
 * The order of policies: by region, year and id.
 * @param {Policy} a
 * @param {Policy} b
 */
export const inOrder = (a, b) =>
  compare(a.region, b.region) || compare(a.year || 0, b.year || 0) || compare(a.id, b.id);

/**
 * @template {string | number} Value
 * @param {Value} a
 * @param {Value} b
 */
function compare(a, b) {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
