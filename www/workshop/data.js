// What the build has put into the page.

/** @import { OfflineParts } from './offline-page.js' */

/**
 * @param {string} name
 * @returns {any}
 */
export const dataOf = (name) => JSON.parse(textOfElement(`workshop-${name}`));

/** What an offline page is made of: this page holds it for itself. */
export function offlineParts() {
  /** @type {OfflineParts} */
  const parts = {
    ...dataOf('offline'),
    scripts: [...document.querySelectorAll('script[data-part]')].map(({ textContent }) => textContent || ''),
    style: textOfElement('drc-assessment-style'),
    wasm: textOfElement('drc-assessment-wasm'),
    restWasm: textOfElement('drc-assessment-rest-wasm'),
    engineWasm: textOfElement('drc-assessment-engine-wasm'),
    english: textOfElement('drc-assessment-en'),
    licences: textOfElement('drc-assessment-licences'),
  };
  return parts;
}

/** @param {string} id */
function textOfElement(id) {
  const holder = document.getElementById(id);
  return (holder && holder.textContent) || '';
}
