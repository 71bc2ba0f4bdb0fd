//! A sentence that gives a reason goes before one that gives none, where a reason is asked for and it knows what is asked
//! about: `受国际价格上行影响，汽油价格上涨2.2%。`

use super::plain_reason;
use crate::{
    answer::{
        agreement::{Asked, ground::Ground},
        figures::matching::overlap,
        question::{Kind, Question},
        sentence::{choose::Choice, rank::Candidate},
    },
    index::Hit,
};

/// So much of what is asked may be unknown to such a sentence, the one before it, heading and title.
const UNKNOWN: f32 = 0.2;

/// A sentence so likely goes before any that only gives a reason.
const LIKELY: f32 = 0.5;

/// How likely such a sentence is the answer.
const OF_REASON: f32 = 0.5;

/// Puts the sentence of `hits` that gives a reason for what `question` asks about and knows most of that first, unless one
/// of `choices` is likely.
pub(crate) fn prefer_reason(question: &Question, asked: &Asked, hits: &[Hit], choices: &mut Vec<Choice>) {
    if question.kind != Kind::Why || choices.first().is_none_or(|choice| choice.confidence >= LIKELY) {
        return;
    }
    let mut best: Option<(f32, Choice)> = None;
    for (number, hit) in hits.iter().enumerate() {
        let reasons = hit.passage.sentences.iter().filter_map(|range| {
            let reason = plain_reason(question, &hit.passage.text[range.clone()])?;
            Some((range.clone(), range.start + reason.start..range.start + reason.end))
        });
        let mut reasons = reasons.peekable();
        if reasons.peek().is_none() {
            continue;
        }
        let ground = Ground::new(&hit.passage);
        for (range, answer) in reasons {
            let unknown = asked.unknown_to(&ground.around(&range));
            if unknown <= UNKNOWN && best.as_ref().is_none_or(|(least, _)| unknown < *least) {
                let candidate = Candidate::unread(number, range);
                best = Some((unknown, Choice { candidate, answer, confidence: OF_REASON }));
            }
        }
    }
    let Some((_, mut choice)) = best else { return };
    let same = |other: &Choice| {
        (other.candidate.hit, &other.candidate.range) == (choice.candidate.hit, &choice.candidate.range)
    };
    // What was read there of the reason stays the answer.
    if let Some(known) = choices.iter().position(same) {
        let known = choices.remove(known);
        let answer = if overlap(&known.answer, &choice.answer) { known.answer } else { choice.answer };
        choice = Choice { answer, confidence: choice.confidence.max(known.confidence), candidate: known.candidate };
    }
    choice.confidence = choices.first().map_or(choice.confidence, |first| choice.confidence.max(first.confidence));
    choices.insert(0, choice);
}
