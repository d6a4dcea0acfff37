// Changes the engine and the interview in every small way that cargo-mutants knows, and looks whether the tests notice.
// A change that they do not notice must stand in `unnoticed.json` with the reason, and nothing else may stand there.
// `node run.mjs PATTERN…` tries the files that match; without a pattern all, which takes days of one core.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const EVERYTHING = ['src/engine/**', 'src/interview/**'];

/** A change as the list has it: without its line, which moves. */
const named = (mutant) => mutant.replace(/:\d+:\d+:/, ':');

const linesOf = (path) => readFileSync(path, 'utf8').split('\n').filter(Boolean);

const patterns = process.argv.slice(2);
const files = (patterns.length > 0 ? patterns : EVERYTHING).flatMap((pattern) => ['--file', pattern]);
const folder = mkdtempSync(join(tmpdir(), 'mutants-'));
const options = ['--timeout-multiplier', '5', '--output', folder, ...files, '--', '--lib', '--test', 'it'];
const { status } = spawnSync('cargo', ['mutants', ...options], { cwd: ROOT, stdio: 'inherit' });
// 2: some were not noticed. 3: some ran into the time limit, which is noticed.
if (![0, 2, 3].includes(status)) process.exit(1);

const out = join(folder, 'mutants.out');
const missed = new Set(linesOf(join(out, 'missed.txt')).map(named));
const tried = new Set(JSON.parse(readFileSync(join(out, 'mutants.json'), 'utf8')).map(({ name }) => named(name)));
const { unnoticed } = JSON.parse(readFileSync(new URL('unnoticed.json', import.meta.url), 'utf8'));
const listed = new Set(unnoticed.map(({ change }) => change));
const surprises = [...missed].filter((change) => !listed.has(change)).map((change) => `not noticed: ${change}`);
for (const change of listed) {
  if (tried.has(change) && !missed.has(change)) surprises.push(`noticed, and still listed: ${change}`);
}
console.log(
  surprises.join('\n') || `${tried.size} changes: all noticed, but for the ${missed.size} that are explained`,
);
rmSync(folder, { recursive: true });
process.exit(surprises.length > 0 ? 1 : 0);
