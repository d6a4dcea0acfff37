/** @import { Answers } from '../drc-assessment' */

/** The limit that controller.js sets to answers from the page, in characters. */
export const MAX_LENGTH = 2000000;
/** In UTF-8 a character has three bytes at most, or is two of those that JavaScript counts. */
export const MAX_BYTES = 3 * MAX_LENGTH;

/**
 * The answers in a text from outside, or null if it holds none.
 * @param {string} text
 * @returns {Answers | null}
 */
export function answersIn(text) {
  let answers;
  try {
    answers = JSON.parse(text);
  } catch (error) {
    return null;
  }
  return isObject(answers) && isObject(answers.facts) ? answers : null;
}

/**
 * Whether a value is an object and no list.
 * @param {unknown} value
 * @returns {value is Record<string, unknown>}
 */
export function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
