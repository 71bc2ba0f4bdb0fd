//! 问报 *wenbao*: put a question to Chinese reports, get the one fact asked for, with its source.
//!
//! One road runs through the house, from a file on disk to an answer on a phone. Every module below is one room on
//! that road, and a room uses only the rooms below it:
//!
//! ```text
//!  main.rs → cli/                       one file per command
//!              │
//!      telegram/    terminal.rs         two doors for the same conversation
//!              └─┬─┘
//!              chat/                    a message in, a Reply out; knows no transport
//!                │
//!              ├── chart/               comparable figures → a picture
//!              │
//!             answer/                   question → candidates → ranked → verdict → Answer
//!                │
//!             index/                    reports ⇄ Tantivy: build, publish, open, search
//!                │
//!             figure/                   a number with its meaning
//!                │
//!             report/     config.rs     bytes → Report: title, date, sections, paragraphs, sentences
//!                │
//!              text/                    characters: folding, tokens, ends of sentences
//! ```
//!
//! # Invariants
//!
//! Several name what is *absent*; `tests/architecture.rs` holds those that a machine can check.
//!
//! * Only [`telegram`] knows Telegram, only [`index`] knows Tantivy, only [`report`] and [`index`] touch report files;
//!   [`figure`], [`answer`] and [`chat`] do no I/O of their own, nor does [`chart`] but for finding a font.
//! * An answer holds no word that is not in a report, but for fixed phrases of ours and figures that we compute, which
//!   are marked as computed. Figures are exact decimals ([`figure`]), never floats. A
//!   citation is a range of the report's text, so that a quote cannot drift from its source.
//! * The same question on the same snapshot gets the same answer, byte for byte.
//! * A published snapshot is never changed: a reader sees the old one or the new one, whole.
//! * An update from Telegram is confirmed after it was handled; handling it twice does no harm.
//! * Questions and reports go through one tokenizer ([`text::tokenizer`]) and one reader of quantities
//!   ([`figure::quantity`]).
//! * The token is in no log line, error, panic message or type that prints itself.
//! * What people may want to change is data under `config/`, compiled in as a default.

pub mod answer;
pub mod chart;
pub mod chat;
pub mod cli;
pub mod config;
pub mod figure;
pub mod index;
pub mod report;
pub mod telegram;
pub mod terminal;
pub mod text;
