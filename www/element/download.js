const REVOKE_MS = 60000;

/** Hands a file to the visitor; false where the browser cannot. */
export function download({ name, type, data }) {
  const link = document.createElement('a');
  if (!('download' in link) || typeof URL.createObjectURL !== 'function') return false;
  const url = URL.createObjectURL(new Blob([data], { type }));
  link.href = url;
  link.download = name;
  link.click();
  // Some browsers read it only once the visitor has chosen a place.
  setTimeout(() => URL.revokeObjectURL(url), REVOKE_MS);
  return true;
}
