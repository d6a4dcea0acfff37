// Entry of drc-assessment.js: defines <drc-assessment> and the one global, DrcAssessment.

import { createApi } from './shim/api.js';
import { AssessmentElement } from './shim/custom-element.js';
import { loadPart } from './shim/parts.js';
import { embedded } from './shim/place.js';

const other = window.DrcAssessment;
if (!window.customElements || !Element.prototype.attachShadow) {
  // It starts by itself; in the offline page it follows this script.
  if (embedded('wasm') === null) loadPart('plain').catch(() => {});
} else if (other || customElements.get('drc-assessment')) {
  console.warn(`drc-assessment ${VERSION} was not started: version ${other ? other.version : 'unknown'} is already on this page.`);
} else {
  window.DrcAssessment = createApi();
  customElements.define('drc-assessment', AssessmentElement);
}
