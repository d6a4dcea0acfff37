// Answers as a file, in the form in which programs exchange them.

import { failed } from '../element/failed.js';
import { fileName } from './file-name.js';
import { MAX_BYTES, MAX_LENGTH } from './read.js';

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
  data: `${JSON.stringify(answers, null, 2)}\n`,
});

/**
 * Lets the visitor choose a file and resolves to its text, or to an empty text if it cannot be read. If the
 * visitor cancels, the promise stays pending. It is rejected if the file is too large to be opened.
 * @returns {Promise<string>}
 */
export function chosenText() {
  return new Promise((resolve, reject) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = '.json,application/json';
    // Some browsers open nothing for an input outside the document.
    input.style.display = 'none';
    document.body.appendChild(input);
    input.addEventListener('change', () => {
      input.remove();
      const file = input.files && input.files[0];
      if (file) {
        const tooLarge = failed('answers-large');
        if (file.size > MAX_BYTES) {
          reject(tooLarge);
          return;
        }
        new Response(file).text().then(
          (text) => (text.length > MAX_LENGTH ? reject(tooLarge) : resolve(text)),
          () => resolve(''),
        );
      }
    });
    input.click();
  });
}
