//! A text as its folded characters, each with its place in the original.

use std::ops::Range;

use crate::text::fold::fold_char;

/// Folded characters and where they stand.
#[derive(Debug)]
pub(super) struct Folded<'t> {
    /// The text itself.
    pub(super) text: &'t str,
    /// Its characters, folded.
    pub(super) chars: Vec<char>,
    starts: Vec<usize>,
}

impl<'t> Folded<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let mut chars = Vec::with_capacity(text.len() / 2);
        let mut starts = Vec::with_capacity(text.len() / 2);
        for (at, c) in text.char_indices() {
            chars.push(fold_char(c));
            starts.push(at);
        }
        Self { text, chars, starts }
    }

    /// The bytes of the text that the characters of `range` are.
    pub(super) fn bytes(&self, range: &Range<usize>) -> Range<usize> {
        self.byte(range.start)..self.byte(range.end)
    }

    /// Whether the character at `at` is a capital letter in the text.
    pub(super) fn is_capital(&self, at: usize) -> bool {
        self.text[self.byte(at)..].chars().next().is_some_and(char::is_uppercase)
    }

    fn byte(&self, at: usize) -> usize {
        self.starts.get(at).copied().unwrap_or(self.text.len())
    }
}
