//! The period that a whole report is on.

use std::ops::Range;

use super::{Mention, When, Year, mentions};
use crate::report::ReportDate;

/// So many different periods are counted.
const LIMIT: usize = 64;

/// What is farther behind a period, in bytes, does not tell what it is compared with.
const CLAUSE: usize = 150;

/// A report is on a month at least; a day is when something happened.
const MONTH: i64 = 27;

/// As many days make a year, for which a bare year is no less precise.
const YEAR: i64 = 300;

/// The period that a text mostly speaks of, as written: not those that it compares with, nor whole years where it speaks
/// of a part of one, nor one that was long over when the report was written.
pub fn main_period(text: &str, reference: Option<&ReportDate>) -> Option<String> {
    let found = mentions(text, reference);
    let compared = |range: &Range<usize>| {
        let before = text[..range.start].trim_end();
        let behind = &text[range.end..];
        let behind = &behind[..behind.floor_char_boundary(CLAUSE)];
        let explained = behind.trim_start().strip_prefix('（').and_then(|rest| Some(rest.split_once('）')?.1));
        let clause = explained.unwrap_or(behind).split(['，', ',', '。', '；', ';']).next().unwrap_or_default();
        let joined = before.ends_with(['与', '和', '同', '跟']);
        // 由2010年的3.1人减少到
        before.ends_with(['比', '较', '由']) || joined && (clause.contains("相比") || clause.contains("持平"))
    };
    let over = |when: &When| match (when.last.year, reference) {
        (Year::Known(year), Some(date)) => year + 1 < date.year,
        _ => false,
    };
    // 10年来 is how long it took.
    let long = |range: &Range<usize>| text[range.clone()].ends_with('来');
    let spoken_of =
        found.iter().filter(|mention| !compared(&mention.range) && !over(&mention.when) && !long(&mention.range));
    let mut counts: Vec<(When, usize, &Mention)> = Vec::new();
    for mention in spoken_of {
        match counts.iter().position(|(when, ..)| *when == mention.when) {
            Some(known) => counts[known].1 += 1,
            None if counts.len() < LIMIT => counts.push((mention.when, 1, mention)),
            None => {}
        }
    }
    let days = |when: &When| when.days().map_or(0, |(first, last)| (last - first).num_days());
    counts.retain(|(when, ..)| days(when) >= MONTH);
    let part = counts.iter().any(|(when, ..)| !when.is_whole_years() && days(when) < YEAR);
    counts.retain(|(when, ..)| !part || !when.is_whole_years());
    // The 3月 of a title is no more than when the 1-3月 of the text ends.
    let first = |when: &When, nth: usize| found.iter().filter(|mention| mention.when == *when).nth(nth);
    let before = |when: &When, other: &When| {
        let (own, second) = (first(when, 0), first(other, 1));
        own.is_some_and(|own| second.is_none_or(|second| own.range.start < second.range.start))
    };
    let so_far = |when: &When| {
        let ends = |other: &When| other.last == when.last && days(other) < days(when) && before(when, other);
        counts.iter().any(|(other, ..)| ends(other))
    };
    let weight = |when: &When, count: usize| {
        let so_far = when.begins_year() && so_far(when);
        (count + usize::from(so_far), so_far)
    };
    let best = counts.iter().rev().max_by_key(|(when, count, _)| weight(when, *count))?;
    Some(text[best.2.range.clone()].to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_report_compares_with_is_not_what_it_is_on() {
        let date = ReportDate { year: 2021, month: Some(5), day: Some(11), inferred: false };
        let main = |text: &str| main_period(text, Some(&date));
        let census = "人口共5万人，比2010年增加1万人。户均2.6人，比 2010 年的3.1人减少0.5人，与 2010 年（上次普查，下同）的数据相比，由2010年的3人增加，与2010年基本持平。2010年为3.1人。10年来增加。";
        assert_eq!(main(census), None);
        assert_eq!(main("简况（2021年3月）。1-3月产值5亿元。3月份出口1亿元。"), Some("1-3月".to_owned()));
        assert_eq!(main("3月产值5亿元，1-3月出口9亿元，3月进口，3月投资。"), Some("3月".to_owned()));
        assert_eq!(main("2020年产量5吨，比2019年多1吨。2019年为4吨，2019年低。"), Some("2020年".to_owned()));
        assert_eq!(main("2020年产量5吨，2020年进口2吨，与2019年相比多1吨，比2019年快。"), Some("2020年".to_owned()));
    }
}
