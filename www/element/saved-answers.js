// Answers saved in this browser or sent in a link.

import { withPart } from './requests.js';
import { forgetText, savedText, saveText } from './storage.js';

/** @import { Controller } from './controller.js' */

// The answers before a policy is chosen.
const NOTHING = '{}';

export class SavedAnswers {
  /** @param {Controller} controller */
  constructor(controller) {
    this.controller = controller;
    /**
     * Whether answers are saved in this browser; undefined where they cannot be.
     * @type {boolean | undefined}
     */
    this.isSaving = undefined;
    /** Key of the saved text; empty before the first start. */
    this.key = '';
    /** Whether saved answers are being restored; nothing is saved meanwhile. */
    this.isRestoring = false;
    /** Whether the host page has set answers, which override saved ones and those of a link. */
    this.isHostSet = false;
    this.openLink = () => this.link();
  }

  connected() {
    window.addEventListener('hashchange', this.openLink);
  }

  disconnected() {
    window.removeEventListener('hashchange', this.openLink);
  }

  /** The key for the present policy: each policy that a page sets has saved answers of its own. */
  get currentKey() {
    const { policyAttribute: attribute, givenPolicy: given } = this.controller;
    let id = '';
    try {
      if (given && typeof given.id === 'string') id = given.id;
    } catch (error) {
      // A getter of the page's object has thrown: nothing could be saved for it in any case.
    }
    return `drc-assessment:${attribute || id}`;
  }

  /** Called at each start and when the host page has changed the policy. Opens the answers in the address, or else the saved ones. */
  async begin() {
    const key = this.currentKey;
    const isNew = key !== this.key;
    if (isNew) {
      this.key = key;
      const saved = savedText(key);
      this.isSaving = saved === undefined ? undefined : saved !== null;
      this.isRestoring = this.isSaving === true;
    }
    this.showState();
    const isLinked = await this.link();
    // Meanwhile the page may have set another policy, which has saved answers of its own.
    if (!isNew || key !== this.key) return;
    if (!isLinked) await this.restore(savedText(key));
    if (key === this.key) this.isRestoring = false;
  }

  /**
   * Opens the answers saved in this browser, if there are any.
   * @param {string | null | undefined} saved
   */
  async restore(saved) {
    const { controller, key } = this;
    if (!saved || saved === NOTHING || this.isHostSet) return;
    const isOpen = await withPart(controller, 'answers', (part) =>
      key === this.key ? part.openSaved(controller, saved) : true,
    );
    // The saved text stays as it is, and is not overwritten unless the visitor turns saving on again.
    if (!isOpen && key === this.key) this.showSaving(false);
  }

  /** Opens the answers in the address. Resolves to whether there were any that could be opened. */
  async link() {
    const { controller } = this;
    const [, code] = /[#?&]drc=([^&]+)/.exec(window.location.hash) || [];
    if (!code || !controller.widget || this.isHostSet) return false;
    return withPart(controller, 'answers', (part) => part.openLink(controller, code));
  }

  /**
   * Starts or stops saving, as the visitor requests.
   * @param {boolean} isWanted
   */
  setSaving(isWanted) {
    const { controller } = this;
    if (isWanted) {
      // Without the date, which is that of the visit unless the page has set it.
      const { as_of: day, ...answers } = controller.answers || {};
      const dated = controller.element.hasAttribute('as-of') ? { ...answers, as_of: day } : answers;
      this.showSaving(saveText(this.key, JSON.stringify(dated)) || undefined);
    } else {
      forgetText(this.key);
      this.showSaving(false);
    }
  }

  /** @param {boolean | undefined} isSaving */
  showSaving(isSaving) {
    if (isSaving === this.isSaving) return;
    this.isSaving = isSaving;
    this.showState();
  }

  /** Sends the state to the widget. */
  showState() {
    this.controller.send({ kind: 'saving', saving: this.isSaving === undefined ? null : this.isSaving });
  }

  /** Called when the visitor has changed something. */
  changed() {
    if (this.isSaving && !this.isRestoring) this.setSaving(true);
  }
}
