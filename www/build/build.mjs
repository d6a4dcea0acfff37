// Makes dist/ from the crate and from what is in www/. `node www/build/build.mjs`

import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip as gzipCompress } from 'node:zlib';
import * as esbuild from 'esbuild';
import { minify } from 'terser';
import { catalogueOf, places } from './catalogue.mjs';
import { checkPolicies } from './check-policies.mjs';
import { digestOf } from '../element/digest.js';
import { gluePlugin } from './glue.mjs';
import { writeNpmPackage } from './npm.mjs';
import { offlineBatchPage, offlinePage, offlineReviewPage } from '../workshop/offline-page.js';
import { offlineParts, workshopPage } from './offline-page.mjs';
import { DIST, filesBelow, hexDigest, json, PACKED, ROOT, sha, text, VERSION, WWW } from './paths.mjs';
import { sourcesOf, stampOf, toolVersions } from './stamp.mjs';
import { billOfMaterials, licencesText, modulesIn, packages } from './third-party.mjs';
import { buildWasm } from './wasm.mjs';
import { weights } from './weights.mjs';

const SYNTAX = 'chrome61';
const WORKSHOP_SYNTAX = ['chrome97', 'firefox115', 'safari16.4'];
const STYLE = 'chrome72';
// A browser reads a script or a stylesheet in the encoding of the page, if the server names none: in a page in GBK,
// words in UTF-8 would be garbled. As escapes they cost 0.2 kB of the first load.
const CHARSET = 'ascii';
// What a visitor of a page with one policy downloads.
const BUDGET_BYTES = 150_000;
const BUDGETED = ['drc-assessment.js', 'drc-assessment.wasm', 'drc-assessment.css', 'policies/shanxi-2019-394.json'];
// What a reviewer downloads besides to review one application: less than a second at 200 kbit/s. The engine's wasm, which
// the report and the JS API load as well, is not among it.
const REVIEW_BUDGET_BYTES = 25_000;
const REVIEW = ['drc-assessment-review.js', 'drc-assessment-review.css'];
// The page for those who write policies, which nobody else loads. The licences of what is in it are 9 kB of it. Its
// programs are base64, of which the compression finds what two have in common only where it begins at the same of three
// places: 15 kB more or less from one change to the next.
const WORKSHOP_BUDGET_BYTES = 780_000;
// What a reviewer downloads besides for many zones at once: reading and writing workbooks, the characters of GB 18030,
// and the engine once more, compiled for speed. On an intranet it takes less than a second.
const BATCH_BUDGET_BYTES = 700_000;
const BATCH = [
  'drc-assessment-batch.js',
  'drc-assessment-batch.css',
  'drc-assessment-batch-worker.js',
  'drc-assessment-batch.wasm',
];
// Packages whose data, not their code, stand in the catalogue and the workshop.
const DATA_PACKAGES = ['@vant/area-data', 'opencc-js', 'pinyin-pro'];
// Stands in the script for the number of the build, which is a digest of the script with this in its place.
const NO_BUILD = '0'.repeat(12);
const STAMP = join(PACKED, 'dist-stamp');
const REPORT = join(PACKED, 'dist-report');

/** @import { Policy } from '../drc-assessment.d.ts' */

/**
 * What is printed at the end, also where there was nothing to build.
 * @type {string[]}
 */
const printed = [];
/** The npm packages of which something is in dist/. */
const npmPackages = new Set(DATA_PACKAGES);

/** @param {string} line */
function print(line) {
  console.log(line);
  printed.push(line);
}

/** @returns {Policy[]} */
function readPolicies() {
  return readdirSync(join(WWW, 'policies'))
    .filter((name) => name.endsWith('.json') && !name.endsWith('.schema.json') && !name.endsWith('.cases.json'))
    .sort()
    .map((name) => json(WWW, 'policies', name));
}

/** The words of the widget in English, a line each, in the order in which the wasm has its Chinese ones. */
function englishWords() {
  /** @type {{ en: string, part?: string }[]} */
  const words = Object.values(json(ROOT, 'src', 'text', 'words.json'));
  return words
    .filter((word) => word.part === undefined)
    .map((word) => word.en)
    .join('\n');
}

/**
 * @param {string} entry A file below www/.
 * @param {object} [options]
 * @param {Record<string, string>} [options.define]
 * @param {esbuild.Plugin[]} [options.plugins]
 * @param {string | string[]} [options.syntax]
 */
async function bundle(entry, { define = {}, plugins = [], syntax = SYNTAX } = {}) {
  const { outputFiles, metafile } = await esbuild.build({
    entryPoints: [join(WWW, entry)],
    bundle: true,
    metafile: true,
    write: false,
    format: 'iife',
    target: syntax,
    minify: true,
    charset: CHARSET,
    legalComments: 'none',
    define: { VERSION: JSON.stringify(VERSION), ...define },
    plugins,
  });
  for (const name of modulesIn(metafile)) npmPackages.add(name);
  return minifyScript(outputFiles[0].text, syntax);
}

// After esbuild has minified a script: terser finds another 3 %, compressed.
/** @type {(script: string, syntax: string | string[]) => Promise<string>} */
async function minifyScript(script, syntax) {
  const ecma = syntax === 'es5' ? 5 : syntax === WORKSHOP_SYNTAX ? 2020 : 2017;
  const { code } = await minify(script, { ecma, compress: { passes: 3 }, format: { ascii_only: true } });
  if (code === undefined) throw new Error('terser made nothing');
  return code;
}

/** @param {string} name */
async function minifyStyle(name) {
  // White space only: merging rules could remove a fallback that an old browser needs.
  const { code } = await esbuild.transform(text(WWW, name), {
    loader: 'css',
    target: STYLE,
    minifyWhitespace: true,
    charset: CHARSET,
    legalComments: 'none',
  });
  return code.trim();
}

/**
 * Writes the hashes for the attribute `integrity` of the tags in a page, and the number of the build.
 * @param {string} buildNumber
 */
function writeIntegrity(buildNumber) {
  const names = ['drc-assessment.js', 'drc-assessment-plain.js', 'drc-assessment.css'];
  const hashes = Object.fromEntries(names.map((name) => [name, sha('sha384', readFileSync(join(DIST, name)))]));
  writeFileSync(join(DIST, 'integrity.json'), `${JSON.stringify({ build: buildNumber, ...hashes }, null, 2)}\n`);
  print(`version ${VERSION}, build ${buildNumber}`);
  for (const name of names) print(`${name.padEnd(36)}integrity="${hashes[name]}"`);
}

/**
 * The sizes of a file, compressed beside others on all cores.
 * @param {string} file
 */
async function sizesOf(file) {
  const data = readFileSync(file);
  const [gzipped, brotli] = await Promise.all([
    promisify(gzipCompress)(data, { level: 9 }),
    promisify(brotliCompress)(data, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
  ]);
  return { name: relative(DIST, file), raw: data.length, gzip: gzipped.length, brotli: brotli.length };
}

async function printSizes() {
  // npm/ holds copies of the same files.
  const files = filesBelow(DIST).filter((file) => !relative(DIST, file).startsWith('npm'));
  const sizes = await Promise.all(files.map(sizesOf));
  printRow('file', 'raw', 'gzip -9', 'brotli 11');
  for (const { name, raw, gzip, brotli } of sizes) printRow(name, raw, gzip, brotli);
  /** @param {string[]} names */
  const sumOf = (names) =>
    sizes.filter(({ name }) => names.includes(name)).reduce((sum, { brotli }) => sum + brotli, 0);
  const total = sumOf(BUDGETED);
  print(`\nscript + wasm + stylesheet + one policy: ${total} of ${BUDGET_BYTES} bytes, brotli`);
  if (total > BUDGET_BYTES) throw new Error('over the budget');
  const ofBatch = sumOf(BATCH);
  print(`many zones at once: ${ofBatch} of ${BATCH_BUDGET_BYTES} bytes, brotli`);
  if (ofBatch > BATCH_BUDGET_BYTES) throw new Error('the batch part is over its budget');
  const reviewing = sumOf(REVIEW);
  print(`the review of one application: ${reviewing} of ${REVIEW_BUDGET_BYTES} bytes, brotli`);
  if (reviewing > REVIEW_BUDGET_BYTES) throw new Error('the review is over its budget');
  const [{ brotli: workshop }] = sizes.filter(({ name }) => name === 'workshop.html');
  print(`workshop.html: ${workshop} of ${WORKSHOP_BUDGET_BYTES} bytes, brotli`);
  if (workshop > WORKSHOP_BUDGET_BYTES) throw new Error('the workshop is over its budget');
}

/**
 * @param {string} name
 * @param {(string | number)[]} columns
 */
function printRow(name, ...columns) {
  print(name.padEnd(36) + columns.map((column) => String(column).padStart(10)).join(''));
}

/**
 * Prints the sizes of crates and modules in a wasm file.
 * @param {string} name
 * @param {string} file
 */
function printWeights(name, file) {
  const { crates, modules } = weights(file);
  const all = crates.reduce((sum, [, bytes]) => sum + bytes, 0);
  /** @param {number} bytes */
  const percent = (bytes) => `${((100 * bytes) / all).toFixed(1).padStart(5)} %`;
  print(`\nwhat ${name} weighs, uncompressed, by crate and by module of src/`);
  for (const [crate, bytes] of crates.slice(0, 12)) print(`${percent(bytes)}  ${crate}`);
  for (const [module, bytes] of modules.slice(0, 16)) print(`  ${percent(bytes)}  ${module}`);
}

async function build() {
  const widget = buildWasm('widget');
  const engine = buildWasm('engine');
  const authoring = buildWasm('authoring');
  const batch = buildWasm('batch');
  const policies = readPolicies();
  await checkPolicies(engine, policies);

  const page = text(ROOT, 'index.html');
  const style = await minifyStyle('drc-assessment.css');
  const reportStyle = await minifyStyle('report/report.css');
  const pageStyle = await minifyStyle('drc-assessment-page.css');
  const batchStyle = await minifyStyle('batch/batch.css');
  const worker = await bundle('batch/worker.js', { plugins: [gluePlugin(batch)] });
  const batchPart = await bundle('batch/main.js', {
    plugins: [gluePlugin(batch)],
    define: {
      INTEGRITY: JSON.stringify({ wasm: sha('sha256', batch.wasm), worker: sha('sha256', worker) }),
      BATCH_STYLE: JSON.stringify(batchStyle),
    },
  });
  const reviewStyle = await minifyStyle('review/review.css');
  const review = await bundle('review/main.js', {
    define: { REPORT_STYLE: JSON.stringify(reportStyle), REVIEW_STYLE: JSON.stringify(reviewStyle) },
  });
  const enginePart = await bundle('engine.js', {
    plugins: [gluePlugin(engine)],
    define: {
      INTEGRITY: JSON.stringify({ wasm: sha('sha256', engine.wasm) }),
      // An applicant never loads them, so the script does without their hashes.
      MODE_PARTS: JSON.stringify({ batch: sha('sha256', batchPart), review: sha('sha256', review) }),
    },
  });
  const answers = await bundle('answers/main.js');
  const report = await bundle('report/main.js', { define: { REPORT_STYLE: JSON.stringify(reportStyle) } });
  const embed = await bundle('embed.js');
  const failures = await bundle('failures.js');
  const plain = await bundle('plain.js', { syntax: 'es5' });
  const workshop = await bundle('workshop/start.js', { plugins: [gluePlugin(authoring)], syntax: WORKSHOP_SYNTAX });
  const served = policies.map((policy) => ({ id: policy.id, text: JSON.stringify(policy) }));
  // The script accepts only this wasm and these parts, so a page that pins the script pins the whole program.
  const integrity = {
    wasm: sha('sha256', widget.wasm),
    rest: sha('sha256', widget.rest),
    engine: sha('sha256', enginePart),
    answers: sha('sha256', answers),
    report: sha('sha256', report),
    failures: sha('sha256', failures),
    plain: sha('sha256', plain),
  };
  const unnumbered = await bundle('element.js', {
    plugins: [gluePlugin(widget)],
    define: {
      BUILD: JSON.stringify(NO_BUILD),
      INTEGRITY: JSON.stringify(integrity),
      CHECKED_POLICIES: JSON.stringify(served.map((policy) => digestOf(policy.text))),
    },
  });
  const buildNumber = hexDigest(unnumbered).slice(0, NO_BUILD.length);
  if (unnumbered.split(NO_BUILD).length !== 2) throw new Error('the script must hold the number of the build once');
  const script = unnumbered.replace(NO_BUILD, buildNumber);
  const others = packages(npmPackages);
  const licences = licencesText(others);
  const catalogue = JSON.stringify(catalogueOf(policies));
  const english = englishWords();

  rmSync(DIST, { recursive: true, force: true });
  mkdirSync(join(DIST, 'policies'), { recursive: true });
  /**
   * @param {string} name
   * @param {string | Buffer} content
   */
  const write = (name, content) => writeFileSync(join(DIST, name), content);
  write('drc-assessment.js', script);
  write('drc-assessment.wasm', widget.wasm);
  write('drc-assessment-rest.wasm', widget.rest);
  write('drc-assessment-engine.js', enginePart);
  write('drc-assessment-engine.wasm', engine.wasm);
  write('drc-assessment-batch.js', batchPart);
  write('drc-assessment-batch-worker.js', worker);
  write('drc-assessment-batch.wasm', batch.wasm);
  write('drc-assessment-batch.css', batchStyle);
  write('drc-assessment-answers.js', answers);
  write('drc-assessment-report.js', report);
  write('drc-assessment-review.js', review);
  write('drc-assessment.en.txt', english);
  write('drc-assessment-failures.js', failures);
  write('drc-assessment-embed.js', embed);
  write('drc-assessment-plain.js', plain);
  write('THIRD-PARTY-LICENSES.txt', licences);
  write('sbom.cdx.json', billOfMaterials(others, `${VERSION}+${buildNumber}`));
  write('drc-assessment.css', style);
  write('drc-assessment-report.css', reportStyle);
  write('drc-assessment-review.css', reviewStyle);
  write('drc-assessment-page.css', pageStyle);
  for (const policy of served) write(join('policies', `${policy.id}.json`), policy.text);
  write(join('policies', 'catalogue.json'), catalogue);
  cpSync(join(WWW, 'policies', 'policy.schema.json'), join(DIST, 'policies', 'policy.schema.json'));
  write('index.html', page);
  const applicants = {
    page,
    scripts: [script, enginePart, answers, report, failures, plain],
    styles: { widget: style, report: reportStyle, page: pageStyle },
    wasm: widget.wasm,
    restWasm: widget.rest,
    engineWasm: engine.wasm,
    english,
    licences,
  };
  const parts = offlineParts(applicants);
  const batchParts = offlineParts({
    ...applicants,
    scripts: [...applicants.scripts, batchPart],
    styles: { ...applicants.styles, batch: batchStyle },
    further: '; worker-src blob:',
  });
  const reviewParts = offlineParts({
    ...applicants,
    scripts: [...applicants.scripts, review],
    styles: { ...applicants.styles, review: reviewStyle },
  });
  const inlineBatch = { wasm: batch.wasm.toString('base64'), worker };
  write('drc-assessment-batch.html', offlineBatchPage(batchParts, inlineBatch, JSON.stringify(policies), catalogue));
  write('drc-assessment.html', offlinePage(parts, JSON.stringify(policies), catalogue));
  write('drc-assessment-review.html', offlineReviewPage(reviewParts, JSON.stringify(policies), catalogue));
  write(
    'workshop.html',
    workshopPage({
      parts,
      authoringWasm: authoring.wasm,
      reportStyle,
      page: text(WWW, 'workshop', 'workshop.html'),
      script: workshop,
      style: await minifyStyle('workshop/workshop.css'),
      data: {
        schema: json(WWW, 'policies', 'policy.schema.json'),
        published: policies.map(({ id }) => text(WWW, 'policies', `${id}.json`)),
        catalogue: catalogueOf(policies),
        places: places(),
      },
    }),
  );
  cpSync(join(WWW, 'examples'), join(DIST, 'examples'), { recursive: true });
  cpSync(join(WWW, 'drc-assessment.d.ts'), join(DIST, 'drc-assessment.d.ts'));
  writeNpmPackage(DIST, VERSION);
  writeIntegrity(buildNumber);

  printWeights('drc-assessment.wasm', widget.named);
  printWeights('drc-assessment-rest.wasm', widget.namedRest);
  printWeights('drc-assessment-engine.wasm', engine.named);
  printWeights('drc-assessment-batch.wasm', batch.named);
  await printSizes();
  writeFileSync(REPORT, printed.join('\n'));
  writeFileSync(STAMP, stampOf(ROOT, sources));
}

const sources = sourcesOf(ROOT, toolVersions());
const isUpToDate = existsSync(STAMP) && text(STAMP) === stampOf(ROOT, sources);
if (isUpToDate) console.log(`${text(REPORT)}\n\ndist/ is up to date`);
else await build();
