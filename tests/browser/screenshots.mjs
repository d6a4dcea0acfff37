// PNGs of every screen in every state into target/screenshots/, whole pages at each width, some also
// dark, largest, in forced colours; and the report as it is printed. `node screenshots.mjs [WORD…]`
// takes only the states whose names hold one of the words, `--lang=en` the second language.

import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { launch, ROOT } from './browser.mjs';
import { view } from './layout.mjs';
import { enter, ONE_OF_EACH, PAGES, resize, STATES } from './screens.mjs';
import { createStaticServer } from '../../www/build/serve.mjs';

const OUT = join(ROOT, 'target', 'screenshots');
const WIDTHS = { 1280: 900, 768: 1024, 360: 740 };
const LOOKS = {
  '': {},
  dark: { context: { colorScheme: 'dark' } },
  forced: { context: { forcedColors: 'active' } },
  largest: { text: '最大' },
};
const PRINTED = 'result, with shortfalls';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { lang: { type: 'string' } } });
const wanted = (name) => positionals.length === 0 || positionals.some((word) => name.includes(word));
const fileName = (...parts) =>
  join(
    OUT,
    parts
      .filter(Boolean)
      .join(' ')
      .replace(/[^a-z0-9]+/g, '-'),
  );

const pages = values.lang
  ? Object.fromEntries(
      Object.entries(PAGES).map(([path, text]) => [
        path,
        text.replace('<drc-assessment as-of', `<drc-assessment lang="${values.lang}" as-of`),
      ]),
    )
  : PAGES;
const server = createStaticServer({ pages });
await new Promise((resolve) => {
  server.listen(0, '127.0.0.1', resolve);
});
const address = (path) => `http://127.0.0.1:${server.address().port}${path}`;
mkdirSync(OUT, { recursive: true });
const browser = await launch();

async function shoot(name, look) {
  const { context: options, text } = LOOKS[look];
  const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  await enter(page, address, name);
  // The screen of an invalid policy has no head.
  if (text && (await page.getByRole('button', { name: `文字大小：${text}` }).count()) > 0) await resize(page, text);
  // Nothing stays marked as hovered.
  await page.mouse.move(0, 0);
  for (const [width, height] of Object.entries(WIDTHS)) {
    await page.evaluate(() => window.scrollTo(0, 0));
    await view(page, Number(width), height);
    const path = `${fileName(name, look, width)}.png`;
    await page.screenshot({ path, fullPage: true });
    console.log(path);
  }
  if (name === PRINTED && look === '') await print(page);
  await context.close();
}

/** The report's pages, from the saved HTML file: it is laid out as the printed one. */
async function print(page) {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '保存为网页' }).click(),
  ]);
  const report = await page.context().newPage();
  const html = `${fileName('report')}.html`;
  await download.saveAs(html);
  await report.goto(`file://${html}`);
  const pdf = `${fileName('report')}.pdf`;
  await report.pdf({ path: pdf, preferCSSPageSize: true });
  console.log(pdf);
  try {
    execFileSync('pdftoppm', ['-png', '-r', '100', pdf, fileName('report')]);
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
    console.log('pdftoppm is not here: only the PDF was made');
  }
}

for (const name of Object.keys(STATES).filter(wanted)) {
  for (const look of Object.keys(LOOKS)) {
    if (look === '' || ONE_OF_EACH.includes(name)) await shoot(name, look);
  }
}
await browser.close();
server.close();
