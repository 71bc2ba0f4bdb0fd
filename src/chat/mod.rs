//! A message in, a [`Reply`] out. Knows no transport: Telegram and the terminal are two doors to the same conversation.

pub mod command;

use std::sync::Arc;

pub use command::Command;

use crate::{config::Config, index::Live};

/// The language that a person is spoken to in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// 中文, and for everyone whose client is not English.
    #[default]
    Chinese,
    /// English.
    English,
}

impl Language {
    /// The language for a client's IETF tag (`zh-hans`, `en-GB`).
    pub fn of_tag(tag: Option<&str>) -> Self {
        match tag {
            Some(tag) if tag.eq_ignore_ascii_case("en") || tag.to_ascii_lowercase().starts_with("en-") => Self::English,
            _ => Self::Chinese,
        }
    }
}

/// What is said back: parts from top to bottom, which every door shows in its own way.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reply {
    /// In the order of reading.
    pub parts: Vec<Part>,
}

/// One part of a reply. Texts are plain, without any markup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// The answer itself: first, and bold.
    Lead(String),
    /// Running text of ours.
    Text(String),
    /// A verbatim piece of a report.
    Quote(String),
    /// Where a quote stands: title, section, date, source.
    Source(String),
}

/// What somebody wants, once the door has taken its own marks (`@name`, the slash) off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Request<'a> {
    /// A question in free words.
    Question(&'a str),
    /// A command with the words behind it.
    Command(Command, &'a str),
}

/// One of several answers to choose from, as inline mode offers them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// The short answer, or the sentence's beginning.
    pub title: String,
    /// The sentence and where it stands.
    pub description: String,
    /// What is sent when it is chosen.
    pub reply: Reply,
}

/// The conversation over one index. Cheap to share; answers from whichever snapshot is current.
#[derive(Debug)]
pub struct Chat {
    live: Arc<Live>,
}

impl Chat {
    /// A conversation over `live`.
    pub fn new(live: Arc<Live>, _config: &Config) -> Self {
        Self { live }
    }

    /// What is said to `request`. Never fails: a broken index is said in words.
    pub fn reply(&self, request: &Request<'_>, _language: Language) -> Reply {
        let _ = &self.live;
        Reply { parts: vec![Part::Text(format!("{request:?}"))] }
    }

    /// Answers to choose from, best first: `limit` of them after the first `skip`.
    pub fn suggestions(&self, text: &str, language: Language, skip: usize, limit: usize) -> Vec<Suggestion> {
        let reply = self.reply(&Request::Question(text), language);
        let one = Suggestion { title: text.to_owned(), description: String::new(), reply };
        std::iter::once(one).skip(skip).take(limit).collect()
    }
}
