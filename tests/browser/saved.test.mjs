// Answers saved in this browser, and answers in a link.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { deflateRawSync } from 'node:zlib';
import { createStaticServer } from '../../www/build/serve.mjs';
import { answersPartIsIdle, drawn, eventually, held, LONGER_THAN_ANY_PAUSE_MS, openPage, setHash } from './harness.mjs';
import { PAGES } from './screens.mjs';
import { choose, countField, fillCount, shortfall, showResult, WORDS } from './words.mjs';

const AS_OF = '2026-11-22';
const prefilled = (script) => PAGES['/logistics.html'].replace('</body>', `<script>${script}</script></body>`);
const GIVEN = JSON.stringify({ facts: { logistics_enterprise_count: { value: '99', unit: '家' } } });

// A server of its own, to see every request that arrives.
const arrived = [];
let server;
let address;
before(async () => {
  server = createStaticServer({
    pages: {
      ...PAGES,
      '/given-at-once.html': prefilled(`document.querySelector('drc-assessment').answers = ${GIVEN};`),
      '/given-when-ready.html': prefilled(
        `document.querySelector('drc-assessment').addEventListener('drc-ready', (event) => { event.target.answers = ${GIVEN}; });`,
      ),
    },
  });
  server.on('request', ({ url, headers }) => arrived.push(`${url} ${headers.referer || ''}`));
  await new Promise((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  address = (path) => `http://127.0.0.1:${server.address().port}${path}`;
});
after(() => {
  server.close();
  server.closeAllConnections();
});

const SWITCH = '在本机浏览器中自动保存';
const keepSwitch = (page) => page.getByRole('checkbox', { name: SWITCH });
const stored = (page) => page.evaluate(() => Object.entries(window.localStorage));
const savedAnswers = async (page) => JSON.parse((await stored(page))[0][1]).answers;
const answersOf = (page) => held(page, 'answers');
const until = (page, check, given) => page.waitForFunction(check, given, { timeout: 10_000 });
const countIs = (page, value) =>
  until(
    page,
    (wanted) => {
      const { answers } = document.querySelector('drc-assessment');
      const it = answers && answers.facts && answers.facts.logistics_enterprise_count;
      return (it ? it.value : '') === wanted;
    },
    value,
  );

async function open(path, options, prepare) {
  const opened = await openPage(options);
  if (prepare) await opened.page.addInitScript(prepare);
  await opened.page.goto(address(path));
  return opened;
}

const turnOn = async (page) => {
  await keepSwitch(page).click();
  await until(page, () => window.localStorage.length > 0);
};

test('nothing is saved until the visitor turns it on; then everything is restored after a reload, with the switch on', async () => {
  const { page } = await open('/index.html');
  await choose(page);
  await page.getByRole('textbox', { name: /集聚区名称/ }).fill('示例物流园');
  await fillCount(page, WORDS.tooFew);
  await shortfall(page).waitFor();
  assert.equal(await keepSwitch(page).isChecked(), false);
  assert.deepEqual(await stored(page), []);
  await page.getByText('关闭页面即清除').waitFor();

  await turnOn(page);
  await page.getByText('已保存在本机浏览器中').waitFor();
  assert.equal(await keepSwitch(page).isChecked(), true);
  // Later changes are saved as well.
  const area = page.getByRole('textbox', { name: '规划占地面积', exact: true });
  await area.fill('20');
  await page.getByRole('combobox', { name: '规划占地面积：单位' }).selectOption('公顷');
  await page.getByText('＝ 300 亩').waitFor();
  // The date is that of the visit, so it is not saved.
  const { as_of: day, ...answersBefore } = await answersOf(page);
  assert.match(day, /^\d{4}-\d\d-\d\d$/);
  assert.deepEqual(await savedAnswers(page), answersBefore);

  await page.reload();
  await page.getByRole('heading', { name: '填报与对照' }).waitFor();
  await shortfall(page).waitFor();
  assert.deepEqual(await answersOf(page), { ...answersBefore, as_of: day });
  assert.equal(await keepSwitch(page).isChecked(), true);
  await eventually(async () => assert.equal(await area.inputValue(), '20'));
  await eventually(async () =>
    assert.equal(await page.getByRole('textbox', { name: /集聚区名称/ }).inputValue(), '示例物流园'),
  );
  await page.getByText('现代物流集聚区', { exact: true }).first().waitFor();
});

test('deleting what is saved empties the storage at once, and a reload starts empty', async () => {
  const { page } = await open('/logistics.html');
  await fillCount(page, WORDS.tooFew);
  await turnOn(page);
  await page.getByRole('button', { name: '清除本机数据' }).click();
  await page.getByText('关闭页面即清除').waitFor();
  assert.deepEqual(await stored(page), []);
  assert.equal(await keepSwitch(page).isChecked(), false);
  await eventually(async () =>
    assert.equal(await countField(page).inputValue(), WORDS.tooFew, 'the page itself keeps what stands in it'),
  );
  await fillCount(page, WORDS.enough);
  await countIs(page, WORDS.enough);
  assert.deepEqual(await stored(page), [], 'nor is it saved again');
  await page.reload();
  await countField(page).waitFor();
  await eventually(async () => assert.equal(await countField(page).inputValue(), ''));
  assert.equal(await keepSwitch(page).isChecked(), false);
});

test('turning the switch off deletes what it saved', async () => {
  const { page } = await open('/logistics.html');
  await fillCount(page, WORDS.tooFew);
  await turnOn(page);
  await keepSwitch(page).click();
  await until(page, () => window.localStorage.length === 0);
  assert.equal(await keepSwitch(page).isChecked(), false);
});

test('saving that was turned on before anything was chosen goes on after a reload', async () => {
  const { page, seen } = await open('/index.html');
  await turnOn(page);
  const [[key]] = await stored(page);
  for (const text of [null, '{}', '{"answers":{},"others":[]}']) {
    await page.evaluate(([name, value]) => value && window.localStorage.setItem(name, value), [key, text]);
    await page.reload();
    await eventually(async () => assert.equal(await keepSwitch(page).isChecked(), true, text));
    assert.equal(await page.getByText('已损坏').count(), 0, text);
  }
  await choose(page);
  await fillCount(page, WORDS.tooFew);
  await eventually(async () => assert.equal((await stored(page)).length, 1));
  await eventually(async () =>
    assert.equal((await savedAnswers(page)).facts.logistics_enterprise_count.value, WORDS.tooFew),
  );
  assert.equal((await stored(page))[0][0], key);
  await page.reload();
  await countIs(page, WORDS.tooFew);
  assert.deepEqual(seen.errors, []);
});

test('answers saved on another day are assessed as of today', async () => {
  const { page } = await openPage({ isAlone: true });
  await page.clock.setFixedTime(new Date(`${AS_OF}T08:00:00`));
  await page.goto(address('/index.html'));
  await choose(page);
  await fillCount(page, WORDS.tooFew);
  await turnOn(page);
  await page.getByText(`自评日期 ${AS_OF}`).waitFor();
  await page.clock.setFixedTime(new Date('2027-03-01T08:00:00'));
  await page.reload();
  await shortfall(page).waitFor();
  assert.equal((await page.evaluate(() => document.querySelector('drc-assessment').assessment)).as_of, '2027-03-01');
});

for (const [name, text] of [
  ['cut off', '{"policy":"shanxi-2019-394","facts":{'],
  ['no answers', '{"facts":3}'],
]) {
  test(`damaged saved text (${name}) has a sentence and changes nothing`, async () => {
    const { page } = await open('/logistics.html');
    await countField(page).waitFor();
    await page.evaluate((it) => window.localStorage.setItem('drc-assessment:shanxi-2019-394', it), text);
    await page.reload();
    await page.getByRole('alert').getByText('保存在本机浏览器中的填报内容已损坏，未打开').waitFor();
    assert.deepEqual((await answersOf(page)).facts, {});
    assert.equal((await stored(page))[0][1], text, 'what is saved is left as it is');
    await fillCount(page, WORDS.tooFew);
    await shortfall(page).waitFor();
  });
}

for (const [name, prepare] of [
  [
    'where storage may not be touched',
    () =>
      Object.defineProperty(window, 'localStorage', {
        get() {
          throw new DOMException('no', 'SecurityError');
        },
      }),
  ],
  ['where there is no storage', () => Object.defineProperty(window, 'localStorage', { value: null })],
]) {
  test(`${name}, the widget says that it cannot save and works`, async () => {
    const { page, seen } = await open('/logistics.html', {}, prepare);
    await page.getByText('当前浏览器不允许在本机保存').waitFor();
    assert.equal(await keepSwitch(page).count(), 0);
    await fillCount(page, WORDS.tooFew);
    await shortfall(page).waitFor();
    assert.deepEqual(seen.errors, []);
  });
}

test('where storage is full, turning the switch on shows that it cannot save', async () => {
  const { page } = await open('/logistics.html', {}, () => {
    Storage.prototype.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
  });
  await fillCount(page, WORDS.tooFew);
  await keepSwitch(page).click();
  await page.getByText('当前浏览器不允许在本机保存').waitFor();
  assert.equal(await page.getByText('已保存在本机浏览器中').count(), 0);
  await shortfall(page).waitFor();
});

for (const [name, path] of [
  ['at once', '/given-at-once.html'],
  ['when the widget is ready', '/given-when-ready.html'],
]) {
  test(`a host that fills in answers ${name} is not overridden by saved ones`, async () => {
    const { page } = await open('/logistics.html');
    await fillCount(page, WORDS.tooFew);
    await turnOn(page);
    await page.goto(address(path));
    await page.getByRole('heading', { name: '填报与对照' }).waitFor();
    await countIs(page, '99');
    await answersPartIsIdle(page);
    await eventually(async () => assert.equal(await countField(page).inputValue(), '99'));
    assert.equal(
      (await savedAnswers(page)).facts.logistics_enterprise_count.value,
      WORDS.tooFew,
      'what is saved is the visitor’s',
    );
  });
}

const ASK = '复制填报链接';
const box = (page) => page.locator('.drc-notice textarea');

async function makeLink(page) {
  await page.getByRole('textbox', { name: /集聚区名称/ }).fill('示例物流园');
  await fillCount(page, WORDS.tooFew);
  await shortfall(page).waitFor();
  await showResult(page);
  await page.getByRole('button', { name: ASK }).click();
  await box(page).waitFor();
  await until(
    page,
    () =>
      document.querySelector('drc-assessment').shadowRoot.querySelector('.drc-notice [role="status"]').textContent
        .length > 0,
  );
  return box(page).inputValue();
}

/** The text of the clipboard. */
async function pasted(page) {
  await page.getByRole('button', { name: '继续填报' }).click();
  const field = page.getByRole('textbox', { name: /集聚区名称/ });
  await field.fill('');
  await field.press('Control+V');
  return field.inputValue();
}

const WITHOUT_CLIPBOARD = () => Object.defineProperty(Navigator.prototype, 'clipboard', { get: () => undefined });

for (const [name, prepare] of [
  ['with', undefined],
  ['without', WITHOUT_CLIPBOARD],
]) {
  test(`the link is shown and copied, ${name} the newer way of copying`, async () => {
    const { page } = await open(
      '/index.html',
      { permissions: ['clipboard-read', 'clipboard-write'], viewport: { width: 360, height: 640 } },
      prepare,
    );
    await choose(page);
    const link = await makeLink(page);
    const { y, height } = await box(page).boundingBox();
    assert.ok(y >= 0 && y + height <= 640, 'what is said is in view, far above the button');
    await page.getByText('链接已复制。链接里含有填报内容，请只发给应当看到的人').waitFor();
    assert.ok(link.startsWith(`${address('/index.html')}#drc=`), link);
    assert.match(link.split('#drc=')[1], /^[\w-]+$/);
    assert.equal(await pasted(page), link);
  });
}

test('where nothing can be copied, the link is there to be copied by hand', async () => {
  const { page } = await open('/logistics.html', {}, () => {
    Object.defineProperty(Navigator.prototype, 'clipboard', { get: () => undefined });
    document.execCommand = () => false;
  });
  await makeLink(page);
  await page.getByText('请复制下面的链接').waitFor();
  assert.equal(await page.getByText('链接已复制').count(), 0);
  assert.equal(
    await box(page).evaluate((node) => node.selectionEnd - node.selectionStart === node.value.length && node.readOnly),
    true,
    'it is selected whole',
  );
});

test('a link opened elsewhere restores policy, type and answers, and no server receives them', async () => {
  const { page } = await open('/index.html');
  await choose(page);
  const link = await makeLink(page);
  const sent = await answersOf(page);
  arrived.length = 0;
  const { page: other } = await openPage();
  await other.goto(link);
  await other.getByRole('heading', { name: '填报与对照' }).waitFor();
  await shortfall(other).waitFor();
  assert.deepEqual(await answersOf(other), sent);
  assert.deepEqual([sent.policy, sent.zone_type, sent.name], ['shanxi-2019-394', 'modern_logistics', '示例物流园']);
  await eventually(async () => assert.equal(await countField(other).inputValue(), WORDS.tooFew));
  assert.deepEqual(await stored(other), [], 'opening a link saves nothing');
  assert.ok(arrived.length > 4);
  const code = link.split('#drc=')[1];
  for (const line of arrived) {
    assert.ok(!line.includes('drc=') && !line.includes(code.slice(0, 20)), line);
    assert.ok(!decodeURIComponent(line).includes('示例') && !line.includes('logistics_enterprise'), line);
  }
});

const packed = (text) =>
  deflateRawSync(Buffer.from(text)).toString('base64').replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
const sound = packed(
  JSON.stringify({
    policy: 'shanxi-2019-394',
    zone_type: 'modern_logistics',
    facts: { logistics_enterprise_count: { value: '7', unit: '家' } },
  }),
);

test('a link beside another fragment of the page, and one made by another compressor, can be opened', async () => {
  const { page } = await openPage();
  await page.goto(address(`/logistics.html#top&drc=${sound}`));
  await shortfall(page).waitFor();
});

test('a link pasted into an open page is opened there, and can be undone', async () => {
  const { page } = await open('/logistics.html');
  await fillCount(page, WORDS.enough);
  await countIs(page, WORDS.enough);
  await page.evaluate((code) => {
    window.location.hash = `drc=${code}`;
  }, sound);
  await shortfall(page).waitFor();
  await eventually(async () => assert.equal(await countField(page).inputValue(), '7'));
  await until(page, () => window.location.hash === '');
  await page.getByRole('button', { name: '撤销上一步' }).click();
  await countIs(page, WORDS.enough);
  // Other fragments belong to the page.
  await setHash(page, 'top');
  await eventually(async () => assert.equal(await countField(page).inputValue(), WORDS.enough));
  assert.equal(await page.getByRole('alert').count(), 0);
});

for (const [name, code] of [
  ['cut off', sound.slice(0, sound.length / 2)],
  ['with a letter changed', `${sound.slice(0, 12)}${sound[12] === 'A' ? 'B' : 'A'}${sound.slice(13)}`],
  ['of something else', packed('[1]')],
  ['of no code at all', 'hello'],
  [
    'that would unpack to more than two million characters',
    packed(JSON.stringify({ policy: 'shanxi-2019-394', facts: { doc_other: 'x'.repeat(2_100_000) } })),
  ],
]) {
  test(`a link ${name} has a sentence and changes nothing`, async () => {
    const { page } = await openPage();
    await page.goto(address(`/logistics.html#drc=${code}`));
    await page.getByRole('alert').getByText('链接中的填报内容不完整或已损坏，未打开').waitFor();
    await countField(page).waitFor();
    assert.deepEqual((await answersOf(page)).facts, {});
  });
}

test('a link with a text that is too long opens with all else', async () => {
  const { page } = await openPage();
  const facts = { doc_other: 'x'.repeat(1_100_000), logistics_enterprise_count: '7家' };
  await page.goto(address(`/logistics.html#drc=${packed(JSON.stringify({ policy: 'shanxi-2019-394', facts }))}`));
  await shortfall(page).waitFor();
  await page.getByText('文字过长，最多 20,000 个字符').waitFor();
});

test('a long link below the limit opens', async () => {
  const { page } = await openPage();
  await page.goto(
    address(
      `/logistics.html#drc=${packed(JSON.stringify({ policy: 'shanxi-2019-394', name: 'x'.repeat(1000), facts: { doc_other: 'x'.repeat(3000), logistics_enterprise_count: '7家' } }))}`,
    ),
  );
  await shortfall(page).waitFor();
});

test('where the host page has chosen the policy, a link of another one shows a sentence and changes nothing', async () => {
  const { page } = await openPage();
  await page.goto(address(`/plan.html#drc=${sound}`));
  await page.getByRole('alert').getByText('是另一份政策的填报，未打开').waitFor();
  await page.getByText('特色产业集群区总体方案').first().waitFor();
  assert.deepEqual((await answersOf(page)).facts, {});
});

// Otherwise a link could show thresholds from elsewhere under the widget's name, and send a request there.
for (const policy of ['/foreign.json', 'no-such-policy', '../policies/shanxi-2019-394.json']) {
  test(`a link cannot select a policy that is not in the catalogue: ${policy}`, async () => {
    arrived.length = 0;
    const { page } = await openPage();
    await page.goto(address(`/index.html#drc=${packed(JSON.stringify({ policy, facts: {} }))}`));
    await page.getByRole('alert').getByText('没有这个编号的政策').waitFor();
    await page.getByText('查找政策').waitFor();
    assert.deepEqual(
      arrived.filter(
        (line) => line.includes('foreign') || line.includes('/policies/shanxi') || line.includes('no-such'),
      ),
      [],
    );
  });
}

test('with a damaged link the saved answers are restored instead, and are not overwritten', async () => {
  const { page } = await open('/logistics.html');
  await fillCount(page, WORDS.tooFew);
  await countIs(page, WORDS.tooFew);
  await turnOn(page);
  await page.goto('about:blank');
  await page.goto(address('/logistics.html#drc=hello'));
  await page.getByRole('alert').getByText('链接中的填报内容不完整或已损坏').waitFor();
  await shortfall(page).waitFor();
  await page.getByRole('textbox', { name: '规划占地面积', exact: true }).fill('20');
  await page.getByText('＝ 20 亩').or(page.getByText('还差 280 亩')).first().waitFor();
  await until(
    page,
    (count) =>
      Object.values(window.localStorage)[0].includes(`"value":"${count}"`)
      && Object.values(window.localStorage)[0].includes('planned_land_area'),
    WORDS.tooFew,
  );
});

test('saved answers are not overwritten where the part that opens them does not load, whatever is typed then', async () => {
  const { page } = await open('/logistics.html', { isAlone: true });
  await fillCount(page, WORDS.tooFew);
  await countIs(page, WORDS.tooFew);
  await turnOn(page);
  const savedBefore = await stored(page);
  await page.route(/drc-assessment-answers\.js/, (route) => route.abort());
  await page.reload();
  await page.getByRole('alert').getByText('drc-assessment-answers.js 未能载入').waitFor();
  assert.equal(await keepSwitch(page).isChecked(), false, 'it does not say that it saves');
  await page.clock.install();
  await fillCount(page, WORDS.enough);
  await countIs(page, WORDS.enough);
  await page.clock.runFor(LONGER_THAN_ANY_PAUSE_MS);
  await drawn(page);
  assert.deepEqual(await stored(page), savedBefore);
});

test('what is typed before the saved answers are restored is kept with them', async () => {
  const { page } = await open('/logistics.html');
  await fillCount(page, WORDS.tooFew);
  await countIs(page, WORDS.tooFew);
  await turnOn(page);
  let release;
  const released = new Promise((resolve) => {
    release = resolve;
  });
  await page.route(/drc-assessment-answers\.js/, async (route) => {
    await released;
    await route.continue();
  });
  await page.reload();
  const area = page.getByRole('textbox', { name: '规划占地面积', exact: true });
  await area.fill('20');
  await area.press('Tab');
  await page.waitForFunction(() => document.querySelector('drc-assessment').answers.facts.planned_land_area);
  release();
  await shortfall(page).waitFor();
  assert.deepEqual(Object.keys((await answersOf(page)).facts).sort(), [
    'logistics_enterprise_count',
    'planned_land_area',
  ]);
});

test('each policy of a page that changes it has its own saved answers', async () => {
  const { page } = await open('/logistics.html');
  await fillCount(page, WORDS.tooFew);
  await countIs(page, WORDS.tooFew);
  await turnOn(page);
  const plan = JSON.stringify({
    policy: 'shanxi-2020-479',
    facts: { leading_industry_count: { value: '3', unit: '个' } },
  });
  await page.evaluate((text) => {
    window.localStorage.setItem('drc-assessment:shanxi-2020-479', text);
    document.querySelector('drc-assessment').setAttribute('policy', 'shanxi-2020-479');
  }, plan);
  await until(
    page,
    () => (document.querySelector('drc-assessment').answers.facts.leading_industry_count || {}).value === '3',
  );
  await page.getByRole('textbox', { name: '主导产业个数' }).fill('2');
  await until(page, () => window.localStorage.getItem('drc-assessment:shanxi-2020-479').includes('"2"'));
  assert.ok(
    (await stored(page)).some(([, text]) => text.includes('logistics_enterprise_count') && text.includes(WORDS.tooFew)),
    'the other one’s are as they were',
  );
});

test('a link goes before saved answers, which are not overwritten until the visitor changes something', async () => {
  const { page } = await open('/logistics.html');
  await fillCount(page, WORDS.enough);
  await countIs(page, WORDS.enough);
  await turnOn(page);
  await page.goto('about:blank');
  await page.goto(address(`/logistics.html#drc=${sound}`));
  await shortfall(page).waitFor();
  assert.equal((await savedAnswers(page)).facts.logistics_enterprise_count.value, WORDS.enough);
});

test('a page opened by a link whose answers were then saved restores the saved answers, not the link', async () => {
  const { page } = await openPage();
  await page.goto(address(`/logistics.html#drc=${sound}`));
  await shortfall(page).waitFor();
  await turnOn(page);
  await fillCount(page, WORDS.enough);
  await until(page, (wanted) => Object.values(window.localStorage)[0].includes(`"${wanted}"`), WORDS.enough);
  await page.reload();
  await countField(page).waitFor();
  await answersPartIsIdle(page);
  await eventually(async () => assert.equal(await countField(page).inputValue(), WORDS.enough));
  assert.ok(
    (await stored(page))[0][1].includes(`"${WORDS.enough}"`),
    'what was saved is not overwritten by opening the page',
  );
});
