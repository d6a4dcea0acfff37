// Compiles the crates below www/wasm with wasm-pack and makes their wasm files small.

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, relative } from 'node:path';
import { nameBySimilarity } from './order.mjs';
import { filesBelow, json, PACKED, ROOT, text, WWW } from './paths.mjs';
import { split } from './split.mjs';
import { digestOfFiles, policyFiles, toolVersions } from './stamp.mjs';

const WASM_OPT = join(WWW, 'node_modules', 'binaryen', 'bin', 'wasm-opt');

const CARGO_HOME = process.env.CARGO_HOME || join(homedir(), '.cargo');
export const SYSROOT = execFileSync('rustc', ['--print', 'sysroot'], { cwd: ROOT, encoding: 'utf8' }).trim();
const OPTIONS = [
  '-Ctarget-cpu=mvp',
  '-Zunstable-options',
  '-Cpanic=immediate-abort',
  '-Zlocation-detail=none',
  '-Zfmt-debug=none',
  // Optimisations that copy code, or write loops for processors with more addressing modes than wasm has: without them
  // the file is 1.4 kB smaller, compressed.
  '-Cllvm-args=-enable-load-pre=false -disable-licm-promotion -disable-lsr',
];
// The same bytes wherever the folders of this machine are.
const RUSTFLAGS = [
  ...OPTIONS,
  `--remap-path-prefix=${CARGO_HOME}=/cargo`,
  `--remap-path-prefix=${SYSROOT}=/rust`,
  `--remap-path-prefix=${ROOT}=/drc`,
];
const WASM_PACK = [
  '--release',
  '--no-opt',
  '--no-pack',
  '--mode',
  'no-install',
  '--target',
  'no-modules',
  '--no-typescript',
];
const PROGRAMS = ['widget', 'engine', 'authoring', 'batch'];
/**
 * The programs that are built for speed rather than for size: engine and batch assess many rows, and no applicant
 * loads them at first.
 * @type {readonly string[]}
 */
const FAST = ['engine', 'batch'];
const TARGET = 'wasm32-unknown-unknown';
const CARGO = ['-Z', 'build-std=std,panic_abort', '-Z', 'build-std-features=optimize_for_size'];
// Found by measuring: the smallest file is not the smallest when compressed. The lowest 1024 bytes of the memory are the
// far end of the stack, which a program reaches only when it is about to overflow.
const PASSES = [
  '--low-memory-unused',
  '--skip-pass=local-cse',
  '-aimfs=4',
  '--optimize-instructions',
  '--flatten',
  '--rereloop',
  '--const-hoisting',
  '--precompute-propagate',
  '--simplify-locals',
  '--rse',
  '-Os',
  '--precompute-propagate',
  '-O2',
  '-fimfs=0',
  '-ocimfs=25',
  '--dealign',
];
/**
 * The passes for a program that is too large for those above, which take minutes then: it is 5 % larger by these.
 * @type {Record<string, string[]>}
 */
const OWN_PASSES = { batch: ['--low-memory-unused', '-O2', '--dealign'] };
const FLOOR = ['--enable-mutable-globals', '--enable-sign-ext'];
// Names of imports and exports end in hashes, which do not compress: they would cost 1 kB.
const SHORT_NAMES = '--minify-imports-and-exports-and-modules';
const STRIP = ['--strip-debug', '--strip-producers', '--strip-target-features'];

/** The files that a wasm file is made of, for telling whether anything has changed. */
function wasmSources() {
  const names = ['Cargo.toml', 'Cargo.lock', 'build.rs', 'rust-toolchain.toml', 'www/report/report.css'];
  const scripts = ['wasm.mjs', 'split.mjs', 'order.mjs'];
  return [
    ...names.map((name) => join(ROOT, name)),
    ...scripts.map((name) => join(WWW, 'build', name)),
    ...filesBelow(join(ROOT, 'src')),
    ...filesBelow(join(WWW, 'wasm')),
    ...policyFiles(ROOT),
    join(WWW, 'node_modules', 'binaryen', 'package.json'),
  ];
}

/** The source files of all libraries that are linked into the programs, as cargo plans to compile them. */
export function linkedLibraries() {
  const plans = PROGRAMS.map((name) => {
    const manifest = join(WWW, 'wasm', name, 'Cargo.toml');
    const options = ['--release', '--locked', '--unit-graph', '-Z', 'unstable-options', '--target', TARGET];
    const args = ['build', '--manifest-path', manifest, ...options, ...CARGO];
    const env = { ...process.env, RUSTC_BOOTSTRAP: '1' };
    return JSON.parse(execFileSync('cargo', args, { cwd: ROOT, env, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 }));
  });
  /** @type {{ platform: string | null, target: { src_path: string } }[]} */
  const units = plans.flatMap((plan) => plan.units);
  // What runs while compiling is for this machine, which has no name there.
  return units.filter((unit) => unit.platform === TARGET).map((unit) => unit.target.src_path);
}

/**
 * Builds the crate www/wasm/<name>, or takes the result of an earlier build of the same sources.
 *
 * Where the crate has a file `rest.json`, the wasm is split in two (see split.mjs), and the functions in the list are
 * the entries of the rest.
 *
 * Returns the bytes of the shipped wasm and of its rest (empty where it is not split), the glue that wasm-bindgen wrote,
 * the short names of its imports and exports, and the paths of the same files with the names of their functions.
 * @param {string} name
 */
export function buildWasm(name) {
  const folder = join(PACKED, name);
  const paths = {
    glue: join(folder, `drc_assessment_${name}.js`),
    packed: join(folder, `drc_assessment_${name}_bg.wasm`),
    whole: join(folder, 'whole.wasm'),
    named: join(folder, 'named.wasm'),
    shipped: join(folder, 'shipped.wasm'),
    namedRest: join(folder, 'rest-named.wasm'),
    shippedRest: join(folder, 'rest.wasm'),
    shortNames: join(folder, 'short-names.json'),
    stamp: join(folder, 'stamp'),
  };
  // Without the folders of this machine, on which nothing depends.
  const stamp = JSON.stringify([OPTIONS, toolVersions(), digestOfFiles(ROOT, wasmSources())]);
  if (!existsSync(paths.stamp) || text(paths.stamp) !== stamp) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    compile(name, folder);
    optimise(paths, OWN_PASSES[name] || PASSES, join(WWW, 'wasm', name, 'rest.json'));
    writeFileSync(paths.stamp, stamp);
  }
  return {
    wasm: readFileSync(paths.shipped),
    rest: existsSync(paths.shippedRest) ? readFileSync(paths.shippedRest) : Buffer.alloc(0),
    glue: text(paths.glue),
    shortNames: json(paths.shortNames),
    named: paths.named,
    namedRest: paths.namedRest,
  };
}

/**
 * @param {string} name
 * @param {string} folder
 */
function compile(name, folder) {
  const crate = join('www', 'wasm', name);
  const args = ['build', crate, ...WASM_PACK, '--out-dir', relative(join(ROOT, crate), folder), '--', ...CARGO];
  const env = {
    ...process.env,
    // Allows -Z options on a stable toolchain: the standard library is compiled for old browsers as well.
    RUSTC_BOOTSTRAP: '1',
    CARGO_ENCODED_RUSTFLAGS: RUSTFLAGS.join('\x1f'),
    CARGO_PROFILE_RELEASE_OPT_LEVEL: FAST.includes(name) ? '3' : 'z',
  };
  execFileSync('wasm-pack', args, { cwd: ROOT, env, stdio: 'inherit' });
}

/**
 * @param {Record<'packed' | 'whole' | 'named' | 'shipped' | 'namedRest' | 'shippedRest' | 'shortNames', string>} paths
 * @param {string[]} passes
 * @param {string} entries File with the entries of the rest, if there is one.
 */
function optimise(paths, passes, entries) {
  writeFileSync(paths.shortNames, wasmOpt(paths.packed, '-o', paths.whole, '-g', ...passes, ...FLOOR, SHORT_NAMES));
  if (!existsSync(entries)) {
    renameSync(paths.whole, paths.named);
  } else {
    const { first, rest } = split(readFileSync(paths.whole), json(entries));
    writeFileSync(paths.named, first);
    writeFileSync(paths.namedRest, rest);
    finish(paths.namedRest, paths.shippedRest);
  }
  finish(paths.named, paths.shipped);
}

/**
 * Makes the file that is shipped of the same one with the names of its functions.
 * @param {string} named
 * @param {string} shipped
 */
function finish(named, shipped) {
  const renamed = `${shipped}.renamed`;
  writeFileSync(renamed, nameBySimilarity(readFileSync(named)));
  wasmOpt(renamed, '-o', shipped, ...FLOOR, '--reorder-functions-by-name', ...STRIP);
  rmSync(renamed);
  // Fails on any feature that Chromium 72 lacks.
  wasmOpt(shipped, '-q', '-o', `${shipped}.proof`, '-mvp', ...FLOOR);
  rmSync(`${shipped}.proof`);
}

/** @param {string[]} args */
function wasmOpt(...args) {
  return execFileSync(process.execPath, [WASM_OPT, ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}
