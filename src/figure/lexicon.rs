//! Words looked up where they stand: the longest that begins, or ends, at a place of a text.

use std::ops::Range;

use rustc_hash::FxHashMap;

type Word<T> = (Box<[char]>, T);

/// Words with a value each, by their first character or by their last.
#[derive(Debug)]
pub(super) struct Lexicon<T> {
    by_edge: FxHashMap<char, Vec<Word<T>>>,
}

impl<T> Lexicon<T> {
    /// Words to be looked up where they begin. A word given twice keeps its first value.
    pub(super) fn new<W: AsRef<str>>(words: impl IntoIterator<Item = (W, T)>) -> Self {
        Self::by(words, |word| word.first())
    }

    /// Words to be looked up where they end.
    pub(super) fn endings<W: AsRef<str>>(words: impl IntoIterator<Item = (W, T)>) -> Self {
        Self::by(words, |word| word.last())
    }

    fn by<W: AsRef<str>>(words: impl IntoIterator<Item = (W, T)>, edge: impl Fn(&[char]) -> Option<&char>) -> Self {
        let mut by_edge: FxHashMap<char, Vec<Word<T>>> = FxHashMap::default();
        for (word, value) in words {
            let word: Box<[char]> = word.as_ref().chars().collect();
            if let Some(&edge) = edge(&word) {
                by_edge.entry(edge).or_default().push((word, value));
            }
        }
        for words in by_edge.values_mut() {
            words.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
        }
        Self { by_edge }
    }

    fn of(&self, edge: Option<&char>) -> &[Word<T>] {
        edge.and_then(|edge| self.by_edge.get(edge)).map_or(&[], Vec::as_slice)
    }

    /// All words that begin at `at`, the longest first, each with its length.
    pub(super) fn all_at<'w>(&'w self, chars: &[char], at: usize) -> impl Iterator<Item = (usize, &'w T)> {
        let rest = chars.get(at..).unwrap_or_default();
        let words = self.of(rest.first()).iter();
        words.filter(|(word, _)| rest.starts_with(word)).map(|(word, value)| (word.len(), value))
    }

    /// The longest word that begins at `at`, with its length.
    pub(super) fn longest_at<'w>(&'w self, chars: &[char], at: usize) -> Option<(usize, &'w T)> {
        self.all_at(chars, at).next()
    }
}

impl<T: Copy> Lexicon<T> {
    /// The longest word that `text` begins with: its length in characters, and its value.
    pub(super) fn at_start(&self, text: &[char]) -> Option<(usize, T)> {
        self.longest_at(text, 0).map(|(length, value)| (length, *value))
    }

    /// The longest of the [`Self::endings`] that ends `text`.
    pub(super) fn at_end(&self, text: &[char]) -> Option<(usize, T)> {
        let mut words = self.of(text.last()).iter();
        words.find(|(word, _)| text.ends_with(word)).map(|(word, value)| (word.len(), *value))
    }

    /// The last place in `text` where a word of it begins: its range, and its value.
    pub(super) fn last_in(&self, text: &[char]) -> Option<(Range<usize>, T)> {
        (0..text.len()).rev().find_map(|at| self.at(text, at))
    }

    /// The first place in `text` where a word of it begins.
    pub(super) fn first_in(&self, text: &[char]) -> Option<(Range<usize>, T)> {
        (0..text.len()).find_map(|at| self.at(text, at))
    }

    fn at(&self, text: &[char], at: usize) -> Option<(Range<usize>, T)> {
        self.longest_at(text, at).map(|(length, value)| (at..at + length, *value))
    }
}
