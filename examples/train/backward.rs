//! The way back through the network: how the loss changes with every weight.

use std::ops::Range;

use ndarray::{Array1, Array2, Axis};
use wenbao::answer::sentence::reader::{
    encode::{Ids, Input},
    network::{CHAR, DILATIONS, ENTRY, HIDDEN, LOOKS_BACK, LookBack, PAIR, Part, QUESTION, Trace, Weights},
    rows::{add, columns, each, each_mut, flat, flat_mut, rows},
    span::{LENGTH_LIMIT, Scores, log_sum},
};

/// The change of the loss with every weight; of the tables only rows that were used.
pub(crate) struct Gradient {
    pub(crate) all: Vec<Array2<f32>>,
    pub(crate) chars: Vec<usize>,
    pub(crate) pairs: Vec<usize>,
}

impl Gradient {
    pub(crate) fn zero(weights: &Weights) -> Self {
        let all = weights.all.iter().map(|part| Array2::zeros(part.dim())).collect();
        Self { all, chars: Vec::new(), pairs: Vec::new() }
    }

    fn add(&mut self, part: Part, change: &Array2<f32>) {
        self.all[part as usize] += change;
    }

    fn add_table(&mut self, ids: &Ids, change: &Array2<f32>) {
        for (at, row) in change.rows().into_iter().enumerate() {
            let (c, pair) = (usize::from(ids.chars[at]), usize::from(ids.pairs[at]));
            let (first, second) = row.split_at(Axis(0), CHAR);
            let mut into = self.all[Part::Chars as usize].row_mut(c);
            into += &first;
            let mut into = self.all[Part::Pairs as usize].row_mut(pair);
            into += &second;
            self.chars.push(c);
            self.pairs.push(pair);
        }
    }

    /// Adds another one and empties it.
    pub(crate) fn take(&mut self, other: &mut Self) {
        for (number, (into, from)) in self.all.iter_mut().zip(&mut other.all).enumerate() {
            let rows = match number {
                0 => &mut other.chars,
                1 => &mut other.pairs,
                _ => {
                    *into += &*from;
                    from.fill(0.0);
                    continue;
                }
            };
            rows.sort_unstable();
            rows.dedup();
            for &row in rows.iter() {
                let mut into = into.row_mut(row);
                into += &from.row(row);
                from.row_mut(row).fill(0.0);
            }
        }
        self.chars.append(&mut other.chars);
        self.pairs.append(&mut other.pairs);
    }
}

/// The loss, and how it changes with the scores: the negative logarithm of the share of the right spans in all.
pub(crate) fn loss(
    scores: &Scores,
    sentences: &[Range<usize>],
    gold: &[(usize, usize)],
    right: &[usize],
) -> (f32, Scores) {
    let sums = scores.log_sums(sentences);
    let all = log_sum(sums.iter().copied());
    let characters = scores.start.len();
    let mut change = Scores {
        start: vec![0.0; characters],
        end: vec![0.0; characters],
        inside: vec![0.0; characters + 1],
        sentence: vec![0.0; sentences.len()],
        length: vec![0.0; LENGTH_LIMIT],
    };
    let fits: Vec<(usize, usize)> = gold.iter().copied().filter(|&(start, end)| end - start < LENGTH_LIMIT).collect();
    // What is right: the spans, or any span of a right sentence where the answer is too long to be one.
    let mut good = f32::NEG_INFINITY;
    for (number, range) in sentences.iter().enumerate() {
        if fits.is_empty() {
            if right.contains(&number) {
                good = log_sum([good, sums[number]].into_iter());
            }
        } else if fits.iter().any(|(start, _)| range.contains(start)) {
            scores.each(number, range, |start, end, score| {
                if fits.contains(&(start, end)) {
                    good = log_sum([good, score].into_iter());
                }
            });
        }
    }
    for (number, range) in sentences.iter().enumerate() {
        let whole = fits.is_empty() && right.contains(&number);
        let has_fit = fits.iter().any(|(start, _)| range.contains(start));
        scores.each(number, range, |start, end, score| {
            let mut share = (score - all).exp();
            if whole || (has_fit && fits.contains(&(start, end))) {
                share -= (score - good).exp();
            } else if share < 1e-7 {
                return;
            }
            change.start[start] += share;
            change.end[end] += share;
            change.inside[start] += share;
            change.inside[end + 1] -= share;
            change.sentence[number] += share;
            change.length[end - start] += share;
        });
    }
    let mut running = 0.0;
    for value in &mut change.inside {
        running += *value;
        *value = running;
    }
    change.inside.pop();
    (all - good, change)
}

/// Adds the way back of one question to `gradient`. `masks` are what was left out, in the order of the way forward.
pub(crate) fn backward(
    weights: &Weights,
    input: &Input,
    trace: &Trace,
    change: &Scores,
    masks: &[Array2<f32>],
    gradient: &mut Gradient,
) {
    let characters = input.text.chars.len();
    let hidden = &trace.hidden[DILATIONS.len()];
    let mut along = Array2::zeros((characters, 3));
    along.column_mut(0).assign(&Array1::from(change.start.clone()));
    along.column_mut(1).assign(&Array1::from(change.end.clone()));
    along.column_mut(2).assign(&Array1::from(change.inside.clone()));
    let mut back = along.dot(&rows(&trace.heads, 0..3));
    let mut heads = Array2::zeros((4, HIDDEN));
    for (mut head, change) in heads.rows_mut().into_iter().zip(along.t().dot(hidden).rows()) {
        head.assign(&change);
    }
    for (number, highest) in trace.highest.iter().enumerate() {
        for (column, &row) in highest.iter().enumerate() {
            heads[[3, column]] += change.sentence[number] * hidden[[row, column]];
            back[[row, column]] += change.sentence[number] * trace.heads[[3, column]];
        }
    }
    gradient.add(Part::Heads, &heads);
    let flat = Array2::from_shape_fn((1, 4 * HIDDEN), |(_, at)| heads[[at / HIDDEN, at % HIDDEN]]);
    gradient.add(Part::HeadsQuestion, &trace.question.t().dot(&flat));
    let mut question = flat.dot(&weights.part(Part::HeadsQuestion).t());
    let length = Array2::from_shape_fn((1, LENGTH_LIMIT), |(_, at)| change.length[at]);
    gradient.add(Part::Lengths, &columns(&trace.question, 2 * HIDDEN..QUESTION).t().dot(&length));
    let sentence = Array2::from_shape_fn((change.sentence.len(), 1), |(at, _)| change.sentence[at]);
    gradient.add(Part::Signals, &input.signals.t().dot(&sentence));

    let mut words_back = Array2::zeros(trace.question_hidden.dim());
    back *= &masks[3 + DILATIONS.len()];
    for number in (0..DILATIONS.len()).rev() {
        let mut added = back.clone();
        cut(&mut added, &trace.added[number]);
        gradient.add(Part::layer(number), &trace.windows[number].t().dot(&added));
        let bias = added.sum_axis(Axis(0)).insert_axis(Axis(0));
        gradient.add(Part::layer_bias(number), &bias);
        gradient.add(Part::layer_question(number), &trace.question.t().dot(&bias));
        question += &bias.dot(&weights.part(Part::layer_question(number)).t());
        let window = added.dot(&weights.part(Part::layer(number)).t());
        unwindow(&window, &input.sentences, DILATIONS[number], &mut back);
        back *= &masks[3 + number];
        if number == LOOKS_BACK {
            look_back(weights, &trace.look_back, &trace.question_hidden, &mut back, &mut words_back, gradient);
        }
    }
    cut(&mut back, &trace.hidden[0]);
    gradient.add(Part::Entry, &trace.entry.t().dot(&back));
    let bias = back.sum_axis(Axis(0)).insert_axis(Axis(0));
    gradient.add(Part::EntryBias, &bias);
    gradient.add(Part::EntryQuestion, &trace.question.t().dot(&bias));
    question += &bias.dot(&weights.part(Part::EntryQuestion).t());
    let mut text = back.dot(&rows(weights.part(Part::Entry), 0..CHAR + PAIR).t());
    let aligned = back.dot(&rows(weights.part(Part::Entry), ENTRY - CHAR - PAIR..ENTRY).t());
    let [asked, _] = &trace.looked_up;
    let alike = unshare(aligned.dot(&asked.t()), &trace.likeness);
    let mut asked_back = trace.likeness.t().dot(&aligned);
    let sides = [alike.t().dot(&trace.compared[1]), alike.dot(&trace.compared[0])];
    for (side, mut change) in sides.into_iter().enumerate() {
        cut(&mut change, &trace.compared[side]);
        gradient.add(Part::Alignment, &trace.looked_up[side].t().dot(&change));
        let back = change.dot(&weights.part(Part::Alignment).t());
        if side == 0 { asked_back += &back } else { text += &back }
    }
    gradient.add_table(&input.text, &(text * &masks[2]));

    let words = &trace.question_hidden;
    let attended = columns(&question, 0..HIDDEN).row(0).to_owned();
    let mean = columns(&question, HIDDEN..2 * HIDDEN).row(0).mapv(|value| value / words.nrows() as f32);
    let by_weight = words.dot(&attended);
    let expected = by_weight.dot(&trace.attention);
    let logits = Array1::from_iter(trace.attention.iter().zip(&by_weight).map(|(a, d)| a * (d - expected)));
    let logits = logits.insert_axis(Axis(1));
    gradient.add(Part::QuestionAttention, &words.t().dot(&logits));
    // A product of a column and a row comes column by column.
    let back = logits.dot(&weights.part(Part::QuestionAttention).t());
    let mut back = back.as_standard_layout().into_owned();
    for (at, mut row) in back.rows_mut().into_iter().enumerate() {
        row.scaled_add(trace.attention[at], &attended);
        row += &mean;
    }
    back += &words_back;
    let whole = std::slice::from_ref(&(0..words.nrows())).to_vec();
    let mut added = back.clone();
    cut(&mut added, &trace.question_added);
    gradient.add(Part::QuestionContext, &trace.question_context_window.t().dot(&added));
    gradient.add(Part::QuestionContextBias, &added.sum_axis(Axis(0)).insert_axis(Axis(0)));
    unwindow(&added.dot(&weights.part(Part::QuestionContext).t()), &whole, 2, &mut back);
    back *= &masks[1];
    cut(&mut back, &trace.question_first);
    gradient.add(Part::QuestionLayer, &trace.question_window.t().dot(&back));
    gradient.add(Part::QuestionBias, &back.sum_axis(Axis(0)).insert_axis(Axis(0)));
    let window = back.dot(&weights.part(Part::QuestionLayer).t());
    let mut question = asked_back;
    unwindow(&window, &whole, 1, &mut question);
    question *= &masks[0];
    gradient.add_table(&input.question, &question);
}

/// The way back through [`wenbao::answer::sentence::reader::network`]'s look back at the question.
fn look_back(
    weights: &Weights,
    trace: &LookBack,
    question: &Array2<f32>,
    back: &mut Array2<f32>,
    question_back: &mut Array2<f32>,
    gradient: &mut Gradient,
) {
    let mut added = back.clone();
    cut(&mut added, &trace.added);
    gradient.add(Part::Asked, &trace.joined.t().dot(&added));
    gradient.add(Part::AskedBias, &added.sum_axis(Axis(0)).insert_axis(Axis(0)));
    let joined = added.dot(&weights.part(Part::Asked).t());
    let mut found = Array2::zeros(trace.found.dim());
    let forward = each(&trace.found).zip(each(&trace.hidden));
    for (((row, back), joined), (was, hidden)) in
        each_mut(&mut found).zip(each_mut(back)).zip(each(&joined)).zip(forward)
    {
        let (plain, product) = joined.split_at(HIDDEN);
        for at in 0..HIDDEN {
            back[at] += product[at] * was[at];
            row[at] = plain[at] + product[at] * hidden[at];
        }
    }
    let alike = unshare(found.dot(&question.t()), &trace.likeness);
    *question_back += &trace.likeness.t().dot(&found);
    let [text, asked] = &trace.compared;
    let sides = [
        (Part::AskText, &trace.hidden, alike.dot(asked), text, back),
        (Part::AskQuestion, question, alike.t().dot(text), asked, question_back),
    ];
    for (part, from, mut change, was, back) in sides {
        cut(&mut change, was);
        gradient.add(part, &from.t().dot(&change));
        *back += &change.dot(&weights.part(part).t());
    }
}

/// Nothing goes back where what went forward was cut off.
fn cut(back: &mut Array2<f32>, forward: &Array2<f32>) {
    for (value, &was) in flat_mut(back).iter_mut().zip(flat(forward)) {
        *value = if was <= 0.0 { 0.0 } else { *value };
    }
}

/// The way back through shares of a whole (softmax), row by row.
fn unshare(back: Array2<f32>, shares: &Array2<f32>) -> Array2<f32> {
    let mut back = back.as_standard_layout().into_owned();
    for (row, shares) in each_mut(&mut back).zip(each(shares)) {
        let expected: f32 = row.iter().zip(shares).map(|(value, share)| value * share).sum();
        row.iter_mut().zip(shares).for_each(|(value, share)| *value = share * (*value - expected));
    }
    back
}

/// Adds to `rows` what the windows made of them say.
fn unwindow(windows: &Array2<f32>, ranges: &[Range<usize>], dilation: usize, rows: &mut Array2<f32>) {
    let width = rows.ncols();
    let into = flat_mut(rows);
    let mut add_to = |at: usize, change: &[f32]| add(&mut into[at * width..(at + 1) * width], change, 1.0);
    for range in ranges {
        for (at, window) in each(windows).enumerate().take(range.end).skip(range.start) {
            if at >= range.start + dilation {
                add_to(at - dilation, &window[..width]);
            }
            add_to(at, &window[width..2 * width]);
            if at + dilation < range.end {
                add_to(at + dilation, &window[2 * width..]);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{optimizer::Chance, reader::first_weights};
    use wenbao::answer::sentence::reader::{
        encode::{FEATURES, SIGNALS},
        network::forward,
    };

    fn total(weights: &Weights, input: &Input, masks: &[Array2<f32>]) -> f32 {
        let mut given = masks.iter();
        let trace = forward(weights, input, [0.3, 0.7], &mut |values| *values *= given.next().unwrap());
        loss(&trace.scores, &input.sentences, &[(2, 4), (13, 13)], &[0, 1]).0
    }

    #[test]
    fn the_way_back_agrees_with_small_steps() {
        let mut chance = Chance(5);
        let mut weights = first_weights(20, &mut chance);
        // Ordinary sizes, so that a small step is felt.
        weights.all.iter_mut().for_each(|part| part.mapv_inplace(|value| value * 0.4 + 0.002));
        let mut ids = |count: usize| Ids {
            chars: (0..count).map(|_| chance.below(20) as u16).collect(),
            pairs: (0..count).map(|_| chance.below(9) as u16).collect(),
        };
        let (question, text) = (ids(6), ids(20));
        let mut number = || chance.share() - 0.3;
        let features = Array2::from_shape_fn((20, FEATURES), |_| number());
        let signals = Array2::from_shape_fn((2, SIGNALS), |_| number());
        let input = Input { question, kind: 3, text, sentences: vec![0..11, 11..20], features, signals };
        let mut masks = Vec::new();
        let mut mask = Chance(6);
        let trace = forward(&weights, &input, [0.3, 0.7], &mut |values| {
            let chosen = values.map(|_| if mask.share() < 0.2 { 0.0 } else { 1.25 });
            *values *= &chosen;
            masks.push(chosen);
        });
        let (_, change) = loss(&trace.scores, &input.sentences, &[(2, 4), (13, 13)], &[0, 1]);
        let mut gradient = Gradient::zero(&weights);
        backward(&weights, &input, &trace, &change, &masks, &mut gradient);
        let mut largest = 0.0_f32;
        for part in 0..weights.all.len() {
            let place = gradient.all[part].indexed_iter().max_by(|a, b| a.1.abs().total_cmp(&b.1.abs())).unwrap().0;
            let exact = gradient.all[part][place];
            let mut at = |by: f32| {
                weights.all[part][place] += by;
                let total = total(&weights, &input, &masks);
                weights.all[part][place] -= by;
                total
            };
            let step = 2e-3;
            let measured = (at(step) - at(-step)) / (2.0 * step);
            assert!((measured - exact).abs() < 0.1 * exact.abs() + 2e-3, "part {part}: {measured} for {exact}");
            largest = largest.max(exact.abs());
        }
        assert!(largest > 0.1);
    }
}
