// Cases: facts of a zone, and what the policy must say of it. What differs is shown at its place in the file of cases.

import { mayDiscard } from './ask.js';
import { casesCompletion } from './cases-completion.js';
import { button, element } from './dom.js';
import { createEditor } from './editor.js';
import { testCases } from './engine.js';
import { createFaultList } from './fault-list.js';
import { chooseFile, saveFile, textOfFile } from './files.js';
import { formatted } from './format.js';
import { placeOf, readJson } from './json-text.js';
import { WORDS } from './words.js';

/** @import { Answers, Assessment, FactValue, Policy } from '../drc-assessment' */
/** @import { TestedCases } from '../element/types' */
/** @import { Fault } from './checking.js' */
/** @import { JsonNode } from './json-text.js' */

const PAUSE_MS = 400;
/** @type {import('./engine.js').Outcome<TestedCases>} */
const NOTHING = { result: null, faults: [] };

/**
 * @param {object} options
 * @param {() => { answers: Answers | null, assessment: Assessment | null }} options.trial Of the widget.
 * @param {(text: string) => void} options.say
 * @param {() => void} options.onChange
 */
export function createCasesPane({ trial, say, onChange }) {
  /** @type {Policy | null} */
  let policy = null;
  let openedName = '';
  let savedText = '';
  let timer = 0;
  let turn = 0;

  const host = element('div', { class: 'ws-cases-editor' });
  const editor = createEditor({
    host,
    label: WORDS.casesEditor,
    describedBy: WORDS.keys,
    onChange: changed,
    completion: casesCompletion(() => policy),
  });
  const state = element('p', { class: 'ws-note', role: 'status' });
  const faultList = createFaultList(editor.lineOf, ({ from, to }) => editor.select(from, to), WORDS.casesFaults);
  const results = element('ul', { class: 'ws-list' });
  const untried = element('ul', { class: 'ws-list' });
  const untriedPart = element('section', {}, element('h3', {}, WORDS.casesUntried), untried);
  const numbers = element('ul', { class: 'ws-list' });
  const numbersPart = element('section', {}, element('h3', {}, WORDS.casesNumbers), numbers);
  const panel = element(
    'section',
    { class: 'ws-pane ws-padded' },
    element('h2', {}, WORDS.casesTitle),
    element('p', { class: 'ws-hint' }, WORDS.casesIntro),
    element(
      'div',
      { class: 'ws-toolbar' },
      button(WORDS.casesOpen, open),
      button(WORDS.casesAdd, add),
      button(WORDS.casesSave, save),
    ),
    host,
    faultList.panel,
    state,
    results,
    untriedPart,
    numbersPart,
  );

  function name() {
    return openedName || (policy ? `${policy.id}.cases.json` : 'cases.json');
  }

  async function open() {
    const file = await chooseFile(panel);
    const text = await textOfFile(file, say);
    if (text === null || (isUnsaved() && !(await mayDiscard(name())))) return;
    openedName = file.name;
    savedText = text;
    editor.load(text);
  }

  function save() {
    const { text } = editor;
    if (!saveFile({ name: name(), type: 'application/json', data: text, say })) return;
    savedText = text;
    onChange();
  }

  /** Adds the answers of the trial, with the outcomes that they have now, to be corrected by who knows the text. */
  function add() {
    const { answers, assessment } = trial();
    if (!answers || !assessment || !policy || Object.keys(answers.facts || {}).length === 0) {
      say(WORDS.casesNoAnswers);
      return;
    }
    const file = casesIn(editor.text) || { policy: policy.id, cases: [] };
    file.cases.push(caseOf(answers, assessment, WORDS.casesName(file.cases.length + 1)));
    editor.replace(`${formatted(file)}\n`);
  }

  function changed() {
    faultList.wait();
    window.clearTimeout(timer);
    timer = window.setTimeout(test, PAUSE_MS);
    onChange();
  }

  async function test() {
    window.clearTimeout(timer);
    turn += 1;
    const own = turn;
    const { text } = editor;
    const { root, faults: textFaults } = readJson(text);
    /** @type {Fault[]} */
    const faults = textFaults.map((fault) => ({ ...fault, path: '' }));
    const isEmpty = text.trim() === '';
    const isJson = root !== null && !faults.some(({ severity }) => severity === 'error');
    const { result, faults: found } = policy && isJson ? await testCases(policy, JSON.parse(text)) : NOTHING;
    if (own !== turn) return;
    for (const { path, message } of found) {
      faults.push({ ...(root ? placeOf(root, path) : { from: 0, to: 0 }), message, path, severity: 'error' });
    }
    if (root && result) faults.push(...differences(root, result));
    faultList.panel.hidden = isEmpty || (faults.length === 0 && !result);
    editor.show(isEmpty ? [] : faults);
    faultList.show(isEmpty ? [] : faults);
    show(result);
    if (!policy && !isEmpty) state.textContent = WORDS.casesNothing;
  }

  /** @param {TestedCases | null} tested */
  function show(tested) {
    state.textContent = tested ? WORDS.casesState(tested.total, tested.passed) : '';
    results.replaceChildren(
      ...(tested ? tested.cases : []).map(({ name: title, passed }) =>
        element(
          'li',
          { class: passed ? 'ws-right' : 'ws-wrong' },
          element('span', { class: 'ws-mark' }, passed ? WORDS.casePassed : WORDS.caseFailed),
          ' ',
          title,
        ),
      ),
    );
    const openNumbers = tested ? tested.numbers.filter(({ text }) => text !== '') : [];
    untriedPart.hidden = !tested || tested.untried.length === 0;
    untried.replaceChildren(
      ...(tested ? tested.untried : []).map(({ criterion, label }) => element('li', {}, `${label}（${criterion}）`)),
    );
    numbersPart.hidden = openNumbers.length === 0;
    numbers.replaceChildren(
      ...openNumbers.map(({ criterion, label, text }) => element('li', {}, `${label}（${criterion}）：${text}`)),
    );
  }

  function isUnsaved() {
    return editor.text !== savedText && editor.text.trim() !== '';
  }

  return {
    id: /** @type {const} */ ('cases'),
    label: WORDS.paneCases,
    panel,
    isUnsaved,

    /** @param {Policy | null} next */
    update(next) {
      policy = next;
      test();
    },

    get draft() {
      return { name: openedName, text: editor.text, saved: savedText };
    },
    /** @param {{ name: string, text: string, saved: string }} kept */
    restore(kept) {
      openedName = kept.name;
      savedText = kept.saved;
      editor.load(kept.text);
    },
  };
}

/**
 * What differs, at its places in the file.
 * @param {JsonNode} root
 * @param {TestedCases} tested
 * @returns {Fault[]}
 */
function differences(root, tested) {
  const list = root.members.findLast(({ key }) => key === 'cases');
  const items = list && list.value ? list.value.items : [];
  // What is no object is no case, and has a fault of its own.
  const places = items.map((item, at) => ({ item, at })).filter(({ item }) => item.kind === 'object');
  return tested.cases.flatMap(({ differences: found }, index) => {
    const place = places[index];
    if (!place) return [];
    return found.map(({ key, text }) => {
      const path = pointerTo(place.item, `/cases/${place.at}`, key);
      return { ...placeOf(root, path), message: text, path, severity: /** @type {const} */ ('error') };
    });
  });
}

/**
 * Where an expectation stands: the key of the case, or one with a part of its object behind a point.
 * @param {JsonNode} item
 * @param {string} path Of the case.
 * @param {string} key
 */
function pointerTo(item, path, key) {
  const then = item.members.findLast((member) => member.key === 'then');
  const keys = then && then.value ? then.value.members.map((member) => member.key) : [];
  const own = keys.find((name) => name === key) || keys.find((name) => key.startsWith(`${name}.`)) || key;
  const part = key.length > own.length ? `/${escaped(key.slice(own.length + 1))}` : '';
  return `${path}/then/${escaped(own)}${part}`;
}

/** @param {string} step */
const escaped = (step) => step.replace(/~/g, '~0').replace(/\//g, '~1');

/**
 * A file of cases, or null where the text holds none.
 * @param {string} text
 * @returns {{ policy?: string, cases: object[] } | null}
 */
function casesIn(text) {
  try {
    const file = JSON.parse(text);
    return file && Array.isArray(file.cases) ? file : null;
  } catch (error) {
    return null;
  }
}

/**
 * The answers of a zone as a case, with the outcomes that they have now.
 * @param {Answers} answers
 * @param {Assessment} assessment
 * @param {string} name
 */
function caseOf({ zone_type: type, as_of: day, facts }, assessment, name) {
  const given = Object.entries(facts || {}).map(([fact, value]) => [fact, asWritten(value)]);
  return {
    name,
    given: { ...(type ? { zone_type: type } : {}), ...(day ? { as_of: day } : {}), ...Object.fromEntries(given) },
    then: Object.fromEntries(assessment.findings.map(({ criterion, outcome }) => [criterion, WORDS.outcomes[outcome]])),
  };
}

/**
 * A value as people write it.
 * @param {FactValue} value
 */
function asWritten(value) {
  if (value === null) return WORDS.unknown;
  return typeof value === 'object' && 'value' in value ? [value.value, value.unit].filter(Boolean).join(' ') : value;
}
