//! A message that lacks something takes it from the question before it: 那重庆呢？ 占比多少？ 去年呢？ 为什么？ 它在哪？
//!
//! Three ways: a piece of the old question is replaced by the message's piece of the same slot; a bare question word is put
//! to the old topic; a pronoun is replaced by the old topic, or by the old answer where that is a name. A message that
//! stands on its own is left alone.
//!
//! ```text
//! slots  a question as a row of pieces, each with the slot it fills     row  pieces put in and taken from it
//! message  what the message says by itself                              old  what it takes from the question before
//! ```

mod message;
mod old;
mod row;
mod slots;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

pub(super) use self::slots::FollowUpWords;
use self::{
    message::{Message, Reference},
    old::Old,
};
use crate::text::{char_count, is_han};

/// No follow-up is longer, in characters: a longer message says what it means.
const MESSAGE: usize = 30;
/// Nor is what it is completed to, so that a long conversation grows no question.
const COMPLETED: usize = 120;
/// The longest answer that a pronoun may stand for, in characters: a name.
const NAME: usize = 12;

/// What was spoken of last: all that a follow-up needs, for a door to keep.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Topic {
    /// The question, as it was understood.
    pub question: String,
    /// Its short answer, where that is a name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<String>,
    /// The year that the answer is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<i32>,
}

impl Topic {
    /// What a follow-up to `question` needs; `None` if that is too long to be followed up.
    pub(super) fn new(question: &str, answer: Option<&str>, year: Option<i32>) -> Option<Self> {
        let is_name = |answer: &&str| {
            let length = char_count(answer);
            (2..=NAME).contains(&length)
                && answer.chars().all(|c| c.is_alphanumeric() || matches!(c, '·' | '“' | '”'))
                && !answer.starts_with(|c: char| c.is_ascii_digit())
        };
        let question = question.trim();
        (!question.is_empty() && char_count(question) <= COMPLETED).then(|| Self {
            question: question.to_owned(),
            answer: answer.filter(is_name).map(str::to_owned),
            year,
        })
    }
}

/// The question that `message` means after `topic`; `None` when it stands on its own.
pub(super) fn complete(topic: &Topic, message: &str, words: &FollowUpWords) -> Option<String> {
    let message = message.trim();
    if char_count(message) > MESSAGE {
        return None;
    }
    let old = Old::of(topic, words);
    let message = Message::of(message, words);
    let completed = match message.reference(words) {
        Reference::Outside(pronoun) => old.refer(&message, &pronoun)?,
        Reference::Inside => return None,
        Reference::None => old.continue_with(&message)?,
    };
    let completed = completed.trim();
    (char_count(completed) <= COMPLETED && completed.chars().any(char::is_alphanumeric)).then(|| {
        let mark = if completed.chars().any(is_han) { '？' } else { '?' };
        format!("{completed}{mark}")
    })
}
