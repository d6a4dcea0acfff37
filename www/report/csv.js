// The tables of a report for a spreadsheet: a line for each row, its group in the first column.

// A cell that begins with one of these, the full-width ones too, is a formula to a spreadsheet.
const FORMULA = /^[=+\-@＝＋－＠]/;

// Words in a date, a time, an amount or a truth value as spreadsheets read them.
const VALUE_WORD =
  /^(?:[年月日号时点分秒上下午]+|e|am|pm|true|false|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)$/i;

/**
 * Whether a spreadsheet would make another value of a text, also inside quotes: a day of `3/15`, 7 of `007`.
 * @param {string} text
 */
function isValue(text) {
  // Spreadsheets read full-width digits as well.
  const plain = text.normalize('NFKC');
  const words = plain.match(/[a-z]+|[\u3400-\u9fff]+/gi) || [];
  return /\d|^(?:true|false)$/i.test(plain) && words.every((word) => VALUE_WORD.test(word));
}

// OWASP knows two ways to disarm such a cell: an apostrophe or a tab before it. A tab inside the
// quotes is invisible in the cell and stays when Excel saves the file; an apostrophe would be
// read as part of what the applicant wrote. Leading white space is removed: some programs skip it.
// A tab also keeps texts as they are that would become numbers or dates.
/** @param {string} text */
function field(text) {
  const bare = text.replace(/^[\s\u0000]+/, '');
  return `"${(FORMULA.test(bare) || isValue(bare) ? `\t${bare}` : bare).replace(/"/g, '""')}"`;
}

/**
 * The text of the file.
 * @param {Pick<import('./types').Report, 'blocks'>} report
 */
export function csv({ blocks }) {
  /** @type {string[][]} */
  const lines = [];
  let heading = '';
  let titles = '';
  for (const block of blocks) {
    if (block.kind === 'heading') heading = block.text;
    if (block.kind !== 'table') continue;
    // A table like the one before continues under the same head.
    if (titles !== block.columns.join('\n')) {
      if (lines.length > 0) lines.push([]);
      lines.push([heading, ...block.columns]);
      titles = block.columns.join('\n');
    }
    for (const { title, rows } of block.groups) {
      for (const { cells } of rows) lines.push([title, ...cells]);
    }
  }
  // The byte order mark tells Excel that this is UTF-8.
  return `\ufeff${lines.map((cells) => `${cells.map(field).join(',')}\r\n`).join('')}`;
}
