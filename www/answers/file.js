// Answers as a file, in the form in which programs exchange them.

import { jsonOf } from '../element/json.js';
import { fileName } from './file-name.js';

/** @import { Answers } from '../drc-assessment' */
/** @import { DownloadFile } from '../element/download.js' */
/** @import { Words } from './words.js' */

/**
 * @param {Answers} answers
 * @param {Words} words
 * @returns {DownloadFile}
 */
export const answersFile = (answers, words) => ({
  name: fileName([words.file, answers.name, answers.as_of].filter(Boolean).join('-'), 'json'),
  type: 'application/json',
  data: `${jsonOf(answers, 2)}\n`,
});

// The limit that controller.js sets to answers from the page.
const MAX_BYTES = 2000000;

/**
 * The text of a file, or an empty text if it is too large or cannot be read.
 * @param {File} file
 * @returns {Promise<string>}
 */
export function textOf(file) {
  return new Promise((resolve) => {
    if (file.size > MAX_BYTES) {
      resolve('');
      return;
    }
    // Not Response, a name that pages use for things of their own.
    const reader = new FileReader();
    reader.addEventListener('load', () => resolve(String(reader.result)));
    reader.addEventListener('error', () => resolve(''));
    reader.readAsText(file);
  });
}
