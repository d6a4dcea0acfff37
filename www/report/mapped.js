/**
 * `list.map(use)`, in pages with an old library whose `map` passes no index.
 * @template Item
 * @template Result
 * @param {readonly Item[]} list
 * @param {(item: Item, index: number) => Result} use
 */
export function mapped(list, use) {
  /** @type {Result[]} */
  const results = [];
  for (const item of list) results.push(use(item, results.length));
  return results;
}
