// Pages of unusual kinds: without an address of their own, with a script that was fetched, with frames that are
// hidden or forbid downloads, and on paper.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, test } from 'node:test';
import { fileUrl } from './browser.mjs';
import { drawn, eventually, openPage, serve, waitForEvents } from './harness.mjs';
import { packaged } from './vendor.mjs';
import { choose, countField, fillCount, shortfall, showResult, WORDS } from './words.mjs';

const ELEMENT =
  '<drc-assessment policy="shanxi-2019-394" zone-type="modern_logistics" as-of="2026-11-22"></drc-assessment>';
const page = (head = '', body = ELEMENT) =>
  `<!DOCTYPE html><html lang="zh-CN"><meta charset="utf-8"><title>门户</title><link rel="icon" href="data:,">${head}
  <script src="/drc-assessment.js" defer></script><main>${body}</main>`;
const offline = readFileSync(new URL(fileUrl('drc-assessment.html')), 'utf8');

// A page that takes keys, presses and pasting for its own unless they come from a field.
const HOTKEYS = `<script>
  const isField = (event) => /INPUT|TEXTAREA/.test(event.target.tagName);
  document.onkeydown = (event) => (event.keyCode === 8 && !isField(event) ? false : undefined);
  document.addEventListener('keydown', (event) => {
    window.keys = (window.keys || '') + event.key + ' ';
    if (/^\\d$/.test(event.key) && !isField(event)) event.preventDefault();
  });
  for (const type of ['paste', 'mousedown', 'selectstart', 'contextmenu'])
    document.addEventListener(type, (event) => { if (!isField(event)) event.preventDefault(); });
</script>`;

let address;
before(async () => {
  address = await serve({
    csp: null,
    pages: {
      '/plain.html': page(),
      '/hotkeys.html': page(HOTKEYS),
      '/fastclick.js': packaged('fastclick/lib/fastclick.js'),
      '/fastclick.html': page(
        `<meta name="viewport" content="width=device-width, initial-scale=1">
        <script src="fastclick.js"></script><script>addEventListener('load', () => FastClick.attach(document.body))</script>`,
      ),
      '/hidden-frames.html': page('<style>iframe { display: none !important }</style>'),
      '/sandbox.html':
        '<iframe sandbox="allow-scripts allow-same-origin" src="plain.html" width="1000" height="800"></iframe>',
      '/empty.html': '<!DOCTYPE html><title>空</title><link rel="icon" href="data:,">',
      '/portal/index.html': `<!DOCTYPE html><meta charset="utf-8"><link rel="icon" href="data:,"><main id="main"></main><script>
        // As jQuery's load() does: the script is fetched and run as text.
        fetch('../fragment.html').then((response) => response.text()).then(async (html) => {
          const main = document.getElementById('main');
          main.innerHTML = html;
          const code = await (await fetch(main.querySelector('script').getAttribute('src'))).text();
          const script = document.createElement('script');
          script.text = code;
          document.head.appendChild(script).remove();
        });
      </script>`,
      '/fragment.html': `<script src="../drc-assessment.js"></script>${ELEMENT}`,
    },
  });
});

for (const kind of ['a blob: page', 'a frame with blob:', 'a frame with data:', 'a frame with srcdoc']) {
  test(`the offline page starts as ${kind}`, async () => {
    const { page: outer, seen } = await openPage();
    await outer.goto(address('/empty.html'));
    await outer.evaluate(
      ([html, how]) => {
        const url = URL.createObjectURL(new Blob([html], { type: 'text/html' }));
        if (how === 'a blob: page') {
          location.href = url;
          return;
        }
        const frame = document.createElement('iframe');
        frame.width = 1000;
        frame.height = 800;
        if (how.endsWith('blob:')) frame.src = url;
        else if (how.endsWith('data:')) frame.src = `data:text/html;charset=utf-8,${encodeURIComponent(html)}`;
        else frame.srcdoc = html;
        document.body.appendChild(frame);
      },
      [offline, kind],
    );
    const inside = kind === 'a blob: page' ? outer : outer.frameLocator('iframe');
    await inside.getByRole('radio', { name: WORDS.policy }).first().waitFor({ timeout: 15_000 });
    await choose(inside);
    await fillCount(inside, WORDS.tooFew);
    await shortfall(inside).waitFor();
    assert.deepEqual(seen.errors, []);
  });
}

test('a script that the page has fetched and run finds its files', async () => {
  const { page: inside, seen } = await openPage();
  await inside.goto(address('/portal/index.html'));
  await countField(inside).waitFor({ timeout: 15_000 });
  assert.deepEqual(seen.errors, []);
});

test('a file that is missing leads to the meta element that says where the files are', async () => {
  const elsewhere = await serve({ csp: null, pages: { '/plain.html': page(), '/drc-assessment.wasm': null } });
  const { page: inside } = await openPage();
  await inside.goto(elsewhere('/plain.html'));
  await inside.getByRole('alert').getByText('<meta name="drc-assessment-base">').waitFor();
});

async function filled(path, within = (opened) => opened, options = {}) {
  const { page: opened, seen } = await openPage(options);
  await opened.goto(address(path));
  const inside = within(opened);
  await countField(inside).waitFor({ timeout: 15_000 });
  return { opened, inside, seen };
}

test('what is typed and pasted into a field stays with it, and other keys reach the page', async () => {
  const { opened, inside, seen } = await filled('/hotkeys.html');
  const field = countField(inside);
  await field.click();
  assert.ok(await field.evaluate((input) => input.getRootNode().activeElement === input), 'by the mouse');
  await opened.keyboard.type('123');
  await opened.keyboard.press('Backspace');
  assert.equal(await field.inputValue(), '12');
  await opened.keyboard.press('Control+A');
  await opened.keyboard.press('Control+X');
  await opened.keyboard.press('Control+V');
  assert.equal(await field.inputValue(), '12');
  await opened.keyboard.press('Escape');
  await opened.keyboard.press('Control+k');
  await opened.keyboard.press('Tab');
  assert.equal(await opened.evaluate(() => window.keys.replace(/Control /g, '')), 'Escape k Tab ');
  assert.deepEqual(seen.errors, []);
});

test('FastClick leaves taps to the widget', async () => {
  const { inside } = await filled('/fastclick.html', undefined, {
    hasTouch: true,
    isMobile: true,
    viewport: { width: 390, height: 800 },
    userAgent:
      'Mozilla/5.0 (iPhone; CPU iPhone OS 9_0 like Mac OS X) AppleWebKit/601.1 (KHTML, like Gecko) Version/9.0 Mobile/13A344 Safari/601.1',
  });
  const field = countField(inside);
  await field.tap();
  await eventually(async () => assert.ok(await field.evaluate((input) => input.getRootNode().activeElement === input)));
  await field.fill(WORDS.tooFew);
  await inside.getByRole('button', { name: WORDS.result }).first().tap();
  await inside.getByRole('button', { name: '打印自评报告' }).waitFor();
});

test('a page that hides frames prints the report, and proposes its name', async () => {
  const { opened, inside } = await filled('/hidden-frames.html');
  await fillCount(inside, WORDS.tooFew);
  await showResult(inside);
  await opened.evaluate(() => {
    const { appendChild } = document.body;
    document.body.appendChild = function append(child) {
      const result = appendChild.call(this, child);
      child.contentWindow.print = () => {
        window.printed = [getComputedStyle(child).display, document.title, child.contentDocument.body.innerText.length];
        child.contentWindow.dispatchEvent(new Event('beforeprint'));
        child.contentWindow.dispatchEvent(new Event('afterprint'));
      };
      return result;
    };
  });
  await inside.getByRole('button', { name: '打印自评报告' }).click();
  await opened.waitForFunction(() => window.printed);
  const [display, title, length] = await opened.evaluate(() => window.printed);
  assert.equal(display, 'block');
  assert.match(title, /^自评报告-.*2026-11-22$/);
  assert.ok(length > 500);
  assert.equal(await opened.title(), '门户');
});

test('where a frame forbids downloads, each way to save says so', async () => {
  const { inside } = await filled('/sandbox.html', (opened) => opened.frameLocator('iframe'));
  await fillCount(inside, WORDS.tooFew);
  await showResult(inside);
  for (const name of ['保存为网页', '保存为 Word 文档', '保存为表格', '保存填报到文件', '打印自评报告']) {
    await inside.getByRole('button', { name }).click();
    await inside.getByRole('alert').getByText('所在页面不').waitFor();
    await inside.getByRole('button', { name: WORDS.result }).first().click();
  }
});

test('the screen for filling in is legible on paper', async () => {
  const { opened, inside } = await filled('/plain.html', undefined, { colorScheme: 'dark' });
  await fillCount(inside, WORDS.tooFew);
  await opened.emulateMedia({ media: 'print' });
  await opened.setViewportSize({ width: 718, height: 1000 });
  await opened.evaluate(() => {
    Object.defineProperty(document.querySelector('drc-assessment').shadowRoot.querySelector('.drc'), 'clientWidth', {
      value: 1280,
    });
    window.dispatchEvent(new Event('beforeprint'));
  });
  const seen = () =>
    opened.evaluate(() => {
      const { shadowRoot } = document.querySelector('drc-assessment');
      const root = shadowRoot.querySelector('.drc');
      const labels = [...shadowRoot.querySelectorAll('.drc-q__label')].filter((label) => label.offsetHeight > 0);
      const fields = [...shadowRoot.querySelectorAll('.drc-q input[inputmode=decimal]')].filter(
        (it) => it.offsetHeight > 0,
      );
      return [
        root.dataset.theme,
        root.dataset.width,
        Math.min(...labels.map((label) => label.offsetWidth)) > 100,
        Math.min(...fields.map((field) => field.offsetWidth)) > 60,
        root.scrollWidth <= 718,
      ];
    });
  assert.deepEqual(await seen(), ['light', 'medium', true, true, true]);
  const pdf = await opened.pdf({ format: 'A4' });
  const count = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g).length;
  assert.ok(count <= 14, `${count} pages`);
  await opened.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  assert.equal((await seen())[0], 'dark');
});

test('a change of width causes no error in the page', async () => {
  const { opened } = await filled('/plain.html');
  await opened.evaluate(() => {
    window.faults = [];
    window.onerror = (message) => window.faults.push(message);
  });
  for (const width of [1100, 1300, 700, 1000, 1300]) {
    await opened.setViewportSize({ width, height: 900 });
    await drawn(opened);
  }
  assert.deepEqual(await opened.evaluate(() => window.faults), []);
  await waitForEvents(opened, 'drc-ready');
});
