// Sentences with values in them, for both parts for reviewers.

/**
 * A sentence with a value in place of `{0}`, and of `{1}`.
 * @param {string} sentence
 * @param {(string | number)[]} values
 */
export function filled(sentence, ...values) {
  let text = sentence;
  for (let at = 0; at < values.length; at += 1) text = text.split(`{${at}}`).join(String(values[at]));
  return text;
}

/** @param {number} count With its digits in groups. */
export const grouped = (count) => String(count).replace(/\B(?=(\d{3})+$)/g, ',');
