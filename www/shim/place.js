// Where the widget's own files are: beside the script, or inside the offline page.

const script = document.currentScript;
const base = new URL('.', (script && script.src) || document.baseURI).href;

export const fileUrl = (path) => new URL(path, base).href;

/** Text of an element of the offline page, or null in the served build. */
export function embedded(name) {
  const holder = document.getElementById(`drc-assessment-${name}`);
  return holder && holder.textContent;
}

/** The served build opened from disk: every fetch would be refused. */
export const isStrandedOnDisk = () => base.startsWith('file:') && embedded('wasm') === null;
