// Policies by id or URL. Each is fetched once; the offline page holds them all.

import { Failure } from './failure.js';
import { embedded, fileUrl } from './place.js';

const loading = new Map();
const loaded = new Map();

/** The policy object; rejects with a Failure. */
export function loadPolicy(idOrUrl) {
  const key = String(idOrUrl);
  if (!loading.has(key)) {
    const promise = read(key);
    promise.then((policy) => loaded.set(key, policy), () => loading.delete(key));
    loading.set(key, promise);
  }
  return loading.get(key);
}

/** A policy already loaded, or undefined. */
export const loadedPolicy = (idOrUrl) => loaded.get(idOrUrl);

export const isListed = (id) => CATALOGUE.some((entry) => entry.id === id);

async function read(key) {
  if (isListed(key)) {
    const inline = embedded('policies');
    return inline === null ? fetchPolicy(fileUrl(`policies/${key}.json`)) : JSON.parse(inline)[key];
  }
  // An id has no dot and no slash; anything else is the URL of a policy file.
  if (!/[./]/.test(key)) throw new Failure('policy-unknown', key);
  return fetchPolicy(new URL(key, document.baseURI).href);
}

async function fetchPolicy(url) {
  let text;
  try {
    const response = await fetch(url);
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    text = await response.text();
  } catch (error) {
    throw new Failure('policy-network', error);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Failure('policy-damaged', error);
  }
}
