// Types of what the scripts hand to each other. What they publish is in drc-assessment.d.ts.

import type { Policy } from '../drc-assessment';

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
