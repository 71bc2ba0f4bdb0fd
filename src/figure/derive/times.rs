//! What figures of one thing at several times give together: how much it changed in a year, and all of it in several
//! months.

use rust_decimal::Decimal;

use super::{Derived, SIDE_BY_SIDE};
use crate::figure::{
    Against, Bound, Direction, Figure, FigureKind, NamedPeriod,
    period::When,
    quantity::{Quantity, Unit},
};

/// 本季度为2亿元，上季度为3亿元，去年同期为2.5亿元 → 0.5亿元 and 20% less than a year before.
pub(super) fn since_the_year_before(text: &str, figures: &[Figure], number: usize) -> Vec<Derived> {
    let then = &figures[number];
    let level = |figure: &Figure| matches!(figure.kind, FigureKind::Level | FigureKind::Count | FigureKind::Share);
    let before_now = |text: &str| text.ends_with("年同期") || matches!(text, "去年" | "上年" | "上一年");
    let Some(before) = then.period.as_ref().filter(|period| before_now(&period.text) && level(then)) else {
        return Vec::new();
    };
    let is_now = |now: &Figure| {
        let a_year_later = now.period.as_ref().is_some_and(|period| period.when == before.when.years_later(1));
        let same = (&now.measure, &now.subject, &now.place) == (&then.measure, &then.subject, &then.place);
        a_year_later && same && level(now) && now.quantity.unit == then.quantity.unit && now.quantity.max.is_none()
    };
    let now = (number.saturating_sub(SIDE_BY_SIDE)..number).rev().find(|&of| is_now(&figures[of]));
    let Some((of, now)) = now.map(|of| (of, &figures[of])).filter(|_| then.quantity.max.is_none()) else {
        return Vec::new();
    };
    let derived = |value: Decimal, unit: Unit, kind: FigureKind, expression: String| {
        let bound = if kind == FigureKind::Growth { Bound::About } else { Bound::of_result([then, now]) };
        let direction = if value.is_sign_negative() { Direction::Down } else { Direction::Up };
        let quantity = Quantity { value: value.abs(), bound, unit, ..now.quantity.clone() };
        Derived {
            figure: Figure {
                quantity,
                kind,
                direction: Some(direction),
                base: Some(format!("比{}", before.text)),
                against: Some(Against::at(before.clone())),
                ..now.computed()
            },
            value: value.abs(),
            expression,
            inputs: vec![of, number],
            by_share: false,
        }
    };
    let (new, old) = (now.quantity.value, then.quantity.value);
    let printed = [now, then].map(|figure| figure.printed(text));
    let points = Unit::named("个百分点").filter(|_| now.quantity.unit.dimension == "ratio");
    let apart = new.checked_sub(old).map(|apart| {
        let unit = points.unwrap_or_else(|| now.quantity.unit.clone());
        derived(apart, unit, FigureKind::Difference, printed.join(" − "))
    });
    let times = new.checked_div(old).filter(|_| now.kind != FigureKind::Share);
    let rate = times.and_then(|times| times.checked_sub(Decimal::ONE)?.checked_mul(Decimal::ONE_HUNDRED));
    let growth = rate.zip(Unit::named("%")).map(|(rate, unit)| {
        derived(rate.round_dp(1), unit, FigureKind::Growth, format!("{} − 1", printed.join(" ÷ ")))
    });
    apart.into_iter().chain(growth).collect()
}

/// What measures end in that add up over time, and such among them as do not.
const FLOWS: [&str; 11] = ["产量", "销量", "货量", "运量", "电量", "装卸量", "额", "产值", "收入", "票房", "人次"];
const STATES: [&str; 3] = ["余额", "差额", "人均收入"];

/// 前三个月销量分别为3万辆、1万辆、2万辆 → 6万辆 in all: those of the months up to figure `number`, which is the last of them.
pub(super) fn in_all(text: &str, figures: &[Figure], number: usize) -> Option<Derived> {
    let last = &figures[number];
    let months = |figure: &Figure| figure.period.as_ref().map(|period| period.when).filter(When::is_month);
    let follows = |one: &Figure, next: &Figure| {
        let same = (&one.measure, &one.subject, &one.place) == (&next.measure, &next.subject, &next.place);
        let joined = (one.kind, &one.quantity.unit) == (next.kind, &next.quantity.unit);
        let month_later = months(one).zip(months(next)).is_some_and(|(one, next)| next.month_before() == Some(one));
        same && joined && month_later && one.quantity.max.is_none()
    };
    let ends = |words: &[&str]| {
        last.measure.as_deref().is_some_and(|measure| words.iter().any(|word| measure.ends_with(word)))
    };
    let adds = ends(&FLOWS) && !ends(&STATES);
    let amount = matches!(last.kind, FigureKind::Level | FigureKind::Count) && last.quantity.max.is_none();
    let goes_on = figures.get(number + 1).is_some_and(|next| follows(last, next));
    if !adds || !amount || goes_on {
        return None;
    }
    let mut first = number;
    while first > 0 && follows(&figures[first - 1], &figures[first]) {
        first -= 1;
    }
    let parts = &figures[first..=number];
    let (from, to) = (parts.first()?.period.as_ref()?, last.period.as_ref()?);
    let sum = parts.iter().try_fold(Decimal::ZERO, |sum, part| sum.checked_add(part.quantity.value))?;
    let quantity = Quantity { value: sum, bound: Bound::of_result(parts), ..last.quantity.clone() };
    let period =
        NamedPeriod { text: format!("{}至{}", from.text, to.text), when: When { last: to.when.last, ..from.when } };
    (first < number).then(|| Derived {
        figure: Figure {
            quantity,
            period: Some(period),
            direction: None,
            base: None,
            against: None,
            ..last.computed()
        },
        value: sum,
        expression: parts.iter().map(|part| part.printed(text)).collect::<Vec<_>>().join(" + "),
        inputs: (first..=number).collect(),
        by_share: false,
    })
}
