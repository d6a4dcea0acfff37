// The offline edition of index.html: one page that works when it is opened from disk. The build makes it with all
// policies, the workshop with the one that was written.

/**
 * What an offline page is made of, as texts. Nothing in it depends on the policies but they themselves: they are data,
 * which needs no hash.
 * @typedef {object} OfflineParts
 * @property {string} page Text of index.html.
 * @property {string} csp The content security policy, which allows the scripts and styles by their hashes.
 * @property {string[]} scripts
 * @property {string} style Of the widget.
 * @property {string} pageStyle
 * @property {string} wasm As base64.
 * @property {string} restWasm As base64.
 * @property {string} engineWasm As base64.
 * @property {string} english The words of English, one a line.
 * @property {string} licences The licences of what others wrote of the program.
 */

/**
 * @param {OfflineParts} parts
 * @param {string} policies As JSON.
 * @param {string} catalogue As JSON.
 * @returns {string}
 */
export function offlinePage(parts, policies, catalogue) {
  const { page, csp, scripts, style, pageStyle, wasm, restWasm, engineWasm, english, licences } = parts;
  const inline = [
    dataElement('drc-assessment-wasm', 'text/plain', wasm),
    dataElement('drc-assessment-rest-wasm', 'text/plain', restWasm),
    dataElement('drc-assessment-engine-wasm', 'text/plain', engineWasm),
    dataElement('drc-assessment-policies', 'application/json', asData(policies)),
    dataElement('drc-assessment-catalogue', 'application/json', asData(catalogue)),
    dataElement('drc-assessment-en', 'text/plain', english),
    dataElement('drc-assessment-licences', 'text/plain', licences),
    ...scripts.map((script) => `<script>${script}</script>`),
  ].join('\n');
  return swapped(page, [
    ['<meta charset="utf-8">', `<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="${csp}">`],
    ['<link rel="preload" href="drc-assessment.wasm" as="fetch" crossorigin>\n', ''],
    // The widget takes the text of its stylesheet from here; it must not style the page itself.
    [
      '<link rel="stylesheet" href="drc-assessment-page.css">',
      `<style>${pageStyle}</style>\n<style id="drc-assessment-style" media="not all">${style}</style>`,
    ],
    ['<script src="drc-assessment-embed.js" defer></script>\n', ''],
    ['<script src="drc-assessment.js" defer></script>\n', ''],
    ['<script src="drc-assessment-plain.js" nomodule defer></script>\n', ''],
    ['</body>', `${inline}\n</body>`],
  ]);
}

/**
 * The offline page of one policy, which it opens at once.
 * @param {OfflineParts} parts
 * @param {{ id: string, title: string }} policy
 * @param {string} catalogue As JSON.
 */
export function offlinePageOf(parts, policy, catalogue) {
  const title = escaped(policy.title);
  const page = swapped(parts.page, [
    [between(parts.page, '<title>', '</title>'), `<title>${title}</title>`],
    [between(parts.page, '<h1', '</h1>'), `<h1 class="drc-page__title">${title}</h1>`],
    ['<drc-assessment lang="zh-CN">', `<drc-assessment lang="zh-CN" policy="${escaped(policy.id)}">`],
  ]);
  return offlinePage({ ...parts, page }, JSON.stringify([policy]), catalogue);
}

/**
 * The offline page for many zones at once, with the program and the worker that it needs besides.
 * @param {OfflineParts} parts
 * @param {{ wasm: string, worker: string }} batch The wasm as base64, and the text of the worker.
 * @param {string} policies As JSON.
 * @param {string} catalogue As JSON.
 */
export function offlineBatchPage(parts, batch, policies, catalogue) {
  const inline = [
    dataElement('drc-assessment-batch-wasm', 'text/plain', batch.wasm),
    dataElement('drc-assessment-batch-worker', 'text/plain', batch.worker),
  ].join('\n');
  const page = swapped(parts.page, [
    [between(parts.page, '<title>', '</title>'), '<title>集聚区批量自评</title>'],
    [between(parts.page, '<h1', '</h1>'), '<h1 class="drc-page__title">服务业与产业集聚区批量自评</h1>'],
    ['<drc-assessment lang="zh-CN">', '<drc-assessment lang="zh-CN" mode="batch">'],
    ['</body>', `${inline}\n</body>`],
  ]);
  return offlinePage({ ...parts, page }, policies, catalogue);
}

/**
 * The offline page for reviewers of applications.
 * @param {OfflineParts} parts
 * @param {string} policies As JSON.
 * @param {string} catalogue As JSON.
 */
export function offlineReviewPage(parts, policies, catalogue) {
  const page = swapped(parts.page, [
    [between(parts.page, '<title>', '</title>'), '<title>集聚区申报评审</title>'],
    [between(parts.page, '<h1', '</h1>'), '<h1 class="drc-page__title">服务业与产业集聚区申报评审</h1>'],
    ['<drc-assessment lang="zh-CN">', '<drc-assessment lang="zh-CN" mode="review">'],
  ]);
  return offlinePage({ ...parts, page }, policies, catalogue);
}

/**
 * A script element that holds data and is not run.
 * @param {string} id
 * @param {string} type
 * @param {string} text
 */
export const dataElement = (id, type, text) => `<script type="${type}" id="${id}">${text}</script>`;

/**
 * JSON as it can stand in a script element.
 * @param {string} json
 */
export const asData = (json) => json.replace(/</g, '\\u003c');

/** @param {string} text */
const escaped = (text) =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');

/**
 * A page with pieces of it replaced, each of which it must hold exactly once.
 * @param {string} page
 * @param {readonly (readonly [from: string, to: string])[]} swaps
 */
export function swapped(page, swaps) {
  return swaps.reduce((html, [from, to]) => {
    if (html.split(from).length !== 2) throw new Error(`the page must hold exactly once: ${from}`);
    return html.replace(from, () => to);
  }, page);
}

/**
 * What stands between two pieces of a page, and they themselves.
 * @param {string} page
 * @param {string} start
 * @param {string} end
 */
function between(page, start, end) {
  const from = page.indexOf(start);
  const to = page.indexOf(end, from);
  if (from < 0 || to < 0) throw new Error(`the page has no ${start}`);
  return page.slice(from, to + end.length);
}
