// Visitors who do anything: a few sequences from fixed seeds. `make users` tries as many as one likes.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openPage, serve, STRICT_CSP } from './harness.mjs';
import { actionsOf, PAGE, sequence, shrunk, users } from './users.mjs';

const SEED = 394;
const ACTIONS = 300;

test('whatever visitors do, the widget keeps its promises', async () => {
  const address = await serve({ csp: STRICT_CSP, pages: { '/users.html': PAGE } });
  assert.equal(await users(openPage, address, SEED, ACTIONS), null);
});

test('a broken promise is found, and cut down to the actions that it takes', async () => {
  // A host that takes the focus away from whoever chooses a type.
  const thief = `document.querySelector('drc-assessment').addEventListener('drc-change', () => document.activeElement.blur());`;
  const page = PAGE.replace('</main>', '</main><script src="thief.js"></script>');
  const address = await serve({ csp: STRICT_CSP, pages: { '/users.html': page, '/thief.js': thief } });
  const actions = [{ kind: 'attribute', name: 'policy', value: 'jilin-upgrade' }, ...actionsOf(SEED, 60)];
  const broken = await sequence(openPage, address, actions);
  assert.match(String(broken && broken.why), /the focus is lost/);
  const few = await shrunk(openPage, address, actions.slice(0, broken.place + 1));
  assert.ok(few.length <= 4, JSON.stringify(few));
});
