// Loads the wasm and makes instances of it. Each element has its own instance, so a trap in one
// leaves the others and the JS API alone.

import { Failure } from './failure.js';
import { embedded, fileUrl, isStrandedOnDisk } from './files.js';

// (module (memory (export "m") 1) (func (export "g") (drop (memory.grow (i32.const 1)))))
const GROW_PROBE = [
  0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 5, 3, 1, 0, 1, 7, 9, 2, 1, 109, 2, 0, 1, 103, 0, 0, 10, 9,
  1, 7, 0, 65, 1, 64, 0, 26, 11,
];

// The compiled modules, by the name of their file.
const compiled = new Map();

/**
 * A fresh instance of a program: the functions that wasm-bindgen exports. A program is the `createGlue` of
 * its wasm, the `file` beside the script, the `holder` of its bytes in the offline page, and the hash for
 * its `integrity`. `onTrap` is called once, when an exception has passed through the wasm; from then on
 * every call into the instance does nothing.
 */
export async function instantiate(program, onTrap) {
  const { createGlue, file } = program;
  if (!compiled.has(file)) {
    const compiling = compile(program);
    compiled.set(file, compiling);
    // A later start tries again.
    compiling.catch(() => compiled.delete(file));
  }
  try {
    return await createGlue(await compiled.get(file), (exports) => guarded(exports, onTrap));
  } catch (error) {
    throw asFailure(error);
  }
}

async function compile(program) {
  if (typeof WebAssembly !== 'object') throw new Failure('no-wasm');
  if (isStrandedOnDisk()) throw new Failure('file');
  if (!growDetaches()) throw new Failure('old-browser');
  return WebAssembly.compile(await read(program));
}

// Below Chromium 72, memory.grow may leave views of the old memory alive: the glue would go on
// writing into it and show wrong text without any error.
function growDetaches() {
  const { m, g } = new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(GROW_PROBE))).exports;
  const before = m.buffer;
  g();
  return before.byteLength === 0;
}

// The bytes are handed over whole: a server's MIME type for .wasm does not matter.
async function read({ file, holder, integrity }) {
  const inline = embedded(holder);
  if (inline !== null) return Uint8Array.from(atob(inline.trim()), (char) => char.charCodeAt(0));
  const url = fileUrl(file);
  try {
    return new Uint8Array(await (await fetch(url, { integrity })).arrayBuffer());
  } catch (error) {
    throw await whyNot(url, file);
  }
}

// The browser does not say why it has refused a file. Asked past the cache, an old copy is replaced, too.
async function whyNot(url, file) {
  try {
    const { ok, status } = await fetch(url, { cache: 'reload' });
    return new Failure(ok ? 'damaged' : status === 404 ? 'missing' : 'network', `HTTP ${status}`, file);
  } catch (error) {
    return new Failure('network', error, file);
  }
}

function asFailure(error) {
  if (error instanceof Failure) return error;
  if (/content security policy|unsafe-eval|disallowed by embedder|\bCSP\b/i.test(error.message)) {
    return new Failure('csp', error);
  }
  if (error instanceof RangeError) return new Failure('memory', error);
  return new Failure('old-browser', error);
}

// Every entry into the wasm, by a call, an event, a timer or a promise, is one of its exports.
// Frames that an exception has passed through were left half done: nothing may enter them again.
function guarded(exports, onTrap) {
  const entries = {};
  let dead = false;
  for (const name of Object.keys(exports)) {
    const item = exports[name];
    entries[name] =
      typeof item !== 'function'
        ? item
        : (...args) => {
            if (dead) return undefined;
            try {
              return item(...args);
            } catch (error) {
              if (!dead) {
                dead = true;
                onTrap(error);
              }
              throw error;
            }
          };
  }
  return entries;
}
