//! A message in, a [`Reply`] out. Knows no transport: Telegram and the terminal are two doors to the same conversation.

pub mod command;

pub use command::Command;

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
