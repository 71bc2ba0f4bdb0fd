//! First values for the tables of characters and pairs, from the company they keep (skip-gram, negative sampling).

use ndarray::Array2;
use wenbao::answer::sentence::reader::encode::{Ids, Vocabulary};

use crate::optimizer::Chance;

const REACH: usize = 4;
const NEGATIVES: usize = 4;
const ROUNDS: usize = 3;
const RATE: f32 = 0.05;
/// The largest typical value when done, so that the network begins with numbers of ordinary size.
const SPREAD: f32 = 0.25;

/// Fills `chars` and `pairs` from `texts`.
pub(crate) fn embed<'a>(
    vocabulary: &Vocabulary,
    texts: impl Iterator<Item = &'a str> + Clone,
    chars: &mut Array2<f32>,
    pairs: &mut Array2<f32>,
    chance: &mut Chance,
) {
    let all: Vec<Ids> = texts.map(|text| Ids::new(vocabulary, &text.chars().collect::<Vec<_>>())).collect();
    // Frequent characters say little of their neighbours.
    let mut counts = vec![0_usize; vocabulary.rows()];
    all.iter().flat_map(|ids| &ids.chars).for_each(|&row| counts[usize::from(row)] += 1);
    let total: usize = counts.iter().sum();
    let pool: Vec<u16> = all.iter().flat_map(|ids| ids.chars.iter().copied()).step_by(7).collect();
    let keep: Vec<f32> = counts.iter().map(|&count| (1e-3 * total as f32 / count.max(1) as f32).sqrt()).collect();
    for (table, of_pairs) in [(chars, false), (pairs, true)] {
        let width = table.ncols();
        let mut context = Array2::<f32>::zeros((vocabulary.rows(), width));
        for round in 0..ROUNDS {
            let rate = RATE * (1.0 - round as f32 / ROUNDS as f32);
            for ids in &all {
                let rows = if of_pairs { &ids.pairs } else { &ids.chars };
                for (at, &row) in rows.iter().enumerate() {
                    let range = at.saturating_sub(REACH)..(at + REACH + 1).min(rows.len());
                    let mut change = vec![0.0; width];
                    for other in range {
                        // A pair holds the character before it and its own.
                        let own = other == at || (of_pairs && other + 1 == at);
                        let neighbour = ids.chars[other];
                        if own || chance.share() > keep[usize::from(neighbour)] {
                            continue;
                        }
                        for sample in 0..=NEGATIVES {
                            let (word, target) =
                                if sample == 0 { (neighbour, 1.0) } else { (pool[chance.below(pool.len())], 0.0) };
                            let center = table.row(row.into());
                            let mut context = context.row_mut(word.into());
                            let sum: f32 = center.iter().zip(&context).map(|(a, b)| a * b).sum();
                            let by = rate * (target - 1.0 / (1.0 + (-sum).exp()));
                            for ((change, context), center) in change.iter_mut().zip(&mut context).zip(center) {
                                *change += by * *context;
                                *context += by * center;
                            }
                        }
                    }
                    table.row_mut(row.into()).iter_mut().zip(change).for_each(|(value, change)| *value += change);
                }
            }
        }
        let typical = (table.iter().map(|value| value * value).sum::<f32>() / table.len() as f32).sqrt();
        *table *= SPREAD / typical.max(f32::MIN_POSITIVE);
        table.mapv_inplace(|value| value.clamp(-4.0 * SPREAD, 4.0 * SPREAD));
    }
}
