// The state of a review: what is reviewed, what the reviewer has noted, and what the engine makes of both.

import { jsonOf } from '../element/json.js';
import { isObject } from '../answers/read.js';

/** @import { Answers, FactValue, Policy, Review, ReviewNote } from '../drc-assessment' */
/** @import { Controller } from '../element/controller.js' */
/** @import { Engine } from '../element/types' */
/** @import { Comparison, ComparedRow, Notes } from './types' */

// How many steps back there are.
const MAX_STEPS = 200;

/**
 * The notes of a review in which nothing is noted.
 * @returns {Notes}
 */
const emptyNotes = () => ({
  zone_type: null,
  findings: {},
  found: {},
  reviewer: '',
  reviewed_on: '',
  opinion: '',
});

export class Session {
  /**
   * @param {Controller} controller
   * @param {() => Promise<Engine>} loadEngine
   * @param {(isByReviewer: boolean) => void} onCompared Called when there is a new comparison.
   * @param {(error: unknown) => void} onFailed Called if there is none after a change of the reviewer's.
   */
  constructor(controller, loadEngine, onCompared, onFailed) {
    this.controller = controller;
    this.loadEngine = loadEngine;
    this.onCompared = onCompared;
    this.onFailed = onFailed;
    /** @type {Policy | null} */
    this.policy = null;
    // What came with the review besides the notes: keys of the host page among it.
    /** @type {Record<string, unknown>} */
    this.carried = {};
    /** @type {string | null} */
    this.checkCode = null;
    /**
     * A copy of the answers that the check code is about.
     * @type {Answers | null}
     */
    this.reviewedAnswers = null;
    this.notes = emptyNotes();
    /** @type {Comparison | null} */
    this.comparison = null;
    // The notes before each change, as JSON, the latest last; and the field whose typing is one change.
    /** @type {string[]} */
    this.steps = [];
    this.typing = '';
    /**
     * The marks of the reviewer on findings that are marked as not true because of a value that was found, until that
     * value is the given one again.
     * @type {Record<string, ReviewNote['mark']>}
     */
    this.formerMarks = {};
    this.isUnsaved = false;
    // Counts comparisons: late ones are ignored.
    this.turn = 0;
  }

  /** Whether anything is noted. */
  get hasNotes() {
    const { findings, found, opinion, zone_type: type } = this.notes;
    return Boolean(Object.keys(findings).length || Object.keys(found).length || opinion || type);
  }

  /**
   * The answers with the day that they are assessed for, so that the check code stays the same tomorrow.
   * @returns {Answers | null}
   */
  get answers() {
    const { answers, element, day } = this.controller;
    if (!isObject(answers)) return null;
    const former = this.reviewedAnswers;
    const given = /** @type {Answers} */ (answers);
    return {
      ...given,
      as_of: given.as_of || element.getAttribute('as-of') || (former && former.as_of) || day.read(),
    };
  }

  /**
   * The review as it is handed out: a file, or the detail of an event.
   * @returns {Review | null}
   */
  get review() {
    const { comparison, policy } = this;
    if (!policy || !comparison) return null;
    const { applicant, reviewed } = comparison;
    return JSON.parse(
      jsonOf({
        ...this.carried,
        policy: policy.id,
        check_code: this.checkCode,
        ...this.notes,
        applicant: { verdict: applicant.verdict, counts: applicant.counts },
        reviewed: { verdict: reviewed.verdict, counts: reviewed.counts },
        answers: this.reviewedAnswers,
      }),
    );
  }

  /**
   * Takes a review from a file or from the page; without one it begins anew. What cannot be read stays in it and is
   * told as a fault.
   * @param {Record<string, any> | null} review
   */
  take(review) {
    const { check_code: code, answers, ...rest } = review || {};
    this.carried = rest;
    this.notes = emptyNotes();
    for (const key of /** @type {(keyof Notes)[]} */ (Object.keys(this.notes))) {
      const value = rest[key];
      if (value === undefined || value === null) continue;
      const isMap = key === 'findings' || key === 'found';
      // What has the wrong type is a fault that the engine tells.
      if (!isMap || isObject(value)) Object.assign(this.notes, { [key]: value });
    }
    this.checkCode = typeof code === 'string' && code ? code : null;
    this.reviewedAnswers = isObject(answers) ? /** @type {Answers} */ (answers) : null;
    this.steps = [];
    this.typing = '';
    this.formerMarks = {};
    this.isUnsaved = false;
  }

  /** Reviews the answers as they are now from here on. */
  accept() {
    this.checkCode = null;
    return this.changed();
  }

  /**
   * Changes the notes.
   * @param {(notes: Notes) => void} change
   * @param {string} [typing] Name of the field that is being typed into: its keys are one change.
   */
  change(change, typing = '') {
    const before = jsonOf(this.notes);
    change(this.notes);
    if (jsonOf(this.notes) === before) return Promise.resolve();
    if (!typing || typing !== this.typing) this.steps.push(before);
    if (this.steps.length > MAX_STEPS) this.steps.shift();
    this.typing = typing;
    return this.changed();
  }

  /** Goes back one change. */
  undo() {
    const before = this.steps.pop();
    if (before === undefined) return Promise.resolve();
    this.notes = JSON.parse(before);
    this.typing = '';
    this.formerMarks = {};
    return this.changed();
  }

  /** Called when the reviewer has changed something, which stays noted even if it cannot be compared. */
  changed() {
    this.isUnsaved = true;
    return this.compare(true).catch(this.onFailed);
  }

  /**
   * The note on a criterion, to be changed; from a file it may be anything.
   * @param {string} criterion
   * @returns {ReviewNote}
   */
  noteOn(criterion) {
    const note = this.notes.findings[criterion];
    return isObject(note) ? { ...note } : {};
  }

  /**
   * Changes the note on a criterion; one in which nothing is left is removed.
   * @param {string} criterion
   * @param {ReviewNote} fields
   * @param {string} [typing]
   */
  note(criterion, fields, typing) {
    return this.change(({ findings }) => {
      const note = { ...this.noteOn(criterion), ...fields };
      for (const key of /** @type {(keyof ReviewNote)[]} */ (Object.keys(note))) if (!note[key]) delete note[key];
      if (Object.keys(note).length > 0) findings[criterion] = note;
      else delete findings[criterion];
    }, typing);
  }

  /**
   * Marks a finding. What is not true has another value: of yes or no at once the other one. A mark that is taken back
   * takes the values along that were found with it.
   * @param {ComparedRow} row
   * @param {ReviewNote['mark']} mark
   */
  mark(row, mark) {
    delete this.formerMarks[row.criterion];
    return this.change(({ findings, found }) => {
      const before = this.noteOn(row.criterion);
      const facts = row.facts.filter((fact) => fact.is_marked);
      if (before.mark === 'refuted') for (const { fact } of facts) delete found[fact];
      const note = { ...before, mark };
      if (!mark) delete note.mark;
      if (Object.keys(note).length > 0) findings[row.criterion] = note;
      else delete findings[row.criterion];
      if (mark !== 'refuted' || facts.length !== 1) return;
      const [{ fact }] = facts;
      const given = this.given(fact);
      if (typeof given === 'boolean' && found[fact] === undefined) found[fact] = !given;
    });
  }

  /**
   * Notes the value found of a fact; undefined takes it back. A finding whose fact turns out to be otherwise is not true.
   * @param {ComparedRow} row
   * @param {string} fact
   * @param {FactValue | undefined} value
   * @param {string} [typing]
   */
  async find(row, fact, value, typing) {
    await this.change(({ found }) => {
      if (value === undefined) delete found[fact];
      else found[fact] = value;
    }, typing);
    await this.settleMark(row.criterion);
  }

  /**
   * Marks a finding as not true where what was found differs from what was given, and takes that back where it no
   * longer does: while a number is being typed, its beginning is another number.
   * @param {string} criterion
   */
  settleMark(criterion) {
    const row = this.rowOf(criterion);
    if (!row) return Promise.resolve();
    const isOther = row.facts.some((fact) => fact.is_marked && fact.differs);
    const note = this.noteOn(criterion);
    const isSet = criterion in this.formerMarks;
    if (isOther && (!note.mark || note.mark === 'confirmed')) {
      this.formerMarks[criterion] = note.mark;
      this.notes.findings[criterion] = { ...note, mark: 'refuted' };
    } else if (!isOther && isSet && note.mark === 'refuted') {
      const { [criterion]: mark } = this.formerMarks;
      delete this.formerMarks[criterion];
      const { mark: own, ...rest } = note;
      if (mark) this.notes.findings[criterion] = { ...rest, mark };
      else if (Object.keys(rest).length > 0) this.notes.findings[criterion] = rest;
      else delete this.notes.findings[criterion];
    } else {
      return Promise.resolve();
    }
    return this.changed();
  }

  /**
   * The row of a criterion as it was compared last.
   * @param {string} criterion
   */
  rowOf(criterion) {
    const groups = this.comparison ? this.comparison.groups : [];
    for (const { rows } of groups) {
      for (const row of rows) if (row.criterion === criterion) return row;
    }
    return null;
  }

  /**
   * What the applicant answered.
   * @param {string} fact
   * @returns {FactValue | undefined}
   */
  given(fact) {
    const { facts } = this.controller.answers || {};
    return isObject(facts) ? /** @type {FactValue} */ (facts[fact]) : undefined;
  }

  /**
   * Compares application and review. Resolves once that is done, or is no longer wanted.
   * @param {boolean} isByReviewer Whether the reviewer has changed something.
   */
  async compare(isByReviewer) {
    this.turn += 1;
    const { turn, policy, answers, controller } = this;
    if (!policy || !answers) {
      this.comparison = null;
      this.onCompared(isByReviewer);
      return;
    }
    const engine = await this.loadEngine();
    if (turn !== this.turn) return;
    const comparison = engine.review(policy, answers, this.file, controller.lang);
    if (!comparison) throw new Error('no comparison');
    this.comparison = comparison;
    if (this.checkCode === null) {
      this.checkCode = comparison.check_code;
      this.reviewedAnswers = answers;
      comparison.changed = '';
    }
    this.onCompared(isByReviewer);
  }

  /** What the engine reads. */
  get file() {
    return { policy: this.policy && this.policy.id, ...this.carried, ...this.head, ...this.notes };
  }

  get head() {
    return { check_code: this.checkCode, answers: this.reviewedAnswers };
  }

  /** The report on the review, as the engine makes it. */
  async report() {
    const { policy, answers, controller } = this;
    const engine = await this.loadEngine();
    const report = policy && answers ? engine.reportReview(policy, answers, this.file, controller.lang) : null;
    if (!report) throw new Error('no report');
    return report;
  }
}
