//! A number with all that makes it mean something.
//!
//! So far the shape of a figure, as `shared/CONTRACT.md` gives it, and its periods ([`period`]): reading figures from
//! sentences comes next, and until then an answer's figure is absent.

mod code;
mod folded;
mod lexicon;
pub mod number;
pub mod period;
pub mod quantity;
mod unit;

use serde::Serialize;

/// A number with its meaning.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Figure {
    /// As printed: 3.2 for `下降3.2%`, with `direction` down. The lower end of a range.
    pub value: serde_json::Number,
    /// The upper end of a range.
    pub max: Option<serde_json::Number>,
    /// As printed, `亿元`.
    pub unit: String,
    /// How exact it is.
    pub bound: Bound,
    /// Whether it rose or fell.
    pub direction: Option<Direction>,
    /// `level`, `growth`, `share`, `difference`, `rank`, `count` or `multiple`.
    pub kind: String,
    /// What is measured, `产值`.
    pub measure: Option<String>,
    /// Of whom, `集成电路`.
    pub subject: Option<String>,
    /// In which period.
    pub period: Option<Period>,
}

/// How exact a printed number is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the words are those of the reports: 约, 超, 不足, 以上, 以下")]
pub enum Bound {
    Exact,
    About,
    Over,
    Under,
    AtLeast,
    AtMost,
    Range,
}

/// Whether a figure rose or fell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Direction {
    Up,
    Down,
    Flat,
}

/// A span of days, both ends included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Period {
    /// As printed, `一季度`.
    pub text: String,
    /// First day.
    pub start: chrono::NaiveDate,
    /// Last day.
    pub end: chrono::NaiveDate,
}
