/**
 * Takes a node out of its document. (The `remove` of Prototype throws where it is in none.)
 * @param {ChildNode} node
 */
export function detach(node) {
  if (node.parentNode) node.parentNode.removeChild(node);
}
