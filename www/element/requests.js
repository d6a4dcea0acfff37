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

/** Does it; what cannot be done is shown above the widget. */
export async function carryOut(controller, { format, ...detail }) {
  const { notices } = controller.shadow;
  controller.shadow.clearNotices();
  await withPart(controller, PART_OF[format], (part) => part[format](controller, detail));
  // The button pressed may be far below what is said now.
  if (notices.firstChild) notices.scrollIntoView({ block: 'nearest' });
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
