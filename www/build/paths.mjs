// Where things are, and how files are read.

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const WWW = dirname(dirname(fileURLToPath(import.meta.url)));
export const ROOT = dirname(WWW);
export const DIST = join(ROOT, 'dist');
export const PACKED = join(ROOT, 'target', 'wasm-pack');

/** @param {string[]} path */
export const text = (...path) => readFileSync(join(...path), 'utf8');
/** @param {string[]} path */
export const json = (...path) => JSON.parse(text(...path));

/**
 * A hash as pages and content security policies write it: `sha256-…`.
 * @param {string} kind
 * @param {string | Uint8Array} data
 */
export const sha = (kind, data) => `${kind}-${createHash(kind).update(data).digest('base64')}`;

/** @param {string | Uint8Array} data */
export const hexDigest = (data) => createHash('sha256').update(data).digest('hex');

/**
 * The paths of all files below a folder, sorted.
 * @param {string} folder
 * @returns {string[]}
 */
export function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => (entry.isDirectory() ? filesBelow(join(folder, entry.name)) : join(folder, entry.name)))
    .sort();
}

export const VERSION = versionOf(text(ROOT, 'Cargo.toml'));

/** @param {string} manifest */
function versionOf(manifest) {
  const found = /^version = "(.+)"$/m.exec(manifest);
  if (!found) throw new Error('Cargo.toml has no version');
  return found[1];
}
