const LONGEST = 80;

/** A name that every file system takes and that shows where it ends. */
export function fileName(name, extension) {
  const safe = String(name)
    // What Windows refuses, and marks that turn the reading direction and so disguise the ending.
    .replace(/[\u0000-\u001f\u007f-\u009f\\/:*?"<>|\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g, '-')
    .replace(/^[\s.]+/, '');
  const short = Array.from(safe)
    .slice(0, LONGEST)
    .join('')
    .replace(/[\s.]+$/, '');
  return `${short || 'report'}.${extension}`;
}
