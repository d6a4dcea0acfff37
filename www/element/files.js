// Where the widget's own files are: where the page says, beside the script, or inside the offline page.

const script = document.currentScript;
// A bundler puts the script where the other files are not.
const said = document.querySelector('meta[name=drc-assessment-base]');
const base = new URL(
  said ? said.content.replace(/\/?$/, '/') : '.',
  (!said && script && script.src) || document.baseURI,
).href;

/** A page that trusts scripts by nonce trusts those that we add by the same. */
export const nonce = script && script.nonce;

export const fileUrl = (path) => new URL(path, base).href;

/** Text of an element of the offline page, or null in the served build. */
export function embedded(name) {
  const holder = document.getElementById(`drc-assessment-${name}`);
  return holder && holder.textContent;
}

/** A new element with styles, for `target`: a file beside the script, or in the offline page a text that it allows by hash. */
export function stylesheet(target, file = 'drc-assessment.css', text = embedded('style')) {
  const inline = embedded('style') !== null;
  const node = target.createElement(inline ? 'style' : 'link');
  if (inline) {
    node.textContent = text;
  } else {
    node.rel = 'stylesheet';
    node.href = fileUrl(file);
  }
  return node;
}

/** The served build opened from disk: every fetch would be refused. */
export const isStrandedOnDisk = () => base.startsWith('file:') && embedded('wasm') === null;
