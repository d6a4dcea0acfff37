// Sets up the widget of index.html by the query: `index.html?policy=shanxi-2019-394`. With `embed`, for an iframe, it
// also hides the page's own heading and posts the height of the content to the parent page. It posts nothing else and
// receives no messages.

const ATTRIBUTES = ['policy', 'zone-type', 'as-of', 'lang', 'theme', 'mode'];

const query = new URLSearchParams(location.search);
setAttributes(find('drc-assessment'));
if (query.has('embed')) {
  find('header').hidden = true;
  if (parent !== window) postHeight(find('main'));
}

/**
 * An element that index.html has.
 * @param {string} name
 */
function find(name) {
  return /** @type {HTMLElement} */ (document.querySelector(name));
}

/** @param {HTMLElement} element */
function setAttributes(element) {
  for (const name of ATTRIBUTES) {
    const value = query.get(name);
    // A policy only by its id: a link must not bring a policy of another site onto this one.
    if (value && !(name === 'policy' && /[./\\]/.test(value))) element.setAttribute(name, value);
  }
}

/**
 * Posts the height of the content whenever it changes. The height of the document would not do: it is never less
 * than that of the iframe, which could then only grow.
 * @param {HTMLElement} content
 */
function postHeight(content) {
  if (typeof ResizeObserver !== 'function') return;
  const target = parentOrigin();
  let posted = 0;
  new ResizeObserver(() => {
    const height = Math.ceil(content.getBoundingClientRect().bottom + window.pageYOffset);
    if (height === posted) return;
    posted = height;
    parent.postMessage({ type: 'drc-assessment-height', height }, target);
  }).observe(content);
}

// Firefox has no ancestorOrigins. A page that sends no referrer, or was opened from disk, has no origin to name.
function parentOrigin() {
  const origin = location.ancestorOrigins
    ? location.ancestorOrigins[0]
    : document.referrer && new URL(document.referrer).origin;
  return origin && /^https?:/.test(origin) ? origin : '*';
}
