//! A period as it is written: alone, or from one to another.

use std::{collections::BTreeSet, sync::LazyLock};

use super::{
    calendar::{Day, Open, When, Year},
    era::{self, REIGNS},
    festival::{self, Festival},
    piece::Piece,
    relative::{Relative, Unit},
    scan::{RANGE_MARKS, Scan, digit, is_numeral},
    year::{PRIOR_YEAR, RELATIVE_YEARS, YEARS_AFTER},
};
use crate::text::is_han;

/// A period as it is written, before what was said earlier completes it.
#[derive(Clone, Copy)]
pub(super) enum Written {
    When(When),
    /// So many years after the year spoken of: 同年, 次年.
    After(i32, When),
    /// The year spoken of or, where none was, that of writing: 这一年.
    ThisYear(When),
    /// The part of the year spoken of, in some year: 去年同期.
    Same(SameYear),
    /// 当月 (`None`), or so many months from the report's: 本月, 上月.
    Month(Option<i32>),
    /// A day with a name, in some year: 去年国庆.
    Festival(Year, &'static Festival),
    /// `27日`, `12日至15日`: the first and the last.
    DaysOfMonth(u32, u32),
    /// The day after the one spoken of: 次日.
    NextDay,
    /// The day of writing, where no day is spoken of: 全天.
    WholeDay,
    /// 昨天, 上周, 近三年.
    Relative(Relative),
    /// What is counted from the day of writing where nothing is spoken of before it: 三年后, 前一周.
    Away(Relative),
}

/// A period with what is said around it.
#[derive(Clone, Copy)]
pub(super) struct Expression {
    pub(super) written: Written,
    pub(super) piece: Option<Piece>,
    /// Whether 截至 goes before it.
    pub(super) until: bool,
    /// The end of a range that is not known from how it is written: 到下个月9号.
    pub(super) to: Option<(Written, Option<Piece>)>,
    pub(super) open: Option<Open>,
}

#[derive(Clone, Copy, PartialEq)]
pub(super) enum SameYear {
    Spoken,
    Before,
    Written(Year, Year),
}

/// Words for a month: so many from the report's, or (`None`) the one spoken of.
const MONTHS: [(&str, Option<i32>); 13] = [
    ("当月", None),
    ("同月", None),
    ("本月", Some(0)),
    ("这个月", Some(0)),
    ("今个月", Some(0)),
    ("上上个月", Some(-2)),
    ("上上月", Some(-2)),
    ("上月", Some(-1)),
    ("上个月", Some(-1)),
    ("下月", Some(1)),
    ("下个月", Some(1)),
    ("下下个月", Some(2)),
    ("下下月", Some(2)),
];

/// Words of two characters for a year that goes without saying or an end of it: first and last month, and whether the
/// state on the last day is meant.
const AROUND_YEAR: [(&str, u32, u32, bool); 6] = [
    ("年末", 12, 12, true),
    ("年底", 12, 12, true),
    ("年终", 12, 12, true),
    ("岁末", 12, 12, true),
    ("年初", 1, 1, false),
    ("年内", 1, 12, false),
];

/// Everything that a period can begin with, beside digits.
const BEGINNINGS: &str =
    "〇○零一二三四五六七八九十廿两半“「'\"截至今本去上下前头明来后当同次翌第首全年大这昨寻听周星礼近最过未";

/// A set of characters of the basic plane.
struct Chars(Vec<u64>);

impl Chars {
    fn new(chars: impl Iterator<Item = char>) -> Self {
        let mut bits = vec![0; (1 << 16) / u64::BITS as usize];
        for place in chars.map(u32::from) {
            bits[(place / u64::BITS) as usize] |= 1_u64 << (place % u64::BITS);
        }
        Self(bits)
    }

    fn contains(&self, c: char) -> bool {
        let place = u32::from(c);
        self.0.get((place / u64::BITS) as usize).is_some_and(|bits| bits >> (place % u64::BITS) & 1 == 1)
    }
}

/// What a period can begin with whatever follows. Nearly all of a text is passed over by this and the next.
static ALONE: LazyLock<Chars> = LazyLock::new(|| Chars::new(BEGINNINGS.chars().chain('0'..='9')));

/// The first characters of [`PAIRS`].
static PAIRED: LazyLock<Chars> = LazyLock::new(|| Chars::new(PAIRS.iter().map(|&(c, _)| c)));

/// What a period can begin with where no other character follows: 天启, but not 天气; 国庆, but not 国家.
static PAIRS: LazyLock<BTreeSet<(char, char)>> = LazyLock::new(|| {
    let reigns = REIGNS.iter().chain(&era::BEGINNINGS).filter_map(|(name, _)| {
        let mut chars = name.chars();
        Some((chars.next()?, chars.next()?))
    });
    let lettered = ('1'..='4').map(|c| ('q', c)).chain(('1'..='2').map(|c| ('h', c)));
    let words = [('接', '下'), ('之', '后'), ('月', '初'), ('月', '末'), ('月', '底'), ('岁', '末'), ('暑', '期')];
    let seasons = "春夏秋冬".chars().map(|c| (c, '季'));
    reigns.chain(festival::beginnings()).chain(words).chain(seasons).chain(lettered).collect()
});

/// Whether a period can begin at a character.
pub(super) fn may_begin(chars: &[(usize, char)], at: usize) -> bool {
    let c = chars[at].1;
    let pair = || chars.get(at + 1).is_some_and(|&(_, next)| PAIRS.contains(&(c, next)));
    ALONE.contains(c) || PAIRED.contains(c) && pair()
}

impl Scan<'_> {
    pub(super) fn expression(&mut self) -> Option<Expression> {
        // Not from within a number; a comma is in one between digits.
        let before = self.char_before(self.at);
        let digit_at =
            |at: Option<usize>| at.and_then(|at| self.chars.get(at)).is_some_and(|&(_, c)| c.is_ascii_digit());
        let begins_with_number = self.peek().is_some_and(|c| digit(c).is_some() || matches!(c, '十' | '两' | '半'));
        let inside = before.is_some_and(|c| {
            let grouped = || (0..3).all(|more| digit_at(Some(self.at + more))) && !digit_at(Some(self.at + 3));
            let joined =
                (c == '.' && digit_at(Some(self.at)) || c == ',' && grouped()) && digit_at(self.at.checked_sub(2));
            joined || c.is_ascii_digit() || is_numeral(c) || matches!(c, '哪' | '每' | '某' | '几' | '数' | '任' | '这')
        });
        let inside_word = before.is_some_and(|c| c.is_ascii_alphanumeric()) && matches!(self.peek(), Some('q' | 'h'));
        if begins_with_number && inside || inside_word {
            return None;
        }
        // 公元前3世纪, 前221年: none of the years that reports speak of.
        if begins_with_number && before == Some('前') {
            return None;
        }
        let until = self.eat("截至") || self.eat("截止到") || self.eat("截止") || self.eat("至");
        self.space();
        if until {
            self.attempt(Self::clock);
        }
        let since = matches!(self.char_before(self.at), Some('自')) || self.preceded_by("自从");
        if let Some(written) = self.attempt(Self::units_passing) {
            return Some(Expression { written, piece: None, until, to: None, open: Some(Open::Since) });
        }
        let first = self.attempt(Self::plan).or_else(|| self.attempt(Self::single))?;
        if let Some(written) = self.attempt(|scan| scan.range_from(first)) {
            return Some(Expression { written, piece: None, until, to: None, open: None });
        }
        let piece = self.piece_of(first);
        // 11月当月 is November, not what follows it.
        if matches!(first, Written::When(when) if when.is_month()) {
            self.attempt(|scan| scan.eat("当月").then_some(()));
        }
        if let Written::Relative(Relative::Weekday(weeks, _)) = first
            && let Some(day) = self.attempt(Self::last_weekday)
        {
            let last = Written::Relative(Relative::Weekday(weeks, day));
            return Some(Expression { written: first, piece, until, to: Some((last, None)), open: None });
        }
        if let Some(to) = self.attempt(Self::relative_end) {
            return Some(Expression { written: first, piece, until, to: Some(to), open: None });
        }
        self.attempt(Self::weekday_beside);
        let open = self.attempt(Self::open).or(since.then_some(Open::Since)).map(|open| match (open, first) {
            (Open::Before, Written::Away(..)) => Open::Until,
            (Open::After, Written::Away(..)) => Open::Since,
            _ => open,
        });
        Some(Expression { written: first, piece, until, to: None, open })
    }

    /// By whose clock the time is told: 截至`美东时间`6月24日.
    fn clock(&mut self) -> Option<()> {
        let of = ["美东", "美国东部", "北京", "当地", "伦敦", "东京", "美西"].iter().any(|place| self.eat(place));
        (of && self.eat("时间")).then_some(())
    }

    fn piece_of(&mut self, whole: Written) -> Option<Piece> {
        match whole {
            Written::Month(_) => self.attempt(Self::days_of_month).or_else(|| self.attempt(Self::piece)),
            Written::When(when) if !when.point => self.attempt(Self::piece),
            // 上季度末.
            Written::Relative(Relative::Units(_, _, Unit::Quarter | Unit::HalfYear | Unit::Year)) => {
                self.attempt(Self::piece).or_else(|| self.eat_any(&['末', '底']).map(|_| Piece::End))
            }
            _ => None,
        }
    }

    /// The end of a range within a week: 周一`至周五`.
    fn last_weekday(&mut self) -> Option<u32> {
        self.eat_any(&RANGE_MARKS)?;
        self.week()?;
        self.weekday()
    }

    /// The end of a range that only the day of writing tells: `至本月`, `到昨天`.
    fn relative_end(&mut self) -> Option<(Written, Option<Piece>)> {
        self.eat_any(&['至', '到', '-', '—'])?;
        let last = self.single().filter(|last| matches!(last, Written::Month(Some(_)) | Written::Relative(_)))?;
        Some((last, self.piece_of(last)))
    }

    /// What makes the time before or after a period of it: `以来`, `或之前`.
    fn open(&mut self) -> Option<Open> {
        self.space();
        let with = self.eat_any(&['或', '及', '和']).is_some();
        if self.eat("之后") || self.eat("以后") {
            return Some(if with { Open::Since } else { Open::After });
        }
        if self.eat("之前") || self.eat("以前") {
            return Some(if with { Open::Until } else { Open::Before });
        }
        if let Some(side) = self.attempt(Self::side) {
            return Some(side).filter(|_| !with);
        }
        // 起步, 起草: other words.
        let from = ["以来", "至今", "迄今", "到现在", "至现在", "到目前", "至目前"].iter().any(|word| self.eat(word))
            || self.eat("来") && self.peek().is_none_or(|c| !is_han(c))
            || self.eat("开始")
            || self.eat("起") && self.peek().is_none_or(|c| !is_han(c));
        (from && !with).then_some(Open::Since)
    }

    /// 前 or 后 where it begins no other word: 2025年前完成, but 2025年前海.
    fn side(&mut self) -> Option<Open> {
        const BEHIND: [&str; 7] = ["的", "完成", "建成", "实现", "投产", "达到", "全部"];
        let side = if self.eat_any(&['前', '后'])? == '前' { Open::Before } else { Open::After };
        let ends = self.peek().is_none_or(|c| !is_han(c) && !c.is_ascii_digit());
        (ends || BEHIND.iter().any(|word| self.starts_with(word))).then_some(side)
    }

    /// The day of the week beside a date: `10月12日（星期一）`.
    fn weekday_beside(&mut self) -> Option<()> {
        let mark = self.eat_any(&[',', '(']);
        self.space();
        self.week()?;
        self.weekday()?;
        (mark != Some('(') || self.eat(")")).then_some(())
    }

    /// What follows `first` up to the end of a range: `4月6日至8日`, `去年12月到今年2月`.
    pub(super) fn range_from(&mut self, first: Written) -> Option<Written> {
        if let Written::DaysOfMonth(first, _) = first {
            self.eat_any(&RANGE_MARKS)?;
            let last = self.number(31).filter(|last| *last > first)?;
            return self.eat_any(&['日', '号']).map(|_| Written::DaysOfMonth(first, last));
        }
        let Written::When(mut range) = first else { return None };
        self.space();
        self.attempt(|scan| (scan.eat("起") && scan.peek().is_some_and(|c| matches!(c, '至' | '到'))).then_some(()));
        let paired = self.eat_any(&['与', '和']).is_some();
        if !paired && !self.eat("——") {
            self.eat_any(&RANGE_MARKS)?;
        }
        self.space();
        let day = |scan: &mut Self| scan.number(31).filter(|_| scan.eat_any(&['日', '号']).is_some());
        let from_day = range.first == range.last;
        let last = match self.attempt(|scan| day(scan).filter(|_| from_day)) {
            Some(day) => Written::DaysOfMonth(day, day),
            None => self.single()?,
        };
        let last = match last {
            Written::When(when) => when.last,
            Written::DaysOfMonth(_, day) => Day { day, ..range.last },
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
        // 2007年与2009年 are two, 2007年与2009年间 is one.
        let between = self.eat("之间") || self.eat("间");
        self.eat("止");
        (!backwards && (between || !paired)).then_some(Written::When(range))
    }
    /// A period that is no range of two others.
    pub(super) fn single(&mut self) -> Option<Written> {
        if self.eat("去冬今春") {
            let (first, last) = (Year::Relative(-1), Year::Relative(0));
            return Some(Written::When(When {
                first: Day { year: first, month: 12, day: 1 },
                last: Day { year: last, month: 5, day: 31 },
                point: false,
                open: None,
            }));
        }
        let before = self.char_before(self.at);
        if let Some(when) = self.attempt(Self::dated_weekday) {
            return Some(when);
        }
        if let Some(relative) = self.attempt(Self::relative) {
            return Some(relative);
        }
        if self.peek().is_some_and(|c| c.is_ascii_digit()) {
            if let Some((year, month, day)) = self.attempt(Self::digits_of_date) {
                return Some(Written::When(When::new(Year::Known(year), (month, day), (month, day))));
            }
            if let Some(when) = self.attempt(Self::pointed_months) {
                return Some(Written::When(when));
            }
        }
        if let Some(when) = self.attempt(Self::era) {
            return Some(Written::When(when));
        }
        if let Some(festival) = self.attempt(Self::festival) {
            return Some(Written::Festival(Year::Unsaid, festival));
        }
        let start = self.at;
        if let Some((first, last)) = self.attempt(Self::named_years) {
            self.names(Year::Known(first));
            if first == last {
                return self.of_year(Year::Known(first));
            }
            if self.eat("同期") {
                return Some(Written::Same(SameYear::Written(Year::Known(first), Year::Known(last))));
            }
            let mut years = When::years(first, last);
            // 1985到89年9月 ends with that month; 2015和2016年9月 are two.
            let listed = |c: &(usize, char)| matches!(c.1, '、' | '和' | '及');
            if !self.chars[start..self.at].iter().any(listed)
                && let Some(part) = self.attempt(|scan| scan.part(Year::Known(last)))
            {
                years.last = part.last;
            }
            return Some(Written::When(years));
        }
        if let Some(offset) = self.word_of(&RELATIVE_YEARS, before) {
            self.names(Year::Relative(offset));
            return self.of_year(Year::Relative(offset));
        }
        if self.word_of(&PRIOR_YEAR, before).is_some() {
            self.names(Year::Relative(-1));
            return self.of_year(Year::Prior);
        }
        if before.is_none_or(|c| !matches!(c, '在' | '的')) && self.eat("这一年") {
            return Some(Written::ThisYear(When::new(Year::Unsaid, (1, 1), (12, 31))));
        }
        if (self.eat("次日") || self.eat("翌日")) && !self.peek().is_some_and(|c| "达送本".contains(c)) {
            return Some(Written::NextDay);
        }
        if self
            .attempt(|scan| {
                (scan.eat("全天") && !scan.peek().is_some_and(|c| "候时开供服营制".contains(c))).then_some(())
            })
            .is_some()
        {
            return Some(Written::WholeDay);
        }
        if let Some(years) = self.word_of(&YEARS_AFTER, before) {
            self.names(Year::Relative(years));
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
        if let Some(offset) = MONTHS
            .iter()
            .find_map(|&(word, offset)| (!(word == "上月" && before == Some('以')) && self.eat(word)).then_some(offset))
        {
            self.eat_any(&['份']);
            return Some(Written::Month(offset));
        }
        // Pieces of the month of writing, which goes without saying.
        let mut ahead = *self;
        if ["最后一个", "上半月", "下半月"].iter().any(|word| self.starts_with(word))
            && ahead.piece_of(Written::Month(Some(0))).is_some()
        {
            return Some(Written::Month(Some(0)));
        }
        if self.eat("同期") {
            let before_it = matches!(before, Some('比' | '较' | '于'));
            return Some(Written::Same(if before_it { SameYear::Before } else { SameYear::Spoken }));
        }
        if before.is_none_or(|c| !is_numeral(c) && !c.is_ascii_digit() && !matches!(c, '多' | '几' | '每'))
            && !self.starts_with("年内蒙")
            && let Some(&(_, first, last, point)) = AROUND_YEAR.iter().find(|(word, ..)| self.starts_with(word))
            && !["年终奖", "年终总", "年终答", "年初步", "年初中"].iter().any(|word| self.starts_with(word))
        {
            self.at += 2;
            return Some(Written::When(When { point, ..When::new(Year::Unsaid, (first, 1), (last, 31)) }));
        }
        // 月末, as if of 当月.
        let alone =
            before.is_none_or(|c| !is_han(c) && !c.is_ascii_alphanumeric() || matches!(c, '到' | '至' | '于' | '在'));
        if alone && ["月初", "月末", "月底"].iter().any(|word| self.starts_with(word)) {
            self.at += 1;
            return Some(Written::Month(None));
        }
        let season = self.attempt(|scan| {
            let season = scan.season(Year::Unsaid)?;
            (scan.question && scan.preceded_by("季")).then_some(season)
        });
        if let Some(season) = season {
            return Some(Written::When(season));
        }
        if let Some(when) = self.attempt(|scan| scan.part(Year::Unsaid)) {
            return Some(Written::When(when));
        }
        self.attempt(|scan| {
            let ascii = scan.peek()?.is_ascii_digit();
            let day = scan.number(31)?;
            scan.space();
            let goes_on = |scan: &Self| scan.peek().is_some_and(|c| "内游均龄本元报后".contains(c));
            // 12号 may also be the name of a line or a house.
            let spoken = |scan: &mut Self| {
                let alone = before.is_none_or(|c| !is_han(c) || matches!(c, '于' | '在' | '的' | '到'));
                alone && scan.eat("号") && scan.peek().is_none_or(|c| !is_han(c))
            };
            (ascii && (scan.eat("日") && !goes_on(scan) || spoken(scan))).then_some(Written::DaysOfMonth(day, day))
        })
    }

    /// `周日，2月10日`.
    fn dated_weekday(&mut self) -> Option<Written> {
        self.week()?;
        self.weekday()?;
        self.eat_any(&[',']);
        self.space();
        let dated = |written: &Written| matches!(written, Written::When(when) if when.first == when.last);
        self.part(Year::Unsaid).map(Written::When).filter(dated)
    }
}
