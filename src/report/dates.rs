//! Dates as reports print them.

use super::ReportDate;
use crate::text::fold::fold_char;

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// The date that `text` as a whole is, a time of day behind it aside: `2024-06-20`, `2024年6月`, `二〇二四年六月二十日`,
/// `Jun 20, 2024`, `2024`.
pub(super) fn whole(text: &str) -> Option<ReportDate> {
    let text = text.trim();
    let (date, rest) = leading(text)?;
    rest.chars().all(|c| c.is_ascii_digit() || matches!(c, ':' | 'T' | 'Z' | '+' | '-' | '.' | ' ')).then_some(date)
}

/// The date at the head of `text`, and what follows it.
pub(super) fn leading(text: &str) -> Option<(ReportDate, &str)> {
    let mut scan = Scan { rest: text };
    let date = scan.english().or_else(|| {
        scan.rest = text;
        scan.chinese()
    })?;
    Some((date, scan.rest))
}

/// The month and day at the head of `text` (`6月20日`), and what follows.
pub(super) fn month_and_day(text: &str) -> Option<((u32, u32), &str)> {
    let mut scan = Scan { rest: text };
    let month = scan.number(12)?;
    scan.mark(&['月'])?;
    let day = scan.number(31)?;
    scan.mark(&['日', '号'])?;
    Some(((month, day), scan.rest))
}

struct Scan<'a> {
    rest: &'a str,
}

impl Scan<'_> {
    fn peek(&self) -> Option<char> {
        self.rest.chars().next().map(fold_char)
    }

    fn take(&mut self) {
        let mut chars = self.rest.chars();
        chars.next();
        self.rest = chars.as_str();
    }

    fn mark(&mut self, marks: &[char]) -> Option<char> {
        let found = self.peek().filter(|c| marks.contains(c))?;
        self.take();
        Some(found)
    }

    fn spaces(&mut self) {
        self.rest = self.rest.trim_start();
    }

    /// Four digits, Arabic or Chinese, and no fifth.
    fn year(&mut self) -> Option<i32> {
        let mut year = 0;
        for _ in 0..4 {
            year = year * 10 + i32::try_from(digit(self.peek()?)?).ok()?;
            self.take();
        }
        (self.peek().and_then(digit).is_none() && (1000..3000).contains(&year)).then_some(year)
    }

    /// A number from 1 to `most`: `6`, `06`, `六`, `十二`, `二十一`.
    fn number(&mut self, most: u32) -> Option<u32> {
        self.spaces();
        let mut value = 0;
        let mut length = 0;
        while let Some(c) = self.peek() {
            // `十` follows the tens it counts, or stands for one.
            value = match (c, digit(c)) {
                ('十', _) if value == 0 => 10,
                ('十', _) if value < 10 => value * 10,
                (_, Some(units)) if length > 0 && value >= 10 && value % 10 == 0 && !c.is_ascii() => value + units,
                (_, Some(units)) => value * 10 + units,
                _ => break,
            };
            length += 1;
            if length > 3 {
                return None;
            }
            self.take();
        }
        self.spaces();
        (1..=most).contains(&value).then_some(value)
    }

    fn chinese(&mut self) -> Option<ReportDate> {
        let year = self.year()?;
        let mut date = ReportDate { year, month: None, day: None, inferred: false };
        let before = self.rest;
        self.spaces();
        let Some(separator) = self.mark(&['年', '-', '/', '.']) else {
            self.rest = before;
            return Some(date);
        };
        let mut end = if separator == '年' { self.rest } else { before };
        let (months, days): (&[char], &[char]) =
            if separator == '年' { (&['月'], &['日', '号']) } else { (&[], &[]) };
        if let Some(month) = self.number(12) {
            // After a month comes its mark: 月, or the separator again when a day follows.
            if months.is_empty() || self.mark(months).is_some() {
                date.month = Some(month);
                end = self.rest;
                let goes_on = !months.is_empty() || self.mark(&[separator]).is_some();
                if goes_on
                    && let Some(day) = self.number(31)
                    && (days.is_empty() || self.mark(days).is_some())
                    && chrono::NaiveDate::from_ymd_opt(year, month, day).is_some()
                {
                    date.day = Some(day);
                    end = self.rest;
                }
            }
        }
        self.rest = end;
        Some(date)
    }

    /// `Jun 20, 2024`.
    fn english(&mut self) -> Option<ReportDate> {
        let name = self.rest.get(..3)?.to_ascii_lowercase();
        let month = MONTHS.iter().position(|month| *month == name)?;
        self.rest = self.rest.trim_start_matches(|c: char| c.is_ascii_alphabetic());
        self.mark(&['.']);
        let day = self.number(31)?;
        self.mark(&[',']);
        self.spaces();
        let year = self.year()?;
        Some(ReportDate { year, month: Some(u32::try_from(month).ok()? + 1), day: Some(day), inferred: false })
    }
}

fn digit(c: char) -> Option<u32> {
    c.to_digit(10).or_else(|| match c {
        '○' => Some(0),
        _ => "零一二三四五六七八九".chars().position(|d| d == c).or((c == '〇').then_some(0)).map(|d| d as u32),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_in_every_form() {
        let cases: &[(&str, i32, Option<u32>, Option<u32>)] = &[
            ("2024-06-20", 2024, Some(6), Some(20)),
            ("2024/6/20 08:30", 2024, Some(6), Some(20)),
            ("2024.6.20", 2024, Some(6), Some(20)),
            ("2024-06-20T08:30:00+08:00", 2024, Some(6), Some(20)),
            ("2024-06", 2024, Some(6), None),
            ("2024", 2024, None, None),
            ("2024年", 2024, None, None),
            ("2024年6月", 2024, Some(6), None),
            ("2024 年 6 月 20 日", 2024, Some(6), Some(20)),
            ("２０２４年６月２０日", 2024, Some(6), Some(20)),
            ("二〇二六年一月二十七日", 2026, Some(1), Some(27)),
            ("二零二五年十二月十日", 2025, Some(12), Some(10)),
            ("二○二五年十一月三十一日", 2025, Some(11), None),
            ("二〇二六年十月二十日", 2026, Some(10), Some(20)),
            ("Nov 10, 2022", 2022, Some(11), Some(10)),
            ("March 2, 2022", 2022, Some(3), Some(2)),
        ];
        for &(text, year, month, day) in cases {
            let found = leading(text).map(|(date, _)| (date.year, date.month, date.day));
            assert_eq!(found, Some((year, month, day)), "{text}");
        }
    }

    #[test]
    fn what_is_no_date_is_not_read_as_one() {
        for text in ["", "去年", "20245", "2024年上半年", "2024-13-01x", "12345-6-7", "May be", "2024年6月20日，全市"]
        {
            assert_eq!(whole(text), None, "{text}");
        }
        assert_eq!(leading("2024年一季度").map(|(date, rest)| (date.month, rest)), Some((None, "一季度")));
    }
}
