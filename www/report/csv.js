// The tables of a report for a spreadsheet: a line for each row, its group in the first column.

// A cell that begins with one of these, the full-width ones too, is a formula to a spreadsheet.
const FORMULA = /^[=+\-@＝＋－＠]/;

// OWASP knows two ways to disarm such a cell: an apostrophe or a tab before it. A tab inside the
// quotes is invisible in the cell and stays when Excel saves the file; an apostrophe would be
// read as part of what the applicant wrote. Leading white space is removed: some programs skip it.
/** @param {string} text */
function field(text) {
  const bare = text.replace(/^[\s\u0000]+/, '');
  return `"${(FORMULA.test(bare) ? `\t${bare}` : bare).replace(/"/g, '""')}"`;
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
