//! Quantities of a text: a number with its unit and how exact it is, as printed.

mod amount;
mod bare;
mod bound;
mod calendar;
mod compound;
mod doubling;
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

impl Unit {
    /// The unit that `name` begins with, read as it would be behind a number: `个百分点`. A scale alone (`亿`) is none.
    pub fn named(name: &str) -> Option<Self> {
        // 5G基站 counts no grams.
        if name.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let unit = quantities(&format!("1{name}")).into_iter().next()?.unit;
        (!unit.dimension.is_empty()).then_some(unit)
    }

    /// Without its scale: 人 of 万人.
    pub fn bare(&self) -> &str {
        self.text.trim_start_matches(['十', '百', '千', '万', '亿'])
    }

    /// Whether it is a scale alone: 亿.
    pub fn is_scale(&self) -> bool {
        !self.text.is_empty() && self.bare().is_empty()
    }

    /// Whether both count the same, in whatever scale: 头猪 and 万头.
    pub fn counts_as(&self, other: &Self) -> bool {
        let (one, other) = (self.bare(), other.bare());
        !one.is_empty() && !other.is_empty() && (one.starts_with(other) || other.starts_with(one))
    }

    /// How many of `other` one of it is; `None` where they measure something else.
    pub fn in_units_of(&self, other: &Self) -> Option<Decimal> {
        // A square metre is no finite number of 亩: 15 of them are a hectare.
        let mu = match (self.dimension, other.dimension) {
            ("area", "area.mu") => Decimal::new(15, 4),
            (one, other) if one == other => Decimal::ONE,
            _ => return None,
        };
        self.scale.checked_mul(mu)?.checked_div(other.scale)
    }

    /// Whether it is of percentage points.
    pub fn is_points(&self) -> bool {
        self.dimension == "points" || self.text.ends_with("百分点")
    }
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
            Err(next) => at = next.max(at + 1),
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
    if c == '翻' {
        let mut measured = doubling::read(chars, at).ok_or(at + 1)?;
        bound::add(chars, from, &mut measured);
        return Ok(measured);
    }
    if !amount::can_start(c) {
        return Err(code::link_end(chars, at).unwrap_or(at + 1));
    }
    let name =
        number::word_around(chars, at).or_else(|| code::glued_end(chars, at)).or_else(|| code::dotted_end(chars, at));
    if let Some(end) = name {
        return Err(end);
    }
    let Some(mut amount) = amount::read(folded, at) else {
        // What is too long for a value is passed over as one.
        return Err(number::read(chars, at).map_or(at + 1, |numeral| numeral.end));
    };
    // A word before it may be the unit of the one before: 4人民币5元.
    amount.start = amount.start.max(from);
    if let Some(end) = calendar::end(chars, &amount) {
        return Err(end);
    }
    if let Some(measured) = proportion(folded, &amount)? {
        return Ok(measured);
    }
    let mut measured = match range::read(folded, &amount)? {
        Some(range) => range,
        None => Measured::new(amount, Role::Amount),
    };
    bound::add(chars, from, &mut measured);
    if measured.max.is_none() && rank::is_place(chars, &measured.amount) {
        measured.role = Role::Rank;
    }
    let amount = &measured.amount;
    let names = amount.form != Form::Digits && measured.max.is_none() && unit::names(&chars[amount.unit.at.clone()]);
    if names || (amount.is_bare() && !bare::is_quantity(chars, &measured)) {
        return Err(amount.end);
    }
    Ok(measured)
}

const MOST_PARTS: usize = 5;

/// Parts against each other, `2.6：1`; of a clock's time an error with its end.
fn proportion(folded: &Folded<'_>, first: &Amount) -> Result<Option<Measured>, usize> {
    let chars = folded.chars.as_slice();
    let is_part = |part: &Amount| part.is_bare() && part.form == Form::Digits;
    let mut end = first.end;
    // More parts than these are no proportion, and need not be looked through again and again.
    for _ in 0..MOST_PARTS {
        let Some(next) = amount::colon(chars, end).filter(|_| is_part(first)) else { break };
        let Some(part) = amount::read(folded, next).filter(is_part) else { return Ok(None) };
        end = part.end;
    }
    if end == first.end {
        return Ok(None);
    }
    if calendar::is_clock(&chars[first.start..end]) {
        return Err(end);
    }
    let mut measured = Measured::new(first.clone(), Role::Proportion);
    measured.amount.number.end = end;
    measured.amount.unit.at = end..end;
    measured.range.end = end;
    Ok(Some(measured))
}

/// A unit that a list shares is of all its numbers: `0.9、1.1和0.5个百分点`.
fn share_units(chars: &[char], found: &mut [Measured]) {
    for number in (1..found.len()).rev() {
        let (before, behind) = found.split_at_mut(number);
        let (Some(one), Some(other)) = (before.last_mut(), behind.first()) else { continue };
        let between = &chars[one.range.end..other.range.start];
        let both = one.role == Role::Amount && other.role == Role::Amount;
        // 2.4个和0.5个百分点
        let piece = one.amount.unit.at.len() == 1
            && chars[one.amount.unit.at.clone()] == ['个']
            && chars[other.amount.unit.at.clone()].starts_with(&['个', '百']);
        if both && (one.amount.is_bare() || piece) && matches!(between, ['、' | '和' | '与' | '及' | '或' | ',']) {
            one.amount.unit = other.amount.unit.clone();
        }
    }
}

#[cfg(test)]
mod tests;
