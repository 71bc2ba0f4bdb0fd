//! Numbers without a unit: which of them are quantities.

use super::{Measured, amount::Amount};
use crate::figure::{Bound, number::Form};

/// Whether a number without a unit says how much: an index (`99.5`), a coefficient (`由3.27缩小至2.93`), or what a
/// bound marks (`超过300`). A numeral in characters is a word more often.
pub(super) fn is_quantity(chars: &[char], measured: &Measured) -> bool {
    let amount = &measured.amount;
    match amount.form {
        _ if measured.bound == Bound::Range => amount.has_point || !has_hyphen(chars, amount),
        _ if measured.bound != Bound::Exact => !is_code(chars, amount),
        Form::Digits => !is_code(chars, amount) && (amount.has_point || !is_name(chars, amount)),
        Form::Chinese => amount.has_point,
        Form::Spelled => false,
    }
}

/// 1-6 without a unit is a score or a place in a book.
fn has_hyphen(chars: &[char], amount: &Amount) -> bool {
    chars[amount.number.clone()].iter().any(|c| matches!(c, '-' | '—' | '–' | '―' | '−'))
}

/// A year, a phone number, a code, an enumerator.
fn is_code(chars: &[char], amount: &Amount) -> bool {
    let before = amount.start.checked_sub(1).map(|before| chars[before]);
    let next = chars.get(amount.end);
    if next.is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '_' | '号')) {
        return true;
    }
    let enumerates =
        matches!(next, Some('.' | '、' | ')')) && before.is_none_or(|c| matches!(c, '\n' | '(' | ' ' | '。' | ';'));
    let named = before.is_some_and(|c| "表图注附款章节".contains(c)) || (before == Some('[') && next == Some(&']'));
    if amount.has_point {
        return false;
    }
    let digits = &chars[amount.number.clone()];
    let digits = digits.strip_prefix(&['-']).unwrap_or(digits);
    let has_comma = digits.contains(&',');
    let leads_with_zero = digits.len() > 1 && digits[0] == '0';
    let is_year = matches!(digits, ['1', '8' | '9', _, _] | ['2', '0' | '1', _, _]);
    let is_long = amount.whole >= 11 && !has_comma;
    leads_with_zero || is_year || is_long || enumerates || named
}

/// A whole number with a noun right behind it names: 500强, 211工程. After 为, 达 or 至 it is a value.
fn is_name(chars: &[char], amount: &Amount) -> bool {
    let before = amount.start.checked_sub(1).map(|before| chars[before]);
    let noun =
        chars.get(amount.end).is_some_and(|c| c.is_alphanumeric() && !"的和与至到上下提降升增减为、".contains(*c));
    noun && !before.is_some_and(|c| "为达至到由从是有共计".contains(c))
}
