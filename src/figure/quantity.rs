//! Quantities of a text: a number with its unit and how exact it is, as printed.

mod amount;
mod bound;
mod calendar;
mod code;

use std::ops::Range;

use rust_decimal::Decimal;

use self::amount::Amount;
use super::{Bound, folded::Folded, number};

/// A number with its unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quantity {
    /// All of it in the text, in bytes: bound, number and unit, `不足6公里`, `3万吨左右`, `17℃至19℃`.
    pub range: Range<usize>,
    /// The number alone, in bytes; of a range from its first digit to its last.
    pub number: Range<usize>,
    /// As printed, beside the scale of its unit: 36.4 for `36.4亿元`, 9 for `九成`; the lower end of a range.
    pub value: Decimal,
    /// The upper end of a range.
    pub max: Option<Decimal>,
    /// Its unit.
    pub unit: Unit,
    /// How exact it is.
    pub bound: Bound,
    /// What kind of number it is.
    pub role: Role,
}

/// A unit as printed, with what is known of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// As printed but folded, with its scale: `亿元`, `%`, `个百分点`, `吨标准煤/万元`; empty where there is none.
    pub text: String,
    /// How many base units of its dimension it is: 10⁸ for `亿元`, 0.01 for `%`.
    pub scale: Decimal,
    /// What it measures, a name of `config/units.toml`: `money`, `length`, `ratio`, `points`; `count` for 家, 人 and the
    /// like; empty where there is no unit.
    pub dimension: &'static str,
}

/// What kind of number a quantity is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// How much or how many.
    Amount,
    /// A place in an order: `第2位`.
    Rank,
    /// Parts against each other: `2.6：1`.
    Proportion,
}

/// The quantities of `text`, in order and apart from each other. Time is linear in the text.
pub fn quantities(text: &str) -> Vec<Quantity> {
    let folded = Folded::new(text);
    let mut found: Vec<Measured> = Vec::new();
    let mut at = 0;
    while at < folded.chars.len() {
        let from = found.last().map_or(0, |last| last.range.end);
        match measured_at(&folded, at, from) {
            Ok(measured) => {
                at = measured.range.end;
                found.push(measured);
            }
            Err(next) => at = next,
        }
    }
    share_units(&folded.chars, &mut found);
    found.into_iter().map(|measured| measured.quantity(&folded)).collect()
}

/// A quantity in characters.
#[derive(Debug, Clone)]
struct Measured {
    range: Range<usize>,
    amount: Amount,
    max: Option<Decimal>,
    bound: Bound,
    role: Role,
}

impl Measured {
    fn quantity(self, folded: &Folded<'_>) -> Quantity {
        let Amount { number, value, unit_at, unit, .. } = self.amount;
        let text = match unit.symbol {
            Some(symbol) => symbol.to_owned(),
            None => folded.chars[unit_at].iter().filter(|c| !" 多余几来".contains(**c)).collect(),
        };
        Quantity {
            range: folded.bytes(&self.range),
            number: folded.bytes(&number),
            value,
            max: self.max,
            unit: Unit { text, scale: unit.scale, dimension: unit.dimension },
            bound: self.bound,
            role: self.role,
        }
    }
}

/// The quantity whose number begins at `at`; else where to look next. What stands before `from` is of another one.
fn measured_at(folded: &Folded<'_>, at: usize, from: usize) -> Result<Measured, usize> {
    let chars = folded.chars.as_slice();
    if !amount::can_start(chars[at]) {
        return Err(at + 1);
    }
    if let Some(end) = number::word_around(chars, at).filter(|_| !chars[at].is_ascii_digit()) {
        return Err(end);
    }
    if let Some(end) = code::end(chars, at) {
        return Err(end);
    }
    if chars[at] == '第' {
        return rank(folded, at, from);
    }
    let amount = amount::read(folded, at).ok_or(at + 1)?;
    if let Some(end) = calendar::end(chars, &amount) {
        return Err(end);
    }
    let end = amount.end;
    if let Some(measured) = proportion(folded, &amount) {
        return Ok(measured);
    }
    let high = amount.high;
    let mut measured =
        Measured { range: amount.start..end, bound: Bound::Exact, max: high, role: Role::Amount, amount };
    if high.is_some() {
        measured.bound = Bound::Range;
    }
    if measured.amount.more {
        measured.bound = Bound::Over;
    }
    if let Some(upper) = upper_end(folded, &measured.amount)? {
        measured = upper;
    }
    bound::add(chars, from, &mut measured);
    let is_bare = measured.amount.unit_at.is_empty() && measured.amount.unit.dimension.is_empty();
    // A numeral alone is a word more often than a number: only one that a bound or a point marks counts.
    if is_bare && !measured.amount.in_digits && !measured.amount.has_point {
        return Err(measured.range.end);
    }
    if is_bare && measured.amount.in_digits && code::is_bare_code(chars, &measured.amount) {
        return Err(measured.range.end);
    }
    Ok(measured)
}

/// The range that `low` begins: `17℃至19℃`, `1—2个`, `20%-30%`. An error where what follows makes it no quantity.
fn upper_end(folded: &Folded<'_>, low: &Amount) -> Result<Option<Measured>, usize> {
    let chars = folded.chars.as_slice();
    let Some(next) = bound::joint(chars, low.end) else { return Ok(None) };
    if !chars.get(next).copied().is_some_and(amount::can_start) || code::end(chars, next).is_some() {
        return Ok(None);
    }
    let Some(mut high) = amount::read(folded, next) else { return Ok(None) };
    if let Some(end) = calendar::end(chars, &high) {
        // 2019-2022年, 1-4月: the first is of the date, too; 3万至5月 is not.
        return if low.unit_at.is_empty() { Err(end) } else { Ok(None) };
    }
    let mut value = low.value;
    let low_is_bare = low.unit_at.is_empty() && low.unit.dimension.is_empty();
    if !low_is_bare && (low.unit.dimension != high.unit.dimension || low.unit.scale != high.unit.scale) {
        let same = low.unit.dimension == high.unit.dimension || low.unit.dimension.is_empty();
        let factor = if same && !high.unit_at.is_empty() { low.unit.scale.checked_div(high.unit.scale) } else { None };
        let Some(scaled) = factor.and_then(|factor| value.checked_mul(factor)) else { return Ok(None) };
        value = scaled;
    } else if low_is_bare && value > high.value {
        // 8500到3万: the scale is of the second alone.
        let Some(scaled) = value.checked_div(high.scale).filter(|scaled| *scaled < high.value) else { return Ok(None) };
        value = scaled;
    }
    let upper = high.high.unwrap_or(high.value);
    if value >= upper {
        return Ok(None);
    }
    high.number = low.number.start..high.number.end;
    high.value = value;
    high.start = low.start;
    let range = low.start..high.end;
    Ok(Some(Measured { range, amount: high, max: Some(upper), bound: Bound::Range, role: Role::Amount }))
}

/// Parts against each other, `2.6：1`; a clock's time is none.
fn proportion(folded: &Folded<'_>, first: &Amount) -> Option<Measured> {
    let chars = folded.chars.as_slice();
    let mut end = first.end;
    let mut parts = vec![first.clone()];
    while let Some(next) = amount::colon(chars, end) {
        let part = amount::read(folded, next).filter(|part| part.unit_at.is_empty() && part.in_digits)?;
        end = part.end;
        parts.push(part);
    }
    if parts.len() < 2 || !first.unit_at.is_empty() || calendar::is_clock(chars, first.start, end) {
        return None;
    }
    let mut amount = first.clone();
    amount.number.end = end;
    Some(Measured { range: first.start..end, amount, max: None, bound: Bound::Exact, role: Role::Proportion })
}

/// The rank that 第 begins: `第2位`, `居全国第二`. What is only counted (第三产业, 第2次) is none.
fn rank(folded: &Folded<'_>, at: usize, from: usize) -> Result<Measured, usize> {
    let chars = folded.chars.as_slice();
    let numeral = number::read(chars, at + 1).ok_or(at + 1)?;
    let value = numeral.value.low().and_then(|value| value.checked_mul(numeral.scale)).ok_or(numeral.end)?;
    let mut end = numeral.end;
    let place = matches!(chars.get(end), Some('位' | '名')) && !matches!(chars.get(end + 1), Some('于' | '称' | '单'));
    end += usize::from(place);
    let is_closed = !chars.get(end).is_some_and(|c| c.is_alphanumeric()) || chars.get(end) == Some(&'的');
    let verb = chars[from.max(at.saturating_sub(10))..at].iter().any(|c| "居列排位占名升跃".contains(*c));
    if !place && !(is_closed && verb) {
        return Err(numeral.end);
    }
    let unit = amount::UnitFound { scale: Decimal::ONE, dimension: "", symbol: None };
    let amount = Amount {
        start: at,
        end,
        number: at + 1..numeral.end,
        value,
        high: None,
        unit_at: numeral.end..end,
        unit,
        scale: Decimal::ONE,
        more: false,
        in_digits: numeral.form == number::Form::Digits,
        has_point: false,
        whole: numeral.whole,
    };
    Ok(Measured { range: at..end, amount, max: None, bound: Bound::Exact, role: Role::Rank })
}

/// A unit that a list shares is of all its numbers: `0.9、1.1和0.5个百分点`.
fn share_units(chars: &[char], found: &mut [Measured]) {
    for number in (1..found.len()).rev() {
        let (before, behind) = found.split_at_mut(number);
        let (Some(one), Some(other)) = (before.last_mut(), behind.first()) else { continue };
        let between = &chars[one.range.end..other.range.start];
        let is_bare = one.amount.unit_at.is_empty() && one.amount.unit.dimension.is_empty() && one.role == Role::Amount;
        if is_bare && other.role == Role::Amount && matches!(between, ['、' | '和' | '与' | '及' | '或' | ',']) {
            one.amount.unit = other.amount.unit.clone();
            one.amount.unit_at = other.amount.unit_at.clone();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        quantities(text)
            .into_iter()
            .map(|q| {
                let max = q.max.map(|max| format!("–{}", max.normalize())).unwrap_or_default();
                format!(
                    "{}|{}{max}|{}|{}|{:?}",
                    &text[q.range],
                    q.value.normalize(),
                    q.unit.text,
                    q.unit.dimension,
                    q.bound
                )
            })
            .collect()
    }

    #[test]
    fn quantities_of_reports_are_read() {
        for (text, expected) in [
            ("产值36.4亿元，同比下降3.2%", &["36.4亿元|36.4|亿元|money|Exact", "3.2%|3.2|%|ratio|Exact"][..]),
            ("长不足6公里，有10多家", &["不足6公里|6|公里|length|Under", "10多家|10|家|count|Over"]),
            ("产量3万吨左右", &["3万吨左右|3|万吨|mass|About"]),
            ("气温17℃至19℃", &["17℃至19℃|17–19|℃|temperature|Range"]),
            ("1—2个", &["1—2个|1–2|个|count|Range"]),
            ("近七成", &["近七成|7|成|ratio|About"]),
            ("单位能耗1.0439吨标准煤/万元", &["1.0439吨标准煤/万元|1.0439|吨标准煤/万元|energy.coal/money|Exact"]),
            ("居全国第2位", &["第2位|2|位||Exact"]),
            ("2022年5月27日，三季度，1-4月，5G，A380", &[]),
            ("连续54个月，3年", &["54个月|54|个月|time.months|Exact", "3年|3|年|time.months|Exact"]),
            (
                "加快0.9、1.1和0.5个百分点",
                &[
                    "0.9|0.9|个百分点|points|Exact",
                    "1.1|1.1|个百分点|points|Exact",
                    "0.5个百分点|0.5|个百分点|points|Exact",
                ],
            ),
            ("为3.9：59.5：36.6", &["3.9：59.5：36.6|3.9|||Exact"]),
            ("全国统一，两会，四川", &[]),
            ("百分之七十", &["百分之七十|70|%|ratio|Exact"]),
            ("518.7 亿元", &["518.7 亿元|518.7|亿元|money|Exact"]),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }
}

/// The unit that `name` names.
pub fn unit_named(_name: &str) -> Option<Unit> {
    None
}
