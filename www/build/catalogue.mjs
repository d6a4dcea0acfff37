// policies/catalogue.json: the policies to choose from, and the text in which each is searched.

import { areaList } from '@vant/area-data';
import * as OpenCC from 'opencc-js';
import { pinyin } from 'pinyin-pro';
import { entryOf, inOrder, ownWords, searchText } from '../workshop/catalogue-entry.js';

/** @import { Policy } from '../drc-assessment.d.ts' */

const toTraditional = OpenCC.Converter({ from: 'cn', to: 'tw' });

/**
 * The policies as the screens show them before one is chosen.
 * @param {Policy[]} policies
 */
export const catalogueOf = (policies) =>
  [...policies].sort(inOrder).map((policy) => entryOf(policy, searchTextOf(policy)));

/**
 * What a policy is found by: its own words, also in traditional characters, the places where it applies, and the pinyin
 * of the larger ones.
 * @param {Policy} policy
 */
function searchTextOf(policy) {
  const { jurisdiction, region } = policy;
  const cities = [
    ...placesIn(areaList.province_list, `${region.slice(0, 2)}0000`),
    ...placesIn(areaList.city_list, region),
  ];
  const simplified = [...ownWords(policy), ...cities];
  return searchText([
    ...simplified,
    ...simplified.map(toTraditional),
    ...placesIn(areaList.county_list, region),
    ...[jurisdiction, ...cities].map(spoken),
  ]);
}

/**
 * The names of all places by their codes, and the pinyin of the larger ones, for the workshop, which makes entries too.
 * @returns {import('../workshop/catalogue-entry.js').Places}
 */
export function places() {
  const { province_list: provinces, city_list: cities, county_list: counties } = areaList;
  const larger = [...Object.values(provinces), ...Object.values(cities)];
  return {
    names: { ...provinces, ...cities, ...counties },
    pinyin: Object.fromEntries(larger.map((name) => [name, spoken(name)])),
  };
}

/** @param {string} place */
const spoken = (place) => pinyin(place, { toneType: 'none', type: 'array' }).join('');

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
