//! Numbers as texts write them: digits, Chinese numerals and both mixed.

mod digits;
pub(super) mod fraction;
mod lanes;
mod numeral;
mod words;

use std::ops::Range;

use rust_decimal::Decimal;

use super::{code, folded::Folded};

pub(super) use numeral::{Form, Numeral, read};
pub(super) use words::word_around;

/// A number in a text, whatever it counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number {
    /// Where it stands, in bytes.
    pub range: Range<usize>,
    /// Its value, the lower one of two neighbours (`三五百`).
    pub value: Decimal,
    /// The upper one of two neighbours.
    pub max: Option<Decimal>,
    /// Whether it is said to be more: `十几万`.
    pub more: bool,
}

/// The numbers of `text`, in order and apart from each other: all of them, those of dates and names, too, but not what
/// only holds a numeral (`统一`, `四川`). Time is linear in the text.
pub fn numbers(text: &str) -> Vec<Number> {
    let folded = Folded::new(text);
    let chars = folded.chars.as_slice();
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        at = if !can_start(chars[at]) {
            code::link_end(chars, at).unwrap_or(at + 1)
        } else if let Some(end) = word_around(chars, at).or_else(|| code::glued_end(chars, at)) {
            end
        } else {
            let (number, end) = number_at(&folded, at);
            found.extend(number);
            end
        };
    }
    found
}

/// The number that begins at `at`, if there is one, and where to look next.
fn number_at(folded: &Folded<'_>, at: usize) -> (Option<Number>, usize) {
    let chars = folded.chars.as_slice();
    let negative = chars[at] == '负';
    let start = at + usize::from(negative);
    let start = start + usize::from(negative && chars.get(start) == Some(&' '));
    let Some(numeral) = read(chars, start) else { return (None, at + 1) };
    let minus = negative || is_minus(chars, start);
    let from = if negative { at } else { start - usize::from(minus) };
    let signed = |value: Decimal| if minus { -value } else { value };
    let number = |end, low: Decimal, high: Option<Decimal>| Number {
        range: folded.bytes(&(from..end)),
        value: signed(low),
        max: high.map(signed),
        more: numeral.more,
    };
    if let Some(fraction) = fraction::behind(chars, &numeral).or_else(|| fraction::with_stroke(chars, &numeral)) {
        return (Some(number(fraction.end, fraction.value, None)), fraction.end);
    }
    let (end, suffix) =
        suffix(folded, numeral.end).filter(|_| numeral.form == Form::Digits).unwrap_or((numeral.end, Decimal::ONE));
    let total = |value: Decimal| value.checked_mul(numeral.scale)?.checked_mul(suffix);
    let low = numeral.value.low().and_then(total);
    (low.map(|low| number(end, low, numeral.value.high().and_then(total))), end)
}

/// Whether a number can begin with `c`.
pub(super) fn can_start(c: char) -> bool {
    c.is_ascii_digit() || c == '.' || numeral::can_start(c) || c == '负'
}

/// Whether the digit at `at` has a minus before it: `-22.5%`, but neither `1-2月` nor `A-5`.
pub(super) fn is_minus(chars: &[char], at: usize) -> bool {
    let Some(sign) = at.checked_sub(1) else { return false };
    let opens = |c: char| !c.is_ascii_alphanumeric() && !"年月日号%)]-—−–~元个万亿".contains(c);
    matches!(chars[sign], '-' | '−')
        && matches!(chars.get(at), Some('0'..='9' | '.'))
        && sign.checked_sub(1).is_none_or(|before| opens(chars[before]))
}

/// The end and the worth of a letter that stands for a scale: k, and M and G as capitals.
pub(super) fn suffix(folded: &Folded<'_>, at: usize) -> Option<(usize, Decimal)> {
    if folded.chars.get(at + 1).is_some_and(char::is_ascii_alphanumeric) {
        return None;
    }
    let power = match folded.chars.get(at)? {
        'k' => 1_000,
        'm' if folded.is_capital(at) => 1_000_000,
        'g' if folded.is_capital(at) => 1_000_000_000,
        _ => return None,
    };
    Some((at + 1, Decimal::from(power)))
}
