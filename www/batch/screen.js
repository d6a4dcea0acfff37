// The screen of a batch: files go in, zones are assessed, the list is looked through and exported.

import { download } from '../element/download.js';
import { failed } from '../element/failed.js';
import { jsonOf } from '../element/json.js';
import { append, button, focusedLabel, focusLabelled, make } from './dom.js';
import { dropZone, takeDrops } from './drop-zone.js';
import { answersItem, fileItem } from './files.js';
import { ProgressLine } from './progress.js';
import { Results } from './results.js';
import { Runner } from './runner.js';
import { filled, grouped } from '../reviewers/sentences.js';
import { wordsOf } from './words.js';
import { ZoneView } from './zone-view.js';

/** @import { Controller } from '../element/controller.js' */
/** @import { Policy } from '../drc-assessment' */
/** @import { AddedFile, AddedTable, Progress, RunResult, Selection, SelectionResult, Totals } from './types' */

/** How many problems are listed at most. */
const MAX_PROBLEMS = 500;
/** How many files with answers have a line each. */
const MAX_ANSWER_FILES = 3;

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
    // Whether the visitor has stopped the assessment before its end.
    this.isStopped = false;
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

  /** @param {File[]} files None where a text was dropped. */
  async add(files) {
    if (files.length === 0) return;
    /** @type {AddedFile[]} */
    const pending = files.map(({ name }) => ({ kind: 'pending', name }));
    this.files = [...this.files, ...pending];
    this.showFiles();
    await this.queued(async () => {
      this.controller.shadow.clearNotices();
      let hasAnswers = false;
      for (const [place, file] of files.entries()) {
        this.say(filled(this.words.reading, file.name));
        this.isUnsaved = true;
        const opened = await this.opened(file);
        hasAnswers = hasAnswers || opened.some(({ kind }) => kind === 'answers');
        this.replaceFile(pending[place], opened);
        this.showFiles();
      }
      this.say(this.isClear ? '' : this.toConfirm);
      // What the visitor has stopped waits for them.
      if (this.isStopped) return;
      if (hasAnswers || (this.isClear && this.waiting.length > 0)) await this.run(this.isClear);
    });
  }

  /**
   * Opens a file; one whose opening fails is as one that cannot be read.
   * @param {File} file
   * @returns {Promise<AddedFile[]>}
   */
  async opened(file) {
    try {
      return await this.runner.call('open', file);
    } catch (error) {
      this.failed(error);
      return [{ kind: 'unreadable', name: file.name }];
    }
  }

  /**
   * @param {AddedFile} file
   * @param {AddedFile[]} others
   */
  replaceFile(file, others) {
    const place = this.files.indexOf(file);
    this.files = [...this.files.slice(0, place), ...others, ...this.files.slice(place + 1)];
  }

  /**
   * Takes rows of the page, in place of those that it has handed over before. What was imported stays.
   * @param {unknown[]} rows
   */
  setRows(rows) {
    return this.queued(async () => {
      let text;
      try {
        text = jsonOf(rows);
      } catch (error) {
        throw failed('batch-rows');
      }
      await this.runner.call('setRows', text);
      const others = this.files.filter((file) => file.kind !== 'page');
      this.files = [{ kind: 'page', name: this.words.rowsOfPage }, ...others];
      await this.run(this.isClear);
    });
  }

  /** The tables that are to be read. */
  get waiting() {
    /** @type {AddedTable[]} */
    const waiting = [];
    for (const file of this.files) {
      if (file.kind === 'table' && !file.is_read) waiting.push(file);
    }
    return waiting;
  }

  /** Whether the visitor has nothing to say of the tables that are to be read. */
  get isClear() {
    return !this.waiting.some(
      (table) => !table.is_begun && (table.is_one_of_several || table.columns.some((column) => column.is_open)),
    );
  }

  get toConfirm() {
    const { words } = this;
    const isAnyOpen = this.waiting.some((table) => table.columns.some((column) => column.is_open));
    const isAnySheet = this.waiting.some((table) => table.is_one_of_several);
    return [isAnySheet ? words.chooseSheets : '', isAnyOpen ? words.toConfirm : '']
      .filter(Boolean)
      .join(words.lang === 'en' ? ' ' : '');
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
        this.queued(() => this.removeTable(table));
      },
    };
    parts.files.textContent = '';
    const answers = this.files.filter((file) => file.kind === 'answers' && !file.message);
    const isFolded = answers.length > MAX_ANSWER_FILES;
    if (isFolded) parts.files.appendChild(answersItem(answers, words));
    for (const file of this.files) {
      if (!isFolded || answers.indexOf(file) < 0) parts.files.appendChild(fileItem(file, this.policy, words, actions));
    }
    parts.actions.textContent = '';
    if (label) focusLabelled(parts.files, label);
    if (this.isRunning || this.files.length === 0) return;
    if ((this.waiting.length > 0 || this.isStopped) && !this.isFull) {
      parts.actions.appendChild(this.startButton());
    }
    parts.actions.appendChild(this.clearButton());
  }

  /** Starts, or goes on; asks first where columns have no unit, as nothing in them would count. */
  startButton() {
    const { words } = this;
    let without = 0;
    for (const table of this.waiting.filter((it) => !it.is_begun)) {
      without += table.columns.filter((column) => column.is_open && column.meaning && !column.unit).length;
    }
    let isAsked = without === 0;
    const press = button('drc-btn drc-btn--primary', this.isStopped ? words.resume : words.start, () => {
      if (isAsked) {
        this.queued(() => this.run(true));
        return;
      }
      isAsked = true;
      press.textContent = words.startAnyway;
      this.say(filled(words.withoutUnit, without));
    });
    return press;
  }

  /** @param {AddedTable} table With its zones, if it has been read. */
  async removeTable(table) {
    await this.runner.call('leaveOut', table.number);
    this.files = this.files.filter((file) => file.kind !== 'table' || file.number !== table.number);
    this.isStopped = this.isStopped && this.waiting.length > 0;
    this.showFiles();
    this.say('');
    if (!table.is_begun) return;
    await this.select(this.selection);
    await this.showProblems();
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
        this.files = this.files.filter(({ kind }) => kind === 'pending');
        this.listed = {};
        this.selection = {};
        this.totals = null;
        this.isFull = false;
        this.isStopped = false;
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
      if (file.kind !== 'table') return file;
      const table = tables.find((it) => it.number === file.number);
      return table ? { ...file, ...table } : file;
    });
  }

  /**
   * Assesses what has been added.
   * @param {boolean} withTables Whether the rows of tables are read, too.
   */
  async run(withTables) {
    this.isRunning = true;
    this.isStopped = false;
    this.showFiles();
    this.parts.progress.begin();
    /** @type {RunResult} */
    const result = await this.runner.call('run', withTables);
    this.isRunning = false;
    this.isStopped = result.isCancelled;
    this.isFull = result.is_full;
    this.parts.progress.hide();
    await this.readTables();
    this.showFiles();
    await this.select(this.selection);
    const problems = await this.showProblems();
    const zones = grouped(this.totals ? this.totals.zones : 0);
    const { words } = this;
    const said = filled(result.isCancelled ? words.cancelled : this.isFull ? words.full : words.done, zones);
    const sentences = [said];
    if (problems > 0) sentences.push(filled(words.doneWithProblems, grouped(problems)));
    if (!this.isClear) sentences.push(this.toConfirm);
    if (zones === '0' && problems === 0) sentences.push(words.noRows);
    this.say(sentences.join(words.lang === 'en' ? ' ' : ''));
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
    await this.parts.results.show(all.totals, selected, selection, this.files.length > 1);
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
   * @param {Blob} data
   */
  offer(name, data) {
    if (!download({ name, type: data.type, data })) throw failed('download');
  }

  /** @param {string} zoneType Empty for one with the facts of all types. */
  saveTemplate(zoneType) {
    return this.queued(async () => {
      const file = await this.runner.call('template', zoneType);
      const parts = [this.words.templateFile, this.policy.id, zoneType].filter(Boolean);
      this.offer(`${parts.join('-')}.xlsx`, file);
    });
  }

  saveWorkbook() {
    const { words } = this;
    return this.queued(async () => {
      const written = await this.written(words.writing, 'workbook');
      if (!written) return;
      if (!written.file) throw failed('batch-large');
      this.offer(this.fileName(words.resultFile, 'xlsx'), written.file);
      if (!written.isWhole) this.say(words.findingsLeftOut);
    });
  }

  saveCsv() {
    const { words } = this;
    return this.queued(async () => {
      const file = await this.written(words.writing, 'csv');
      if (file) this.offer(this.fileName(words.resultFile, 'csv'), file);
    });
  }

  saveReports() {
    const { words } = this;
    return this.queued(async () => {
      const file = await this.written(words.writingReports, 'reports');
      if (file) this.offer(this.fileName(words.reportsFile, 'zip'), file);
    });
  }

  saveBatch() {
    const { words } = this;
    return this.queued(async () => {
      const file = await this.written(words.writing, 'saved');
      if (!file) return;
      this.offer(this.fileName(words.batchFile, 'json'), file);
      // What is left of a run that was stopped is not in it.
      this.isUnsaved = this.waiting.length > 0 || this.isStopped;
      if (this.isUnsaved) this.say(filled(words.savedPart, grouped(this.totals ? this.totals.zones : 0)));
    });
  }

  /**
   * What the desk writes, with the progress shown; null where it was cancelled.
   * @param {string} sentence
   * @param {'workbook' | 'csv' | 'reports' | 'saved'} call
   */
  async written(sentence, call) {
    this.say('');
    this.parts.progress.begin(sentence);
    try {
      return await this.runner.call(call);
    } finally {
      this.parts.progress.hide();
    }
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

  /**
   * Stops, and gives what was assessed of the files as the saved batch that it can be continued with.
   * @returns {Promise<Blob | null>}
   */
  async keep() {
    this.parts.results.stop();
    try {
      await this.runner.call('cancel');
      await this.queue;
      // The page hands its rows over again.
      await this.runner.call('setRows', '[]');
      return await this.runner.call('saved');
    } catch (error) {
      console.warn('drc-assessment: the batch could not be kept', error);
      return null;
    } finally {
      this.runner.stop();
    }
  }

  stop() {
    this.parts.results.stop();
    this.runner.stop();
  }
}
