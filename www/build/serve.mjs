// Serves dist/ on 127.0.0.1: `PORT=8080 node www/build/serve.mjs`. The tests use it too.

import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DIST } from './paths.mjs';

/** @type {Record<string, string>} */
const TYPES = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.txt': 'text/plain',
  '.wasm': 'application/wasm',
};

/**
 * A server of dist/.
 * @param {object} options
 * @param {Record<string, string>} [options.headers] Replace the usual headers of the same name.
 * @param {Record<string, string | Buffer | null>} [options.pages] Further pages, by path, which override files; null for a 404.
 * @param {Record<string, string>} [options.types] Replace the usual media types, by extension.
 */
export function createStaticServer({ headers = {}, pages = {}, types = {} } = {}) {
  /** @param {string} path */
  const typeOf = (path) => ({ ...TYPES, ...types })[extname(path)] || 'application/octet-stream';
  return createServer(async (request, response) => {
    try {
      const asked = normalize(decodeURIComponent(new URL(request.url || '/', 'http://localhost').pathname));
      const path = asked.endsWith('/') ? `${asked}index.html` : asked;
      const body = path in pages ? pages[path] : await readFile(join(DIST, path));
      if (body === null) throw new Error('absent');
      response.writeHead(200, { 'Content-Type': typeOf(path), ...headers }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const port = Number(process.env.PORT || 8080);
  createStaticServer().listen(port, '127.0.0.1', () => console.log(`http://127.0.0.1:${port}/`));
}
