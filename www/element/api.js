// window.DrcAssessment: assessments without a user interface. Nothing here throws or rejects;
// what went wrong stands in `errors`.

import { engineFailure, loadEngine, runningEngine } from './engine.js';
import { Failure } from './failure.js';
import { register } from './parts.js';
import { loadedPolicy, loadPolicy } from './policies.js';
import { REGISTER } from './register.js';

const MAX_ROWS = 100000;

/** Resolves to {version, errors}. */
async function ready() {
  try {
    await loadEngine();
    return { version: VERSION, errors: [] };
  } catch (failure) {
    return { version: VERSION, errors: [fault('', failure)] };
  }
}

/** `use` works on the engine, a policy object and a language; `refuse` puts faults into the shape expected. */
function withPolicy(policy, options, use, refuse) {
  let lang;
  try {
    lang = options && options.lang;
    const engine = runningEngine();
    if (!engine) return refuse(fault('', engineFailure(), lang));
    if (policy && Array.isArray(policy.errors)) return refuse(...policy.errors);
    const object = typeof policy === 'string' ? loadedPolicy(policy) : policy;
    if (object === undefined || object === null) {
      return refuse(fault('/policy', new Failure('policy-not-loaded'), lang));
    }
    return use(engine, object, typeof lang === 'string' ? lang : 'zh-CN');
  } catch (error) {
    // A trap has taken the engine away; otherwise a proxy or a getter has thrown.
    return refuse(fault('', new Failure(runningEngine() ? 'answers' : 'call', error), lang));
  }
}

export function createApi() {
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
      return withPolicy(
        policy,
        options,
        (engine, object, lang) => engine.evaluate_many(object, [answers], lang)[0],
        emptyAssessment,
      );
    },

    /** Rows that cannot be taken as a whole give one assessment, with the fault. */
    evaluateMany(policy, rows, options) {
      const list = listOf(rows);
      return withPolicy(
        policy,
        options,
        (engine, object, lang) =>
          list ? engine.evaluate_many(object, list, lang) : [emptyAssessment(fault('', new Failure('rows'), lang))],
        (...errors) => (list || [null]).map(() => emptyAssessment(...errors)),
      );
    },

    check(policy, options) {
      return withPolicy(
        policy,
        options,
        (engine, object, lang) => engine.check(object, lang),
        (...errors) => errors,
      );
    },
  };
  // Not enumerable: for our own parts only.
  Object.defineProperty(api, REGISTER, { value: register });
  return Object.freeze(api);
}

/** A plain array of the rows, or null where there are too many. What throws when it is read is one row. */
function listOf(rows) {
  try {
    if (Array.isArray(rows)) return rows.length > MAX_ROWS ? null : Array.from(rows);
  } catch (error) {
    // A proxy or a getter; the engine says that it is no data.
  }
  return [rows];
}

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
