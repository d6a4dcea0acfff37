// The look of each verdict: that of the outcome that it is like.

/** @type {Record<string, 'met' | 'not_met' | 'unknown' | 'discretionary' | 'reference'>} */
export const LOOK_OF = {
  shortfall: 'not_met',
  shortfall_but_relaxation_possible: 'discretionary',
  incomplete: 'unknown',
  no_shortfall_found: 'met',
  no_eligibility_text: 'reference',
  none: 'unknown',
};
