//! Fractions: `三分之一`, `一又二分之一`, `3/5`.

use rust_decimal::Decimal;

use super::numeral::{self, Numeral};

/// A fraction that stands in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::figure) struct Fraction {
    /// The character behind it.
    pub(in crate::figure) end: usize,
    /// Rounded where it has no end: `三分之一`.
    pub(in crate::figure) value: Decimal,
}

/// The fraction in words whose first numeral is `first`.
pub(in crate::figure) fn behind(chars: &[char], first: &Numeral) -> Option<Fraction> {
    if chars.get(first.end) == Some(&'又') {
        let part = numeral::read(chars, first.end + 1).and_then(|below| parts(chars, &below))?;
        return Some(Fraction { value: total(first)?.checked_add(part.value)?, ..part });
    }
    parts(chars, first)
}

/// The fraction with a stroke whose first numeral is `first`: `3/5`, `1 4/3`.
pub(super) fn with_stroke(chars: &[char], first: &Numeral) -> Option<Fraction> {
    let next = |at: usize| numeral::read(chars, at).filter(|numeral| chars[at].is_ascii_digit() && !numeral.has_point);
    let is_stroke = |at: usize| chars.get(at) == Some(&'/') && chars.get(at + 1).is_some_and(char::is_ascii_digit);
    let divided = |above: &Numeral, below: &Numeral| {
        let ends = !is_stroke(below.end);
        ends.then(|| total(above)?.checked_div(total(below)?)).flatten()
    };
    if is_stroke(first.end) {
        let below = next(first.end + 1)?;
        return Some(Fraction { end: below.end, value: divided(first, &below)? });
    }
    if chars.get(first.end) == Some(&' ') && chars.get(first.end + 1).is_some_and(char::is_ascii_digit) {
        let above = next(first.end + 1).filter(|above| is_stroke(above.end))?;
        let below = next(above.end + 1)?;
        let value = total(first)?.checked_add(divided(&above, &below)?)?;
        return Some(Fraction { end: below.end, value });
    }
    None
}

fn parts(chars: &[char], below: &Numeral) -> Option<Fraction> {
    let rest = chars.get(below.end..).unwrap_or_default();
    let sign = if matches!(rest, ['分', '之', '负', ..]) { Decimal::NEGATIVE_ONE } else { Decimal::ONE };
    let skipped = match rest {
        ['分', '之', '负', ..] => 3,
        ['分', '之', ..] => 2,
        // Cantonese leaves 之 out: 四分一.
        ['分' | '份', '一', next, ..]
            if !next.is_numeric()
                && numeral::read(chars, below.end + 1).is_some_and(|above| above.end == below.end + 2) =>
        {
            1
        }
        ['分' | '份', '一'] => 1,
        _ => return None,
    };
    let above = numeral::read(chars, below.end + skipped)?;
    let value = sign * total(&above)?.checked_div(total(below)?)?;
    Some(Fraction { end: above.end, value })
}

fn total(numeral: &Numeral) -> Option<Decimal> {
    numeral.value.low()?.checked_mul(numeral.scale)
}
