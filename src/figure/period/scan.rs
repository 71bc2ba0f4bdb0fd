//! Going through the characters of a text: words, marks and small numbers.

use super::{super::unit, calendar::Year};

/// No unit is looked for beyond so many characters.
const LONGEST_UNIT: usize = 8;

/// What stands between the ends of a range, beside a double dash.
pub(super) const RANGE_MARKS: [char; 10] = ['至', '到', '-', '—', '–', '―', '−', '~', '～', '〜'];

/// A reader of the characters from `at` on; what fails may leave `at` anywhere.
#[derive(Clone, Copy)]
pub(super) struct Scan<'a> {
    pub(super) chars: &'a [(usize, char)],
    pub(super) at: usize,
    /// Whether it reads a question: there a year may stand without its mark (苏州GDP 2022), and 夏季 is one summer, not
    /// that of every year.
    pub(super) question: bool,
    /// The first year named since this began, and where its name ends.
    pub(super) year: Option<(Year, usize)>,
}

impl<'a> Scan<'a> {
    pub(super) fn new(chars: &'a [(usize, char)], at: usize) -> Self {
        Self { chars, at, question: false, year: None }
    }

    /// Keeps a year whose name ends here, if it is the first one.
    pub(super) fn names(&mut self, year: Year) {
        self.year.get_or_insert((year, self.at));
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.chars.get(self.at).map(|&(_, c)| c)
    }

    pub(super) fn char_before(&self, at: usize) -> Option<char> {
        self.chars.get(at.checked_sub(1)?).map(|&(_, c)| c)
    }

    /// Whether `word` ends where this begins.
    pub(super) fn preceded_by(&self, word: &str) -> bool {
        let start = self.at.checked_sub(word.chars().count());
        start.is_some_and(|at| Self { at, ..*self }.starts_with(word))
    }

    pub(super) fn starts_with(&self, word: &str) -> bool {
        let mut rest = self.chars[self.at.min(self.chars.len())..].iter();
        word.chars().all(|c| rest.next().is_some_and(|&(_, found)| found == c))
    }

    pub(super) fn eat(&mut self, word: &str) -> bool {
        let found = self.starts_with(word);
        if found {
            self.at += word.chars().count();
        }
        found
    }

    pub(super) fn eat_any(&mut self, marks: &[char]) -> Option<char> {
        let found = self.peek().filter(|c| marks.contains(c))?;
        self.at += 1;
        Some(found)
    }

    /// Whether a unit stands here.
    pub(super) fn at_unit(&self) -> bool {
        let ahead: Vec<char> = self.chars[self.at..].iter().take(LONGEST_UNIT).map(|&(_, c)| c).collect();
        unit::end(&ahead, 0).is_some()
    }

    /// One space, as `2024 年 6 月` is printed.
    pub(super) fn space(&mut self) {
        self.eat_any(&[' ']);
    }

    /// Goes on with `read`; what it cannot read is not touched.
    pub(super) fn attempt<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let mut ahead = *self;
        let found = read(&mut ahead)?;
        *self = ahead;
        Some(found)
    }

    /// Four digits, Arabic or Chinese, and no fifth.
    pub(super) fn four_digits(&mut self) -> Option<i32> {
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

    /// A count after 前: `三`, `两`, `5`.
    pub(super) fn count(&mut self, most: u32) -> Option<u32> {
        if self.eat("两") { Some(2) } else { self.number(most) }
    }

    /// A number from 1 to `most`, at most 99: `6`, `06`, `六`, `十二`, `二十一`.
    pub(super) fn number(&mut self, most: u32) -> Option<u32> {
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

pub(super) fn digit(c: char) -> Option<u32> {
    Some(match c {
        '0'..='9' => c as u32 - '0' as u32,
        '零' | '〇' | '○' => 0,
        '一' => 1,
        '二' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

pub(super) fn is_numeral(c: char) -> bool {
    !c.is_ascii_digit() && digit(c).is_some() || matches!(c, '十' | '百' | '千' | '万' | '亿' | '两')
}
