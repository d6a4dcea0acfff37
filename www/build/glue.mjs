// Fits the glue that wasm-bindgen writes to the way the script loads the wasm.

import { FIRST, TABLE } from './split.mjs';

/** @typedef {{ imports: [string, string, string][], exports: [string, string][] }} ShortNames From wasm-opt. */

/**
 * The glue of wasm-bindgen as a module that makes a new, private copy of itself on each call.
 * Its loader is left out: www/element/wasm.js has compiled the module already. The copy of a program that is split has
 * a function that adds the rest.
 * @param {{ glue: string, shortNames: ShortNames, rest: Buffer }} wasm
 * @returns {import('esbuild').Plugin}
 */
export function gluePlugin({ glue, shortNames, rest }) {
  const contents = glueModule(glue, shortNames, rest.length > 0);
  return {
    name: 'glue',
    setup(build) {
      build.onResolve({ filter: /^glue$/ }, () => ({ path: 'glue', namespace: 'glue' }));
      build.onLoad({ filter: /.*/, namespace: 'glue' }, () => ({ contents }));
    },
  };
}

/**
 * Removes the one function that parses markup, which yew offers and nothing uses. The engine's glue has none.
 * @param {string} source
 */
function withoutMarkup(source) {
  if (!source.includes('innerHTML')) return source;
  const [before, setter] = cut(source, 'getObject(arg0).innerHTML = ');
  return `${before}throw new Error('no markup');\n${setter.slice(setter.indexOf('}'))}`;
}

// Pages give these names to things of their own, with which `instanceof` fails or throws. (An exception means no.)
/** @type {[from: string, to: string][]} */
const FOREIGN_NAMES = [
  ['Array.from(getObject(arg0))', '[...getObject(arg0)]'],
  ['getObject(arg0) instanceof Window;', 'getObject(arg0) === window;'],
  ['getObject(arg0) instanceof Element;', 'getObject(arg0).nodeType === 1;'],
  ['getObject(arg0) instanceof HTMLElement;', 'getObject(arg0).nodeType === 1;'],
  ['getObject(arg0) instanceof HTMLInputElement;', "getObject(arg0).localName === 'input';"],
  ['getObject(arg0) instanceof HTMLOptionElement;', "getObject(arg0).localName === 'option';"],
  ['getObject(arg0) instanceof HTMLSelectElement;', "getObject(arg0).localName === 'select';"],
  ['getObject(arg0) instanceof HTMLTextAreaElement;', "getObject(arg0).localName === 'textarea';"],
  ['getObject(arg0) instanceof InputEvent;', "'inputType' in getObject(arg0);"],
  ['getObject(arg0) instanceof ShadowRoot;', 'getObject(arg0).nodeType === 11;'],
];

/**
 * The glue without uses of built-ins that old pages replace. A name that a later glue uses must be added above.
 * @param {string} source
 */
function withoutForeignNames(source) {
  let patched = source;
  for (const [from, to] of FOREIGN_NAMES) patched = patched.split(from).join(to);
  const left = /getObject\(\w+\) instanceof \w+|Array\.from/.exec(patched);
  if (left) throw new Error(`pages may replace what the glue uses: ${left[0]}`);
  return patched;
}

/**
 * The text of the module.
 * @param {string} glue
 * @param {ShortNames} shortNames
 * @param {boolean} isSplit
 */
export function glueModule(glue, shortNames, isSplit = false) {
  const [body, loader] = cut(
    withoutForeignNames(withoutMarkup(shorten(glue, shortNames))),
    'let wasmModule, wasmInstance, wasm;',
  );
  const [, start] = cut(body, 'script_src = new URL(document.currentScript.src, location.href).toString();\n    }\n');
  cut(loader, 'return Object.assign(__wbg_init, { initSync }, exports);');
  const { module, name, size } = TABLE;
  const table = `imports.${module} = {
      ${name}: new WebAssembly.Table({ element: 'anyfunc', initial: ${size}, maximum: ${size} }),
    };`;
  // The table is let go of once the rest has it; see split.mjs.
  const complete = `exports.complete = async (rest) => {
      if (!imports.${module}) return;
      imports.${FIRST} = first;
      await WebAssembly.instantiate(rest, imports);
      delete imports.${module};
    };`;
  return `export default async function (module, guard) {
    const exports = {};
    let wasm;
    ${start}
    const imports = __wbg_get_imports();
    ${isSplit ? table : ''}
    const first = (await WebAssembly.instantiate(module, imports)).exports;
    wasm = guard(first);
    ${isSplit ? complete : ''}
    return exports;
  }`;
}

/**
 * Replaces the names of imports and exports by short ones. Every import must be found: otherwise glue and wasm do not fit.
 * @param {string} source
 * @param {ShortNames} shortNames
 */
function shorten(source, shortNames) {
  let shortened = source;
  for (const [module, name, short] of shortNames.imports) {
    shortened = replace(shortened, `\n            ${name}: function(`, `\n            ${short}: function(`);
    if (module !== shortNames.imports[0][0]) throw new Error('the wasm imports from two modules');
  }
  shortened = replace(shortened, `"${shortNames.imports[0][0]}":`, '"a":');
  const exported = new Map(shortNames.exports);
  return shortened.replace(/\bwasm\.(\w+)/g, (whole, name) =>
    exported.has(name) ? `wasm.${exported.get(name)}` : whole,
  );
}

/**
 * @param {string} source
 * @param {string} from
 * @param {string} to
 */
function replace(source, from, to) {
  const parts = source.split(from);
  if (parts.length < 2) throw new Error(`the glue has no ${from}`);
  return parts.join(to);
}

/**
 * The two parts around a piece of the glue. Fails if the glue of another version no longer has it exactly once.
 * @param {string} source
 * @param {string} at
 */
function cut(source, at) {
  const parts = source.split(at);
  if (parts.length !== 2) throw new Error(`the glue must hold exactly once: ${at}`);
  return parts;
}
