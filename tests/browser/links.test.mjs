// Links with answers: where they lead, what happens to them on their way, and whether they were copied.

import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { PLAIN_HOST, fileUrl } from './browser.mjs';
import { eventually, openPage, serve, waitForEvents } from './harness.mjs';
import { countField, fillCount, shortfall, showResult, WORDS } from './words.mjs';

const ELEMENT =
  '<drc-assessment policy="shanxi-2019-394" zone-type="modern_logistics" as-of="2026-11-22"></drc-assessment>';
const page = (body, head = '') =>
  `<!DOCTYPE html><html lang="zh-CN"><meta charset="utf-8"><link rel="icon" href="data:,">${head}
  <script src="drc-assessment.js" defer></script><main>${body}</main>`;
// Shows the widget under the route #/apply only, with a router that takes parameters behind a question mark.
const PORTAL = page(
  '<div id="app">首页</div>',
  `<script>
    const show = () => {
      const [route] = location.hash.split(/[?&]/);
      const app = document.getElementById('app');
      if (route === '#/apply' && !app.firstElementChild) app.innerHTML = '${ELEMENT}';
    };
    addEventListener('hashchange', show);
    addEventListener('DOMContentLoaded', show);
  </script>`,
);

let address;
let plain;
before(async () => {
  const pages = {
    '/page.html': page(ELEMENT),
    '/portal.html': PORTAL,
    '/frame.html': `<iframe src="page.html" width="900" height="700"></iframe>`,
    '/srcdoc.html': `<iframe width="900" height="700" srcdoc='${page(ELEMENT)}'></iframe>`,
  };
  address = await serve({ csp: null, pages });
  plain = await serve({ csp: null, pages, host: PLAIN_HOST });
});

async function filled(url, within = (opened) => opened) {
  const { page: opened, seen } = await openPage();
  await opened.goto(url);
  const inside = within(opened);
  await countField(inside).waitFor({ timeout: 15_000 });
  await fillCount(inside, WORDS.tooFew);
  await shortfall(inside).waitFor();
  return { page: opened, inside, seen };
}

async function askForLink(inside) {
  await showResult(inside);
  await inside.getByRole('button', { name: '复制填报链接' }).click({ timeout: 8000 });
}

const linkBox = (inside) => inside.getByRole('textbox', { name: /链接/ });

async function linkOn(url, within) {
  const { inside, page: opened } = await filled(url, within);
  await askForLink(inside);
  return { link: await linkBox(inside).inputValue(), inside, page: opened };
}

async function showsAnswersOf(opened, url) {
  await opened.goto(url);
  await shortfall(opened).waitFor({ timeout: 8000 });
}

async function opensWith(url) {
  const { page: opened } = await openPage();
  await showsAnswersOf(opened, url);
  return opened;
}

for (const route of ['#/apply', '#/apply?from=menu']) {
  test(`a portal that shows the widget under ${route} keeps its route in the link and after opening`, async () => {
    const { link } = await linkOn(address(`/portal.html${route}`));
    assert.ok(link.startsWith(`${address('/portal.html')}${route}${route.includes('?') ? '&' : '?'}drc=`), link);
    const opened = await opensWith(link);
    assert.equal(opened.url(), address(`/portal.html${route}`));
    assert.equal((await opened.getByText('首页').count()) + (await opened.getByRole('alert').count()), 0);
  });
}

// What happens to a link on its way, and the address once it is open.
const ON_THE_WAY = {
  'with 。 behind it': [(link) => `${link}。`, '/page.html'],
  'with ） behind it': [(link) => `${link}）`, '/page.html'],
  'with words behind it': [(link) => `${link}%20please%20open`, '/page.html'],
  'with 。 and words behind it': [(link) => `${link}。请查收`, '/page.html'],
  'with a line end in its middle': [(link) => broken(link, '%0A'), '/page.html'],
  'with CR and LF in its middle': [(link) => broken(link, '%0D%0A'), '/page.html'],
  'with a blank in its middle': [(link) => broken(link, '%20'), '/page.html'],
  'with = and a line end in its middle': [(link) => broken(link, '=%0A'), '/page.html'],
  'with several breaks and 。': [(link) => `${broken(broken(link, '%0A', 30), '%20', 60)}。`, '/page.html'],
  'with another parameter behind it': [(link) => `${link}&shareTo=1`, '/page.html#shareTo=1'],
  'behind another parameter': [(link) => link.replace('#drc=', '#top&drc='), '/page.html#top'],
  'behind a route with &': [(link) => link.replace('#drc=', '#/apply&drc='), '/page.html#/apply'],
};
const broken = (link, by, at = 40) => {
  const place = link.indexOf('drc=') + at;
  return link.slice(0, place) + by + link.slice(place);
};

test('a link survives what programs do to it, and leaves the address of the page', async () => {
  const { link } = await linkOn(address('/page.html'));
  const { page: opened } = await openPage();
  for (const [name, [change, rest]] of Object.entries(ON_THE_WAY)) {
    await opened.goto('about:blank');
    await showsAnswersOf(opened, change(link)).catch((error) => assert.fail(`${name}: ${error.message}`));
    await eventually(async () => assert.equal(opened.url(), address(rest), name));
  }
});

test('a link that is too long for some programs says so, and one that was cut off says what happened', async () => {
  const { page: opened, inside } = await filled(address('/page.html'));
  await opened.evaluate(() => {
    let text = '';
    for (let at = 0; at < 900; at += 1) text += String.fromCharCode(0x4e00 + ((at * 7919) % 20000));
    const element = document.querySelector('drc-assessment');
    element.answers = { ...element.answers, facts: { logistics_enterprise_count: '7家', doc_other: text } };
  });
  await askForLink(inside);
  const link = await linkBox(inside).inputValue();
  assert.ok(link.length > 2083, String(link.length));
  await inside.getByText('此链接超过 2083 个字符').waitFor();
  await opensWith(link);
  const { page: cut } = await openPage();
  await cut.goto(link.slice(0, 2083));
  await cut.getByRole('alert').getByText('可能在发送时被截断').waitFor();
});

test('a link says where it is good for nothing else: on this computer, and without the page around it', async () => {
  const { page: offline } = await openPage();
  await offline.goto(fileUrl('drc-assessment.html'));
  await waitForEvents(offline, 'drc-ready');
  await offline.getByRole('button', { name: '打开填报文件' }).waitFor();
  await offline.evaluate(() => {
    const element = document.querySelector('drc-assessment');
    element.policy = 'shanxi-2019-394';
    element.zoneType = 'modern_logistics';
  });
  await countField(offline).waitFor();
  await fillCount(offline, WORDS.tooFew);
  await askForLink(offline);
  await offline.getByText('此链接只能在这台电脑上打开').waitFor();

  const { inside } = await linkOn(address('/frame.html'), (opened) => opened.frameLocator('iframe'));
  await inside.getByText('不含外层网页').waitFor();
  const inSrcdoc = await filled(address('/srcdoc.html'), (opened) => opened.frameLocator('iframe'));
  await askForLink(inSrcdoc.inside);
  await inSrcdoc.inside.getByRole('alert').getByText('本页面没有自己的网址').waitFor();
});

const clipboardOf = async (opened) => {
  await opened.evaluate(() => {
    document.body.insertAdjacentHTML('beforeend', '<textarea id="paste"></textarea>');
    document.getElementById('paste').focus();
  });
  await opened.keyboard.press('Control+V');
  return opened.locator('#paste').inputValue();
};

// What a page does to copying; whether the link is in the clipboard all the same.
const COPYING = {
  'document.oncopy = () => false;': true,
  "document.addEventListener('copy', (event) => { event.clipboardData.setData('text/plain', getSelection() + '版权所有'); event.preventDefault(); });": true,
  "window.addEventListener('copy', (event) => { event.stopImmediatePropagation(); event.preventDefault(); }, true);": false,
  'document.execCommand = () => false;': false,
  'document.execCommand = () => true;': false,
};

for (const [code, isCopied] of Object.entries(COPYING)) {
  test(`over plain http, a link is reported as copied only where it is: ${code.slice(0, 60)}`, async () => {
    const { page: opened, inside } = await filled(plain('/page.html'));
    await opened.evaluate((text) => {
      const script = document.createElement('script');
      script.textContent = text;
      document.head.appendChild(script);
    }, code);
    await askForLink(inside);
    await inside.getByText(isCopied ? '链接已复制' : '请复制下面的链接').waitFor();
    const link = await linkBox(inside).inputValue();
    if (isCopied) assert.equal(await clipboardOf(opened), link);
  });
}

test('a clipboard that never answers is not waited for', async () => {
  const { page: opened, inside } = await filled(address('/page.html'));
  await opened.evaluate(() => {
    navigator.clipboard.writeText = () => new Promise(() => {});
    document.execCommand = () => false;
  });
  await askForLink(inside);
  await inside.getByText('请复制下面的链接').waitFor({ timeout: 6000 });
});
