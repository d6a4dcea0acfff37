// What each column of a table means, and the choice of another meaning.

import { append, button, make, select } from './dom.js';
import { filled } from '../reviewers/sentences.js';

/** @import { Policy } from '../drc-assessment' */
/** @import { TableActions } from './files.js' */
/** @import { AddedTable, Column } from './types' */
/** @import { Words } from './words.js' */

/** How many columns are listed at most. */
const MAX_COLUMNS = 300;
/** How many have their choice at once; the others have it when their button is pressed. Each is a list of all facts. */
const MAX_CHOICES = 20;

/**
 * Those that are not known come first.
 * @param {AddedTable} table
 * @param {Policy} policy
 * @param {Words} words
 * @param {TableActions} actions
 */
export function columnsTable(table, policy, words, actions) {
  const node = make('table', 'drc-table drc-columns-of');
  const heads = [words.column, words.columnTitle, words.meaning].map((text) => {
    const cell = make('th', '', text);
    cell.scope = 'col';
    return cell;
  });
  append(node.createTHead().insertRow(), ...heads);
  const body = node.createTBody();
  const options = meanings(policy, words);
  const open = table.columns.filter((column) => column.is_open);
  const columns = [...open, ...table.columns.filter((column) => !column.is_open)];
  columns.slice(0, MAX_COLUMNS).forEach((column, place) => {
    const row = body.insertRow();
    row.insertCell().textContent = column.letter;
    const title = make('th', '', column.title);
    title.scope = 'row';
    row.appendChild(title);
    const cell = row.insertCell();
    const called = column.title || column.letter;
    const assign = (/** @type {string} */ meaning) => actions.assign(table, table.columns.indexOf(column), meaning);
    const choose = () => {
      const choice = select(`${words.meaning} ${called}`, options, column.meaning, assign);
      cell.textContent = '';
      append(cell, choice, unitChoice(column, filled(words.unitFor, called), words, assign));
      return choice;
    };
    if (column.is_open && place < MAX_CHOICES && !table.is_begun) {
      choose();
      if (column.suggestion) cell.appendChild(suggestionOf(column, options, words, assign));
      else if (column.note) cell.appendChild(make('span', 'drc-muted drc-columns-of__meaning', column.note));
      return;
    }
    append(cell, ...meaningOf(column, options, words));
    if (table.is_begun) return;
    const change = button('drc-link', words.change, () => choose().focus());
    change.setAttribute('aria-label', `${words.change} ${called}`);
    cell.appendChild(change);
  });
  const left = columns.length - MAX_COLUMNS;
  if (left > 0) {
    const cell = body.insertRow().insertCell();
    cell.colSpan = heads.length;
    cell.textContent = filled(words.moreColumns, left);
  }
  return node;
}

/**
 * The meaning that the title seems to have, to be taken with one press.
 * @param {Column} column
 * @param {(readonly [string, string])[]} options
 * @param {Words} words
 * @param {(meaning: string) => void} assign
 */
function suggestionOf({ suggestion }, options, words, assign) {
  const id = /** @type {string} */ (suggestion);
  const [known] = options.filter((option) => option[0] === id);
  return button('drc-link', filled(words.suggested, known ? known[1] : id), () => assign(id));
}

/**
 * The choice of the unit of a column; null where it needs none.
 * @param {Column} column
 * @param {string} label
 * @param {Words} words
 * @param {(meaning: string) => void} assign
 */
function unitChoice({ meaning, unit, units }, label, words, assign) {
  if (units.length === 0) return null;
  const options = units.map((symbol) => /** @type {const} */ ([symbol, symbol]));
  const choice = select(label, [['', words.noUnit], ...options], unit, (symbol) =>
    assign(symbol ? `${meaning}(${symbol})` : meaning),
  );
  choice.classList.add('drc-columns-of__unit');
  return choice;
}

/**
 * @param {Column} column
 * @param {(readonly [string, string])[]} options
 * @param {Words} words
 */
function meaningOf({ meaning, unit, note }, options, words) {
  const known = options.find((option) => option[0] === meaning);
  const label = make('span', 'drc-columns-of__meaning', known ? known[1] : words.leftOut);
  if (unit) label.textContent += filled(words.unitOf, unit);
  return [label, note ? make('span', 'drc-muted drc-columns-of__meaning', note) : null];
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
