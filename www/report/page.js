// The page of a report as nodes: the engine says which elements it has.

/**
 * The element with its children. A child that is a string becomes a text node.
 * @param {import('./types').PageElement} description
 * @returns {HTMLElement}
 */
export function elementOf({ name, attributes, children }) {
  const element = document.createElement(name);
  for (const key of Object.keys(attributes)) element.setAttribute(key, attributes[key]);
  for (const child of children) element.append(typeof child === 'string' ? child : elementOf(child));
  return element;
}
