// The offline edition of index.html.

import { sha } from './paths.mjs';

/**
 * One page that works when it is opened from disk: everything is inline and allowed by its hash.
 * @param {object} parts
 * @param {string} parts.page Text of index.html.
 * @param {string[]} parts.scripts
 * @param {string[]} parts.styles Of the widget, of the report, and of the page.
 * @param {Buffer} parts.wasm
 * @param {Buffer} parts.engineWasm
 * @param {object[]} parts.policies
 * @param {string} parts.catalogue
 * @param {string} parts.english The words of English, one a line.
 */
export function offlinePage({ page, scripts, styles, wasm, engineWasm, policies, catalogue, english }) {
  const [style, , pageStyle] = styles;
  if (scripts.some((script) => /<\/script|<!--/i.test(script)) || styles.some((item) => /<\/style/i.test(item))) {
    throw new Error('script or style would end its own element');
  }
  if (/[<&]/.test(english)) throw new Error('the words of English need escaping');
  const policy = [
    "default-src 'none'",
    `script-src ${scripts.map((script) => `'${sha('sha256', script)}'`).join(' ')} 'wasm-unsafe-eval' 'unsafe-eval'`,
    `style-src ${styles.map((item) => `'${sha('sha256', item)}'`).join(' ')}`,
    'img-src data:',
    "connect-src 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ');
  const data = JSON.stringify(policies).replace(/</g, '\\u003c');
  const inline = [
    `<script type="text/plain" id="drc-assessment-wasm">${wasm.toString('base64')}</script>`,
    `<script type="text/plain" id="drc-assessment-engine-wasm">${engineWasm.toString('base64')}</script>`,
    `<script type="application/json" id="drc-assessment-policies">${data}</script>`,
    `<script type="application/json" id="drc-assessment-catalogue">${catalogue.replace(/</g, '\\u003c')}</script>`,
    `<script type="text/plain" id="drc-assessment-en">${english}</script>`,
    ...scripts.map((script) => `<script>${script}</script>`),
  ].join('\n');
  const swaps = [
    [
      '<meta charset="utf-8">',
      `<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    ],
    // The widget takes the text of its stylesheet from here; it must not style the page itself.
    [
      '<link rel="stylesheet" href="drc-assessment-page.css">',
      `<style>${pageStyle}</style>\n<style id="drc-assessment-style" media="not all">${style}</style>`,
    ],
    ['<script src="drc-assessment-embed.js" defer></script>\n', ''],
    ['<script src="drc-assessment.js" defer></script>\n', ''],
    ['<script src="drc-assessment-plain.js" nomodule defer></script>\n', ''],
    ['</body>', `${inline}\n</body>`],
  ];
  return swaps.reduce((html, [from, to]) => {
    if (html.split(from).length !== 2) throw new Error(`index.html must hold exactly once: ${from}`);
    return html.replace(from, () => to);
  }, page);
}
