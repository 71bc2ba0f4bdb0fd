//! Learning the reader.

use std::time::Instant;

use ndarray::Array2;
use wenbao::answer::sentence::{
    choose::STYLE,
    evidence::longest_run,
    reader::{
        encode::Input,
        network::{CHAR, PAIR, Part, Weights, forward, read, shapes},
        rows::{each_mut, flat_mut},
        span::log_sum,
    },
};

use crate::{
    backward::{Gradient, backward, loss},
    data::Example,
    optimizer::{Adam, Chance},
};

const BATCH: usize = 32;
const RATE: f32 = 2.5e-3;
/// Shares of what is left out while learning: whole characters, whole pairs, single numbers.
const DROP_CHAR: f32 = 0.15;
const DROP_PAIR: f32 = 0.4;
const DROP: f32 = 0.2;
/// How often the style of the answers is not told, so that it is not leaned on.
const UNTOLD_STYLE: f32 = 0.5;

pub(crate) fn first_weights(rows: usize, chance: &mut Chance) -> Weights {
    let all = shapes(rows)
        .into_iter()
        .enumerate()
        .map(|(number, (rows, columns))| {
            let spread = match number {
                0 | 1 => 0.1,
                _ if rows == 1 => 0.0,
                _ => (3.0 / rows as f32).sqrt(),
            };
            let last = (Part::Heads as usize..=Part::Signals as usize).contains(&number);
            let spread = if last { 0.05 } else { spread };
            Array2::from_shape_fn((rows, columns), |_| (chance.share() * 2.0 - 1.0) * spread)
        })
        .collect();
    Weights { all, tables: None }
}

/// How to learn.
#[derive(Clone, Copy)]
pub(crate) struct Course {
    /// How often every question is shown.
    pub(crate) epochs: usize,
    /// With so many of its sentences at a time, the right ones among them.
    pub(crate) shown: usize,
    /// Of what is left to chance.
    pub(crate) seed: u64,
}

/// Learns from `examples`; says how well it reads `held` meanwhile.
pub(crate) fn learn(
    examples: &[&Example],
    held: &[&Example],
    first: &Weights,
    Course { epochs, shown, seed }: Course,
) -> Weights {
    let mut chance = Chance(seed);
    let mut weights = first.clone();
    let mut adam = Adam::new(&weights);
    let mut gradients = [Gradient::zero(&weights), Gradient::zero(&weights)];
    let mut order: Vec<usize> = (0..examples.len()).filter(|&at| !examples[at].right.is_empty()).collect();
    let steps = epochs * order.len().div_ceil(BATCH);
    let mut step = 0;
    for epoch in 1..=epochs {
        let started = Instant::now();
        chance.shuffle(&mut order);
        let mut total = 0.0;
        for batch in order.chunks(BATCH) {
            let rate = RATE * (step as f32 / 200.0).min(1.0) * (1.0 - step as f32 / steps as f32);
            step += 1;
            let seeds: Vec<u64> = batch.iter().map(|_| chance.next()).collect();
            let half = batch.len().div_ceil(2);
            let weights_now = &weights;
            let [one, other] = &mut gradients;
            total += std::thread::scope(|scope| {
                let seeds = &seeds;
                let second = scope.spawn(move || {
                    let rest = batch[half..].iter().zip(&seeds[half..]);
                    rest.map(|(&at, &seed)| show(weights_now, examples[at], shown, seed, other)).sum::<f32>()
                });
                let first = batch[..half].iter().zip(&seeds[..half]);
                let first: f32 = first.map(|(&at, &seed)| show(weights_now, examples[at], shown, seed, one)).sum();
                first + second.join().unwrap_or(f32::NAN)
            });
            let [one, other] = &mut gradients;
            one.take(other);
            adam.step(&mut weights, one, batch.len(), rate);
        }
        println!("epoch {epoch}: loss {:.4} in {:.0} s", total / order.len() as f32, started.elapsed().as_secs_f32());
        if epoch % 4 == 0 || epoch == epochs {
            for set in held.chunk_by(|one, next| one.set == next.set) {
                let name = &set[0].set;
                println!("  {name}: {}", judge(&weights, set, None));
                println!("  {name} in the style of answers: {}", judge(&weights, set, Some(STYLE)));
            }
        }
    }
    weights
}

/// Learns from one question, a few of its sentences at a time.
fn show(weights: &Weights, example: &Example, shown: usize, seed: u64, gradient: &mut Gradient) -> f32 {
    let mut chance = Chance(seed);
    let (input, gold, right) = select(example, &some_of(example, shown, &mut chance));
    let mut masks = Vec::new();
    let style = if chance.share() < UNTOLD_STYLE { [0.0, 0.0] } else { example.style };
    let trace = forward(weights, &input, style, &mut |values| {
        let mut keep = |drop: f32| if chance.share() < drop { 0.0 } else { 1.0 / (1.0 - drop) };
        let mut mask = Array2::zeros(values.dim());
        flat_mut(&mut mask).iter_mut().for_each(|value| *value = keep(DROP));
        if values.ncols() == CHAR + PAIR {
            for row in each_mut(&mut mask) {
                let (c, pair) = (keep(DROP_CHAR), keep(DROP_PAIR));
                row.iter_mut().enumerate().for_each(|(at, value)| *value *= if at < CHAR { c } else { pair });
            }
        }
        *values *= &mask;
        masks.push(mask);
    });
    let (loss, change) = loss(&trace.scores, &input.sentences, &gold, &right);
    if loss.is_finite() {
        backward(weights, &input, &trace, &change, &masks, gradient);
        loss
    } else {
        0.0
    }
}

/// The right sentences of an example with others by chance, `shown` in all.
fn some_of(example: &Example, shown: usize, chance: &mut Chance) -> Vec<usize> {
    let mut wrong: Vec<usize> = (0..example.input.sentences.len()).filter(|at| !example.right.contains(at)).collect();
    chance.shuffle(&mut wrong);
    wrong.truncate(shown.saturating_sub(example.right.len()).max(2));
    let mut chosen: Vec<usize> = example.right.iter().copied().chain(wrong).collect();
    chosen.sort_unstable();
    chosen
}

/// An example for learning alone, with no more sentences than are `shown`: it takes so much less memory.
pub(crate) fn narrowed(example: Example, shown: usize, chance: &mut Chance) -> Example {
    let (input, gold, right) = select(&example, &some_of(&example, shown, chance));
    Example { input, gold, right, sentences: Vec::new(), answers: Vec::new(), ..example }
}

/// The example with some of its sentences only.
fn select(example: &Example, chosen: &[usize]) -> (Input, Vec<(usize, usize)>, Vec<usize>) {
    let input = example.input.narrowed(chosen);
    let (mut gold, mut right) = (Vec::new(), Vec::new());
    for (number, (&at, place)) in chosen.iter().zip(&input.sentences).enumerate() {
        let range = &example.input.sentences[at];
        let here = example.gold.iter().filter(|(start, _)| range.contains(start));
        gold.extend(here.map(|&(start, last)| (start - range.start + place.start, last - range.start + place.start)));
        if example.right.contains(&at) {
            right.push(number);
        }
    }
    (input, gold, right)
}

/// Right sentences first, and among three; exact answers and overlap.
pub(crate) fn judge(weights: &Weights, examples: &[&Example], style: Option<[f32; 2]>) -> String {
    let (mut first, mut three, mut exact, mut overlap, mut before) = (0, 0, 0, 0.0, 0);
    for example in examples {
        let found = example.sentences.len() - usize::from(example.added);
        let (input, ..) = select(example, &(0..found).collect::<Vec<_>>());
        let scores = read(weights, &input, style.unwrap_or(example.style));
        let sums = scores.log_sums(&input.sentences);
        let all = log_sum(sums.iter().copied());
        let mut order: Vec<usize> = (0..sums.len()).collect();
        order.sort_by(|&a, &b| (sums[b] - all).total_cmp(&(sums[a] - all)));
        first += usize::from(order.first().is_some_and(|at| example.right.contains(at)));
        three += usize::from(order.iter().take(3).any(|at| example.right.contains(at)));
        before += usize::from(example.right.contains(&0));
        let best = scores.best(&input.sentences);
        if let Some(&at) = order.first()
            && let Some((span, _)) = &best[at]
        {
            let start = input.sentences[at].start;
            let got: String = example.sentences[at][span.start - start..span.end - start].iter().collect();
            exact += usize::from(example.answers.iter().any(|answer| bare(answer) == bare(&got)));
            overlap += example.answers.iter().map(|answer| f1(answer, &got)).fold(0.0, f32::max);
        }
    }
    let share = |count: usize| 100.0 * count as f32 / examples.len() as f32;
    format!(
        "sentence@1 {:.2} (linear {:.2})  @3 {:.2}  em {:.2}  f1 {:.2}",
        share(first),
        share(before),
        share(three),
        share(exact),
        100.0 * overlap / examples.len() as f32
    )
}

fn bare(text: &str) -> Vec<char> {
    text.chars().filter(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | '%' | '-')).collect()
}

/// Character F1 over the longest common substring, as CMRC 2018 counts it.
fn f1(gold: &str, got: &str) -> f32 {
    let (gold, got) = (bare(gold), bare(got));
    let best = longest_run(&gold, &got);
    if best == 0 {
        return 0.0;
    }
    let (precision, recall) = (best as f32 / got.len() as f32, best as f32 / gold.len() as f32);
    2.0 * precision * recall / (precision + recall)
}
