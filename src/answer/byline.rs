//! Who wrote a report: its byline, which stands apart from what the report tells, so that no search for that finds it.

use std::ops::Range;

use super::{Kind, Question};
use crate::{
    index::{Hit, IndexError, QueryTerm, Snapshot},
    text::{fold::fold, tokenizer::tokens},
};

/// Who writes, and what is said of a report that is written.
const WRITERS: [&str; 4] = ["记者", "作者", "撰稿", "谁写"];
const WRITTEN: [&str; 9] = ["报道", "文章", "稿", "撰写", "写的", "执笔", "这篇", "那篇", "署名"];

/// So many passages of the report may name its writer.
const LOOKED_AT: usize = 4;

/// Where a report names who wrote it.
pub(super) struct Byline {
    pub(super) hit: Hit,
    /// In bytes of the passage.
    pub(super) sentence: Range<usize>,
    pub(super) names: Range<usize>,
}

/// The byline of the report that `hits` begin with, where `question` asks who wrote it.
///
/// # Errors
///
/// The snapshot cannot be read.
pub(super) fn byline(snapshot: &Snapshot, question: &Question, hits: &[Hit]) -> Result<Option<Byline>, IndexError> {
    let has = |words: &[&str]| words.iter().any(|word| question.folded.contains(word));
    if question.kind != Kind::Who || !has(&WRITERS) || !has(&WRITTEN) {
        return Ok(None);
    }
    let Some(report) = hits.first().map(|hit| hit.passage.report.clone()) else { return Ok(None) };
    let Some(names) = report.byline.as_deref() else { return Ok(None) };
    let first = names.split(['、', ' ', '，']).next().unwrap_or(names);
    let Some(listed) = snapshot.catalogue()?.iter().find(|listed| listed.info.id == report.id) else { return Ok(None) };
    let mut query = Vec::new();
    tokens(&fold(first), |token| query.push(QueryTerm { text: token.text.to_owned(), weight: 1.0 }));
    let found = snapshot.find_within(&query, LOOKED_AT, std::slice::from_ref(&listed.passages))?;
    let place = |hit: Hit| {
        let text = &hit.passage.text;
        let whole = [names, first].into_iter().find(|name| text.contains(*name))?;
        let at = text.find(whole)?;
        let names = at..at + whole.len();
        let sentence = hit.passage.sentence_of(&names)?;
        Some(Byline { hit, sentence, names })
    };
    Ok(snapshot.read(&found)?.into_iter().find_map(place))
}
