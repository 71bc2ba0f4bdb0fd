//! Learning the trees that choose which sentences are read closely.

use wenbao::answer::{
    QuestionWords,
    sentence::{
        shortlist::{features, shortlist},
        trees::Trees,
    },
};

use crate::{
    boost::{self, Row},
    data::{Asked, Set, half},
};

/// Few, as every sentence found goes through them.
const TREES: usize = 80;
const RATE: f32 = 0.12;

/// The candidates of one question.
pub(crate) struct Group {
    pub(crate) set: String,
    pub(crate) half: usize,
    rows: Vec<Row>,
}

/// Those of all questions of `sets`.
pub(crate) fn groups(sets: &[Set]) -> Vec<Group> {
    let words = QuestionWords::default();
    let group = |set: &Set, asked: &Asked| {
        let found = set.find(&asked.question, &words, None);
        let features = features(&found.question, &found.candidates);
        let row = |(features, candidate)| Row { features, right: found.is_right(candidate, asked), weight: 1.0 };
        let rows = features.into_iter().zip(&found.candidates).map(row).collect();
        Group { set: set.name.clone(), half: half(&asked.doc), rows }
    };
    sets.iter().flat_map(|set| set.asked.iter().map(|asked| group(set, asked))).collect()
}

/// Learns from `groups`.
pub(crate) fn learn<'a>(groups: impl Iterator<Item = &'a Group>) -> Trees {
    let rows: Vec<&Row> = groups.flat_map(|group| &group.rows).collect();
    boost::learn(&rows, TREES, RATE)
}

/// Prints how many sentences are read, and in how many of 100 questions the right one is among them, by trees that were
/// learned from the other half than each.
pub(crate) fn report(sets: &[Set], halves: &[Trees; 2]) {
    let words = QuestionWords::default();
    for set in sets {
        let (mut read, mut right) = (0, 0);
        for asked in &set.asked {
            let mut found = set.find(&asked.question, &words, None);
            let count = shortlist(&halves[half(&asked.doc)], &found.question, &mut found.candidates);
            read += count;
            right += usize::from(found.candidates[..count].iter().any(|candidate| found.is_right(candidate, asked)));
        }
        let all = set.asked.len().max(1) as f32;
        println!("  {}: {:.1} read, the right one in {:.2}", set.name, read as f32 / all, 100.0 * right as f32 / all);
    }
}
