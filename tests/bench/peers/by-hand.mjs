// Articles 5, 6 and 8 of Shanxi 394 as somebody would write them into a page by hand: no policy file, no units, no
// sentences. What falls short and by how much, and which facts are missing.

/** @typedef {{ outcomes: string[], short: object[], missing: string[] }} Result */

const MET = 'met';
const NOT_MET = 'not_met';
const UNKNOWN = 'unknown';
const JUDGED = 'discretionary';

/** Notes a decided criterion, or the fact that is missing. */
function note(result, criterion, outcome, fact) {
  result.outcomes.push(criterion, outcome);
  if (outcome === UNKNOWN) result.missing.push(fact);
  if (outcome === NOT_MET) result.short.push({ criterion });
}

function yes(zone, result, criterion, fact, met = MET) {
  const value = zone[fact];
  note(result, criterion, value === undefined ? UNKNOWN : value ? met : NOT_MET, fact);
}

function atLeast(zone, result, criterion, fact, need, unit) {
  const have = zone[fact];
  if (have === undefined) {
    note(result, criterion, UNKNOWN, fact);
  } else if (have >= need) {
    note(result, criterion, MET, fact);
  } else {
    result.outcomes.push(criterion, NOT_MET);
    result.short.push({ criterion, short_by: need - have, unit });
  }
}

/** There must be so many at all; a person decides the rest. */
function exists(zone, result, criterion, fact, least, met = JUDGED) {
  const have = zone[fact];
  note(result, criterion, have === undefined ? UNKNOWN : have >= least ? met : NOT_MET, fact);
}

function anyOf(zone, result, criterion, fact, met = MET) {
  const have = zone[fact];
  note(result, criterion, have === undefined ? UNKNOWN : have.length > 0 ? met : NOT_MET, fact);
}

/** A list that ends in 等: with all of it met, with none not met; in between a person decides what else will do. */
function allOf(zone, result, criterion, fact, wanted, met = MET) {
  const have = zone[fact];
  if (have === undefined) {
    note(result, criterion, UNKNOWN, fact);
    return;
  }
  const lacking = wanted.filter((item) => !have.includes(item));
  if (lacking.length === wanted.length) note(result, criterion, NOT_MET, fact);
  else note(result, criterion, lacking.length === 0 ? met : JUDGED, fact);
}

/** Several at once: one that fails decides, one that is unknown leaves it open. */
function every(result, criterion, parts, met = MET) {
  const lacking = [];
  const missing = [];
  for (const { holds, fact } of parts) {
    if (holds === undefined) missing.push(fact);
    else if (!holds) lacking.push(fact);
  }
  if (lacking.length > 0) {
    result.outcomes.push(criterion, NOT_MET);
    result.short.push({ criterion, lacking });
  } else if (missing.length > 0) {
    result.outcomes.push(criterion, UNKNOWN);
    result.missing.push(...missing);
  } else {
    result.outcomes.push(criterion, met);
  }
}

const part = (zone, fact, test) => ({ fact, holds: zone[fact] === undefined ? undefined : test(zone[fact]) });
const isYes = (value) => value;
const isSome = (value) => value.length > 0;
const isOne = (value) => value >= 1;

function article5(zone, result) {
  yes(zone, result, 'art5.1.s1', 'legal_policy_compliance');
  note(result, 'art5.1.s2', JUDGED);
  yes(zone, result, 'art5.1.s3', 'land_city_plan_compliance');
  const status = zone.construction_status;
  const isBuilt = status === '已建成' || status === '在建';
  note(result, 'art5.2.s1', status === undefined ? UNKNOWN : isBuilt ? MET : NOT_MET, 'construction_status');
  yes(zone, result, 'art5.2.s2', 'development_plan_exists', JUDGED);
  note(result, 'art5.2.s3', JUDGED);
  note(result, 'art5.2.s4', JUDGED);
  note(result, 'art5.2.s5', JUDGED);
  exists(zone, result, 'art5.3.s1', 'tenant_count_total', 2, MET);
  exists(zone, result, 'art5.3.s2', 'tenant_count_type_matching', 1);
  exists(zone, result, 'art5.3.s3', 'public_service_platform_count', 1);
  note(result, 'art5.3.s4', JUDGED);
  every(result, 'art5.4.s1', [
    part(zone, 'management_body_exists', isYes),
    part(zone, 'fulltime_managers_count', isOne),
  ]);
  yes(zone, result, 'art5.4.s2', 'unified_management');
  yes(zone, result, 'art5.4.s3', 'statistics_reporting_capability');
}

const ARTICLE_6 = {
  modern_logistics(zone, result) {
    exists(zone, result, 'art6.1.s1', 'tenant_count_type_matching', 1);
    anyOf(zone, result, 'art6.1.s2', 'transport_hub_types');
    yes(zone, result, 'art6.1.s3', 'info_service_function', JUDGED);
    const links = ['仓储', '运输', '配送', '分拣', '包装', '加工', '货代', '信息'];
    allOf(zone, result, 'art6.1.s4', 'logistics_functions', links, JUDGED);
    atLeast(zone, result, 'art6.1.s5', 'planned_land_area', 300, '亩');
    atLeast(zone, result, 'art6.1.s6', 'logistics_enterprise_count', 10, '家');
    atLeast(zone, result, 'art6.1.s7', 'annual_revenue', 20000, '万元');
  },
  tech_service(zone, result) {
    exists(zone, result, 'art6.2.s1', 'tenant_count_type_matching', 1);
    allOf(zone, result, 'art6.2.s2', 'tech_service_functions', [
      ...['研发设计', '技术转化', '创业孵化', '技术（产权）交易'],
      ...['科技咨询', '科技金融', '科技普及', '检验检测'],
    ]);
    atLeast(zone, result, 'art6.2.s3', 'planned_floor_area', 20000, '平方米');
    atLeast(zone, result, 'art6.2.s4', 'tech_org_count', 20, '家');
    atLeast(zone, result, 'art6.2.s5', 'annual_revenue', 10000, '万元');
  },
  software_info(zone, result) {
    exists(zone, result, 'art6.3.s1', 'tenant_count_type_matching', 1);
    every(result, 'art6.3.s2', [
      part(zone, 'software_support_fields', isSome),
      part(zone, 'public_service_platform_count', isOne),
    ]);
    note(result, 'art6.3.s3', JUDGED);
    atLeast(zone, result, 'art6.3.s4', 'planned_floor_area', 30000, '平方米');
    atLeast(zone, result, 'art6.3.s5', 'software_enterprise_count', 30, '家');
    atLeast(zone, result, 'art6.3.s6', 'annual_revenue', 20000, '万元');
  },
  ecommerce(zone, result) {
    const kinds = ['电商企业', '配送服务', '辅助企业'];
    every(result, 'art6.4.s1', [
      part(zone, 'ecommerce_mode', isSome),
      part(zone, 'ecommerce_tenant_kinds', (have) => kinds.every((kind) => have.includes(kind))),
    ]);
    anyOf(zone, result, 'art6.4.s2', 'ecommerce_tenant_kinds', JUDGED);
    every(result, 'art6.4.s3', [
      part(zone, 'basic_operating_platform', isYes),
      part(zone, 'public_service_platform_count', isOne),
    ]);
    atLeast(zone, result, 'art6.4.s4', 'planned_floor_area', 10000, '平方米');
    atLeast(zone, result, 'art6.4.s5', 'tenant_count_total', 40, '家');
    atLeast(zone, result, 'art6.4.s6', 'annual_transaction_volume', 50000, '万元');
  },
  modern_finance(zone, result) {
    const banks = zone.financial_institution_count;
    const lenders = zone.quasi_financial_enterprise_count;
    if (banks >= 1 || lenders >= 1) note(result, 'art6.5.s1', JUDGED);
    else if (banks === undefined) note(result, 'art6.5.s1', UNKNOWN, 'financial_institution_count');
    else if (lenders === undefined) note(result, 'art6.5.s1', UNKNOWN, 'quasi_financial_enterprise_count');
    else note(result, 'art6.5.s1', NOT_MET);
    anyOf(zone, result, 'art6.5.s2', 'financial_business_forms', JUDGED);
    anyOf(zone, result, 'art6.5.s3', 'financial_business_forms', JUDGED);
    every(result, 'art6.5.s4', [
      part(zone, 'basic_operating_platform', isYes),
      part(zone, 'public_service_platform_count', isOne),
    ]);
    if (banks >= 20) {
      note(result, 'art6.5.s5', MET);
    } else if (banks === undefined) {
      note(result, 'art6.5.s5', UNKNOWN, 'financial_institution_count');
    } else if (lenders === undefined) {
      note(result, 'art6.5.s5', UNKNOWN, 'quasi_financial_enterprise_count');
    } else if (banks + lenders >= 20) {
      note(result, 'art6.5.s5', JUDGED);
    } else {
      result.outcomes.push('art6.5.s5', NOT_MET);
      result.short.push({ criterion: 'art6.5.s5', short_by: 20 - banks - lenders, unit: '家' });
    }
    atLeast(zone, result, 'art6.5.s6', 'planned_floor_area', 20000, '平方米');
    atLeast(zone, result, 'art6.5.s7', 'annual_tax_revenue', 10000, '万元');
  },
  new_market(zone, result) {
    exists(zone, result, 'art6.6.s1', 'tenant_count_type_matching', 1);
    anyOf(zone, result, 'art6.6.s2', 'market_carrier_types');
    allOf(zone, result, 'art6.6.s3', 'market_functions', [
      ...['电子商务', '商品集散', '批发零售', '交易展销', '价格形成'],
      ...['信息发布', '检验检测', '加工仓储', '运输配送'],
    ]);
    atLeast(zone, result, 'art6.6.s4', 'planned_floor_area', 50000, '平方米');
    atLeast(zone, result, 'art6.6.s5', 'tenant_count_total', 200, '家');
    atLeast(zone, result, 'art6.6.s6', 'employment_count', 2000, '人');
    atLeast(zone, result, 'art6.6.s7', 'annual_goods_turnover', 50000, '万元');
  },
  culture_creative(zone, result) {
    anyOf(zone, result, 'art6.7.s1', 'culture_business_forms', JUDGED);
    note(result, 'art6.7.s2', JUDGED);
    atLeast(zone, result, 'art6.7.s3', 'creative_enterprise_count', 30, '家');
    atLeast(zone, result, 'art6.7.s4', 'planned_floor_area', 10000, '平方米');
    atLeast(zone, result, 'art6.7.s5', 'annual_revenue', 10000, '万元');
  },
  tourism(zone, result) {
    anyOf(zone, result, 'art6.8.s1', 'tourism_resource_types');
    allOf(zone, result, 'art6.8.s2', 'tourism_functions', ['观光游览', '旅游度假', '文化娱乐', '餐饮购物']);
    note(result, 'art6.8.s3', JUDGED);
    note(result, 'art6.8.s4', JUDGED);
    atLeast(zone, result, 'art6.8.s5', 'tourism_enterprise_count', 20, '家');
    atLeast(zone, result, 'art6.8.s6', 'annual_visitor_trips', 1000000, '人次');
    atLeast(zone, result, 'art6.8.s7', 'annual_tourism_income', 30000, '万元');
  },
  health_elderly(zone, result) {
    exists(zone, result, 'art6.9.s1', 'tenant_count_type_matching', 1);
    allOf(zone, result, 'art6.9.s2', 'health_service_conditions', ['居住', '运动休闲', '疗养'], JUDGED);
    allOf(zone, result, 'art6.9.s3', 'health_functions', ['医疗保健', '养生养老', '健康养生']);
    atLeast(zone, result, 'art6.9.s4', 'health_enterprise_count', 5, '家');
    atLeast(zone, result, 'art6.9.s5', 'elderly_care_beds', 500, '张');
  },
  hr_service(zone, result) {
    exists(zone, result, 'art6.10.s1', 'tenant_count_type_matching', 1);
    allOf(zone, result, 'art6.10.s2', 'hr_functions', [
      ...['就业咨询', '劳务派遣', '高端人才引进', '教育培训'],
      ...['服务外包', '职业测评', '职业生涯规划'],
    ]);
    atLeast(zone, result, 'art6.10.s3', 'office_area', 5000, '平方米');
    atLeast(zone, result, 'art6.10.s4', 'hr_agency_count', 20, '家');
  },
  general_aviation(zone, result) {
    yes(zone, result, 'art6.11.s1', 'ga_platform_reliance');
    note(result, 'art6.11.s2', JUDGED);
    yes(zone, result, 'art6.11.s3', 'airport_plus_service_mode');
    allOf(zone, result, 'art6.11.s4', 'ga_functions', [
      ...['文化', '旅游', '娱乐', '体育', '航空体验'],
      ...['航空展示', '研发', '教育培训', '住宿', '餐饮'],
    ]);
    atLeast(zone, result, 'art6.11.s5', 'ga_enterprise_count', 5, '家');
    atLeast(zone, result, 'art6.11.s6', 'annual_revenue', 10000, '万元');
  },
  comprehensive(zone, result) {
    every(
      result,
      'art6.12.s1',
      [part(zone, 'comprehensive_mode', isSome), part(zone, 'comprehensive_functions', isSome)],
      JUDGED,
    );
    atLeast(zone, result, 'art6.12.s2', 'service_org_count', 20, '家');
    atLeast(zone, result, 'art6.12.s3', 'planned_floor_area', 20000, '平方米');
    atLeast(zone, result, 'art6.12.s4', 'annual_revenue', 30000, '万元');
  },
};

function article8(zone, result) {
  every(result, 'art8.1.s1', [part(zone, 'doc_city_drc_submission', isYes), part(zone, 'doc_truth_commitment', isYes)]);
  yes(zone, result, 'art8.2.s1', 'doc_application_form');
  const contents = ['发展现状', '功能定位及目标', '重点任务', '实施计划', '保障措施'];
  const isWhole = zone.plan_contents && contents.every((item) => zone.plan_contents.includes(item));
  every(
    result,
    'art8.3.s1',
    [part(zone, 'doc_development_plan', isYes), part(zone, 'plan_contents', isSome)],
    isWhole ? MET : JUDGED,
  );
  every(result, 'art8.4.s1', [part(zone, 'doc_tenant_catalog', isYes), part(zone, 'doc_revenue_tax_statement', isYes)]);
  yes(zone, result, 'art8.5.s1', 'doc_infrastructure_statement');
  yes(zone, result, 'art8.6.s1', 'doc_management_statement');
  yes(zone, result, 'art8.7.s1', 'doc_planning_opinion');
  // The zones tell nothing of the term of a lease.
  if (zone.doc_land_approval) note(result, 'art8.8.s1', MET);
  else if (zone.doc_land_approval === undefined) note(result, 'art8.8.s1', UNKNOWN, 'doc_land_approval');
  else if (zone.doc_lease_contract === false) note(result, 'art8.8.s1', NOT_MET);
  else note(result, 'art8.8.s1', UNKNOWN, zone.doc_lease_contract ? 'lease_expiry_date' : 'doc_lease_contract');
  note(result, 'art8.9.s1', JUDGED);
}

/**
 * A zone against its own type. `outcomes` holds criterion and outcome in turn.
 * @returns {Result}
 */
export function assess(zone) {
  /** @type {Result} */
  const result = { outcomes: [], short: [], missing: [] };
  article5(zone, result);
  ARTICLE_6[zone.zone_type](zone, result);
  article8(zone, result);
  return result;
}

/** The same in the form in which results are compared. */
export function outcomes(zone) {
  const flat = assess(zone).outcomes;
  const byCriterion = {};
  for (let place = 0; place < flat.length; place += 2) byCriterion[flat[place]] = flat[place + 1];
  return byCriterion;
}
