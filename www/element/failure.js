// Why the widget cannot go on: a code for programs, a sentence for people.

import { isEnglish } from './language.js';

/** @import { Sentence } from './types' */

/** @type {Record<string, Sentence>} */
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
  network: [
    '自评程序文件 {file} 未能载入。请检查网络连接后刷新页面；如仍未恢复，请联系网站管理员核对服务器和内容安全策略的 connect-src。',
    'The file {file} could not be loaded. Please check the connection and reload the page, or ask the webmaster to check the server and connect-src in the content security policy.',
  ],
  missing: [
    '网站上没有找到自评程序文件 {file}。请联系网站管理员核对文件是否完整上传；文件另在别处的，用 <meta name="drc-assessment-base"> 指明目录。',
    'The file {file} was not found on this site. Please ask the webmaster to check that all files are there, or to name their folder in <meta name="drc-assessment-base">.',
  ],
  damaged: [
    '自评程序文件 {file} 内容不完整或已被改动，未能启动。请刷新页面；如仍未恢复，请联系网站管理员重新上传全部文件。',
    'The file {file} is damaged or belongs to another version. Please reload the page, or ask the webmaster to upload all files again.',
  ],
  memory: [
    '可用内存不足，自评程序未能启动。请关闭部分页面后重试。',
    'There is not enough memory to start. Please close some pages and try again.',
  ],
  file: [
    '本页面直接从磁盘打开，浏览器不允许读取所需文件。请改为打开同一目录下的离线版：',
    'This page was opened from disk, where browsers refuse to load its files. Please open the offline edition in the same folder:',
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
  part: [
    '程序文件 {file} 未能载入。请检查网络连接后重试；如仍未成功，请联系网站管理员核对该文件和内容安全策略的 script-src、trusted-types。',
    'The file {file} could not be loaded. Please check the connection and try again, or ask the webmaster to check the file and script-src and trusted-types in the content security policy.',
  ],
  words: [
    '英文用语文件 drc-assessment.en.txt 未能载入，界面仍为中文。请检查网络连接后重试；如仍未成功，请联系网站管理员核对该文件。',
    'The file drc-assessment.en.txt could not be loaded, so the screens stay Chinese. Please check the connection and try again, or ask the webmaster to check the file.',
  ],
  'not-ready': [
    '自评程序尚未就绪，请在 DrcAssessment.ready 完成后再调用。',
    'The program is not ready: await DrcAssessment.ready first.',
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
  answers: [
    '填报内容不是可以保存的数据或过大，未予采用。',
    'The answers are not plain data or too large and were not taken.',
  ],
};

/**
 * Adds the sentences that only a part needs.
 * @param {Record<string, Sentence>} sentences
 */
export const addSentences = (sentences) => {
  Object.assign(SENTENCES, sentences);
};

/** An error with a code for programs and a sentence for people. */
export class Failure extends Error {
  /**
   * @param {string} code
   * @param {unknown} [cause]
   * @param {string} [file] Name of the file that the sentence is about, if it is about one.
   */
  constructor(code, cause, file) {
    super(SENTENCES[code][0].replace('{file}', file || '') + (cause ? ` (${messageOf(cause)})` : ''));
    this.code = code;
    this.file = file;
  }

  /** In Chinese and in English. */
  get sentences() {
    return SENTENCES[this.code].map((sentence) => sentence.replace('{file}', this.file || ''));
  }

  /** @param {unknown} lang A language tag. */
  sentence(lang) {
    return this.sentences[isEnglish(lang) ? 1 : 0];
  }
}

/** @param {unknown} cause */
function messageOf(cause) {
  if (cause instanceof Error) return cause.message;
  // A page can throw anything; some of it has no text.
  return typeof cause === 'string' ? cause : typeof cause;
}
