// The editor: CodeMirror in a shadow root, where its styles are adopted sheets, which the page's security policy allows.

import {
  acceptCompletion,
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentLess, indentMore } from '@codemirror/commands';
import { json } from '@codemirror/lang-json';
import {
  bracketMatching,
  codeFolding,
  foldGutter,
  foldKeymap,
  HighlightStyle,
  indentOnInput,
  syntaxHighlighting,
} from '@codemirror/language';
import { lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import { EditorState } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  hoverTooltip,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { EDITOR_PHRASES } from './words.js';

/** @import { CompletionSource } from '@codemirror/autocomplete' */
/** @import { Diagnostic } from '@codemirror/lint' */

const HIGHLIGHT = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--ws-key)' },
  { tag: tags.string, color: 'var(--ws-string)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--ws-number)' },
  { tag: [tags.separator, tags.brace, tags.squareBracket], color: 'var(--ws-ink-2)' },
]);

const THEME = EditorView.theme({
  '&': { height: '100%', color: 'var(--ws-ink)', backgroundColor: 'var(--ws-bg)', fontSize: '14px' },
  '&.cm-focused': { outline: '2px solid var(--ws-accent)', outlineOffset: '-2px' },
  '.cm-scroller': { fontFamily: 'var(--ws-mono)', lineHeight: '1.6' },
  '.cm-content': { caretColor: 'var(--ws-ink)' },
  '.cm-cursor': { borderLeftColor: 'var(--ws-ink)' },
  '.cm-gutters': {
    backgroundColor: 'var(--ws-bg-2)',
    color: 'var(--ws-ink-3)',
    borderRight: '1px solid var(--ws-line)',
  },
  '.cm-activeLine': { backgroundColor: 'var(--ws-active)' },
  '.cm-activeLineGutter': { backgroundColor: 'var(--ws-bg-3)', color: 'var(--ws-ink)' },
  '.cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground': {
    backgroundColor: 'var(--ws-selection)',
  },
  '.cm-selectionMatch': { backgroundColor: 'var(--ws-bg-3)' },
  '.cm-searchMatch': { backgroundColor: 'var(--ws-warn-soft)', outline: '1px solid var(--ws-warn)' },
  '.cm-searchMatch-selected': { backgroundColor: 'var(--ws-selection)' },
  '.cm-tooltip, .cm-panels': {
    backgroundColor: 'var(--ws-bg)',
    color: 'var(--ws-ink)',
    border: '1px solid var(--ws-edge)',
  },
  '.cm-tooltip': { fontFamily: 'var(--ws-font)', fontSize: '14px', lineHeight: '1.5' },
  '.cm-tooltip-hover': { maxWidth: '420px', padding: '4px 8px' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': { fontFamily: 'var(--ws-mono)', maxHeight: '14em' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '2px 8px' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    backgroundColor: 'var(--ws-accent)',
    color: 'var(--ws-accent-ink)',
  },
  '.cm-completionDetail': { fontFamily: 'var(--ws-font)', fontStyle: 'normal', marginLeft: '12px' },
  '.cm-diagnostic': { padding: '4px 8px' },
  '.cm-diagnostic-error': { borderLeft: '4px solid var(--ws-error)' },
  '.cm-diagnostic-warning': { borderLeft: '4px solid var(--ws-warn)' },
  '.cm-panels input, .cm-panels button': { fontSize: '14px' },
  '.cm-button': {
    backgroundImage: 'none',
    backgroundColor: 'var(--ws-bg-2)',
    color: 'var(--ws-ink)',
    border: '1px solid var(--ws-edge)',
  },
  '.cm-textfield': { backgroundColor: 'var(--ws-bg)', color: 'var(--ws-ink)', border: '1px solid var(--ws-edge)' },
  '.cm-panel.cm-search [name=close]': { color: 'var(--ws-ink)', fontSize: '18px' },
  '.cm-foldPlaceholder': {
    backgroundColor: 'var(--ws-bg-3)',
    color: 'var(--ws-ink-2)',
    border: 'none',
    padding: '0 6px',
  },
});

// Escape then Tab leaves the editor, as CodeMirror sees to.
const TAB = [
  { key: 'Tab', run: acceptCompletion },
  { key: 'Tab', run: indentMore, shift: indentLess },
];

/**
 * An editor of JSON.
 * @param {object} options
 * @param {HTMLElement} options.host Empty, and laid out by the page.
 * @param {string} options.label For screen readers.
 * @param {string} options.describedBy What the keys do, as a text: an id does not reach into the shadow root.
 * @param {() => void} options.onChange
 * @param {CompletionSource} [options.completion]
 * @param {(text: string, at: number) => { from: number, to: number, text: string } | null} [options.explain]
 */
export function createEditor({ host, label, describedBy, onChange, completion, explain }) {
  const root = host.attachShadow({ mode: 'open' });
  const extensions = [
    lineNumbers(),
    foldGutter(),
    codeFolding({ placeholderText: '…' }),
    lintGutter(),
    highlightSpecialChars(),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    highlightSelectionMatches(),
    history(),
    drawSelection(),
    indentOnInput(),
    bracketMatching(),
    closeBrackets(),
    autocompletion({ icons: false, override: completion ? [completion] : [] }),
    search({ top: true }),
    json(),
    explain ? explanations(explain) : [],
    syntaxHighlighting(HIGHLIGHT),
    THEME,
    EditorView.lineWrapping,
    EditorState.tabSize.of(2),
    EditorState.phrases.of(EDITOR_PHRASES),
    EditorView.contentAttributes.of({
      'aria-label': label,
      'aria-description': describedBy,
      lang: 'zh-CN',
      tabindex: '0',
    }),
    keymap.of([
      ...closeBracketsKeymap,
      ...completionKeymap,
      ...TAB,
      ...defaultKeymap,
      ...searchKeymap,
      ...historyKeymap,
      ...foldKeymap,
      ...lintKeymap,
    ]),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) onChange();
    }),
  ];
  const view = new EditorView({ state: EditorState.create({ extensions }), parent: root, root });

  return {
    view,

    get text() {
      return view.state.doc.toString();
    },

    /**
     * Replaces everything, as another file: what was there before cannot be brought back by undo.
     * @param {string} text
     */
    load(text) {
      view.setState(EditorState.create({ doc: text, extensions }));
      onChange();
    },

    /**
     * Replaces everything, as an edit.
     * @param {string} text
     */
    replace(text) {
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
    },

    /** @param {Diagnostic[]} faults */
    show(faults) {
      view.dispatch(setDiagnostics(view.state, faults));
    },

    /** @param {number} at */
    lineOf(at) {
      return view.state.doc.lineAt(at).number;
    },

    /**
     * Goes to a place.
     * @param {number} from
     * @param {number} to
     */
    select(from, to) {
      view.dispatch({
        selection: { anchor: from, head: to },
        effects: EditorView.scrollIntoView(from, { y: 'center' }),
      });
      view.focus();
    },
  };
}

/** @typedef {ReturnType<typeof createEditor>} Editor */

/** @param {(text: string, at: number) => { from: number, to: number, text: string } | null} explain */
function explanations(explain) {
  return hoverTooltip((view, at) => {
    const found = explain(view.state.doc.toString(), at);
    if (!found) return null;
    return {
      pos: found.from,
      end: found.to,
      create() {
        const dom = document.createElement('div');
        dom.textContent = found.text;
        return { dom };
      },
    };
  });
}
