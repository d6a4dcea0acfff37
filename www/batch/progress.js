// How far the work is, how long it still takes, and the button that stops it.

import { append, button, make } from './dom.js';
import { filled, grouped } from '../reviewers/sentences.js';

/** @import { Progress } from './types' */
/** @import { Words } from './words.js' */

const MINUTE = 60;
/** Before that, in seconds and in thousandths of the work, there is nothing to go by. */
const SETTLED_S = 1;
const SETTLED = 30;

export class ProgressLine {
  /**
   * @param {Words} words
   * @param {() => void} onCancel
   */
  constructor(words, onCancel) {
    this.words = words;
    this.startedAt = 0;
    /** @type {string | null} */
    this.sentence = null;
    this.node = make('div', 'drc-work');
    this.node.hidden = true;
    this.bar = make('progress', 'drc-work__bar');
    this.bar.max = 1000;
    this.text = make('p', 'drc-muted');
    append(this.node, this.bar, this.text, button('drc-btn', words.cancel, onCancel));
  }

  /** @param {string | null} sentence Instead of the usual one, with the number that is done. */
  begin(sentence = null) {
    this.startedAt = performance.now();
    this.sentence = sentence;
    this.bar.removeAttribute('value');
    this.text.textContent = sentence ? '' : this.words.progressBefore;
    this.bar.setAttribute('aria-label', this.words.progressBefore);
    this.node.hidden = false;
  }

  /** @param {Progress} progress */
  show({ rows, done }) {
    const { words } = this;
    this.bar.value = done;
    const percent = Math.floor(done / 10);
    const said = filled(this.sentence || words.progress, grouped(rows), percent);
    const taken = (performance.now() - this.startedAt) / 1000;
    const left = done > SETTLED && taken > SETTLED_S ? (taken * (1000 - done)) / done : null;
    this.text.textContent =
      left === null ? said : `${said}${words.lang === 'en' ? ', ' : '，'}${timeLeft(left, words)}`;
  }

  hide() {
    this.node.hidden = true;
  }
}

/**
 * @param {number} seconds
 * @param {Words} words
 */
function timeLeft(seconds, words) {
  if (seconds < MINUTE) return filled(words.timeLeft, Math.max(1, Math.ceil(seconds)));
  return filled(words.timeLeftMinutes, Math.ceil(seconds / MINUTE));
}
