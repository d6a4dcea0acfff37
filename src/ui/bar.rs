//! Bars: how far an amount is from its limit, and how much is answered. They are drawn with
//! attributes of SVG, which, unlike styles, are printed and allowed by a strict content policy.

use crate::engine::evaluate::gap::Gap;
use crate::engine::number::rational::{Rational, Rounding};
use crate::engine::policy::condition::Bound;
use crate::interview::questionnaire::Progress;
use crate::ui::markup::{attributes, element, nodes};
use yew::Html;

/// Where the tick of the limit is, in hundredths of the width: the same for all bars, so that
/// they can be compared.
const TICK: i128 = 80;

/// The bar of a gap: grey is what there is, dashed what is missing, the tick what is required.
pub(crate) fn bullet(gap: &Gap) -> Html {
    let at = reach(gap.have, gap.need);
    let tick = Rational::whole(TICK);
    let (low, high) = (at.min(tick), at.max(tick));
    let lack = high.checked_sub(low).unwrap_or(Rational::ZERO);
    let have = if gap.bound == Bound::Max { low } else { at };
    let hair = Rational::new(3, 5).unwrap_or(Rational::ONE);
    svg_bar(
        "drc-bullet",
        "0 0 100 16",
        nodes([
            rectangle("drc-bullet__track", Rational::ZERO, "5", Rational::whole(100), "6"),
            rectangle("drc-bullet__have", Rational::ZERO, "5", have, "6"),
            rectangle("drc-bullet__lack", low, "5", lack, "6"),
            rectangle("drc-bullet__need", tick, "1", hair, "14"),
        ]),
    )
}

/// The bar of a progress; the words beside it say the same.
pub(crate) fn progress_bar(Progress { answered, asked }: Progress) -> Html {
    let number = |count: usize| i128::try_from(count).map_or(Rational::ZERO, Rational::whole);
    let part = number(answered).checked_div(number(asked)).unwrap_or(Rational::ZERO);
    let width = part.checked_mul(Rational::whole(100)).unwrap_or(Rational::ZERO);
    svg_bar(
        "drc-progress",
        "0 0 100 4",
        nodes([
            rectangle("drc-bullet__track", Rational::ZERO, "0", Rational::whole(100), "4"),
            rectangle("drc-progress__done", Rational::ZERO, "0", width, "4"),
        ]),
    )
}

/// How far along the bar an amount reaches, in hundredths; at most the whole bar.
fn reach(have: Rational, need: Rational) -> Rational {
    let at = have.checked_div(need).and_then(|part| part.checked_mul(Rational::whole(TICK)));
    at.unwrap_or(Rational::ZERO).clamp(Rational::ZERO, Rational::whole(100))
}

/// A rectangle of a bar; `x` and `width` in hundredths of the drawing's width.
fn rectangle(class: &str, x: Rational, y: &str, width: Rational, height: &str) -> Html {
    let decimal = |value: Rational| value.cut_decimal(2, Rounding::Down);
    element(
        "rect",
        attributes![
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

/// A drawing that stretches to the available width.
fn svg_bar(class: &str, view: &str, shapes: Vec<Html>) -> Html {
    let attributes = attributes![
        ("class", class),
        ("viewBox", view),
        ("preserveAspectRatio", "none"),
        ("aria-hidden", "true"),
        ("focusable", "false"),
    ];
    element("svg", attributes, shapes)
}
