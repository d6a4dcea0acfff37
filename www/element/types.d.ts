// Types of what the scripts hand to each other. What they publish is in drc-assessment.d.ts.

import type { Assessment, DrcAssessmentElement, Fault, Policy } from '../drc-assessment';
import type { Content } from '../answers/content.js';
import type { Report } from '../report/types';
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
  engine: EnginePart;
  failures: FailuresPart;
  plain: PlainPart;
  report: ReportPart;
}

export interface Part {
  /** Those of its failures, by their codes. */
  sentences: Record<string, Sentence>;
}

export interface AnswersPart extends Part {
  save(controller: Controller): void;
  open(controller: Controller, file: File): Promise<void>;
  link(controller: Controller): Promise<void>;
  openLink(controller: Controller, code: string): Promise<boolean>;
  openSaved(controller: Controller): Promise<void>;
  listSaved(controller: Controller, emptied?: Content | null): void;
  startSaving(controller: Controller): void;
  stopSaving(controller: Controller): void;
}

export interface EnginePart extends Part {
  program: Program<EngineExports>;
}

export interface FailuresPart extends Part {
  downloadButton(answersText: string, lang: string): HTMLElement;
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
  /** Null where the policy or the answers cannot be read. */
  report(policy: unknown, answers: unknown, lang: string): Report | null;
}
