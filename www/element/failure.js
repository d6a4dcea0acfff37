// Why the widget cannot go on: a code for programs, a sentence for people.

import { isEnglish } from './language.js';

/** @import { Sentence } from './types' */

/**
 * What can be said without loading anything. All other sentences are a part of the program, or of the parts that need them.
 * @type {Record<string, Sentence>}
 */
const SENTENCES = {
  network: [
    '自评程序文件 {file} 未能载入。请检查网络连接后刷新页面；如仍未恢复，请联系网站管理员核对服务器和内容安全策略的 connect-src。',
    'The file {file} could not be loaded. Please check the connection and reload the page, or ask the webmaster to check the server and connect-src in the content security policy.',
  ],
  missing: [
    '网站上没有找到自评程序文件 {file}。请联系网站管理员核对文件是否完整上传；文件另在别处的，用 <meta name="drc-assessment-base"> 指明目录。',
    'The file {file} was not found on this site. Please ask the webmaster to check that all files are there, or to name their folder in <meta name="drc-assessment-base">.',
  ],
  part: [
    '自评程序文件 {file} 未能载入。请检查网络连接后重试；如仍未恢复，请联系网站管理员核对该文件和内容安全策略的 script-src、trusted-types。',
    'The file {file} could not be loaded. Please check the connection and try again, or ask the webmaster to check the file and script-src and trusted-types in the content security policy.',
  ],
  file: [
    '本页面直接从磁盘打开，浏览器不允许读取所需文件。请改为打开同一目录下的离线版：',
    'This page was opened from disk, where browsers refuse to load its files. Please open the offline edition in the same folder:',
  ],
  'not-ready': [
    '自评程序尚未就绪，请在 DrcAssessment.ready 完成后再调用。',
    'The program is not ready: await DrcAssessment.ready first.',
  ],
};
/**
 * For all others, should their sentences not come.
 * @type {Sentence}
 */
const OTHER = [
  '自评程序出现问题（{code}），具体说明未能载入。请检查网络连接后刷新页面；如仍未恢复，请联系网站管理员。',
  'Something went wrong ({code}), and what it is could not be loaded. Please check the connection and reload the page, or ask the webmaster.',
];

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
    super(code + (cause ? ` (${messageOf(cause)})` : ''));
    this.code = code;
    this.file = file;
  }

  /** Whether its own sentence is there. */
  get isExplained() {
    return this.code in SENTENCES;
  }

  /** In Chinese and in English. */
  get sentences() {
    const sentences = SENTENCES[this.code] || OTHER;
    return sentences.map((sentence) => sentence.replace('{file}', this.file || '').replace('{code}', this.code));
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
