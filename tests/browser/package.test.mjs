// The npm package as its users install it: packed, unpacked, compiled against, bundled, and loaded.

import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { HERE, ROOT } from './browser.mjs';
import { readCases } from './cases.mjs';
import { openPage, serve, waitForEvents } from './harness.mjs';
import { fillCount, shortfall, WORDS } from './words.mjs';

const esbuild = createRequire(join(ROOT, 'www', 'build', 'build.mjs'))('esbuild');
// Only the compiler can tell whether the declarations are right.
const TSC = join(HERE, 'node_modules', 'typescript', 'bin', 'tsc');
const ELEMENT =
  '<drc-assessment policy="shanxi-2019-394" zone-type="modern_logistics" as-of="2026-11-22"></drc-assessment>';
const page = (head) =>
  `<!DOCTYPE html><html lang="zh-CN"><meta charset="utf-8"><link rel="icon" href="data:,">${head}<main>${ELEMENT}</main>`;
const BASE = '<meta name="drc-assessment-base" content="/static/widget">';

let folder;
let installed;
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'drc-assessment-'));
  const [{ filename }] = JSON.parse(
    execFileSync('npm', ['pack', '--json', '--offline', '--pack-destination', folder], {
      cwd: join(ROOT, 'dist', 'npm'),
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }),
  );
  execFileSync('tar', ['-xzf', filename], { cwd: folder });
  installed = join(folder, 'node_modules', 'drc-assessment');
  mkdirSync(join(folder, 'node_modules'));
  cpSync(join(folder, 'package'), installed, { recursive: true });
});
after(() => rmSync(folder, { recursive: true }));

/** `{path: content}` of every file of the package, below `place`. */
function filesAt(place, below = '') {
  return Object.assign(
    {},
    ...readdirSync(join(installed, below), { withFileTypes: true }).map((entry) => {
      const name = join(below, entry.name);
      return entry.isDirectory() ? filesAt(place, name) : { [`${place}${name}`]: readFileSync(join(installed, name)) };
    }),
  );
}

/** A program that uses the package, bundled into one file. */
async function bundled(source, format) {
  const { outputFiles, warnings } = await esbuild.build({
    stdin: { contents: source, resolveDir: folder },
    bundle: true,
    write: false,
    format,
    target: 'chrome72',
  });
  assert.deepEqual(warnings, []);
  return outputFiles[0].text;
}

async function worksAt(pages) {
  const address = await serve({ csp: null, pages });
  const opened = await openPage();
  await opened.page.goto(address('/page.html'));
  await waitForEvents(opened.page, 'drc-ready');
  await fillCount(opened.page, WORDS.tooFew);
  await shortfall(opened.page).waitFor();
  assert.deepEqual(opened.seen.errors, []);
  const files = opened.seen.requests
    .filter((url) => /\.(wasm|css|json)$/.test(url))
    .map((url) => new URL(url).pathname)
    .sort();
  return { ...opened, files };
}

const besides = (place) =>
  ['drc-assessment-rest.wasm', 'drc-assessment.css', 'drc-assessment.wasm', 'policies/shanxi-2019-394.json'].map(
    (name) => `${place}${name}`,
  );

test('the package describes itself', () => {
  const described = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'));
  const [, version] = /^version = "(.+)"$/m.exec(readFileSync(join(ROOT, 'Cargo.toml'), 'utf8'));
  const { name, license } = described;
  assert.deepEqual(
    { name, version: described.version, license },
    { name: 'drc-assessment', version, license: 'MIT OR Apache-2.0' },
  );
  for (const file of ['README.md', 'LICENSE', described.types, described.main]) {
    assert.ok(readFileSync(join(installed, file)).length > 0, file);
  }
});

test('the packed script works from a script tag, with the other files beside it', async () => {
  const { files, page: inside } = await worksAt({
    ...filesAt('/somewhere/'),
    '/page.html': page('<script src="/somewhere/drc-assessment.js" defer></script>'),
  });
  assert.deepEqual(files, besides('/somewhere/'));
  assert.equal(await inside.evaluate(() => typeof DrcAssessment.evaluate), 'function');
});

test('a bundled program finds the files where the meta element says', async () => {
  const app = await bundled(
    "import { DrcAssessment } from 'drc-assessment'; document.title = DrcAssessment.version;",
    'esm',
  );
  const { files, page: inside } = await worksAt({
    ...filesAt('/static/widget/'),
    '/assets/app.js': app,
    '/page.html': page(`${BASE}<script type="module" src="/assets/app.js"></script>`),
  });
  assert.deepEqual(files, besides('/static/widget/'));
  assert.equal(await inside.title(), await inside.evaluate(() => DrcAssessment.version));
});

test('the meta element goes before the place of the script', async () => {
  const app = await bundled("import 'drc-assessment';", 'iife');
  const { files } = await worksAt({
    ...filesAt('/static/widget/'),
    '/assets/app.js': app,
    '/page.html': page(`${BASE}<script src="/assets/app.js" defer></script>`),
  });
  assert.deepEqual(files, besides('/static/widget/'));
});

test('without a meta element a bundled program looks beside its own script', async () => {
  const app = await bundled("import 'drc-assessment';", 'iife');
  const { files } = await worksAt({
    ...filesAt('/assets/'),
    '/assets/app.js': app,
    '/page.html': page('<script src="/assets/app.js" defer></script>'),
  });
  assert.deepEqual(files, besides('/assets/'));
});

test('a module can import the package without a bundler', async () => {
  const { page: inside } = await worksAt({
    ...filesAt('/static/widget/'),
    '/page.html': page(
      `${BASE}<script type="module">import api, { DrcAssessment } from '/static/widget/index.js'; window.same = api === DrcAssessment && api === window.DrcAssessment;</script>`,
    ),
  });
  assert.equal(await inside.evaluate(() => window.same), true);
});

/** What the compiler reports for a file beside the installed package. */
function errorsAbout(name, source) {
  writeFileSync(join(folder, name), source);
  const options = [
    '--strict',
    '--noEmit',
    '--target',
    'es2020',
    '--lib',
    'es2020,dom,dom.iterable',
    '--module',
    'esnext',
    '--moduleResolution',
    'bundler',
  ];
  const { stdout } = spawnSync(process.execPath, [TSC, ...options, name], { cwd: folder, encoding: 'utf8' });
  return stdout.trim();
}

test('the types fit how a page uses the widget, and catch mistakes', () => {
  assert.equal(errorsAbout('usage.ts', readFileSync(join(HERE, 'types', 'usage.ts'), 'utf8')), '');
});

test('the types hold for every shipped policy, and for the answers and the assessments of its cases', async () => {
  const address = await serve({
    csp: null,
    pages: { '/api.html': '<!DOCTYPE html><link rel="icon" href="data:,"><script src="drc-assessment.js"></script>' },
  });
  const { page: inside } = await openPage();
  await inside.goto(address('/api.html'));
  const all = readCases();
  const ids = [...new Set(all.map(({ policy }) => policy))];
  // All of them would take the compiler a minute: a sample of each policy, from its first to its last case.
  const cases = ids.flatMap((id) =>
    all.filter(({ policy }) => policy === id).filter((_, index, { length }) => index % Math.ceil(length / 8) === 0),
  );
  const { policies, assessments } = await inside.evaluate(
    async ([wanted, rows]) => ({
      policies: await Promise.all(wanted.map((id) => DrcAssessment.load(id))),
      assessments: rows.map(({ policy, answers }) => DrcAssessment.evaluate(policy, answers)),
    }),
    [ids, cases],
  );
  const sound = cases.map(({ answers }) => answers).filter((_, index) => assessments[index].errors.length === 0);
  const wrong = JSON.stringify(assessments[0]).replace('"discretionary"', '"perhaps"');
  const program = [
    "import type { Answers, Assessment, Policy } from 'drc-assessment';",
    ...Object.entries({ Policy: policies, Answers: sound, Assessment: assessments }).flatMap(([type, values]) => [
      `declare const see${type}: (value: ${type}) => void;`,
      ...values.map((value) => `see${type}(${JSON.stringify(value)});`),
    ]),
    '// @ts-expect-error: one wrong word',
    `seeAssessment(${wrong});`,
  ].join('\n');
  assert.equal(errorsAbout('shipped.ts', program), '');
});
