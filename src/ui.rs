//! The screens: maps the session's plain data to markup. Stateless parts are
//! plain functions; only what the visitor types into keeps state of its own.

pub mod app;
mod badge;
mod choose;
mod compare;
mod context;
mod control;
mod fill;
mod focus;
mod frame;
mod gap;
mod live;
mod markup;
mod points;
mod result;
mod text_box;
