//! A clause of the policy: its name and its citation.

use crate::engine::policy::{Criterion, Policy};
use crate::interview::action::Action;
use crate::interview::suggestion::question_of;
use crate::ui::context::Ui;
use crate::ui::icon::{Icon, icon};
use crate::ui::markup::{button, nodes, policy_text, text, text_element, with_class};
use yew::Html;

/// The citation of a criterion: its locator, and its quotation in a disclosure that ends with `more`.
pub(crate) fn citation(ui: &Ui<'_>, criterion: &Criterion, more: Vec<Html>) -> Html {
    let mut quote = nodes([
        with_class("summary", "", nodes([text(ui.say.quote()), icon(Icon::More)])),
        policy_text("blockquote", "drc-quote__text", &criterion.citation.quote),
    ]);
    if let Some(remark) = &criterion.remark {
        quote.push(text_element("p", "drc-quote__remark", &[ui.say.reading(), remark].concat()));
    }
    quote.extend(more);
    let place = policy_text("span", "drc-tag", &criterion.citation.locator);
    with_class("div", "drc-q__where", nodes([place, with_class("details", "drc-quote", quote)]))
}

/// The name of a criterion, as a link to its question if it has one.
pub(crate) fn clause_name(ui: &Ui<'_>, policy: &Policy, criterion: &Criterion) -> Html {
    let label = policy_text("span", "", &criterion.label);
    match question_of(policy, criterion) {
        Some(fact) => {
            button("drc-link", nodes([label]), None, ui.click(Action::Jump(fact.to_owned())))
        }
        None => with_class("b", "", nodes([label])),
    }
}
