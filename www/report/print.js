// Prints from a frame of its own: print rules of the host page and shadow roots are out of the way.

import { elementOf } from './page.js';

const BEGIN_MS = 3000;
// Some browsers still read the frame when they report the end; some never report it.
const AFTER_MS = 1000;
const AT_LAST_MS = 600000;

const HIDDEN = { position: 'fixed', top: '0', left: '0', width: '0', height: '0', border: '0', visibility: 'hidden' };

const pause = (time) =>
  new Promise((resolve) => {
    setTimeout(resolve, time);
  });
const once = (target, ...types) =>
  new Promise((resolve) => {
    types.forEach((type) => target.addEventListener(type, resolve));
  });

let last = null;

/** Whether the browser has begun to print; a sandboxed page and some in-app browsers do not. */
export async function print(report, stylesheet) {
  if (last) last.remove();
  const frame = document.createElement('iframe');
  last = frame;
  frame.setAttribute('aria-hidden', 'true');
  frame.tabIndex = -1;
  for (const name of Object.keys(HIDDEN)) frame.style.setProperty(name, HIDDEN[name], 'important');
  // Before the load event, Firefox replaces the empty document once more.
  const loaded = once(frame, 'load');
  document.body.appendChild(frame);
  await loaded;
  await fill(frame.contentDocument, report, stylesheet);

  const view = frame.contentWindow;
  const begun = once(view, 'beforeprint').then(() => true);
  view.addEventListener('afterprint', () => setTimeout(() => frame.remove(), AFTER_MS));
  // A document that is still loading puts printing off.
  await pause(0);
  try {
    view.print();
  } catch (error) {
    frame.remove();
    return false;
  }
  setTimeout(() => frame.remove(), AT_LAST_MS);
  return Promise.race([begun, pause(BEGIN_MS).then(() => false)]);
}

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
