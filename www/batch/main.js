// Entry of drc-assessment-batch.js: many zones at once, where the element has mode="batch".

import { detach } from '../element/detach.js';
import { stylesheet } from '../element/files.js';
import { registerPart } from '../element/register.js';
import { aboutProgram } from '../reviewers/about.js';
import { append, button, make } from './dom.js';
import { BatchScreen } from './screen.js';
import { SENTENCES, wordsOf } from './words.js';

/** @import { Controller } from '../element/controller.js' */
/** @import { Policy } from '../drc-assessment' */
/** @import { Words } from './words.js' */

/** More zones than there can be, as the wasm takes numbers. */
const ALL = 0x7fffffff;

/**
 * What had been imported when the element was removed, showed something else or another policy, until it shows it again.
 * @typedef {{ policy: Policy, file: Promise<Blob | null> }} Kept
 * @type {WeakMap<Controller, Record<string, Kept>>} By the ids of policies.
 */
const kept = new WeakMap();

/**
 * @param {Controller} controller
 * @returns {Record<string, Kept>}
 */
function keptOf(controller) {
  const known = kept.get(controller) || {};
  kept.set(controller, known);
  return known;
}

/** What the element shows in this mode, and what it does for the page. */
class BatchView {
  /**
   * @param {Controller} controller
   * @param {(url: string) => string} scriptUrl
   */
  constructor(controller, scriptUrl) {
    this.controller = controller;
    this.scriptUrl = scriptUrl;
    /** @type {BatchScreen | null} */
    this.screen = null;
    /**
     * Rows that the page has handed over before there was a policy.
     * @type {unknown[] | null}
     */
    this.rows = null;
    // Whether the screen has been handed the rows that were set before it was there.
    this.takesRows = false;
    this.turn = 0;
    this.style = stylesheet(document, 'drc-assessment-batch.css', BATCH_STYLE);
    const { root } = controller.shadow;
    /** @type {Node} */ (root.parentNode).insertBefore(this.style, root);
    /** @param {BeforeUnloadEvent} event */
    this.onLeave = (event) => {
      if (!this.screen || !this.screen.hasUnsaved) return;
      event.preventDefault();
      event.returnValue = '';
    };
    window.addEventListener('beforeunload', this.onLeave);
    this.define();
    this.show();
  }

  /** The properties and methods that the element has in this mode. */
  define() {
    const view = this;
    const { element } = this.controller;
    const given = Object.prototype.hasOwnProperty.call(element, 'rows') ? /** @type {any} */ (element).rows : null;
    Object.defineProperties(element, {
      rows: {
        configurable: true,
        enumerable: true,
        get: () => view.rows,
        set(rows) {
          view.setRows(rows);
        },
      },
      readResults: {
        configurable: true,
        value: (from = 0, count = ALL) => view.readResults(from, Math.min(count, ALL)),
      },
    });
    if (given) this.rows = given;
  }

  /** @param {unknown} rows */
  setRows(rows) {
    if (!Array.isArray(rows)) return;
    this.rows = rows;
    if (this.screen && this.takesRows) this.screen.setRows(rows);
  }

  /**
   * @param {number} from
   * @param {number} count
   */
  async readResults(from, count) {
    return this.screen ? this.screen.readResults(from, count) : [];
  }

  /** Begins anew, with the policy of the page or the choice of one. */
  async show() {
    this.turn += 1;
    const { turn, controller } = this;
    this.leave();
    this.takesRows = false;
    const stage = controller.shadow.freshStage();
    const words = wordsOf(controller.lang);
    try {
      if (controller.isPolicyFixed) {
        const { policy, faults } = await controller.load(controller.policyAttribute || '', controller.givenPolicy);
        if (turn === this.turn) await this.showBatch(stage, policy, faults, words);
        return;
      }
      const [before] = Object.values(keptOf(controller));
      if (before) await this.showBatch(stage, before.policy, [], words);
      else stage.appendChild(this.frame(words, null, this.choice(words, stage)));
    } catch (error) {
      if (turn === this.turn) controller.failedWith(error, 'batch');
    }
  }

  /**
   * @param {HTMLElement} stage
   * @param {Policy} policy
   * @param {{ message: string, path: string }[]} faults
   * @param {Words} words
   */
  async showBatch(stage, policy, faults, words) {
    stage.textContent = '';
    const place = make('div');
    stage.appendChild(this.frame(words, policy, place));
    if (faults.length > 0) {
      const list = make('ul', 'drc-notice drc-notice--error drc-faults');
      for (const { path, message } of faults) list.appendChild(make('li', '', `${path}: ${message}`));
      place.appendChild(list);
      return;
    }
    const screen = new BatchScreen(this.controller, policy, place, this.scriptUrl);
    this.screen = screen;
    await screen.start();
    this.controller.emit('drc-ready', { version: VERSION });
    await this.restore(screen);
    this.takesRows = true;
    if (this.rows) await screen.setRows(this.rows);
  }

  /**
   * Imports again what had been imported under the policy.
   * @param {BatchScreen} screen
   */
  async restore(screen) {
    const known = keptOf(this.controller);
    const { [screen.policy.id]: before } = known;
    if (!before) return;
    delete known[screen.policy.id];
    const file = await before.file;
    if (file) await screen.add([new File([file], `${screen.words.batchFile}.json`)]);
  }

  /** Leaves the screen; what was imported there and not saved is kept. */
  leave() {
    const { screen } = this;
    this.screen = null;
    if (!screen) return;
    if (screen.hasUnsaved) {
      keptOf(this.controller)[screen.policy.id] = { policy: screen.policy, file: screen.keep() };
    } else {
      screen.stop();
    }
  }

  /**
   * @param {Words} words
   * @param {Policy | null} policy
   * @param {HTMLElement} content
   */
  frame(words, policy, content) {
    const frame = make('div', 'drc-frame drc-batch');
    frame.lang = words.lang;
    const head = append(make('header', 'drc-head'), make('h2', 'drc-head__title', words.title));
    if (policy) {
      const line = make('p', 'drc-head__policy');
      append(line, make('b', '', `《${policy.title}》`), ` ${policy.number || ''}`);
      line.lang = 'zh-CN';
      if (!this.controller.isPolicyFixed) append(line, ' ', this.changeButton(words));
      head.appendChild(line);
    }
    const told = [words.local, words.undecided].map((sentence) => make('span', '', sentence));
    const foot = append(make('footer', 'drc-foot'), ...told, aboutProgram(this.controller.about, words.lang));
    return append(frame, head, append(make('div', 'drc-body'), content), foot);
  }

  /**
   * Asks first where something would be lost.
   * @param {Words} words
   */
  changeButton(words) {
    let isAsked = false;
    const press = button('drc-link', words.changePolicy, () => {
      const isEmpty = !this.screen || !this.screen.hasUnsaved;
      if (isEmpty || isAsked) {
        if (this.screen) this.screen.stop();
        this.screen = null;
        this.show();
        return;
      }
      isAsked = true;
      press.textContent = words.discardSurely;
      press.title = words.discard;
      /** @type {HTMLElement} */ (press.parentNode)
        .appendChild(make('span', 'drc-tag--warn', words.discard))
        .setAttribute('role', 'status');
    });
    return press;
  }

  /**
   * The policies to choose from.
   * @param {Words} words
   * @param {HTMLElement} stage
   */
  choice(words, stage) {
    const list = make('ul', 'drc-choice');
    for (const { id, title, number } of this.controller.catalogue) {
      const press = button('drc-link', `《${title}》${number ? ` ${number}` : ''}`, async () => {
        const { turn } = this;
        try {
          const { policy, faults } = await this.controller.load(id);
          if (turn === this.turn) await this.showBatch(stage, policy, faults, words);
        } catch (error) {
          this.controller.failedWith(error, 'batch');
        }
      });
      press.lang = 'zh-CN';
      append(list, append(make('li'), press));
    }
    return append(make('div'), make('p', '', words.choosePolicy), list);
  }

  /** Everything in another language; what was imported stays. */
  async translate() {
    const { screen } = this;
    if (!screen) {
      this.show();
      return;
    }
    const place = make('div');
    const stage = this.controller.shadow.freshStage();
    stage.appendChild(this.frame(wordsOf(this.controller.lang), screen.policy, place));
    await screen.translate(place);
  }

  /** @param {string} name */
  attributeChanged(name) {
    if (name === 'policy') this.show();
    else if (name === 'lang') this.translate();
  }

  unmount() {
    this.turn += 1;
    window.removeEventListener('beforeunload', this.onLeave);
    detach(this.style);
    this.leave();
  }
}

registerPart('batch', {
  sentences: SENTENCES,
  mount: (controller, scriptUrl) => new BatchView(controller, scriptUrl),
});
