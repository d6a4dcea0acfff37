//! The facts that answers may carry, whichever policy they are read for: an id
//! that another policy uses is passed over, one known nowhere is a fault.

/// Every fact id of the published policies, sorted, with blanks between.
const KNOWN_FACTS: &str = "\
    airport_plus_service_mode annual_assessment_indicators annual_goods_turnover \
    annual_guide_requirements annual_revenue annual_tax_revenue annual_tourism_income \
    annual_transaction_volume annual_visitor_trips application_route \
    basic_operating_platform body_setup_doc change_reported comprehensive_functions \
    comprehensive_mode construction_status creative_enterprise_count creative_environment \
    culture_business_forms data_reporting_done demonstration_effect_evidence \
    development_plan_exists doc_application_form doc_city_drc_submission \
    doc_development_plan doc_infrastructure_statement doc_js_application doc_js_forms \
    doc_land_approval doc_lease_contract doc_management_statement doc_other \
    doc_planning_opinion doc_revenue_tax_statement doc_tenant_catalog doc_truth_commitment \
    ecommerce_mode ecommerce_tenant_kinds economic_scale_y0 economic_scale_y1 \
    economic_scale_y2 elderly_care_beds employment_count evaluation_passed evaluation_rank \
    existing_provincial_title financial_business_forms financial_institution_count \
    fulltime_managers_count ga_enterprise_count ga_facilities ga_functions \
    ga_platform_reliance has_upgrade_need health_enterprise_count health_functions \
    health_service_conditions host_city hr_agency_count hr_functions \
    idle_land_mechanism_exists implementation_plan_exists industrial_concentration \
    industry_chain_map_exists info_service_function infrastructure_description \
    innovation_feature_evidence investment_catalog_exists is_recognised \
    land_city_plan_compliance land_use_unchanged_and_planned last_assessment_result \
    layout_fit_evidence leading_industries leading_industry_count leading_industry_feature \
    leading_industry_in_plan_direction leading_or_unicorn_firms_introduced \
    lease_expiry_date lease_remaining_years lease_start_date lease_term_years \
    legal_policy_compliance located_in_development_zone logistics_enterprise_count \
    logistics_functions logistics_park_planned managed_by_devzone_committee \
    management_body_exists management_body_type market_carrier_types market_functions \
    municipal_recognition municipal_recognition_doc newly_recognised_provincial \
    nonconforming_projects_count office_area on_key_promotion_list one_off_award_received \
    operation_body_exists operation_status_evidence plan_approval_doc \
    plan_approved_by_superior plan_contents plan_goals_positioning plan_or_major_change \
    plan_submitted_with_application planned_floor_area planned_land_area planning_opinion \
    policy_publish_date pollution_treatment_facilities projects_over_100m_yuan_per_year \
    promoted_by_provincial_soe provincial_influence_evidence public_service_platform_count \
    quasi_financial_enterprise_count raises_land_efficiency rank_in_city_same_type \
    rank_source recognition_date rectification_done_on_time region_relaxation_status \
    regional_eia_done relies_on_industrial_park responsible_body rnd_bonus_tax_qualified \
    rnd_cash_bonus same_type_count_in_city same_type_district_count service_org_count \
    software_enterprise_count software_support_fields statistics_person_assigned \
    statistics_reporting_capability statistics_year targeted_investment_policy_exists \
    tech_org_count tech_service_functions tenant_count_total tenant_count_type_matching \
    tenant_incentive_mechanism_exists tenant_service_functions top500_introduced_3y \
    tourism_enterprise_count tourism_functions tourism_public_service \
    tourism_resource_types transport_hub_types type_matching_revenue_share \
    unified_management yellow_card_years zone_area_sqm zone_level\
";

/// Whether any policy uses this fact.
pub fn is_known_fact(id: &str) -> bool {
    known_facts().any(|known| known == id)
}

/// Every fact id of the published policies, sorted.
pub fn known_facts() -> impl Iterator<Item = &'static str> {
    KNOWN_FACTS.split(' ')
}

#[cfg(test)]
mod tests {
    use super::{is_known_fact, known_facts};

    #[test]
    fn the_list_is_sorted_and_each_id_is_found() {
        assert!(known_facts().is_sorted());
        assert!(
            is_known_fact("planned_land_area") && !is_known_fact("planned") && !is_known_fact("")
        );
    }
}
