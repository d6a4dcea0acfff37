//! 简体中文：界面用语。

use crate::engine::assessment::Shown;
use crate::engine::check::facts_of;
use crate::engine::fact::{Answer, Answers, Value};
use crate::engine::policy::{Criterion, FactDef, Policy, UNSURE_OPTION};
use crate::engine::quantity::group_thousands;
use crate::engine::rational::Rounding;
use crate::text::zh_cn::figure as figure_value;

/// The widget's own name.
pub const TITLE: &str = "集聚区创建条件自评";
/// Under the title while no policy is chosen.
pub const SUBTITLE: &str =
    "对照政策原文，逐条了解所在集聚区与创建条件的距离。自评不代替评审，不产生认定效力。";
/// Navigation.
pub const PLACES: &str = "自评步骤";
/// Place: choosing.
pub const CHOOSE: &str = "选择类型";
/// Place: choosing policy and type.
pub const CHOOSE_POLICY: &str = "选择政策和类型";
/// Place: filling in.
pub const FILL: &str = "填报与对照";
/// Place: result.
pub const RESULT: &str = "逐条结果";
/// Place: comparison.
pub const COMPARE: &str = "类型比较";
/// Heading above the policies.
pub const POLICY_HEADING: &str = "选择对照的政策";
/// Heading above the types.
pub const TYPE_HEADING: &str = "选择集聚区类型";
/// Beside the heading above the types.
pub const TYPE_NOTE: &str = "一次对照一个类型，不同类型之间不能相互抵充。";
/// The same where no condition depends on the type.
pub const TYPE_NOTE_FREE: &str = "本文件不按类型设条件，类型不影响结论，只用于显示相应内容。";
/// The choice of no type there.
pub const TYPE_SKIP: &str = "暂不选择类型";
/// The label of the search.
pub const SEARCH: &str = "查找政策";
/// What to search by.
pub const SEARCH_HINT: &str = "可输入地区、名称、文号或年份";
/// No policy fits the search.
pub const SEARCH_NONE: &str = "没有找到，请换一个词";
/// In place of a number that the text does not have.
pub const NO_DOCUMENT_NUMBER: &str = "原文未载文号";
/// The choice for those who are not sure of the type.
pub const TYPE_UNSURE: &str = "不确定类型，逐一对照";
/// What that choice does.
pub const TYPE_UNSURE_NOTE: &str = "先填数据，再看与各类条件的距离";
/// The choice for types the text does not list.
pub const TYPE_OTHER: &str = "不在以上类型";
/// To the questionnaire.
pub const START: &str = "开始自评";
/// Asked to choose first.
pub const CHOOSE_FIRST: &str = "请先选择集聚区类型";
/// While a policy is fetched.
pub const LOADING: &str = "正在载入政策";
/// The zone's name.
pub const ZONE_NAME: &str = "集聚区名称（选填，仅用于结果页）";
/// To another type.
pub const CHANGE: &str = "更改";
/// Before the type's name.
pub const TYPE: &str = "类型：";
/// Said above every result.
pub const RESULT_OVER: &str = "对照结果（自评，不代表认定）";
/// The distances.
pub const GAPS: &str = "差距";
/// What is not as a text without conditions asks.
pub const UNLIKE_PLAN: &str = "与方案不一致";
/// Beside it on the result page.
pub const GAPS_NOTE: &str = "列有数额的为与原文的差额";
/// The next question.
pub const NEXT: &str = "建议先填";
/// To the result.
pub const SEE_RESULT: &str = "查看逐条结果";
/// The same, on a small screen.
pub const SEE_RESULT_SHORT: &str = "结果";
/// To the comparison.
pub const SEE_COMPARE: &str = "比较各类型";
/// Back to the questionnaire.
pub const BACK_TO_FILL: &str = "继续填报";
/// The tools beside the questions.
pub const TOOLS: &str = "工具";
/// Takes the last change back.
pub const UNDO: &str = "撤销上一步";
/// Takes all answers back.
pub const CLEAR: &str = "清空填报";
/// Asked before.
pub const CLEAR_ASK: &str = "确定清空全部填报内容？清空后仍可撤销。";
/// Yes, do.
pub const CLEAR_YES: &str = "确定清空";
/// No, do not.
pub const CLEAR_NO: &str = "保留填报";
/// Saves the answers to a file.
pub const SAVE: &str = "保存填报到文件";
/// Opens a file of answers.
pub const OPEN: &str = "打开填报文件";
/// Text sizes.
pub const SIZE: &str = "文字大小";
/// The text sizes.
pub const SIZE_NAMES: [&str; 3] = ["标准", "较大", "最大"];
/// The report, in general.
pub const REPORT: &str = "自评报告";
/// Prints the report.
pub const PRINT: &str = "打印自评报告";
/// Saves the report as a page.
pub const SAVE_HTML: &str = "保存为网页";
/// Saves the report for a word processor.
pub const SAVE_DOCX: &str = "保存为 Word 文档";
/// Saves the findings as a table.
pub const SAVE_CSV: &str = "保存为表格（CSV）";
/// Always there.
pub const LOCAL: &str = "数据仅在本机，不上传；关闭页面即清除。";
/// The quotation.
pub const QUOTE: &str = "原文";
/// Yes.
pub const YES: &str = "是";
/// No.
pub const NO: &str = "否";
/// Not known: an answer too.
pub const UNSURE: &str = "不清楚";
/// Every option.
pub const ALL: &str = "全选";
/// No option.
pub const NONE: &str = "都没有";
/// Beside a quantity.
pub const UNIT: &str = "单位";
/// How a day is typed.
pub const DATE_HINT: &str = "例如 2031-06-30";
/// How a year is typed.
pub const YEAR_HINT: &str = "例如 2025";
/// A group that does not count.
pub const NOT_COUNTED: &str = "不计入结论";
/// Column: where.
pub const COL_LOCATOR: &str = "条款";
/// Column: what is required, quoted.
pub const COL_QUOTE: &str = "要求（原文）";
/// Column: what was said.
pub const COL_ANSWER: &str = "填报";
/// Column: the outcome.
pub const COL_OUTCOME: &str = "结论";
/// Column: the distance.
pub const COL_TEXT: &str = "差距／说明";
/// All findings.
pub const ALL_FINDINGS: &str = "逐条对照";
/// Beside it.
pub const ALL_FINDINGS_NOTE: &str = "要求一栏照录原文";
/// The procedure.
pub const PROCEDURE: &str = "程序和办理部门";
/// Beside it.
pub const PROCEDURE_NOTE: &str = "原文未写办理时限的，以主管部门通知为准";
/// Support after recognition.
pub const BENEFITS: &str = "支持政策";
/// Duties after recognition.
pub const DUTIES: &str = "责任、考评与退出";
/// The comparison's heading.
pub const COMPARE_HEADING: &str = "与各类条件的距离";
/// Beside it.
pub const COMPARE_NOTE: &str = "由近到远；只比较填报与原文的距离，不是推荐。各类相同的条件未列入。";
/// Column: the type.
pub const COL_TYPE: &str = "类型";
/// Column: what the type still wants.
pub const COL_LACK: &str = "还差";
/// Column: choosing a type.
pub const COL_TAKE: &str = "选择";
/// Chooses the type from the comparison.
pub const TAKE_TYPE: &str = "按此类型对照";
/// A policy that the host handed in is faulty.
pub const POLICY_FAULTY: &str = "政策文件有问题，未能载入";
/// Answers that the host handed in are partly unreadable.
pub const ANSWERS_FAULTY: &str = "填报数据中有内容未能读取，其余已载入";
/// Nothing said yet.
pub const NOTHING: &str = "—";
/// The row's answer stands in an earlier question.
pub const BY_ABOVE: &str = "按上文填报对照";
/// A judgement without facts.
pub const NO_NUMBER: &str = "原文无数值标准，由评审认定。";
/// The word for the applicant's own declaration behind 满足.
pub const BY_DECLARATION: &str = "（自报）";
/// The policy's remark.
pub const READING: &str = "读法：";
/// Where the figure is found.
pub const SOURCE: &str = "数据来源：";
/// The proof.
pub const PROOF: &str = "佐证：";

/// Opens a text field for proof.
pub fn optional(label: &str) -> String {
    format!("{label}（选填）")
}

/// Progress of a group.
pub fn progress(answered: usize, asked: usize) -> String {
    format!("已填 {answered}／{asked}")
}

/// Readiness of the papers.
pub fn materials(ready: u32, total: u32) -> String {
    format!("申报材料：{total} 项中已备 {ready} 项")
}

/// Heading of the error summary.
pub fn error_summary(count: usize) -> String {
    format!("有 {count} 处填写需要更正")
}

/// How a quantity was read.
pub fn echo(number: &str, unit: &str) -> String {
    format!("＝ {number} {unit}")
}

/// A row of the bullet bar.
pub fn have(text: &str) -> String {
    format!("填报 {text}")
}

/// A row of the bullet bar.
pub fn need(text: &str) -> String {
    format!("要求 {text}")
}

/// A figure beside a judgement.
pub fn figure(shown: &Shown) -> String {
    let (value, unit) = figure_value(shown);
    let blank = if unit == "%" || unit.is_empty() { "" } else { " " };
    // A year and a ranking are no amounts.
    let amount = !unit.is_empty() && unit != "年";
    let value = if amount { group_thousands(&value) } else { value };
    format!("{} {value}{blank}{unit}", shown.label)
}

/// The counts, for a heading beside the verdict.
pub fn total(total: u32) -> String {
    format!("共对照 {total} 项")
}

/// What a text without conditions was compared in.
pub fn plan_counts(counts: [usize; 4], targets: u32) -> String {
    let [like, unlike, open, judged] = counts;
    let targets = format!("目标和工作任务 {targets} 项只作对照");
    if counts == [0; 4] {
        return targets;
    }
    let judged = if judged > 0 { format!("、{judged} 项由地方把握") } else { String::new() };
    format!("方案要求：{like} 项一致、{unlike} 项不一致、{open} 项待填{judged}；{targets}")
}

/// The year of a document.
pub fn year(year: &str) -> String {
    format!("{year} 年")
}

/// The day and the version.
pub fn footer(as_of: &str, version: &str) -> String {
    format!("自评日期 {as_of}　对照引擎 {version}")
}

/// Beside the type's number of criteria in the comparison.
pub fn compared_counts(not_met: usize, unknown: usize, met: usize) -> String {
    format!("未满足 {not_met}　待填 {unknown}　满足 {met}")
}

/// An answer, shown.
pub fn answer(fact: &FactDef, answer: &Answer) -> String {
    match answer {
        Answer::Unsure if fact.kind.options().iter().any(|option| option == UNSURE_OPTION) => {
            UNSURE_OPTION.to_owned()
        }
        Answer::Unsure => UNSURE.to_owned(),
        Answer::Known(Value::Quantity(quantity)) => {
            let number = quantity.value().to_decimal(4, Rounding::Down);
            format!("{} {}", group_thousands(&number), quantity.unit().symbol())
        }
        Answer::Known(Value::Bool(flag)) => flag_word(fact, *flag).to_owned(),
        Answer::Known(Value::Options(options)) if options.is_empty() => NONE.to_owned(),
        Answer::Known(Value::Options(options)) => options.join("、"),
        Answer::Known(Value::Date(date)) => date.to_string(),
        Answer::Known(Value::Year(year)) => format!("{year} 年"),
        Answer::Known(Value::Text(text)) => text.clone(),
    }
}

/// What yes or no is called for a question.
pub fn flag_word(fact: &FactDef, flag: bool) -> &str {
    match (&fact.words, flag) {
        (Some((yes, _)), true) => yes,
        (Some((_, no)), false) => no,
        (None, true) => YES,
        (None, false) => NO,
    }
}

/// What was said for a criterion, in its order; the name stands before each where there are several.
pub fn said(policy: &Policy, criterion: &Criterion, answers: &Answers) -> String {
    let facts = facts_of(criterion);
    let several = facts.len() > 1;
    let mut told = Vec::new();
    for id in facts {
        if let (Some(fact), Some(answer)) = (policy.fact(id), answers.facts.get(id)) {
            let said = self::answer(fact, answer);
            told.push(if several { format!("{}：{said}", fact.label) } else { said });
        }
    }
    told.join("；")
}
