//! Numbers as texts write them: digits, Chinese numerals and both mixed.

mod digits;
pub(super) mod fraction;
mod lanes;
mod numeral;
mod words;

use std::ops::Range;

use rust_decimal::Decimal;

use super::{code, folded::Folded, unit};

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
        let next = if !can_start(chars[at]) && chars[at] != '半' {
            code::link_end(chars, at).unwrap_or(at + 1)
        } else if let Some(end) = word_around(chars, at).or_else(|| code::glued_end(chars, at)) {
            end
        } else {
            let (number, end) = number_at(&folded, at);
            found.extend(number);
            end
        };
        at = next.max(at + 1);
    }
    found
}

/// The number that begins at `at`, if there is one, and where to look next.
fn number_at(folded: &Folded<'_>, at: usize) -> (Option<Number>, usize) {
    let chars = folded.chars.as_slice();
    let skipped = match chars[at..] {
        ['半', ..] => return half(folded, at),
        ['零', '下', ..] | ['负', ' ', ..] => 2,
        ['负', ..] => 1,
        _ => 0,
    };
    let start = at + skipped;
    let negative = skipped > 0
        || chars[..start].ends_with(&['负', '百', '分', '之'])
        || chars[..start].ends_with(&['负', '的', '百', '分', '之']);
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
    let (end, suffix) = suffix(folded, numeral.end)
        .or_else(|| exponent(chars, numeral.end))
        .filter(|_| numeral.form == Form::Digits)
        .unwrap_or((numeral.end, Decimal::ONE));
    let total = |value: Decimal| value.checked_mul(numeral.scale)?.checked_mul(suffix);
    let low = numeral.value.low().and_then(total);
    (low.map(|low| number(end, low, numeral.value.high().and_then(total))), end)
}

/// 半 where a unit follows: `半斤`; that of `一个半` says no number of its own.
fn half(folded: &Folded<'_>, at: usize) -> (Option<Number>, usize) {
    if folded.chars.get(at + 1) == Some(&'百') {
        let number = Number { range: folded.bytes(&(at..at + 2)), value: Decimal::from(50), max: None, more: false };
        return (Some(number), at + 2);
    }
    let goes_on = at > 0 && "个年天月里斤吨米点时成周".contains(folded.chars[at - 1]);
    let found = (!goes_on && unit::end(&folded.chars, at + 1).is_some()).then(|| Number {
        range: folded.bytes(&(at..at + 1)),
        value: Decimal::new(5, 1),
        max: None,
        more: false,
    });
    (found, at + 1)
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

/// The end and the worth of a power of ten: e5 of `2e5`.
fn exponent(chars: &[char], at: usize) -> Option<(usize, Decimal)> {
    if chars.get(at) != Some(&'e') {
        return None;
    }
    let digits = at + 1 + usize::from(chars.get(at + 1) == Some(&'-'));
    let end = digits + chars.get(digits..)?.iter().take(3).take_while(|c| c.is_ascii_digit()).count();
    let power: u32 = chars[digits..end].iter().collect::<String>().parse().ok()?;
    let is_word = chars.get(end).is_some_and(char::is_ascii_alphanumeric);
    let worth =
        if digits == at + 1 { Decimal::from(10_u64.checked_pow(power)?) } else { Decimal::try_new(1, power).ok()? };
    (!is_word).then_some((end, worth))
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

#[cfg(test)]
mod tests;
