// A visitor who does anything: actions at random by mouse, keys and the host page, from a seed. After each the widget
// must keep its promises; a sequence that breaks one is cut down to the actions that it takes.
// `node users.mjs SEED ACTIONS` tries more than the tests do, in sequences of SEQUENCE.

import { pathToFileURL } from 'node:url';
import { violations } from './axe.mjs';
import { LONGER_THAN_ANY_PAUSE_MS, openTab, STRICT_CSP } from './harness.mjs';

const SEQUENCE = 100;
/** After so many actions the page is also looked at by axe. */
const SAMPLE = 50;
const POLICIES = ['shanxi-2019-394', 'shanxi-2020-479', 'qingdao-2020-30', 'jiangsu-cluster-demo', 'jilin-upgrade'];
const TEXTS = [
  '300',
  '20 公顷',
  '２０',
  '1.2亿',
  '约300',
  '2024-06-01',
  '二〇二四年',
  '60%',
  '-1',
  '无',
  '<b>x</b>',
  '甲园',
  ' ',
  '1e9',
];
const KEYS = ['Tab', 'Shift+Tab', 'Enter', 'Space', 'ArrowDown', 'ArrowUp', 'Escape', 'Backspace', 'Home'];
const ATTRIBUTES = {
  lang: ['zh-CN', 'en', ''],
  theme: ['light', 'dark', ''],
  'zone-type': ['modern_logistics', 'ecommerce', 'nonsense', ''],
  'as-of': ['2026-11-30', '2020-01-01', 'never', ''],
  policy: [...POLICIES, ''],
};
const ANSWERS = [
  { policy: 'shanxi-2019-394', zone_type: 'modern_logistics', name: '乙园', facts: { planned_land_area: '240 亩' } },
  { policy: 'qingdao-2020-30', facts: {} },
  { facts: { planned_land_area: { value: 'abc', unit: '亩' }, unified_management: true } },
];

export const PAGE = `<!DOCTYPE html><html lang="zh-CN"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>users</title>
<link rel="icon" href="data:,"><script src="drc-assessment.js" defer></script>
<main><h1>网页</h1><p><button id="own">网页</button></p><drc-assessment></drc-assessment><section></section></main>`;

/** A generator of numbers from 0 to 1, the same for the same seed. */
export function randomOf(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Actions of a visitor, as plain data. */
export function actionsOf(seed, count) {
  const random = randomOf(seed);
  const one = (list) => list[Math.floor(random() * list.length)];
  const what = () => {
    const kind = random();
    if (kind < 0.5) return { kind: 'press', place: random(), option: random() };
    if (kind < 0.72) return { kind: 'type', place: random(), text: one(TEXTS) };
    if (kind < 0.9) return { kind: 'key', key: one(KEYS) };
    if (kind < 0.95) {
      const name = one(Object.keys(ATTRIBUTES));
      return { kind: 'attribute', name, value: one(ATTRIBUTES[name]) };
    }
    if (kind < 0.97) return { kind: 'answers', answers: one(ANSWERS) };
    if (kind < 0.98) return { kind: 'move' };
    if (kind < 0.985) return { kind: 'away' };
    if (kind < 0.99) return { kind: 'property', name: 'policy', value: one([...POLICIES, null]) };
    if (kind < 0.995) return { kind: 'element' };
    return { kind: 'tab' };
  };
  // Which of several elements it is done to.
  return Array.from({ length: count }, () => ({ ...what(), which: random() }));
}

/** A tab in which the visitor acts; all tabs have one record of what is seen. */
async function newTab(opened, address, seen) {
  const page = await openTab(opened, seen);
  page.on('dialog', (dialog) => dialog.accept());
  await page.addInitScript(() => {
    window.print = () => {
      for (const name of ['beforeprint', 'afterprint']) window.dispatchEvent(new Event(name));
    };
  });
  await page.goto(address('/users.html'));
  await page.waitForFunction(() => window.seen.events.some(({ name }) => name === 'drc-ready'));
  return page;
}

/** Saves in this tab, and goes to the other one, which is opened if there is none. */
async function nextTab(page, address, seen) {
  await page.evaluate(() => {
    const element = document.querySelector('drc-assessment');
    const saving = element && element.shadowRoot && element.shadowRoot.getElementById('drc-saving');
    if (saving && !saving.checked) saving.click();
  });
  const other = page
    .context()
    .pages()
    .find((it) => it !== page && it.url() !== 'about:blank');
  const next = other || (await newTab(page, address, seen));
  await next.bringToFront();
  return next;
}

/** Opens the page and does the actions; the first promise that is broken, or null. */
export async function sequence(openPage, address, actions, isSampled = false) {
  const { page: blank, seen } = await openPage({ isAlone: true });
  await blank.clock.install();
  let page = await newTab(blank, address, seen);
  const origin = new URL(address('/')).origin;
  try {
    for (const [place, action] of actions.entries()) {
      if (action.kind === 'tab') page = await nextTab(page, address, seen);
      const done = await act(page, action);
      const broken = await brokenPromise(page, action, done);
      const request = seen.requests.find((url) => !url.startsWith(origin) && !/^(data|blob):/.test(url));
      if (broken || seen.errors.length > 0 || request) {
        return { place, why: broken || seen.errors[0] || `a request to ${request}` };
      }
      if (isSampled && (place + 1) % SAMPLE === 0) {
        const [violation] = await violations(page);
        if (violation) return { place, why: JSON.stringify(violation) };
        // Of the styles that axe puts into the page.
        await page.evaluate(() => window.seen.violations.splice(0));
        seen.errors.splice(0);
      }
    }
    return null;
  } finally {
    await blank.context().close();
  }
}

/** Does an action, and tells what it was done to. */
async function act(page, action) {
  const { kind } = action;
  if (kind === 'press' || kind === 'type') {
    const target = await page.evaluate(findTarget, action);
    if (!target) return null;
    if (target.isSelect) {
      await page.evaluate(chooseOption, action);
      return target;
    }
    await page.mouse.click(target.x, target.y);
    if (kind === 'type') {
      await page.keyboard.press('Control+A');
      await page.keyboard.press('Delete');
      await page.keyboard.type(action.text);
    }
    return target;
  }
  if (kind === 'key') await page.keyboard.press(action.key);
  else if (kind !== 'tab') await page.evaluate(actOfHost, action);
  return null;
}

/** Runs in the page: the control at a place, in sight, with the point to press. */
function findTarget({ kind, place, which = 0 }) {
  const elements = document.querySelectorAll('drc-assessment');
  const { shadowRoot } = elements[Math.floor(which * elements.length)] || {};
  if (!shadowRoot) return null;
  const wanted =
    kind === 'type'
      ? 'input[type=text], input:not([type]), input[type=search], textarea'
      : 'button, summary, input[type=radio], input[type=checkbox], select';
  const seen = (node) => {
    const box = (node.closest('label') || node).getBoundingClientRect();
    const canBeUsed = !node.disabled && !(kind === 'type' && node.readOnly);
    return box.width > 0 && box.height > 0 && canBeUsed && getComputedStyle(node).visibility !== 'hidden';
  };
  const nodes = Array.from(shadowRoot.querySelectorAll(wanted)).filter(seen);
  const node = nodes[Math.floor(place * nodes.length)];
  if (!node) return null;
  window.target = node;
  const face = node.type === 'radio' || node.type === 'checkbox' ? node.closest('label') || node : node;
  face.scrollIntoView({ block: 'center' });
  // What is under the pointer may be another thing by the time it is pressed.
  window.face = face;
  window.pressed = null;
  const note = (event) => {
    [window.pressed] = event.composedPath();
  };
  window.addEventListener('pointerdown', note, { capture: true, once: true });
  const { left, top, width, height } = face.getBoundingClientRect();
  const [x, y] = [left + Math.min(width / 2, 40), top + height / 2];
  // What is inside a closed group has a place, too.
  const hit = shadowRoot.elementFromPoint(x, y);
  if (!hit || !face.contains(hit)) return null;
  return {
    x,
    y,
    isSelect: node.tagName === 'SELECT',
    label: `${node.tagName.toLowerCase()} ${node.id} ${(node.getAttribute('aria-label') || face.textContent || '').slice(0, 40)}`,
  };
}

/** Runs in the page. */
function chooseOption({ option }) {
  const { target } = window;
  window.pressed = target;
  target.focus();
  target.selectedIndex = Math.floor(option * target.options.length);
  target.dispatchEvent(new Event('input', { bubbles: true }));
  target.dispatchEvent(new Event('change', { bubbles: true }));
}

/** Runs in the page: what the host does. */
async function actOfHost(action) {
  const elements = document.querySelectorAll('drc-assessment');
  const element = elements[Math.floor((action.which || 0) * elements.length)];
  if (action.kind === 'answers') element.answers = action.answers;
  if (action.kind === 'property') element[action.name] = action.value;
  if (action.kind === 'element') {
    if (elements.length > 1) element.remove();
    else document.querySelector('main').appendChild(document.createElement('drc-assessment'));
  }
  if (action.kind === 'attribute') {
    if (action.value === '') element.removeAttribute(action.name);
    else element.setAttribute(action.name, action.value);
  }
  if (action.kind === 'move' || action.kind === 'away') {
    const to =
      element.parentNode.tagName === 'SECTION' ? document.querySelector('main') : document.querySelector('section');
    if (action.kind === 'away') {
      element.remove();
      await window.drawn();
    }
    to.appendChild(element);
  }
}

/** Looks whether everything is as promised; what is not at once may be so after the pause in which typing ends. */
async function brokenPromise(page, action, target) {
  const broken = await page.evaluate(look, { action, label: target && target.label });
  if (!broken) return null;
  await page.clock.runFor(LONGER_THAN_ANY_PAUSE_MS);
  return page.evaluate(look, { action, label: target && target.label });
}

/** Runs in the page, once the widget has drawn. */
async function look({ action, label }) {
  await window.drawn();
  // What another tab has deleted is told, too.
  const isFailure = ({ name, detail }) => name === 'drc-error' && detail.code !== 'saved-gone';
  const failure = window.seen.events.find(isFailure);
  if (failure) return `drc-error ${JSON.stringify(failure.detail)}`;
  if (window.seen.violations.length > 0) return `violates the policy: ${window.seen.violations[0]}`;
  const isHit = label && window.face.contains(window.pressed);
  const { activeElement } = document;
  // Who has pressed something inside is still inside.
  if (isHit && action.kind === 'press' && !(activeElement.shadowRoot && activeElement.shadowRoot.activeElement)) {
    return `the focus is lost after ${label}`;
  }
  if (isHit && action.kind === 'type' && window.target.isConnected && window.target.value !== action.text) {
    return `typed ${JSON.stringify(action.text)} into ${label}, there is ${JSON.stringify(window.target.value)}`;
  }
  // What is being typed is told once it has ended.
  if (action.kind === 'type') return null;
  for (const element of document.querySelectorAll('drc-assessment')) {
    const facts = (element.answers && element.answers.facts) || {};
    for (const field of element.shadowRoot.querySelectorAll('input[id^="drc-f-"], textarea[id^="drc-f-"]')) {
      if (field.type === 'radio' || field.type === 'checkbox') continue;
      const answer = facts[field.id.slice('drc-f-'.length)];
      const plain = Array.isArray(answer) ? answer.join('、') : answer;
      const text = plain && typeof plain === 'object' ? plain.value : plain;
      const expected = text === undefined || text === null ? '' : String(text);
      if (field.value.trim() !== expected.trim()) {
        return `${field.id} shows ${JSON.stringify(field.value)}, and the answer is ${JSON.stringify(answer)}`;
      }
    }
  }
  return null;
}

/** The actions of a sequence that it takes to break the promise: each part that can be left out is. */
export async function shrunk(openPage, address, actions, note = () => {}) {
  let left = actions;
  for (let size = Math.ceil(left.length / 2); size >= 1; size = Math.floor(size / 2)) {
    for (let from = 0; from < left.length;) {
      const fewer = [...left.slice(0, from), ...left.slice(from + size)];
      const broken = fewer.length > 0 ? await sequence(openPage, address, fewer) : null;
      if (broken) {
        left = fewer.slice(0, broken.place + 1);
        note(left.length);
      } else {
        from += size;
      }
    }
  }
  return left;
}

/** Tries sequences; what breaks first, cut down, or null. */
export async function users(openPage, address, seed, count, note = () => {}) {
  for (let done = 0; done < count; done += SEQUENCE) {
    const actions = actionsOf(seed + done, Math.min(SEQUENCE, count - done));
    const broken = await sequence(openPage, address, actions, true);
    note(`seed ${seed + done}: ${broken ? broken.why : 'kept'}`);
    if (!broken) continue;
    const few = await shrunk(openPage, address, actions.slice(0, broken.place + 1), (left) =>
      note(`${left} actions left`),
    );
    const again = await sequence(openPage, address, few);
    return { seed: seed + done, why: (again || broken).why, actions: few };
  }
  return null;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { openPage, serve } = await import('./harness.mjs');
  const [, , seed = '1', count = '10000'] = process.argv;
  const address = await serve({ csp: STRICT_CSP, pages: { '/users.html': PAGE } });
  const found = await users(openPage, address, Number(seed), Number(count), console.log);
  console.log(found ? JSON.stringify(found, null, 1) : `${count} actions from seed ${seed}: every promise kept`);
  process.exit(found ? 1 : 0);
}
