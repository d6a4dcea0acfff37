// A short digest of a text, to recognise the policy files that the build has checked. It guards against
// an edited file, not against an attacker: who can replace a policy on this site can replace the script.

const OFFSET = 0x811c9dc5;
const PRIME = 0x01000193;

/**
 * FNV-1a, 32 bits, over the UTF-16 code units of the text.
 * @param {string} text
 */
export function digestOf(text) {
  let digest = OFFSET;
  for (let index = 0; index < text.length; index += 1) digest = Math.imul(digest ^ text.charCodeAt(index), PRIME);
  return digest >>> 0;
}
