// Random zones of Shanxi 394: the same ones for the same seed, each of one type, with most facts given and numbers
// around the bounds.

const AS_OF = '2026-11-22';
/** The share of facts that are given, and of those the share that is 不清楚. */
const GIVEN = 0.85;
const UNSURE = 0.05;
/** How many base units each unit has; a fact's own unit is the first one of its list. */
const UNITS = {
  元: 1,
  万元: 1e4,
  亿元: 1e8,
  平方米: 1,
  万平方米: 1e4,
  公顷: 1e4,
  亩: 2000 / 3,
  人次: 1,
  万人次: 1e4,
};

/** A generator of numbers from 0 to 1 (mulberry32). */
function randomNumbers(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Every test of a condition. */
export function testsOf(condition) {
  const inner = condition.all || condition.any || (condition.not && [condition.not]);
  return inner ? inner.flatMap(testsOf) : [condition];
}

/** The criteria of a zone type that count: eligibility and documents. */
export const criteriaOf = (policy, type) =>
  policy.criteria.filter(
    ({ role, zone_types: types }) =>
      (role === 'eligibility' || role === 'material') && (!types || types.includes(type)),
  );

const factsOfTest = (test) => test.sum || (test.fact ? [test.fact] : []);

/** The facts that the criteria of a type read, in the order of the text, without those of a lease. */
export const factsOf = (policy, type) => [
  ...new Set(criteriaOf(policy, type).flatMap(({ condition }) => testsOf(condition).flatMap(factsOfTest))),
];

/** The number that a fact is compared with, in the fact's own unit. */
function boundOf(policy, fact) {
  for (const { condition } of policy.criteria) {
    for (const test of testsOf(condition)) {
      const bound = test.at_least || test.exists;
      if (bound && factsOfTest(test).includes(fact.id)) {
        const [number, unit] = bound.split(' ');
        return (Number(number) * (UNITS[unit] || 1)) / (UNITS[fact.unit] || 1);
      }
    }
  }
  throw new Error(`${fact.id} has no bound`);
}

/**
 * Zones as answers of the contract, and beside each the same facts as plain values for evaluators that know no units:
 * numbers in the fact's own unit, and nothing for what is not known.
 */
export function randomZones(policy, count, seed) {
  const random = randomNumbers(seed);
  const facts = new Map(policy.facts.map((fact) => [fact.id, fact]));
  const types = policy.zone_types.map(({ id }) => id);
  const pick = (list) => list[Math.floor(random() * list.length)];

  function quantity(fact) {
    const bound = boundOf(policy, fact);
    const units = fact.units || [fact.unit];
    const unit = pick(units);
    // Whole numbers in the fact's own unit; in a larger unit the decimal ends.
    const plain = Math.max(0, Math.round(bound * (0.3 + 1.7 * random())));
    const factor = UNITS[fact.unit] / UNITS[unit];
    const isExact = units.length === 1 || Number.isInteger(Math.log10(factor));
    if (!isExact || unit === fact.unit) return { plain, answer: { value: String(plain), unit: fact.unit } };
    return { plain, answer: { value: decimal(plain, Math.round(Math.log10(factor))), unit } };
  }

  function value(fact) {
    if (fact.type === 'quantity') return quantity(fact);
    if (fact.type === 'boolean') {
      const plain = random() < 0.8;
      return { plain, answer: plain };
    }
    const options = fact.options.filter((option) => option !== '其他' && option !== '无');
    if (fact.type === 'choice') {
      const plain = pick(options);
      return { plain, answer: plain };
    }
    const isWhole = random() < 0.5;
    const plain = options.filter(() => isWhole || random() < 0.6);
    return { plain, answer: plain };
  }

  const zones = [];
  for (let number = 0; number < count; number += 1) {
    const type = pick(types);
    const given = {};
    const plain = { zone_type: type };
    for (const id of factsOf(policy, type)) {
      if (random() >= GIVEN) continue;
      if (random() < UNSURE) {
        given[id] = null;
        continue;
      }
      const made = value(facts.get(id));
      given[id] = made.answer;
      plain[id] = made.plain;
    }
    const answers = { policy: policy.id, zone_type: type, as_of: AS_OF, name: `甲园 ${number}`, facts: given };
    zones.push({ answers, plain });
  }
  return zones;
}

/** A whole number times a power of ten, as a decimal text. */
function decimal(number, power) {
  if (power >= 0) return String(number) + '0'.repeat(power);
  const digits = String(number).padStart(1 - power, '0');
  const fraction = digits.slice(power).replace(/0+$/, '');
  return digits.slice(0, power) + (fraction ? `.${fraction}` : '');
}
