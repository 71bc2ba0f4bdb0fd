//! 翻番 and 翻两番: twice and four times as much.

use rust_decimal::Decimal;

use super::{Measured, Role, amount::Amount};
use crate::figure::number;

/// More doublings than these nobody writes.
const MOST: u32 = 10;

/// The multiple that 翻 at `at` begins.
pub(super) fn read(chars: &[char], at: usize) -> Option<Measured> {
    let from = at + 1 + usize::from(chars.get(at + 1) == Some(&'了'));
    let numeral = number::read(chars, from).filter(|numeral| chars.get(numeral.end) == Some(&'番'));
    let (times, end) = match numeral {
        Some(numeral) => (u32::try_from(numeral.value.low()?).ok()?, numeral.end + 1),
        None if chars.get(from) == Some(&'番') => (1, from + 1),
        None => return None,
    };
    let value = Decimal::from(2_u32.checked_pow(times).filter(|_| times <= MOST)?);
    let mut amount = Amount::new(at..end, value);
    amount.unit.symbol = Some("倍");
    amount.unit.dimension = "ratio";
    Some(Measured::new(amount, Role::Amount))
}
