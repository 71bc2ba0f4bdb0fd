//! Everyday words: a question in the words of daily life, put in those that the reports have for the same.

use std::{borrow::Cow, sync::LazyLock};

use rustc_hash::FxHashMap;

use super::{Correction, Reading, Vocabulary};
use crate::text::{char_count, fold::fold_char};

const EVERYDAY: &str = include_str!("../../../config/everyday.tsv");

/// Everyday words, and what reports say for them, the most usual first.
struct Table {
    /// Those for one are still in one, as the file has them.
    words: FxHashMap<Cow<'static, str>, &'static str>,
    /// The longest of them, in characters.
    longest: usize,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let lines = EVERYDAY.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'));
    let folded = |word: &'static str| {
        let same = word.chars().all(|c| fold_char(c) == c);
        if same { Cow::Borrowed(word) } else { Cow::Owned(word.chars().map(fold_char).collect()) }
    };
    let words: FxHashMap<Cow<'_, str>, &str> = lines.map(|(word, others)| (folded(word), others)).collect();
    let longest = words.keys().map(|word| char_count(word)).max().unwrap_or(0);
    Table { words, longest }
});

/// What asks in a phrase of the table: it stands in no report.
const ASKING: [&str; 8] = ["多少", "几", "多大", "多高", "多快", "什么", "哪", "谁"];

/// Puts `text` in words that the reports have for the same (`config/everyday.tsv`): those are changed that no report has, for
/// such as one has. The corrections tell which, and are empty where there are none.
pub fn reword(text: &str, vocabulary: &impl Vocabulary) -> Reading {
    let table = &*TABLE;
    let typed: Vec<char> = text.chars().collect();
    let folded: String = typed.iter().copied().map(fold_char).collect();
    let places: Vec<usize> = folded.char_indices().map(|(at, _)| at).chain([folded.len()]).collect();
    let mut reading = Reading { text: String::new(), corrections: Vec::new() };
    let mut at = 0;
    while at < typed.len() {
        let mut lengths = (2..=table.longest.min(typed.len() - at)).rev();
        let change = lengths.find_map(|length| {
            let word = &folded[places[at]..places[at + length]];
            let others = table.words.get(word)?;
            let said = holds(word, vocabulary);
            let other = others.split('|').find(|other| !said && holds(other, vocabulary))?;
            Some((length, other))
        });
        match change {
            Some((length, other)) => {
                let word: String = typed[at..at + length].iter().collect();
                reading.text.push_str(other);
                reading.text.push_str(asked(&word, other));
                // 什么原因 only asks: it is said as it is.
                let read = Some(told(other)).filter(|read| !read.is_empty()).unwrap_or(other);
                reading.corrections.push(Correction { typed: told(&word).to_owned(), read: read.to_owned() });
                at += length;
            }
            None => {
                reading.text.push(typed[at]);
                at += 1;
            }
        }
    }
    reading
}

/// What `phrase` asks for, where `other` says the same without asking: 总共多久 as 期限 asks 期限多久.
fn asked(phrase: &str, other: &str) -> &'static str {
    const LONGER: [&str; 10] =
        ["什么时候", "什么地方", "为什么", "多久", "多长", "哪里", "哪儿", "哪天", "哪年", "怎么"];
    if LONGER.iter().chain(&ASKING).any(|word| other.contains(word)) {
        return "";
    }
    let word = LONGER.into_iter().chain(ASKING).find(|word| phrase.contains(word)).unwrap_or_default();
    if word == "几" { "多少" } else { word }
}

/// Whether the reports have `phrase`, what asks in it aside.
fn holds(phrase: &str, vocabulary: &impl Vocabulary) -> bool {
    let told = told(phrase);
    told.is_empty() || vocabulary.holds(told)
}

/// `phrase` without what asks in it.
fn told(phrase: &str) -> &str {
    let asks = ASKING.iter().filter_map(|word| phrase.find(word)).min();
    phrase[..asks.unwrap_or(phrase.len())].trim_end_matches(['是', '了', '有', '为'])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reports of these words.
    struct Reports(&'static str);

    impl Vocabulary for Reports {
        fn frequency(&self, token: &str) -> u64 {
            u64::from(self.0.contains(token))
        }

        fn holds(&self, phrase: &str) -> bool {
            self.0.contains(phrase)
        }

        fn passages(&self) -> u64 {
            1
        }
    }

    #[test]
    fn only_words_that_no_report_has_give_way_to_such_as_one_has() {
        for (question, reports, text, read) in [
            ("卖到国外多少钱", "出口5亿元", "出口多少钱", &["出口"][..]),
            ("卖到国外多少钱", "卖到国外5亿元，出口6亿元", "卖到国外多少钱", &[]),
            ("卖到国外多少钱", "进口5亿元", "卖到国外多少钱", &[]),
            // What only asks is said as it is, not as nothing.
            ("降价怎么回事", "降价5元", "降价什么原因", &["什么原因"]),
            // What is asked for is still asked in words that do not ask.
            ("甲厂总部在哪里", "甲厂总部位于乙市", "甲厂总部位于哪里", &["总部位于"]),
            ("", "", "", &[]),
        ] {
            let reading = reword(question, &Reports(reports));
            let corrected: Vec<&str> = reading.corrections.iter().map(|correction| correction.read.as_str()).collect();
            assert_eq!((reading.text.as_str(), corrected.as_slice()), (text, read), "{question} | {reports}");
        }
    }

    #[test]
    fn the_table_changes_what_is_typed_and_names_nothing_twice() {
        let lines = EVERYDAY.lines().filter(|line| !line.starts_with('#'));
        let mut known = std::collections::HashSet::new();
        for line in lines {
            let (word, others) = line.split_once('\t').unwrap();
            assert!(word.chars().count() > 1 && known.insert(word), "{line}");
            assert!(others.split('|').all(|other| !other.is_empty() && other != word), "{line}");
        }
    }
}
