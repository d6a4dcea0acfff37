// Nothing is cut off, overflows or overlaps something else, on any screen at any size.

import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { openPage, serve } from './harness.mjs';
import { layoutFaults, view } from './layout.mjs';
import { enter, PAGES, resize, STATES } from './screens.mjs';

// The last two are also 1280 × 720 at a page zoom of 200 % and of 400 %.
const SIZES = {
  标准: [
    [1280, 900],
    [768, 1024],
    [360, 740],
    [640, 360],
    [320, 180],
  ],
  最大: [
    [1280, 900],
    [768, 1024],
    [320, 180],
  ],
};

let address;
before(async () => {
  address = await serve({ csp: null, pages: PAGES });
});

for (const name of Object.keys(STATES)) {
  test(`everything is visible at every size: ${name}`, async () => {
    const { page } = await openPage();
    await enter(page, address, name);
    const faults = [];
    for (const [text, sizes] of Object.entries(SIZES)) {
      // The screen of an invalid policy has no head.
      if (text !== '标准' && (await page.getByRole('button', { name: '文字大小：最大' }).count()) > 0) {
        await resize(page, text);
      }
      for (const [width, height] of sizes) {
        await view(page, width, height);
        faults.push(...(await layoutFaults(page)).map((fault) => `${width} wide, text ${text}: ${fault}`));
      }
    }
    assert.deepEqual(faults, []);
  });
}

test('each kind of layout fault is found where a style causes it', async () => {
  const { page } = await openPage();
  await enter(page, address, 'filling in, with faults');
  await view(page, 360, 740);
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
