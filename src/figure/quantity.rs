//! Quantities of a text: a number with its unit and how exact it is, as printed.

mod amount;
mod bare;
mod bound;
mod calendar;
mod compound;
mod range;
mod rank;

use std::ops::Range;

use rust_decimal::Decimal;

use self::amount::Amount;
use super::{
    Bound, code,
    folded::Folded,
    number::{self, Form},
    unit,
};

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
    fn new(amount: Amount, role: Role) -> Self {
        let bound = match amount.high {
            Some(_) => Bound::Range,
            None if amount.more => Bound::Over,
            None => Bound::Exact,
        };
        Self { range: amount.start..amount.end, max: amount.high, bound, role, amount }
    }

    fn quantity(self, folded: &Folded<'_>) -> Quantity {
        let Amount { number, value, unit, .. } = self.amount;
        let text = match unit.symbol {
            Some(symbol) => symbol.to_owned(),
            None => folded.chars[unit.at].iter().filter(|c| !" 多余几来".contains(**c)).collect(),
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
    let c = chars[at];
    if c == '第' {
        return rank::read(chars, at, from);
    }
    if !amount::can_start(c) {
        return Err(code::link_end(chars, at).unwrap_or(at + 1));
    }
    let name =
        number::word_around(chars, at).or_else(|| code::glued_end(chars, at)).or_else(|| code::dotted_end(chars, at));
    if let Some(end) = name {
        return Err(end);
    }
    let amount = amount::read(folded, at).ok_or(at + 1)?;
    if let Some(end) = calendar::end(chars, &amount) {
        return Err(end);
    }
    if let Some(measured) = proportion(folded, &amount) {
        return Ok(measured);
    }
    let mut measured = match range::read(folded, &amount)? {
        Some(range) => range,
        None => Measured::new(amount, Role::Amount),
    };
    bound::add(chars, from, &mut measured);
    let amount = &measured.amount;
    let names = amount.form != Form::Digits && measured.max.is_none() && unit::names(&chars[amount.unit.at.clone()]);
    if names || (amount.is_bare() && !bare::is_quantity(chars, &measured)) {
        return Err(amount.end);
    }
    Ok(measured)
}

/// Parts against each other, `2.6：1`; a clock's time is none.
fn proportion(folded: &Folded<'_>, first: &Amount) -> Option<Measured> {
    let chars = folded.chars.as_slice();
    let is_part = |part: &Amount| part.is_bare() && part.form == Form::Digits;
    let mut end = first.end;
    while let Some(next) = amount::colon(chars, end).filter(|_| is_part(first)) {
        end = amount::read(folded, next).filter(is_part)?.end;
    }
    if end == first.end || calendar::is_clock(chars, first.start, end) {
        return None;
    }
    let mut measured = Measured::new(first.clone(), Role::Proportion);
    measured.amount.number.end = end;
    measured.amount.unit.at = end..end;
    measured.range.end = end;
    Some(measured)
}

/// A unit that a list shares is of all its numbers: `0.9、1.1和0.5个百分点`.
fn share_units(chars: &[char], found: &mut [Measured]) {
    for number in (1..found.len()).rev() {
        let (before, behind) = found.split_at_mut(number);
        let (Some(one), Some(other)) = (before.last_mut(), behind.first()) else { continue };
        let between = &chars[one.range.end..other.range.start];
        let both = one.role == Role::Amount && other.role == Role::Amount;
        if both && one.amount.is_bare() && matches!(between, ['、' | '和' | '与' | '及' | '或' | ',']) {
            one.amount.unit = other.amount.unit.clone();
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
