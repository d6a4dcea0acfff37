// What the zones of a selection have in common: how many there are of each verdict, and what they fall short of.

import { detach } from '../element/detach.js';
import { append, button, make } from './dom.js';
import { icon, outcomeClass } from '../reviewers/icons.js';
import { LOOK_OF } from './looks.js';
import { plot } from './plot.js';
import { filled, grouped } from '../reviewers/sentences.js';

/** @import { CriterionTotals, Selection, Totals } from './types' */
/** @import { Words } from './words.js' */

/** @typedef {keyof Words['verdicts']} VerdictKey */

/** How many criteria are listed at first. */
const SHOWN_AT_FIRST = 5;

/** @type {VerdictKey[]} */
const VERDICTS = [
  'shortfall',
  'shortfall_but_relaxation_possible',
  'incomplete',
  'no_shortfall_found',
  'no_eligibility_text',
  'none',
];

/**
 * A button for each verdict that occurs, which shows its zones alone.
 * @param {Totals} totals Of all zones.
 * @param {Selection} selection
 * @param {Words} words
 * @param {(verdicts: string[]) => void} onChoose
 */
export function verdicts(totals, selection, words, onChoose) {
  const node = make('div', 'drc-verdicts');
  node.setAttribute('role', 'group');
  node.setAttribute('aria-label', words.results);
  const chosen = selection.verdicts || [];
  const all = button('drc-verdicts__item', '', () => onChoose([]));
  append(all, make('span', 'drc-verdicts__n', grouped(totals.zones)), make('span', '', words.all));
  all.setAttribute('data-key', 'all');
  all.setAttribute('aria-pressed', String(chosen.length === 0));
  node.appendChild(all);
  for (const verdict of VERDICTS) {
    const counted = totals.verdicts.find((it) => (it.verdict || 'none') === verdict);
    if (!counted) continue;
    const isChosen = chosen.includes(verdict);
    const item = button('drc-verdicts__item', '', () => onChoose(isChosen ? [] : [verdict]));
    const label = append(
      make('span', `drc-c--${outcomeClass(LOOK_OF[verdict])}`),
      icon(LOOK_OF[verdict]),
      ` ${words.verdicts[verdict]}`,
    );
    append(item, make('span', 'drc-verdicts__n', grouped(counted.count)), label);
    item.setAttribute('data-key', verdict);
    item.setAttribute('aria-pressed', String(isChosen));
    node.appendChild(item);
  }
  return node;
}

/**
 * The criteria, with how many zones fall short, miss a fact or are left to a person, and the distribution of the gaps.
 * @param {Totals} totals Of the selection.
 * @param {Words} words
 * @param {(criterion: string, state: NonNullable<Selection['state']>) => void} onChoose
 */
export function criteria(totals, words, onChoose) {
  if (totals.criteria.length === 0) return make('p', 'drc-muted', words.nothingShort);
  const table = make('table', 'drc-table drc-stack drc-by-criterion');
  const heads = [words.criterion, words.short, words.open, words.judged, words.middle, words.distribution];
  const row = table.createTHead().insertRow();
  for (const text of heads) {
    const cell = make('th', '', text);
    cell.scope = 'col';
    row.appendChild(cell);
  }
  const body = table.createTBody();
  // What most fall short of comes first; the rest in the order of the policy.
  const sorted = totals.criteria.map((it, place) => ({ it, place }));
  sorted.sort((one, other) => other.it.short - one.it.short || one.place - other.place);
  for (const { it } of sorted.slice(0, SHOWN_AT_FIRST)) body.appendChild(criterionRow(it, words, onChoose));
  const rest = sorted.slice(SHOWN_AT_FIRST);
  if (rest.length === 0) return table;
  const more = button('drc-link', filled(words.moreCriteria, rest.length), () => {
    detach(more);
    for (const { it } of rest) body.appendChild(criterionRow(it, words, onChoose));
    const control = body.rows[SHOWN_AT_FIRST].querySelector('button');
    if (control) control.focus();
  });
  return append(make('div'), table, more);
}

/**
 * @param {CriterionTotals} totals
 * @param {Words} words
 * @param {(criterion: string, state: NonNullable<Selection['state']>) => void} onChoose
 */
function criterionRow(totals, words, onChoose) {
  const row = make('tr');
  const name = make('th');
  name.scope = 'row';
  append(name, totals.label, make('span', 'drc-table__sub', totals.locator));
  name.title = totals.quote;
  row.appendChild(name);
  /** @type {[NonNullable<Selection['state']>, number, string][]} */
  const counts = [
    ['short', totals.short, words.short],
    ['open', totals.open, words.open],
    ['judged', totals.judged, words.judged],
  ];
  for (const [state, count, word] of counts) {
    const cell = row.insertCell();
    cell.setAttribute('data-label', word);
    if (count === 0) {
      cell.textContent = '0';
      continue;
    }
    const press = button('drc-link', grouped(count), () => onChoose(totals.criterion, state));
    press.setAttribute('aria-label', `${totals.label} ${word} ${count}`);
    cell.appendChild(press);
  }
  const middle = row.insertCell();
  middle.setAttribute('data-label', words.middle);
  middle.textContent = totals.spread ? filled(words.ofRequired, totals.spread.middle) : '—';
  const distribution = row.insertCell();
  distribution.setAttribute('data-label', words.distribution);
  if (totals.distribution) distribution.appendChild(plot(totals.distribution, words));
  else distribution.textContent = '—';
  return row;
}
