//! The sentences about faults of the input: what is wrong, and how to fix it.

use crate::engine::fault::{Cause, Wanted};
use crate::engine::number::quantity::QuantityFault;
use crate::engine::number::unit::{Dimension, Unit};
use crate::engine::tree::{MAX_TEXT, Unreadable};
use crate::text::amount::{group_digits, with_unit};
use crate::text::say::Say;
use crate::text::words::{fill, join};

/// The most characters of a text from outside that a sentence repeats.
const MAX_REPEATED: usize = 40;

/// A text from outside as a sentence repeats it.
pub(crate) fn shortened(text: &str) -> String {
    let mut letters = text.chars();
    let mut shown: String = letters.by_ref().take(MAX_REPEATED).collect();
    if letters.next().is_some() {
        shown.push('…');
    }
    shown
}

impl Say {
    /// What is wrong with the input, and how to fix it.
    pub fn cause(self, cause: &Cause) -> String {
        let (sentence, first, second) = match cause {
            Cause::Unreadable(why) => return fill(self.unreadable(), &[&self.why_unreadable(why)]),
            Cause::TextTooLong => {
                return fill(self.text_too_long(), &[&group_digits(&MAX_TEXT.to_string())]);
            }
            Cause::UnknownPolicy(id) => (self.unknown_policy(), id.as_str(), String::new()),
            Cause::OtherPolicy(id) => (self.other_policy(), id.as_str(), String::new()),
            Cause::UnknownZoneType(name) => {
                (self.unknown_zone_type(), name.as_str(), String::new())
            }
            Cause::BadDate(text) => (self.bad_date(), text.as_str(), String::new()),
            Cause::NoDay(text) => (self.no_day(), text.as_str(), String::new()),
            Cause::OddYear(text) => (self.odd_year(), text.as_str(), String::new()),
            Cause::BadYear(text) => (self.bad_year(), text.as_str(), String::new()),
            Cause::UnknownFact(id) => (self.unknown_fact(), id.as_str(), String::new()),
            Cause::NotBeside(option) => (self.not_beside(), option.as_str(), String::new()),
            Cause::UnknownOption(option, known) => {
                (self.unknown_option(), option.as_str(), join(known, self.sep_list()))
            }
            Cause::UnknownKey(key, known) => {
                (self.unknown_key(), key.as_str(), join(known, self.sep_list()))
            }
            Cause::MissingKey(key) => (self.missing_key(), key.as_str(), "\"…\"".to_owned()),
            Cause::DateOutside(first, last) => {
                return fill(self.date_outside(), &[&first.to_string(), &last.to_string()]);
            }
            Cause::Quantity(fault, own) => return self.quantity(fault, *own),
            Cause::NoPolicy => (self.no_policy(), "", String::new()),
            Cause::NoZoneTypes => (self.no_zone_types(), "", String::new()),
            Cause::NoDate => (self.no_date(), "", String::new()),
            Cause::NotBoolean => (self.not_boolean(), "", String::new()),
            Cause::MoreThanOne => (self.more_than_one(), "", String::new()),
            Cause::WrongType(wanted) => (self.wrong_type(*wanted), "", String::new()),
            #[cfg(feature = "check")]
            Cause::Policy(policy_cause) => return self.policy_cause(policy_cause),
            #[cfg(feature = "check")]
            Cause::Warning(warning) => return self.warning(warning),
            // The widget is handed the faults of a policy in words.
            #[cfg(not(feature = "check"))]
            Cause::Policy(_) | Cause::Warning(_) => (self.policy_faulty(), "", String::new()),
        };
        if matches!(cause, Cause::Unreadable(_)) {
            return fill(sentence, &[first, &second]);
        }
        fill(sentence, &[&shortened(first), &second])
    }

    fn why_unreadable(self, why: &Unreadable) -> String {
        let words = match why {
            Unreadable::TooDeep => self.words.too_deep(),
            Unreadable::TooManyValues => self.words.too_many_values(),
            Unreadable::NotJson => self.words.not_json(),
            Unreadable::Empty => self.words.no_content(),
            Unreadable::Source(said) => said,
            #[cfg(feature = "check")]
            Unreadable::Syntax { line, column } => {
                return fill(self.words.bad_syntax(), &[&line.to_string(), &column.to_string()]);
            }
            #[cfg(feature = "check")]
            Unreadable::Cut => self.words.cut_json(),
            #[cfg(feature = "check")]
            Unreadable::Encoding => self.words.bad_encoding(),
            // The widget reads no files.
            #[cfg(not(feature = "check"))]
            Unreadable::Syntax { .. } | Unreadable::Cut | Unreadable::Encoding => {
                self.words.not_json()
            }
        };
        words.to_owned()
    }

    fn wrong_type(self, wanted: Wanted) -> &'static str {
        match wanted {
            Wanted::Object => self.words.want_object(),
            Wanted::List => self.words.want_list(),
            Wanted::Text => self.words.want_text(),
            Wanted::Quantity => self.words.want_quantity(),
        }
    }

    /// Why a text is not a quantity that converts to this unit, and how to fix it.
    fn quantity(self, fault: &QuantityFault, own: Unit) -> String {
        let unit = own.symbol();
        // An example must be one that can be given.
        let is_share = own.dimension() == Dimension::Share;
        let (example, definite) = if is_share { ("60", "60") } else { ("300", "120") };
        let (sentence, first, second) = match fault {
            QuantityFault::Malformed => {
                return fill(self.number_malformed(), &[&with_unit(example, unit)]);
            }
            QuantityFault::Approximate => (self.number_approximate(), definite, ""),
            QuantityFault::Negative => (self.number_negative(), unit, ""),
            QuantityFault::NoUnit => (self.number_no_unit(), unit, ""),
            QuantityFault::UnknownUnit(symbol) => {
                (self.number_unknown_unit(), unit, symbol.as_str())
            }
            QuantityFault::WrongDimension(other) => (self.number_dimension(), unit, other.symbol()),
            QuantityFault::TwoUnits(behind, beside) => {
                (self.number_two_units(), behind.symbol(), beside.symbol())
            }
            QuantityFault::TwoMultipliers(beside) => {
                (self.number_two_multipliers(), beside.unscaled().symbol(), beside.symbol())
            }
            QuantityFault::NotWhole => (self.number_not_whole(), unit, ""),
            QuantityFault::OverHundred => (self.number_over_hundred(), unit, ""),
            QuantityFault::TooLong => (self.number_too_long(), unit, ""),
            QuantityFault::TooPrecise => (self.number_too_precise(), unit, ""),
        };
        fill(sentence, &[first, &shortened(second)])
    }
}
