// What the offline pages are made of, and what they allow.

import { asData, dataElement, swapped } from '../workshop/offline-page.js';
import { WORDS } from '../workshop/words.js';
import { sha } from './paths.mjs';

/** @import { OfflineParts } from '../workshop/offline-page.js' */

/**
 * The parts of an offline page, in which everything is inline and allowed by its hash.
 * @param {object} parts
 * @param {string} parts.page Text of index.html.
 * @param {string[]} parts.scripts
 * @param {{ widget: string, report: string, page: string, [part: string]: string }} parts.styles
 * @param {Buffer} parts.wasm
 * @param {Buffer} parts.restWasm
 * @param {Buffer} parts.engineWasm
 * @param {string} parts.english The words of English, one a line.
 * @param {string} parts.licences
 * @param {string} [parts.further] Further directives of the security policy.
 * @returns {OfflineParts}
 */
export function offlineParts({ page, scripts, styles, wasm, restWasm, engineWasm, english, licences, further = '' }) {
  if (/[<&]/.test(english)) throw new Error('the words of English need escaping');
  if (/<\/script|<!--/i.test(licences)) throw new Error('a licence would end its own element');
  return {
    page,
    csp: securityPolicy(scripts, Object.values(styles), "'wasm-unsafe-eval' 'unsafe-eval'") + further,
    scripts,
    style: styles.widget,
    pageStyle: styles.page,
    wasm: wasm.toString('base64'),
    restWasm: restWasm.toString('base64'),
    engineWasm: engineWasm.toString('base64'),
    english,
    licences,
  };
}

/**
 * @param {string[]} scripts
 * @param {string[]} styles
 * @param {string} wasm The sources that allow the browsers of the page to compile wasm.
 */
function securityPolicy(scripts, styles, wasm) {
  if (scripts.some((script) => /<\/script|<!--/i.test(script)) || styles.some((item) => /<\/style/i.test(item))) {
    throw new Error('script or style would end its own element');
  }
  return [
    "default-src 'none'",
    `script-src ${scripts.map((script) => `'${sha('sha256', script)}'`).join(' ')} ${wasm}`,
    `style-src ${styles.map((item) => `'${sha('sha256', item)}'`).join(' ')}`,
    'img-src data:',
    "connect-src 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ');
}

/**
 * The workshop: like an offline page it holds everything it needs, which is also what it makes offline pages of.
 * @param {object} options
 * @param {OfflineParts} options.parts
 * @param {Buffer} options.authoringWasm
 * @param {string} options.reportStyle
 * @param {string} options.page Text of workshop.html.
 * @param {string} options.script
 * @param {string} options.style
 * @param {Record<string, unknown>} options.data What the script reads, by name.
 */
export function workshopPage({ parts, authoringWasm, reportStyle, page, script, style, data }) {
  const csp = securityPolicy([...parts.scripts, script], [parts.style, reportStyle, style], "'wasm-unsafe-eval'");
  const { page: offline, csp: offlineCsp, pageStyle } = parts;
  /** @type {(name: string, value: unknown) => string} */
  const json = (name, value) => dataElement(name, 'application/json', asData(JSON.stringify(value)));
  const inline = [
    dataElement('drc-assessment-wasm', 'text/plain', parts.wasm),
    dataElement('drc-assessment-rest-wasm', 'text/plain', parts.restWasm),
    dataElement('drc-assessment-engine-wasm', 'text/plain', parts.engineWasm),
    dataElement('drc-assessment-authoring-wasm', 'text/plain', authoringWasm.toString('base64')),
    dataElement('drc-assessment-en', 'text/plain', parts.english),
    dataElement('drc-assessment-licences', 'text/plain', parts.licences),
    // The widget here is only ever given the policy that is being written.
    json('drc-assessment-policies', []),
    json('drc-assessment-catalogue', []),
    json('workshop-offline', { page: offline, csp: offlineCsp, pageStyle }),
    ...Object.entries(data).map(([name, value]) => json(`workshop-${name}`, value)),
    ...parts.scripts.map((item) => `<script data-part>${item}</script>`),
    `<script>${script}</script>`,
  ].join('\n');
  return swapped(page.split('{{title}}').join(WORDS.title), [
    ['{{tooOld}}', WORDS.tooOld],
    [
      '<meta charset="utf-8">',
      `<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="${csp}; base-uri 'none'; form-action 'none'">`,
    ],
    [
      '</head>',
      `<style>${style}</style>\n<style id="drc-assessment-style" media="not all">${parts.style}</style>\n</head>`,
    ],
    ['</body>', `${inline}\n</body>`],
  ]);
}
