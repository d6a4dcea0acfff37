// Making elements.

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {string} [className]
 * @param {string} [text]
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function make(tag, className, text) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
}

/**
 * @template {Node} Parent
 * @param {Parent} parent
 * @param {(Node | string | null)[]} children Null is left out.
 */
export function append(parent, ...children) {
  for (const child of children) {
    if (child === null) continue;
    parent.appendChild(typeof child === 'string' ? document.createTextNode(child) : child);
  }
  return parent;
}

/**
 * @param {string} className
 * @param {string} label
 * @param {() => void} onClick
 */
export function button(className, label, onClick) {
  const node = make('button', className, label);
  node.type = 'button';
  node.addEventListener('click', onClick);
  return node;
}

/**
 * @param {string} label
 * @param {readonly (readonly [value: string, label: string])[]} options
 * @param {string} value
 * @param {(value: string) => void} onChange
 */
export function select(label, options, value, onChange) {
  const node = make('select', 'drc-select');
  node.setAttribute('aria-label', label);
  for (const [key, text] of options) {
    const option = make('option', '', text);
    option.value = key;
    node.appendChild(option);
  }
  node.value = value;
  node.addEventListener('change', () => onChange(node.value));
  return node;
}

const SVG = 'http://www.w3.org/2000/svg';

/**
 * @param {string} tag
 * @param {Record<string, string | number>} attributes
 * @param {Node[]} children
 */
export function svg(tag, attributes, ...children) {
  const node = document.createElementNS(SVG, tag);
  for (const name of Object.keys(attributes)) node.setAttribute(name, String(attributes[name]));
  for (const child of children) node.appendChild(child);
  return node;
}

/**
 * What tells the focused control from others, as it is made anew.
 * @param {HTMLElement} node
 */
export function focusedLabel(node) {
  const focused = /** @type {ShadowRoot} */ (node.getRootNode()).activeElement;
  if (!focused || !node.contains(focused)) return '';
  return focused.getAttribute('data-key') || focused.getAttribute('aria-label') || '';
}

/**
 * @param {HTMLElement} node
 * @param {string} label
 */
export function focusLabelled(node, label) {
  const controls = node.querySelectorAll('button, select');
  for (let place = 0; place < controls.length; place += 1) {
    const control = /** @type {HTMLElement} */ (controls[place]);
    const own = control.getAttribute('data-key') || control.getAttribute('aria-label');
    if (own === label) {
      control.focus({ preventScroll: true });
      return;
    }
  }
}
