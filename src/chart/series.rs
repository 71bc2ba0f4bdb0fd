//! Which figures can stand side by side: the same thing measured in the same way, of several, or over several periods.

use std::collections::HashMap;

use chrono::NaiveDate;

use crate::{
    answer::Listed,
    figure::{Figure, FigureKind, Period},
    text::fold::fold,
};

/// Fewer say more in a sentence …
const FEWEST: usize = 3;

/// … and more are not read on a phone.
const MOST: usize = 12;

/// What the figures of a series differ in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Axis {
    Subject,
    Period,
    Place,
}

/// Comparable figures, in the order in which they are shown.
#[derive(Debug, Clone)]
pub(super) struct Series<'a> {
    pub(super) axis: Axis,
    pub(super) figures: Vec<&'a Listed>,
}

/// What a chart should be about, where there are several.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct About<'a> {
    pub(super) figure: Option<&'a Figure>,
    pub(super) kind: Option<FigureKind>,
}

/// What the figures of a series share.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Key {
    unit: String,
    kind: FigureKind,
    measure: Option<String>,
    subject: Option<String>,
    place: Option<String>,
    period: Option<Name>,
    base: Option<String>,
    target: bool,
    /// How many months each period has.
    months: Option<i64>,
}

/// A period by its days, or by its words where they are not known.
type Name = Result<(NaiveDate, NaiveDate), String>;

impl Series<'_> {
    /// The largest series of `listed` that is `about` what is wanted; of several the first.
    pub(super) fn of<'a>(listed: &'a [Listed], about: About<'_>) -> Option<Series<'a>> {
        let mut best: Option<Series<'a>> = None;
        for axis in [Axis::Subject, Axis::Period, Axis::Place] {
            for figures in groups(listed, axis) {
                let wanted =
                    about.figure.is_none_or(|figure| figures.iter().any(|listed| same(&listed.figure, figure)))
                        && about.kind.is_none_or(|kind| figures.iter().all(|listed| listed.figure.kind == kind));
                let most = best.as_ref().map_or(FEWEST - 1, |best| best.figures.len());
                if wanted && figures.len() > most {
                    best = Some(Series { axis, figures });
                }
            }
        }
        let mut best = best?;
        if best.axis == Axis::Period {
            best.figures.sort_by_key(|listed| period(&listed.figure).map(|period| (period.end, period.start)));
        }
        best.figures.truncate(MOST);
        Some(best)
    }
}

/// The figures by what they share, in the order of the reports. Of two with the same name the first is taken.
fn groups(listed: &[Listed], axis: Axis) -> Vec<Vec<&Listed>> {
    let mut numbers: HashMap<Key, usize> = HashMap::new();
    let mut groups: Vec<Vec<&Listed>> = Vec::new();
    for one in listed.iter().filter(|listed| can_be_drawn(&listed.figure)) {
        let figure = &one.figure;
        let Some(name) = name(figure, axis) else { continue };
        let number = *numbers.entry(key(figure, axis)).or_insert(groups.len());
        if number == groups.len() {
            groups.push(Vec::new());
        }
        if groups[number].iter().all(|other| self::name(&other.figure, axis).as_ref() != Some(&name)) {
            groups[number].push(one);
        }
    }
    groups
}

/// A place in an order is no length, and a range is two.
fn can_be_drawn(figure: &Figure) -> bool {
    figure.kind != FigureKind::Rank
        && figure.quantity.max.is_none()
        && (figure.measure.is_some() || figure.kind == FigureKind::Share && figure.base.is_some())
}

fn key(figure: &Figure, axis: Axis) -> Key {
    let unit = &figure.quantity.unit;
    let plain = matches!(unit.dimension, "" | "count");
    let apart = |this: Axis, text: &Option<String>| text.as_deref().filter(|_| axis != this).map(fold);
    // 同比 is what growth without a base means.
    let base = figure.base.as_deref().filter(|base| figure.kind != FigureKind::Growth || *base != "同比");
    let months = period(figure).filter(|_| axis == Axis::Period && figure.kind != FigureKind::Growth);
    Key {
        unit: if plain { unit.text.clone() } else { unit.dimension.to_owned() },
        kind: figure.kind,
        measure: figure.measure.as_deref().map(fold),
        subject: apart(Axis::Subject, &figure.subject),
        place: apart(Axis::Place, &figure.place),
        period: by_days(figure).filter(|_| axis != Axis::Period),
        base: base.map(fold),
        target: figure.target,
        months: months.map(|period| ((period.end - period.start).num_days() + 15) / 30),
    }
}

/// What tells a figure from the others of its series.
fn name(figure: &Figure, axis: Axis) -> Option<Name> {
    match axis {
        Axis::Subject => figure.subject.as_deref().map(|subject| Err(fold(subject))),
        Axis::Place => figure.place.as_deref().map(|place| Err(fold(place))),
        Axis::Period => by_days(figure),
    }
}

fn by_days(figure: &Figure) -> Option<Name> {
    let named = figure.period.as_ref()?;
    Some(named.period().map(|period| (period.start, period.end)).ok_or_else(|| fold(&named.text)))
}

fn period(figure: &Figure) -> Option<Period> {
    figure.period.as_ref()?.period()
}

/// Whether it is that figure, wherever it was read.
fn same(one: &Figure, other: &Figure) -> bool {
    let what = |figure: &Figure| {
        let quantity = &figure.quantity;
        (figure.kind, quantity.value, quantity.unit.clone(), figure.measure.clone(), figure.subject.clone())
    };
    what(one) == what(other)
}
