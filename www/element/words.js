// The words of English, a file that is fetched when it is needed. Those of Chinese are in the wasm.

import { Failure } from './failure.js';
import { embedded, fileUrl } from './files.js';
import { isEnglish } from './language.js';
import { once } from './once.js';

/** @type {Record<string, Promise<string>>} */
const loading = Object.create(null);

/**
 * The words for `learn`, or null where none are needed. Rejects with a Failure, after which the next call tries again.
 * @param {string} lang
 * @returns {Promise<string | null>}
 */
export function loadWords(lang) {
  return isEnglish(lang) ? once(loading, '', read) : Promise.resolve(null);
}

async function read() {
  const inline = embedded('en');
  if (inline !== null) return inline;
  try {
    // With the version in its address, so that a cached file of an older version is not used.
    const response = await fetch(`${fileUrl('drc-assessment.en.txt')}?${VERSION}`);
    if (response.ok) return await response.text();
    throw new Error(`HTTP ${response.status}`);
  } catch (error) {
    throw new Failure('words', error);
  }
}
