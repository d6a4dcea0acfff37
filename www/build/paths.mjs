// Where things are, and how files are read.

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const WWW = dirname(dirname(fileURLToPath(import.meta.url)));
export const ROOT = dirname(WWW);
export const DIST = join(ROOT, 'dist');
export const PACKED = join(ROOT, 'target', 'wasm-pack');

export const text = (...path) => readFileSync(join(...path), 'utf8');
export const json = (...path) => JSON.parse(text(...path));

/** A hash as pages and content security policies write it: `sha256-…`. */
export const sha = (kind, data) => `${kind}-${createHash(kind).update(data).digest('base64')}`;

export function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => (entry.isDirectory() ? filesBelow(join(folder, entry.name)) : join(folder, entry.name)))
    .sort();
}

export const VERSION = /^version = "(.+)"$/m.exec(text(ROOT, 'Cargo.toml'))[1];
