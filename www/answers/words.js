// The words of the answers part.

import { DOWNLOAD_SENTENCE } from '../element/download.js';
import { isEnglish } from '../element/language.js';

/** @import { Sentence } from '../element/types' */
/** @typedef {typeof CHINESE} Words */

const CHINESE = {
  lang: 'zh-CN',
  file: '填报内容',
  linkCopied: '链接已复制。链接里含有填报内容，请只发给应当看到的人：',
  linkToCopy: '请复制下面的链接。链接里含有填报内容，请只发给应当看到的人：',
};

const ENGLISH = {
  lang: 'en',
  file: 'answers',
  linkCopied: 'Link copied. It contains your answers; share it only with people who may see them:',
  linkToCopy: 'Copy this link. It contains your answers; share it only with people who may see them:',
};

/**
 * @param {unknown} lang
 * @returns {Words}
 */
export const wordsOf = (lang) => (isEnglish(lang) ? ENGLISH : CHINESE);

/**
 * Sentences of failures, as in element/failure.js.
 * @type {Record<string, Sentence>}
 */
export const SENTENCES = {
  exchange: ['操作未能完成，填报内容没有改动。', 'This could not be done; the answers are unchanged.'],
  'policy-faulty': [
    '填报所属的政策文件有问题，未打开，原有填报内容没有改动。',
    'The policy of these answers has faults; nothing was changed.',
  ],
  'answers-file': [
    '所选文件不是填报文件或已损坏，未打开，原有填报内容没有改动。',
    'The file holds no answers or is damaged; nothing was changed.',
  ],
  'answers-large': [
    '所选文件过大，不能作为填报文件打开，原有填报内容没有改动。',
    'The file is too large to be opened as answers; nothing was changed.',
  ],
  'answers-policy': [
    '所选文件或链接是另一份政策的填报，未打开，原有填报内容没有改动。',
    'The file or link holds answers for another policy; nothing was changed.',
  ],
  'answers-saved': [
    '保存在本机浏览器中的填报内容已损坏，未打开。',
    'The answers saved in this browser are damaged and were not opened.',
  ],
  'answers-link': [
    '链接中的填报内容不完整或已损坏，未打开。',
    'The answers in the link are damaged and were not opened.',
  ],
  download: DOWNLOAD_SENTENCE,
};
