// Frameworks and libraries of other people, from the npm packages beside these tests, as a page would load them.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { build } from '../../www/node_modules/esbuild/lib/main.js';
import { HERE } from './browser.mjs';

const require = createRequire(import.meta.url);

/** The text of a file in a package, `vue/dist/vue.global.js` for instance. */
export const packaged = (path) => readFileSync(require.resolve(path), 'utf8');

/**
 * The lines of a module, with what they import from packages.
 * @param {string[]} lines
 */
export async function bundled(...lines) {
  const { outputFiles } = await build({
    stdin: { contents: lines.join('\n'), resolveDir: HERE },
    bundle: true,
    write: false,
    format: 'esm',
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  return outputFiles[0].text;
}

export const react = () =>
  bundled("export { createElement, useState } from 'react';", "export { createRoot } from 'react-dom/client';");

/** What the examples import, at the place that they name. */
export const vendorPages = async () => ({
  '/examples/vendor/vue.js': packaged('vue/dist/vue.esm-browser.prod.js'),
  '/examples/vendor/react.js': await react(),
});
