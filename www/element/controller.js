// Runs the widget of one element: starts an instance of the wasm, sends it the element's attributes and properties,
// restarts it after a trap, and holds the answers outside the wasm so that neither a trap nor a removal loses them.

import { Day } from './day.js';
import { LICENCES } from './files.js';
import { compileOnce, instantiate } from './wasm.js';
import { Failure } from './failure.js';
import { jsonOf } from './json.js';
import { Shadow } from './shadow.js';
import { SavedAnswers } from './saved-answers.js';
import { failureNotice, loadingNotice, rescueNotice } from './notices.js';
import { returnNumber, takeNumber } from './numbers.js';
import { packCatalogue, packFaults, packPolicy } from './pack.js';
import { explained, loadPart, scriptUrl } from './parts.js';
import { carryOut } from './requests.js';
import { loadEngine } from './engine.js';
import { faultsOf, isChecked, loadCatalogue, loadedPolicy, loadPolicy } from './policies.js';
import { arrived, keepFieldEvents, newEvent } from './stopped-events.js';
import { WIDGET_PROGRAM, WIDGET_REST } from './widget-program.js';
import { loadWords } from './words.js';

/** @import { Answers, Assessment, DrcAssessmentElement, Fault, Policy } from '../drc-assessment' */
/** @import { FromWidget, MountOptions, Snapshot, ToWidget, Widget, WidgetExports } from './messages' */
/** @import { CatalogueEntry, ModeView } from './types' */

const TRAP_LOOP_MS = 5000;
// In characters of JSON: some hundred times the answers to the largest policy.
const MAX_ANSWERS = 2000000;

export class Controller {
  /** @param {DrcAssessmentElement} element */
  constructor(element) {
    this.element = element;
    this.shadow = new Shadow(element, () => this.failed(new Failure('stylesheet')));
    this.savedAnswers = new SavedAnswers(this);
    /** @type {WidgetExports | null} */
    this.program = null;
    /** @type {Widget | null} */
    this.widget = null;
    /**
     * What the attribute `mode` shows in place of the widget.
     * @type {ModeView | null}
     */
    this.view = null;
    // Whether the rest of the widget's program is there.
    this.isComplete = false;
    /**
     * Resolves once it is there or cannot be loaded; null while it is not being loaded.
     * @type {Promise<boolean> | null}
     */
    this.completing = null;
    // Whether the visitor waits for it, and whether it could not be loaded.
    this.isRestAwaited = false;
    this.hasRestFailed = false;
    // Whether the answers have been changed before it was there, of which the page is told then.
    this.isChangeWaiting = false;
    this.isRunning = false;
    this.hasFailedToStart = false;
    // Counts instances and removals: late results and messages of an earlier instance are ignored.
    this.turn = 0;
    // Timer of a removal.
    this.removalTimer = 0;

    /**
     * The language that the visitor has chosen, which overrides the attribute.
     * @type {string | null}
     */
    this.chosenLanguage = null;
    // Whether the words of English could not be loaded.
    this.lacksWords = false;
    this.languageRequests = 0;

    /**
     * The policy object that the page has set.
     * @type {Policy | null}
     */
    this.givenPolicy = null;
    // Whether the page has set the attribute by the property.
    this.isPolicyNamed = false;
    /** @type {Policy | null} */
    this.currentPolicy = null;
    this.isFaulty = false;
    // Whether the present instance was started with a policy chosen by the page.
    this.wasPolicyFixed = false;
    /** @type {CatalogueEntry[]} */
    this.catalogue = [];
    this.policyRequests = 0;
    // Whether a policy has been requested that has not arrived.
    this.isPolicyPending = false;

    /**
     * All answers as of the last change in the widget, as JSON; a restart begins with them.
     * @type {string | null}
     */
    this.snapshotText = null;
    /**
     * Answers set since then, as JSON.
     * @type {string | null}
     */
    this.newAnswersText = null;
    /**
     * The facts answered for other policies that came with them.
     * @type {Snapshot['others']}
     */
    this.newOthers = [];
    // Whether they wait for the policy that they were set for.
    this.areAnswersHeld = false;
    this.isPrefilled = false;
    /**
     * The assessment as of the last change, as JSON; none without a policy.
     * @type {string | undefined}
     */
    this.assessmentText = undefined;
    /**
     * The same as an object, once it was asked for.
     * @type {{ text: string, assessment: Assessment } | null}
     */
    this.parsed = null;
    this.wasReadyEmitted = false;
    this.version = '';
    // Its number on the page while it runs.
    this.number = 0;
    // What the foot says of the program.
    this.about = { version: `drc-assessment ${VERSION}+${BUILD}`, licences: LICENCES };

    this.day = new Day((day) => this.send({ kind: 'today', today: day }));

    // What the page was told last, as JSON, and whether it is being told.
    this.toldText = '';
    this.isTelling = false;

    /**
     * The requests of the visitor that are being done.
     * @type {Set<string>}
     */
    this.requested = new Set();

    this.trappedAt = -Infinity;
    // Whether the visitor has done anything since the last trap.
    this.hasActed = false;
    keepFieldEvents(this.shadow.root);
    for (const type of ['input', 'click', 'keydown']) {
      this.shadow.root.addEventListener(
        type,
        (event) => {
          this.hasActed = true;
          arrived.add(event);
          if (type === 'input') this.savedAnswers.typed(event.target);
        },
        true,
      );
    }
  }

  connected() {
    this.shadow.awaitStyle();
    // FastClick, of old mobile sites, otherwise makes clicks of touches at the element, not inside it.
    this.element.classList.add('needsclick');
    if (this.removalTimer) {
      clearTimeout(this.removalTimer);
      this.removalTimer = 0;
      return;
    }
    this.shadow.connected();
    this.savedAnswers.connected();
    this.day.connected();
    this.start();
  }

  // A move within the document is a removal followed at once by an insertion.
  disconnected() {
    this.removalTimer = window.setTimeout(() => {
      this.removalTimer = 0;
      this.shadow.disconnected();
      this.savedAnswers.disconnected();
      this.day.disconnected();
      this.stop();
      // Listeners on the former stage would keep the program in memory for as long as the page keeps the element.
      this.shadow.freshStage();
    }, 0);
  }

  /**
   * @param {string} name
   * @param {string | null} value
   */
  attributeChanged(name, value) {
    if (name === 'theme') this.shadow.setTheme();
    else if (name === 'mode' && this.isRunning) this.start();
    else if (name === 'policy') this.policySourceChanged();
    else if (name === 'answers' && value !== null) this.setAnswersAttribute(value);
    else if (this.view) this.view.attributeChanged(name);
    else if (name === 'zone-type') this.send({ kind: 'zone-type', zoneType: value });
    else if (name === 'as-of') this.send({ kind: 'as-of', asOf: value });
    else if (name === 'lang') this.setLanguage(null);
  }

  /** @param {string} text */
  setAnswersAttribute(text) {
    const answers = objectIn(text);
    if (answers) this.answers = answers;
    else console.warn(`drc-assessment: the attribute answers holds no JSON object: ${text.slice(0, 80)}`);
  }

  /** The language of the screens, which is Chinese while the words of another could not be loaded. */
  get lang() {
    if (this.lacksWords) return 'zh-CN';
    return this.chosenLanguage || this.element.getAttribute('lang') || 'zh-CN';
  }

  /**
   * Changes the language once its words are loaded.
   * @param {string | null} lang The visitor's choice; null for the attribute's.
   */
  async setLanguage(lang) {
    const { program } = this;
    // Before the start there is nothing to translate, and the notice of a failed start stays.
    if (!program) {
      this.chosenLanguage = lang;
      return;
    }
    const wanted = lang || this.element.getAttribute('lang') || 'zh-CN';
    this.languageRequests += 1;
    const request = this.languageRequests;
    try {
      const words = await loadWords(wanted);
      // Another language was requested meanwhile, or this instance has ended.
      if (request !== this.languageRequests || program !== this.program) return;
      if (words) program.learn(words);
      this.chosenLanguage = lang;
      this.lacksWords = false;
      this.shadow.clearNotices();
      this.send({ kind: 'language', lang: wanted });
      // A policy that is still to arrive has its faults in the new language.
      if (this.isFaulty && !this.isPolicyPending) this.showPolicy('', this.currentPolicy);
    } catch (error) {
      // Another language was requested meanwhile, this instance has ended, or it has trapped, which is reported.
      if (request !== this.languageRequests || program !== this.program || !(error instanceof Failure)) return;
      // The attribute asks for words that are not there, so the screens and the report stay Chinese.
      if (lang === null) this.lacksWords = true;
      this.failed(error, wanted);
    }
  }

  /** @returns {Assessment | null} */
  get assessment() {
    const text = this.assessmentText;
    if (text === undefined) return null;
    if (!this.parsed || this.parsed.text !== text) this.parsed = { text, assessment: JSON.parse(text) };
    return this.parsed.assessment;
  }

  /** Whether anything is filled in. */
  get hasAnswers() {
    /** @type {Partial<Answers>} */
    const { facts, name } = this.answers || {};
    return Object.keys(facts || {}).length > 0 || Boolean(name);
  }

  /** @returns {Answers | null} */
  get answers() {
    const { snapshot } = this;
    return snapshot && snapshot.answers;
  }

  set answers(value) {
    // What a listener adds to the visitor's answers does not replace those of a link or of this browser.
    if (this.setAnswers(value) && !this.isTelling) this.savedAnswers.isHostSet = true;
  }

  /**
   * Returns whether they are other answers than those that are there.
   * @param {unknown} value Anything that the page has set.
   * @param {Snapshot['others'] | null} others The facts answered for other policies; null leaves them aside.
   */
  setAnswers(value, others = null) {
    let text;
    try {
      const given = typeof value === 'string' ? objectIn(value) || value : value;
      text = jsonOf(given === undefined || given === '' ? null : given);
    } catch (error) {
      // A circle of references, or a getter has thrown.
    }
    // A function has no JSON.
    if (text === undefined || text.length > MAX_ANSWERS) {
      this.report(new Failure('answers'));
      return true;
    }
    // A page that sets on each change what is there already would go round for ever.
    if (!this.isPolicyPending && others === null && text === jsonOf(this.answers)) return false;
    this.newAnswersText = text;
    this.newOthers = others || [];
    this.isPrefilled = true;
    // The policy shown so far would drop what only the next one asks.
    if (this.isPolicyPending) this.areAnswersHeld = true;
    else this.sendAnswers();
    return true;
  }

  sendAnswers() {
    if (this.view) this.view.attributeChanged('answers');
    this.areAnswersHeld = this.widget !== null && !this.isComplete;
    if (this.areAnswersHeld) {
      // The rest of the program reads them: until it is there, nothing can be entered that they would replace.
      this.shadow.hideStage(loadingNotice(this.lang));
      this.complete();
      return;
    }
    this.send({ kind: 'answers', answers: this.answers || {} });
    if (this.newOthers.length > 0) this.send({ kind: 'other-answers', others: this.newOthers });
  }

  get policy() {
    return this.givenPolicy === null ? this.currentPolicy : this.givenPolicy;
  }

  /** @param {unknown} policy An object, or what the attribute may hold; without a value the attribute counts. */
  givePolicy(policy) {
    const isText = typeof policy === 'string' && policy !== '';
    const attribute = this.element.getAttribute('policy');
    this.givenPolicy = isText || !policy ? null : /** @type {Policy} */ (policy);
    if (!policy && this.isPolicyNamed) this.element.removeAttribute('policy');
    else if (isText && policy !== attribute) this.element.setAttribute('policy', policy);
    else this.policySourceChanged();
    this.isPolicyNamed = isText;
  }

  /** The attribute, unless a policy object overrides it. */
  get policyAttribute() {
    return this.givenPolicy === null ? this.element.getAttribute('policy') : null;
  }

  get isPolicyFixed() {
    return this.givenPolicy !== null || this.policyAttribute !== null;
  }

  /** The policy that the page has chosen, or null while it is not loaded. */
  get fixedPolicy() {
    return this.givenPolicy === null ? loadedPolicy(this.policyAttribute) || null : this.givenPolicy;
  }

  policySourceChanged() {
    if (this.view) this.view.attributeChanged('policy');
    // Outside the document nothing runs; while the widget starts, it takes what is set then.
    if (!this.isRunning || (!this.widget && !this.hasFailedToStart)) return;
    if (this.hasFailedToStart || this.isPolicyFixed !== this.wasPolicyFixed) this.start();
    else this.showFixedPolicy();
  }

  async start() {
    this.stop();
    this.isRunning = true;
    if (this.hasFailedToStart) this.shadow.clearNotices();
    this.hasFailedToStart = false;
    const turn = this.turn;
    // Requested now, so that they are loaded together with the wasm.
    if (this.policyAttribute !== null) loadPolicy(this.policyAttribute).catch(() => {});
    loadWords(this.lang).catch(() => {});
    /** @type {Promise<CatalogueEntry[] | Failure>} */
    const listed = this.isPolicyFixed ? Promise.resolve([]) : loadCatalogue().catch((failure) => failure);
    this.lacksWords = false;
    this.isComplete = false;
    this.completing = null;
    this.isRestAwaited = false;
    this.shadow.freshStage().appendChild(loadingNotice(this.lang));
    let program;
    /** @type {string | null | Failure} */
    let words;
    try {
      const mode = this.element.getAttribute('mode');
      if (mode === 'review' || mode === 'batch') {
        // The engine brings the hash of the part.
        const part = await loadEngine().then(() => loadPart(mode));
        const policies = await listed;
        if (policies instanceof Failure) throw policies;
        this.catalogue = policies;
        if (turn === this.turn) this.view = part.mount(this, scriptUrl, loadEngine);
        return;
      }
      program = await instantiate(WIDGET_PROGRAM, (error) => this.trapped(turn, error));
      const catalogue = await listed;
      // The page may have set a policy meanwhile, or another language.
      if (!(catalogue instanceof Failure)) this.catalogue = catalogue;
      else if (!this.isPolicyFixed) throw catalogue;
      let lang;
      do {
        lang = this.lang;
        words = await loadWords(lang).catch((failure) => failure);
        // It reads the answers to begin with.
        if (this.snapshot && !this.isComplete) {
          await program.complete(await compileOnce(WIDGET_REST));
          if (turn === this.turn) this.isComplete = true;
        }
      } while (turn === this.turn && (lang !== this.lang || (this.snapshot && !this.isComplete)));
    } catch (error) {
      if (turn !== this.turn) return;
      this.failedToStart(/** @type {Failure} */ (error));
      return;
    }
    if (turn !== this.turn) return;
    this.program = program;
    this.wasPolicyFixed = this.isPolicyFixed;
    if (this.wasPolicyFixed) this.currentPolicy = this.fixedPolicy;
    // The page has withdrawn it.
    else if (this.isFaulty) this.currentPolicy = null;
    this.isFaulty = false;
    const policy = this.currentPolicy;
    const isMountable = this.givenPolicy === null && isChecked(policy);
    this.isPolicyPending = false;
    this.areAnswersHeld = false;
    try {
      this.lacksWords = words instanceof Failure;
      if (typeof words === 'string') program.learn(words);
      this.widget = program.Widget.mount(
        this.shadow.freshStage(),
        this.options(isMountable ? policy : null),
        (message) => {
          // After the wasm has returned, as a listener may call into it.
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
    if (isMountable) return;
    if (this.wasPolicyFixed) this.showFixedPolicy();
    else if (policy !== null) this.showPolicy('', policy);
  }

  stop() {
    this.isRunning = false;
    this.turn += 1;
    const { view, widget } = this;
    this.view = null;
    this.widget = null;
    this.program = null;
    returnNumber(this.number);
    this.number = 0;
    if (view) view.unmount();
    if (!widget) return;
    try {
      // What is being typed has not been told yet.
      this.snapshotText = widget.snapshot();
      widget.destroy();
    } catch (error) {
      // The instance is being given up in any case.
    }
  }

  /**
   * @param {Policy | null} policy
   * @returns {MountOptions}
   */
  options(policy) {
    const { answers, assessmentText, element } = this;
    // After a restart the zone type is the one that the visitor has chosen; at first it is the attribute's.
    const hasChosen = assessmentText !== undefined && answers !== null && this.newAnswersText === null;
    this.number = this.number || takeNumber();
    return {
      catalogue: packCatalogue(this.catalogue),
      policy: policy && packPolicy(policy),
      isPolicyFixed: this.isPolicyFixed,
      isComplete: this.isComplete,
      snapshot: this.snapshot,
      zoneType: hasChosen ? answers.zone_type || null : element.getAttribute('zone-type'),
      asOf: element.getAttribute('as-of'),
      today: this.day.read(),
      lang: this.lang,
      number: this.number > 1 ? String(this.number) : '',
      ...this.about,
    };
  }

  /**
   * The answers that an instance begins with. Those that the page has set replace all others.
   * @returns {Snapshot | null}
   */
  get snapshot() {
    if (this.newAnswersText === null) return this.snapshotText === null ? null : JSON.parse(this.snapshotText);
    const answers = JSON.parse(this.newAnswersText);
    return answers === null ? null : { answers, others: this.newOthers };
  }

  showFixedPolicy() {
    if (this.isPolicyFixed) this.showPolicy(this.policyAttribute || '', this.givenPolicy);
  }

  /**
   * Loads and checks a policy, then shows it or its faults. Answers that are set meanwhile wait for it.
   * @param {string} idOrUrl
   * @param {Policy | null} [given] A policy object in place of the file.
   */
  async showPolicy(idOrUrl, given = null) {
    this.policyRequests += 1;
    const request = this.policyRequests;
    this.isPolicyPending = true;
    try {
      const { policy, faults } = await this.load(idOrUrl, given);
      if (request === this.policyRequests) this.usePolicy(policy, faults);
    } catch (error) {
      const failure = /** @type {Failure} */ (error);
      await explained(failure);
      if (request === this.policyRequests) this.policyFailed(failure);
    }
  }

  /**
   * A policy and its faults. An object may have been changed since it was checked, so it always is checked.
   * @param {string} idOrUrl
   * @param {Policy | null} [given] A policy object in place of the file.
   */
  async load(idOrUrl, given = null) {
    const policy = given === null ? await loadPolicy(idOrUrl) : given;
    /** @type {Fault[]} */
    const noFaults = [];
    if (given === null && isChecked(policy)) return { policy, faults: noFaults };
    const engine = await loadEngine();
    // In the language at that time: it may have changed while the engine was loaded.
    return { policy, faults: faultsOf(engine, policy, this.lang) };
  }

  /**
   * Shows a policy, or the faults that make it unusable.
   * @param {Policy} policy
   * @param {Fault[]} faults
   */
  usePolicy(policy, faults) {
    // A slower load requested earlier must not replace this policy.
    this.policyRequests += 1;
    this.currentPolicy = policy;
    this.isFaulty = faults.length > 0;
    this.policyArrived(
      this.isFaulty
        ? { kind: 'policy-faults', faults: packFaults(faults) }
        : { kind: 'policy', policy: packPolicy(policy) },
    );
    if (this.isComplete && this.savedAnswers.currentScope !== this.savedAnswers.scope) this.savedAnswers.begin();
  }

  /** @param {Failure} failure */
  policyFailed(failure) {
    this.policyArrived({ kind: 'policy-failed', message: failure.sentence(this.lang) });
    this.report(failure);
  }

  /** @param {ToWidget} message What became of the policy that was requested. */
  policyArrived(message) {
    this.isPolicyPending = false;
    this.send(message);
    if (this.areAnswersHeld) this.sendAnswers();
  }

  /** @param {FromWidget} message */
  receive(message) {
    if (message.kind === 'ready') {
      this.version = message.version;
      if (this.isComplete) this.ready();
      else this.complete();
    } else if (message.kind === 'rest') {
      this.complete(true);
    } else if (message.kind === 'change') {
      this.changed(message);
    } else if (message.kind === 'pick') {
      this.showPolicy(message.id);
    } else if (message.kind === 'language') {
      this.setLanguage(message.lang);
    } else {
      carryOut(this, message.request);
    }
  }

  /**
   * Loads the rest of the program. Resolves to whether it is there.
   * @param {boolean} isAwaited Whether the visitor waits for it, who is told if it fails.
   * @returns {Promise<boolean>}
   */
  complete(isAwaited = false) {
    if (this.isComplete || !this.program) return Promise.resolve(this.isComplete);
    this.isRestAwaited = this.isRestAwaited || isAwaited;
    if (!this.completing) this.completing = this.addRest(this.program);
    return this.completing;
  }

  /** @param {WidgetExports} program */
  async addRest(program) {
    const { turn } = this;
    let failure = null;
    try {
      await program.complete(await compileOnce(WIDGET_REST));
    } catch (error) {
      failure = /** @type {Failure} */ (error);
    }
    if (turn !== this.turn) return false;
    this.completing = null;
    if (failure) {
      if (this.areAnswersHeld) {
        this.stop();
        this.isRunning = true;
        this.failedToStart(failure);
        return false;
      }
      // The page is told of the first failure.
      if (this.isRestAwaited) this.failedWith(failure, 'part');
      else if (!this.hasRestFailed) this.report(failure);
      this.hasRestFailed = true;
      this.isRestAwaited = false;
      return false;
    }
    this.isComplete = true;
    this.send({ kind: 'complete' });
    if (this.areAnswersHeld) {
      this.shadow.hideStage(null);
      if (!this.isPolicyPending) this.sendAnswers();
    }
    this.ready();
    // Answers that the page has set just now are told of once they have taken effect.
    if (this.newAnswersText === null) this.changed({ user: false, own: false });
    return true;
  }

  /**
   * Tells the page that the widget can be used, and opens answers in the address or saved ones. Once for each element:
   * what a page sets then must not override the answers of a restart.
   */
  ready() {
    if (!this.wasReadyEmitted) this.emit('drc-ready', { version: this.version });
    this.wasReadyEmitted = true;
    this.savedAnswers.begin();
  }

  /** Reads assessment and answers; false if the widget has gone. */
  readWidget() {
    const { widget } = this;
    if (!widget) return false;
    try {
      if (this.isComplete) this.assessmentText = widget.assessment();
      this.snapshotText = widget.snapshot();
      return true;
    } catch (error) {
      // The guard around the wasm has already reported the trap.
      return false;
    }
  }

  /** @param {{ user: boolean, own: boolean }} change */
  changed({ user, own }) {
    if (!this.readWidget()) return;
    // Where it could not be loaded, it may be there now.
    if (!this.isComplete) this.complete();
    if (own) this.shadow.clearNotices();
    // They are not those that the page has set: these wait for their policy.
    if (this.areAnswersHeld) return;
    this.newAnswersText = null;
    // Only changes by the visitor are saved.
    if (own) this.savedAnswers.changed();
    if (!this.isComplete) {
      this.isChangeWaiting = this.isChangeWaiting || user;
      return;
    }
    if (this.assessmentText === undefined) return;
    if (!user && !this.isPrefilled && !this.isChangeWaiting) return;
    this.isPrefilled = false;
    this.isChangeWaiting = false;
    const text = this.snapshotText + this.assessmentText;
    if (text === this.toldText) return;
    this.toldText = text;
    this.isTelling = true;
    this.emit('drc-change', this.assessment);
    this.isTelling = false;
  }

  /** @param {ToWidget} message */
  send(message) {
    if (!this.widget) return;
    try {
      this.widget.send(message);
    } catch (error) {
      // The guard around the wasm has already reported the trap.
    }
  }

  /**
   * Called when an exception has passed through the wasm: this instance is lost, its answers are not.
   * @param {number} turn
   * @param {unknown} error
   */
  trapped(turn, error) {
    if (turn !== this.turn) return;
    this.turn += 1;
    this.widget = null;
    this.program = null;
    // Answers just set may be the cause.
    if (this.snapshotText !== null) this.newAnswersText = null;
    const now = Date.now();
    const loops = now - this.trappedAt < TRAP_LOOP_MS && !this.hasActed;
    this.trappedAt = now;
    this.hasActed = false;
    // Later, when the exception has passed through all frames of the wasm.
    setTimeout(() => {
      if (!this.isRunning) return;
      const failure = new Failure(loops ? 'trap-again' : 'trap', error);
      if (loops) {
        this.rescue(failure);
      } else {
        this.shadow.showNotice(failureNotice(failure, this.lang, 'warn'));
        this.start();
      }
      this.report(failure, this.lang, 'trap');
    }, 0);
  }

  /**
   * Shows a failure above the widget, and reports it to the page. Resolves once that is done.
   * @param {Failure} failure
   */
  failed(failure, lang = this.lang) {
    this.shadow.showNotice(failureNotice(failure, lang));
    return this.report(failure, lang);
  }

  /**
   * Shows an error of a part, as `failed` does.
   * @param {unknown} error
   * @param {string} unexpected Code of the failure where the error has none.
   */
  failedWith(error, unexpected) {
    const { failure = unexpected, file } = /** @type {{ failure?: string, file?: string }} */ (error);
    return this.failed(error instanceof Failure ? error : new Failure(failure, error, file));
  }

  /** @param {Failure} failure */
  failedToStart(failure) {
    this.hasFailedToStart = true;
    if (this.answers === null) this.shadow.showNotice(failureNotice(failure, this.lang));
    else this.rescue(failure);
    this.report(failure);
    if (failure.code === 'file') return;
    // Shows the criteria as text, which does not need the program, unless it has been started again meanwhile.
    const { turn } = this;
    loadPart('plain').then(
      (part) => {
        if (turn === this.turn) part.show(this.element, this.shadow.freshStage());
      },
      () => {},
    );
  }

  /**
   * Shows the answers to copy or download, and a button to try again.
   * @param {Failure} failure
   */
  rescue(failure) {
    this.shadow.freshStage();
    const restart = () => {
      this.shadow.clearNotices();
      this.start();
    };
    this.shadow.showNotice(rescueNotice(failure, this.lang, jsonOf(this.answers || {}), restart));
  }

  /** @param {Failure} failure */
  async report(failure, lang = this.lang, code = failure.code) {
    await explained(failure);
    this.emit('drc-error', { code, message: failure.sentence(lang) });
  }

  /**
   * @param {string} name
   * @param {unknown} detail
   */
  emit(name, detail) {
    this.element.dispatchEvent(newEvent('CustomEvent', name, { bubbles: true, composed: true, detail }));
  }
}

/**
 * The object in a JSON text, or null if it holds none.
 * @param {string} text
 */
function objectIn(text) {
  try {
    const value = JSON.parse(text);
    return typeof value === 'object' ? value : null;
  } catch (error) {
    return null;
  }
}
