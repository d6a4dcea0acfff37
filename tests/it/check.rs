//! The check of a policy file finds every kind of fault, all at once, each with its place.

use crate::support::{
    assess, checked, drop_from_policy, node, patch_policy, pointer, policy_file, policy_files,
    sentence,
};
use drc_assessment::engine::check::{MAX_CRITERIA, MAX_FACTS, MAX_OPTIONS, check, check_earlier};
use drc_assessment::engine::tree::MAX_TEXT;
use serde_json::{Value, json};

const POLICY: &str = "shanxi-2019-394";

/// What is done to a published file. Places are those of [`patch_policy`].
pub(crate) enum Patch {
    /// Something else, or something new, at a place.
    Put(&'static str, Value),
    /// Nothing any more at a place.
    Drop(&'static str),
}

impl Patch {
    /// Where the file is changed.
    pub(crate) fn place(&self) -> &'static str {
        match self {
            Patch::Put(place, _) | Patch::Drop(place) => place,
        }
    }

    pub(crate) fn applied_to(&self, file: &Value) -> Value {
        match self {
            Patch::Put(place, value) => patch_policy(file, place, value.clone()),
            Patch::Drop(place) => drop_from_policy(file, place),
        }
    }
}

/// A change, the place of the fault that it makes, a word of the sentence, and
/// whether a look at shapes alone, as a JSON Schema has it, can see it.
pub(crate) struct Fault {
    /// The policy whose file is changed.
    pub(crate) policy: &'static str,
    pub(crate) patch: Patch,
    /// As in [`patch_policy`]; a place that ends in a slash stands for any place below it.
    place: &'static str,
    word: &'static str,
    pub(crate) schema_sees_it: bool,
}

fn visible(patch: Patch, place: &'static str, word: &'static str) -> Fault {
    Fault { policy: POLICY, patch, place, word, schema_sees_it: true }
}

fn hidden(patch: Patch, place: &'static str, word: &'static str) -> Fault {
    Fault { policy: POLICY, patch, place, word, schema_sees_it: false }
}

/// Every kind of fault.
pub(crate) fn faults() -> Vec<Fault> {
    let of = |policy: &'static str, faults: Vec<Fault>| {
        faults.into_iter().map(move |fault| Fault { policy, ..fault })
    };
    let mut all = common_faults();
    all.extend(of("jiangsu-cluster-demo", faults_of_years_and_routes()));
    all.extend(of("jilin-upgrade", faults_of_absence_and_passages()));
    all.extend(of("qingdao-2020-30", faults_of_areas_and_rows()));
    all
}

/// 4.2.s3 is about rising years, 4.2.s4 about a rank, 4.2.s13 belongs to a route.
fn faults_of_years_and_routes() -> Vec<Fault> {
    use Patch::{Drop, Put};
    let (rising, route, counted) =
        ("criteria/4.2.s3/condition", "criteria/4.2.s13/route", "criteria/4.2.s3/counted_when");
    let put = |facts: &[&str]| Put("criteria/4.2.s3/condition", json!({ "rising": facts }));
    let one_of = |option: &str| json!({ "fact": "application_route", "one_of": [option] });
    let moon = || json!({ "fact": "moon_phase", "is": true });
    let flag = || json!({ "fact": "application_route", "is": true });
    vec![
        visible(put(&[]), "criteria/4.2.s3/condition/rising", "不能为空"),
        visible(put(&["economic_scale_y0"]), rising, "至少应为 2"),
        visible(
            Put("criteria/4.2.s3/condition/rising", json!("economic_scale_y0")),
            "criteria/4.2.s3/condition/rising",
            "列表",
        ),
        visible(
            Put("criteria/4.2.s3/condition/fact", json!("host_city")),
            "criteria/4.2.s3/condition/fact",
            "不认识",
        ),
        hidden(put(&["economic_scale_y0", "moon_phase"]), rising, "moon_phase"),
        hidden(put(&["economic_scale_y0", "host_city"]), rising, "quantity"),
        hidden(put(&["economic_scale_y0", "rank_in_city_same_type"]), rising, "换算"),
        visible(Put(route, json!("市级集聚区申报")), route, "判断式"),
        hidden(Put(route, moon()), route, "moon_phase"),
        hidden(Put(route, flag()), route, "boolean"),
        hidden(Put(route, one_of("省级")), route, "省级"),
        visible(
            Put(counted, json!({ "not": "既有" })),
            "criteria/4.2.s3/counted_when/not",
            "判断式",
        ),
        hidden(Put(counted, json!({ "not": moon() })), counted, "moon_phase"),
        hidden(Put(counted, flag()), counted, "boolean"),
        hidden(Put(counted, one_of("省级")), counted, "省级"),
        visible(Drop("criteria/4.2.s4/figures/0/of"), "criteria/4.2.s4/figures/0", "of"),
        visible(Drop("criteria/4.2.s4/figures/0/source"), "criteria/4.2.s4/figures/0", "source"),
        visible(
            Put("criteria/4.2.s4/figures/0/whole", json!("same_type_count_in_city")),
            "criteria/4.2.s4/figures/0/whole",
            "不认识",
        ),
        hidden(
            Put("criteria/4.2.s4/figures/0/rank", json!("moon_phase")),
            "criteria/4.2.s4/figures",
            "moon_phase",
        ),
        visible(Drop("validity/to"), "validity", "to"),
        hidden(Put("validity/to", json!("2020-12-31")), "validity/to", "2021-01-01 至"),
        visible(Put("validity/from", json!("2021年")), "validity/from", "2021年"),
        visible(Put("validity/year", json!(2021)), "validity/year", "不认识"),
    ]
}

/// 4.5.s3 asks for none of something.
fn faults_of_absence_and_passages() -> Vec<Fault> {
    use Patch::Put;
    let absent = "criteria/4.5.s3/condition/absent";
    let condition = "criteria/4.5.s3/condition";
    let of = |fact: &str| json!({ "fact": fact, "absent": "0 个" });
    vec![
        visible(Put(absent, json!("没有")), absent, "空格"),
        visible(
            Put("criteria/4.5.s3/condition/open", json!(true)),
            "criteria/4.5.s3/condition/open",
            "不认识",
        ),
        hidden(Put(absent, json!("0 元")), condition, "换算"),
        hidden(Put(condition, of("development_plan_exists")), condition, "quantity"),
        hidden(Put(condition, of("moon_phase")), condition, "moon_phase"),
        visible(
            Put("passages/行业主管部门/zone_types", json!("logistics_park")),
            "passages/行业主管部门/zone_types",
            "列表",
        ),
        hidden(
            Put("passages/行业主管部门/zone_types", json!(["steel"])),
            "passages/行业主管部门/zone_types",
            "steel",
        ),
        visible(Put("year", json!("2021")), "year", "整数"),
        visible(Put("validity/year", json!("2024")), "validity/year", "整数"),
    ]
}

/// 1.2.s3 compares two amounts with an area, 4.2.s3 counts years in a row.
fn faults_of_areas_and_rows() -> Vec<Fault> {
    use Patch::{Drop, Put};
    let (areas, row) = ("criteria/1.2.s3/condition", "criteria/4.2.s3/condition");
    let per = "criteria/1.2.s3/condition/all/0/per";
    let number = "criteria/1.2.s3/condition/all/0/at_least";
    let of = |fact: &str| json!({ "fact": fact, "consecutive": 2 });
    vec![
        visible(Put(per, json!(1)), per, "文字"),
        hidden(Put(per, json!("moon_phase")), areas, "moon_phase"),
        hidden(Put(per, json!("statistics_year")), areas, "quantity"),
        hidden(Put(per, json!("top500_introduced_3y")), areas, "换算"),
        hidden(
            Put("criteria/1.2.s3/condition/all/0/fact", json!("top500_introduced_3y")),
            areas,
            "换算",
        ),
        hidden(Drop(per), areas, "换算"),
        hidden(Put(number, json!("10000 万元")), areas, "换算"),
        visible(Put(number, json!("10000元/平方米")), number, "空格"),
        visible(
            Put("criteria/4.2.s3/condition/consecutive", json!("两年")),
            "criteria/4.2.s3/condition/consecutive",
            "整数",
        ),
        visible(
            Put("criteria/4.2.s3/condition/open", json!(true)),
            "criteria/4.2.s3/condition/open",
            "不认识",
        ),
        visible(Put("criteria/4.2.s3/condition/consecutive", json!(1)), row, "至少应为 2"),
        hidden(Put(row, of("zone_level")), row, "years"),
        hidden(Put(row, of("statistics_year")), row, "years"),
        hidden(Put(row, of("moon_phase")), row, "moon_phase"),
        hidden(Put(row, json!({ "fact": "yellow_card_years", "some": true })), row, "set"),
        visible(
            Put("facts/yellow_card_years/type", json!("yearly")),
            "facts/yellow_card_years/type",
            "yearly",
        ),
    ]
}

/// Of the file that has most kinds of tests: art5.1.s1 asks yes or no, art6.1.s5 for an area, art6.1.s2 for a list.
#[expect(clippy::too_many_lines, reason = "a table, a row a kind")]
fn common_faults() -> Vec<Fault> {
    use Patch::{Drop, Put};
    let land = "criteria/art6.1.s5/condition";
    vec![
        visible(Put("colour", json!("red")), "colour", "不认识"),
        visible(Put("criteria/art2.s1/colour", json!(1)), "criteria/art2.s1/colour", "不认识"),
        visible(
            Put("facts/management_body_exists/colour", json!(1)),
            "facts/management_body_exists/colour",
            "不认识",
        ),
        visible(
            Put("criteria/art6.1.s5/citation/page", json!(1)),
            "criteria/art6.1.s5/citation/page",
            "不认识",
        ),
        visible(
            Put("criteria/art6.1.s5/condition/colour", json!(1)),
            "criteria/art6.1.s5/condition/colour",
            "不认识",
        ),
        visible(Drop("id"), "", "缺少字段“id”"),
        visible(Drop("title"), "", "title"),
        visible(Drop("validity"), "", "validity"),
        visible(Drop("criteria/art6.1.s5/condition"), "criteria/art6.1.s5", "condition"),
        visible(Drop("criteria/art6.1.s5/citation"), "criteria/art6.1.s5", "citation"),
        visible(Drop("criteria/art6.1.s5/citation/quote"), "criteria/art6.1.s5/citation", "quote"),
        visible(Drop("facts/planned_land_area/unit"), "facts/planned_land_area", "unit"),
        visible(Drop("facts/planning_opinion/options"), "facts/planning_opinion", "options"),
        visible(Put("title", json!(7)), "title", "文字"),
        visible(Put("title", json!(" ")), "title", "不能为空"),
        visible(Put("year", json!("2019")), "year", "整数"),
        visible(Put("criteria", json!({})), "criteria", "列表"),
        visible(Put("validity", json!([])), "validity", ""),
        visible(Put("validity/kind", json!("forever")), "validity/kind", "forever"),
        visible(Put("validity/term_years", json!("two")), "validity/term_years", "整数"),
        visible(Put("criteria/art6.1.s5/role", json!("wish")), "criteria/art6.1.s5/role", "wish"),
        visible(
            Put("facts/management_body_exists/type", json!("number")),
            "facts/management_body_exists/type",
            "number",
        ),
        visible(
            Put(land, json!({ "fact": "planned_land_area", "around": "300 亩" })),
            land,
            "判断式",
        ),
        visible(Put(land, json!("300 亩以上")), land, "判断式"),
        visible(
            Put("criteria/art6.1.s5/condition/at_least", json!("300亩")),
            "criteria/art6.1.s5/condition/at_least",
            "空格",
        ),
        visible(
            Put("criteria/art6.1.s5/condition/at_least", json!("三百 亩")),
            "criteria/art6.1.s5/condition/at_least",
            "空格",
        ),
        hidden(
            Put("criteria/art6.1.s5/condition/at_least", json!("300 里")),
            "criteria/art6.1.s5/condition/at_least",
            "不认识单位“里”",
        ),
        visible(Put(land, json!({ "all": [] })), "criteria/art6.1.s5/condition/all", "不能为空"),
        visible(Put("region", json!("50")), "region", "六位数字"),
        visible(Put("region", json!("１４００００")), "region", "六位数字"),
        visible(
            Put("criteria/art6.1.s5/citation/quote", json!("规划占地面积 300 亩以上。")),
            "criteria/art6.1.s5/citation/quote",
            "标点“。”",
        ),
        visible(
            Put("facts/planning_opinion/options", json!(["同意", "不同意", "同意"])),
            "facts/planning_opinion/options/2",
            "“同意”在同一列表里写了两次",
        ),
        visible(
            Put("facts/planned_land_area/units", json!(["亩", "公顷", "亩"])),
            "facts/planned_land_area/units/2",
            "写了两次",
        ),
        visible(
            Put("criteria/art6.1.s5/zone_types", json!(["tourism", "tourism"])),
            "criteria/art6.1.s5/zone_types/1",
            "写了两次",
        ),
        visible(
            Put(
                land,
                json!({ "fact": "planned_land_area", "at_least": "300 亩", "at_most": "900 亩" }),
            ),
            land,
            "“at_least”和“at_most”都要的分成两个，写在 all 里",
        ),
        hidden(
            Put("facts/planned_land_area/unit", json!("里")),
            "facts/planned_land_area/unit",
            "里",
        ),
        visible(
            Put("criteria/art5.1.s1/condition/is", json!("yes")),
            "criteria/art5.1.s1/condition/is",
            "true",
        ),
        visible(
            Put("criteria/art17.s2/condition", json!({ "judgement": false })),
            "criteria/art17.s2/condition/judgement",
            "true",
        ),
        visible(
            Put("criteria/art17.s1/condition", json!({ "validity": 1 })),
            "criteria/art17.s1/condition/validity",
            "true",
        ),
        visible(
            Put(land, json!({ "fact": "logistics_functions", "some": false })),
            "criteria/art6.1.s5/condition/some",
            "true",
        ),
        visible(
            Put(land, json!({ "given": [] })),
            "criteria/art6.1.s5/condition/given",
            "不能为空",
        ),
        visible(
            Put("criteria/art5.1.s1/condition/is", json!(null)),
            "criteria/art5.1.s1/condition",
            "判断式",
        ),
        visible(
            Put("facts/management_body_exists/words", json!({ "yes": "已备" })),
            "facts/management_body_exists/words",
            "no",
        ),
        visible(
            Put("facts/management_body_exists/ask_when", json!({ "fact": "unified_management" })),
            "facts/management_body_exists/ask_when",
            "判断式",
        ),
        hidden(
            Put(land, nested(9)),
            "criteria/art6.1.s5/condition/not/not/not/not/not/not/not/not",
            "上限 8",
        ),
        hidden(Put("criteria/art6.1.s5/id", json!("art2.s1")), "criteria/art6.1.s5/id", "重复"),
        hidden(Put("facts/planned_land_area/id", json!("host_city")), "facts/", "重复"),
        hidden(Put("zone_types/ecommerce/id", json!("tourism")), "zone_types/", "重复"),
        hidden(Put("criteria/art6.1.s5/condition/fact", json!("moon_phase")), land, "moon_phase"),
        hidden(
            Put("criteria/art6.1.s5/zone_types", json!(["steel"])),
            "criteria/art6.1.s5/zone_types",
            "steel",
        ),
        hidden(
            Put("criteria/art6.1.s5/proof", json!(["art99"])),
            "criteria/art6.1.s5/proof",
            "art99",
        ),
        hidden(
            Put("criteria/art6.1.s5/evidence", json!(["moon_phase"])),
            "criteria/art6.1.s5/evidence",
            "moon_phase",
        ),
        hidden(
            Put("criteria/art6.1.s5/figures", json!(["moon_phase"])),
            "criteria/art6.1.s5/figures",
            "moon_phase",
        ),
        hidden(
            Put("criteria/art6.1.s5/covers", json!(["art99"])),
            "criteria/art6.1.s5/covers",
            "art99",
        ),
        hidden(
            Put("groups/基本条件/criteria/-", json!("art99")),
            "groups/基本条件/criteria",
            "art99",
        ),
        hidden(
            Put("contradictions/0/criterion", json!("art99")),
            "contradictions/0/criterion",
            "art99",
        ),
        hidden(
            Put(
                "contradictions/-",
                json!({ "when": { "fact": "tenant_count_total", "exceeds": "host_city" }, "criterion": "art2.s1", "text": "…" }),
            ),
            "contradictions/-/when",
            "quantity",
        ),
        hidden(
            Put("facts/tenant_count_total/type_hints", json!({ "steel": "…" })),
            "facts/tenant_count_total/type_hints/steel",
            "steel",
        ),
        hidden(
            Put(
                "facts/management_body_exists/ask_when",
                json!({ "fact": "moon_phase", "is": true }),
            ),
            "facts/management_body_exists/ask_when",
            "moon_phase",
        ),
        hidden(
            Put("validity/publish_fact", json!("moon_phase")),
            "validity/publish_fact",
            "moon_phase",
        ),
        hidden(Put("validity/publish_fact", json!("host_city")), "validity/publish_fact", "date"),
        hidden(Put(land, json!({ "fact": "planned_land_area", "is": true })), land, "boolean"),
        hidden(
            Put(
                "criteria/art5.1.s1/condition",
                json!({ "fact": "legal_policy_compliance", "at_least": "1 家" }),
            ),
            "criteria/art5.1.s1/condition",
            "quantity",
        ),
        hidden(Put("criteria/art6.1.s5/condition/at_least", json!("300 万元")), land, "换算"),
        hidden(
            Put("facts/planned_land_area/units", json!(["亩", "万元"])),
            "facts/planned_land_area/units",
            "换算",
        ),
        hidden(
            Put("criteria/art6.1.s2/condition/any_of", json!(["航空", "水路"])),
            "criteria/art6.1.s2/condition",
            "水路",
        ),
        visible(
            Put("criteria/art6.1.s2/condition/any_of", json!([])),
            "criteria/art6.1.s2/condition",
            "不能为空",
        ),
        hidden(
            Put("facts/planning_opinion/options", many_options()),
            "facts/planning_opinion/options",
            "上限",
        ),
        hidden(
            Put(
                "facts/-",
                json!({ "id": "recognition_date", "label": "认定日期", "type": "date" }),
            ),
            "facts/-/id",
            "没有任何条款使用",
        ),
        hidden(Drop("groups/评定之后"), "criteria/art11.s1/id", "分组"),
        hidden(
            Put(land, json!({ "fact": "planned_land_area", "at_least": "0 亩" })),
            land,
            "不会不满足",
        ),
        hidden(
            Put(
                land,
                json!({ "all": [{ "fact": "planned_land_area", "at_least": "300 亩" }, { "fact": "planned_land_area", "less_than": "300 亩" }] }),
            ),
            land,
            "都不能满足",
        ),
    ]
}

/// Conditions inside conditions.
fn nested(depth: usize) -> Value {
    (0..depth).fold(
        json!({ "fact": "planned_land_area", "at_least": "300 亩" }),
        |inner, _| json!({ "not": inner }),
    )
}

fn many_options() -> Value {
    let more = (0..MAX_OPTIONS).map(|number| format!("选项{number}"));
    ["同意", "不同意", "未出具"].into_iter().map(str::to_owned).chain(more).collect()
}

fn found(file: &Value) -> Vec<(String, String)> {
    check(&node(file)).err().unwrap_or_default().iter().map(sentence).collect()
}

#[test]
fn the_published_files_have_no_fault() {
    for (name, file) in policy_files() {
        assert_eq!(found(&file), [], "{name}");
    }
    checked(&policy_file(POLICY));
}

#[test]
fn every_kind_of_fault_is_found_at_its_place() {
    let mut wrong = Vec::new();
    for fault in faults() {
        let file = policy_file(fault.policy);
        let patched = fault.patch.applied_to(&file);
        let found = found(&patched);
        let place = pointer(&patched, fault.place).or_else(|| pointer(&file, fault.place));
        let place = place.unwrap_or_else(|| panic!("no {}", fault.place));
        let fits = |(path, message): &(String, String)| {
            let is_there =
                if place.ends_with('/') { path.starts_with(&place) } else { *path == place };
            is_there && message.contains(fault.word)
        };
        if !found.iter().any(fits) {
            let Fault { policy, place, word, .. } = fault;
            wrong.push(format!("{policy}: {place} {word}: found {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    println!("{} kinds of faults found", faults().len());
}

#[test]
fn all_faults_are_reported_at_once() {
    let original = policy_file(POLICY);
    let patches = [
        Patch::Put("colour", json!("red")),
        Patch::Drop("facts/is_recognised/label"),
        Patch::Put("criteria/art6.1.s6/condition/fact", json!("unified_management")),
        Patch::Put("criteria/art6.1.s5/condition/at_least", json!("300亩")),
        Patch::Put("facts/management_body_exists/type", json!("number")),
        Patch::Put("criteria/art6.5.s7/zone_types", json!(["steel"])),
        Patch::Put("groups/基本条件/criteria/-", json!("art99")),
        Patch::Drop("title"),
    ];
    let mut file = original.clone();
    for patch in &patches {
        file = patch.applied_to(&file);
    }
    let found = found(&file);
    for place in [
        "colour",
        "criteria/art6.1.s6/condition",
        "criteria/art6.1.s5/condition/at_least",
        "facts/management_body_exists/type",
        "criteria/art6.5.s7/zone_types",
        "groups/基本条件/criteria",
        "",
    ] {
        let path = pointer(&file, place).unwrap_or_else(|| panic!("no {place}"));
        assert!(found.iter().any(|(at, _)| *at == path), "{path} is not among {found:?}");
    }
    assert_eq!(
        found.len(),
        patches.len(),
        "each fault once, and nothing that only follows from another: {found:?}"
    );
}

/// The file with so many criteria, facts and options of the first choice.
fn policy_of_size(criteria: usize, facts: usize, options: usize) -> Value {
    let mut file = policy_file(POLICY);
    let grow = |list: &mut Vec<Value>, size: usize| {
        let last = list.last().expect("an entry").clone();
        for number in list.len()..size {
            let mut more = last.clone();
            more["id"] = json!(format!("more_{number}"));
            list.push(more);
        }
    };
    grow(file["criteria"].as_array_mut().expect("criteria"), criteria);
    grow(file["facts"].as_array_mut().expect("facts"), facts);
    let choice = file["facts"].as_array_mut().expect("facts").iter_mut();
    let choice = choice.into_iter().find(|fact| fact["type"] == "choice").expect("a choice");
    choice["options"] = (0..options).map(|number| json!(format!("选项{number}"))).collect();
    file
}

#[test]
fn faults_inside_conditions_are_found_at_their_place() {
    let land = |more: &Value| {
        let mut condition = json!({ "fact": "planned_land_area", "at_least": "300 亩" });
        for (key, value) in more.as_object().expect("keys") {
            condition[key] = value.clone();
        }
        condition
    };
    let table = |by: &str, table: Value| json!({ "at_least": { "by": by, "table": table } });
    let moon = json!({ "fact": "moon_phase", "is": true });
    let flag = |fact: &str| json!({ "fact": fact, "is": true });
    let of = |count: u32| {
        let parts = [
            flag("unified_management"),
            flag("management_body_exists"),
            flag("development_plan_exists"),
        ];
        json!({ "at_least": count, "of": parts })
    };
    let amount = |number: &str| land(&json!({ "at_least": number }));
    let mut wrong = Vec::new();
    // The condition, a word of each sentence that must be found there or below.
    for (condition, words) in [
        (of(1), vec!["多于一项"]),
        (of(2), vec![]),
        (of(3), vec!["多于一项"]),
        (land(&json!({ "relief": [{ "when": moon, "to": "200 亩" }] })), vec!["moon_phase"]),
        (
            json!({ "points": [{ "label": "甲", "when": moon, "points": 5 }], "at_least": "3 分" }),
            vec!["moon_phase"],
        ),
        (
            json!({ "elapsed": "lease_start_date", "at_least": "1 年", "until": "unified_management" }),
            vec!["date"],
        ),
        (json!({ "date": "lease_start_date", "after": "unified_management" }), vec!["date"]),
        (land(&table("moon_phase", json!({ "圆": "300 亩" }))), vec!["moon_phase"]),
        (land(&table("unified_management", json!({ "是": "300 亩" }))), vec!["choice"]),
        (
            land(&table(
                "planning_opinion",
                json!({ "同意": "300 亩", "不同意": "300 亩", "未出具": "300 亩" }),
            )),
            vec![],
        ),
        (
            land(&table("planning_opinion", json!({ "同意": "300 亩", "不同意": "300 亩" }))),
            vec!["未出具"],
        ),
        (
            land(&table(
                "planning_opinion",
                json!({ "同意": "300 亩", "不同意": "300 亩", "未出具": "300 亩", "再议": "1 亩" }),
            )),
            vec!["再议"],
        ),
        (
            json!({ "sum": ["planned_land_area", "annual_revenue"], "at_least": "300 亩" }),
            vec!["换算"],
        ),
        (amount("300,000 亩"), vec!["逗号"]),
        (amount("３００ 亩"), vec!["半角"]),
        (amount("1.2.3 亩"), vec!["数字、空格、单位"]),
        (amount(". 亩"), vec!["数字、空格、单位"]),
        (amount("x 亩"), vec!["数字、空格、单位"]),
        (amount("1234567890123456789012345 亩"), vec!["太大"]),
        (amount("12345678901234567890123456789012345678901234567890.5 亩"), vec!["太大"]),
    ] {
        let file =
            patch_policy(&policy_file(POLICY), "criteria/art6.1.s5/condition", condition.clone());
        let file = patch_policy(&file, "criteria/art6.1.s5/role", json!("definition"));
        let place = pointer(&file, "criteria/art6.1.s5/condition").expect("the condition");
        let here: Vec<String> = found(&file)
            .into_iter()
            .filter(|(path, _)| path.starts_with(&place))
            .map(|(_, said)| said)
            .collect();
        if here.len() != words.len()
            || !here.iter().zip(&words).all(|(said, word)| said.contains(word))
        {
            wrong.push(format!("{condition}: {here:?}, not {words:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn codes_and_texts_are_held_to_their_form() {
    let file = policy_file(POLICY);
    for (place, value, is_valid) in [
        ("region", json!("140000"), true),
        ("region", json!("14000"), false),
        ("region", json!("14000x"), false),
        ("title", json!("题".repeat(MAX_TEXT)), true),
        ("title", json!("题".repeat(MAX_TEXT + 1)), false),
    ] {
        let found = found(&patch_policy(&file, place, value.clone()));
        assert_eq!(
            found.iter().all(|(path, _)| *path != format!("/{place}")),
            is_valid,
            "{place}: {found:?}"
        );
    }
}

#[test]
fn lists_may_be_as_long_as_their_limits() {
    let too_long = |criteria, facts, options| {
        let found = found(&policy_of_size(criteria, facts, options));
        found.iter().filter(|(_, message)| message.contains("超过上限")).count()
    };
    assert_eq!(too_long(MAX_CRITERIA, MAX_FACTS, MAX_OPTIONS), 0);
    assert_eq!(too_long(MAX_CRITERIA + 1, MAX_FACTS, MAX_OPTIONS), 1);
    assert_eq!(too_long(MAX_CRITERIA, MAX_FACTS + 1, MAX_OPTIONS), 1);
    assert_eq!(too_long(MAX_CRITERIA, MAX_FACTS, MAX_OPTIONS + 1), 1);
}

#[test]
fn a_period_may_be_one_day_long() {
    let file = policy_file(POLICY);
    for (to, is_valid) in [("2026-01-01", true), ("2026-01-02", true), ("2025-12-31", false)] {
        let period = json!({ "kind": "period", "from": "2026-01-01", "to": to });
        let found = found(&patch_policy(&file, "validity", period));
        let is_found = found.iter().any(|(path, _)| path == "/validity/to");
        assert_eq!(!is_found, is_valid, "{to}: {found:?}");
    }
}

/// What changes nothing that an earlier version says is no reason not to compare with it.
#[test]
fn an_earlier_version_may_have_only_faults_that_change_nothing() {
    let file = policy_file(POLICY);
    let unused = json!({ "id": "moon_phase", "label": "月相", "type": "boolean" });
    let unused = patch_policy(&file, "facts/-", unused);
    assert!(check(&node(&unused)).is_err() && check_earlier(&node(&unused)).is_ok());
    let wrong = patch_policy(&file, "criteria/art6.1.s5/condition/at_least", json!("300"));
    assert!(check_earlier(&node(&wrong)).is_err());
    let both = patch_policy(&unused, "criteria/art6.1.s5/condition/at_least", json!("300"));
    assert!(check_earlier(&node(&both)).is_err());
}

#[test]
fn a_policy_that_is_not_an_object_is_invalid() {
    for value in [json!(null), json!(7), json!("text"), json!([]), json!({})] {
        assert!(!found(&value).is_empty(), "{value}");
    }
}

/// A policy that compares one of these facts: firms in 家, staff in 人, mentors in 名, days in 天, land in
/// 平方千米, a rate in %.
fn policy_that_compares(condition: &Value) -> Value {
    let amount =
        |id: &str, unit: &str| json!({ "id": id, "label": id, "type": "quantity", "unit": unit });
    let day = |id: &str| json!({ "id": id, "label": id, "type": "date" });
    let facts = [
        amount("firms", "家"),
        amount("staff", "人"),
        amount("mentors", "名"),
        amount("days", "天"),
        amount("land", "平方千米"),
        amount("rate", "%"),
        day("since"),
    ];
    let ids: Vec<Value> = facts.iter().map(|fact| fact["id"].clone()).collect();
    json!({
        "id": "a", "title": "办法", "issuer": "机关", "jurisdiction": "地方", "region": "140000", "authority": "部门",
        "validity": { "kind": "unstated" }, "facts": facts,
        "criteria": [{
            "id": "art1", "role": "eligibility", "label": "条件",
            "citation": { "locator": "第一条", "quote": "一句" }, "condition": condition, "evidence": ids,
        }],
        "groups": [{ "title": "条件", "criteria": ["art1"] }],
    })
}

/// Amounts and units as people write them are accepted, or the message says what is wrong with them.
#[test]
fn an_amount_that_cannot_be_compared_says_why() {
    let of = |fact: &str, bound: &str| json!({ "fact": fact, "at_least": bound });
    let per = |part: &str, whole: &str, bound: &str| json!({ "fact": part, "per": whole, "at_least": bound });
    for (condition, words) in [
        (of("firms", "2.5 家"), "“2.5 家”：“家”按整数计，不能有小数"),
        (of("days", "2.5 日"), "“日”按整数计"),
        (of("days", "2.5 天"), "在 units 中声明"),
        (of("firms", "２ 家"), "“２ 家”的数用了全角字符"),
        (of("firms", "２家"), "全角"),
        (of("land", "２．５ 平方千米"), "全角"),
        (of("firms", "5,000 家"), "千分位"),
        (of("firms", "5，000 家"), "全角"),
        (per("staff", "firms", "1/10 人/家"), "分数只写占比，不带单位"),
        (of("firms", "1/2 家"), "分数只写占比"),
        (of("firms", "9999999999999999999 家"), "太大"),
        (of("firms", "3家"), "应写作数字、空格、单位"),
        (of("firms", "三 家"), "应写作数字、空格、单位"),
        // Zero and less are amounts like others, fractions of what is measured as well.
        (of("land", "0.5 平方千米"), ""),
        (of("land", "0.5 平方公里"), ""),
        (of("land", "50 公顷"), ""),
        (of("days", "30 天"), ""),
        (of("days", "30 日"), ""),
        (json!({ "elapsed": "since", "at_least": "30 天" }), ""),
        (per("staff", "firms", "0.1 人/家"), ""),
        (per("staff", "firms", "0.1 名/家"), ""),
        (per("days", "staff", "0.5 天/人"), ""),
        (per("firms", "land", "5 家/平方千米"), ""),
        (per("mentors", "firms", "10 %"), ""),
        // Both are counted alike.
        (
            per("mentors", "firms", "0.1 名/家"),
            "“名”和“家”计的是同类的数，相除得占比，不能写“名/家”",
        ),
        (per("firms", "firms", "0.1 个/家"), "“个”和“家”计的是同类的数，相除得占比，不能写“个/家”"),
        (per("firms", "land", "1 里/家"), "不认识单位“里/家”"),
        // The unit is that of the fact.
        (of("firms", "2 亩"), "与事项的单位“家”不能换算，例如应写 \"300 家\""),
        (of("firms", "2"), "事项的单位是“家”，不能与占比比较（不写单位的数按占比读）"),
        (of("days", "2 家"), "与事项的单位“日”"),
        (per("staff", "firms", "8 亩"), "与事项的单位“人/家”"),
        (per("firms", "land", "8 个月"), "与事项的单位“家/平方公里”"),
        (per("mentors", "firms", "8 亩"), "与事项的单位“%”"),
        (json!({ "elapsed": "since", "at_least": "2 家" }), "与事项的单位“年”"),
        (
            json!({ "fact": "firms", "at_least": "5 家", "relief": [{ "when": { "judgement": true }, "to": "2 亩" }] }),
            "与事项的单位“家”",
        ),
        (
            json!({ "points": [{ "label": "甲", "fact": "firms", "from": "2 亩", "points": 5 }], "at_least": "3 分" }),
            "与事项的单位“家”",
        ),
        // One test, one requirement.
        (
            json!({ "fact": "firms", "at_least": "1 家", "less_than": "9 家" }),
            "“at_least”和“less_than”都要的分成两个",
        ),
        (json!({ "sum": ["firms", "firms"], "at_least": "1 家" }), "“firms”在同一列表里写了两次"),
    ] {
        let found = found(&policy_that_compares(&condition));
        if words.is_empty() {
            assert_eq!(found, [], "{condition}");
            continue;
        }
        let messages: Vec<&str> = found.iter().map(|(_, message)| message.as_str()).collect();
        assert_eq!(messages.len(), 1, "{condition}: {messages:?}");
        assert!(messages[0].contains(words), "{condition}: {messages:?}");
    }
}

/// 天 can have fractions where a policy says so; what is no other way to write a unit cannot be declared.
#[test]
fn a_policy_may_declare_another_way_to_write_a_unit_anew() {
    for (symbol, is_allowed) in [
        ("天", true),
        ("平方千米", true),
        ("场次", true),
        ("日", false),
        ("家", false),
        ("名", false),
    ] {
        let mut policy = policy_that_compares(&json!({ "fact": "firms", "at_least": "1 家" }));
        policy["units"] = json!([{ "symbol": symbol, "fractions": true }]);
        assert_eq!(found(&policy).is_empty(), is_allowed, "{symbol}: {:?}", found(&policy));
    }
    let mut policy = policy_that_compares(&json!({ "fact": "days", "at_least": "2.5 天" }));
    policy["units"] = json!([{ "symbol": "天", "fractions": true }]);
    let assessment =
        assess(&checked(&policy), &json!({ "as_of": "2026-11-22", "facts": { "days": "2.4 天" } }));
    assert_eq!(assessment["findings"][0]["text"], "还差 0.1 天");
}

/// People are counted in 名 as well where there are so many for each of something else.
#[test]
fn so_many_people_per_firm_are_compared_in_either_word() {
    let policy = checked(&policy_that_compares(
        &json!({ "fact": "staff", "per": "firms", "at_least": "0.5 名/家" }),
    ));
    for (staff, outcome, text) in
        [("4 人", "not_met", "还差 0.1 名/家，即再增 1 人"), ("5 名", "met", "达到原文所列")]
    {
        let facts = json!({ "as_of": "2026-11-22", "facts": { "staff": staff, "firms": 10 } });
        let assessment = assess(&policy, &facts);
        let finding = &assessment["findings"][0];
        assert_eq!(
            (&finding["outcome"], &finding["text"]),
            (&json!(outcome), &json!(text)),
            "{staff}"
        );
    }
}

/// A key is read whatever the type of its fact, and a null never stands for a test.
#[test]
fn faults_in_keys_that_are_not_used_are_found() {
    let original = policy_file(POLICY);
    for (place, value) in [
        ("facts/management_body_exists/unit", json!(7)),
        ("facts/management_body_exists/units", json!(["里"])),
        ("facts/management_body_exists/options", json!([])),
        ("facts/management_body_exists/within", json!({ "from": "2025-02-30" })),
        ("criteria/art6.1.s2/condition/any_of", Value::Null),
    ] {
        let file = patch_policy(&original, place, value);
        assert!(!found(&file).is_empty(), "{place}");
    }
}
