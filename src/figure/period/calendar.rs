//! Days and spans of days of years that need not be known.

use chrono::{Datelike, NaiveDate};

use crate::report::ReportDate;

/// A year, as far as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Year {
    /// It is not.
    Unsaid,
    /// So many years after the time of writing: 0 for 今年, −1 for 去年.
    Relative(i32),
    /// The one before the year that is reported on: 上年.
    Prior,
    /// A calendar year.
    Known(i32),
}

/// A day of a year that may be unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day {
    /// Its year.
    pub year: Year,
    /// 1 to 12.
    pub month: u32,
    /// 1 to 31; a day that its month does not have stands for the month's last.
    pub day: u32,
}

/// To which side a period is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Open {
    /// From its first day on: 2018年起.
    Since,
    /// From the day after its last: 2018年之后.
    After,
    /// Up to its last day: 2018年及以前.
    Until,
    /// Up to the day before its first: 2018年之前.
    Before,
}

/// A span of days, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct When {
    /// First day.
    pub first: Day,
    /// Last day.
    pub last: Day,
    /// Whether the state on the last day is meant: `6月末`, `截至5月27日`.
    pub point: bool,
    /// Whether it stands for all the time before or after it: `2018年以来`.
    pub open: Option<Open>,
}

impl When {
    pub(crate) fn new(year: Year, (first_month, first_day): (u32, u32), (last_month, last_day): (u32, u32)) -> Self {
        let day = |month, day| Day { year, month, day };
        Self { first: day(first_month, first_day), last: day(last_month, last_day), point: false, open: None }
    }

    /// As it stands on a day.
    pub(in crate::figure) fn as_of(year: i32, month: u32, day: u32) -> Self {
        Self { point: true, ..Self::new(Year::Known(year), (month, day), (month, day)) }
    }

    /// A calendar year.
    pub fn of_year(year: i32) -> Self {
        Self::years(year, year)
    }

    pub(super) fn years(first: i32, last: i32) -> Self {
        let (first, last) = (Year::Known(first), Year::Known(last));
        Self {
            first: Day { year: first, month: 1, day: 1 },
            last: Day { year: last, month: 12, day: 31 },
            point: false,
            open: None,
        }
    }

    pub(super) fn between(first: NaiveDate, last: NaiveDate) -> Self {
        let day = |day: NaiveDate| Day { year: Year::Known(day.year()), month: day.month(), day: day.day() };
        Self { first: day(first), last: day(last), point: false, open: None }
    }

    /// Whether it is made of whole years.
    pub fn is_whole_years(&self) -> bool {
        (self.first.month, self.first.day, self.last.month, self.last.day) == (1, 1, 12, 31) && !self.point
    }

    /// Whether it is a year from its beginning on: 上半年, 1—9月.
    pub fn begins_year(&self) -> bool {
        (self.first.month, self.first.day) == (1, 1) && self.first.year == self.last.year && !self.point
    }

    /// Whether it is one month.
    pub fn is_month(&self) -> bool {
        let (first, last) = (self.first, self.last);
        (first.year, first.month) == (last.year, last.month) && first.day != last.day
    }

    /// The same, with `今年` and the like counted from `reference`.
    #[must_use]
    pub fn seen_from(mut self, reference: Option<&ReportDate>) -> Self {
        for edge in [&mut self.first, &mut self.last] {
            if let (Year::Relative(offset), Some(date)) = (edge.year, reference) {
                edge.year = Year::Known(date.year + offset);
            }
        }
        self
    }

    /// The same days of another year.
    #[must_use]
    pub fn years_later(mut self, years: i32) -> Self {
        self.map_years(|year| add(year, years));
        self
    }

    /// The quarter so many quarters after the one that the period ends in, of a year that is known.
    pub(super) fn quarters_later(&self, quarters: i32) -> Option<Self> {
        let Year::Known(year) = self.last.year else { return None };
        let quarter = i32::try_from((self.last.month - 1) / 3).ok()? + quarters;
        let month = u32::try_from(3 * quarter.rem_euclid(4)).ok()? + 1;
        Some(Self::new(Year::Known(year + quarter.div_euclid(4)), (month, 1), (month + 2, 31)))
    }

    /// The month before, of a period that is one month of a year that is known.
    pub fn month_before(&self) -> Option<Self> {
        let Year::Known(year) = self.first.year else { return None };
        let one = (self.first.year, self.first.month) == (self.last.year, self.last.month);
        let whole = self.first.day == 1 && self.last.day >= 28 && self.open.is_none();
        let (year, month) = if self.first.month == 1 { (year - 1, 12) } else { (year, self.first.month - 1) };
        // A day that its month does not have stands for its last.
        (one && whole).then(|| Self { point: self.point, ..Self::new(Year::Known(year), (month, 1), (month, 31)) })
    }

    /// First and last day, when both years are known; of a period that is open, of what is named: 2018 for 2018年以来.
    pub fn days(&self) -> Option<(NaiveDate, NaiveDate)> {
        let first = self.first.date()?;
        let last = self.last.date()?;
        Some((if self.point { last } else { first }, last))
    }

    /// [`Self::days`] of a time that goes on from the first to the last of them; none of a state at a time, and of none
    /// that is open.
    pub fn stretch(&self) -> Option<(NaiveDate, NaiveDate)> {
        self.days().filter(|_| !self.point && self.open.is_none())
    }

    /// The days that it stands for; a side without end has none, and none is known where [`Self::days`] knows none.
    pub fn bounds(&self) -> (Option<NaiveDate>, Option<NaiveDate>) {
        let Some((first, last)) = self.days() else { return (None, None) };
        match self.open {
            None => (Some(first), Some(last)),
            Some(Open::Since) => (Some(first), None),
            Some(Open::After) => (last.succ_opt(), None),
            Some(Open::Until) => (None, Some(last)),
            // Before the end of a year is up to it.
            Some(Open::Before) if self.point => (None, Some(last)),
            Some(Open::Before) => (None, first.pred_opt()),
        }
    }

    pub(super) fn map_years(&mut self, change: impl Fn(Year) -> Year) {
        self.first.year = change(self.first.year);
        self.last.year = change(self.last.year);
    }
}

impl Day {
    pub(super) fn date(&self) -> Option<NaiveDate> {
        let Year::Known(year) = self.year else { return None };
        NaiveDate::from_ymd_opt(year, self.month, self.day).or_else(|| month_end(year, self.month))
    }
}

pub(super) fn month_end(year: i32, month: u32) -> Option<NaiveDate> {
    let (year, month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
    NaiveDate::from_ymd_opt(year, month, 1)?.pred_opt()
}

pub(super) fn add(year: Year, years: i32) -> Year {
    match year {
        Year::Unsaid => Year::Unsaid,
        Year::Relative(offset) => Year::Relative(offset + years),
        Year::Prior => Year::Relative(years - 1),
        Year::Known(year) => Year::Known(year + years),
    }
}
