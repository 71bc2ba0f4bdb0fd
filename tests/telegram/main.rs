//! The whole bot, as a process, against a Bot API server of our own.

#[path = "../common/mod.rs"]
#[expect(dead_code, reason = "the bot needs part of it")]
mod common;
#[path = "../support/mod.rs"]
mod support;

mod answering;
mod charts;
mod conversation;
mod groups;
mod inline;
mod listening;
mod setup;
mod stopping;
mod trouble;
