// The cases of the engine's own tests, as rows that the command line and the JS API both take.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './browser.mjs';

const FOLDER = join(ROOT, 'tests', 'cases');
const AS_OF = '2026-11-22';

/** The contents of every file of cases, with its `file` name. */
export function readCaseFiles() {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((file) => ({ file, ...JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) }));
}

/** [{policy, name, answers}], every row with its policy and a date. */
export function readCases() {
  return readCaseFiles().flatMap(({ file, policy, cases }) =>
    cases.map(({ name, answers }) => ({
      policy,
      name: `${file}: ${name}`,
      answers: { policy, as_of: AS_OF, ...answers },
    })),
  );
}

/** The invented policy, which uses every kind of condition. */
export const EXAMPLE = {
  path: join(ROOT, 'www', 'policies', 'guide', 'example-constructs.json'),
  get file() {
    return JSON.parse(readFileSync(EXAMPLE.path, 'utf8'));
  },
};

/** The same of the invented policy. */
export function readExampleCases() {
  const { policy, cases } = JSON.parse(readFileSync(join(FOLDER, 'guide', 'example-constructs.json'), 'utf8'));
  return cases.map(({ name, answers }) => ({ policy, name, answers: { policy, as_of: AS_OF, ...answers } }));
}

// Built by `run.mjs`.
const PROGRAM = join(process.env.CARGO_TARGET_DIR || join(ROOT, 'target'), 'debug', 'drc-assessment');

function runNatively(args, lines) {
  const { status, stdout, stderr } = spawnSync(PROGRAM, ['assess', ...args, '-'], {
    input: lines.map((line) => `${line}\n`).join(''),
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  // Exit code 2: all rows were printed, and some had errors.
  if (status !== 0 && status !== 2) throw new Error(stderr);
  return stdout;
}

/** What the command-line program prints for these lines of JSON, a line each. */
export const assessTextNatively = (lines) => runNatively([], lines).trimEnd().split('\n');

/** What the command-line program prints for these rows, a line each; `args` are further arguments. */
export const assessNatively = (rows, args = []) =>
  runNatively(
    args,
    rows.map((row) => JSON.stringify(row)),
  )
    .trimEnd()
    .split('\n');

/** `{name, text}` of the report that the command-line program writes for a row. */
export function reportNatively(row) {
  const folder = mkdtempSync(join(tmpdir(), 'drc-report-'));
  try {
    runNatively(['--report', folder], [JSON.stringify(row)]);
    const [name] = readdirSync(folder);
    return { name, text: readFileSync(join(folder, name), 'utf8') };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
