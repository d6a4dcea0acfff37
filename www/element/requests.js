// What the visitor requests and a part of the program does: the report, and answers as a file or a link.

import { chosenFile } from './chosen-file.js';
import { detach } from './detach.js';
import { loadEngine } from './engine.js';
import { Failure } from './failure.js';
import { workingNotice } from './notices.js';
import { loadPart } from './parts.js';

/** @import { Controller } from './controller.js' */
/** @import { Report } from '../report/types' */
/** @import { VisitorRequest } from './messages' */
/** @import { Parts } from './types' */

// How long a request may take before a notice says that it is being done.
const PATIENCE_MS = 600;

/** The requests that the part for reports does; the one for answers does all others. */
const REPORTS = ['print', 'html', 'docx', 'csv'];

/**
 * Does a request. If it fails, the reason is shown above the widget.
 * @param {Controller} controller
 * @param {VisitorRequest} request
 */
export async function carryOut(controller, request) {
  const { requested, shadow } = controller;
  // Pressed again meanwhile.
  if (requested.has(request)) return;
  shadow.clearNotices();
  const name = REPORTS.indexOf(request) < 0 ? 'answers' : 'report';
  // Now: browsers open the dialog only within seconds of the press, and the part may take longer.
  const file = request === 'open' ? chosenFile(shadow.root) : null;
  // A dialog that is cancelled never ends.
  if (!file) requested.add(request);
  const working = workingNotice(controller.lang);
  const timer = setTimeout(() => shadow.showNotice(working), PATIENCE_MS);
  const ready = () => {
    clearTimeout(timer);
    detach(working);
  };
  // Loaded together with the part; a failure is reported where it is waited for.
  if (name === 'report') loadEngine().catch(() => {});
  await withPart(controller, name, async (part) => {
    if (!(await controller.complete(true))) return false;
    const requests = /** @type {Record<string, (...subject: unknown[]) => unknown>} */ (/** @type {unknown} */ (part));
    const subject = name === 'report' ? await reportOf(controller) : controller;
    ready();
    return requests[request](subject, await file);
  });
  ready();
  requested.delete(request);
  // The button may be far below the notice.
  if (shadow.notices.firstChild) shadow.notices.scrollIntoView({ block: 'nearest' });
}

/**
 * Calls `use` with a part and shows what went wrong. Resolves to whether it was done.
 * @template {'answers' | 'report'} Name
 * @param {Controller} controller
 * @param {Name} name
 * @param {(part: Parts[Name]) => unknown} use Gives false if nothing was done.
 * @returns {Promise<boolean>}
 */
export async function withPart(controller, name, use) {
  try {
    const part = await loadPart(name);
    return controller.isRunning && (await use(part)) !== false;
  } catch (error) {
    // A failure that has no code of its own; the parts bring the sentences.
    await controller.failedWith(error, name === 'report' ? name : 'exchange');
    // A switch may have been moved in vain.
    controller.savedAnswers.showState();
    return false;
  }
}

/**
 * The report on the present answers, as the engine makes it.
 * @param {Controller} controller
 * @returns {Promise<Report>}
 */
async function reportOf({ policy, answers, lang }) {
  const engine = await loadEngine();
  const report = engine.report(policy, answers, lang);
  // There is none if the policy or the answers cannot be read.
  if (!report) throw new Failure('report');
  return report;
}
