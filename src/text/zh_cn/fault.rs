//! 简体中文：填报和政策文件中的错误，以及正确的写法。

use crate::engine::error::{Cause, Wanted};
use crate::engine::quantity::QuantityFault;
use crate::engine::unit::Unit;

/// What may stand under a key of a policy file.
const EXAMPLES: [(&str, &str); 13] = [
    ("region", "\"140000\""),
    ("validity", "{\"kind\": \"target_year\", \"year\": 2030}"),
    ("kind", "\"period\""),
    ("from", "\"2026-01-01\""),
    ("year", "2030"),
    ("type", "\"quantity\""),
    ("unit", "\"万元\""),
    ("options", "[\"是\", \"否\"]"),
    ("role", "\"eligibility\""),
    ("citation", "{\"locator\": \"第五条（一）\", \"quote\": \"原文\"}"),
    ("condition", "{\"fact\": \"annual_revenue\", \"at_least\": \"2 亿元\"}"),
    ("when", "{\"fact\": \"a\", \"exceeds\": \"b\"}"),
    ("more_than", "\"5 年\""),
];

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
        Cause::UnknownKey(key, known) => {
            format!("不认识的字段“{key}”，此处可用：{}", known.join("、"))
        }
        Cause::MissingKey(key) => {
            let example = EXAMPLES.iter().find(|(own, _)| own == key);
            let example = example.map_or("\"…\"", |(_, example)| example);
            format!("缺少字段“{key}”，例如 \"{key}\": {example}")
        }
        Cause::WrongType(wanted) => wrong_type(*wanted).to_owned(),
        Cause::WrongWord(word, known) => format!("“{word}”不可用，应为 {} 之一", known.join("、")),
        Cause::DuplicateId(id) => format!("编号“{id}”重复，请另取一个，例如 \"{id}_2\""),
        Cause::UnknownReference(id) => {
            format!(
                "引用了不存在的“{id}”，请核对拼写，或先写明这一项，例如 {{\"id\": \"{id}\", …}}"
            )
        }
        Cause::UnusedFact(id) => format!(
            "事项“{id}”没有任何条款使用，请删去，或在条款中使用，例如 \"evidence\": [\"{id}\"]"
        ),
        Cause::Unasked(id) => {
            format!("条款“{id}”不属于任何分组，请在 groups 中列出，例如 \"criteria\": [\"{id}\"]")
        }
        Cause::WrongFactKind(kind) => {
            format!("此处的事项应为 {kind} 类型，即事项中写 \"type\": \"{kind}\"")
        }
        Cause::BadQuantity(text) => format!("“{text}”应写作数字、空格、单位，例如 \"300 亩\""),
        Cause::UnitMismatch(unit, own) => {
            format!("单位“{unit}”与事项的单位“{own}”不能换算，例如应写 \"300 {own}\"")
        }
        Cause::NeverMet => {
            "任何填报都不能满足这一条，例如 at_least 与 at_most 写反；请检查判断式".to_owned()
        }
        Cause::NeverUnmet => {
            "任何填报都不会不满足这一条，例如写成了 at_least 0；请检查判断式".to_owned()
        }
        Cause::TooMany(most) => format!("超过上限 {most}，请删减或拆成两份"),
        Cause::AtLeast(least) => format!("至少应为 {least}，例如连续 {least} 年"),
        Cause::Empty => "不能为空，请至少写一项".to_owned(),
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
