// The files that were added, and what each column of their tables means.

import { append, button, make, select } from './dom.js';
import { filled } from './words.js';

/** @import { Policy } from '../drc-assessment' */
/** @import { AddedFile, AddedTable } from './types' */
/** @import { Words } from './words.js' */

/**
 * What can be done with a table.
 * @typedef {object} TableActions
 * @property {(table: AddedTable, column: number, meaning: string) => void} assign
 * @property {(table: AddedTable, sheet: number) => void} chooseSheet
 * @property {(table: AddedTable) => void} leaveOut
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
  if (file.kind === 'unreadable') return append(item, make('p', 'drc-error', words.unreadable));
  if (file.message) return append(item, make('p', 'drc-error', file.message));
  if (file.kind === 'answers') {
    return item;
  }
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
  if (open > 0) head.appendChild(make('span', 'drc-tag--warn', filled(words.columnsOpen, open)));
  if (!table.is_begun) {
    const remove = button('drc-link', words.leaveOutFile, () => actions.leaveOut(table));
    remove.setAttribute('aria-label', `${words.leaveOutFile} ${table.name}`);
    head.appendChild(remove);
  }
  for (const note of table.notes) item.appendChild(make('p', 'drc-muted', note));
  const details = make('details', 'drc-file__columns');
  details.open = open > 0 && !table.is_begun;
  details.appendChild(make('summary', 'drc-link', words.columns));
  details.appendChild(columnsTable(table, policy, words, actions));
  item.appendChild(details);
}

/**
 * Those that are not matched come first.
 * @param {AddedTable} table
 * @param {Policy} policy
 * @param {Words} words
 * @param {TableActions} actions
 */
function columnsTable(table, policy, words, actions) {
  const node = make('table', 'drc-table drc-columns-of');
  const heads = [words.column, words.columnTitle, words.meaning].map((text) => {
    const cell = make('th', '', text);
    cell.scope = 'col';
    return cell;
  });
  append(node.createTHead().insertRow(), ...heads);
  const body = node.createTBody();
  const options = meanings(policy, words);
  const columns = [...table.columns.filter((it) => it.is_open), ...table.columns.filter((it) => !it.is_open)];
  for (const column of columns) {
    const row = body.insertRow();
    row.insertCell().textContent = column.letter;
    const title = make('th', '', column.title);
    title.scope = 'row';
    row.appendChild(title);
    const cell = row.insertCell();
    if (table.is_begun) {
      const known = options.find(([meaning]) => meaning === column.meaning);
      cell.textContent = known ? known[1] : words.leftOut;
    } else {
      const label = `${words.meaning} ${column.title || column.letter}`;
      cell.appendChild(
        select(label, options, column.meaning, (meaning) =>
          actions.assign(table, table.columns.indexOf(column), meaning),
        ),
      );
    }
    if (column.unit) cell.appendChild(make('span', 'drc-muted', filled(words.unitOf, column.unit)));
    if (column.note) cell.appendChild(make('span', 'drc-muted', column.note));
  }
  return node;
}

/**
 * What a column can mean.
 * @param {Policy} policy
 * @param {Words} words
 * @returns {(readonly [string, string])[]}
 */
function meanings(policy, words) {
  const facts = /** @type {{ id: string, label: string }[]} */ (/** @type {any} */ (policy).facts || []);
  return [
    ['', words.leftOut],
    ['name', words.isName],
    ['zone_type', words.isType],
    ['as_of', words.isDay],
    ['policy', words.isPolicy],
    ...facts.map(({ id, label }) => /** @type {const} */ ([id, label])),
  ];
}
