//! A period as it is written: alone, or from one to another.

use super::{
    calendar::{Day, When, Year},
    scan::{Scan, digit, is_numeral},
    year::{RELATIVE_YEARS, YEARS_AFTER},
};

/// A period as it is written, before what was said earlier completes it.
#[derive(Clone, Copy)]
pub(super) enum Written {
    When(When),
    /// So many years after the year spoken of: 同年, 次年.
    After(i32, When),
    /// The part of the year spoken of, in some year: 去年同期.
    Same(SameYear),
    /// 当月 (`None`), or so many months from the report's: 本月, 上月.
    Month(Option<i32>),
    /// `27日`.
    DayOfMonth(u32),
}

#[derive(Clone, Copy, PartialEq)]
pub(super) enum SameYear {
    Spoken,
    Before,
    Written(Year, Year),
}

/// Everything that a period can begin with.
pub(super) fn may_begin(c: char) -> bool {
    digit(c).is_some()
        || matches!(
            c,
            '十' | '“'
                | '「'
                | '\''
                | '"'
                | '截'
                | '至'
                | '今'
                | '本'
                | '去'
                | '上'
                | '下'
                | '前'
                | '头'
                | '明'
                | '来'
                | '后'
                | '当'
                | '同'
                | '次'
                | '翌'
                | '第'
                | '首'
                | '全'
                | '年'
                | '民'
                | '廿'
        )
}

impl Scan<'_> {
    pub(super) fn expression(&mut self) -> Option<Written> {
        // Not from within a number; a comma is in one between digits.
        let before = self.char_before(self.at);
        let digit_at =
            |at: Option<usize>| at.and_then(|at| self.chars.get(at)).is_some_and(|&(_, c)| c.is_ascii_digit());
        let begins_with_number = self.peek().is_some_and(|c| digit(c).is_some() || c == '十');
        let inside = before.is_some_and(|c| {
            let joined = matches!(c, '.' | ',') && digit_at(self.at.checked_sub(2)) && digit_at(Some(self.at));
            joined || c.is_ascii_digit() || is_numeral(c) || matches!(c, '哪' | '每' | '某' | '几' | '数' | '任')
        });
        if begins_with_number && inside {
            return None;
        }
        // 公元前3世纪, 前221年: none of the years that reports speak of.
        if begins_with_number && before == Some('前') {
            return None;
        }
        let until = self.eat("截至") || self.eat("截止到") || self.eat("截止") || self.eat("至");
        self.space();
        let first = self.attempt(Self::plan).or_else(|| self.attempt(Self::single))?;
        let mut written = self.attempt(|scan| scan.range_from(first)).unwrap_or(first);
        if let (Written::When(when), true) = (&mut written, until) {
            when.point = true;
        }
        Some(written)
    }

    /// What follows `first` up to the end of a range: `4月6日至8日`, `去年12月到今年2月`.
    pub(super) fn range_from(&mut self, first: Written) -> Option<Written> {
        let Written::When(mut range) = first else { return None };
        self.space();
        if !self.eat("——") {
            self.eat_any(&['至', '到', '-', '—', '–', '―', '−', '~', '～', '〜'])?;
        }
        self.space();
        let last = match self.single()? {
            Written::When(when) => when.last,
            Written::DayOfMonth(day) => Day { day, ..range.last },
            _ => return None,
        };
        let whole_years = range.is_whole_years();
        // `一季度至上半年` has no year at either end; `2020年至3月` is none.
        range.last = match last.year {
            Year::Unsaid if whole_years => return None,
            Year::Unsaid => Day { year: range.last.year, ..last },
            _ => last,
        };
        let backwards = match (range.first.year, range.last.year) {
            (Year::Known(first), Year::Known(last)) if first != last => first > last,
            (first, last) if first == last => (range.first.month, range.first.day) > (range.last.month, range.last.day),
            _ => false,
        };
        (!backwards).then_some(Written::When(range))
    }
    /// A period that is no range of two others.
    pub(super) fn single(&mut self) -> Option<Written> {
        if self.eat("去冬今春") {
            let (first, last) = (Year::Relative(-1), Year::Relative(0));
            return Some(Written::When(When {
                first: Day { year: first, month: 12, day: 1 },
                last: Day { year: last, month: 5, day: 31 },
                point: false,
            }));
        }
        let before = self.char_before(self.at);
        if let Some(when) = self.attempt(Self::era) {
            return Some(Written::When(when));
        }
        if let Some((first, last)) = self.attempt(Self::named_years) {
            if first == last {
                return self.of_year(Year::Known(first));
            }
            if self.eat("同期") {
                return Some(Written::Same(SameYear::Written(Year::Known(first), Year::Known(last))));
            }
            return Some(Written::When(When::years(first, last)));
        }
        if let Some(offset) = self.word_of(&RELATIVE_YEARS, before) {
            return self.of_year(Year::Relative(offset));
        }
        if let Some(years) = self.word_of(&YEARS_AFTER, before) {
            let when = match self.of_year(Year::Unsaid)? {
                Written::When(when) => when,
                other => return Some(other),
            };
            return Some(Written::After(years, when));
        }
        for (word, year) in [("今", 0), ("去", -1)] {
            if self.starts_with(word)
                && let Some(when) = self.attempt(|scan| {
                    scan.at += 1;
                    scan.season(Year::Relative(year))
                })
            {
                return Some(Written::When(when));
            }
        }
        for (word, offset) in [("当月", None), ("本月", Some(0)), ("上月", Some(-1)), ("上个月", Some(-1))] {
            if !(word == "上月" && before == Some('以')) && self.eat(word) {
                self.eat_any(&['份']);
                return Some(Written::Month(offset));
            }
        }
        if self.eat("同期") {
            let before_it = matches!(before, Some('比' | '较' | '于'));
            return Some(Written::Same(if before_it { SameYear::Before } else { SameYear::Spoken }));
        }
        for (word, month, point) in [("年末", 12, true), ("年底", 12, true), ("年初", 1, false)] {
            if before.is_none_or(|c| !is_numeral(c) && !c.is_ascii_digit() && !matches!(c, '多' | '几' | '每'))
                && self.eat(word)
            {
                return Some(Written::When(When { point, ..When::new(Year::Unsaid, (month, 1), (month, 31)) }));
            }
        }
        if let Some(when) = self.attempt(|scan| scan.part(Year::Unsaid)) {
            return Some(Written::When(when));
        }
        self.attempt(|scan| {
            let ascii = scan.peek()?.is_ascii_digit();
            let day = scan.number(31)?;
            scan.space();
            let goes_on = |scan: &Self| scan.peek().is_some_and(|c| "内游均龄本元报后".contains(c));
            (ascii && scan.eat("日") && !goes_on(scan)).then_some(Written::DayOfMonth(day))
        })
    }
}
