// What the page and the Word file share: which facts stand side by side, how wide columns are.

// In characters of Chinese: a line of a table, and what fits into one cell without wrapping.
const LINE = 46;
const SHORT = 8;
const HALF_LINE = 17;

const sumOf = (numbers) => numbers.reduce((sum, number) => sum + number, 0);

const extent = (text) => sumOf(Array.from(text, (char) => (char < '\u0400' ? 0.55 : 1)));

/** Rows of one or two facts each; a long one has a row to itself. */
export function factRows(facts) {
  const rows = [];
  let open = false;
  for (const fact of facts) {
    const fits = extent(fact[1]) <= HALF_LINE;
    if (open && fits) rows[rows.length - 1].push(fact);
    else rows.push([fact]);
    open = fits && rows[rows.length - 1].length === 1;
  }
  return rows;
}

/** Widths in percent: short columns as wide as they need, long ones share the rest by their text. */
export function columnWidths({ columns, groups }) {
  const rows = [columns, ...groups.reduce((all, group) => all.concat(group.rows.map(({ cells }) => cells)), [])];
  const extents = columns.map((_, index) => rows.map((cells) => extent(cells[index] || '')));
  const longest = extents.map((column) => Math.max(...column));
  const isShort = longest.map((width) => width <= SHORT);
  // Between the usual and the longest cell, and not in proportion: a long text may take more lines.
  const claims = extents.map((column, index) =>
    isShort[index] ? 0 : Math.sqrt(Math.sqrt(sumOf(column) * longest[index])),
  );
  const rest = LINE - sumOf(longest.map((width, index) => (isShort[index] ? width + 1 : 0)));
  const widths = columns.map((_, index) =>
    isShort[index] ? longest[index] + 1 : Math.max(SHORT, (rest * claims[index]) / sumOf(claims)),
  );
  return widths.map((width) => Math.round((width / sumOf(widths)) * 1000) / 10);
}
