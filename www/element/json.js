// JSON in pages with an old library: Prototype gives arrays a `toJSON` that returns text.

/**
 * The JSON of a value, whatever `toJSON` the page has given to all arrays or objects.
 * @param {unknown} value
 * @param {number} [space]
 * @returns {string}
 */
export function jsonOf(value, space) {
  for (const prototype of [Array.prototype, Object.prototype]) {
    const own = Object.getOwnPropertyDescriptor(prototype, 'toJSON');
    if (!own || !own.configurable) continue;
    delete (/** @type {any} */ (prototype).toJSON);
    try {
      return jsonOf(value, space);
    } finally {
      Object.defineProperty(prototype, 'toJSON', own);
    }
  }
  const text = JSON.stringify(value, null, space);
  // NaN and Infinity become null, which would say that a fact is not known.
  return text && text.indexOf('null') >= 0 ? JSON.stringify(value, named, space) : text;
}

/**
 * A number that JSON has not, by its name: no fact can be read from it.
 * @param {string} key
 * @param {unknown} value
 */
const named = (key, value) => (typeof value === 'number' && !isFinite(value) ? String(value) : value);
