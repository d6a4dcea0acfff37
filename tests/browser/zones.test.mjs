// Zones saved in this browser, in several tabs and pages; leaving a page with unsaved answers; a new day.

import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { deflateRawSync } from 'node:zlib';
import { violations } from './axe.mjs';
import { ROOT } from './browser.mjs';
import { eventually, held, openPage, serve } from './harness.mjs';
import { layoutFaults, view } from './layout.mjs';
import { PAGES } from './screens.mjs';
import { choose, countField, fillCount, shortfall, WORDS } from './words.mjs';

const SWITCH = '在本机浏览器中自动保存';
const LIST = '本机浏览器中保存有以下填报，可选择一份继续：';
const PRIVATE = '关闭页面即清除';

let address;
before(async () => {
  address = await serve({
    csp: null,
    pages: {
      ...PAGES,
      '/two.html': PAGES['/logistics.html'].replace(
        '</drc-assessment>',
        '</drc-assessment><drc-assessment policy="shanxi-2019-394" zone-type="modern_logistics"></drc-assessment>',
      ),
      '/allowed.html': PAGES['/logistics.html'].replace('<drc-assessment ', '<drc-assessment allow-leave '),
    },
  });
});

const keepSwitch = (page) => page.getByRole('checkbox', { name: SWITCH });
const nameField = (page) => page.getByRole('textbox', { name: /集聚区名称/ });
const areaField = (page) => page.getByRole('textbox', { name: '规划占地面积', exact: true });
const list = (page) => page.getByRole('region', { name: LIST });
const stored = (page) => page.evaluate(() => Object.values(window.localStorage));
const savedZones = async (page) => (await stored(page)).map((text) => JSON.parse(text).answers);

async function fill(field, text) {
  await field.fill(text);
  await field.press('Tab');
}

/** Turns saving on and waits until the foot says so. */
async function save(page) {
  await keepSwitch(page).click();
  await page.getByText('已保存在本机浏览器中').waitFor();
}

async function openSaved(name, count) {
  const { page, seen } = await openPage();
  await page.goto(address('/logistics.html'));
  await fill(nameField(page), name);
  await fillCount(page, count);
  await save(page);
  return { page, seen };
}

/** Another tab of the same browser. */
async function another(page, path = '/logistics.html') {
  const tab = await page.context().newPage();
  await tab.goto(address(path));
  return tab;
}

async function clear(page) {
  await page.getByRole('button', { name: '清空填报' }).click();
  await page.getByRole('button', { name: '确定清空' }).click();
}

const values = async (page) => {
  const { facts, name } = await held(page, 'answers');
  const valueOf = (id) => (facts[id] ? facts[id].value : '');
  return { name, count: valueOf('logistics_enterprise_count'), area: valueOf('planned_land_area') };
};
const showsValues = (page, wanted) => eventually(async () => assert.deepEqual(await values(page), wanted));

test('two tabs with the same zone follow each other, and nothing of either is lost', async () => {
  const { page: one } = await openSaved('甲物流园', '7');
  const other = await another(one);
  await showsValues(other, { name: '甲物流园', count: '7', area: '' });
  await fill(areaField(other), '300');
  await showsValues(one, { name: '甲物流园', count: '7', area: '300' });
  await eventually(async () => assert.equal(await areaField(one).inputValue(), '300'));
  await fill(nameField(one), '甲物流园区');
  await showsValues(other, { name: '甲物流园区', count: '7', area: '300' });
  await one.reload();
  await other.reload();
  for (const page of [one, other]) await showsValues(page, { name: '甲物流园区', count: '7', area: '300' });
  assert.equal((await stored(one)).length, 1);
});

test('what both tabs change before they hear of each other is kept', async () => {
  const { page: one } = await openSaved('甲物流园', '7');
  const other = await another(one);
  await showsValues(other, { name: '甲物流园', count: '7', area: '' });
  // As if the other tab had not been told yet.
  const theirs = JSON.parse((await stored(one))[0]);
  theirs.answers.name = '甲园';
  theirs.answers.facts.planned_floor_area = { value: '3', unit: '万平方米' };
  await one.evaluate(
    ([key, text]) => {
      const element = document.querySelector('drc-assessment');
      // Just before the widget hears of the change.
      const write = () => window.localStorage.setItem(key, text);
      element.shadowRoot.addEventListener('change', write, { once: true, capture: true });
    },
    [(await one.evaluate(() => Object.keys(window.localStorage)))[0], JSON.stringify(theirs)],
  );
  await fill(areaField(one), '300');
  for (const page of [one, other]) {
    await showsValues(page, { name: '甲园', count: '7', area: '300' });
    await eventually(async () => assert.ok((await held(page, 'answers')).facts.planned_floor_area));
  }
});

for (const [name, remove] of [
  ['in another tab', async (page) => (await another(page)).getByRole('button', { name: '清除本机数据' }).click()],
  ['by the page', (page) => page.evaluate(() => window.localStorage.clear())],
  [
    'by the page in another tab',
    async (page) => (await another(page, '/policies/catalogue.json')).evaluate(() => window.localStorage.clear()),
  ],
]) {
  test(`what is deleted ${name} stays deleted, the foot says so, and the answers stay on the page`, async () => {
    const { page } = await openSaved('甲物流园', '7');
    await remove(page);
    await page.getByRole('alert').getByText('保存的这份填报已被删除').waitFor();
    await page.getByText(PRIVATE).first().waitFor();
    assert.equal(await keepSwitch(page).isChecked(), false);
    await fillCount(page, '8');
    await showsValues(page, { name: '甲物流园', count: '8', area: '' });
    assert.deepEqual(await stored(page), []);
  });
}

test('a zone begun in one tab stands beside that of another, and a new page offers both', async () => {
  const { page: one } = await openSaved('甲物流园', '7');
  const other = await another(one);
  await showsValues(other, { name: '甲物流园', count: '7', area: '' });
  await clear(other);
  await other.getByText('“甲物流园”的填报仍保存在本机浏览器中').waitFor();
  await fill(nameField(other), '乙物流园');
  await fillCount(other, '20');
  await showsValues(one, { name: '甲物流园', count: '7', area: '' });
  await one.reload();
  await showsValues(one, { name: '甲物流园', count: '7', area: '' });
  await other.reload();
  await showsValues(other, { name: '乙物流园', count: '20', area: '' });

  const third = await another(one);
  await list(third).waitFor();
  assert.deepEqual(await values(third), { name: null, count: '', area: '' });
  await list(third).getByRole('button', { name: '打开 乙物流园' }).click();
  await showsValues(third, { name: '乙物流园', count: '20', area: '' });
  await third.getByRole('button', { name: '本机保存的填报' }).click();
  await list(third).getByText('本页正在填报').waitFor();
  await list(third).getByRole('button', { name: '删除 甲物流园' }).click();
  assert.equal((await stored(third)).length, 2, 'it asks first');
  await list(third).getByRole('button', { name: '确定删除 甲物流园' }).click();
  assert.deepEqual(
    (await savedZones(third)).map(({ name }) => name),
    ['乙物流园'],
  );
  await one.getByRole('alert').getByText('保存的这份填报已被删除').waitFor();
});

test('emptying a saved form and undoing it leads back to the same zone', async () => {
  const { page } = await openSaved('甲物流园', '7');
  await clear(page);
  await eventually(async () => assert.equal((await stored(page)).length, 2));
  await page.getByRole('button', { name: '撤销上一步' }).click();
  await showsValues(page, { name: '甲物流园', count: '7', area: '' });
  await eventually(async () => assert.equal((await stored(page)).length, 1));
  await fillCount(page, '8');
  await eventually(async () => assert.equal((await savedZones(page))[0].facts.logistics_enterprise_count.value, '8'));
  assert.equal((await stored(page)).length, 1);
});

test('another zone can be begun from the list', async () => {
  const { page } = await openSaved('甲物流园', '7');
  await page.getByRole('button', { name: '本机保存的填报' }).click();
  await list(page).getByRole('button', { name: '另填一个集聚区' }).click();
  await showsValues(page, { name: null, count: '', area: '' });
  await fill(nameField(page), '乙物流园');
  await eventually(async () =>
    assert.deepEqual((await savedZones(page)).map(({ name }) => name).sort(), ['乙物流园', '甲物流园']),
  );
});

test('a link opened in a page that saves does not replace what is saved', async () => {
  const { page } = await openSaved('甲物流园', '7');
  const linked = {
    policy: 'shanxi-2019-394',
    zone_type: 'modern_logistics',
    name: '乙物流园',
    facts: { logistics_enterprise_count: { value: '20', unit: '家' } },
  };
  await page.evaluate(
    (code) => {
      window.location.hash = `drc=${code}`;
    },
    deflateRawSync(Buffer.from(JSON.stringify(linked))).toString('base64url'),
  );
  await showsValues(page, { name: '乙物流园', count: '20', area: '' });
  await fillCount(page, '21');
  await eventually(async () =>
    assert.deepEqual(
      (await savedZones(page)).map(({ name, facts }) => [name, facts.logistics_enterprise_count.value]).sort(),
      [
        ['乙物流园', '21'],
        ['甲物流园', '7'],
      ],
    ),
  );
});

test('answers to each policy are saved when the visitor goes from one to another', async () => {
  const { page } = await openPage();
  await page.goto(address('/index.html'));
  await choose(page);
  await fillCount(page, WORDS.tooFew);
  await shortfall(page).waitFor();
  await save(page);
  await page.getByRole('button', { name: '选择政策' }).click();
  await page
    .getByRole('radio', { name: /吉林省/ })
    .first()
    .click();
  await page.getByRole('radio', { name: '现代物流园' }).first().click();
  await page.getByRole('button', { name: WORDS.start }).click();
  await fill(nameField(page), '甲物流园');
  await eventually(async () => assert.equal((await savedZones(page))[0].policy, 'jilin-upgrade'));
  await page.reload();
  await eventually(async () => assert.equal(await nameField(page).inputValue(), '甲物流园'));
  await page.getByRole('button', { name: '选择政策' }).click();
  await choose(page);
  await shortfall(page).waitFor();
  await eventually(async () => assert.equal(await countField(page).inputValue(), WORDS.tooFew));
});

test('a saved text that cannot be read is never overwritten, and can be kept or deleted', async () => {
  const { page } = await openPage();
  await page.goto(address('/logistics.html'));
  await countField(page).waitFor();
  const damaged = '{"answers":{"facts":{"a":';
  await page.evaluate((text) => window.localStorage.setItem('drc-assessment:zone-1', text), damaged);
  await page.reload();
  await list(page).getByText('已损坏、无法打开的填报').waitFor();
  await fillCount(page, '7');
  await save(page);
  await fillCount(page, '8');
  await eventually(async () => assert.ok((await stored(page)).some((text) => text.includes('"8"'))));
  assert.ok((await stored(page)).includes(damaged));
  await page.getByRole('button', { name: '本机保存的填报' }).click();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    list(page)
      .getByRole('button', { name: /^下载原文/ })
      .click(),
  ]);
  assert.ok(file);
  await list(page)
    .getByRole('button', { name: /^删除 已损坏/ })
    .click();
  await list(page)
    .getByRole('button', { name: /^确定删除 已损坏/ })
    .click();
  assert.equal((await stored(page)).length, 1);
});

test('two widgets of a page keep a zone each, also after a reload', async () => {
  const { page } = await openPage();
  await page.goto(address('/two.html'));
  const counts = [0, 1].map((index) => page.getByRole('textbox', { name: WORDS.count }).nth(index));
  await fill(counts[0], '7');
  await fill(counts[1], '20');
  for (const index of [0, 1]) await keepSwitch(page).nth(index).click();
  await eventually(async () => assert.equal((await stored(page)).length, 2));
  await page.reload();
  for (const [index, wanted] of ['7', '20'].entries()) {
    await eventually(async () => assert.equal(await counts[index].inputValue(), wanted));
  }
  await fill(counts[0], '8');
  await eventually(async () =>
    assert.deepEqual((await savedZones(page)).map(({ facts }) => facts.logistics_enterprise_count.value).sort(), [
      '20',
      '8',
    ]),
  );
});

test('a zone without a type that is opened does not take over the type of the one before', async () => {
  const { page } = await openPage();
  await page.goto(address('/index.html'));
  await page.evaluate(() => {
    const answers = { policy: 'shanxi-2019-394', zone_type: null, name: '乙园', facts: { unified_management: true } };
    window.localStorage.setItem('drc-assessment:zone-1', JSON.stringify({ answers, others: [], page: 'elsewhere' }));
  });
  await page.reload();
  await list(page).waitFor();
  await choose(page);
  await page.getByRole('button', { name: '本机保存的填报' }).click();
  await list(page).getByRole('button', { name: '打开 乙园' }).click();
  await eventually(async () => {
    const { name, zone_type: type, facts } = await held(page, 'answers');
    assert.deepEqual([name, type, facts], ['乙园', null, { unified_management: true }]);
  });
});

test('two copies of the offline page in two folders do not share a zone', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'drc-copies-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  const urls = ['甲', '乙'].map((name) => {
    const copy = join(folder, name, 'drc-assessment.html');
    cpSync(join(ROOT, 'dist', 'drc-assessment.html'), copy);
    return pathToFileURL(copy).href;
  });
  const { page } = await openPage();
  await page.goto(urls[0]);
  await choose(page);
  await fill(nameField(page), '甲物流园');
  await fillCount(page, '7');
  await save(page);
  await page.goto(urls[1]);
  await page.getByRole('textbox', { name: '查找政策' }).waitFor();
  await list(page).getByText('甲物流园').waitFor();
  await choose(page);
  await fill(nameField(page), '乙物流园');
  await save(page);
  await eventually(async () => assert.equal((await stored(page)).length, 2));
  await page.goto(urls[0]);
  await showsValues(page, { name: '甲物流园', count: '7', area: '' });
  await page.goto(urls[1]);
  await showsValues(page, { name: '乙物流园', count: '', area: '' });
});

test('the list is accessible, fits a phone, and is in English where the widget is', async () => {
  const { page } = await openSaved('甲物流园', '7');
  await page.getByRole('button', { name: '本机保存的填报' }).click();
  await list(page).getByRole('button', { name: '另填一个集聚区' }).click();
  await fill(nameField(page), '乙物流园'.repeat(12));
  await eventually(async () => assert.equal((await stored(page)).length, 2));
  await page.getByRole('button', { name: '本机保存的填报' }).click();
  assert.deepEqual(await violations(page), []);
  await view(page, 360, 740);
  assert.deepEqual(await layoutFaults(page), []);
  await page.evaluate(() => {
    document.querySelector('drc-assessment').lang = 'en';
  });
  await page.getByRole('button', { name: 'Saved zones' }).click();
  await page
    .getByRole('region', { name: /^Saved in this browser/ })
    .getByRole('button', { name: 'Open 甲物流园' })
    .waitFor();
});

/** Whether the browser asks before it leaves the page. */
async function asksToLeave(page) {
  let isAsked = false;
  page.on('dialog', async (dialog) => {
    isAsked = dialog.type() === 'beforeunload';
    await dialog.accept();
  });
  await page.goto('about:blank');
  return isAsked;
}

const GIVEN = { facts: { logistics_enterprise_count: { value: '99', unit: '家' } } };
for (const [name, path, prepare, isAsked] of [
  ['nothing filled in', '/logistics.html', () => {}, false],
  ['answers that are not saved', '/logistics.html', (page) => fillCount(page, '7'), true],
  ['a text that is being typed', '/logistics.html', (page) => countField(page).fill('7'), true],
  [
    'a text that is being typed, while answers are saved',
    '/logistics.html',
    async (page) => {
      await fillCount(page, '7');
      await save(page);
      await countField(page).fill('8');
    },
    false,
  ],
  [
    'a search among the policies',
    '/index.html',
    (page) => page.getByRole('textbox', { name: '查找政策' }).fill('山西'),
    false,
  ],
  [
    'answers saved in the browser',
    '/logistics.html',
    async (page) => {
      await fillCount(page, '7');
      await save(page);
      await fillCount(page, '8');
    },
    false,
  ],
  [
    'answers no longer saved in the browser',
    '/logistics.html',
    async (page) => {
      await fillCount(page, '7');
      await save(page);
      await page.getByRole('button', { name: '清除本机数据' }).click();
      await page.getByText(PRIVATE).first().waitFor();
    },
    true,
  ],
  [
    'answers saved to a file',
    '/logistics.html',
    async (page) => {
      await fillCount(page, '7');
      await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: '保存填报到文件' }).first().click(),
      ]);
    },
    false,
  ],
  [
    'answers that were cleared',
    '/logistics.html',
    async (page) => {
      await fillCount(page, '7');
      await clear(page);
    },
    false,
  ],
  [
    'answers that the page takes care of',
    '/logistics.html',
    async (page) => {
      await page.evaluate((answers) => {
        document.querySelector('drc-assessment').answers = answers;
      }, GIVEN);
      await showsValues(page, { name: null, count: '99', area: '' });
      await fillCount(page, '7');
    },
    false,
  ],
  ['answers in a page that allows to leave', '/allowed.html', (page) => fillCount(page, '7'), false],
]) {
  test(`leaving a page with ${name} ${isAsked ? 'asks first' : 'asks nothing'}`, async () => {
    const { page } = await openPage();
    await page.goto(address(path));
    await page.getByRole('textbox').first().waitFor();
    await prepare(page);
    assert.equal(await asksToLeave(page), isAsked);
  });
}

test('a text that is being typed when the page is left is saved with the others', async () => {
  const { page } = await openSaved('甲物流园', '7');
  await countField(page).fill('8');
  await page.reload();
  await showsValues(page, { name: '甲物流园', count: '8', area: '' });
});

test('undo after another zone was begun or opened returns to the zone before, and copies nothing', async () => {
  const { page } = await openSaved('甲物流园', '7');
  const shown = async (name) => {
    await eventually(async () => assert.equal((await values(page)).name, name));
    await page.getByRole('button', { name: '本机保存的填报' }).click();
  };
  await shown('甲物流园');
  await list(page).getByRole('button', { name: '另填一个集聚区' }).click();
  await showsValues(page, { name: null, count: '', area: '' });
  await page.getByRole('button', { name: '撤销上一步' }).click();
  await showsValues(page, { name: '甲物流园', count: '7', area: '' });
  await eventually(async () => assert.equal((await stored(page)).length, 1));

  await shown('甲物流园');
  await list(page).getByRole('button', { name: '另填一个集聚区' }).click();
  await fill(nameField(page), '乙物流园');
  await shown('乙物流园');
  await list(page).getByRole('button', { name: '打开 甲物流园' }).click();
  await showsValues(page, { name: '甲物流园', count: '7', area: '' });
  await page.getByRole('button', { name: '撤销上一步' }).click();
  await fillCount(page, '21');
  await eventually(async () =>
    assert.deepEqual((await savedZones(page)).map(({ name, facts }) => [name, Object.keys(facts).length]).sort(), [
      ['乙物流园', 1],
      ['甲物流园', 1],
    ]),
  );
});

test('a page left open past midnight assesses as of the new day', async () => {
  const { page } = await openPage({ isAlone: true });
  await page.clock.install({ time: new Date('2026-11-22T23:58:00') });
  await page.goto(address('/index.html'));
  await choose(page);
  await page.getByText('自评日期 2026-11-22').waitFor();
  await page.clock.fastForward('03:00');
  await page.getByText('自评日期 2026-11-23').waitFor();
  assert.equal((await held(page, 'assessment')).as_of, '2026-11-23');
});

for (const [day, isDoubted] of [
  ['1970-01-02', true],
  ['2026-11-22', false],
  ['2107-05-01', true],
]) {
  test(`with the clock at ${day} the report can be saved, ${isDoubted ? 'and' : 'and no'} doubt of the clock is shown`, async () => {
    const { page } = await openPage({ isAlone: true });
    await page.clock.setFixedTime(new Date(`${day}T08:00:00`));
    await page.goto(address('/index.html'));
    await choose(page);
    await page.getByText(`自评日期 ${day}`).waitFor();
    assert.equal(await page.getByText(`本机日期是 ${day}，可能不对`).count(), isDoubted ? 1 : 0);
    await page.getByRole('button', { name: WORDS.result }).first().click();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: '保存为 Word 文档' }).click(),
    ]);
    assert.match(file.suggestedFilename(), /\.docx$/);
  });
}
