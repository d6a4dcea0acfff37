// Types of what the batch part's files hand to each other.

import type { BatchResults } from '../drc-assessment';

/** The functions of drc-assessment-batch.wasm. */
export interface BatchExports {
  ZoneBatch: { begin(policy: string, lang: string, today: string): ZoneBatch };
}

/** Zones under one policy, in the wasm: `src/api/batch.rs`. Texts are JSON unless it says otherwise. */
export interface ZoneBatch {
  free(): void;
  /** The faults of the policy, as a list. */
  policy_faults(): string;
  /** `{state, title, message}`, or null. */
  validity(): string;
  set_language(lang: string): void;
  open_tables(name: string, bytes: Uint8Array): string;
  open_answers(name: string, bytes: Uint8Array): string;
  set_rows(rows: string): void;
  assign(table: number, column: number, meaning: string): string;
  choose_sheet(table: number, sheet: number): string;
  leave_out(table: number): void;
  tables(): string;
  /** Assesses up to so many rows, those of tables only where the second says so. */
  step(rows: number, withTables: boolean): string;
  /** How many zones are selected. */
  select(selection: string): number;
  totals(): string;
  zones(from: number, count: number): string;
  summaries(from: number, count: number): string;
  answers(index: number): string | undefined;
  problems(from: number, count: number): string;
  /** How many zones there are, and how many of them are selected. */
  count(): number;
  selected_count(): number;
  /** CSV, not JSON. */
  csv_head(): string;
  csv_lines(from: number, count: number): string;
  /** Whether the findings can be in it. */
  begin_workbook(): boolean;
  add_to_workbook(lines: number): string;
  workbook(): Uint8Array<ArrayBuffer>;
  begin_reports(): void;
  add_report(): string;
  reports(): Uint8Array<ArrayBuffer>;
  template(zoneType: string): Uint8Array<ArrayBuffer>;
  saved_head(): string;
  /** Lines of JSON. */
  saved_lines(from: number, count: number): string;
}

/** What the desk is asked. */
export interface Request {
  number: number;
  call: string;
  args: any[];
}

/** What it answers, or how far it is. */
export interface Response {
  number: number;
  result?: any;
  error?: string;
  progress?: Progress;
}

export interface Progress {
  /** Rows, or reports. */
  rows: number;
  /** The share that is done, in thousandths. */
  done: number;
  is_done: boolean;
}

export interface RunResult extends Progress {
  isCancelled: boolean;
  /** Whether rows are left that are too many. */
  is_full: boolean;
}

/** A file that was added: a table that is to be read, answers that were added, or why there is neither. */
export type AddedFile = AddedTable | AddedAnswers | RefusedFile | UnreadableFile | PendingFile;

export interface AddedTable {
  kind: 'table';
  name: string;
  number: number;
  sheets: { name: string; is_hidden: boolean }[];
  sheet: number;
  columns: Column[];
  /** Whether the file has other tables, each listed by itself. */
  is_one_of_several: boolean;
  /** What there is to say of the sheet. */
  notes: string[];
  /** Whether any of its rows has been read, and whether all have been. */
  is_begun: boolean;
  is_read: boolean;
}

export interface AddedAnswers {
  kind: 'answers' | 'page';
  name: string;
  message?: string;
}

export interface UnreadableFile {
  kind: 'unreadable';
  name: string;
}

/** A file that is no table, and why. */
export interface RefusedFile {
  kind: 'refused';
  name: string;
  message: string;
}

/** A file whose turn has not come. */
export interface PendingFile {
  kind: 'pending';
  name: string;
}

export interface Column {
  letter: string;
  title: string;
  /** `policy`, `zone_type`, `name`, `as_of`, the id of a fact; empty where it is left out. */
  meaning: string;
  unit: string;
  /** The units that its cells may be in; none where it needs none. */
  units: string[];
  /** The fact that is meant, as it seems; only where the title is not known. */
  suggestion: string | null;
  /** Whether nobody has said what it means. */
  is_open: boolean;
  is_hidden: boolean;
  /** What there is to say of its meaning. */
  note: string;
}

/** Which zones are shown, and in what order: `src/batch/selection.rs`. */
export interface Selection {
  verdicts?: string[];
  criterion?: string;
  state?: 'short' | 'open' | 'judged';
  zone_type?: string;
  city?: string;
  text?: string;
  with_faults?: boolean;
  order?: string;
  descending?: boolean;
}

export interface SelectionResult {
  count: number;
  totals: Totals;
}

/** The sums over a selection, as a page is told those over all zones. */
export type Totals = Omit<BatchResults, 'complete'>;

export type CriterionTotals = Totals['criteria'][number];

export interface ListedZone {
  place: number;
  file: string;
  /** 0 where it is in no row. */
  row: number;
  name: string;
  city: string;
  zone_type: string;
  verdict: string | null;
  counts: { met: number; not_met: number; unknown: number; discretionary: number; reference: number };
  nearest: { criterion: string; label: string; text: string | null } | null;
  faults: number;
  is_readable: boolean;
}

export interface Problem {
  file: string;
  sheet: string;
  row: number;
  column: string;
  title: string;
  value: string;
  message: string;
}
