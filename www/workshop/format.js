// JSON as people write it by hand: what fits on a line stands on one line.

const WIDTH = 110;

/**
 * @param {unknown} value
 * @param {string} [indent] Before the line.
 * @param {number} [taken] What else stands on the line.
 * @returns {string}
 */
export function formatted(value, indent = '', taken = 0) {
  const short = onOneLine(value);
  const isContainer = typeof value === 'object' && value !== null;
  if (!isContainer || short === '[]' || short === '{}') return short;
  const isShort = indent.length + taken + widthOf(short) <= WIDTH;
  // The whole file is never one line.
  if (isShort && indent !== '') return short;
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    return `[\n${value.map((item) => inner + formatted(item, inner)).join(',\n')}\n${indent}]`;
  }
  const lines = Object.entries(value).map(([key, item]) => {
    const name = `${JSON.stringify(key)}: `;
    return inner + name + formatted(item, inner, name.length);
  });
  return `{\n${lines.join(',\n')}\n${indent}}`;
}

/**
 * @param {unknown} value
 * @returns {string}
 */
function onOneLine(value) {
  if (Array.isArray(value)) return `[${value.map(onOneLine).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${onOneLine(item)}`);
  return `{${members.join(', ')}}`;
}

/**
 * Chinese characters are two columns wide.
 * @param {string} text
 */
const widthOf = (text) => text.length + (text.match(/[\u2e80-\uffef]/g) || []).length;
