// Elements that were removed leave nothing behind.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventually, openPage, serve, waitForEvents } from './harness.mjs';
import { countField, fillCount, shortfall, WORDS } from './words.mjs';

const MOUNTS = 500;
const AT_ONCE = 10;
// More than a browser has room for programs at a time.
const HELD = 150;
const ELEMENT =
  '<drc-assessment policy="shanxi-2019-394" zone-type="modern_logistics" as-of="2026-11-22"></drc-assessment>';
const PAGE = `<!DOCTYPE html><html lang="zh-CN"><meta charset="utf-8"><link rel="icon" href="data:,">
<script src="drc-assessment.js" defer></script><main>${ELEMENT}</main>`;

/** The objects alive in the page after garbage collection. */
async function alive(page) {
  const cdp = await page.context().newCDPSession(page);
  // Several times: an object that one collection frees may hold others that only the next can free.
  for (let i = 0; i < 4; i += 1) await cdp.send('HeapProfiler.collectGarbage');
  const count = async (prototype) => {
    const { result } = await cdp.send('Runtime.evaluate', { expression: prototype });
    const { objects } = await cdp.send('Runtime.queryObjects', { prototypeObjectId: result.objectId });
    const {
      result: { value },
    } = await cdp.send('Runtime.callFunctionOn', {
      objectId: objects.objectId,
      functionDeclaration: 'function () { return this.length; }',
      returnByValue: true,
    });
    await cdp.send('Runtime.releaseObject', { objectId: objects.objectId });
    return value;
  };
  const elements = await count("customElements.get('drc-assessment').prototype");
  const memories = await count('WebAssembly.Memory.prototype');
  const { usedSize } = await cdp.send('Runtime.getHeapUsage');
  const { nodes, jsEventListeners } = await cdp.send('Memory.getDOMCounters');
  await cdp.detach();
  return { elements, memories, heap: usedSize, nodes, listeners: jsEventListeners };
}

/** Inserts `count` elements, waits for each to start and removes it; `isHeld`: the page keeps references to them. */
const comeAndGo = (page, count, isHeld = false) =>
  page.evaluate(
    async ([total, atOnce, keeps]) => {
      const first = document.querySelector('drc-assessment');
      window.held = [];
      for (let done = 0; done < total; done += atOnce) {
        const group = Array.from({ length: Math.min(atOnce, total - done) }, () => first.cloneNode());
        const started = group.map(
          (element) =>
            new Promise((resolve, reject) => {
              element.addEventListener('drc-ready', resolve);
              element.addEventListener('drc-error', (event) => reject(new Error(event.detail.message)));
            }),
        );
        first.parentNode.append(...group);
        await Promise.all(started);
        for (const element of group) element.remove();
        await new Promise((resolve) => {
          setTimeout(resolve, 0);
        });
        if (keeps) window.held.push(...group);
      }
    },
    [count, AT_ONCE, isHeld],
  );

test(`${MOUNTS} elements are inserted and removed, and memory is as before`, async () => {
  const address = await serve({ csp: null, pages: { '/page.html': PAGE } });
  const { page, seen } = await openPage({ isAlone: true });
  await page.goto(address('/page.html'));
  await waitForEvents(page, 'drc-ready');
  await countField(page).waitFor();

  // The first ones also fill caches of the browser and the script.
  await comeAndGo(page, 2 * AT_ONCE);
  const before = await alive(page);
  await comeAndGo(page, MOUNTS);
  // Garbage collection may take more than one round.
  const later = await eventually(async () => {
    const now = await alive(page);
    const said = JSON.stringify({ before, now });
    assert.ok(now.elements <= 2 && now.memories <= 2, `the one in the page, and at most the last to go: ${said}`);
    assert.ok(now.heap < before.heap + 1_000_000, `the heap does not grow: ${said}`);
    assert.ok(
      now.nodes < before.nodes + 2000 && now.listeners < before.listeners + 100,
      `nor does the document: ${said}`,
    );
    return now;
  });

  // A page may keep removed elements, as some frameworks do to show them again: their programs are gone nevertheless.
  // The counts are worth something only if they notice what does remain.
  await comeAndGo(page, HELD, true);
  const holding = await alive(page);
  const said = JSON.stringify({ later, holding });
  assert.ok(holding.elements >= HELD && holding.heap > later.heap, `held elements are noticed: ${said}`);
  assert.ok(holding.memories <= 2, `their programs are not held: ${said}`);
  await page.evaluate(() => {
    const element = window.held[0];
    document.querySelector('main').append(element);
    return new Promise((resolve) => {
      const isShown = () => element.shadowRoot.querySelector('input') !== null;
      const timer = setInterval(() => {
        if (!isShown()) return;
        clearInterval(timer);
        element.remove();
        resolve();
      }, 10);
    });
  });

  await fillCount(page, WORDS.tooFew);
  await shortfall(page).waitFor();
  assert.deepEqual(seen.errors, []);
});
