// The content of the shipped files, read as text.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
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
// Read as Latin-1, as the wasm is read too. The licence may name any server.
const shipped = filesBelow(DIST)
  .filter((file) => !file.endsWith('LICENSE'))
  .map((file) => ({ name: relative(DIST, file), text: readFileSync(file, 'latin1') }));

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
  const hashes = JSON.parse(readFileSync(join(DIST, 'integrity.json'), 'utf8'));
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
