// The tables for a spreadsheet: one line a finding, its group in the first column.

// A cell that begins with one of these, the full-width ones too, is a formula to a spreadsheet.
const FORMULA = /^[=+\-@＝＋－＠]/;

// OWASP knows two ways to disarm such a cell: an apostrophe or a tab before it. A tab inside the
// quotes is invisible in the cell and stays when Excel saves the file; an apostrophe would be
// read as part of what the applicant wrote. White space in front goes: some programs skip it.
function field(text) {
  const bare = text.replace(/^[\s\u0000]+/, '');
  return `"${(FORMULA.test(bare) ? `\t${bare}` : bare).replace(/"/g, '""')}"`;
}

/** The text of the file. */
export function csv({ blocks }) {
  const lines = [];
  let heading = '';
  let above = null;
  for (const { kind, text, columns, groups } of blocks) {
    if (kind === 'heading') heading = text;
    if (kind !== 'table') continue;
    const head = [heading, ...columns];
    // A table like the one above goes on under the same head.
    if (!above || columns.join('\n') !== above.join('\n')) lines.push(...(above ? [[]] : []), head);
    above = columns;
    for (const { title, rows } of groups) lines.push(...rows.map(({ cells }) => [title || '', ...cells]));
  }
  // The byte order mark tells Excel that this is UTF-8.
  return `\ufeff${lines.map((cells) => `${cells.map(field).join(',')}\r\n`).join('')}`;
}
