// policies/catalogue.json: the policies to choose from, and the text in which each is searched.

import { areaList } from '@vant/area-data';
import * as OpenCC from 'opencc-js';
import { pinyin } from 'pinyin-pro';

/** @import { Policy } from '../drc-assessment.d.ts' */

const toTraditional = OpenCC.Converter({ from: 'cn', to: 'tw' });

/**
 * The policies by region, year and id, as the screens show them before one is chosen: `CatalogueEntry` of the element.
 * @param {Policy[]} policies
 */
export function catalogueOf(policies) {
  const sorted = [...policies].sort(
    (a, b) => compare(a.region, b.region) || compare(a.year || 0, b.year || 0) || compare(a.id, b.id),
  );
  // A key without a value is left out of the JSON.
  return sorted.map((policy) => ({
    id: policy.id,
    title: policy.title,
    number: policy.number,
    jurisdiction: policy.jurisdiction,
    year: policy.year,
    validity: policy.validity,
    summary: policy.summary,
    search: searchText(policy),
  }));
}

/**
 * @template {string | number} Value
 * @param {Value} a
 * @param {Value} b
 */
function compare(a, b) {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/**
 * What a policy is found by: its own words, also in traditional characters, the places where it applies, and the pinyin
 * of the larger ones. It is written as `plain` in src/interview/catalogue.rs writes what is searched for.
 * @param {Policy} policy
 */
function searchText(policy) {
  const { title, number, issuer, jurisdiction, region, year, summary, zone_types: types = [] } = policy;
  const cities = [
    ...placesIn(areaList.province_list, `${region.slice(0, 2)}0000`),
    ...placesIn(areaList.city_list, region),
  ];
  // As it is called in speech.
  const shortIssuer = issuer.replace('发展和改革委员会', '发改委').replace(/[省市]/, '');
  const labels = types.map(({ label }) => label);
  const words = [title, number, issuer, shortIssuer, jurisdiction, year, summary, ...labels, ...cities];
  const simplified = words.filter((word) => word !== undefined).map(String);
  const all = [
    ...simplified,
    ...simplified.map(toTraditional),
    ...placesIn(areaList.county_list, region),
    ...[jurisdiction, ...cities].map((place) => pinyin(place, { toneType: 'none', type: 'array' }).join('')),
  ];
  return [...new Set(all.map(plain))].join('|');
}

/**
 * The places of a region, which a code of six digits names: two for the province, two for the city, two for the county.
 * @param {Record<string, string>} list Names by code.
 * @param {string} region
 */
function placesIn(list, region) {
  const prefix = region.replace(/(00)+$/, '');
  return Object.keys(list)
    .filter((code) => code.startsWith(prefix))
    .map((code) => list[code]);
}

/** @param {string} text */
const plain = (text) =>
  text
    .normalize('NFKC')
    .replace(/[\s()[\]〔〕【】《》“”、,。.·-]/g, '')
    .toLowerCase();
