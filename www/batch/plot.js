// The distribution of a gap: bars, which are told apart by their height and place alone, and the same in words.

import { append, make, svg } from './dom.js';
import { filled } from '../reviewers/sentences.js';

/** @import { Words } from './words.js' */

const WIDTH = 132;
const HEIGHT = 32;
const BAR = 10;
const STRIDE = 12;

/**
 * @param {number[]} counts How many zones lack up to 10 %, 20 % … 100 % of what is required, and more.
 * @param {Words} words
 */
export function plot(counts, words) {
  const most = Math.max(...counts, 1);
  const bars = counts.map((count, place) => {
    // One of many is seen, too.
    const height = count === 0 ? 0 : Math.max(2, Math.round((HEIGHT * count) / most));
    return svg('rect', {
      class: 'drc-plot__bar',
      x: place * STRIDE,
      y: HEIGHT - height,
      width: BAR,
      height,
    });
  });
  const base = svg('rect', { class: 'drc-plot__base', x: 0, y: HEIGHT, width: WIDTH, height: 1 });
  const size = { width: WIDTH, height: HEIGHT + 1, viewBox: `0 0 ${WIDTH} ${HEIGHT + 1}` };
  const picture = svg('svg', { class: 'drc-plot', 'aria-hidden': 'true', focusable: 'false', ...size }, ...bars, base);
  return append(make('div'), picture, asTable(counts, words));
}

/**
 * The same for screen readers.
 * @param {number[]} counts
 * @param {Words} words
 */
function asTable(counts, words) {
  const table = make('table', 'drc-sr');
  const heads = [words.gapOfRequired, words.zones].map((text) => {
    const cell = make('th', '', text);
    cell.scope = 'col';
    return cell;
  });
  append(table.createTHead().insertRow(), ...heads);
  const body = table.createTBody();
  const last = counts.length - 1;
  counts.forEach((count, place) => {
    const row = body.insertRow();
    const step = place === last ? words.stepBeyond : filled(words.step, 10 * place, 10 * place + 10);
    const name = make('th', '', step);
    name.scope = 'row';
    row.appendChild(name);
    row.insertCell().textContent = String(count);
  });
  return table;
}
