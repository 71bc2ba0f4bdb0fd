//! Several networks that read together: what misleads one of them mostly does not mislead the others.

use super::{
    encode::Input,
    network::{Weights, read},
    span::{Scores, log_sum},
};

/// How many of the sentences that the first holds likeliest the others read, too: on half of `drcd-dev`, held back, and on
/// `cmrc-dev-a` two are as good as four.
const OTHERS_READ: usize = 2;

/// What the `readers` say of `input` in `style` together: of the sentences that all have read the mean, of the others what
/// the first says.
pub fn read_together(readers: &[Weights], input: &Input, style: [f32; 2]) -> Scores {
    let Some((first, others)) = readers.split_first() else { return Scores::default() };
    let mut scores = read(first, input, style);
    let sums = scores.log_sums(&input.sentences);
    let mut likeliest: Vec<usize> = (0..sums.len()).collect();
    likeliest.sort_by(|&one, &other| sums[other].total_cmp(&sums[one]));
    likeliest.truncate(OTHERS_READ);
    let narrowed = input.narrowed(&likeliest);
    let before = log_sum(likeliest.iter().map(|&number| sums[number]));
    for (other, count) in others.iter().zip(2_u8..) {
        let share = 1.0 / f32::from(count);
        let other = read(other, &narrowed, style);
        // Together these sentences stay as likely as they were.
        let rise = before - log_sum(other.log_sums(&narrowed.sentences).into_iter());
        for ((&number, place), sentence) in likeliest.iter().zip(&narrowed.sentences).zip(&other.sentence) {
            let own = input.sentences[number].clone();
            mix(&mut scores.start[own.clone()], &other.start[place.clone()], share);
            mix(&mut scores.end[own.clone()], &other.end[place.clone()], share);
            mix(&mut scores.inside[own], &other.inside[place.clone()], share);
            mix(&mut scores.sentence[number..=number], &[sentence + rise], share);
        }
        mix(&mut scores.length, &other.length, share);
    }
    scores
}

/// Lets `share` of `into` be that of `from`.
fn mix(into: &mut [f32], from: &[f32], share: f32) {
    into.iter_mut().zip(from).for_each(|(into, from)| *into += share * (from - *into));
}
