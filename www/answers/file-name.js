// In bytes of UTF-8: file systems take 255, and browsers put ` (1)` behind a name that is there.
const MAX_BYTES = 230;
const MAX_LENGTH = 80;

/**
 * A file name that every file system accepts and that cannot disguise its extension.
 * @param {string} name
 * @param {string} extension
 */
export function fileName(name, extension) {
  const safe = String(name)
    // What Windows refuses, and marks that turn the reading direction and so disguise the ending.
    .replace(/[\u0000-\u001f\u007f-\u009f\\/:*?"<>|\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g, '-')
    .replace(/^[\s.]+/, '');
  let short = '';
  let length = 0;
  let bytes = extension.length + 1;
  for (const char of safe) {
    length += 1;
    bytes += bytesOf(char);
    if (length > MAX_LENGTH || bytes > MAX_BYTES) break;
    short += char;
  }
  return `${short.replace(/[\s.]+$/, '') || 'report'}.${extension}`;
}

/** @param {string} char */
function bytesOf(char) {
  if (char.length > 1) return 4;
  if (char < '\u0080') return 1;
  return char < '\u0800' ? 2 : 3;
}
