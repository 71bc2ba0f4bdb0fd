//! The figure that answers: all figures of the passages found, matched with what is asked on what is measured, of whom,
//! kind, unit, direction, period and place. Each of them is a reason to prefer a figure, or to refuse it.

use std::ops::Range;

use super::{
    agreement::{Asked, Grade},
    wanted::Wanted,
};
use crate::{
    figure::{
        Figure, NamedPeriod,
        extract::{Above, figures},
        period::mentions,
    },
    index::{Hit, Passage},
    text::fold::fold,
};

/// A figure that was found, and how well it is what is asked for.
#[derive(Debug, Clone)]
pub(super) struct Match {
    /// Which of the hits it stands in.
    pub(super) hit: usize,
    pub(super) figure: Figure,
    /// Its sentence, in bytes of the passage.
    pub(super) sentence: Range<usize>,
    /// 0 to 1.
    pub(super) score: f32,
    /// The share of what is asked for that its name and what stands around it say.
    pub(super) coverage: f32,
    pub(super) period: Grade,
    pub(super) place: Grade,
}

/// What stands around a figure names it less surely than its own name does.
const BY_SENTENCE: f32 = 0.8;
const BY_PASSAGE: f32 = 0.6;
const BY_REPORT: f32 = 0.75;
/// What is left of a figure whose name says more than is asked: 智能手机产量 for 手机产量.
const UNASKED: f32 = 0.35;
/// What is left of a figure of another period or place.
const OTHER: f32 = 0.35;
const SILENT: f32 = 0.9;

/// The figures of a passage.
pub(super) fn figures_of(passage: &Passage) -> Vec<Figure> {
    let report = passage.report.as_ref();
    let date = report.date.as_ref();
    let named = |text: &str| {
        let mention = mentions(text, date).into_iter().next()?;
        Some(NamedPeriod { text: text[mention.range].to_owned(), when: mention.when })
    };
    let period = passage.section.as_deref().and_then(named).or_else(|| named(&report.title));
    let period = period.or_else(|| report.period.as_deref().and_then(named));
    figures(&passage.text, &Above { date, period, place: report.place.as_deref() })
}

/// All that names a figure, folded.
fn name_of(figure: &Figure) -> String {
    let name = [figure.subject.as_deref(), figure.measure.as_deref()].map(Option::unwrap_or_default).concat();
    let around = [Some(name.as_str()), figure.place.as_deref(), figure.base.as_deref()];
    fold(&around.into_iter().flatten().collect::<Vec<_>>().join("\n"))
}

/// The figures of `hits` by how well they match, the best first.
pub(super) fn matches(wanted: &Wanted, asked: &Asked, hits: &[Hit]) -> Vec<Match> {
    let mut found = Vec::new();
    for (number, hit) in hits.iter().enumerate() {
        let passage = &hit.passage;
        let report = passage.report.as_ref();
        let head = [passage.section.as_deref(), Some(report.title.as_str()), report.place.as_deref()];
        let head = fold(&head.into_iter().flatten().collect::<Vec<_>>().join("\n"));
        let by_head = wanted.named_in(&head);
        let by_passage = wanted.named_in(&fold(&passage.text));
        let figures = figures_of(passage);
        let names: Vec<Vec<bool>> = figures.iter().map(|figure| wanted.named_in(&name_of(figure))).collect();
        for (own, figure) in figures.into_iter().enumerate() {
            let range = figure.range();
            let Some(sentence) =
                passage.sentences.iter().find(|sentence| sentence.start <= range.start && range.end <= sentence.end)
            else {
                continue;
            };
            let by_sentence = wanted.named_in(&fold(&passage.text[sentence.start..range.end]));
            let mut held = names[own].clone();
            // What names another figure does not name this one.
            let taken = |at: usize| {
                let others = names.iter().enumerate().filter(|(other, _)| Some(*other) != figure.part_of);
                !by_head[at] && others.into_iter().any(|(_, name)| name[at])
            };
            let mut credit = wanted.share(&held);
            for (more, worth) in [(&by_sentence, BY_SENTENCE), (&by_head, BY_REPORT), (&by_passage, BY_PASSAGE)] {
                let before = wanted.share(&held);
                for (at, more) in more.iter().enumerate() {
                    held[at] |= *more && !taken(at);
                }
                credit += worth * (wanted.share(&held) - before);
            }
            let coverage = wanted.share(&held);
            let period = asked.period_of(figure.period.as_ref(), report.date.as_ref());
            let place = asked.place_of(figure.place.as_deref());
            let grade = |grade: Grade| match grade {
                Grade::Agrees => 1.0,
                Grade::Silent => SILENT,
                Grade::Differs => OTHER,
            };
            let score = credit
                * (1.0 - (1.0 - UNASKED) * wanted.unasked(&figure))
                * wanted.fit(&figure)
                * grade(period)
                * if place == Grade::Differs { OTHER } else { 1.0 };
            found.push(Match { hit: number, figure, sentence: sentence.clone(), score, coverage, period, place });
        }
    }
    found.sort_by(|one, other| other.score.total_cmp(&one.score));
    found
}
