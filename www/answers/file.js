// Answers as a file, in the form in which programs exchange them.

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
  data: `${JSON.stringify(answers, null, 2)}\n`,
});

// The limit that controller.js sets to answers from the page.
const MAX_BYTES = 2000000;

/**
 * Lets the visitor choose a file and resolves to its text, or to an empty text if it is too large or cannot be
 * read. If the visitor cancels, the promise stays pending.
 * @returns {Promise<string>}
 */
export function chosenText() {
  return new Promise((resolve) => {
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
        (file.size > MAX_BYTES ? Promise.resolve('') : new Response(file).text()).then(resolve, () => resolve(''));
      }
    });
    input.click();
  });
}
