// The one place in the scripts that decides on a language, by the same rule as `Language::of_tag` in the wasm.

/**
 * Whether a language tag asks for English: `en`, alone or before anything but a letter. Everything else is Chinese.
 * @param {unknown} tag
 */
export function isEnglish(tag) {
  return typeof tag === 'string' && /^en(?![a-z])/i.test(tag);
}
