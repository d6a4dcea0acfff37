// Workbooks of texts, as small as they can be.

import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ROOT } from './browser.mjs';

const { strToU8, zipSync } = createRequire(join(ROOT, 'www', 'package.json'))('fflate');

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const FORMAT = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** The bytes of a workbook with one sheet, of these rows of texts. */
export const sheetFile = (rows) => sheetsFile({ 表: rows });

/** The bytes of a workbook with sheets, by their names. */
export function sheetsFile(sheets) {
  const names = Object.keys(sheets);
  const parts = names.map((name, place) => `worksheets/sheet${place + 1}.xml`);
  const types = parts.map((part) => `<Override PartName="/xl/${part}" ContentType="${FORMAT}.worksheet+xml"/>`);
  const listed = names.map((name, place) => `<sheet name="${name}" sheetId="${place + 1}" r:id="rId${place + 1}"/>`);
  const related = parts.map(
    (part, place) => `<Relationship Id="rId${place + 1}" Type="${OFFICE}/worksheet" Target="${part}"/>`,
  );
  const files = {
    '[Content_Types].xml': `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${FORMAT}.sheet.main+xml"/>${types.join('')}</Types>`,
    '_rels/.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${listed.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${PACKAGE}/relationships">${related.join('')}</Relationships>`,
  };
  names.forEach((name, place) => {
    files[`xl/${parts[place]}`] =
      `<worksheet xmlns="${MAIN}"><sheetData>${linesOf(sheets[name])}</sheetData></worksheet>`;
  });
  const bytes = {};
  for (const [name, text] of Object.entries(files)) {
    bytes[name] = strToU8(`<?xml version="1.0" encoding="UTF-8"?>${text}`);
  }
  return zipSync(bytes);
}

function linesOf(rows) {
  const lines = rows.map((row, place) => {
    const cells = row.map((text, column) => {
      const at = `${String.fromCharCode(65 + column)}${place + 1}`;
      return text === '' ? '' : `<c r="${at}" t="inlineStr"><is><t>${text}</t></is></c>`;
    });
    return `<row r="${place + 1}">${cells.join('')}</row>`;
  });
  return lines.join('');
}
