// Answers in the fragment of a link, which browsers do not send to any server.

import { deflateSync, Inflate, strFromU8, strToU8 } from 'fflate';
import { jsonOf } from '../element/json.js';
import { answersIn, MAX_BYTES, MAX_LENGTH } from './read.js';

/** @import { Answers } from '../drc-assessment' */

/** @param {string} text */
function packed(text) {
  const bytes = deflateSync(strToU8(text), { level: 9 });
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}

// The parameter with the code. What a chat program takes along behind a link is part of it.
const PARAMETER = /([#?&])drc=[^&]*(&?)/;

/**
 * The fragment without any code: a link that was pasted behind another has two.
 * @param {string} hash The fragment of an address.
 */
export function withoutCode(hash) {
  let bare = hash;
  while (PARAMETER.test(bare)) bare = bare.replace(PARAMETER, (all, before, after) => (after ? before : ''));
  return bare;
}

/**
 * The link to a page with the answers in it. A fragment that is there stays: it may be what a portal shows the
 * widget by, and routers of portals take parameters behind a question mark.
 * @param {string} href
 * @param {Answers} answers
 */
export function linkTo(href, answers) {
  const [address, ...rest] = href.split('#');
  const hash = withoutCode(rest.length > 0 ? `#${rest.join('#')}` : '');
  const mark = hash.length < 2 ? '#' : !/^#!?\//.test(hash) || hash.indexOf('?') > 0 ? '&' : '?';
  return `${address}${hash.length < 2 ? '' : hash}${mark}drc=${packed(jsonOf(answers))}`;
}

// Blanks, line ends and the equals sign, with which mail programs break long lines.
const BREAKS = /%(?:0[9ad]|20|3d)|[\s=]/gi;

/**
 * The answers in the code of a link, or null if it cannot be read. Line breaks in the code and signs behind it do not
 * matter.
 * @param {string} code
 */
export function answersInLink(code) {
  const [joined] = /^[\w-]*/.exec(code.replace(BREAKS, '')) || [''];
  const [first] = /^[\w-]*/.exec(code) || [''];
  // Behind a blank there may also be words.
  return answersInCode(joined) || answersInCode(first);
}

/** @param {string} code */
function answersInCode(code) {
  try {
    const binary = atob(code.replace(/-/g, '+').replace(/_/g, '/'));
    const bytes = new Uint8Array(binary.length);
    for (let at = 0; at < bytes.length; at += 1) bytes[at] = binary.charCodeAt(at);
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

// Longer than any answer of a clipboard that the visitor need not allow first.
const CLIPBOARD_MS = 2000;

/**
 * Copies a text, in an insecure context by the old way, from the field that holds it. Whether it was copied.
 * @param {string} text
 * @param {HTMLTextAreaElement} box
 */
export async function copied(text, box) {
  try {
    await Promise.race([
      navigator.clipboard.writeText(text),
      new Promise((resolve, reject) => {
        setTimeout(reject, CLIPBOARD_MS);
      }),
    ]);
    return true;
  } catch (error) {
    return copiedFrom(box);
  }
}

/**
 * Copies the text of a field. A page may prevent it or add to it, so this comes first and puts in the text itself.
 * @param {HTMLTextAreaElement} box
 */
function copiedFrom(box) {
  let isDone = false;
  /** @param {ClipboardEvent} event */
  const copy = (event) => {
    if (!event.clipboardData) return;
    event.clipboardData.setData('text/plain', box.value);
    event.preventDefault();
    event.stopImmediatePropagation();
    isDone = true;
  };
  box.focus();
  // Not select, a name that Prototype has a search for.
  box.setSelectionRange(0, box.value.length);
  window.addEventListener('copy', copy, true);
  try {
    return document.execCommand('copy') && isDone;
  } catch (error) {
    return false;
  } finally {
    window.removeEventListener('copy', copy, true);
  }
}
