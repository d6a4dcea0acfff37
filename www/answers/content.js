// What is saved of a zone: the answers, those to other policies, and what the list of saved zones shows.

import { jsonOf } from '../element/json.js';
import { isObject } from './read.js';

/** @import { Answers } from '../drc-assessment' */
/** @import { Snapshot } from '../element/messages' */
/** @import { Controller } from '../element/controller.js' */

/**
 * @typedef {Snapshot & { saved: string, page: string, title: string, type: string }} Content
 * `saved`: when, as an ISO date and time; `page`: the address of the page; `title` and `type`: the policy's and the zone
 * type's name.
 */

/** The address by which a page finds what it has saved: a copy of the page in another folder has saved answers of its own. */
export const pageAddress = () => `${window.location.origin}${window.location.pathname}`;

/**
 * What is to be saved now.
 * @param {Controller} controller
 * @returns {Content}
 */
export function contentNow(controller) {
  const { answers, others } = controller.snapshot || { answers: { facts: {} }, others: [] };
  // Without the date, which is that of the visit unless the page has set it.
  const { as_of: day, ...undated } = answers;
  const { policy } = controller;
  const types = (policy && policy.zone_types) || [];
  const [type] = types.filter(({ id }) => id === answers.zone_type);
  return {
    saved: new Date().toISOString(),
    page: pageAddress(),
    title: policy && typeof policy.title === 'string' ? policy.title : '',
    type: type ? type.label : '',
    answers: controller.element.hasAttribute('as-of') ? { ...undated, as_of: day } : undated,
    others,
  };
}

/**
 * What a saved text holds, or null if it cannot be read. Earlier versions saved the answers alone.
 * @param {string} text
 * @returns {Content | null}
 */
export function contentOf(text) {
  let value;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return null;
  }
  if (!isObject(value)) return null;
  const { answers: given = value, others = [], saved = '', page = '', title = '', type = '' } = value;
  // Saved before a policy was chosen.
  const answers = isObject(given) && Object.keys(given).length === 0 ? { facts: {} } : given;
  if (!isObject(answers) || !isObject(answers.facts) || !Array.isArray(others)) return null;
  return {
    saved: String(saved),
    page: String(page),
    title: String(title),
    type: String(type),
    answers: /** @type {Answers} */ (answers),
    others,
  };
}

/**
 * Whether nothing is filled in.
 * @param {Snapshot} content
 */
export const isEmpty = ({ answers, others }) =>
  Object.keys(answers.facts || {}).length === 0 && !answers.name && others.length === 0;

/**
 * Whether two contents have the same answers.
 * @param {Content | null} one
 * @param {Content | null} other
 */
export const isSame = (one, other) =>
  one !== null && other !== null && jsonOf([one.answers, one.others]) === jsonOf([other.answers, other.others]);

/**
 * What two tabs have made of the same answers: what one of them has changed, and else what the other has.
 * @param {Content} base What both began with.
 * @param {Content} mine
 * @param {Content} theirs
 * @returns {Content}
 */
export function merged(base, mine, theirs) {
  // After a change of the policy the answers are to other questions.
  if (mine.answers.policy !== theirs.answers.policy) {
    return mine.answers.policy === base.answers.policy ? theirs : mine;
  }
  const facts = mergedFields(base.answers.facts || {}, mine.answers.facts || {}, theirs.answers.facts || {});
  const answers = mergedFields({ ...base.answers }, { ...mine.answers }, { ...theirs.answers });
  const others = jsonOf(mine.others) === jsonOf(base.others) ? theirs.others : mine.others;
  return { ...theirs, answers: { .../** @type {Answers} */ (answers), facts }, others };
}

/**
 * Takes each field from `theirs`, unless `mine` has changed it.
 * @template {Record<string, any>} Fields
 * @param {Fields} base
 * @param {Fields} mine
 * @param {Fields} theirs
 * @returns {Record<string, any>}
 */
function mergedFields(base, mine, theirs) {
  /** @type {Record<string, any>} */
  const result = { ...theirs };
  for (const key of Object.keys({ ...base, ...mine })) {
    if (jsonOf(mine[key]) !== jsonOf(base[key])) {
      if (mine[key] === undefined) delete result[key];
      else result[key] = mine[key];
    }
  }
  return result;
}
