//! What a share gives of a whole, a part or a plan: 总产值1000亿元，甲占35% → 甲 350亿元.

use rust_decimal::Decimal;

use super::{Derived, LOOKED_BACK, digits, significant};
use crate::figure::{
    Bound, Figure, FigureKind,
    quantity::Quantity,
    topic::{Topic, is_rate},
};

/// What a share in something is called.
pub(super) const SHARES: [&str; 4] = ["占比", "比重", "比例", "份额"];

/// So many digits of a result mean something at most.
const DIGITS: u32 = 4;

/// The share with that number in `figures`, as a part of one, and the amounts before it in its sentence, the nearest first.
fn share_of<'a>(
    text: &'a str,
    figures: &'a [Figure],
    number: usize,
) -> Option<(&'a Figure, Decimal, impl Iterator<Item = (usize, &'a Figure)>)> {
    let share = &figures[number];
    let of_hundred = share.quantity.unit.dimension == "ratio" && share.quantity.max.is_none();
    let rate = share.quantity.value.checked_mul(share.quantity.unit.scale)?;
    let is_share = share.kind == FigureKind::Share && of_hundred && rate > Decimal::ZERO && rate < Decimal::ONE;
    let amount =
        |figure: &Figure| matches!(figure.kind, FigureKind::Level | FigureKind::Count) && figure.quantity.max.is_none();
    let near = (number.saturating_sub(LOOKED_BACK)..number).rev().map(|at| (at, &figures[at]));
    let start = share.range().start;
    let in_sentence = move |figure: &Figure| !text[figure.range().end..start].contains(['。', '\n']);
    is_share.then(|| (share, rate, near.filter(move |(_, figure)| amount(figure) && in_sentence(figure))))
}

/// 甲增加值36.4亿元，占全市工业增加值的35% → 全市工业增加值 约104亿元.
pub(super) fn whole(text: &str, figures: &[Figure], number: usize) -> Option<Derived> {
    let (share, rate, mut amounts) = share_of(text, figures, number)?;
    let base = share.base.as_deref()?;
    let same = |part: &Figure| {
        (&part.subject, &part.measure, &part.place) == (&share.subject, &share.measure, &share.place)
            && part.target == share.target
    };
    let (of, part) = amounts.find(|(_, part)| same(part))?;
    let topic = Topic::named(&base.chars().collect::<Vec<_>>());
    let named = Figure {
        subject: topic.subject,
        measure: topic.measure.or_else(|| part.measure.clone()),
        place: topic.place.or_else(|| part.place.clone()),
        base: None,
        ..part.computed()
    };
    derived(text, (of, part), (number, share), (part.quantity.value.checked_div(rate)?, '÷'), named)
}

/// 总产值1000亿元，甲占35% → 甲 约350亿元.
pub(super) fn part(text: &str, figures: &[Figure], number: usize) -> Option<Derived> {
    let (share, rate, mut amounts) = share_of(text, figures, number)?;
    let said = share.measure.as_deref();
    let measure = said.filter(|measure| !SHARES.contains(measure));
    if measure.is_some_and(is_rate) {
        return None;
    }
    // 制造业投资 is of 工业投资, 水电占比 of what was told last.
    let of_it = |whole: &Figure| {
        let whole_measure = whole.measure.as_deref();
        measure.is_none_or(|measure| whole_measure.is_some_and(|whole| whole.ends_with(measure)))
    };
    let (of, whole) = amounts.next().filter(|(_, whole)| share.base.is_none() && of_it(whole))?;
    let parted = share.subject.is_some() && share.subject != whole.subject && share.place == whole.place;
    if !parted || whole.target || share.target {
        return None;
    }
    let named = Figure {
        subject: share.subject.clone(),
        measure: whole.measure.clone().or_else(|| whole.subject.clone()),
        period: share.period.clone(),
        base: None,
        ..whole.computed()
    };
    derived(text, (of, whole), (number, share), (whole.quantity.value.checked_mul(rate)?, '×'), named)
}

/// 计划投资232亿元，完成63.5% → 投资 约147亿元.
pub(super) fn done(text: &str, figures: &[Figure], number: usize) -> Option<Derived> {
    let (share, rate, mut amounts) = share_of(text, figures, number)?;
    let (of, plan) = amounts.find(|(_, plan)| plan.target)?;
    let between = &text[plan.range().end..share.range().start];
    let told = between.rsplit(['，', '；']).next().is_some_and(|clause| clause.contains("完成"));
    let same = (&plan.subject, &plan.measure, &plan.place) == (&share.subject, &share.measure, &share.place);
    if !told || !same {
        return None;
    }
    let named = Figure { target: false, period: share.period.clone(), base: None, ..plan.computed() };
    derived(text, (of, plan), (number, share), (plan.quantity.value.checked_mul(rate)?, '×'), named)
}

/// What `amount` and `share` give together by `sign`: `exact`, as far as the amount's digits bear it, of what is `named`.
fn derived(
    text: &str,
    (of, amount): (usize, &Figure),
    (number, share): (usize, &Figure),
    (exact, sign): (Decimal, char),
    named: Figure,
) -> Option<Derived> {
    let value = significant(exact, digits(amount.quantity.value).min(DIGITS))?;
    let quantity = Quantity {
        value,
        bound: Bound::About,
        range: share.quantity.range.clone(),
        number: share.quantity.number.clone(),
        ..amount.quantity.clone()
    };
    Some(Derived {
        figure: Figure { quantity, ..named },
        value,
        expression: format!("{} {sign} {}", amount.printed(text), share.printed(text)),
        inputs: vec![of, number],
        by_share: true,
    })
}
