// An intranet system that hands an application to the widget and keeps what the reviewer notes.

const element = document.querySelector('drc-assessment');
const state = document.getElementById('state');

// As the applicant has saved it.
element.answers = {
  policy: 'shanxi-2019-394',
  zone_type: 'modern_logistics',
  as_of: '2026-11-22',
  name: '汾北现代物流园（示例）',
  facts: {
    legal_policy_compliance: true,
    layout_fit_evidence: '纳入全省现代物流业发展布局',
    land_city_plan_compliance: true,
    construction_status: '已建成',
    development_plan_exists: true,
    tenant_count_total: { value: '12', unit: '家' },
    tenant_count_type_matching: { value: '7', unit: '家' },
    public_service_platform_count: { value: '2', unit: '个' },
    management_body_exists: true,
    fulltime_managers_count: { value: '6', unit: '人' },
    unified_management: true,
    statistics_reporting_capability: true,
    transport_hub_types: ['公路', '铁路'],
    info_service_function: true,
    logistics_functions: ['仓储', '运输', '配送', '信息'],
    planned_land_area: { value: '20', unit: '公顷' },
    logistics_enterprise_count: { value: '7', unit: '家' },
    annual_revenue: { value: '2.4', unit: '亿元' },
    doc_application_form: true,
    doc_development_plan: true,
    plan_contents: ['发展现状', '功能定位及目标', '重点任务', '实施计划', '保障措施'],
  },
};

element.addEventListener('drc-review', ({ detail: review }) => {
  const { not_met: shortfalls, unknown } = review.reviewed.counts;
  state.textContent = `已收到评审内容：核实后未满足 ${shortfalls} 项，待核 ${unknown} 项。`;
  // Here a system would keep `review`, and set it again by `element.review` when the page is opened the next time.
});
