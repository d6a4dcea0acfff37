// Entry of drc-assessment-review.js: the review of one application, in the widget's place.

import { textOf } from '../answers/file.js';
import { fileName } from '../answers/file-name.js';
import { isObject, MAX_LENGTH } from '../answers/read.js';
import { chosenFile } from '../element/chosen-file.js';
import { download } from '../element/download.js';
import { failed } from '../element/failed.js';
import { stylesheet } from '../element/files.js';
import { jsonOf } from '../element/json.js';
import { make } from '../element/nodes.js';
import { registerPart } from '../element/register.js';
import { print } from '../report/print.js';
import { aboutProgram } from '../reviewers/about.js';
import { filled } from '../reviewers/sentences.js';
import { textNode } from './parts.js';
import { Session } from './session.js';
import { ReviewView, startScreen } from './view.js';
import { SENTENCES, wordsOf } from './words.js';

/** @import { Answers, Review } from '../drc-assessment' */
/** @import { Controller } from '../element/controller.js' */
/** @import { Engine, ModeView } from '../element/types' */
/** @import { Requests } from './view.js' */
/** @import { Words } from './words.js' */

class Mode {
  /**
   * @param {Controller} controller
   * @param {() => Promise<Engine>} loadEngine
   */
  constructor(controller, loadEngine) {
    this.controller = controller;
    this.session = new Session(
      controller,
      loadEngine,
      (isByReviewer) => this.show(isByReviewer),
      (error) => this.guarded(() => Promise.reject(error)),
    );
    /** @type {ReviewView | null} */
    this.view = null;
    // Counts loads of policies: late ones are ignored.
    this.turn = 0;
    this.isMounted = true;
    // Whether answers are being set by what a file holds, and not by the page.
    this.isOpening = false;
    this.stage = controller.shadow.freshStage();
    this.style = stylesheet(document, 'drc-assessment-review.css', REVIEW_STYLE);
    this.stage.appendChild(this.style);
    this.place = this.stage.appendChild(make('div', ''));
    this.place.addEventListener('dragover', (event) => event.preventDefault());
    this.place.addEventListener('drop', (event) => {
      event.preventDefault();
      const [file] = event.dataTransfer ? event.dataTransfer.files : [];
      if (file) this.guarded(() => this.openFile(file));
    });
    /** @type {Requests} */
    this.requests = {
      openAnswers: () => this.chooseFile(),
      openReview: () => this.chooseFile(),
      save: () => this.guarded(() => this.save()),
      print: () => this.guarded(() => this.print()),
      html: () => this.guarded(() => this.html()),
      accept: () => this.guarded(() => this.session.accept()),
    };
    /** @param {BeforeUnloadEvent} event */
    this.askToLeave = (event) => {
      if (!this.session.isUnsaved || controller.element.hasAttribute('allow-leave')) return;
      event.preventDefault();
      // What browsers before Chromium 119 look at.
      event.returnValue = true;
    };
    window.addEventListener('beforeunload', this.askToLeave);
    this.defineReview();
    this.guarded(() => this.load());
  }

  get words() {
    return wordsOf(this.controller.lang);
  }

  /** Defines the property `review` of the element, and takes over a value that the page has set before. */
  defineReview() {
    const element = /** @type {any} */ (this.controller.element);
    const { review } = element;
    const { session } = this;
    if (review !== undefined) this.takeReview(review);
    Object.defineProperty(element, 'review', {
      configurable: true,
      enumerable: true,
      get: () => session.review,
      set: (value) => {
        this.takeReview(value);
        this.guarded(() => this.load());
      },
    });
  }

  /** @param {unknown} value An object, its JSON, or nothing. */
  takeReview(value) {
    try {
      const text = typeof value === 'string' ? value : jsonOf(value === undefined ? null : value);
      if (text.length > MAX_LENGTH) throw new RangeError('too long');
      const review = JSON.parse(text || 'null');
      if (review !== null && !isObject(review)) throw new TypeError('no object');
      this.session.take(review);
    } catch (error) {
      this.controller.failedWith(failed('review-value'), 'review');
    }
  }

  unmount() {
    const element = /** @type {any} */ (this.controller.element);
    const { review } = this.session;
    this.isMounted = false;
    this.turn += 1;
    this.session.turn += 1;
    window.removeEventListener('beforeunload', this.askToLeave);
    delete element.review;
    // When the mode is shown again, it goes on with it.
    if (review) element.review = review;
  }

  /** @param {string} name */
  attributeChanged(name) {
    if (name === 'lang') this.view = null;
    if (name === 'answers') {
      if (this.isOpening) return;
      this.leaveOther();
    }
    this.guarded(() => this.load());
  }

  /** Begins a new review where the page has set the application of another zone. One that is not saved is offered. */
  leaveOther() {
    const { controller, session, words } = this;
    const { answers } = controller;
    const copy = session.reviewedAnswers;
    if (!copy || !answers || (copy.name === answers.name && copy.policy === answers.policy)) return;
    const { review } = session;
    const isUnsaved = session.isUnsaved && session.hasNotes;
    session.take(null);
    if (!isUnsaved || !review) return;
    const text = filled(words.formerUnsaved, copy.name || words.unnamed);
    this.notice(text, [
      [words.save, () => saveReview(review, copy.name, words)],
      [words.cancel, () => {}],
    ]);
  }

  /**
   * Does something, and shows what went wrong.
   * @param {() => unknown} action
   */
  async guarded(action) {
    try {
      await action();
    } catch (error) {
      if (this.isMounted) await this.controller.failedWith(error, 'review');
    }
  }

  /** Loads the policy of the application, or of the review that is there alone, and compares both. */
  async load() {
    const { controller, session } = this;
    this.turn += 1;
    const { turn } = this;
    // A review holds the answers that it is about.
    if (!controller.answers && session.reviewedAnswers) this.setAnswers(session.reviewedAnswers);
    const { answers, givenPolicy, policyAttribute } = controller;
    const id = policyAttribute !== null ? policyAttribute : givenPolicy === null ? answers && answers.policy : null;
    if (givenPolicy !== null || typeof id === 'string') {
      // A file names a policy of this site by its id, and no other.
      if (policyAttribute === null && givenPolicy === null && /[./]/.test(String(id))) throw failed('review-policy');
      const { policy, faults } = await controller.load(String(id), givenPolicy);
      if (turn !== this.turn) return;
      if (faults.length > 0) throw failed('policy-faulty');
      if (policy !== session.policy) this.view = null;
      session.policy = policy;
      controller.currentPolicy = policy;
    } else {
      session.policy = null;
    }
    await session.compare(false);
  }

  /**
   * Sets answers that come from a file.
   * @param {Answers} answers
   */
  setAnswers(answers) {
    this.isOpening = true;
    this.controller.setAnswers(answers);
    this.isOpening = false;
  }

  foot() {
    const foot = make('footer', 'drc-foot');
    foot.appendChild(aboutProgram(this.controller.about, this.controller.lang));
    return foot;
  }

  /** @param {boolean} isByReviewer */
  show(isByReviewer) {
    if (!this.isMounted) return;
    const { controller, place, session, words } = this;
    const { policy, comparison } = session;
    controller.assessmentText = undefined;
    if (!policy || !comparison) {
      this.view = null;
      place.textContent = '';
      place.appendChild(startScreen(words, this.requests)).appendChild(this.foot());
    } else {
      if (!session.notes.reviewed_on) session.notes.reviewed_on = controller.day.read();
      if (!this.view) {
        this.view = new ReviewView(session, policy, words, this.requests);
        place.textContent = '';
        place.appendChild(this.view.node).appendChild(this.foot());
      }
      this.view.update();
    }
    if (!controller.wasReadyEmitted) controller.emit('drc-ready', { version: VERSION });
    controller.wasReadyEmitted = true;
    if (isByReviewer) {
      controller.shadow.clearNotices();
      controller.emit('drc-review', session.review);
    }
  }

  async chooseFile() {
    const file = await chosenFile(this.controller.shadow.root);
    this.guarded(() => this.openFile(file));
  }

  /** @param {File} file An application or a review. */
  async openFile(file) {
    const { controller, session } = this;
    controller.shadow.clearNotices();
    const content = contentOf(await textOf(file));
    if (!content) throw failed('review-file');
    const id = content.policy;
    const fixed = controller.isPolicyFixed ? session.policy : null;
    if (fixed && typeof id === 'string' && id !== fixed.id) throw failed('review-policy');
    if (!controller.isPolicyFixed && typeof id !== 'string') throw failed('review-no-policy');
    const open = () => (isReview(content) ? this.openReview(content) : this.openAnswers(content));
    if (session.isUnsaved) this.askFirst(open);
    else await open();
  }

  /**
   * Opens a review. The application that is shown stays if it is of the same zone; else that of the review is shown.
   * @param {Record<string, any>} review
   */
  openReview(review) {
    const { controller, session } = this;
    const { answers } = controller;
    session.take(review);
    const copy = session.reviewedAnswers;
    if (copy && (!answers || answers.name !== copy.name || answers.policy !== copy.policy)) this.setAnswers(copy);
    return this.load();
  }

  /**
   * Opens an application. The review that is shown stays if it is of the same zone, and it is told what has changed.
   * @param {Record<string, any>} answers
   */
  openAnswers(answers) {
    const { session } = this;
    const copy = session.reviewedAnswers;
    const isSameZone =
      copy !== null && Boolean(copy.name) && copy.name === answers.name && copy.policy === answers.policy;
    if (!isSameZone) session.take(null);
    this.setAnswers(answers);
    return this.load();
  }

  /**
   * Asks before a review that is not saved is left.
   * @param {() => unknown} open
   */
  askFirst(open) {
    const { words } = this;
    this.notice(words.unsaved, [
      [words.save, () => this.save()],
      [words.openAnyway, open],
      [words.cancel, () => {}],
    ]);
  }

  /**
   * Says something, with buttons for what can be done.
   * @param {string} text
   * @param {(readonly [label: string, action: () => unknown])[]} choices
   */
  notice(text, choices) {
    const { shadow } = this.controller;
    const notice = make('div', 'drc-notice drc-notice--warn');
    notice.lang = this.words.lang;
    notice.setAttribute('role', 'alert');
    notice.appendChild(textNode('p', '', text));
    const actions = notice.appendChild(make('div', 'drc-actions'));
    for (const [label, action] of choices) {
      const button = actions.appendChild(textNode('button', 'drc-btn', label));
      button.type = 'button';
      button.addEventListener('click', () => {
        shadow.clearNotices();
        this.guarded(action);
      });
    }
    shadow.showNotice(notice);
    notice.scrollIntoView({ block: 'nearest' });
  }

  save() {
    const { session, words } = this;
    const { comparison, review } = session;
    if (!review) return;
    saveReview(review, comparison && comparison.name, words);
    session.isUnsaved = false;
  }

  async print() {
    const report = await this.session.report();
    /** @param {Document} target */
    const style = (target) => stylesheet(target, 'drc-assessment-report.css', REPORT_STYLE);
    if (!(await print(report, style))) throw failed('print');
  }

  async html() {
    const { file_name: name, html } = await this.session.report();
    if (!download({ name: `${name}.html`, type: 'text/html', data: html })) throw failed('download');
  }
}

/**
 * @param {Review} review
 * @param {string | null | undefined} zone Its name.
 * @param {Words} words
 */
function saveReview(review, zone, words) {
  const name = [words.file, zone, review.reviewed_on].filter(Boolean).join('-');
  const data = `${jsonOf(review, 2)}\n`;
  if (!download({ name: fileName(name, 'json'), type: 'application/json', data })) throw failed('download');
}

/**
 * The object in a file, or null if it holds none that is an application or a review.
 * @param {string} text
 */
function contentOf(text) {
  try {
    const value = JSON.parse(text);
    return isObject(value) && (isObject(value.facts) || isReview(value)) ? value : null;
  } catch (error) {
    return null;
  }
}

/** @param {Record<string, unknown>} value */
const isReview = (value) => typeof value.check_code === 'string' && isObject(value.findings);

registerPart('review', {
  sentences: SENTENCES,

  /**
   * @param {Controller} controller
   * @param {(url: string) => string} scriptUrl
   * @param {() => Promise<Engine>} loadEngine
   * @returns {ModeView}
   */
  mount: (controller, scriptUrl, loadEngine) => new Mode(controller, loadEngine),
});
