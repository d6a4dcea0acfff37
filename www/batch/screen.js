// The screen of a batch: files go in, zones are assessed, the list is looked through and exported.

import { download } from '../element/download.js';
import { failed } from '../element/failed.js';
import { jsonOf } from '../element/json.js';
import { append, button, focusedLabel, focusLabelled, make } from './dom.js';
import { dropZone, takeDrops } from './drop-zone.js';
import { fileItem } from './files.js';
import { ProgressLine } from './progress.js';
import { Results } from './results.js';
import { Runner } from './runner.js';
import { filled, grouped } from '../reviewers/sentences.js';
import { wordsOf } from './words.js';
import { ZoneView } from './zone-view.js';

/** @import { Controller } from '../element/controller.js' */
/** @import { Policy } from '../drc-assessment' */
/** @import { AddedFile, AddedTable, Progress, RunResult, Selection, SelectionResult, Totals } from './types' */

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
/** How many problems are listed at most. */
const MAX_PROBLEMS = 500;

export class BatchScreen {
  /**
   * @param {Controller} controller
   * @param {Policy} policy
   * @param {HTMLElement} place
   * @param {(url: string) => string} scriptUrl
   */
  constructor(controller, policy, place, scriptUrl) {
    this.controller = controller;
    this.policy = policy;
    this.place = place;
    this.words = wordsOf(controller.lang);
    this.runner = new Runner(scriptUrl, (progress) => this.progressed(progress));
    /** @type {AddedFile[]} */
    this.files = [];
    /** @type {Selection} */
    this.selection = {};
    /**
     * The sums over all zones, once any has been assessed.
     * @type {Totals | null}
     */
    this.totals = null;
    this.isRunning = false;
    this.isUnsaved = false;
    // Whether there are more rows than a batch can hold.
    this.isFull = false;
    /**
     * Whether the columns of each table, by its number, are listed.
     * @type {Record<number, boolean>}
     */
    this.listed = {};
    // What is done one after the other, as the files that are dropped while others are read.
    this.queue = Promise.resolve();
    this.parts = this.build();
    this.showFiles();
  }

  /** Makes the parts of the screen. */
  build() {
    const { words } = this;
    const status = make('p', 'drc-muted');
    status.setAttribute('role', 'status');
    const actions = {
      narrow: (/** @type {Selection} */ change) => {
        this.queued(() => this.select({ ...this.selection, ...change }));
      },
      clear: () => {
        const { order, descending } = this.selection;
        this.queued(() => this.select({ order, descending }));
      },
      read: (/** @type {number} */ from, /** @type {number} */ count) => this.runner.call('zonesFrom', from, count),
      open: (/** @type {number} */ index) => {
        this.queued(() => this.open(index));
      },
    };
    const parts = {
      status,
      note: make('div'),
      files: make('ul', 'drc-files'),
      actions: make('div', 'drc-actions'),
      progress: new ProgressLine(words, () => this.runner.call('cancel')),
      results: new Results(words, actions, this.exports()),
    };
    const add = (/** @type {File[]} */ files) => this.add(files);
    const types = (this.policy.zone_types || []).map(({ id, label }) => /** @type {const} */ ([id, label]));
    const drop = dropZone(words, types, add, (type) => this.saveTemplate(type));
    takeDrops(this.place, drop, add);
    this.place.textContent = '';
    append(
      this.place,
      parts.note,
      append(make('section', 'drc-section'), make('h3', 'drc-section__title', words.add), drop),
      parts.files,
      parts.actions,
      parts.progress.node,
      parts.status,
      parts.results.node,
    );
    return parts;
  }

  exports() {
    const { words } = this;
    const items = append(
      make('div', 'drc-actions'),
      button('drc-btn', words.exportXlsx, () => this.saveWorkbook()),
      button('drc-btn', words.exportCsv, () => this.saveCsv()),
      button('drc-btn', words.reports, () => this.saveReports()),
      button('drc-btn', words.saveBatch, () => this.saveBatch()),
    );
    return append(make('div'), items, make('p', 'drc-muted', words.exportNote));
  }

  /** Whether closing the page would lose work: zones were imported, or are just being assessed. */
  get hasUnsaved() {
    return this.isRunning || this.isUnsaved;
  }

  /**
   * Does something after what is being done. What fails is shown.
   * @param {() => Promise<void>} work
   * @returns {Promise<void>}
   */
  queued(work) {
    this.queue = this.queue.then(work).catch((error) => this.failed(error));
    return this.queue;
  }

  /** Starts the program with the policy. */
  start() {
    return this.queued(async () => {
      this.say(this.words.starting);
      await this.runner.start();
      await this.begin();
      await this.showNotes();
      this.say('');
    });
  }

  begin() {
    return this.runner.call('begin', jsonOf(this.policy), this.controller.lang, this.controller.day.read());
  }

  /** Whether the policy is in force, and where the work is done. */
  async showNotes() {
    const { state, title, message } = await this.runner.call('validity');
    const { note } = this.parts;
    const notice = make('div', state === 'in_period' ? 'drc-notice' : 'drc-notice drc-notice--warn');
    append(notice, make('p', 'drc-notice__title', title), make('p', '', message));
    note.textContent = '';
    append(note, notice, this.runner.isInPage ? make('p', 'drc-muted', this.words.inPage) : null);
  }

  /** @param {unknown} error */
  failed(error) {
    this.isRunning = false;
    this.parts.progress.hide();
    this.say('');
    return this.controller.failedWith(error, 'batch');
  }

  /** @param {string} sentence */
  say(sentence) {
    this.parts.status.textContent = sentence;
  }

  /** @param {File[]} files */
  add(files) {
    return this.queued(async () => {
      this.controller.shadow.clearNotices();
      for (const file of files) {
        this.say(filled(this.words.reading, file.name));
        this.files.push(await this.runner.call('open', file));
        this.isUnsaved = true;
        this.showFiles();
      }
      this.say('');
      await this.runIfClear();
    });
  }

  /**
   * Replaces everything by rows of the page.
   * @param {unknown[]} rows
   */
  setRows(rows) {
    return this.queued(async () => {
      const text = jsonOf(rows);
      await this.begin();
      this.selection = {};
      this.isFull = false;
      await this.runner.call('addRows', text);
      this.files = [{ kind: 'answers', name: this.words.rowsOfPage }];
      await this.run();
    });
  }

  /** The tables that are to be read. */
  get waiting() {
    /** @type {AddedTable[]} */
    const waiting = [];
    for (const file of this.files) {
      if (file.kind === 'table' && !file.message && !file.is_read) waiting.push(file);
    }
    return waiting;
  }

  /** Goes on by itself where there is nothing to decide. */
  async runIfClear() {
    if (this.waiting.some((table) => table.columns.some((column) => column.is_open))) return;
    if (this.files.some((file) => file.kind !== 'unreadable' && !file.message)) await this.run();
  }

  showFiles() {
    const { words, parts } = this;
    const label = focusedLabel(parts.files);
    const actions = {
      listed: this.listed,
      assign: (/** @type {AddedTable} */ table, /** @type {number} */ column, /** @type {string} */ meaning) =>
        this.changeTable(table, 'assign', column, meaning),
      chooseSheet: (/** @type {AddedTable} */ table, /** @type {number} */ sheet) =>
        this.changeTable(table, 'chooseSheet', sheet),
      leaveOut: (/** @type {AddedTable} */ table) => {
        this.queued(async () => {
          await this.runner.call('leaveOut', table.number);
          this.files = this.files.filter((file) => file !== table);
          this.showFiles();
        });
      },
    };
    parts.files.textContent = '';
    for (const file of this.files) parts.files.appendChild(fileItem(file, this.policy, words, actions));
    parts.actions.textContent = '';
    if (label) focusLabelled(parts.files, label);
    if (this.isRunning || this.files.length === 0) return;
    if (this.waiting.length > 0 && !this.isFull) {
      const isResumed = this.waiting.some((table) => table.is_begun);
      const start = () => this.queued(() => this.run());
      parts.actions.appendChild(button('drc-btn drc-btn--primary', isResumed ? words.resume : words.start, start));
    }
    parts.actions.appendChild(this.clearButton());
  }

  /** Removes everything that was imported; asks first. */
  clearButton() {
    const { words } = this;
    let isAsked = false;
    const press = button('drc-btn', words.clearAll, () => {
      if (!isAsked) {
        isAsked = true;
        press.textContent = words.clearSurely;
        return;
      }
      this.queued(async () => {
        await this.begin();
        this.files = [];
        this.listed = {};
        this.selection = {};
        this.totals = null;
        this.isFull = false;
        this.isUnsaved = false;
        this.controller.shadow.clearNotices();
        this.say('');
        this.showFiles();
        await this.select({});
      });
    });
    return press;
  }

  /**
   * @param {AddedTable} table
   * @param {'assign' | 'chooseSheet'} call
   * @param {unknown[]} args
   */
  changeTable(table, call, ...args) {
    this.queued(async () => {
      const changed = await this.runner.call(call, table.number, ...args);
      // A sheet that cannot be read leaves the one before.
      if (changed.message) this.say(changed.message);
      await this.readTables();
      this.showFiles();
    });
  }

  /** Brings the tables up to date. */
  async readTables() {
    /** @type {AddedTable[]} */
    const tables = await this.runner.call('tables');
    this.files = this.files.map((file) => {
      if (file.kind !== 'table' || file.message) return file;
      const table = tables.find((it) => it.number === file.number);
      return table ? { ...file, ...table } : file;
    });
  }

  /** Assesses what has been added. */
  async run() {
    this.isRunning = true;
    this.showFiles();
    this.parts.progress.begin();
    /** @type {RunResult} */
    const result = await this.runner.call('run');
    this.isRunning = false;
    this.isFull = result.is_full;
    this.parts.progress.hide();
    await this.readTables();
    this.showFiles();
    await this.select(this.selection);
    const problems = await this.showProblems();
    const zones = grouped(this.totals ? this.totals.zones : 0);
    const { words } = this;
    const said = filled(result.isCancelled ? words.cancelled : this.isFull ? words.full : words.done, zones);
    this.say(problems > 0 ? said + gap(words) + filled(words.doneWithProblems, grouped(problems)) : said);
    this.controller.emit('drc-results', { complete: !result.isCancelled && !this.isFull, ...this.totals });
  }

  /** Lists what could not be read, and tells how much that is. */
  async showProblems() {
    const { count, problems } = await this.runner.call('problems', 0, MAX_PROBLEMS);
    this.parts.results.showProblems(count, problems);
    return count;
  }

  /** @param {Progress} progress */
  progressed(progress) {
    this.parts.progress.show(progress);
    if (this.isRunning) this.controller.emit('drc-progress', { rows: progress.rows, share: progress.done / 1000 });
  }

  /**
   * Shows other zones, or in another order.
   * @param {Selection} selection
   */
  async select(selection) {
    this.selection = selection;
    /** @type {SelectionResult} */
    const all = await this.runner.call('select', {});
    /** @type {SelectionResult} */
    const selected = await this.runner.call('select', selection);
    this.totals = all.totals;
    await this.parts.results.show(all.totals, selected, selection);
  }

  /**
   * Opens a zone of the list in the ordinary view.
   * @param {number} index
   */
  async open(index) {
    const { table } = this.parts.results;
    const { pageXOffset: left, pageYOffset: top } = window;
    const view = new ZoneView({
      words: this.words,
      policy: this.policy,
      host: this.controller.element,
      count: table.count,
      read: (place) => this.runner.call('answers', place),
      onBack: (last) => {
        this.place.hidden = false;
        table.reveal(last);
        window.scrollTo(left, top);
      },
    });
    await view.show(index);
    this.place.hidden = true;
    /** @type {Node} */ (this.place.parentNode).appendChild(view.node);
    view.node.scrollIntoView({ block: 'start' });
    view.back.focus({ preventScroll: true });
  }

  /**
   * @param {string} name
   * @param {string} ending
   */
  fileName(name, ending) {
    return `${name}-${this.policy.id}-${this.controller.day.text}.${ending}`;
  }

  /**
   * @param {string} name
   * @param {string} type
   * @param {BlobPart} data
   */
  offer(name, type, data) {
    if (!download({ name, type, data })) throw failed('download');
  }

  /** @param {string} zoneType Empty for one with the facts of all types. */
  saveTemplate(zoneType) {
    return this.queued(async () => {
      const bytes = await this.runner.call('template', zoneType);
      const parts = [this.words.templateFile, this.policy.id, zoneType].filter(Boolean);
      this.offer(`${parts.join('-')}.xlsx`, XLSX, bytes);
    });
  }

  saveWorkbook() {
    return this.queued(async () => {
      this.parts.progress.begin(this.words.writing);
      const bytes = await this.runner.call('workbook');
      this.parts.progress.hide();
      if (!bytes) return;
      if (bytes.length === 0) throw failed('batch-large');
      this.offer(this.fileName(this.words.resultFile, 'xlsx'), XLSX, bytes);
    });
  }

  saveCsv() {
    return this.queued(async () => {
      this.say(this.words.writing);
      const text = await this.runner.call('csv');
      this.say('');
      this.offer(this.fileName(this.words.resultFile, 'csv'), 'text/csv', text);
    });
  }

  saveReports() {
    return this.queued(async () => {
      this.parts.progress.begin(this.words.writingReports);
      const bytes = await this.runner.call('reports');
      this.parts.progress.hide();
      if (bytes) this.offer(this.fileName(this.words.reportsFile, 'zip'), 'application/zip', bytes);
    });
  }

  saveBatch() {
    return this.queued(async () => {
      const text = await this.runner.call('saved');
      this.offer(this.fileName(this.words.batchFile, 'json'), 'application/json', text);
      // What is left of a run that was stopped is not in it.
      this.isUnsaved = this.waiting.length > 0;
      if (this.isUnsaved) this.say(filled(this.words.savedPart, grouped(this.totals ? this.totals.zones : 0)));
    });
  }

  /**
   * The summaries of zones, in the order in which they were read.
   * @param {number} from
   * @param {number} count
   */
  readResults(from, count) {
    return this.runner.call('summaries', from, count);
  }

  /**
   * Shows everything in the language of now, in another place.
   * @param {HTMLElement} place
   */
  translate(place) {
    this.place = place;
    this.words = wordsOf(this.controller.lang);
    this.parts.results.stop();
    this.parts = this.build();
    if (this.isRunning) this.parts.progress.begin();
    this.showFiles();
    return this.queued(async () => {
      await this.runner.call('setLanguage', this.controller.lang);
      await this.showNotes();
      await this.readTables();
      this.showFiles();
      if (!this.totals) return;
      await this.select(this.selection);
      await this.showProblems();
    });
  }

  stop() {
    this.parts.results.stop();
    this.runner.stop();
  }
}

/**
 * What stands between two sentences.
 * @param {import('./words.js').Words} words
 */
const gap = (words) => (words.lang === 'en' ? ' ' : '');
