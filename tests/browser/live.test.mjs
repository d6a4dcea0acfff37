// The result follows each key; what waits until the typing has ended.

import { test } from 'node:test';
import assert from 'node:assert/strict';
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
import { choose, countField, shortfall, WORDS } from './words.mjs';

const SHOWN = '.drc-result .drc-verdict';
const ANNOUNCED = '.drc-result [role="status"]';

async function openForm() {
  const opened = await openPage({ isAlone: true });
  await opened.page.goto((await serve())('/index.html'));
  await choose(opened.page);
  // The type has been chosen.
  await waitForEvents(opened.page, 'drc-change');
  await opened.page.evaluate(() => {
    window.seen.events = [];
  });
  await countField(opened.page).focus();
  // From now on the time runs ahead when it is told to.
  await opened.page.clock.install();
  return opened;
}

/** The text of an element of the widget, without blanks. */
const textOf = (page, selector) =>
  page.evaluate(
    (wanted) => document.querySelector('drc-assessment').shadowRoot.querySelector(wanted).textContent,
    selector,
  );

/** Types a key and gives what the widget shows two frames later, with the clock stopped. */
const typeAndRead = async (page, key, selector) => {
  await page.keyboard.press(key);
  return page.evaluate(
    (wanted) =>
      new Promise((resolve) => {
        requestAnimationFrame(() =>
          requestAnimationFrame(() =>
            resolve(document.querySelector('drc-assessment').shadowRoot.querySelector(wanted).textContent),
          ),
        );
      }),
    selector,
  );
};

test('the result follows each key, and screen readers and the page are told once the typing has ended', async () => {
  const { page } = await openForm();
  const before = await textOf(page, SHOWN);
  await eventually(async () => assert.equal(await textOf(page, ANNOUNCED), before));
  // 1 falls short, 12 does not.
  const afterFirst = await typeAndRead(page, '1', SHOWN);
  assert.notEqual(afterFirst, before);
  assert.equal(await textOf(page, ANNOUNCED), before, 'no announcement while the text is being typed');
  assert.deepEqual(await eventsOf(page, 'drc-change'), []);
  const afterSecond = await typeAndRead(page, '2', SHOWN);
  assert.notEqual(afterSecond, afterFirst);
  await waitForEvents(page, 'drc-change');
  assert.equal((await held(page, 'answers')).facts.logistics_enterprise_count.value, '12');
  assert.equal(await textOf(page, ANNOUNCED), afterSecond);
  assert.equal((await eventsOf(page, 'drc-change')).length, 1, 'one change, however many keys');
  assert.equal(await countField(page).inputValue(), '12');
});

test('leaving the field ends the typing at once', async () => {
  const { page } = await openForm();
  await page.keyboard.type(WORDS.tooFew);
  await page.keyboard.press('Tab');
  await eventually(async () => assert.equal((await eventsOf(page, 'drc-change')).length, 1), 400);
  await shortfall(page).waitFor();
});

test('a text that cannot be read is not judged while it is being typed', async () => {
  const { page } = await openForm();
  await page.keyboard.type('1x');
  await page.clock.runFor(LONGER_THAN_ANY_PAUSE_MS);
  await drawn(page);
  assert.equal(await countField(page).getAttribute('aria-invalid'), null);
  await page.keyboard.press('Tab');
  await eventually(async () => assert.equal(await countField(page).getAttribute('aria-invalid'), 'true'));
});

test('nothing follows the keys of an input method before it is done', async () => {
  const { page } = await openForm();
  const before = await textOf(page, SHOWN);
  const client = await page.context().newCDPSession(page);
  await client.send('Input.imeSetComposition', { text: '7', selectionStart: 1, selectionEnd: 1 });
  await page.clock.runFor(LONGER_THAN_ANY_PAUSE_MS);
  await drawn(page);
  assert.equal(await textOf(page, SHOWN), before);
  await client.send('Input.insertText', { text: '7' });
  await shortfall(page).waitFor();
  assert.equal(await countField(page).inputValue(), '7');
});
