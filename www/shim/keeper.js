// What the visitor does not want to lose: answers saved in this browser, sent in a link, opened from a
// file, or given for another policy before a trap.

import { Failure } from './failure.js';
import { forgetText, savedText, saveText } from './keep.js';
import { loadPolicy } from './policies.js';

// The answers of one who has not chosen a policy yet.
export const NOTHING = '{}';

export class Keeper {
  constructor(host) {
    this.host = host;
    /** Whether answers are saved in this browser; undefined where they cannot be. */
    this.kept = undefined;
    this.begun = false;
    /** Whatever was saved or came by a link gives way to answers set by the host page. */
    this.hostSet = false;
    /** The last answers for each policy, by its id. */
    this.former = new Map();
    /** Those that an instance gone with a trap knew and its successor does not. */
    this.lost = new Map();
    this.openLink = () => this.link();
  }

  connected() {
    window.addEventListener('hashchange', this.openLink);
  }

  disconnected() {
    window.removeEventListener('hashchange', this.openLink);
  }

  /** Once in the element's life, when it first runs. */
  begin() {
    if (this.begun) return;
    this.begun = true;
    const saved = savedText(this.storageKey);
    this.kept = saved === undefined ? undefined : saved !== null;
    if (!this.link() && saved && saved !== NOTHING && !this.hostSet) this.host.export({ format: 'restore', text: saved });
  }

  /** Opens the link in the address, if there is one. */
  link() {
    const [, code] = /[#&]drc=([\w-]+)/.exec(window.location.hash) || [];
    if (code && this.begun && !this.hostSet) this.host.export({ format: 'linked', code });
    return Boolean(code);
  }

  get storageKey() {
    return `drc-assessment:${this.host.policyAttribute || ''}`;
  }

  keep(wanted) {
    const { host } = this;
    if (wanted) {
      // Without the day, which is the day of the visit unless the page has set it.
      const { as_of: day, ...answers } = JSON.parse(host.answersText || NOTHING);
      const dated = host.element.hasAttribute('as-of') ? { ...answers, as_of: day } : answers;
      this.kept = saveText(this.storageKey, JSON.stringify(dated)) || undefined;
    } else {
      forgetText(this.storageKey);
      this.kept = false;
    }
    host.send('kept', this.kept);
  }

  /** Answers from a file, a link or this browser. Their policy comes with them; throws where it may not. */
  async take(answers) {
    const { host } = this;
    const here = host.fixedPolicy || host.currentPolicy;
    const id = answers.policy;
    const other = typeof id === 'string' && (here ? id !== here.id : !host.isPolicyFixed);
    if (other && host.isPolicyFixed) throw new Failure('answers-policy');
    const policy = other ? await loadPolicy(id) : null;
    this.lost.delete(id);
    // Where there is none yet, answers that wait for their policy lead straight to the questions.
    if (policy && here) host.usePolicy(policy);
    host.setAnswers(answers);
    if (policy && !here) host.usePolicy(policy);
  }

  /** What the widget holds now. */
  remember(answers) {
    const { policy: id } = answers;
    if (!id) return;
    const lost = this.lost.get(id);
    this.lost.delete(id);
    this.former.set(id, answers);
    if (lost) this.host.setAnswers({ ...answers, facts: { ...lost.facts, ...answers.facts } });
  }

  /** The next instance starts with the answers for one policy only. */
  lose(id) {
    this.lost = new Map([...this.former, ...this.lost]);
    this.lost.delete(id);
  }
}
