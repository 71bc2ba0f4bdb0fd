//! The road from a question to its answer: find passages, rank their sentences, judge, cite.

use std::{collections::HashSet, ops::Range};

use super::{
    Alternative, Answer, Citation, Difference, Question, QuestionWords, Status,
    agreement::{Asked, Ground},
    rank::{Candidate, Weights, best_clause, rank},
    subject::rarity,
    window::window,
};
use crate::{
    config::AnswerConfig,
    index::{Hit, IndexError, Passage, QueryTerm, Snapshot},
    text::char_count,
};

/// So many of the best candidates are looked through for one that agrees with what is asked.
const CONSIDERED: usize = 8;

/// A candidate that agrees goes before the best one when it scores at least this share of it.
const NEARLY_AS_GOOD: f32 = 0.65;

/// Answers `text` from `snapshot` with the best sentence and the next best ones, `settings.top` in all.
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
    let question = Question::new(text, words);
    let query: Vec<QueryTerm> =
        question.terms.iter().map(|term| QueryTerm { text: term.clone(), weight: 1.0 }).collect();
    let hits = snapshot.search(&query, settings.passages)?;
    let weights = Weights::new(&question, snapshot.passages(), |term| snapshot.document_frequency(term));
    let mut seen = HashSet::new();
    let mut ranked: Vec<Candidate> = rank(&question, &weights, &hits)
        .into_iter()
        .filter(|candidate| seen.insert(&hits[candidate.hit].passage.text[candidate.range.clone()]))
        .take(settings.top.max(CONSIDERED))
        .collect();
    let asked = Asked::new(text, &question, |term| rarity(snapshot.passages(), snapshot.document_frequency(term)));
    let differences = prefer_agreeing(&asked, &hits, &mut ranked);
    let mut best = ranked.iter().take(settings.top).map(|candidate| show(&question, &weights, &hits, candidate));
    let Some(first) = best.next() else {
        return Ok(nothing(text));
    };
    let status = match first.confidence {
        coverage if coverage >= settings.answer_coverage && differences.is_empty() => Status::Answer,
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
        differences,
        figure: None,
        derivation: None,
        citations: vec![first.citation],
        others,
    })
}

/// Puts the best candidate that agrees with what is asked first, if it is nearly as good as the best of all; else tells
/// what differs about that one.
fn prefer_agreeing(asked: &Asked, hits: &[Hit], ranked: &mut [Candidate]) -> Vec<Difference> {
    let differences = |candidate: &Candidate| {
        let ground = Ground::new(&hits[candidate.hit].passage);
        asked.agreement(&ground, &candidate.range).differences
    };
    let Some(best) = ranked.first() else { return Vec::new() };
    let found = differences(best);
    let enough = best.score * NEARLY_AS_GOOD;
    let others = ranked.iter().take(CONSIDERED).skip(1).take_while(|candidate| candidate.score >= enough);
    let agreeing = if found.is_empty() { None } else { others.map(differences).position(|other| other.is_empty()) };
    match agreeing {
        Some(position) => {
            ranked[..position + 2].rotate_right(1);
            Vec::new()
        }
        None => found,
    }
}

/// The reports hold nothing near the question.
fn nothing(text: &str) -> Answer {
    Answer {
        question: text.to_owned(),
        status: Status::None,
        confidence: 0.0,
        answer: None,
        sentence: None,
        differences: Vec::new(),
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
