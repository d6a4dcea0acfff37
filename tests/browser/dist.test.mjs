// The content of the shipped files, read as text.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, relative } from 'node:path';
import { test } from 'node:test';
import { ROOT } from './browser.mjs';

const DIST = join(ROOT, 'dist');
// URLs that are never fetched: XML namespaces and the dialect of a schema.
const NAMES = [
  'http://www.w3.org/',
  'http://schemas.openxmlformats.org/',
  'http://schemas.microsoft.com/office/word',
  'http://purl.org/dc/',
  'http://json-schema.org/draft-07/schema#',
  // Of the parts of workbooks.
  'http://schemas.microsoft.com/office/',
];

const filesBelow = (folder) =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesBelow(join(folder, entry.name)) : join(folder, entry.name),
  );
// Licences may name any server.
const LICENCES = /<script type="text\/plain" id="drc-assessment-licences">[^]*?<\/script>/;
const withoutLicences = (text) => text.replace(LICENCES, '');
// Read as Latin-1, as the wasm is read too.
const shipped = filesBelow(DIST)
  .filter((file) => !/LICENSE|LICENSES\.txt$/.test(file))
  .map((file) => ({ name: relative(DIST, file), text: withoutLicences(readFileSync(file, 'latin1')) }));
const jsonOf = (...path) => JSON.parse(readFileSync(join(...path), 'utf8'));

test('the shipped files name no other server', () => {
  assert.ok(shipped.length > 10);
  const found = shipped.flatMap(({ name, text }) =>
    (text.match(/(?:(?:https?|wss?|ftp):)\/\/[^\s"'`<>)\\]+/g) || []).map((url) => `${name}: ${url}`),
  );
  assert.ok(found.length > 0, 'the namespaces are found');
  assert.deepEqual(
    found.filter((item) => !NAMES.some((start) => item.includes(`: ${start}`)) && !/127\.0\.0\.1|localhost/.test(item)),
    [],
  );
  const relativeToScheme = shipped.flatMap(({ name, text }) =>
    (text.match(/(?:src|href)\s*=\s*["']\/\/[^"']+|url\(\s*["']?(?:https?:)?\/\/[^)]+/g) || []).map(
      (url) => `${name}: ${url}`,
    ),
  );
  assert.deepEqual(relativeToScheme, []);
});

// A page in GBK reads them as GBK where the server names no encoding. (The examples' own pages are in UTF-8.)
test('scripts and stylesheets are written in ASCII', () => {
  const files = shipped.filter(({ name }) => /\.(js|css)$/.test(name) && !name.startsWith('examples'));
  assert.ok(files.length > 8);
  assert.deepEqual(
    files.filter(({ text }) => /[^\u0000-\u007f]/.test(text)).map(({ name }) => name),
    [],
  );
  const offline = shipped.find(({ name }) => name === 'drc-assessment.html').text;
  assert.ok(offline.indexOf('<meta charset="utf-8">') < 1024);
});

test('the shipped scripts parse no markup, evaluate no string, store and send nothing', () => {
  const words =
    /\.innerHTML\s*=|outerHTML\s*=|insertAdjacentHTML|document\.write|createContextualFragment|\beval\(|new Function|indexedDB|document\.cookie|sendBeacon|WebSocket|EventSource|serviceWorker|RTCPeerConnection/g;
  const scripts = shipped.filter(({ name }) => /^drc-assessment.*\.(js|html)$/.test(name));
  assert.deepEqual(scripts.map(({ name }) => name).sort(), [
    'drc-assessment-answers.js',
    'drc-assessment-batch-worker.js',
    'drc-assessment-batch.html',
    'drc-assessment-batch.js',
    'drc-assessment-embed.js',
    'drc-assessment-engine.js',
    'drc-assessment-failures.js',
    'drc-assessment-plain.js',
    'drc-assessment-report.js',
    'drc-assessment-review.html',
    'drc-assessment-review.js',
    'drc-assessment.html',
    'drc-assessment.js',
  ]);
  for (const { name, text } of scripts) {
    assert.deepEqual(text.match(words), null, name);
    // Allowed in one place, which the part has as well: saving in this browser, which the visitor turns on, and remembering for a reload which of
    // the saved zones the tab has shown.
    const saving = {
      'drc-assessment.html': 2,
      'drc-assessment-batch.html': 2,
      'drc-assessment-review.html': 2,
      'drc-assessment.js': 1,
      'drc-assessment-answers.js': 1,
    };
    assert.equal((text.match(/localStorage/g) || []).length, saving[name] || 0, name);
    const remembering = name.endsWith('.html') || name === 'drc-assessment-answers.js' ? 2 : 0;
    assert.equal((text.match(/sessionStorage/g) || []).length, remembering, name);
  }
});

// CodeMirror, which is in it, builds its elements as the widget does.
test('the workshop parses no markup, evaluates no string, sends nothing and stores only its draft', () => {
  const { text } = shipped.find(({ name }) => name === 'workshop.html');
  const words =
    /\.(?:inner|outer)HTML\s*=|insertAdjacentHTML|document\.write|createContextualFragment|\beval\(|new Function|indexedDB|document\.cookie|sendBeacon|WebSocket|EventSource|serviceWorker|RTCPeerConnection/g;
  assert.deepEqual(text.match(words), null);
  const [, csp] = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(text);
  assert.ok(csp.includes("default-src 'none'") && csp.includes("connect-src 'none'"), csp);
  assert.ok(!/unsafe-(?:inline|eval')|nonce|https?:/.test(csp.replace("'wasm-unsafe-eval'", '')), csp);
  assert.ok(text.indexOf('<meta charset="utf-8">') < 1024);
});

test('the published hashes are those of the files', () => {
  const { build, ...hashes } = jsonOf(DIST, 'integrity.json');
  assert.match(build, /^[0-9a-f]{12}$/);
  assert.deepEqual(Object.keys(hashes).sort(), ['drc-assessment-plain.js', 'drc-assessment.css', 'drc-assessment.js']);
  for (const [name, hash] of Object.entries(hashes)) {
    assert.equal(
      hash,
      `sha384-${createHash('sha384')
        .update(readFileSync(join(DIST, name)))
        .digest('base64')}`,
      name,
    );
  }
});

test('the script accepts only the wasm and the parts of its own build', () => {
  const takes = (script, name) => {
    const hash = createHash('sha256').update(readFileSync(join(DIST, name)));
    const text = readFileSync(join(DIST, script), 'utf8');
    assert.ok(text.includes(`sha256-${hash.digest('base64')}`), `${script} takes ${name}`);
  };
  takes('drc-assessment.js', 'drc-assessment.wasm');
  takes('drc-assessment.js', 'drc-assessment-rest.wasm');
  for (const part of ['answers', 'engine', 'report', 'plain']) takes('drc-assessment.js', `drc-assessment-${part}.js`);
  takes('drc-assessment-engine.js', 'drc-assessment-engine.wasm');
  takes('drc-assessment-engine.js', 'drc-assessment-review.js');
  takes('drc-assessment-engine.js', 'drc-assessment-batch.js');
  takes('drc-assessment-batch.js', 'drc-assessment-batch.wasm');
  takes('drc-assessment-batch.js', 'drc-assessment-batch-worker.js');
});

// The digits that the foot shows: whoever has the script can work them out.
test('the number of the build is a digest of the script without it', () => {
  const { build } = jsonOf(DIST, 'integrity.json');
  const parts = readFileSync(join(DIST, 'drc-assessment.js'), 'utf8').split(build);
  assert.equal(parts.length, 2);
  const digest = createHash('sha256')
    .update(parts.join('0'.repeat(build.length)))
    .digest('hex');
  assert.equal(digest.slice(0, build.length), build);
});

test('what others wrote is listed with its licence, for people and for programs', () => {
  const licences = readFileSync(join(DIST, 'THIRD-PARTY-LICENSES.txt'), 'utf8');
  const bill = jsonOf(DIST, 'sbom.cdx.json');
  assert.deepEqual(Object.keys(bill), [
    'bomFormat',
    'specVersion',
    'version',
    'metadata',
    'components',
    'dependencies',
  ]);
  assert.deepEqual([bill.bomFormat, bill.specVersion, bill.version], ['CycloneDX', '1.5', 1]);
  const [, version] = /^version = "(.+)"$/m.exec(readFileSync(join(ROOT, 'Cargo.toml'), 'utf8'));
  assert.deepEqual(Object.keys(bill.metadata), ['component'], 'no time');
  assert.equal(bill.metadata.component.version, `${version}+${jsonOf(DIST, 'integrity.json').build}`);

  const names = bill.components.map(({ name }) => name);
  assert.ok(names.length > 100, `${names.length} components`);
  for (const name of ['rust-std', 'compiler_builtins', 'wasm-bindgen', 'yew', 'calamine', 'serde', 'fflate']) {
    assert.ok(names.includes(name), `${name} is in it`);
  }
  for (const name of ['clap', 'rayon', 'proptest', 'jsonschema', 'serde_derive', 'esbuild', 'terser', 'binaryen']) {
    assert.ok(!names.includes(name), `${name} is only for building, testing or the command line`);
  }

  const lock = readFileSync(join(ROOT, 'Cargo.lock'), 'utf8');
  const texts = licences.split(`\n${'='.repeat(80)}\n`);
  const withText = texts.filter((_, index) => index % 2 === 1).flatMap((list) => list.split('\n'));
  for (const { name, version: own, licenses, purl, hashes } of bill.components) {
    assert.match(licenses[0].expression, /^[\w.() +-]+$/, name);
    assert.ok(texts[0].includes(`\n${name} ${own}  ${licenses[0].expression}\n`), `${name} ${own} is listed`);
    assert.ok(withText.includes(`${name} ${own}`), `there is a text of the licence of ${name} ${own}`);
    assert.match(purl, /^pkg:(?:cargo|npm|generic)\/[^ ]+@[^ ]+$/);
    if (name === 'rust-std' || name === 'compiler_builtins') continue;
    const [{ alg, content }] = hashes;
    const isCrate = purl.startsWith('pkg:cargo/');
    assert.equal(alg, isCrate ? 'SHA-256' : 'SHA-512');
    assert.match(content, isCrate ? /^[0-9a-f]{64}$/ : /^[0-9a-f]{128}$/);
    const isLocked = lock.includes(`name = "${name}"\nversion = "${own}"\n`);
    if (isCrate && isLocked) assert.ok(lock.includes(`checksum = "${content}"`), name);
  }

  const pages = ['drc-assessment.html', 'drc-assessment-batch.html', 'drc-assessment-review.html', 'workshop.html'];
  for (const page of pages) {
    const [held] = LICENCES.exec(readFileSync(join(DIST, page), 'utf8'));
    assert.ok(held.includes(licences), `${page} holds them`);
  }
  assert.equal(readFileSync(join(DIST, 'npm', 'THIRD-PARTY-LICENSES.txt'), 'utf8'), licences);
});

// Two folders give the same bytes only if none holds the name of one; `make check-reproducible` compares all of them.
test('no folder of the machine that built it stands in any file', () => {
  const programs = /<script type="text\/plain" id="drc-assessment-[a-z-]*wasm">([^<]*)<\/script>/g;
  const { CARGO_HOME, RUSTUP_HOME } = process.env;
  const folders = [ROOT, `${homedir()}/`, CARGO_HOME, RUSTUP_HOME, '.cargo/registry', '.rustup/toolchains'];
  let decoded = 0;
  for (const { name, text } of shipped) {
    const inside = [...text.matchAll(programs)].map(([, base64]) => Buffer.from(base64, 'base64').toString('latin1'));
    decoded += inside.length;
    for (const content of [text, ...inside]) {
      for (const folder of folders) assert.ok(!folder || !content.includes(folder), `${folder} in ${name}`);
    }
  }
  assert.ok(decoded > 10, 'the programs in pages are looked into');
});
