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
  const short = Array.from(safe)
    .slice(0, MAX_LENGTH)
    .join('')
    .replace(/[\s.]+$/, '');
  return `${short || 'report'}.${extension}`;
}
