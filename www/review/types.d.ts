// What the parts of the review hand to each other.

import type { Counts, Fault, FactValue, Outcome, Review, ReviewNote, Role, Verdict } from '../drc-assessment';

/** What a reviewer can note. */
export type Notes = Required<
  Pick<Review, 'zone_type' | 'findings' | 'found' | 'reviewer' | 'reviewed_on' | 'opinion'>
> & {
  findings: Record<string, ReviewNote>;
  found: Record<string, FactValue>;
};

/** An application beside its review, as `src/text/review.rs` writes it. */
export interface Comparison {
  policy: string;
  name: string | null;
  as_of: string | null;
  check_code: string;
  /** What has changed since the review; empty where nothing has. */
  changed: string;
  validity: { state: string; title: string; message: string };
  /** Whether the conditions of a type cannot be compared before one is chosen. */
  needs_type: boolean;
  applicant: ComparedVerdict;
  reviewed: ComparedVerdict;
  progress: { done: number; all: number };
  groups: { title: string; note: string; rows: ComparedRow[] }[];
  errors: Fault[];
}

export interface ComparedVerdict {
  zone_type: string | null;
  verdict: Verdict | null;
  message: string;
  counts: Counts;
}

export interface ComparedRow {
  criterion: string;
  role: Role;
  label: string;
  citation: { locator: string; quote: string };
  /** Null where the criterion does not apply. */
  applicant: ComparedSide | null;
  reviewed: ComparedSide | null;
  facts: ComparedFact[];
  figures: string[];
  proof: string[];
  mark: Exclude<ReviewNote['mark'], undefined>;
  remark: string;
  decision: Exclude<ReviewNote['decision'], undefined>;
  reason: string;
  is_to_check: boolean;
  is_looked_at: boolean;
  may_decide: boolean;
  is_decided: boolean;
  /** Why a decision does not count, or what contradicts a mark; empty where nothing does. */
  warning: string;
}

export interface ComparedSide {
  outcome: Outcome;
  word: string;
  text: string;
}

export interface ComparedFact {
  fact: string;
  label: string;
  /** In words; null for no answer. */
  given: string | null;
  /** In words; null where the answer counts. */
  found: string | null;
  /** Whether both are known and are not the same. */
  differs: boolean;
  /** Whether a mark on the finding is about it. */
  is_marked: boolean;
  /** Whether it was answered otherwise when it was reviewed. */
  has_changed: boolean;
}
