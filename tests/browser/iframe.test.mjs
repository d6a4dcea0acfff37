// index.html?embed inside another site's page.

import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { drawn, eventually, openPage, serve, STRICT_CSP } from './harness.mjs';
import { countField, fillCount, shortfall, WORDS } from './words.mjs';

const QUERY = 'embed&policy=shanxi-2019-394&zone-type=modern_logistics&theme=dark';
const HEAD =
  '<!DOCTYPE html><html lang="zh-CN"><meta charset="utf-8"><link rel="icon" href="data:,"><body style="margin:0">';
const LISTENER = `<script>window.heard = [];
addEventListener('message', ({ data, origin, source }) => {
  window.heard.push({ data, origin, mine: source === document.querySelector('iframe').contentWindow });
  if (window.follows) document.querySelector('iframe').style.height = data.height + 'px';
});</script>`;

let widget;
before(async () => {
  widget = await serve({ csp: STRICT_CSP });
});

/** Opens a page of another origin with the widget in an iframe. */
async function openAround({
  query = QUERY,
  attributes = '',
  follows = true,
  size = 'width:1200px;height:300px',
  headers,
} = {}) {
  const frame = `<iframe ${attributes} style="border:0;${size}" src="${widget(`/index.html?${query}`)}"></iframe>`;
  const around = await serve({
    csp: null,
    headers,
    pages: { '/around.html': `${HEAD}${LISTENER}<script>window.follows = ${follows}</script>${frame}` },
  });
  const opened = await openPage();
  await opened.page.goto(around('/around.html'));
  const inside = opened.page.frameLocator('iframe');
  const frameOf = () => opened.page.frames()[1];
  return { ...opened, around, inside, frameOf };
}

const heard = (page) => page.evaluate(() => window.heard);
const frameHeight = (page) => page.evaluate(() => document.querySelector('iframe').getBoundingClientRect().height);

/** Waits until the page around has heard how high the content is now, and the content has taken that in. */
const settled = ({ page, frameOf }) =>
  eventually(async () => {
    const messages = await heard(page);
    const height = messages.length > 0 ? messages[messages.length - 1].data.height : null;
    await drawn(page);
    await drawn(frameOf());
    assert.equal(await contentHeight(frameOf()), height);
    assert.equal((await heard(page)).length, messages.length);
  });

const contentHeight = (frame) =>
  frame.evaluate(() => Math.ceil(document.querySelector('main').getBoundingClientRect().bottom + window.pageYOffset));

test('the page in the iframe is set up by the query and hides its own heading', async () => {
  const { inside, frameOf, seen } = await openAround();
  await countField(inside).waitFor();
  assert.equal(await inside.locator('header').first().isVisible(), false);
  const attributes = await frameOf().evaluate(() =>
    Object.fromEntries(
      [...document.querySelector('drc-assessment').attributes].map(({ name, value }) => [name, value]),
    ),
  );
  assert.deepEqual(attributes, {
    lang: 'zh-CN',
    policy: 'shanxi-2019-394',
    'zone-type': 'modern_logistics',
    theme: 'dark',
    // Set by the element itself, for FastClick.
    class: 'needsclick',
  });
  assert.deepEqual(seen.errors, []);
});

test('without embed in the query the page opens the policy, shows its heading and posts no message', async () => {
  const { page, inside } = await openAround({ query: 'policy=shanxi-2019-394&zone-type=modern_logistics' });
  await countField(inside).waitFor();
  assert.ok(await inside.locator('header').first().isVisible());
  assert.deepEqual(await heard(page), []);
});

for (const policy of [
  'https://example.org/policy.json',
  '//example.org/policy',
  'policies/shanxi-2019-394.json',
  '..\\policy',
]) {
  test(`the query cannot load a policy from elsewhere (${policy})`, async () => {
    const { inside, frameOf, seen } = await openAround({ query: `embed&policy=${encodeURIComponent(policy)}` });
    await inside.getByRole('radio', { name: WORDS.policy }).first().waitFor();
    assert.equal(
      await frameOf().evaluate(() => document.querySelector('drc-assessment').hasAttribute('policy')),
      false,
    );
    const asked = seen.requests.filter((url) => !url.includes('?embed'));
    assert.deepEqual(
      asked.filter((url) => /policies\/(?!catalogue)|example\.org/.test(url)),
      [],
    );
  });
}

test('the page in the iframe posts its height and nothing else', async () => {
  const opened = await openAround();
  const { page, inside } = opened;
  await fillCount(inside, WORDS.tooFew);
  await shortfall(inside).waitFor();
  await settled(opened);
  const messages = await heard(page);
  assert.ok(messages.length > 0);
  for (const { data, origin, mine } of messages) {
    assert.deepEqual(Object.keys(data).sort(), ['height', 'type']);
    assert.equal(data.type, 'drc-assessment-height');
    assert.ok(Number.isInteger(data.height) && data.height > 0);
    assert.equal(origin, new URL(widget('/')).origin);
    assert.ok(mine);
  }
});

test('the height is posted to the origin of the parent page', async () => {
  // Of the same origin: otherwise the test could not see the target origin of a message.
  const address = await serve({
    csp: null,
    pages: {
      '/around.html': `${HEAD}<script>window.targets = []; window.postMessage = (data, target) => { window.targets.push(target); };</script>
        <iframe src="/index.html?${QUERY}"></iframe>`,
    },
  });
  const { page } = await openPage();
  await page.goto(address('/around.html'));
  await countField(page.frameLocator('iframe')).waitFor();
  assert.deepEqual(await page.evaluate(() => [...new Set(window.targets)]), [new URL(address('/')).origin]);
});

test('a parent page that sends no referrer receives the height all the same', async () => {
  const opened = await openAround({ attributes: 'referrerpolicy="no-referrer"' });
  const { page, inside } = opened;
  await countField(inside).waitFor();
  await settled(opened);
  assert.ok((await frameHeight(page)) > 600);
});

for (const [name, size] of [
  ['wide', 'width:1200px;height:300px'],
  ['narrow', 'width:375px;height:300px'],
  ['that begins far too high', 'width:1200px;height:6000px'],
]) {
  test(`an iframe ${name} ends up exactly as high as its content`, async () => {
    const opened = await openAround({ size });
    const { page, inside, frameOf } = opened;
    await countField(inside).waitFor();
    await settled(opened);
    const [own, content, scrolled] = await frameOf().evaluate(() => [
      window.innerHeight,
      document.querySelector('main').getBoundingClientRect().bottom,
      document.documentElement.scrollHeight,
    ]);
    assert.equal(own, Math.ceil(content));
    assert.equal(scrolled, own, 'nothing is left to scroll');
    assert.ok((await heard(page)).length < 20, 'in a few steps');
    const countBefore = (await heard(page)).length;
    for (let frame = 0; frame < 10; frame += 1) await drawn(frameOf());
    assert.equal((await heard(page)).length, countBefore, 'and stays there');
  });
}

test('an iframe in a sandbox works with the permissions that the README names', async () => {
  const opened = await openAround({ attributes: 'sandbox="allow-scripts allow-same-origin"' });
  const { page, inside, seen } = opened;
  await fillCount(inside, WORDS.tooFew);
  await shortfall(inside).waitFor();
  await settled(opened);
  assert.ok((await frameHeight(page)) > 600);
  assert.deepEqual(seen.errors, []);
});

test('the iframe becomes lower again when there is less to show', async () => {
  const opened = await openAround();
  const { page, inside, frameOf } = opened;
  await countField(inside).waitFor();
  await settled(opened);
  const full = await frameHeight(page);
  await frameOf().evaluate(() => {
    document.querySelector('drc-assessment').remove();
  });
  await settled(opened);
  assert.ok((await frameHeight(page)) < full / 2);
});

test('where the parent page does not listen, the content scrolls inside the iframe', async () => {
  const { page, inside, frameOf } = await openAround({ follows: false, size: 'width:1200px;height:600px' });
  await fillCount(inside, WORDS.tooFew);
  await shortfall(inside).waitFor();
  assert.equal(await frameHeight(page), 600);
  const [scrollable, atTop] = await frameOf().evaluate(() => [
    document.documentElement.scrollHeight > window.innerHeight,
    window.pageYOffset,
  ]);
  assert.ok(scrollable);
  await page.mouse.move(600, 300);
  await page.mouse.wheel(0, 2000);
  await frameOf().waitForFunction((top) => window.pageYOffset > top, atTop);
});
