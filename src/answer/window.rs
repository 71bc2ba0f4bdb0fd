//! A sentence too long to show is cut to a verbatim window around its answer.

use std::ops::Range;

use super::SENTENCE_LIMIT;
use crate::text::{byte_offset, char_count};

/// The part of `sentence` that is shown: all of it, or at most [`SENTENCE_LIMIT`] characters around `answer` (a range
/// of `sentence` in bytes). It begins behind a comma and ends with one where there is one to be had.
pub(super) fn window(sentence: &str, answer: Range<usize>) -> Range<usize> {
    let length = char_count(sentence);
    if length <= SENTENCE_LIMIT {
        return 0..sentence.len();
    }
    let first = char_count(&sentence[..answer.start]);
    let last = first + char_count(&sentence[answer]);
    // As much before the answer as behind it, but for the ends of the sentence.
    let room = SENTENCE_LIMIT.saturating_sub(last - first) / 2;
    let from = first.saturating_sub(room).min(length - SENTENCE_LIMIT);
    let (start, end) = (byte_offset(sentence, from), byte_offset(sentence, from + SENTENCE_LIMIT));
    let answer = byte_offset(sentence, first)..byte_offset(sentence, last).min(end);
    let is_comma = |c: char| matches!(c, '，' | '、' | ',' | '：');
    let start = match sentence[start..answer.start].char_indices().find(|&(_, c)| is_comma(c)) {
        Some((at, comma)) if start > 0 => start + at + comma.len_utf8(),
        _ => start,
    };
    let end = match sentence[answer.end..end].char_indices().rfind(|&(_, c)| is_comma(c)) {
        Some((at, comma)) if end < sentence.len() => answer.end + at + comma.len_utf8(),
        _ => end,
    };
    start..end
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_long_sentence_is_cut_at_commas_around_its_answer() {
        let sentence = format!("{}，投资36.4亿元，{}。", "甲乙，".repeat(60), "丙丁，".repeat(60));
        let at = sentence.find("36.4").unwrap();
        let shown = &sentence[window(&sentence, at..at + 4)];
        assert!(char_count(shown) <= SENTENCE_LIMIT && char_count(shown) > 180, "{shown}");
        assert!(shown.contains("投资36.4亿元") && shown.starts_with("甲乙") && shown.ends_with('，'), "{shown}");
    }

    proptest! {
        #[test]
        fn a_window_is_a_range_of_the_sentence(text in "[甲，a、。]{0,500}", from in 0usize..500, length in 0usize..300) {
            let start = byte_offset(&text, from);
            let end = start + byte_offset(&text[start..], length);
            let shown = window(&text, start..end);
            assert!(char_count(&text[shown.clone()]) <= SENTENCE_LIMIT);
            assert!(shown.start <= start);
        }
    }
}
