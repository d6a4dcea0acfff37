// What others have written of dist/: which crates and npm packages, under which licences, as a text for people and as
// a list for programs (a software bill of materials, CycloneDX). From what cargo and esbuild say they have put in, and
// from the files in the packages: tools that make such lists (cargo-about, cargo-cyclonedx) know neither the standard
// library, which is compiled with the programs, nor npm packages, and take minutes to install.

import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { json, ROOT, text, WWW } from './paths.mjs';
import { linkedLibraries, SYSROOT } from './wasm.mjs';

const MODULES = join(WWW, 'node_modules');
const STANDARD_LIBRARY = join(SYSROOT, 'lib', 'rustlib', 'src', 'rust', 'library');
// The only crate of it that has a version; its licence stands a folder above.
const BUILTINS = join(STANDARD_LIBRARY, 'compiler-builtins', 'compiler-builtins');
// The texts of common licences, for packages that name one and carry none.
const COMMON_TEXTS = join(SYSROOT, 'share', 'doc', 'rust', 'licenses');
const LICENCE_FILE = /^(?:licen[cs]e|copying|unlicense|notice)/i;
// Where there are several licences to choose from, the first of these that is among them.
/** @type {[id: string, file: RegExp][]} */
const CHOICES = [
  ['MIT', /mit$/i],
  ['Apache-2.0', /apache/i],
];
const LINE = '='.repeat(80);

/**
 * A package of others.
 * @typedef {object} Package
 * @property {string} name
 * @property {string} version
 * @property {string} licence As an SPDX expression.
 * @property {string[]} texts Of the licence.
 * @property {string} purl
 * @property {{ alg: string, content: string } | null} hash Of the package as it is published.
 */

/**
 * All packages of others in dist/, sorted.
 * @param {Iterable<string>} modules The names of npm packages.
 * @returns {Package[]}
 */
export function packages(modules) {
  const all = [standardLibrary(), ...crates(), ...[...modules].map(npmPackage)];
  for (const { name, licence, texts } of all) {
    if (!licence || texts.length === 0) throw new Error(`${name} names no licence, or has no text of it`);
  }
  return all.sort((one, other) => (one.purl < other.purl ? -1 : 1));
}

/**
 * The names of the npm packages that a bundle has code of.
 * @param {import('esbuild').Metafile} metafile
 */
export function modulesIn(metafile) {
  const names = [];
  for (const { inputs } of Object.values(metafile.outputs)) {
    for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
      const found = /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path);
      if (found && bytesInOutput > 0) names.push(found[1]);
    }
  }
  return names;
}

/** @returns {Package} */
function standardLibrary() {
  const version = execFileSync('rustc', ['--version'], { cwd: ROOT, encoding: 'utf8' }).split(' ')[1];
  const licence = 'MIT OR Apache-2.0';
  const purl = `pkg:generic/rust-std@${version}`;
  return { name: 'rust-std', version, licence, texts: commonTexts(licence), purl, hash: null };
}

/**
 * The crates that are linked into the programs, but for the crates of the standard library that have no version.
 * @returns {Package[]}
 */
function crates() {
  const locks = text(ROOT, 'Cargo.lock') + text(STANDARD_LIBRARY, 'Cargo.lock');
  const folders = new Set(linkedLibraries().map(folderOf));
  return [...folders].filter(isOfOthers).map((folder) => {
    const manifest = text(folder, 'Cargo.toml');
    const [name, version] = [fieldOf(manifest, 'name'), fieldOf(manifest, 'version')];
    // As it was written before there were expressions.
    const licence = fieldOf(manifest, 'license').replace(/\//g, ' OR ').replace(/ +/g, ' ');
    const plain = version.replace(/[.+]/g, '\\$&');
    const locked = `name = "${name}"\nversion = "${plain}"\nsource = "[^"]+"\nchecksum = "([0-9a-f]{64})"`;
    const checksum = new RegExp(locked).exec(locks);
    return {
      name,
      version,
      licence,
      texts: licenceTexts(folder === BUILTINS ? dirname(folder) : folder, licence),
      purl: `pkg:cargo/${name}@${version}`,
      hash: checksum && { alg: 'SHA-256', content: checksum[1] },
    };
  });
}

/** @param {string} folder */
function isOfOthers(folder) {
  if (folder.startsWith(STANDARD_LIBRARY + sep)) return folder === BUILTINS;
  return folder !== ROOT && !folder.startsWith(join(WWW, 'wasm'));
}

/**
 * The folder of the package that a source file belongs to.
 * @param {string} source
 */
function folderOf(source) {
  let folder = dirname(source);
  while (!existsSync(join(folder, 'Cargo.toml'))) folder = dirname(folder);
  return folder;
}

/**
 * @param {string} manifest Text of a Cargo.toml.
 * @param {string} key
 */
function fieldOf(manifest, key) {
  const found = new RegExp(`^${key} = ["'](.+)["']$`, 'm').exec(manifest);
  return found ? found[1] : '';
}

/**
 * @param {string} name
 * @returns {Package}
 */
function npmPackage(name) {
  const folder = join(MODULES, name);
  const { version, license } = json(folder, 'package.json');
  const { integrity } = json(WWW, 'package-lock.json').packages[`node_modules/${name}`];
  const content = Buffer.from(integrity.replace('sha512-', ''), 'base64').toString('hex');
  return {
    name,
    version,
    licence: license,
    texts: licenceTexts(folder, license),
    purl: `pkg:npm/${name.replace('@', '%40')}@${version}`,
    hash: { alg: 'SHA-512', content },
  };
}

/**
 * The texts in a package: where it may be used under one of several licences, that of one.
 * @param {string} folder
 * @param {string} licence
 */
function licenceTexts(folder, licence) {
  const files = readdirSync(folder, { withFileTypes: true }).filter(
    (entry) => entry.isFile() && LICENCE_FILE.test(entry.name),
  );
  const names = files.map((entry) => entry.name).sort();
  if (names.length === 0) return commonTexts(licence);
  const alternatives = / AND /.test(licence) ? [] : licence.split(/ +OR +/);
  for (const [id, pattern] of alternatives.length > 1 ? CHOICES : []) {
    const chosen = names.find((name) => pattern.test(name));
    if (chosen && alternatives.includes(id)) return [text(folder, chosen)];
  }
  return names.map((name) => text(folder, name));
}

/**
 * The texts of a licence; where there is a choice with Apache-2.0, which names no holder of rights, of that alone.
 * @param {string} licence
 */
function commonTexts(licence) {
  const names = (licence.match(/[\w.-]+/g) || []).filter((name) => existsSync(join(COMMON_TEXTS, `${name}.txt`)));
  const isChoice = names.includes('Apache-2.0') && !/ AND /.test(licence);
  return [...new Set(isChoice ? ['Apache-2.0'] : names)].map((name) => text(COMMON_TEXTS, `${name}.txt`));
}

/**
 * The licences for people: the packages, then each text once, with the packages that it is of.
 * @param {Package[]} list
 */
export function licencesText(list) {
  /** @type {Map<string, { text: string, names: string[] }>} */
  const texts = new Map();
  for (const { name, version, texts: own } of list) {
    for (const content of own) {
      const key = content.replace(/\s+/g, ' ').trim();
      const entry = texts.get(key) || { text: content.replace(/\r\n?/g, '\n').trim(), names: [] };
      entry.names.push(`${name} ${version}`);
      texts.set(key, entry);
    }
  }
  const lines = [
    // The first character says that this is UTF-8, where the server does not.
    '\ufeffdrc-assessment 包含下列第三方软件。各软件的许可全文附后；可在几种许可中选择的，按所附的一种使用。',
    'drc-assessment holds parts of these packages of others. Their licences follow in full. A package that may be used',
    'under one of several licences is used under the one whose text follows.',
    '',
    ...list.map(({ name, version, licence }) => `${name} ${version}  ${licence}`),
  ];
  for (const { text: content, names } of texts.values()) lines.push('', LINE, ...names, LINE, '', content);
  return `${lines.join('\n')}\n`;
}

/**
 * The list for programs: CycloneDX 1.5, without a time or a number by chance, so that the same build writes the same.
 * @param {Package[]} list
 * @param {string} version Of the product, with its build.
 */
export function billOfMaterials(list, version) {
  /** @param {{ name: string, version: string, licence: string, purl: string }} of */
  const component = ({ name, version: own, licence, purl }) => ({
    'bom-ref': purl,
    name,
    version: own,
    licenses: [{ expression: licence }],
    purl,
  });
  const purl = `pkg:generic/drc-assessment@${encodeURIComponent(version)}`;
  const product = component({ name: 'drc-assessment', version, licence: 'MIT OR Apache-2.0', purl });
  const bill = {
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    version: 1,
    metadata: { component: { type: 'application', ...product } },
    components: list.map((of) => ({ type: 'library', ...component(of), ...(of.hash && { hashes: [of.hash] }) })),
    dependencies: [{ ref: purl, dependsOn: list.map((of) => of.purl) }],
  };
  return `${JSON.stringify(bill, null, 2)}\n`;
}
