// The control of a value that was found: one for each kind of fact, as in the questionnaire.

import { make } from '../element/nodes.js';
import { choices, textField, textNode } from './parts.js';
import { filled } from '../reviewers/sentences.js';

/** @import { FactValue, PolicyFact, Quantity } from '../drc-assessment' */
/** @import { Words } from './words.js' */

/** What stands for `null`: not as given, and not known. */
const UNKNOWN = 'unknown';
/** What stands for no entry. */
const NOTHING = '';

/**
 * @typedef {object} Control
 * @property {HTMLElement} node
 * @property {(value: FactValue | undefined, given: FactValue | undefined) => void} show
 */

/**
 * @typedef {(value: FactValue | undefined, typing?: string) => void} OnFound Undefined takes the value back; `typing`
 *   is the name of the field that is being typed into.
 */

/**
 * @param {PolicyFact} fact
 * @param {Words} words
 * @param {OnFound} onFound
 * @returns {Control}
 */
export function foundControl(fact, words, onFound) {
  switch (fact.type) {
    case 'boolean':
      return flagControl(fact, words, onFound);
    case 'choice':
      return choiceControl(fact, words, onFound);
    case 'set':
      return setControl(fact, words, onFound);
    case 'quantity':
      return quantityControl(fact, words, onFound);
    default:
      return textControl(fact, words, onFound);
  }
}

/**
 * @param {PolicyFact} fact
 * @param {Words} words
 */
const labelOf = (fact, words) => filled(words.foundOf, fact.label);

/** @type {typeof foundControl} */
function flagControl(fact, words, onFound) {
  const { yes, no } = fact.words || words;
  const group = choices(
    labelOf(fact, words),
    [
      ['true', yes],
      ['false', no],
      [UNKNOWN, words.unknownValue],
    ],
    (value) => onFound(value === UNKNOWN ? null : value === 'true'),
  );
  return { node: labelled(labelOf(fact, words), group.node), show: (value) => group.show(nameOf(value)) };
}

/**
 * A group of choices under a visible label, which names the group itself as well.
 * @param {string} label
 * @param {HTMLElement} group
 */
function labelled(label, group) {
  const node = make('div', 'drc-rv-field');
  const text = node.appendChild(textNode('span', 'drc-question__label', label));
  text.setAttribute('aria-hidden', 'true');
  node.appendChild(group);
  return node;
}

/** @param {FactValue | undefined} value */
const nameOf = (value) => (value === undefined ? NOTHING : value === null ? UNKNOWN : String(value));

/** @type {typeof foundControl} */
function choiceControl(fact, words, onFound) {
  const node = make('label', 'drc-rv-field');
  node.appendChild(textNode('span', 'drc-question__label', labelOf(fact, words)));
  const select = node.appendChild(make('select', 'drc-select'));
  addOption(select, NOTHING, '—');
  for (const option of fact.options || []) addOption(select, `=${option}`, option);
  addOption(select, UNKNOWN, words.unknownValue);
  select.addEventListener('change', () => {
    if (select.value === NOTHING) onFound(undefined);
    else onFound(select.value === UNKNOWN ? null : select.value.slice(1));
  });
  return {
    node,
    show(value) {
      const [only] = Array.isArray(value) ? value : [value];
      select.value = typeof only === 'string' ? `=${only}` : nameOf(only);
    },
  };
}

/**
 * @param {HTMLSelectElement} select
 * @param {string} value
 * @param {string} words
 */
function addOption(select, value, words) {
  const option = select.appendChild(textNode('option', '', words));
  option.value = value;
}

/** @type {typeof foundControl} */
function setControl(fact, words, onFound) {
  const node = make('div', 'drc-rv-field');
  node.setAttribute('role', 'group');
  node.setAttribute('aria-label', labelOf(fact, words));
  node.appendChild(textNode('span', 'drc-question__label', labelOf(fact, words))).setAttribute('aria-hidden', 'true');
  const hint = node.appendChild(textNode('p', 'drc-hint', words.setHint));
  const list = node.appendChild(make('div', 'drc-checks'));
  /** @type {Record<string, HTMLInputElement>} */
  const boxes = {};
  const none = checkbox(words.none);
  const tell = () => {
    none.input.checked = false;
    const chosen = Object.keys(boxes).filter((option) => boxes[option].checked);
    onFound(chosen.length > 0 ? chosen : undefined);
  };
  for (const option of fact.options || []) {
    // The list has a box of its own for none at all.
    if (option === '无') continue;
    const { item, input } = checkbox(option);
    input.addEventListener('change', tell);
    list.appendChild(item);
    boxes[option] = input;
  }
  list.appendChild(none.item);
  none.input.addEventListener('change', () => {
    for (const option of Object.keys(boxes)) boxes[option].checked = false;
    onFound(none.input.checked ? [] : undefined);
  });
  return {
    node,
    show(value, given) {
      const shown = value === undefined ? given : value;
      hint.hidden = value !== undefined || !Array.isArray(given);
      const chosen = Array.isArray(shown) ? shown : typeof shown === 'string' ? [shown] : [];
      for (const option of Object.keys(boxes)) boxes[option].checked = chosen.indexOf(option) >= 0;
      none.input.checked = Array.isArray(value) && value.length === 0;
    },
  };
}

/** @param {string} words */
function checkbox(words) {
  const item = make('label', 'drc-check');
  const input = item.appendChild(make('input', 'drc-check__in'));
  input.type = 'checkbox';
  item.appendChild(textNode('span', 'drc-check__face', words));
  return { item, input };
}

/** @type {typeof foundControl} */
function quantityControl(fact, words, onFound) {
  const units = fact.units && fact.units.length > 0 ? fact.units : [fact.unit || ''];
  let unit = units[0];
  const tell = () => {
    const text = field.input.value.trim();
    // A unit that is typed behind the number counts, and not the one beside it.
    const [own] = units.filter((symbol) => symbol && text.endsWith(symbol)).sort((a, b) => b.length - a.length);
    onFound(text ? { value: text, unit: own || unit } : undefined, `found ${fact.id}`);
  };
  const field = textField(labelOf(fact, words), tell);
  field.input.setAttribute('inputmode', 'decimal');
  field.input.setAttribute('autocomplete', 'off');
  // The unit stands beside the number, and both under the label.
  const line = make('span', 'drc-field__row');
  field.node.appendChild(line).appendChild(field.input);
  /** @type {HTMLSelectElement | null} */
  let select = null;
  if (units.length > 1) {
    select = make('select', 'drc-select');
    select.setAttribute('aria-label', words.unit);
    for (const own of units) addOption(select, own, own);
    select.addEventListener('change', () => {
      unit = /** @type {HTMLSelectElement} */ (select).value;
      tell();
    });
    line.appendChild(select);
  } else {
    line.appendChild(textNode('span', 'drc-field__unit', unit));
  }
  return {
    node: field.node,
    show(value, given) {
      const quantity = partsOf(value);
      field.show(quantity.value);
      const known = quantity.unit || (value === undefined ? partsOf(given).unit : '');
      if (!select || units.indexOf(known) < 0) return;
      unit = known;
      select.value = known;
    },
  };
}

/**
 * The number and the unit of an amount.
 * @param {FactValue | undefined} value
 */
function partsOf(value) {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  const { value: number = isObject ? '' : value, unit = '' } = isObject ? /** @type {Quantity} */ (value) : {};
  return { value: number === undefined || number === null ? '' : String(number), unit: String(unit) };
}

/** @type {typeof foundControl} */
function textControl(fact, words, onFound) {
  const tell = (/** @type {string} */ text) => onFound(text.trim() ? text : undefined, `found ${fact.id}`);
  const field = textField(labelOf(fact, words), tell, fact.type === 'text' ? 2 : 0);
  /** @type {Record<string, string>} */
  const hints = { date: words.dateHint, year: words.yearHint, years: words.yearsHint };
  if (hints[fact.type]) field.input.placeholder = hints[fact.type];
  return {
    node: field.node,
    show(value) {
      const text = Array.isArray(value) ? value.join('、') : value;
      field.show(text === undefined || text === null ? '' : String(text));
    },
  };
}
