// Splits a wasm file in two: the first file is the program without some of its functions, which are in the second, the
// rest. An instance of the rest uses the memory, the globals and the functions of the first one, and puts its own
// functions into the table through which the first one calls them. The script makes the table: one that is exported is an
// object of the page for good, and with such an object the search for objects in Chromium's developer tools never ends.

import binaryen from 'binaryen';

// The module from which the rest imports, and what the names of the exports for it begin with, which no other name does.
export const FIRST = 'b';
const PREFIX = '_';
/** The module and the name by which both files import the table, and its size, which is more than they need. */
export const TABLE = { module: 'c', name: 't', size: 512 };
const MISSING = 'missing';

/** @typedef {binaryen.Module} Module */

/**
 * The two files, with the names of their functions.
 *
 * `entries` are those functions of the rest that the first file calls: their paths in Rust, or the names by which they
 * are exported. They must not have been inlined. A path that ends in `::` stands for all functions of a module. Whatever
 * is reached through entries alone goes into the rest; a function that only the table refers to stays in the first file,
 * unless it is of such a module, where only code of the module may hand it out.
 * @param {Uint8Array} wasm With the names of its functions.
 * @param {string[]} entries
 */
export function split(wasm, entries) {
  const first = readModule(wasm);
  const rest = readModule(wasm);
  const places = removeEntries(first, entries);
  first.runPasses(['remove-unused-module-elements']);
  importFrom(rest, first, places);
  rest.runPasses(['remove-unused-module-elements']);
  exportFor(first, rest);
  for (const module of [first, rest]) if (!module.validate()) throw new Error('the split has made an invalid file');
  binaryen.setDebugInfo(true);
  return { first: Buffer.from(first.emitBinary()), rest: Buffer.from(rest.emitBinary()) };
}

/** @param {Uint8Array} wasm */
function readModule(wasm) {
  const module = binaryen.readBinary(wasm);
  module.setFeatures(binaryen.Features.MutableGlobals | binaryen.Features.SignExt);
  return module;
}

/**
 * Removes the entries. Calls of them go through the table, where a function that traps stands until the rest is there.
 * @param {Module} module
 * @param {string[]} entries
 * @returns {Map<string, number>} The entries, and their indexes in the table.
 */
function removeEntries(module, entries) {
  const { table, start, names } = readTable(module);
  const places = new Map();
  const unused = new Set(entries);
  for (const { name, params, results } of definedFunctions(module)) {
    const entry = entries.find((path) => isOf(name, path));
    if (entry === undefined) continue;
    unused.delete(entry);
    let index = names.indexOf(name);
    if (index < 0) index = names.push(name) - 1;
    names[index] = MISSING;
    places.set(name, start + index);
    const parameters = binaryen.expandType(params).map((type, place) => module.local.get(place, type));
    const call = module.call_indirect(table, module.i32.const(start + index), parameters, params, results);
    module.removeFunction(name);
    module.addFunction(name, params, results, [], call);
  }
  if (unused.size > 0) throw new Error(`not in the file, or inlined: ${[...unused].join(', ')}`);
  module.addFunction(MISSING, binaryen.none, binaryen.none, [], module.unreachable());
  module.removeElementSegment(segmentOf(module).name);
  importTable(module, table);
  module.addActiveElementSegment(table, '0', names, module.i32.const(start));
  if (start + names.length > TABLE.size) throw new Error('the table is too small');
  return places;
}

/**
 * Makes a module the rest: what the first file has is imported from there.
 * @param {Module} rest
 * @param {Module} first
 * @param {Map<string, number>} places
 */
function importFrom(rest, first, places) {
  const { table } = readTable(rest);
  rest.removeElementSegment(segmentOf(rest).name);
  importTable(rest, table);
  for (const [name, place] of places) rest.addActiveElementSegment(table, `at${place}`, [name], rest.i32.const(place));
  for (const { name, kind, value } of exportsOf(rest)) {
    rest.removeExport(name);
    if (kind !== binaryen.ExternalMemory) continue;
    const { initial } = rest.getMemoryInfo(value);
    rest.setMemory(initial, -1, null, [], false, false, value);
    rest.addMemoryImport(value, FIRST, name);
  }
  let count = 0;
  for (let index = 0; index < first.getNumGlobals(); index += 1) {
    const { name, type, mutable } = binaryen.getGlobalInfo(first.getGlobalByIndex(index));
    if (!mutable) continue;
    rest.removeGlobal(name);
    rest.addGlobalImport(name, FIRST, `${PREFIX}${count.toString(36)}`, type, true);
    count += 1;
  }
  for (const { name, params, results } of definedFunctions(first)) {
    if (places.has(name) || name === MISSING) continue;
    rest.removeFunction(name);
    rest.addFunctionImport(name, FIRST, `${PREFIX}${count.toString(36)}`, params, results);
    count += 1;
  }
}

/**
 * Exports from the first file what the rest imports from it.
 * @param {Module} first
 * @param {Module} rest
 */
function exportFor(first, rest) {
  for (const { name, module, base } of functionsOf(rest)) {
    if (module === FIRST) first.addFunctionExport(name, base || '');
  }
  for (let index = 0; index < rest.getNumGlobals(); index += 1) {
    const { name, module, base } = binaryen.getGlobalInfo(rest.getGlobalByIndex(index));
    if (module === FIRST) first.addGlobalExport(name, base || '');
  }
}

/**
 * @param {Module} module
 * @param {string} table
 */
function importTable(module, table) {
  module.removeTable(table);
  module.addTable(table, TABLE.size, TABLE.size);
  module.addTableImport(table, TABLE.module, TABLE.name);
}

/**
 * Whether a function is the one of a path, or of the module of a path that ends in `::`.
 * @param {string} name As the compiler writes it, with hashes of crates.
 * @param {string} path
 */
function isOf(name, path) {
  const plain = name.replace(/\[[0-9a-f]{16}\]/g, '');
  if (!path.endsWith('::')) return plain === path;
  return plain.startsWith(path) || plain.startsWith(`<${path}`);
}

/** @param {Module} module */
function readTable(module) {
  if (module.getNumTables() !== 1 || module.getNumElementSegments() !== 1) throw new Error('there must be one table');
  const { table, offset, data } = segmentOf(module);
  const { value } = /** @type {binaryen.ConstInfo} */ (binaryen.getExpressionInfo(offset));
  return { table, start: Number(value), names: [...data] };
}

/** @param {Module} module */
function segmentOf(module) {
  return binaryen.getElementSegmentInfo(module.getElementSegmentByIndex(0));
}

/** @param {Module} module */
function functionsOf(module) {
  const functions = [];
  for (let index = 0; index < module.getNumFunctions(); index += 1) {
    functions.push(binaryen.getFunctionInfo(module.getFunctionByIndex(index)));
  }
  return functions;
}

/** @param {Module} module */
function definedFunctions(module) {
  return functionsOf(module).filter(({ module: from }) => !from);
}

/** @param {Module} module */
function exportsOf(module) {
  const all = [];
  for (let index = 0; index < module.getNumExports(); index += 1) {
    all.push(binaryen.getExportInfo(module.getExportByIndex(index)));
  }
  return all;
}
