//! Everyday words: a question in the words of daily life, put in those that the reports have for the same.

use std::{collections::HashMap, sync::LazyLock};

use super::Vocabulary;
use crate::text::fold::fold_char;

const EVERYDAY: &str = include_str!("../../../config/everyday.tsv");

/// Everyday words, and what reports say for them, the most usual first.
struct Table {
    words: HashMap<Vec<char>, Vec<&'static str>>,
    /// The longest of them, in characters.
    longest: usize,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let lines = EVERYDAY.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'));
    let words: HashMap<Vec<char>, Vec<&str>> =
        lines.map(|(word, others)| (word.chars().map(fold_char).collect(), others.split('|').collect())).collect();
    let longest = words.keys().map(Vec::len).max().unwrap_or(0);
    Table { words, longest }
});

/// What asks in a phrase of the table: it stands in no report.
const ASKING: [&str; 8] = ["多少", "几", "多大", "多高", "多快", "什么", "哪", "谁"];

/// The question `text` in other words: those changed that no report has, for such as one has.
pub(super) fn reworded(text: &str, vocabulary: &impl Vocabulary) -> Option<String> {
    let table = &*TABLE;
    let typed: Vec<char> = text.chars().collect();
    let folded: Vec<char> = typed.iter().copied().map(fold_char).collect();
    let mut reworded = String::new();
    let mut at = 0;
    while at < typed.len() {
        let lengths = (2..=table.longest.min(typed.len() - at)).rev();
        let change = lengths.into_iter().find_map(|length| {
            let word = &folded[at..at + length];
            let others = table.words.get(word)?;
            let said = holds(&word.iter().collect::<String>(), vocabulary);
            let other = others.iter().find(|other| !said && holds(other, vocabulary))?;
            Some((length, *other))
        });
        match change {
            Some((length, other)) => {
                reworded.push_str(other);
                at += length;
            }
            None => {
                reworded.push(typed[at]);
                at += 1;
            }
        }
    }
    (reworded != text).then_some(reworded)
}

/// Whether the reports have `phrase`, what asks in it aside.
fn holds(phrase: &str, vocabulary: &impl Vocabulary) -> bool {
    let asks = ASKING.iter().filter_map(|word| phrase.find(word)).min();
    let told = phrase[..asks.unwrap_or(phrase.len())].trim_end_matches(['是', '了', '有', '为']);
    told.is_empty() || vocabulary.holds(told)
}
