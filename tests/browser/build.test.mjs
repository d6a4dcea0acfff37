// When dist/ is built anew and when not.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { sourcesOf, stampOf, toolVersions } from '../../www/build/stamp.mjs';
import { ROOT } from './browser.mjs';

// A project of one file of each kind that goes into dist/.
const FILES = [
  'Cargo.toml',
  'Cargo.lock',
  'build.rs',
  'rust-toolchain.toml',
  'index.html',
  'LICENSE',
  'src/engine/gap.rs',
  'src/text/words.json',
  'www/element.js',
  'www/element/parts.js',
  'www/drc-assessment.css',
  'www/build/build.mjs',
  'www/wasm/widget/Cargo.toml',
  'www/examples/portal.html',
  'www/policies/one.json',
  'www/policies/policy.schema.json',
  'www/package-lock.json',
  'www/node_modules/.package-lock.json',
  'dist/drc-assessment.js',
  'dist/policies/one.json',
];
// Read by people and by tests only.
const OTHERS = ['www/policies/README.md', 'www/policies/guide/one.json', 'www/policies/one.cases.json'];

const write = (root, name, text) => {
  mkdirSync(dirname(join(root, name)), { recursive: true });
  writeFileSync(join(root, name), text);
};

test('dist/ is built anew after a change of any source, of a tool, and of dist/ itself', () => {
  const root = mkdtempSync(join(tmpdir(), 'drc-stamp-'));
  for (const name of [...FILES, ...OTHERS]) write(root, name, 'before');
  const stamp = () => stampOf(root, sourcesOf(root, 'tools'));
  const before = stamp();
  assert.equal(stamp(), before);
  for (const name of FILES) {
    write(root, name, 'after');
    assert.notEqual(stamp(), before, `${name} is changed`);
    write(root, name, 'before');
    assert.equal(stamp(), before, `${name} is as it was`);
  }
  for (const name of FILES.filter((file) => /^(?:src|www\/e|dist)/.test(file))) {
    rmSync(join(root, name));
    assert.notEqual(stamp(), before, `${name} is removed`);
    write(root, name, 'before');
    write(root, `${name}.further`, '');
    assert.notEqual(stamp(), before, `a file is added beside ${name}`);
    rmSync(join(root, `${name}.further`));
  }
  for (const name of OTHERS) {
    write(root, name, 'after');
    assert.equal(stamp(), before, `${name} does not go into dist/`);
  }
  assert.notEqual(stampOf(root, sourcesOf(root, 'other tools')), before);
  rmSync(join(root, 'dist'), { recursive: true });
  assert.notEqual(stamp(), before, 'dist/ is gone');
  rmSync(root, { recursive: true });
});

test('a change of a tool is noticed', () => {
  assert.match(toolVersions(), /^node v.+\nrustc 1\.[^]+\nwasm-pack .+\nwasm-bindgen .+\n$/);
});

test('where nothing has changed, a build does nothing and reports the same', () => {
  const stored = readFileSync(join(ROOT, 'target', 'wasm-pack', 'dist-stamp'), 'utf8');
  assert.equal(stampOf(ROOT, sourcesOf(ROOT, toolVersions())), stored, 'dist/ is not of these sources: make build');
  const script = join(ROOT, 'dist', 'drc-assessment.js');
  const before = statSync(script).mtimeMs;
  const printed = execFileSync(process.execPath, [join(ROOT, 'www', 'build', 'build.mjs')], { encoding: 'utf8' });
  assert.match(printed, /\nscript \+ wasm \+ stylesheet \+ one policy: \d+ of 150000 bytes, brotli\n/);
  assert.match(printed, /\ndist\/ is up to date\n$/);
  assert.equal(statSync(script).mtimeMs, before);
});
