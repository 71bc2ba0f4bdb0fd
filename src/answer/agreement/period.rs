//! Whether the period that is asked for is the one that is there.

use std::ops::Range;

use chrono::Datelike as _;

use super::{Asked, Grade, ground::Ground, within};
use crate::{
    figure::{
        NamedPeriod,
        period::{self, Mention, When, Year, mentions},
    },
    report::ReportDate,
};

impl Asked {
    /// The period that is asked about as a whole year (全年), as typed; `None` where it is another.
    pub(crate) fn whole_year(&self) -> Option<&str> {
        self.periods.first().filter(|_| self.whole_year).map(|(_, text)| text.as_str())
    }

    /// The first period asked about, as typed.
    pub(crate) fn first_period(&self) -> Option<&str> {
        self.periods.first().map(|(_, text)| text.as_str())
    }

    /// The one period asked for, as typed, where its year and that of `there` are both written and are not the same.
    pub(crate) fn other_year(&self, there: &NamedPeriod) -> Option<&str> {
        let [(asked, text)] = self.periods.as_slice() else { return None };
        let written = |when: &When, text: &str| match (when.first.year, when.last.year) {
            (Year::Known(first), Year::Known(last)) if when.open.is_none() && text.contains(&last.to_string()) => {
                Some((first, last))
            }
            _ => None,
        };
        let ((first, last), (first_there, last_there)) = (written(asked, text)?, written(&there.when, &there.text)?);
        (last < first_there || last_there < first).then_some(text)
    }

    /// How the period of a figure agrees with the one asked for.
    pub(crate) fn period_of(&self, figure: Option<&NamedPeriod>, date: Option<&ReportDate>) -> Grade {
        let Some(there) = figure.filter(|_| !self.periods.is_empty()) else { return Grade::Silent };
        // The start of a year is a day in 比年初减少 and a while in 今年年初.
        let starts = |text: &str| text.ends_with("年初");
        let asked = self.periods.iter().map(|(asked, text)| (asked.seen_from(date), text));
        let compare = |(asked, text): (When, &String)| {
            if starts(text) && starts(&there.text) && asked.first.year == there.when.first.year {
                return Grade::Agrees;
            }
            // 春节 is 今年春节 where no year is asked for.
            let of_year = |year: &str| year.is_empty() || year.ends_with(['年', '今', '去']);
            if asked.first.year == Year::Unsaid && there.text.strip_suffix(text.as_str()).is_some_and(of_year) {
                return Grade::Agrees;
            }
            // A half-year's figure is none of one of its quarters; a bare year may be all that is said of when.
            let around = comparable(&asked, &there.when).is_some_and(|((first, last), (first_there, last_there))| {
                (first, last) != (first_there, last_there) && first_there <= first && last <= last_there
            });
            let point = asked.point || there.when.point;
            match self.compare(&asked, &there.when, date) {
                // What was done last week, or on the 15th, was done in the month.
                Grade::Differs if is_briefly_in(&asked, &there.when) || goes_on_until(&asked, &there.when, date) => {
                    Grade::Agrees
                }
                // Of 2020—2021年 is neither 2020 nor 2021.
                Grade::Silent if around && !point && (!there.when.is_whole_years() || asked.is_whole_years()) => {
                    Grade::Differs
                }
                grade => grade,
            }
        };
        asked.map(compare).max().unwrap_or(Grade::Silent)
    }

    /// Whether the period of a figure is just the one asked for, not a part of it.
    pub(crate) fn is_exactly(&self, figure: Option<&NamedPeriod>, date: Option<&ReportDate>) -> bool {
        // What it came to in a year is of all of it.
        let days = |when: When| When { point: false, ..when }.days();
        let there = figure.and_then(|figure| days(figure.when));
        self.periods.is_empty()
            || there.is_none()
            || self.periods.iter().any(|(asked, _)| days(asked.seen_from(date)) == there)
    }

    /// Whether whole years are asked for, and the period of a figure is less than one.
    pub(crate) fn is_longer(&self, figure: Option<&NamedPeriod>, date: Option<&ReportDate>) -> bool {
        let part = figure.is_some_and(|figure| !figure.when.is_whole_years() && !figure.when.point);
        let years = self.periods.iter().all(|(asked, _)| asked.seen_from(date).is_whole_years());
        // 去年同期 is as long as what is told of now.
        part && years && !self.periods.is_empty() && !self.is_of_same_time()
    }

    /// Whether the month before is asked for: 上个月末.
    pub(crate) fn is_of_month_before(&self) -> bool {
        self.first_period().is_some_and(|text| text.starts_with("上月") || text.starts_with("上个月"))
    }

    /// Whether the same time of the year before is asked for, and no time beside it: 去年同期.
    pub(crate) fn is_of_same_time(&self) -> bool {
        let [(_, text)] = self.periods.as_slice() else { return false };
        matches!(text.as_str(), "去年同期" | "上年同期" | "去年的同期")
    }

    /// Whether a part of a year is asked for, and no year beside it.
    pub(crate) fn is_part_of_a_year(&self) -> bool {
        let part = |when: &When| !when.is_whole_years() && !when.point;
        !self.periods.is_empty() && self.periods.iter().all(|(when, _)| part(when))
    }

    /// Whether nothing but years are asked for that a report of `date` does not speak of unless it says so: neither its own
    /// nor the one before.
    pub(crate) fn is_of_other_time(&self, date: Option<&ReportDate>) -> bool {
        let Some(date) = date else { return false };
        let other = |when: When| match (when.first.year, when.last.year) {
            (Year::Known(first), Year::Known(last)) => last < date.year - 1 || date.year < first,
            _ => false,
        };
        !self.periods.is_empty() && self.periods.iter().all(|(asked, _)| other(asked.seen_from(Some(date))))
    }

    /// The one period asked for, as typed.
    pub(crate) fn named_period(&self, date: Option<&ReportDate>) -> Option<NamedPeriod> {
        let [(when, text)] = self.periods.as_slice() else { return None };
        Some(NamedPeriod { text: text.clone(), when: when.seen_from(date) })
    }

    /// The days of the one period asked for, in a report of that date; none of a state at a time.
    pub(crate) fn days(&self, date: Option<&ReportDate>) -> Option<Days> {
        self.named_period(date)?.when.stretch()
    }

    pub(super) fn period(&self, ground: &Ground<'_>, range: &Range<usize>) -> (Grade, Option<String>) {
        if self.periods.is_empty() {
            return (Grade::Silent, None);
        }
        let grade = |there: &When| {
            let asked = self.periods.iter().map(|(asked, _)| asked.seen_from(ground.date));
            let graded = asked.map(|asked| self.compare(&asked, there, ground.date));
            graded.max().unwrap_or(Grade::Silent)
        };
        let here = ground.periods.iter().filter(|mention| within(&mention.range, range));
        let own = here.clone().map(|mention| grade(&mention.when)).max();
        let mut now = ground.present.iter().filter(|mention| within(&mention.range, range));
        if own == Some(Grade::Agrees) || now.any(|mention| grade(&mention.when) == Grade::Agrees) {
            return (Grade::Agrees, None);
        }
        let above = ground.above.iter().map(|(when, _)| when);
        let grades = ground.periods.iter().map(|mention| &mention.when).chain(above).map(grade);
        // For a figure of a quarter, a plan for the year does not make up for a figure of another quarter.
        let near = if self.of_figure && grades.clone().all(|grade| grade != Grade::Agrees) {
            grades.min()
        } else {
            grades.max()
        };
        match near {
            // Said of the passage, and not of something else here.
            Some(Grade::Agrees) if own.is_none() => (Grade::Agrees, None),
            Some(Grade::Agrees | Grade::Silent) => (Grade::Silent, None),
            Some(Grade::Differs) if self.year_is_named(ground) => (Grade::Silent, None),
            // What it tells without a time is of its own year.
            Some(Grade::Differs) if own.is_none() && !self.of_figure && self.is_of_report(ground) => {
                (Grade::Silent, None)
            }
            Some(Grade::Differs) => {
                let before = ground.periods.iter().rev().filter(|mention| mention.range.end <= range.start);
                let there = here.chain(before).map(|mention| ground.passage.text[mention.range.clone()].to_owned());
                let there = there.chain(ground.above.iter().map(|(_, text)| text.clone())).next();
                (Grade::Differs, there)
            }
            None => (self.year_of_report(ground), None),
        }
    }

    /// Whether the year asked for stands in the passage without being read as a period: 在1848的选举中.
    fn year_is_named(&self, ground: &Ground<'_>) -> bool {
        let loosely = |when: &&When| when.is_whole_years() && !self.whole_year || !self.of_figure;
        self.periods.iter().map(|(when, _)| when).filter(loosely).any(|when| match when.first.year {
            Year::Known(year) => ground.haystack.contains(&year.to_string()),
            _ => false,
        })
    }

    /// Whether the year of the report is asked for, and no more of it.
    fn is_of_report(&self, ground: &Ground<'_>) -> bool {
        let of_report = |(when, _): &(When, String)| {
            let year = ground.date.map(|date| Year::Known(date.year));
            when.is_whole_years() && Some(when.first.year) == year && when.first.year == when.last.year
        };
        self.periods.iter().any(of_report)
    }

    /// A report that names no period speaks of its own year; one that begins without any speaks of none.
    fn year_of_report(&self, ground: &Ground<'_>) -> Grade {
        let Some(date) = ground.date else {
            let unnamed = |(when, _): &(When, String)| match when.first.year {
                Year::Known(year) => !ground.haystack.contains(&year.to_string()),
                _ => false,
            };
            return if ground.is_opening() && self.periods.iter().all(unnamed) {
                Grade::Differs
            } else {
                Grade::Silent
            };
        };
        // A report of June on the year before.
        let main = ground.passage.report.period.as_deref();
        let main = main.and_then(|main| mentions(main, Some(date)).first().map(|mention| mention.when));
        let on = |asked: When| main.is_some_and(|main| self.compare(&asked, &main, Some(date)) == Grade::Agrees);
        if self.periods.iter().any(|(asked, _)| on(asked.seen_from(Some(date)))) {
            return Grade::Silent;
        }
        let years = |when: &When| match (when.first.year, when.last.year) {
            (Year::Known(first), Year::Known(last)) => !(first..=last).contains(&date.year),
            _ => false,
        };
        let other = self.periods.iter().all(|(asked, _)| years(&asked.seen_from(ground.date)));
        if self.of_figure && other { Grade::Differs } else { Grade::Silent }
    }

    /// Whether what is said of `there` answers for `asked`.
    fn compare(&self, asked: &When, there: &When, date: Option<&ReportDate>) -> Grade {
        if !self.of_figure && goes_on_until(asked, there, date) {
            return Grade::Agrees;
        }
        let Some(((first, last), (first_there, last_there))) = comparable(asked, there) else {
            return Grade::Silent;
        };
        let same_end = last == last_there && (asked.point || there.point);
        if (first, last) == (first_there, last_there) || same_end {
            return Grade::Agrees;
        }
        let inside = first <= first_there && last_there <= last;
        // 目前 of a report of July is in July.
        let month = |day: chrono::NaiveDate| (day.year(), day.month());
        let of_month = there.point && month(first) == month(last) && month(last) == month(last_there);
        let around = first_there <= first && last <= last_there;
        // A bare year is named loosely: what happened in May happened in it. For a figure a month is not the quarter, but
        // an event may be told of either.
        let loosely = asked.is_whole_years() && !self.whole_year || !self.of_figure;
        if inside && loosely || of_month && (inside || asked.point) {
            Grade::Agrees
        } else if around {
            Grade::Silent
        } else {
            Grade::Differs
        }
    }
}

/// Whether `there` is no more than a week of the month asked for.
fn is_briefly_in(asked: &When, there: &When) -> bool {
    const DAYS: i64 = 7;
    comparable(asked, there).is_some_and(|((first, last), (first_there, last_there))| {
        let one_month = (first.year(), first.month()) == (last.year(), last.month());
        let brief = last_there - first_there < chrono::TimeDelta::days(DAYS);
        one_month && brief && first <= first_there && last_there <= last
    })
}

/// Whether the month of the report of `date` is asked for, and `there` goes on until the day of the report from a year before
/// it: 近一年, 去年以来. What goes on since this year began is a sum of more than the month.
fn goes_on_until(asked: &When, there: &When, date: Option<&ReportDate>) -> bool {
    let Some(&ReportDate { year, month: Some(month), day, .. }) = date else { return false };
    let of_report = |day: chrono::NaiveDate| (day.year(), day.month()) == (year, month);
    let one_month = asked.days().is_some_and(|(first, last)| of_report(first) && of_report(last));
    let (first, last) = there.bounds();
    let before = first.is_some_and(|first| first.year() < year);
    one_month && before && last.is_none_or(|last| of_report(last) && Some(last.day()) == day)
}

/// The periods that `folded`, a question, names, a year without its mark among them: 甘孜 2020 影院.
pub(super) fn asked_in(folded: &str) -> Vec<Mention> {
    let mut found = mentions(folded, None);
    // 三大节指重阳、端午，还有哪个节日: they are what is asked about.
    if ["节日", "节庆"].iter().any(|word| folded.contains(word)) {
        found.retain(|mention| folded[mention.range.clone()].contains(['年', '月', '日', '季', '周']));
    }
    for asked in period::asked(folded) {
        let year = &folded[asked.year.clone()];
        let bare = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
        let whole = || match asked.first_year {
            Year::Known(year) if asked.part.is_empty() => Some(When::of_year(year)),
            _ => None,
        };
        let range = asked.range();
        // 去年同期, where no part of a year is named, is of that year.
        let then = match asked.first_year {
            year @ Year::Relative(_) => Some(year),
            Year::Prior => Some(Year::Relative(-1)),
            _ => None,
        };
        let then = then.filter(|_| asked.when.is_none() && folded[range.clone()].ends_with("同期"));
        let then = then.map(|year| When::new(year, (1, 1), (12, 31)));
        if let Some(when) = asked.when.or_else(whole).filter(|_| bare).or(then) {
            found.retain(|mention| mention.range.end <= range.start || range.end <= mention.range.start);
            found.push(Mention { range, when });
        }
    }
    found
}

type Days = (chrono::NaiveDate, chrono::NaiveDate);

/// The days of both; where the year of one is not known, as if both were of one year.
fn comparable(asked: &When, there: &When) -> Option<(Days, Days)> {
    if let (Some(asked), Some(there)) = (asked.days(), there.days()) {
        return Some((asked, there));
    }
    let in_one_year = |when: &When| {
        let one = when.first.year == when.last.year;
        let mut when = *when;
        (when.first.year, when.last.year) = (Year::Known(2000), Year::Known(2000));
        when.days().filter(|_| one)
    };
    // Nothing is known of a year that is not said.
    let bare = |when: &When| when.is_whole_years();
    (!bare(asked) && !bare(there)).then_some(())?;
    Some((in_one_year(asked)?, in_one_year(there)?))
}
