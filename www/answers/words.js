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
  linkOnDisk: '本页面是本机上的文件，此链接只能在这台电脑上打开。发给他人请用“保存填报到文件”。',
  linkInFrame: '此链接打开的是自评工具本身，不含外层网页。',
  linkLong: '此链接超过 2083 个字符，有的聊天、邮件程序会将其截断。发出后请试开；打不开时请用“保存填报到文件”。',
};

const ENGLISH = {
  lang: 'en',
  file: 'answers',
  linkCopied: 'Link copied. It contains your answers; share it only with people who may see them:',
  linkToCopy: 'Copy this link. It contains your answers; share it only with people who may see them:',
  linkOnDisk:
    'This page is a file on this computer, and the link opens only here. For other people, save the answers to a file.',
  linkInFrame: 'This link opens the assessment by itself, without the page around it.',
  linkLong:
    'This link has more than 2083 characters, and some chat and mail programs cut it off. Try it once it is sent, or save the answers to a file.',
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
  'answers-policy': [
    '所选文件或链接是另一份政策的填报，未打开，原有填报内容没有改动。',
    'The file or link holds answers for another policy; nothing was changed.',
  ],
  'answers-saved': [
    '保存在本机浏览器中的填报内容已损坏，未打开。',
    'The answers saved in this browser are damaged and were not opened.',
  ],
  'answers-link': [
    '链接中的填报内容不完整或已损坏，未打开。链接可能在发送时被截断，请向发送人索取完整链接或填报文件。',
    'The answers in the link are damaged and were not opened. It may have been cut off; please ask the sender for the whole link or for a file.',
  ],
  'link-nowhere': [
    '本页面没有自己的网址，无法生成链接。请用“保存填报到文件”。',
    'This page has no address of its own, so there is no link to it. Please save the answers to a file.',
  ],
  download: DOWNLOAD_SENTENCE,
};
