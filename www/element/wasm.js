// Loads a wasm file and makes instances of it. Each widget has an instance of its own, so a trap in one
// leaves the others alone; the API, the checks of policies and the reports share one of the engine.

import { detach } from './detach.js';
import { Failure } from './failure.js';
import { embedded, fileUrl, isStrandedOnDisk } from './files.js';
import { once } from './once.js';

/** @import { Program, WasmFile } from './types' */

// (module (memory (export "m") 1) (func (export "g") (drop (memory.grow (i32.const 1)))))
const GROW_PROBE = [
  0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 5, 3, 1, 0, 1, 7, 9, 2, 1, 109, 2, 0, 1, 103, 0, 0, 10, 9,
  1, 7, 0, 65, 1, 64, 0, 26, 11,
];

/**
 * The compiled modules, by the name of their file. Not a map: old pages have a Map of their own.
 * @type {Record<string, Promise<WebAssembly.Module>>}
 */
const compiled = Object.create(null);

/**
 * A new instance of a program: the functions that wasm-bindgen exports. Rejects with a Failure.
 * @template Exports
 * @param {Program<Exports>} program
 * @param {(error: unknown) => void} onTrap Called once, when an exception has passed through the wasm; from then on
 *   every call into the instance does nothing.
 * @returns {Promise<Exports>}
 */
export async function instantiate(program, onTrap) {
  const module = await compileOnce(program);
  try {
    return await program.createGlue(module, (exports) => guarded(exports, onTrap));
  } catch (error) {
    throw asFailure(error);
  }
}

/**
 * The compiled module of a file. Rejects with a Failure, after which the next call tries again.
 * @param {WasmFile} wasm
 */
export async function compileOnce(wasm) {
  try {
    return await once(compiled, wasm.file, () => compile(wasm));
  } catch (error) {
    throw asFailure(error);
  }
}

/** @param {WasmFile} wasm */
async function compile(wasm) {
  if (typeof WebAssembly !== 'object') throw new Failure('no-wasm');
  if (isStrandedOnDisk()) throw new Failure('file');
  if (!growDetaches()) throw new Failure('old-browser');
  return WebAssembly.compile(await read(wasm));
}

// Below Chromium 72, memory.grow may leave views of the old memory alive: the glue would go on
// writing into it and show wrong text without any error.
function growDetaches() {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(GROW_PROBE)));
  const before = /** @type {WebAssembly.Memory} */ (exports.m).buffer;
  /** @type {() => void} */ (exports.g)();
  return before.byteLength === 0;
}

/**
 * The bytes of the wasm file. They are compiled as a whole, so the media type that the server sends does not matter.
 * @param {WasmFile} wasm
 */
async function read({ file, holder, integrity }) {
  const inline = embedded(holder);
  if (inline !== null) return Uint8Array.from(atob(inline.trim()), (char) => char.charCodeAt(0));
  const url = fileUrl(file);
  try {
    const response = await fetch(url, { integrity });
    return new Uint8Array(await (response.arrayBuffer ? response.arrayBuffer() : bytesInFrame(url, integrity)));
  } catch (error) {
    throw await whyNot(url, file);
  }
}

/**
 * The bytes of a file by the browser's own `fetch`, where the page has put a simpler one in its place.
 * @param {string} url
 * @param {string} integrity
 */
async function bytesInFrame(url, integrity) {
  const frame = document.createElement('iframe');
  frame.style.display = 'none';
  document.head.appendChild(frame);
  try {
    const { fetch: own } = /** @type {typeof window} */ (frame.contentWindow);
    return await (await own(url, { integrity })).arrayBuffer();
  } finally {
    detach(frame);
  }
}

/**
 * Why a file could not be fetched, which the browser does not tell. The cache is passed by, so that an old copy in it
 * is replaced as well.
 * @param {string} url
 * @param {string} file
 */
async function whyNot(url, file) {
  try {
    const { ok, status } = await fetch(url, { cache: 'reload' });
    return new Failure(ok ? 'damaged' : status === 404 ? 'missing' : 'network', `HTTP ${status}`, file);
  } catch (error) {
    return new Failure('network', error, file);
  }
}

/** @param {unknown} error */
function asFailure(error) {
  if (error instanceof Failure) return error;
  if (
    /content security policy|unsafe-eval|disallowed by embedder|\bCSP\b/i.test(/** @type {Error} */ (error).message)
  ) {
    return new Failure('csp', error);
  }
  if (error instanceof RangeError) return new Failure('memory', error);
  return new Failure('old-browser', error);
}

/**
 * The exports, with a guard around each function. Every entry into the wasm, by a call, an event, a timer or a promise,
 * is one of them. After an exception has passed through, the state of the wasm is undefined: nothing may enter it again.
 * @param {WebAssembly.Exports} exports
 * @param {(error: unknown) => void} onTrap
 */
function guarded(exports, onTrap) {
  /** @type {WebAssembly.Exports} */
  const entries = {};
  let isTrapped = false;
  for (const name of Object.keys(exports)) {
    const item = exports[name];
    entries[name] =
      typeof item !== 'function'
        ? item
        : (/** @type {unknown[]} */ ...args) => {
            if (isTrapped) return undefined;
            try {
              return item(...args);
            } catch (error) {
              if (!isTrapped) {
                isTrapped = true;
                onTrap(error);
              }
              throw error;
            }
          };
  }
  return entries;
}
