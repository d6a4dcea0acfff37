// Entry of the workshop: it runs where the browser has what it needs, and elsewhere leaves the page that names a browser.

const isSupported =
  // Chromium 97, Firefox 104, Safari 15.4, and with them the permission for wasm in a security policy.
  typeof (/** @type {any} */ ([]).findLast) === 'function'
  // Firefox 101, Safari 16.4.
  && 'adoptedStyleSheets' in document;

if (isSupported) import('./main.js');
