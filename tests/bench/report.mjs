// The tables of `make bench`, in Markdown.

export function median(values) {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = sorted.length / 2;
  return (sorted[Math.floor(middle)] + sorted[Math.ceil(middle) - 1]) / 2;
}

const perSecond = (value) => `${grouped(value)} / s`;
const milliseconds = (value) => `${value.toFixed(1)} ms`;
const seconds = (value) => `${(value / 1000).toFixed(2)} s`;
const times = (value) => (value >= 10 ? `${grouped(value)} ×` : `${Number(value.toPrecision(2))} ×`);

const grouped = (value) =>
  Number(value.toPrecision(3)) >= 1
    ? String(Math.round(Number(value.toPrecision(3)))).replace(/\B(?=(\d{3})+$)/g, ',')
    : value.toPrecision(2);

const row = (...cells) => `| ${cells.join(' | ')} |`;

/** The figures, most with a goal. `isReached` sees the median of any samples by their name. */
const FIGURES = [
  {
    name: 'evaluate',
    label: '`evaluate` of an object, one type, all findings, Chromium',
    write: perSecond,
    goal: 'at least 4,000 / s, and twice `json-rules-engine`',
    isReached: (of) => of('evaluate') >= 4000 && of('evaluate') >= 2 * of('chromium json-rules-engine'),
  },
  {
    name: 'evaluate by id',
    label: 'the same with the id of the policy, which saves comparing the object',
    write: perSecond,
    goal: '',
    isReached: null,
  },
  {
    name: 'many',
    label: '`evaluateMany`, all findings, Chromium',
    write: perSecond,
    goal: 'at least 6,000 rows / s',
    isReached: (of) => of('many') >= 6000,
  },
  {
    name: 'summary',
    label: '`evaluateMany`, summary, Chromium',
    write: perSecond,
    goal: 'at least 50,000 rows / s',
    isReached: (of) => of('summary') >= 50000,
  },
  {
    name: 'engine',
    label: 'native engine, answers already read, one core',
    write: perSecond,
    goal: 'at least 500,000 zones / s',
    isReached: (of) => of('engine') >= 500000,
  },
  {
    name: 'assess one',
    label: '`assess`, JSON lines, one core',
    write: perSecond,
    goal: 'at least 10,000 rows / s',
    isReached: (of) => of('assess one') >= 10000,
  },
  {
    name: 'assess all',
    label: '`assess`, JSON lines, all cores',
    write: perSecond,
    goal: 'at least 20,000 rows / s on two',
    isReached: (of) => of('assess all') >= 20000,
  },
  {
    name: 'brief one',
    label: '`assess --summary`, one core',
    write: perSecond,
    goal: 'at least 100,000 rows / s',
    isReached: (of) => of('brief one') >= 100000,
  },
  { name: 'brief all', label: '`assess --summary`, all cores', write: perSecond, goal: '', isReached: null },
  {
    name: 'click',
    label: 'click on 是 or 否 to the last change of the page',
    write: milliseconds,
    goal: 'at most 6 ms',
    isReached: (of) => of('click') <= 6,
  },
  {
    name: 'click wasm',
    label: 'of it in wasm',
    write: milliseconds,
    goal: 'at most 3 ms',
    isReached: (of) => of('click wasm') <= 3,
  },
  {
    name: 'key',
    label: 'key to the last change of the page',
    write: milliseconds,
    goal: 'at most 16 ms',
    isReached: (of) => of('key') <= 16,
  },
  { name: 'cold', label: 'cold start to the first question', write: seconds, goal: '', isReached: null },
  { name: 'cold survey', label: 'the same of a form of `survey-core`', write: seconds, goal: '', isReached: null },
  {
    name: 'cold ratio',
    label: 'the first as a part of the second',
    write: (value) => value.toFixed(2),
    goal: 'at most 0.5',
    isReached: (of) => of('cold ratio') <= 0.5,
  },
];

/** What a contender tells of a zone. */
const TELLS = {
  'by hand': 'five outcomes, gaps, missing facts',
  'json-rules-engine': 'true and false',
  'json-logic-engine': 'true, false, unknown',
  publicodes: 'true, false, unknown',
  'survey-core': 'true and false',
};

/**
 * @param {object} measured
 * @param {Record<string, (number | null)[]>} measured.samples By the name of the figure; null for what is not offered.
 * @param {string[]} measured.contenders
 * @param {object} measured.setting
 */
export function report({ samples, contenders, setting }) {
  const of = (name) => (samples[name].includes(null) ? NaN : median(samples[name]));
  const spread = (name, write) => `${write(Math.min(...samples[name]))} – ${write(Math.max(...samples[name]))}`;

  const goals = FIGURES.map(({ name, label, write, goal, isReached }) => {
    if (samples[name].includes(null)) return row(label, 'not offered', '', goal, 'no');
    const reached = isReached ? (isReached(of) ? 'yes' : 'no') : '';
    return row(label, write(of(name)), spread(name, write), goal, reached);
  });

  const peers = contenders.map((name) => {
    const [node, chromium] = [`node ${name}`, `chromium ${name}`];
    const ratios = ['evaluate', 'many', 'summary'].map((figure) =>
      samples[figure].includes(null) ? 'not offered' : times(of(figure) / of(chromium)),
    );
    const native = times(of('engine') / of(node));
    return row(
      name,
      TELLS[name],
      perSecond(of(node)),
      perSecond(of(chromium)),
      spread(chromium, perSecond),
      ...ratios,
      native,
    );
  });

  const { machine, rounds, zones, seed, load, questions, bytes } = setting;
  return [
    `${new Date().toISOString().slice(0, 10)}; ${machine}; load ${load.toFixed(1)} at the end.`,
    `Median of ${rounds} rounds, lowest – highest; ${zones} random zones of Shanxi 394, seed ${seed}.`,
    '',
    row('figure', 'median', 'spread', 'goal', 'reached'),
    row('---', '---:', '---:', '---', '---'),
    ...goals,
    '',
    `Cold start: 1.6 Mbit/s, 150 ms, processor ÷ 4, brotli, ${questions} questions; `
      + `${grouped(bytes.widget)} bytes for the widget, ${grouped(bytes.survey)} for the form.`,
    '',
    row(
      'peer',
      'tells',
      'zones, Node',
      'zones, Chromium',
      'spread',
      '`evaluate` to it',
      '`evaluateMany` to it',
      'summary to it',
      'native engine to it (Node)',
    ),
    row('---', '---', '---:', '---:', '---:', '---:', '---:', '---:', '---:'),
    ...peers,
  ].join('\n');
}
