// Parts of the program that most visitors never need: loaded on first use, from beside the script.
// In the offline page they are inline and have registered themselves.

import { addSentences, Failure } from './failure.js';
import { embedded, fileUrl, nonce } from './files.js';

const parts = new Map();
const loading = new Map();
let policy = null;

/** Takes a part in; it calls this itself, by the key REGISTER. */
export function register(name, part) {
  addSentences(part.sentences);
  parts.set(name, part);
}

/** What the part has registered; rejects with a Failure, and the next call tries again. */
export function loadPart(name) {
  if (parts.has(name)) return Promise.resolve(parts.get(name));
  if (!loading.has(name)) {
    const promise = insert(name);
    const settled = () => loading.delete(name);
    promise.then(settled, settled);
    loading.set(name, promise);
  }
  return loading.get(name);
}

function insert(name) {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    const settle = (cause) => {
      script.remove();
      if (parts.has(name)) resolve(parts.get(name));
      else reject(new Failure('part', cause, `drc-assessment-${name}.js`));
    };
    if (embedded('wasm') !== null) {
      // The offline page has it further below.
      document.addEventListener('DOMContentLoaded', () => settle());
      return;
    }
    script.addEventListener('load', () => settle('another version'));
    script.addEventListener('error', () => settle());
    try {
      script.src = source(name);
    } catch (error) {
      settle(error);
      return;
    }
    if (nonce) script.nonce = nonce;
    script.integrity = INTEGRITY[name];
    script.crossOrigin = 'anonymous';
    document.head.appendChild(script);
  });
}

// The version keeps an older one in the browser's cache from being taken.
const partUrl = (name) => `${fileUrl(`drc-assessment-${name}.js`)}?${VERSION}`;

// Where a page requires trusted types, a script's address must come from a policy.
function source(name) {
  if (typeof trustedTypes !== 'object') return partUrl(name);
  if (!policy) policy = trustedTypes.createPolicy('drc-assessment', { createScriptURL: partUrl });
  return policy.createScriptURL(name);
}
