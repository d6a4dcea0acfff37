// The words of English, a file that is fetched when it is needed. Those of Chinese are in the wasm.

import { Failure } from './failure.js';
import { embedded, fileUrl } from './files.js';
import { isEnglish } from './language.js';

/** @type {Promise<string> | null} */
let loading = null;

/**
 * The words for `learn`, or null where none are needed. Rejects with a Failure, after which the next call tries again.
 * @param {string} lang
 * @returns {Promise<string | null>}
 */
export function loadWords(lang) {
  if (!isEnglish(lang)) return Promise.resolve(null);
  if (!loading) {
    loading = read();
    loading.catch(() => {
      loading = null;
    });
  }
  return loading;
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
