// Entry of drc-assessment-answers.js: answers as files and as links, and opening what was saved.

import { download } from '../element/download.js';
import { registerPart } from '../element/register.js';
import { failed } from '../element/failed.js';
import { answersFile, textOf } from './file.js';
import { answersInLink, copied, linkTo } from './link.js';
import { linkNotice } from './link-notice.js';
import { answersIn } from './read.js';
import { forgetLink, take, withGiven } from './take.js';
import { SENTENCES, wordsOf } from './words.js';

// Each takes the element's controller. A failure changes nothing.
registerPart('answers', {
  sentences: SENTENCES,

  save({ answers, lang }) {
    if (!download(answersFile(answers || {}, wordsOf(lang)))) throw failed('download');
  },

  async open(controller, file) {
    await take(controller, answersIn(await textOf(file)), 'answers-file');
    if (controller.savedAnswers.isSaving) controller.savedAnswers.setSaving(true);
  },

  /** Shows a link to this page with the answers in it, and copies it where the browser allows. */
  async link({ answers, lang, shadow }) {
    const { href, protocol } = window.location;
    // The page has no address that another one could open.
    if (!/^(https?|file):$/.test(protocol)) throw failed('link-nowhere');
    const link = linkTo(href, answers || {});
    const { notice, box, showResult } = linkNotice(link, wordsOf(lang));
    shadow.showNotice(notice);
    showResult(await copied(link, box));
  },

  /** Opens the text that is saved in this browser. */
  async openSaved(controller, text) {
    if (controller.savedAnswers.isHostSet) return;
    await take(controller, withGiven(answersIn(text), controller.answers), 'answers-saved');
  },

  /** Opens the answers in the address; false if they are not for this widget. */
  async openLink(controller, code) {
    if (controller.savedAnswers.isHostSet) return false;
    try {
      await take(controller, answersInLink(code), 'answers-link');
    } catch (error) {
      // They may be meant for another widget of this page.
      const { failure } = /** @type {ReturnType<typeof failed>} */ (error);
      if (failure === 'answers-policy' && document.querySelectorAll('drc-assessment').length > 1) return false;
      throw error;
    }
    forgetLink();
    return true;
  },
});
