// Runs the test files one after the other and closes on "N passed, N failed".
// `node run.mjs journey api` runs only those, `node run.mjs engines` the ones in that folder.

import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { run } from 'node:test';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const wanted = process.argv.slice(2);
const testsIn = (folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.test.mjs'))
    .sort()
    .map((name) => join(folder, name));
const isFolder = (path) => existsSync(path) && statSync(path).isDirectory();
const files =
  wanted.length === 0
    ? testsIn(here)
    : wanted.map((name) => join(here, name)).flatMap((path) => (isFolder(path) ? testsIn(path) : [`${path}.test.mjs`]));

let passed = 0;
const failures = [];
const isFile = (event) => files.includes(event.name);

run({ files, concurrency: 1 })
  .on('test:pass', (event) => {
    if (isFile(event)) return;
    passed += 1;
    console.log(`ok      ${event.name} (${Math.round(event.details.duration_ms)} ms)`);
  })
  .on('test:fail', (event) => {
    const { cause, message } = event.details.error;
    const failure = `FAILED  ${event.name}\n${(cause && cause.stack) || message}\n`;
    failures.push(failure);
    console.log(failure);
  })
  .on('test:stderr', (event) => process.stderr.write(event.message))
  .on('end', () => {
    // Once more at the end: of a long log often only that is kept.
    for (const failure of failures) console.log(failure);
    console.log(`${passed} passed, ${failures.length} failed`);
    process.exitCode = failures.length === 0 && passed > 0 ? 0 : 1;
  })
  .resume();
