//! A number and its unit, without what bounds it.

use std::ops::Range;

use rust_decimal::Decimal;

use super::compound;
use crate::figure::{
    folded::Folded,
    number::{self, Form, Numeral, fraction},
    unit,
};

/// The unit of an amount.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Measure {
    /// Where it stands, with its scale.
    pub(super) at: Range<usize>,
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
    pub(super) unit: Measure,
    /// The scale of the number alone.
    pub(super) scale: Decimal,
    pub(super) more: bool,
    pub(super) form: Form,
    pub(super) has_point: bool,
    /// How many digits stand before the point, where it begins with digits.
    pub(super) whole: usize,
}

impl Amount {
    /// A number that fills `number`, without a unit.
    pub(super) fn new(number: Range<usize>, value: Decimal) -> Self {
        let end = number.end;
        Self {
            start: number.start,
            end,
            number,
            value,
            high: None,
            unit: Measure { at: end..end, scale: Decimal::ONE, dimension: "", symbol: None },
            scale: Decimal::ONE,
            more: false,
            form: Form::Chinese,
            has_point: false,
            whole: 0,
        }
    }

    /// Whether neither a unit nor a scale is known.
    pub(super) fn is_bare(&self) -> bool {
        self.unit.at.is_empty() && self.unit.dimension.is_empty()
    }

    fn of(numeral: &Numeral, start: usize, negative: bool) -> Option<Self> {
        let signed = |value: Decimal| if negative { -value } else { value };
        let mut amount = Self::new(start..numeral.scale_at, signed(numeral.value.low()?));
        amount.high = numeral.value.high().map(signed);
        amount.end = numeral.end;
        amount.unit.at = numeral.scale_at..numeral.end;
        amount.unit.scale = numeral.scale;
        amount.scale = numeral.scale;
        amount.more = numeral.more;
        amount.form = numeral.form;
        amount.has_point = numeral.has_point;
        amount.whole = numeral.whole;
        Some(amount)
    }

    /// Takes the unit that stands at its end.
    fn take_unit(&mut self, folded: &Folded<'_>) {
        let at = self.end + usize::from(folded.chars.get(self.end) == Some(&' '));
        let Some(mut found) = unit::read(&folded.chars, at).filter(|found| fits(folded, at, found.end)) else { return };
        if folded.chars[at..found.end] == ['个'] {
            // 六个加仑: what is counted is a unit itself.
            let counted = unit::read(&folded.chars, found.end);
            found = counted.filter(|unit| unit.end > found.end + 1 && unit.dimension != "count").unwrap_or(found);
        }
        let Some(scale) = self.unit.scale.checked_mul(found.scale) else { return };
        self.unit.scale = scale;
        self.unit.dimension = found.dimension;
        self.unit.at.end = found.end;
        self.end = found.end;
    }

    /// Takes a scale that stands at its end: 个亿 of 两个亿元, k of 15k.
    fn take_scale(&mut self, folded: &Folded<'_>) {
        let found = match folded.chars.get(self.end..self.end + 2) {
            Some(['个', '亿']) => Some((self.end + 2, Decimal::from(100_000_000))),
            Some(['个', '万']) => Some((self.end + 2, Decimal::from(10_000))),
            _ if self.form == Form::Digits && !folded.is_capital(self.end) => number::suffix(folded, self.end),
            _ => None,
        };
        if let Some((end, scale)) = found
            && let Some(scale) = self.unit.scale.checked_mul(scale)
        {
            self.unit.scale = scale;
            self.unit.at.end = end;
            self.end = end;
        }
    }
}

/// Whether an amount can begin with `c`.
pub(super) fn can_start(c: char) -> bool {
    number::can_start(c) || matches!(c, '半' | '数' | '几' | '上' | '对' | '万')
}

/// The amount that begins at `at`.
pub(super) fn read(folded: &Folded<'_>, at: usize) -> Option<Amount> {
    let chars = folded.chars.as_slice();
    let mut amount = match (chars.get(at)?, chars.get(at + 1)) {
        ('半', _) | ('对', Some('折')) => half(folded, at)?,
        ('数' | '几' | '上', _) => vague(folded, at)?,
        ('零', Some('下')) => {
            let mut amount = plain(folded, at + 2, at + 2)?;
            amount.value = -amount.value;
            (amount.start, amount.number.start) = (at, at);
            amount
        }
        ('负', Some('的')) if chars.get(at + 3) == Some(&'分') => plain(folded, at, at + 2)?,
        ('负', _) => plain(folded, at, at + 1)?,
        _ => plain(folded, at, at)?,
    };
    if amount.value > Decimal::TEN && chars[amount.unit.at.clone()] == ['折'] {
        // 八五折 is 8.5 tenths.
        amount.value = amount.value.checked_div(Decimal::TEN)?;
    }
    if let Some((start, found)) = unit::before(chars, amount.start) {
        prefixed(chars, &mut amount, start, &found)?;
    }
    compound::extend(folded, &mut amount);
    Some(amount)
}

/// A numeral, a fraction or a percentage, with its sign.
fn plain(folded: &Folded<'_>, start: usize, at: usize) -> Option<Amount> {
    let chars = folded.chars.as_slice();
    let negative = start < at || number::is_minus(chars, at);
    let start = if negative && start == at { at - 1 } else { start };
    if let Some(amount) = percent(folded, start, at, negative) {
        return Some(amount);
    }
    let numeral = number::read(chars, at)?;
    if let Some(part) = fraction::behind(chars, &numeral) {
        let mut amount = Amount::new(start..part.end, if negative { -part.value } else { part.value });
        amount.take_unit(folded);
        if amount.unit.dimension.is_empty() {
            amount.unit.dimension = "ratio";
        }
        return Some(amount);
    }
    let mut amount = Amount::of(&numeral, start, negative)?;
    amount.take_scale(folded);
    amount.take_unit(folded);
    Some(amount)
}

/// 百分之七十; its unit is written as that of 70%.
fn percent(folded: &Folded<'_>, start: usize, at: usize, negative: bool) -> Option<Amount> {
    let chars = folded.chars.as_slice();
    let (length, scale) = parts(chars, at)?;
    let symbol = match chars[at..at + length] {
        ['百' | '佰', ..] if length <= 3 => Some("%"),
        ['千' | '仟', ..] if length == 3 => Some("‰"),
        ['万', ..] if length == 3 => Some("‱"),
        _ => None,
    };
    let inner = at + length;
    let below = matches!(chars.get(inner), Some('负' | '-' | '−'));
    let inner = inner + usize::from(below);
    let mut amount = match number::read(chars, inner) {
        Some(numeral) => Amount::of(&numeral, start, negative || below)?,
        None => return None,
    };
    let suffix = number::suffix(folded, amount.end).filter(|_| amount.form == Form::Digits);
    let (end, suffix) = suffix.unwrap_or((amount.end, Decimal::ONE));
    let factor = amount.scale.checked_mul(suffix)?;
    amount.end = end;
    amount.value = amount.value.checked_mul(factor)?;
    amount.high = amount.high.and_then(|high| high.checked_mul(factor));
    amount.scale = Decimal::ONE;
    amount.number.end = amount.end;
    amount.unit = Measure { at: at..at + length, scale, dimension: "ratio", symbol };
    Some(amount)
}

/// The length of 百分之, 百万分之 and the like at `at`, and what one of these parts is. 十分之三 is a fraction.
fn parts(chars: &[char], at: usize) -> Option<(usize, Decimal)> {
    let mut end = at;
    let mut whole = Decimal::ONE;
    while let Some(scale) = chars.get(end).copied().and_then(unit::scale) {
        whole = whole.checked_mul(Decimal::from(scale))?;
        end += 1;
    }
    end += match chars.get(end..)? {
        ['分', '之', ..] => 2,
        ['分', '百', ..] => 1,
        _ => return None,
    };
    Some((end - at, Decimal::ONE.checked_div(whole)?)).filter(|_| whole > Decimal::ONE)
}

/// 半年, 半个小时, 对折.
fn half(folded: &Folded<'_>, at: usize) -> Option<Amount> {
    // 上半年 and 后半程 are halves of something.
    if at > 0 && "上下前后多大小过".contains(folded.chars[at - 1]) {
        return None;
    }
    let mut amount = Amount::new(at..at + 1, Decimal::new(5, 1));
    amount.take_unit(folded);
    if amount.unit.dimension.is_empty() {
        return None;
    }
    if folded.chars[at + 1] == '折' {
        amount.value = Decimal::from(5);
    }
    Some(amount)
}

/// 数百, 几千, 上万: one of the scale or more.
fn vague(folded: &Folded<'_>, at: usize) -> Option<Amount> {
    let chars = folded.chars.as_slice();
    if chars[at] == '上' && at > 0 && "以早晚之".contains(chars[at - 1]) {
        return None;
    }
    let mut amount = Amount::new(at..at + 1, Decimal::ONE);
    while let Some(&c) = chars.get(amount.end) {
        match (c, unit::scale(c)) {
            ('十' | '拾', _) => amount.value = amount.value.checked_mul(Decimal::TEN)?,
            ('百' | '佰' | '千' | '仟', Some(scale)) => {
                amount.value = amount.value.checked_mul(Decimal::from(scale))?
            }
            (_, Some(scale)) => amount.unit.scale = amount.unit.scale.checked_mul(Decimal::from(scale))?,
            (_, None) => break,
        }
        amount.end += 1;
        if amount.unit.scale == Decimal::ONE {
            amount.number.end = amount.end;
        }
    }
    if amount.end == at + 1 || chars[amount.end - 1..].starts_with(&['百', '分']) {
        return None;
    }
    amount.unit.at = amount.number.end..amount.end;
    amount.more = true;
    amount.take_unit(folded);
    Some(amount)
}

/// Takes the unit that a word before the number names, where the number has none or the same.
fn prefixed(chars: &[char], amount: &mut Amount, start: usize, found: &unit::Found) -> Option<()> {
    let dimension = amount.unit.dimension;
    let is_plain =
        dimension.is_empty() || dimension == "money" || dimension == "degree" || dimension == found.dimension;
    if is_plain {
        let printed = &chars[amount.unit.at.clone()];
        if dimension.is_empty() || !printed.ends_with(&['元']) {
            amount.unit.scale =
                if dimension.is_empty() { amount.scale.checked_mul(found.scale)? } else { amount.unit.scale };
        }
        amount.unit.dimension = found.dimension;
        amount.start = start;
    }
    Some(())
}

/// A capital letter alone is a unit for few: 5G, 4K and 3D are names.
fn fits(folded: &Folded<'_>, at: usize, end: usize) -> bool {
    end > at + 1 || !folded.is_capital(at) || matches!(folded.chars[at], 'w' | 'v' | 'l' | 'p' | 'j')
}

/// Where the next part of a proportion begins.
pub(super) fn colon(chars: &[char], at: usize) -> Option<usize> {
    let is_space = |at: usize| usize::from(chars.get(at) == Some(&' '));
    let mark = at + is_space(at);
    if !matches!(chars.get(mark), Some(':' | '∶')) {
        return None;
    }
    let next = mark + 1 + is_space(mark + 1);
    chars.get(next).is_some_and(char::is_ascii_digit).then_some(next)
}
