// The browser's storage for this site. It may be forbidden by the browser or by the place of the page.

/** What the keys of saved answers begin with. */
export const PREFIX = 'drc-assessment:';

/**
 * The result of `use`, or undefined where there is no storage.
 * @template T
 * @param {(storage: Storage) => T} use
 * @returns {T | undefined}
 */
function withStorage(use) {
  try {
    return use(window.localStorage);
  } catch (error) {
    return undefined;
  }
}

/** The keys of all saved answers. */
export function savedKeys() {
  const keys = withStorage((storage) => Object.keys(storage)) || [];
  return keys.filter((key) => key.startsWith(PREFIX));
}

/** Whether there is a storage. */
export const canSave = () => withStorage((storage) => storage.length) !== undefined;

/**
 * The text saved, null where there is none, undefined where there is no storage.
 * @param {string} key
 */
export const savedText = (key) => withStorage((storage) => storage.getItem(key));

/**
 * Saves a text; false where saving is not possible.
 * @param {string} key
 * @param {string} text
 */
export const saveText = (key, text) =>
  withStorage((storage) => {
    storage.setItem(key, text);
    return true;
  }) === true;

/** @param {string} key */
export const forgetText = (key) => withStorage((storage) => storage.removeItem(key));
