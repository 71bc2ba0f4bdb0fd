//! The shortlist: which of the sentences found are worth reading closely.
//!
//! Boosted trees weigh what search tells of each. Most questions leave few in doubt, so that half as many are read as
//! a fixed number would take for the same share of right ones among them.

use super::{rank::Candidate, trees::Trees};
use crate::answer::question::Question;

/// The most sentences that are read, and the fewest.
pub const MOST: usize = 16;
const FEWEST: usize = 4;

/// How far behind the best a sentence may be to be read, in logarithms of the odds: by halves, the right one is then
/// among them in 98.5 of 100 questions of `drcd-dev`, where 8 are read on average.
const WITHIN: f32 = 7.0;

/// The say of the plain score beside the trees: they find more of the right ones together than either.
const PLAIN: f32 = 3.0;

/// The features of every candidate, which stand as [`super::rank::rank`] ordered them.
pub fn features(question: &Question, candidates: &[Candidate]) -> Vec<Vec<f32>> {
    let best = candidates.first().map_or(0.0, |candidate| candidate.score);
    let row = |(rank, candidate): (usize, &Candidate)| {
        let mut row = candidate.signals.to_vec();
        row.extend([
            f32::from(question.kind as u8),
            candidate.score - best,
            rank as f32,
            candidates.len() as f32,
            candidate.range.start as f32,
        ]);
        row
    };
    candidates.iter().enumerate().map(row).collect()
}

/// Puts the sentences that are worth reading first, and tells how many they are; the others follow, the likelier before.
pub fn shortlist(trees: &Trees, question: &Question, candidates: &mut Vec<Candidate>) -> usize {
    let scores = features(question, candidates).into_iter().map(|features| trees.sum(&features));
    let mut scored: Vec<(f32, Candidate)> = scores
        .zip(candidates.drain(..))
        .map(|(score, candidate)| (score + PLAIN * candidate.score, candidate))
        .collect();
    scored.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    let enough = scored.first().map_or(0.0, |(best, _)| best - WITHIN);
    let near = scored.iter().take_while(|(score, _)| *score >= enough).count();
    candidates.extend(scored.into_iter().map(|(_, candidate)| candidate));
    near.clamp(FEWEST, MOST).min(candidates.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::{QuestionWords, sentence::trees::Node};

    #[test]
    fn few_are_read_where_one_stands_out_and_more_where_many_are_alike() {
        // One tree: what the passage covers (signal 2) tells all.
        let split = Node::Split { feature: 2, limit: 0.5, left: 1, right: 2 };
        let trees = Trees { base: 0.0, trees: vec![vec![split, Node::Leaf(-10.0), Node::Leaf(0.0)]] };
        let question = Question::new("青河市有多少家企业？", &QuestionWords::default());
        for (covered, read) in [(1, FEWEST), (4, 4), (7, 7), (30, MOST)] {
            let candidate = |number: usize| {
                let mut candidate = Candidate::unread(number, 0..1);
                candidate.signals[2] = if number >= 40 - covered { 1.0 } else { 0.0 };
                candidate
            };
            let mut candidates: Vec<Candidate> = (0..40).map(candidate).collect();
            assert_eq!(shortlist(&trees, &question, &mut candidates), read, "{covered} covered");
            assert_eq!((candidates.len(), candidates[0].hit), (40, 40 - covered));
        }
        assert_eq!(shortlist(&trees, &question, &mut vec![Candidate::unread(0, 0..1)]), 1);
        assert_eq!(shortlist(&trees, &question, &mut Vec::new()), 0);
    }
}
