// Prints from a frame of its own, where neither print rules of the host page nor shadow roots interfere.

import { detach } from '../element/detach.js';
import { elementOf } from './page.js';

const BEGIN_MS = 3000;
// Some browsers still read the frame when they report the end; some never report it.
const AFTER_MS = 1000;
const AT_LAST_MS = 600000;
// By then the browser has proposed the name.
const TITLE_MS = 20000;

/** @type {Record<string, string>} */
const HIDDEN = {
  position: 'fixed',
  top: '0',
  left: '0',
  width: '0',
  height: '0',
  border: '0',
  display: 'block',
  visibility: 'hidden',
};

/** @param {number} time in milliseconds */
const pause = (time) =>
  new Promise((resolve) => {
    setTimeout(resolve, time);
  });

/**
 * Resolves at the first event of one of these types.
 * @param {EventTarget} target
 * @param {string[]} types
 */
const once = (target, ...types) =>
  new Promise((resolve) => {
    for (const type of types) target.addEventListener(type, resolve);
  });

/** @type {HTMLIFrameElement | null} */
let last = null;

/**
 * Prints a report. Resolves to whether the browser has begun to print; sandboxed pages and some in-app
 * browsers do not. `stylesheet` makes the element with the report's stylesheet for a document.
 * @param {import('./types').Report} report
 * @param {(target: Document) => HTMLElement} stylesheet
 */
export async function print(report, stylesheet) {
  if (last) detach(last);
  const frame = document.createElement('iframe');
  last = frame;
  frame.setAttribute('aria-hidden', 'true');
  frame.tabIndex = -1;
  for (const name of Object.keys(HIDDEN)) frame.style.setProperty(name, HIDDEN[name], 'important');
  // Before the load event, Firefox replaces the empty document once more.
  const loaded = once(frame, 'load');
  document.body.appendChild(frame);
  // A page may give every frame another address.
  await Promise.race([loaded, pause(BEGIN_MS)]);
  const { contentDocument, contentWindow: view } = frame;
  // Gone where the page has removed the frame meanwhile.
  if (!contentDocument || !view) return false;
  await fill(contentDocument, report, stylesheet);

  const begun = once(view, 'beforeprint').then(() => true);
  const restoreTitle = exchangeTitle(report.file_name);
  view.addEventListener('afterprint', () => {
    restoreTitle();
    setTimeout(() => detach(frame), AFTER_MS);
  });
  // A document that is still loading puts printing off.
  await pause(0);
  try {
    view.print();
  } catch (error) {
    restoreTitle();
    detach(frame);
    return false;
  }
  setTimeout(restoreTitle, TITLE_MS);
  setTimeout(() => detach(frame), AT_LAST_MS);
  return Promise.race([begun, pause(BEGIN_MS).then(() => false)]);
}

/**
 * Gives the page another title, which Chromium proposes as the name of the PDF file, and returns how to give the old
 * one back.
 * @param {string} title
 */
function exchangeTitle(title) {
  const before = document.title;
  document.title = title;
  return () => {
    // The page may have given itself a new one meanwhile.
    if (document.title === title) document.title = before;
  };
}

/**
 * @param {Document} target
 * @param {import('./types').Report} report
 * @param {(target: Document) => HTMLElement} stylesheet
 */
async function fill(target, report, stylesheet) {
  const root = target.documentElement;
  root.lang = report.lang;
  // Browsers propose the title as the name of the PDF file.
  target.title = report.file_name;
  root.style.setProperty('--drc-report-foot', report.footer_css);
  const style = stylesheet(target);
  // Unstyled is better than nothing.
  const styled = style.localName === 'link' ? once(style, 'load', 'error') : null;
  target.head.appendChild(style);
  root.replaceChild(elementOf(report.page), target.body);
  await styled;
}
