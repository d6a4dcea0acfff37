// <drc-assessment>: attributes, properties and events. What they do is in host.js.

import { Host } from './host.js';

const PROPERTIES = ['answers', 'policy'];

export class AssessmentElement extends HTMLElement {
  static get observedAttributes() {
    return ['policy', 'zone-type', 'as-of', 'lang', 'theme'];
  }

  #host = new Host(this);

  connectedCallback() {
    // Set before the script had run: a plain property that hides ours.
    for (const name of PROPERTIES) {
      if (!Object.prototype.hasOwnProperty.call(this, name)) continue;
      const value = this[name];
      delete this[name];
      this[name] = value;
    }
    this.#host.connected();
  }

  disconnectedCallback() {
    this.#host.disconnected();
  }

  attributeChangedCallback(name, before, after) {
    if (before !== after) this.#host.attributeChanged(name, after);
  }

  get answers() {
    return this.#host.answers;
  }

  set answers(value) {
    this.#host.answers = value;
  }

  get assessment() {
    return this.#host.assessment;
  }

  get policy() {
    return this.#host.policy;
  }

  set policy(value) {
    this.#host.givePolicy(value);
  }
}
