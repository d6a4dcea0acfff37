// The rule engines, each given by its own means the criteria of Shanxi 394 that a machine can decide: those without a
// judgement, without lists that end in 等 and without the term of a lease. All are made from the policy file before anything is timed.

import { LogicEngine } from 'json-logic-engine';
import { Engine as RulesEngine } from 'json-rules-engine';
import Publicodes from 'publicodes';
import { ConditionRunner } from 'survey-core';
import { criteriaOf, testsOf } from '../zones.mjs';

const BASE = { 元: 1, 万元: 1e4, 亿元: 1e8, 万平方米: 1e4, 万人次: 1e4 };

const isDecidable = ({ condition }) => testsOf(condition).every((test) => !test.judgement && !test.open && !test.term);

/** The criteria of a type that a machine can decide, their numbers in the units of the facts. */
function rulesOf(policy, type) {
  const facts = new Map(policy.facts.map((fact) => [fact.id, fact]));
  const number = (test) => {
    const [value, unit] = (test.at_least || test.exists).split(' ');
    return (Number(value) * (BASE[unit] || 1)) / (BASE[facts.get(test.fact).unit] || 1);
  };
  function rule(condition) {
    if (condition.all) return { all: condition.all.map(rule) };
    if (condition.any) return { any: condition.any.map(rule) };
    const { fact } = condition;
    if (condition.at_least || condition.exists) return { fact, least: number(condition) };
    if (condition.is) return { fact, yes: true };
    if (condition.one_of) return { fact, oneOf: condition.one_of };
    if (condition.all_of) return { fact, allOf: condition.all_of };
    if (condition.any_of) return { fact, anyOf: condition.any_of };
    if (condition.some) return { fact, anyOf: facts.get(fact).options };
    throw new Error(`no rule for ${JSON.stringify(condition)}`);
  }
  return criteriaOf(policy, type)
    .filter(isDecidable)
    .map(({ id, condition }) => ({ id, rule: rule(condition) }));
}

/** What `make` makes for the rules of each type. */
const byType = (policy, make) => Object.fromEntries(policy.zone_types.map(({ id }) => [id, make(rulesOf(policy, id))]));

// json-rules-engine: true or false, and a missing fact is false.

function rulesEngineCondition(rule) {
  if (rule.all) return { all: rule.all.map(rulesEngineCondition) };
  if (rule.any) return { any: rule.any.map(rulesEngineCondition) };
  const { fact } = rule;
  if (rule.least !== undefined) return { fact, operator: 'greaterThanInclusive', value: rule.least };
  if (rule.yes) return { fact, operator: 'equal', value: true };
  if (rule.oneOf) return { fact, operator: 'in', value: rule.oneOf };
  if (rule.allOf) return { fact, operator: 'holdsAll', value: rule.allOf };
  return { fact, operator: 'holdsAny', value: rule.anyOf };
}

function rulesEngine(rules) {
  const engine = new RulesEngine([], { allowUndefinedFacts: true });
  engine.addOperator('holdsAll', (have, want) => Boolean(have) && want.every((item) => have.includes(item)));
  engine.addOperator('holdsAny', (have, want) => Boolean(have) && want.some((item) => have.includes(item)));
  for (const { id, rule } of rules) {
    const condition = rulesEngineCondition(rule);
    const conditions = condition.all || condition.any ? condition : { all: [condition] };
    engine.addRule({ conditions, event: { type: id } });
  }
  return engine;
}

export function jsonRulesEngine(policy) {
  const engines = byType(policy, rulesEngine);
  return async (zone) => {
    const { results, failureResults } = await engines[zone.zone_type].run(zone);
    const outcomes = {};
    for (const { event } of results) outcomes[event.type] = true;
    for (const { event } of failureResults) outcomes[event.type] = false;
    return outcomes;
  };
}

// json-logic-engine: yes is 1, no is 0, and a missing fact is a half.

function logic(rule) {
  if (rule.all) return { min: rule.all.map(logic) };
  if (rule.any) return { max: rule.any.map(logic) };
  const value = { var: rule.fact };
  return { if: [{ missing: [rule.fact] }, 0.5, { if: [logicTest(rule, value), 1, 0] }] };
}

function logicTest(rule, value) {
  if (rule.least !== undefined) return { '>=': [value, rule.least] };
  if (rule.yes) return { '===': [value, true] };
  if (rule.oneOf) return { in: [value, rule.oneOf] };
  const parts = (rule.allOf || rule.anyOf).map((item) => ({ in: [item, value] }));
  return rule.allOf ? { and: parts } : { or: parts };
}

export function jsonLogicEngine(policy) {
  const engine = new LogicEngine();
  const compiled = byType(policy, (rules) => ({
    ids: rules.map(({ id }) => id),
    run: engine.build(rules.map(({ rule }) => logic(rule))),
  }));
  const WORDS = new Map([
    [1, 'met'],
    [0, 'not_met'],
    [0.5, 'unknown'],
  ]);
  return (zone) => {
    const { ids, run } = compiled[zone.zone_type];
    const values = run(zone);
    const outcomes = {};
    for (let place = 0; place < ids.length; place += 1) outcomes[ids[place]] = WORDS.get(values[place]);
    return outcomes;
  };
}

// publicodes: a missing fact is undefined. Its names take neither Chinese nor underscores; a list is a yes or no for
// each of its options.

function publicodesRules(rules) {
  const names = new Map();
  const definitions = {};
  const name = (fact, option = '') => {
    const key = `${fact} ${option}`;
    if (!names.has(key)) {
      names.set(key, `fait ${names.size + 1}`);
      definitions[names.get(key)] = { question: fact };
    }
    return names.get(key);
  };
  function condition(rule) {
    if (rule.all) return { 'toutes ces conditions': rule.all.map(condition) };
    if (rule.any) return { 'une de ces conditions': rule.any.map(condition) };
    if (rule.least !== undefined) return `${name(rule.fact)} >= ${rule.least}`;
    if (rule.yes) return `${name(rule.fact)} = oui`;
    const options = (rule.oneOf || rule.allOf || rule.anyOf).map((option) => `${name(rule.fact, option)} = oui`);
    return { [rule.allOf ? 'toutes ces conditions' : 'une de ces conditions']: options };
  }
  const ids = rules.map(({ id }) => id);
  rules.forEach(({ rule }, place) => {
    definitions[`regle ${place + 1}`] = { valeur: condition(rule) };
  });
  const engine = new Publicodes(definitions);
  return { ids, engine, names: [...names].map(([key, own]) => [...key.split(' '), own]) };
}

export function publicodes(policy) {
  const engines = byType(policy, publicodesRules);
  const WORDS = new Map([
    [true, 'met'],
    [false, 'not_met'],
    [undefined, 'unknown'],
  ]);
  const yesNo = (value) => (value ? 'oui' : 'non');
  return (zone) => {
    const { ids, engine, names } = engines[zone.zone_type];
    const situation = {};
    for (const [fact, option, name] of names) {
      const value = zone[fact];
      if (value === undefined) continue;
      if (option) situation[name] = yesNo(value === option || (Array.isArray(value) && value.includes(option)));
      else situation[name] = typeof value === 'number' ? value : yesNo(value);
    }
    engine.setSituation(situation);
    const outcomes = {};
    ids.forEach((id, place) => {
      outcomes[id] = WORDS.get(engine.evaluate(`regle ${place + 1}`).nodeValue);
    });
    return outcomes;
  };
}

// survey-core: the expressions by which its forms show and hide questions; true or false, a missing fact is false.

function expression(rule) {
  if (rule.all) return rule.all.map((part) => `(${expression(part)})`).join(' and ');
  if (rule.any) return rule.any.map((part) => `(${expression(part)})`).join(' or ');
  const value = `{${rule.fact}}`;
  const list = (items) => `[${items.map((item) => `'${item}'`).join(', ')}]`;
  if (rule.least !== undefined) return `${value} >= ${rule.least}`;
  if (rule.yes) return `${value} = true`;
  if (rule.oneOf) return rule.oneOf.map((item) => `${value} = '${item}'`).join(' or ');
  return `${value} ${rule.allOf ? 'allof' : 'anyof'} ${list(rule.allOf || rule.anyOf)}`;
}

export function surveyCore(policy) {
  const runners = byType(policy, (rules) =>
    rules.map(({ id, rule }) => ({ id, runner: new ConditionRunner(expression(rule)) })),
  );
  return (zone) => {
    const outcomes = {};
    for (const { id, runner } of runners[zone.zone_type]) outcomes[id] = runner.runValues(zone);
    return outcomes;
  };
}
