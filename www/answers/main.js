// Entry of drc-assessment-answers.js: answers as files, as links, and as they are saved in this browser.

import { download } from '../element/download.js';
import { registerPart } from '../element/register.js';
import { failed } from '../element/failed.js';
import { contentNow } from './content.js';
import { answersFile, textOf } from './file.js';
import { answersInLink, copied, linkTo } from './link.js';
import { linkNotice } from './link-notice.js';
import { answersIn } from './read.js';
import { showSavedZones } from './saved-list.js';
import { isFilledIn, openZone, savedZones, startSaving, stopSaving, zoneToOpen } from './saved-zones.js';
import { forgetLink, take } from './take.js';
import { SENTENCES, wordsOf } from './words.js';

/** @import { Answers } from '../drc-assessment' */
/** @import { Controller } from '../element/controller.js' */

/**
 * Shows answers from a file or a link. What was saved before stays as it is.
 * @param {Controller} controller
 * @param {Answers | null} answers
 * @param {string} failure
 */
async function open(controller, answers, failure) {
  await take(controller, answers && { answers, others: [] }, failure);
  const { zone } = controller.savedAnswers;
  if (zone) zone.startAnother(contentNow(controller));
}

// Each takes the element's controller. A failure changes nothing.
registerPart('answers', {
  sentences: SENTENCES,

  save({ answers, lang, savedAnswers }) {
    if (!download(answersFile(answers || {}, wordsOf(lang)))) throw failed('download');
    savedAnswers.setUnsaved(false);
  },

  async open(controller, file) {
    await open(controller, answersIn(await textOf(file)), 'answers-file');
  },

  /** Shows a link to this page with the answers in it, and copies it where the browser allows. */
  async link({ answers, lang, savedAnswers, shadow }) {
    const { href, protocol } = window.location;
    // The page has no address that another one could open.
    if (!/^(https?|file):$/.test(protocol)) throw failed('link-nowhere');
    const link = linkTo(href, answers || {});
    const { notice, box, showResult } = linkNotice(link, wordsOf(lang));
    shadow.showNotice(notice);
    const isCopied = await copied(link, box);
    showResult(isCopied);
    if (isCopied) savedAnswers.setUnsaved(false);
  },

  /** Opens the answers in the address; false if they are not for this widget. */
  async openLink(controller, code) {
    if (controller.savedAnswers.isHostSet) return false;
    try {
      await open(controller, answersInLink(code), 'answers-link');
    } catch (error) {
      // They may be meant for another widget of this page.
      const { failure } = /** @type {ReturnType<typeof failed>} */ (error);
      if (failure === 'answers-policy' && document.querySelectorAll('drc-assessment').length > 1) return false;
      throw error;
    }
    forgetLink();
    return true;
  },

  /** Goes on with what this page has saved, or lists what there is. */
  async openSaved(controller) {
    const { savedAnswers } = controller;
    if (savedAnswers.isHostSet || savedAnswers.zone) return;
    const zone = zoneToOpen(controller);
    if (zone) await openZone(controller, zone, true);
    else if (savedZones(controller).some(isFilledIn)) showSavedZones(controller);
  },

  'list-saved'(controller, emptied) {
    const words = wordsOf(controller.lang);
    const lead = emptied && words.stillSaved.replace('{0}', emptied.answers.name || words.unnamed);
    showSavedZones(controller, lead || undefined);
  },

  'start-saving': startSaving,

  /** Deletes what is saved of the present answers, and lists other zones that are saved. */
  'stop-saving'(controller) {
    stopSaving(controller);
    if (savedZones(controller).some(isFilledIn)) showSavedZones(controller, wordsOf(controller.lang).othersSaved);
  },
});
