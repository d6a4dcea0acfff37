// @ts-nocheck
// Answers saved in this browser or sent in a link.

import { withPart } from './requests.js';
import { forgetText, savedText, saveText } from './storage.js';

// The answers of one who has not chosen a policy yet.
const NOTHING = '{}';

export class SavedAnswers {
  constructor(controller) {
    this.controller = controller;
    /** Whether answers are saved in this browser; undefined where they cannot be. */
    this.kept = undefined;
    this.key = null;
    /** Nothing is saved while what was saved before is not open yet. */
    this.opening = false;
    /** Whatever was saved or came by a link gives way to answers set by the host page. */
    this.hostSet = false;
    this.openLink = () => this.link();
  }

  connected() {
    window.addEventListener('hashchange', this.openLink);
  }

  disconnected() {
    window.removeEventListener('hashchange', this.openLink);
  }

  /** Where the answers belong that are filled in now. */
  get place() {
    const { policyAttribute: attribute, givenPolicy: given } = this.controller;
    let id = '';
    try {
      if (given && typeof given.id === 'string') id = given.id;
    } catch (error) {
      // A getter of the page's has thrown: nothing could be saved for it anyway.
    }
    return `drc-assessment:${attribute || id}`;
  }

  /** At each start, and when the host has changed the policy: what is in the address, or else saved here. */
  async begin() {
    const key = this.place;
    const isNew = key !== this.key;
    if (isNew) {
      this.key = key;
      const saved = savedText(key);
      this.kept = saved === undefined ? undefined : saved !== null;
      this.opening = this.kept;
    }
    this.tell();
    const isLinked = await this.link();
    if (!isNew) return;
    if (!isLinked) await this.restore(savedText(key));
    this.opening = false;
  }

  /** Opens what is saved in this browser, if anything is. */
  async restore(saved) {
    const { controller } = this;
    if (!saved || saved === NOTHING || this.hostSet) return;
    const isOpen = await withPart(controller, 'answers', (part) => part.openSaved(controller, saved));
    // It stays as it is, and nothing is saved over it unless the visitor asks for it anew.
    if (!isOpen) this.show(false);
  }

  /** Opens the link in the address; whether there was one that could be opened. */
  async link() {
    const { controller } = this;
    const [, code] = /[#&]drc=([\w-]+)/.exec(window.location.hash) || [];
    if (!code || !controller.widget || this.hostSet) return false;
    return withPart(controller, 'answers', (part) => part.openLink(controller, code));
  }

  keep(wanted) {
    const { controller } = this;
    if (wanted) {
      // Without the day, which is the day of the visit unless the page has set it.
      const { as_of: day, ...answers } = controller.answers || {};
      const dated = controller.element.hasAttribute('as-of') ? { ...answers, as_of: day } : answers;
      this.show(saveText(this.key, JSON.stringify(dated)) || undefined);
    } else {
      forgetText(this.key);
      this.show(false);
    }
  }

  show(kept) {
    if (kept === this.kept) return;
    this.kept = kept;
    this.tell();
  }

  /** Tells the widget whether answers are saved here; null where they cannot be. */
  tell() {
    this.controller.send({ kind: 'saving', saving: this.kept === undefined ? null : this.kept });
  }

  /** The visitor has changed something. */
  changed() {
    if (this.kept && !this.opening) this.keep(true);
  }
}
