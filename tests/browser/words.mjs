// The texts of the screens that the tests look for.

export const WORDS = {
  policy: '山西省创建现代服务业集聚区管理办法（试行）',
  zoneType: '现代物流',
  start: '开始自评',
  // The question whose bound is 10 for this policy and type.
  count: '入驻物流企业数',
  enough: '12',
  tooFew: '7',
  shortBy: '还差 3 家',
  // The tab that lists the outcome of every criterion.
  result: '逐条结果',
};

const CHOOSE_TIMEOUT = { timeout: 15_000 };

/** Picks policy and zone type on the opening screen and goes on to the questions. */
export async function choose(page) {
  await page.getByRole('radio', { name: WORDS.policy }).first().click(CHOOSE_TIMEOUT);
  await page.getByRole('radio', { name: WORDS.zoneType }).first().click(CHOOSE_TIMEOUT);
  await page.getByRole('button', { name: WORDS.start }).click(CHOOSE_TIMEOUT);
}

export const countField = (page) => page.getByRole('textbox', { name: WORDS.count }).first();

/** Types a value as a person would and leaves the field. */
export async function fillCount(page, value) {
  const field = countField(page);
  await field.fill(value);
  await field.press('Tab');
}

export const shortfall = (page) => page.getByText(WORDS.shortBy).first();

/** Goes to the screen with the outcome of every criterion. */
export async function showResult(page) {
  await page.getByRole('button', { name: WORDS.result }).first().click();
}
