// The table of zones. Only the rows in sight are there, so that a hundred thousand scroll; all rows are equally high.

import { append, button, make } from './dom.js';
import { icon, outcomeClass } from '../reviewers/icons.js';
import { LOOK_OF } from './looks.js';
import { filled, grouped } from '../reviewers/sentences.js';

/** @import { ListedZone } from './types' */
/** @import { Words } from './words.js' */

/** Rows above and below those in sight. */
const MARGIN = 10;
/** Browsers draw nothing beyond some ten million pixels: there the rows move faster than the bar. */
const MAX_HEIGHT = 8000000;

/**
 * The columns, and what they are ordered by.
 * @type {readonly (readonly [order: string, word: 'row' | 'name' | 'city' | 'zoneType' | 'verdict' | 'met' | 'short' | 'open' | 'judged' | 'nearest' | 'faults'])[]}
 */
const COLUMNS = [
  ['given', 'row'],
  ['name', 'name'],
  ['city', 'city'],
  ['zone_type', 'zoneType'],
  ['verdict', 'verdict'],
  ['met', 'met'],
  ['not_met', 'short'],
  ['unknown', 'open'],
  ['discretionary', 'judged'],
  ['nearest', 'nearest'],
  ['faults', 'faults'],
];

export class ZoneTable {
  /**
   * @param {object} options
   * @param {Words} options.words
   * @param {(from: number, count: number) => Promise<ListedZone[]>} options.read
   * @param {(index: number) => void} options.onOpen
   * @param {(order: string, descending: boolean) => void} options.onOrder
   */
  constructor({ words, read, onOpen, onOrder }) {
    this.words = words;
    this.read = read;
    this.onOpen = onOpen;
    this.onOrder = onOrder;
    this.count = 0;
    this.order = 'given';
    this.descending = false;
    this.ofSeveralFiles = false;
    /**
     * The row that is to have the focus once it is there.
     * @type {number | null}
     */
    this.awaited = null;
    // Counts what was asked for: only the last answer is shown.
    this.asked = 0;
    this.node = make('div', 'drc-zones');
    this.node.setAttribute('role', 'table');
    this.node.setAttribute('aria-label', words.table);
    this.head = make('div', 'drc-zones__row drc-zones__head');
    this.head.setAttribute('role', 'row');
    this.head.setAttribute('aria-rowindex', '1');
    this.scroller = make('div', 'drc-zones__scroll');
    this.scroller.setAttribute('role', 'rowgroup');
    this.scroller.tabIndex = 0;
    this.scroller.setAttribute('aria-label', words.table);
    this.space = make('div', 'drc-zones__space');
    this.space.setAttribute('role', 'presentation');
    this.body = make('div', 'drc-zones__body');
    this.body.setAttribute('role', 'presentation');
    append(this.node, this.head, append(this.scroller, append(this.space, this.body)));
    this.isDue = false;
    this.scroller.addEventListener('scroll', () => this.due());
    // Rows are higher where the element is narrow.
    if (typeof ResizeObserver === 'function') new ResizeObserver(() => this.due()).observe(this.scroller);
    this.showHead();
  }

  showHead() {
    const focused = /** @type {ShadowRoot} */ (this.node.getRootNode()).activeElement;
    const before = focused && focused.getAttribute('data-order');
    this.head.textContent = '';
    for (const [order, word] of COLUMNS) {
      const cell = make('span', `drc-zones__cell drc-zones__${order}`);
      cell.setAttribute('role', 'columnheader');
      const isSorted = this.order === order;
      cell.setAttribute('aria-sort', isSorted ? (this.descending ? 'descending' : 'ascending') : 'none');
      const press = button('drc-zones__sort', this.words[word], () =>
        this.onOrder(order, isSorted && !this.descending),
      );
      press.setAttribute('data-order', order);
      press.title = filled(this.words.sortBy, this.words[word]);
      if (isSorted) {
        press
          .appendChild(make('span', 'drc-zones__arrow', this.descending ? ' ▼' : ' ▲'))
          .setAttribute('aria-hidden', 'true');
      }
      append(this.head, append(cell, press));
      if (before === order) press.focus();
    }
  }

  /**
   * Shows another selection or order.
   * @param {number} count
   * @param {string} order
   * @param {boolean} descending
   * @param {boolean} ofSeveralFiles Whether a row's number alone does not tell where it stands.
   */
  show(count, order, descending, ofSeveralFiles) {
    this.count = count;
    this.ofSeveralFiles = ofSeveralFiles;
    this.node.classList.toggle('drc-zones--files', ofSeveralFiles);
    this.order = order;
    this.descending = descending;
    this.node.setAttribute('aria-rowcount', String(count + 1));
    this.showHead();
    this.scroller.scrollTop = 0;
    return this.draw();
  }

  get rowHeight() {
    const probe = /** @type {HTMLElement | null} */ (this.body.firstElementChild);
    return (probe && probe.offsetHeight) || 44;
  }

  /** Draws in the next frame. */
  due() {
    if (this.isDue) return;
    this.isDue = true;
    requestAnimationFrame(() => {
      this.isDue = false;
      this.draw();
    });
  }

  /** How far the bar is, from 0 to 1, as the number of the first row in sight. */
  get first() {
    const { scrollTop, clientHeight } = this.scroller;
    const inSight = Math.ceil(clientHeight / this.rowHeight);
    const room = this.height - clientHeight;
    if (room <= 0) return 0;
    return Math.round((Math.min(scrollTop, room) / room) * Math.max(0, this.count - inSight));
  }

  get height() {
    return Math.min(this.count * this.rowHeight, MAX_HEIGHT);
  }

  async draw() {
    const { rowHeight } = this;
    this.space.style.height = `${this.height}px`;
    const inSight = Math.ceil(this.scroller.clientHeight / rowHeight) || 15;
    const { first } = this;
    const from = Math.max(0, first - MARGIN);
    const count = Math.min(this.count - from, inSight + 2 * MARGIN);
    this.asked += 1;
    const { asked } = this;
    const zones = count > 0 ? await this.read(from, count) : [];
    if (asked !== this.asked) return;
    const focused = this.focusedIndex();
    this.body.textContent = '';
    zones.forEach((zone, place) => this.body.appendChild(this.row(zone, from + place)));
    // The first row in sight stands where the bar is.
    const top = this.scroller.scrollTop - (first - from) * rowHeight;
    this.body.style.transform = `translateY(${Math.max(0, Math.min(top, this.height - count * rowHeight))}px)`;
    if (this.awaited !== null) {
      if (this.focus(this.awaited)) this.awaited = null;
    } else if (focused !== null) {
      this.focus(focused);
    }
    // The height of a row is known once there is one.
    if (this.rowHeight !== rowHeight) this.due();
  }

  focusedIndex() {
    const focused = /** @type {ShadowRoot} */ (this.node.getRootNode()).activeElement;
    const index = focused && focused.getAttribute('data-index');
    return index === null ? null : Number(index);
  }

  /**
   * Puts the focus on a row; false where it is not there.
   * @param {number} index
   */
  focus(index) {
    const press = this.body.querySelector(`[data-index="${index}"]`);
    if (press) /** @type {HTMLElement} */ (press).focus({ preventScroll: true });
    return press !== null;
  }

  /**
   * Brings a row into sight and puts the focus on it.
   * @param {number} index
   */
  async reveal(index) {
    const inSight = Math.ceil(this.scroller.clientHeight / this.rowHeight);
    const last = Math.max(1, this.count - inSight);
    const room = this.height - this.scroller.clientHeight;
    const first = Math.max(0, Math.min(last, index - (inSight >> 1)));
    this.scroller.scrollTop = room > 0 ? (first / last) * room : 0;
    this.awaited = index;
    await this.draw();
  }

  /**
   * Where a zone stands: its file and row.
   * @param {ListedZone} zone
   */
  origin({ file, row }) {
    const name = file || this.words.rowsOfPage;
    return row > 0 ? filled(this.words.rowOf, name, row) : name;
  }

  /**
   * @param {ListedZone} zone
   * @param {number} index
   */
  row(zone, index) {
    const { words } = this;
    const row = make('div', 'drc-zones__row');
    row.setAttribute('role', 'row');
    row.setAttribute('aria-rowindex', String(index + 2));
    const { counts } = zone;
    const open = button('drc-link drc-zones__open', zone.name || words.unnamed, () => this.onOpen(index));
    open.setAttribute('data-index', String(index));
    open.disabled = !zone.is_readable;
    const verdict = zone.verdict || 'none';
    const badge = make('span', `drc-badge drc-badge--${outcomeClass(LOOK_OF[verdict])}`);
    append(badge, icon(LOOK_OF[verdict]), words.verdicts[/** @type {keyof Words['verdicts']} */ (verdict)]);
    const nearest = zone.nearest
      ? `${zone.nearest.label}${words.lang === 'en' ? ': ' : '：'}${zone.nearest.text || ''}`
      : '';
    /** @type {Record<string, Node | string>} */
    const cells = {
      given: this.ofSeveralFiles ? this.origin(zone) : String(zone.row || ''),
      name: open,
      city: zone.city,
      zone_type: zone.zone_type,
      verdict: badge,
      met: String(counts.met),
      not_met: String(counts.not_met),
      unknown: String(counts.unknown),
      discretionary: String(counts.discretionary),
      nearest,
      faults: zone.faults > 0 ? grouped(zone.faults) : '',
    };
    for (const [order] of COLUMNS) {
      const cell = make('span', `drc-zones__cell drc-zones__${order}`);
      cell.setAttribute('role', 'cell');
      append(cell, cells[order]);
      cell.title = order === 'given' ? this.origin(zone) : cell.textContent || '';
      row.appendChild(cell);
    }
    return row;
  }
}
