//! The answer as it is handed on: plain, computed, or none, with its citations.

use std::{collections::HashSet, ops::Range};

use super::{
    Alternative, Answer, Citation, DifferenceKind, Status,
    agreement::{Asked, Grade, ground::Ground},
    cite::cite,
    computed::Computed,
    figures::{matching::Extracted, prefer::MATCHES_WELL},
    sentence::choose::Choice,
    window::window,
};

/// A plain answer.
pub(super) fn answered(text: &str, first: Alternative, others: Vec<Alternative>) -> Answer {
    Answer {
        status: Status::Answer,
        confidence: first.confidence,
        answer: first.answer,
        sentence: Some(first.sentence),
        figure: first.figure,
        citations: vec![first.citation],
        others,
        ..nothing(text)
    }
}

/// A computed answer, where what it was computed from agrees with what is asked.
pub(super) fn derived(
    text: &str,
    asked: &Asked,
    extracted: &Extracted<'_>,
    computed: &Computed,
    choices: &[Choice],
    top: usize,
) -> Option<Answer> {
    if computed.period == Grade::Differs || computed.place == Grade::Differs {
        return None;
    }
    let passage_of = |hit: usize| &extracted.hits()[hit].passage;
    let mut sentences: Vec<(usize, Range<usize>)> = computed
        .inputs
        .iter()
        .filter_map(|(hit, input)| Some((*hit, passage_of(*hit).sentence_of(&input.range())?)))
        .collect();
    let mut seen = HashSet::new();
    sentences.retain(|sentence| seen.insert(sentence.clone()));
    let (hit, range) = sentences.first()?.clone();
    let passage = passage_of(hit);
    let last = computed.inputs.iter().rev().find(|(number, input)| {
        *number == hit && range.start <= input.range().start && input.range().end <= range.end
    })?;
    let last = last.1.range();
    // What was computed may have a name that no report has: 顺差.
    let named = |asked: &str| {
        let measure = computed.figure.as_ref().and_then(|figure| figure.measure.as_deref());
        measure.is_some_and(|measure| measure.contains(asked))
    };
    let subject = asked
        .agreement(&Ground::new(passage), &range, &last)
        .differences
        .into_iter()
        .any(|difference| difference.kind == DifferenceKind::Subject && !named(&difference.asked));
    if subject && computed.score < MATCHES_WELL {
        return None;
    }
    let shown = window(&passage.text[range.clone()], last.start - range.start..last.end - range.start);
    let shown = range.start + shown.start..range.start + shown.end;
    let citations: Vec<Citation> = std::iter::once(cite(passage, shown.clone()))
        .chain(sentences.iter().skip(1).map(|(hit, range)| cite(passage_of(*hit), range.clone())))
        .collect();
    let others = choices
        .iter()
        .filter(|choice| choice.candidate.hit != hit || choice.candidate.range != range)
        .take(top.saturating_sub(1))
        .map(|choice| show(extracted, choice.clone()))
        .collect();
    Some(Answer {
        status: Status::Derived,
        confidence: (computed.score * 100.0).round() / 100.0,
        answer: Some(computed.text.clone()),
        sentence: Some(passage.text[shown].to_owned()),
        figure: computed.figure.clone(),
        derivation: Some(
            computed
                .derivation(computed.inputs.iter().map(|(hit, input)| cite(passage_of(*hit), input.range())).collect()),
        ),
        citations,
        others,
        ..nothing(text)
    })
}

/// The reports hold nothing near the question.
pub(super) fn nothing(text: &str) -> Answer {
    Answer {
        question: text.to_owned(),
        understood: None,
        corrections: Vec::new(),
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

pub(super) fn show(extracted: &Extracted<'_>, choice: Choice) -> Alternative {
    let passage = &extracted.hits()[choice.candidate.hit].passage;
    let figure = extracted.at(choice.candidate.hit, &choice.answer).cloned();
    let Choice { candidate, answer, confidence } = choice;
    let sentence = &passage.text[candidate.range.clone()];
    let at = candidate.range.start;
    let shown = window(sentence, answer.start - at..answer.end - at);
    let range = at + shown.start..at + shown.end;
    let apart = figure.as_ref().filter(|figure| figure.unit_apart && figure.range() == answer);
    Alternative {
        answer: Some(apart.map_or_else(|| passage.text[answer].to_owned(), |figure| figure.printed(&passage.text))),
        sentence: sentence[shown].to_owned(),
        figure,
        citation: cite(passage, range),
        confidence: (confidence * 100.0).round() / 100.0,
    }
}
