// The text of the policy beside the file: which of its sentences are quoted, and which quotations do not stand in it.

import { button, element } from './dom.js';
import { cover } from './engine.js';
import { chooseFile, textOfFile } from './files.js';
import { WORDS } from './words.js';

/** @import { Policy } from '../drc-assessment' */
/** @import { Coverage, QuotedBy } from '../element/types' */

const PAUSE_MS = 400;
/** @type {import('./engine.js').Outcome<Coverage>} */
const NOTHING = { result: null, faults: [] };

/**
 * @param {object} options
 * @param {(pointer: string) => void} options.goTo Goes to a place of the policy.
 * @param {(text: string) => void} options.say
 * @param {() => void} options.onChange
 */
export function createTextPane({ goTo, say, onChange }) {
  /** @type {Policy | null} */
  let policy = null;
  let timer = 0;
  let turn = 0;

  const field = element('textarea', { id: 'source', class: 'ws-textarea', input: typed, rows: '8' });
  const state = element('p', { class: 'ws-note', role: 'status' });
  const onlyOpen = element('input', { type: 'checkbox', id: 'only-open', change: filter });
  const misquoted = element('ul', { class: 'ws-list' });
  const misquotedPart = element('section', {}, element('h3', {}, WORDS.textMisquoted), misquoted);
  const sentences = element('ol', { class: 'ws-list ws-sentences' });
  const sentencesPart = element(
    'section',
    {},
    element('h3', {}, WORDS.textSentences),
    element('p', { class: 'ws-field' }, onlyOpen, element('label', { for: 'only-open' }, WORDS.textOnlyOpen)),
    sentences,
  );
  const panel = element(
    'section',
    { class: 'ws-pane ws-padded' },
    element('h2', {}, WORDS.textTitle),
    element('p', { class: 'ws-hint' }, WORDS.textIntro),
    element('div', { class: 'ws-toolbar' }, button(WORDS.textOpen, open)),
    element('label', { for: 'source' }, WORDS.textField),
    field,
    state,
    misquotedPart,
    sentencesPart,
  );

  async function open() {
    const text = await textOfFile(await chooseFile(panel, '.txt,text/plain'), say);
    if (text === null) return;
    field.value = text;
    typed();
  }

  function typed() {
    window.clearTimeout(timer);
    timer = window.setTimeout(compare, PAUSE_MS);
    onChange();
  }

  async function compare() {
    turn += 1;
    const own = turn;
    const text = field.value;
    const isReady = policy !== null && text.trim() !== '';
    const { result, faults } = isReady ? await cover(policy, text) : NOTHING;
    if (own !== turn) return;
    for (const part of [misquotedPart, sentencesPart]) part.hidden = !result;
    const why = policy || text.trim() === '' ? '' : WORDS.textNothing;
    state.textContent = [why, ...faults.map(({ message }) => message)].join('');
    if (result) show(result);
  }

  /** @param {Coverage} result */
  function show(result) {
    state.textContent = result.text;
    misquotedPart.hidden = result.misquoted.length === 0;
    misquoted.replaceChildren(
      ...result.misquoted.map(({ source, text }) =>
        element('li', { class: 'ws-wrong' }, sourceButton(source), ' ', text),
      ),
    );
    sentences.replaceChildren(
      ...result.sentences.map(({ text, quoted_by: sources }) => {
        const isQuoted = sources.length > 0;
        const mark = element('span', { class: 'ws-mark' }, isQuoted ? WORDS.textQuoted : WORDS.textOpenSentence);
        return element(
          'li',
          { class: isQuoted ? 'ws-right' : 'ws-open' },
          mark,
          ' ',
          text,
          ...sources.flatMap((source) => [' ', sourceButton(source)]),
        );
      }),
    );
    filter();
  }

  function filter() {
    sentences.classList.toggle('ws-only-open', onlyOpen.checked);
  }

  /** @param {QuotedBy} source */
  function sourceButton({ kind, id, label, locator }) {
    return button(`${locator} ${label}`, () => goTo(pointerTo(kind, id)), { class: 'ws-link' });
  }

  /**
   * @param {QuotedBy['kind']} kind
   * @param {string} id
   */
  function pointerTo(kind, id) {
    const { criteria = [], passages = [] } = policy || {};
    if (kind === 'criterion') return `/criteria/${criteria.findIndex((item) => item.id === id)}/citation/quote`;
    return `/passages/${passages.findIndex(({ title }) => title === id)}/citation/quote`;
  }

  return {
    id: /** @type {const} */ ('text'),
    label: WORDS.paneText,
    panel,

    /** @param {Policy | null} next */
    update(next) {
      policy = next;
      compare();
    },

    get text() {
      return field.value;
    },
    set text(value) {
      field.value = value;
    },
  };
}
