// Everything that decides the criteria of Shanxi 394 without the product, by name.

import { assess, outcomes } from './peers/by-hand.mjs';
import { jsonLogicEngine, jsonRulesEngine, publicodes, surveyCore } from './peers/rules.mjs';

/**
 * @typedef {object} Contender
 * @property {string} name
 * @property {(zone: object) => unknown} run What is timed.
 * @property {(zone: object) => unknown} outcomes Outcomes by criterion; true and false from those that know no third.
 */

/** @returns {Contender[]} */
export function contenders(policy) {
  const rules = {
    'json-rules-engine': jsonRulesEngine(policy),
    'json-logic-engine': jsonLogicEngine(policy),
    publicodes: publicodes(policy),
    'survey-core': surveyCore(policy),
  };
  return [
    { name: 'by hand', run: assess, outcomes },
    ...Object.entries(rules).map(([name, run]) => ({ name, run, outcomes: run })),
  ];
}

/** Runs a contender over the zones, again and again, for about so many milliseconds; zones a second. */
export async function rate({ run }, zones, milliseconds) {
  const began = performance.now();
  let done = 0;
  let passed = 0;
  while (passed < milliseconds) {
    // Looking at the clock costs as much as some of these zones.
    for (let count = 0; count < 20; count += 1) {
      const result = run(zones[done % zones.length].plain);
      if (result instanceof Promise) await result;
      done += 1;
    }
    passed = performance.now() - began;
  }
  return (done * 1000) / passed;
}
