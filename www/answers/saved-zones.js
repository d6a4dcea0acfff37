// The zones saved in this browser: finding them, going on with one, saving a new one, deleting one.

import { failed } from '../element/failed.js';
import { jsonOf } from '../element/json.js';
import { forgetText, savedKeys, savedText, saveText } from '../element/storage.js';
import { contentNow, contentOf, isEmpty, pageAddress } from './content.js';
import { isShown, newKey, release, reserve, SavedZone, tabKey } from './saved-zone.js';
import { take, withGiven } from './take.js';

/** @import { Controller } from '../element/controller.js' */
/** @import { Content } from './content.js' */

/**
 * @typedef {object} Found
 * @property {string} key
 * @property {string} text
 * @property {Content | null} content Null if it cannot be read.
 */

/**
 * The saved zones that a widget can show, the latest first.
 * @param {Controller} controller
 * @returns {Found[]}
 */
export function savedZones(controller) {
  const { savedAnswers } = controller;
  const found = [];
  for (const key of savedKeys()) {
    const text = savedText(key);
    const isOwn = savedAnswers.zone !== null && savedAnswers.zone.key === key;
    if (text && (isOwn || !isShown(key))) {
      const content = contentOf(text);
      if (content === null || isFor(controller, content)) found.push({ key, text, content });
    }
  }
  const time = (/** @type {Found} */ { content }) => (content ? content.saved : '');
  return found.sort((one, other) => (time(one) < time(other) ? 1 : -1));
}

/**
 * Whether a zone is filled in for the policy that the page has fixed, or for any that can be chosen.
 * @param {Controller} controller
 * @param {Content} content
 */
function isFor(controller, { answers: { policy } }) {
  if (!policy) return true;
  if (!controller.isPolicyFixed) return controller.catalogue.some(({ id }) => id === policy);
  const { fixedPolicy, policyAttribute } = controller;
  return policy === (fixedPolicy ? fixedPolicy.id : policyAttribute);
}

/**
 * The zone to go on with when a page opens: that of this tab, or the only one that this page has saved.
 * @param {Controller} controller
 * @returns {Found | undefined}
 */
export function zoneToOpen(controller) {
  const { scope } = controller.savedAnswers;
  const zones = savedZones(controller);
  const last = lastOfTab(controller);
  const [lastZone] = zones.filter(({ key }) => key === last);
  if (lastZone) return lastZone;
  const filled = zones.filter(isFilledIn);
  const candidates = filled.length > 0 ? filled : zones;
  const ofPage = candidates.filter(({ key, content }) =>
    content && content.page ? content.page === pageAddress() : key === scope,
  );
  return ofPage.length === 1 ? ofPage[0] : undefined;
}

/**
 * Whether a zone belongs into the list: something is filled in, or perhaps is, where it cannot be read.
 * @param {Found} zone
 */
export const isFilledIn = ({ content }) => content === null || !isEmpty(content);

/** @param {Controller} controller */
function lastOfTab(controller) {
  try {
    return window.sessionStorage.getItem(tabKey(controller));
  } catch (error) {
    return null;
  }
}

/**
 * Goes on with a saved zone.
 * @param {Controller} controller
 * @param {Found} zone
 * @param {boolean} isGivenKept Whether what was filled in meanwhile is kept with it.
 */
export async function openZone(controller, { key, text, content }, isGivenKept) {
  if (!content) throw failed('answers-saved');
  const answers = isGivenKept ? withGiven(content.answers, controller.answers) : content.answers;
  reserve(key);
  try {
    await take(controller, { ...content, answers }, 'answers-saved');
  } catch (error) {
    release(key);
    throw error;
  }
  const { savedAnswers } = controller;
  const formerKey = savedAnswers.zone && savedAnswers.zone.key;
  savedAnswers.leave();
  const zone = new SavedZone(controller, key, text, formerKey);
  savedAnswers.setZone(zone);
  if (answers !== content.answers) zone.write({ ...content, answers });
}

/**
 * Saves the present answers from now on, under a key of their own.
 * @param {Controller} controller
 */
export function startSaving(controller) {
  const { savedAnswers } = controller;
  if (savedAnswers.zone) return;
  const key = newKey();
  const text = jsonOf(contentNow(controller));
  if (saveText(key, text)) {
    savedAnswers.setZone(new SavedZone(controller, key, text));
  } else {
    savedAnswers.isPossible = false;
    savedAnswers.showState();
  }
}

/**
 * Deletes what is saved of the present answers and saves no more. Other zones stay.
 * @param {Controller} controller
 */
export function stopSaving(controller) {
  const { savedAnswers } = controller;
  const { zone } = savedAnswers;
  if (!zone) return;
  savedAnswers.leave();
  forgetText(zone.key);
  savedAnswers.showState();
  savedAnswers.setUnsaved(controller.hasAnswers);
}
