// Sentences that the script itself shows: while loading, when loading failed, after a trap.

import { download } from './download.js';
import { fileUrl } from './files.js';
import { isEnglish } from './language.js';

const WORDS = {
  loading: ['正在载入自评工具……', 'Loading the self-assessment…'],
  answers: ['填报内容（JSON）', 'Your answers (JSON)'],
  download: ['下载填报内容', 'Download the answers'],
  restart: ['重新启动', 'Restart'],
};

function make(tag, className) {
  const node = document.createElement(tag);
  node.className = className;
  return node;
}

/** Chinese or English, and marked as such. */
function say(node, words, lang) {
  const english = isEnglish(lang);
  node.textContent = words[english ? 1 : 0];
  node.lang = english ? 'en' : 'zh-CN';
  return node;
}

export function loadingNotice(lang) {
  const node = say(make('p', 'drc-loading'), WORDS.loading, lang);
  node.setAttribute('role', 'status');
  return node;
}

/** In the language that the host page has asked for. */
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

/** The last resort: the answers as text to copy or download, and a button to try once more. */
export function rescueNotice(failure, lang, answersText, onRestart) {
  const node = failureNotice(failure, lang);
  const label = say(make('label', 'drc-label'), WORDS.answers, lang);
  const box = make('textarea', 'drc-input');
  box.readOnly = true;
  box.rows = 8;
  box.value = answersText;
  label.appendChild(box);
  node.appendChild(label);
  const button = (words, onClick) => {
    const made = node.appendChild(say(make('button', 'drc-btn'), words, lang));
    made.type = 'button';
    made.addEventListener('click', onClick);
  };
  button(WORDS.download, () => download({ name: 'drc-answers.json', type: 'application/json', data: answersText }));
  button(WORDS.restart, onRestart);
  return node;
}
