//! Times in English, as reports print them in Chinese: `first half of 2022` is 2022年上半年.

use super::tables::Typed;

const QUARTERS: [&str; 4] = ["一季度", "二季度", "三季度", "四季度"];
const ORDINALS: [&str; 4] = ["first", "second", "third", "fourth"];
const COUNTS: [&str; 12] =
    ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

/// The time that `words` begin with, and how many of them say it. Words are in small letters, without hyphens.
pub(super) fn read(words: &[&str]) -> Option<(usize, String)> {
    let mut rest = Words { words, at: 0 };
    let (year, period) = if let Some(year) = rest.year() {
        if let Some(to) = rest.try_to(|rest| {
            rest.skip(&["to"]);
            rest.year()
        }) {
            return Some((rest.at, format!("{year}-{to}年")));
        }
        (Some(year), rest.try_to(Words::period).unwrap_or_default())
    } else {
        let period = rest.period()?;
        let year = rest.try_to(|rest| {
            rest.skip(&["of", "in", "the", "year"]);
            rest.year()
        });
        (year, period)
    };
    let year = year.map(|year| format!("{year}年")).unwrap_or_default();
    Some((rest.at, format!("{year}{period}")))
}

/// Words of which the first ones have been read.
struct Words<'a> {
    words: &'a [&'a str],
    at: usize,
}

impl<'a> Words<'a> {
    fn peek(&self, ahead: usize) -> &'a str {
        self.words.get(self.at + ahead).copied().unwrap_or_default()
    }

    fn skip(&mut self, words: &[&str]) {
        while words.contains(&self.peek(0)) {
            self.at += 1;
        }
    }

    /// What `read` reads; nothing is read when it finds nothing.
    fn try_to<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let at = self.at;
        let found = read(self);
        if found.is_none() {
            self.at = at;
        }
        found
    }

    fn year(&mut self) -> Option<u16> {
        let year = number(self.peek(0)).filter(|year| (1900..2100).contains(year))?;
        self.at += 1;
        Some(year)
    }

    /// A part of a year.
    fn period(&mut self) -> Option<String> {
        if let Some(short) = short_period(self.peek(0)) {
            self.at += 1;
            return Some(short.to_owned());
        }
        self.try_to(Self::half_or_quarter).or_else(|| self.try_to(Self::months))
    }

    fn half_or_quarter(&mut self) -> Option<String> {
        self.skip(&["the"]);
        let ordinal = ORDINALS.iter().position(|ordinal| *ordinal == self.peek(0))?;
        let (period, words) = match (ordinal, self.peek(1), self.peek(2)) {
            (0, "half", _) => ("上半年".to_owned(), 2),
            (1, "half", _) => ("下半年".to_owned(), 2),
            (0, "three" | "3", "quarters") => ("前三季度".to_owned(), 3),
            (0, count, "months") => (format!("1-{}月", count_of(count)?), 3),
            (_, "quarter", _) => (QUARTERS[ordinal].to_owned(), 2),
            _ => return None,
        };
        self.at += words;
        if self.peek(0) == "year" {
            self.at += 1;
        }
        Some(period)
    }

    fn months(&mut self) -> Option<String> {
        let end = self.try_to(|rest| {
            rest.skip(&["the"]);
            let end = rest.peek(0) == "end" && rest.peek(1) == "of";
            rest.at += 2;
            end.then_some(())
        });
        let first_day = self.try_to(Self::day);
        let month = self.month()?;
        if let Some(to) = self.try_to(|rest| {
            rest.skip(&["to", "through", "till"]);
            rest.month()
        }) {
            return Some(format!("{month}-{to}月"));
        }
        let day = first_day.or_else(|| self.try_to(Self::day));
        // "may" is a month only where a number says so.
        let dated = day.is_some() || number(self.peek(0)).is_some() || number(self.peek(1)).is_some();
        if month == 5 && !dated {
            return None;
        }
        let end = if end.is_some() { "末" } else { "" };
        Some(day.map_or_else(|| format!("{month}月{end}"), |day| format!("{month}月{day}日")))
    }

    fn month(&mut self) -> Option<usize> {
        let word = self.peek(0);
        let months = &Typed::get().english.months;
        let is_month = |name: &String| name == word || (word.len() >= 3 && word.len() <= 4 && name.starts_with(word));
        let month = months.iter().position(is_month)?;
        self.at += 1;
        Some(month + 1)
    }

    fn day(&mut self) -> Option<u16> {
        let word = self.peek(0);
        let bare = ["st", "nd", "rd", "th"].iter().find_map(|ending| word.strip_suffix(ending)).unwrap_or(word);
        let day = number(bare).filter(|day| (1..=31).contains(day))?;
        self.at += 1;
        Some(day)
    }
}

fn number(word: &str) -> Option<u16> {
    word.bytes().all(|b| b.is_ascii_digit()).then(|| word.parse().ok()).flatten()
}

fn count_of(word: &str) -> Option<usize> {
    let spelt = COUNTS.iter().position(|count| *count == word).map(|at| at + 1);
    spelt.or_else(|| number(word).map(usize::from)).filter(|count| (2..=12).contains(count))
}

/// `q1`, `1q`, `h2`.
fn short_period(word: &str) -> Option<&'static str> {
    let number = match word.as_bytes() {
        [b'q', digit] | [digit, b'q'] => usize::from(digit.wrapping_sub(b'1')),
        [b'h', b'1'] | [b'1', b'h'] => return Some("上半年"),
        [b'h', b'2'] | [b'2', b'h'] => return Some("下半年"),
        _ => return None,
    };
    QUARTERS.get(number).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_rendered_as_reports_print_them() {
        for (english, chinese) in [
            ("first half of 2022", "2022年上半年"),
            ("the second half of the year 2022", "2022年下半年"),
            ("2022 first half", "2022年上半年"),
            ("q1 2017", "2017年一季度"),
            ("2017 q3", "2017年三季度"),
            ("4q 2017", "2017年四季度"),
            ("h1 2022", "2022年上半年"),
            ("first quarter", "一季度"),
            ("first three quarters of 2020", "2020年前三季度"),
            ("first five months of 2022", "2022年1-5月"),
            ("january april 2022", "2022年1-4月"),
            ("jan to apr 2022", "2022年1-4月"),
            ("june 2022", "2022年6月"),
            ("end of june 2022", "2022年6月末"),
            ("may 27 2011", "2011年5月27日"),
            ("27th may 2011", "2011年5月27日"),
            ("may 2011", "2011年5月"),
            ("2011", "2011年"),
            ("2011 2013", "2011-2013年"),
        ] {
            let words: Vec<&str> = english.split(' ').collect();
            assert_eq!(read(&words), Some((words.len(), chinese.to_owned())), "{english}");
        }
        for none in ["may grow", "first of all", "12", "quarter", "", "the", "first", "q5", "end of"] {
            assert_eq!(read(&none.split(' ').collect::<Vec<_>>()), None, "{none}");
        }
    }
}
