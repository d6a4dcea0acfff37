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

const BRACE = 0x7b;

// What Big5 and Japanese encodings decode to in GB18030, and what hardly ever stands in answers: Greek and Cyrillic
// letters, lines of boxes, kana, characters for private use, vertical punctuation.
const UNLIKELY = /[\u0370-\u04ff\u2500-\u257f\u3040-\u30ff\ue000-\uf8ff\ufe30-\ufe4f]/;

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
  const [beforeFault] = new TextDecoder('utf-8').decode(bytes).split('\ufffd');
  // Three bytes that are a character of UTF-8 hardly ever occur in GB18030: such a file is damaged. The command line
  // decides in the same way.
  const encodings = /[\u0800-\uffff]/.test(beforeFault) ? ['utf-8'] : ['utf-8', 'gb18030'];
  if (isUtf16(first, second)) encodings.unshift('utf-16le');
  if (isUtf16(second, first)) encodings.unshift('utf-16be');
  for (const encoding of encodings) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
      return encoding === 'gb18030' && UNLIKELY.test(text) ? '' : text;
    } catch (error) {
      // It is in another encoding, or none that is known here.
    }
  }
  return '';
}

/**
 * Whether bytes are the mark of UTF-16, or the brace that answers begin with.
 * @param {number} low
 * @param {number} high
 */
const isUtf16 = (low, high) => (low === 0xff && high === 0xfe) || (low === BRACE && high === 0);
