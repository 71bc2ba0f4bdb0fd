//! What parts against each other give of the whole: 三次产业结构为4:50:46 → 第三产业占比 46%.

use rust_decimal::Decimal;

use super::Derived;
use crate::figure::{
    Bound, Figure, FigureKind,
    quantity::{Quantity, Role, Unit},
};

/// What the three parts of an economy are called, as they are told in order.
const INDUSTRIES: [&str; 3] = ["第一产业", "第二产业", "第三产业"];

/// What such parts are parts of.
const WHOLE: &str = "生产总值";

/// Whether `text` names one of the three alone.
pub fn names_one_industry(text: &str) -> bool {
    INDUSTRIES.iter().filter(|industry| text.contains(**industry)).count() == 1
}

/// The share of each industry that the figure with that number in `figures` of `text` tells of.
pub(super) fn industries(text: &str, figures: &[Figure], number: usize) -> Vec<Derived> {
    shares(text, figures, number).unwrap_or_default()
}

fn shares(text: &str, figures: &[Figure], number: usize) -> Option<Vec<Derived>> {
    let proportion = &figures[number];
    let named = |name: &Option<String>| name.as_deref().is_some_and(|name| name.contains("产业"));
    let of_industries = named(&proportion.subject) || named(&proportion.measure);
    if proportion.quantity.role != Role::Proportion || !of_industries || proportion.is_left(text) {
        return None;
    }
    let parts: Vec<&str> = text[proportion.quantity.number.clone()].split([':', '：', '∶']).map(str::trim).collect();
    let values: Vec<Decimal> = parts.iter().map(|part| part.parse().ok()).collect::<Option<_>>()?;
    let sum: Decimal = values.iter().sum();
    let unit = Unit::named("%")?;
    if values.len() != INDUSTRIES.len() || sum <= Decimal::ZERO {
        return None;
    }
    let share = |(industry, value): (&str, &Decimal)| {
        let share = value.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(sum)?.round_dp(value.scale());
        let quantity = Quantity {
            value: share,
            max: None,
            unit: unit.clone(),
            bound: if sum == Decimal::ONE_HUNDRED { Bound::Exact } else { Bound::About },
            role: Role::Amount,
            ..proportion.quantity.clone()
        };
        Some(Derived {
            figure: Figure {
                quantity,
                kind: FigureKind::Share,
                subject: Some(industry.to_owned()),
                measure: Some("占比".to_owned()),
                base: Some(WHOLE.to_owned()),
                ..proportion.computed()
            },
            value: share,
            expression: format!("{value} ÷ ({})", parts.join(" + ")),
            inputs: vec![number],
            by_share: true,
        })
    };
    INDUSTRIES.into_iter().zip(&values).map(share).collect()
}
