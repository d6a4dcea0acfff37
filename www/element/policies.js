// Policies by id or URL. Each is fetched once; the offline page holds them all.

import { digestOf } from './digest.js';
import { loadEngine } from './engine.js';
import { Failure } from './failure.js';
import { embedded, fileUrl } from './files.js';

const loading = new Map();
const loaded = new Map();
// Those that the build has checked, as they were served.
const checked = new WeakSet();
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

/** Whether the build has found a policy free of faults. */
export const isChecked = (policy) => checked.has(policy);

/** The faults of a policy, `[{path, message}]`; rejects with a Failure where they cannot be looked for. */
export async function faultsOf(policy, lang) {
  if (isChecked(policy)) return [];
  const engine = await loadEngine();
  try {
    return engine.check(policy, lang);
  } catch (error) {
    throw new Failure('call', error);
  }
}

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
  if (inline !== null) return JSON.parse(inline);
  return parse(await fetchText(fileUrl('policies/catalogue.json'), 'policy-network'));
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
  if (isId && inline !== null) {
    const embeddedPolicy = JSON.parse(inline).find(({ id }) => id === key);
    if (!embeddedPolicy) throw new Failure('policy-unknown', key);
    checked.add(embeddedPolicy);
    return embeddedPolicy;
  }
  const text = await fetchText(url, isId ? 'policy-unknown' : 'policy-network');
  const policy = parse(text);
  if (!policy) throw new Failure('policy-unknown', key);
  if (CHECKED_POLICIES.includes(digestOf(text))) checked.add(policy);
  return policy;
}

/** `absent`: the failure where there is no such file. */
async function fetchText(url, absent) {
  try {
    const response = await fetch(url);
    if (response.status === 404) throw new Failure(absent, url);
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    return await response.text();
  } catch (error) {
    throw error instanceof Failure ? error : new Failure('policy-network', error);
  }
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Failure('policy-damaged', error);
  }
}
