// What weighs in a wasm file: the bytes of its functions, by crate, and by module of our own.

import { readFileSync } from 'node:fs';

const HEADER = 8;
const CUSTOM_SECTION = 0;
const IMPORT_SECTION = 2;
const CODE_SECTION = 10;
const DATA_SECTION = 11;
const FUNCTION_NAMES = 1;
const OWN_CRATE = 'drc_assessment';
// Folders below src/ are modules of two levels: `engine::policy`.
const MODULE_DEPTH = 3;

/** Reads as much of the binary format of WebAssembly 1.0 as is needed here. */
class Reader {
  /**
   * @param {Buffer} bytes
   * @param {number} at
   */
  constructor(bytes, at) {
    this.bytes = bytes;
    this.at = at;
  }

  get isDone() {
    return this.at >= this.bytes.length;
  }

  byte() {
    this.at += 1;
    return this.bytes[this.at - 1];
  }

  /** An unsigned LEB128. */
  number() {
    let value = 0;
    let factor = 1;
    let byte;
    do {
      byte = this.byte();
      value += (byte & 127) * factor;
      factor *= 128;
    } while (byte & 128);
    return value;
  }

  text() {
    const length = this.number();
    this.at += length;
    return this.bytes.toString('utf8', this.at - length, this.at);
  }

  /** How many functions the import section names; memories, tables and globals are passed over. */
  importedFunctions() {
    let functions = 0;
    for (let left = this.number(); left > 0; left -= 1) {
      this.text();
      this.text();
      const kind = this.byte();
      if (kind === 0) {
        functions += 1;
        this.number();
      } else if (kind === 3) {
        this.at += 2;
      } else {
        if (kind === 1) this.byte();
        const hasMaximum = this.byte() & 1;
        this.number();
        if (hasMaximum) this.number();
      }
    }
    return functions;
  }

  bodies() {
    /** @type {Buffer[]} */
    const bodies = [];
    for (let left = this.number(); left > 0; left -= 1) {
      const size = this.number();
      bodies.push(this.bytes.subarray(this.at, this.at + size));
      this.at += size;
    }
    return bodies;
  }

  /**
   * @param {number} end
   * @param {Map<number, string>} names
   */
  functionNames(end, names) {
    while (this.at < end) {
      const kind = this.byte();
      const next = this.number() + this.at;
      if (kind === FUNCTION_NAMES) {
        for (let left = this.number(); left > 0; left -= 1) {
          const index = this.number();
          names.set(index, this.text());
        }
      }
      this.at = next;
    }
  }
}

/**
 * The sizes of crates and modules, the largest first.
 * @param {string} file A wasm file with a name section.
 */
export function weights(file) {
  const { functions, data } = readSizes(readFileSync(file));
  const crates = new Map([['(data)', data]]);
  /** @type {Map<string, number>} */
  const modules = new Map();
  for (const { name, bytes } of functions) {
    const path = pathOf(name);
    add(crates, path[0], bytes);
    if (path[0] === OWN_CRATE) add(modules, path.slice(1, MODULE_DEPTH).join('::'), bytes);
  }
  return { crates: heaviestFirst(crates), modules: heaviestFirst(modules) };
}

/**
 * @param {Map<string, number>} sums
 * @param {string} key
 * @param {number} bytes
 */
function add(sums, key, bytes) {
  sums.set(key, (sums.get(key) || 0) + bytes);
}

/** @param {Map<string, number>} sums */
function heaviestFirst(sums) {
  return [...sums].sort((a, b) => b[1] - a[1]);
}

/**
 * The path of a function: `<yew[5ce…]::html::VNode as core[…]::fmt::Debug>::fmt` is one of yew.
 * @param {string} name
 */
function pathOf(name) {
  const withoutHashes = name.replace(/\[[0-9a-f]{8,}\]/g, '');
  const first = /[A-Za-z_]\w*(::[A-Za-z_]\w*)+/.exec(withoutHashes);
  return first ? first[0].split('::') : ['(other)'];
}

/** @param {Buffer} bytes */
function readSizes(bytes) {
  const { imported, bodies, data, names } = readSections(bytes);
  const functions = bodies.map((body, index) => ({ name: names.get(index + imported) || '', bytes: body.length }));
  return { functions, data };
}

/**
 * How many functions a wasm file imports, the bodies of its own, their names, the size of its data, and its header
 * and sections but for custom ones.
 * @param {Buffer} bytes
 */
export function readSections(bytes) {
  let imported = 0;
  /** @type {Buffer[]} */
  let bodies = [];
  let data = 0;
  /** @type {Map<number, string>} */
  const names = new Map();
  const standard = [bytes.subarray(0, HEADER)];
  const reader = new Reader(bytes, HEADER);
  while (!reader.isDone) {
    const start = reader.at;
    const section = reader.byte();
    const length = reader.number();
    const end = reader.at + length;
    if (section === IMPORT_SECTION) imported = reader.importedFunctions();
    else if (section === CODE_SECTION) bodies = reader.bodies();
    else if (section === DATA_SECTION) data = length;
    else if (section === CUSTOM_SECTION && reader.text() === 'name') reader.functionNames(end, names);
    if (section !== CUSTOM_SECTION) standard.push(bytes.subarray(start, end));
    reader.at = end;
  }
  return { imported, bodies, data, names, standard };
}
