// The notice with a new link: the link to copy, and whether it was copied already.

/** @import { Words } from './words.js' */

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
  return {
    notice,
    box,
    /** @param {boolean} isCopied */
    showResult: (isCopied) => {
      label.textContent = isCopied ? words.linkCopied : words.linkToCopy;
    },
  };
}
