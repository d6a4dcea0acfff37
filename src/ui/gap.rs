//! A gap, drawn as what is missing: grey is there, dashed is lacking, the tick is
//! what is needed. Attributes of SVG, not CSS widths: prints and obeys a strict policy.

use crate::engine::assessment::Finding;
use crate::engine::condition::Gap;
use crate::engine::policy::{Bound, Criterion};
use crate::engine::quantity::group_thousands;
use crate::engine::rational::{Rational, Rounding};
use crate::text::say::Say;
use crate::ui::markup::{button, element, of, text, words};
use yew::{Callback, Html, MouseEvent};

/// Where the tick stands, of a hundred, so that bars compare.
const TICK: i128 = 80;

/// How far along the bar an amount reaches, of a hundred; at most the whole bar.
fn reach(have: Rational, need: Rational) -> Rational {
    let at = have.checked_div(need).and_then(|part| part.checked_mul(Rational::whole(TICK)));
    at.unwrap_or(Rational::ZERO).clamp(Rational::ZERO, Rational::whole(100))
}

fn bar(class: &str, x: Rational, y: &str, width: Rational, height: &str) -> Html {
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

/// The bar of a gap.
pub(crate) fn bullet(gap: &Gap) -> Html {
    let at = reach(gap.have, gap.need);
    let tick = Rational::whole(TICK);
    let (low, high) = (at.min(tick), at.max(tick));
    let lack = high.checked_sub(low).unwrap_or(Rational::ZERO);
    let have = if gap.bound == Bound::Max { low } else { at };
    let hair = Rational::new(3, 5).unwrap_or(Rational::ONE);
    element(
        "svg",
        &[
            ("class", "drc-bullet"),
            ("viewBox", "0 0 100 16"),
            ("preserveAspectRatio", "none"),
            ("aria-hidden", "true"),
            ("focusable", "false"),
        ],
        vec![
            bar("drc-bullet__track", Rational::ZERO, "5", Rational::whole(100), "6"),
            bar("drc-bullet__have", Rational::ZERO, "5", have, "6"),
            bar("drc-bullet__lack", low, "5", lack, "6"),
            bar("drc-bullet__need", tick, "1", hair, "14"),
        ],
    )
}

/// A shortfall: name that leads to its question, distance, bar, both ends in words.
pub(crate) fn gap_item(
    say: Say,
    criterion: &Criterion,
    finding: &Finding,
    why: &str,
    on_jump: Callback<MouseEvent>,
) -> Html {
    let label = button("drc-link", vec![text(&criterion.label)], None, on_jump);
    let inside = match &finding.gap {
        Some(gap) => {
            let have = group_thousands(&gap.have.to_decimal(4, Rounding::Down));
            vec![
                of(
                    "div",
                    "drc-gap__line",
                    vec![label, words("b", "drc-gap__short", &say.gap(gap))],
                ),
                bullet(gap),
                of(
                    "div",
                    "drc-bullet__scale",
                    vec![
                        words("span", "", &say.given(&format!("{have} {}", gap.unit.symbol()))),
                        words("span", "", &say.required(&say.wanted(gap))),
                    ],
                ),
            ]
        }
        None => vec![
            of(
                "div",
                "drc-gap__line",
                vec![label, words("span", "drc-tag", &criterion.citation.locator)],
            ),
            words("p", "drc-gap__text", why),
        ],
    };
    element("li", &[("class", "drc-gap"), ("part", "gap")], inside)
}
