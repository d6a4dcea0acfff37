// Where the widget's own files are: where the page says, beside the script, or inside the offline page.

const script = /** @type {HTMLScriptElement | null} */ (document.currentScript);
// A page that bundles the script says where the other files are.
const meta = /** @type {HTMLMetaElement | null} */ (document.querySelector('meta[name=drc-assessment-base]'));
const base = meta
  ? absolute(meta.content.replace(/\/?$/, '/'))
  : ((script && script.src) || fetchedScript() || document.baseURI).replace(/[?#].*/, '').replace(/[^/]*$/, '');

/** The address of a script that the page has fetched and run itself, as jQuery does with those of a fragment. */
function fetchedScript() {
  const entries = performance.getEntriesByType ? performance.getEntriesByType('resource') : [];
  for (const { name } of entries) if (/\/drc-assessment\.js(\?|$)/.test(name)) return name;
  return '';
}

/**
 * An address as seen from the page, or an empty text if it is none. By an element, as pages use the name URL for things of their own.
 * @param {string} address
 */
export function absolute(address) {
  const link = document.createElement('a');
  link.href = address;
  // Of what is no address, the element gives the text back.
  return link.protocol === ':' ? '' : link.href;
}

/** The nonce of the script, for the scripts that it adds: a page may trust scripts by nonce only. */
export const nonce = script && script.nonce;

/** @param {string} path */
export const fileUrl = (path) => base + path;

/**
 * Text of an element of the offline page, or null in the served build.
 * @param {string} name
 * @returns {string | null}
 */
export function embedded(name) {
  const holder = document.getElementById(`drc-assessment-${name}`);
  return holder && holder.textContent;
}

/**
 * A new element with a stylesheet: a link to a file beside the script, or in the offline page the text itself,
 * which that page's security policy allows by its hash.
 * @param {Document} target
 * @param {string} file
 * @param {string | null} text
 * @returns {HTMLLinkElement | HTMLStyleElement}
 */
export function stylesheet(target, file = 'drc-assessment.css', text = embedded('style')) {
  if (embedded('style') !== null) {
    const style = target.createElement('style');
    style.textContent = text;
    return style;
  }
  const link = target.createElement('link');
  link.rel = 'stylesheet';
  link.href = fileUrl(file);
  return link;
}

/** The address of the licences of what others wrote of the program; the offline page holds their text. */
export const LICENCES = licencesUrl();

function licencesUrl() {
  const text = embedded('licences');
  if (text === null) return fileUrl('THIRD-PARTY-LICENSES.txt');
  return URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }));
}

/** Whether the served build was opened from disk, where the browser refuses every fetch. */
export const isStrandedOnDisk = () => base.startsWith('file:') && embedded('wasm') === null;
