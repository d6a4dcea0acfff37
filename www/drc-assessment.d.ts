// Types of <drc-assessment> and of the global DrcAssessment.

/** A fault: where it is, as a JSON Pointer, and what to do about it. */
export interface Fault {
  path: string;
  message: string;
}

// Answers in.

export interface Quantity {
  /** A decimal; as a number up to 15 significant digits. */
  value: string | number;
  /** May stand in `value` instead ("300亩"); counted things need none. */
  unit?: string;
}

/** `null`: the applicant said 不清楚. `[]`: 都没有. */
export type FactValue = Quantity | string | number | boolean | readonly (string | number)[] | null;

export interface Answers {
  policy?: string | null;
  /** An id of the policy's, a label, or `other`. */
  zone_type?: string | null;
  /** Day of the assessment, `2026-11-22`. */
  as_of?: string | null;
  name?: string | null;
  /** Absent is unknown. */
  facts?: Readonly<Record<string, FactValue>> | null;
  /** Asks for `comparison` beside a zone type. */
  compare?: boolean | null;
}

// Assessment out. All keys are always there.

export type Outcome = 'met' | 'not_met' | 'unknown' | 'discretionary' | 'reference';

export type Verdict =
  'shortfall' | 'shortfall_but_relaxation_possible' | 'incomplete' | 'no_shortfall_found' | 'no_eligibility_text';

export type Role =
  | 'eligibility'
  | 'material'
  | 'relaxation'
  | 'plan_requirement'
  | 'target'
  | 'obligation'
  | 'assessment'
  | 'benefit'
  | 'procedure'
  | 'definition'
  | 'validity';

export type ValidityState =
  | 'not_yet_in_force'
  | 'in_period'
  | 'period_unknown'
  | 'trial_period_over'
  | 'plan_period_over'
  | 'target_year_passed'
  | 'no_validity_clause'
  | 'repealed';

export type Counts = Record<Outcome, number>;

export interface Citation {
  locator: string;
  quote: string;
}

export interface Gap {
  /** Closing it is enough; `"0"` at a bound that itself is not enough. */
  short_by: string;
  unit: string;
  have: string;
  need: string;
  bound: 'min' | 'max';
  exclusive: boolean;
}

export interface Reference {
  relation: 'reached' | 'below' | 'above' | null;
  gap: string | null;
  unit: string | null;
}

export interface Figure {
  label: string;
  value: string;
  unit: string;
}

export interface Finding {
  criterion: string;
  role: Role;
  label: string;
  citation: Citation;
  outcome: Outcome;
  basis: 'computed' | 'declared' | null;
  /** Facts still wanted. */
  missing: string[];
  /** What a list still lacks. */
  lacking: string[];
  /** Where there are several ways, the largest one of the nearest way. */
  gap: Gap | null;
  /** The ways to have it met, where there are several; each with everything that it still wants. */
  ways: Way[];
  reference: Reference | null;
  text: string;
  figures: Figure[];
  proof: string[];
  notes: string[];
}

export interface Way {
  text: string;
  gaps: Gap[];
  lacking: string[];
  missing: string[];
}

export interface Compared {
  zone_type: string;
  label: string;
  verdict: Verdict | null;
  counts: Counts;
  text: string;
}

export interface Assessment {
  policy: string | null;
  zone_type: string | null;
  as_of: string | null;
  name: string | null;
  verdict: Verdict | null;
  message: string;
  counts: Counts;
  validity: { state: ValidityState; message: string } | null;
  findings: Finding[];
  comparison: Compared[] | null;
  next_facts: string[];
  materials: { ready: number; total: number };
  notes: string[];
  errors: Fault[];
}

/** An assessment in brief, for those who look at many. All keys are always there. */
export interface AssessmentSummary {
  policy: string | null;
  zone_type: string | null;
  name: string | null;
  verdict: Verdict | null;
  counts: Counts;
  /** The findings that fall short, in the order of the policy. */
  short: ShortFinding[];
  /** The findings that miss a fact, in the order of the policy. */
  open: OpenFinding[];
  errors: Fault[];
}

/** A finding that falls short, with what it takes; see `Finding`. */
export type ShortFinding = Pick<Finding, 'criterion' | 'gap' | 'ways' | 'lacking'>;

/** A finding that misses a fact; see `Finding`. */
export type OpenFinding = Pick<Finding, 'criterion' | 'missing'>;

// A review of an application, as its file is written.

/** What a reviewer notes beside a finding. */
export interface ReviewNote {
  /** `confirmed`: the facts are true; `refuted`: they are not; `pending`: documents are awaited. */
  mark?: 'confirmed' | 'refuted' | 'pending' | null;
  remark?: string;
  /** How what the policy leaves to people is decided. It counts only with a reason, and only where it is left to people. */
  decision?: 'met' | 'not_met' | null;
  reason?: string;
}

/** One side of a review. Neither is a decision on recognition. */
export interface ReviewSide {
  verdict: Verdict | null;
  counts: Counts;
}

/** A review. What is not known here is kept in it. */
export interface Review {
  policy?: string | null;
  /** The check code of the application that was reviewed; absent in a review that has not begun. */
  check_code?: string | null;
  /** The zone type that was found, where it is not the one given. */
  zone_type?: string | null;
  /** The notes, by the id of the criterion. */
  findings?: Record<string, ReviewNote>;
  /** The values that were found, by fact, where they are not those given; `null`: not as given, and not known. */
  found?: Record<string, FactValue>;
  reviewer?: string;
  /** Day of the review, `2026-11-30`. */
  reviewed_on?: string;
  opinion?: string;
  /** What follows from the answers as they were given, and with what was found; worked out anew when it is opened. */
  applicant?: ReviewSide;
  reviewed?: ReviewSide;
  /** A copy of the answers that were reviewed, by which it can be told what has changed since. */
  answers?: Answers | null;
}

// A policy, as its file is written; policies/policy.schema.json says more.

/** An amount of several facts. */
export type Combined = { sum: string[] } | { greatest: string[] } | { least: string[] } | { mean: string[] };

export type Amount = { fact: string } | Combined;

/** A number, or a table of numbers by the options of a fact. */
export type Bound = string | { by: string; table: Record<string, string>; otherwise?: string };

export type StatedBound = { at_least: Bound } | { more_than: Bound } | { at_most: Bound } | { less_than: Bound };

export type Relief = { when: Condition; percent: string } | { when: Condition; to: string };

export type PointItem = { label: string; points: number } & (
  | { when: Condition }
  | (Amount & { from: string })
  | (Amount & { from: string; each: string; add: number; max: number })
);

export type Condition =
  | { all: Condition[] }
  | { any: Condition[] }
  | { not: Condition }
  | { judgement: true }
  | { validity: true }
  | { given: string[] }
  | { rising: string[] }
  | { term: { start: string; expiry: string; years: string; left: string; more_than: string } }
  | { at_least: number; of: Condition[] }
  | (Amount & { per?: string | Combined; relief?: Relief[] } & (StatedBound | { exists: string } | { absent: string }))
  | ({ growth: [later: string, earlier: string]; years?: number; relief?: Relief[] } & StatedBound)
  | ({ points: PointItem[] } & ({ at_least: string } | { more_than: string }))
  | { fact: string; among: string[]; at_least: string; open?: boolean }
  | ({ elapsed: string; until?: string } & StatedBound)
  | { date: string; not_after: string }
  | { date: string; before: string }
  | { date: string; not_before: string }
  | { date: string; after: string }
  | { fact: string; is: boolean }
  | { fact: string; one_of: string[] }
  | { fact: string; all_of: string[]; open?: boolean }
  | { fact: string; any_of: string[]; open?: boolean }
  | { fact: string; some: true }
  | { fact: string; consecutive: number };

export interface PolicyFact {
  id: string;
  label: string;
  type: 'quantity' | 'boolean' | 'choice' | 'set' | 'date' | 'year' | 'years' | 'text';
  unit?: string;
  units?: string[];
  negative?: boolean;
  over_100?: boolean;
  options?: string[];
  within?: { from: string; to: string };
  hint?: string;
  type_hints?: Record<string, string>;
  source?: string;
  ask_when?: Condition;
  words?: { yes: string; no: string };
}

export interface Criterion {
  id: string;
  role: Role;
  zone_types?: string[];
  label: string;
  citation: Citation;
  condition: Condition;
  evidence?: string[];
  figures?: (
    | string
    | { label: string; part: string; whole: string }
    | { label: string; rank: string; of: string; source: string }
  )[];
  proof?: string[];
  remark?: string;
  advice?: string;
  applies_when?: Condition;
  route?: Condition;
  counted_when?: Condition;
  covers?: string[];
  in_play?: string;
  relief?: string;
  /** Reasons for numbers that the quotation and the condition do not share, for the check alone. */
  numbers?: { [words: string]: string };
}

export interface Policy {
  $schema?: string;
  id: string;
  title: string;
  number?: string;
  issuer: string;
  jurisdiction: string;
  region: string;
  year?: number;
  authority: string;
  subject?: string;
  summary?: string;
  no_eligibility?: string;
  validity:
    | { kind: 'trial'; publish_fact: string; publish_year: number; effective_after_days: number; term_years: number }
    | { kind: 'period'; from: string; to: string }
    | { kind: 'target_year'; year: number }
    | { kind: 'open'; from: string }
    | { kind: 'unstated' }
    | { kind: 'repealed'; by: string; on?: string };
  units?: ({ symbol: string; fractions?: boolean } | { symbol: string; of: string; times: number })[];
  zone_types?: { id: string; label: string; aliases?: string[]; locator?: string }[];
  other_type?: string;
  facts: PolicyFact[];
  criteria: Criterion[];
  groups: { title: string; note?: string; criteria: string[] }[];
  contradictions?: { when: Condition | { fact: string; exceeds: string }; criterion: string; text: string }[];
  passages?: {
    role: 'procedure' | 'benefit' | 'obligation' | 'assessment';
    citation: Citation;
    title: string;
    who?: string;
    remark?: string;
    zone_types?: string[];
  }[];
}

// The functions. None throws or rejects.

/** What stands in a policy's place if it could not be loaded; the functions take it and pass the faults on. */
export interface Refusal {
  errors: Fault[];
}

export interface Options {
  lang?: string;
}

export interface ManyOptions extends Options {
  /** `summary`: of each row the verdict, the counts, and what falls short or misses a fact; by default all of it. */
  detail?: 'full' | 'summary';
}

export interface DrcAssessmentApi {
  readonly version: string;
  /** Resolves once the functions below can be used. */
  readonly ready: Promise<{ version: string; errors: Fault[] }>;
  /** An id, or the URL of a policy file. */
  load(idOrUrl: string): Promise<Policy | Refusal>;
  /**
   * `policy`: an object, or an id already loaded. Either is read and checked once. An object is known again by its
   * content, all of which is compared with a copy at each call, so a changed one is checked anew; the last eight are
   * kept. By its id a policy is the file as it was loaded, which takes no comparison.
   */
  evaluate(policy: string | Policy | Refusal, answers: Answers, options?: Options): Assessment;
  evaluateMany(
    policy: string | Policy | Refusal,
    rows: readonly Answers[],
    options: ManyOptions & { detail: 'summary' },
  ): AssessmentSummary[];
  evaluateMany(policy: string | Policy | Refusal, rows: readonly Answers[], options?: ManyOptions): Assessment[];
  /** Every fault of a policy; none: `[]`. */
  check(policy: string | Policy | Refusal, options?: Options): Fault[];
}

// The element.

/**
 * `<drc-assessment policy zone-type as-of lang theme answers mode allow-leave>`. Each attribute but the last two is
 * also a property that takes the same text; `null` removes the attribute. `mode="review"` shows the review of an
 * application in place of the self-assessment.
 *
 * Parts for `::part()`: root, frame, head, places, notice, result, verdict, gap, row, badge, report, foot.
 */
export interface DrcAssessmentElement extends HTMLElement {
  /** A copy each time; what is set, an object or its JSON, replaces all answers. */
  get answers(): Answers | null;
  set answers(value: Answers | string | null);
  /** `null` before `drc-ready`, without a policy, and in a mode. */
  readonly assessment: Assessment | null;
  /** The policy in use. An object that is set goes before the attribute; `null` gives way to it again. A text is the attribute. */
  get policy(): Policy | null;
  set policy(value: Policy | string | null);
  /**
   * With `mode="review"`, once it is shown: the review, a copy each time; `null` while there is no application. What is
   * set, an object or its JSON, replaces it; `null` begins a new one.
   */
  review?: Review | string | null;
  zoneType: string | null;
  asOf: string | null;
  theme: string | null;
  /**
   * With `mode="batch"`: zones that are assessed at once, in place of those that were set before. What the reviewer has
   * imported stays. What is set before the element is shown is taken then.
   */
  rows?: readonly Answers[] | null;
  /** With `mode="batch"`, once it is shown: the summaries of zones in the order in which they were read. */
  readResults?(from?: number, count?: number): Promise<AssessmentSummary[]>;
}

/** What a batch tells once its rows have been assessed. */
export interface BatchResults {
  /** Whether all rows have been assessed; the reviewer may have stopped. */
  complete: boolean;
  zones: number;
  /** How many zones there are of each verdict; null stands for those that could not be assessed. */
  verdicts: { verdict: Verdict | null; count: number }[];
  /** The criteria that any zone does not meet, misses a fact of or leaves to a reviewer. */
  criteria: {
    criterion: string;
    label: string;
    locator: string;
    quote: string;
    short: number;
    open: number;
    judged: number;
    /** How many zones lack up to 10 %, 20 % … 100 % of what is required, and more; null where no number is short. */
    distribution: number[] | null;
    /** The smallest, the middle and the largest gap, in per cent of what is required. */
    spread: { smallest: string; middle: string; largest: string } | null;
  }[];
  zone_types: { zone_type: string; label: string; count: number }[];
  cities: { city: string; count: number }[];
  /** How many zones have answers that could not be read. */
  with_faults: number;
}

export interface DrcAssessmentEvents {
  /** Once in the element's life: the whole program is there. The first screen is shown before. */
  'drc-ready': CustomEvent<{ version: string }>;
  /** After each answer has taken effect; not where the answers set are those that were there. */
  'drc-change': CustomEvent<Assessment>;
  /** With `mode="batch"`: while rows are assessed, some ten times a second. `share` goes from 0 to 1. */
  'drc-progress': CustomEvent<{ rows: number; share: number }>;
  /** With `mode="batch"`: once they have been. */
  'drc-results': CustomEvent<BatchResults>;
  /** With `mode="review"`: after each change by the reviewer has taken effect. */
  'drc-review': CustomEvent<Review>;
  'drc-error': CustomEvent<{ code: string; message: string }>;
}

/** What `index.html?embed` posts to the page around it. */
export interface HeightMessage {
  type: 'drc-assessment-height';
  height: number;
}

declare global {
  var DrcAssessment: DrcAssessmentApi;

  interface HTMLElementTagNameMap {
    'drc-assessment': DrcAssessmentElement;
  }

  // HTMLElementEventMap, DocumentEventMap and WindowEventMap all extend it: the events bubble.
  interface GlobalEventHandlersEventMap extends DrcAssessmentEvents {}
}

declare const api: DrcAssessmentApi;
export { api as DrcAssessment };
export default api;
