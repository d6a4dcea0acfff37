//! What the screens of a batch show, as JSON.

use crate::batch::Batch;
use crate::batch::problem::Problem;
use crate::batch::totals::Totals;
use crate::batch::zone::{Shortfall, TypeOfZone, WHOLE, Zone};
use crate::engine::answers::reader;
use crate::engine::evaluate::evaluate;
use crate::engine::evaluate::explainer::Explainer;
use crate::engine::evaluate::verdict::Verdict;
use crate::engine::policy::{OTHER_TYPE, Policy};
use crate::text::json::JsonText;
use crate::text::output;
use crate::text::say::Say;

/// The zones at these places, as a list of `{place, row, file, name, city, zone_type, verdict, counts,
/// nearest, faults, is_readable}`; `nearest` is the shortfall that is nearest to being met, as
/// `{criterion, label, text}`, or else the first that is not told in numbers.
pub fn zones(batch: &Batch, places: &[usize]) -> String {
    let mut json = JsonText::default();
    json.open('[');
    for place in places {
        if let Some(zone) = batch.zones().get(*place) {
            write_zone(&mut json, batch, *place, zone);
        }
    }
    json.close(']');
    json.into_text()
}

fn write_zone(json: &mut JsonText, batch: &Batch, place: usize, zone: &Zone) {
    json.open('{');
    json.key("place").count(u32::try_from(place).unwrap_or(u32::MAX));
    let (file, row) = batch.origin(zone);
    json.key("file").text(file);
    json.key("row").count(row);
    json.key("name").text(&zone.name);
    json.key("city").text(&zone.city);
    json.key("zone_type").text(type_label(batch.say, batch.policy(), zone.zone_type));
    json.key("verdict").optional(zone.verdict.map(Verdict::word));
    output::write_counts(json.key("counts"), zone.counts);
    json.key("nearest");
    match zone.nearest_shown() {
        Some(shortfall) => write_shortfall(json, batch, zone, shortfall),
        None => json.null(),
    }
    json.key("faults").count(zone.faults);
    json.key("is_readable").flag(zone.is_readable);
    json.close('}');
}

/// A shortfall in words, for which the zone is assessed again.
fn write_shortfall(json: &mut JsonText, batch: &Batch, zone: &Zone, shortfall: Shortfall) {
    let policy = batch.policy();
    let Some(criterion) = policy.numbered(shortfall.criterion) else { return json.null() };
    let answers = batch.answers(zone);
    let read = reader::read(&answers, policy, batch.today).answers;
    let assessment = evaluate(&batch.policy.checked, &read);
    let finding = assessment.findings.iter().find(|it| it.criterion == shortfall.criterion);
    let explainer = Explainer::new(&batch.policy.checked, &read);
    let explanation = finding.and_then(|finding| explainer.finding(finding));
    let said = explanation.map(|it| batch.say.finding(policy, &it));
    json.open('{');
    json.key("criterion").text(&criterion.id);
    json.key("label").text(&criterion.label);
    json.key("text").optional(said.as_deref());
    json.close('}');
}

/// The name of a zone's type.
pub fn type_label(say: Say, policy: &Policy, zone_type: TypeOfZone) -> &str {
    match zone_type {
        TypeOfZone::At(place) => policy.zone_types.get(place).map_or("", |it| it.label.as_str()),
        TypeOfZone::Other => say.zone_type(policy, OTHER_TYPE),
        TypeOfZone::None => "",
    }
}

/// The sums over a selection: `{zones, verdicts: [{verdict, count}], criteria: [{criterion, label, locator,
/// quote, short, open, judged, distribution, spread}], zone_types: [{zone_type, label, count}], cities:
/// [{city, count}], with_faults}`. A distribution is null where no zone falls short in numbers; a spread is
/// `{smallest, middle, largest}` in per cent of what is needed.
pub fn totals(batch: &Batch, totals: &Totals, zones: usize) -> String {
    let policy = batch.policy();
    let mut json = JsonText::default();
    json.open('{');
    json.key("zones").count(u32::try_from(zones).unwrap_or(u32::MAX));
    json.key("verdicts").open('[');
    for (verdict, count) in &totals.verdicts {
        json.open('{');
        json.key("verdict").optional(verdict.map(Verdict::word));
        json.key("count").count(*count);
        json.close('}');
    }
    json.close(']');
    json.key("criteria").open('[');
    for sums in &totals.criteria {
        let Some(criterion) = policy.numbered(sums.criterion) else { continue };
        json.open('{');
        json.key("criterion").text(&criterion.id);
        json.key("label").text(&criterion.label);
        json.key("locator").text(&criterion.citation.locator);
        json.key("quote").text(&criterion.citation.quote);
        json.key("short").count(sums.short);
        json.key("open").count(sums.open);
        json.key("judged").count(sums.judged);
        let spread = sums.spread();
        json.key("distribution");
        if spread.is_some() {
            json.open('[');
            for count in sums.distribution {
                json.count(count);
            }
            json.close(']');
        } else {
            json.null();
        }
        json.key("spread");
        match spread {
            Some(spread) => {
                json.open('{');
                json.key("smallest").text(&percent(spread.smallest));
                json.key("middle").text(&percent(spread.middle));
                json.key("largest").text(&percent(spread.largest));
                json.close('}');
            }
            None => json.null(),
        }
        json.close('}');
    }
    json.close(']');
    json.key("zone_types").open('[');
    for (zone_type, count) in &totals.zone_types {
        json.open('{');
        json.key("zone_type").text(type_id(policy, *zone_type));
        json.key("label").text(type_label(batch.say, policy, *zone_type));
        json.key("count").count(*count);
        json.close('}');
    }
    json.close(']');
    json.key("cities").open('[');
    for (city, count) in &totals.cities {
        json.open('{');
        json.key("city").text(city);
        json.key("count").count(*count);
        json.close('}');
    }
    json.close(']');
    json.key("with_faults").count(totals.with_faults);
    json.close('}');
    json.into_text()
}

/// The id of a type, `other`, or nothing.
pub fn type_id(policy: &Policy, zone_type: TypeOfZone) -> &str {
    match zone_type {
        TypeOfZone::At(place) => policy.zone_types.get(place).map_or("", |it| it.id.as_str()),
        TypeOfZone::Other => OTHER_TYPE,
        TypeOfZone::None => "",
    }
}

/// A share of a whole in millionths, as per cent, rounded to one decimal.
pub fn percent(share: u32) -> String {
    let tenth = WHOLE / 1000;
    let tenths = share.saturating_add(tenth / 2) / tenth;
    match tenths % 10 {
        0 => (tenths / 10).to_string(),
        rest => format!("{}.{rest}", tenths / 10),
    }
}

/// Problems, as a list of `{file, sheet, row, column, title, value, message}`.
pub fn problems(problems: &[Problem]) -> String {
    let mut json = JsonText::default();
    json.open('[');
    for Problem { place, value, message, .. } in problems {
        json.open('{');
        json.key("file").text(&place.file);
        json.key("sheet").text(&place.sheet);
        json.key("row").count(place.row);
        json.key("column").text(&place.column);
        json.key("title").text(&place.title);
        json.key("value").text(value);
        json.key("message").text(message);
        json.close('}');
    }
    json.close(']');
    json.into_text()
}

/// The answers of a zone as JSON text.
pub fn answers(batch: &Batch, zone: &Zone) -> String {
    let mut json = String::new();
    crate::text::json::node::write_node(&mut json, &batch.answers(zone));
    json
}
