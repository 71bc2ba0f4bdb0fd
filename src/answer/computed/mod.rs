//! Computed answers: what follows from the figures found, where the reports do not say it themselves.
//!
//! ```text
//! operation  X比Y多多少, taken apart                        operate    and put together of its figures
//! most       whose figure is the most                      remainder  what is left of a period
//! complement how many of a number are not what others of it are
//! ```

pub(crate) mod complement;
pub(crate) mod most;
pub(crate) mod operate;
pub(crate) mod operation;
pub(crate) mod remainder;

use rust_decimal::Decimal;

use self::most::most;
use crate::{
    answer::{
        Derivation,
        agreement::{Asked, Grade},
        figures::{
            matching::{Extracted, Held, Match, overlap},
            prefer::MATCHES_ALONE,
            wanted::Wanted,
        },
        sentence::choose::Choice,
    },
    figure::{
        Bound, Figure, FigureKind,
        derive::{Derived, derive},
        number,
    },
};

/// An answer that was computed.
#[derive(Debug, Clone)]
pub(crate) struct Computed {
    /// In so many words: `约40亿元`, `中型企业`.
    pub(crate) text: String,
    /// What it would be if it were stated; `None` for a comparison.
    pub(crate) figure: Option<Figure>,
    pub(crate) value: Decimal,
    pub(crate) unit: String,
    pub(crate) expression: String,
    /// The figures it was computed from, each with the number of its hit.
    pub(crate) inputs: Vec<(usize, Figure)>,
    /// 0 to 1.
    pub(crate) score: f32,
    pub(crate) period: Grade,
    pub(crate) place: Grade,
}

impl Computed {
    /// Whether it was computed from what `choice` answers with, for when and where it is asked.
    pub(crate) fn is_from(&self, choice: &Choice) -> bool {
        let input =
            |(hit, figure): &(usize, Figure)| *hit == choice.candidate.hit && overlap(&figure.range(), &choice.answer);
        self.period != Grade::Differs && self.place != Grade::Differs && self.inputs.iter().any(input)
    }

    /// Its working, with the `inputs` cited.
    pub(crate) fn derivation(&self, inputs: Vec<super::Citation>) -> Derivation {
        Derivation { expression: self.expression.clone(), value: number(self.value), unit: self.unit.clone(), inputs }
    }
}

/// A figure that is stated goes before one that is computed, unless that matches clearly better.
pub(crate) const STATED_FIRST: f32 = 0.9;

/// What is left of one that a share gives, and only where nothing that is stated matches.
const BY_SHARE: f32 = 0.75;

/// So much better it matches than what it is a share of.
const CLEARLY_BETTER: f32 = 1.1;

/// The best answer that can be computed to what is asked, if it is better than the best that is stated.
pub(crate) fn compute(wanted: &Wanted, asked: &Asked, extracted: &Extracted<'_>, stated: &[Match]) -> Option<Computed> {
    if let Some(extreme) = &wanted.extreme {
        return most(wanted, *extreme, extracted, stated);
    }
    let best = stated.first().map_or(0.0, |best| best.score);
    let best_of_time = stated.iter().find(|found| found.period == Grade::Agrees).map_or(0.0, |best| best.score);
    let mut found: Option<Computed> = None;
    for (number, hit) in extracted.hits().iter().enumerate() {
        let figures = extracted.of(number);
        let derived = derive(&hit.passage.text, figures);
        let held = (!derived.is_empty()).then(|| Held::new(wanted, extracted, number));
        for derived in derived {
            // Of what names nothing, nothing follows for what is asked.
            if derived.figure.measure.is_none() && derived.figure.subject.is_none() {
                continue;
            }
            // 进口 tells nothing of the 产量 before.
            let share = derived.figure.kind == FigureKind::Share;
            if !share && !wanted.of_share && !wanted.may_mean(derived.figure.measure.as_deref()) {
                continue;
            }
            // What follows for a quarter is not computed for its year.
            if asked.is_longer(derived.figure.period.as_ref(), hit.passage.report.date.as_ref()) {
                continue;
            }
            let matched = held.as_ref().and_then(|held| held.score(asked, &derived.figure, None));
            let input = |found: &Match| {
                found.hit == number
                    && derived.inputs.iter().any(|&input| figures[input].range() == found.figure.range())
            };
            let told = || stated.iter().find(|found| !input(found)).is_some_and(|found| found.score >= MATCHES_ALONE);
            // 比值为111.3，较2010年下降6.8: the 111.3 are not of 2010, which is asked for, whatever year they are of.
            let of_then = matched.as_ref().is_some_and(|matched| matched.period == Grade::Agrees)
                && stated.iter().any(|found| input(found) && found.period == Grade::Silent);
            let (worth, least) = match derived.by_share {
                true if wanted.of_share => (1.0, 0.0),
                true if told() => continue,
                true => (BY_SHARE, CLEARLY_BETTER * best),
                false => (STATED_FIRST, if of_then { best_of_time } else { best }),
            };
            let Some(matched) = matched.filter(|matched| matched.score * worth > least) else { continue };
            let score = matched.score * worth;
            // 较上年增加191万人，增长0.6%: what follows exactly goes first.
            let bound = |figure: &Option<Figure>| figure.as_ref().map(|figure| figure.quantity.bound);
            let exact = |found: &Computed| {
                score >= found.score
                    && matched.figure.quantity.bound == Bound::Exact
                    && bound(&found.figure) != Some(Bound::Exact)
            };
            // 机构总数10个，比上年增加2个，其中医院5个，比上年增加1个: of two that match alike it is the one that is named.
            let says = |figure: &Figure| figure.subject.as_deref().is_some_and(|subject| wanted.says(subject));
            let named = |found: &Computed| {
                score >= found.score && says(&matched.figure) && !found.figure.as_ref().is_some_and(says)
            };
            if found.as_ref().is_none_or(|found| score > found.score || exact(found) || named(found)) {
                found = Some(Computed { score, ..Computed::from(derived, matched, figures) });
            }
        }
    }
    found
}

impl Computed {
    fn from(derived: Derived, matched: Match, figures: &[Figure]) -> Self {
        let unit = derived.figure.quantity.unit.text.clone();
        Self {
            text: amount(derived.value, &unit, derived.figure.quantity.bound),
            value: derived.value.normalize(),
            unit,
            expression: derived.expression,
            inputs: derived.inputs.iter().map(|&input| (matched.hit, figures[input].clone())).collect(),
            score: matched.score,
            period: matched.period,
            place: matched.place,
            figure: Some(derived.figure),
        }
    }
}

/// `best` in the unit that is asked for, where that is another scale of the same: 多少万元 of 36.4亿元.
pub(crate) fn convert(wanted: &Wanted, best: &Match, extracted: &Extracted<'_>) -> Option<Computed> {
    let (unit, printed) = (wanted.unit.as_ref()?, &best.figure.quantity);
    let scaled = unit.text.starts_with(['十', '百', '千', '万', '亿']) && wanted.asks_in(&unit.text);
    let factor = printed.unit.in_units_of(unit).filter(|_| unit.dimension != "count");
    if !scaled || unit.text == printed.unit.text || printed.max.is_some() {
        return None;
    }
    let factor = factor?.normalize();
    if factor == Decimal::ONE {
        return None;
    }
    // Nobody asks for thousandths of a unit: it is a figure of something else.
    let value = printed.value.checked_mul(factor)?.normalize();
    let value = Some(value).filter(|value| value.abs() >= Decimal::new(1, 2))?;
    let mut figure = best.figure.clone();
    (figure.quantity.value, figure.quantity.unit) = (value, unit.clone());
    let text = best.figure.printed(&extracted.hits()[best.hit].passage.text);
    Some(Computed {
        text: amount(value, &unit.text, printed.bound),
        figure: Some(figure),
        value,
        unit: unit.text.clone(),
        expression: format!("{text} × {factor}"),
        inputs: vec![(best.hit, best.figure.clone())],
        score: best.score,
        period: best.period,
        place: best.place,
    })
}

/// `约−1.8%`.
pub(crate) fn amount(value: Decimal, unit: &str, bound: Bound) -> String {
    let about = if bound == Bound::Exact { "" } else { "约" };
    let sign = if value.is_sign_negative() && !value.is_zero() { "−" } else { "" };
    format!("{about}{sign}{}{unit}", value.abs().normalize())
}
