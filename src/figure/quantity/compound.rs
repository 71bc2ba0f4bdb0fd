//! What goes on behind a unit: 半 of `一吨半`, 三分 of `50元6角三分`, 九 of `三米九`.

use rust_decimal::Decimal;

use super::amount::Amount;
use crate::figure::{
    folded::Folded,
    number::{self, Form},
    unit,
};

/// Dimensions whose units are put together, the larger before the smaller.
const JOINED: [&str; 4] = ["money", "length", "mass", "time"];

/// Adds to `amount` what goes on behind it.
pub(super) fn extend(folded: &Folded<'_>, amount: &mut Amount) {
    if amount.is_bare() || amount.unit.symbol.is_some() || amount.high.is_some() {
        return;
    }
    if add_half(folded, amount).is_some() {
        return;
    }
    let mut scale = amount.unit.scale;
    while let Some(next) = smaller(folded, amount, scale) {
        let part = next.value.checked_mul(next.unit.scale).and_then(|part| part.checked_div(amount.unit.scale));
        let Some(value) = part.and_then(|part| amount.value.checked_add(part)) else { return };
        amount.value = value;
        amount.number.end = next.number.end;
        amount.end = next.end;
        scale = next.unit.scale;
    }
    let _ = add_tenths(folded, amount, scale);
}

/// 三成半, 一年半, 一个半小时.
fn add_half(folded: &Folded<'_>, amount: &mut Amount) -> Option<()> {
    let chars = folded.chars.as_slice();
    let at = amount.end;
    if chars.get(at) != Some(&'半') || amount.scale != Decimal::ONE || number::word_around(chars, at).is_some() {
        return None;
    }
    let counts_pieces = chars[amount.unit.at.clone()] == ['个'];
    let whole = unit::read(chars, at + 1).filter(|found| counts_pieces && found.dimension != "count");
    if let Some(found) = whole {
        amount.unit.at = at + 1..found.end;
        amount.unit.scale = found.scale;
        amount.unit.dimension = found.dimension;
        amount.end = found.end;
    } else if stands_free(chars, at + 1) {
        amount.end = at + 1;
    } else {
        return None;
    }
    amount.value = amount.value.checked_add(Decimal::new(5, 1))?;
    amount.number.end = at + 1;
    Some(())
}

/// 七成六, 三米九, 一块二, 三块零四: so many tenths of the last unit, whose scale is `scale`.
fn add_tenths(folded: &Folded<'_>, amount: &mut Amount, scale: Decimal) -> Option<()> {
    let chars = folded.chars.as_slice();
    let unit = chars.get(amount.end.checked_sub(1)?)?;
    let skipped = usize::from(chars.get(amount.end) == Some(&'零') && matches!(unit, '块' | '蚊'));
    let at = amount.end + skipped;
    if !matches!(unit, '成' | '米' | '块' | '毛' | '角' | '毫' | '蚊')
        || !matches!(chars.get(at)?, '一'..='龥')
        || amount.has_point
    {
        return None;
    }
    let digit = number::read(chars, at).filter(|digit| digit.end == at + 1 && digit.form == Form::Chinese)?;
    if !stands_free(chars, at + 1) || number::word_around(chars, at).is_some() {
        return None;
    }
    let places = if skipped == 1 { Decimal::new(1, 2) } else { Decimal::new(1, 1) };
    let part = digit.value.low()?.checked_mul(places)?.checked_mul(scale)?.checked_div(amount.unit.scale)?;
    amount.value = amount.value.checked_add(part)?;
    amount.number.end = at + 1;
    amount.end = at + 1;
    Some(())
}

/// The amount right behind `amount` in a smaller unit of the same dimension.
fn smaller(folded: &Folded<'_>, amount: &Amount, scale: Decimal) -> Option<Amount> {
    let chars = folded.chars.as_slice();
    let family = amount.unit.dimension.split('.').next()?;
    if !JOINED.contains(&family) || amount.unit.dimension.contains('/') {
        return None;
    }
    let at = amount.end + usize::from(matches!(chars.get(amount.end), Some('零' | '又')));
    let numeral = number::read(chars, at)?;
    let found = unit::read(chars, numeral.end)?;
    let fits = found.dimension == amount.unit.dimension && found.scale < scale && numeral.scale == Decimal::ONE;
    if !fits || numeral.value.high().is_some() {
        return None;
    }
    let mut next = Amount::new(at..numeral.end, numeral.value.low()?);
    next.unit.scale = found.scale;
    next.end = found.end;
    Some(next)
}

/// Whether no word goes on at `at`.
fn stands_free(chars: &[char], at: usize) -> bool {
    chars.get(at).is_none_or(|c| !c.is_alphanumeric() || "的到至和与或以左上之".contains(*c))
}
