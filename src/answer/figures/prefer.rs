//! When a figure that matches what is asked goes before the sentence that is likeliest, and when the one that a sentence
//! answers with is of something else.

use super::{
    matching::{Extracted, Match, overlap},
    wanted::Wanted,
};
use crate::answer::{
    agreement::Grade,
    sentence::{choose::Choice, rank::Candidate},
};

/// A figure that matches what is asked this well is the answer of its sentence. These four were chosen on `cmrc-train` and
/// `drcd-dev`, whose passages seldom hold many figures.
pub(crate) const MATCHES: f32 = 0.65;

/// One that matches this well goes before a sentence that is less sure than [`DOUBTFUL`], one that matches still better
/// before any that is not [`SURE`].
pub(crate) const MATCHES_WELL: f32 = 0.8;
const DOUBTFUL: f32 = 0.6;
const SURE: f32 = 0.9;

/// A figure that matches so well is what is asked for, even where it could be computed.
pub(crate) const STATED: f32 = 0.85;

/// One that matches this well is the answer where no sentence is more than [`UNLIKELY`].
pub(crate) const MATCHES_ALONE: f32 = 0.5;
const UNLIKELY: f32 = 0.2;

/// One that matches this well is the answer where the likeliest sentence answers with it, too, and nothing differs.
const MATCHES_READ: f32 = 0.4;

/// One that is computed from what the likeliest sentence answers with is the answer where it matches this well.
pub(crate) const COMPUTED_READ: f32 = 0.35;

/// One that matches this well is the answer where the likeliest sentence, if it is no more than [`LIKELY`], answers with
/// another one that matches clearly worse; however likely, where that one is less surely of the period asked for.
const MATCHES_BETTER: f32 = 0.5;
const LIKELY: f32 = 0.72;
const CLEARLY: f32 = 0.95;

/// One that matches this well is the answer of the likeliest sentence, where that was read to answer with one that matches
/// so many times worse; where it matches worse than [`MATCHES_ALONE`], the second so many times: between the two, what
/// was read was right in 13 of 17 on blind sets.
const MATCHES_THERE: f32 = 0.3;
const STANDS_OUT: f32 = 1.2;
const STANDS_FAR_OUT: f32 = 2.0;

/// One that stands out so from all others needs to match no better than this where no sentence is more than [`UNLIKELY`].
const MATCHES_APART: f32 = 0.4;

/// The same where it stands out so far.
const MATCHES_FAR_APART: f32 = 0.3;
const FAR_APART: f32 = 3.0;

/// Where the likeliest sentence answers with the one that matches best, this well and so many times better than the next,
/// the words of the question that it does not have say the same otherwise.
const CORROBORATED: f32 = 0.25;
const CORROBORATED_APART: f32 = 1.4;

/// A figure that matches no better than this is one of something else.
const MISMATCH: f32 = 0.3;

/// Of a figure less of what is asked names another one.
const ELSEWHERE: f32 = 0.15;

/// A figure that matches so much worse than another gives way to it, however sure its sentence is.
const WORSE: f32 = 0.6;

/// The figure that a sentence answers with.
pub(crate) fn answered_by<'a>(choice: &Choice, found: &'a [Match]) -> Option<&'a Match> {
    let is_it = |found: &&Match| found.hit == choice.candidate.hit && overlap(&found.figure.range(), &choice.answer);
    found.iter().find(is_it)
}

/// Whether a figure, where there is one, matches so much worse than `best` that it gives way to it.
pub(crate) fn is_worse(found: Option<&Match>, best: &Match) -> bool {
    found.is_some_and(|found| found.score < WORSE * best.score)
}

/// Whether none of those that were `found` matches better.
pub(crate) fn is_best(figure: &Match, found: &[Match]) -> bool {
    found.first().is_some_and(|best| figure.score >= best.score)
}

/// Whether the best figure matches so many `times` better than the next.
fn stands_out(found: &[Match], times: f32) -> bool {
    found.first().is_some_and(|best| best.score > times * found.get(1).map_or(0.0, |next| next.score))
}

/// Whether a sentence was read to answer with the figure that stands out from all others, of no other time or place.
pub(crate) fn is_corroborated(choice: &Choice, found: &[Match]) -> bool {
    let best = answered_by(choice, found).filter(|read| is_best(read, found));
    let agrees = |best: &Match| best.period != Grade::Differs && best.place != Grade::Differs;
    best.is_some_and(|best| best.score > CORROBORATED && agrees(best)) && stands_out(found, CORROBORATED_APART)
}

/// Whether a figure is one of something else: of another kind, or one beside which another is named.
pub(crate) fn is_of_other(found: &Match, wanted: Option<&Wanted>) -> bool {
    let kind = wanted.is_some_and(|wanted| wanted.fit(&found.figure) <= MISMATCH);
    found.score < MISMATCH && kind || found.elsewhere > ELSEWHERE
}

/// Lets the likeliest sentence answer with what something became, where it was read to answer with what that had been, at
/// another time than is asked for or where it is asked what it rose or fell to: 59.9% of 由41%上升到59.9%.
pub(crate) fn prefer_what_it_became(
    wanted: Option<&Wanted>,
    choices: &mut [Choice],
    found: &[Match],
    extracted: &Extracted<'_>,
) {
    let Some(choice) = choices.first_mut() else { return };
    let of_end = wanted.is_some_and(|wanted| wanted.of_end);
    let Some(read) = answered_by(choice, found).filter(|read| of_end || read.period == Grade::Differs) else { return };
    if !read.figure.is_left(&extracted.hits()[read.hit].passage.text) {
        return;
    }
    let end = read.figure.range().end;
    let became = found.iter().filter(|other| other.hit == read.hit && other.figure.range().start >= end);
    let became = became.min_by_key(|other| other.figure.range().start);
    let same = |other: &&Match| other.figure.quantity.unit == read.figure.quantity.unit;
    if let Some(became) = became.filter(same).filter(|other| of_end || other.period == Grade::Agrees) {
        choice.answer = became.figure.range();
    }
}

/// Puts the sentence of a figure that is what is asked for first, with the figure as its answer, and tells whether it did.
/// `wanted` is what is asked for; `agrees` tells whether nothing of a sentence differs from it.
pub(crate) fn prefer_figure(
    best: &Match,
    found: &[Match],
    choices: &mut Vec<Choice>,
    wanted: Option<&Wanted>,
    agrees: impl Fn(&Choice) -> bool,
) -> bool {
    let known =
        choices.iter().position(|choice| choice.candidate.hit == best.hit && choice.candidate.range == best.sentence);
    let position = known.unwrap_or(choices.len());
    let most = choices.first().map_or(0.0, |choice| choice.confidence);
    let first = choices.first().and_then(|choice| answered_by(choice, found));
    let worse = is_worse(first, best);
    let of_other_time =
        best.period == Grade::Agrees && first.is_some_and(|first| worse && first.period == Grade::Differs);
    let is_read = || {
        let read = choices.first().filter(|_| first.is_some_and(|first| std::ptr::eq(first, best)));
        best.period == Grade::Agrees && best.place != Grade::Differs && read.is_some_and(&agrees)
    };
    let enough = if known.is_none() {
        MATCHES_WELL
    } else if best.score >= MATCHES_READ && is_read() {
        MATCHES_READ
    } else if most < UNLIKELY || worse && most < DOUBTFUL {
        MATCHES_ALONE
    } else if position == 0
        && (most < LIKELY || first.is_some_and(|first| best.period > first.period))
        && best.elsewhere <= ELSEWHERE
        && first.is_some_and(|first| first.score < CLEARLY * best.score)
    {
        MATCHES_BETTER
    } else if position == 0 || most < DOUBTFUL || worse && most < LIKELY || of_other_time {
        MATCHES
    } else if worse || most < SURE {
        MATCHES_WELL
    } else {
        1.0
    };
    let there = position == 0
        && best.score >= MATCHES_THERE
        && first.is_some_and(|first| {
            let asked = |found: &Match| wanted.is_some_and(|wanted| wanted.asks_in(&found.figure.quantity.unit.text));
            let far = if best.score < MATCHES_ALONE { STANDS_FAR_OUT } else { STANDS_OUT };
            best.score > far * first.score || asked(best) && !asked(first)
        });
    let apart = known.is_some()
        && most < UNLIKELY
        && (best.score >= MATCHES_APART && stands_out(found, STANDS_OUT)
            || best.score >= MATCHES_FAR_APART && stands_out(found, FAR_APART) && best.period != Grade::Differs);
    if best.score < enough && !there && !apart {
        return false;
    }
    if known.is_none() {
        // Its sentence was not read.
        let candidate = Candidate::unread(best.hit, best.sentence.clone());
        choices.push(Choice { answer: best.figure.range(), confidence: 0.0, candidate });
    }
    let choice = &mut choices[position];
    choice.answer = best.figure.range();
    choice.confidence = choice.confidence.max(most).max(best.score * 0.95);
    choices[..=position].rotate_right(1);
    true
}
