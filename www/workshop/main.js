// The workshop, workshop.html: a policy file is written, checked while it is written, tried, and handed out
// with what has to be published.

import { fileName } from '../answers/file-name.js';
import { mayDiscard } from './ask.js';
import { checked } from './checking.js';
import { explanationAt, policyCompletion } from './completion.js';
import { dataOf, offlineParts } from './data.js';
import { button, element } from './dom.js';
import { DraftKeeper } from './draft.js';
import { createEditor } from './editor.js';
import { tools } from './engine.js';
import { createFaultList } from './fault-list.js';
import { chooseFile, saveFile, textOfFile } from './files.js';
import { formatted } from './format.js';
import { createCasesPane } from './pane-cases.js';
import { createDifferencePane } from './pane-difference.js';
import { createPublishPane } from './pane-publish.js';
import { createTextPane } from './pane-text.js';
import { createTryPane } from './pane-try.js';
import { placeOf, readJson } from './json-text.js';
import { child } from './schema.js';
import { createTabs } from './tabs.js';
import { WORDS } from './words.js';

/** @import { Policy } from '../drc-assessment' */

const PAUSE_MS = 400;
// Beyond it people no longer read a line: such a file is laid out anew when it is opened.
const LONG_LINE = 2000;
// Here the editor stands beside the other panes and has no tab. The stylesheet has the same width.
const WIDE = window.matchMedia('(min-width: 960px)');

const schema = dataOf('schema');
/** @type {string[]} */
const publishedTexts = dataOf('published');
/** @type {Policy[]} */
const published = publishedTexts.map((text) => JSON.parse(text));

// The name by which the file was opened, and what was last saved of it.
let openedName = '';
let savedText = '';
// The present version without faults; none while there are faults.
/** @type {Policy | null} */
let policy = null;
let timer = 0;
let draftTimer = 0;
// Counts the changes: the result of a check of an earlier text is left aside.
let turn = 0;

const message = element('p', { class: 'ws-message', role: 'status' });
const nameShown = element('strong');
const stateShown = element('span', { class: 'ws-state' });
const formatButton = button(WORDS.format, format);
const draftBox = element('input', { type: 'checkbox', id: 'draft', change: draftChosen });
const publishedChoice = element('select', { id: 'published', change: publishedChosen });

const editorHost = element('div', { class: 'ws-editor' });
const editor = createEditor({
  host: editorHost,
  label: WORDS.editor,
  describedBy: WORDS.keys,
  onChange: changed,
  completion: policyCompletion(
    schema,
    published.flatMap(({ facts }) => facts),
  ),
  explain: (text, at) => explanationAt(schema, text, at),
});
const faultList = createFaultList(editor.lineOf, select);
const drafts = new DraftKeeper(() => {
  draftBox.checked = false;
  say(WORDS.draftTaken);
});

const editPane = {
  id: 'edit',
  label: WORDS.paneEdit,
  panel: element(
    'section',
    { class: 'ws-pane' },
    editorHost,
    element('p', { class: 'ws-keys' }, WORDS.keys),
    faultList.panel,
  ),
};
const tryPane = createTryPane();
const casesPane = createCasesPane({ trial: () => tryPane.trial, say, onChange: keepDraftSoon });
const textPane = createTextPane({ goTo, say, onChange: keepDraftSoon });
const differencePane = createDifferencePane({ published, trialAnswers: () => tryPane.trial.answers, say });
const publishPane = createPublishPane({
  catalogue: dataOf('catalogue'),
  published,
  places: dataOf('places'),
  offlineParts,
  savePolicy: save,
  say,
});
const otherPanes = [tryPane, casesPane, textPane, differencePane, publishPane];
const tabs = createTabs(WORDS.panes, [editPane, ...otherPanes]);

build();
showTools();
start();

function build() {
  publishedChoice.append(
    new Option(WORDS.choosePublished, ''),
    ...published.map(({ title }, at) => new Option(title, String(at))),
  );
  const toolbar = element(
    'div',
    { class: 'ws-toolbar', role: 'group', 'aria-label': WORDS.file },
    button(WORDS.blank, () => replaceFile('', blank())),
    button(WORDS.open, openFile),
    element('span', { class: 'ws-field' }, element('label', { for: 'published' }, WORDS.published), publishedChoice),
    formatButton,
    button(WORDS.save, save, { class: 'ws-button ws-primary' }),
    element(
      'span',
      { class: 'ws-field', title: WORDS.draftHint },
      draftBox,
      element('label', { for: 'draft' }, WORDS.draft),
    ),
  );
  const heading = element(
    'div',
    { class: 'ws-heading' },
    element('h1', {}, WORDS.title),
    element('p', { class: 'ws-file' }, nameShown, ' ', stateShown),
  );
  const header = element('header', { class: 'ws-header' }, heading, toolbar, message);
  const side = element('div', { class: 'ws-side' }, tabs.list, ...otherPanes.map(({ panel }) => panel));
  const main = element('main', { class: 'ws-main' }, editPane.panel, side);
  document.body.prepend(header, main);
  document.getElementById('too-old')?.remove();

  // What happens to a press that leaves the page.
  window.addEventListener('beforeunload', askToLeave);
  window.addEventListener('pagehide', keepDraft);
  document.addEventListener('dragover', dragged, true);
  document.addEventListener('drop', dropped, true);
  document.addEventListener('drc-change', () => differencePane.answersChanged());
  WIDE.addEventListener('change', chooseVisible);
  for (const pane of [casesPane, textPane, differencePane]) tabs.show(pane.id, false);
  tabs.select('edit');
  chooseVisible();
}

function chooseVisible() {
  if (WIDE.matches && tabs.chosen === 'edit') tabs.select('try');
}

/** Shows the panes that the engine has the tools for. */
async function showTools() {
  const has = await tools();
  for (const pane of [casesPane, textPane, differencePane]) tabs.show(pane.id, has[pane.id]);
}

function start() {
  const draft = drafts.restore();
  draftBox.checked = drafts.isOn;
  if (!draft) {
    setFile('', blank());
    return;
  }
  casesPane.restore(draft.cases);
  textPane.text = draft.source;
  setFile(draft.name, draft.text, draft.saved);
  say(WORDS.draftRestored);
}

/** The least that a policy file holds, to be filled in. */
function blank() {
  const policyFile = {
    $schema: 'policy.schema.json',
    id: '',
    title: '',
    issuer: '',
    jurisdiction: '',
    region: '',
    authority: '',
    validity: { kind: 'period', from: '', to: '' },
    facts: [],
    criteria: [],
    groups: [],
  };
  return `${formatted(policyFile)}\n`;
}

/**
 * Goes to a place of the text.
 * @param {{ from: number, to: number }} place
 */
function select({ from, to }) {
  if (!WIDE.matches) tabs.select('edit');
  editor.select(from, to);
}

/**
 * Goes to a place of the policy.
 * @param {string} pointer
 */
function goTo(pointer) {
  const { root } = readJson(editor.text);
  if (root) select(placeOf(root, pointer));
}

/** @param {string} text */
function say(text) {
  message.textContent = text;
}

// Files in and out.

/**
 * @param {string} name
 * @param {string} text
 * @param {string} saved What is saved of it.
 */
function setFile(name, text, saved = text) {
  openedName = name;
  savedText = saved;
  say('');
  editor.load(text);
  checkNow();
}

/**
 * Puts another file in place of the present one, whose changes are not given up without asking.
 * @param {string} name
 * @param {string} text
 */
async function replaceFile(name, text) {
  if (isUnsaved() && !(await mayDiscard(shownName()))) return;
  setFile(name, text);
  editor.view.focus();
}

async function openFile() {
  take(await chooseFile(document.body));
}

/** @param {File} file */
async function take(file) {
  const text = await textOfFile(file, say);
  if (text !== null) await replaceFile(file.name, legible(text));
}

function publishedChosen() {
  const at = Number(publishedChoice.value);
  const isChosen = publishedChoice.value !== '';
  publishedChoice.value = '';
  if (isChosen) replaceFile(`${published[at].id}.json`, publishedTexts[at]);
}

/** @param {DragEvent} event */
function dragged(event) {
  if (event.dataTransfer && event.dataTransfer.types.includes('Files')) event.preventDefault();
}

/** @param {DragEvent} event */
function dropped(event) {
  const file = event.dataTransfer && event.dataTransfer.files[0];
  if (!file) return;
  event.preventDefault();
  event.stopPropagation();
  take(file);
}

function save() {
  const { text } = editor;
  if (!saveFile({ name: shownName(), type: 'application/json', data: text, say })) return;
  savedText = text;
  showState();
  keepDraft();
}

/** The name of the file: it follows the id that the policy has. */
function shownName() {
  const { root } = readJson(editor.text);
  const id = child(root, 'id');
  return id && id.value ? fileName(String(id.value), 'json') : openedName || WORDS.unnamed;
}

function format() {
  const value = valueIn(editor.text);
  if (value !== undefined) editor.replace(`${formatted(value)}\n`);
}

/**
 * A file that people can read: what programs write on one line is laid out.
 * @param {string} text
 */
function legible(text) {
  const value = text.split('\n').some((line) => line.length > LONG_LINE) ? valueIn(text) : undefined;
  return value === undefined ? text : `${formatted(value)}\n`;
}

/**
 * The value of a JSON text, or undefined if it is none.
 * @param {string} text
 * @returns {unknown}
 */
function valueIn(text) {
  try {
    return JSON.parse(text);
  } catch (error) {
    return undefined;
  }
}

// What has not been saved.

function isUnsaved() {
  return editor.text !== savedText;
}

/** Called where something else than the policy has changed. */
function keepDraftSoon() {
  window.clearTimeout(draftTimer);
  draftTimer = window.setTimeout(keepDraft, PAUSE_MS);
}

/** @param {BeforeUnloadEvent} event */
function askToLeave(event) {
  if (!(isUnsaved() || casesPane.isUnsaved()) || keepDraft()) return;
  event.preventDefault();
  // What Chromium before 119 looks at.
  event.returnValue = true;
}

function draftChosen() {
  if (!draftBox.checked) drafts.stop();
  else if (!drafts.keep(currentDraft())) say(WORDS.draftFailed);
  draftBox.checked = drafts.isOn;
}

/** Writes the draft, if there is to be one; whether it is kept. */
function keepDraft() {
  if (!drafts.isOn) return false;
  if (drafts.keep(currentDraft())) return true;
  draftBox.checked = false;
  say(WORDS.draftFailed);
  return false;
}

function currentDraft() {
  return {
    name: openedName,
    text: editor.text,
    saved: savedText,
    cases: casesPane.draft,
    source: textPane.text,
  };
}

// The check.

function changed() {
  turn += 1;
  showState();
  faultList.wait();
  publishPane.wait();
  window.clearTimeout(timer);
  timer = window.setTimeout(checkNow, PAUSE_MS);
}

async function checkNow() {
  window.clearTimeout(timer);
  turn += 1;
  const own = turn;
  keepDraft();
  const result = await checked(editor.text);
  if (own !== turn) return;
  policy = result.policy;
  formatButton.disabled = valueIn(editor.text) === undefined;
  editor.show(result.faults);
  faultList.show(result.faults);
  for (const pane of otherPanes) pane.update(policy);
}

function showState() {
  nameShown.textContent = shownName();
  stateShown.textContent = isUnsaved() ? WORDS.unsaved : '';
}
