// What is done with the zones of a batch: files are read, zones assessed, sorted, written. It runs in the worker, or in
// the page where there can be no worker, and knows nothing of either.

/** @import { ZoneBatch, BatchExports } from './types' */
/** @import { AddedFile, Progress, RunResult, Selection, SelectionResult } from './types' */

/** How long rows are read before the page or a message from it gets its turn. */
const SLICE_MS = 16;
const PROGRESS_MS = 100;
/** Lines of a file between two looks at the clock. */
const LINES = 32;
/** The pieces of a text that are put together at once: each is a string until then. */
const PIECES = 256;
/** Rows at a time between two looks at the clock. */
const FIRST_ROWS = 16;

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const BRACE = 0x7b;
const BRACKET = 0x5b;
const BLANKS = [0x20, 0x09, 0x0a, 0x0d];
/** The mark at the beginning of a text in UTF-8. */
const MARK = [0xef, 0xbb, 0xbf];

export class Desk {
  /**
   * @param {BatchExports} exports
   * @param {(progress: Progress) => void} onProgress
   */
  constructor(exports, onProgress) {
    this.exports = exports;
    this.onProgress = onProgress;
    /** @type {ZoneBatch | null} */
    this.batch = null;
    this.isCancelled = false;
  }

  /**
   * Begins a batch under a policy; its faults, if it has any.
   * @param {string} policy As JSON.
   * @param {string} lang
   * @param {string} today ISO date.
   */
  begin(policy, lang, today) {
    if (this.batch) this.batch.free();
    this.batch = this.exports.ZoneBatch.begin(policy, lang, today);
    return parsed(this.batch.policy_faults());
  }

  /** @returns {ZoneBatch} */
  get zones() {
    if (!this.batch) throw new Error('no batch has been begun');
    return this.batch;
  }

  /** Whether the policy is in force. */
  validity() {
    return parsed(this.zones.validity());
  }

  /** @param {string} lang */
  setLanguage(lang) {
    this.zones.set_language(lang);
  }

  /**
   * Reads a file: tables, whose columns are told, or answers, which the next run assesses.
   * @param {File} file
   * @returns {Promise<AddedFile[]>}
   */
  async open(file) {
    const { name } = file;
    let bytes;
    try {
      bytes = await bytesOf(file);
    } catch (error) {
      return [{ kind: 'unreadable', name }];
    }
    if (startsLikeJson(bytes)) return [{ kind: 'answers', name, ...parsed(this.zones.open_answers(name, bytes)) }];
    const { message, tables } = parsed(this.zones.open_tables(name, bytes));
    if (message) return [{ kind: 'refused', name, message }];
    return tables.map((/** @type {object} */ table) => ({ kind: 'table', name, ...table }));
  }

  /**
   * Takes the zones that the page hands over, in place of those before.
   * @param {string} rows A list of answers, as JSON.
   */
  setRows(rows) {
    this.zones.set_rows(rows);
  }

  /**
   * Says what a column means, or that it is left out; the new meaning of all columns.
   * @param {number} table
   * @param {number} column Its place in the table.
   * @param {string} meaning
   */
  assign(table, column, meaning) {
    return parsed(this.zones.assign(table, column, meaning));
  }

  /**
   * Takes another sheet of a workbook.
   * @param {number} table
   * @param {number} sheet
   */
  chooseSheet(table, sheet) {
    return parsed(this.zones.choose_sheet(table, sheet));
  }

  /**
   * Removes a table that has not been read; those that are left.
   * @param {number} table
   */
  leaveOut(table) {
    this.zones.leave_out(table);
    return this.tables();
  }

  /** All tables, as they stand. */
  tables() {
    return parsed(this.zones.tables());
  }

  /**
   * Assesses what has not been assessed. What was assessed before it was cancelled stays.
   * @param {boolean} withTables Whether the rows of tables are read, too.
   * @returns {Promise<RunResult>}
   */
  async run(withTables) {
    this.isCancelled = false;
    let rows = FIRST_ROWS;
    let toldAt = 0;
    for (;;) {
      const start = now();
      const progress = parsed(this.zones.step(rows, withTables));
      const taken = now() - start;
      if (taken < SLICE_MS / 2) rows = Math.min(2 * rows, 4096);
      else if (taken > SLICE_MS) rows = Math.max(1, rows >> 1);
      if (progress.is_done) return { isCancelled: false, ...progress };
      // The rows that are left wait for the next run.
      if (this.isCancelled) return { isCancelled: true, ...progress };
      if (now() - toldAt > PROGRESS_MS) {
        toldAt = now();
        this.onProgress(progress);
      }
      await nextTask();
    }
  }

  cancel() {
    this.isCancelled = true;
  }

  /**
   * @param {Selection} selection
   * @returns {SelectionResult}
   */
  select(selection) {
    const count = this.zones.select(JSON.stringify(selection));
    return { count, totals: parsed(this.zones.totals()) };
  }

  /**
   * Zones of the selection.
   * @param {number} from
   * @param {number} count
   */
  zonesFrom(from, count) {
    return parsed(this.zones.zones(from, count));
  }

  /**
   * The summaries of zones in the order in which they were added.
   * @param {number} from
   * @param {number} count
   */
  summaries(from, count) {
    return parsed(this.zones.summaries(from, count));
  }

  /**
   * The answers of the zone at a place of the selection.
   * @param {number} index
   */
  answers(index) {
    const text = this.zones.answers(index);
    return text === undefined ? null : JSON.parse(text);
  }

  /**
   * @param {number} from
   * @param {number} count
   */
  problems(from, count) {
    return parsed(this.zones.problems(from, count));
  }

  /** The selection as CSV; null where it was cancelled. */
  csv() {
    const lines = (/** @type {number} */ from) => this.zones.csv_lines(from, LINES);
    return this.written(this.zones.csv_head(), lines, this.zones.selected_count(), 'text/csv');
  }

  /** Everything that was added, as a file that can be opened again; null where it was cancelled. */
  saved() {
    const lines = (/** @type {number} */ from) => this.zones.saved_lines(from, LINES);
    return this.written(this.zones.saved_head(), lines, this.zones.count(), 'application/json');
  }

  /**
   * A text file with a line for each zone; null where it was cancelled.
   * @param {string} head
   * @param {(from: number) => string} lines
   * @param {number} count How many zones there are.
   * @param {string} type Its media type.
   */
  async written(head, lines, count, type) {
    /** @type {Blob[]} */
    const parts = [];
    let pieces = [head];
    let rows = 0;
    const isWritten = await this.goOn(() => {
      pieces.push(lines(rows));
      rows = Math.min(rows + LINES, count);
      if (pieces.length >= PIECES) {
        parts.push(new Blob(pieces));
        pieces = [];
      }
      return { rows, done: count > 0 ? Math.floor((1000 * rows) / count) : 1000, is_done: rows >= count };
    });
    return isWritten ? new Blob([...parts, ...pieces], { type }) : null;
  }

  /**
   * The selection as a workbook, and whether all findings are in it; null where it was cancelled.
   * @returns {Promise<{ file: Blob | null, isWhole: boolean } | null>}
   */
  async workbook() {
    const isWhole = this.zones.begin_workbook();
    const isWritten = await this.goOn(() => parsed(this.zones.add_to_workbook(LINES)));
    if (!isWritten) return null;
    const bytes = this.zones.workbook();
    return { file: bytes.length > 0 ? new Blob([bytes], { type: XLSX }) : null, isWhole };
  }

  /**
   * One report for each zone of the selection, packed into one file; null where it was cancelled.
   * @returns {Promise<Blob | null>}
   */
  async reports() {
    this.zones.begin_reports();
    const isWritten = await this.goOn(() => parsed(this.zones.add_report()));
    return isWritten ? new Blob([this.zones.reports()], { type: 'application/zip' }) : null;
  }

  /**
   * Takes one step after the other, and tells how far it is; false where it was cancelled.
   * @param {() => Progress} step
   */
  async goOn(step) {
    this.isCancelled = false;
    let toldAt = 0;
    let pausedAt = now();
    for (;;) {
      const progress = step();
      if (progress.is_done) return true;
      if (this.isCancelled) return false;
      const time = now();
      if (time - toldAt > PROGRESS_MS) {
        toldAt = time;
        this.onProgress(progress);
      }
      if (time - pausedAt > SLICE_MS) {
        await nextTask();
        pausedAt = now();
      }
    }
  }

  /**
   * An empty table to fill in.
   * @param {string} zoneType For this type alone; empty for all.
   */
  template(zoneType) {
    return new Blob([this.zones.template(zoneType)], { type: XLSX });
  }
}

const now = () => performance.now();

/** @param {string} json */
const parsed = (json) => JSON.parse(json);

/** Lets the page, or a message from it, have its turn. A timer would wait four milliseconds. */
function nextTask() {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve(undefined);
    };
    port2.postMessage(null);
  });
}

/**
 * @param {File} file
 * @returns {Promise<Uint8Array>}
 */
function bytesOf(file) {
  return new Promise((resolve, reject) => {
    // Not Response, a name that pages use for things of their own.
    const reader = new FileReader();
    reader.onload = () => resolve(new Uint8Array(/** @type {ArrayBuffer} */ (reader.result)));
    reader.onerror = () => reject(reader.error);
    reader.readAsArrayBuffer(file);
  });
}

/**
 * Whether a file begins as answers in JSON do.
 * @param {Uint8Array} bytes
 */
function startsLikeJson(bytes) {
  let at = MARK.every((byte, place) => bytes[place] === byte) ? MARK.length : 0;
  // A file in UTF-16 has a mark of two bytes, and a zero beside each letter.
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) at = 2;
  while (at < bytes.length && (BLANKS.includes(bytes[at]) || bytes[at] === 0)) at += 1;
  return bytes[at] === BRACE || bytes[at] === BRACKET;
}
