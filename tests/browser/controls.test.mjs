// What the controls of questions show is what counts, whatever has been done before.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventually, held, openPage, serve } from './harness.mjs';
import { PAGES } from './screens.mjs';
import { countField } from './words.mjs';

const FACT = 'planned_land_area';
const units = (page) => page.getByRole('combobox', { name: '规划占地面积：单位' });
const area = (page) => page.getByRole('textbox', { name: '规划占地面积', exact: true });

async function open() {
  const address = await serve({ csp: null, pages: PAGES });
  const { page } = await openPage();
  await page.goto(address('/logistics.html'));
  await countField(page).waitFor();
  return page;
}

async function fill(page, text) {
  await area(page).fill(text);
  await area(page).press('Tab');
}

const set = (page, value, unit) =>
  page.evaluate(
    ([fact, given]) => {
      document.querySelector('drc-assessment').answers = { facts: { [fact]: given } };
    },
    [FACT, { value, unit }],
  );

/** Waits until the unit shown, the text shown and what the element holds are these. */
const shows = (page, text, unit) =>
  eventually(async () => {
    const { facts } = await held(page, 'answers');
    assert.deepEqual(
      { text: await area(page).inputValue(), shown: await units(page).inputValue(), held: facts[FACT].unit },
      { text, shown: unit, held: unit },
    );
  });

test('the unit shown is the one that counts after a choice, undo, a unit that is typed, and answers of the page', async () => {
  const page = await open();
  await fill(page, '20');
  await shows(page, '20', '亩');
  await units(page).selectOption('公顷');
  await shows(page, '20', '公顷');
  await units(page).selectOption('平方米');
  await shows(page, '20', '平方米');
  await page.getByRole('button', { name: '撤销上一步' }).click();
  await shows(page, '20', '公顷');
  await page.getByText('＝ 300 亩').waitFor();
  await units(page).selectOption('亩');
  await shows(page, '20', '亩');
  await set(page, '20', '公顷');
  await shows(page, '20', '公顷');
  // A unit that is typed takes precedence over the chosen one.
  await units(page).selectOption('平方米');
  await fill(page, '20公顷');
  await shows(page, '20公顷', '公顷');
  await units(page).selectOption('平方米');
  await shows(page, '20公顷', '公顷');
  await fill(page, '2平方公里');
  await shows(page, '2平方公里', '平方公里');
  await fill(page, '20');
  await shows(page, '20', '平方米');
});

test('radio buttons and check boxes follow undo and answers of the page after they were pressed', async () => {
  const page = await open();
  const group = page.getByRole('group', { name: '有明确的（专门）管理机构', exact: true });
  const [yes, no] = ['是', '否'].map((name) => group.getByRole('radio', { name, exact: true }));
  await yes.click();
  await no.click();
  await page.getByRole('button', { name: '撤销上一步' }).click();
  await eventually(async () => assert.deepEqual([await yes.isChecked(), await no.isChecked()], [true, false]));
  const boxes = page.getByRole('checkbox', { name: '铁路', exact: true });
  await boxes.click();
  await page.evaluate(() => {
    document.querySelector('drc-assessment').answers = { facts: { transport_hub_types: ['公路'] } };
  });
  await eventually(async () => assert.equal(await boxes.isChecked(), false));
  await eventually(async () => assert.deepEqual([await yes.isChecked(), await no.isChecked()], [false, false]));
});

test('boxes that a script presses one after the other all count', async () => {
  const page = await open();
  await page.evaluate(() => {
    const boxes = [...document.querySelector('drc-assessment').shadowRoot.querySelectorAll('input[type=checkbox]')];
    for (const name of ['航空', '铁路', '公路']) boxes.find((box) => box.closest('label').textContent === name).click();
  });
  await eventually(async () =>
    assert.deepEqual((await held(page, 'answers')).facts.transport_hub_types, ['航空', '铁路', '公路']),
  );
});

test('translators of browsers are told to leave the widget alone', async () => {
  const page = await open();
  const root = await page.evaluate(() => {
    const node = document.querySelector('drc-assessment').shadowRoot.querySelector('.drc');
    return [node.translate, node.classList.contains('notranslate')];
  });
  assert.deepEqual(root, [false, true]);
});

test('what is folded stays open around whoever takes its only entry back', async () => {
  const page = await open();
  const show = (policy) =>
    page.evaluate((id) => document.querySelector('drc-assessment').setAttribute('policy', id), policy);
  const retypes = async (id) => {
    const field = page.locator(`#${id}`);
    await field.pressSequentially('1');
    await field.press('Backspace');
    await page.keyboard.type('2020');
    assert.equal(await field.inputValue(), '2020');
  };
  await show('qingdao-2020-30');
  const group = page.locator('details.drc-group', { hasText: '考核与退出' });
  assert.equal(await group.getAttribute('open'), null);
  await group.locator('summary').first().click();
  await retypes('drc-f-yellow_card_years');
  // Its other text is folded once more.
  await group.getByText('（选填）').click();
  await retypes('drc-f-annual_assessment_indicators');
  await show('shanxi-2020-479');
  await page.getByText('主导产业名称（选填）').click();
  await retypes('drc-f-leading_industries');
});
