// Where files are dropped or chosen.

import { append, button, make, select } from './dom.js';

/** @import { Words } from './words.js' */

const ACCEPTED = '.xlsx,.xlsm,.csv,.tsv,.txt,.json,.jsonl';

/**
 * @param {Words} words
 * @param {readonly (readonly [id: string, label: string])[]} types The zone types that there is a template for.
 * @param {(files: File[]) => void} onFiles
 * @param {(zoneType: string) => void} onTemplate
 */
export function dropZone(words, types, onFiles, onTemplate) {
  const zone = make('div', 'drc-drop');
  const input = make('input');
  input.type = 'file';
  input.hidden = true;
  input.multiple = true;
  input.accept = ACCEPTED;
  input.addEventListener('change', () => {
    onFiles(listed(input.files));
    // The same file can be chosen again.
    input.value = '';
  });
  const choose = button('drc-btn drc-btn--primary', words.chooseFiles, () => input.click());
  let type = '';
  const template = button('drc-btn', words.template, () => onTemplate(type));
  const choice = select(words.templateFor, [['', words.anyType], ...types], type, (chosen) => {
    type = chosen;
  });
  append(
    zone,
    make('p', '', words.drop),
    append(make('div', 'drc-actions'), choose, template, types.length > 0 ? choice : null),
    make('p', 'drc-muted', words.openSaved),
    input,
  );
  return zone;
}

/**
 * Takes files that are dropped anywhere on a place: beside the frame the browser would leave the page and open them.
 * @param {HTMLElement} place
 * @param {HTMLElement} zone Is marked while something is held above the place.
 * @param {(files: File[]) => void} onFiles
 */
export function takeDrops(place, zone, onFiles) {
  for (const type of ['dragenter', 'dragover']) {
    place.addEventListener(type, (event) => {
      event.preventDefault();
      zone.classList.add('drc-drop--over');
    });
  }
  place.addEventListener('dragleave', () => zone.classList.remove('drc-drop--over'));
  place.addEventListener('drop', (event) => {
    event.preventDefault();
    zone.classList.remove('drc-drop--over');
    onFiles(listed(event.dataTransfer && event.dataTransfer.files));
  });
}

/**
 * @param {FileList | null} files
 * @returns {File[]}
 */
function listed(files) {
  const list = [];
  for (let place = 0; files && place < files.length; place += 1) list.push(files[place]);
  return list;
}
