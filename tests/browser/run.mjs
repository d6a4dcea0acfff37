// Runs the test files one after the other and closes on "N passed, N failed".
// `node run.mjs journey api` runs only those.

import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { run } from 'node:test';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const wanted = process.argv.slice(2);
const files = readdirSync(here)
  .filter((name) => name.endsWith('.test.mjs') && (wanted.length === 0 || wanted.includes(name.replace('.test.mjs', ''))))
  .sort()
  .map((name) => join(here, name));

let passed = 0;
let failed = 0;
const isFile = (event) => files.includes(event.name);

run({ files, concurrency: 1 })
  .on('test:pass', (event) => {
    if (isFile(event)) return;
    passed += 1;
    console.log(`ok      ${event.name} (${Math.round(event.details.duration_ms)} ms)`);
  })
  .on('test:fail', (event) => {
    failed += 1;
    const { cause, message } = event.details.error;
    console.log(`FAILED  ${event.name}\n${(cause && cause.stack) || message}\n`);
  })
  .on('test:stderr', (event) => process.stderr.write(event.message))
  .on('end', () => {
    console.log(`${passed} passed, ${failed} failed`);
    process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
  })
  .resume();
