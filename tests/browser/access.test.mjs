// Accessibility: keyboard, forced colours, larger text, screen readers.

import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { violations } from './axe.mjs';
import { drawn, eventually, LONGER_THAN_ANY_PAUSE_MS, openPage, serve } from './harness.mjs';
import { enter, PAGES } from './screens.mjs';
import { WORDS } from './words.mjs';

let address;
before(async () => {
  address = await serve({ csp: null, pages: PAGES });
});

// Screens shown when the program or one of its files fails.
const BROKEN = {
  'no WebAssembly': {
    init: () => {
      delete window.WebAssembly;
    },
    shows: '极速模式',
  },
  'a policy that forbids wasm': { csp: "script-src 'self'", shows: 'script-src' },
  'no wasm file, with answers to hand out': {
    missing: '/drc-assessment.wasm',
    init: () => {
      document.addEventListener('DOMContentLoaded', () => {
        document.querySelector('drc-assessment').answers = { facts: {} };
      });
    },
    shows: 'drc-assessment.wasm',
  },
  'no stylesheet': { missing: '/drc-assessment.css', shows: 'drc-assessment.css' },
};

for (const [name, { init, csp = null, missing, shows }] of Object.entries(BROKEN)) {
  test(`axe finds nothing wrong: ${name}`, async () => {
    const path = await serve({ csp, pages: { ...PAGES, ...(missing ? { [missing]: null } : {}) } });
    const { page } = await openPage();
    if (init) await page.addInitScript(init);
    await page.goto(path('/logistics.html'));
    await page.getByRole('alert').getByText(shows).first().waitFor();
    assert.deepEqual(await violations(page), []);
  });
}

test('axe finds nothing wrong with colours that the host page has chosen', async () => {
  const { page } = await openPage();
  await page.addInitScript(() =>
    document.addEventListener('DOMContentLoaded', () => {
      document.querySelector('drc-assessment').style.cssText = '--drc-accent: #8a1c1c; --drc-accent-soft: #fbeeee';
    }),
  );
  await enter(page, address, 'filling in, everything answered');
  const primary = page.getByRole('button', { name: '查看逐条结果' }).first();
  assert.equal(await primary.evaluate((node) => getComputedStyle(node).backgroundColor), 'rgb(138, 28, 28)');
  assert.deepEqual(await violations(page), []);
});

test('the landmarks of each widget of a page have names of their own, whichever of them are there', async () => {
  const { page } = await openPage();
  await page.goto(address('/logistics.html'));
  const names = () =>
    page.evaluate(() =>
      Array.from(document.querySelectorAll('drc-assessment')).map(({ shadowRoot }) => {
        const landmarks = shadowRoot ? Array.from(shadowRoot.querySelectorAll('nav, aside')) : [];
        return landmarks.map((node) => node.getAttribute('aria-label')).join(' ');
      }),
    );
  const are = async (...expected) => {
    await eventually(async () => assert.deepEqual(await names(), expected));
    assert.deepEqual(await violations(page), []);
  };
  const add = () =>
    page.evaluate(() => {
      const [first] = document.querySelectorAll('drc-assessment');
      first.parentNode.appendChild(first.cloneNode(false));
    });
  const [first, second] = ['', '：2'].map((number) => `自评步骤${number} 对照结果（自评，不代表认定）${number}`);
  await are(first);
  await add();
  await are(first, second);
  await page.evaluate(() => document.querySelector('drc-assessment').remove());
  await are(second);
  await add();
  await are(second, first);
});

test('in forced colours a selected option still looks different from the others', async () => {
  const { page } = await openPage({ forcedColors: 'active' });
  await enter(page, address, 'filling in, everything answered');
  const looks = (locator, pseudo) =>
    locator.evaluate((node, part) => {
      const { backgroundColor, borderTopColor, borderBottomColor, color } = getComputedStyle(node, part);
      return [backgroundColor, borderTopColor, borderBottomColor, color].join();
    }, pseudo);
  for (const [selector, pseudo] of [
    ['.drc-seg__face'],
    ['.drc-check__face', '::before'],
    ['.drc-unsure'],
    ['.drc-size'],
    ['.drc-tabs__item'],
  ]) {
    const chosen =
      { '.drc-seg__face': ':checked + .drc-seg__face', '.drc-check__face': ':checked + .drc-check__face' }[selector]
      || `${selector}:is([aria-pressed="true"], [aria-current])`;
    if (selector === '.drc-unsure') await page.locator('.drc-unsure').first().click();
    const other =
      { '.drc-seg__face': ':not(:checked) + .drc-seg__face', '.drc-check__face': ':not(:checked) + .drc-check__face' }[
        selector
      ] || `${selector}:not([aria-pressed="true"], [aria-current])`;
    assert.notEqual(
      await looks(page.locator(chosen).first(), pseudo),
      await looks(page.locator(other).first(), pseudo),
      selector,
    );
  }
});

test('nothing is animated where the visitor prefers reduced motion', async () => {
  const { page } = await openPage({ reducedMotion: 'reduce' });
  await enter(page, address, 'filling in, everything unfolded');
  const moving = await page.evaluate(() =>
    [...document.querySelector('drc-assessment').shadowRoot.querySelectorAll('*')]
      .filter((node) => {
        const { animationName, transitionDuration, scrollBehavior } = getComputedStyle(node);
        return animationName !== 'none' || /[1-9]/.test(transitionDuration) || scrollBehavior === 'smooth';
      })
      .map((node) => node.className),
  );
  assert.deepEqual(moving, []);
});

/** Name and role of the focused element, and whether its focus is visible. */
const focused = (page) =>
  page.evaluate(() => {
    const host = document.activeElement;
    const node = host.shadowRoot && host.shadowRoot.activeElement;
    if (!node) return { name: `lost to ${host.localName}`, seen: false, inView: false };
    // Radio buttons and checkboxes are transparent and lie over what is drawn for them.
    const face = ['radio', 'checkbox'].includes(node.type) ? node.nextElementSibling : node;
    const { outlineStyle, outlineWidth } = getComputedStyle(face);
    const box = face.getBoundingClientRect();
    const at = host.shadowRoot.elementFromPoint(
      box.left + box.width / 2,
      Math.min(Math.max(box.top + box.height / 2, 0), window.innerHeight - 1),
    );
    const label = node.labels && node.labels[0];
    return {
      name: (node.getAttribute('aria-label') || (label && label.innerText) || node.innerText || node.id)
        .trim()
        .replace(/\s+/g, ' '),
      group: (
        (node.closest('[role="group"]')
          && host.shadowRoot.getElementById(node.closest('[role="group"]').getAttribute('aria-labelledby')))
        || {}
      ).innerText,
      type: node.type,
      seen: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2,
      inView:
        box.top >= -1 && box.bottom <= window.innerHeight + 1 && (at === node || at === face || face.contains(at)),
    };
  });

/** Presses a key until the focused element matches; the focus must be visible at every stop. */
async function tabTo(page, fits, key = 'Tab', most = 120) {
  for (let count = 0; count < most; count += 1) {
    await page.keyboard.press(key);
    const at = await focused(page);
    assert.ok(at.seen, `the focus cannot be seen: ${JSON.stringify(at)}`);
    assert.ok(at.inView, `the focus is out of view or covered: ${JSON.stringify(at)}`);
    if (fits(at)) return at;
  }
  throw new Error(`not reached with ${key}`);
}

const named = (name) => (at) => at.name.includes(name);

for (const [place, viewport] of [
  ['on a desk', { width: 1280, height: 900 }],
  ['on a phone', { width: 360, height: 640 }],
  ['at a page zoom of 400 %', { width: 320, height: 256 }],
]) {
  test(`everything can be done by keyboard alone, ${place}`, async () => {
    const { page } = await openPage({ viewport });
    // Records what would be printed: the driver cannot see the browser's own dialog.
    await page.addInitScript(() => {
      window.print = () => {
        window.top.printed = true;
      };
    });
    await page.goto(address('/choose.html'));
    await page.getByText('查找政策').waitFor();

    // Policy and type: one tab stop each, arrow keys inside.
    await tabTo(page, (at) => at.type === 'radio');
    for (let at = await focused(page); !at.name.includes(WORDS.policy); at = await focused(page)) {
      assert.ok(at.seen, `the focus cannot be seen: ${JSON.stringify(at)}`);
      await page.keyboard.press('ArrowDown');
    }
    await page.keyboard.press('Space');
    await page.getByText('请先选择集聚区类型').waitFor();
    await tabTo(page, named(WORDS.zoneType));
    await page.keyboard.press('Space');
    await tabTo(page, named(WORDS.start));
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '填报与对照' }).waitFor();

    // A yes-or-no question, a set, an invalid number, a unit, a date.
    await tabTo(page, (at) => at.type === 'radio');
    await page.keyboard.press('Space');
    await page.waitForFunction(() => document.querySelector('drc-assessment').assessment?.counts.met === 1);
    assert.equal((await focused(page)).type, 'radio', 'answering does not move the focus');
    await tabTo(page, (at) => at.type === 'checkbox');
    await page.keyboard.press('Space');
    await tabTo(page, named('规划占地面积'));
    await page.keyboard.type('约三百');
    await tabTo(page, (at) => at.type === 'select-one');
    await page.getByText('请填一个确定的数字').first().waitFor();
    assert.equal((await focused(page)).type, 'select-one', 'a fault does not move the focus');
    await page.keyboard.press('ArrowDown');
    await tabTo(page, named(WORDS.count));
    await page.keyboard.type(WORDS.tooFew);
    await tabTo(page, (at) => at.group === '租赁合同');
    await page.keyboard.press('Space');
    await tabTo(page, named('届满日'));
    await page.keyboard.type('2031-06-30');
    await page.keyboard.press('Tab');

    // Going to the result shows the error summary; its link leads to the field, which is corrected.
    await tabTo(page, named('查看逐条结果'), 'Tab', 200);
    await page.keyboard.press('Enter');
    await page.getByText('1 处填写需要更正').waitFor();
    await tabTo(page, named('规划占地面积：请填'));
    await page.keyboard.press('Enter');
    await eventually(async () => assert.equal((await focused(page)).name, '规划占地面积'));
    await page.keyboard.press('Control+A');
    await page.keyboard.type('20');
    await page.keyboard.press('Tab');
    await page.getByText('1 处填写需要更正').waitFor({ state: 'hidden' });

    // A gap leads to its question.
    await tabTo(page, (at) => at.name === '入驻物流企业数' && at.type === 'button', 'Tab', 200);
    await page.keyboard.press('Enter');
    await eventually(async () => {
      const { name, type, inView } = await focused(page);
      assert.deepEqual({ name, type, inView }, { name: WORDS.count, type: 'text', inView: true });
    });
    await tabTo(page, named('不清楚'));

    // The result, and the printed report.
    await tabTo(page, named('查看逐条结果'), 'Tab', 200);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '逐条结果' }).waitFor();
    await page.waitForFunction(() => {
      const { shadowRoot } = document.activeElement;
      return shadowRoot && shadowRoot.activeElement && shadowRoot.activeElement.id === 'drc-place';
    });
    await tabTo(page, named('打印自评报告'));
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => window.printed);

    // The focus leaves the widget at both ends.
    const out = async (key) => {
      for (let count = 0; count < 200; count += 1) {
        await page.keyboard.press(key);
        if (await page.evaluate(() => document.activeElement === document.body)) return;
      }
      throw new Error(`no way out with ${key}`);
    };
    await out('Tab');
    await page.getByRole('button', { name: '打印自评报告' }).focus();
    await out('Shift+Tab');
  });
}

test('a change of the verdict is announced once, and politely', async () => {
  const { page } = await openPage({ isAlone: true });
  await enter(page, address, 'filling in, nothing answered');
  await page.clock.install();
  const region = page.getByRole('status');
  await region.waitFor();
  assert.equal(await region.count(), 1);
  assert.equal(await region.getAttribute('aria-live'), 'polite');
  await region.evaluate((node) => {
    window.said = [];
    const observer = new MutationObserver(() => {
      const words = node.textContent;
      if (window.said[window.said.length - 1] !== words) window.said.push(words);
    });
    observer.observe(node, { subtree: true, childList: true, characterData: true });
  });
  const field = page.getByRole('textbox', { name: WORDS.count }).first();
  const wordsBefore = await region.innerText();
  await field.pressSequentially(WORDS.tooFew);
  await field.press('Tab');
  await page.getByText(WORDS.shortBy).first().waitFor();
  await page.clock.runFor(LONGER_THAN_ANY_PAUSE_MS);
  assert.notEqual(await region.innerText(), wordsBefore);
  assert.equal((await page.evaluate(() => window.said)).length, 1);
  assert.equal(
    await region.evaluate((node) => node.isConnected),
    true,
    'the region itself stays: a new one would not be announced',
  );
});

test('the focus stays in a useful place when clearing is confirmed or cancelled', async () => {
  const { page } = await openPage();
  await enter(page, address, 'filling in, everything answered');
  const clear = page.getByRole('button', { name: '清空填报' });
  await clear.focus();
  await page.keyboard.press('Enter');
  await page.getByText('确定清空全部填报内容').waitFor();
  // The answer that clears nothing has the focus.
  await eventually(async () => assert.equal((await focused(page)).name, '保留填报'));
  await page.keyboard.press('Enter');
  await page.getByText('确定清空全部填报内容').waitFor({ state: 'hidden' });
  await eventually(async () => assert.equal((await focused(page)).name, '清空填报'));
  await page.keyboard.press('Enter');
  await tabTo(page, named('确定清空'), 'Shift+Tab', 5);
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => Object.keys(document.querySelector('drc-assessment').answers.facts).length === 0);
  await eventually(async () => assert.doesNotMatch((await focused(page)).name, /^lost to/));
});

test('the converted number and the figures computed from it appear without moving the focus', async () => {
  const { page } = await openPage({ isAlone: true });
  await enter(page, address, 'filling in, nothing answered');
  await page.clock.install();
  await page.getByRole('textbox', { name: '规划占地面积', exact: true }).focus();
  await page.keyboard.type('20');
  await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowDown');
  await page.getByText('＝ 300 亩').waitFor();
  await eventually(async () => assert.equal((await focused(page)).type, 'select-one'));
  for (const [label, text] of [
    ['入驻企业（机构）总数', '12'],
    ['符合本业态类型的企业数', '7'],
  ]) {
    await page.getByRole('textbox', { name: label, exact: true }).focus();
    await page.keyboard.type(text);
    await page.clock.runFor(LONGER_THAN_ANY_PAUSE_MS);
    await drawn(page);
    assert.equal((await focused(page)).name, label);
  }
  await page.getByText('58.3%').first().waitFor();
});

test('what the page sets leaves the focus and the view where the visitor has them', async () => {
  const html = `<!DOCTYPE html><html lang="zh-CN"><meta charset="utf-8"><title>page</title>
<link rel="icon" href="data:,"><script src="drc-assessment.js" defer></script>
<input id="search" autofocus><div style="height: 2000px"></div><drc-assessment></drc-assessment>`;
  const pageAddress = await serve({ pages: { '/focus.html': html } });
  const { page } = await openPage();
  await page.goto(pageAddress('/focus.html'));
  await page.waitForFunction(() => document.querySelector('drc-assessment').shadowRoot);
  const answers = { policy: 'shanxi-2019-394', zone_type: 'modern_logistics', facts: { parking_spaces: 3 } };
  const isTaken = ([name, value]) => {
    const element = document.querySelector('drc-assessment');
    if (name === 'policy') return element.policy && element.policy.id === value;
    return element.answers && element.answers.zone_type === value.zone_type;
  };
  for (const [name, value] of [
    ['policy', 'shanxi-2019-394'],
    ['answers', answers],
    ['policy', 'jilin-upgrade'],
    ['answers', { ...answers, zone_type: 'ecommerce' }],
    ['policy', 'qingdao-2020-30'],
  ]) {
    await page.evaluate(
      ([property, set]) => {
        document.querySelector('drc-assessment')[property] = set;
      },
      [name, value],
    );
    await page.waitForFunction(isTaken, [name, value]);
    await drawn(page);
    const at = await page.evaluate(() => [document.activeElement.id, window.pageYOffset]);
    assert.deepEqual(at, ['search', 0], `${name} ${JSON.stringify(value)}`);
  }
});
