//! Boosted trees on the logistic loss, by histograms.

use wenbao::answer::sentence::trees::{Node, Trees};

use crate::optimizer::Chance;

const BINS: usize = 64;
const DEPTH: usize = 5;
const LEAST: f32 = 8.0;
const RIDGE: f32 = 2.0;
const FEATURE_SHARE: f32 = 0.5;
const ROW_SHARE: f32 = 0.7;

/// One row: its features, whether it is right, and how much it counts.
pub(crate) struct Row {
    pub(crate) features: Vec<f32>,
    pub(crate) right: bool,
    pub(crate) weight: f32,
}

/// Learns `count` trees, each with a say of `rate`.
pub(crate) fn learn(rows: &[&Row], count: usize, rate: f32) -> Trees {
    let features = rows.first().map_or(0, |row| row.features.len());
    let limits: Vec<Vec<f32>> = (0..features).map(|feature| limits(rows, feature)).collect();
    let binned: Vec<Vec<u8>> = (0..features)
        .map(|feature| {
            let limits = &limits[feature];
            rows.iter().map(|row| limits.partition_point(|&limit| limit < row.features[feature]) as u8).collect()
        })
        .collect();
    let total: f32 = rows.iter().map(|row| row.weight).sum();
    let right: f32 = rows.iter().filter(|row| row.right).map(|row| row.weight).sum();
    let base = (right / (total - right)).ln();
    let mut sums = vec![base; rows.len()];
    let mut chance = Chance(7);
    let mut trees = Vec::new();
    for _ in 0..count {
        let changes: Vec<(f32, f32)> = rows
            .iter()
            .zip(&sums)
            .map(|(row, sum)| {
                let probability = 1.0 / (1.0 + (-sum).exp());
                let target = if row.right { 1.0 } else { 0.0 };
                (row.weight * (target - probability), row.weight * probability * (1.0 - probability))
            })
            .collect();
        let used: Vec<usize> = (0..features).filter(|_| chance.share() < FEATURE_SHARE).collect();
        let shown: Vec<u32> = (0..rows.len() as u32).filter(|_| chance.share() < ROW_SHARE).collect();
        let mut tree = Vec::new();
        grow(&mut tree, shown, &binned, &limits, &used, &changes, rate, 0);
        let found = Trees { base: 0.0, trees: vec![tree] };
        for (sum, row) in sums.iter_mut().zip(rows) {
            *sum += found.sum(&row.features);
        }
        trees.extend(found.trees);
    }
    Trees { base, trees }
}

/// Trees whose sum is the mean of the sums of `all`.
pub(crate) fn mean<const COUNT: usize>(all: [Trees; COUNT]) -> Trees {
    let share = 1.0 / COUNT as f32;
    let base = all.iter().map(|trees| share * trees.base).sum();
    let trees = all.into_iter().flat_map(|trees| trees.trees).map(|mut tree| {
        for node in &mut tree {
            if let Node::Leaf(value) = node {
                *value *= share;
            }
        }
        tree
    });
    Trees { base, trees: trees.collect() }
}

/// Values between which a feature is told apart.
fn limits(rows: &[&Row], feature: usize) -> Vec<f32> {
    let mut values: Vec<f32> = rows.iter().map(|row| row.features[feature]).collect();
    values.sort_by(f32::total_cmp);
    let mut limits: Vec<f32> = (1..BINS).map(|bin| values[bin * (values.len() - 1) / BINS]).collect();
    limits.dedup();
    limits
}

#[expect(clippy::too_many_arguments, reason = "a recursion over what the tree shares")]
fn grow(
    tree: &mut Vec<Node>,
    rows: Vec<u32>,
    binned: &[Vec<u8>],
    limits: &[Vec<f32>],
    used: &[usize],
    changes: &[(f32, f32)],
    rate: f32,
    depth: usize,
) {
    let (gradient, curve) = rows.iter().fold((0.0, 0.0), |(gradient, curve), &row| {
        let (g, h) = changes[row as usize];
        (gradient + g, curve + h)
    });
    let place = tree.len();
    tree.push(Node::Leaf(rate * gradient / (curve + RIDGE)));
    if depth == DEPTH || curve < 2.0 * LEAST {
        return;
    }
    let gain = |g: f32, h: f32| g * g / (h + RIDGE);
    let mut best = (1e-3 + gain(gradient, curve), 0, 0);
    for &feature in used {
        let mut histogram = [(0.0_f32, 0.0_f32); BINS];
        let bins = &binned[feature];
        for &row in &rows {
            let (g, h) = changes[row as usize];
            let bin = &mut histogram[usize::from(bins[row as usize])];
            bin.0 += g;
            bin.1 += h;
        }
        let (mut g, mut h) = (0.0, 0.0);
        for (bin, change) in histogram.iter().take(limits[feature].len()).enumerate() {
            g += change.0;
            h += change.1;
            if h >= LEAST && curve - h >= LEAST {
                let both = gain(g, h) + gain(gradient - g, curve - h);
                if both > best.0 {
                    best = (both, feature, bin);
                }
            }
        }
    }
    let (found, feature, bin) = best;
    if found <= 1e-3 + gain(gradient, curve) {
        return;
    }
    let (left, right): (Vec<u32>, Vec<u32>) =
        rows.into_iter().partition(|&row| usize::from(binned[feature][row as usize]) <= bin);
    let at = tree.len() as u16;
    grow(tree, left, binned, limits, used, changes, rate, depth + 1);
    let other = tree.len() as u16;
    grow(tree, right, binned, limits, used, changes, rate, depth + 1);
    tree[place] = Node::Split { feature: feature as u16, limit: limits[feature][bin], left: at, right: other };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mean_of_trees_lies_between_them() {
        let leaf = |base: f32, value: f32| Trees { base, trees: vec![vec![Node::Leaf(value)]] };
        let mean = mean([leaf(1.0, 2.0), leaf(0.0, -1.0)]);
        assert_eq!((mean.sum(&[]), mean.trees.len()), (1.0, 2));
    }
}
