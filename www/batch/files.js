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
  if (file.message) return append(item, make('p', 'drc-error', file.message));
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
  const matched = table.columns.filter((column) => column.meaning).length;
  if (table.sheets.length > 1 && !table.is_begun) {
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
  if (open > 0) {
    const tag = table.is_begun
      ? make('span', 'drc-muted', filled(words.columnsLeft, open))
      : make('span', 'drc-tag--warn', filled(words.columnsOpen, open));
    head.appendChild(tag);
  }
  if (!table.is_begun) {
    const remove = button('drc-link', words.leaveOutFile, () => actions.leaveOut(table));
    remove.setAttribute('aria-label', `${words.leaveOutFile} ${table.name}`);
    head.appendChild(remove);
  }
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
