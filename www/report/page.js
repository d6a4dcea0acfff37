// The page of a report as nodes: the engine says which elements it has.

/** The element of `{name, attributes, children}`. A child that is a string becomes a text node. */
export function elementOf({ name, attributes, children }) {
  const element = document.createElement(name);
  for (const key of Object.keys(attributes)) element.setAttribute(key, attributes[key]);
  for (const child of children) element.append(typeof child === 'string' ? child : elementOf(child));
  return element;
}
