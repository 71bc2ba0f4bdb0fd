//! However it is typed: the question as it came in, made into the one that is searched for, with what was changed.
//!
//! Width, case and traditional characters need nothing here: they fold together wherever text is compared
//! ([`crate::text::fold`]). What stands in the reports is never changed; what is changed is always said.

mod english;
mod everyday;
mod pinyin;
mod spelling;
mod tables;
#[cfg(test)]
mod tests;
mod time;

pub use everyday::reword;
use serde::Serialize;

use crate::index::Snapshot;

/// The words of the reports, against which a question is read.
pub trait Vocabulary {
    /// How many passages hold `token`: a single character, a pair, or a Latin word, folded.
    fn frequency(&self, token: &str) -> u64;

    /// Whether the folded `phrase` stands in a passage, a heading or a title, character for character.
    fn holds(&self, phrase: &str) -> bool;

    /// How many passages there are.
    fn passages(&self) -> u64;
}

impl Vocabulary for Snapshot {
    fn frequency(&self, token: &str) -> u64 {
        self.occurrences(token)
    }

    fn holds(&self, phrase: &str) -> bool {
        self.holds_phrase(phrase)
    }

    fn passages(&self) -> u64 {
        Self::passages(self)
    }
}

/// One thing that was read otherwise than it was typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Correction {
    /// As it was typed.
    pub typed: String,
    /// As it is searched for.
    pub read: String,
}

/// A question as it is to be searched for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// What is searched for.
    pub text: String,
    /// What was changed; empty when the question is taken as typed.
    pub corrections: Vec<Correction>,
}

/// Reads `text` against the words of the reports.
pub fn read(text: &str, vocabulary: &impl Vocabulary) -> Reading {
    let whole = |read: String| Reading {
        corrections: vec![Correction { typed: text.trim().to_owned(), read: read.clone() }],
        text: read,
    };
    let is_han_char = crate::text::is_han;
    let is_han = text.contains(is_han_char);
    let is_latin =
        text.chars().any(|c| c.is_ascii_alphabetic() || crate::text::fold::fold_char(c).is_ascii_alphabetic());
    if !is_han && is_latin {
        if let Some(read) = pinyin::read(text, vocabulary).or_else(|| english::read(text, vocabulary)) {
            return whole(read);
        }
    } else if is_latin && !outside_brackets(text).contains(is_han_char) {
        // Angel Yeast's (安琪酵母) revenue
        if let Some(read) = english::read(text, vocabulary) {
            return whole(read);
        }
    } else if is_han {
        return spelling::correct(text, vocabulary);
    }
    Reading { text: text.to_owned(), corrections: Vec::new() }
}

/// `text` without what stands in brackets.
fn outside_brackets(text: &str) -> String {
    let mut depth = 0_usize;
    let outside = |c: &char| {
        match c {
            '(' | '（' => depth += 1,
            ')' | '）' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0
    };
    text.chars().filter(outside).collect()
}
