//! What a period had that is the rest of a longer one: the second quarter from the half-year and the first quarter, ten
//! months from eleven and the eleventh.

use super::{Computed, STATED_FIRST, amount};
use crate::{
    answer::{
        agreement::{Asked, Grade},
        figures::{
            matching::{Extracted, Match, OTHER},
            prefer::MATCHES,
        },
    },
    figure::{Bound, Figure, FigureKind},
};

/// What stands at a time, or is an average of it, does not add up over time.
const STANDING: [&str; 16] = [
    "余额", "存款", "贷款", "存栏", "库存", "保有", "在校", "人口", "均", "价", "率", "指数", "密度", "浓度", "气温",
    "面积",
];

/// The figure of the period asked for, as the difference of two that are stated.
pub(crate) fn remainder(asked: &Asked, extracted: &Extracted<'_>, found: &[Match]) -> Option<Computed> {
    let flows: Vec<&Match> = found
        .iter()
        .filter(|found| found.period == Grade::Differs && found.place != Grade::Differs)
        // Its period aside, it is what is asked for.
        .filter(|found| found.score / OTHER >= MATCHES && is_flow(&found.figure))
        .collect();
    let mut best: Option<Computed> = None;
    for whole in &flows {
        let passage = |found: &Match| &extracted.hits()[found.hit].passage;
        let report = &passage(whole).report;
        let Some((first, last)) = asked.days(report.date.as_ref()) else { continue };
        let days = |found: &Match| found.figure.period.as_ref()?.when.stretch();
        let Some((whole_first, whole_last)) = days(whole) else { continue };
        let is_rest = |part: &&&Match| {
            let Some((part_first, part_last)) = days(part) else { return false };
            let before = part_first == whole_first && part_last.succ_opt() == Some(first) && last == whole_last;
            let behind = part_last == whole_last && last.succ_opt() == Some(part_first) && first == whole_first;
            (before || behind) && passage(part).report.id == report.id && is_of_one_thing(&whole.figure, &part.figure)
        };
        let Some(part) = flows.iter().find(is_rest) else { continue };
        let score = whole.score.min(part.score) / OTHER * STATED_FIRST;
        if best.as_ref().is_some_and(|best| best.score >= score) {
            continue;
        }
        let unit = &whole.figure.quantity.unit;
        let taken = part.figure.quantity.unit.scale.checked_div(unit.scale)?.checked_mul(part.figure.quantity.value)?;
        let value =
            whole.figure.quantity.value.checked_sub(taken).filter(|value| value.is_sign_positive())?.normalize();
        let bound = Bound::of_result([&whole.figure, &part.figure]);
        let shown = |found: &Match| {
            let period = found.figure.period.as_ref().map_or("", |period| period.text.as_str());
            format!("{period}{}", found.figure.printed(&passage(found).text))
        };
        let mut figure = whole.figure.computed();
        (figure.quantity.value, figure.quantity.bound) = (value, bound);
        figure.period = asked.named_period(report.date.as_ref());
        best = Some(Computed {
            text: amount(value, &unit.text, bound),
            figure: Some(figure),
            value,
            unit: unit.text.clone(),
            expression: format!("{} − {}", shown(whole), shown(part)),
            inputs: vec![(whole.hit, whole.figure.clone()), (part.hit, part.figure.clone())],
            score,
            period: Grade::Agrees,
            place: whole.place.min(part.place),
        });
    }
    best
}

/// Whether it is an amount of what came about in its period, as printed and no plan.
fn is_flow(figure: &Figure) -> bool {
    let names = [&figure.subject, &figure.measure];
    let standing = |name: &String| STANDING.iter().any(|word| name.contains(word));
    matches!(figure.kind, FigureKind::Level | FigureKind::Count)
        && figure.quantity.max.is_none()
        && !figure.target
        && figure.measure.is_some()
        && !names.into_iter().flatten().any(standing)
}

fn is_of_one_thing(one: &Figure, other: &Figure) -> bool {
    // What one of them leaves unsaid goes without saying.
    let agree = |one: &Option<String>, other: &Option<String>| match (one, other) {
        (Some(one), Some(other)) => one.ends_with(other.as_str()) || other.ends_with(one.as_str()),
        _ => true,
    };
    (&one.measure, one.kind) == (&other.measure, other.kind)
        && one.quantity.unit.dimension == other.quantity.unit.dimension
        && agree(&one.subject, &other.subject)
        && agree(&one.place, &other.place)
}
