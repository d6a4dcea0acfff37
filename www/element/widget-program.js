// The program that the widget runs: its glue is part of this script.

import createGlue from 'glue';

/** @type {import('./types').Program<import('./messages').WidgetExports>} */
export const WIDGET_PROGRAM = {
  createGlue,
  file: 'drc-assessment.wasm',
  holder: 'wasm',
  integrity: INTEGRITY.wasm,
};
