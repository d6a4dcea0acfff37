// Parts of the program that most visitors never need: loaded on first use, from beside the script.
// In the offline page they are inline and register themselves.

import { detach } from './detach.js';
import { addSentences, Failure } from './failure.js';
import { embedded, fileUrl, nonce } from './files.js';
import { once } from './once.js';

/** @import { Parts } from './types' */

// How long a failure waits for its sentence.
const PATIENCE_MS = 4000;

// Not maps: old pages have a Map of their own.
/** @type {Record<string, any>} */
const parts = Object.create(null);
/** @type {Record<string, Promise<any>>} */
const loading = Object.create(null);
/** @type {ReturnType<typeof trustedTypes.createPolicy> | null} */
let policy = null;

/**
 * Called by each part once it is loaded, by the key REGISTER.
 * @template {keyof Parts} Name
 * @param {Name} name
 * @param {Parts[Name]} part
 */
export function register(name, part) {
  addSentences(part.sentences);
  Object.assign(INTEGRITY, part.integrity);
  parts[name] = part;
}

/**
 * What the part has registered. Rejects with a Failure, after which the next call tries again.
 * @template {keyof Parts} Name
 * @param {Name} name
 * @returns {Promise<Parts[Name]>}
 */
export function loadPart(name) {
  const part = parts[name];
  return part ? Promise.resolve(part) : once(loading, name, () => insert(name));
}

/**
 * Loads what is to be said of a failure. Resolves in any case: without it there is a sentence for all.
 * @param {Failure} failure
 * @returns {Promise<unknown>}
 */
export function explained(failure) {
  if (failure.isExplained) return Promise.resolve();
  return new Promise((resolve) => {
    loadPart('failures').then(resolve, resolve);
    setTimeout(resolve, PATIENCE_MS);
  });
}

/** @param {string} name */
function insert(name) {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    /** @param {unknown} [cause] */
    const settle = (cause) => {
      detach(script);
      if (parts[name]) resolve(parts[name]);
      else reject(new Failure('part', cause, `drc-assessment-${name}.js`));
    };
    if (embedded('wasm') !== null) {
      // In the offline page the part is further below.
      document.addEventListener('DOMContentLoaded', () => settle());
      return;
    }
    script.addEventListener('load', () => settle('another version'));
    script.addEventListener('error', () => settle());
    try {
      script.src = scriptUrl(partUrl(name));
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

/**
 * The version is in the address so that a cached file of an older version is not used.
 * @param {string} name
 */
const partUrl = (name) => `${fileUrl(`drc-assessment-${name}.js`)}?${VERSION}`;

/**
 * The address of a script as scripts are given to the browser; where a page requires trusted types it must come from
 * a policy of theirs.
 * @param {string} url
 */
export function scriptUrl(url) {
  if (typeof trustedTypes !== 'object') return url;
  if (!policy) policy = trustedTypes.createPolicy('drc-assessment', { createScriptURL: (own) => own });
  return policy.createScriptURL(url);
}
