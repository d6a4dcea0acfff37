//! 简体中文：结论、差距的全部句子；错误的句子见 `fault`，界面用语见 `screen`。

mod fault;
pub mod screen;

pub use fault::{cause, quantity};

use crate::engine::assessment::{Assessment, Basis, Finding, Shown, Verdict};
use crate::engine::compare::Compared;
use crate::engine::condition::{Gap, Remark};
use crate::engine::outcome::Outcome;
use crate::engine::policy::{
    ASSESSMENT_DATE, Bound, Criterion, FactKind, OTHER_TYPE, Policy, Role, Validity, ZONE_TYPE,
};
use crate::engine::rational::Rounding;
use crate::engine::reference::{Reference, Relation};
use crate::engine::unit::Unit;
use crate::engine::validity::ValidityState;
use std::cmp::Ordering;

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

/// The word for what a finding comes to: only a condition is met or not.
pub fn conclusion(finding: &Finding) -> &'static str {
    match (finding.role, finding.outcome) {
        (Role::PlanRequirement, Outcome::Met) => "一致",
        (Role::PlanRequirement, Outcome::NotMet) => "不一致",
        (Role::Obligation, Outcome::Met) => "已落实",
        (Role::Obligation, Outcome::NotMet) => "未落实",
        (Role::Assessment, Outcome::Met) => "已触发",
        (Role::Assessment, Outcome::NotMet) => "未触发",
        (Role::Benefit, Outcome::Met) => "符合前提",
        (Role::Benefit | Role::Procedure, Outcome::NotMet) => "不适用",
        (_, other) => outcome(other),
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
    let listed: Vec<String> =
        ids.iter().take(LISTED).map(|id| name(policy, id).to_owned()).collect();
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

/// How old the rule is, in a few words.
pub fn validity_in_short(state: ValidityState) -> &'static str {
    match state {
        ValidityState::TrialPeriodOver => "试行期已过",
        ValidityState::PlanPeriodOver => "所定期限已过",
        ValidityState::TargetYearPassed => "目标年已过",
        ValidityState::NoValidityClause => "原文未载有效期",
        ValidityState::NotYetInForce => "尚未施行",
        ValidityState::InPeriod => "在所定期限内",
        ValidityState::PeriodUnknown => "期限须核实",
    }
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
        (ValidityState::NotYetInForce, Validity::Period { from, .. }) => (
            "自评日期早于文件所定期限",
            format!("自评日期早于文件所定期限（{from} 起）；以下按原文对照。"),
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

/// How far a finding is from being satisfied, and what it lacks.
fn short(policy: &Policy, finding: &Finding) -> Vec<String> {
    let distance = |it: &Gap| {
        if finding.role != Role::Validity {
            return gap(it);
        }
        let period = matches!(policy.validity, Validity::Period { .. });
        let first = if period { "所定期限" } else { "施行日" };
        format!("距{first}还有 {} 日", it.short_by.to_decimal(4, Rounding::Up))
    };
    let mut parts: Vec<String> = finding.gap.iter().map(distance).collect();
    if !finding.lacking.is_empty() {
        let is_no = |id: &String| {
            let fact = policy.fact(id);
            fact.is_some_and(|it| it.kind == FactKind::Boolean && it.words.is_none())
        };
        let lack = if finding.outcome == Outcome::Discretionary {
            "未具备"
        } else if finding.lacking.iter().any(is_no) {
            "以下填报为“否”"
        } else {
            "缺"
        };
        parts.push(format!("{lack}：{}", names(policy, &finding.lacking)));
    }
    parts
}

/// One finding in one sentence.
pub fn finding(policy: &Policy, criterion: &Criterion, finding: &Finding) -> String {
    let mut parts: Vec<String> = Vec::new();
    match finding.outcome {
        Outcome::Unknown => parts.push(format!("待填：{}", names(policy, &finding.missing))),
        Outcome::Reference => {
            parts.extend(finding.reference.as_ref().map(|it| reference(policy, criterion, it)));
            parts.extend(criterion.advice.clone());
        }
        Outcome::Met => {
            let said = match (finding.role, finding.basis) {
                (Role::Assessment, _) => "按填报已触发",
                (Role::PlanRequirement, _) => "按填报一致",
                (Role::Benefit, _) => "按自报具备前提",
                (Role::Obligation, _) => "按自报已落实",
                (Role::Validity, _) => "自评日期在所定期限内",
                (_, Some(Basis::Declared)) => "按自报满足",
                (_, _) => "达到原文所列",
            };
            parts.push(said.to_owned());
        }
        Outcome::NotMet | Outcome::Discretionary => parts = short(policy, finding),
    }
    let decided = !matches!(finding.outcome, Outcome::Unknown | Outcome::Reference);
    // A choice that does not fit explains nothing beside what does.
    let explained = |it: &&Remark| !matches!(it, Remark::Fails { answer: None, .. });
    let alone = finding.role != Role::Benefit && !finding.remarks.iter().any(|it| explained(&it));
    let said = finding.remarks.iter().filter(|it| alone || explained(it));
    for it in said.filter(|it| decided && !is_listed(finding, it)) {
        parts.extend(remark_in_finding(policy, it));
    }
    match finding.outcome {
        Outcome::NotMet => {
            if parts.is_empty() {
                let said = match criterion.role {
                    Role::Validity => "自评日期早于施行日",
                    Role::Procedure => "按填报不适用",
                    Role::Assessment => "按填报未触发",
                    Role::Benefit => "按填报不具备原文所列前提",
                    Role::Eligibility
                    | Role::Material
                    | Role::Relaxation
                    | Role::PlanRequirement
                    | Role::Target
                    | Role::Obligation
                    | Role::Definition => "填报情况与原文要求不一致",
                };
                parts.push(said.to_owned());
            }
            let advice = criterion.advice.clone();
            parts.extend(advice.filter(|_| criterion.role != Role::Benefit));
        }
        Outcome::Discretionary if finding.counts || criterion.role == Role::Relaxation => {
            parts.push("由评审机关认定".to_owned());
        }
        Outcome::Discretionary if criterion.role == Role::Validity => {
            parts.push(format!("是否延续、修订不在本文，请向{}核实", policy.authority));
        }
        Outcome::Discretionary => {
            let said = match criterion.role {
                Role::Definition => "本句说明含义和方向，不作判断",
                Role::Procedure => "按原文所列程序办理",
                Role::PlanRequirement => "原文没有硬性要求，由地方把握",
                Role::Eligibility
                | Role::Material
                | Role::Relaxation
                | Role::Target
                | Role::Obligation
                | Role::Assessment
                | Role::Benefit
                | Role::Validity => "原文未定标准，由主管部门决定",
            };
            parts.push(criterion.advice.clone().unwrap_or_else(|| said.to_owned()));
        }
        Outcome::Met | Outcome::Unknown | Outcome::Reference => {}
    }
    if criterion.role.counts() && !finding.counts {
        parts.push("所选申报路径下仅供对照，不计入结论".to_owned());
    }
    parts.join("；")
}

/// A figure beside a finding: its value in words, and its unit.
pub fn figure(shown: &Shown) -> (String, String) {
    let Some((of, source)) = &shown.ranking else {
        return (shown.number.clone(), shown.unit.to_owned());
    };
    let mut value = format!("第{}名", shown.number);
    value.extend(of.iter().map(|of| format!("/共{of}个")));
    value.extend(source.iter().map(|source| format!("（来源：{source}）")));
    if shown.number == "1" {
        value.push_str("，任何读法都是前列");
    }
    (value, String::new())
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
            let (label, given) = (name(policy, fact), have.to_text());
            let said = match have.compare(*need) {
                Some(Ordering::Greater) => "不应有".to_owned(),
                _ if have.is_zero() => "即没有".to_owned(),
                _ => format!("少于 {}", need.to_text()),
            };
            Some(format!("{label}填报 {given}，{said}"))
        }
        Remark::NotRising { later, earlier } => {
            Some(format!("{}未高于{}", name(policy, later), name(policy, earlier)))
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
        | Remark::NotRising { .. }
        | Remark::Fails { .. }
        | Remark::Evidence(_) => None,
    }
}

/// How a zone stands to a target. Where the text has no number, only whether there is something.
fn reference(policy: &Policy, criterion: &Criterion, reference: &Reference) -> String {
    let Some(relation) = reference.relation else {
        let computes = reference.fact.is_some();
        let said = if computes { "按填报无法计算" } else { "仅供对照" };
        return format!("{said}，不是申报条件");
    };
    if reference.unit.is_none() {
        let said = match (relation, reference.most) {
            (Relation::Reached, false) => "已有（自报），原文未定数值",
            (Relation::Reached, true) => "没有此类情况（自报）",
            (Relation::Below | Relation::Above, false) => "尚无，不是申报条件",
            (Relation::Below | Relation::Above, true) => "尚有此类情况，不是申报条件",
        };
        return format!("对照原文：{said}");
    }
    let distance = match (reference.gap, reference.unit.map(Unit::symbol)) {
        (Some(gap), Some(unit)) => {
            let unit = if unit == "%" { "个百分点" } else { unit };
            format!(" {} {unit}", gap.to_decimal(4, Rounding::Up))
        }
        _ => String::new(),
    };
    let several = criterion.condition.facts().len() > 1;
    let which = reference.fact.as_deref().filter(|_| several);
    let which = which.map_or_else(String::new, |fact| format!("（{}）", name(policy, fact)));
    match relation {
        Relation::Reached if reference.most => "对照目标：未超出上限".to_owned(),
        Relation::Reached => "对照目标：已达到".to_owned(),
        Relation::Below => format!("比目标少{distance}{which}，不是申报条件"),
        Relation::Above => format!("比目标多{distance}{which}，不是申报条件"),
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
    if compared.own.is_empty() {
        return "本文件不按类型设条件".to_owned();
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
    format!("{}“{}”", criterion.citation.locator, criterion.label)
}

/// Said of a key that means nothing in answers.
pub fn ignored(key: &str) -> String {
    format!("填报中的字段“{key}”不在约定之内，已忽略")
}
