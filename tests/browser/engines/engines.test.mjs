// Every available engine has the same output as the current Chromium: results, screens, report. Served under a content
// security policy, and opened from disk without a network.

import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { fileUrl } from '../browser.mjs';
import { fullOutput } from '../full-output.mjs';
import { openPage, serve, STRICT_CSP } from '../harness.mjs';
import { openInOldChromium } from '../old-chromium.mjs';
import { ENGINES, openInEngine } from './drivers.mjs';

// For browsers that do not know 'wasm-unsafe-eval'.
const OLD_CSP = STRICT_CSP.replace("'wasm-unsafe-eval'", "'wasm-unsafe-eval' 'unsafe-eval'");
const KNOWS_WASM_UNSAFE_EVAL = 97;
const OLD = [72, 78, 80, 83, 88, 90, 92, 103];

let reference;
before(async () => {
  const { page } = await openPage();
  await page.goto(fileUrl('drc-assessment.html'));
  reference = await fullOutput((expression) => page.evaluate(expression));
  assert.ok(reference.lines.length > 10);
  assert.match(reference.report, /还差/);
});

const NOTICE = `(async () => {
  const notice = () => {
    const element = document.querySelector('drc-assessment');
    return element && element.shadowRoot && element.shadowRoot.querySelector('[role=alert]');
  };
  for (let i = 0; i < 400 && !notice(); i += 1) await new Promise((resolve) => { setTimeout(resolve, 50); });
  return notice().textContent;
})()`;

for (const version of OLD) {
  const open = async (t, url) => {
    const page = await openInOldChromium(version, url);
    t.after(page.close);
    assert.match(await page.evaluate('navigator.userAgent'), new RegExp(`Chrome/${version}\\.`));
    return page;
  };

  test(`Chromium ${version} shows the same from disk`, async (t) => {
    const { evaluate } = await open(t, fileUrl('drc-assessment.html'));
    assert.deepEqual(await fullOutput(evaluate), reference);
  });

  test(`Chromium ${version} shows the same under the policy that allows 'unsafe-eval'`, async (t) => {
    const address = await serve({ csp: OLD_CSP });
    const { evaluate } = await open(t, address('/index.html'));
    assert.deepEqual(await fullOutput(evaluate), reference);
  });

  const knows = version >= KNOWS_WASM_UNSAFE_EVAL;
  test(`Chromium ${version} under the strict policy ${knows ? 'shows the same' : 'says what the policy lacks'}`, async (t) => {
    const address = await serve();
    const { evaluate } = await open(t, address('/index.html'));
    if (knows) assert.deepEqual(await fullOutput(evaluate), reference);
    else assert.match(await evaluate(NOTICE), /'unsafe-eval'/);
  });
}

for (const engine of ENGINES) {
  const { name } = engine;
  const open = async (t, url, options) => {
    const page = await openInEngine(engine, url, options);
    t.after(page.close);
    t.diagnostic(await page.evaluate('navigator.userAgent'));
    return page;
  };

  test(`${name} shows the same from disk without a network`, async (t) => {
    const { evaluate } = await open(t, fileUrl('drc-assessment.html'), { offline: true });
    assert.deepEqual(await fullOutput(evaluate), reference);
  });

  test(`${name} shows the same under the strict policy`, async (t) => {
    const address = await serve();
    const { evaluate } = await open(t, address('/index.html'));
    assert.deepEqual(await fullOutput(evaluate), reference);
  });

  test(`${name} says what a policy lacks that forbids wasm`, async (t) => {
    const address = await serve({ csp: STRICT_CSP.replace("'wasm-unsafe-eval'", '') });
    const { evaluate } = await open(t, address('/index.html'));
    assert.match(await evaluate(NOTICE), /'unsafe-eval'/);
  });

  test(`${name} without WebAssembly says so and shows the criteria as text`, async (t) => {
    const address = await serve({
      pages: {
        '/none.html': `<!DOCTYPE html><meta charset="utf-8"><script src="none.js"></script>
<script src="drc-assessment.js"></script><drc-assessment policy="shanxi-2019-394"></drc-assessment>`,
        '/none.js': 'delete window.WebAssembly',
      },
    });
    const { evaluate } = await open(t, address('/none.html'));
    assert.match(await evaluate(NOTICE), /不支持 WebAssembly/);
    const text = await evaluate(`(async () => {
      const root = document.querySelector('drc-assessment').shadowRoot;
      for (let i = 0; i < 400 && !root.querySelector('li'); i += 1) await new Promise((resolve) => { setTimeout(resolve, 50); });
      return root.textContent;
    })()`);
    assert.match(text, /第六条（一）：规划占地面积 300 亩以上/);
  });
}
