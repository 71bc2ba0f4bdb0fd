//! The period that a whole report is on.

use super::{Mention, When, mentions};
use crate::report::ReportDate;

/// So many different periods are counted.
const LIMIT: usize = 64;

/// A report is on a month at least; a day is when something happened.
const MONTH: i64 = 27;

/// As many days make a year, for which a bare year is no less precise.
const YEAR: i64 = 300;
/// The period that a text mostly speaks of, as written: not those that it compares with, nor whole years where it speaks
/// of a part of one.
pub fn main_period(text: &str, reference: Option<&ReportDate>) -> Option<String> {
    let found = mentions(text, reference);
    let spoken_of = found.iter().filter(|mention| !text[..mention.range.start].ends_with(['比', '较']));
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
    let best = counts.iter().rev().max_by_key(|(_, count, _)| *count)?;
    Some(text[best.2.range.clone()].to_owned())
}
