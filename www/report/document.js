// The assessment as a document: what stands on the paper, without how it looks. Printing, saving as a
// page, for a word processor and as a table all read the same blocks.

const heading = (text, note = '') => ({ kind: 'heading', text, note });
const filled = (list, ...blocks) => (list.length > 0 ? blocks : []);

/** `rows`: of each finding, in its order, `{said, conclusion, counts, short, have, need}` as the wasm words it. */
export function documentOf({ policy, answers, assessment, rows, version, say }) {
  const findings = assessment.findings.map((finding, index) => ({ ...finding, ...rows[index] }));
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
      ...gaps(say, policy, findings),
      heading(say.findings),
      { kind: 'table', columns: say.columns, groups: groups(say, policy, findings) },
      ...lists(say, findings),
      ...passages(say, policy, assessment.zone_type),
      { kind: 'sign', lines: say.sign },
    ],
  };
}

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

function gaps(say, policy, findings) {
  const rows = findings
    .filter(({ short }) => short)
    .map((it) => ({
      cells: [it.citation.locator, it.label, it.have || it.said, it.need || it.citation.quote, it.text],
      short: false,
    }));
  const columns = [say.columns[0], say.label, say.have, say.need, say.gap];
  return filled(rows, heading(policy.no_eligibility ? say.unlikePlan : say.gaps), {
    kind: 'table',
    columns,
    groups: [{ title: '', note: '', rows }],
  });
}

function groups(say, policy, findings) {
  const holds = (group, id) => group.criteria.some((prefix) => id === prefix || id.startsWith(`${prefix}.`));
  return policy.groups
    .map((group) => ({
      title: group.title,
      note: group.note || '',
      rows: findings
        .filter((it) => holds(group, it.criterion))
        .map((it) => ({
          cells: [it.citation.locator, it.citation.quote, it.said, concluded(say, it), it.text],
          short: it.short,
        })),
    }))
    .filter(({ rows }) => rows.length > 0);
}

const concluded = (say, { conclusion, outcome, basis }) =>
  conclusion + (outcome === 'met' && basis === 'declared' ? say.declared : '');

function lists(say, findings) {
  const papers = findings
    .filter(({ role }) => role === 'material')
    .map(({ label, outcome }) => [label, outcome === 'met']);
  const named = (fits) =>
    findings.filter((it) => it.counts && fits(it)).map(({ label, proof }) => say.proof(label, proof));
  const declared = named(
    ({ role, outcome, basis }) => role !== 'material' && outcome === 'met' && basis === 'declared',
  );
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
  const of = (...roles) =>
    own
      .filter(({ role }) => roles.includes(role))
      .map(({ title, who, citation, remark }) => ({
        title,
        who: who || '',
        text: citation.quote,
        note: [remark, citation.locator].filter(Boolean).join(say.stop),
      }));
  return [
    [say.next, of('procedure')],
    [say.support, of('benefit')],
    [say.duties, of('obligation', 'assessment')],
  ].flatMap(([title, items]) => filled(items, heading(title), { kind: 'steps', items }));
}
