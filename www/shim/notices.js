// Sentences the shim itself shows: while loading, when loading failed, after a trap.

import { download } from './download.js';
import { isEnglish } from './failure.js';
import { fileUrl } from './place.js';

function make(tag, className, text) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text) node.textContent = text;
  return node;
}

export function loadingNotice() {
  const node = make('p', 'drc-loading', '正在载入自评工具……');
  node.setAttribute('role', 'status');
  node.lang = 'zh-CN';
  return node;
}

/** In the language that the host page has asked for. */
export function failureNotice(failure, lang, kind = 'error') {
  const node = make('div', `drc-notice drc-notice--${kind}`);
  node.setAttribute('role', 'alert');
  const text = make('p', 'drc-notice__text', failure.sentence(lang));
  text.lang = isEnglish(lang) ? 'en' : 'zh-CN';
  if (failure.code === 'file') {
    const link = make('a', 'drc-link', 'drc-assessment.html');
    link.href = fileUrl('drc-assessment.html');
    text.appendChild(link);
  }
  node.appendChild(text);
  return node;
}

/** The last resort: the answers as text to copy or download, and a button to try once more. */
export function rescueNotice(failure, lang, answersText, onRestart) {
  const node = failureNotice(failure, lang);
  const label = make('label', 'drc-label', '填报内容（JSON）');
  label.lang = 'zh-CN';
  const box = make('textarea', 'drc-input');
  box.readOnly = true;
  box.rows = 8;
  box.value = answersText;
  label.appendChild(box);
  node.appendChild(label);
  node.appendChild(button('下载填报内容', () => download({ name: 'drc-answers.json', type: 'application/json', data: answersText })));
  node.appendChild(button('重新启动', onRestart));
  return node;
}

function button(text, onClick) {
  const node = make('button', 'drc-btn', text);
  node.type = 'button';
  node.lang = 'zh-CN';
  node.addEventListener('click', onClick);
  return node;
}
