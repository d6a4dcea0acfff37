// The engine without screens: one instance for the JS API, the check of policies and the report. Its
// program is a part that is loaded when one of them is asked for.

import { Failure } from './failure.js';
import { isStrandedOnDisk } from './files.js';
import { once } from './once.js';
import { explained, loadPart } from './parts.js';
import { instantiate } from './wasm.js';

/** @import { Engine } from './types' */

/** @type {Engine | null} */
let running = null;
/** @type {Record<string, Promise<Engine>>} */
const starting = Object.create(null);
let lastFailure = new Failure('not-ready');

/** The running engine; rejects with a Failure, and the next call tries again. */
export const loadEngine = () => once(starting, '', start);

/** The engine if it is running, else null: for calls that must answer at once. */
export const runningEngine = () => running;

/** Why no engine is running. */
export const engineFailure = () => lastFailure;

async function start() {
  try {
    if (isStrandedOnDisk()) throw new Failure('file');
    const { program, withCalls } = await loadPart('engine');
    running = withCalls(await instantiate(program, restart));
    lastFailure = new Failure('not-ready');
    return running;
  } catch (failure) {
    lastFailure = /** @type {Failure} */ (failure);
    // The calls that it answers do not wait.
    await explained(lastFailure);
    throw failure;
  }
}

// After a trap, so that the next call finds a new instance.
function restart() {
  running = null;
  delete starting[''];
  loadEngine().catch(() => {});
}
