// Makes dist/ from the crate and from what is in www/. `node www/build/build.mjs`

import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, relative } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import * as esbuild from 'esbuild';
import { gluePlugin } from './glue.mjs';
import { writeNpmPackage } from './npm.mjs';
import { offlinePage } from './offline-page.mjs';
import { DIST, filesBelow, json, PACKED, ROOT, sha, text, VERSION, WWW } from './paths.mjs';

const WASM_OPT = join(WWW, 'node_modules', 'binaryen', 'bin', 'wasm-opt');

const SYNTAX = 'chrome61';
const STYLE = 'chrome72';
// What a visitor of a page with one policy downloads.
const BUDGET_BYTES = 150_000;
const BUDGETED = ['drc-assessment.js', 'drc-assessment.wasm', 'drc-assessment.css', 'policies/shanxi-2019-394.json'];

const CARGO_HOME = process.env.CARGO_HOME || join(homedir(), '.cargo');
const SYSROOT = execFileSync('rustc', ['--print', 'sysroot'], { cwd: ROOT, encoding: 'utf8' }).trim();
const RUSTFLAGS = [
  '-Ctarget-cpu=mvp',
  '-Zunstable-options',
  '-Cpanic=immediate-abort',
  '-Zlocation-detail=none',
  '-Zfmt-debug=none',
  // The same bytes wherever the folders of this machine are.
  ...[
    [CARGO_HOME, '/cargo'],
    [SYSROOT, '/rust'],
    [ROOT, '/drc'],
  ].map(([from, to]) => `--remap-path-prefix=${from}=${to}`),
];
const WASM_PACK = [
  'build',
  'www/wasm/widget',
  '--release',
  '--no-opt',
  '--no-pack',
  '--mode',
  'no-install',
  '--target',
  'no-modules',
  '--no-typescript',
  '--out-dir',
  relative(join(WWW, 'wasm', 'widget'), PACKED),
  '--',
  '-Z',
  'build-std=std,panic_abort',
  '-Z',
  'build-std-features=optimize_for_size',
];
// Found by trying: left to themselves, -O2 and -Oz make fewer bytes that compress to more.
const PASSES = ['-O2', '--gufa-optimizing', '-O2', '-aimfs=0', '-fimfs=0', '-ocimfs=27', '--dealign'];
const FLOOR = ['--enable-mutable-globals', '--enable-sign-ext'];

function packWasm() {
  const inputs = ['Cargo.toml', 'Cargo.lock', 'build.rs', 'rust-toolchain.toml']
    .map((name) => join(ROOT, name))
    .filter(existsSync);
  const hash = createHash('sha256').update(JSON.stringify([RUSTFLAGS, WASM_PACK]));
  for (const file of [...inputs, ...filesBelow(join(ROOT, 'src')), ...filesBelow(join(WWW, 'wasm'))]) {
    hash.update(relative(ROOT, file)).update(readFileSync(file));
  }
  const stamp = hash.digest('hex');
  const stampFile = join(PACKED, 'stamp');
  if (existsSync(stampFile) && text(stampFile) === stamp) return;
  rmSync(PACKED, { recursive: true, force: true });
  // -Z switches on a stable toolchain: the standard library is built for the floor, too.
  const env = { ...process.env, RUSTC_BOOTSTRAP: '1', CARGO_ENCODED_RUSTFLAGS: RUSTFLAGS.join('\x1f') };
  execFileSync('wasm-pack', WASM_PACK, { cwd: ROOT, env, stdio: 'inherit' });
  writeFileSync(stampFile, stamp);
}

function wasmOpt(...args) {
  return execFileSync(process.execPath, [WASM_OPT, ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

/** The shipped wasm, and the short names of its imports and exports for the glue. */
function optimiseWasm() {
  const shipped = join(DIST, 'drc-assessment.wasm');
  // The names between wasm and glue end in hashes, which do not compress: 1 kB for nothing.
  const shortNames = JSON.parse(
    wasmOpt(
      join(PACKED, 'drc_assessment_widget_bg.wasm'),
      '-o',
      shipped,
      ...PASSES,
      ...FLOOR,
      '--strip-debug',
      '--strip-producers',
      '--strip-target-features',
      '--minify-imports-and-exports-and-modules',
    ),
  );
  // The proof of the floor: fails on any feature that Chromium 72 lacks.
  wasmOpt(shipped, '-q', '-o', join(PACKED, 'proof.wasm'), '-mvp', ...FLOOR);
  return { wasm: readFileSync(shipped), shortNames };
}

function readPolicies() {
  return readdirSync(join(WWW, 'policies'))
    .filter((name) => name.endsWith('.json') && name !== 'policy.schema.json')
    .sort()
    .map((name) => json(WWW, 'policies', name));
}

function catalogueOf(policies) {
  const keys = ['id', 'title', 'number', 'jurisdiction', 'year', 'validity', 'summary'];
  const order = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
  const placed = (a, b) => order(a.region, b.region) || order(a.year || 0, b.year || 0) || order(a.id, b.id);
  return [...policies].sort(placed).map((policy) => ({
    ...Object.fromEntries(keys.filter((key) => key in policy).map((key) => [key, policy[key]])),
    // Looked for by what they are for, too.
    types: (policy.zone_types || []).map(({ label }) => label).join(' '),
  }));
}

async function bundle(entry, { define = {}, plugins = [], syntax = SYNTAX } = {}) {
  const { outputFiles } = await esbuild.build({
    entryPoints: [join(WWW, entry)],
    bundle: true,
    write: false,
    format: 'iife',
    target: syntax,
    minify: true,
    charset: 'utf8',
    legalComments: 'none',
    define: { VERSION: JSON.stringify(VERSION), ...define },
    plugins,
  });
  return outputFiles[0].text;
}

async function minifyStyle(name) {
  // White space only: merging of rules could take away a fallback that an old browser needs.
  const { code } = await esbuild.transform(text(WWW, name), {
    loader: 'css',
    target: STYLE,
    minifyWhitespace: true,
    charset: 'utf8',
    legalComments: 'none',
  });
  return code.trim();
}

/** For the tags of a page: `{file: hash}` of what it names itself. */
function writeIntegrity() {
  const names = ['drc-assessment.js', 'drc-assessment-plain.js', 'drc-assessment.css'];
  const hashes = Object.fromEntries(names.map((name) => [name, sha('sha384', readFileSync(join(DIST, name)))]));
  writeFileSync(join(DIST, 'integrity.json'), `${JSON.stringify(hashes, null, 2)}\n`);
  for (const name of names) console.log(`${name.padEnd(36)}integrity="${hashes[name]}"`);
}

function printSizes() {
  // npm/ holds the same files once more.
  const files = filesBelow(DIST).filter((file) => !relative(DIST, file).startsWith('npm'));
  const sizes = files.map((file) => {
    const data = readFileSync(file);
    const brotli = brotliCompressSync(data, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;
    return { name: relative(DIST, file), raw: data.length, gzip: gzipSync(data, { level: 9 }).length, brotli };
  });
  const row = (name, ...numbers) =>
    console.log(name.padEnd(36) + numbers.map((number) => String(number).padStart(10)).join(''));
  row('file', 'raw', 'gzip -9', 'brotli 11');
  for (const { name, raw, gzip, brotli } of sizes) row(name, raw, gzip, brotli);
  const total = sizes.filter(({ name }) => BUDGETED.includes(name)).reduce((sum, { brotli }) => sum + brotli, 0);
  console.log(`\nscript + wasm + stylesheet + one policy: ${total} of ${BUDGET_BYTES} bytes, brotli`);
  if (total > BUDGET_BYTES) throw new Error('over the budget');
}

packWasm();
rmSync(DIST, { recursive: true, force: true });
mkdirSync(join(DIST, 'policies'), { recursive: true });

const policies = readPolicies();
const page = text(ROOT, 'index.html');
const style = await minifyStyle('drc-assessment.css');
const reportStyle = await minifyStyle('report/report.css');
const pageStyle = await minifyStyle('drc-assessment-page.css');
const { wasm, shortNames } = optimiseWasm();
const report = await bundle('report/main.js', { define: { REPORT_STYLE: JSON.stringify(reportStyle) } });
const embed = await bundle('embed.js');
const plain = await bundle('plain.js', { syntax: 'es5' });
// Who pins the script pins the program: it takes no other wasm and no other part.
const integrity = { wasm: sha('sha256', wasm), report: sha('sha256', report), plain: sha('sha256', plain) };
const script = await bundle('element.js', {
  plugins: [gluePlugin(text(PACKED, 'drc_assessment_widget.js'), shortNames)],
  define: { INTEGRITY: JSON.stringify(integrity) },
});
const catalogue = JSON.stringify(catalogueOf(policies));
const english = Object.values(json(ROOT, 'src', 'text', 'words.json'))
  .map((word) => word.en)
  .join('\n');

writeFileSync(join(DIST, 'drc-assessment.js'), script);
writeFileSync(join(DIST, 'drc-assessment-report.js'), report);
writeFileSync(join(DIST, 'drc-assessment.en.txt'), english);
writeFileSync(join(DIST, 'drc-assessment-embed.js'), embed);
writeFileSync(join(DIST, 'drc-assessment-plain.js'), plain);
writeFileSync(join(DIST, 'drc-assessment.css'), style);
writeFileSync(join(DIST, 'drc-assessment-report.css'), reportStyle);
writeFileSync(join(DIST, 'drc-assessment-page.css'), pageStyle);
for (const policy of policies) writeFileSync(join(DIST, 'policies', `${policy.id}.json`), JSON.stringify(policy));
writeFileSync(join(DIST, 'policies', 'catalogue.json'), catalogue);
cpSync(join(WWW, 'policies', 'policy.schema.json'), join(DIST, 'policies', 'policy.schema.json'));
writeFileSync(join(DIST, 'index.html'), page);
writeFileSync(
  join(DIST, 'drc-assessment.html'),
  offlinePage({
    page,
    scripts: [script, report, plain],
    styles: [style, reportStyle, pageStyle],
    wasm,
    policies,
    catalogue,
    english,
  }),
);
cpSync(join(WWW, 'examples'), join(DIST, 'examples'), { recursive: true });
cpSync(join(WWW, 'drc-assessment.d.ts'), join(DIST, 'drc-assessment.d.ts'));
writeNpmPackage(DIST, VERSION);

writeIntegrity();

printSizes();
