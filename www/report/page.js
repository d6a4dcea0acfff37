// The report as nodes, for printing and for the HTML file. Text only ever becomes text nodes.

import { columnWidths, factRows } from './layout.js';

function make(tag, name, ...children) {
  const node = document.createElement(tag);
  if (name) node.className = `drc-report__${name}`;
  node.append(...children.filter((child) => child !== '' && child !== undefined && child !== null));
  return node;
}

function cell(tag, attributes, ...children) {
  const node = make(tag, '', ...children);
  for (const name of Object.keys(attributes)) node.setAttribute(name, attributes[name]);
  return node;
}

const small = (text) => (text ? [make('small', '', text)] : []);
const note = (text) => (text ? [make('p', 'note', text)] : []);

function table({ columns, groups }, widths) {
  const group = ({ title, note: remark, rows }) => {
    const head =
      title && make('tr', 'group', cell('th', { colspan: columns.length, scope: 'rowgroup' }, title, ...small(remark)));
    return make(
      'tbody',
      '',
      head,
      ...rows.map(({ cells, short }) => {
        const [first, ...others] = cells;
        return make(
          'tr',
          short && 'short',
          cell('th', { scope: 'row' }, first),
          ...others.map((text) => make('td', '', text)),
        );
      }),
    );
  };
  return make(
    'table',
    'table',
    // An attribute, as a strict policy forbids inline styles.
    make('colgroup', '', ...widths.map((width) => cell('col', { width: `${width}%` }))),
    make('thead', '', make('tr', '', ...columns.map((title) => cell('th', { scope: 'col' }, title)))),
    ...groups.map(group),
  );
}

const BLOCKS = {
  facts: ({ rows }) => [
    make(
      'table',
      'facts',
      make(
        'tbody',
        '',
        ...factRows(rows).map((row) => {
          const span = row.length === 1 ? { colspan: 3 } : {};
          return make(
            'tr',
            '',
            ...row.reduce(
              (all, [label, value]) => [...all, cell('th', { scope: 'row' }, label), cell('td', span, value)],
              [],
            ),
          );
        }),
      ),
    ),
  ],
  notice: ({ text }) => [make('p', 'notice', text)],
  heading: ({ text, note: remark }) => [make('h2', '', text), ...note(remark)],
  text: ({ text }) => text.split('\n').map((line) => make('p', 'text', line)),
  table: (block) => [table(block, columnWidths(block))],
  list: ({ items }) => [make('ol', '', ...items.map((text) => make('li', '', text)))],
  checks: ({ items }) => [
    make(
      'ul',
      'checks',
      ...items.map(([text, checked]) => make('li', '', make('span', 'box', checked ? '√' : '　'), text)),
    ),
  ],
  steps: ({ items }) => [
    make(
      'ol',
      '',
      ...items.map(({ title, who, text, note: remark }) =>
        make('li', '', make('b', '', title), who && `　${who}`, text && make('p', '', text), ...note(remark)),
      ),
    ),
  ],
  sign: ({ lines }) => [make('div', 'sign', ...lines.map((text) => make('p', '', text, make('span', ''))))],
};

/** A body element that holds the report. */
export function pageBody({ title, blocks, footer }) {
  const body = document.createElement('body');
  body.className = 'drc-report';
  const nodes = blocks.reduce((all, block) => all.concat(BLOCKS[block.kind](block)), []);
  body.append(make('h1', '', title), ...nodes, make('p', 'foot', footer));
  return body;
}

/** The footer as a CSS string: every page repeats it, in browsers that print margin boxes. */
export const footerString = ({ footer }) =>
  `"${footer.replace(/[^0-9A-Za-z\u4e00-\u9fff]/gu, (char) => `\\${char.codePointAt(0).toString(16)} `)}"`;
