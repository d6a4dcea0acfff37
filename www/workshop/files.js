// Files in and out.

import { textOf } from '../answers/file.js';
import { download } from '../element/download.js';
import { element } from './dom.js';
import { WORDS } from './words.js';

const JSON_FILES = '.json,application/json';

/**
 * Lets a file be chosen. If none is, the promise stays pending.
 * @param {Element} place Some browsers open nothing for an input outside the document.
 * @param {string} [accept]
 * @returns {Promise<File>}
 */
export function chooseFile(place, accept = JSON_FILES) {
  return new Promise((resolve) => {
    const input = element('input', { type: 'file', accept, hidden: true, cancel: end, change: end });
    function end() {
      input.remove();
      if (input.files && input.files[0]) resolve(input.files[0]);
    }
    place.append(input);
    input.click();
  });
}

/**
 * The text of a file, or null if it cannot be read, which is said.
 * @param {File} file
 * @param {(text: string) => void} say
 */
export async function textOfFile(file, say) {
  try {
    const text = await textOf(file);
    if (text !== '' || file.size === 0) return text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');
    say(WORDS.unreadable);
  } catch (error) {
    say(WORDS.tooLarge);
  }
  return null;
}

/**
 * Hands a file out; false where the browser cannot, which is said.
 * @param {{ name: string, type: string, data: string, say: (text: string) => void }} file
 */
export function saveFile({ say, ...file }) {
  const isDone = download(file);
  say(isDone ? WORDS.downloaded(file.name) : WORDS.notDownloaded);
  return isDone;
}
