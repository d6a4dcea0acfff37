// The file beside another version of it: what has changed, and what that means for zones.

import { button, element } from './dom.js';
import { difference } from './engine.js';
import { chooseFile, textOfFile } from './files.js';
import { WORDS } from './words.js';

/** @import { Answers, Policy } from '../drc-assessment' */
/** @import { Difference, PolicyChange, ZoneChange } from '../element/types' */

/** @type {import('./engine.js').Outcome<Difference>} */
const NOTHING = { result: null, faults: [] };

/**
 * @param {object} options
 * @param {readonly Policy[]} options.published
 * @param {() => Answers | null} options.trialAnswers Those of the widget.
 * @param {(text: string) => void} options.say
 */
export function createDifferencePane({ published, trialAnswers, say }) {
  /** @type {Policy | null} */
  let policy = null;
  /** @type {{ name: string, policy: unknown } | null} */
  let old = null;
  // What the officer has chosen; otherwise the published one of the same id is the old version.
  let isChosen = false;
  /** @type {{ name: string, rows: unknown[] } | null} */
  let answers = null;
  let turn = 0;

  const choice = element('select', { id: 'old', change: chosen });
  choice.append(
    new Option(WORDS.differenceChoose, ''),
    ...published.map(({ title }, at) => new Option(title, String(at))),
  );
  const inputs = element('p', { class: 'ws-hint' });
  const state = element('p', { class: 'ws-note', role: 'status' });
  const changes = element('ul', { class: 'ws-list' });
  const zones = element('ul', { class: 'ws-list' });
  const zonesPart = element('section', {}, element('h3', {}, WORDS.differenceZones), zones);
  const panel = element(
    'section',
    { class: 'ws-pane ws-padded' },
    element('h2', {}, WORDS.differenceTitle),
    element('p', { class: 'ws-hint' }, WORDS.differenceIntro),
    element(
      'div',
      { class: 'ws-toolbar' },
      element('span', { class: 'ws-field' }, element('label', { for: 'old' }, WORDS.differencePublished), choice),
      button(WORDS.differenceOpen, open),
      button(WORDS.differenceAnswers, openAnswers),
    ),
    inputs,
    state,
    changes,
    zonesPart,
  );

  function chosen() {
    const at = Number(choice.value);
    if (choice.value === '') return;
    use(published[at].title, published[at]);
  }

  async function open() {
    const file = await chooseFile(panel);
    const text = await textOfFile(file, say);
    if (text === null) return;
    const [value] = rowsIn(text) || [];
    choice.value = '';
    use(file.name, value);
  }

  /**
   * @param {string} name
   * @param {unknown} value
   */
  function use(name, value) {
    old = { name, policy: value };
    isChosen = true;
    compare();
  }

  async function openAnswers() {
    const file = await chooseFile(panel, '.json,.jsonl,application/json');
    const text = await textOfFile(file, say);
    if (text === null) return;
    const found = rowsIn(text);
    if (found && found.length > 0 && found.every(isAnswers)) answers = { name: file.name, rows: found };
    else say(WORDS.differenceRowsFaulty);
    compare();
  }

  /** The answers that are compared: those of a file, or of the trial. */
  function rows() {
    if (answers) return answers;
    const trial = trialAnswers();
    const isFilled = trial !== null && Object.keys(trial.facts || {}).length > 0;
    return { name: WORDS.differenceTrial, rows: isFilled ? [trial] : [] };
  }

  async function compare() {
    turn += 1;
    const own = turn;
    const given = rows();
    const parts = old ? [WORDS.differenceOld(old.name)] : [];
    if (given.rows.length > 0) parts.push(WORDS.differenceRows(given.name, given.rows.length));
    inputs.textContent = parts.join('　');
    const { result, faults } = policy && old ? await difference(old.policy, policy, given.rows) : NOTHING;
    if (own !== turn) return;
    changes.replaceChildren();
    zonesPart.hidden = true;
    if (result) {
      show(result);
    } else if (policy && old) {
      state.textContent = WORDS.differenceOldFaulty;
      changes.replaceChildren(
        ...faults.map(({ path, message }) => element('li', { class: 'ws-wrong' }, `${message} ${path}`)),
      );
    } else {
      state.textContent = policy ? WORDS.differenceNoOld : WORDS.differenceNothing;
    }
  }

  /** @param {Difference} result */
  function show(result) {
    state.textContent = result.same ? WORDS.differenceSame : WORDS.differenceChanges(result.changes.length);
    changes.replaceChildren(...result.changes.map(changeRow));
    zonesPart.hidden = result.zones.length === 0;
    zones.replaceChildren(...result.zones.map(zoneRow));
  }

  return {
    id: /** @type {const} */ ('difference'),
    label: WORDS.paneDifference,
    panel,

    /** Called when something has been filled in on trial. */
    answersChanged() {
      if (!answers) compare();
    },

    /** @param {Policy | null} next */
    update(next) {
      policy = next;
      const at = isChosen || !next ? -1 : published.findIndex(({ id }) => id === next.id);
      if (at >= 0) {
        choice.value = String(at);
        old = { name: published[at].title, policy: published[at] };
      } else if (!isChosen && next) {
        choice.value = '';
        old = null;
      }
      compare();
    },
  };
}

/**
 * The sentence says whether it is stricter or wider; the colour repeats it.
 * @param {PolicyChange} change
 */
const changeRow = ({ direction, text }) => element('li', { class: `ws-${direction || 'other'}` }, text);

/** @param {ZoneChange} zone */
function zoneRow({ text, criteria, errors }) {
  const row = element('li', {}, text);
  const details = [...criteria.map((change) => change.text), ...errors.map(({ message }) => message)];
  if (details.length > 0) row.append(element('ul', {}, ...details.map((detail) => element('li', {}, detail))));
  return row;
}

/**
 * Whether a row is answers: an object with facts.
 * @param {any} row
 */
const isAnswers = (row) => row !== null && typeof row === 'object' && Object(row.facts) === row.facts;

/**
 * The objects in a text: one, a list of them, or one on each line; null where there are none.
 * @param {string} text
 * @returns {unknown[] | null}
 */
function rowsIn(text) {
  try {
    const value = JSON.parse(text);
    return Array.isArray(value) ? value : [value];
  } catch (error) {
    // It may be one row a line.
  }
  try {
    const lines = text.split('\n').filter((line) => line.trim() !== '');
    return lines.map((line) => JSON.parse(line));
  } catch (error) {
    return null;
  }
}
