// <drc-assessment>: attributes, properties and events. What they do is in controller.js.

import { Controller } from './controller.js';

/** @import { Answers, Policy } from '../drc-assessment' */

/** The attributes that are also properties, under their own names and as `zoneType` and `asOf`; `lang` is one of all elements. */
const REFLECTED = /** @type {const} */ ([
  ['zone-type', 'zone-type'],
  ['zoneType', 'zone-type'],
  ['as-of', 'as-of'],
  ['asOf', 'as-of'],
  ['theme', 'theme'],
]);
const PROPERTIES = ['answers', 'policy', ...REFLECTED.map(([name]) => name)];

// A symbol and not a private field, which in the syntax of Chromium 61 costs 200 bytes of helper code.
const CONTROLLER = Symbol('controller');

export class AssessmentElement extends HTMLElement {
  static get observedAttributes() {
    return ['policy', 'zone-type', 'as-of', 'lang', 'theme', 'answers', 'mode'];
  }

  constructor() {
    super();
    /** @type {Controller} */
    this[CONTROLLER] = new Controller(/** @type {any} */ (this));
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

// Frameworks set a property wherever the element has one of that name, and no value or an empty text to remove it.
for (const [name, attribute] of REFLECTED) {
  Object.defineProperty(AssessmentElement.prototype, name, {
    configurable: true,
    enumerable: true,
    /** @this {HTMLElement} */
    get() {
      return this.getAttribute(attribute);
    },
    /** @this {HTMLElement} @param {unknown} value */
    set(value) {
      if (value === null || value === undefined || value === '') this.removeAttribute(attribute);
      else this.setAttribute(attribute, String(value));
    },
  });
}
