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
  const urls = window.URL && typeof URL.createObjectURL === 'function' ? URL : window.webkitURL;
  if (!('download' in link) || !urls || typeof urls.createObjectURL !== 'function' || isForbidden()) return false;
  const url = urls.createObjectURL(new Blob([data], { type }));
  link.href = url;
  link.download = name;
  link.click();
  // Some browsers read it only once the visitor has chosen a place.
  setTimeout(() => urls.revokeObjectURL(url), REVOKE_MS);
  return true;
}

/** Whether a frame around the page forbids downloads: the browser would drop them without a word. */
function isForbidden() {
  try {
    for (let view = window; view.parent !== view; view = /** @type {typeof window} */ (view.parent)) {
      const rules = /** @type {Element} */ (view.frameElement).getAttribute('sandbox');
      if (rules !== null && !/\ballow-downloads/.test(rules)) return true;
    }
  } catch (error) {
    // A frame of another site does not tell.
  }
  return false;
}

/**
 * The failure where it cannot, as in failure.js: Chinese, English. Parts that save files bring it.
 * @type {import('./types').Sentence}
 */
export const DOWNLOAD_SENTENCE = [
  '当前浏览器或所在页面不支持保存文件。请直接打印，或在新窗口中打开本工具，也可换用其他浏览器。',
  'This browser or page cannot save files. Please print the report, open this tool in a window of its own, or use another browser.',
];
