// The worker: a desk that is asked by messages. Entry of drc-assessment-batch-worker.js.

import createGlue from 'glue';
import { Desk } from './desk.js';

/** @import { BatchExports, Request } from './types' */

/** @type {Promise<Desk> | null} */
let desk = null;

self.onmessage = async ({ data }) => {
  const { number, call, args } = /** @type {Request} */ (data);
  try {
    if (call === 'start') desk = start(args[0]);
    if (!desk) throw new Error('not started');
    const started = await desk;
    const result = call === 'start' ? null : await /** @type {any} */ (started)[call](...args);
    self.postMessage({ number, result });
  } catch (error) {
    self.postMessage({ number, error: String(error && /** @type {Error} */ (error).message) });
  }
};

/** @param {WebAssembly.Module} module */
async function start(module) {
  const exports = /** @type {BatchExports} */ (
    await createGlue(module, (/** @type {WebAssembly.Exports} */ own) => own)
  );
  return new Desk(exports, (progress) => self.postMessage({ progress }));
}
