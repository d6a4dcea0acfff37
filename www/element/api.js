// window.DrcAssessment: assessments without a user interface. Nothing here throws or rejects; errors are returned in
// `errors`.

import { engineFailure, loadEngine, runningEngine } from './engine.js';
import { jsonOf } from './json.js';
import { Failure } from './failure.js';
import { explained, register } from './parts.js';
import { loadedPolicy, loadPolicy } from './policies.js';
import { REGISTER } from './register.js';

/** @import { DrcAssessmentApi, Fault, ManyOptions, Policy, Refusal } from '../drc-assessment' */
/** @import { Engine } from './types' */

const MAX_ROWS = 100000;

/**
 * What `ready` gives for each start of the engine: the same promise until it is started anew.
 * @type {WeakMap<Promise<Engine>, Promise<{ version: string, errors: Fault[] }>>}
 */
const outcomes = new WeakMap();

/** Starts the engine, if it has not been started. */
function ready() {
  const starting = loadEngine();
  const outcome = outcomes.get(starting) || outcomeOf(starting);
  outcomes.set(starting, outcome);
  return outcome;
}

/** @param {Promise<Engine>} starting */
async function outcomeOf(starting) {
  try {
    await starting;
    return { version: VERSION, errors: [] };
  } catch (error) {
    return { version: VERSION, errors: [fault('', /** @type {Failure} */ (error))] };
  }
}

/**
 * The result of `use`, or of `refuse` if there is no engine, no policy, or something throws. Both are told whether the
 * options ask for summaries.
 * @template Result
 * @param {string | Policy | Refusal} policy
 * @param {ManyOptions | undefined} options
 * @param {(engine: Engine, policy: Policy, lang: string, isBrief: boolean) => Result} use
 * @param {(errors: Fault[], isBrief: boolean) => Result} refuse
 */
function withPolicy(policy, options, use, refuse) {
  const engine = runningEngine();
  let lang;
  let isBrief = false;
  try {
    if (options) {
      lang = options.lang;
      isBrief = options.detail === 'summary';
    }
    if (!engine) return refuse([fault('', engineFailure(), lang)], isBrief);
    if (isRefusal(policy)) return refuse(policy.errors, isBrief);
    const object = typeof policy === 'string' ? loadedPolicy(policy) : policy;
    if (object === undefined || object === null) {
      return refuse([fault('/policy', new Failure('policy-not-loaded'), lang)], isBrief);
    }
    return use(engine, object, typeof lang === 'string' ? lang : 'zh-CN', isBrief);
  } catch (error) {
    // A proxy or a getter of the options has thrown.
    if (!engine) return refuse([fault('', engineFailure(), lang)], isBrief);
    // A trap has taken the engine away; otherwise a proxy or a getter has thrown.
    return refuse([fault('', new Failure(runningEngine() ? 'answers' : 'call', error), lang)], isBrief);
  }
}

/**
 * @param {string | Policy | Refusal} policy
 * @returns {policy is Refusal}
 */
function isRefusal(policy) {
  return Boolean(policy) && Array.isArray(/** @type {Refusal} */ (policy).errors);
}

/**
 * An assessment of each row, or its summary if the options ask for it and may.
 * @param {string | Policy | Refusal} policy
 * @param {unknown[] | null} rows Null if there are too many.
 * @param {ManyOptions | undefined} options
 * @param {boolean} mayBeBrief
 * @returns {any[]}
 */
function assessed(policy, rows, options, mayBeBrief) {
  return withPolicy(
    policy,
    options,
    (engine, object, lang, asksForSummary) => {
      const isBrief = mayBeBrief && asksForSummary;
      if (!rows) return [nothing([fault('', new Failure('rows'), lang)], isBrief)];
      return engine.evaluateMany(object, rows, lang, { isFile: typeof policy === 'string', isBrief });
    },
    (errors, asksForSummary) => (rows || [null]).map(() => nothing(errors, mayBeBrief && asksForSummary)),
  );
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
        // What the page changes in it must not reach the widgets that show the file.
        const copy = JSON.parse(jsonOf(policy));
        const engine = runningEngine();
        if (engine) engine.keep(policy, copy);
        return copy;
      } catch (error) {
        const failure = /** @type {Failure} */ (error);
        await explained(failure);
        return { errors: [fault('/policy', failure)] };
      }
    },

    evaluate(policy, answers, options) {
      return assessed(policy, [answers], options, false)[0];
    },

    // Rows that cannot be read as a whole give one assessment, with the fault.
    evaluateMany(policy, rows, options) {
      return assessed(policy, listOf(rows), options, true);
    },

    check(policy, options) {
      return withPolicy(
        policy,
        options,
        (engine, object, lang) => engine.check(object, lang),
        (errors) => errors,
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
 * An assessment with errors and nothing else, or its summary.
 * @param {Fault[]} errors
 * @param {boolean} isBrief
 */
function nothing(errors, isBrief) {
  const counts = { met: 0, not_met: 0, unknown: 0, discretionary: 0, reference: 0 };
  if (isBrief) return { policy: null, zone_type: null, name: null, verdict: null, counts, short: [], open: [], errors };
  return {
    policy: null,
    zone_type: null,
    as_of: null,
    name: null,
    verdict: null,
    message: errors[0].message,
    counts,
    validity: null,
    findings: [],
    comparison: null,
    next_facts: [],
    materials: { ready: 0, total: 0 },
    notes: [],
    errors,
  };
}
