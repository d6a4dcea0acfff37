// Entry of drc-assessment.js: defines <drc-assessment> and the one global, DrcAssessment.

import { createApi } from './element/api.js';
import { AssessmentElement } from './element/custom-element.js';
import { loadPart } from './element/parts.js';
import { embedded } from './element/files.js';
import { relayStoppedEvents } from './element/stopped-events.js';

const NAME = 'drc-assessment';

if (!window.customElements || !document.documentElement.attachShadow) {
  // It starts by itself; in the offline page it follows this script.
  if (embedded('wasm') === null) loadPart('plain').catch(() => {});
} else if (customElements.get(NAME)) {
  const other = window.DrcAssessment;
  console.warn(
    `${NAME} ${VERSION} was not started: version ${other ? other.version : 'unknown'} is already on this page.`,
  );
} else {
  window.DrcAssessment = createApi();
  customElements.define(NAME, AssessmentElement);
  relayStoppedEvents();
}
