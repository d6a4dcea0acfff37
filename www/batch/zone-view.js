// One zone of the list in the ordinary view.

import { detach } from '../element/detach.js';
import { append, button, make } from './dom.js';
import { filled, grouped } from '../reviewers/sentences.js';

/** @import { Answers, DrcAssessmentElement, Policy } from '../drc-assessment' */
/** @import { Words } from './words.js' */

export class ZoneView {
  /**
   * @param {object} options
   * @param {Words} options.words
   * @param {Policy} options.policy
   * @param {HTMLElement} options.host The element, whose language and theme the view has.
   * @param {number} options.count How many zones the list has.
   * @param {(index: number) => Promise<Answers | null>} options.read
   * @param {(index: number) => void} options.onBack Called with the zone that was shown last.
   */
  constructor({ words, policy, host, count, read, onBack }) {
    this.words = words;
    this.policy = policy;
    this.host = host;
    this.count = count;
    this.read = read;
    this.index = 0;
    this.node = make('div');
    this.position = make('span', 'drc-muted');
    this.position.setAttribute('role', 'status');
    this.place = make('div');
    this.back = button('drc-btn drc-btn--primary', words.back, () => {
      detach(this.node);
      onBack(this.index);
    });
    this.previous = button('drc-btn', words.previous, () => this.show(this.index - 1));
    this.next = button('drc-btn', words.next, () => this.show(this.index + 1));
    const bar = append(make('div', 'drc-zone-bar'), this.back, this.previous, this.next, this.position);
    append(this.node, bar, make('p', 'drc-muted', words.zoneNote), this.place);
  }

  /** @param {number} index */
  async show(index) {
    const answers = await this.read(index);
    if (!answers) return;
    this.index = index;
    this.position.textContent = filled(this.words.position, grouped(index + 1), grouped(this.count));
    this.previous.disabled = index === 0;
    this.next.disabled = index + 1 >= this.count;
    const element = /** @type {DrcAssessmentElement} */ (document.createElement('drc-assessment'));
    for (const name of ['lang', 'theme']) {
      const value = this.host.getAttribute(name);
      if (value !== null) element.setAttribute(name, value);
    }
    element.policy = this.policy;
    element.answers = answers;
    this.place.textContent = '';
    this.place.appendChild(element);
  }
}
