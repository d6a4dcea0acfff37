// The inputs that are kept for the reader of links, those that it has once failed with among them, and some at random.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ROOT } from './browser.mjs';
import { tryCodes } from './link-fuzz.mjs';
import { fuzz } from './link-target.mjs';

const FOLDER = join(ROOT, 'tests', 'fuzz', 'corpus', 'link');

test('every code of a link that is kept is taken, and what was read is read again', () => {
  const names = readdirSync(FOLDER);
  assert.ok(names.length > 0);
  for (const name of names) assert.doesNotThrow(() => fuzz(readFileSync(join(FOLDER, name))), name);
});

test('whatever is in the code or the fragment of a link, it is read or refused', () => {
  tryCodes(394, 3000);
});
