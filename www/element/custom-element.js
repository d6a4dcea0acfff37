// <drc-assessment>: attributes, properties and events. What they do is in controller.js.

import { Controller } from './controller.js';

const PROPERTIES = ['answers', 'policy'];

export class AssessmentElement extends HTMLElement {
  static get observedAttributes() {
    return ['policy', 'zone-type', 'as-of', 'lang', 'theme'];
  }

  #controller = new Controller(this);

  connectedCallback() {
    // Set before the script had run: a plain property that hides ours.
    for (const name of PROPERTIES) {
      if (!Object.prototype.hasOwnProperty.call(this, name)) continue;
      const value = this[name];
      delete this[name];
      this[name] = value;
    }
    this.#controller.connected();
  }

  disconnectedCallback() {
    this.#controller.disconnected();
  }

  attributeChangedCallback(name, before, after) {
    if (before !== after) this.#controller.attributeChanged(name, after);
  }

  get answers() {
    return this.#controller.answers;
  }

  set answers(value) {
    this.#controller.answers = value;
  }

  get assessment() {
    return this.#controller.assessment;
  }

  get policy() {
    return this.#controller.policy;
  }

  set policy(value) {
    this.#controller.givePolicy(value);
  }
}
