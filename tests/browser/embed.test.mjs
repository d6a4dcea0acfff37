// The element inside somebody else's page.

import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { eventsOf, openPage, serve, waitForEvents } from './harness.mjs';
import { countField, fillCount, shortfall, WORDS } from './words.mjs';

const ELEMENT = '<drc-assessment policy="shanxi-2019-394" zone-type="modern_logistics" as-of="2026-11-22"></drc-assessment>';
const bare = (head = '', body = ELEMENT) => `<!DOCTYPE html><html lang="zh-CN"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">
<style>main { max-width: 1140px; margin: 0 auto; padding: 16px }</style>
<script src="drc-assessment.js" defer></script>${head}<main>${body}</main>`;
const ANSWERS = { zone_type: 'modern_logistics', facts: { logistics_enterprise_count: { value: 7, unit: '家' } } };

let address;
before(async () => {
  address = await serve({
    csp: null,
    pages: {
      '/bare.html': bare(),
      '/early.html': bare('', `${ELEMENT}<script>document.querySelector('drc-assessment').answers = ${JSON.stringify(ANSWERS)}</script>`),
      '/twice.html': bare('<script src="drc-assessment.js?again" defer></script>'),
      '/object.html': bare('', '<drc-assessment></drc-assessment>'),
    },
  });
});

async function open(path) {
  const opened = await openPage();
  await opened.page.goto(address(path));
  await waitForEvents(opened.page, 'drc-ready');
  await countField(opened.page).waitFor();
  return opened;
}

// Properties that a reset or a framework sets and that would be inherited or match inside.
const stylesInside = (page) => page.evaluate(() => {
  const names = ['boxSizing', 'fontSize', 'lineHeight', 'letterSpacing', 'textAlign', 'textIndent', 'textTransform', 'borderTopColor'];
  return [...document.querySelector('drc-assessment').shadowRoot.querySelectorAll('*')]
    .filter((node) => !['STYLE', 'LINK'].includes(node.tagName))
    .map((node) => `${node.tagName} ${names.map((name) => getComputedStyle(node)[name]).join(' ')}`);
});

test('styles of the host page do not reach inside', async () => {
  const portal = await open('/examples/portal.html');
  const plain = await open('/bare.html');
  assert.deepEqual(await stylesInside(portal.page), await stylesInside(plain.page));
});

test('events bubble to the host page and carry version and assessment', async () => {
  const { page } = await open('/examples/portal.html');
  const version = await page.evaluate(() => DrcAssessment.version);
  assert.deepEqual(await eventsOf(page, 'drc-ready'), [{ name: 'drc-ready', detail: { version } }]);
  assert.deepEqual(await eventsOf(page, 'drc-change'), [], 'nobody has answered anything yet');
  await fillCount(page, WORDS.tooFew);
  await waitForEvents(page, 'drc-change');
  const [{ detail }] = (await eventsOf(page, 'drc-change')).slice(-1);
  assert.equal(detail.policy, 'shanxi-2019-394');
  assert.equal(detail.zone_type, 'modern_logistics');
  assert.equal(detail.verdict, 'shortfall');
  assert.deepEqual(detail, await page.evaluate(() => document.querySelector('drc-assessment').assessment));
});

test('the host reads and sets the answers', async () => {
  const { page } = await open('/bare.html');
  await page.evaluate((answers) => { document.querySelector('drc-assessment').answers = answers; }, ANSWERS);
  await shortfall(page).waitFor();
  assert.equal(await countField(page).inputValue(), '7');
  await waitForEvents(page, 'drc-change');
  await fillCount(page, WORDS.enough);
  await page.waitForFunction(() => {
    const { value } = document.querySelector('drc-assessment').answers.facts.logistics_enterprise_count;
    return String(value) === '12';
  });
});

test('answers set before the script has run are taken, and reported once', async () => {
  const { page } = await open('/early.html');
  await shortfall(page).waitFor();
  await waitForEvents(page, 'drc-change');
  assert.equal((await eventsOf(page, 'drc-change')).length, 1);
});

test('a policy object takes the place of an id', async () => {
  const { page } = await openPage();
  await page.goto(address('/object.html'));
  await page.evaluate(async () => {
    const element = document.querySelector('drc-assessment');
    element.setAttribute('zone-type', 'modern_logistics');
    element.policy = await DrcAssessment.load('shanxi-2019-394');
  });
  await countField(page).waitFor();
});

test('a policy that cannot be loaded is said in the widget and to the host', async () => {
  const { page } = await openPage();
  await page.goto(address('/object.html'));
  await page.evaluate(() => document.querySelector('drc-assessment').setAttribute('policy', 'policies/absent.json'));
  await page.getByText('政策文件未能载入').first().waitFor();
  await waitForEvents(page, 'drc-error');
  assert.equal((await eventsOf(page, 'drc-error'))[0].detail.code, 'policy-network');
});

test('after a policy that could not be loaded, the one before it can be chosen again', async () => {
  const { page } = await open('/bare.html');
  const choosePolicy = (id) => page.evaluate((value) => document.querySelector('drc-assessment').setAttribute('policy', value), id);
  await choosePolicy('no-such-policy');
  await waitForEvents(page, 'drc-error');
  assert.equal((await eventsOf(page, 'drc-error'))[0].detail.code, 'policy-unknown');
  await choosePolicy('shanxi-2019-394');
  await page.waitForTimeout(300);
  assert.equal(await page.getByText('没有这个编号的政策').count(), 0);
  await countField(page).waitFor();
});

test('answers that are no data are refused with an event', async () => {
  const { page } = await open('/bare.html');
  await page.evaluate(() => {
    const cyclic = {};
    cyclic.facts = cyclic;
    for (const value of [cyclic, () => 1]) document.querySelector('drc-assessment').answers = value;
  });
  assert.deepEqual((await eventsOf(page, 'drc-error')).map(({ detail }) => detail.code), ['answers', 'answers']);
});

test('a move within the page keeps the running widget', async () => {
  const { page } = await open('/bare.html');
  await fillCount(page, WORDS.tooFew);
  await shortfall(page).waitFor();
  const same = await page.evaluate(async () => {
    const element = document.querySelector('drc-assessment');
    const field = element.shadowRoot.querySelector('input');
    document.body.appendChild(document.createElement('section')).appendChild(element);
    await new Promise((resolve) => { setTimeout(resolve, 300); });
    return element.shadowRoot.querySelector('input') === field;
  });
  assert.ok(same);
  assert.equal(await countField(page).inputValue(), WORDS.tooFew);
  await shortfall(page).waitFor();
});

test('an element taken out and put back has its answers', async () => {
  const { page } = await open('/bare.html');
  await fillCount(page, WORDS.tooFew);
  await shortfall(page).waitFor();
  const before = await page.evaluate(async () => {
    const element = document.querySelector('drc-assessment');
    window.kept = element;
    element.remove();
    await new Promise((resolve) => { setTimeout(resolve, 300); });
    return element.answers;
  });
  await page.evaluate(() => document.querySelector('main').appendChild(window.kept));
  await shortfall(page).waitFor();
  assert.equal(await countField(page).inputValue(), WORDS.tooFew);
  assert.deepEqual(await page.evaluate(() => window.kept.answers), before);
  assert.equal((await eventsOf(page, 'drc-ready')).length, 1);
});

test('two elements on one page do not know of each other', async () => {
  const { page } = await open('/bare.html');
  await page.evaluate(() => {
    const first = document.querySelector('drc-assessment');
    first.parentNode.appendChild(first.cloneNode());
  });
  await page.waitForFunction(() => [...document.querySelectorAll('drc-assessment')].every((element) => element.assessment));
  await fillCount(page, WORDS.tooFew);
  await waitForEvents(page, 'drc-change');
  const counts = await page.evaluate(() => [...document.querySelectorAll('drc-assessment')]
    .map((element) => 'logistics_enterprise_count' in element.answers.facts));
  assert.deepEqual(counts, [true, false]);
});

test('a hundred elements come and go without a complaint', async () => {
  const { page, seen } = await open('/bare.html');
  await page.evaluate(async () => {
    const first = document.querySelector('drc-assessment');
    for (let i = 0; i < 100; i += 1) {
      const next = first.cloneNode();
      first.parentNode.appendChild(next);
      await new Promise((resolve) => { setTimeout(resolve, i % 2 ? 0 : 20); });
      next.remove();
    }
    await new Promise((resolve) => { setTimeout(resolve, 300); });
  });
  assert.deepEqual(seen.complaints, []);
  await fillCount(page, WORDS.tooFew);
  await shortfall(page).waitFor();
});

test('the script loaded twice starts once and warns', async () => {
  const { page, seen } = await open('/twice.html');
  assert.equal(seen.complaints.length, 1);
  assert.match(seen.complaints[0], /was not started/);
});

test('the script leaves one global', async () => {
  const { page } = await openPage();
  await page.goto(address('/policies/policy.schema.json'));
  const added = await page.evaluate(async (url) => {
    const before = new Set(Object.getOwnPropertyNames(window));
    const script = document.createElement('script');
    script.src = url;
    document.body.appendChild(script);
    await new Promise((resolve) => { script.onload = resolve; });
    await DrcAssessment.ready;
    return Object.getOwnPropertyNames(window).filter((name) => !before.has(name));
  }, address('/drc-assessment.js'));
  assert.deepEqual(added, ['DrcAssessment']);
});
