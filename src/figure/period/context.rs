//! What was said before a period, and how it completes what is left out there.

use super::{
    calendar::{When, Year, add},
    expression::{SameYear, Written},
};
use crate::report::ReportDate;

/// What was said before, which what is written leans on.
pub(super) struct Context<'a> {
    pub(super) reference: Option<&'a ReportDate>,
    /// The period spoken of last.
    pub(super) spoken_of: Option<When>,
    /// Whether that was in this sentence.
    pub(super) here: bool,
    /// What was spoken of before the bracket opened that stands open.
    pub(super) outside: Option<Option<When>>,
}

impl Context<'_> {
    /// Goes past a folded character that begins no period.
    pub(super) fn pass(&mut self, c: char) {
        match c {
            '。' | '!' | '?' | ';' | '\n' => self.here = false,
            '(' => self.outside = Some(self.spoken_of),
            // What stands in brackets is said in passing.
            ')' => self.spoken_of = self.outside.take().unwrap_or(self.spoken_of),
            _ => {}
        }
    }

    pub(super) fn hear(&mut self, when: When, compared: bool) {
        // What something is compared with is not what is spoken of.
        if !compared || self.spoken_of.is_none() {
            self.spoken_of = Some(when);
            self.here = true;
        }
    }

    pub(super) fn complete(&self, written: Written) -> Option<When> {
        let spoken_of = self.spoken_of;
        match written {
            Written::When(mut when) => {
                let unsaid = self.year_unsaid(when.first.month);
                when.map_years(|year| if year == Year::Unsaid { unsaid } else { year });
                Some(when.seen_from(self.reference))
            }
            Written::After(years, mut when) => {
                let year = add(spoken_of?.last.year, years);
                when.map_years(|_| year);
                Some(when)
            }
            Written::Same(year) => {
                let mut when = spoken_of.filter(|when| !when.is_whole_years() || year == SameYear::Spoken)?;
                match year {
                    SameYear::Spoken => {}
                    SameYear::Before => when.map_years(|year| add(year, -1)),
                    SameYear::Written(first, last) => {
                        (when.first.year, when.last.year) = (first, last);
                    }
                }
                Some(when.seen_from(self.reference))
            }
            Written::Month(offset) => {
                // 当月 is the last month spoken of, 本月 that of the report.
                let (year, month) = match (offset, spoken_of) {
                    (None, Some(when)) => (when.last.year, when.last.month),
                    _ => {
                        let date = self.reference?;
                        (Year::Known(date.year), date.month?)
                    }
                };
                let (year, month) = match (offset.unwrap_or(0), month) {
                    (-1, 1) => (add(year, -1), 12),
                    (offset, month) => (year, month.checked_add_signed(offset)?),
                };
                Some(When::new(year, (month, 1), (month, 31)))
            }
            Written::DayOfMonth(day) => {
                let month = spoken_of.filter(|when| when.first.month == when.last.month);
                let (year, month) = match (month, self.reference) {
                    (Some(when), _) => (when.last.year, when.last.month),
                    (None, Some(date)) => (Year::Known(date.year), date.month?),
                    (None, None) => return None,
                };
                Some(When::new(year, (month, day), (month, day)))
            }
        }
    }

    /// The year meant where none is written, for a period that begins in `month`.
    pub(super) fn year_unsaid(&self, month: u32) -> Year {
        match (self.spoken_of, self.reference) {
            (Some(when), _) if self.here => when.last.year,
            // In January one looks back on the autumn.
            (_, Some(date)) if date.month.is_some_and(|written| written <= 2) && month >= 10 => {
                Year::Known(date.year - 1)
            }
            (_, Some(date)) => Year::Known(date.year),
            (Some(when), None) => when.last.year,
            (None, None) => Year::Unsaid,
        }
    }
}
