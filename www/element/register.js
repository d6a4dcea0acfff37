// How a part that is loaded on demand makes itself known to the script.

/** The key under which the script of this very version, and no other, takes in its parts. */
export const REGISTER = Symbol.for(`drc-assessment parts ${VERSION}`);

export function registerPart(name, part) {
  const api = window.DrcAssessment;
  // The part of another version must not answer.
  if (api && api[REGISTER]) api[REGISTER](name, part);
}
