// The draft in this browser: off until it is turned on. The last tab that turns it on has it.

const KEY = 'drc-workshop:draft';

/**
 * @typedef {object} Draft
 * @property {string} name Of the file.
 * @property {string} text
 * @property {string} saved What was last saved as a file.
 * @property {{ name: string, text: string, saved: string }} cases The same of the cases.
 * @property {string} source The text of the policy.
 */

export class DraftKeeper {
  /** @param {() => void} onTaken Called when another tab has taken the draft over. */
  constructor(onTaken) {
    this.isOn = false;
    // What this tab has written last; another text is another tab's.
    this.written = '';
    window.addEventListener('storage', ({ key, newValue }) => {
      if (!this.isOn || (key !== null && key !== KEY) || newValue === this.written) return;
      this.isOn = false;
      onTaken();
    });
  }

  /**
   * The draft that was kept, which is kept on.
   * @returns {Draft | null}
   */
  restore() {
    try {
      const text = localStorage.getItem(KEY);
      const draft = text === null ? null : JSON.parse(text);
      if (!draft) return null;
      this.isOn = true;
      this.written = String(text);
      return draft;
    } catch (error) {
      return null;
    }
  }

  /**
   * Keeps a draft; false where the browser does not.
   * @param {Draft} draft
   */
  keep(draft) {
    this.written = JSON.stringify(draft);
    try {
      localStorage.setItem(KEY, this.written);
      this.isOn = true;
    } catch (error) {
      this.isOn = false;
    }
    return this.isOn;
  }

  /** Deletes the draft. */
  stop() {
    this.isOn = false;
    try {
      localStorage.removeItem(KEY);
    } catch (error) {
      // There is no storage, and so no draft.
    }
  }
}
