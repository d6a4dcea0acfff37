// The assessment as a document: what stands on the paper, without how it looks. Printing, saving as a
// page, for a word processor and as a table all read the same blocks.

const heading = (text, note = '') => ({ kind: 'heading', text, note });
const filled = (list, ...blocks) => (list.length > 0 ? blocks : []);

export function documentOf({ policy, answers, assessment, counted, version, say }) {
  const criteria = new Map(policy.criteria.map((criterion) => [criterion.id, criterion]));
  const findings = assessment.findings
    .filter((finding) => criteria.has(finding.criterion))
    .map((finding) => ({ ...finding, counts: counted.includes(finding.criterion) }));
  const day = assessment.as_of || '';
  const name = answers.name || '';
  const called = (kind) => [kind, name, day].filter(Boolean).join('-');
  return {
    title: say.title,
    lang: say.lang,
    file: called(say.file),
    hash_label: say.hash,
    hash_of: JSON.stringify([policy, answers]),
    footer: say.footer(day, version),
    blocks: [
      { kind: 'facts', rows: head(say, policy, assessment, name) },
      ...(policy.no_eligibility ? [{ kind: 'notice', text: say.noEligibility || policy.no_eligibility }] : []),
      { kind: 'notice', text: say.disclaimer },
      heading(say.verdict),
      { kind: 'text', text: assessment.message },
      ...(policy.no_eligibility ? [] : [{ kind: 'text', text: say.counts(assessment.counts) }]),
      ...gaps(say, policy, answers, criteria, findings),
      heading(say.findings),
      { kind: 'table', columns: say.columns, groups: groups(say, policy, answers, criteria, findings) },
      ...lists(say, findings),
      ...passages(say, policy, assessment.zone_type),
      { kind: 'sign', lines: say.sign },
    ],
  };
}

/** What a file of answers is called. */
export const answersFileName = (answers, say) => [say.answersFile, answers.name, answers.as_of].filter(Boolean).join('-');

function head(say, policy, assessment, name) {
  const type = assessment.zone_type;
  const known = (policy.zone_types || []).find(({ id }) => id === type);
  return [
    [say.zone, name || say.noZone],
    [say.policy, policy.title],
    [say.number, policy.number || say.noNumber],
    [say.issuer, policy.issuer],
    [say.validity, assessment.validity.message],
    ...(type ? [[say.zoneType, known ? known.label : say.otherType]] : []),
    [say.asOf, assessment.as_of],
  ];
}

function gaps(say, policy, answers, criteria, findings) {
  const bound = ({ bound, exclusive, need, unit }) => `${bound === 'min' ? (exclusive ? '＞' : '≥') : (exclusive ? '＜' : '≤')} ${need} ${unit}`;
  const rows = findings.filter((it) => it.counts && it.outcome === 'not_met').map((it) => ({
    cells: [
      it.citation.locator, it.label,
      it.gap ? `${it.gap.have} ${it.gap.unit}` : sentence(say, told(say, policy, answers, criteria.get(it.criterion))),
      it.gap ? bound(it.gap) : it.citation.quote, it.text,
    ],
    short: true,
  }));
  const columns = [say.columns[0], say.label, say.have, say.need, say.gap];
  return filled(rows, heading(say.gaps), { kind: 'table', columns, groups: [{ title: '', note: '', rows }] });
}

function groups(say, policy, answers, criteria, findings) {
  const holds = (group, id) => group.criteria.some((prefix) => id === prefix || id.startsWith(`${prefix}.`));
  return policy.groups.map((group) => ({
    title: group.title,
    note: group.note || '',
    rows: findings.filter((it) => holds(group, it.criterion)).map((it) => {
      const answer = told(say, policy, answers, criteria.get(it.criterion));
      const figures = it.figures.filter(({ label }) => !answer.some((one) => one.label === label));
      return {
        cells: [
          it.citation.locator, it.citation.quote,
          [sentence(say, answer), ...figures.map(({ label, value, unit }) => `${label} ${value} ${unit}`.trim())].filter(Boolean).join(say.stop),
          conclusion(say, it), it.text,
        ],
        short: it.counts && it.outcome === 'not_met',
      };
    }),
  })).filter(({ rows }) => rows.length > 0);
}

function conclusion(say, { role, outcome, basis }) {
  const own = say.outcomesOfRoles[role];
  const declared = outcome === 'met' && basis === 'declared' ? say.declared : '';
  return ((own && own[outcome]) || say.outcomes[outcome]) + declared;
}

/** Every fact that a criterion reads or shows, in the order of its file. */
function factsOf(value, found = []) {
  const add = (id) => { if (typeof id === 'string' && !found.includes(id)) found.push(id); };
  if (Array.isArray(value)) value.forEach((item) => factsOf(item, found));
  else if (value && typeof value === 'object') {
    for (const [key, inside] of Object.entries(value)) {
      if (inside === undefined || inside === null) continue;
      if (['fact', 'per', 'part', 'whole', 'rank', 'of', 'source', 'start', 'expiry', 'years', 'left'].includes(key)) add(inside);
      else if (['given', 'rising', 'evidence'].includes(key)) inside.forEach(add);
      else if (key === 'figures') inside.forEach((figure) => (typeof figure === 'string' ? add(figure) : factsOf(figure, found)));
      else if (typeof inside === 'object') factsOf(inside, found);
    }
  }
  return found;
}

/** What was said for a criterion: `{label, words}`, one for each question answered. */
function told(say, policy, answers, { condition, applies_when: when, evidence, figures }) {
  return factsOf({ when, condition, evidence, figures })
    .map((id) => policy.facts.find((fact) => fact.id === id))
    .filter((fact) => fact && Object.prototype.hasOwnProperty.call(answers.facts || {}, fact.id))
    .map((fact) => ({ label: fact.label, words: answered(say, fact, answers.facts[fact.id]) }));
}

/** The name stands before each answer where there are several. */
const sentence = (say, answer) => answer
  .map(({ label, words }) => (answer.length > 1 ? label + say.colon : '') + words)
  .join(say.stop);

function answered(say, fact, value) {
  if (value === null) return say.unsure;
  if (typeof value === 'boolean') {
    const words = fact.words || {};
    return value ? words.yes || say.yes : words.no || say.no;
  }
  if (Array.isArray(value)) return value.length > 0 ? value.join(say.join) : say.none;
  if (typeof value === 'object') return `${value.value} ${value.unit || ''}`.trim();
  return fact.type === 'year' ? say.year(value) : String(value);
}

function lists(say, findings) {
  const papers = findings.filter(({ role }) => role === 'material').map(({ label, outcome }) => [label, outcome === 'met']);
  const named = (fits) => findings.filter((it) => it.counts && fits(it)).map(({ label, proof }) => say.proof(label, proof));
  const declared = named(({ role, outcome, basis }) => role !== 'material' && outcome === 'met' && basis === 'declared');
  // As many as the verdict says, papers among them.
  const judged = named(({ outcome }) => outcome === 'discretionary');
  return [
    ...filled(papers, heading(say.materials), { kind: 'checks', items: papers }),
    ...filled(declared, heading(say.declaredOnly), { kind: 'list', items: declared }),
    ...filled(judged, heading(say.judged), { kind: 'list', items: judged }),
  ];
}

function passages(say, policy, zoneType) {
  const own = (policy.passages || []).filter(({ zone_types: types }) => !types || types.includes(zoneType));
  const of = (...roles) => own.filter(({ role }) => roles.includes(role)).map(({ title, who, citation, remark }) => ({
    title, who: who || '', text: citation.quote, note: [remark, citation.locator].filter(Boolean).join(say.stop),
  }));
  return [[say.next, of('procedure')], [say.support, of('benefit')], [say.duties, of('obligation', 'assessment')]]
    .flatMap(([title, items]) => filled(items, heading(title), { kind: 'steps', items }));
}
