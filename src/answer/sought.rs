//! What was found for a question, put to the test: what follows from the figures, or what the reports say themselves.

use super::{
    Answer, Difference, DifferenceKind, Question, Status,
    agreement::{Asked, Grade, ground::Ground},
    computed::{
        Computed,
        complement::complement,
        compute, convert,
        most::states_extreme,
        operate::{larger, operate},
        operation::{Operation, which},
        remainder::remainder,
    },
    figures::{
        matching::{Extracted, Match, several},
        prefer::{
            COMPUTED_READ, MATCHES, STATED, answered_by, is_corroborated, is_worse, prefer_figure,
            prefer_what_it_became,
        },
        wanted::Wanted,
    },
    reply::{derived, nothing, show},
    sentence::choose::Choice,
    verdict::{Verdict, holds},
};
use crate::{config::AnswerConfig, index::Hit, text::fold::fold};

/// So many of the best candidates are looked through for one that agrees with what is asked.
const CONSIDERED: usize = 8;

/// A sentence that agrees goes before the best one when it is at least this share as likely.
const NEARLY_AS_LIKELY: f32 = 0.3;

/// The same where the best one does not tell of the attribute that is asked for: it is next to never the answer.
const OF_THE_ATTRIBUTE: f32 = 0.05;

/// So much of what is asked may be unknown to a passage, its heading and title, for it to be taken as being about it.
const KNOWN: f32 = 0.1;

/// What a question asks for, and what was found for it.
pub(super) struct Sought<'a> {
    /// The question as typed.
    pub(super) text: &'a str,
    pub(super) question: &'a Question,
    pub(super) asked: &'a Asked,
    /// The figure asked for, if it is one.
    pub(super) wanted: Option<&'a Wanted>,
    /// What is to be computed.
    pub(super) operation: Option<Operation>,
    pub(super) extracted: &'a Extracted<'a>,
    /// The figures, by how well they match, the best first.
    pub(super) found: &'a [Match],
    pub(super) settings: &'a AnswerConfig,
}

impl Sought<'_> {
    /// What follows from the figures found, where the reports do not say it themselves; `look` finds those that answer a
    /// part of the question.
    pub(super) fn computed(&self, choices: &[Choice], look: &dyn Fn(&str) -> Vec<Match>) -> Option<Computed> {
        let Self { question, asked, extracted, found, .. } = *self;
        let likeliest = choices.first().map(|choice| &choice.candidate);
        let operated = self.operation.as_ref().and_then(|operation| operate(operation, extracted, look, likeliest));
        let operated = operated.or_else(|| complement(&question.folded, extracted, found));
        let operated = operated.or_else(|| larger(&which(&question.folded)?, extracted, look));
        let tells_most = || {
            sure_enough(choices, self.settings).is_some_and(|read| {
                let text = &extracted.hits()[read.candidate.hit].passage.text;
                states_extreme(&question.folded, &fold(&text[read.candidate.range.clone()]))
            })
        };
        // How far one place is ahead of another does not follow from either alone.
        let of_two = self.operation.as_ref().is_some_and(Operation::is_of_two_places);
        let computed = operated.or_else(|| {
            if of_two {
                return None;
            }
            let wanted = self.wanted.filter(|wanted| wanted.extreme.is_none_or(|_| !tells_most()))?;
            let computed = compute(wanted, asked, extracted, found)?;
            let is_read = choices.first().is_some_and(|choice| computed.is_from(choice));
            (computed.score >= if is_read { COMPUTED_READ } else { MATCHES }).then_some(computed)
        });
        let is_told = || found.first().is_some_and(|best| best.period != Grade::Differs && best.score >= MATCHES);
        computed.or_else(|| if is_told() { None } else { remainder(asked, extracted, found) })
    }

    /// What the reports say: the figure that matches best or the likeliest sentence, whichever goes first; with what differs
    /// where it is not what is asked for.
    pub(super) fn stated(&self, mut choices: Vec<Choice>) -> Answer {
        let Self { text, question, asked, wanted, extracted, found, settings, .. } = *self;
        let hits = extracted.hits();
        // 排前五的城市有哪些 asks for no figure.
        let names = wanted.is_some_and(|wanted| wanted.extreme.is_some()) && !question.folded.contains(['多', '几']);
        let agrees = |choice: &Choice| {
            let ground = Ground::new(&hits[choice.candidate.hit].passage);
            let found = || asked.agreement(&ground, &choice.candidate.range, &choice.answer);
            asked.names_its_place(&ground) && found().differences.is_empty()
        };
        prefer_what_it_became(wanted, &mut choices, found, extracted);
        let figure = found.first().filter(|best| !names && prefer_figure(best, found, &mut choices, wanted, agrees));
        let converted = wanted.zip(figure).and_then(|(wanted, best)| convert(wanted, best, extracted));
        if let Some(computed) = converted
            && let Some(answer) = derived(text, asked, extracted, &computed, &choices, settings.top)
        {
            return answer;
        }
        // What matches much worse than a figure that is just what is asked for does not go before it.
        let goes_before = |choice: &Choice| {
            let stated = figure.filter(|best| best.score >= STATED);
            stated.is_none_or(|best| !is_worse(answered_by(choice, found), best))
        };
        let (mut differences, missing) = prefer_agreeing(asked, hits, &mut choices, goes_before);
        if let Some(choice) = choices.first() {
            let verdict = Verdict { question, asked, wanted, operation: self.operation.as_ref(), found };
            verdict.by_figure(&mut differences, choice, figure, extracted);
            let corroborated = is_corroborated(choice, found);
            differences.retain(|difference| {
                let is_wording = difference.kind.is_of_wording() && !asked.begins_with(&difference.asked);
                choice.confidence < difference.kind.excused_at() && !(corroborated && is_wording)
            });
        }
        let enough = if missing <= KNOWN { settings.known_confidence } else { settings.answer_confidence };
        let mut best = choices.into_iter().take(settings.top).map(|choice| show(extracted, choice));
        let Some(first) = best.next() else { return nothing(text) };
        let status = match first.confidence {
            confidence if confidence >= enough && differences.is_empty() => Status::Answer,
            confidence if confidence >= settings.nearest_confidence => Status::Nearest,
            _ => return nothing(text),
        };
        // 分别是多少: all of them, in the order of the text.
        let listed = wanted.filter(|_| figure.is_some()).map(|wanted| several(wanted, found));
        let listed = listed.zip(figure).filter(|(figures, _)| !figures.is_empty()).map(|(figures, best)| {
            let text = &hits[best.hit].passage.text;
            figures.iter().map(|figure| figure.printed(text)).collect::<Vec<_>>().join("、")
        });
        Answer {
            question: text.to_owned(),
            understood: None,
            corrections: Vec::new(),
            status,
            confidence: first.confidence,
            answer: listed.or(first.answer).filter(|_| status == Status::Answer),
            sentence: Some(first.sentence),
            differences,
            figure: first.figure.filter(|_| status == Status::Answer),
            derivation: None,
            citations: vec![first.citation],
            others: best.collect(),
        }
    }
}

/// The likeliest sentence, where it may be the answer.
pub(super) fn sure_enough<'a>(choices: &'a [Choice], settings: &AnswerConfig) -> Option<&'a Choice> {
    choices.first().filter(|choice| choice.confidence >= settings.answer_confidence)
}

/// Puts the best sentence that agrees with what is asked first, if it is nearly as likely as the best of all and
/// `goes_before` it; else tells what differs about that one. With it the share of what is asked that the first one's
/// surroundings do not know.
fn prefer_agreeing(
    asked: &Asked,
    hits: &[Hit],
    choices: &mut [Choice],
    goes_before: impl Fn(&Choice) -> bool,
) -> (Vec<Difference>, f32) {
    let agreement = |choice: &Choice| {
        let ground = Ground::new(&hits[choice.candidate.hit].passage);
        let found = asked.agreement(&ground, &choice.candidate.range, &choice.answer);
        (found.differences, found.missing)
    };
    let Some(best) = choices.first() else { return (Vec::new(), 1.0) };
    let (found, missing) = agreement(best);
    if found.is_empty() {
        return (found, missing);
    }
    let is_other = holds(&found, DifferenceKind::Attribute);
    let enough = best.confidence * if is_other { OF_THE_ATTRIBUTE } else { NEARLY_AS_LIKELY };
    let others = choices.iter().take(CONSIDERED).skip(1).take_while(|choice| choice.confidence >= enough);
    let agreeing = others
        .enumerate()
        .filter(|(_, choice)| goes_before(choice))
        .map(|(position, choice)| (position, agreement(choice)))
        .find(|(_, (differences, _))| differences.is_empty());
    match agreeing {
        Some((position, (_, missing))) => {
            choices[..position + 2].rotate_right(1);
            (Vec::new(), missing)
        }
        None => (found, missing),
    }
}
