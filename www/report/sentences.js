// What can go wrong with a report, as in element/failure.js: Chinese, English.

import { DOWNLOAD_SENTENCE } from '../element/download.js';

/** @type {Record<string, import('../element/types').Sentence>} */
export const SENTENCES = {
  report: ['报告未能生成，填报内容不受影响。', 'The report could not be made; the answers are kept.'],
  print: [
    '当前浏览器或所在页面不支持打印。请下载网页文件，用其他浏览器打开后打印。',
    'This browser or page does not print. Please download the HTML file and print it from another browser.',
  ],
  download: DOWNLOAD_SENTENCE,
};
