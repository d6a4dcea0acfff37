// Types of what the scripts hand to each other. What they publish is in drc-assessment.d.ts.

import type { DrcAssessmentElement, Fault, Policy } from '../drc-assessment';
import type { Content } from '../answers/content.js';
import type { Report } from '../report/types';
import type { Comparison } from '../review/types';
import type { Controller } from './controller.js';

/** A policy that can be chosen, as the build writes it into policies/catalogue.json. */
export type CatalogueEntry = Pick<
  Policy,
  'id' | 'title' | 'number' | 'jurisdiction' | 'year' | 'validity' | 'summary'
> & {
  /** What it is found by. */
  search: string;
};

/** A sentence in Chinese and in English. */
export type Sentence = readonly [string, string];

// The parts of the program that are loaded on demand.

/** What each part registers, by its name. */
export interface Parts {
  answers: AnswersPart;
  batch: ModePart;
  engine: EnginePart;
  failures: FailuresPart;
  plain: PlainPart;
  report: ReportPart;
  review: ModePart;
}

export interface Part {
  /** Those of its failures, by their codes. */
  sentences: Record<string, Sentence>;
  /** The hashes of parts that the script itself does not know, by their names. */
  integrity?: Record<string, string>;
}

export interface AnswersPart extends Part {
  save(controller: Controller): void;
  open(controller: Controller, file: File): Promise<void>;
  link(controller: Controller): Promise<void>;
  openLink(controller: Controller, code: string): Promise<boolean>;
  openSaved(controller: Controller): Promise<void>;
  'list-saved'(controller: Controller, emptied?: Content | null): void;
  'start-saving'(controller: Controller): void;
  'stop-saving'(controller: Controller): void;
}

export interface EnginePart extends Part {
  program: Program<EngineExports>;
  withCalls(exports: EngineExports): Engine;
}

export interface FailuresPart extends Part {
  downloadButton(answersText: string, lang: string): HTMLElement;
}

/** What the attribute `mode` shows in place of the widget. */
export interface ModePart extends Part {
  /** Shows it. It must not throw. `scriptUrl`: the address of a script as the page's security policy allows it. */
  mount(controller: Controller, scriptUrl: (url: string) => string, loadEngine: () => Promise<Engine>): ModeView;
}

export interface ModeView {
  unmount(): void;
  /** Called when an attribute has changed, and when `policy` or `answers` have been set as properties. */
  attributeChanged(name: string): void;
}

export interface PlainPart extends Part {
  show(element: DrcAssessmentElement, target: Element): void;
}

export interface ReportPart extends Part {
  print(report: Report): Promise<void>;
  html(report: Report): void;
  docx(report: Report): void;
  csv(report: Report): void;
}

// The two programs.

/** A wasm file and its glue. */
export interface Program<Exports> extends WasmFile {
  createGlue(
    module: WebAssembly.Module,
    wrapExports: (exports: WebAssembly.Exports) => WebAssembly.Exports,
  ): Promise<Exports>;
}

export interface WasmFile {
  /** Its name; it is beside the script. */
  file: string;
  /** Name of the element that holds its bytes in the offline page. */
  holder: string;
  /** Hash of the file, for the option `integrity` of a fetch. */
  integrity: string;
}

export interface EngineExports {
  check(policy: unknown, lang: string): Fault[];
  /** What is probably wrong in a policy without faults. Only the workshop's program has it and the tools below. */
  warnings(policy: unknown, lang: string): Fault[];
  /** Reads and checks a policy from its JSON text; the number by which the next functions know it. */
  keep_text(policy: string): number;
  /** The same of an object. */
  keep_value(policy: unknown): number;
  /** Lets a policy go. */
  forget(policy: number): void;
  /** The words that are the same in every assessment, as the JSON text of `FixedWords[]`; undefined for a policy with faults. */
  fixed_words(policy: number, lang: string): string | undefined;
  /** The JSON text of `Ids`, whose numbers stand for ids in packed summaries; undefined for a policy with faults. */
  ids(policy: number): string | undefined;
  /**
   * The JSON text of the list of assessments, whose findings are packed, or of their packed summaries; undefined where
   * the text is no list of rows.
   */
  assess_texts(policy: number, rows: string, lang: string, isBrief: boolean): string | undefined;
  /** The same of one row that is an object, and not as a list. */
  assess_value(policy: number, row: unknown, lang: string, isBrief: boolean): string;
  /** Null where the policy or the answers cannot be read. */
  report(policy: unknown, answers: unknown, lang: string): Report | null;
  /** The JSON text of a comparison; undefined where the policy has faults or a text cannot be read. */
  review(policy: number, answers: string, review: string, lang: string): string | undefined;
  /** Null in these cases. */
  report_review(policy: number, answers: string, review: string, lang: string): Report | null;
  test_cases(policy: unknown, cases: unknown, lang: string): TestedCases | Faulty;
  cover(policy: unknown, text: string, lang: string): Coverage | Faulty;
  /** `answers` is an object, a list of them, or null. */
  difference(before: unknown, after: unknown, answers: unknown, lang: string): Difference | Faulty;
}

/** The engine as the script calls it. */
export interface Engine extends Pick<EngineExports, 'check' | 'report'> {
  /** Reads and checks the policy of a file, if that has not been done. The page is given `copy` of it. */
  keep(policy: Policy, copy: Policy): void;
  /** Assessments, or summaries. `isFile`: the policy is that of a file and has not been changed. */
  evaluateMany(
    policy: Policy,
    rows: readonly unknown[],
    lang: string,
    options: { isFile: boolean; isBrief: boolean },
  ): any[];
  /** An application beside its review, both plain data; null where the policy has faults or one cannot be read. */
  review(policy: Policy, answers: unknown, review: unknown, lang: string): Comparison | null;
  /** The report on a review; null in these cases. */
  reportReview(policy: Policy, answers: unknown, review: unknown, lang: string): Report | null;
}

/** What the tools for authors give for an input that they cannot use. */
export interface Faulty {
  errors: Fault[];
}

/** A file of cases, tried: `src/authoring/cases.rs`. */
export interface TestedCases {
  policy: string;
  total: number;
  passed: number;
  cases: { name: string; passed: boolean; differences: CaseDifference[] }[];
  /** The criteria that no case names. */
  untried: { criterion: string; label: string }[];
  /** Every number that a criterion compares with; `text` is empty where both its sides are tried. */
  numbers: { criterion: string; label: string; bound: string; met: boolean; not_met: boolean; text: string }[];
  errors: Fault[];
}

export interface CaseDifference {
  key: string;
  expected: string;
  got: string;
  text: string;
}

/** How much of a text a policy quotes: `src/authoring/coverage.rs`. */
export interface Coverage {
  total: number;
  covered: number;
  text: string;
  sentences: { line: number; text: string; quoted_by: QuotedBy[] }[];
  /** Quotations that do not stand in the text; `at` is the first letter that deviates, from 1. */
  misquoted: { source: QuotedBy; quote: string; at: number; text: string }[];
  errors: Fault[];
}

export interface QuotedBy {
  kind: 'criterion' | 'passage';
  /** A criterion's id, a passage's title. */
  id: string;
  label: string;
  locator: string;
}

/** How two versions of a policy differ: `src/authoring/difference.rs`. */
export interface Difference {
  same: boolean;
  changes: PolicyChange[];
  zones: ZoneChange[];
  errors: Fault[];
}

export interface PolicyChange {
  kind: 'added' | 'gone' | 'moved' | 'quote' | 'bound' | 'options' | 'condition' | 'scope' | 'validity' | 'other';
  subject: 'policy' | 'criterion' | 'paper' | 'passage' | 'fact' | 'zone_type';
  id: string;
  label: string;
  from: string | null;
  to: string | null;
  direction: 'stricter' | 'wider' | 'same' | null;
  added: string[];
  removed: string[];
  /** The keys of the file under which something else has changed. */
  keys: string[];
  text: string;
}

export interface ZoneChange {
  row: number;
  name: string | null;
  before: string | null;
  after: string | null;
  text: string;
  criteria: { criterion: string; label: string; before: Said | null; after: Said | null; text: string }[];
  errors: Fault[];
}

export interface Said {
  outcome: string;
  text: string;
}
