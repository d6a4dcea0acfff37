const REVOKE_MS = 60000;

/**
 * A file for the visitor.
 * @typedef {object} DownloadFile
 * @property {string} name
 * @property {string} type Media type.
 * @property {BlobPart} data
 */

/**
 * Offers a file to the visitor as a download; false where the browser cannot.
 * @param {DownloadFile} file
 */
export function download({ name, type, data }) {
  const link = document.createElement('a');
  // Pages use the name URL for things of their own; the other is its old one.
  const urls = typeof URL.createObjectURL === 'function' ? URL : window.webkitURL;
  if (!('download' in link) || !urls) return false;
  const url = urls.createObjectURL(new Blob([data], { type }));
  link.href = url;
  link.download = name;
  link.click();
  // Some browsers read it only once the visitor has chosen a place.
  setTimeout(() => urls.revokeObjectURL(url), REVOKE_MS);
  return true;
}

/**
 * The failure where it cannot, as in failure.js: Chinese, English. Parts that save files bring it.
 * @type {import('./types').Sentence}
 */
export const DOWNLOAD_SENTENCE = [
  '当前浏览器不支持保存文件。请直接打印，或换用其他浏览器。',
  'This browser cannot save files. Please print the report or use another browser.',
];
