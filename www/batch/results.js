// The results: what the zones have in common, the filters, the list, and what could not be read.

import { append, button, focusedLabel, focusLabelled, make, select } from './dom.js';
import { criteria, verdicts } from './overview.js';
import { problemsTable } from './problems.js';
import { filled, grouped } from '../reviewers/sentences.js';
import { ZoneTable } from './zone-table.js';

/** @import { ListedZone, Problem, Selection, SelectionResult, Totals } from './types' */
/** @import { Words } from './words.js' */

/** How long typing in the search goes on before it takes effect. */
const TYPING_MS = 250;

/** How many cities can be chosen at most: those with most zones. */
const MAX_CITIES = 200;

/**
 * What the results ask for.
 * @typedef {object} ResultsActions
 * @property {(change: Selection) => void} narrow Shows fewer zones, or others, or in another order.
 * @property {() => void} clear Shows all zones again.
 * @property {(from: number, count: number) => Promise<ListedZone[]>} read
 * @property {(index: number) => void} open
 */

export class Results {
  /**
   * @param {Words} words
   * @param {ResultsActions} actions
   * @param {HTMLElement} exports The buttons below the list.
   */
  constructor(words, actions, exports) {
    this.words = words;
    this.actions = actions;
    this.node = make('div', 'drc-results');
    this.node.hidden = true;
    this.verdicts = make('div');
    this.criteria = make('div');
    this.heading = make('h3', 'drc-section__title', words.zones);
    this.others = make('div', 'drc-filters__others');
    this.typingTimer = 0;
    this.search = this.searchField();
    this.shown = make('p', 'drc-muted');
    this.shown.setAttribute('role', 'status');
    this.table = new ZoneTable({
      words,
      read: actions.read,
      onOpen: actions.open,
      onOrder: (order, descending) => actions.narrow({ order, descending }),
    });
    this.problems = make('div');

    const byCriterion = make('details', 'drc-more');
    byCriterion.open = true;
    append(
      byCriterion,
      make('summary', 'drc-section__title', words.byCriterion),
      make('p', 'drc-muted', `${words.byCriterionNote}${words.lang === 'en' ? ' ' : ''}${words.distributionNote}`),
      this.criteria,
    );
    const label = make('label', 'drc-filters__search');
    append(label, make('span', 'drc-muted', words.find), this.search);
    const filters = append(make('div', 'drc-filters'), label, this.others);
    append(
      this.node,
      append(make('section', 'drc-section'), make('h3', 'drc-section__title', words.results), this.verdicts),
      append(make('section', 'drc-section'), byCriterion),
      append(make('section', 'drc-section'), this.heading, filters, this.shown, this.table.node, exports),
      this.problems,
    );
  }

  searchField() {
    const search = make('input', 'drc-input');
    search.type = 'search';
    search.addEventListener('input', () => {
      clearTimeout(this.typingTimer);
      this.typingTimer = window.setTimeout(() => this.actions.narrow({ text: search.value }), TYPING_MS);
    });
    return search;
  }

  /**
   * @param {Totals} totals Of all zones.
   * @param {SelectionResult} selected
   * @param {Selection} selection
   * @param {boolean} ofSeveralFiles
   */
  async show(totals, selected, selection, ofSeveralFiles) {
    const { words, actions } = this;
    this.node.hidden = totals.zones === 0;
    if (this.node.hidden) return;
    const label = focusedLabel(this.node);
    this.verdicts.textContent = '';
    this.verdicts.appendChild(verdicts(totals, selection, words, (chosen) => actions.narrow({ verdicts: chosen })));
    this.criteria.textContent = '';
    this.criteria.appendChild(
      criteria(selected.totals, words, (criterion, state) => {
        actions.narrow({ criterion, state });
        this.heading.scrollIntoView({ block: 'start' });
      }),
    );
    this.others.textContent = '';
    append(this.others, ...this.filters(totals, selection));
    this.shown.textContent =
      selected.count === 0 ? words.none : filled(words.shown, grouped(selected.count), grouped(totals.zones));
    if (label) focusLabelled(this.node, label);
    const { order = 'given', descending = false } = selection;
    await this.table.show(selected.count, order, descending, ofSeveralFiles);
  }

  /**
   * @param {Totals} totals
   * @param {Selection} selection
   */
  filters(totals, selection) {
    const { words, actions } = this;
    const nodes = [];
    if (totals.zone_types.some((it) => it.zone_type)) {
      const types = totals.zone_types.map((it) =>
        // The mark tells a zone without a type from the choice of all.
        option(`=${it.zone_type}`, counted(it.label || words.noType, it.count, words)),
      );
      const value = selection.zone_type === undefined ? '' : `=${selection.zone_type}`;
      const choose = (/** @type {string} */ chosen) =>
        actions.narrow({ zone_type: chosen ? chosen.slice(1) : undefined });
      nodes.push(select(words.zoneType, [option('', words.anyType), ...types], value, choose));
    }
    if (totals.cities.length > 0) {
      const cities = totals.cities.slice(0, MAX_CITIES).map((it) => option(it.city, counted(it.city, it.count, words)));
      const choose = (/** @type {string} */ city) => actions.narrow({ city: city || undefined });
      nodes.push(select(words.city, [option('', words.anyCity), ...cities], selection.city || '', choose));
    }
    const state = selection.state || 'short';
    const known = totals.criteria.map((it) => option(it.criterion, `${it.locator} ${it.label}`));
    const choose = (/** @type {string} */ criterion) => actions.narrow({ criterion: criterion || undefined, state });
    nodes.push(select(words.criterion, [option('', words.anyCriterion), ...known], selection.criterion || '', choose));
    if (selection.criterion) {
      const states = [option('short', words.short), option('open', words.open), option('judged', words.judged)];
      nodes.push(
        select(words.state, states, state, (chosen) => actions.narrow({ state: /** @type {any} */ (chosen) })),
      );
    }
    if (totals.with_faults > 0) {
      const label = filled(words.withFaults, grouped(totals.with_faults));
      const press = button('drc-link', label, () => actions.narrow({ with_faults: !selection.with_faults }));
      press.setAttribute('aria-pressed', String(Boolean(selection.with_faults)));
      nodes.push(press);
    }
    if (isNarrowed(selection)) {
      const clear = button('drc-link', words.clear, () => {
        this.search.value = '';
        actions.clear();
        this.search.focus();
      });
      nodes.push(clear);
    }
    return nodes;
  }

  /**
   * @param {number} count How many there are.
   * @param {Problem[]} problems The first of them.
   */
  showProblems(count, problems) {
    const { words } = this;
    this.problems.textContent = '';
    if (count === 0) return;
    const details = make('details', 'drc-more');
    append(
      details,
      make('summary', 'drc-section__title', counted(words.problems, count, words)),
      make('p', 'drc-muted', words.problemsNote),
    );
    if (count > problems.length) {
      details.appendChild(make('p', 'drc-muted', filled(words.problemsMore, grouped(count), grouped(problems.length))));
    }
    details.appendChild(problemsTable(problems, words));
    append(this.problems, append(make('section', 'drc-section'), details));
  }

  stop() {
    clearTimeout(this.typingTimer);
  }
}

/**
 * @param {string} value
 * @param {string} label
 * @returns {readonly [string, string]}
 */
const option = (value, label) => [value, label];

/**
 * A name with a number behind it.
 * @param {string} name
 * @param {number} count
 * @param {Words} words
 */
const counted = (name, count, words) =>
  words.lang === 'en' ? `${name} (${grouped(count)})` : `${name}（${grouped(count)}）`;

/** @param {Selection} selection */
function isNarrowed({ verdicts: chosen = [], criterion, zone_type: type, city, text, with_faults: withFaults }) {
  return chosen.length > 0 || Boolean(criterion || city || text || withFaults) || type !== undefined;
}
