// The shapes that stand beside verdicts, so that colour is never the only difference.

import { svg } from './dom.js';

/** @type {Record<string, string>} */
const SHAPES = {
  met: 'M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1zm3.7 5.3-4.4 4.6-3-3 1.1-1.1 1.9 1.9 3.3-3.5z',
  not: 'M2 2h12v12H2zm3.6 2.5L4.5 5.6 6.9 8l-2.4 2.4 1.1 1.1L8 9.1l2.4 2.4 1.1-1.1L9.1 8l2.4-2.4-1.1-1.1L8 6.9z',
  unknown:
    'M8 1.5A6.5 6.5 0 1 0 8 14.5 6.5 6.5 0 0 0 8 1.5zm0 1.4a5.1 5.1 0 1 1 0 10.2A5.1 5.1 0 0 1 8 2.9zM4.5 7.3H6v1.4H4.5zm2.8 0h1.4v1.4H7.3zm2.7 0h1.5v1.4H10z',
  disc: 'M8 .8 14.2 4.4v7.2L8 15.2 1.8 11.6V4.4zM8 4a1.9 1.9 0 1 0 0 3.8A1.9 1.9 0 0 0 8 4zm-3.4 7.4h6.8C11.2 9.7 9.8 8.6 8 8.6s-3.2 1.1-3.4 2.8z',
  ref: 'M2 2h1.5v12H2zm3 2h9v2.5H5zm0 5h6v2.5H5z',
};

/** The look of each verdict; those of outcomes that are alike. */
/** @type {Record<string, string>} */
export const LOOK_OF = {
  shortfall: 'not',
  shortfall_but_relaxation_possible: 'disc',
  incomplete: 'unknown',
  no_shortfall_found: 'met',
  no_eligibility_text: 'ref',
  none: 'unknown',
};

/** @param {string} look */
export const icon = (look) =>
  svg(
    'svg',
    { class: 'drc-icon', viewBox: '0 0 16 16', 'aria-hidden': 'true', focusable: 'false' },
    svg('path', { 'fill-rule': 'evenodd', d: SHAPES[look] }),
  );
