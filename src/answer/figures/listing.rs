//! The figures of the index, all of them or those about some words, with where they stand.

use serde::Serialize;

use super::{matching::figures_of, table::remark};
use crate::{
    answer::{Citation, cite::cite},
    figure::Figure,
    index::{Found, IndexError, Passage, QueryTerm, Snapshot},
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
    /// First character in the report's text.
    pub start: usize,
    /// One past the last.
    pub end: usize,
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
    let above = fold(&passage.above());
    listed(passage).all(|listed| {
        let figure = &listed.figure;
        let period = figure.period.as_ref().map(|period| period.text.as_str());
        let said = remark(figure);
        let names =
            [figure.subject.as_deref(), figure.measure.as_deref(), figure.place.as_deref(), period, Some(&said)];
        let name = fold(&names.into_iter().flatten().collect::<String>());
        let about = |word: &Word| word.stands_in(&name);
        let wanted = words.iter().any(about) && words.iter().all(|word| about(word) || word.stands_in(&above));
        !(words.is_empty() || wanted) || sink(listed)
    })
}

/// The figures of `passage` with their sentences, in order.
fn listed(passage: &Passage) -> impl Iterator<Item = Listed> + '_ {
    figures_of(passage).into_iter().filter_map(|figure| {
        let range = figure.range();
        let sentence = passage.sentence_of(&range)?;
        let text = figure.printed(&passage.text);
        let Citation { start, end, .. } = cite(passage, range);
        Some(Listed { text, start, end, figure, citation: cite(passage, sentence) })
    })
}

/// The figures of the passage that `citation` stands in, in order; none where the snapshot no longer holds it.
///
/// # Errors
///
/// The snapshot is damaged.
pub fn figures_around(snapshot: &Snapshot, citation: &Citation) -> Result<Vec<Listed>, IndexError> {
    let Some(report) = snapshot.catalogue()?.iter().find(|report| report.info.id == citation.report) else {
        return Ok(Vec::new());
    };
    let read = |number: u32| -> Result<Option<Passage>, IndexError> {
        Ok(snapshot.read(&[Found { score: 0.0, number }])?.pop().map(|hit| hit.passage))
    };
    // Passages stand in the order of the text: the last one that begins no later than the citation holds it.
    let (mut from, mut to) = (report.passages.start, report.passages.end);
    while to.saturating_sub(from) > 1 {
        let middle = from + (to - from) / 2;
        match read(middle)? {
            Some(passage) if passage.start <= citation.start => from = middle,
            _ => to = middle,
        }
    }
    let passage = if from < report.passages.end { read(from)? } else { None };
    let passage = passage.filter(|passage| passage.holds(citation.start));
    Ok(passage.iter().flat_map(listed).collect())
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
