//! Years: by their number, and as seen from another year.

use super::{
    calendar::{When, Year},
    expression::{SameYear, Written},
    scan::{Scan, digit},
};

/// Words for a year as seen from the time of writing, and characters before them that make them part of other words
/// (`以上年产值`, `交上年终答卷`, `说明年度`).
pub(super) const RELATIVE_YEARS: [(&str, i32, &str); 12] = [
    ("大前年", -3, ""),
    ("大后年", 3, ""),
    ("今年", 0, "如迄"),
    ("本年度", 0, ""),
    ("本年", 0, ""),
    ("去年", -1, "过"),
    ("前年", -2, "年以之"),
    ("下一年", 1, "以之"),
    ("下年", 1, "以之乡"),
    ("明年", 1, "说证表声申"),
    ("来年", 1, "年以"),
    ("后年", 2, "年以之"),
];

/// Words for the year before the one that is reported on, whenever that is written.
pub(super) const PRIOR_YEAR: [(&str, i32, &str); 2] = [("上一年", -1, "以"), ("上年", -1, "以交")];

/// Words for a year as seen from the year spoken of.
pub(super) const YEARS_AFTER: [(&str, i32, &str); 8] = [
    ("当年", 0, "想"),
    ("同年", 0, "相不"),
    ("次年", 1, "人班架每多"),
    ("翌年", 1, ""),
    ("同一年", 0, ""),
    ("第二年", 1, ""),
    ("前一年", -1, "年月之以"),
    ("后一年", 1, "年月之以"),
];

impl Scan<'_> {
    /// The one of `words` that stands here as a word.
    pub(super) fn word_of(&mut self, words: &[(&str, i32, &str)], before: Option<char>) -> Option<i32> {
        let &(word, value, _) = words
            .iter()
            .find(|(word, _, not_after)| self.starts_with(word) && !before.is_some_and(|c| not_after.contains(c)))?;
        self.eat(word);
        Some(value)
    }

    /// What follows a year: a part of it, or nothing.
    pub(super) fn of_year(&mut self, year: Year) -> Option<Written> {
        if self.eat("同期") {
            return Some(Written::Same(SameYear::Written(year, year)));
        }
        let festival = self.attempt(|scan| {
            scan.eat("的");
            scan.festival()
        });
        if let Some(festival) = festival {
            return Some(Written::Festival(year, festival));
        }
        // 去年年底.
        self.attempt(|scan| {
            (!scan.starts_with("年终奖") && scan.eat("年") && scan.peek().is_some_and(|c| "末底终初".contains(c)))
                .then_some(())
        });
        if self.eat_any(&['末', '底']).is_some() || self.preceded_by("年") && self.eat("终") {
            return Some(Written::When(When { point: true, ..When::new(year, (12, 1), (12, 31)) }));
        }
        if self.eat("伊始") {
            return Some(Written::When(When::new(year, (1, 1), (1, 31))));
        }
        let early_season = self.attempt(|scan| {
            scan.eat("初").then_some(())?;
            scan.season(year)
        });
        if let Some(season) = early_season {
            return Some(Written::When(season));
        }
        if ["初步", "初中", "初级"].iter().all(|word| !self.starts_with(word)) && self.eat("初") {
            return Some(Written::When(When::new(year, (1, 1), (3, 31))));
        }
        let part = self.attempt(|scan| {
            scan.eat("的");
            scan.space();
            scan.attempt(|scan| scan.season(year)).or_else(|| scan.part(year))
        });
        Some(Written::When(part.unwrap_or_else(|| When::new(year, (1, 1), (12, 31)))))
    }
    /// `2021年`, `二〇二一年`, `2021-2022`, `2015和2016年`, `98年` before a part of it.
    pub(super) fn named_years(&mut self) -> Option<(i32, i32)> {
        let before = self.char_before(self.at);
        let year = match self.attempt(Self::four_digits) {
            Some(year) => year,
            None => return self.attempt(Self::early_year).or_else(|| self.short_year()),
        };
        let recent = (1900..2100).contains(&year);
        if let Some(last) = self.attempt(|scan| scan.later_year(year).filter(|_| recent)) {
            return Some((year, last));
        }
        self.space();
        if self.eat("年") {
            let inside = |scan: &mut Self| !scan.starts_with("内蒙") && scan.eat("内");
            self.attempt(|scan| (scan.eat("度") || scan.eat("份") || inside(scan)).then_some(()));
            return (!self.counts_years(year, before)).then_some((year, year));
        }
        // Without its mark a year is one only before a part of it: 2022一季度, 2024-06-20.
        let mut ahead = *self;
        let alone = || {
            self.question
                && before.is_none_or(|c| !c.is_ascii_alphanumeric() && !matches!(c, '.' | ','))
                && self.peek().is_none_or(|c| matches!(c, ' ' | '?' | '。' | ',' | '呢'))
        };
        (recent && (alone() || ahead.part(Year::Unsaid).is_some())).then_some((year, year))
    }

    /// The end of a span of years that begins with `first`.
    pub(super) fn later_year(&mut self, first: i32) -> Option<i32> {
        self.space();
        let listed = self.eat_any(&['、', '和', '及']).is_some();
        if !listed {
            self.eat_any(&['-', '—', '–', '―', '~', '～', '〜', '至', '到', '/'])?;
        }
        self.space();
        let last = self.attempt(Self::four_digits).or_else(|| self.attempt(|scan| scan.last_two_digits(first)))?;
        (first + 1..=first + 100).contains(&last).then_some(())?;
        self.space();
        let marked = self.eat("年");
        (marked || !listed).then_some(last)
    }

    /// The year within the century of `first` whose last two digits stand here: `1997-98年`.
    fn last_two_digits(&mut self, first: i32) -> Option<i32> {
        let digits = self.number(99).filter(|digits| *digits > 9)?;
        self.starts_with("年").then_some(first / 100 * 100 + i32::try_from(digits).ok()?)
    }

    /// Whether `1000年` and what follows counts years instead of naming one.
    pub(super) fn counts_years(&self, year: i32, before: Option<char>) -> bool {
        let next = self.peek();
        if next.is_some_and(|c| matches!(c, '级' | '限')) {
            return true;
        }
        let round = year % 10 == 0 && year < 1900 || year % 1000 == 0;
        let after = next.is_some_and(|c| {
            matches!(c, '来' | '前' | '后' | '间' | '多' | '余' | '左' | '历') || c == '之' && year < 2000
        }) || self.starts_with("的历史");
        round && (after || before.is_some_and(|c| matches!(c, '近' | '约' | '超' | '达' | '逾' | '有' | '共' | '距')))
    }

    /// `三六七年`, `公元618年`: three digits are a year where they cannot count years.
    fn early_year(&mut self) -> Option<(i32, i32)> {
        let dated = self.char_before(self.at).is_some_and(|c| matches!(c, '在' | '于' | '元'));
        let counted = !self.peek()?.is_ascii_digit();
        let mut year = 0;
        for _ in 0..3 {
            let c = self.peek().filter(|c| c.is_ascii_digit() != counted)?;
            year = year * 10 + i32::try_from(digit(c)?).ok()?;
            self.at += 1;
        }
        // In Taiwan 104年 is of the Republic.
        let republic = !counted && (100..=130).contains(&year);
        let named = year >= 100 && !republic && (dated || counted) && self.eat("年");
        (named && !self.peek().is_some_and(|c| "来前后间多余左历的内".contains(c))).then_some((year, year))
    }

    /// `98年4月`, `九七年一季度`: two digits are a year before a part of it, and where they cannot count years.
    pub(super) fn short_year(&mut self) -> Option<(i32, i32)> {
        let ascii = self.peek()?.is_ascii_digit();
        let mut digits = [0; 2];
        for place in &mut digits {
            let c = self.peek().filter(|c| c.is_ascii_digit() == ascii)?;
            *place = i32::try_from(digit(c)?).ok()?;
            self.at += 1;
        }
        if !self.eat("年") {
            return None;
        }
        let [tens, units] = digits;
        // 三四年, 三五年 count years; 08年 does not.
        let named = if ascii { tens == 0 } else { units != tens + 1 && (tens, units) != (3, 5) };
        let alone = named && !self.peek().is_some_and(|c| "来前后间多余左历的内级".contains(c));
        let mut ahead = *self;
        (alone || ahead.eat_any(&['底', '末']).is_some() || ahead.part(Year::Unsaid).is_some()).then_some(())?;
        // Years ahead are written in full, but for the next few.
        let year = 10 * tens + units;
        let year = if year <= 30 { 2000 + year } else { 1900 + year };
        Some((year, year))
    }
}
