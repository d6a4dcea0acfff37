// @ts-nocheck
// One element's life: starts an instance, feeds it, restarts it after a trap, and keeps the answers
// outside the wasm so that neither a trap nor a removal loses them.

import { instantiate } from './wasm.js';
import { Failure } from './failure.js';
import { Shadow } from './shadow.js';
import { SavedAnswers } from './saved-answers.js';
import { failureNotice, loadingNotice, rescueNotice } from './notices.js';
import { loadPart } from './parts.js';
import { carryOut } from './requests.js';
import { faultsOf, isChecked, loadCatalogue, loadedPolicy, loadPolicy } from './policies.js';
import { arrived } from './stopped-events.js';
import { WIDGET_PROGRAM } from './widget-program.js';
import { loadWords } from './words.js';

const TRAP_LOOP_MS = 5000;
// In characters of JSON: some hundred times what a policy can ask.
const MAX_ANSWERS = 2000000;

export class Controller {
  constructor(element) {
    this.element = element;
    this.shadow = new Shadow(element, () => this.failed(new Failure('stylesheet')));
    this.savedAnswers = new SavedAnswers(this);
    this.engine = null;
    this.widget = null;
    // Whether the last start has failed.
    this.broken = false;
    // The visitor's choice of language goes before the attribute's.
    this.spoken = null;
    this.silent = false;
    this.wishes = 0;
    this.running = false;
    // Counts instances and removals: what an earlier one still has to say is ignored.
    this.turn = 0;
    this.leaving = 0;
    this.givenPolicy = null;
    this.currentPolicy = null;
    this.isFaulty = false;
    this.catalogue = [];
    this.wantedPolicy = 0;
    // All answers as of the last change that the wasm has told of, as JSON: what a restart begins with.
    this.snapshotText = null;
    // Answers set since then, as JSON.
    this.newAnswersText = null;
    this.isPrefilled = false;
    this.assessment = null;
    this.isReadyTold = false;
    this.trappedAt = -Infinity;
    this.acted = false;
    for (const type of ['input', 'click', 'keydown']) {
      this.shadow.root.addEventListener(
        type,
        (event) => {
          this.acted = true;
          arrived.add(event);
        },
        true,
      );
    }
  }

  connected() {
    this.shadow.awaitStyle();
    if (this.leaving) {
      clearTimeout(this.leaving);
      this.leaving = 0;
      return;
    }
    this.shadow.connected();
    this.savedAnswers.connected();
    this.start();
  }

  // A move within the document is a removal followed at once by an insertion.
  disconnected() {
    this.leaving = setTimeout(() => {
      this.leaving = 0;
      this.shadow.disconnected();
      this.savedAnswers.disconnected();
      this.stop();
    }, 0);
  }

  attributeChanged(name, value) {
    if (name === 'theme') this.shadow.setTheme();
    else if (name === 'policy') this.policySourceChanged();
    else if (name === 'zone-type') this.send({ kind: 'zone-type', zoneType: value });
    else if (name === 'as-of') this.send({ kind: 'as-of', asOf: value });
    else if (name === 'lang') this.speak(null);
  }

  /** What is really spoken: the words of another language may not have come. */
  get lang() {
    if (this.silent) return 'zh-CN';
    return this.spoken || this.element.getAttribute('lang') || 'zh-CN';
  }

  /** Changes the language, as soon as its words are here. */
  async speak(lang) {
    const { engine } = this;
    // Before it runs there is nothing to say, and what is said of a failed start stays.
    if (!engine) {
      this.spoken = lang;
      return;
    }
    const wanted = lang || this.element.getAttribute('lang') || 'zh-CN';
    this.wishes += 1;
    const wish = this.wishes;
    try {
      const words = await loadWords(wanted);
      // Something else was wished for meanwhile, or this instance is gone.
      if (wish !== this.wishes || engine !== this.engine) return;
      if (words) engine.learn(words);
      this.spoken = lang;
      this.silent = false;
      this.shadow.clearNotices();
      this.send({ kind: 'language', lang: wanted });
      if (this.isFaulty) this.checkPolicy(this.currentPolicy);
    } catch (failure) {
      this.failed(failure, wanted);
    }
  }

  get answers() {
    if (this.newAnswersText !== null) return JSON.parse(this.newAnswersText);
    return this.snapshotText === null ? null : JSON.parse(this.snapshotText).answers;
  }

  set answers(value) {
    this.savedAnswers.hostSet = true;
    this.setAnswers(value);
  }

  setAnswers(value) {
    let text;
    try {
      text = JSON.stringify(value === undefined ? null : value);
    } catch (error) {
      // A circle of references, or a getter that throws.
    }
    // A function has no JSON.
    if (text === undefined || text.length > MAX_ANSWERS) {
      this.report(new Failure('answers'));
      return;
    }
    this.newAnswersText = text;
    this.isPrefilled = true;
    this.send({ kind: 'answers', answers: this.answers || {} });
  }

  get policy() {
    return this.givenPolicy === null ? this.currentPolicy : this.givenPolicy;
  }

  givePolicy(policy) {
    this.givenPolicy = policy === undefined ? null : policy;
    this.policySourceChanged();
  }

  /** The attribute, unless a policy object overrides it. */
  get policyAttribute() {
    return this.givenPolicy === null ? this.element.getAttribute('policy') : null;
  }

  get isPolicyFixed() {
    return this.givenPolicy !== null || this.policyAttribute !== null;
  }

  /** The policy the host has chosen, or null while it is not here. */
  get fixedPolicy() {
    return this.givenPolicy === null ? loadedPolicy(this.policyAttribute) || null : this.givenPolicy;
  }

  policySourceChanged() {
    if (!this.widget && !this.broken) return;
    if (this.broken || this.isPolicyFixed !== this.mountedFixed) this.start();
    else this.fetchFixedPolicy();
  }

  async start() {
    this.stop();
    this.running = true;
    if (this.broken) this.shadow.clearNotices();
    this.broken = false;
    const turn = this.turn;
    // Asked for now, so that they travel together with the wasm.
    if (this.policyAttribute !== null) loadPolicy(this.policyAttribute).catch(() => {});
    loadWords(this.lang).catch(() => {});
    const listed = this.isPolicyFixed ? [] : loadCatalogue().catch((failure) => failure);
    this.silent = false;
    this.shadow.freshStage().appendChild(loadingNotice(this.lang));
    let engine;
    let words;
    try {
      engine = await instantiate(WIDGET_PROGRAM, (error) => this.trapped(turn, error));
      this.catalogue = await listed;
      // The page may have changed its mind meanwhile, about the policy and about the language.
      if (this.catalogue instanceof Failure && !this.isPolicyFixed) throw this.catalogue;
      let lang;
      do {
        lang = this.lang;
        words = await loadWords(lang).catch((failure) => failure);
      } while (lang !== this.lang);
    } catch (failure) {
      if (turn !== this.turn) return;
      this.failedToStart(failure);
      return;
    }
    if (turn !== this.turn) return;
    this.engine = engine;
    this.mountedFixed = this.isPolicyFixed;
    if (this.mountedFixed) this.currentPolicy = this.fixedPolicy;
    const policy = this.currentPolicy;
    const isMountable = isChecked(policy);
    try {
      this.silent = words instanceof Failure;
      if (typeof words === 'string') engine.learn(words);
      this.widget = engine.Widget.mount(
        this.shadow.freshStage(),
        this.options(isMountable ? policy : null),
        (message) => {
          // After the wasm has returned: a listener may call straight back into it.
          Promise.resolve().then(() => {
            if (turn === this.turn) this.receive(message);
          });
        },
      );
    } catch (error) {
      // The guard around the wasm has already reported the trap.
      return;
    }
    if (words instanceof Failure) this.failed(words, 'en');
    this.savedAnswers.begin();
    if (policy === null) this.fetchFixedPolicy();
    else if (!isMountable) this.checkPolicy(policy);
  }

  stop() {
    this.running = false;
    this.turn += 1;
    const widget = this.widget;
    this.widget = null;
    this.engine = null;
    if (!widget) return;
    try {
      widget.destroy();
    } catch (error) {
      // The instance is being given up in any case.
    }
  }

  /** @returns {import('./messages').MountOptions} */
  options(policy) {
    const { answers, assessment, element } = this;
    // What the visitor has chosen outlives a restart; the attribute is the choice at first.
    const hasChosen = assessment !== null && this.newAnswersText === null;
    return {
      catalogue: this.catalogue,
      policy,
      isPolicyFixed: this.isPolicyFixed,
      snapshot: this.snapshot,
      zoneType: hasChosen ? answers.zone_type || null : element.getAttribute('zone-type'),
      asOf: element.getAttribute('as-of'),
      today: today(),
      lang: this.lang,
    };
  }

  /** What an instance is to begin with. Answers that were set take the place of all others. */
  get snapshot() {
    if (this.newAnswersText === null) return this.snapshotText === null ? null : JSON.parse(this.snapshotText);
    const { answers } = this;
    return answers === null ? null : { answers, others: [] };
  }

  fetchFixedPolicy() {
    if (!this.isPolicyFixed) return;
    const policy = this.fixedPolicy;
    if (policy === null) this.fetchPolicy(this.policyAttribute);
    else if (isChecked(policy)) this.usePolicy(policy, []);
    else this.checkPolicy(policy);
  }

  /** Shows a policy, or the faults that make it unusable. */
  usePolicy(policy, faults) {
    // A slower load asked for earlier must not replace this one.
    this.wantedPolicy += 1;
    this.currentPolicy = policy;
    this.isFaulty = faults.length > 0;
    this.send(this.isFaulty ? { kind: 'policy-faults', faults } : { kind: 'policy', policy });
    if (this.widget && this.savedAnswers.place !== this.savedAnswers.key) this.savedAnswers.begin();
  }

  /** For the part that opens files and links: a policy and its faults. */
  async load(id) {
    const policy = await loadPolicy(id);
    return { policy, faults: await faultsOf(policy, this.lang) };
  }

  async fetchPolicy(idOrUrl) {
    this.wantedPolicy += 1;
    const wanted = this.wantedPolicy;
    try {
      const policy = await loadPolicy(idOrUrl);
      if (wanted === this.wantedPolicy) this.checkPolicy(policy);
    } catch (failure) {
      if (wanted === this.wantedPolicy) this.policyFailed(failure);
    }
  }

  /** Uses a policy as soon as its faults are known. */
  async checkPolicy(policy) {
    this.wantedPolicy += 1;
    const wanted = this.wantedPolicy;
    try {
      const faults = await faultsOf(policy, this.lang);
      if (wanted === this.wantedPolicy) this.usePolicy(policy, faults);
    } catch (failure) {
      if (wanted === this.wantedPolicy) this.policyFailed(failure);
    }
  }

  policyFailed(failure) {
    this.send({ kind: 'policy-failed', message: failure.sentence(this.lang) });
    this.report(failure);
  }

  /** @param {import('./messages').FromWidget} message */
  receive(message) {
    if (message.kind === 'ready') {
      // Once in the element's life: a host that fills in answers on it must not undo a restart.
      if (!this.isReadyTold) this.emit('drc-ready', { version: message.version });
      this.isReadyTold = true;
    } else if (message.kind === 'change') {
      this.changed(message);
    } else if (message.kind === 'pick') {
      this.fetchPolicy(message.id);
    } else if (message.kind === 'language') {
      this.speak(message.lang);
    } else if (message.request === 'start-saving' || message.request === 'stop-saving') {
      this.savedAnswers.keep(message.request === 'start-saving');
    } else {
      carryOut(this, message.request);
    }
  }

  changed({ user, own }) {
    try {
      this.assessment = this.widget.assessment();
      this.snapshotText = JSON.stringify(this.widget.snapshot());
    } catch (error) {
      // The guard around the wasm has already reported the trap.
      return;
    }
    this.newAnswersText = null;
    if (own) this.shadow.clearNotices();
    if (!this.assessment) return;
    // What the visitor does, not what came from elsewhere, is saved.
    if (own) this.savedAnswers.changed();
    if (user || this.isPrefilled) {
      this.isPrefilled = false;
      this.emit('drc-change', this.assessment);
    }
  }

  /** @param {import('./messages').ToWidget} message */
  send(message) {
    if (!this.widget) return;
    try {
      this.widget.send(message);
    } catch (error) {
      // The guard around the wasm has already reported the trap.
    }
  }

  /** An exception has passed through the wasm: this instance is lost, the answers are not. */
  trapped(turn, error) {
    if (turn !== this.turn) return;
    this.turn += 1;
    this.widget = null;
    this.engine = null;
    // Answers just set may be what it broke on.
    if (this.snapshotText !== null) this.newAnswersText = null;
    const now = Date.now();
    const loops = now - this.trappedAt < TRAP_LOOP_MS && !this.acted;
    this.trappedAt = now;
    this.acted = false;
    // Later, when the frames the exception passes through are gone.
    setTimeout(() => {
      if (!this.running) return;
      const failure = new Failure(loops ? 'trap-again' : 'trap', error);
      if (loops) {
        this.rescue(failure);
      } else {
        this.shadow.showNotice(failureNotice(failure, this.lang, 'warn'));
        this.start();
      }
      this.emit('drc-error', { code: 'trap', message: failure.sentence(this.lang) });
    }, 0);
  }

  failed(failure, lang = this.lang) {
    this.shadow.showNotice(failureNotice(failure, lang));
    this.report(failure, lang);
  }

  failedToStart(failure) {
    this.broken = true;
    if (this.answers === null) this.shadow.showNotice(failureNotice(failure, this.lang));
    else this.rescue(failure);
    this.report(failure);
    if (failure.code === 'file') return;
    // What can be read without the program: the criteria. Unless it has been started again meanwhile.
    const { turn } = this;
    loadPart('plain').then(
      (part) => {
        if (turn === this.turn) part.show(this.element, this.shadow.freshStage());
      },
      () => {},
    );
  }

  /** Nothing is left but the answers: to copy, to download, or to start with once more. */
  rescue(failure) {
    this.shadow.freshStage();
    const restart = () => {
      this.shadow.clearNotices();
      this.start();
    };
    this.shadow.showNotice(rescueNotice(failure, this.lang, JSON.stringify(this.answers || {}), restart));
  }

  report(failure, lang = this.lang) {
    this.emit('drc-error', { code: failure.code, message: failure.sentence(lang) });
  }

  emit(name, detail) {
    this.element.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, detail }));
  }
}

function today() {
  const now = new Date();
  const two = (number) => String(number).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
