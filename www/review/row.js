// One finding of the review: what the text demands, what was given, what the reviewer notes, what follows.

import { make } from '../element/nodes.js';
import { foundControl } from './found.js';
import { icon } from '../reviewers/icons.js';
import { choices, freshId, showSide, textField, textNode } from './parts.js';

/** @import { Fault, PolicyFact } from '../drc-assessment' */
/** @import { Control } from './found.js' */
/** @import { Session } from './session.js' */
/** @import { ComparedRow } from './types' */
/** @import { Words } from './words.js' */

export class RowView {
  /**
   * @param {Session} session
   * @param {Words} words
   * @param {ComparedRow} row
   */
  constructor(session, words, row) {
    this.session = session;
    this.words = words;
    this.row = row;
    // Whether the reviewer has asked for the fields.
    this.wantsFound = false;
    this.wantsRemark = false;
    /** @type {Record<string, { place: HTMLElement, control: Control, error: HTMLElement }>} */
    this.controls = {};
    /**
     * The faults of the review's file.
     * @type {Fault[]}
     */
    this.faults = [];
    this.node = make('li', 'drc-rv-row');
    this.node.setAttribute('part', 'row');
    const id = freshId();
    this.node.setAttribute('aria-labelledby', id);
    this.node.appendChild(this.clause(id));
    this.given = this.column(words.colGiven);
    const check = this.column(words.colCheck);
    this.after = this.column(words.colReviewed);
    const { criterion } = row;

    this.marks = this.markChoices();
    check.appendChild(this.marks.node);
    this.founds = check.appendChild(make('div', 'drc-rv-founds'));
    this.decision = check.appendChild(make('div', 'drc-rv-decision'));
    const title = this.decision.appendChild(textNode('span', 'drc-question__label', words.decide));
    title.setAttribute('aria-hidden', 'true');
    this.decisions = this.decisionChoices();
    this.decision.appendChild(this.decisions.node);
    this.reason = textField(words.reason, (reason) => session.note(criterion, { reason }, `reason ${criterion}`), 2);
    this.reason.input.required = true;
    this.decision.appendChild(this.reason.node);
    this.remark = textField(words.remark, (remark) => session.note(criterion, { remark }, `remark ${criterion}`), 2);
    check.appendChild(this.remark.node);
    this.warning = check.appendChild(make('p', 'drc-q__note'));
    const links = check.appendChild(make('div', 'drc-rv-links'));
    this.findLink = this.link(links, words.enterFound, () => {
      this.wantsFound = true;
      this.showFounds();
      this.showLinks();
      focusFirst(this.founds);
    });
    this.remarkLink = this.link(links, words.addRemark, () => {
      this.wantsRemark = true;
      this.showRemark();
      this.showLinks();
      focusFirst(this.remark.node);
    });
  }

  /** @param {string} id Of the name, which the row is called by. */
  clause(id) {
    const { row, words } = this;
    const node = make('div', 'drc-rv-cell');
    const name = node.appendChild(textNode('h4', 'drc-q__name', row.label));
    name.id = id;
    node.appendChild(textNode('span', 'drc-tag', row.citation.locator));
    const details = node.appendChild(make('details', 'drc-quote'));
    const summary = details.appendChild(textNode('summary', '', words.quote));
    summary.appendChild(icon('more'));
    details.appendChild(textNode('p', 'drc-quote__text', row.citation.quote));
    if (row.proof.length > 0) {
      details.appendChild(textNode('p', 'drc-quote__remark', words.proof + row.proof.join(words.semicolon)));
    }
    return node;
  }

  /** @param {string} title Said to screen readers, as the titles of the columns stand far above. */
  column(title) {
    const node = this.node.appendChild(make('div', 'drc-rv-cell'));
    node.appendChild(textNode('span', 'drc-rv-title', title));
    return node.appendChild(make('div', 'drc-rv-content'));
  }

  markChoices() {
    const { row, session, words } = this;
    return choices(
      words.mark + words.colon + row.label,
      [
        ['', words.unmarked],
        ['confirmed', words.confirmed],
        ['refuted', words.refuted],
        ['pending', words.pending],
      ],
      (mark) => session.mark(this.row, /** @type {ComparedRow['mark']} */ (mark || null)),
    );
  }

  decisionChoices() {
    const { row, session, words } = this;
    return choices(
      words.decide + words.colon + row.label,
      [
        ['', words.undecided],
        ['met', words.decidedMet],
        ['not_met', words.decidedNot],
      ],
      (decision) =>
        session.note(row.criterion, { decision: /** @type {ComparedRow['decision']} */ (decision || null) }),
    );
  }

  /**
   * @param {HTMLElement} place
   * @param {string} words
   * @param {() => void} onClick
   */
  link(place, words, onClick) {
    const node = place.appendChild(textNode('button', 'drc-link', words));
    node.type = 'button';
    // Which finding it is about.
    node.setAttribute('aria-label', words + this.words.colon + this.row.label);
    node.addEventListener('click', onClick);
    return node;
  }

  /**
   * Shows what has become of the finding.
   * @param {ComparedRow} row
   * @param {Fault[]} faults Of the review's file.
   */
  update(row, faults) {
    this.row = row;
    this.faults = faults;
    this.showGiven();
    this.showAfter();
    const hasGiven = row.facts.some((fact) => fact.is_marked && fact.given !== null);
    const { marks, decisions, decision, reason, warning } = this;
    marks.offer('confirmed', hasGiven || row.mark === 'confirmed');
    marks.offer('refuted', hasGiven || row.mark === 'refuted');
    marks.show(row.mark || '');
    decision.hidden = !row.may_decide && !row.decision;
    decisions.show(row.decision || '');
    reason.node.hidden = !row.decision;
    reason.show(row.reason);
    reason.input.setAttribute('aria-invalid', String(Boolean(row.decision && row.may_decide && !row.reason.trim())));
    warning.textContent = row.warning;
    warning.hidden = !row.warning;
    this.showFounds();
    this.showRemark();
    this.showLinks();
    const isShort = row.is_to_check && row.reviewed !== null && row.reviewed.outcome === 'not_met';
    this.node.className = `drc-rv-row${isShort ? ' drc-rv-row--short' : ''}${row.is_looked_at ? ' drc-rv-row--done' : ''}`;
  }

  /** What was found, and what follows from it. */
  showAfter() {
    const { after, row, words } = this;
    showSide(after, row.reviewed, words.notApplicable);
    const [first] = after.childNodes;
    for (const { found, label } of row.facts) {
      if (found === null) continue;
      const name = row.facts.length === 1 ? '' : label + words.colon;
      after.insertBefore(textNode('p', 'drc-rv-found', name + words.found + words.colon + found), first);
    }
  }

  showGiven() {
    const { given, row, words } = this;
    given.textContent = '';
    const isAlone = row.facts.length === 1;
    const list = given.appendChild(make('ul', 'drc-rv-facts'));
    for (const fact of row.facts) {
      const item = list.appendChild(make('li', ''));
      if (!isAlone) item.appendChild(textNode('span', 'drc-muted', fact.label + words.colon));
      item.appendChild(
        textNode(
          'span',
          fact.given === null ? 'drc-muted' : 'drc-rv-value',
          fact.given === null ? words.nothingGiven : fact.given,
        ),
      );
      if (fact.has_changed) {
        const note = item.appendChild(make('span', 'drc-rv-changed'));
        note.appendChild(icon('warn'));
        note.appendChild(document.createTextNode(words.changedHere));
      }
    }
    list.hidden = row.facts.length === 0;
    for (const figure of row.figures) given.appendChild(textNode('p', 'drc-muted', words.figures + figure));
    showSide(given.appendChild(make('div', '')), row.applicant, words.notApplicable);
  }

  /** The fields for values that were found: asked for by a mark, by the reviewer, or as there is a value already. */
  showFounds() {
    const { faults, founds, row, session, words } = this;
    let isAnyShown = false;
    for (const { fact, is_marked: isMarked } of row.facts) {
      const value = session.notes.found[fact];
      const isAsked = isMarked && row.mark !== 'pending' && (this.wantsFound || row.mark === 'refuted');
      const isShown = isAsked || (value !== undefined && isMarked);
      if (isShown && !this.controls[fact]) this.addControl(fact);
      const own = this.controls[fact];
      if (!own) continue;
      own.place.hidden = !isShown;
      own.control.show(value, session.given(fact));
      const errors = faults.filter(
        ({ path }) => path === `/review/found/${fact}` || path.indexOf(`/review/found/${fact}/`) === 0,
      );
      own.error.textContent = errors.map(({ message }) => message).join(words.semicolon);
      own.error.hidden = errors.length === 0;
      isAnyShown = isAnyShown || isShown;
    }
    founds.hidden = !isAnyShown;
    founds.setAttribute('aria-label', words.found);
  }

  /** @param {string} fact */
  addControl(fact) {
    const { session, words } = this;
    const [definition] = /** @type {{ facts: PolicyFact[] }} */ (session.policy).facts.filter(({ id }) => id === fact);
    if (!definition) return;
    const place = this.founds.appendChild(make('div', ''));
    const control = foundControl(definition, words, (value, typing) => session.find(this.row, fact, value, typing));
    const error = place.appendChild(make('p', 'drc-error'));
    error.setAttribute('role', 'alert');
    place.appendChild(control.node);
    this.controls[fact] = { place, control, error };
  }

  showRemark() {
    const { remark, row } = this;
    const isAsked = row.mark === 'refuted' || row.mark === 'pending';
    remark.node.hidden = !(this.wantsRemark || isAsked || row.remark);
    remark.show(row.remark);
  }

  showLinks() {
    const { row, findLink, remark, remarkLink } = this;
    const mayFind = row.facts.some((fact) => fact.is_marked) && row.mark !== 'pending';
    findLink.hidden = !mayFind || !this.founds.hidden;
    remarkLink.hidden = !remark.node.hidden;
  }
}

/** @param {HTMLElement} place */
function focusFirst(place) {
  const field = place.querySelector('input, select, textarea');
  if (field) /** @type {HTMLElement} */ (field).focus();
}
