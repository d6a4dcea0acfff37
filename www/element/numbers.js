// The numbers of the widgets that run on a page. The landmarks of all but the first have theirs in their names, so that
// whoever goes from landmark to landmark can tell them apart.

/**
 * Whether each number is taken. No Set: a page may have one of its own that does something else.
 * @type {boolean[]}
 */
const taken = [true];

/** The least number above 0 that no widget has. */
export function takeNumber() {
  let number = 1;
  while (taken[number]) number += 1;
  taken[number] = true;
  return number;
}

/** @param {number} number One that was taken, or 0. */
export function returnNumber(number) {
  if (number > 0) taken[number] = false;
}
