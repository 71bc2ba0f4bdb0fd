//! Words that hold a numeral and are no number: `统一`, `四川`, `千方百计`.

use std::sync::LazyLock;

use super::super::lexicon::Lexicon;

static WORDS: LazyLock<Lexicon<bool>> = LazyLock::new(|| {
    let lines = include_str!("../../../config/number_words.txt").lines().filter(|line| !line.starts_with('#'));
    let words = lines.flat_map(str::split_whitespace);
    Lexicon::new(words.map(|word| word.strip_prefix('!').map_or((word, true), |number| (number, false))))
});

/// Before its numeral a word has no more characters than this.
const BEFORE: usize = 3;

/// The end of the word that holds the numeral which begins at `at`.
pub(in super::super) fn word_around(chars: &[char], at: usize) -> Option<usize> {
    let mut end = None;
    for start in at.saturating_sub(BEFORE)..=at {
        match WORDS.longest_at(chars, start).map(|(length, is_word)| (start + length, *is_word)) {
            Some((word_end, true)) if word_end > at => end = end.max(Some(word_end)),
            Some((number_end, false)) if number_end > at => return None,
            _ => {}
        }
    }
    end
}
