/**
 * A sentence as in failures.js: Chinese, English. The engine says it as well.
 * @type {import('./types').Sentence}
 */
export const UNREADABLE_ANSWERS = [
  '填报内容不是可以保存的数据或过大，未予采用。',
  'The answers are not plain data or too large and were not taken.',
];
