// Files in and out.

import { textOf } from '../answers/file.js';
import { chosenFile } from '../element/chosen-file.js';
import { download } from '../element/download.js';
import { WORDS } from './words.js';

/** @type {(place: Element) => Promise<File>} */
export const chooseFile = (place) => chosenFile(place);

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
