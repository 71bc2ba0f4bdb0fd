//! Who wrote a report, and who else had a hand in it: its credits, which stand apart from what the report tells, so that
//! no search for that finds them.

use std::ops::Range;

use super::{Kind, Question, person::person};
use crate::{
    index::{Hit, IndexError, Passage, QueryTerm, Snapshot},
    text::{fold::fold, tokenizer::tokens},
};

/// Who writes, and what is said of a report that is written.
const WRITERS: [&str; 4] = ["记者", "作者", "撰稿", "谁写"];
const WRITTEN: [&str; 9] = ["报道", "文章", "稿", "撰写", "写的", "执笔", "这篇", "那篇", "署名"];

/// Who else has a hand in a report, as its credits name them.
const CREDITED: [&str; 7] = ["通讯员", "编辑", "责编", "摄影", "校对", "审核", "实习生"];

/// So many passages of the report may name its writer.
const LOOKED_AT: usize = 4;

/// Where a report names who made it.
pub(super) struct Byline {
    pub(super) hit: Hit,
    /// In bytes of the passage.
    pub(super) sentence: Range<usize>,
    pub(super) names: Range<usize>,
}

/// The byline of the report that `hits` begin with, where `question` asks who made it.
///
/// # Errors
///
/// The snapshot cannot be read.
pub(super) fn byline(snapshot: &Snapshot, question: &Question, hits: &[Hit]) -> Result<Option<Byline>, IndexError> {
    let has = |words: &[&str]| words.iter().any(|word| question.folded.contains(word));
    if question.kind != Kind::Who || !has(&WRITTEN) {
        return Ok(None);
    }
    let Some(report) = hits.first().map(|hit| hit.passage.report.clone()) else { return Ok(None) };
    if let Some(role) = CREDITED.into_iter().find(|role| question.folded.contains(role)) {
        let credited = |passage: &Passage| {
            let named = |sentence: &Range<usize>| {
                let name = person(question, &passage.text[sentence.clone()], &(0..0))?.name;
                Some(sentence.start + name.start..sentence.start + name.end)
            };
            passage.sentences.iter().find_map(named)
        };
        return named_in(snapshot, &report.id, role, credited);
    }
    let Some(names) = report.byline.as_deref().filter(|_| has(&WRITERS)) else { return Ok(None) };
    let first = names.split(['、', ' ', '，']).next().unwrap_or(names);
    named_in(snapshot, &report.id, first, |passage| {
        let whole = [names, first].into_iter().find(|name| passage.text.contains(*name))?;
        let at = passage.text.find(whole)?;
        Some(at..at + whole.len())
    })
}

/// The first passage with `words` of the report `id` in which `find` finds names.
fn named_in(
    snapshot: &Snapshot,
    id: &str,
    words: &str,
    find: impl Fn(&Passage) -> Option<Range<usize>>,
) -> Result<Option<Byline>, IndexError> {
    let Some(listed) = snapshot.catalogue()?.iter().find(|listed| listed.info.id == id) else { return Ok(None) };
    let mut query = Vec::new();
    tokens(&fold(words), |token| query.push(QueryTerm { text: token.text.to_owned(), weight: 1.0 }));
    let found = snapshot.find_within(&query, LOOKED_AT, std::slice::from_ref(&listed.passages))?;
    let place = |hit: Hit| {
        let names = find(&hit.passage)?;
        let sentence = hit.passage.sentence_of(&names)?;
        Some(Byline { hit, sentence, names })
    };
    Ok(snapshot.read(&found)?.into_iter().find_map(place))
}
