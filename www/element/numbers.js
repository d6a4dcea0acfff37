// The numbers of the widgets that run on a page. The landmarks of all but the first have theirs in their names, so that
// whoever goes from landmark to landmark can tell them apart.

/** @type {Set<number>} */
const taken = new Set();

/** The least number that no widget has. */
export function takeNumber() {
  let number = 1;
  while (taken.has(number)) number += 1;
  taken.add(number);
  return number;
}

/** @param {number} number */
export const returnNumber = (number) => taken.delete(number);
