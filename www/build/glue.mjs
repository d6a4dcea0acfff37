// Fits the glue that wasm-bindgen writes to the way the script loads the wasm.

/**
 * The glue of wasm-bindgen as a module that makes a new, private copy of itself on each call.
 * Its loader is left out: www/element/wasm.js has the module compiled already, whatever the server.
 */
export function gluePlugin({ glue, shortNames }) {
  const contents = glueModule(glue, shortNames);
  return {
    name: 'glue',
    setup(build) {
      build.onResolve({ filter: /^glue$/ }, () => ({ path: 'glue', namespace: 'glue' }));
      build.onLoad({ filter: /.*/, namespace: 'glue' }, () => ({ contents }));
    },
  };
}

// yew could parse markup; nothing here asks for it, and nothing shall. The engine's wasm has no such function.
function withoutMarkup(source) {
  if (!source.includes('innerHTML')) return source;
  const [before, setter] = cut(source, 'getObject(arg0).innerHTML = ');
  return `${before}throw new Error('no markup');\n${setter.slice(setter.indexOf('}'))}`;
}

/** The text of the module. */
export function glueModule(glue, shortNames) {
  const [body, loader] = cut(withoutMarkup(shorten(glue, shortNames)), 'let wasmModule, wasmInstance, wasm;');
  const [, start] = cut(body, 'script_src = new URL(document.currentScript.src, location.href).toString();\n    }\n');
  cut(loader, 'return Object.assign(__wbg_init, { initSync }, exports);');
  return `export default async function (module, guard) {
    const exports = {};
    let wasm;
    ${start}
    wasm = guard((await WebAssembly.instantiate(module, __wbg_get_imports())).exports);
    return exports;
  }`;
}

// Gives the glue the short names. Every one must be found, or the two no longer fit.
function shorten(source, shortNames) {
  const swap = (text, from, to) => {
    const parts = text.split(from);
    if (parts.length < 2) throw new Error(`the glue has no ${from}`);
    return parts.join(to);
  };
  let shortened = source;
  for (const [module, name, short] of shortNames.imports) {
    shortened = swap(shortened, `\n            ${name}: function(`, `\n            ${short}: function(`);
    if (module !== shortNames.imports[0][0]) throw new Error('the wasm imports from two modules');
  }
  shortened = swap(shortened, `"${shortNames.imports[0][0]}":`, '"a":');
  const exported = new Map(shortNames.exports);
  return shortened.replace(/\bwasm\.(\w+)/g, (whole, name) =>
    exported.has(name) ? `wasm.${exported.get(name)}` : whole,
  );
}

// The glue must be as it is known, or it is not for us to cut.
function cut(source, at) {
  const parts = source.split(at);
  if (parts.length !== 2) throw new Error(`the glue must hold exactly once: ${at}`);
  return parts;
}
