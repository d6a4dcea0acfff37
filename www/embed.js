// index.html?embed in another page's iframe: without the heading of its own, set up by the query,
// and telling the page around how high it is. It tells nothing else and listens to nobody.

const ATTRIBUTES = ['policy', 'zone-type', 'as-of', 'lang', 'theme'];

const query = new URLSearchParams(location.search);
if (query.has('embed')) {
  document.querySelector('header').hidden = true;
  setUp(document.querySelector('drc-assessment'));
  if (parent !== window) tellHeight(document.querySelector('main'));
}

function setUp(element) {
  for (const name of ATTRIBUTES) {
    const value = query.get(name);
    // By id only: a link must not bring somebody else's policy onto this site.
    if (value && !(name === 'policy' && /[./\\]/.test(value))) element.setAttribute(name, value);
  }
}

/** The height of the content. That of the document is never less than the frame's, which would then only grow. */
function tellHeight(content) {
  if (typeof ResizeObserver !== 'function') return;
  const target = parentOrigin();
  let told = 0;
  new ResizeObserver(() => {
    const height = Math.ceil(content.getBoundingClientRect().bottom + window.pageYOffset);
    if (height === told) return;
    told = height;
    parent.postMessage({ type: 'drc-assessment-height', height }, target);
  }).observe(content);
}

// Firefox has no ancestorOrigins; a page that hides itself, or lies on a disk, has no origin to name.
function parentOrigin() {
  const origin = location.ancestorOrigins
    ? location.ancestorOrigins[0]
    : document.referrer && new URL(document.referrer).origin;
  return /^https?:/.test(origin) ? origin : '*';
}
