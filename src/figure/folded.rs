//! A text as its folded characters, each with its place in the original.

use std::ops::Range;

use crate::text::fold::fold_char;

/// Folded characters and where they stand. Spaces between two Chinese characters, and between a digit and the Chinese
/// character behind it, are left out: `518.7 亿元`, `百 分 之 六`.
#[derive(Debug)]
pub(super) struct Folded<'t> {
    /// The text itself.
    pub(super) text: &'t str,
    /// Its characters, folded.
    pub(super) chars: Vec<char>,
    starts: Vec<usize>,
}

/// More spaces than these set things apart.
const MOST_SPACES: usize = 6;

impl<'t> Folded<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let mut chars = Vec::with_capacity(text.len() / 2);
        let mut starts = Vec::with_capacity(text.len() / 2);
        let mut spaces = 0;
        for (at, c) in text.char_indices() {
            let c = fold_char(c);
            if c == ' ' {
                spaces += 1;
            } else {
                let kept = chars.len() - spaces;
                if spaces > 0 && spaces <= MOST_SPACES && kept > 0 && belongs(chars[kept - 1], c) {
                    chars.truncate(kept);
                    starts.truncate(kept);
                }
                spaces = 0;
            }
            chars.push(c);
            starts.push(at);
        }
        Self { text, chars, starts }
    }

    /// The bytes of the text that the characters of `range` are.
    pub(super) fn bytes(&self, range: &Range<usize>) -> Range<usize> {
        let last = range.end.checked_sub(1).and_then(|last| self.starts.get(last)).filter(|_| !range.is_empty());
        let end = last.and_then(|&last| Some(last + self.text[last..].chars().next()?.len_utf8()));
        let start = self.starts.get(range.start).copied().unwrap_or(self.text.len());
        start..end.unwrap_or(start)
    }

    /// Whether the character at `at` is a capital letter in the text.
    pub(super) fn is_capital(&self, at: usize) -> bool {
        let start = self.starts.get(at).copied().unwrap_or(self.text.len());
        self.text[start..].chars().next().is_some_and(char::is_uppercase)
    }
}

/// Whether two characters with nothing but spaces between them are of one piece.
fn belongs(before: char, behind: char) -> bool {
    (is_han(before) || before.is_ascii_digit()) && (is_han(behind) || matches!(behind, '%' | '‰' | '℃'))
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}' | '〇')
}
