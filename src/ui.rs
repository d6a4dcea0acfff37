//! The screens: they map the session's plain data to markup. Stateless parts are plain
//! functions; only text fields keep state of their own.
//!
//! `choose`, `fill`, `result` and `compare` are the screens, inside the `frame`; everything else
//! is a part of them or a tool for all.

pub mod app;
mod badge;
mod bar;
mod choose;
mod clause;
mod compare;
mod context;
mod control;
mod fill;
mod focus;
mod frame;
mod gap;
mod icon;
mod live;
mod markup;
mod notice;
mod points;
mod result;
mod row;
mod summary;
mod table;
mod text_box;
