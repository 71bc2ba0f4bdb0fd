//! The road from a question to its answer: find passages, rank their sentences, judge, cite.

use std::{collections::HashSet, ops::Range};

use super::{
    Alternative, Answer, Citation, Question, QuestionWords, Status,
    rank::{Candidate, Weights, best_clause, rank},
    scope::Scope,
    window::window,
};
use crate::{
    config::AnswerConfig,
    index::{Hit, IndexError, Passage, QueryTerm, Snapshot},
    text::char_count,
};

/// How much of the confidence of the best answer that of a report must have which is named, but not by its title.
const NAMED_SHARE: f32 = 0.8;

/// Answers `text` from `snapshot` with the best sentence and the next best ones, `settings.top` in all; from the reports
/// that it names, where it names some.
///
/// # Errors
///
/// The snapshot cannot be read.
pub fn ask(
    snapshot: &Snapshot,
    text: &str,
    words: &QuestionWords,
    settings: &AnswerConfig,
) -> Result<Answer, IndexError> {
    let find = |text: &str, within: Option<&[Range<u32>]>| find(snapshot, text, words, settings, within);
    let is_answered = |answer: &Answer| matches!(answer.status, Status::Answer | Status::Derived);
    let Some(scope) = Scope::of(text, || snapshot.catalogue())? else { return find(text, None) };
    let mut answer = find(&scope.question, Some(&scope.passages))?;
    if scope.question != text && !is_answered(&answer) {
        // The title's words may be what the answer hangs on.
        answer = find(text, Some(&scope.passages))?;
    }
    if !scope.is_strict() {
        let elsewhere = find(text, None)?;
        if !is_answered(&answer) || answer.confidence < NAMED_SHARE * elsewhere.confidence {
            return Ok(elsewhere);
        }
    }
    Ok(Answer { question: text.to_owned(), ..answer })
}

/// [`ask`] among the passages with numbers in `within` alone, where that is given.
fn find(
    snapshot: &Snapshot,
    text: &str,
    words: &QuestionWords,
    settings: &AnswerConfig,
    within: Option<&[Range<u32>]>,
) -> Result<Answer, IndexError> {
    let question = Question::new(text, words);
    let query: Vec<QueryTerm> =
        question.terms.iter().map(|term| QueryTerm { text: term.clone(), weight: 1.0 }).collect();
    let hits = match within {
        Some(passages) => snapshot.search_within(&query, settings.passages, passages)?,
        None => snapshot.search(&query, settings.passages)?,
    };
    let weights = Weights::new(&question, snapshot.passages(), |term| snapshot.document_frequency(term));
    let mut seen = HashSet::new();
    let mut best = rank(&question, &weights, &hits)
        .into_iter()
        .filter(|candidate| seen.insert(&hits[candidate.hit].passage.text[candidate.range.clone()]))
        .take(settings.top)
        .map(|candidate| show(&question, &weights, &hits, &candidate));
    let Some(first) = best.next() else {
        return Ok(nothing(text));
    };
    let status = match first.confidence {
        coverage if coverage >= settings.answer_coverage => Status::Answer,
        coverage if coverage >= settings.nearest_coverage => Status::Nearest,
        _ => return Ok(nothing(text)),
    };
    let others = best.collect();
    Ok(Answer {
        question: text.to_owned(),
        status,
        confidence: first.confidence,
        answer: first.answer.filter(|_| status == Status::Answer),
        sentence: Some(first.sentence),
        figure: None,
        derivation: None,
        citations: vec![first.citation],
        others,
    })
}

/// The reports hold nothing near the question.
fn nothing(text: &str) -> Answer {
    Answer {
        question: text.to_owned(),
        status: Status::None,
        confidence: 0.0,
        answer: None,
        sentence: None,
        figure: None,
        derivation: None,
        citations: Vec::new(),
        others: Vec::new(),
    }
}

fn show(question: &Question, weights: &Weights<'_>, hits: &[Hit], candidate: &Candidate) -> Alternative {
    let passage = &hits[candidate.hit].passage;
    let sentence = &passage.text[candidate.range.clone()];
    let shown = window(sentence, best_clause(question, weights, sentence));
    let range = candidate.range.start + shown.start..candidate.range.start + shown.end;
    Alternative {
        // Nothing shorter is sure to hold what was asked for.
        answer: Some(sentence[shown.clone()].to_owned()),
        sentence: sentence[shown].to_owned(),
        figure: None,
        citation: cite(passage, range),
        confidence: (candidate.coverage * 100.0).round() / 100.0,
    }
}

/// The citation of a range of `passage`, in bytes of its text.
fn cite(passage: &Passage, range: Range<usize>) -> Citation {
    let start = passage.start + char_count(&passage.text[..range.start]);
    let quote = passage.text[range].to_owned();
    Citation {
        report: passage.report.id.clone(),
        title: passage.report.title.clone(),
        section: passage.section.clone(),
        paragraph: passage.paragraph,
        start,
        end: start + char_count(&quote),
        quote,
        info: passage.report.clone(),
    }
}
