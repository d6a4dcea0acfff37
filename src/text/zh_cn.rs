//! 简体中文：结论、差距、错误的全部句子；界面用语见 `screen`。

pub mod screen;

use crate::engine::assessment::{Assessment, Basis, Finding, Verdict};
use crate::engine::compare::Compared;
use crate::engine::condition::{Gap, Remark};
use crate::engine::error::{Cause, Wanted};
use crate::engine::outcome::Outcome;
use crate::engine::policy::{
    ASSESSMENT_DATE, Bound, Criterion, OTHER_TYPE, Policy, Role, Validity, ZONE_TYPE,
};
use crate::engine::quantity::QuantityFault;
use crate::engine::rational::Rounding;
use crate::engine::reference::{Reference, Relation};
use crate::engine::unit::Unit;
use crate::engine::validity::ValidityState;

/// How many names a sentence lists before it says 等.
const LISTED: usize = 8;

/// The word for an outcome.
pub fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Met => "满足",
        Outcome::NotMet => "未满足",
        Outcome::Unknown => "待填",
        Outcome::Discretionary => "须认定",
        Outcome::Reference => "对照",
    }
}

/// What a missing or lacking id is called.
pub fn name<'a>(policy: &'a Policy, id: &'a str) -> &'a str {
    match id {
        ZONE_TYPE => "集聚区类型",
        ASSESSMENT_DATE => "自评日期",
        _ => policy.fact(id).map_or(id, |fact| fact.label.as_str()),
    }
}

fn names(policy: &Policy, ids: &[String]) -> String {
    let listed: Vec<&str> = ids.iter().take(LISTED).map(|id| name(policy, id)).collect();
    let more = if ids.len() > LISTED { "等" } else { "" };
    format!("{}{more}", listed.join("、"))
}

/// The conclusion in one sentence.
pub fn verdict(policy: &Policy, assessment: &Assessment) -> String {
    let counts = assessment.counts;
    let mut rest: Vec<String> = Vec::new();
    if counts.unknown > 0 {
        rest.push(format!("{} 项待填", counts.unknown));
    }
    if counts.discretionary > 0 {
        rest.push(format!("{} 项须由评审认定", counts.discretionary));
    }
    let rest =
        if rest.is_empty() { String::new() } else { format!("；另有 {}", rest.join("、")) };
    let short = format!("与原文对照，目前有 {} 项差距", counts.not_met);
    let no_type = assessment.zone_type.is_none() && policy.depends_on_type();
    let choose =
        if no_type { "；尚未选择集聚区类型，类型条件未对照" } else { "" };
    match assessment.verdict {
        None => policy.other_type.clone().unwrap_or_else(|| "本文件没有该类型的条件".to_owned()),
        Some(Verdict::NoEligibilityText) => policy.no_eligibility.clone().unwrap_or_default(),
        Some(Verdict::Shortfall) => format!("{short}{rest}{choose}。"),
        Some(Verdict::ShortfallButRelaxationPossible) => {
            let relaxation = relaxation_in_play(policy, assessment).unwrap_or_default();
            format!("{short}{rest}；{relaxation}。")
        }
        Some(Verdict::Incomplete) if no_type => {
            format!(
                "尚未选择集聚区类型，类型条件未对照；已填内容未发现差距，尚有 {} 项共同条件待填。",
                counts.unknown
            )
        }
        Some(Verdict::Incomplete) => {
            format!("已填内容未发现差距；尚有 {} 项待填，填完再作结论。", counts.unknown)
        }
        Some(Verdict::NoShortfallFound) if counts.discretionary > 0 => format!(
            "与原文对照，未发现差距；另有 {} 项须由评审认定。自评不代表认定。",
            counts.discretionary
        ),
        Some(Verdict::NoShortfallFound) => "与原文对照，未发现差距。自评不代表认定。".to_owned(),
    }
}

fn relaxation_in_play(policy: &Policy, assessment: &Assessment) -> Option<String> {
    let relaxation = assessment.findings.iter().find(|it| it.role == Role::Relaxation)?;
    policy.criterion(&relaxation.criterion)?.in_play.clone()
}

/// How old the rule is, as a title and what follows from it.
pub fn validity(policy: &Policy, state: ValidityState) -> (&'static str, String) {
    let ask = &policy.authority;
    match (state, &policy.validity) {
        (ValidityState::TrialPeriodOver, _) => (
            "试行期已过，请先核实效力",
            format!("试行期已过，是否延续、修订或另有新办法请向{ask}核实；以下按原文对照。"),
        ),
        (ValidityState::PlanPeriodOver, _) => (
            "文件所定期限已过，请先核实效力",
            format!("文件所定期限已过，是否延续或另有新文件请向{ask}核实；以下按原文对照。"),
        ),
        (ValidityState::TargetYearPassed, Validity::TargetYear { year }) => (
            "目标年已过，请先核实效力",
            format!(
                "原文未载有效期，目标年 {year} 年已过，是否仍在执行请向{ask}核实；以下按原文对照。"
            ),
        ),
        (ValidityState::TargetYearPassed | ValidityState::NoValidityClause, _) => (
            "原文未载有效期",
            format!("原文未载有效期，是否仍在执行请向{ask}核实；以下按原文对照。"),
        ),
        (ValidityState::NotYetInForce, _) => (
            "自评日期早于施行日",
            "自评日期早于施行日，本文件当日尚未施行；以下按原文对照。".to_owned(),
        ),
        (ValidityState::InPeriod, _) => (
            "自评日期在文件所定期限内",
            format!("自评日期在文件所定期限内；是否已有调整请向{ask}核实。"),
        ),
        (ValidityState::PeriodUnknown, _) => (
            "无法判断是否在施行期内",
            format!(
                "缺少发布日期或自评日期，无法判断是否在施行期内，请向{ask}核实；以下按原文对照。"
            ),
        ),
    }
}

/// The distance in words: 还差 3 家.
pub fn gap(gap: &Gap) -> String {
    let unit = gap.unit.symbol();
    let short = gap.short_by.to_decimal(4, Rounding::Up);
    let need = gap.need.to_decimal(4, Rounding::Down);
    match (gap.bound, gap.exclusive, gap.short_by.is_zero()) {
        (Bound::Min, true, true) => format!("须超过 {need} {unit}，现恰为 {need} {unit}"),
        (Bound::Min, true, false) => format!("还差 {short} {unit}，且须超过 {need} {unit}"),
        (Bound::Min, false, _) => format!("还差 {short} {unit}"),
        (Bound::Max, true, true) => format!("须少于 {need} {unit}，现恰为 {need} {unit}"),
        (Bound::Max, _, _) => format!("超出 {short} {unit}"),
    }
}

/// What is wanted, in words: 300 亩以上.
pub fn need(gap: &Gap) -> String {
    let need = format!("{} {}", gap.need.to_decimal(4, Rounding::Down), gap.unit.symbol());
    match (gap.bound, gap.exclusive) {
        (Bound::Min, false) => format!("{need}以上"),
        (Bound::Min, true) => format!("超过 {need}"),
        (Bound::Max, false) => format!("不超过 {need}"),
        (Bound::Max, true) => format!("少于 {need}"),
    }
}

/// One finding in one sentence.
pub fn finding(policy: &Policy, criterion: &Criterion, finding: &Finding) -> String {
    let mut parts: Vec<String> = Vec::new();
    match finding.outcome {
        Outcome::Unknown => parts.push(format!("待填：{}", names(policy, &finding.missing))),
        Outcome::Reference => parts.extend(finding.reference.as_ref().map(reference)),
        Outcome::Met => {
            let declared = match finding.basis {
                Some(Basis::Declared) => "按自报满足",
                Some(Basis::Computed) | None => "达到原文所列",
            };
            parts.push(declared.to_owned());
        }
        Outcome::NotMet | Outcome::Discretionary => {
            parts.extend(finding.gap.as_ref().map(gap));
            if criterion.role == Role::Validity && finding.gap.is_some() {
                parts = finding
                    .gap
                    .iter()
                    .map(|it| {
                        format!("距施行日还有 {} 日", it.short_by.to_decimal(4, Rounding::Up))
                    })
                    .collect();
            }
            if !finding.lacking.is_empty() {
                let lacking = names(policy, &finding.lacking);
                let open = finding.outcome == Outcome::Discretionary;
                parts.push(format!("{}：{lacking}", if open { "未具备" } else { "缺" }));
            }
        }
    }
    let decided = finding.outcome != Outcome::Unknown;
    for it in finding.remarks.iter().filter(|it| decided && !is_listed(finding, it)) {
        parts.extend(remark_in_finding(policy, it));
    }
    match finding.outcome {
        Outcome::NotMet => {
            if parts.is_empty() {
                let is_validity = criterion.role == Role::Validity;
                let said = if is_validity {
                    "自评日期早于施行日"
                } else {
                    "填报情况与原文要求不符"
                };
                parts.push(said.to_owned());
            }
            parts.extend(criterion.advice.clone());
        }
        Outcome::Discretionary if criterion.role.counts() || criterion.role == Role::Relaxation => {
            parts.push("由评审机关认定".to_owned());
        }
        Outcome::Discretionary if criterion.role == Role::Validity => {
            parts.push(format!("是否延续、修订不在本文，请向{}核实", policy.authority));
        }
        Outcome::Discretionary => parts.push("原文未定标准，由主管部门决定".to_owned()),
        Outcome::Met | Outcome::Unknown | Outcome::Reference => {}
    }
    parts.join("；")
}

/// Whether the list of what is lacking says it already.
fn is_listed(finding: &Finding, remark: &Remark) -> bool {
    matches!(remark, Remark::Fails { fact, .. } if finding.lacking.contains(fact))
}

/// What an answer of yes or no is called for this fact.
fn answer_word(policy: &Policy, fact: &str, answer: bool) -> String {
    let words = policy.fact(fact).and_then(|it| it.words.as_ref());
    match words {
        Some((yes, _)) if answer => yes.clone(),
        Some((_, no)) => no.clone(),
        None if answer => "是".to_owned(),
        None => "否".to_owned(),
    }
}

fn remark_in_finding(policy: &Policy, remark: &Remark) -> Option<String> {
    match remark {
        Remark::LeaseTooShort(first) => Some(format!("租期未超过 5 年，届满日须在 {first} 或以后")),
        Remark::LeaseOnTheDay => {
            Some("届满日恰在起算日对应的 5 年之日，是否算“超过 5 年”因起算方法而异".to_owned())
        }
        Remark::LeaseTwoReadings => Some(
            "总租期超过 5 年；自申报日起剩余租期未超过 5 年，“届满”两种读法结果不同".to_owned(),
        ),
        Remark::TooFew { fact, have, need } => {
            let label = name(policy, fact);
            Some(format!("{label}填报 {}，至少须有 {}", have.to_text(), need.to_text()))
        }
        Remark::Fails { fact, answer: Some(answer) } => {
            Some(format!("“{}”填报为“{}”", name(policy, fact), answer_word(policy, fact, *answer)))
        }
        Remark::Fails { fact, answer: None } => {
            Some(format!("“{}”所选不符合原文要求", name(policy, fact)))
        }
        Remark::Evidence(true) => Some("已附佐证说明".to_owned()),
        Remark::Evidence(false) => Some("未附佐证".to_owned()),
        Remark::Contradiction(_)
        | Remark::LeaseEndsBeforeStart
        | Remark::LeaseYearsDiffer
        | Remark::LeaseLeftDiffers => None,
    }
}

/// A contradiction in words; `None` for remarks that are none.
pub fn contradiction(remark: &Remark) -> Option<String> {
    match remark {
        Remark::Contradiction(text) => Some(text.clone()),
        Remark::LeaseEndsBeforeStart => Some("租赁届满日早于起始日，请核对两个日期".to_owned()),
        Remark::LeaseYearsDiffer => {
            Some("所填总租期与起止日期不一致，按起止日期对照，请核对".to_owned())
        }
        Remark::LeaseLeftDiffers => {
            Some("所填剩余租期与届满日不一致，按届满日对照，请核对".to_owned())
        }
        Remark::LeaseTooShort(_)
        | Remark::LeaseOnTheDay
        | Remark::LeaseTwoReadings
        | Remark::TooFew { .. }
        | Remark::Fails { .. }
        | Remark::Evidence(_) => None,
    }
}

fn reference(reference: &Reference) -> String {
    let distance = match (reference.gap, reference.unit) {
        (Some(gap), Some(unit)) => {
            format!(" {} {}", gap.to_decimal(4, Rounding::Up), unit.symbol())
        }
        _ => String::new(),
    };
    match reference.relation {
        Some(Relation::Reached) => "对照目标：已达到".to_owned(),
        Some(Relation::Below) => format!("对照目标：低于{distance}，不是申报条件"),
        Some(Relation::Above) => format!("对照目标：超出{distance}，不是申报条件"),
        None => "仅供对照，不是申报条件".to_owned(),
    }
}

/// What a zone lacks as one type.
pub fn compared(policy: &Policy, compared: &Compared) -> String {
    let label = |finding: &Finding| {
        policy.criterion(&finding.criterion).map_or(String::new(), |it| it.label.clone())
    };
    let short: Vec<String> = compared
        .own
        .iter()
        .filter(|it| it.outcome == Outcome::NotMet)
        .map(|it| match &it.gap {
            Some(distance) => format!("{}{}", label(it), gap(distance)),
            None => format!("{}未满足", label(it)),
        })
        .collect();
    let open: Vec<String> =
        compared.own.iter().filter(|it| it.outcome == Outcome::Unknown).map(label).collect();
    let mut parts = Vec::new();
    if !short.is_empty() {
        parts.push(short.join("，"));
    }
    if !open.is_empty() {
        parts.push(format!("待填：{}", open.join("、")));
    }
    if parts.is_empty() { "类型条件未发现差距".to_owned() } else { parts.join("；") }
}

/// The name of a zone type.
pub fn zone_type<'a>(policy: &'a Policy, id: &'a str) -> &'a str {
    if id == OTHER_TYPE {
        return "不在所列类型";
    }
    policy.zone_type(id).map_or(id, |it| it.label.as_str())
}

/// A proof's name: where it stands and what it is.
pub fn proof(criterion: &Criterion) -> String {
    format!("{}{}", criterion.citation.locator, criterion.label)
}

/// What is wrong with something that came in, and how to mend it.
pub fn cause(cause: &Cause) -> String {
    match cause {
        Cause::Unreadable(why) => format!("无法读取：{why}"),
        Cause::UnknownPolicy(id) => format!("没有政策“{id}”"),
        Cause::NoPolicy => "缺少 policy（政策编号），例如 \"shanxi-2019-394\"".to_owned(),
        Cause::OtherPolicy(id) => format!("填报对应的政策是“{id}”，与当前政策不同"),
        Cause::UnknownZoneType(name) => format!("本政策没有集聚区类型“{name}”，按未选类型对照"),
        Cause::NoZoneTypes => "本政策不分集聚区类型，已忽略".to_owned(),
        Cause::NoDate => "缺少自评日期 as_of，例如 \"2026-11-22\"".to_owned(),
        Cause::BadDate(text) => format!("“{text}”不是有效日期，应写作 2026-11-22"),
        Cause::DateOutside(first, last) => format!("日期应在 {first} 至 {last} 之间"),
        Cause::BadYear(text) => format!("“{text}”不是有效年份，应写作 2025"),
        Cause::UnknownFact(id) => format!("没有名为“{id}”的事项"),
        Cause::Quantity(fault, own) => quantity(fault, *own),
        Cause::NotBoolean => "应填 true（是）或 false（否）；不清楚的填 null".to_owned(),
        Cause::UnknownOption(option, known) => {
            format!("没有选项“{option}”，可选：{}", known.join("、"))
        }
        Cause::MoreThanOne => "只能选一项".to_owned(),
        Cause::NotBeside(option) => format!("“{option}”不能与其他选项同时选择"),
        Cause::UnknownKey(key) => format!("不认识的字段“{key}”"),
        Cause::MissingKey(key) => format!("缺少字段“{key}”"),
        Cause::WrongType(wanted) => wrong_type(*wanted).to_owned(),
        Cause::WrongWord(word, known) => format!("“{word}”不可用，应为 {} 之一", known.join("、")),
        Cause::DuplicateId(id) => format!("编号“{id}”重复"),
        Cause::UnknownReference(id) => format!("引用了不存在的“{id}”"),
        Cause::UnusedFact(id) => format!("事项“{id}”没有任何条款使用，请删去或在条款中使用"),
        Cause::Unasked(id) => {
            format!("条款“{id}”不属于任何分组，请在 groups 中列出，例如 \"criteria\": [\"{id}\"]")
        }
        Cause::WrongFactKind(kind) => format!("此处的事项应为 {kind} 类型"),
        Cause::BadQuantity(text) => format!("“{text}”应写作数字、空格、单位，例如 \"300 亩\""),
        Cause::UnitMismatch(unit, own) => format!("单位“{unit}”与事项的单位“{own}”不能换算"),
        Cause::NeverMet => "任何填报都不能满足这一条，请检查判断式".to_owned(),
        Cause::NeverUnmet => "任何填报都不会不满足这一条，请检查判断式".to_owned(),
        Cause::TooMany(most) => format!("超过上限 {most}"),
        Cause::Empty => "不能为空".to_owned(),
    }
}

fn wrong_type(wanted: Wanted) -> &'static str {
    match wanted {
        Wanted::Object => "应为对象 {…}",
        Wanted::List => "应为列表 […]",
        Wanted::Text => "应为文字，例如 \"…\"",
        Wanted::SomeText => "文字不能为空",
        Wanted::Boolean => "应为 true 或 false",
        Wanted::Whole => "应为整数",
        Wanted::Quantity => "应为数量，例如 {\"value\": \"20\", \"unit\": \"公顷\"}",
        Wanted::Condition => {
            "应为判断式，例如 {\"fact\": \"planned_land_area\", \"at_least\": \"300 亩\"}"
        }
    }
}

/// Why a text is no quantity of this unit's kind, and how to mend it.
pub fn quantity(fault: &QuantityFault, own: Unit) -> String {
    let unit = own.symbol();
    match fault {
        QuantityFault::Malformed => format!("请填数字，例如 300；单位为{unit}"),
        QuantityFault::Approximate => {
            "请填一个确定的数字，例如 300；范围、“左右”“以上”不能参与对照".to_owned()
        }
        QuantityFault::Negative => "不能为负数".to_owned(),
        QuantityFault::NoUnit => format!("缺少单位，例如“{unit}”"),
        QuantityFault::UnknownUnit(symbol) => format!("不认识单位“{symbol}”，可用“{unit}”"),
        QuantityFault::WrongDimension(other) => {
            format!("单位不符：这里应填以“{unit}”计的数量，不是“{}”", other.symbol())
        }
        QuantityFault::TwoUnits(behind, beside) => {
            format!("数字后的单位“{}”与所选单位“{}”不同", behind.symbol(), beside.symbol())
        }
        QuantityFault::TwoMultipliers(beside) => format!(
            "数字带“万”或“亿”时，单位请用“{}”，不用“{}”",
            beside.unscaled().symbol(),
            beside.symbol()
        ),
        QuantityFault::NotWhole => format!("应为整数，例如 4；单位为{unit}"),
        QuantityFault::OverHundred => "比例不能超过 100%".to_owned(),
        QuantityFault::TooLong => "数字过长".to_owned(),
        QuantityFault::TooPrecise => {
            "数字超过 15 位有效数字，请改用带引号的文字，例如 \"1234567890123456.5\"".to_owned()
        }
    }
}

/// Said of a key that means nothing in answers.
pub fn ignored(key: &str) -> String {
    format!("填报中的字段“{key}”不在约定之内，已忽略")
}
