// Makes dist/npm/, the folder for `npm pack` and `npm publish`, from the files in dist/.

import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, WWW } from './paths.mjs';

const SHIPPED = [
  'drc-assessment.js',
  'drc-assessment.wasm',
  'drc-assessment-rest.wasm',
  'drc-assessment-answers.js',
  'drc-assessment-engine.js',
  'drc-assessment-engine.wasm',
  'drc-assessment-failures.js',
  'drc-assessment.css',
  'drc-assessment-report.js',
  'drc-assessment-report.css',
  'drc-assessment-batch.js',
  'drc-assessment-batch.css',
  'drc-assessment-batch-worker.js',
  'drc-assessment-batch.wasm',
  'drc-assessment-review.js',
  'drc-assessment-review.css',
  'drc-assessment.en.txt',
  'drc-assessment.d.ts',
  'THIRD-PARTY-LICENSES.txt',
  'sbom.cdx.json',
  'policies',
];

/**
 * @param {string} dist
 * @param {string} version
 */
export function writeNpmPackage(dist, version) {
  const folder = join(dist, 'npm');
  mkdirSync(folder, { recursive: true });
  for (const name of SHIPPED) cpSync(join(dist, name), join(folder, name), { recursive: true });
  for (const name of ['index.js', 'README.md']) cpSync(join(WWW, 'npm', name), join(folder, name));
  cpSync(join(ROOT, 'LICENSE'), join(folder, 'LICENSE'));
  const description = JSON.parse(readFileSync(join(WWW, 'npm', 'package.json'), 'utf8'));
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify({ ...description, version }, null, 2)}\n`);
}
