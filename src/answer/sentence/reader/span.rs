//! Stretches of a sentence as answers: the score of each, and how likely that makes it.

use std::ops::Range;

/// No answer is longer, in characters.
pub const LENGTH_LIMIT: usize = 40;

/// What the network says of the sentences.
#[derive(Debug, Clone, Default)]
pub struct Scores {
    /// How well an answer begins with a character.
    pub start: Vec<f32>,
    /// How well one ends with it.
    pub end: Vec<f32>,
    /// How well it stands in one.
    pub inside: Vec<f32>,
    /// How well the sentence is one that answers.
    pub sentence: Vec<f32>,
    /// By length less one.
    pub length: Vec<f32>,
}

impl Scores {
    /// Calls `visit` with start, end (the last character) and score of every span of sentence `number` at `range`.
    pub fn each(&self, number: usize, range: &Range<usize>, mut visit: impl FnMut(usize, usize, f32)) {
        for start in range.clone() {
            let mut sum = self.sentence[number] + self.start[start];
            for end in start..range.end.min(start + LENGTH_LIMIT) {
                sum += self.inside[end];
                visit(start, end, sum + self.end[end] + self.length[end - start]);
            }
        }
    }

    /// The logarithm of the sum over all spans of `e` to their score, for each sentence.
    pub fn log_sums(&self, sentences: &[Range<usize>]) -> Vec<f32> {
        sentences
            .iter()
            .enumerate()
            .map(|(number, range)| {
                let mut highest = f32::NEG_INFINITY;
                self.each(number, range, |_, _, score| highest = highest.max(score));
                let mut sum = 0.0;
                self.each(number, range, |_, _, score| sum += (score - highest).exp());
                highest + sum.ln()
            })
            .collect()
    }

    /// The best span of sentence `number` at `range` that `fits`, and its score.
    pub fn best_of(
        &self,
        number: usize,
        range: &Range<usize>,
        fits: impl Fn(Range<usize>) -> bool,
    ) -> Option<(Range<usize>, f32)> {
        let mut best: Option<(Range<usize>, f32)> = None;
        self.each(number, range, |start, end, score| {
            if best.as_ref().is_none_or(|&(_, highest)| score > highest) && fits(start..end + 1) {
                best = Some((start..end + 1, score));
            }
        });
        best
    }

    /// The best span of each sentence: characters `start..end` counted over all sentences, and its score.
    pub fn best(&self, sentences: &[Range<usize>]) -> Vec<Option<(Range<usize>, f32)>> {
        sentences.iter().enumerate().map(|(number, range)| self.best_of(number, range, |_| true)).collect()
    }
}

/// The logarithm of the sum of `e` to each value.
pub fn log_sum(values: impl Iterator<Item = f32> + Clone) -> f32 {
    let highest = values.clone().fold(f32::NEG_INFINITY, f32::max);
    if highest == f32::NEG_INFINITY {
        return highest;
    }
    highest + values.map(|value| (value - highest).exp()).sum::<f32>().ln()
}
