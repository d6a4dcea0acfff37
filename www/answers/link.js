// The answers in the fragment of a link: no server ever sees it.

import { deflateSync, Inflate, strFromU8, strToU8 } from 'fflate';
import { answersIn } from './read.js';

/** What a link may unpack to, in bytes: far more than any questionnaire holds. */
const MOST = 1 << 20;

const packed = (text) =>
  btoa(Array.from(deflateSync(strToU8(text), { level: 9 }), (byte) => String.fromCharCode(byte)).join(''));

/** The link to this page with the answers in it. */
export const linkTo = (href, answers) =>
  `${href.split('#')[0]}#drc=${packed(JSON.stringify(answers)).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')}`;

/** The answers in a fragment, or null where it holds none that can be read. */
export function answersInLink(code) {
  try {
    const bytes = Uint8Array.from(atob(code.replace(/-/g, '+').replace(/_/g, '/')), (char) => char.charCodeAt(0));
    const chunks = [];
    let size = 0;
    const inflate = new Inflate((chunk) => {
      size += chunk.length;
      if (size > MOST) throw new RangeError('too long');
      chunks.push(chunk);
    });
    // In small steps, so that a link that unpacks to very much is given up early.
    for (let at = 0; at < bytes.length; at += 256) inflate.push(bytes.subarray(at, at + 256), at + 256 >= bytes.length);
    const all = new Uint8Array(size);
    chunks.reduce((at, chunk) => {
      all.set(chunk, at);
      return at + chunk.length;
    }, 0);
    return answersIn(strFromU8(all));
  } catch (error) {
    return null;
  }
}

/** Copies a text where the browser lets us; without a secure context only the old way is left. */
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
