// PNGs of the screens into target/screenshots/: 1280 wide and 360 wide, each as the first screen
// and as the full page. `node screenshots.mjs [SCREEN…]` takes only the screens named;
// --theme=dark and --lang=en set the element's attributes.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { fileUrl, launch, ROOT } from './browser.mjs';
import { choose, fillCount, showResult, WORDS } from './words.mjs';

const OUT = join(ROOT, 'target', 'screenshots');
const SIZES = { desktop: { width: 1280, height: 900 }, phone: { width: 360, height: 740 } };
const SCREENS = {
  choose: async () => {},
  fill: async (page) => {
    await choose(page);
    await fillCount(page, WORDS.tooFew);
  },
  result: async (page) => {
    await SCREENS.fill(page);
    await showResult(page);
  },
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { theme: { type: 'string', default: 'light' }, lang: { type: 'string', default: 'zh-CN' } },
});
const names = positionals.length > 0 ? positionals : Object.keys(SCREENS);

mkdirSync(OUT, { recursive: true });
const browser = await launch();
for (const [size, viewport] of Object.entries(SIZES)) {
  for (const name of names) {
    const context = await browser.newContext({ viewport, locale: 'zh-CN', deviceScaleFactor: size === 'phone' ? 2 : 1 });
    const page = await context.newPage();
    await page.goto(fileUrl('drc-assessment.html'));
    await page.evaluate(({ theme, lang }) => {
      const element = document.querySelector('drc-assessment');
      element.setAttribute('theme', theme);
      element.setAttribute('lang', lang);
    }, values);
    await SCREENS[name](page);
    await page.waitForTimeout(500);
    for (const [part, fullPage] of [['', true], ['-first', false]]) {
      const path = join(OUT, `${name}-${size}${part}.png`);
      if (!fullPage) await page.evaluate(() => window.scrollTo(0, 0));
      await page.screenshot({ path, fullPage });
      console.log(path);
    }
    await context.close();
  }
}
await browser.close();
