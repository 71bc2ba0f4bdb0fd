//! The periods that a question, or a report's title, names: which words are the year, and which a part of it.

use std::ops::Range;

use super::{
    calendar::{When, Year},
    context::Context,
    expression::Written,
    relative::{Relative, Unit},
    walk,
};

/// A period of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// What names the year, in bytes; empty where nothing does.
    pub year: Range<usize>,
    /// What names the part of a year, in bytes; empty where nothing does.
    pub part: Range<usize>,
    /// The year that is named first.
    pub first_year: Year,
    /// What it says, as far as that is known without the day of asking.
    pub when: Option<When>,
}

impl Asked {
    /// The whole of it, in bytes.
    pub fn range(&self) -> Range<usize> {
        match (self.year.is_empty(), self.part.is_empty()) {
            (false, false) => self.year.start..self.part.end,
            (true, _) => self.part.clone(),
            (_, true) => self.year.clone(),
        }
    }
}

/// The periods of a question, in order. Unlike a report's, a year may stand there without its mark, and nothing need tell
/// the day that `上个月` is seen from.
///
/// ```
/// use wenbao::figure::period::asked;
/// let text = "重庆 2011一季度用电量";
/// let period = asked(text).remove(0);
/// assert_eq!((&text[period.year], &text[period.part]), ("2011", "一季度"));
/// ```
pub fn asked(text: &str) -> Vec<Asked> {
    let mut found = Vec::new();
    walk(text, Context::new(None, None), true, |range, scan, expression, when| {
        if when.is_none() && (expression.to.is_some() || matches!(expression.written, Written::When(_))) {
            return false;
        }
        let (first_year, end) = scan.year.unwrap_or((Year::Unsaid, scan.at));
        let whole = match expression.written {
            Written::When(when) => {
                scan.year.is_none() && when.is_whole_years() && matches!(when.first.year, Year::Known(_))
            }
            Written::Same(_) => scan.year.is_some(),
            Written::Relative(relative) | Written::Away(relative) => counts_years(relative),
            _ => false,
        };
        let year_end = match (whole, scan.year) {
            (true, _) => range.end,
            (false, None) => range.start,
            (false, Some(_)) => scan.chars.get(end).map_or(text.len(), |&(at, _)| at).min(range.end),
        };
        let part = text[year_end..range.end].trim_start_matches([' ', '\u{3000}', '的']);
        let part = range.end - part.len()..range.end;
        // 上年 is the one before that of whatever report answers, as 去年 is.
        let when = when.map(|mut when| {
            when.map_years(|year| if year == Year::Prior { Year::Relative(-1) } else { year });
            when
        });
        found.push(Asked { year: range.start..year_end, part, first_year, when });
        true
    });
    found
}

fn counts_years(relative: Relative) -> bool {
    match relative {
        Relative::Units(_, _, unit)
        | Relative::Past(_, unit)
        | Relative::Future(_, unit)
        | Relative::Coming(_, unit) => unit == Unit::Year,
        Relative::SinceYear(_) => true,
        Relative::Weekday(..) => false,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// `year|part` of each.
    fn read(text: &str) -> Vec<String> {
        asked(text).into_iter().map(|period| format!("{}|{}", &text[period.year], &text[period.part])).collect()
    }

    #[test]
    fn the_year_of_a_question_is_told_from_the_part_of_it() {
        let cases: &[(&str, &[&str])] = &[
            ("重庆一季度用电量是多少？", &["|一季度"]),
            ("2011年1~4月江西稀土产量", &["2011年|1~4月"]),
            ("２０２２年上半年深圳市GDP", &["２０２２年|上半年"]),
            ("2023 年 6 月末重慶", &["2023 年|6 月末"]),
            ("重庆 2011一季度", &["2011|一季度"]),
            ("重庆GDP 2011？", &["2011|"]),
            ("截至2011年5月27日", &["截至2011年|5月27日"]),
            ("二〇二四年第三季度", &["二〇二四年|第三季度"]),
            ("2021—2023年、前5个月", &["2021—2023年|", "|前5个月"]),
            ("去年同期呢", &["去年同期|"]),
            ("上个月呢，近三年呢", &["|上个月", "近三年|"]),
            ("“十四五”期间", &["“十四五”期间|"]),
            ("2024年青河市工业投资", &["2024年|"]),
            ("2022年Q1", &["2022年|Q1"]),
            ("去年的一季度", &["去年|一季度"]),
            ("夏季呢", &["|夏季"]),
            ("去年国庆", &["去年|国庆"]),
            ("产量12011吨，5个月，1.2024年，编号A2024", &[]),
            ("", &[]),
        ];
        for (text, expected) in cases {
            assert_eq!(&read(text), expected, "{text}");
        }
    }

    #[test]
    fn the_year_is_known_or_counted_from_the_one_spoken_of() {
        let year = |text| asked(text)[0].first_year;
        assert_eq!([year("２０２４年"), year("二〇二四年")], [Year::Known(2024); 2]);
        assert_eq!([year("去年"), year("前年同期"), year("次年")], [-1, -2, 1].map(Year::Relative));
        assert_eq!(year("一季度"), Year::Unsaid);
    }

    proptest! {
        #[test]
        fn any_question_is_read_and_its_periods_do_not_overlap(text in "[0-9年月日第前一二十同期去的 —q]{0,40}|\\PC{0,40}") {
            let mut end = 0;
            for period in asked(&text) {
                let range = period.range();
                prop_assert!(!range.is_empty() && range.start >= end && period.year.end <= period.part.start);
                prop_assert!(text.get(period.year).is_some() && text.get(period.part).is_some());
                end = range.end;
            }
        }
    }
}
