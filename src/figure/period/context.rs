//! What was said before a period, and how it completes what is left out there.

use chrono::Datelike;

use super::{
    calendar::{When, Year, add, month_end},
    expression::{Expression, SameYear, Written},
    piece::Piece,
    relative::{EARLY, Relative, Unit},
};
use crate::report::ReportDate;

/// What was said before, which what is written leans on.
pub(super) struct Context<'a> {
    reference: Option<&'a ReportDate>,
    /// The year that the heading names.
    above: Option<When>,
    /// The period spoken of last.
    spoken_of: Option<When>,
    /// What this sentence was of before it told of the same part of another year, if it did: 去年同期为.
    before_same: Option<Option<When>>,
    /// Whether that was in this sentence.
    here: bool,
    /// The month reported on, by its name: in this sentence, else in the heading.
    month: Option<When>,
    /// The quarter reported on, by the heading or as the last one spoken of.
    quarter: Option<When>,
    /// What was spoken of before the bracket opened that stands open.
    outside: Option<Option<When>>,
    /// Whether a title stands open: 《今日说法》 is of no day.
    title: bool,
}

impl<'a> Context<'a> {
    pub(super) fn new(reference: Option<&'a ReportDate>, above: Option<When>) -> Self {
        let (month, quarter) = (above.filter(When::is_month), above.filter(is_quarter));
        Self {
            reference,
            above,
            spoken_of: above,
            before_same: None,
            here: false,
            month,
            quarter,
            outside: None,
            title: false,
        }
    }

    /// Goes past a folded character that begins no period.
    pub(super) fn pass(&mut self, c: char) {
        match c {
            '。' | '!' | '?' | ';' | '\n' => {
                self.here = false;
                self.spoken_of = self.before_same.take().unwrap_or(self.spoken_of);
                self.month = self.above.filter(When::is_month);
            }
            '(' => self.outside = Some(self.spoken_of),
            // What stands in brackets is said in passing.
            ')' => self.spoken_of = self.outside.take().unwrap_or(self.spoken_of),
            '《' => self.title = true,
            '》' => self.title = false,
            _ => {}
        }
    }

    pub(super) fn hear(&mut self, when: When, written: Written, compared: bool) {
        if !compared && matches!(written, Written::When(_)) && when.is_month() {
            self.month = Some(when);
        }
        if !compared && matches!(written, Written::When(_)) && is_quarter(&when) {
            self.quarter = Some(when);
        }
        // 上季度为……，去年同期为: the same part as what is reported on.
        if matches!(written, Written::Relative(Relative::Units(-1, -1, Unit::Quarter))) {
            return;
        }
        if matches!(written, Written::Same(SameYear::Before | SameYear::Written(..))) && !compared {
            self.before_same.get_or_insert(self.spoken_of);
        }
        // What something is compared with is not what is spoken of, nor what it has gone on since.
        if !compared && when.open.is_none() || self.spoken_of.is_none() {
            self.spoken_of = Some(when);
            self.here = true;
        }
    }

    /// What `expression` says, with what is left out there.
    pub(super) fn complete(&self, expression: Expression) -> Option<When> {
        let mut when = self.complete_piece(expression.written, expression.piece)?;
        if let Some(recent) = expression.until.then(|| self.recent(expression.written)).flatten() {
            when.map_years(|_| recent);
        }
        if let Some((written, piece)) = expression.to {
            let last = self.complete_piece(written, piece)?.last;
            when = When { last, ..when };
            when.days().filter(|(first, last)| first <= last)?;
        }
        when.point |= expression.until;
        when.open = expression.open;
        Some(when)
    }

    /// The year of a day that names none and lies shortly before the report: 2020年上市，截至6月24日收盘 is of today.
    fn recent(&self, written: Written) -> Option<Year> {
        /// In days.
        const SHORTLY: i64 = 45;
        let Written::When(mut when) = written else { return None };
        let date = self.reference?;
        let written_on = chrono::NaiveDate::from_ymd_opt(date.year, date.month?, date.day?)?;
        if when.first.year != Year::Unsaid {
            return None;
        }
        when.map_years(|_| Year::Known(date.year));
        let (_, day) = when.days()?;
        (0..=SHORTLY).contains(&(written_on - day).num_days()).then_some(Year::Known(date.year))
    }

    fn complete_piece(&self, written: Written, piece: Option<Piece>) -> Option<When> {
        let whole = self.complete_written(written)?;
        // Where the year is not known, the period is all that is known of its piece.
        Some(piece.and_then(|piece| piece.of(whole)).unwrap_or(whole))
    }

    fn complete_written(&self, written: Written) -> Option<When> {
        let spoken_of = self.spoken_of;
        match written {
            Written::When(mut when) => {
                // 1—11月 is told of when November is over.
                let months = when.first.month..=when.last.month;
                let unsaid = match self.year_unsaid(if *months.end() == 12 { *months.start() } else { *months.end() }) {
                    // Early in the year 全年 is the one that has ended.
                    Year::Known(year) if months == (1..=12) && self.is_early(year) => Year::Known(year - 1),
                    year => year,
                };
                when.map_years(|year| if year == Year::Unsaid { unsaid } else { self.prior(year) });
                Some(when.seen_from(self.reference)).filter(|when| !self.lacks_digit(when.first.year))
            }
            Written::After(years, mut when) => {
                let year = add(spoken_of?.last.year, years);
                when.map_years(|_| year);
                Some(when)
            }
            Written::ThisYear(mut when) => {
                let year = spoken_of.map(|when| when.last.year);
                let year = year.or(self.reference.map(|date| Year::Known(date.year)))?;
                when.map_years(|_| year);
                Some(when)
            }
            Written::Same(year) => {
                // Of a whole year only where it is told of right here.
                let told = |when: &When| !when.is_whole_years() || year == SameYear::Spoken || self.here;
                let spoken_of = spoken_of.filter(told)?;
                let mut when = spoken_of;
                match year {
                    SameYear::Spoken => {}
                    SameYear::Before => when.map_years(|year| add(year, -1)),
                    SameYear::Written(first, last) => {
                        (when.first.year, when.last.year) = (self.prior(first), self.prior(last));
                    }
                }
                let when = when.seen_from(self.reference);
                // 去年增长5%，去年同期下降1%: that is the year before.
                Some(if year != SameYear::Spoken && when == spoken_of { when.years_later(-1) } else { when })
            }
            Written::Month(offset) => {
                // 当月 is the last month spoken of, 本月 that of the report, 上月 the one before that reported on.
                let (year, month) = match (offset, spoken_of, self.month) {
                    (None, Some(when), _) | (Some(-1), _, Some(when)) => (when.last.year, when.last.month),
                    _ => {
                        let date = self.reference?;
                        (Year::Known(date.year), date.month?)
                    }
                };
                let months = i32::try_from(month).ok()? - 1 + offset.unwrap_or(0);
                let year = add(year, months.div_euclid(12));
                let month = u32::try_from(months.rem_euclid(12)).ok()? + 1;
                Some(When::new(year, (month, 1), (month, 31)))
            }
            Written::DaysOfMonth(first, last) => {
                let month = spoken_of.filter(|when| when.first.month == when.last.month);
                let (year, month) = match (month, self.reference) {
                    (Some(when), _) => (when.last.year, when.last.month),
                    (None, Some(date)) => with_day(date.year, date.month?, last)?,
                    (None, None) => return None,
                };
                Some(When::new(year, (month, first), (month, last)))
            }
            Written::Festival(..) if self.title => None,
            Written::Festival(year, festival) => {
                let year = match (year, self.reference) {
                    // A festival is of the year of writing, whatever the report looks back on.
                    (Year::Unsaid, Some(date)) if !self.here => {
                        year_seen_from(date, festival.when(Year::Unsaid).first.month)
                    }
                    (Year::Unsaid, _) => self.year_unsaid(festival.when(Year::Unsaid).first.month),
                    (Year::Relative(offset), Some(date)) => Year::Known(date.year + offset),
                    _ => year,
                };
                Some(festival.when(year))
            }
            Written::NextDay => {
                let (first, last) = spoken_of?.days()?;
                let next = last.succ_opt().filter(|_| first == last)?;
                Some(When::between(next, next))
            }
            Written::WholeDay => {
                let day_spoken_of = spoken_of.is_some_and(|when| when.point || when.first == when.last);
                if day_spoken_of || self.title {
                    return None;
                }
                Relative::Units(0, 0, Unit::Day).seen_from(self.reference?)
            }
            Written::Relative(_) if self.title => None,
            Written::Relative(Relative::Units(first, last, Unit::Quarter))
                if first == last && self.quarter.is_some() =>
            {
                self.quarter?.quarters_later(first)
            }
            Written::Relative(relative) => relative.seen_from(self.reference?),
            // Counted from what was told before, where something was.
            Written::Away(..) if spoken_of.is_some() || self.title => None,
            Written::Away(relative) => relative.seen_from(self.reference?),
        }
    }

    /// `year`, if it is 上年 told from the year reported on.
    fn prior(&self, year: Year) -> Year {
        match (year, self.above) {
            // Below a heading of several years it is the one before that spoken of.
            (Year::Prior, Some(above)) if above.first.year != above.last.year => {
                add(self.spoken_of.unwrap_or(above).last.year, -1)
            }
            (Year::Prior, Some(above)) => add(above.last.year, -1),
            (Year::Prior, None) => Year::Relative(-1),
            (year, _) => year,
        }
    }

    /// Whether a digit of the year was lost in a report that has a date: 二〇二年 for 二〇二〇年.
    fn lacks_digit(&self, year: Year) -> bool {
        self.reference.is_some() && matches!(year, Year::Known(100..300))
    }

    /// Whether nothing but the date of a report tells that `year` is meant, and it is in the first months of it.
    fn is_early(&self, year: i32) -> bool {
        let early = |date: &ReportDate| date.year == year && date.month.is_some_and(|month| month <= EARLY);
        self.reference.is_some_and(early) && self.above.is_none() && self.spoken_of.is_none()
    }

    /// The year meant where none is written, for a period that begins in `month`.
    pub(super) fn year_unsaid(&self, month: u32) -> Year {
        match (self.spoken_of, self.reference) {
            (Some(when), _) if self.here => when.last.year,
            // Below a heading of several years it is the one spoken of.
            (Some(when), _) if self.above.is_some_and(|above| above.first.year != above.last.year) => when.last.year,
            _ if self.above.is_some() => self.above.map_or(Year::Unsaid, |above| above.last.year),
            (_, Some(date)) => year_seen_from(date, month),
            (Some(when), None) => when.last.year,
            (None, None) => Year::Unsaid,
        }
    }
}

/// Whether a period is one quarter.
fn is_quarter(when: &When) -> bool {
    when.quarters_later(0).as_ref() == Some(when)
}

/// The year that a report of `date` means where it names none, for what begins in `month`.
fn year_seen_from(date: &ReportDate, month: u32) -> Year {
    // In January one looks back on the autumn.
    let before = date.month.is_some_and(|written| written <= 2) && month >= 10;
    Year::Known(if before { date.year - 1 } else { date.year })
}

/// The month of `day` alone: the last one that has such a day, for a report of a February that speaks of the 30th.
fn with_day(year: i32, month: u32, day: u32) -> Option<(Year, u32)> {
    let before = if month == 1 { (year - 1, 12) } else { (year, month - 1) };
    let found = [(year, month), before]
        .into_iter()
        .find(|&(year, month)| month_end(year, month).is_some_and(|end| end.day() >= day));
    found.map(|(year, month)| (Year::Known(year), month))
}
