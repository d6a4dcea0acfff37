// How a page in TypeScript uses the widget. Compiled, never run; each line that is expected not to
// compile is a mistake that the types must catch.

import api, {
  DrcAssessment,
  type Answers,
  type Assessment,
  type DrcAssessmentElement,
  type HeightMessage,
  type Policy,
  type Review,
} from 'drc-assessment';

const answers: Answers = {
  policy: 'shanxi-2019-394',
  zone_type: 'modern_logistics',
  as_of: '2026-11-22',
  facts: {
    planned_land_area: { value: '20', unit: '公顷' },
    logistics_enterprise_count: 10,
    unified_management: true,
    transport_hub_types: ['公路'],
    construction_status: null,
    yellow_card_years: [2021],
  },
};

const element: DrcAssessmentElement | null = document.querySelector('drc-assessment');
const made: DrcAssessmentElement = document.createElement('drc-assessment');
made.answers = answers;
made.answers = null;
made.answers = '{"facts":{}}';
made.policy = 'shanxi-2019-394';
made.zoneType = 'modern_logistics';
made.asOf = null;
made.theme = 'dark';
const shown: Assessment | null = made.assessment;

made.addEventListener('drc-change', ({ detail }) => {
  const short: string[] = detail.findings
    .filter(({ outcome }) => outcome === 'not_met')
    .map(({ text, gap }) => `${text} ${gap ? gap.short_by : ''}`);
  console.log(detail.verdict, short);
});
const review: Review = {
  findings: { 'art6.1.s5': { mark: 'refuted', remark: '实测' }, 'art5.1.s2': { decision: 'met', reason: '相符' } },
  found: { planned_land_area: { value: '280', unit: '亩' }, unified_management: null },
};
made.review = review;
// @ts-expect-error There is no such mark.
made.review = { findings: { 'art6.1.s5': { mark: 'true' } } };
made.addEventListener('drc-review', ({ detail }) => console.log(detail.reviewed?.counts.not_met, detail.check_code));
document.addEventListener('drc-error', (event) => console.log(event.detail.code.length));
element?.addEventListener('drc-ready', (event) => console.log(event.detail.version.length));

export async function assess(): Promise<Assessment[]> {
  const { errors } = await DrcAssessment.ready;
  const policy = await api.load('shanxi-2019-394');
  const faults = window.DrcAssessment.check(policy);
  if ('errors' in policy) console.log(policy.errors[0]?.path);
  else made.policy = policy;
  console.log(
    errors.length + faults.length,
    globalThis.DrcAssessment.evaluate(policy, answers, { lang: 'zh-CN' }).materials.ready,
  );
  return api.evaluateMany('shanxi-2019-394', [answers, {}]);
}

export const shortfalls = (rows: Answers[]): number[] =>
  DrcAssessment.evaluateMany('shanxi-2019-394', rows, { detail: 'summary' }).map((row) => row.short.length);

export const title = (policy: Policy): string => policy.number ?? policy.title;
export const height = (event: MessageEvent<HeightMessage>): number => event.data.height;

// @ts-expect-error: only the widget writes it
made.assessment = shown;
// @ts-expect-error: there is no such outcome
shown?.findings.some(({ outcome }) => outcome === 'failed');
// @ts-expect-error: facts stand below `facts`
made.answers = { logistics_enterprise_count: 10 };
// @ts-expect-error: a quantity has a value
made.answers = { facts: { planned_land_area: { unit: '亩' } } };
// @ts-expect-error: the verdict may be absent
export const verdict: string = DrcAssessment.evaluate('shanxi-2019-394', answers).verdict;
// @ts-expect-error: a summary has no findings
export const [{ findings }] = DrcAssessment.evaluateMany('shanxi-2019-394', [], { detail: 'summary' });
// @ts-expect-error: the detail is the assessment itself
made.addEventListener('drc-change', (event) => event.detail.assessment);
// @ts-expect-error: it is not to be replaced
DrcAssessment.version = '2';
