//! Ranges: `17℃至19℃`, `1—2个`, `20%-30%`, `10与20之间`.

use rust_decimal::Decimal;

use super::{Measured, Role, amount, amount::Amount, bound, calendar};
use crate::figure::{Bound, code, folded::Folded, number::Form};

/// The range that `low` begins. An error, with where to look next, where what follows makes a date of it.
pub(super) fn read(folded: &Folded<'_>, low: &Amount) -> Result<Option<Measured>, usize> {
    let chars = folded.chars.as_slice();
    if let Some(next) = bound::joint(chars, low.end) {
        let signed = next + usize::from(matches!(chars.get(next), Some('-' | '−')));
        let Some(high) = upper(folded, signed) else { return Ok(None) };
        if let Some(end) = calendar::end(chars, &high) {
            // 2019-2022年 and 1-4月: the first is of the date, too.
            return if low.is_bare() { Err(end) } else { Ok(None) };
        }
        return Ok(if is_change_to(chars, low, &high) { None } else { joined(low, high) });
    }
    let between = bound::joint_between(chars, low.end).and_then(|next| {
        let mut high = upper(folded, next)?;
        if chars[high.unit.at.clone()] == ['间'] && low.is_bare() {
            // 10与20间 tells of no rooms.
            high = Amount { end: high.unit.at.start, ..Amount::new(high.number, high.value) };
        }
        let end = bound::between_end(chars, high.end)?;
        let mut measured = joined(low, high)?;
        measured.range.end = end;
        Some(measured)
    });
    Ok(between)
}

/// Whether the second number is what a change by the first came to: 上涨8元/吨至784元/吨.
fn is_change_to(chars: &[char], low: &Amount, high: &Amount) -> bool {
    /// A range that is told of a change spans less.
    const TIMES: Decimal = Decimal::TEN;
    const CHANGES: [&str; 10] = ["上调", "下调", "提高", "增加", "减少", "回落", "涨", "跌", "升", "降"];
    let before: String = chars[low.start.saturating_sub(3)..low.start].iter().collect();
    let before = before.strip_suffix('了').unwrap_or(&before);
    let changes = CHANGES.iter().any(|word| before.ends_with(word));
    let same = !low.is_bare()
        && low.unit.dimension == high.unit.dimension
        && low.unit.scale == high.unit.scale
        && !matches!(high.unit.dimension, "ratio" | "points");
    changes && same && high.value >= low.value * TIMES
}

/// 百 or 千 where it is of both numbers: 两到三千.
fn shared_scale(low: Decimal, high: Decimal) -> Option<Decimal> {
    [100, 1000].map(Decimal::from).into_iter().find(|scale| {
        let lead = high / scale;
        lead.fract().is_zero() && lead < Decimal::TEN && low < lead && lead - low <= Decimal::TWO
    })
}

fn upper(folded: &Folded<'_>, at: usize) -> Option<Amount> {
    let chars = folded.chars.as_slice();
    let starts = chars.get(at).is_some_and(|&c| amount::can_start(c));
    if !starts || code::dotted_end(chars, at).is_some() {
        return None;
    }
    amount::read(folded, at)
}

/// Both as one, in the unit of the upper end.
fn joined(low: &Amount, mut high: Amount) -> Option<Measured> {
    let mut value = low.value;
    if high.is_bare() && low.unit.symbol.is_some() {
        // 百分之三十到四十.
        high.unit = low.unit.clone();
    } else if low.is_bare() {
        if value > high.value {
            // 8500到3万: the scale is of the second alone.
            value = value.checked_div(high.scale)?;
        } else if low.form == Form::Chinese
            && let Some(shared) = shared_scale(value, high.value)
        {
            value = value.checked_mul(shared)?;
        }
    } else if low.unit.scale != high.unit.scale || low.unit.dimension != high.unit.dimension {
        let alike = low.unit.dimension == high.unit.dimension;
        if !(alike || low.unit.dimension.is_empty()) || high.is_bare() {
            return None;
        }
        // 8000万到1亿元: what is left out of the lower end is the unit alone.
        let own =
            if alike { low.unit.scale } else { low.scale.checked_mul(high.unit.scale)?.checked_div(high.scale)? };
        value = value.checked_mul(own)?.checked_div(high.unit.scale)?;
    }
    let most = high.high.unwrap_or(high.value);
    if value >= most {
        return None;
    }
    let range = low.start..high.end;
    high.number.start = low.number.start;
    high.start = low.start;
    high.value = value;
    Some(Measured { range, amount: high, max: Some(most), bound: Bound::Range, role: Role::Amount })
}
