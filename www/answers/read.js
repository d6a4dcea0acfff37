/** The answers in a text from outside, or null where it holds none. */
export function answersIn(text) {
  let answers;
  try {
    answers = JSON.parse(text);
  } catch (error) {
    return null;
  }
  return isObject(answers) && isObject(answers.facts) ? answers : null;
}

function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
