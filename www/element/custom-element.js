// <drc-assessment>: attributes, properties and events. What they do is in controller.js.

import { Controller } from './controller.js';

const PROPERTIES = ['answers', 'policy'];

// Not a private field: at the syntax of Chromium 61 that costs 200 bytes of helper code.
const CONTROLLER = Symbol('controller');

export class AssessmentElement extends HTMLElement {
  static get observedAttributes() {
    return ['policy', 'zone-type', 'as-of', 'lang', 'theme'];
  }

  constructor() {
    super();
    this[CONTROLLER] = new Controller(this);
  }

  connectedCallback() {
    // Set before the script had run: a plain property that hides ours.
    for (const name of PROPERTIES) {
      if (!Object.prototype.hasOwnProperty.call(this, name)) continue;
      const value = this[name];
      delete this[name];
      this[name] = value;
    }
    this[CONTROLLER].connected();
  }

  disconnectedCallback() {
    this[CONTROLLER].disconnected();
  }

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
