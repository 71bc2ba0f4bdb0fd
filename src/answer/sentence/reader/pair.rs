//! Two networks that read together: what misleads one of them mostly does not mislead the other.

use super::{
    encode::Input,
    network::{Weights, read},
    rows::add,
    span::{Scores, log_sum},
};

/// How many of the sentences that the first holds likeliest the second reads, too: on half of `drcd-dev`, held back, as
/// good as all of them (f1 63.78 and 63.79; the first alone 62.52).
const OTHERS_READ: usize = 4;

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
    let share = 1.0 / readers.len() as f32;
    let whole = 1.0 - share * others.len() as f32;
    let of_first = |values: &mut [f32]| values.iter_mut().for_each(|value| *value *= whole);
    for &number in &likeliest {
        let own = input.sentences[number].clone();
        for values in [&mut scores.start, &mut scores.end, &mut scores.inside] {
            of_first(&mut values[own.clone()]);
        }
        of_first(&mut scores.sentence[number..=number]);
    }
    of_first(&mut scores.length);
    for other in others {
        let mut other = read(other, &narrowed, style);
        // Together these sentences stay as likely as they were.
        let rise = before - log_sum(other.log_sums(&narrowed.sentences).into_iter());
        for ((&number, place), sentence) in likeliest.iter().zip(&narrowed.sentences).zip(&mut other.sentence) {
            let own = input.sentences[number].clone();
            *sentence += rise;
            add(&mut scores.start[own.clone()], &other.start[place.clone()], share);
            add(&mut scores.end[own.clone()], &other.end[place.clone()], share);
            add(&mut scores.inside[own], &other.inside[place.clone()], share);
            add(&mut scores.sentence[number..=number], std::slice::from_ref(sentence), share);
        }
        add(&mut scores.length, &other.length, share);
    }
    scores
}
