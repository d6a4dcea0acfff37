// Answers as a file, in the form in which programs exchange them.

import { failed } from '../element/failed.js';
import { jsonOf } from '../element/json.js';
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
  data: `${jsonOf(answers, 2)}\n`,
});

/**
/**
 * The text of a file, or an empty text if it cannot be read. Rejected if the file is too large to be opened.
 * @param {File} file
 * @returns {Promise<string>}
 */
export function textOf(file) {
  return new Promise((resolve, reject) => {
    if (file.size > MAX_BYTES) {
      reject(failed('answers-large'));
      return;
    }
    // Not Response, a name that pages use for things of their own.
    const reader = new FileReader();
    reader.addEventListener('load', () => {
      const text = decoded(/** @type {ArrayBuffer} */ (reader.result));
      if (text.length > MAX_LENGTH) reject(failed('answers-large'));
      else resolve(text);
    });
    reader.addEventListener('error', () => resolve(''));
    reader.readAsArrayBuffer(file);
  });
}

/**
 * The text of bytes in the encoding that their mark names, or else in UTF-8, or else in GB18030: Notepad in China saves
 * "ANSI" files in a part of it.
 * @param {ArrayBuffer} bytes
 */
function decoded(bytes) {
  const [first, second] = new Uint8Array(bytes);
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    return new TextDecoder('gb18030').decode(bytes);
  }
}
