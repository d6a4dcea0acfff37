// What the visitor asks to have outside the widget, or inside it: the report, and answers as a file or
// a link. The parts of the program that do it are loaded then.

import { Failure } from './failure.js';
import { loadPart } from './parts.js';

const PART_OF = {
  print: 'report',
  html: 'report',
  docx: 'report',
  csv: 'report',
  save: 'answers',
  open: 'answers',
  link: 'answers',
};

/**
 * Does it; what cannot be done is shown above the widget.
 * @param {import('./messages').VisitorRequest} request
 */
export async function carryOut(controller, request) {
  const { shadow, widget } = controller;
  shadow.clearNotices();
  const part = PART_OF[request];
  const detail = part === 'report' ? { rows: widget.report_rows() } : {};
  await withPart(controller, part, (loaded) => loaded[request](controller, detail));
  // The button pressed may be far below what is said now.
  if (shadow.notices.firstChild) shadow.notices.scrollIntoView({ block: 'nearest' });
}

/** Lets `use` work with a part and says what went wrong. Resolves to whether it was done: `use` gives false if not. */
export async function withPart(controller, name, use) {
  try {
    const part = await loadPart(name);
    return controller.running && (await use(part)) !== false;
  } catch (error) {
    controller.failed(error instanceof Failure ? error : new Failure(error.failure || name, error));
    return false;
  }
}
