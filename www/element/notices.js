// Sentences that the script itself shows: while loading, when loading failed, after a trap.

import { download } from './download.js';
import { fileUrl } from './files.js';
import { isEnglish } from './language.js';

const WORDS = {
  loading: ['正在载入自评工具……', 'Loading the self-assessment…'],
  working: ['正在处理，请稍候……', 'Working…'],
  answers: ['填报内容（JSON）', 'Your answers (JSON)'],
  download: ['下载填报内容', 'Download the answers'],
  restart: ['重新启动', 'Restart'],
};

/** @import { Failure } from './failure.js' */

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {string} className
 */
function make(tag, className) {
  const node = document.createElement(tag);
  node.className = className;
  return node;
}

/**
 * Sets the text of an element and marks its language.
 * @template {HTMLElement} Node
 * @param {Node} node
 * @param {readonly string[]} sentences In Chinese and in English.
 * @param {string} lang
 */
function say(node, sentences, lang) {
  const english = isEnglish(lang);
  node.textContent = sentences[english ? 1 : 0];
  node.lang = english ? 'en' : 'zh-CN';
  return node;
}

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
 * @param {Failure} failure
 * @param {string} lang
 * @param {'error' | 'warn'} kind
 * @returns {HTMLElement}
 */
export function failureNotice(failure, lang, kind = 'error') {
  const node = make('div', `drc-notice drc-notice--${kind}`);
  node.setAttribute('role', 'alert');
  const text = say(make('p', 'drc-notice__text'), failure.sentences, lang);
  if (failure.code === 'file') {
    const link = make('a', 'drc-link');
    link.textContent = 'drc-assessment.html';
    link.href = fileUrl('drc-assessment.html');
    text.appendChild(link);
  }
  node.appendChild(text);
  return node;
}

/**
 * Shown when the widget cannot restart: the answers as text to copy or download, and a button to try again.
 * @param {Failure} failure
 * @param {string} lang
 * @param {string} answersText
 * @param {() => void} onRestart
 */
export function rescueNotice(failure, lang, answersText, onRestart) {
  const node = failureNotice(failure, lang);
  const label = say(make('label', 'drc-label'), WORDS.answers, lang);
  const box = make('textarea', 'drc-input');
  box.readOnly = true;
  box.rows = 8;
  box.value = answersText;
  label.appendChild(box);
  node.appendChild(label);
  node.appendChild(button(WORDS.download, lang, () => downloadAnswers(answersText)));
  node.appendChild(button(WORDS.restart, lang, onRestart));
  return node;
}

/**
 * @param {readonly string[]} label
 * @param {string} lang
 * @param {() => void} onClick
 */
function button(label, lang, onClick) {
  const node = say(make('button', 'drc-btn'), label, lang);
  node.type = 'button';
  node.addEventListener('click', onClick);
  return node;
}

/** @param {string} text */
function downloadAnswers(text) {
  download({ name: 'drc-answers.json', type: 'application/json', data: text });
}
