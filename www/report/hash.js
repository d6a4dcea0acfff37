// SHA-256 without crypto.subtle, which a page on plain http does not have.

import { sha256 } from '@noble/hashes/sha2';

const digest = (text) => sha256(new TextEncoder().encode(text));

/** The first 16 hex digits in groups of four, to be compared by eye. */
export function groupedDigest(text) {
  const hex = Array.from(digest(text).subarray(0, 8), (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.match(/.{4}/g).join(' ');
}

export const digestBase64 = (text) => btoa(String.fromCharCode(...digest(text)));
