//! The policies that the engine keeps between calls, so that each is read and checked once. The
//! script knows which is which, and how many there may be.

use crate::engine::check::check;
use crate::engine::fault::{Cause, Fault};
use crate::engine::policy::checked::CheckedPolicy;
use crate::engine::tree::{Node, Tree, Unreadable};
use std::cell::RefCell;
use std::rc::Rc;

/// A policy of the page, as it came and as it was checked.
pub(crate) struct PagePolicy {
    pub(crate) file: Node,
    pub(crate) checked: Result<CheckedPolicy, Vec<Fault>>,
}

impl PagePolicy {
    /// A policy that has been read, or why it could not be.
    pub(crate) fn of(read: Result<Tree<'_>, Unreadable>) -> PagePolicy {
        match read {
            Ok(file) => PagePolicy { checked: check(&file), file: file.into_owned() },
            Err(why) => {
                let fault = Fault::new("", Cause::Unreadable(why));
                PagePolicy { file: Node::Null, checked: Err(vec![fault]) }
            }
        }
    }
}

thread_local! {
    /// The policies, by their numbers.
    static KEPT: RefCell<Vec<Option<Rc<PagePolicy>>>> = const { RefCell::new(Vec::new()) };
}

/// Keeps a policy, and returns its number.
pub(crate) fn keep(policy: PagePolicy) -> usize {
    let policy = Some(Rc::new(policy));
    KEPT.with_borrow_mut(|all| {
        let free = all.iter().position(Option::is_none);
        if let Some((number, place)) = free.and_then(|at| Some((at, all.get_mut(at)?))) {
            *place = policy;
            return number;
        }
        all.push(policy);
        all.len().saturating_sub(1)
    })
}

/// The policy with this number.
pub(crate) fn kept(number: usize) -> Option<Rc<PagePolicy>> {
    KEPT.with_borrow(|all| all.get(number).cloned().flatten())
}

/// Lets a policy go; its number may become that of another one.
pub(crate) fn forget(number: usize) {
    KEPT.with_borrow_mut(|all| {
        if let Some(place) = all.get_mut(number) {
            *place = None;
        }
    });
}
