//! Periods of time as reports and questions write them: `2022年一季度`, `去年`, `1—5月`, `截至5月27日`, `“十四五”`.
//!
//! What is written seldom holds a whole date. A [`When`] keeps the part that is known; the report's own date, where
//! there is one, supplies the year that `今年` and a bare `一季度` leave out.

use std::ops::Range;

use chrono::NaiveDate;

use super::Period;
use crate::{report::ReportDate, text::fold::fold_char};

/// A year, as far as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Year {
    /// It is not.
    Unsaid,
    /// So many years after the time of writing: 0 for 今年, −1 for 去年.
    Relative(i32),
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

/// A span of days, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct When {
    /// First day.
    pub first: Day,
    /// Last day.
    pub last: Day,
    /// Whether the state on the last day is meant: `6月末`, `截至5月27日`.
    pub point: bool,
}

/// A period and where it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// Its range in the text, in bytes.
    pub range: Range<usize>,
    /// What it says.
    pub when: When,
}

impl When {
    fn new(year: Year, (first_month, first_day): (u32, u32), (last_month, last_day): (u32, u32)) -> Self {
        let day = |month, day| Day { year, month, day };
        Self { first: day(first_month, first_day), last: day(last_month, last_day), point: false }
    }

    fn years(first: i32, last: i32) -> Self {
        let (first, last) = (Year::Known(first), Year::Known(last));
        Self {
            first: Day { year: first, month: 1, day: 1 },
            last: Day { year: last, month: 12, day: 31 },
            point: false,
        }
    }

    /// Whether it is made of whole years.
    pub fn is_whole_years(&self) -> bool {
        (self.first.month, self.first.day, self.last.month, self.last.day) == (1, 1, 12, 31) && !self.point
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

    /// First and last day, when both years are known.
    pub fn days(&self) -> Option<(NaiveDate, NaiveDate)> {
        let first = self.first.date()?;
        let last = self.last.date()?;
        Some((if self.point { last } else { first }, last))
    }

    fn map_years(&mut self, change: impl Fn(Year) -> Year) {
        self.first.year = change(self.first.year);
        self.last.year = change(self.last.year);
    }
}

impl Day {
    fn date(&self) -> Option<NaiveDate> {
        let Year::Known(year) = self.year else { return None };
        NaiveDate::from_ymd_opt(year, self.month, self.day).or_else(|| month_end(year, self.month))
    }
}

fn month_end(year: i32, month: u32) -> Option<NaiveDate> {
    let (year, month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
    NaiveDate::from_ymd_opt(year, month, 1)?.pred_opt()
}

/// The periods of `text` that `reference`, the date of its report, can turn into days, in the order of the text.
///
/// ```
/// use wenbao::{figure::period::periods, report::ReportDate};
/// let written = ReportDate { year: 2022, month: Some(4), day: Some(26), inferred: false };
/// let (_, period) = periods("一季度增长4.4%", Some(&written)).remove(0);
/// assert_eq!((period.text.as_str(), period.end.to_string().as_str()), ("一季度", "2022-03-31"));
/// ```
pub fn periods(text: &str, reference: Option<&ReportDate>) -> Vec<(Range<usize>, Period)> {
    let dated = |mention: Mention| {
        let (start, end) = mention.when.days()?;
        let text = text[mention.range.clone()].to_owned();
        Some((mention.range, Period { text, start, end }))
    };
    mentions(text, reference).into_iter().filter_map(dated).collect()
}

/// All periods of `text`, in order and apart from each other. Time is linear in the text.
pub fn mentions(text: &str, reference: Option<&ReportDate>) -> Vec<Mention> {
    let chars: Vec<(usize, char)> = text.char_indices().map(|(at, c)| (at, fold_char(c))).collect();
    let mut context = Context { reference, spoken_of: None, here: false, outside: None };
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(&(start, c)) = chars.get(at) {
        let mut scan = Scan { chars: &chars, at };
        if may_begin(c)
            && let Some(written) = scan.expression()
            && let Some(when) = context.complete(written)
        {
            let compared = matches!(scan.char_before(at), Some('比' | '较'));
            context.hear(when, compared);
            let end = chars.get(scan.at).map_or(text.len(), |&(end, _)| end);
            let range = start..start + text[start..end].trim_end().len();
            found.push(Mention { range, when });
            at = scan.at;
        } else {
            context.pass(c);
            at += 1;
        }
    }
    found
}

/// What was said before, which what is written leans on.
struct Context<'a> {
    reference: Option<&'a ReportDate>,
    /// The period spoken of last.
    spoken_of: Option<When>,
    /// Whether that was in this sentence.
    here: bool,
    /// What was spoken of before the bracket opened that stands open.
    outside: Option<Option<When>>,
}

impl Context<'_> {
    /// Goes past a folded character that begins no period.
    fn pass(&mut self, c: char) {
        match c {
            '。' | '!' | '?' | ';' | '\n' => self.here = false,
            '(' => self.outside = Some(self.spoken_of),
            // What stands in brackets is said in passing.
            ')' => self.spoken_of = self.outside.take().unwrap_or(self.spoken_of),
            _ => {}
        }
    }

    fn hear(&mut self, when: When, compared: bool) {
        // What something is compared with is not what is spoken of.
        if !compared || self.spoken_of.is_none() {
            self.spoken_of = Some(when);
            self.here = true;
        }
    }

    fn complete(&self, written: Written) -> Option<When> {
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
    fn year_unsaid(&self, month: u32) -> Year {
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

fn add(year: Year, years: i32) -> Year {
    match year {
        Year::Unsaid => Year::Unsaid,
        Year::Relative(offset) => Year::Relative(offset + years),
        Year::Known(year) => Year::Known(year + years),
    }
}

/// A period as it is written, before what was said earlier completes it.
#[derive(Clone, Copy)]
enum Written {
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
enum SameYear {
    Spoken,
    Before,
    Written(Year, Year),
}

/// Words for a year as seen from the time of writing, and characters before them that make them part of other words
/// (`以上年产值`, `说明年度`).
const RELATIVE_YEARS: [(&str, i32, &str); 10] = [
    ("今年", 0, "如迄"),
    ("本年度", 0, ""),
    ("本年", 0, ""),
    ("去年", -1, "过"),
    ("上一年", -1, "以"),
    ("上年", -1, "以"),
    ("前年", -2, "年以之"),
    ("明年", 1, "说证表声申"),
    ("来年", 1, "年以"),
    ("后年", 2, "年以之"),
];

/// Words for a year as seen from the year spoken of.
const YEARS_AFTER: [(&str, i32, &str); 6] = [
    ("当年", 0, "想"),
    ("同年", 0, "相不"),
    ("次年", 1, "人班架每多"),
    ("翌年", 1, ""),
    ("同一年", 0, ""),
    ("第二年", 1, ""),
];

const HALVES: [(&str, u32, u32); 2] = [("上半年", 1, 6), ("下半年", 7, 12)];
const SEASONS: [(char, u32, u32); 3] = [('春', 3, 5), ('夏', 6, 8), ('秋', 9, 11)];

/// What else begins with the name of a month.
const NOT_MONTHS: [&str; 4] = ["月革命", "月龄", "月天", "月大"];

/// Everything that a period can begin with.
fn may_begin(c: char) -> bool {
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

/// A reader of the characters from `at` on; what fails may leave `at` anywhere.
#[derive(Clone, Copy)]
struct Scan<'a> {
    chars: &'a [(usize, char)],
    at: usize,
}

impl Scan<'_> {
    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).map(|&(_, c)| c)
    }

    fn char_before(&self, at: usize) -> Option<char> {
        self.chars.get(at.checked_sub(1)?).map(|&(_, c)| c)
    }

    fn starts_with(&self, word: &str) -> bool {
        let mut rest = self.chars[self.at.min(self.chars.len())..].iter();
        word.chars().all(|c| rest.next().is_some_and(|&(_, found)| found == c))
    }

    fn eat(&mut self, word: &str) -> bool {
        let found = self.starts_with(word);
        if found {
            self.at += word.chars().count();
        }
        found
    }

    fn eat_any(&mut self, marks: &[char]) -> Option<char> {
        let found = self.peek().filter(|c| marks.contains(c))?;
        self.at += 1;
        Some(found)
    }

    /// One space, as `2024 年 6 月` is printed.
    fn space(&mut self) {
        self.eat_any(&[' ']);
    }

    /// Goes on with `read`; what it cannot read is not touched.
    fn attempt<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let mut ahead = *self;
        let found = read(&mut ahead)?;
        self.at = ahead.at;
        Some(found)
    }

    fn expression(&mut self) -> Option<Written> {
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
    fn range_from(&mut self, first: Written) -> Option<Written> {
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

    /// A five-year plan: `“十四五”`, `“十三五”末`.
    fn plan(&mut self) -> Option<Written> {
        let quoted = self.eat_any(&['“', '「', '"']).is_some();
        let tens = self.eat("十");
        let units = match self.peek().and_then(digit) {
            Some(5) if tens && self.chars.get(self.at + 1).is_none_or(|&(_, c)| c != '五') => 0,
            Some(units @ 1..=9) if !self.peek()?.is_ascii_digit() => {
                self.at += 1;
                units
            }
            _ => return None,
        };
        if !self.eat("五") {
            return None;
        }
        let closed = self.eat_any(&['”', '」', '"']).is_some();
        let spoken = ["期", "时", "规", "计", "末", "开", "以", "收"].iter().any(|word| self.starts_with(word));
        // Up to the tenth plan the words mean many other things.
        let sure = if tens && units > 0 { quoted == closed } else { quoted && closed };
        if !sure || !(closed || spoken) {
            return None;
        }
        let number = i32::try_from(units).ok()? + if tens { 10 } else { 0 };
        // The first ran from 1953; from the fourth on they follow each other, but for the pause of 1963 to 1965.
        let first = match number {
            1 => 1953,
            2 => 1958,
            number => 1966 + 5 * (number - 3),
        };
        self.attempt(|scan| (scan.eat("期间") || scan.eat("时期")).then_some(()));
        let mut when = When::years(first, first + 4);
        when.point = self.eat_any(&['末', '底']).is_some();
        Some(Written::When(when))
    }

    /// A period that is no range of two others.
    fn single(&mut self) -> Option<Written> {
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

    /// The one of `words` that stands here as a word.
    fn word_of(&mut self, words: &[(&str, i32, &str)], before: Option<char>) -> Option<i32> {
        let &(word, value, _) = words
            .iter()
            .find(|(word, _, not_after)| self.starts_with(word) && !before.is_some_and(|c| not_after.contains(c)))?;
        self.eat(word);
        Some(value)
    }

    /// What follows a year: a part of it, or nothing.
    fn of_year(&mut self, year: Year) -> Option<Written> {
        if self.eat("同期") {
            return Some(Written::Same(SameYear::Written(year, year)));
        }
        if self.eat_any(&['末', '底']).is_some() {
            return Some(Written::When(When { point: true, ..When::new(year, (12, 1), (12, 31)) }));
        }
        if self.starts_with("初") && !self.starts_with("初步") && !self.starts_with("初中") {
            self.at += 1;
            return Some(Written::When(When::new(year, (1, 1), (3, 31))));
        }
        let part = self.attempt(|scan| {
            scan.eat("的");
            scan.space();
            scan.attempt(|scan| scan.season(year)).or_else(|| scan.part(year))
        });
        Some(Written::When(part.unwrap_or_else(|| {
            self.eat("以来");
            When::new(year, (1, 1), (12, 31))
        })))
    }

    /// Decades, centuries and the years of the Republic: `20世纪90年代`, `民国38年`.
    fn era(&mut self) -> Option<When> {
        if self.eat("民国") {
            let year = 1911 + i32::try_from(self.number(99)?).ok()?;
            self.space();
            return if self.eat("年") {
                match self.of_year(Year::Known(year))? {
                    Written::When(when) => Some(when),
                    _ => None,
                }
            } else {
                None
            };
        }
        let century = self.attempt(|scan| {
            let century = if scan.eat("上个") || scan.eat("上") { 20 } else { scan.number(21)? };
            scan.eat("世纪").then_some(i32::try_from(century).ok()?)
        });
        let decade = self.attempt(|scan| {
            let full = scan.attempt(Self::four_digits).filter(|year| year % 10 == 0);
            let decade = match full {
                Some(year) => year,
                None => {
                    let century = century.unwrap_or(20);
                    (century - 1) * 100 + i32::try_from(scan.number(90)?).ok().filter(|decade| decade % 10 == 0)?
                }
            };
            scan.eat("年代").then_some(decade)
        });
        match (century, decade) {
            (_, Some(decade)) => Some(When::years(decade, decade + 9)),
            (Some(century), None) => Some(When::years(century * 100 - 99, century * 100)),
            (None, None) => None,
        }
    }

    /// `2021年`, `二〇二一年`, `2021-2022`, `2015和2016年`, `98年` before a part of it.
    fn named_years(&mut self) -> Option<(i32, i32)> {
        let before = self.char_before(self.at);
        let year = match self.attempt(Self::four_digits) {
            Some(year) => year,
            None => return self.short_year(),
        };
        let recent = (1900..2100).contains(&year);
        if let Some(last) = self.attempt(|scan| scan.later_year(year).filter(|_| recent)) {
            return Some((year, last));
        }
        self.space();
        if self.eat("年") {
            self.attempt(|scan| (scan.eat("度") || scan.eat("份")).then_some(()));
            return (!self.counts_years(year, before)).then_some((year, year));
        }
        // Without its mark a year is one only before a part of it: 2022一季度, 2024-06-20.
        let mut ahead = *self;
        (recent && ahead.part(Year::Unsaid).is_some()).then_some((year, year))
    }

    /// The end of a span of years that begins with `first`.
    fn later_year(&mut self, first: i32) -> Option<i32> {
        self.space();
        let listed = self.eat_any(&['、', '和', '及']).is_some();
        if !listed {
            self.eat_any(&['-', '—', '–', '―', '~', '～', '〜', '至', '到', '/'])?;
        }
        self.space();
        let last = self.four_digits().filter(|last| (first + 1..=first + 100).contains(last))?;
        self.space();
        let marked = self.eat("年");
        (marked || !listed).then_some(last)
    }

    /// Whether `1000年` and what follows counts years instead of naming one.
    fn counts_years(&self, year: i32, before: Option<char>) -> bool {
        let next = self.peek();
        if next.is_some_and(|c| matches!(c, '级' | '限')) {
            return true;
        }
        let round = year % 10 == 0 && year < 1900 || year % 1000 == 0;
        let after = next.is_some_and(|c| matches!(c, '来' | '前' | '后' | '间' | '多' | '余' | '左' | '之' | '历'))
            || self.starts_with("的历史");
        round && (after || before.is_some_and(|c| matches!(c, '近' | '约' | '超' | '达' | '逾' | '有' | '共' | '距')))
    }

    /// `98年4月`, `九七年一季度`: two digits are a year only before a part of it.
    fn short_year(&mut self) -> Option<(i32, i32)> {
        let mut year = 0;
        for _ in 0..2 {
            year = year * 10 + i32::try_from(digit(self.peek()?)?).ok()?;
            self.at += 1;
        }
        if !self.eat("年") {
            return None;
        }
        let mut ahead = *self;
        ahead.part(Year::Unsaid)?;
        let year = if year < 50 { 2000 + year } else { 1900 + year };
        Some((year, year))
    }

    /// Four digits, Arabic or Chinese, and no fifth.
    fn four_digits(&mut self) -> Option<i32> {
        let ascii = self.peek()?.is_ascii_digit();
        let mut year = 0;
        for _ in 0..4 {
            let c = self.peek().filter(|c| c.is_ascii_digit() == ascii)?;
            year = year * 10 + i32::try_from(digit(c)?).ok()?;
            self.at += 1;
        }
        let ends = self.peek().is_none_or(|c| if ascii { !c.is_ascii_digit() } else { !is_numeral(c) });
        (ends && (1000..3000).contains(&year)).then_some(year)
    }

    /// A part of `year`: quarters, halves, months, days.
    fn part(&mut self, year: Year) -> Option<When> {
        if self.eat("全年") {
            return Some(When::new(year, (1, 1), (12, 31)));
        }
        for (word, first, last) in HALVES {
            if self.eat(word) {
                return Some(self.ending(year, first, last));
            }
        }
        self.attempt(|scan| scan.numeric_date().map(|(month, day)| When::new(year, (month, day.0), (month, day.1))))
            .or_else(|| self.attempt(|scan| scan.quarters(year)))
            .or_else(|| self.attempt(|scan| scan.months(year)))
    }

    /// The months from `first` to `last`, or the state at their end.
    fn ending(&mut self, year: Year, first: u32, last: u32) -> When {
        let point = self.eat_any(&['末', '底']).is_some();
        When { point, ..When::new(year, (first, 1), (last, 31)) }
    }

    /// `-06-20`, `/6`, `.6.20`: what follows a year in digits.
    fn numeric_date(&mut self) -> Option<(u32, (u32, u32))> {
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

    /// `一季度`, `第3季度`, `前三季度`, `二、三季度`, `首季`.
    fn quarters(&mut self, year: Year) -> Option<When> {
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
            let first = self.number(4)?;
            self.space();
            let last = self.attempt(|scan| {
                scan.eat_any(&['至', '到', '-', '—', '–', '~', '～', '〜', '、', '和'])?;
                scan.eat("第");
                scan.number(4)
            });
            (first, last.unwrap_or(first))
        };
        self.space();
        if !self.eat("季") {
            return None;
        }
        let named = if self.starts_with("度假") { false } else { self.eat("度") };
        if !(named || opening || self.starts_with("报") || self.starts_with("末")) {
            return None;
        }
        (first <= last).then(|| self.ending(year, 3 * first - 2, 3 * last))
    }

    /// `4月份`, `1—5月`, `前5个月`, `5月27日`, `5月底`.
    fn months(&mut self, year: Year) -> Option<When> {
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
            let day = self.attempt(|scan| {
                scan.space();
                let day = scan.number(31)?;
                scan.space();
                scan.eat_any(&['日', '号']).map(|_| day)
            });
            if let Some(day) = day {
                return Some(When::new(year, (first, day), (first, day)));
            }
            for (word, days) in [("上旬", (1, 10)), ("中旬", (11, 20)), ("下旬", (21, 31))] {
                if self.eat(word) {
                    return Some(When::new(year, (first, days.0), (first, days.1)));
                }
            }
            return Some(self.ending(year, first, first));
        };
        self.eat("份");
        Some(self.ending(year, first, last))
    }

    fn season(&mut self, year: Year) -> Option<When> {
        let c = self.peek()?;
        self.at += 1;
        let season = SEASONS.iter().find(|(name, ..)| *name == c);
        let marked = self.eat_any(&['季', '天']).is_some();
        // 今春, 2021年春: but 2021年春节, 今秋风.
        let ends = marked || self.peek().is_none_or(|c| !crate::text::is_han(c) || matches!(c, '以' | '的'));
        match season {
            Some(&(_, first, last)) if ends => Some(When::new(year, (first, 1), (last, 31))),
            None if c == '冬' && ends => Some(When {
                first: Day { year, month: 12, day: 1 },
                last: Day { year: add(year, 1), month: 2, day: 31 },
                point: false,
            }),
            _ => None,
        }
    }

    /// A count after 前: `三`, `两`, `5`.
    fn count(&mut self, most: u32) -> Option<u32> {
        if self.eat("两") { Some(2) } else { self.number(most) }
    }

    /// A number from 1 to `most`, at most 99: `6`, `06`, `六`, `十二`, `二十一`.
    fn number(&mut self, most: u32) -> Option<u32> {
        let mut value = 0;
        if self.peek()?.is_ascii_digit() {
            let mut length = 0;
            while let Some(units) = self.peek().and_then(|c| c.to_digit(10)) {
                value = value * 10 + units;
                length += 1;
                if length > 2 {
                    return None;
                }
                self.at += 1;
            }
        } else {
            let tens = self.peek().and_then(digit).inspect(|_| self.at += 1);
            let ten = self.eat("十");
            let units = self.peek().filter(|c| ten && !c.is_ascii_digit()).and_then(digit).inspect(|_| self.at += 1);
            value = match (tens, ten) {
                (tens, true) => tens.unwrap_or(1) * 10 + units.unwrap_or(0),
                (Some(units), false) => units,
                (None, false) => return None,
            };
            if self.peek().is_some_and(is_numeral) {
                return None;
            }
        }
        (1..=most).contains(&value).then_some(value)
    }
}

fn digit(c: char) -> Option<u32> {
    c.to_digit(10).or_else(|| match c {
        '零' | '〇' | '○' => Some(0),
        _ => "一二三四五六七八九".chars().zip(1..).find_map(|(digit, value)| (digit == c).then_some(value)),
    })
}

fn is_numeral(c: char) -> bool {
    !c.is_ascii_digit() && digit(c).is_some() || matches!(c, '十' | '百' | '千' | '万' | '亿' | '两')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What is read with a report of 26 April 2022: `text=first..last`, or `text=day` for a state.
    fn read(text: &str) -> Vec<String> {
        let written = ReportDate { year: 2022, month: Some(4), day: Some(26), inferred: false };
        let shown = |(_, period): (Range<usize>, Period)| match period.start == period.end {
            true => format!("{}={}", period.text, period.end),
            false => format!("{}={}..{}", period.text, period.start, period.end),
        };
        periods(text, Some(&written)).into_iter().map(shown).collect()
    }

    #[test]
    fn periods_are_read_as_reports_write_them() {
        let cases: &[(&str, &[&str])] = &[
            ("2021年产量", &["2021年=2021-01-01..2021-12-31"]),
            ("二〇二一年产量", &["二〇二一年=2021-01-01..2021-12-31"]),
            ("２０２１年度", &["２０２１年度=2021-01-01..2021-12-31"]),
            ("2022年一季度，全市", &["2022年一季度=2022-01-01..2022-03-31"]),
            ("2022 年第 1 季度", &["2022 年第 1 季度=2022-01-01..2022-03-31"]),
            ("今年一季度", &["今年一季度=2022-01-01..2022-03-31"]),
            ("首季增长", &["首季=2022-01-01..2022-03-31"]),
            ("前三季度", &["前三季度=2022-01-01..2022-09-30"]),
            ("2021年前两个季度", &["2021年前两个季度=2021-01-01..2021-06-30"]),
            ("二、三季度", &["二、三季度=2022-04-01..2022-09-30"]),
            ("1—5月", &["1—5月=2022-01-01..2022-05-31"]),
            ("1-2月份", &["1-2月份=2022-01-01..2022-02-28"]),
            ("1～5月", &["1～5月=2022-01-01..2022-05-31"]),
            ("前5月", &["前5月=2022-01-01..2022-05-31"]),
            ("头两个月", &["头两个月=2022-01-01..2022-02-28"]),
            ("2022上半年", &["2022上半年=2022-01-01..2022-06-30"]),
            ("去年下半年", &["去年下半年=2021-07-01..2021-12-31"]),
            ("三季度末", &["三季度末=2022-09-30"]),
            ("6月末", &["6月末=2022-06-30"]),
            ("2021年末", &["2021年末=2021-12-31"]),
            ("截至5月27日", &["截至5月27日=2022-05-27"]),
            ("4月份", &["4月份=2022-04-01..2022-04-30"]),
            ("去年，我市", &["去年=2021-01-01..2021-12-31"]),
            ("2011年4月6日", &["2011年4月6日=2011-04-06"]),
            ("2011-04-06", &["2011-04-06=2011-04-06"]),
            ("3日上午", &["3日=2022-04-03"]),
            ("2011年4月6日至8日", &["2011年4月6日至8日=2011-04-06..2011-04-08"]),
            ("去年12月至今年2月", &["去年12月至今年2月=2021-12-01..2022-02-28"]),
            ("2021-2022赛季", &["2021-2022=2021-01-01..2022-12-31"]),
            ("2018年至2020年", &["2018年至2020年=2018-01-01..2020-12-31"]),
            ("去冬今春", &["去冬今春=2021-12-01..2022-05-31"]),
            ("“十四五”期间", &["“十四五”期间=2021-01-01..2025-12-31"]),
            ("“十三五”末", &["“十三五”末=2020-12-31"]),
            ("“十五”计划", &["“十五”=2001-01-01..2005-12-31"]),
            ("98年4月", &["98年4月=1998-04-01..1998-04-30"]),
            ("民国38年", &["民国38年=1949-01-01..1949-12-31"]),
            ("20世纪90年代", &["20世纪90年代=1990-01-01..1999-12-31"]),
            ("十九世纪", &["十九世纪=1801-01-01..1900-12-31"]),
            ("今年夏天", &["今年夏天=2022-06-01..2022-08-31"]),
            ("5月中旬", &["5月中旬=2022-05-11..2022-05-20"]),
            ("本月出口，上月出口", &["本月=2022-04-01..2022-04-30", "上月=2022-03-01..2022-03-31"]),
        ];
        for (text, expected) in cases {
            assert_eq!(&read(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_left_out_is_taken_from_before() {
        let cases: &[(&str, &[&str])] = &[
            ("2019年产量5吨，一季度2吨。", &["2019年=2019-01-01..2019-12-31", "一季度=2019-01-01..2019-03-31"]),
            ("一季度增长2%，比上年同期", &["一季度=2022-01-01..2022-03-31", "上年同期=2021-01-01..2021-03-31"]),
            (
                "一季度增长2%（2015和2016年同期分别为3%、4%）",
                &["一季度=2022-01-01..2022-03-31", "2015和2016年同期=2015-01-01..2016-03-31"],
            ),
            ("1-4月增长2%，当月下降", &["1-4月=2022-01-01..2022-04-30", "当月=2022-04-01..2022-04-30"]),
            ("1990年任主教，同年", &["1990年=1990-01-01..1990-12-31", "同年=1990-01-01..1990-12-31"]),
            (
                "2019年（2018年为5吨）一季度",
                &["2019年=2019-01-01..2019-12-31", "2018年=2018-01-01..2018-12-31", "一季度=2019-01-01..2019-03-31"],
            ),
            (
                "一季度比去年全年快，3月",
                &["一季度=2022-01-01..2022-03-31", "去年全年=2021-01-01..2021-12-31", "3月=2022-03-01..2022-03-31"],
            ),
            ("同期", &[]),
        ];
        for (text, expected) in cases {
            assert_eq!(&read(text), expected, "{text}");
        }
        let january = ReportDate { year: 2023, month: Some(1), day: Some(17), inferred: false };
        assert_eq!(periods("四季度", Some(&january))[0].1.start.to_string(), "2022-10-01");
    }

    #[test]
    fn without_a_report_what_is_written_is_kept() {
        let one = |text| mentions(text, None)[0].when;
        assert_eq!(one("一季度"), When::new(Year::Unsaid, (1, 1), (3, 31)));
        assert_eq!(one("去年一季度").first.year, Year::Relative(-1));
        assert_eq!(one("2021年").first.year, Year::Known(2021));
        assert!(periods("一季度", None).is_empty());
        assert_eq!(mentions("2005年成立。3月，", None)[1].when.first.year, Year::Known(2005));
    }

    #[test]
    fn words_that_only_look_like_periods_are_none() {
        for text in [
            "统一",
            "两会",
            "四川",
            "1000年来",
            "1500年前",
            "公元前221年",
            "3个月",
            "近3个月",
            "四季度假村",
            "十月革命",
            "12.5%",
            "2022元",
            "2010个",
            "第一",
            "第三产业",
            "一带一路",
            "十堰",
            "三农",
            "亿元以上年产值",
            "说明年份",
            "5G",
            "3日内",
            "每月",
            "百年",
            "三五十个",
            "十五人",
            "十四五岁",
            "13000吨",
            "1月龄",
            "过去年均",
            "2005年级",
            "五月天乐队",
            "1.2.3",
            "二十世",
            "年年",
            "哪一世纪",
            "哪一年",
            "每一季度",
        ] {
            assert!(mentions(text, None).is_empty(), "{text} {:?}", mentions(text, None));
        }
    }

    #[test]
    fn time_is_linear_in_the_text() {
        for unit in ["2022", "一", "1—", "截至", "“十", "前年", "2021年", "（2021年同期"] {
            let text = unit.repeat(300_000);
            let started = std::time::Instant::now();
            mentions(&text, None);
            assert!(started.elapsed().as_secs() < 5, "{unit} {:?}", started.elapsed());
        }
    }

    proptest! {
        #[test]
        fn mentions_are_ranges_in_order(text in "[0-9一二十五年月日季度前上半今去同期至截末“”、（） .-]{0,40}", month in 1u32..=12) {
            let written = ReportDate { year: 2022, month: Some(month), day: None, inferred: false };
            let mut end = 0;
            for (range, period) in periods(&text, Some(&written)) {
                assert!(range.start >= end && text.get(range.clone()) == Some(period.text.as_str()), "{text}");
                end = range.end;
            }
        }

        #[test]
        fn noise_is_no_panic(text in "\\PC{0,60}") {
            mentions(&text, None);
        }
    }
}
