//! Periods as seen from the day of writing: 昨天, 上周一, 上个季度, 三年前, 近五年.

use chrono::{Datelike, Days, Months, NaiveDate};

use super::{calendar::When, expression::Written, scan::Scan};
use crate::{report::ReportDate, text::is_han};

/// A stretch of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unit {
    Day,
    Week,
    Month,
    Quarter,
    HalfYear,
    Year,
}

/// What is counted from the day of writing, backward where negative.
#[derive(Debug, Clone, Copy)]
pub(super) enum Relative {
    /// So many whole units from the one that holds the day, first and last: 昨天, 上个季度, 三年前, 上两周.
    Units(i32, i32, Unit),
    /// A day, 1 to 7, of a week so many weeks away.
    Weekday(i32, u32),
    /// So many units up to the day of writing: 近三年.
    Past(i32, Unit),
    /// From the beginning of the year so many years ago up to the day of writing: 三年多来.
    SinceYear(i32),
    /// So many units from the day of writing on: 未来十年.
    Future(i32, Unit),
    /// So many units from the day after: 后三天.
    Coming(i32, Unit),
}

/// Words for a day, and characters before them that make them part of other words (`目前日均`).
const DAYS: [(&str, i32, &str); 16] = [
    ("大大后天", 4, ""),
    ("大大前天", -4, ""),
    ("大后天", 3, ""),
    ("大后日", 3, ""),
    ("大前天", -3, ""),
    ("今天", 0, "如"),
    ("今日", 0, "如迄现"),
    ("昨天", -1, ""),
    ("昨日", -1, ""),
    ("寻日", -1, "搜查找"),
    ("明天", 1, "说"),
    ("明日", 1, "说证表声标申照聪"),
    ("听日", 1, "收"),
    ("后天", 2, "先以之今然最年月天日"),
    ("前天", -2, "目以之年月天日提"),
    ("前日", -2, "目以之年月天日提"),
];

/// What else begins with the name of a day: 今日头条, 明日均.
const NOT_DAYS: &str = "头本均期报常子性语";

/// Units beside the present one.
const BESIDE: [(&str, i32); 11] = [
    ("上上个", -2),
    ("上上", -2),
    ("上个", -1),
    ("上", -1),
    ("下下", 2),
    ("下个", 1),
    ("下", 1),
    ("本", 0),
    ("这个", 0),
    ("今个", 0),
    ("这", 0),
];

impl Unit {
    /// The first day of the unit that holds `day`.
    fn start(self, day: NaiveDate) -> Option<NaiveDate> {
        let month = match self {
            Self::Day => return Some(day),
            Self::Week => return day.checked_sub_days(Days::new(u64::from(day.weekday().num_days_from_monday()))),
            Self::Month => day.month(),
            Self::Quarter => (day.month() - 1) / 3 * 3 + 1,
            Self::HalfYear => (day.month() - 1) / 6 * 6 + 1,
            Self::Year => 1,
        };
        NaiveDate::from_ymd_opt(day.year(), month, 1)
    }

    /// The day so many units after `day`.
    pub(super) fn after(self, day: NaiveDate, units: i32) -> Option<NaiveDate> {
        let size = units.unsigned_abs();
        let (days, months) = match self {
            Self::Day => (size, 0),
            Self::Week => (7 * size, 0),
            Self::Month => (0, size),
            Self::Quarter => (0, 3 * size),
            Self::HalfYear => (0, 6 * size),
            Self::Year => (0, 12 * size),
        };
        if units < 0 {
            day.checked_sub_days(Days::new(days.into()))?.checked_sub_months(Months::new(months))
        } else {
            day.checked_add_days(Days::new(days.into()))?.checked_add_months(Months::new(months))
        }
    }
}

/// In these months of a year reports tell of the year before as the one that has passed.
pub(super) const EARLY: u32 = 3;

impl Relative {
    /// The days meant in a report of `reference`, which must tell as much of its date as is counted in.
    pub(super) fn seen_from(self, reference: &ReportDate) -> Option<When> {
        let known = match (reference.month, reference.day) {
            (Some(_), Some(_)) => Unit::Day,
            (Some(_), None) => Unit::Month,
            _ => Unit::Year,
        };
        let today = NaiveDate::from_ymd_opt(reference.year, reference.month.unwrap_or(1), reference.day.unwrap_or(1))?;
        let exact = known == Unit::Day;
        let (first, last) = match self {
            Self::Units(first, last, unit) => {
                // A week of a month is not known by the month.
                (unit >= known && (exact || unit != Unit::Week)).then_some(())?;
                let start = unit.start(today)?;
                (unit.after(start, first)?, unit.after(start, last + 1)?.pred_opt()?)
            }
            Self::SinceYear(years) if !exact => return Self::Units(-years, 0, Unit::Year).seen_from(reference),
            Self::SinceYear(years) => (Unit::Year.after(Unit::Year.start(today)?, -years)?, today),
            // Early in the year 过去一年 is the one that has ended.
            Self::Past(1, Unit::Year) if today.month() <= EARLY => {
                return Self::Units(-1, -1, Unit::Year).seen_from(reference);
            }
            // With the month alone known, whole months are counted.
            Self::Past(count, unit) if known == Unit::Month => {
                return Self::Units(1 - count, 0, unit).seen_from(reference);
            }
            Self::Future(count, unit) if known == Unit::Month => {
                return Self::Units(0, count - 1, unit).seen_from(reference);
            }
            _ if !exact => return None,
            Self::Weekday(weeks, day) => {
                let monday = Unit::Week.after(Unit::Week.start(today)?, weeks)?;
                let day = monday.checked_add_days(Days::new(u64::from(day) - 1))?;
                (day, day)
            }
            Self::Past(units, unit) => (unit.after(today, -units)?, today),
            Self::Future(units, unit) => (today, unit.after(today, units)?),
            Self::Coming(units, unit) => (today.succ_opt()?, unit.after(today, units)?),
        };
        Some(When::between(first, last))
    }
}

impl Scan<'_> {
    pub(super) fn relative(&mut self) -> Option<Written> {
        self.attempt(Self::relative_day)
            .or_else(|| self.attempt(Self::relative_week))
            .or_else(|| self.attempt(Self::unit_beside))
            .or_else(|| self.attempt(Self::units_beside))
            .or_else(|| self.attempt(Self::units_around))
            .or_else(|| self.attempt(Self::units_away))
    }

    /// `昨天`, `后天`.
    fn relative_day(&mut self) -> Option<Written> {
        let before = self.char_before(self.at);
        let days = self.word_of(&DAYS, before)?;
        // 今日的上海 is that of these times.
        let nowadays = self.preceded_by("今日") && self.starts_with("的");
        let other = nowadays || self.peek().is_some_and(|c| NOT_DAYS.contains(c));
        (!other).then_some(Written::Relative(Relative::Units(days, days, Unit::Day)))
    }

    /// `上周`, `本周五`, `下下周日`, `星期三`.
    fn relative_week(&mut self) -> Option<Written> {
        let before = self.char_before(self.at);
        let beside = self.attempt(|scan| {
            let weeks = scan.beside()?;
            scan.eat_any(&['一']);
            Some(weeks)
        });
        if beside.is_none() && before.is_some_and(|c| is_count(c) || "每隔逢首圆末个至到".contains(c)) {
            return None;
        }
        self.week()?;
        let doubled = beside.is_some() && self.attempt(Self::week).is_some();
        let day = self.attempt(Self::weekday);
        match (beside, day) {
            (weeks, Some(day)) => Some(Written::Relative(Relative::Weekday(weeks.unwrap_or(0), day))),
            (Some(weeks), None) if !doubled && !self.peek().is_some_and(|c| "期末年岁长刊转边".contains(c)) => {
                Some(Written::Relative(Relative::Units(weeks, weeks, Unit::Week)))
            }
            _ => None,
        }
    }

    /// `周`, `星期`, `礼拜`.
    pub(super) fn week(&mut self) -> Option<()> {
        (self.eat("周") || self.eat("星期") || self.eat("礼拜")).then_some(())
    }

    /// What follows `周` in the name of a day, 1 to 7.
    pub(super) fn weekday(&mut self) -> Option<u32> {
        let at = "一二三四五六日天".chars().zip(1..).find(|&(c, _)| self.peek() == Some(c))?.1;
        self.at += 1;
        let other = self.peek().is_some_and(|c| is_count(c) || "均内岁年度围圈福个次".contains(c));
        (!other).then_some(at.min(7))
    }

    /// `上个季度`, `本季度`, `上个半年`.
    fn unit_beside(&mut self) -> Option<Written> {
        let units = self.beside()?;
        self.eat_any(&['一']);
        let short = |scan: &mut Self| {
            scan.eat("季").then_some(())?;
            scan.peek().is_none_or(|c| !is_han(c) || matches!(c, '末' | '的' | '同')).then_some(())
        };
        let unit = if self.eat("季度") || self.attempt(short).is_some() {
            Unit::Quarter
        } else if self.char_before(self.at) == Some('个') && self.eat("半年") {
            Unit::HalfYear
        } else {
            return None;
        };
        Some(Written::Relative(Relative::Units(units, units, unit)))
    }

    fn beside(&mut self) -> Option<i32> {
        BESIDE.iter().find_map(|&(word, units)| self.eat(word).then_some(units))
    }

    /// `上两周`, `下三天`, `后三天`: whole units next to the present one.
    fn units_beside(&mut self) -> Option<Written> {
        // 早上三天, 以后三天.
        if self.char_before(self.at).is_some_and(is_han) {
            return None;
        }
        let side = self.eat_any(&['上', '前', '下', '后'])?;
        // 上半年 is of a year.
        if self.starts_with("半") {
            return None;
        }
        let (count, unit) = self.amount()?;
        // 上一年 is the one before that reported on.
        if side == '上' && (count, unit) == (1, Unit::Year) {
            return None;
        }
        if side == '前' {
            // 前三季度 are the first of a year, 前一年 is seen from the one spoken of.
            let first = count > 1 && matches!(unit, Unit::Month | Unit::Quarter);
            let year = count == 1 && unit == Unit::Year;
            return (!first && !year).then_some(Written::Away(Relative::Units(-count, -1, unit)));
        }
        Some(Written::Relative(match side {
            '上' => Relative::Units(-count, -1, unit),
            '下' => Relative::Units(1, count, unit),
            _ => Relative::Coming(count, unit),
        }))
    }

    /// `近三年`, `过去五年`, `未来十年`.
    fn units_around(&mut self) -> Option<Written> {
        let before = self.char_before(self.at);
        // 历时近三年 is almost three years.
        let nearly = before.is_some_and(|c| "了时经达长有续用最将附临接".contains(c));
        let past = self.eat("过去") || self.eat("最近") || !nearly && self.eat("近");
        let after = !past && (self.eat("接下来") || !before.is_some_and(is_han) && self.eat("之后"));
        if !(past || after || self.eat("未来") || self.eat("今后")) {
            return None;
        }
        self.eat("的");
        let (count, unit) = self.amount()?;
        // 近三年时间 is almost three years.
        if self.starts_with("时间") || self.starts_with("的时间") || self.starts_with("之久") {
            return None;
        }
        self.eat_any(&['来', '间', '内']);
        Some(Written::Relative(match (past, after) {
            (true, _) => Relative::Past(count, unit),
            (_, true) => Relative::Coming(count, unit),
            _ => Relative::Future(count, unit),
        }))
    }

    /// `三天前`, `两周后`, `五年之前`.
    fn units_away(&mut self) -> Option<Written> {
        // 案发三天前, 选举一周后 are told from something else.
        let before = self.char_before(self.at);
        let elsewhere = before.is_some_and(|c| is_han(c) && !"我你他她它们在于将".contains(c));
        if let Some((least, most)) = self.attempt(Self::rough_years) {
            return self.rough_years_away(least, most).filter(|_| !elsewhere).map(Written::Relative);
        }
        let (count, unit) = self.amount()?;
        if self.eat("来") || self.eat("以来") {
            return Some(Written::Relative(Relative::Past(count, unit)));
        }
        if elsewhere {
            return None;
        }
        // 3日内 is a term, whenever it begins.
        if !self.preceded_by("日") && (self.eat("内") || self.eat("以内") || self.eat("之内")) {
            return Some(Written::Relative(Relative::Future(count, unit)));
        }
        // 三年以后 goes on from there.
        if self.starts_with("以前") || self.starts_with("以后") {
            let away = if self.starts_with("以前") { -count } else { count };
            return Some(Written::Away(Relative::Units(away, away, unit)));
        }
        self.eat("之");
        let away = if self.eat_any(&['前', '后'])? == '前' { -count } else { count };
        self.ends_distance().then_some(Written::Away(Relative::Units(away, away, unit)))
    }

    /// `过两天`: what is so many units ahead.
    pub(super) fn units_passing(&mut self) -> Option<Written> {
        if self.peek() != Some('过') {
            return None;
        }
        // 超过两天, 经过五年 count what passed.
        if self.char_before(self.at).is_some_and(|c| is_han(c) && !"我你他她它们再".contains(c)) {
            return None;
        }
        self.at += 1;
        let (count, unit) = self.amount()?;
        Some(Written::Away(Relative::Units(count, count, unit)))
    }

    /// `二十几年`, `3年多`: so many years, and no more than so many.
    fn rough_years(&mut self) -> Option<(i32, i32)> {
        let count = i32::try_from(self.count(99)?).ok()?;
        let tens = count % 10 == 0;
        if tens && self.eat_any(&['几', '多', '余']).is_some() && self.eat("年") {
            return Some((count, count + 10));
        }
        (self.eat("年多") || self.eat("年余")).then_some((count, count + 1))
    }

    /// What follows a rough number of years: `前`, `以来`. Such a number tells of calendar years and of no days.
    fn rough_years_away(&mut self, least: i32, most: i32) -> Option<Relative> {
        if self.eat("来") || self.eat("以来") {
            return Some(Relative::SinceYear(least));
        }
        self.eat_any(&['之', '以']);
        let ahead = self.eat_any(&['前', '后'])? == '后';
        let (first, last) = if ahead { (least, most) } else { (-most, -least) };
        self.ends_distance().then_some(Relative::Units(first, last, Unit::Year))
    }

    /// Whether nothing after 前 or 后 makes it part of another word: 前后, 前三季度, 后期.
    fn ends_distance(&self) -> bool {
        !self.peek().is_some_and(|c| is_count(c) || "半后期续天日年几首".contains(c))
    }

    /// A number of units: `三年`, `两个月`, `4周`, `半年`, `一年半`.
    pub(super) fn amount(&mut self) -> Option<(i32, Unit)> {
        if self.eat("半年") {
            return Some((6, Unit::Month));
        }
        if self.eat("半个月") || self.eat("半月") {
            return Some((15, Unit::Day));
        }
        let count = i32::try_from(self.count(99)?).ok()?;
        self.space();
        let piece = self.eat("个");
        let unit = if self.eat("月") && piece {
            Unit::Month
        } else if self.eat("季度") {
            Unit::Quarter
        } else if self.starts_with("星期") || self.starts_with("礼拜") || (!piece && self.starts_with("周")) {
            self.week()?;
            Unit::Week
        } else if !piece && self.eat_any(&['天', '日']).is_some() {
            Unit::Day
        } else if !piece && self.eat("年") {
            if self.eat("半") {
                return Some((12 * count + 6, Unit::Month));
            }
            Unit::Year
        } else {
            return None;
        };
        let other = self.peek().is_some_and(|c| "级期岁龄半多代度均".contains(c));
        (!other).then_some((count, unit))
    }
}

fn is_count(c: char) -> bool {
    super::scan::digit(c).is_some() || super::scan::is_numeral(c)
}
