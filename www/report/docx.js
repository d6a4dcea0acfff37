// The report for Word and WPS: WordprocessingML parts written by hand, zipped by fflate.

import { strToU8, zipSync } from 'fflate';
import { mapped } from './mapped.js';

/** @typedef {import('./types').Report} Report */
/** @typedef {import('./types').Block} Block */

// Twentieths of a point: A4, margins of 18 mm.
const PAGE = { width: 11906, height: 16838, margin: 1020 };
const TEXT_WIDTH = PAGE.width - 2 * PAGE.margin;
const SIGN_LINE = 5600;
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const OFFICE = 'application/vnd.openxmlformats-officedocument.wordprocessingml';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const RELATION = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

const LATIN = 'w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"';
const SONG = `<w:rFonts ${LATIN} w:eastAsia="宋体"/>`;
const HEI = `<w:rFonts ${LATIN} w:eastAsia="黑体"/>`;

// XML has no way to write these. (Half a surrogate pair becomes U+FFFD with the encoding.)
const ILLEGAL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
/** @type {Record<string, string>} */
const ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/**
 * Text for XML, between tags or inside double quotes.
 * @param {string} text
 */
const escape = (text) => text.replace(ILLEGAL, '').replace(/[&<>"]/g, (char) => ENTITIES[char]);

/** @param {string} text */
function run(text, properties = '') {
  const lines = escape(text)
    .split(/\r\n|\r|\n/)
    .map((line) => `<w:t xml:space="preserve">${line}</w:t>`);
  return `<w:r>${properties && `<w:rPr>${properties}</w:rPr>`}${lines.join('<w:br/>')}</w:r>`;
}

/** @param {string} text */
const bold = (text) => run(text, '<w:b/><w:bCs/>');
/** @param {string} text */
const small = (text) => run(text, '<w:sz w:val="18"/><w:szCs w:val="18"/>');

/**
 * `properties` must be in the order of the schema: Word refuses any other.
 * @param {string} style
 * @param {string} content
 */
const paragraph = (style, content, properties = '') =>
  `<w:p><w:pPr><w:pStyle w:val="${style}"/>${properties}</w:pPr>${content}</w:p>`;

const KEEP = '<w:keepNext/>';
const HANGING = '<w:ind w:left="420" w:hanging="420"/>';
// Two tables without a paragraph between them would become one.
const GAP = paragraph('Gap', '');

/**
 * @param {number} width
 * @param {string} content
 */
function cell(width, content, { span = 1 } = {}) {
  const spanned = span > 1 ? `<w:gridSpan w:val="${span}"/>` : '';
  return `<w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/>${spanned}</w:tcPr>${paragraph('Cell', content)}</w:tc>`;
}

/** @param {string[]} cells */
const row = (cells, properties = '') => `<w:tr><w:trPr><w:cantSplit/>${properties}</w:trPr>${cells.join('')}</w:tr>`;

/**
 * @param {number[]} widths
 * @param {string[]} rows
 */
function grid(widths, rows) {
  /** @param {string} side */
  const border = (side) => `<w:${side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>`;
  const borders = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV'].map(border).join('');
  const columns = widths.map((width) => `<w:gridCol w:w="${width}"/>`).join('');
  return (
    `<w:tbl><w:tblPr><w:tblW w:w="${TEXT_WIDTH}" w:type="dxa"/><w:tblBorders>${borders}</w:tblBorders>`
    + `<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>${columns}</w:tblGrid>${rows.join('')}</w:tbl>${GAP}`
  );
}

/** @param {import('./types').Facts} block */
function facts({ lines }) {
  const label = 1500;
  const value = TEXT_WIDTH / 2 - label;
  return grid(
    [label, value, label, value],
    lines.map((line) => {
      const span = line.length === 1 ? 3 : 1;
      const width = span === 1 ? value : TEXT_WIDTH - label;
      return row(line.map((fact) => cell(label, bold(fact.label)) + cell(width, run(fact.value), { span })));
    }),
  );
}

/** @param {import('./types').Table} block */
function table({ columns, widths: thousandths, groups }) {
  const widths = thousandths.map((width) => Math.round((TEXT_WIDTH * width) / 1000));
  const rows = [
    row(
      mapped(columns, (title, index) => cell(widths[index], bold(title))),
      '<w:tblHeader/>',
    ),
  ];
  for (const { title, note, rows: findings } of groups) {
    const content = title && bold(title) + (note ? small(`　${note}`) : '');
    if (content) rows.push(row([cell(TEXT_WIDTH, content, { span: columns.length })]));
    for (const { cells, is_short: isShort } of findings) {
      rows.push(row(mapped(cells, (text, index) => cell(widths[index], (isShort ? bold : run)(text)))));
    }
  }
  return grid(widths, rows);
}

/**
 * @param {string} content
 * @param {number} index
 */
const numbered = (content, index) =>
  paragraph('Normal', `${run(`${index + 1}.`)}<w:r><w:tab/></w:r>${content}`, HANGING);

/** @param {import('./types').Checks['items'][number]} item */
function check({ label, is_checked: isChecked }) {
  // Both signs are in GB 2312, so every Chinese font has them.
  return paragraph('Normal', run(`${isChecked ? '√' : '□'}　${label}`));
}

/**
 * @param {import('./types').Steps['items'][number]} item
 * @param {number} index
 */
function step({ title, who, text, note }, index) {
  const lines = [bold(title) + (who ? run(`　${who}`) : '')];
  if (text) lines.push(run(text));
  if (note) lines.push(small(note));
  return numbered(lines.join('<w:r><w:br/></w:r>'), index);
}

/** @param {string[]} lines */
function signatures(lines) {
  const tab = `<w:tabs><w:tab w:val="right" w:leader="underscore" w:pos="${SIGN_LINE}"/></w:tabs>`;
  const paragraphs = mapped(lines, (text, index) =>
    paragraph('Sign', `${run(text)}<w:r><w:tab/></w:r>`, (index < lines.length - 1 ? KEEP : '') + tab),
  );
  return paragraphs.join('');
}

/**
 * @param {Block} block
 * @returns {string}
 */
function layOut(block) {
  switch (block.kind) {
    case 'facts':
      return facts(block);
    case 'notice':
      return paragraph('Notice', run(block.text));
    case 'heading':
      return paragraph('Heading1', run(block.text));
    case 'text':
      return block.lines.map((line) => paragraph('Body', run(line))).join('');
    case 'table':
      return table(block);
    case 'list':
      return mapped(block.items, (text, index) => numbered(run(text), index)).join('');
    case 'checks':
      return block.items.map(check).join('');
    case 'steps':
      return mapped(block.items, step).join('');
    case 'signatures':
      return signatures(block.lines);
    default:
      // A kind that the engine has and this file does not.
      throw new TypeError(`no layout for ${/** @type {Block} */ (block).kind}`);
  }
}

/** @param {Report} report */
function documentPart({ title, blocks }) {
  const margins = ['top', 'right', 'bottom', 'left'].map((side) => `w:${side}="${PAGE.margin}"`).join(' ');
  const section =
    '<w:sectPr><w:footerReference w:type="default" r:id="rId3"/>'
    + `<w:pgSz w:w="${PAGE.width}" w:h="${PAGE.height}"/><w:pgMar ${margins} w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>`;
  const body = blocks.map(layOut).join('');
  return `${HEAD}<w:document ${W} xmlns:r="${RELATION}"><w:body>${paragraph('Title', run(title))}${body}${section}</w:body></w:document>`;
}

/** @param {Report} report */
function footerPart({ footer }) {
  /** @param {string} name */
  const field = (name) => `<w:fldSimple w:instr="${name}">${run('1')}</w:fldSimple>`;
  const content = `${run(footer)}<w:r><w:tab/></w:r>${field('PAGE')}${run('／')}${field('NUMPAGES')}`;
  return `${HEAD}<w:ftr ${W}>${paragraph('Footer', content, `<w:tabs><w:tab w:val="right" w:pos="${TEXT_WIDTH}"/></w:tabs>`)}</w:ftr>`;
}

/** @param {Report} report */
function stylesPart({ lang }) {
  /** @param {number} halfPoints */
  const size = (halfPoints) => `<w:sz w:val="${halfPoints}"/><w:szCs w:val="${halfPoints}"/>`;
  /**
   * @param {number} before
   * @param {number} after
   * @param {number} line
   */
  const spacing = (before, after, line) =>
    `<w:spacing w:before="${before}" w:after="${after}" w:line="${line}" w:lineRule="auto"/>`;
  /** @param {string} side */
  const border = (side) => `<w:${side} w:val="single" w:sz="8" w:space="4" w:color="auto"/>`;
  /**
   * @param {string} id
   * @param {string} name
   * @param {string} paragraphs
   */
  const style = (id, name, paragraphs, runs = '') =>
    `<w:style w:type="paragraph" ${id === 'Normal' ? 'w:default="1" ' : ''}w:styleId="${id}"><w:name w:val="${name}"/>`
    + `${id === 'Normal' ? '' : '<w:basedOn w:val="Normal"/>'}<w:qFormat/><w:pPr>${paragraphs}</w:pPr><w:rPr>${runs}</w:rPr></w:style>`;
  const indent = /^zh/.test(lang) ? '<w:ind w:firstLineChars="200" w:firstLine="420"/>' : '';
  return (
    `${HEAD}<w:styles ${W}><w:docDefaults><w:rPrDefault><w:rPr>${SONG}${size(21)}`
    + `<w:lang w:val="en-US" w:eastAsia="${escape(lang)}"/></w:rPr></w:rPrDefault></w:docDefaults>${[
      style('Normal', 'Normal', spacing(0, 60, 312)),
      style('Title', 'Title', `${spacing(0, 240, 288)}<w:jc w:val="center"/>`, `${HEI}<w:b/><w:bCs/>${size(40)}`),
      style(
        'Heading1',
        'heading 1',
        `${KEEP}${spacing(240, 100, 288)}<w:outlineLvl w:val="0"/>`,
        `${HEI}<w:b/><w:bCs/>${size(24)}`,
      ),
      style('Body', 'Body Text', indent),
      style(
        'Notice',
        'Notice',
        `<w:pBdr>${['top', 'left', 'bottom', 'right'].map(border).join('')}</w:pBdr>${spacing(120, 120, 288)}`,
      ),
      style('Cell', 'Cell', spacing(30, 30, 264), size(19)),
      style('Sign', 'Sign', spacing(360, 0, 288)),
      style('Gap', 'Gap', spacing(0, 0, 240), size(8)),
      style('Footer', 'footer', spacing(0, 0, 240), size(16)),
    ].join('')}</w:styles>`
  );
}

/** @param {[type: string, target: string][]} entries */
function relations(entries) {
  const links = mapped(
    entries,
    ([type, target], index) => `<Relationship Id="rId${index + 1}" Type="${type}" Target="${target}"/>`,
  );
  return `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${links.join('')}</Relationships>`;
}

/**
 * The bytes of the file.
 * @param {Report} report
 */
export function docx(report) {
  const types = [
    ['/word/document.xml', `${OFFICE}.document.main+xml`],
    ['/word/styles.xml', `${OFFICE}.styles+xml`],
    ['/word/settings.xml', `${OFFICE}.settings+xml`],
    ['/word/footer1.xml', `${OFFICE}.footer+xml`],
    ['/docProps/core.xml', 'application/vnd.openxmlformats-package.core-properties+xml'],
  ].map(([part, type]) => `<Override PartName="${part}" ContentType="${type}"/>`);
  /** @type {Record<string, string>} */
  const parts = {
    '[Content_Types].xml':
      `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>`
      + `<Default Extension="xml" ContentType="application/xml"/>${types.join('')}</Types>`,
    '_rels/.rels': relations([
      [`${RELATION}/officeDocument`, 'word/document.xml'],
      [`${PACKAGE}/relationships/metadata/core-properties`, 'docProps/core.xml'],
    ]),
    'docProps/core.xml':
      `${HEAD}<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">`
      + `<dc:title>${escape(report.title)}</dc:title><dc:language>${escape(report.lang)}</dc:language></cp:coreProperties>`,
    'word/_rels/document.xml.rels': relations([
      [`${RELATION}/styles`, 'styles.xml'],
      [`${RELATION}/settings`, 'settings.xml'],
      [`${RELATION}/footer`, 'footer1.xml'],
    ]),
    'word/document.xml': documentPart(report),
    'word/styles.xml': stylesPart(report),
    // Without it, Word opens the file in the compatibility mode of 2007.
    'word/settings.xml': `${HEAD}<w:settings ${W}><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>`,
    'word/footer1.xml': footerPart(report),
  };
  /** @type {Record<string, Uint8Array>} */
  const files = {};
  for (const name of Object.keys(parts)) files[name] = strToU8(parts[name]);
  // A fixed time: a clock before 1980 or after 2099 has none in a zip file.
  return zipSync(files, { mtime: new Date(2000, 0, 1) });
}
