// The files that were added, and what each column of their tables means.

import { columnsTable } from './columns.js';
import { append, button, make, select } from './dom.js';
import { filled } from '../reviewers/sentences.js';

/** @import { Policy } from '../drc-assessment' */
/** @import { AddedFile, AddedTable } from './types' */
/** @import { Words } from './words.js' */

/**
 * What can be done with a table.
 * @typedef {object} TableActions
 * @property {(table: AddedTable, column: number, meaning: string) => void} assign
 * @property {(table: AddedTable, sheet: number) => void} chooseSheet
 * @property {(table: AddedTable) => void} leaveOut
 * @property {Record<number, boolean>} listed Whether the columns of each table, by its number, are listed.
 */

/**
 * @param {AddedFile} file
 * @param {Policy} policy
 * @param {Words} words
 * @param {TableActions} actions
 */
export function fileItem(file, policy, words, actions) {
  const item = make('li', 'drc-file');
  const head = append(make('p', 'drc-file__head'), make('b', '', file.name));
  item.appendChild(head);
  if (file.kind === 'pending') return append(item, make('p', 'drc-muted', words.pending));
  if (file.kind === 'unreadable') return append(item, make('p', 'drc-error', words.unreadable));
  if (file.kind === 'refused') return append(item, make('p', 'drc-error', file.message));
  if (file.kind === 'answers' && file.message) return append(item, make('p', 'drc-error', file.message));
  if (file.kind !== 'table') return item;
  addTable(item, head, file, policy, words, actions);
  return item;
}

/**
 * @param {HTMLElement} item
 * @param {HTMLElement} head
 * @param {AddedTable} table
 * @param {Policy} policy
 * @param {Words} words
 * @param {TableActions} actions
 */
function addTable(item, head, table, policy, words, actions) {
  const open = table.columns.filter((column) => column.is_open).length;
  const matched = table.columns.filter((column) => column.meaning && !column.is_open).length;
  const leftOut = table.columns.filter((column) => column.is_open && !column.meaning).length;
  if (table.is_one_of_several || (table.sheets.length > 1 && table.is_begun)) {
    head.appendChild(make('span', '', `${words.sheet} ${table.sheets[table.sheet].name}`));
  } else if (table.sheets.length > 1) {
    const sheets = table.sheets.map(
      ({ name, is_hidden: isHidden }, place) =>
        /** @type {const} */ ([String(place), isHidden ? name + words.hidden : name]),
    );
    head.appendChild(make('span', 'drc-muted', words.sheet));
    head.appendChild(
      select(words.sheet, sheets, String(table.sheet), (sheet) => actions.chooseSheet(table, Number(sheet))),
    );
  }
  head.appendChild(make('span', 'drc-muted', filled(words.columnsMatched, matched)));
  if (table.is_begun && leftOut > 0) head.appendChild(make('span', 'drc-muted', filled(words.columnsLeft, leftOut)));
  if (!table.is_begun && open > 0) head.appendChild(make('span', 'drc-tag--warn', filled(words.columnsOpen, open)));
  const label = table.is_one_of_several ? words.leaveOutSheet : words.leaveOutFile;
  const remove = button('drc-link', label, () => actions.leaveOut(table));
  remove.setAttribute('aria-label', `${label} ${table.name} ${table.sheets[table.sheet].name}`.trim());
  head.appendChild(remove);
  for (const note of table.notes) item.appendChild(make('p', 'drc-muted', note));
  const details = make('details', 'drc-file__columns');
  details.appendChild(make('summary', 'drc-link', words.columns));
  // A table may have thousands of columns: they are listed once somebody looks.
  const list = () => {
    if (details.open && !details.querySelector('table')) {
      details.appendChild(columnsTable(table, policy, words, actions));
    }
  };
  details.addEventListener('toggle', () => {
    actions.listed[table.number] = details.open;
    list();
  });
  const { [table.number]: wasListed = open > 0 } = actions.listed;
  details.open = wasListed && !table.is_begun;
  list();
  item.appendChild(details);
}

/**
 * Files with answers, of which there may be many: one line for all of them.
 * @param {AddedFile[]} files
 * @param {Words} words
 */
export function answersItem(files, words) {
  const item = make('li', 'drc-file');
  const details = make('details', 'drc-file__columns');
  const list = make('ul', 'drc-muted');
  for (const { name } of files) list.appendChild(make('li', '', name));
  append(details, make('summary', 'drc-link', filled(words.answerFiles, files.length)), list);
  return append(item, details);
}
