// Runs the test files, two at a time, and ends with the slowest files and tests and "N passed, N failed".
// `node run.mjs journey api` runs only those, `node run.mjs engines` the ones in that folder.

import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { run } from 'node:test';
import { fileURLToPath } from 'node:url';

// Each file runs in a process with its own browser and its own servers.
const FILES_AT_ONCE = 2;
const SLOWEST = 10;
// A file that hangs fails by its name.
const LIMIT_MS = 400_000;
// Started first, so that at the end neither worker waits long for the other.
const LONG = ['journeys', 'workshop', 'states', 'libraries', 'lifetime', 'users', 'review', 'api'];

const here = dirname(fileURLToPath(import.meta.url));
const isFolder = (path) => existsSync(path) && statSync(path).isDirectory();
const nameOf = (file) => basename(file, '.test.mjs');
const inSeconds = (milliseconds) => `${(milliseconds / 1000).toFixed(1).padStart(6)} s`;

const testsIn = (folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.test.mjs'))
    .sort()
    .map((name) => join(folder, name));

function filesNamed(names) {
  if (names.length === 0) return testsIn(here);
  return names
    .map((name) => join(here, name))
    .flatMap((path) => (isFolder(path) ? testsIn(path) : [`${path}.test.mjs`]));
}

/** Runs one file and prints its results when it ends, so that those of two files do not mix. */
function runFile(file) {
  const began = Date.now();
  const lines = [];
  const failures = [];
  const tests = [];
  let passed = 0;
  return new Promise((resolve) => {
    run({ files: [file], timeout: LIMIT_MS })
      .on('test:pass', (event) => {
        // Some versions of Node report the file itself as a test, too.
        if (event.name === file) return;
        passed += 1;
        tests.push({ name: `${nameOf(file)}: ${event.name}`, duration: event.details.duration_ms });
        lines.push(`ok      ${event.name} (${Math.round(event.details.duration_ms)} ms)`);
      })
      .on('test:fail', (event) => {
        const { cause, message } = event.details.error;
        tests.push({ name: `${nameOf(file)}: ${event.name}`, duration: event.details.duration_ms });
        const failure = `FAILED  ${nameOf(file)}: ${event.name}\n${(cause && cause.stack) || message}\n`;
        failures.push(failure);
        lines.push(failure);
      })
      .on('test:stderr', (event) => lines.push(event.message.trimEnd()))
      .on('end', () => {
        if (passed === 0 && failures.length === 0) failures.push(`FAILED  ${nameOf(file)}: it holds no test\n`);
        console.log(`== ${nameOf(file)}\n${lines.join('\n')}`);
        resolve({ name: nameOf(file), passed, failures, tests, duration: Date.now() - began });
      })
      .resume();
  });
}

// The command line, with which some tests compare. Once and here: it would hold up the files that run meanwhile.
const { status } = spawnSync('cargo', ['build', '--quiet', '--bin', 'drc-assessment'], { cwd: here, stdio: 'inherit' });
if (status !== 0) process.exit(1);

const began = Date.now();
const files = filesNamed(process.argv.slice(2));
const isLong = (file) => LONG.includes(nameOf(file));
const waiting = [...files.filter(isLong), ...files.filter((file) => !isLong(file))];
const results = [];

async function work() {
  while (waiting.length > 0) results.push(await runFile(waiting.shift()));
}

await Promise.all(Array.from({ length: FILES_AT_ONCE }, work));

function printSlowest(what, list) {
  console.log(`\nslowest ${what}`);
  const sorted = [...list].sort((one, other) => other.duration - one.duration);
  for (const { name, duration } of sorted.slice(0, SLOWEST)) console.log(`${inSeconds(duration)}  ${name}`);
}

printSlowest(
  'tests',
  results.flatMap((result) => result.tests),
);
printSlowest('files', results);
console.log(`${inSeconds(Date.now() - began)}  all ${results.length} files\n`);

// Once more at the end: of a long log often only that is kept.
const failures = results.flatMap((result) => result.failures);
for (const failure of failures) console.log(failure);
const passed = results.reduce((sum, result) => sum + result.passed, 0);
console.log(`${passed} passed, ${failures.length} failed`);
process.exitCode = failures.length === 0 && passed > 0 ? 0 : 1;
