// Elements that were removed leave nothing behind.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventually, openPage, serve, waitForEvents } from './harness.mjs';
import { countField, fillCount, shortfall, WORDS } from './words.mjs';

const MOUNTS = 500;
const AT_ONCE = 10;
// A removed element may still wait for its stylesheet, three seconds at most.
const PATIENCE_MS = 3500;
const ELEMENT =
  '<drc-assessment policy="shanxi-2019-394" zone-type="modern_logistics" as-of="2026-11-22"></drc-assessment>';
const PAGE = `<!DOCTYPE html><html lang="zh-CN"><meta charset="utf-8"><link rel="icon" href="data:,">
<script src="drc-assessment.js" defer></script><main>${ELEMENT}</main>`;

/** The objects alive in the page after garbage collection. */
async function alive(page) {
  await page.waitForTimeout(PATIENCE_MS);
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

/** Inserts `count` elements, waits for each to start and removes it; holds references to the last `held`. */
const comeAndGo = (page, count, held = 0) =>
  page.evaluate(
    async ([total, atOnce, keep]) => {
      const first = document.querySelector('drc-assessment');
      window.held = [];
      for (let done = 0; done < total; done += atOnce) {
        const group = Array.from({ length: Math.min(atOnce, total - done) }, () => first.cloneNode());
        const started = group.map(
          (element) =>
            new Promise((resolve) => {
              element.addEventListener('drc-ready', resolve);
            }),
        );
        first.parentNode.append(...group);
        await Promise.all(started);
        for (const element of group) element.remove();
        await new Promise((resolve) => {
          setTimeout(resolve, 0);
        });
        if (keep > 0) window.held.push(...group.slice(-keep));
      }
    },
    [count, AT_ONCE, held],
  );

test(`${MOUNTS} elements are inserted and removed, and memory is as before`, async () => {
  const address = await serve({ csp: null, pages: { '/page.html': PAGE } });
  const { page, seen } = await openPage();
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

  // The counts are worth something only if they notice objects that do remain.
  await comeAndGo(page, AT_ONCE, 5);
  const holding = await alive(page);
  assert.ok(
    holding.elements >= 5 && holding.heap > later.heap,
    `held elements are noticed: ${JSON.stringify({ later, holding })}`,
  );

  await fillCount(page, WORDS.tooFew);
  await shortfall(page).waitFor();
  assert.deepEqual(seen.errors, []);
});
