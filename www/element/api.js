// window.DrcAssessment: assessments without a user interface. Nothing here throws or rejects; errors are returned in
// `errors`.

import { engineFailure, loadEngine, runningEngine } from './engine.js';
import { jsonOf } from './json.js';
import { Failure } from './failure.js';
import { explained, register } from './parts.js';
import { loadedPolicy, loadPolicy } from './policies.js';
import { REGISTER } from './register.js';

/** @import { Assessment, DrcAssessmentApi, Fault, Options, Policy, Refusal } from '../drc-assessment' */
/** @import { EngineExports } from './types' */

const MAX_ROWS = 100000;

/**
 * What `ready` gives for each start of the engine: the same promise until it is started anew.
 * @type {WeakMap<Promise<EngineExports>, Promise<{ version: string, errors: Fault[] }>>}
 */
const outcomes = new WeakMap();

/** Starts the engine, if it has not been started. */
function ready() {
  const starting = loadEngine();
  const outcome = outcomes.get(starting) || outcomeOf(starting);
  outcomes.set(starting, outcome);
  return outcome;
}

/** @param {Promise<EngineExports>} starting */
async function outcomeOf(starting) {
  try {
    await starting;
    return { version: VERSION, errors: [] };
  } catch (error) {
    return { version: VERSION, errors: [fault('', /** @type {Failure} */ (error))] };
  }
}

/**
 * The result of `use`, or of `refuse` if there is no engine, no policy, or something throws.
 * @template Result
 * @param {string | Policy | Refusal} policy
 * @param {Options | undefined} options
 * @param {(engine: EngineExports, policy: Policy, lang: string) => Result} use
 * @param {(...errors: Fault[]) => Result} refuse
 */
function withPolicy(policy, options, use, refuse) {
  const engine = runningEngine();
  let lang;
  try {
    lang = options && options.lang;
    if (!engine) return refuse(fault('', engineFailure(), lang));
    if (isRefusal(policy)) return refuse(...policy.errors);
    const object = typeof policy === 'string' ? loadedPolicy(policy) : policy;
    if (object === undefined || object === null) {
      return refuse(fault('/policy', new Failure('policy-not-loaded'), lang));
    }
    return use(engine, object, typeof lang === 'string' ? lang : 'zh-CN');
  } catch (error) {
    // A proxy or a getter of the options has thrown.
    if (!engine) return refuse(fault('', engineFailure(), lang));
    // A trap has taken the engine away; otherwise a proxy or a getter has thrown.
    return refuse(fault('', new Failure(runningEngine() ? 'answers' : 'call', error), lang));
  }
}

/**
 * @param {string | Policy | Refusal} policy
 * @returns {policy is Refusal}
 */
function isRefusal(policy) {
  return Boolean(policy) && Array.isArray(/** @type {Refusal} */ (policy).errors);
}

export function createApi() {
  /** @type {DrcAssessmentApi} */
  const api = {
    version: VERSION,

    get ready() {
      return ready();
    },

    async load(idOrUrl) {
      try {
        const [policy] = await Promise.all([loadPolicy(idOrUrl), ready()]);
        // A copy: what the page changes in it must not reach the widgets that show the file.
        return JSON.parse(jsonOf(policy));
      } catch (error) {
        const failure = /** @type {Failure} */ (error);
        await explained(failure);
        return { errors: [fault('/policy', failure)] };
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

    // Rows that cannot be read as a whole give one assessment, with the fault.
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
  // Not enumerable, as it is for the parts of this program only.
  Object.defineProperty(api, REGISTER, { value: register });
  return Object.freeze(api);
}

/**
 * A plain array of the rows, or null if there are too many. A value that cannot be read as an array is one row.
 * @param {unknown} rows
 * @returns {unknown[] | null}
 */
function listOf(rows) {
  try {
    if (Array.isArray(rows)) return rows.length > MAX_ROWS ? null : [...rows];
  } catch (error) {
    // A proxy or a getter has thrown; the engine reports that it is not data.
  }
  return [rows];
}

/**
 * @param {string} path
 * @param {Failure} failure
 * @param {unknown} [lang]
 * @returns {Fault}
 */
const fault = (path, failure, lang) => ({ path, message: failure.sentence(lang) });

/**
 * An assessment with errors and nothing else.
 * @param {Fault[]} errors
 * @returns {Assessment}
 */
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
