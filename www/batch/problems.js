// What could not be read, with its place.

import { append, make } from './dom.js';

/** @import { Problem } from './types' */
/** @import { Words } from './words.js' */

/**
 * @param {Problem[]} problems
 * @param {Words} words
 */
export function problemsTable(problems, words) {
  const table = make('table', 'drc-table drc-stack');
  const names = [words.file, words.sheetName, words.row, words.column, words.columnTitle, words.stands, words.why];
  const heads = names.map((text) => {
    const cell = make('th', '', text);
    cell.scope = 'col';
    return cell;
  });
  append(table.createTHead().insertRow(), ...heads);
  const body = table.createTBody();
  for (const { file, sheet, row, column, title, value, message } of problems) {
    const line = body.insertRow();
    const texts = [file, sheet, row > 0 ? String(row) : '', column, title, value, message];
    texts.forEach((text, place) => {
      const cell = line.insertCell();
      cell.textContent = text;
      if (text) cell.setAttribute('data-label', names[place]);
    });
  }
  return table;
}
