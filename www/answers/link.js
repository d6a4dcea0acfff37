// Answers in the fragment of a link, which browsers do not send to any server.

import { deflateSync, Inflate, strFromU8, strToU8 } from 'fflate';
import { answersIn, MAX_BYTES, MAX_LENGTH } from './read.js';

/** @import { Answers } from '../drc-assessment' */

/** @param {string} text */
const packed = (text) =>
  btoa(Array.from(deflateSync(strToU8(text), { level: 9 }), (byte) => String.fromCharCode(byte)).join(''));

/**
 * The link to a page with the answers in it.
 * @param {string} href
 * @param {Answers} answers
 */
export const linkTo = (href, answers) =>
  `${href.split('#')[0]}#drc=${packed(JSON.stringify(answers)).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')}`;

/**
 * The answers in the code of a link, or null if it cannot be read.
 * @param {string} code
 */
export function answersInLink(code) {
  try {
    const bytes = Uint8Array.from(atob(code.replace(/-/g, '+').replace(/_/g, '/')), (char) => char.charCodeAt(0));
    /** @type {Uint8Array[]} */
    const chunks = [];
    let size = 0;
    const inflate = new Inflate((chunk) => {
      size += chunk.length;
      if (size > MAX_BYTES) throw new RangeError('too long');
      chunks.push(chunk);
    });
    // In small steps, so that the decompression of a huge text stops early.
    for (let at = 0; at < bytes.length; at += 256) inflate.push(bytes.subarray(at, at + 256), at + 256 >= bytes.length);
    const all = new Uint8Array(size);
    let offset = 0;
    for (const chunk of chunks) {
      all.set(chunk, offset);
      offset += chunk.length;
    }
    const text = strFromU8(all);
    return text.length > MAX_LENGTH ? null : answersIn(text);
  } catch (error) {
    return null;
  }
}

/**
 * Copies a text, in an insecure context by the old way, from the field that holds it. Whether it was copied.
 * @param {string} text
 * @param {HTMLTextAreaElement} box
 */
export async function copied(text, box) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch (error) {
    box.focus();
    box.select();
    try {
      return document.execCommand('copy');
    } catch (refused) {
      return false;
    }
  }
}
