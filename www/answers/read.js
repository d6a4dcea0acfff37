/** @import { Answers } from '../drc-assessment' */

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
 * @param {unknown} value
 * @returns {value is Record<string, unknown>}
 */
function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
