//! The sentences of the tools for authors of policies.

use crate::engine::evaluate::outcome::Outcome;
use crate::engine::policy::Validity;
use crate::text::say::Say;
use crate::text::say::fault::shortened;
use crate::text::words::{Words, fill, join};

/// A key of policy files, and the word for what stands under it.
struct KeyName {
    key: &'static str,
    name: fn(Words) -> &'static str,
}

const fn named(key: &'static str, name: fn(Words) -> &'static str) -> KeyName {
    KeyName { key, name }
}

/// The keys that a difference names.
const KEY_NAMES: [KeyName; 39] = [
    named("id", Words::key_id),
    named("title", Words::key_title),
    named("number", Words::key_number),
    named("issuer", Words::key_issuer),
    named("jurisdiction", Words::key_jurisdiction),
    named("authority", Words::key_authority),
    named("subject", Words::key_subject),
    named("no_eligibility", Words::key_no_eligibility),
    named("other_type", Words::key_other_type),
    named("groups", Words::key_groups),
    named("contradictions", Words::key_contradictions),
    named("zone_types", Words::key_zone_types),
    named("facts", Words::key_facts),
    named("passages", Words::key_passages),
    named("criteria", Words::key_criteria),
    named("role", Words::key_role),
    named("label", Words::key_label),
    named("locator", Words::key_locator),
    named("quote", Words::key_quote),
    named("evidence", Words::key_evidence),
    named("figures", Words::key_figures),
    named("proof", Words::key_proof),
    named("remark", Words::key_remark),
    named("advice", Words::key_advice),
    named("applies_when", Words::key_applies_when),
    named("route", Words::key_route),
    named("counted_when", Words::key_counted_when),
    named("covers", Words::key_covers),
    named("relief", Words::key_relief),
    named("in_play", Words::key_in_play),
    named("numbers", Words::key_numbers),
    named("type", Words::key_type),
    named("hint", Words::key_hint),
    named("type_hints", Words::key_type_hints),
    named("source", Words::key_source),
    named("ask_when", Words::key_ask_when),
    named("words", Words::key_words),
    named("aliases", Words::key_aliases),
    named("who", Words::key_who),
];

impl Say {
    /// A name that several things have.
    pub fn several_named(self, name: &str, ids: &[String]) -> String {
        fill(self.name_of_several(), &[&shortened(name), &join(ids, self.sep_list())])
    }

    /// Two names of one thing.
    pub fn named_twice(self, name: &str, earlier: &str) -> String {
        fill(self.name_repeated(), &[&shortened(name), &shortened(earlier)])
    }

    /// A name that no criterion has.
    pub fn unknown_criterion_named(self, name: &str) -> String {
        fill(self.unknown_criterion(), &[&shortened(name)])
    }

    /// What may be expected of a criterion.
    pub fn outcome_wanted(self) -> String {
        let outcomes = [
            Outcome::Met,
            Outcome::NotMet,
            Outcome::Unknown,
            Outcome::Discretionary,
            Outcome::Reference,
        ];
        let mut words = outcomes.map(|it| self.outcome(it).to_owned()).to_vec();
        words.push(self.not_applicable().to_owned());
        fill(self.want_outcome(), &[&join(&words, self.sep_list())])
    }

    /// Something that is not as a case expects.
    pub fn case_differs(self, key: &str, expected: &str, got: &str) -> String {
        fill(self.case_difference(), &[key, expected, got])
    }

    /// How many cases pass.
    pub fn cases_passed(self, passed: usize, total: usize) -> String {
        fill(self.case_counts(), &[&total.to_string(), &passed.to_string()])
    }

    /// The sides of a number that no case tries; nothing where both are tried.
    pub fn untried_number(self, bound: &str, met: bool, not_met: bool) -> String {
        let sentence = match (met, not_met) {
            (true, true) => return String::new(),
            (false, true) => self.case_none_met(),
            (true, false) => self.case_none_not_met(),
            (false, false) => self.case_none_either(),
        };
        fill(sentence, &[bound])
    }

    /// How much of a text is quoted.
    pub fn text_covered(self, covered: usize, total: usize) -> String {
        fill(self.cover_counts(), &[&covered.to_string(), &total.to_string()])
    }

    /// A quotation of which nothing stands in the text.
    pub fn quote_absent(self, start: &str) -> String {
        fill(self.cover_absent(), &[start])
    }

    /// Where a quotation deviates from the text: what stands before, and what follows in either.
    pub fn quote_deviates(self, before: &str, quoted: &str, own: &str) -> String {
        let or_nothing =
            |text: &str| if text.is_empty() { self.nothing().to_owned() } else { text.to_owned() };
        fill(self.cover_deviates(), &[before, &or_nothing(quoted), &or_nothing(own)])
    }

    /// A change of something, with its name: `条款 art3.s1“规划占地面积”：新增`.
    pub fn changed(self, subject: &str, id: &str, label: &str, what: &str) -> String {
        fill(self.diff_change(), &[subject, id, label, what])
    }

    /// Another id.
    pub fn renumbered(self, from: &str) -> String {
        fill(self.diff_moved(), &[from])
    }

    /// Other words in a quotation.
    pub fn requoted(self, from: &str, to: &str) -> String {
        fill(self.diff_quote(), &[from, to])
    }

    /// Something that was one thing and is another, and what that means.
    pub fn became(self, from: &str, to: &str, meaning: &str) -> String {
        fill(self.diff_became(), &[from, to, meaning])
    }

    /// Options that came and went, and what that means.
    pub fn options_changed(self, added: &[String], removed: &[String], meaning: &str) -> String {
        let mut parts = Vec::new();
        if !added.is_empty() {
            parts.push(fill(self.diff_options_added(), &[&join(added, self.sep_list())]));
        }
        if !removed.is_empty() {
            parts.push(fill(self.diff_options_gone(), &[&join(removed, self.sep_list())]));
        }
        join(&parts, self.sep_part()) + meaning
    }

    /// Parts of a condition that came and went, in words, and what that means.
    pub fn parts_changed(self, added: &[String], removed: &[String], meaning: &str) -> String {
        let mut parts = Vec::new();
        for part in added {
            parts.push(fill(self.diff_part_added(), &[part]));
        }
        for part in removed {
            parts.push(fill(self.diff_part_gone(), &[part]));
        }
        join(&parts, self.sep_part()) + meaning
    }

    /// So many of the parts of a condition.
    pub fn so_many_of(self, count: usize) -> String {
        fill(self.diff_so_many(), &[&count.to_string()])
    }

    /// A condition that must not hold.
    pub fn negated(self, condition: &str) -> String {
        fill(self.diff_not(), &[condition])
    }

    /// A percentage of a number.
    pub fn relieved_to(self, percent: &str) -> String {
        fill(self.diff_relief_percent(), &[percent])
    }

    /// A relief: where it applies, and what is required then.
    pub fn relieved_where(self, situation: &str, number: &str) -> String {
        fill(self.diff_relief(), &[situation, number])
    }

    /// Whatever else has changed, by its keys in the file where they are known.
    pub fn others_changed(self, keys: &[String]) -> String {
        if keys.is_empty() {
            return self.diff_other_unnamed().to_owned();
        }
        let names: Vec<String> = keys.iter().map(|key| self.key_name(key).to_owned()).collect();
        fill(self.diff_other(), &[&join(&names, self.sep_list())])
    }

    /// What stands under a key of a policy file.
    fn key_name(self, key: &str) -> &'static str {
        for known in KEY_NAMES {
            if known.key == key {
                return (known.name)(self.words);
            }
        }
        self.key_other()
    }

    /// What a change does to the verdict on a zone.
    pub fn zone_changed(self, row: usize, name: Option<&str>, from: &str, to: &str) -> String {
        let named = name.map_or_else(String::new, |name| fill(self.target_which(), &[name]));
        let sentence = if from == to { self.diff_zone_same() } else { self.diff_zone() };
        fill(sentence, &[&row.to_string(), &named, from, to])
    }

    /// A conclusion and its explanation.
    pub fn concluded(self, conclusion: &str, text: &str) -> String {
        if text.is_empty() {
            return conclusion.to_owned();
        }
        fill(self.diff_concluded(), &[conclusion, text])
    }

    /// What a change does to a finding.
    pub fn finding_changed(self, id: &str, label: &str, from: &str, to: &str) -> String {
        fill(self.diff_finding(), &[id, label, from, to])
    }

    /// Years in a row.
    pub fn years_running(self, years: i32) -> String {
        fill(self.diff_years_running(), &[&years.to_string()])
    }

    /// When a policy is in force, as its file says.
    pub fn validity_terms(self, validity: &Validity) -> String {
        match validity {
            Validity::Trial { publish_year, term_years, effective_after_days, .. } => {
                let numbers = [publish_year, effective_after_days, term_years];
                let [published, after, term] = numbers.map(ToString::to_string);
                fill(self.diff_trial(), &[&published, &after, &term])
            }
            Validity::Period { from, to } => {
                fill(self.diff_period(), &[&from.to_string(), &to.to_string()])
            }
            Validity::TargetYear { year } => fill(self.diff_target_year(), &[&year.to_string()]),
            Validity::Open { from } => fill(self.diff_open(), &[&from.to_string()]),
            Validity::Unstated => self.short_no_clause().to_owned(),
            Validity::Repealed { by, on: Some(on) } => {
                fill(self.diff_repealed(), &[by.as_str(), &on.to_string()])
            }
            Validity::Repealed { by, on: None } => fill(self.diff_repealed_undated(), &[by]),
        }
    }
}
