// JSON in pages with an old library: Prototype gives arrays a `toJSON` that returns text.

/**
 * The JSON of a value, whatever `toJSON` the page has given to all arrays or objects. A number that JSON has not is
 * written by its name: as null it would say that a fact is not known.
 * @param {unknown} value
 * @param {number} [space]
 * @returns {string}
 */
export function jsonOf(value, space) {
  return withoutToJson(() => {
    const text = JSON.stringify(value, null, space);
    return text && text.indexOf('null') >= 0 ? JSON.stringify(value, named, space) : text;
  });
}

/**
 * The same of data whose numbers all have JSON.
 * @param {unknown} data
 */
export const jsonOfPlain = (data) => withoutToJson(() => JSON.stringify(data));

/**
 * Takes away a `toJSON` that the page has given to all arrays or objects while JSON is written.
 * @param {() => string} write
 * @returns {string}
 */
function withoutToJson(write) {
  for (const prototype of [Array.prototype, Object.prototype]) {
    const own = Object.getOwnPropertyDescriptor(prototype, 'toJSON');
    if (!own || !own.configurable) continue;
    delete (/** @type {any} */ (prototype).toJSON);
    try {
      return withoutToJson(write);
    } finally {
      Object.defineProperty(prototype, 'toJSON', own);
    }
  }
  return write();
}

/**
 * A number that JSON has not, by its name: no fact can be read from it.
 * @param {string} key
 * @param {unknown} value
 */
const named = (key, value) => (typeof value === 'number' && !isFinite(value) ? String(value) : value);
