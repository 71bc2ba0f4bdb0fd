//! A piece of a longer period, told by counting: 十月第一周, 今年的最后三周, 上个月15号.

use chrono::{Datelike, Days, NaiveDate};

use super::{
    calendar::When,
    relative::Unit,
    scan::{Scan, digit},
};

/// What is counted within the period before it.
#[derive(Debug, Clone, Copy)]
pub(super) enum Piece {
    /// Days of its month.
    Days(u32, u32),
    /// The state on its last day.
    End,
    /// A week, counted from the first Monday.
    Week(i32),
    /// The so many-th of a day of the week, 1 to 7.
    Weekday(i32, u32),
    /// The last of a day of the week.
    LastWeekday(u32),
    /// A day, from the first.
    Day(i32),
    /// A month, from the first.
    Month(i32),
    /// So many units at its beginning.
    First(i32, Unit),
    /// So many units at its end.
    Last(i32, Unit),
}

impl Piece {
    /// The piece of `whole`, whose years must be known and which must hold it.
    pub(super) fn of(self, whole: When) -> Option<When> {
        let (first, last) = whole.days()?;
        let (begins, ends) = match self {
            Self::Days(from, to) => {
                return Some(When::new(whole.first.year, (whole.first.month, from), (whole.first.month, to)));
            }
            Self::End => return Some(When { point: true, ..whole }),
            Self::Week(count) => stretch(weekday_from(first, 1)?, count - 1, 1, Unit::Week)?,
            Self::Weekday(count, day) => {
                let day = Unit::Week.after(weekday_from(first, day)?, count - 1)?;
                (day, day)
            }
            Self::LastWeekday(day) => {
                let day = weekday_from(last.checked_sub_days(Days::new(6))?, day)?;
                (day, day)
            }
            Self::Day(count) => stretch(first, count - 1, 1, Unit::Day)?,
            Self::Month(count) => stretch(first, count - 1, 1, Unit::Month)?,
            Self::First(count, Unit::Week) => stretch(weekday_from(first, 1)?, 0, count, Unit::Week)?,
            Self::First(count, unit) => stretch(first, 0, count, unit)?,
            Self::Last(count, Unit::Week) => {
                // Whole weeks, of which the last ends within.
                let sunday = last.checked_sub_days(Days::new(u64::from(last.weekday().num_days_from_sunday())))?;
                (Unit::Week.after(sunday, -count)?.succ_opt()?, sunday)
            }
            Self::Last(count, unit) => (unit.after(last.succ_opt()?, -count)?, last),
        };
        (first <= begins && begins <= last).then(|| When::between(begins, ends))
    }
}

/// First and last day of `count` units, of which the first begins so many units after `day`.
fn stretch(day: NaiveDate, units: i32, count: i32, unit: Unit) -> Option<(NaiveDate, NaiveDate)> {
    let first = unit.after(day, units)?;
    Some((first, unit.after(first, count)?.pred_opt()?))
}

/// The first day from `day` on that is the given one of the week, 1 to 7.
fn weekday_from(day: NaiveDate, weekday: u32) -> Option<NaiveDate> {
    let ahead = (weekday + 6 - day.weekday().num_days_from_monday()) % 7;
    day.checked_add_days(Days::new(ahead.into()))
}

impl Scan<'_> {
    /// What is counted within the period just read.
    pub(super) fn piece(&mut self) -> Option<Piece> {
        self.eat("的");
        self.attempt(Self::nth).or_else(|| self.attempt(Self::first_or_last))
    }

    /// `第三周`, `第一个周二`, `第九个月`.
    fn nth(&mut self) -> Option<Piece> {
        if !self.eat("第") {
            return None;
        }
        let count = i32::try_from(self.number(99)?).ok()?;
        let piece = self.eat("个");
        if !piece && self.eat("天") {
            return Some(Piece::Day(count));
        }
        if piece && self.eat("月") {
            return (count <= 12).then_some(Piece::Month(count));
        }
        self.week()?;
        if piece && let Some(day) = self.attempt(Self::weekday) {
            return Some(Piece::Weekday(count, day));
        }
        // 第一周期, 第三周年.
        (count <= 53 && !self.peek().is_some_and(|c| "期年岁".contains(c))).then_some(Piece::Week(count))
    }

    /// `前2周`, `最后三天`, `后三月`.
    fn first_or_last(&mut self) -> Option<Piece> {
        self.space();
        if self.eat("最后一个") {
            let unit = if self.eat("月") {
                Unit::Month
            } else if self.eat("季度") {
                Unit::Quarter
            } else {
                self.week()?;
                if let Some(day) = self.attempt(Self::weekday) {
                    return Some(Piece::LastWeekday(day));
                }
                Unit::Week
            };
            return Some(Piece::Last(1, unit));
        }
        let at_end = if self.eat("最后") || self.eat("后") {
            true
        } else if self.eat("前") {
            false
        } else {
            return None;
        };
        self.space();
        if at_end && let Some(months) = self.attempt(|scan| scan.count(12).filter(|_| scan.eat("月"))) {
            return Some(Piece::Last(i32::try_from(months).ok()?, Unit::Month));
        }
        let (count, unit) = self.amount()?;
        // 2021年前3年 is no part of 2021.
        (unit < Unit::Quarter).then_some(if at_end { Piece::Last(count, unit) } else { Piece::First(count, unit) })
    }

    /// Days of 本月 and the like: `15号`, `上旬`, `底`.
    pub(super) fn days_of_month(&mut self) -> Option<Piece> {
        let day = self.attempt(|scan| {
            scan.space();
            let day = scan.number(31)?;
            scan.eat_any(&['日', '号']).map(|_| Piece::Days(day, day))
        });
        day.or_else(|| self.attempt(Self::stretch_of_month_days))
            .or_else(|| self.eat_any(&['末', '底']).map(|_| Piece::End))
    }

    /// `上旬`, `下半月`, `初`.
    pub(super) fn stretch_of_month_days(&mut self) -> Option<Piece> {
        const STRETCHES: [(&str, u32, u32); 8] = [
            ("上中旬", 1, 20),
            ("中下旬", 11, 31),
            ("上旬", 1, 10),
            ("中旬", 11, 20),
            ("下旬", 21, 31),
            ("上半月", 1, 15),
            ("下半月", 16, 31),
            ("初", 1, 5),
        ];
        if self.starts_with("初步") || self.starts_with("初级") {
            return None;
        }
        let found = STRETCHES.iter().find(|(word, ..)| self.eat(word));
        // 五月初九 is lunar.
        let lunar = self.preceded_by("初") && self.peek().is_some_and(|c| digit(c).is_some() || c == '十');
        found.filter(|_| !lunar).map(|&(_, first, last)| Piece::Days(first, last))
    }
}
