// The widget beside the editor. It is given every version that has no faults, and keeps its answers.

import { element } from './dom.js';
import { WORDS } from './words.js';

/** @import { Policy } from '../drc-assessment' */

export function createTryPane() {
  const note = element('p', { class: 'ws-note', role: 'status' }, WORDS.tryNothing);
  const place = element('div', { class: 'ws-widget' });
  const panel = element('section', { class: 'ws-pane' }, note, place);
  /** @type {import('../drc-assessment').DrcAssessmentElement | null} */
  let widget = null;
  let shown = '';

  return {
    id: 'try',
    label: WORDS.paneTry,
    panel,

    /** What has been filled in, and what comes of it. */
    get trial() {
      return { answers: widget && widget.answers, assessment: widget && widget.assessment };
    },

    /** @param {Policy | null} policy None while there are faults. */
    update(policy) {
      note.textContent = policy ? '' : widget ? WORDS.tryStale : WORDS.tryNothing;
      if (!policy) return;
      const text = JSON.stringify(policy);
      if (text === shown) return;
      shown = text;
      if (!widget) {
        widget = document.createElement('drc-assessment');
        widget.setAttribute('lang', 'zh-CN');
        widget.policy = policy;
        place.append(widget);
      } else {
        widget.policy = policy;
      }
    },
  };
}
