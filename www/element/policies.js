// Policies by id or URL. Each is fetched once; the offline page holds them all.

import { Failure } from './failure.js';
import { embedded, fileUrl } from './files.js';

const loading = new Map();
const loaded = new Map();
let catalogue = null;

/** The policy object; rejects with a Failure. */
export function loadPolicy(idOrUrl) {
  const key = typeof idOrUrl === 'string' ? idOrUrl : '';
  if (!loading.has(key)) {
    const promise = read(key);
    promise.then(
      (policy) => loaded.set(key, policy),
      () => loading.delete(key),
    );
    loading.set(key, promise);
  }
  return loading.get(key);
}

/** A policy already loaded, or undefined. */
export const loadedPolicy = (idOrUrl) => loaded.get(idOrUrl);

/** What can be chosen, where the host has not chosen: `[{id, title, …}]`; rejects with a Failure. */
export function loadCatalogue() {
  if (!catalogue) {
    catalogue = readCatalogue();
    // A later start tries again.
    catalogue.catch(() => {
      catalogue = null;
    });
  }
  return catalogue;
}

async function readCatalogue() {
  const inline = embedded('catalogue');
  return inline === null ? fetchJson(fileUrl('policies/catalogue.json'), 'policy-network') : JSON.parse(inline);
}

async function read(key) {
  const inline = embedded('policies');
  // An id has no dot and no slash; anything else is the URL of a policy file.
  const isId = !/[./]/.test(key);
  let url;
  try {
    url = isId ? fileUrl(`policies/${encodeURIComponent(key)}.json`) : new URL(key, document.baseURI).href;
  } catch (error) {
    throw new Failure('policy-unknown', key);
  }
  const policy =
    isId && inline !== null
      ? JSON.parse(inline).find(({ id }) => id === key)
      : await fetchJson(url, isId ? 'policy-unknown' : 'policy-network');
  if (!policy) throw new Failure('policy-unknown', key);
  return policy;
}

/** `absent`: the failure where there is no such file. */
async function fetchJson(url, absent) {
  let text;
  try {
    const response = await fetch(url);
    if (response.status === 404) throw new Failure(absent, url);
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    text = await response.text();
  } catch (error) {
    throw error instanceof Failure ? error : new Failure('policy-network', error);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Failure('policy-damaged', error);
  }
}
