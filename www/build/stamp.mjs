// Whether anything has changed since dist/ was built: its sources, the tools that make it, or what stands in it.

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { filesBelow, ROOT } from './paths.mjs';

// What stands at the top and goes into dist/.
const SINGLE = ['Cargo.toml', 'Cargo.lock', 'build.rs', 'rust-toolchain.toml', 'index.html', 'LICENSE'];
// Written by `npm ci`: the packages as they are installed.
const INSTALLED = join('node_modules', '.package-lock.json');

/** @type {string | undefined} */
let versions;

/** The versions of the tools that make dist/. */
export function toolVersions() {
  if (versions === undefined) {
    const tools = [
      ['rustc', '-vV'],
      ['wasm-pack', '--version'],
      ['wasm-bindgen', '--version'],
    ];
    const all = tools.map(([tool, option]) => execFileSync(tool, [option], { cwd: ROOT, encoding: 'utf8' }));
    versions = [`node ${process.version}\n`, ...all].join('');
  }
  return versions;
}

/**
 * The published policies, which the programs carry or know the facts of. What else stands beside them is for people.
 * @param {string} root
 */
export function policyFiles(root) {
  const folder = join(root, 'www', 'policies');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json') && !name.endsWith('.cases.json'))
    .sort()
    .map((name) => join(folder, name));
}

/**
 * A digest of files: of where they are below a folder, and of what stands in them.
 * @param {string} root
 * @param {string[]} files
 */
export function digestOfFiles(root, files) {
  const hash = createHash('sha256');
  for (const file of files) {
    const content = readFileSync(file);
    hash.update(`${relative(root, file)}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

/**
 * What dist/ is made of.
 * @param {string} root The folder of the project.
 * @param {string} tools The versions of the tools.
 */
export function sourcesOf(root, tools) {
  const www = join(root, 'www');
  const beside = [join(www, 'node_modules'), join(www, 'policies')];
  const scripts = filesBelow(www).filter((file) => !beside.some((folder) => file.startsWith(folder)));
  const single = [...SINGLE.map((name) => join(root, name)), join(www, INSTALLED)];
  const files = [...single, ...filesBelow(join(root, 'src')), ...scripts, ...policyFiles(root)];
  return `${tools}sources ${digestOfFiles(root, files)}\n`;
}

/**
 * While this stays the same, a build would change nothing.
 * @param {string} root The folder of the project.
 * @param {string} sources As they were when the build began: they may change meanwhile.
 */
export function stampOf(root, sources) {
  const dist = join(root, 'dist');
  return `${sources}dist ${existsSync(dist) ? digestOfFiles(root, filesBelow(dist)) : 'absent'}\n`;
}
