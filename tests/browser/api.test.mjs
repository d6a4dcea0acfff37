// window.DrcAssessment: the shipped wasm gives what the native program gives, and nothing throws.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, beforeEach, test } from 'node:test';
import { assessNatively, assessTextNatively, readCases } from './cases.mjs';
import { openPage, serve } from './harness.mjs';

const PAGE =
  '<!DOCTYPE html><meta charset="utf-8"><link rel="icon" href="data:,"><script src="drc-assessment.js"></script>';

let address;
let page;
before(async () => {
  address = await serve({ pages: { '/api.html': PAGE } });
});
beforeEach(async () => {
  ({ page } = await openPage());
  await page.goto(address('/api.html'));
});

test('before it is ready, every function answers with an error and does not throw', async () => {
  const { early, checked, many } = await page.evaluate(() => ({
    early: DrcAssessment.evaluate('shanxi-2019-394', {}),
    many: DrcAssessment.evaluateMany('shanxi-2019-394', [{}, {}]),
    checked: DrcAssessment.check({}),
  }));
  assert.equal(early.errors.length, 1);
  const options = await page.evaluate(() => {
    const throwing = new Proxy(
      {},
      {
        get: () => {
          throw Symbol('no text');
        },
      },
    );
    return DrcAssessment.evaluate('shanxi-2019-394', {}, throwing).errors.length;
  });
  assert.equal(options, 1, 'options that throw');
  assert.equal(many.length, 2);
  assert.equal(checked.length, 1);
});

test('ready resolves to the version', async () => {
  assert.deepEqual(
    await page.evaluate(async () => [
      (await DrcAssessment.ready).version === DrcAssessment.version,
      (await DrcAssessment.ready).errors,
    ]),
    [true, []],
  );
});

test('a policy that does not exist or is not loaded gives an assessment with all keys and an error', async () => {
  const { keys, unknown, absent, nothing, loaded } = await page.evaluate(async () => {
    await DrcAssessment.ready;
    const notLoaded = DrcAssessment.evaluate('shanxi-2019-394', {}, { lang: 'en' });
    const policy = await DrcAssessment.load('shanxi-2019-394');
    const wrong = await DrcAssessment.load('no-such-policy');
    return {
      keys: Object.keys(DrcAssessment.evaluate(policy, { as_of: '2026-11-22' })),
      unknown: DrcAssessment.evaluate('no-such-policy', {}),
      absent: notLoaded,
      nothing: DrcAssessment.evaluate(null, {}),
      loaded: DrcAssessment.evaluate(wrong, {}),
    };
  });
  for (const assessment of [unknown, absent, nothing, loaded]) {
    assert.deepEqual(Object.keys(assessment), keys);
    assert.equal(assessment.policy, null);
    assert.equal(assessment.verdict, null);
    assert.equal(assessment.errors[0].path, '/policy');
  }
  assert.match(absent.errors[0].message, /load/);
});

test('answers of any shape never throw', async () => {
  const threw = await page.evaluate(async () => {
    const policy = await DrcAssessment.load('shanxi-2019-394');
    const cyclic = {};
    cyclic.facts = cyclic;
    let deep = {};
    for (let i = 0; i < 5000; i += 1) deep = { facts: deep };
    const odd = [
      undefined,
      null,
      1,
      'text',
      [],
      cyclic,
      deep,
      { facts: { x: NaN, y: () => 1, z: Symbol('s'), n: 10n } },
    ];
    const faults = [];
    for (const answers of odd) {
      try {
        const assessment = DrcAssessment.evaluate(policy, answers);
        if (!Array.isArray(assessment.errors)) faults.push('no errors key');
      } catch (error) {
        faults.push(String(error));
      }
      await DrcAssessment.ready;
    }
    return faults;
  });
  assert.deepEqual(threw, []);
});

test('every case gives the same assessment as the native program', async () => {
  const cases = readCases();
  assert.ok(cases.length > 0, 'there are cases');
  const expected = assessNatively(cases.map(({ answers }) => answers));
  const lines = await page.evaluate(async (rows) => {
    const results = [];
    for (const id of new Set(rows.map(({ policy }) => policy))) {
      const own = rows.filter(({ policy }) => policy === id).map(({ answers }) => answers);
      results.push(
        ...DrcAssessment.evaluateMany(await DrcAssessment.load(id), own).map((result) => JSON.stringify(result)),
      );
    }
    return results;
  }, cases);
  assert.equal(lines.length, expected.length);
  cases.forEach(({ name }, index) => assert.equal(lines[index], expected[index], name));
});

test('JSON that readers may understand in two ways is decided as by the native program', async () => {
  const { rows } = JSON.parse(readFileSync(new URL('../json-readings.json', import.meta.url), 'utf8'));
  const answers = (facts) =>
    `{"policy":"jilin-upgrade","policy":"shanxi-2019-394","zone_type":"modern_logistics","as_of":"2026-11-22","facts":${facts}}`;
  const texts = [];
  for (const row of rows) {
    // A line each: blanks mean nothing around a value.
    const json = row.json.trim();
    for (const fact of [
      'planned_land_area',
      'logistics_enterprise_count',
      'doc_other',
      'yellow_card_years',
      'nonsense',
    ]) {
      texts.push(answers(`{"${fact}":${json}}`));
    }
    texts.push(answers(json), answers(`{"planned_land_area":{"value":${json},"unit":"亩"}}`));
  }
  const long = JSON.stringify('甲'.repeat(20_001));
  texts.push(answers(`{"doc_other":${long},"planned_land_area":"300亩"}`), answers(`{${long}:1}`));
  const expected = assessTextNatively(texts);
  const lines = await page.evaluate(async (given) => {
    const policy = await DrcAssessment.load('shanxi-2019-394');
    const results = DrcAssessment.evaluateMany(
      policy,
      given.map((text) => JSON.parse(text)),
    );
    return results.map((result) => JSON.stringify(result));
  }, texts);
  assert.equal(lines.length, expected.length);
  texts.forEach((text, index) => assert.equal(lines[index], expected[index], text));
});

test('evaluateMany gives the same as evaluate, row by row', async () => {
  const all = readCases();
  for (const id of new Set(all.map(({ policy }) => policy))) {
    const [first, second] = all.filter(({ policy }) => policy === id);
    const { each, many } = await page.evaluate(
      async ({ policy, rows }) => {
        await DrcAssessment.load(policy);
        return {
          each: rows.map((row) => DrcAssessment.evaluate(policy, row)),
          many: DrcAssessment.evaluateMany(policy, rows),
        };
      },
      { policy: id, rows: [first.answers, second.answers] },
    );
    assert.deepEqual(many, each);
  }
});

test('the shipped policies have no faults', async () => {
  const { policies, faults } = await page.evaluate(
    async (ids) => {
      const found = [];
      for (const id of ids) found.push(...DrcAssessment.check(await DrcAssessment.load(id)));
      return { policies: ids, faults: found };
    },
    [...new Set(readCases().map(({ policy }) => policy))],
  );
  assert.ok(policies.length > 0);
  assert.deepEqual(faults, []);
});

test('a policy object is known again while it is unchanged, and checked anew when it has been changed', async () => {
  const { same, changed, back, odd, id } = await page.evaluate(async () => {
    const policy = await DrcAssessment.load('shanxi-2019-394');
    const row = { as_of: '2026-11-22', zone_type: 'modern_logistics', facts: { logistics_enterprise_count: 7 } };
    const sentence = (given) => {
      const { findings, errors } = DrcAssessment.evaluate(given, row);
      const found = findings.find((finding) => finding.criterion === 'art6.1.s6');
      return found ? found.text : errors[0].path;
    };
    const criterion = policy.criteria.find((it) => it.id === 'art6.1.s6');
    const bound = criterion.condition.at_least;
    const all = { same: [sentence(policy), sentence(JSON.parse(JSON.stringify(policy)))] };
    criterion.condition.at_least = '12 家';
    all.changed = [sentence(policy), sentence('shanxi-2019-394')];
    criterion.condition.at_least = bound;
    all.back = sentence(policy);
    // What JSON has no word for is a fault, each time.
    criterion.condition.at_least = () => bound;
    all.odd = [sentence(policy), sentence(policy)];
    criterion.condition.at_least = bound;
    // More policies than are kept.
    all.id = [];
    for (let place = 0; place < 20; place += 1) {
      policy.id = `policy-${place}`;
      all.id.push(DrcAssessment.evaluate(policy, row).policy);
    }
    policy.id = 'policy-0';
    all.id.push(DrcAssessment.evaluate(policy, row).policy);
    return all;
  });
  assert.equal(same[0], same[1]);
  assert.match(same[0], /3 家/);
  assert.match(changed[0], /5 家/);
  assert.equal(changed[1], same[0], 'by its id it is the file');
  assert.equal(back, same[0]);
  assert.match(odd[0], /^\/policy\/criteria/);
  assert.equal(odd[1], odd[0]);
  assert.deepEqual(
    id,
    [...Array(20).keys(), 0].map((place) => `policy-${place}`),
  );
});

test('every change of a policy object is noticed, also where all objects of the page inherit something', async () => {
  const outcomes = await page.evaluate(async () => {
    const row = { as_of: '2026-11-22', zone_type: 'modern_logistics', facts: { logistics_enterprise_count: 7 } };
    const assess = (policy) => {
      const { findings, errors } = DrcAssessment.evaluate(policy, row);
      const found = findings.find((finding) => finding.criterion === 'art6.1.s6');
      return found ? found.text : errors.map(({ path }) => path.replace(/\d+/, 'n')).join();
    };
    const condition = (policy) => policy.criteria.find((it) => it.id === 'art6.1.s6').condition;
    const changes = {
      none() {},
      value: (policy) => Object.assign(condition(policy), { at_least: '12 家' }),
      'another key': (policy) => Object.assign(condition(policy), { other: 1 }),
      'a key less': (policy) => delete condition(policy).at_least,
      'an inherited key': (policy) => {
        const criterion = policy.criteria.find((it) => it.id === 'art6.1.s6');
        const { at_least: inherited, ...own } = criterion.condition;
        criterion.condition = Object.assign(Object.create({ at_least: inherited }), own);
      },
      'the last item less': (policy) => policy.facts.pop(),
      'an object for a list': (policy) => Object.assign(policy, { facts: { ...policy.facts } }),
    };
    const all = {};
    const { at_least: bound } = condition(await DrcAssessment.load('shanxi-2019-394'));
    for (const inherited of [{}, { extra: 1 }, { at_least: bound }]) {
      Object.assign(Object.prototype, inherited);
      for (const [name, change] of Object.entries(changes)) {
        const policy = await DrcAssessment.load('shanxi-2019-394');
        const first = assess(policy);
        change(policy);
        const changed = assess(policy);
        all[name] = [...(all[name] || []), first, changed, assess(policy) === changed];
      }
      for (const key of Object.keys(inherited)) delete Object.prototype[key];
    }
    return all;
  });
  const unchanged = outcomes.none[0];
  assert.match(unchanged, /3 家/);
  const expected = {
    none: unchanged,
    value: unchanged.replace('3 家', '5 家').replace('10 家', '12 家'),
    'another key': '/policy/criteria/n/condition/other',
    'a key less': '/policy/criteria/n/condition',
    'an inherited key': '/policy/criteria/n/condition',
  };
  for (const [name, seen] of Object.entries(outcomes)) {
    assert.deepEqual(seen, Array(3).fill([unchanged, seen[1], true]).flat(), name);
    if (expected[name]) assert.equal(seen[1], expected[name], name);
    else assert.match(seen[1], /^\/policy\//, name);
  }
});

test('a policy with values that JSON leaves out, or with getters, is assessed as its JSON', async () => {
  const { plain, empty, varying, throwing } = await page.evaluate(async () => {
    const row = { as_of: '2026-11-22', zone_type: 'modern_logistics', facts: { logistics_enterprise_count: 7 } };
    const assessTwice = async (change) => {
      const policy = await DrcAssessment.load('shanxi-2019-394');
      change(policy, policy.criteria.find((it) => it.id === 'art6.1.s6').condition);
      return [1, 2].map(() => {
        const { findings } = DrcAssessment.evaluate(policy, row);
        return findings.find((finding) => finding.criterion === 'art6.1.s6').text;
      });
    };
    const asGetter = (read) => (policy, condition) => {
      const bound = condition.at_least;
      let reads = 0;
      Object.defineProperty(condition, 'at_least', {
        enumerable: true,
        get() {
          reads += 1;
          return read(reads, bound);
        },
      });
    };
    return {
      plain: await assessTwice(() => {}),
      empty: await assessTwice((policy) => {
        policy.other = undefined;
      }),
      varying: await assessTwice(asGetter((reads) => `${10 + reads} 家`)),
      // After it was found to be plain and its JSON was written.
      throwing: await assessTwice(
        asGetter((reads, bound) => {
          if (reads === 3) throw new Error('not now');
          return bound;
        }),
      ),
    };
  });
  assert.match(plain[0], /3 家/);
  assert.equal(plain[1], plain[0]);
  assert.deepEqual(empty, plain);
  assert.notEqual(varying[1], varying[0]);
  assert.deepEqual(throwing, plain);
});

test('rows that are no plain data are read as before, among others', async () => {
  const { list, single } = await page.evaluate(async () => {
    const policy = await DrcAssessment.load('shanxi-2019-394');
    class Area {
      value = 300;

      get unit() {
        return '亩';
      }
    }
    const facts = [
      { planned_land_area: '300亩' },
      { planned_land_area: Infinity },
      { planned_land_area: -0, logistics_enterprise_count: NaN },
      { planned_land_area: { value: 300, unit: '亩', toJSON: () => '1亩' } },
      { planned_land_area: new Area() },
      { planned_land_area: undefined, logistics_enterprise_count: [undefined] },
      { planned_land_area: 300n },
      { doc_other: '\ud800', planned_land_area: 1e21 },
      Object.create({ planned_land_area: 1 }),
      Object.assign(Object.create(null), { planned_land_area: '300亩' }),
    ];
    const rows = facts.map((it) => ({ as_of: '2026-11-22', facts: it }));
    const json = (value) => JSON.stringify(value);
    return {
      list: DrcAssessment.evaluateMany(policy, rows).map(json),
      single: rows.map((row) => json(DrcAssessment.evaluate(policy, row))),
    };
  });
  assert.deepEqual(list, single);
  const errors = list.map((json) => JSON.parse(json).errors.map(({ path }) => path));
  const area = '/facts/planned_land_area';
  assert.deepEqual(errors[0], []);
  assert.deepEqual(errors[1], [area]);
  assert.deepEqual(errors[2], ['/facts/logistics_enterprise_count'], 'zero needs no unit');
  assert.deepEqual(errors[3], []);
  assert.deepEqual(errors[4], [`${area}/unit`], 'a getter of a class is no property');
  assert.deepEqual(errors[6], ['']);
  assert.deepEqual(errors[8], []);
  assert.equal(list[9], list[0]);
});

test('a summary has what the assessment has', async () => {
  const all = readCases();
  for (const id of new Set(all.map(({ policy }) => policy))) {
    const rows = all.filter(({ policy }) => policy === id).map(({ answers }) => answers);
    const { full, brief, refused } = await page.evaluate(
      async ({ policy, given }) => {
        await DrcAssessment.load(policy);
        // The last three are no plain data.
        const mixed = [...given, Object.assign(Object.create({}), given[0]), { name: NaN }, 5n];
        return {
          full: DrcAssessment.evaluateMany(policy, mixed, { detail: 'full' }),
          brief: DrcAssessment.evaluateMany(policy, mixed, { detail: 'summary' }),
          refused: DrcAssessment.evaluateMany('nothing', [{}], { detail: 'summary' }),
        };
      },
      { policy: id, given: rows },
    );
    const keys = ['policy', 'zone_type', 'name', 'verdict', 'counts', 'short', 'open', 'errors'];
    assert.deepEqual(Object.keys(refused[0]), keys);
    assert.equal(brief.length, rows.length + 3);
    assert.ok(brief[rows.length + 1].errors.length > 0);
    brief.forEach((summary, place) => {
      const { findings, ...rest } = full[place];
      assert.deepEqual(Object.keys(summary), keys);
      for (const key of ['policy', 'zone_type', 'name', 'verdict', 'counts', 'errors']) {
        assert.deepEqual(summary[key], rest[key]);
      }
      for (const { criterion, gap, ways, lacking } of summary.short) {
        const found = findings.find((finding) => finding.criterion === criterion);
        assert.equal(found.outcome, 'not_met');
        assert.deepEqual({ gap, ways, lacking }, { gap: found.gap, ways: found.ways, lacking: found.lacking });
      }
      for (const { criterion, missing } of summary.open) {
        assert.deepEqual(missing, findings.find((finding) => finding.criterion === criterion).missing);
      }
    });
  }
});
