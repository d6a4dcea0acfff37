// Answers saved in this browser or sent in a link. What opens, saves and lists them is a part of the program that is
// loaded only where there is something to open or the visitor saves.

import { LINK } from './link-code.js';
import { withPart } from './requests.js';
import { canSave, PREFIX, savedKeys } from './storage.js';

/** @import { Controller } from './controller.js' */
/** @import { SavedZone } from '../answers/saved-zone.js' */

export class SavedAnswers {
  /** @param {Controller} controller */
  constructor(controller) {
    this.controller = controller;
    /**
     * What is saved for the zone that is being filled in; null while nothing is.
     * @type {SavedZone | null}
     */
    this.zone = null;
    // Whether this browser can save at all.
    this.isPossible = true;
    // The name by which this tab remembers its zone; empty before the first start.
    this.scope = '';
    /** Whether the host page has set answers, which override saved ones and those of a link. */
    this.isHostSet = false;
    this.openLink = () => this.link();
    // Whether a text is being typed that has not taken effect.
    this.isTyping = false;
    /** @param {BeforeUnloadEvent} event */
    this.askToLeave = (event) => {
      const { activeElement: field } = /** @type {ShadowRoot} */ (controller.element.shadowRoot);
      // It takes effect when its field is left, and is saved if answers are.
      if (this.isTyping && field) /** @type {HTMLElement} */ (field).blur();
      if (this.zone || this.isHostSet || controller.element.hasAttribute('allow-leave')) return;
      event.preventDefault();
      // What browsers before Chromium 119 look at.
      event.returnValue = true;
    };
  }

  connected() {
    window.addEventListener('hashchange', this.openLink);
  }

  disconnected() {
    window.removeEventListener('hashchange', this.openLink);
    this.leave();
    this.setUnsaved(false);
    // When it is inserted again, it begins anew.
    this.scope = '';
  }

  /** The scope for the present policy: each policy that a page sets has saved answers of its own. */
  get currentScope() {
    const { policyAttribute: attribute, givenPolicy: given } = this.controller;
    let id = '';
    try {
      if (given && typeof given.id === 'string') id = given.id;
    } catch (error) {
      // A getter of the page's object has thrown: nothing could be saved for it in any case.
    }
    return `${PREFIX}${attribute || id}`;
  }

  /** Called at each start and when the host page has changed the policy. Opens the answers in the address, or else the saved ones. */
  async begin() {
    const { controller, currentScope: scope } = this;
    const isNew = scope !== this.scope;
    this.scope = scope;
    if (isNew) {
      this.leave();
      this.isPossible = canSave();
    }
    this.showState();
    const isLinked = await this.link();
    // Meanwhile the page may have set another policy, which has saved answers of its own.
    if (!isNew || isLinked || this.isHostSet || scope !== this.scope || savedKeys().length === 0) return;
    await withPart(controller, 'answers', (part) => (scope === this.scope ? part.openSaved(controller) : true));
  }

  /** Opens the answers in the address. Resolves to whether there were any that could be opened. */
  async link() {
    const { controller } = this;
    const [, code] = LINK.exec(window.location.hash) || [];
    if (!code || !controller.widget || this.isHostSet) return false;
    return withPart(controller, 'answers', (part) => part.openLink(controller, code));
  }

  /** @param {SavedZone | null} zone What is saved for the zone that is being filled in from now on. */
  setZone(zone) {
    this.zone = zone;
    if (zone) this.setUnsaved(false);
    this.showState();
  }

  /** Stops saving without deleting anything. */
  leave() {
    if (this.zone) this.zone.close();
    this.zone = null;
  }

  /** Sends the state to the widget. */
  showState() {
    const others = savedKeys().filter((key) => !this.zone || key !== this.zone.key);
    this.controller.send({
      kind: 'saving',
      saving: this.isPossible ? this.zone !== null : null,
      hasOthers: others.length > 0,
    });
  }

  /**
   * Called at each key in a field.
   * @param {EventTarget | null} field
   */
  typed(field) {
    // Not the search among the policies.
    if (!/^drc-(f-|name)/.test(/** @type {Element} */ (field).id)) return;
    this.isTyping = true;
    window.addEventListener('beforeunload', this.askToLeave);
  }

  /** Called when the visitor has changed something. */
  changed() {
    const { controller, zone } = this;
    this.isTyping = false;
    if (!zone) {
      this.setUnsaved(controller.hasAnswers);
      return;
    }
    this.setUnsaved(false);
    const emptied = zone.changed();
    if (emptied) withPart(controller, 'answers', (part) => part['list-saved'](controller, emptied));
  }

  /**
   * Leaving the page asks first while answers are unsaved, unless the page itself takes care of them.
   * @param {boolean} hasUnsaved
   */
  setUnsaved(hasUnsaved) {
    if (hasUnsaved) window.addEventListener('beforeunload', this.askToLeave);
    else window.removeEventListener('beforeunload', this.askToLeave);
  }
}
