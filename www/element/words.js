// The wasm speaks Chinese by itself; the words of English are a file that is fetched where wanted.

import { Failure } from './failure.js';
import { embedded, fileUrl } from './files.js';
import { isEnglish } from './language.js';

let loading = null;

/** Lines for `learn`, or null where none are needed; rejects with a Failure, and the next call tries again. */
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
    // The version keeps an older one in the browser's cache from being taken.
    const response = await fetch(`${fileUrl('drc-assessment.en.txt')}?${VERSION}`);
    if (response.ok) return await response.text();
    throw new Error(`HTTP ${response.status}`);
  } catch (error) {
    throw new Failure('words', error);
  }
}
