// window.DrcAssessment: assessments without a user interface. Nothing here throws or rejects;
// what went wrong stands in `errors`.

import { instantiate } from './engine.js';
import { Failure } from './failure.js';
import { REGISTER, register } from './parts.js';
import { loadedPolicy, loadPolicy } from './policies.js';
import { loadWords } from './words.js';

export function createApi() {
  let engine = null;
  let failure = new Failure('not-ready');
  let starting = null;

  async function start() {
    try {
      // Both languages, as any call may ask for either.
      const words = loadWords('en').catch(() => null);
      const started = await instantiate(restart);
      const lines = await words;
      if (lines) started.learn(lines);
      engine = started;
      return { version: VERSION, errors: [] };
    } catch (error) {
      failure = error;
      return { version: VERSION, errors: [fault('', error)] };
    }
  }

  function restart() {
    engine = null;
    starting = start();
  }

  const ready = () => starting || (starting = start());

  /** `use` works on the engine and a policy object; `refuse` puts a fault into the shape expected. */
  function withPolicy(policy, lang, use, refuse) {
    if (!engine) return refuse(fault('', failure, lang));
    if (policy && Array.isArray(policy.errors)) return refuse(...policy.errors);
    const object = typeof policy === 'string' ? loadedPolicy(policy) : policy;
    if (object === undefined || object === null) {
      return refuse(fault('/policy', new Failure('policy-not-loaded'), lang));
    }
    try {
      return use(object);
    } catch (error) {
      return refuse(fault('', new Failure('call', error), lang));
    }
  }

  const api = {
    version: VERSION,

    /** Resolves to {version, errors} once the functions below can be used. */
    get ready() {
      return ready();
    },

    /** The policy object, or {errors} in its place. */
    async load(idOrUrl) {
      try {
        const [policy] = await Promise.all([loadPolicy(idOrUrl), ready()]);
        return policy;
      } catch (error) {
        return { errors: [fault('/policy', error)] };
      }
    },

    evaluate(policy, answers, options) {
      const lang = langOf(options);
      return withPolicy(policy, lang, (object) => engine.evaluate_many(object, [answers], lang)[0], emptyAssessment);
    },

    evaluateMany(policy, rows, options) {
      const lang = langOf(options);
      const list = Array.isArray(rows) ? rows : [rows];
      return withPolicy(
        policy,
        lang,
        (object) => engine.evaluate_many(object, list, lang),
        (...errors) => list.map(() => emptyAssessment(...errors)),
      );
    },

    check(policy, options) {
      const lang = langOf(options);
      return withPolicy(policy, lang, (object) => engine.check(object, lang), (...errors) => errors);
    },
  };
  // Not enumerable: for our own parts only.
  Object.defineProperty(api, REGISTER, { value: register });
  return Object.freeze(api);
}

const langOf = (options) => (options && typeof options.lang === 'string' ? options.lang : 'zh-CN');

const fault = (path, failure, lang) => ({ path, message: failure.sentence(lang) });

function emptyAssessment(...errors) {
  return {
    policy: null,
    zone_type: null,
    as_of: null,
    name: null,
    verdict: null,
    message: errors[0].message,
    counts: { met: 0, not_met: 0, unknown: 0, discretionary: 0, reference: 0 },
    validity: null,
    findings: [],
    comparison: null,
    next_facts: [],
    materials: { ready: 0, total: 0 },
    notes: [],
    errors,
  };
}
