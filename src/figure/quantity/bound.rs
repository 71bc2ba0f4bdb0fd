//! Words that tell how exact a number is, from `config/quantities.toml`.

use std::{collections::BTreeMap, sync::LazyLock};

use serde::Deserialize;

use super::Measured;
use crate::figure::{Bound, lexicon::Lexicon};

const WORDS: &str = include_str!("../../../config/quantities.toml");

#[derive(Deserialize)]
struct File {
    before: BTreeMap<String, Vec<String>>,
    behind: BTreeMap<String, Vec<String>>,
    outside: Outside,
}

#[derive(Deserialize)]
struct Outside {
    words: Vec<String>,
}

struct Word {
    bound: Bound,
    /// Whether it belongs to what is shown.
    inside: bool,
}

struct Words {
    /// Written from the last character to the first.
    before: Lexicon<Word>,
    behind: Lexicon<Word>,
}

static TABLE: LazyLock<Words> = LazyLock::new(|| {
    #[expect(clippy::expect_used, reason = "the compiled-in file is checked by the tests of this file")]
    let file: File = toml::from_str(WORDS).expect("config/quantities.toml is valid");
    let words = |section: &BTreeMap<String, Vec<String>>| {
        let words =
            section.iter().flat_map(|(bound, words)| words.iter().map(move |word| (word.clone(), bound.clone())));
        let outside = file.outside.words.clone();
        let words = words.map(move |(word, bound)| {
            let inside = !outside.contains(&word);
            (word, Word { bound: named(&bound), inside })
        });
        words.collect::<Vec<_>>()
    };
    let before = words(&file.before);
    let before = before.into_iter().map(|(word, value)| (word.chars().rev().collect::<String>(), value));
    Words { before: Lexicon::new(before), behind: Lexicon::new(words(&file.behind)) }
});

fn named(bound: &str) -> Bound {
    match bound {
        "about" => Bound::About,
        "over" => Bound::Over,
        "under" => Bound::Under,
        "at_least" => Bound::AtLeast,
        "at_most" => Bound::AtMost,
        _ => Bound::Exact,
    }
}

/// So many characters a word before a number has at most.
const BEFORE: usize = 6;

/// Adds the bound words around a number, but none before `from`.
pub(super) fn add(chars: &[char], from: usize, measured: &mut Measured) {
    let start = measured.range.start;
    let mut last = ['\0'; BEFORE];
    let mut length = 0;
    for &c in chars[from.max(start.saturating_sub(BEFORE + 2))..start].iter().rev().filter(|c| **c != ' ').take(BEFORE)
    {
        last[length] = c;
        length += 1;
    }
    if let Some((length, word)) = TABLE.before.longest_at(&last[..length], 0) {
        // Between 过 and the number may be a space that folding left.
        let mut taken = start;
        for _ in 0..length {
            taken -= 1;
            while chars[taken] == ' ' {
                taken -= 1;
            }
        }
        if word.bound != Bound::Exact && measured.bound != Bound::Range {
            measured.bound = word.bound;
        }
        if word.inside {
            measured.range.start = taken;
        }
    } else if last.first() == Some(&'比')
        && let Some(bound) = compared(chars.get(measured.range.end))
    {
        measured.bound = bound;
        measured.range = start - 1..measured.range.end + 1;
        return;
    }
    if let Some((length, word)) = TABLE.behind.longest_at(chars, measured.range.end) {
        let end = measured.range.end + length;
        let goes_on = chars.get(end).is_some_and(|c| c.is_alphanumeric());
        if length == 1 && goes_on {
            return;
        }
        if word.inside {
            measured.range.end = end;
        }
        if matches!(measured.bound, Bound::Exact) {
            measured.bound = word.bound;
        }
    }
}

/// 比三十大, 比一米低.
fn compared(next: Option<&char>) -> Option<Bound> {
    match next? {
        '大' | '高' | '多' | '长' => Some(Bound::Over),
        '小' | '低' | '少' | '短' => Some(Bound::Under),
        _ => None,
    }
}

/// Where the upper end of a range begins, if what stands at `at` joins two numbers.
pub(super) fn joint(chars: &[char], at: usize) -> Option<usize> {
    let space = |at: usize| usize::from(chars.get(at) == Some(&' '));
    let at = at + space(at);
    let mark = *chars.get(at)?;
    let length = match mark {
        '-' | '—' | '–' | '~' | '～' | '―' | '−' => {
            chars[at..].iter().take(2).take_while(|c| **c == mark).count()
        }
        '至' | '到' => 1,
        _ => return None,
    };
    Some(at + length + space(at + length))
}

/// Where the upper end begins of 10和20之间; what stands behind it is to be checked.
pub(super) fn joint_between(chars: &[char], at: usize) -> Option<usize> {
    matches!(chars.get(at), Some('和' | '与')).then_some(at + 1)
}

/// The end of 之间 or 间 at `at`.
pub(super) fn between_end(chars: &[char], at: usize) -> Option<usize> {
    match chars.get(at..)? {
        ['之', '间', ..] => Some(at + 2),
        ['间', ..] => Some(at + 1),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_are_sound() {
        let file: File = toml::from_str(WORDS).unwrap();
        for bound in file.before.keys().chain(file.behind.keys()) {
            assert!(bound == "exact" || named(bound) != Bound::Exact, "{bound}");
        }
        for word in file.before.values().flatten() {
            assert!(word.chars().count() <= BEFORE, "{word}");
        }
        for word in &file.outside.words {
            assert!(file.before.values().chain(file.behind.values()).flatten().any(|other| other == word), "{word}");
        }
    }
}
