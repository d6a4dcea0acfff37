//! What is wrong with a policy file, and how to fix it. Only the engine's wasm and the native
//! program say so; the widget is handed these sentences.

use crate::engine::fault::{BadAmount, PolicyCause, Warning};
use crate::text::say::Say;
use crate::text::words::{fill, join};

/// What may stand under a key of a policy file.
const EXAMPLES: [(&str, &str); 17] = [
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
    ("on", "\"2026-01-01\""),
    ("by", "\"某发改〔2026〕1号\""),
    ("percent", "\"80 %\""),
    ("points", "10"),
];

impl Say {
    /// What is probably wrong in a policy file.
    pub(super) fn warning(self, warning: &Warning) -> String {
        match warning {
            Warning::NeverAsked(id) => fill(self.never_asked(), &[id]),
            Warning::OptionWithoutBranch(option) => fill(self.no_branch(), &[option]),
            Warning::Overlap(option) => fill(self.overlap(), &[option]),
            Warning::ReliefWithoutEffect => self.relief_no_effect().to_owned(),
            Warning::RelaxationNeverPossible => self.relaxation_never().to_owned(),
            Warning::RelaxationOfNothing => self.relaxation_nothing().to_owned(),
            Warning::NumberNotQuoted(number) => fill(self.not_quoted(), &[number]),
            Warning::NumberNotCompared(number) => fill(self.not_compared(), &[number]),
            Warning::NumberNotNoted(words) => fill(self.not_noted(), &[words]),
            Warning::PartMayExceed(part, whole) => fill(self.part_may_exceed(), &[part, whole]),
        }
    }

    /// A cause that only policy files have.
    pub(super) fn policy_cause(self, cause: &PolicyCause) -> String {
        match cause {
            PolicyCause::MissingKey(key) => fill(self.missing_key(), &[key, example_of(key)]),
            PolicyCause::BlankText => self.want_some_text().to_owned(),
            PolicyCause::NotBoolean => self.want_boolean().to_owned(),
            PolicyCause::NotWhole => self.want_whole().to_owned(),
            PolicyCause::NotCondition => self.want_condition().to_owned(),
            PolicyCause::WrongWord(word, known) => {
                fill(self.wrong_word(), &[word, &join(known, self.sep_list())])
            }
            PolicyCause::DuplicateId(id) => fill(self.duplicate_id(), &[id]),
            PolicyCause::UnknownReference(id) => fill(self.unknown_reference(), &[id]),
            PolicyCause::UnusedFact(id) => fill(self.unused_fact(), &[id]),
            PolicyCause::Unasked(id) => fill(self.unasked(), &[id]),
            PolicyCause::WrongFactKind(kind) => fill(self.wrong_fact_kind(), &[kind]),
            PolicyCause::BadQuantity(text, why) => self.bad_amount(text, *why),
            PolicyCause::UnknownUnit(unit) => {
                fill(self.unknown_unit(), &[unit, "亩、万元、家、%", "万元/亩"])
            }
            PolicyCause::NotPoints => self.want_points().to_owned(),
            PolicyCause::CountOfParts(parts) => fill(self.count_of_parts(), &[&parts.to_string()]),
            PolicyCause::YearsOfGrowth(most) => fill(self.years_of_growth(), &[&most.to_string()]),
            PolicyCause::Uncovered(option) => fill(self.uncovered(), &[option]),
            PolicyCause::UnitMismatch(unit, own) if unit == "%" => {
                fill(self.share_mismatch(), &[own])
            }
            PolicyCause::UnitMismatch(unit, own) => fill(self.unit_mismatch(), &[unit, own]),
            PolicyCause::ShareExpected(unit, part, whole) => {
                fill(self.share_expected(), &[unit, part, whole])
            }
            PolicyCause::TwoBounds(one, other) => fill(self.two_bounds(), &[one, other]),
            PolicyCause::NotRegion(code) => fill(self.want_region(), &[code]),
            PolicyCause::EndsWithMark(mark) => fill(self.ends_with_mark(), &[mark]),
            PolicyCause::Repeated(text) => fill(self.named_again(), &[text]),
            PolicyCause::NeverMet => self.never_met().to_owned(),
            PolicyCause::NeverUnmet => self.never_unmet().to_owned(),
            PolicyCause::TooMany(most) => fill(self.too_many(), &[&most.to_string()]),
            PolicyCause::AtLeast(least) => fill(self.least(), &[&least.to_string()]),
            PolicyCause::Empty => self.empty().to_owned(),
        }
    }

    /// Why an amount cannot be read.
    fn bad_amount(self, text: &str, why: BadAmount) -> String {
        match why {
            BadAmount::Form => fill(self.bad_quantity(), &[text]),
            BadAmount::FullWidth => fill(self.amount_full_width(), &[text]),
            BadAmount::Grouped => fill(self.amount_grouped(), &[text]),
            BadAmount::Fraction => fill(self.amount_fraction(), &[text]),
            BadAmount::NotWhole(unit) => fill(self.amount_not_whole(), &[text, unit.symbol()]),
            BadAmount::TooLong => fill(self.amount_too_long(), &[text]),
            BadAmount::NotYears => fill(self.amount_not_years(), &[text, "\"5 年\""]),
        }
    }
}

/// What may stand under a key of a policy file.
fn example_of(key: &str) -> &'static str {
    for (known, example) in EXAMPLES {
        if known == key {
            return example;
        }
    }
    "\"…\""
}
