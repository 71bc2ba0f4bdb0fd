//! Quantities of a text: a number with its unit and how exact it is, as printed.

use std::ops::Range;

use rust_decimal::Decimal;

use super::Bound;

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
pub fn quantities(_text: &str) -> Vec<Quantity> {
    Vec::new()
}

/// The unit that `name` names.
pub fn unit_named(_name: &str) -> Option<Unit> {
    None
}
