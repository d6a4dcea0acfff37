//! A clause of the policy: its name and its citation.

use crate::engine::policy::{Criterion, Policy};
use crate::interview::action::Action;
use crate::interview::suggestion::question_of;
use crate::ui::context::Ui;
use crate::ui::icon::{Icon, icon};
use crate::ui::markup::{button, of, original, text, words};
use yew::Html;

/// The citation of a criterion: its locator, and its quotation in a disclosure that ends with `more`.
pub(crate) fn citation(ui: &Ui<'_>, criterion: &Criterion, more: Vec<Html>) -> Html {
    let mut quote = vec![
        of("summary", "", vec![text(ui.say.quote()), icon(Icon::More)]),
        original("blockquote", "drc-quote__text", &criterion.citation.quote),
    ];
    if let Some(remark) = &criterion.remark {
        quote.push(words("p", "drc-quote__remark", &[ui.say.reading(), remark].concat()));
    }
    quote.extend(more);
    let place = original("span", "drc-tag", &criterion.citation.locator);
    of("div", "drc-q__where", vec![place, of("details", "drc-quote", quote)])
}

/// The name of a criterion, as a link to its question if it has one.
pub(crate) fn clause_name(ui: &Ui<'_>, policy: &Policy, criterion: &Criterion) -> Html {
    let label = original("span", "", &criterion.label);
    match question_of(policy, criterion) {
        Some(fact) => {
            button("drc-link", vec![label], None, ui.click(Action::Jump(fact.to_owned())))
        }
        None => of("b", "", vec![label]),
    }
}
