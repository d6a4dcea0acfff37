// Where the desk runs: in a worker, or in the page where the browser or the page's security policy allows none.

import createGlue from 'glue';
import { failed } from '../element/failed.js';
import { embedded, fileUrl } from '../element/files.js';
import { compileOnce } from '../element/wasm.js';
import { Desk } from './desk.js';

/** @import { BatchExports, Progress, Request, Response } from './types' */

const WASM = { file: 'drc-assessment-batch.wasm', holder: 'batch-wasm', integrity: INTEGRITY.wasm };
const WORKER = { file: 'drc-assessment-batch-worker.js', holder: 'batch-worker', integrity: INTEGRITY.worker };

/** Asks the desk, one call after the other. */
export class Runner {
  /**
   * @param {(url: string) => string} scriptUrl The address of a script as the page's security policy allows it.
   * @param {(progress: Progress) => void} onProgress
   */
  constructor(scriptUrl, onProgress) {
    this.scriptUrl = scriptUrl;
    this.onProgress = onProgress;
    /** @type {Worker | null} */
    this.worker = null;
    /** @type {Desk | null} */
    this.desk = null;
    /** @type {Record<number, { resolve: (result: any) => void, reject: (error: unknown) => void }>} */
    this.waiting = {};
    this.number = 0;
    this.isStopped = false;
  }

  /** Whether the page itself does the work. */
  get isInPage() {
    return this.desk !== null;
  }

  async start() {
    const module = await compiled();
    try {
      this.worker = await startedWorker(module, this.scriptUrl);
      this.worker.onmessage = ({ data }) => this.received(data);
    } catch (error) {
      // No worker is allowed here, or it cannot be given the module: the page does the work in slices.
      const exports = /** @type {BatchExports} */ (
        await createGlue(module, (/** @type {WebAssembly.Exports} */ own) => own)
      );
      this.desk = new Desk(exports, this.onProgress);
    }
  }

  /**
   * Calls a function of the desk.
   * @param {Exclude<keyof Desk, 'exports' | 'onProgress' | 'batch' | 'isCancelled' | 'zones'>} call
   * @param {unknown[]} args
   * @returns {Promise<any>}
   */
  async call(call, ...args) {
    // Nobody waits for the answer any more.
    if (this.isStopped) return new Promise(() => {});
    if (this.desk) {
      try {
        return await /** @type {any} */ (this.desk)[call](...args);
      } catch (error) {
        throw interrupted(error);
      }
    }
    if (!this.worker) throw interrupted('not started');
    this.number += 1;
    /** @type {Request} */
    const request = { number: this.number, call, args };
    this.worker.postMessage(request);
    return new Promise((resolve, reject) => {
      this.waiting[request.number] = { resolve, reject };
    });
  }

  /** @param {Response} response */
  received(response) {
    if (response.progress) {
      this.onProgress(response.progress);
      return;
    }
    const { number, result, error } = response;
    const { resolve, reject } = this.waiting[number];
    delete this.waiting[number];
    if (error === undefined) resolve(result);
    else reject(interrupted(error));
  }

  stop() {
    this.isStopped = true;
    if (this.worker) this.worker.terminate();
    this.worker = null;
    this.desk = null;
    this.waiting = {};
  }
}

/** The compiled program. Rejects with the failure as the controller shows it. */
async function compiled() {
  try {
    return await compileOnce(WASM);
  } catch (error) {
    const { code, file } = /** @type {import('../element/failure.js').Failure} */ (error);
    throw Object.assign(failed(code), { file });
  }
}

/** @param {unknown} cause */
const interrupted = (cause) => Object.assign(failed('batch'), { cause });

/**
 * A worker that has answered. Rejects where the security policy, the browser or the place of the page allows none.
 * @param {WebAssembly.Module} module
 * @param {(url: string) => string} scriptUrl
 * @returns {Promise<Worker>}
 */
async function startedWorker(module, scriptUrl) {
  const source = await workerUrl();
  const worker = new Worker(scriptUrl(source.url));
  try {
    await new Promise((resolve, reject) => {
      worker.onerror = reject;
      worker.onmessage = ({ data }) => (data.error === undefined ? resolve(null) : reject(data.error));
      /** @type {Request} */
      const request = { number: 0, call: 'start', args: [module] };
      worker.postMessage(request);
    });
    return worker;
  } catch (error) {
    worker.terminate();
    throw error;
  } finally {
    source.release();
  }
}

/**
 * The address of the worker's script. A browser starts a worker only from the site of the page; from elsewhere, and
 * from the offline page, its text is taken, which the security policy must allow as `worker-src blob:`.
 */
async function workerUrl() {
  const inline = embedded(WORKER.holder);
  const address = `${fileUrl(WORKER.file)}?${VERSION}`;
  if (inline === null) {
    // The hash cannot be given to the worker itself.
    const response = await fetch(address, { integrity: WORKER.integrity });
    if (address.startsWith(`${window.location.origin}/`)) return { url: address, release() {} };
    return blobUrl(await response.text());
  }
  return blobUrl(inline);
}

/** @param {string} script */
function blobUrl(script) {
  const urls = window.URL || window.webkitURL;
  const url = urls.createObjectURL(new Blob([script], { type: 'text/javascript' }));
  return { url, release: () => urls.revokeObjectURL(url) };
}
