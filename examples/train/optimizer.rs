//! Adam, and numbers by chance that are the same every time.

use ndarray::Array2;
use wenbao::answer::sentence::reader::{network::Weights, rows::flat_mut};

use crate::backward::Gradient;

/// A generator of numbers (SplitMix64).
#[derive(Clone)]
pub(crate) struct Chance(pub(crate) u64);

impl Chance {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// From 0 to below 1.
    pub(crate) fn share(&mut self) -> f32 {
        (self.next() >> 40) as f32 / (1_u64 << 24) as f32
    }

    pub(crate) fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit as u64) as usize
    }

    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            items.swap(at, self.below(at + 1));
        }
    }
}

pub(crate) struct Adam {
    first: Vec<Array2<f32>>,
    second: Vec<Array2<f32>>,
    steps: i32,
}

const FIRST: f32 = 0.9;
const SECOND: f32 = 0.995;
const DECAY: f32 = 1e-2;

impl Adam {
    pub(crate) fn new(weights: &Weights) -> Self {
        let zeros = || weights.all.iter().map(|part| Array2::zeros(part.dim())).collect();
        Self { first: zeros(), second: zeros(), steps: 0 }
    }

    /// One step against `gradient` (a sum over `count` questions), which is emptied.
    pub(crate) fn step(&mut self, weights: &mut Weights, gradient: &mut Gradient, count: usize, rate: f32) {
        self.steps += 1;
        let by = 1.0 / count as f32;
        // No single batch may throw the weights far.
        let norm: f32 = gradient.all.iter().skip(2).map(|part| part.iter().map(|g| g * g).sum::<f32>()).sum();
        let by = by * (5.0 / (norm.sqrt() * by)).min(1.0);
        let rate_here = rate * (1.0 - SECOND.powi(self.steps)).sqrt() / (1.0 - FIRST.powi(self.steps));
        let rows = [std::mem::take(&mut gradient.chars), std::mem::take(&mut gradient.pairs)];
        for (number, part) in weights.all.iter_mut().enumerate() {
            let rows_of_part = part.nrows();
            let columns = part.ncols();
            let weights = flat_mut(part);
            let (firsts, seconds) = (flat_mut(&mut self.first[number]), flat_mut(&mut self.second[number]));
            let changes = flat_mut(&mut gradient.all[number]);
            let mut update = |row: usize| {
                let range = row * columns..(row + 1) * columns;
                let parts = weights[range.clone()].iter_mut().zip(&mut firsts[range.clone()]);
                let parts = parts.zip(&mut seconds[range.clone()]).zip(&mut changes[range]);
                for (((weight, first), second), change) in parts {
                    let g = *change * by;
                    *first = FIRST * *first + (1.0 - FIRST) * g;
                    *second = SECOND * *second + (1.0 - SECOND) * g * g;
                    *weight -= rate_here * *first / (second.sqrt() + 1e-7) + rate * DECAY * *weight;
                    *change = 0.0;
                }
            };
            match rows.get(number) {
                Some(rows) => {
                    let mut rows = rows.clone();
                    rows.sort_unstable();
                    rows.dedup();
                    rows.into_iter().for_each(update);
                }
                None => (0..rows_of_part).for_each(&mut update),
            }
        }
    }
}
