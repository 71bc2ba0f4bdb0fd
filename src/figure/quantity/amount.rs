//! A number and its unit, without what bounds it.

use std::ops::Range;

use rust_decimal::Decimal;

use crate::figure::{
    folded::Folded,
    number::{self, Form, Numeral},
    unit,
};

/// What is known of a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct UnitFound {
    pub(super) scale: Decimal,
    pub(super) dimension: &'static str,
    /// How it is written, where that is not what is printed: `%` for 百分之.
    pub(super) symbol: Option<&'static str>,
}

/// A number with its unit, in characters.
#[derive(Debug, Clone)]
pub(super) struct Amount {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) number: Range<usize>,
    /// Beside the scale of the unit.
    pub(super) value: Decimal,
    /// The upper one of two neighbours.
    pub(super) high: Option<Decimal>,
    /// Where the unit stands, with its scale.
    pub(super) unit_at: Range<usize>,
    pub(super) unit: UnitFound,
    /// The scale of the number alone.
    pub(super) scale: Decimal,
    pub(super) more: bool,
    pub(super) in_digits: bool,
    pub(super) has_point: bool,
    pub(super) whole: usize,
}

/// Whether a number can begin with `c`.
pub(super) fn can_start(c: char) -> bool {
    matches!(
        c,
        '0'..='9'
            | '第'
            | '半'
            | '数'
            | '几'
            | '上'
            | '负'
            | '一'
            | '二'
            | '三'
            | '四'
            | '五'
            | '六'
            | '七'
            | '八'
            | '九'
            | '十'
            | '百'
            | '千'
            | '两'
            | '零'
            | '〇'
            | '壹'
            | '贰'
            | '叁'
            | '参'
            | '肆'
            | '伍'
            | '陆'
            | '柒'
            | '捌'
            | '玖'
            | '拾'
            | '佰'
            | '仟'
            | '万'
    )
}

/// The amount that begins at `at`.
pub(super) fn read(folded: &Folded<'_>, at: usize) -> Option<Amount> {
    let chars = folded.chars.as_slice();
    match chars[at] {
        '半' => return half(folded, at),
        '数' | '几' | '上' => return vague(folded, at),
        '零' if chars.get(at + 1) == Some(&'下') => {
            let mut amount = read(folded, at + 2)?;
            amount.value = -amount.value;
            amount.start = at;
            return Some(amount);
        }
        _ => {}
    }
    let start = at;
    let is_negative = chars[at] == '负';
    let at = at + usize::from(is_negative);
    if let Some(amount) = parts(folded, start, at, is_negative) {
        return Some(amount);
    }
    let numeral = number::read(chars, at)?;
    let sign = if is_negative || minus(chars, at) { Decimal::NEGATIVE_ONE } else { Decimal::ONE };
    let start = if is_negative || sign == Decimal::ONE { start } else { at - 1 };
    with_unit(folded, start, &numeral, sign)
}

/// Whether the digit at `at` has a minus before it: `-22.5%`, but neither `1-2月` nor `A-5`.
fn minus(chars: &[char], at: usize) -> bool {
    at > 0
        && matches!(chars[at - 1], '-' | '−')
        && chars[at].is_ascii_digit()
        && at.checked_sub(2).is_none_or(|before| {
            let c = chars[before];
            !(c.is_ascii_alphanumeric() || "年月日号%)]-—元个万亿".contains(c))
        })
}

fn with_unit(folded: &Folded<'_>, start: usize, numeral: &Numeral, sign: Decimal) -> Option<Amount> {
    let chars = folded.chars.as_slice();
    let value = numeral.value.low()? * sign;
    let mut end = numeral.end;
    let mut unit = UnitFound { scale: numeral.scale, dimension: "", symbol: None };
    let mut unit_end = numeral.end;
    let at = skip_spaces(chars, numeral.end);
    // 两个亿元.
    let (at, scale) = match (chars.get(at), chars.get(at + 1)) {
        (Some('个'), Some('亿')) => (at + 2, Decimal::from(100_000_000)),
        _ => (at, Decimal::ONE),
    };
    if scale != Decimal::ONE {
        unit.scale = unit.scale.checked_mul(scale)?;
        unit_end = at;
        end = at;
    }
    if let Some(found) = unit::read(chars, at).filter(|found| fits(folded, at, found.end)) {
        unit.scale = unit.scale.checked_mul(found.scale)?;
        unit.dimension = found.dimension;
        unit_end = found.end;
        end = found.end;
    }
    Some(Amount {
        start,
        end,
        number: start..numeral.scale_at,
        value,
        high: numeral.value.high().map(|high| high * sign),
        unit_at: numeral.scale_at..unit_end,
        unit,
        scale: numeral.scale,
        more: numeral.more,
        in_digits: numeral.form == Form::Digits,
        has_point: numeral.has_point,
        whole: numeral.whole,
    })
}

/// A capital letter alone is a unit for few: 5G, 4K and 3D are names.
fn fits(folded: &Folded<'_>, at: usize, end: usize) -> bool {
    let is_capital = folded.is_capital(at);
    end > at + 1 || !is_capital || matches!(folded.chars[at], 'w' | 'v' | 'l' | 'p' | 'j')
}

fn skip_spaces(chars: &[char], at: usize) -> usize {
    let spaces = chars[at..].iter().take(4).take_while(|&&c| c == ' ').count();
    at + spaces
}

/// 百分之七十, 三分之一.
fn parts(folded: &Folded<'_>, start: usize, at: usize, is_negative: bool) -> Option<Amount> {
    let chars = folded.chars.as_slice();
    let rest = &chars[at..];
    let (symbol, scale) = match rest {
        ['百' | '佰', '分', '之', ..] => ("%", Decimal::new(1, 2)),
        ['千' | '仟', '分', '之', ..] => ("‰", Decimal::new(1, 3)),
        ['万', '分', '之', ..] => ("‱", Decimal::new(1, 4)),
        _ => return fraction(folded, start, at, is_negative),
    };
    let inner = at + 3;
    let below = chars.get(inner) == Some(&'负');
    let inner = inner + usize::from(below);
    let (value, high, end, in_digits, more) = match number::read(chars, inner) {
        Some(numeral) => {
            let total = |value: Option<Decimal>| value.and_then(|value| value.checked_mul(numeral.scale));
            (
                total(numeral.value.low())?,
                total(numeral.value.high()),
                numeral.end,
                numeral.form == Form::Digits,
                numeral.more,
            )
        }
        None if matches!(chars.get(inner), Some('百')) => (Decimal::ONE_HUNDRED, None, inner + 1, false, false),
        None => return None,
    };
    let value = if is_negative || below { -value } else { value };
    let unit = UnitFound { scale, dimension: "ratio", symbol: Some(symbol) };
    Some(Amount {
        start,
        end,
        number: start..end,
        value,
        high,
        unit_at: at..at + 3,
        unit,
        scale: Decimal::ONE,
        more,
        in_digits,
        has_point: false,
        whole: 0,
    })
}

fn fraction(folded: &Folded<'_>, start: usize, at: usize, is_negative: bool) -> Option<Amount> {
    let chars = folded.chars.as_slice();
    let below = number::read(chars, at)?;
    if chars.get(below.end..below.end + 2)? != ['分', '之'] {
        return None;
    }
    let above = number::read(chars, below.end + 2)?;
    let total = |numeral: &Numeral| numeral.value.low().and_then(|value| value.checked_mul(numeral.scale));
    let value = total(&above)?.checked_div(total(&below)?)?;
    let value = if is_negative { -value } else { value };
    let end = above.end;
    let unit = UnitFound { scale: Decimal::ONE, dimension: "ratio", symbol: Some("") };
    Some(Amount {
        start,
        end,
        number: start..end,
        value,
        high: None,
        unit_at: end..end,
        unit,
        scale: Decimal::ONE,
        more: false,
        in_digits: false,
        has_point: false,
        whole: 0,
    })
}

/// 半: 半年, 半个小时.
fn half(folded: &Folded<'_>, at: usize) -> Option<Amount> {
    let chars = folded.chars.as_slice();
    let unit = unit::read(chars, at + 1)?;
    Some(Amount {
        start: at,
        end: unit.end,
        number: at..at + 1,
        value: Decimal::new(5, 1),
        high: None,
        unit_at: at + 1..unit.end,
        unit: UnitFound { scale: unit.scale, dimension: unit.dimension, symbol: None },
        scale: Decimal::ONE,
        more: false,
        in_digits: false,
        has_point: false,
        whole: 0,
    })
}

/// 数百, 几千, 上万: at least one of the scale.
fn vague(folded: &Folded<'_>, at: usize) -> Option<Amount> {
    let chars = folded.chars.as_slice();
    let mut end = at + 1;
    let mut value = Decimal::ONE;
    while let Some(scale) =
        chars.get(end).copied().and_then(unit::scale).or((chars.get(end) == Some(&'十')).then_some(10))
    {
        value = value.checked_mul(Decimal::from(scale))?;
        end += 1;
    }
    if end == at + 1 {
        return None;
    }
    let found = unit::read(chars, end).filter(|found| fits(folded, end, found.end));
    let unit_end = found.map_or(end, |found| found.end);
    Some(Amount {
        start: at,
        end: unit_end,
        number: at..end,
        value,
        high: None,
        unit_at: end..unit_end,
        unit: UnitFound {
            scale: found.map_or(Decimal::ONE, |found| found.scale),
            dimension: found.map_or("", |found| found.dimension),
            symbol: None,
        },
        scale: Decimal::ONE,
        more: true,
        in_digits: false,
        has_point: false,
        whole: 0,
    })
}

/// Where the next part of a proportion begins.
pub(super) fn colon(chars: &[char], at: usize) -> Option<usize> {
    let spaces = chars[at..].iter().take(2).take_while(|&&c| c == ' ').count();
    if !matches!(chars.get(at + spaces), Some(':' | '∶')) {
        return None;
    }
    let next = skip_spaces(chars, at + spaces + 1);
    chars.get(next).is_some_and(char::is_ascii_digit).then_some(next)
}
