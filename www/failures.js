// Entry of drc-assessment-failures.js: the sentences of failures, for when there is one. The few that must be said
// where nothing can be loaded are in element/failure.js.

import { download } from './element/download.js';
import { button } from './element/nodes.js';
import { registerPart } from './element/register.js';
import { UNREADABLE_ANSWERS } from './element/unreadable-answers.js';

/** @type {Record<string, import('./element/types').Sentence>} */
const SENTENCES = {
  'no-wasm': [
    '当前浏览器不支持 WebAssembly，无法运行本自评工具。请使用 Chromium 72 及以上内核的浏览器；双核浏览器请切换到极速模式。',
    'This browser has no WebAssembly. Please use a browser based on Chromium 72 or later.',
  ],
  'old-browser': [
    '当前浏览器版本过低，无法运行本自评工具。请使用 Chromium 72 及以上内核的浏览器；双核浏览器请切换到极速模式。',
    'This browser is too old. Please use a browser based on Chromium 72 or later.',
  ],
  csp: [
    "本网站的内容安全策略不允许运行 WebAssembly，自评工具未能启动。请联系网站管理员，在 script-src 中加入 'wasm-unsafe-eval'（Chromium 97 以下版本须为 'unsafe-eval'）。",
    "The content security policy of this site forbids WebAssembly. Please ask the webmaster to add 'wasm-unsafe-eval' to script-src ('unsafe-eval' below Chromium 97).",
  ],
  damaged: [
    '自评程序文件 {file} 内容不完整或已被改动，未能启动。请刷新页面；如仍未恢复，请联系网站管理员重新上传全部文件。',
    'The file {file} is damaged or belongs to another version. Please reload the page, or ask the webmaster to upload all files again.',
  ],
  memory: [
    '可用内存不足，自评程序未能启动。请关闭部分页面后重试。',
    'There is not enough memory to start. Please close some pages and try again.',
  ],
  stylesheet: [
    '样式文件 drc-assessment.css 未能载入，页面以无样式方式显示，填报和对照不受影响。请联系网站管理员核对该文件和内容安全策略的 style-src。',
    'The file drc-assessment.css could not be loaded; the assessment works without it. Please ask the webmaster to check the file and style-src in the content security policy.',
  ],
  trap: [
    '自评程序意外中断，已重新启动，此前的填报内容已保留。如反复出现，请先保存填报内容再刷新页面。',
    'The program stopped unexpectedly and was restarted with your answers kept. Should it happen again, please save them and reload the page.',
  ],
  'trap-again': [
    '自评程序反复中断，已停止重新启动。填报内容见下，请下载或复制保存。',
    'The program keeps stopping and will not be restarted by itself. Your answers are below; please save them.',
  ],
  words: [
    '英文用语文件 drc-assessment.en.txt 未能载入，界面仍为中文。请检查网络连接后重试；如仍未成功，请联系网站管理员核对该文件。',
    'The file drc-assessment.en.txt could not be loaded, so the screens stay Chinese. Please check the connection and try again, or ask the webmaster to check the file.',
  ],
  'policy-unknown': ['没有这个编号的政策。', 'There is no policy with this id.'],
  'policy-network': [
    '政策文件未能载入，请检查网络连接后重试。',
    'The policy file could not be loaded. Please check the connection and try again.',
  ],
  'policy-encoding': [
    '政策文件不是 UTF-8 编码，请另存为 UTF-8 后再上传。',
    'The policy file is not in UTF-8. Please save it as UTF-8 and upload it again.',
  ],
  'policy-damaged': ['政策文件不是有效的 JSON 文件。', 'The policy file is not valid JSON.'],
  answers: UNREADABLE_ANSWERS,
};

/**
 * A button that saves the answers as a file.
 * @param {string} answersText
 * @param {string} lang
 */
const downloadButton = (answersText, lang) =>
  button(['下载填报内容', 'Download the answers'], lang, () => {
    download({ name: 'drc-answers.json', type: 'application/json', data: answersText });
  });

registerPart('failures', { sentences: SENTENCES, downloadButton });
