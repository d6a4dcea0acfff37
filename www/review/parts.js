// The small pieces of the screen: elements, badges, groups of choices.

import { make } from '../element/nodes.js';
import { icon, outcomeClass } from '../reviewers/icons.js';

/** @import { ComparedSide } from './types' */

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {string} className
 * @param {string} text
 */
export function textNode(tag, className, text) {
  const node = make(tag, className);
  node.textContent = text;
  return node;
}

/**
 * The outcome of one side, and what it rests on; what does not apply has none.
 * @param {Element} target
 * @param {ComparedSide | null} side
 * @param {string} notApplicable
 */
export function showSide(target, side, notApplicable) {
  target.textContent = '';
  if (!side) {
    target.appendChild(textNode('p', 'drc-muted', notApplicable));
    return;
  }
  const badge = target.appendChild(make('span', `drc-badge drc-badge--${outcomeClass(side.outcome)}`));
  badge.setAttribute('part', 'badge');
  badge.appendChild(icon(side.outcome));
  badge.appendChild(document.createTextNode(side.word));
  target.appendChild(textNode('p', 'drc-muted', side.text));
}

let lastId = 0;

/** An id that is used once. */
export function freshId() {
  lastId += 1;
  return `drc-rv-${lastId}`;
}

/**
 * Choices of which one holds, beside each other: real radio buttons, which lie over their faces.
 * @typedef {object} Choices
 * @property {HTMLElement} node
 * @property {(value: string) => void} show
 * @property {(value: string, isOffered: boolean) => void} offer
 * @property {(value: string, label: string) => void} rename
 */

/**
 * @param {string} label
 * @param {(readonly [value: string, label: string])[]} options
 * @param {(value: string) => void} onChoose
 * @returns {Choices}
 */
export function choices(label, options, onChoose) {
  const node = make('div', 'drc-seg drc-rv-seg');
  node.setAttribute('role', 'radiogroup');
  node.setAttribute('aria-label', label);
  const name = freshId();
  /** @type {Record<string, { item: HTMLElement, input: HTMLInputElement, face: HTMLElement }>} */
  const items = {};
  for (const [value, words] of options) {
    const item = node.appendChild(make('label', 'drc-seg__item'));
    const input = item.appendChild(make('input', 'drc-seg__in'));
    input.type = 'radio';
    input.name = name;
    input.value = value;
    input.addEventListener('change', () => {
      if (input.checked) onChoose(value);
    });
    const face = item.appendChild(textNode('span', 'drc-seg__face', words));
    items[value] = { item, input, face };
  }
  return {
    node,
    show(value) {
      for (const own of Object.keys(items)) items[own].input.checked = own === value;
    },
    offer(value, isOffered) {
      items[value].item.hidden = !isOffered;
    },
    rename(value, words) {
      items[value].face.textContent = words;
    },
  };
}

/**
 * A text field with its label above it.
 * @typedef {object} TextField
 * @property {HTMLElement} node
 * @property {HTMLInputElement | HTMLTextAreaElement} input
 * @property {(value: string) => void} show Shows a value that came from elsewhere.
 */

/**
 * A field; `onInput` is called at each key, but not while an input method composes.
 * @param {string} label
 * @param {(value: string) => void} onInput
 * @param {number} [rows] Of a field for several lines.
 * @returns {TextField}
 */
export function textField(label, onInput, rows = 0) {
  const node = make('label', 'drc-rv-field');
  node.appendChild(textNode('span', 'drc-question__label', label));
  const input = rows ? make('textarea', 'drc-input drc-input--area') : make('input', 'drc-input');
  node.appendChild(input);
  if (rows) /** @type {HTMLTextAreaElement} */ (input).rows = rows;
  // What an input method is composing is told, and replaced, only once it has ended.
  let isComposing = false;
  input.addEventListener('compositionstart', () => {
    isComposing = true;
  });
  for (const type of ['input', 'compositionend', 'change']) {
    input.addEventListener(type, () => {
      if (type !== 'input') isComposing = false;
      if (!isComposing) onInput(input.value);
    });
  }
  return {
    node,
    input,
    show(value) {
      if (!isComposing && input.value !== value) input.value = value;
    },
  };
}
