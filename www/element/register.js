// How a part that is loaded on demand makes itself known to the script.

/** The key under which the script of this very version, and no other, takes in its parts. */
export const REGISTER = Symbol.for(`drc-assessment parts ${VERSION}`);

/**
 * @template {keyof import('./types').Parts} Name
 * @param {Name} name
 * @param {import('./types').Parts[Name]} part
 */
export function registerPart(name, part) {
  const api = /** @type {any} */ (window.DrcAssessment);
  // The part of another version must not answer.
  if (api && api[REGISTER]) api[REGISTER](name, part);
}
