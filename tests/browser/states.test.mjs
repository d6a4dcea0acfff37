// Every screen in every state, visited once: accessibility, layout at every size, and the English texts.

import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { violations } from './axe.mjs';
import { openPage, serve } from './harness.mjs';
import { layoutFaults, view } from './layout.mjs';
import { enter, ONE_OF_EACH, PAGES, resize, STATES } from './screens.mjs';
import { unmarked, untranslated } from './translation.mjs';
import { WORDS } from './words.mjs';

const DESKTOP = [1280, 900];
const PHONE = [360, 740];
// The last two are also 1280 × 720 at a page zoom of 200 % and of 400 %.
const SIZES = [DESKTOP, [768, 1024], PHONE, [640, 360], [320, 180]];
const SIZES_OF_LARGEST_TEXT = [DESKTOP, [768, 1024], [320, 180]];

// Each with a sentence that only the English screen has, and the policies whose texts may appear.
const IN_ENGLISH = {
  'choosing, nothing chosen': { shows: 'Find a policy', policies: [] },
  'choosing, a policy with types chosen': { shows: 'Please choose a zone type first', policies: ['shanxi-2019-394'] },
  'filling in, everything answered': { shows: 'Fill in and compare', policies: ['shanxi-2019-394'] },
  'filling in, everything unfolded': { shows: 'Documents: 8 of 9 ready', policies: ['shanxi-2019-394'] },
  'filling in, asked before clearing': { shows: 'Clear all answers?', policies: ['shanxi-2019-394'] },
  'filling in, answers partly unreadable': { shows: 'There is no fact called', policies: ['shanxi-2019-394'] },
  'filling in, routes': { shows: "The document's period is over", policies: ['jiangsu-cluster-demo'] },
  'result, with shortfalls': { shows: 'shortfalls found: 6', policies: ['shanxi-2019-394'] },
  'result, shortfalls that may be relaxed': {
    shows: 'the standard may be relaxed under the relaxation clause',
    policies: ['shanxi-2019-394'],
  },
  'result, no shortfall found': { shows: 'no shortfall found', policies: ['shanxi-2019-394'] },
  'result, a text without conditions': {
    shows: 'This document sets no conditions for recognition',
    policies: ['shanxi-2020-479'],
  },
  'result, awards and models': { shows: 'Compared with targets and tasks', policies: ['jilin-upgrade'] },
  comparison: { shows: 'Distance to each type', policies: ['shanxi-2019-394'] },
  'a faulty policy': { shows: 'The policy file contains errors', policies: ['jilin-upgrade'] },
};
const MARKS_IN_ENGLISH = ['filling in, everything unfolded', 'result, with shortfalls'];
const AXE_IN_ENGLISH = ['filling in, everything answered', 'result, with shortfalls', 'comparison'];

let address;
before(async () => {
  address = await serve({ csp: null, pages: PAGES });
});

const faultsOf = (check, found) => found.map((fault) => `${check}: ${fault}`);

async function layoutFaultsAt(page, sizes, text) {
  const faults = [];
  for (const [width, height] of sizes) {
    await view(page, width, height);
    faults.push(...faultsOf(`${width} × ${height}, ${text}`, await layoutFaults(page)));
  }
  return faults;
}

/** Changes the colours and waits until they have. */
async function colour(page, colorScheme) {
  await page.emulateMedia({ colorScheme });
  await page.evaluate(() => {
    const { shadowRoot } = document.querySelector('drc-assessment');
    const transitions = shadowRoot.getAnimations().filter((animation) => animation instanceof CSSTransition);
    return Promise.all(transitions.map((transition) => transition.finished));
  });
}

for (const name of Object.keys(STATES)) {
  test(`${name}: accessible, laid out at every size, and in English where it is translated`, async () => {
    const { page } = await openPage({ colorScheme: 'light' });
    await enter(page, address, name);
    const faults = faultsOf('axe', await violations(page));
    faults.push(...(await layoutFaultsAt(page, SIZES, 'standard text')));

    // The screen of an invalid policy has no head.
    const hasTextSizes = (await page.getByRole('button', { name: '文字大小：最大' }).count()) > 0;
    if (hasTextSizes) await resize(page, '最大');
    faults.push(...(await layoutFaultsAt(page, SIZES_OF_LARGEST_TEXT, 'largest text')));

    if (ONE_OF_EACH.includes(name)) {
      await colour(page, 'dark');
      await view(page, ...PHONE);
      faults.push(...faultsOf('axe, phone, dark, largest text', await violations(page)));
      await colour(page, 'light');
    }

    if (name in IN_ENGLISH) {
      const { shows, policies } = IN_ENGLISH[name];
      if (hasTextSizes) await resize(page, '标准');
      await view(page, ...DESKTOP);
      await page.evaluate(() => {
        document.querySelector('drc-assessment').lang = 'en';
      });
      await page.getByText(shows).first().waitFor();
      faults.push(...faultsOf('English', await untranslated(page, policies)));
      if (MARKS_IN_ENGLISH.includes(name)) faults.push(...faultsOf('not marked as Chinese', await unmarked(page)));
      if (AXE_IN_ENGLISH.includes(name)) faults.push(...faultsOf('axe, English', await violations(page)));
    }
    assert.deepEqual(faults, []);
  });
}

test('each kind of layout fault is found where a style causes it', async () => {
  const { page } = await openPage();
  await enter(page, address, 'filling in, with faults');
  await view(page, ...PHONE);
  assert.deepEqual(await layoutFaults(page), []);
  const breaks = {
    'the page scrolls sideways': '.drc-q { width: 500px }',
    outside: '.drc-tools { margin-left: -40px }',
    'runs out': '.drc-question { width: 120px }',
    'cut off': '.drc-notice__title { overflow: hidden; width: 60px; white-space: nowrap }',
    overlaps: '.drc-unsure { margin-left: -30px }',
    'too small': '.drc-link { min-height: 0; font-size: 10px; line-height: 1 }',
  };
  for (const [kind, rule] of Object.entries(breaks)) {
    await page.evaluate((text) => {
      const { shadowRoot } = document.querySelector('drc-assessment');
      const style = shadowRoot.querySelector('#broken') || shadowRoot.appendChild(document.createElement('style'));
      style.id = 'broken';
      style.textContent = text;
    }, rule);
    const faults = await layoutFaults(page);
    assert.ok(
      faults.some((fault) => fault.startsWith(kind)),
      `${kind} in ${faults.join('\n')}`,
    );
  }
});

test('axe looks inside the shadow root: it finds an unlabelled field and low contrast there', async () => {
  const { page } = await openPage();
  await enter(page, address, 'filling in, nothing answered');
  await page
    .getByRole('textbox', { name: WORDS.count })
    .first()
    .evaluate((node) => {
      node.closest('.drc-question').querySelector('label').remove();
      node.closest('.drc-q').querySelector('.drc-q__name').style.color = '#bbb';
    });
  const found = (await violations(page)).map((line) => line.split(':')[0]);
  for (const id of ['label', 'color-contrast']) assert.ok(found.includes(id), `${id} in ${found}`);
});
