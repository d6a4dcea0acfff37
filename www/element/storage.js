// Answers saved in this browser because the visitor asked for it, and nothing otherwise.

/** What storage answers, or undefined where the browser or the page's place does not allow it. */
function storage(use) {
  try {
    return use(window.localStorage);
  } catch (error) {
    return undefined;
  }
}

/** The text saved, null where there is none, undefined where saving is not possible. */
export const savedText = (key) => storage((it) => it.getItem(key));

/** Whether it is saved now. */
export const saveText = (key, text) =>
  storage((it) => {
    it.setItem(key, text);
    return true;
  }) === true;

export const forgetText = (key) => storage((it) => it.removeItem(key));
