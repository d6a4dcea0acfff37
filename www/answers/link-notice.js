// The notice with a new link: the link to copy, and whether it was copied already.

/** @import { Words } from './words.js' */

// The longest address that old browsers and some chat and mail programs take.
const MAX_LENGTH = 2083;

/**
 * What the visitor should know before sending the link.
 * @param {string} link
 * @param {Words} words
 */
function hintsFor(link, words) {
  const hints = [];
  if (/^file:/.test(link)) hints.push(words.linkOnDisk);
  else if (window.parent !== window) hints.push(words.linkInFrame);
  if (link.length > MAX_LENGTH) hints.push(words.linkLong);
  return hints;
}

/**
 * @param {string} link
 * @param {Words} words
 */
export function linkNotice(link, words) {
  const notice = document.createElement('div');
  notice.className = 'drc-notice';
  notice.lang = words.lang;
  const label = notice.appendChild(document.createElement('p'));
  label.id = 'drc-link-said';
  label.setAttribute('role', 'status');
  const box = notice.appendChild(document.createElement('textarea'));
  box.setAttribute('aria-labelledby', label.id);
  box.className = 'drc-input';
  box.readOnly = true;
  box.rows = 3;
  box.value = link;
  for (const text of hintsFor(link, words)) notice.appendChild(document.createElement('p')).textContent = text;
  return {
    notice,
    box,
    /** @param {boolean} isCopied */
    showResult: (isCopied) => {
      label.textContent = isCopied ? words.linkCopied : words.linkToCopy;
    },
  };
}
