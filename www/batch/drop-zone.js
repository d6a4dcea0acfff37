// Where files are dropped or chosen.

import { append, button, make } from './dom.js';

/** @import { Words } from './words.js' */

const ACCEPTED = '.xlsx,.xlsm,.csv,.tsv,.txt,.json,.jsonl';

/**
 * @param {Words} words
 * @param {(files: File[]) => void} onFiles
 * @param {() => void} onTemplate
 */
export function dropZone(words, onFiles, onTemplate) {
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
  const template = button('drc-btn', words.template, onTemplate);
  append(
    zone,
    make('p', '', words.drop),
    append(make('div', 'drc-actions'), choose, template),
    make('p', 'drc-muted', words.openSaved),
    input,
  );
  for (const type of ['dragenter', 'dragover']) {
    zone.addEventListener(type, (event) => {
      event.preventDefault();
      zone.classList.add('drc-drop--over');
    });
  }
  zone.addEventListener('dragleave', () => zone.classList.remove('drc-drop--over'));
  zone.addEventListener('drop', (event) => {
    event.preventDefault();
    zone.classList.remove('drc-drop--over');
    onFiles(listed(event.dataTransfer && event.dataTransfer.files));
  });
  return zone;
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
