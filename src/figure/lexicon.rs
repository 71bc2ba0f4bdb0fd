//! Words looked up where they stand: the longest that begins at a place of a text.

use rustc_hash::FxHashMap;

type Word<T> = (Box<[char]>, T);

/// Words with a value each, by their first character.
#[derive(Debug)]
pub(super) struct Lexicon<T> {
    by_first: FxHashMap<char, Vec<Word<T>>>,
}

impl<T> Lexicon<T> {
    /// A word given twice keeps its first value.
    pub(super) fn new<W: AsRef<str>>(words: impl IntoIterator<Item = (W, T)>) -> Self {
        let mut by_first: FxHashMap<char, Vec<Word<T>>> = FxHashMap::default();
        for (word, value) in words {
            let word: Box<[char]> = word.as_ref().chars().collect();
            if let Some(&first) = word.first() {
                by_first.entry(first).or_default().push((word, value));
            }
        }
        for words in by_first.values_mut() {
            words.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
        }
        Self { by_first }
    }

    /// All words that begin at `at`, the longest first, each with its length.
    pub(super) fn all_at<'w>(&'w self, chars: &[char], at: usize) -> impl Iterator<Item = (usize, &'w T)> {
        let rest = chars.get(at..).unwrap_or_default();
        let words = rest.first().and_then(|first| self.by_first.get(first)).map_or(&[][..], Vec::as_slice);
        words.iter().filter(|(word, _)| rest.starts_with(word)).map(|(word, value)| (word.len(), value))
    }

    /// The longest word that begins at `at`, with its length.
    pub(super) fn longest_at<'w>(&'w self, chars: &[char], at: usize) -> Option<(usize, &'w T)> {
        self.all_at(chars, at).next()
    }
}
