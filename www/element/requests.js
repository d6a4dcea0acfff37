// What the visitor asks to have outside the widget, or inside it: the report, and answers as a file or
// a link. The parts of the program that do it are loaded then.

import { loadEngine } from './engine.js';
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
  const { shadow } = controller;
  shadow.clearNotices();
  const name = PART_OF[request];
  await withPart(controller, name, async (part) =>
    part[request](name === 'report' ? await reportOf(controller) : controller),
  );
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

/** The report on what is filled in: what stands in it, and its layouts that the engine makes. */
async function reportOf({ policy, answers, lang }) {
  const engine = await loadEngine();
  const report = engine.report(policy, answers, lang);
  // There is none after a trap, and for a policy that cannot be read.
  if (!report) throw new Failure('report');
  return report;
}
