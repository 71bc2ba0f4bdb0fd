//! What a passage gives to agree or differ with a question: its periods and places, and those of what stands above it.

use std::ops::Range;

use super::subject::Haystack;
use crate::{
    answer::figures::spoken::{is_coming, year_meant},
    figure::period::{Mention, When, mentions, mentions_below, present},
    index::Passage,
    report::ReportDate,
    text::{
        fold::fold,
        place::{Named, Place, places},
    },
};

/// What a passage gives to agree or differ with; one for all its sentences.
#[derive(Debug)]
pub(crate) struct Ground<'a> {
    pub(crate) passage: &'a Passage,
    pub(crate) date: Option<&'a ReportDate>,
    /// Periods of the passage, and of its heading and its report's title.
    pub(crate) periods: Vec<Mention>,
    pub(crate) above: Vec<(When, String)>,
    /// Where the passage tells how it is on the day of the report.
    pub(crate) present: Vec<Mention>,
    pub(crate) places: Vec<Named>,
    pub(crate) places_above: Vec<(Place, String)>,
    /// Heading and title, folded.
    head: String,
    pub(crate) haystack: Haystack,
}

impl<'a> Ground<'a> {
    pub(crate) fn new(passage: &'a Passage) -> Self {
        let date = passage.report.date.as_ref();
        let mut haystack = fold(&passage.text);
        let mut places_here = places_in(&passage.text, &haystack);
        // A city's 国内生产总值 is its own.
        let local = passage.report.place.is_some();
        places_here.retain(|named| !local || &passage.text[named.range.clone()] != "国内");
        let spoken = year_meant(passage);
        let (mut periods_above, mut places_above) = (Vec::new(), Vec::new());
        let mut head = String::new();
        for text in passage.names_above() {
            let folded = fold(text);
            let named = |range: Range<usize>| text[range].to_owned();
            let periods = mentions(text, date).into_iter().map(|mention| (mention.when, named(mention.range)));
            periods_above.extend(periods.filter(|(_, text)| !is_coming(text)));
            places_above.extend(places_in(text, &folded).into_iter().map(|found| (found.place, named(found.range))));
            head.push('\n');
            head.push_str(&folded);
        }
        haystack.push_str(&head);
        let mut periods = mentions_below(spoken.as_ref().map(|period| period.when), &passage.text, date);
        // 比上月回升 tells of no figure of that month.
        let compared = |mention: &Mention| passage.text[..mention.range.start].ends_with(['比', '较']);
        periods.retain(|mention| mention.when.is_whole_years() || !compared(mention));
        periods_above.extend(spoken.iter().map(|period| (period.when, period.text.clone())));
        Self {
            passage,
            date,
            periods,
            above: periods_above,
            present: present(&passage.text, date),
            places: places_here,
            places_above,
            head,
            haystack: Haystack::new(haystack),
        }
    }

    /// The passage alone, folded.
    pub(crate) fn folded(&self) -> &str {
        let all = self.haystack.text();
        &all[..all.len() - self.head.len()]
    }

    /// Whether it begins the report, where the report tells what it is about; later on that goes without saying.
    pub(crate) fn is_opening(&self) -> bool {
        self.passage.paragraph == 1
    }

    /// What tells what the sentence at `range` speaks of, folded: the sentence, the one before it, heading and title.
    pub(crate) fn around(&self, range: &Range<usize>) -> String {
        let before = self.passage.sentences.iter().rev().find(|sentence| sentence.end <= range.start);
        let start = before.map_or(range.start, |before| before.start);
        fold(&self.passage.text[start..range.end]) + &self.head
    }
}

/// The places of `text`, given its folding, as ranges of `text`.
fn places_in(text: &str, folded: &str) -> Vec<Named> {
    let mut found = places(folded);
    // Most characters are as long folded as they were.
    if text.len() != folded.len() {
        let at = |byte: usize| crate::text::byte_offset(text, folded[..byte].chars().count());
        for named in &mut found {
            named.range = at(named.range.start)..at(named.range.end);
        }
    }
    found
}
