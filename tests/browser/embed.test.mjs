// The element inside a host page.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { ROOT } from './browser.mjs';
import { eventsOf, eventually, openPage, serve, waitForEvents } from './harness.mjs';
import { choose, countField, fillCount, shortfall, showResult, WORDS } from './words.mjs';

const ELEMENT =
  '<drc-assessment policy="shanxi-2019-394" zone-type="modern_logistics" as-of="2026-11-22"></drc-assessment>';
const bare = (head = '', body = ELEMENT) => `<!DOCTYPE html><html lang="zh-CN"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">
<style>main { max-width: 1140px; margin: 0 auto; padding: 16px }</style>
<script src="drc-assessment.js" defer></script>${head}<main>${body}</main>`;
const ANSWERS = { zone_type: 'modern_logistics', facts: { logistics_enterprise_count: { value: 7, unit: '家' } } };

// Inherited properties that pages set for all of their text.
const INHERITED = Object.entries({
  'word-break': 'break-all',
  'word-spacing': '9px',
  'text-shadow': '1px 1px red',
  'user-select': 'none',
  'text-align-last': 'right',
  cursor: 'wait',
  'font-style': 'italic',
  'font-variant': 'small-caps',
  'letter-spacing': '3px',
  'line-height': '3',
  'text-align': 'center',
  'text-indent': '2em',
  'text-transform': 'uppercase',
  'white-space': 'pre',
  hyphens: 'auto',
  quotes: 'none',
  'text-rendering': 'geometricPrecision',
  'border-collapse': 'collapse',
  'border-spacing': '9px',
  'caption-side': 'bottom',
  'empty-cells': 'hide',
  'tab-size': '2',
  '-webkit-text-fill-color': 'red',
});

let address;
before(async () => {
  address = await serve({
    csp: null,
    pages: {
      '/bare.html': bare(),
      '/early.html': bare(
        '',
        `${ELEMENT}<script>document.querySelector('drc-assessment').answers = ${JSON.stringify(ANSWERS)}</script>`,
      ),
      '/twice.html': bare('<script src="drc-assessment.js?again" defer></script>'),
      '/object.html': bare('', '<drc-assessment></drc-assessment>'),
      '/early-policy.html': bare(
        '',
        `<drc-assessment zone-type="modern_logistics"></drc-assessment><script>
        document.querySelector('drc-assessment').policy = ${readFileSync(join(ROOT, 'dist', 'policies', 'shanxi-2019-394.json'))};
      </script>`,
      ),
      '/several.html': bare(
        '',
        `${ELEMENT}<drc-assessment policy="qingdao-2020-30" as-of="2026-11-22"></drc-assessment><drc-assessment></drc-assessment>`,
      ),
      '/themed.html': bare(`<style>
        drc-assessment { --drc-accent: rgb(138, 28, 28); --drc-bg: rgb(255, 250, 240); --drc-dark-accent: rgb(255, 160, 150); }
        drc-assessment::part(verdict) { border-top: 7px solid rgb(1, 2, 3); }
        drc-assessment::part(root) { outline: 5px solid rgb(4, 5, 6); }
      </style>`),
      '/inherited.html': bare(
        `<style>body { ${INHERITED.map(([name, value]) => `${name}: ${value}`).join('; ')} }</style>`,
      ),
      '/inside-another.html': bare(
        '',
        `<host-page></host-page><script>
        document.querySelector('host-page').attachShadow({ mode: 'open' }).innerHTML = '<section>${ELEMENT}</section>';
      </script>`,
      ),
    },
  });
});

/** `answerable`: also waits for the questions. */
async function open(path, answerable = true) {
  const opened = await openPage();
  await opened.page.goto(address(path));
  await waitForEvents(opened.page, 'drc-ready');
  if (answerable) await countField(opened.page).waitFor();
  return opened;
}

// Properties that a reset or a framework sets and that would be inherited or match inside the widget.
const stylesInside = (page) =>
  page.evaluate(() => {
    const names = [
      'boxSizing',
      'fontSize',
      'lineHeight',
      'letterSpacing',
      'textAlign',
      'textIndent',
      'textTransform',
      'borderTopColor',
    ];
    return [...document.querySelector('drc-assessment').shadowRoot.querySelectorAll('*')]
      .filter((node) => !['STYLE', 'LINK'].includes(node.tagName))
      .map((node) => `${node.tagName} ${names.map((name) => getComputedStyle(node)[name]).join(' ')}`);
  });

test('styles of the host page do not reach inside', async () => {
  const portal = await open('/examples/portal.html');
  const plain = await open('/bare.html');
  assert.deepEqual(await stylesInside(portal.page), await stylesInside(plain.page));
});

test('text properties of the host page are not inherited inside', async () => {
  const inherited = async (path) => {
    const { page } = await open(path);
    return page.evaluate(
      (names) =>
        [...document.querySelector('drc-assessment').shadowRoot.querySelectorAll('.drc *')].map(
          (node) =>
            `${node.localName} ${names.map((name) => getComputedStyle(node).getPropertyValue(name)).join(' | ')}`,
        ),
      INHERITED.map(([name]) => name),
    );
  };
  assert.deepEqual(await inherited('/inherited.html'), await inherited('/bare.html'));
});

test('events bubble to the host page and carry the version and the assessment', async () => {
  const { page } = await open('/examples/portal.html');
  const version = await page.evaluate(() => DrcAssessment.version);
  assert.deepEqual(await eventsOf(page, 'drc-ready'), [{ name: 'drc-ready', detail: { version } }]);
  assert.deepEqual(await eventsOf(page, 'drc-change'), [], 'nothing has been answered yet');
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
  await page.evaluate((answers) => {
    document.querySelector('drc-assessment').answers = answers;
  }, ANSWERS);
  await shortfall(page).waitFor();
  await eventually(async () => assert.equal(await countField(page).inputValue(), '7'));
  await waitForEvents(page, 'drc-change');
  await fillCount(page, WORDS.enough);
  await page.waitForFunction(() => {
    const { value } = document.querySelector('drc-assessment').answers.facts.logistics_enterprise_count;
    return String(value) === '12';
  });
});

test('answers set before the script has run are used, and reported once', async () => {
  const { page } = await open('/early.html');
  await shortfall(page).waitFor();
  await waitForEvents(page, 'drc-change');
  assert.equal((await eventsOf(page, 'drc-change')).length, 1);
});

test('a policy object overrides an id', async () => {
  const { page } = await openPage();
  await page.goto(address('/object.html'));
  await page.evaluate(async () => {
    const element = document.querySelector('drc-assessment');
    element.setAttribute('zone-type', 'modern_logistics');
    element.policy = await DrcAssessment.load('shanxi-2019-394');
  });
  await countField(page).waitFor();
});

test('a policy object set before the script has run is used', async () => {
  const { page } = await open('/early-policy.html');
  assert.equal(await page.evaluate(() => document.querySelector('drc-assessment').policy.id), 'shanxi-2019-394');
});

test('a policy object overrides the attribute, which applies again once the object is removed', async () => {
  const { page } = await open('/bare.html');
  const shows = (id) =>
    page.waitForFunction((wanted) => {
      const { assessment } = document.querySelector('drc-assessment');
      return assessment && assessment.policy === wanted;
    }, id);
  await shows('shanxi-2019-394');
  await page.evaluate(async () => {
    document.querySelector('drc-assessment').policy = await DrcAssessment.load('qingdao-2020-30');
  });
  await shows('qingdao-2020-30');
  await page.evaluate(() => {
    document.querySelector('drc-assessment').policy = null;
  });
  await shows('shanxi-2019-394');
});

test('there is no assessment before the first, and only the widget writes it', async () => {
  const { page } = await open('/bare.html');
  const [assessmentBefore, policyAfter] = await page.evaluate(async () => {
    const element = document.createElement('drc-assessment');
    element.setAttribute('policy', 'shanxi-2019-394');
    const first = element.assessment;
    const ready = new Promise((resolve) => {
      element.addEventListener('drc-ready', resolve);
    });
    document.querySelector('main').appendChild(element);
    await ready;
    element.assessment = null;
    await window.drawn();
    return [first, element.assessment.policy];
  });
  assert.equal(assessmentBefore, null);
  assert.equal(policyAfter, 'shanxi-2019-394');
});

test('an element made by a script accepts answers before it is in the page', async () => {
  const { page } = await open('/object.html', false);
  await page.evaluate((answers) => {
    const element = Object.assign(document.createElement('drc-assessment'), { answers });
    element.setAttribute('policy', 'shanxi-2019-394');
    document.querySelector('drc-assessment').replaceWith(element);
  }, ANSWERS);
  await shortfall(page).waitFor();
  await waitForEvents(page, 'drc-change');
});

test('attributes that change later take effect', async () => {
  const { page } = await open('/bare.html');
  const set = (name, value) =>
    page.evaluate(([key, text]) => document.querySelector('drc-assessment').setAttribute(key, text), [name, value]);
  const becomes = (key, value) =>
    page.waitForFunction(
      ([name, wanted]) => document.querySelector('drc-assessment').assessment?.[name] === wanted,
      [key, value],
    );
  await set('zone-type', 'tourism');
  await becomes('zone_type', 'tourism');
  await set('as-of', '2020-06-01');
  await becomes('as_of', '2020-06-01');
  const background = () =>
    page.evaluate(
      () =>
        getComputedStyle(document.querySelector('drc-assessment').shadowRoot.querySelector('.drc-frame'))
          .backgroundColor,
    );
  await set('theme', 'light');
  const light = await background();
  await set('theme', 'dark');
  assert.notEqual(await background(), light);
  await set('policy', 'qingdao-2020-30');
  await becomes('policy', 'qingdao-2020-30');
});

test('the theme follows the system until the page chooses one', async () => {
  const { page } = await open('/bare.html');
  const becomes = (theme) =>
    page.waitForFunction(
      (wanted) => document.querySelector('drc-assessment').shadowRoot.querySelector('.drc').dataset.theme === wanted,
      theme,
    );
  const ask = (theme) =>
    page.evaluate((value) => document.querySelector('drc-assessment').setAttribute('theme', value), theme);
  await becomes('light');
  await page.emulateMedia({ colorScheme: 'dark' });
  await becomes('dark');
  await ask('light');
  await becomes('light');
  await ask('auto');
  await becomes('dark');
});

test('the page sets colours by --drc-* and reaches parts by ::part', async () => {
  const { page } = await open('/themed.html');
  const styles = await page.evaluate(() => {
    const inside = (selector) =>
      getComputedStyle(document.querySelector('drc-assessment').shadowRoot.querySelector(selector));
    return {
      background: inside('.drc-frame').backgroundColor,
      accent: inside('.drc-tabs__item[aria-current]').color,
      verdict: inside('[part="verdict"]').borderTop,
      root: inside('[part="root"]').outlineColor,
    };
  });
  assert.deepEqual(styles, {
    background: 'rgb(255, 250, 240)',
    accent: 'rgb(138, 28, 28)',
    verdict: '7px solid rgb(1, 2, 3)',
    root: 'rgb(4, 5, 6)',
  });
  // A background chosen for the light theme does not apply in the dark theme.
  const accent = page.locator('.drc-tabs__item[aria-current]');
  await page.evaluate(() => document.querySelector('drc-assessment').setAttribute('theme', 'dark'));
  assert.equal(await accent.evaluate((node) => getComputedStyle(node).color), 'rgb(255, 160, 150)');
  assert.equal(
    await page.locator('.drc-frame').evaluate((node) => getComputedStyle(node).backgroundColor),
    'rgb(19, 26, 34)',
  );
});

test('the widget has the parts that the types name, and no others', async () => {
  const { page } = await open('/bare.html');
  const parts = () =>
    page.evaluate(() =>
      [...document.querySelector('drc-assessment').shadowRoot.querySelectorAll('[part]')].map((node) =>
        node.getAttribute('part'),
      ),
    );
  await fillCount(page, WORDS.tooFew);
  await shortfall(page).waitFor();
  const filling = await parts();
  await showResult(page);
  await page.locator('[part="report"]').waitFor();
  const [, named] = /Parts for `::part\(\)`: ([^.]+)\./.exec(
    readFileSync(join(ROOT, 'dist', 'drc-assessment.d.ts'), 'utf8'),
  );
  assert.deepEqual([...new Set([...filling, ...(await parts())])].sort(), named.split(', ').sort());
});

test('the widget works inside another component, and its events reach the document', async () => {
  const { page } = await open('/inside-another.html');
  await fillCount(page, WORDS.tooFew);
  await shortfall(page).waitFor();
  await waitForEvents(page, 'drc-change');
});

test("three elements with different policies, one of them the visitor's, keep their own answers", async () => {
  const { page } = await open('/several.html');
  const chosen = page.locator('drc-assessment').nth(2);
  await choose(chosen);
  await fillCount(chosen, WORDS.enough);
  await fillCount(page.locator('drc-assessment').first(), WORDS.tooFew);
  const state = () =>
    page.evaluate(() =>
      [...document.querySelectorAll('drc-assessment')].map((element) => {
        const { assessment, answers } = element;
        const count = answers && answers.facts && answers.facts.logistics_enterprise_count;
        return [assessment && assessment.policy, count ? String(count.value) : null];
      }),
    );
  const expected = [
    ['shanxi-2019-394', WORDS.tooFew],
    ['qingdao-2020-30', null],
    ['shanxi-2019-394', WORDS.enough],
  ];
  await eventually(async () => assert.deepEqual(await state(), expected));
});

test('a policy that cannot be loaded is reported in the widget and to the host page', async () => {
  const { page } = await openPage();
  await page.goto(address('/object.html'));
  await page.evaluate(() => document.querySelector('drc-assessment').setAttribute('policy', 'policies/absent.json'));
  await page.getByText('政策文件未能载入').first().waitFor();
  await waitForEvents(page, 'drc-error');
  assert.equal((await eventsOf(page, 'drc-error'))[0].detail.code, 'policy-network');
});

test('after a policy that could not be loaded, the previous one can be chosen again', async () => {
  const { page } = await open('/bare.html');
  const choosePolicy = (id) =>
    page.evaluate((value) => document.querySelector('drc-assessment').setAttribute('policy', value), id);
  await choosePolicy('no-such-policy');
  await waitForEvents(page, 'drc-error');
  assert.equal((await eventsOf(page, 'drc-error'))[0].detail.code, 'policy-unknown');
  await choosePolicy('shanxi-2019-394');
  await countField(page).waitFor();
  await page.getByText('没有这个编号的政策').waitFor({ state: 'hidden' });
});

test('answers that cannot be serialised are rejected with an event', async () => {
  const { page } = await open('/bare.html');
  await page.evaluate(() => {
    const cyclic = {};
    cyclic.facts = cyclic;
    for (const value of [cyclic, () => 1]) document.querySelector('drc-assessment').answers = value;
  });
  await waitForEvents(page, 'drc-error', 2);
  assert.deepEqual(
    (await eventsOf(page, 'drc-error')).map(({ detail }) => detail.code),
    ['answers', 'answers'],
  );
});

test('a move within the page keeps the running widget', async () => {
  const { page } = await open('/bare.html');
  await fillCount(page, WORDS.tooFew);
  await shortfall(page).waitFor();
  const same = await page.evaluate(async () => {
    const element = document.querySelector('drc-assessment');
    const field = element.shadowRoot.querySelector('input');
    document.body.appendChild(document.createElement('section')).appendChild(element);
    await window.drawn();
    return element.shadowRoot.querySelector('input') === field;
  });
  assert.ok(same);
  await eventually(async () => assert.equal(await countField(page).inputValue(), WORDS.tooFew));
  await shortfall(page).waitFor();
});

test('an element that is removed and inserted again has its answers', async () => {
  const { page } = await open('/bare.html');
  await fillCount(page, WORDS.tooFew);
  await shortfall(page).waitFor();
  const answersBefore = await page.evaluate(async () => {
    const element = document.querySelector('drc-assessment');
    window.kept = element;
    element.remove();
    await window.drawn();
    return element.answers;
  });
  await page.evaluate(() => document.querySelector('main').appendChild(window.kept));
  await shortfall(page).waitFor();
  await eventually(async () => assert.equal(await countField(page).inputValue(), WORDS.tooFew));
  assert.deepEqual(await page.evaluate(() => window.kept.answers), answersBefore);
  assert.equal((await eventsOf(page, 'drc-ready')).length, 1);
});

test('an element that is removed and inserted again has the policy that the visitor chose, and their answers', async () => {
  const { page } = await open('/object.html', false);
  await choose(page);
  await fillCount(page, WORDS.tooFew);
  await shortfall(page).waitFor();
  await page.evaluate(async () => {
    const element = document.querySelector('drc-assessment');
    element.remove();
    await window.drawn();
    document.querySelector('main').appendChild(element);
  });
  await shortfall(page).waitFor();
  await eventually(async () => assert.equal(await countField(page).inputValue(), WORDS.tooFew));
});

test('answers set while the element is not in the page are shown once it is inserted again', async () => {
  const { page } = await open('/bare.html');
  await page.evaluate(async (answers) => {
    const element = document.querySelector('drc-assessment');
    element.remove();
    await window.drawn();
    element.answers = answers;
    document.querySelector('main').appendChild(element);
  }, ANSWERS);
  await shortfall(page).waitFor();
});

test('a move into another component and a move by moveBefore keep the running widget', async () => {
  const { page, seen } = await open('/bare.html');
  await fillCount(page, WORDS.tooFew);
  await shortfall(page).waitFor();
  const same = await page.evaluate(async () => {
    const element = document.querySelector('drc-assessment');
    const field = element.shadowRoot.querySelector('input');
    const inside = document.body.appendChild(document.createElement('section')).attachShadow({ mode: 'open' });
    inside.appendChild(element);
    await window.drawn();
    const kept = [element.shadowRoot.querySelector('input') === field];
    document.body.appendChild(element);
    await window.drawn();
    if (document.body.moveBefore) document.querySelector('main').moveBefore(element, null);
    await window.drawn();
    return [...kept, element.shadowRoot.querySelector('input') === field];
  });
  assert.deepEqual(same, [true, true]);
  // It is hidden until its stylesheet has loaded again.
  await page.waitForFunction(() => !document.querySelector('drc-assessment').shadowRoot.querySelector('.drc').hidden);
  await eventually(async () => assert.equal(await countField(page).inputValue(), WORDS.tooFew));
  assert.deepEqual(seen.errors, []);
});

test('two elements on one page are independent', async () => {
  const { page } = await open('/bare.html');
  await page.evaluate(() => {
    const first = document.querySelector('drc-assessment');
    first.parentNode.appendChild(first.cloneNode());
  });
  await page.waitForFunction(() =>
    [...document.querySelectorAll('drc-assessment')].every((element) => element.assessment),
  );
  await fillCount(page, WORDS.tooFew);
  await waitForEvents(page, 'drc-change');
  const counts = await page.evaluate(() =>
    [...document.querySelectorAll('drc-assessment')].map(
      (element) => 'logistics_enterprise_count' in element.answers.facts,
    ),
  );
  assert.deepEqual(counts, [true, false]);
});

test('a hundred elements are added and removed without an error', async () => {
  const { page, seen } = await open('/bare.html');
  await page.evaluate(async () => {
    const first = document.querySelector('drc-assessment');
    for (let i = 0; i < 100; i += 1) {
      const next = first.cloneNode();
      first.parentNode.appendChild(next);
      await new Promise((resolve) => {
        setTimeout(resolve, i % 2 ? 0 : 20);
      });
      next.remove();
    }
    // One that starts after them all.
    const last = first.cloneNode();
    first.parentNode.appendChild(last);
    await new Promise((resolve) => {
      last.addEventListener('drc-ready', resolve);
    });
    last.remove();
  });
  await fillCount(page, WORDS.tooFew);
  await shortfall(page).waitFor();
  assert.deepEqual(seen.errors, []);
});

test('the script loaded twice starts once and warns', async () => {
  const { seen } = await open('/twice.html');
  assert.equal(seen.errors.length, 1);
  assert.match(seen.errors[0], /was not started/);
});

test('the script and its parts leave one global', async () => {
  const { page } = await openPage();
  await page.goto(address('/policies/policy.schema.json'));
  const added = await page.evaluate(async (url) => {
    const namesBefore = new Set(Object.getOwnPropertyNames(window));
    const addedNames = () => Object.getOwnPropertyNames(window).filter((name) => !namesBefore.has(name));
    const parts = ['answers', 'engine', 'report', 'embed'].map((part) => `drc-assessment-${part}.js`);
    for (const name of ['drc-assessment.js', ...parts]) {
      const script = document.createElement('script');
      script.src = url + name;
      document.body.appendChild(script);
      await new Promise((resolve, reject) => {
        script.onload = resolve;
        script.onerror = reject;
      });
    }
    await DrcAssessment.ready;
    return addedNames();
  }, address('/'));
  assert.deepEqual(added, ['DrcAssessment']);
});
