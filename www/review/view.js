// The screen of a review: the head with both verdicts, the tools, the findings.

import { make } from '../element/nodes.js';
import { icon, outcomeClass } from '../reviewers/icons.js';
import { choices, textField, textNode } from './parts.js';
import { RowView } from './row.js';
import { filled } from '../reviewers/sentences.js';

/** @import { Policy } from '../drc-assessment' */
/** @import { Session } from './session.js' */
/** @import { Comparison, ComparedRow, ComparedVerdict } from './types' */
/** @import { Words } from './words.js' */

/**
 * What the visitor can ask for outside the review.
 * @typedef {object} Requests
 * @property {() => void} openAnswers
 * @property {() => void} openReview
 * @property {() => void} save
 * @property {() => void} print
 * @property {() => void} html
 * @property {() => void} accept
 */

const COUNTED = /** @type {const} */ (['not_met', 'unknown', 'discretionary', 'met']);

/**
 * What each filter shows.
 * @type {Record<string, (row: ComparedRow) => boolean>}
 */
const FILTERS = {
  all: () => true,
  short: ({ applicant, reviewed, is_to_check: isToCheck }) =>
    isToCheck && [applicant, reviewed].some((side) => side !== null && side.outcome === 'not_met'),
  toDecide: (row) => row.may_decide && !row.is_decided && row.is_to_check,
  unchecked: (row) => row.is_to_check && !row.is_looked_at,
};

/** Where the day of the review stands in its file. */
const DAY = '/review/reviewed_on';

export class ReviewView {
  /**
   * @param {Session} session
   * @param {Policy} policy
   * @param {Words} words
   * @param {Requests} requests
   */
  constructor(session, policy, words, requests) {
    this.session = session;
    this.policy = policy;
    this.words = words;
    /** @type {Record<string, RowView>} */
    this.rows = {};
    this.filter = 'all';
    // The rows that the filter has let through: one that changes under the reviewer's hands stays.
    /** @type {Record<string, boolean>} */
    this.passed = {};
    this.shape = '';
    /** @type {{ node: HTMLElement, counts: boolean }[]} */
    this.groups = [];
    this.node = make('section', 'drc-frame drc-rv');
    this.node.setAttribute('part', 'frame');
    this.node.lang = words.lang;
    this.title = make('h2', 'drc-head__title');
    this.about = make('p', 'drc-head__policy');
    this.notices = make('div', 'drc-rv-notices');
    this.accept = this.button(words.accept, requests.accept);
    this.sides = make('div', 'drc-rv-sides');
    this.given = this.side(words.given, words.givenOver);
    this.reviewed = this.side(words.reviewed, words.reviewedOver);
    // Told by screen readers once something has changed.
    this.reviewed.message.setAttribute('role', 'status');
    this.fields = make('div', 'drc-rv-fields');
    this.typeSelect = this.typeField();
    this.reviewer = textField(words.reviewer, (text) =>
      session.change((notes) => Object.assign(notes, { reviewer: text }), 'reviewer'),
    );
    this.reviewedOn = textField(words.reviewedOn, (text) =>
      session.change((notes) => Object.assign(notes, { reviewed_on: text.trim() }), 'reviewed_on'),
    );
    this.reviewedOn.input.placeholder = words.dateHint;
    this.dayFault = this.reviewedOn.node.appendChild(make('span', 'drc-error'));
    this.dayFault.setAttribute('role', 'alert');
    this.opinion = textField(
      words.opinion,
      (text) => session.change((notes) => Object.assign(notes, { opinion: text }), 'opinion'),
      3,
    );
    this.progress = make('p', 'drc-rv-progress');
    this.progressText = make('span', '');
    this.progressBar = make('progress', 'drc-rv-bar');
    this.filters = choices(
      words.show,
      Object.keys(FILTERS).map((name) => [name, words[/** @type {'all'} */ (name)]]),
      (name) => {
        this.filter = name;
        this.passed = {};
        this.showRows();
      },
    );
    this.list = make('div', 'drc-rv-list');
    this.none = textNode('p', 'drc-muted', words.noneLeft);
    this.undo = this.button(words.undo, () => session.undo());
    this.build(requests);
  }

  /** @param {Requests} requests */
  build(requests) {
    const { node, words } = this;
    const head = node.appendChild(make('div', 'drc-head'));
    const top = head.appendChild(make('div', 'drc-rv-top'));
    top.appendChild(this.title);
    const files = top.appendChild(make('div', 'drc-actions'));
    head.appendChild(this.about);
    files.appendChild(this.button(words.openAnswers, requests.openAnswers));
    files.appendChild(this.button(words.openReview, requests.openReview));
    const body = node.appendChild(make('div', 'drc-body'));
    body.appendChild(this.notices);
    body.appendChild(this.sides);
    this.sides.appendChild(this.given.node);
    this.sides.appendChild(this.reviewed.node);
    body.appendChild(this.fields);
    for (const field of [this.typeSelect && this.typeSelect.node, this.reviewer.node, this.reviewedOn.node]) {
      if (field) this.fields.appendChild(field);
    }
    const tools = body.appendChild(make('div', 'drc-rv-tools'));
    tools.appendChild(textNode('h3', 'drc-section__title', words.list));
    tools.appendChild(this.filters.node);
    this.progress.appendChild(this.progressText);
    this.progressBar.setAttribute('aria-hidden', 'true');
    this.progress.appendChild(this.progressBar);
    tools.appendChild(this.progress);
    const buttons = tools.appendChild(make('div', 'drc-rv-buttons'));
    buttons.appendChild(this.undo);
    buttons.appendChild(this.button(words.print, requests.print));
    const save = buttons.appendChild(this.button(words.save, requests.save));
    save.className += ' drc-btn--primary';
    const titles = body.appendChild(make('div', 'drc-rv-titles'));
    titles.setAttribute('aria-hidden', 'true');
    for (const title of [words.colClause, words.colGiven, words.colCheck, words.colReviewed]) {
      titles.appendChild(textNode('span', '', title));
    }
    body.appendChild(this.list);
    body.appendChild(this.none);
    const end = body.appendChild(make('div', 'drc-section'));
    end.appendChild(this.opinion.node);
    const last = end.appendChild(make('div', 'drc-actions'));
    last.appendChild(this.button(words.save, requests.save));
    last.appendChild(this.button(words.print, requests.print));
    last.appendChild(this.button(words.html, requests.html));
    this.filters.show('all');
  }

  /**
   * @param {string} words
   * @param {() => void} onClick
   */
  button(words, onClick) {
    const node = textNode('button', 'drc-btn', words);
    node.type = 'button';
    node.addEventListener('click', onClick);
    return node;
  }

  /**
   * One of both verdicts.
   * @param {string} title
   * @param {string} over
   */
  side(title, over) {
    const node = make('div', 'drc-rv-side');
    node.appendChild(textNode('h3', 'drc-rv-side__title', title));
    node.appendChild(textNode('p', 'drc-result__over', over));
    const message = node.appendChild(make('p', 'drc-verdict'));
    message.setAttribute('part', 'verdict');
    const counts = node.appendChild(make('ul', 'drc-counts'));
    return { node, message, counts };
  }

  /** The field for the type that was found; none where the policy has no types. */
  typeField() {
    const { policy, session, words } = this;
    const types = policy.zone_types || [];
    if (types.length === 0) return null;
    const node = make('label', 'drc-rv-field');
    node.appendChild(textNode('span', 'drc-question__label', words.typeFound));
    const select = node.appendChild(make('select', 'drc-select'));
    const same = select.appendChild(textNode('option', '', words.asGiven));
    same.value = '';
    for (const { id, label } of types) select.appendChild(textNode('option', '', label)).value = id;
    select.addEventListener('change', () =>
      session.change((notes) => Object.assign(notes, { zone_type: select.value || null })),
    );
    return { node, select, same };
  }

  /** Shows the comparison that the session has now. */
  update() {
    const { session, words } = this;
    const comparison = /** @type {Comparison} */ (session.comparison);
    const { notes } = session;
    this.title.textContent = filled(words.titleOf, comparison.name || words.unnamed);
    this.showAbout(comparison);
    this.showNotices(comparison);
    this.showSide(this.given, comparison.applicant, words.unknown);
    this.showSide(this.reviewed, comparison.reviewed, words.unknownReviewed);
    if (this.typeSelect) {
      const given = this.typeName(comparison.applicant.zone_type) || words.noType;
      this.typeSelect.same.textContent = filled(words.asGivenType, given);
      this.typeSelect.select.value = notes.zone_type || '';
    }
    this.reviewer.show(String(notes.reviewer));
    this.reviewedOn.show(String(notes.reviewed_on));
    this.showDayFault(comparison);
    this.opinion.show(String(notes.opinion));
    const { done, all } = comparison.progress;
    this.progressText.textContent = filled(words.progress, done, all);
    this.progressBar.max = all || 1;
    this.progressBar.value = done;
    this.undo.disabled = session.steps.length === 0;
    this.arrange(comparison);
    for (const { rows } of comparison.groups) {
      for (const row of rows) this.rows[row.criterion].update(row, comparison.errors);
    }
    this.showRows();
    this.countRows(comparison);
  }

  /** @param {Comparison} comparison */
  showDayFault({ errors }) {
    const [fault] = errors.filter(({ path }) => path === DAY);
    this.dayFault.textContent = fault ? fault.message : '';
    this.dayFault.hidden = !fault;
    this.reviewedOn.input.setAttribute('aria-invalid', String(Boolean(fault)));
  }

  /**
   * Says how many rows each filter shows.
   * @param {Comparison} comparison
   */
  countRows({ groups }) {
    for (const name of Object.keys(FILTERS)) {
      let count = 0;
      for (const { rows } of groups) count += rows.filter(FILTERS[name]).length;
      this.filters.rename(name, `${this.words[/** @type {'all'} */ (name)]} ${count}`);
    }
  }

  /** @param {string | null} id */
  typeName(id) {
    const [type] = (this.policy.zone_types || []).filter((own) => own.id === id);
    return type ? type.label : id;
  }

  /** @param {Comparison} comparison */
  showAbout({ applicant, as_of: day, check_code: code }) {
    const { about, policy, words } = this;
    about.textContent = '';
    about.appendChild(textNode('b', '', `《${policy.title}》`));
    const type = this.typeName(applicant.zone_type);
    for (const text of [policy.number, type && words.type + type, day && words.day + day, words.code + code]) {
      if (text) about.appendChild(textNode('span', 'drc-head__type', text));
    }
  }

  /** @param {Comparison} comparison */
  showNotices({ changed, errors, needs_type: needsType, validity }) {
    const { notices, words } = this;
    notices.textContent = '';
    this.notice('warn', validity.title, validity.message);
    if (needsType) this.notice('warn', '', words.needsType);
    if (changed) this.notice('error', '', changed).appendChild(this.accept);
    // Those of values stand beside them.
    const others = errors.filter(({ path }) => path.indexOf('/review/found/') !== 0 && path !== DAY);
    if (others.length === 0) return;
    const notice = this.notice('error', '', filled(words.faults, others.length));
    const list = notice.appendChild(make('ul', 'drc-faults'));
    for (const { path, message } of others) list.appendChild(textNode('li', '', `${path}　${message}`));
  }

  /**
   * @param {'warn' | 'error'} kind
   * @param {string} title
   * @param {string} text
   */
  notice(kind, title, text) {
    const notice = this.notices.appendChild(make('div', `drc-notice drc-notice--${kind}`));
    notice.appendChild(icon('warn'));
    const body = notice.appendChild(make('div', ''));
    if (title) body.appendChild(textNode('p', 'drc-notice__title', title));
    body.appendChild(textNode('p', '', text));
    return notice;
  }

  /**
   * @param {ReturnType<ReviewView['side']>} side
   * @param {ComparedVerdict} verdict
   * @param {string} unknown What the unknown ones are called on this side.
   */
  showSide({ message, counts }, verdict, unknown) {
    const { words } = this;
    // Only what has changed is told by screen readers.
    if (message.textContent !== verdict.message) message.textContent = verdict.message;
    counts.textContent = '';
    counts.hidden = Boolean(this.policy.no_eligibility);
    for (const outcome of COUNTED) {
      const item = counts.appendChild(make('li', `drc-counts__item drc-c--${outcomeClass(outcome)}`));
      const word = make('span', 'drc-counts__w');
      word.appendChild(icon(outcome));
      word.appendChild(document.createTextNode(outcome === 'unknown' ? unknown : words[outcome]));
      item.appendChild(word);
      item.appendChild(textNode('span', 'drc-counts__n', String(verdict.counts[outcome])));
    }
  }

  /**
   * Puts the rows into their groups; what stays, stays as it is, with what is being typed there.
   * @param {Comparison} comparison
   */
  arrange({ groups }) {
    const { list, words } = this;
    const shape = groups.map(({ rows }) => rows.map(({ criterion }) => criterion).join()).join(';');
    if (shape === this.shape) return;
    this.shape = shape;
    const focused = /** @type {ShadowRoot} */ (list.getRootNode()).activeElement;
    list.textContent = '';
    this.groups = groups.map((group) => this.group(group));
    const others = textNode('p', 'drc-muted drc-rv-others', words.others);
    for (const { node, counts } of this.groups) if (counts) list.appendChild(node);
    if (this.groups.some(({ counts }) => !counts)) list.appendChild(others);
    for (const { node, counts } of this.groups) if (!counts) list.appendChild(node);
    // Moving a node takes the focus from what is in it.
    if (focused && list.contains(focused)) /** @type {HTMLElement} */ (focused).focus();
  }

  /**
   * A group with its rows. One in which nothing counts is closed, and stands behind the others.
   * @param {Comparison['groups'][0]} group
   */
  group({ title, note, rows }) {
    const counts = rows.some((row) => row.is_to_check);
    const node = make(counts ? 'div' : 'details', 'drc-group');
    const head = node.appendChild(make(counts ? 'div' : 'summary', 'drc-group__head drc-group__line'));
    head.appendChild(textNode('h3', counts ? 'drc-rv-group' : 'drc-group__title', title));
    if (note) head.appendChild(textNode('span', 'drc-group__note', note));
    const items = node.appendChild(make('ol', 'drc-rv-rows'));
    for (const row of rows) {
      const { criterion } = row;
      if (!this.rows[criterion]) this.rows[criterion] = new RowView(this.session, this.words, row);
      items.appendChild(this.rows[criterion].node);
    }
    return { node, counts };
  }

  /** Hides the rows that the filter does not ask for, and the groups in which none is left. */
  showRows() {
    const comparison = /** @type {Comparison} */ (this.session.comparison);
    let isAnyShown = false;
    for (let at = 0; at < comparison.groups.length; at += 1) {
      let isGroupShown = false;
      for (const row of comparison.groups[at].rows) {
        const passes = this.passed[row.criterion] || FILTERS[this.filter](row);
        this.passed[row.criterion] = passes;
        this.rows[row.criterion].node.hidden = !passes;
        isGroupShown = isGroupShown || passes;
      }
      isAnyShown = isAnyShown || isGroupShown;
      this.groups[at].node.hidden = !isGroupShown;
    }
    const others = /** @type {HTMLElement | null} */ (this.list.querySelector('.drc-rv-others'));
    if (others) others.hidden = this.filter !== 'all';
    this.none.hidden = isAnyShown;
  }
}

/**
 * What is shown while there is no application.
 * @param {Words} words
 * @param {Pick<Requests, 'openAnswers' | 'openReview'>} requests
 */
export function startScreen(words, requests) {
  const node = make('section', 'drc-frame drc-rv');
  node.setAttribute('part', 'frame');
  node.lang = words.lang;
  const head = node.appendChild(make('div', 'drc-head'));
  head.appendChild(textNode('h2', 'drc-head__title', words.title));
  head.appendChild(textNode('p', 'drc-head__policy', words.start));
  const files = head.appendChild(make('div', 'drc-actions'));
  const open = /** @type {const} */ ([
    [words.openAnswers, requests.openAnswers, ' drc-btn--primary'],
    [words.openReview, requests.openReview, ''],
  ]);
  for (const [label, onClick, kind] of open) {
    const own = files.appendChild(textNode('button', `drc-btn${kind}`, label));
    own.type = 'button';
    own.addEventListener('click', onClick);
  }
  return node;
}
