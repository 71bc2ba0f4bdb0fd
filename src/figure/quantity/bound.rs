//! Words that tell how exact a number is.

use std::sync::LazyLock;

use super::Measured;
use crate::figure::{Bound, lexicon::Lexicon};

static BEFORE: LazyLock<Vec<(Vec<char>, Bound)>> = LazyLock::new(|| {
    let words: &[(&str, Bound)] = &[
        ("大约", Bound::About),
        ("约为", Bound::About),
        ("大概", Bound::About),
        ("约", Bound::About),
        ("近", Bound::About),
        ("将近", Bound::About),
        ("接近", Bound::About),
        ("约合", Bound::About),
        ("超过", Bound::Over),
        ("超", Bound::Over),
        ("逾", Bound::Over),
        ("突破", Bound::Over),
        ("大于", Bound::Over),
        ("高于", Bound::Over),
        ("多于", Bound::Over),
        ("超出", Bound::Over),
        ("不足", Bound::Under),
        ("不到", Bound::Under),
        ("小于", Bound::Under),
        ("低于", Bound::Under),
        ("少于", Bound::Under),
        ("未满", Bound::Under),
        ("不满", Bound::Under),
        ("至少", Bound::AtLeast),
        ("不少于", Bound::AtLeast),
        ("不低于", Bound::AtLeast),
        ("最少", Bound::AtLeast),
        ("起码", Bound::AtLeast),
        ("不小于", Bound::AtLeast),
        (">=", Bound::AtLeast),
        ("≥", Bound::AtLeast),
        ("≤", Bound::AtMost),
        (">", Bound::Over),
        ("<", Bound::Under),
        ("最多", Bound::AtMost),
        ("至多", Bound::AtMost),
        ("不超过", Bound::AtMost),
        ("不超", Bound::AtMost),
        ("不多于", Bound::AtMost),
        ("不高于", Bound::AtMost),
        ("不大于", Bound::AtMost),
        ("仅", Bound::Exact),
        ("高达", Bound::Exact),
        ("多达", Bound::Exact),
    ];
    let mut words: Vec<(Vec<char>, Bound)> =
        words.iter().map(|(word, bound)| (word.chars().collect(), *bound)).collect();
    words.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
    words
});

static BEHIND: LazyLock<Lexicon<Bound>> = LazyLock::new(|| {
    Lexicon::new([
        ("左右", Bound::About),
        ("上下", Bound::About),
        ("以上", Bound::AtLeast),
        ("及以上", Bound::AtLeast),
        ("以下", Bound::AtMost),
        ("及以下", Bound::AtMost),
        ("以内", Bound::AtMost),
        ("多", Bound::Over),
        ("余", Bound::Over),
    ])
});

/// Adds the bound words around a number to its range. 突破, 高达 and 仅 stay outside: they tell of the number, but
/// `4万P` reads better as an answer than `突破4万P`, and the sentence is shown with it.
pub(super) fn add(chars: &[char], from: usize, measured: &mut Measured) {
    let start = measured.range.start;
    let before = &chars[from..start];
    if let Some((word, bound)) = BEFORE.iter().find(|(word, _)| before.ends_with(word)) {
        if *bound != Bound::Exact && measured.bound != Bound::Range {
            measured.bound = *bound;
        }
        let outside = matches!(word.as_slice(), ['突', '破'] | ['高' | '多', '达'] | ['仅']);
        if !outside {
            measured.range.start = start - word.len();
        }
    }
    if let Some((length, &bound)) = BEHIND.longest_at(chars, measured.range.end) {
        let word = &chars[measured.range.end..measured.range.end + length];
        let next = chars.get(measured.range.end + length);
        if matches!(word, ['多' | '余']) && next.is_some_and(|c| c.is_alphanumeric()) {
            return;
        }
        measured.range.end += length;
        if matches!(measured.bound, Bound::Exact) {
            measured.bound = bound;
        }
    }
}

/// Where the upper end of a range begins, if what stands at `at` joins two numbers.
pub(super) fn joint(chars: &[char], at: usize) -> Option<usize> {
    let spaces = |at: usize| chars[at..].iter().take(2).take_while(|&&c| c == ' ').count();
    let mut end = at + spaces(at);
    let first = end;
    while end < first + 2 && matches!(chars.get(end), Some('-' | '—' | '–' | '~' | '～' | '―' | '−')) {
        end += 1;
    }
    if end == first && matches!(chars.get(end), Some('至' | '到')) {
        end += 1;
    }
    (end > first).then(|| end + spaces(end))
}
