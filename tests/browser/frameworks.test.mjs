// The element in the hands of frameworks: attributes set as properties, answers set on each change, rendering
// before the script is there.

import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import {
  drawn,
  eventsOf,
  eventually,
  held,
  LONGER_THAN_ANY_PAUSE_MS,
  openPage,
  serve,
  waitForEvents,
} from './harness.mjs';
import { bundled, packaged, react } from './vendor.mjs';
import { countField, fillCount, shortfall, WORDS } from './words.mjs';

const POLICY = 'shanxi-2019-394';
const ELEMENT = `<drc-assessment policy="${POLICY}" zone-type="modern_logistics" as-of="2026-11-22"></drc-assessment>`;
const GIVEN = '{"facts":{"logistics_enterprise_count":{"value":7,"unit":"家"}}}';
const WIDGET = '<script src="drc-assessment.js" defer></script>';

const page = (head, body) =>
  `<!DOCTYPE html><html lang="zh-CN"><meta charset="utf-8"><link rel="icon" href="data:,">${head}<main id="app">${body}</main>`;

// Each renders the same element: attributes in the spelling of markup, and a listener.
const RENDERERS = {
  'vue.js': `import { createApp, h } from './vue.esm.js';
    createApp({ render: () => h('drc-assessment', { ...props, 'onDrc-change': heard }) }).mount('#app');`,
  'vue-template.js': `import { createApp } from './vue.esm.js';
    createApp({ setup: () => ({ heard, answers: props.answers }), template: \`
      <drc-assessment policy="${POLICY}" zone-type="modern_logistics" as-of="2026-11-22" theme="dark" lang="zh-CN"
        :answers="answers" @drc-change="heard"></drc-assessment>\` }).mount('#app');`,
  'preact.js': `import { h, render } from './preact.esm.js';
    render(h('drc-assessment', { ...props, 'ondrc-change': heard }), document.querySelector('#app'));`,
  'react.js': `import { createElement, createRoot } from './react.esm.js';
    createRoot(document.querySelector('#app')).render(
      createElement('drc-assessment', { ...props, 'ondrc-change': heard }));`,
};
const PROPS = `const props = { policy: '${POLICY}', 'zone-type': 'modern_logistics', 'as-of': '2026-11-22', theme: 'dark',
  lang: 'zh-CN', answers: ${JSON.stringify(GIVEN)} };
const heard = (event) => { window.heard = (window.heard || 0) + 1; };
`;

let address;
before(async () => {
  const modules = Object.fromEntries(
    Object.entries(RENDERERS).map(([name, code]) => {
      const [first, ...rest] = code.split('\n');
      return [`/${name}`, `${first}\n${PROPS}${rest.join('\n')}`];
    }),
  );
  // The script is there first, or is added when the framework has rendered.
  const late = `<script type="module">await new Promise((done) => {
      const look = () => (document.querySelector('drc-assessment') ? done() : requestAnimationFrame(look));
      look();
    });
    document.head.appendChild(Object.assign(document.createElement('script'), { src: 'drc-assessment.js' }));</script>`;
  const pages = Object.keys(RENDERERS).flatMap((name) => {
    const renderer = `<script type="module" src="${name}"></script>`;
    return [
      [`/first-${name}.html`, page(WIDGET + renderer, '')],
      [`/later-${name}.html`, page(renderer + late, '')],
    ];
  });
  address = await serve({
    csp: null,
    pages: {
      ...modules,
      ...Object.fromEntries(pages),
      '/vue.esm.js': packaged('vue/dist/vue.esm-browser.prod.js'),
      '/preact.esm.js': await bundled("export * from 'preact';"),
      '/react.esm.js': await react(),
      '/plain.html': page(WIDGET, ELEMENT),
      '/empty.html': page(WIDGET, ''),
      '/undefined.html': page('', '<drc-assessment></drc-assessment>'),
      '/json.html': page(WIDGET, ELEMENT.replace('>', ` answers='${GIVEN}'>`)),
      '/no-json.html': page(WIDGET, ELEMENT.replace('>', ' answers="[object Object]">')),
    },
  });
});

async function open(path, options) {
  const opened = await openPage(options);
  await opened.page.goto(address(path));
  return opened;
}

/** A page with the element, ready to be answered. */
async function plain(path = '/plain.html', options = {}) {
  const opened = await open(path, options);
  await waitForEvents(opened.page, 'drc-ready');
  await countField(opened.page).waitFor();
  return opened;
}

/** The same, with a clock that runs ahead when it is told to. */
async function plainWithClock() {
  const opened = await plain('/plain.html', { isAlone: true });
  await opened.page.clock.install();
  return opened;
}

/** Lets everything come that follows a change, each what follows from the one before. */
async function letCome(inside) {
  for (let round = 0; round < 4; round += 1) {
    await inside.clock.runFor(LONGER_THAN_ANY_PAUSE_MS);
    await drawn(inside);
  }
}

for (const order of ['first', 'later']) {
  for (const name of Object.keys(RENDERERS)) {
    test(`${name} renders the element (the script comes ${order === 'first' ? 'before' : 'after'} it)`, async () => {
      const { page: inside, seen } = await open(`/${order}-${name}.html`);
      await shortfall(inside).waitFor({ timeout: 15_000 });
      const element = inside.locator('drc-assessment');
      assert.deepEqual(
        await element.evaluate((it) => [
          it.policy.id,
          it.zoneType,
          it.asOf,
          it.theme,
          it.lang,
          it.assessment.zone_type,
          it.assessment.as_of,
          it.shadowRoot.querySelector('.drc').dataset.theme,
        ]),
        [POLICY, 'modern_logistics', '2026-11-22', 'dark', 'zh-CN', 'modern_logistics', '2026-11-22', 'dark'],
      );
      await inside.waitForFunction(() => window.heard > 0);
      assert.deepEqual(seen.errors, []);
    });
  }
}

// Each property, on an element that is there already or that the script turns into one later.
const PROPERTIES = {
  policy: [POLICY, (it) => it.policy.id],
  zoneType: ['现代物流', (it) => it.assessment.zone_type],
  'zone-type': ['现代物流', (it) => it.assessment.zone_type],
  asOf: ['2026-11-22', (it) => it.assessment.as_of],
  'as-of': ['2026-11-22', (it) => it.assessment.as_of],
  theme: ['dark', (it) => it.shadowRoot.querySelector('.drc').dataset.theme],
  lang: ['en', (it) => it.shadowRoot.querySelector('[lang=en]').lang],
  answers: [GIVEN, (it) => JSON.stringify({ facts: it.answers.facts })],
};
const EFFECTS = {
  zoneType: 'modern_logistics',
  'zone-type': 'modern_logistics',
  answers: '{"facts":{"logistics_enterprise_count":{"value":"7","unit":"家"}}}',
};

for (const when of ['before', 'after']) {
  for (const [name, [value, effect]] of Object.entries(PROPERTIES)) {
    test(`the property ${name} takes the text of the attribute, set ${when} the script has loaded`, async () => {
      const { page: inside } = await open('/undefined.html');
      const load = () =>
        inside.evaluate(
          () =>
            new Promise((resolve) => {
              const script = document.createElement('script');
              script.src = 'drc-assessment.js';
              script.onload = resolve;
              document.head.appendChild(script);
            }),
        );
      const set = () =>
        inside.evaluate(
          ([key, text, policy]) => {
            const element = document.querySelector('drc-assessment');
            element.policy = policy;
            element[key] = text;
          },
          [name, value, POLICY],
        );
      if (when === 'before') await set();
      await load();
      if (when === 'after') {
        await waitForEvents(inside, 'drc-ready');
        await set();
      }
      await eventually(async () =>
        assert.equal(await inside.locator('drc-assessment').evaluate(effect), EFFECTS[name] || value),
      );
    });
  }
}

test('a policy named by the property gives way to an object, and to none', async () => {
  const { page: inside } = await plain('/plain.html');
  const set = (value) =>
    inside.evaluate((given) => {
      document.querySelector('drc-assessment').policy = given;
    }, value);
  const shows = (id) =>
    eventually(async () => {
      const policy = await held(inside, 'policy');
      assert.equal(policy && policy.id, id);
    });
  await set('qingdao-2020-30');
  await shows('qingdao-2020-30');
  const other = await inside.evaluate(async () => {
    await DrcAssessment.ready;
    return DrcAssessment.load('jilin-upgrade');
  });
  await set(other);
  await shows('jilin-upgrade');
  await set(POLICY);
  await shows(POLICY);
  await set(null);
  await inside.getByText('选择政策').first().waitFor();
});

test('answers in an attribute are read, and named on the console where they are no JSON', async () => {
  const { page: good, seen: nothing } = await plain('/json.html');
  await shortfall(good).waitFor();
  assert.deepEqual(nothing.errors, []);
  const { page: bad, seen } = await plain('/no-json.html');
  assert.deepEqual(seen.errors, ['drc-assessment: the attribute answers holds no JSON object: [object Object]']);
  assert.deepEqual((await held(bad, 'answers')).facts, {});
});

// What a page does on each change, and how often it may be told after one answer of the visitor.
const LISTENERS = {
  'the answers that are there': { set: (it) => Object.assign(it, { answers: it.answers }), rounds: 1 },
  'the same answers as a text': { set: (it) => (it.answers = JSON.stringify(it.answers)), rounds: 1 },
  'the same answers later': { set: (it) => setTimeout(() => Object.assign(it, { answers: it.answers })), rounds: 1 },
  'the answers with a name': { set: (it) => (it.answers = { ...it.answers, name: '甲园' }), rounds: 2 },
  'answers of its own': {
    set: (it) =>
      (it.answers = { facts: { logistics_enterprise_count: 7, planned_land_area: '20公顷', unknown_fact: 1 } }),
    rounds: 2,
  },
  'answers that cannot be read': {
    set: (it) => (it.answers = { facts: Array(300).fill('长'.repeat(6000)) }),
    rounds: 2,
  },
  'no answers': { set: (it) => (it.answers = null), rounds: 2 },
  'the zone type as a property': { set: (it) => (it.zoneType = 'modern_logistics'), rounds: 1 },
  'the zone type, removed and set': {
    set: (it) => {
      it.removeAttribute('zone-type');
      it.setAttribute('zone-type', 'modern_logistics');
    },
    rounds: 2,
  },
  'another zone type': { set: (it) => it.setAttribute('zone-type', 'tourism'), rounds: 2 },
};

for (const [name, { set, rounds }] of Object.entries(LISTENERS)) {
  test(`a page that sets on each change ${name} is told at most ${rounds} times`, async () => {
    const { page: inside } = await plainWithClock();
    await inside.evaluate((code) => {
      const change = new Function(`return ${code}`)();
      document.addEventListener('drc-change', (event) => change(event.target));
    }, set.toString());
    await countField(inside).fill('7');
    await letCome(inside);
    await waitForEvents(inside, 'drc-change');
    const told = (await eventsOf(inside, 'drc-change')).length;
    assert.ok(told <= rounds, `told ${told} times`);
  });
}

for (const [name, change] of Object.entries({
  'the same answers': '(it) => { it.answers = it.answers; }',
  'the answers with a name': "(it) => { it.answers = { ...it.answers, name: '甲园' }; }",
})) {
  test(`what is being typed, its caret, undo and saving survive a page that sets ${name} on each change`, async () => {
    const { page: inside } = await plainWithClock();
    await inside.evaluate((code) => {
      const set = new Function(`return ${code}`)();
      document.addEventListener('drc-change', (event) => set(event.target));
    }, change);
    const field = countField(inside);
    await field.fill('70');
    await letCome(inside);
    await field.evaluate((input) => input.setSelectionRange(1, 1));
    await inside.keyboard.type('2');
    await letCome(inside);
    assert.deepEqual(await field.evaluate((input) => [input.value, input.selectionStart]), ['720', 2]);
    assert.equal(await field.evaluate((input) => input.getRootNode().activeElement === input), true);
    await inside.getByRole('button', { name: '撤销上一步' }).click();
    await eventually(async () => assert.notEqual(await field.inputValue(), '720'));

    await fillCount(inside, WORDS.tooFew);
    await inside.getByRole('checkbox', { name: '在本机浏览器中自动保存' }).check({ force: true });
    await inside.getByText('已保存在本机浏览器中').waitFor();
    await inside.reload();
    await eventually(async () => assert.equal(await countField(inside).inputValue(), WORDS.tooFew));
  });
}
