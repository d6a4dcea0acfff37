// Policies by id or URL. Each is fetched once; the offline page holds them all.

import { digestOf } from './digest.js';
import { Failure } from './failure.js';
import { absolute, embedded, fileUrl } from './files.js';
import { once } from './once.js';

/** @import { Fault, Policy } from '../drc-assessment' */
/** @import { CatalogueEntry, Engine } from './types' */

// Not maps: old pages have a Map of their own.
/** @type {Record<string, Promise<Policy>>} */
const loading = Object.create(null);
/** @type {Record<string, Policy>} */
const loaded = Object.create(null);
/**
 * The policies whose files the build has checked.
 * @type {WeakSet<Policy>}
 */
const checked = new WeakSet();
/** @type {Record<string, Promise<CatalogueEntry[]>>} */
const catalogue = Object.create(null);

/**
 * The policy object; rejects with a Failure.
 * @param {unknown} idOrUrl
 */
export function loadPolicy(idOrUrl) {
  const key = typeof idOrUrl === 'string' ? idOrUrl : '';
  return once(loading, key, async () => {
    loaded[key] = await read(key);
    return loaded[key];
  });
}

/**
 * A policy already loaded, or undefined.
 * @param {string | null} idOrUrl
 */
export const loadedPolicy = (idOrUrl) => (idOrUrl === null ? undefined : loaded[idOrUrl]);

/**
 * Whether the build has found the file of a policy free of faults.
 * @param {Policy | null} policy
 */
export const isChecked = (policy) => policy !== null && checked.has(policy);

/**
 * The faults of a policy; throws a Failure if it cannot be checked.
 * @param {Engine} engine
 * @param {Policy} policy
 * @param {string} lang
 * @returns {Fault[]}
 */
export function faultsOf(engine, policy, lang) {
  try {
    return engine.check(policy, lang);
  } catch (error) {
    throw new Failure('call', error);
  }
}

/** The policies to choose from, if the host page has not chosen one; rejects with a Failure. */
export const loadCatalogue = () => once(catalogue, '', readCatalogue);

/**
 * @param {string} id
 * @returns {string}
 */
function idInAddress(id) {
  try {
    return encodeURIComponent(id);
  } catch (error) {
    // Half a surrogate pair.
    throw new Failure('policy-unknown', id);
  }
}

/** @returns {Promise<CatalogueEntry[]>} */
async function readCatalogue() {
  const inline = embedded('catalogue');
  if (inline !== null) return JSON.parse(inline);
  return parse(await fetchText(fileUrl('policies/catalogue.json'), 'policy-network'));
}

/**
 * @param {string} key An id, or the URL of a policy file.
 * @returns {Promise<Policy>}
 */
async function read(key) {
  const inline = embedded('policies');
  // An id has no dot and no slash; anything else is the URL of a policy file.
  const isId = !/[./]/.test(key);
  const url = isId ? fileUrl(`policies/${idInAddress(key)}.json`) : absolute(key);
  if (!url) throw new Failure('policy-unknown', key);
  if (isId && inline !== null) {
    /** @type {Policy[]} */
    const policies = JSON.parse(inline);
    for (const policy of policies) {
      if (policy.id === key) {
        checked.add(policy);
        return policy;
      }
    }
    throw new Failure('policy-unknown', key);
  }
  const text = await fetchText(url, isId ? 'policy-unknown' : 'policy-network');
  const policy = parse(text);
  if (!policy) throw new Failure('policy-unknown', key);
  if (CHECKED_POLICIES.includes(digestOf(text))) checked.add(policy);
  return policy;
}

/**
 * @param {string} url
 * @param {string} absent Code of the failure if there is no such file.
 */
async function fetchText(url, absent) {
  try {
    const response = await fetch(url);
    if (response.status === 404) throw new Failure(absent, url);
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    const text = await response.text();
    // What is not UTF-8 cannot be decoded as such.
    if (/\ufffd/.test(text)) throw new Failure('policy-encoding');
    return text;
  } catch (error) {
    throw error instanceof Failure ? error : new Failure('policy-network', error);
  }
}

/** @param {string} text */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Failure('policy-damaged', error);
  }
}
