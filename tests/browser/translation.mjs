// The texts of the English widget: which are the product's own, and what each is marked as.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './browser.mjs';
import { held } from './harness.mjs';

export const HAN = /\p{Script=Han}/u;

const policyFile = (id) => JSON.parse(readFileSync(join(ROOT, 'www', 'policies', `${id}.json`), 'utf8'));

/** Every string in a JSON value. */
const texts = (value) => {
  if (typeof value === 'string') return [value];
  return value && typeof value === 'object' ? Object.values(value).flatMap(texts) : [];
};

const UNITS = [
  '亩',
  '公顷',
  '平方米',
  '万平方米',
  '亿元',
  '万元',
  '元',
  '家',
  '个',
  '户',
  '名',
  '人',
  '万人次',
  '人次',
  '张',
  '年',
];

/**
 * A line without the words that are not the product's own: texts of the policy and of the answers, and units behind a
 * number or named as such. A text of one letter counts as the policy's only where it is the whole line.
 */
export function remainder(line, foreign) {
  if (foreign.has(line.trim()) || UNITS.includes(line.trim())) return '';
  const longest = [...foreign].filter((it) => it.length > 1 && HAN.test(it)).sort((a, b) => b.length - a.length);
  let left = line;
  for (const it of longest) left = left.split(it).join(' ');
  const units = UNITS.slice()
    .sort((a, b) => b.length - a.length)
    .join('|');
  return left.replace(new RegExp(`([\\d.,] ?|unit is )(?:${units})(?!\\p{Script=Han})`, 'gu'), '$1');
}

/** Every text of the widget, visible or for screen readers, with the language that it is marked as. */
export const lines = (page) =>
  page.evaluate(() => {
    const { shadowRoot } = document.querySelector('drc-assessment');
    const langOf = (node) => {
      const it = node.closest('[lang]');
      return it ? it.lang : '';
    };
    const found = [];
    const walker = document.createTreeWalker(shadowRoot, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const { parentElement, data } = walker.currentNode;
      if (parentElement && parentElement.localName !== 'style' && data.trim()) {
        found.push({
          text: data,
          lang: langOf(parentElement),
          where: `${parentElement.localName}.${parentElement.getAttribute('class') || ''}`,
        });
      }
    }
    for (const name of ['aria-label', 'title', 'placeholder', 'data-label', 'alt']) {
      for (const node of shadowRoot.querySelectorAll(`[${name}]`)) {
        found.push({
          text: node.getAttribute(name),
          lang: langOf(node),
          where: `${node.localName} ${name}`,
          attribute: true,
        });
      }
    }
    return found;
  });

/** The texts on a page that are not the product's own: those of its policies, its catalogue, and the answers. */
export async function foreignOn(page, ...policies) {
  const answers = await held(page, 'answers');
  const catalogue = JSON.parse(readFileSync(join(ROOT, 'dist', 'policies', 'catalogue.json'), 'utf8'));
  return new Set([...policies.map(policyFile), answers, catalogue, '其他', '无'].flatMap(texts).map((it) => it.trim()));
}

/**
 * Words of the product that are not English, and words marked as Chinese that are no text of these policies or of the
 * answers.
 */
export async function untranslated(page, policies) {
  const foreign = await foreignOn(page, ...policies);
  const all = await lines(page);
  if (all.length <= 2) return [`there are only ${all.length} texts`];
  const own = all.filter(({ text }) => HAN.test(remainder(text, foreign)));
  const chinese = own.filter(({ lang }) => lang === 'en');
  // The language switch is Chinese.
  const hidden = own.filter(({ lang, text, attribute }) => lang.startsWith('zh') && !attribute && text !== '中文');
  return [
    ...chinese.map(({ text, where }) => `not English: ${where}: ${text} → ${remainder(text, foreign).trim()}`),
    ...hidden.map(({ text, where }) => `marked as Chinese: ${where}: ${text}`),
  ];
}

/**
 * Where Chinese is not marked as Chinese: screen readers need the mark to pronounce it. Sentences that mix both
 * languages ("short by 60 亩"), units alone and text that the visitor typed cannot be marked, and are left out.
 */
export async function unmarked(page) {
  const typed = new Set(texts(await held(page, 'answers')));
  const found = (await lines(page)).filter(
    ({ text, lang, attribute }) =>
      lang === 'en'
      && !attribute
      && HAN.test(text)
      && !/[A-Za-z]/.test(text)
      && !/\d/.test(text)
      && !UNITS.includes(text.trim())
      && !typed.has(text.trim()),
  );
  return [...new Set(found.map(({ where }) => where))];
}
