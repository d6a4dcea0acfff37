// The shapes beside outcomes and verdicts, and their classes in the widget's stylesheet, for both parts for reviewers.

const SVG = 'http://www.w3.org/2000/svg';

/** The classes of the outcomes, as the widget's stylesheet has them. */
const CLASSES = { met: 'met', not_met: 'not', unknown: 'unknown', discretionary: 'disc', reference: 'ref' };

/**
 * The shapes of the outcomes, so that colour is never the only difference, and of the other icons.
 * @type {Record<string, string>}
 */
const SHAPES = {
  met: 'M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1zm3.7 5.3-4.4 4.6-3-3 1.1-1.1 1.9 1.9 3.3-3.5z',
  not_met: 'M2 2h12v12H2zm3.6 2.5L4.5 5.6 6.9 8l-2.4 2.4 1.1 1.1L8 9.1l2.4 2.4 1.1-1.1L9.1 8l2.4-2.4-1.1-1.1L8 6.9z',
  unknown:
    'M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1zm0 1.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11zM4.5 7.3H6v1.4H4.5zm2.8 0h1.4v1.4H7.3zm2.7 0h1.5v1.4H10z',
  discretionary:
    'M8 .8 14.2 4.4v7.2L8 15.2 1.8 11.6V4.4zM8 4a1.9 1.9 0 1 0 0 3.8A1.9 1.9 0 0 0 8 4zm-3.4 7.4h6.8C11.2 9.7 9.8 8.6 8 8.6s-3.2 1.1-3.4 2.8z',
  reference: 'M2 2h1.5v12H2zm3 2h9v2.5H5zm0 5h6v2.5H5z',
  warn: 'M8 1.5 15.5 14.5H.5zM7.2 6v4.3h1.6V6zm0 5.3v1.5h1.6v-1.5z',
  more: 'M3 5.5 8 10.5 13 5.5 12 4.5 8 8.5 4 4.5z',
};

/** @param {string} name */
export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', 'drc-icon');
  svg.setAttribute('viewBox', '0 0 16 16');
  svg.setAttribute('aria-hidden', 'true');
  svg.setAttribute('focusable', 'false');
  const path = svg.appendChild(document.createElementNS(SVG, 'path'));
  path.setAttribute('fill-rule', 'evenodd');
  path.setAttribute('d', SHAPES[name]);
  return svg;
}

/** @param {keyof typeof CLASSES} outcome */
export const outcomeClass = (outcome) => CLASSES[outcome];
