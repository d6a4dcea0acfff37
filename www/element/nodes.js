// Elements of the notices that the script itself shows.

import { isEnglish } from './language.js';

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {string} className
 */
export function make(tag, className) {
  const node = document.createElement(tag);
  node.className = className;
  return node;
}

/**
 * Sets the text of an element and marks its language.
 * @template {HTMLElement} Node
 * @param {Node} node
 * @param {readonly string[]} sentences In Chinese and in English.
 * @param {string} lang
 */
export function say(node, sentences, lang) {
  const english = isEnglish(lang);
  node.textContent = sentences[english ? 1 : 0];
  node.lang = english ? 'en' : 'zh-CN';
  return node;
}

/**
 * @param {readonly string[]} label
 * @param {string} lang
 * @param {() => void} onClick
 */
export function button(label, lang, onClick) {
  const node = say(make('button', 'drc-btn'), label, lang);
  node.type = 'button';
  node.addEventListener('click', onClick);
  return node;
}
