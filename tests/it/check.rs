//! The check of a policy file finds every kind of fault, all at once, each with its place.

use crate::support::{checked, node, policy_file, policy_files, sentence};
use drc_assessment::engine::check::{MAX_OPTIONS, check};
use serde_json::{Value, json};

const POLICY: &str = "shanxi-2019-394";

/// What is done to the real file.
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
}

/// A change, the place of the fault that it makes, a word of the sentence, and
/// whether a look at shapes alone, as a JSON Schema has it, can see it.
pub(crate) struct Fault {
    /// The policy whose file is changed.
    pub(crate) policy: &'static str,
    pub(crate) patch: Patch,
    place: &'static str,
    word: &'static str,
    pub(crate) schema_sees_it: bool,
}

pub(crate) fn patched(file: &Value, patch: &Patch) -> Value {
    let mut file = file.clone();
    let (place, value) = match patch {
        Patch::Put(place, value) => (place, Some(value)),
        Patch::Drop(place) => (place, None),
    };
    let (parent, key) = place.rsplit_once('/').expect("a path");
    let parent = file.pointer_mut(parent).unwrap_or_else(|| panic!("no {parent}"));
    match (parent, value) {
        (Value::Object(map), Some(value)) => drop(map.insert(key.to_owned(), value.clone())),
        (Value::Object(map), None) => drop(map.remove(key).unwrap_or_else(|| panic!("no {place}"))),
        (Value::Array(list), Some(value)) => {
            list.insert(key.parse().expect("an index"), value.clone());
        }
        (Value::Array(list), None) => drop(list.remove(key.parse().expect("an index"))),
        (other, _) => panic!("{place}: {other} has no places"),
    }
    file
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

/// Criterion 5 is 4.2.s3 (rising), 6 is 4.2.s4 (a rank), 15 is 4.2.s13 (a route).
fn faults_of_years_and_routes() -> Vec<Fault> {
    use Patch::{Drop, Put};
    let (rising, route, counted) =
        ("/criteria/5/condition", "/criteria/15/route", "/criteria/5/counted_when");
    let put = |facts: &[&str]| Put("/criteria/5/condition", json!({ "rising": facts }));
    let one_of = |option: &str| json!({ "fact": "application_route", "one_of": [option] });
    let moon = || json!({ "fact": "moon_phase", "is": true });
    let flag = || json!({ "fact": "application_route", "is": true });
    vec![
        visible(put(&[]), "/criteria/5/condition/rising", "不能为空"),
        visible(put(&["economic_scale_y0"]), rising, "至少应为 2"),
        visible(
            Put("/criteria/5/condition/rising", json!("economic_scale_y0")),
            "/criteria/5/condition/rising",
            "列表",
        ),
        visible(
            Put("/criteria/5/condition/fact", json!("host_city")),
            "/criteria/5/condition/fact",
            "不认识",
        ),
        hidden(put(&["economic_scale_y0", "moon_phase"]), rising, "moon_phase"),
        hidden(put(&["economic_scale_y0", "host_city"]), rising, "quantity"),
        hidden(put(&["economic_scale_y0", "rank_in_city_same_type"]), rising, "换算"),
        visible(Put(route, json!("市级集聚区申报")), route, "判断式"),
        hidden(Put(route, moon()), route, "moon_phase"),
        hidden(Put(route, flag()), route, "boolean"),
        hidden(Put(route, one_of("省级")), route, "省级"),
        visible(Put(counted, json!({ "not": "既有" })), "/criteria/5/counted_when/not", "判断式"),
        hidden(Put(counted, json!({ "not": moon() })), counted, "moon_phase"),
        hidden(Put(counted, flag()), counted, "boolean"),
        hidden(Put(counted, one_of("省级")), counted, "省级"),
        visible(Drop("/criteria/6/figures/0/of"), "/criteria/6/figures/0", "of"),
        visible(Drop("/criteria/6/figures/0/source"), "/criteria/6/figures/0", "source"),
        visible(
            Put("/criteria/6/figures/0/whole", json!("same_type_count_in_city")),
            "/criteria/6/figures/0/whole",
            "不认识",
        ),
        hidden(
            Put("/criteria/6/figures/0/rank", json!("moon_phase")),
            "/criteria/6/figures",
            "moon_phase",
        ),
        visible(Drop("/validity/to"), "/validity", "to"),
        hidden(Put("/validity/to", json!("2020-12-31")), "/validity/to", "2021-01-01 至"),
        visible(Put("/validity/from", json!("2021年")), "/validity/from", "2021年"),
        visible(Put("/validity/year", json!(2021)), "/validity/year", "不认识"),
    ]
}

/// Criterion 4 is 4.5.s3 (none of something).
fn faults_of_absence_and_passages() -> Vec<Fault> {
    use Patch::Put;
    let absent = "/criteria/4/condition/absent";
    let condition = "/criteria/4/condition";
    let of = |fact: &str| json!({ "fact": fact, "absent": "0 个" });
    vec![
        visible(Put(absent, json!("没有")), absent, "空格"),
        visible(
            Put("/criteria/4/condition/open", json!(true)),
            "/criteria/4/condition/open",
            "不认识",
        ),
        hidden(Put(absent, json!("0 元")), condition, "换算"),
        hidden(Put(condition, of("development_plan_exists")), condition, "quantity"),
        hidden(Put(condition, of("moon_phase")), condition, "moon_phase"),
        visible(
            Put("/passages/0/zone_types", json!("logistics_park")),
            "/passages/0/zone_types",
            "列表",
        ),
        hidden(Put("/passages/0/zone_types", json!(["steel"])), "/passages/0/zone_types", "steel"),
        visible(Put("/year", json!("2021")), "/year", "整数"),
        visible(Put("/validity/year", json!("2024")), "/validity/year", "整数"),
    ]
}

/// Criterion 2 is 1.2.s3 (two amounts over an area), 16 is 4.2.s3 (years in a row).
fn faults_of_areas_and_rows() -> Vec<Fault> {
    use Patch::{Drop, Put};
    let (areas, row) = ("/criteria/2/condition", "/criteria/16/condition");
    let per = "/criteria/2/condition/all/0/per";
    let number = "/criteria/2/condition/all/0/at_least";
    let of = |fact: &str| json!({ "fact": fact, "consecutive": 2 });
    vec![
        visible(Put(per, json!(1)), per, "文字"),
        hidden(Put(per, json!("moon_phase")), areas, "moon_phase"),
        hidden(Put(per, json!("statistics_year")), areas, "quantity"),
        hidden(Put(per, json!("top500_introduced_3y")), areas, "换算"),
        hidden(
            Put("/criteria/2/condition/all/0/fact", json!("top500_introduced_3y")),
            areas,
            "换算",
        ),
        hidden(Drop(per), areas, "换算"),
        hidden(Put(number, json!("10000 万元")), areas, "换算"),
        visible(Put(number, json!("10000元/平方米")), number, "空格"),
        visible(
            Put("/criteria/16/condition/consecutive", json!("两年")),
            "/criteria/16/condition/consecutive",
            "整数",
        ),
        visible(
            Put("/criteria/16/condition/open", json!(true)),
            "/criteria/16/condition/open",
            "不认识",
        ),
        visible(Put("/criteria/16/condition/consecutive", json!(1)), row, "至少应为 2"),
        hidden(Put(row, of("zone_level")), row, "years"),
        hidden(Put(row, of("statistics_year")), row, "years"),
        hidden(Put(row, of("moon_phase")), row, "moon_phase"),
        hidden(Put(row, json!({ "fact": "yellow_card_years", "some": true })), row, "set"),
        visible(Put("/facts/16/type", json!("yearly")), "/facts/16/type", "yearly"),
    ]
}

/// Of the file that has most kinds of tests. The first criterion is art2.s1, criterion 4 is art5.1.s1 (yes or no),
/// 24 is art6.1.s5 (land), 21 is art6.1.s2 (hubs); fact 3 is yes or no, 7 a choice, 24 the land, 2 a text.
#[expect(clippy::too_many_lines, reason = "a table, a row a kind")]
fn common_faults() -> Vec<Fault> {
    use Patch::{Drop, Put};
    let land = "/criteria/24/condition";
    vec![
        visible(Put("/colour", json!("red")), "/colour", "不认识"),
        visible(Put("/criteria/0/colour", json!(1)), "/criteria/0/colour", "不认识"),
        visible(Put("/facts/3/colour", json!(1)), "/facts/3/colour", "不认识"),
        visible(
            Put("/criteria/24/citation/page", json!(1)),
            "/criteria/24/citation/page",
            "不认识",
        ),
        visible(
            Put("/criteria/24/condition/colour", json!(1)),
            "/criteria/24/condition/colour",
            "不认识",
        ),
        visible(Drop("/id"), "", "缺少字段“id”"),
        visible(Drop("/title"), "", "title"),
        visible(Drop("/validity"), "", "validity"),
        visible(Drop("/criteria/24/condition"), "/criteria/24", "condition"),
        visible(Drop("/criteria/24/citation"), "/criteria/24", "citation"),
        visible(Drop("/criteria/24/citation/quote"), "/criteria/24/citation", "quote"),
        visible(Drop("/facts/24/unit"), "/facts/24", "unit"),
        visible(Drop("/facts/7/options"), "/facts/7", "options"),
        visible(Put("/title", json!(7)), "/title", "文字"),
        visible(Put("/title", json!(" ")), "/title", "不能为空"),
        visible(Put("/year", json!("2019")), "/year", "整数"),
        visible(Put("/criteria", json!({})), "/criteria", "列表"),
        visible(Put("/validity", json!([])), "/validity", ""),
        visible(Put("/validity/kind", json!("forever")), "/validity/kind", "forever"),
        visible(Put("/validity/term_years", json!("two")), "/validity/term_years", "整数"),
        visible(Put("/criteria/24/role", json!("wish")), "/criteria/24/role", "wish"),
        visible(Put("/facts/3/type", json!("number")), "/facts/3/type", "number"),
        visible(
            Put(land, json!({ "fact": "planned_land_area", "around": "300 亩" })),
            land,
            "判断式",
        ),
        visible(Put(land, json!("300 亩以上")), land, "判断式"),
        visible(
            Put("/criteria/24/condition/at_least", json!("300亩")),
            "/criteria/24/condition/at_least",
            "空格",
        ),
        visible(
            Put("/criteria/24/condition/at_least", json!("三百 亩")),
            "/criteria/24/condition/at_least",
            "空格",
        ),
        visible(
            Put("/criteria/24/condition/at_least", json!("300 里")),
            "/criteria/24/condition/at_least",
            "300 里",
        ),
        visible(Put(land, json!({ "all": [] })), "/criteria/24/condition/all", "不能为空"),
        visible(Put("/facts/24/unit", json!("里")), "/facts/24/unit", "里"),
        visible(Put("/criteria/4/condition/is", json!("yes")), "/criteria/4/condition/is", "true"),
        visible(
            Put("/criteria/103/condition", json!({ "judgement": false })),
            "/criteria/103/condition/judgement",
            "true",
        ),
        visible(
            Put("/criteria/102/condition", json!({ "validity": 1 })),
            "/criteria/102/condition/validity",
            "true",
        ),
        visible(
            Put(land, json!({ "fact": "logistics_functions", "some": false })),
            "/criteria/24/condition/some",
            "true",
        ),
        visible(Put(land, json!({ "given": [] })), "/criteria/24/condition/given", "不能为空"),
        visible(Put("/criteria/4/condition/is", json!(null)), "/criteria/4/condition", "判断式"),
        visible(Put("/facts/3/words", json!({ "yes": "已备" })), "/facts/3/words", "no"),
        visible(
            Put("/facts/3/ask_when", json!({ "fact": "unified_management" })),
            "/facts/3/ask_when",
            "判断式",
        ),
        hidden(
            Put(land, nested(9)),
            "/criteria/24/condition/not/not/not/not/not/not/not/not",
            "上限 8",
        ),
        hidden(Put("/criteria/24/id", json!("art2.s1")), "/criteria/24/id", "重复"),
        hidden(Put("/facts/24/id", json!("host_city")), "/facts/", "重复"),
        hidden(Put("/zone_types/3/id", json!("tourism")), "/zone_types/", "重复"),
        hidden(Put("/criteria/24/condition/fact", json!("moon_phase")), land, "moon_phase"),
        hidden(
            Put("/criteria/24/zone_types", json!(["steel"])),
            "/criteria/24/zone_types",
            "steel",
        ),
        hidden(Put("/criteria/24/proof", json!(["art99"])), "/criteria/24/proof", "art99"),
        hidden(
            Put("/criteria/24/evidence", json!(["moon_phase"])),
            "/criteria/24/evidence",
            "moon_phase",
        ),
        hidden(
            Put("/criteria/24/figures", json!(["moon_phase"])),
            "/criteria/24/figures",
            "moon_phase",
        ),
        hidden(Put("/criteria/24/covers", json!(["art99"])), "/criteria/24/covers", "art99"),
        hidden(Put("/groups/0/criteria/0", json!("art99")), "/groups/0/criteria", "art99"),
        hidden(
            Put("/contradictions/0/criterion", json!("art99")),
            "/contradictions/0/criterion",
            "art99",
        ),
        hidden(
            Put("/contradictions/1/when/exceeds", json!("host_city")),
            "/contradictions/1/when",
            "quantity",
        ),
        hidden(
            Put("/facts/0/type_hints", json!({ "steel": "…" })),
            "/facts/0/type_hints/steel",
            "steel",
        ),
        hidden(
            Put("/facts/3/ask_when", json!({ "fact": "moon_phase", "is": true })),
            "/facts/3/ask_when",
            "moon_phase",
        ),
        hidden(
            Put("/validity/publish_fact", json!("moon_phase")),
            "/validity/publish_fact",
            "moon_phase",
        ),
        hidden(Put("/validity/publish_fact", json!("host_city")), "/validity/publish_fact", "date"),
        hidden(Put(land, json!({ "fact": "planned_land_area", "is": true })), land, "boolean"),
        hidden(
            Put(
                "/criteria/4/condition",
                json!({ "fact": "legal_policy_compliance", "at_least": "1 家" }),
            ),
            "/criteria/4/condition",
            "quantity",
        ),
        hidden(Put("/criteria/24/condition/at_least", json!("300 万元")), land, "换算"),
        hidden(Put("/facts/24/units", json!(["亩", "万元"])), "/facts/24/units", "换算"),
        hidden(
            Put("/criteria/21/condition/any_of", json!(["航空", "水路"])),
            "/criteria/21/condition",
            "水路",
        ),
        hidden(
            Put("/criteria/21/condition/any_of", json!([])),
            "/criteria/21/condition",
            "不能为空",
        ),
        hidden(Put("/facts/7/options", many_options()), "/facts/7/options", "上限"),
        hidden(
            Put(
                "/facts/0",
                json!({ "id": "recognition_date", "label": "认定日期", "type": "date" }),
            ),
            "/facts/0/id",
            "没有任何条款使用",
        ),
        hidden(Drop("/groups/5"), "/criteria/99/id", "分组"),
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
        let found = found(&patched(&policy_file(fault.policy), &fault.patch));
        let fits = |(path, message): &(String, String)| {
            // A path that ends in a slash leaves the index open.
            let placed = if fault.place.ends_with('/') {
                path.starts_with(fault.place)
            } else {
                path == fault.place
            };
            placed && message.contains(fault.word)
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
fn all_faults_are_told_at_once() {
    let mut file = policy_file(POLICY);
    let patches = [
        Patch::Put("/colour", json!("red")),
        Patch::Put("/criteria/24/condition/at_least", json!("300亩")),
        Patch::Put("/facts/3/type", json!("number")),
        Patch::Put("/criteria/50/zone_types", json!(["steel"])),
        Patch::Put("/groups/0/criteria/0", json!("art99")),
        Patch::Drop("/title"),
    ];
    for patch in &patches {
        file = patched(&file, patch);
    }
    let found = found(&file);
    for path in [
        "/colour",
        "/criteria/24/condition/at_least",
        "/facts/3/type",
        "/criteria/50/zone_types",
        "/groups/0/criteria",
        "",
    ] {
        assert!(found.iter().any(|(at, _)| at == path), "{path} is not among {found:?}");
    }
    assert_eq!(
        found.len(),
        patches.len(),
        "each fault once, and nothing that only follows from another: {found:?}"
    );
}

#[test]
fn what_is_no_object_is_no_policy() {
    for value in [json!(null), json!(7), json!("text"), json!([]), json!({})] {
        assert!(!found(&value).is_empty(), "{value}");
    }
}
