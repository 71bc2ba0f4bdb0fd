//! Parts of a year: halves, quarters, seasons, months, days.

use chrono::NaiveDate;

use super::{
    calendar::{Day, When, Year, add},
    piece::Piece,
    scan::{RANGE_MARKS, Scan, digit, is_numeral},
};
use crate::text::is_han;

/// First and last month of stretches with a name.
const STRETCHES: [(&str, u32, u32); 9] = [
    ("上半年", 1, 6),
    ("下半年", 7, 12),
    ("暑期", 7, 8),
    // What a firm reports on.
    ("半年度报告", 1, 6),
    ("半年报", 1, 6),
    ("中期报告", 1, 6),
    ("中报", 1, 6),
    ("一季报", 1, 3),
    ("三季报", 1, 9),
];
const SEASONS: [(char, u32, u32); 3] = [('春', 3, 5), ('夏', 6, 8), ('秋', 9, 11)];

/// What else begins with the name of a month.
const NOT_MONTHS: [&str; 4] = ["月革命", "月龄", "月天", "月大"];

impl Scan<'_> {
    /// A part of `year`: quarters, halves, months, days.
    pub(super) fn part(&mut self, year: Year) -> Option<When> {
        if self.eat("全年") {
            return Some(When::new(year, (1, 1), (12, 31)));
        }
        for (word, first, last) in STRETCHES {
            if self.eat(word) {
                return Some(self.ending(year, first, last));
            }
        }
        if let Some((first, last)) = self.attempt(Self::lettered) {
            return Some(When::new(year, (first, 1), (last, 31)));
        }
        self.attempt(|scan| scan.numeric_date().map(|(month, day)| When::new(year, (month, day.0), (month, day.1))))
            .or_else(|| self.attempt(|scan| scan.quarters(year)))
            .or_else(|| self.attempt(|scan| scan.months(year)))
    }

    /// First and last month of `Q1` and `H2`.
    fn lettered(&mut self) -> Option<(u32, u32)> {
        let months = match self.eat_any(&['q', 'h'])? {
            'q' => 3,
            _ => 6,
        };
        let number = self.digits(1).filter(|number| (1..=12 / months).contains(number))?;
        let ends = self.peek().is_none_or(|c| !c.is_ascii_alphanumeric() && !matches!(c, '.' | '-' | '_'));
        ends.then_some((months * (number - 1) + 1, months * number))
    }

    /// The months from `first` to `last`, or the state at their end.
    pub(super) fn ending(&mut self, year: Year, first: u32, last: u32) -> When {
        let point = self.eat_any(&['末', '底']).is_some();
        When { point, ..When::new(year, (first, 1), (last, 31)) }
    }

    /// `-06-20`, `/6`, `.6.20`: what follows a year in digits.
    pub(super) fn numeric_date(&mut self) -> Option<(u32, (u32, u32))> {
        let separator = self.eat_any(&['-', '/', '.'])?;
        let month = self.number(12)?;
        let day = self.attempt(|scan| {
            scan.eat_any(&[separator])?;
            scan.number(31)
        });
        let ends = self.peek().is_none_or(|c| !c.is_ascii_digit() && !matches!(c, '.' | '%' | '月'));
        // A point alone makes a decimal.
        (ends && (day.is_some() || separator == '-')).then_some((month, day.map_or((1, 31), |day| (day, day))))
    }

    /// `2008.03-2009.05`, `2008.03-2009`: from one month to another, for which a point alone would make a decimal.
    pub(super) fn pointed_months(&mut self) -> Option<When> {
        let pointed = |scan: &mut Self| {
            let year = scan.four_digits()?;
            Some((year, scan.attempt(|scan| scan.eat_any(&['.', '/']).and_then(|_| scan.digits(2)))))
        };
        let (first_year, first_month) = pointed(self)?;
        let first_month = first_month?;
        self.eat_any(&RANGE_MARKS)?;
        let (last_year, last_month) = pointed(self)?;
        let last_month = last_month.unwrap_or(12);
        let months = 1..=12;
        let sound = months.contains(&first_month) && months.contains(&last_month);
        let ends = self.peek().is_none_or(|c| !c.is_ascii_digit() && !matches!(c, '.' | '%'));
        (sound && ends && (first_year, first_month) < (last_year, last_month)).then(|| {
            let first = When::new(Year::Known(first_year), (first_month, 1), (first_month, 31));
            let last = When::new(Year::Known(last_year), (last_month, 1), (last_month, 31));
            When { last: last.last, ..first }
        })
    }

    /// So many digits.
    fn digits(&mut self, count: u32) -> Option<u32> {
        (0..count).try_fold(0, |value, _| {
            let digit = self.peek()?.to_digit(10)?;
            self.at += 1;
            Some(10 * value + digit)
        })
    }

    /// A day in digits alone: `20240307`, `2024 03 07`, `12-11-10`.
    pub(super) fn digits_of_date(&mut self) -> Option<(i32, u32, u32)> {
        let packed = self.attempt(|scan| {
            let year = scan.digits(4)?;
            let spaced = scan.eat(" ");
            let month = scan.digits(2)?;
            if spaced && !scan.eat(" ") {
                return None;
            }
            let day = scan.digits(2)?;
            (1900..2100).contains(&year).then_some((year, month, day))
        });
        let (year, month, day) = packed.or_else(|| {
            let year = self.digits(2)?;
            self.eat_any(&['-'])?;
            let month = self.number(12)?;
            self.eat_any(&['-'])?;
            Some((2000 + year, month, self.number(31)?))
        })?;
        let year = i32::try_from(year).ok()?;
        let ends = self.peek().is_none_or(|c| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '.' | '%'));
        (ends && NaiveDate::from_ymd_opt(year, month, day).is_some()).then_some((year, month, day))
    }

    /// `一季度`, `第3季度`, `前三季度`, `二、三季度`, `首季`.
    pub(super) fn quarters(&mut self, year: Year) -> Option<When> {
        let opening = self.eat("首");
        let (first, last) = if opening {
            (1, 1)
        } else if self.eat_any(&['前', '头']).is_some() {
            let count = self.count(4)?;
            self.eat_any(&['个']);
            (1, count)
        } else {
            self.eat("第");
            self.space();
            if let Some(neighbours) = self.attempt(|scan| scan.neighbours('季')) {
                neighbours
            } else {
                let first = self.number(4)?;
                self.space();
                let last = self.attempt(|scan| {
                    scan.eat_any(&['、', '和']).or_else(|| scan.eat_any(&RANGE_MARKS))?;
                    scan.eat("第");
                    scan.number(4)
                });
                (first, last.unwrap_or(first))
            }
        };
        self.space();
        if !self.eat("季") {
            return None;
        }
        let named = if self.starts_with("度假") { false } else { self.eat("度") };
        // 第二季 alone may be one of a show.
        let of_year = year != Year::Unsaid && !self.peek().is_some_and(is_han);
        if !(named || opening || of_year || self.starts_with("报") || self.starts_with("末")) {
            return None;
        }
        (first <= last).then(|| self.ending(year, 3 * first - 2, 3 * last))
    }

    /// Two numbers that follow each other, before `what`: 三四季度, 七八月.
    fn neighbours(&mut self, what: char) -> Option<(u32, u32)> {
        let numeral = |scan: &mut Self| {
            let value = scan.peek().filter(|c| !c.is_ascii_digit()).and_then(digit)?;
            scan.at += 1;
            Some(value)
        };
        let (first, last) = (numeral(self)?, numeral(self)?);
        (first > 0 && last == first + 1 && self.peek() == Some(what)).then_some((first, last))
    }

    /// `4月份`, `1—5月`, `前5个月`, `5月27日`, `5月底`, `2022年首月`.
    pub(super) fn months(&mut self, year: Year) -> Option<When> {
        if year != Year::Unsaid && self.eat("首月") {
            return Some(self.ending(year, 1, 1));
        }
        if self.eat_any(&['前', '头']).is_some() {
            let count = self.count(12)?;
            self.space();
            return (self.eat("个月") || self.eat("月")).then(|| {
                self.eat("份");
                self.ending(year, 1, count)
            });
        }
        if self.char_before(self.at).is_some_and(|c| matches!(c, '近' | '每' | '满' | '过' | '逾' | '第')) {
            return None;
        }
        let dated = self.char_before(self.at).is_some_and(|c| matches!(c, '在' | '于'));
        if let Some((first, last)) = self.attempt(|scan| scan.neighbours('月')) {
            if NOT_MONTHS.iter().any(|word| self.starts_with(word)) {
                return None;
            }
            self.at += 1;
            self.eat("份");
            return Some(self.ending(year, first, last));
        }
        let first = self.number(12)?;
        self.space();
        let last = self.attempt(|scan| {
            if !scan.eat("——") {
                scan.eat_any(&['至', '到', '-', '—', '–', '―', '−', '~', '～', '〜', '、', '和', '/'])?;
            }
            scan.space();
            scan.number(12).filter(|last| *last > first)
        });
        self.space();
        if NOT_MONTHS.iter().any(|word| self.starts_with(word)) || !self.eat("月") {
            return None;
        }
        let Some(last) = last else {
            if self.eat("份") {
                return Some(self.ending(year, first, first));
            }
            if let Some((from, to)) = self.attempt(|scan| scan.days(dated)) {
                return Some(When::new(year, (first, from), (first, to)));
            }
            // 12月月底.
            self.attempt(|scan| (scan.eat("月") && scan.peek().is_some_and(|c| "初末底".contains(c))).then_some(()));
            if let Some(Piece::Days(from, to)) = self.attempt(Self::stretch_of_month_days) {
                return Some(When::new(year, (first, from), (first, to)));
            }
            return Some(self.ending(year, first, first));
        };
        self.eat("份");
        Some(self.ending(year, first, last))
    }

    /// Days after a month: `27日`, `6-8日`; digits without the mark only where the text ends (三月十五 is lunar) or, in a
    /// month that is `dated` (在10月22出生), where they count nothing.
    fn days(&mut self, dated: bool) -> Option<(u32, u32)> {
        self.space();
        let digits = self.peek().is_some_and(|c| c.is_ascii_digit());
        let first = self.number(31)?;
        let last = self.attempt(|scan| {
            scan.eat_any(&RANGE_MARKS)?;
            scan.number(31).filter(|last| *last > first)
        });
        self.space();
        let marked = self.eat_any(&['日', '号']).is_some();
        let ends = last.is_none() && digits && self.peek().is_none_or(|c| matches!(c, ',' | '。' | ';' | ')'));
        let goes_on = |c| is_han(c) && !is_numeral(c) && !"多几余".contains(c);
        let alone = || dated && last.is_none() && digits && self.peek().is_some_and(goes_on) && !self.at_unit();
        (marked || ends || alone()).then_some((first, last.unwrap_or(first)))
    }

    pub(super) fn season(&mut self, year: Year) -> Option<When> {
        let c = self.peek()?;
        self.at += 1;
        let season = SEASONS.iter().find(|(name, ..)| *name == c);
        let marked = self.eat_any(&['季', '天']).is_some();
        // 今春, 2021年春: but 2021年春节, 今秋风.
        let ends = marked || self.peek().is_none_or(|c| !is_han(c) || matches!(c, '以' | '的'));
        match season {
            Some(&(_, first, last)) if ends => Some(When::new(year, (first, 1), (last, 31))),
            None if c == '冬' && ends => Some(When {
                first: Day { year, month: 12, day: 1 },
                last: Day { year: add(year, 1), month: 2, day: 31 },
                point: false,
                open: None,
            }),
            _ => None,
        }
    }
}
