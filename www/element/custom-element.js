// <drc-assessment>: attributes, properties and events. What they do is in controller.js.

import { Controller } from './controller.js';

/** @import { Answers, Policy } from '../drc-assessment' */

const PROPERTIES = /** @type {const} */ (['answers', 'policy']);

// A symbol and not a private field, which in the syntax of Chromium 61 costs 200 bytes of helper code.
const CONTROLLER = Symbol('controller');

export class AssessmentElement extends HTMLElement {
  static get observedAttributes() {
    return ['policy', 'zone-type', 'as-of', 'lang', 'theme'];
  }

  constructor() {
    super();
    /** @type {Controller} */
    this[CONTROLLER] = new Controller(this);
  }

  connectedCallback() {
    // A value set before the script had run is a plain property, which hides the accessor below.
    for (const name of PROPERTIES) {
      if (!Object.prototype.hasOwnProperty.call(this, name)) continue;
      const self = /** @type {any} */ (this);
      const value = self[name];
      delete self[name];
      self[name] = value;
    }
    this[CONTROLLER].connected();
  }

  disconnectedCallback() {
    this[CONTROLLER].disconnected();
  }

  /**
   * @param {string} name
   * @param {string | null} before
   * @param {string | null} after
   */
  attributeChangedCallback(name, before, after) {
    if (before !== after) this[CONTROLLER].attributeChanged(name, after);
  }

  get answers() {
    return this[CONTROLLER].answers;
  }

  set answers(value) {
    this[CONTROLLER].answers = value;
  }

  get assessment() {
    return this[CONTROLLER].assessment;
  }

  get policy() {
    return this[CONTROLLER].policy;
  }

  set policy(value) {
    this[CONTROLLER].givePolicy(value);
  }
}
