// Types of what the scripts hand to each other. What they publish is in drc-assessment.d.ts.

import type { Answers, Assessment, DrcAssessmentElement, Fault, Options, Policy } from '../drc-assessment';
import type { Controller } from './controller.js';

/** A policy that can be chosen, as the build writes it into policies/catalogue.json. */
export type CatalogueEntry = Pick<
  Policy,
  'id' | 'title' | 'number' | 'jurisdiction' | 'year' | 'validity' | 'summary'
> & {
  /** Labels of its zone types, for the search. */
  types: string;
};

/** A sentence in Chinese and in English. */
export type Sentence = readonly [string, string];

// The parts of the program that are loaded on demand.

/** What each part registers, by its name. */
export interface Parts {
  answers: AnswersPart;
  engine: EnginePart;
  plain: PlainPart;
  report: ReportPart;
}

export interface Part {
  /** Those of its failures, by their codes. */
  sentences: Record<string, Sentence>;
}

export interface AnswersPart extends Part {
  save(controller: Controller): void;
  open(controller: Controller): Promise<void>;
  link(controller: Controller): Promise<void>;
  openSaved(controller: Controller, text: string): Promise<void>;
  openLink(controller: Controller, code: string): Promise<boolean>;
}

export interface EnginePart extends Part {
  program: Program<EngineExports>;
}

export interface PlainPart extends Part {
  show(element: DrcAssessmentElement, target: Element): void;
}

export interface ReportPart extends Part {
  print(controller: Controller, request: ReportRequest): Promise<void>;
  html(controller: Controller, request: ReportRequest): void;
  docx(controller: Controller, request: ReportRequest): void;
  csv(controller: Controller, request: ReportRequest): void;
}

/** What the wasm sends along with a request for the report. */
export interface ReportRequest {
  rows: ReportRow[];
}

/** What the report needs of a finding beside the assessment. */
export interface ReportRow {
  said?: string;
  conclusion: string;
  counts: boolean;
  short: boolean;
  have?: string;
  need?: string;
}

// The two programs.

/** A wasm file and its glue. */
export interface Program<Exports> {
  createGlue(
    module: WebAssembly.Module,
    wrapExports: (exports: WebAssembly.Exports) => WebAssembly.Exports,
  ): Promise<Exports>;
  /** Name of the wasm file, which is beside the script. */
  file: string;
  /** Name of the element that holds its bytes in the offline page. */
  holder: string;
  /** Hash of the file, for the option `integrity` of a fetch. */
  integrity: string;
}

export interface EngineExports {
  check(policy: unknown, lang: string): Fault[];
  evaluate_many(policy: unknown, rows: readonly unknown[], lang: string): Assessment[];
}

export interface WidgetExports {
  Widget: {
    mount(root: Element, options: MountOptions, notify: (kind: string, detail: any) => void): Widget;
  };
  /** Takes the words of English, one a line. */
  learn(words: string): void;
}

export interface Widget {
  send(what: string, value: unknown): void;
  destroy(): void;
}

export interface MountOptions {
  catalogue: CatalogueEntry[];
  policy: Policy | null;
  fixed_policy: boolean;
  answers: Answers | null;
  zone_type: string | null;
  as_of: string | null;
  today: string;
  lang: string;
}

/** What the wasm notifies of as `state`. */
export interface WidgetState {
  assessment: Assessment | null;
  answers: Answers & { facts: Record<string, unknown> };
  /** Whether the answers were changed since the last state. */
  user: boolean;
  /** Whether the visitor changed them. */
  own: boolean;
}

export type { Options };
