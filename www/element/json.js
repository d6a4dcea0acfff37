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
  return JSON.stringify(value, null, space);
}
