//! A number with all that makes it mean something.
//!
//! ```text
//! number     digits and numerals → an exact decimal      unit      config/units.toml
//! quantity   number, unit and bound as printed          period    days, from what is written and the report's date
//! topic      a name → place, subject, measure           behind    what stands behind a number
//! words      how figures are put: config/figures.toml   caption   what stands before a number, taken apart
//! deal       several numbers dealt out to several names  extract   a passage → its figures
//! derive     what follows from figures by arithmetic   table    the figures of a table
//! ```

mod behind;
mod caption;
mod code;
mod deal;
pub mod derive;
pub mod extract;
mod folded;
mod lexicon;
pub mod number;
pub mod period;
pub mod quantity;
pub mod table;
mod topic;
mod unit;
mod words;

use std::ops::Range;

use rust_decimal::Decimal;
use serde::{Serialize, Serializer, ser::SerializeStruct as _};

/// What `name` (folded) measures: 可支配收入 of 居民可支配收入; `None` where it names no measure.
pub fn measure_of(name: &str) -> Option<String> {
    topic::Topic::named(&name.chars().collect::<Vec<_>>()).measure
}

/// The names that `name` (folded) has in one: 城镇居民收入 and 农村居民收入 of 城乡居民收入; `None` where it has but one.
pub fn two_in_one(name: &str) -> Option<[String; 2]> {
    let names = deal::unpack(&name.chars().collect::<Vec<_>>())?;
    let names: Vec<String> = names.into_iter().map(|name| name.into_iter().collect()).collect();
    names.try_into().ok()
}

/// A number with its meaning. Serialises as `shared/CONTRACT.md` has it, with place, base and target besides.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// The number with its unit and bound, in bytes of the text that it was read from.
    pub quantity: quantity::Quantity,
    /// What kind of number it is.
    pub kind: FigureKind,
    /// Whether it rose or fell.
    pub direction: Option<Direction>,
    /// What is measured, `产值`.
    pub measure: Option<String>,
    /// Of whom, `集成电路`.
    pub subject: Option<String>,
    /// Where, as the text names it.
    pub place: Option<String>,
    /// In which period.
    pub period: Option<NamedPeriod>,
    /// What it is compared with, or a share of: `同比`, `全省平均水平`.
    pub base: Option<String>,
    /// What it is compared with, taken apart.
    pub against: Option<Against>,
    /// Whether it is wanted or expected, not reached.
    pub target: bool,
    /// Which figure of the same text it is a part of: 其中, or in brackets behind it.
    pub part_of: Option<usize>,
    /// Which figure of the same text it is a change of, or a share, or a difference from.
    pub of: Option<usize>,
    /// Whether its unit stands apart from it: above the column of a table.
    pub unit_apart: bool,
    /// Whether it only tells what it was at the time that is compared with: 比2010年的3.1人.
    pub then: bool,
}

/// The other side of a comparison; what is `None` is the same on both sides.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Against {
    /// What is measured there.
    pub measure: Option<String>,
    /// Of whom.
    pub subject: Option<String>,
    /// Where.
    pub place: Option<String>,
    /// When.
    pub period: Option<NamedPeriod>,
}

impl Against {
    /// The same at another time.
    pub(crate) fn at(period: NamedPeriod) -> Self {
        Self { period: Some(period), ..Self::default() }
    }
}

impl Figure {
    /// Where it stands, in bytes of the text that it was read from.
    pub fn range(&self) -> Range<usize> {
        self.quantity.range.clone()
    }

    /// As printed in `text`, which it was read from: with its bound, and with its unit even where that stands apart.
    pub fn printed(&self, text: &str) -> String {
        let apart = if self.unit_apart { self.quantity.unit.text.as_str() } else { "" };
        format!("{}{apart}", &text[self.range()])
    }

    /// Whether `text`, which it was read from, tells of a change from it to another one: 由3.27缩小至2.93.
    pub fn is_left(&self, text: &str) -> bool {
        behind::is_left(&text[self.range().end..])
    }

    /// Whether it tells by how many points the growth of something changed, which is not how much it grew: 增速加快0.4个百分点.
    /// An index and a rate are in per cent themselves, and points tell how they changed.
    pub fn is_change_of_rate(&self) -> bool {
        let measure = self.measure.as_deref().unwrap_or_default();
        let in_cent = ["指数", "率", "比重", "占比", "PMI"].iter().any(|ending| measure.ends_with(ending));
        self.kind == FigureKind::Difference && self.quantity.unit.is_points() && (!in_cent || measure.contains("价格"))
    }

    /// The same thing as the result of a computation: of no other figure of the text, and compared with none.
    #[must_use]
    pub fn computed(&self) -> Self {
        Self { against: None, of: None, part_of: None, ..self.clone() }
    }

    /// The value with its sign: −3.2 for `下降3.2%`.
    pub fn signed(&self) -> Decimal {
        match (self.kind, self.direction) {
            (FigureKind::Growth | FigureKind::Difference, Some(Direction::Down)) => -self.quantity.value,
            _ => self.quantity.value,
        }
    }
}

impl Serialize for Figure {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Figure", 12)?;
        fields.serialize_field("value", &number(self.quantity.value))?;
        fields.serialize_field("max", &self.quantity.max.map(number))?;
        fields.serialize_field("unit", &self.quantity.unit.text)?;
        fields.serialize_field("bound", &self.quantity.bound)?;
        fields.serialize_field("direction", &self.direction)?;
        fields.serialize_field("kind", &self.kind)?;
        fields.serialize_field("measure", &self.measure)?;
        fields.serialize_field("subject", &self.subject)?;
        fields.serialize_field("place", &self.place)?;
        fields.serialize_field("period", &self.period.as_ref().and_then(NamedPeriod::period))?;
        fields.serialize_field("base", &self.base)?;
        fields.serialize_field("target", &self.target)?;
        fields.end()
    }
}

/// A decimal as a JSON number: whole ones without a point.
pub fn number(value: Decimal) -> serde_json::Number {
    // A decimal is written as JSON writes numbers.
    serde_json::from_str(&value.normalize().to_string()).unwrap_or_else(|_| 0.into())
}

/// What kind of number a figure is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FigureKind {
    /// How much it is.
    Level,
    /// How fast it changed.
    Growth,
    /// Which part of a whole, or another rate.
    Share,
    /// How much it is above or below something, or by how much it changed.
    Difference,
    /// Its place in an order.
    Rank,
    /// How many.
    Count,
    /// How many times.
    Multiple,
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

impl Bound {
    /// How exact a result is: as exact as all that it was computed from.
    pub fn of_result<'a>(inputs: impl IntoIterator<Item = &'a Figure>) -> Self {
        let exact = inputs.into_iter().all(|input| input.quantity.bound == Self::Exact);
        if exact { Self::Exact } else { Self::About }
    }
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, serde::Deserialize)]
pub struct Period {
    /// As printed, `一季度`.
    pub text: String,
    /// First day.
    pub start: chrono::NaiveDate,
    /// Last day.
    pub end: chrono::NaiveDate,
}

/// A period with its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedPeriod {
    /// As printed, `一季度`.
    pub text: String,
    /// What it says.
    pub when: period::When,
}

impl NamedPeriod {
    /// The same part of the year before.
    #[must_use]
    pub fn a_year_before(&self) -> Self {
        Self { text: format!("{}的上年同期", self.text), when: self.when.years_later(-1) }
    }

    /// The month before a single month.
    pub fn a_month_before(&self) -> Option<Self> {
        Some(Self { text: format!("{}的上月", self.text), when: self.when.month_before()? })
    }

    /// Its days, when its years are known.
    pub fn period(&self) -> Option<Period> {
        let (start, end) = self.when.days()?;
        Some(Period { text: self.text.clone(), start, end })
    }
}
