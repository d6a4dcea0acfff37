import { detach } from './detach.js';

/** @type {HTMLInputElement | null} */
let last = null;

/**
 * Lets the visitor choose a file. If the visitor cancels, the promise stays pending.
 * @param {Element} place Some browsers open nothing for an input outside the document.
 * @returns {Promise<File>}
 */
export function chosenFile(place) {
  // Not every browser reports that the dialog was cancelled.
  if (last) detach(last);
  const input = document.createElement('input');
  last = input;
  input.type = 'file';
  input.accept = '.json,application/json';
  input.style.display = 'none';
  place.appendChild(input);
  return new Promise((resolve) => {
    input.addEventListener('cancel', () => detach(input));
    input.addEventListener('change', () => {
      detach(input);
      if (input.files && input.files[0]) resolve(input.files[0]);
    });
    input.click();
  });
}
