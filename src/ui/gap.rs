//! A gap, drawn as what is missing: grey is there, dashed is lacking, the tick is
//! what is needed. Attributes of SVG, not CSS widths: prints and obeys a strict policy.

use crate::engine::evaluate::finding::Finding;
use crate::engine::evaluate::gap::Gap;
use crate::engine::number::rational::{Rational, Rounding};
use crate::engine::policy::condition::Bound;
use crate::engine::policy::{Criterion, Policy};
use crate::ui::context::Ui;
use crate::ui::markup::{element, of, words};
use crate::ui::points::{name, source};
use yew::Html;

/// Where the tick stands, of a hundred, so that bars compare.
const TICK: i128 = 80;

/// How far along the bar an amount reaches, of a hundred; at most the whole bar.
fn reach(have: Rational, need: Rational) -> Rational {
    let at = have.checked_div(need).and_then(|part| part.checked_mul(Rational::whole(TICK)));
    at.unwrap_or(Rational::ZERO).clamp(Rational::ZERO, Rational::whole(100))
}

/// A bar, in hundredths of the drawing's width.
pub(crate) fn bar(class: &str, x: Rational, y: &str, width: Rational, height: &str) -> Html {
    let decimal = |value: Rational| value.cut_decimal(2, Rounding::Down);
    element(
        "rect",
        &[
            ("class", class),
            ("x", &decimal(x)),
            ("y", y),
            ("width", &decimal(width)),
            ("height", height),
            ("vector-effect", "non-scaling-stroke"),
        ],
        vec![],
    )
}

/// A drawing that stretches as wide as there is room.
pub(crate) fn svg_bar(class: &str, view: &str, shapes: Vec<Html>) -> Html {
    let attributes = [
        ("class", class),
        ("viewBox", view),
        ("preserveAspectRatio", "none"),
        ("aria-hidden", "true"),
        ("focusable", "false"),
    ];
    element("svg", &attributes, shapes)
}

/// The bar of a gap.
fn bullet(gap: &Gap) -> Html {
    let at = reach(gap.have, gap.need);
    let tick = Rational::whole(TICK);
    let (low, high) = (at.min(tick), at.max(tick));
    let lack = high.checked_sub(low).unwrap_or(Rational::ZERO);
    let have = if gap.bound == Bound::Max { low } else { at };
    let hair = Rational::new(3, 5).unwrap_or(Rational::ONE);
    svg_bar(
        "drc-bullet",
        "0 0 100 16",
        vec![
            bar("drc-bullet__track", Rational::ZERO, "5", Rational::whole(100), "6"),
            bar("drc-bullet__have", Rational::ZERO, "5", have, "6"),
            bar("drc-bullet__lack", low, "5", lack, "6"),
            bar("drc-bullet__need", tick, "1", hair, "14"),
        ],
    )
}

/// A shortfall: name that leads to its question, source, distance, bar, both ends in words.
pub(crate) fn gap_item(
    ui: &Ui<'_>,
    policy: &Policy,
    criterion: &Criterion,
    finding: &Finding,
) -> Html {
    let mut line = vec![name(ui, policy, criterion)];
    let mut inside = Vec::new();
    if let Some(gap) = &finding.gap {
        line.push(words("b", "drc-gap__short", &ui.say.distance(gap)));
        let ends = vec![
            words("span", "", &ui.say.given_end(gap)),
            words("span", "", &ui.say.required_end(gap)),
        ];
        inside.push(of("div", "drc-gap__line", line));
        inside.push(bullet(gap));
        inside.push(of("div", "drc-bullet__scale", ends));
    } else {
        inside.push(of("div", "drc-gap__line", line));
        inside.push(words("p", "drc-gap__text", &ui.say.finding(policy, criterion, finding)));
    }
    inside.push(source(ui, criterion, vec![]));
    element("li", &[("class", "drc-gap"), ("part", "gap")], inside)
}
