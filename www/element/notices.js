// Sentences that the script itself shows: while loading, when loading failed, after a trap.

import { fileUrl } from './files.js';
import { button, make, say } from './nodes.js';
import { explained, loadPart } from './parts.js';

const WORDS = {
  loading: ['正在载入自评工具……', 'Loading the self-assessment…'],
  working: ['正在处理，请稍候……', 'Working…'],
  answers: ['填报内容（JSON）', 'Your answers (JSON)'],
  restart: ['重新启动', 'Restart'],
};

/** @import { Failure } from './failure.js' */

/** @param {string} lang */
export const loadingNotice = (lang) => statusOf(WORDS.loading, lang);

/** @param {string} lang */
export const workingNotice = (lang) => statusOf(WORDS.working, lang);

/**
 * @param {readonly string[]} sentences
 * @param {string} lang
 */
function statusOf(sentences, lang) {
  const node = say(make('p', 'drc-loading'), sentences, lang);
  node.setAttribute('role', 'status');
  return node;
}

/**
 * The place of a notice, which appears in it once the failure is explained.
 * @param {Failure} failure
 * @param {string} lang
 * @param {'error' | 'warn'} [kind]
 * @param {HTMLElement[]} [controls]
 */
export function failureNotice(failure, lang, kind = 'error', controls = []) {
  const place = document.createElement('div');
  explained(failure).then(() => {
    const node = place.appendChild(make('div', `drc-notice drc-notice--${kind}`));
    node.setAttribute('role', 'alert');
    const text = node.appendChild(say(make('p', 'drc-notice__text'), failure.sentences, lang));
    if (failure.code === 'file') {
      const link = text.appendChild(make('a', 'drc-link'));
      link.textContent = 'drc-assessment.html';
      link.href = fileUrl('drc-assessment.html');
    }
    for (const control of controls) node.appendChild(control);
  });
  return place;
}

/**
 * Shown when the widget cannot restart: the answers as text to copy or download, and a button to try again.
 * @param {Failure} failure
 * @param {string} lang
 * @param {string} answersText
 * @param {() => void} onRestart
 */
export function rescueNotice(failure, lang, answersText, onRestart) {
  const label = say(make('label', 'drc-label'), WORDS.answers, lang);
  const box = label.appendChild(make('textarea', 'drc-input'));
  box.readOnly = true;
  box.rows = 8;
  box.value = answersText;
  const notice = failureNotice(failure, lang, 'error', [label, button(WORDS.restart, lang, onRestart)]);
  explained(failure)
    .then(() => loadPart('failures'))
    .then(
      (part) => label.insertAdjacentElement('afterend', part.downloadButton(answersText, lang)),
      // Without this part the text can be copied all the same.
      () => {},
    );
  return notice;
}
