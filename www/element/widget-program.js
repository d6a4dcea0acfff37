// The program that the widget runs: its glue is part of this script.

import createGlue from 'glue';

/** @type {import('./types').Program<import('./messages').WidgetExports>} */
export const WIDGET_PROGRAM = {
  createGlue,
  file: 'drc-assessment.wasm',
  holder: 'wasm',
  integrity: INTEGRITY.wasm,
};

/** What the first screens do without: the result, the comparison, answers from outside, the assessment as JSON. */
export const WIDGET_REST = {
  file: 'drc-assessment-rest.wasm',
  holder: 'rest-wasm',
  integrity: INTEGRITY.rest,
};
