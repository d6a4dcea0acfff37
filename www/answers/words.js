// The words of the answers part.

import { DOWNLOAD_SENTENCE } from '../element/download.js';
import { isEnglish } from '../element/language.js';

/** @import { Sentence } from '../element/types' */
/** @typedef {typeof CHINESE} Words */

const CHINESE = {
  lang: 'zh-CN',
  saved: '本机浏览器中保存有以下填报，可选择一份继续：',
  noneSaved: '本机浏览器中没有保存的填报。',
  othersSaved: '本页填报已从本机浏览器中删除。其他集聚区的填报仍保存着，可在此打开或删除：',
  stillSaved: '“{0}”的填报仍保存在本机浏览器中，可在此打开或删除。现在填写的内容另存为一份。',
  unnamed: '未填写名称的集聚区',
  unreadable: '已损坏、无法打开的填报',
  savedAt: '{0} 保存',
  separator: '　',
  shownHere: '本页正在填报',
  open: '打开',
  download: '下载原文',
  remove: '删除',
  removeSurely: '确定删除',
  another: '另填一个集聚区',
  close: '关闭列表',
  file: '填报内容',
  linkCopied: '链接已复制。链接里含有填报内容，请只发给应当看到的人：',
  linkToCopy: '请复制下面的链接。链接里含有填报内容，请只发给应当看到的人：',
  linkOnDisk: '本页面是本机上的文件，此链接只能在这台电脑上打开。发给他人请用“保存填报到文件”。',
  linkInFrame: '此链接打开的是自评工具本身，不含外层网页。',
  linkLong: '此链接超过 2083 个字符，有的聊天、邮件程序会将其截断。发出后请试开；打不开时请用“保存填报到文件”。',
};

const ENGLISH = {
  lang: 'en',
  saved: 'Saved in this browser. Choose a zone to go on with:',
  noneSaved: 'Nothing is saved in this browser.',
  othersSaved: 'The answers on this page were deleted from this browser. Those for other zones are still saved:',
  stillSaved:
    '“{0}” is still saved in this browser; it can be opened or deleted here. What you enter now is saved as another zone.',
  unnamed: 'Zone without a name',
  unreadable: 'Damaged answers that cannot be opened',
  savedAt: 'saved {0}',
  separator: ' · ',
  shownHere: 'shown on this page',
  open: 'Open',
  download: 'Download the saved text',
  remove: 'Delete',
  removeSurely: 'Delete for good',
  another: 'Start another zone',
  close: 'Close',
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
  'saved-gone': [
    '本机浏览器中保存的这份填报已被删除（在另一页面中，或由浏览器清除）。本页内容仍在，不再自动保存。',
    'These answers were deleted from this browser, on another page or by the browser. They are still on this page but no longer saved.',
  ],
  'saved-elsewhere': [
    '另一页面已将保存的这份填报改为另一政策的填报。本页内容仍在，不再自动保存。',
    'Another page has changed the saved answers to those for another policy. Yours are still on this page but no longer saved.',
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
