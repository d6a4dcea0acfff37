// The list of faults below the editor. Each leads to its place.

import { element } from './dom.js';
import { WORDS } from './words.js';

/** @import { Fault } from './checking.js' */

const MOST = 200;

/**
 * @param {(from: number) => number} lineOf
 * @param {(fault: Fault) => void} goTo
 * @param {string} [label]
 */
export function createFaultList(lineOf, goTo, label = WORDS.faultList) {
  const count = element('h2', { class: 'ws-fault-count' });
  const status = element('div', { role: 'status' }, count);
  const list = element('ul', { class: 'ws-faults' });
  const panel = element('section', { class: 'ws-fault-panel', 'aria-label': label }, status, list);

  return {
    panel,

    /** Says that what is listed is of an earlier text. */
    wait() {
      panel.setAttribute('aria-busy', 'true');
    },

    /** @param {readonly Fault[]} faults */
    show(faults) {
      panel.setAttribute('aria-busy', 'false');
      const errors = faults.filter(({ severity }) => severity === 'error').length;
      const parts = [errors > 0 ? WORDS.faults(errors) : WORDS.noFaults];
      if (faults.length > errors) parts.push(WORDS.warnings(faults.length - errors));
      count.textContent = parts.join('，');
      count.classList.toggle('ws-has-faults', errors > 0);
      list.replaceChildren(...faults.slice(0, MOST).map(row));
    },
  };

  /** @param {Fault} fault */
  function row(fault) {
    const place = element('span', { class: 'ws-fault-place' }, WORDS.line(lineOf(fault.from)));
    const press = () => goTo(fault);
    const path = element('span', { class: 'ws-fault-path' }, fault.path);
    return element(
      'li',
      { class: `ws-fault ws-fault-${fault.severity}` },
      element('button', { type: 'button', click: press }, place, element('span', {}, fault.message), path),
    );
  }
}
