//! The icons. Each outcome has its own shape, so that colour is never the only difference.

use crate::engine::evaluate::outcome::Outcome;
use crate::ui::markup::{attributes, element, nodes};
use yew::Html;

/// The name of an outcome in CSS classes.
pub(crate) fn outcome_class(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Met => "met",
        Outcome::NotMet => "not",
        Outcome::Unknown => "unknown",
        Outcome::Discretionary => "disc",
        Outcome::Reference => "ref",
    }
}

/// The icon of an outcome: a disc with a tick, a square with a cross, a dashed ring, a hexagon, bars.
pub(crate) fn outcome_icon(outcome: Outcome) -> Html {
    match outcome {
        Outcome::Met => svg(nodes([path(
            "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1zm3.7 5.3-4.4 4.6-3-3 1.1-1.1 1.9 1.9 3.3-3.5z",
        )])),
        Outcome::NotMet => svg(nodes([path(
            "M2 2h12v12H2zm3.6 2.5L4.5 5.6 6.9 8l-2.4 2.4 1.1 1.1L8 9.1l2.4 2.4 1.1-1.1L9.1 8l2.4-2.4-1.1-1.1L8 6.9z",
        )])),
        Outcome::Unknown => svg(nodes([
            element(
                "circle",
                attributes![
                    ("cx", "8"),
                    ("cy", "8"),
                    ("r", "6"),
                    ("fill", "none"),
                    ("stroke", "currentColor"),
                    ("stroke-width", "1.4"),
                    ("stroke-dasharray", "2.4 2.3"),
                ],
                vec![],
            ),
            path("M4.5 7.3h1.5v1.4H4.5zm2.8 0h1.4v1.4H7.3zm2.7 0h1.5v1.4H10z"),
        ])),
        Outcome::Discretionary => svg(nodes([path(
            "M8 .8 14.2 4.4v7.2L8 15.2 1.8 11.6V4.4zM8 4a1.9 1.9 0 1 0 0 3.8A1.9 1.9 0 0 0 8 4zm-3.4 7.4h6.8C11.2 9.7 9.8 8.6 8 8.6s-3.2 1.1-3.4 2.8z",
        )])),
        Outcome::Reference => svg(nodes([path("M2 2h1.5v12H2zm3 2h9v2.5H5zm0 5h6v2.5H5z")])),
    }
}

/// The other icons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Icon {
    /// A triangle with an exclamation mark.
    Warn,
    /// A circle with an i.
    Info,
    /// A lock.
    Lock,
    /// An arrow down.
    More,
}

/// An icon.
pub(crate) fn icon(icon: Icon) -> Html {
    svg(nodes([path(match icon {
        Icon::Warn => "M8 1.5 15.5 14.5H.5zM7.2 6v4.3h1.6V6zm0 5.3v1.5h1.6v-1.5z",
        Icon::Lock => {
            "M8 1a3.5 3.5 0 0 0-3.5 3.5V7H3v8h10V7h-1.5V4.5A3.5 3.5 0 0 0 8 1zm-2 6V4.5a2 2 0 1 1 4 0V7z"
        }
        Icon::More => "M3 5.5 8 10.5 13 5.5 12 4.5 8 8.5 4 4.5z",
        Icon::Info => "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1zm-.8 3h1.6v1.6H7.2zm0 3h1.6v5H7.2z",
    })]))
}

fn svg(shapes: Vec<Html>) -> Html {
    let attributes = attributes![
        ("class", "drc-icon"),
        ("viewBox", "0 0 16 16"),
        ("aria-hidden", "true"),
        ("focusable", "false"),
    ];
    element("svg", attributes, shapes)
}

fn path(shape: &str) -> Html {
    element("path", attributes![("fill-rule", "evenodd"), ("d", shape)], vec![])
}
