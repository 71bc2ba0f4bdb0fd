//! What exports, imports and both together give of each other.

use super::{Derived, LOOKED_BACK};
use crate::figure::{Bound, Figure, FigureKind, quantity::Quantity};

/// Whether `figure` is an amount of money that `trade` is told of: 出口, 进口, 进出口.
fn is_trade(figure: &Figure, trade: &str) -> bool {
    figure.kind == FigureKind::Level
        && figure.quantity.unit.dimension.starts_with("money")
        && figure.quantity.max.is_none()
        && !figure.target
        && figure.measure.as_deref().is_some_and(|measure| measure.starts_with(trade))
}

/// Whether two amounts are of one subject, place, time and unit.
fn goes_with(one: &Figure, other: &Figure) -> bool {
    let when = |figure: &Figure| figure.period.as_ref().map(|period| period.when);
    (&one.subject, &one.place, when(one)) == (&other.subject, &other.place, when(other))
        && one.quantity.unit == other.quantity.unit
}

/// 出口20亿元，进口12亿元 → 贸易顺差 8亿元.
pub(super) fn balance(text: &str, figures: &[Figure], number: usize) -> Option<Derived> {
    let out = Some(&figures[number]).filter(|out| is_trade(out, "出口"))?;
    let other = (number + 1..figures.len()).take(LOOKED_BACK).find(|&at| is_trade(&figures[at], "进口"))?;
    let into = Some(&figures[other]).filter(|into| goes_with(out, into))?;
    let falls = out.quantity.value < into.quantity.value;
    let (more, less) = if falls { (into, out) } else { (out, into) };
    let measure = if falls { "贸易逆差" } else { "贸易顺差" };
    subtracted(text, (more, less), into, measure, vec![number, other])
}

/// 进出口32亿元，其中出口20亿元 → 进口 12亿元, where that is not told.
pub(super) fn other_half(text: &str, figures: &[Figure], number: usize) -> Option<Derived> {
    let whole = Some(&figures[number]).filter(|whole| is_trade(whole, "进出口"))?;
    let near = || (number + 1..figures.len()).take(LOOKED_BACK).filter(|&at| goes_with(whole, &figures[at]));
    let told = |trade: &str| near().find(|&at| is_trade(&figures[at], trade));
    let (part, measure) = match (told("出口"), told("进口")) {
        (Some(out), None) => (out, "进口"),
        (None, Some(into)) => (into, "出口"),
        _ => return None,
    };
    subtracted(text, (whole, &figures[part]), &figures[part], measure, vec![number, part])
}

/// The first less the second of two amounts, as a `measure`; `last` is the input that stands last.
fn subtracted(
    text: &str,
    (more, less): (&Figure, &Figure),
    last: &Figure,
    measure: &str,
    inputs: Vec<usize>,
) -> Option<Derived> {
    let value = more.quantity.value.checked_sub(less.quantity.value)?;
    let quantity = Quantity { value, bound: Bound::of_result([more, less]), ..last.quantity.clone() };
    let (measure, direction, base) = (Some(measure.to_owned()), None, None);
    Some(Derived {
        figure: Figure { quantity, measure, direction, base, ..last.computed() },
        value,
        expression: format!("{} − {}", more.printed(text), less.printed(text)),
        inputs,
        by_share: false,
    })
}
