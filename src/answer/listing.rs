//! The figures of the index, all of them or those about some words, with where they stand.

use serde::Serialize;

use super::{Citation, cite::cite, figures::figures_of, table::remark};
use crate::{
    figure::Figure,
    index::{IndexError, Passage, QueryTerm, Snapshot},
    text::{
        fold::fold,
        tokenizer::{TokenKind, tokens},
    },
};

/// A figure and its sentence.
#[derive(Debug, Clone, Serialize)]
pub struct Listed {
    /// As printed, with its bound: `不足6公里`.
    pub text: String,
    /// What it is.
    #[serde(flatten)]
    pub figure: Figure,
    /// Its sentence.
    pub citation: Citation,
}

/// So many passages are looked through for figures about some words.
const PASSAGES: usize = 400;

/// Hands every figure of the index about `words` to `sink`, in the order of the reports; every one where there are no
/// words. Ends early when `sink` says so.
///
/// # Errors
///
/// The snapshot is damaged.
pub fn each_figure(snapshot: &Snapshot, words: &str, sink: &mut dyn FnMut(Listed) -> bool) -> Result<(), IndexError> {
    let words: Vec<Word> =
        fold(words).split_whitespace().map(Word::new).filter(|word| !word.tokens.is_empty()).collect();
    if words.is_empty() {
        return snapshot.each_passage(&mut |passage| all(&passage, &words, sink));
    }
    let terms = words.iter().flat_map(|word| &word.tokens);
    let query: Vec<QueryTerm> = terms.map(|text| QueryTerm { text: text.clone(), weight: 1.0 }).collect();
    let mut found = snapshot.find(&query, PASSAGES)?;
    found.sort_unstable_by_key(|found| found.number);
    for found in found.chunks(16) {
        for hit in snapshot.read(found)? {
            if !all(&hit.passage, &words, sink) {
                return Ok(());
            }
        }
    }
    Ok(())
}

/// Whether to go on.
fn all(passage: &Passage, words: &[Word], sink: &mut dyn FnMut(Listed) -> bool) -> bool {
    let report = passage.report.as_ref();
    let above = [passage.section.as_deref(), Some(report.title.as_str()), report.place.as_deref()];
    let above = fold(&above.into_iter().flatten().collect::<Vec<_>>().join("\n"));
    for figure in figures_of(passage) {
        let range = figure.range();
        let Some(sentence) =
            passage.sentences.iter().find(|sentence| sentence.start <= range.start && range.end <= sentence.end)
        else {
            continue;
        };
        let period = figure.period.as_ref().map(|period| period.text.as_str());
        let said = remark(&figure);
        let names =
            [figure.subject.as_deref(), figure.measure.as_deref(), figure.place.as_deref(), period, Some(&said)];
        let name = fold(&names.into_iter().flatten().collect::<Vec<_>>().join(""));
        let about = |word: &Word| word.stands_in(&name);
        if words.is_empty() || words.iter().any(about) && words.iter().all(|word| about(word) || word.stands_in(&above))
        {
            let text = passage.text[range].to_owned();
            if !sink(Listed { text, figure, citation: cite(passage, sentence.clone()) }) {
                return false;
            }
        }
    }
    true
}

/// A word that figures are wanted about.
struct Word {
    text: String,
    tokens: Vec<String>,
    pairs: Vec<String>,
}

impl Word {
    fn new(text: &str) -> Self {
        let (mut found, mut pairs) = (Vec::new(), Vec::new());
        tokens(text, |token| {
            if token.kind == TokenKind::Pair {
                pairs.push(token.text.to_owned());
            }
            found.push(token.text.to_owned());
        });
        Self { text: text.to_owned(), tokens: found, pairs }
    }

    /// Whether `name` (folded) holds it; of a long word all pairs, wherever they stand: 电子信息产值 in 电子信息行业产值.
    fn stands_in(&self, name: &str) -> bool {
        const LONG: usize = 3;
        let held = self.pairs.iter().filter(|pair| name.contains(pair.as_str())).count();
        name.contains(&self.text) || self.pairs.len() >= LONG && held + 1 >= self.pairs.len()
    }
}
