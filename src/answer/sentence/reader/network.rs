//! The network: its weights, and the way forward through it.

use ndarray::{Array1, Array2};

use super::{
    encode::{FEATURES, Ids, Input, PAIR_ROWS, SIGNALS},
    rows::{add, add_and_cut, each, each_mut, flat, flat_mut, highest, likeness, row_times, rows, share_out, windows},
    span::{LENGTH_LIMIT, Scores},
    table::Table,
};

/// Numbers that stand for a character.
pub const CHAR: usize = 32;
/// Numbers that stand for a pair.
pub const PAIR: usize = 16;
/// Numbers that a layer hands on for each character.
pub const HIDDEN: usize = 96;
/// Kinds of question, and two for the style of the answers learned from.
pub const KINDS: usize = 14;
/// Numbers that stand for a question.
pub const QUESTION: usize = 2 * HIDDEN + KINDS;
/// Numbers by which a character looks for its like in the question.
pub const ALIGNED: usize = 32;
/// Numbers that the first layer is given for each character: its own, what is plainly to be seen, its like in the question.
pub const ENTRY: usize = CHAR + PAIR + FEATURES + CHAR + PAIR;
/// How far apart the three characters are that each layer sees.
pub const DILATIONS: [usize; 4] = [1, 2, 4, 8];
/// The layer before which the text looks back at the question, each character for what is like it there.
pub const LOOKS_BACK: usize = 2;

/// The matrices of the network, by their place in [`Weights::all`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the network below shows what each is for")]
pub enum Part {
    Chars,
    Pairs,
    QuestionLayer,
    QuestionBias,
    QuestionAttention,
    Entry,
    EntryQuestion,
    EntryBias,
    Layer0,
    Layer1,
    Layer2,
    Layer3,
    LayerQuestion0,
    LayerQuestion1,
    LayerQuestion2,
    LayerQuestion3,
    LayerBias0,
    LayerBias1,
    LayerBias2,
    LayerBias3,
    Heads,
    HeadsQuestion,
    Lengths,
    Signals,
    Alignment,
    QuestionContext,
    QuestionContextBias,
    AskText,
    AskQuestion,
    Asked,
    AskedBias,
}

const LAYERS: [Part; 4] = [Part::Layer0, Part::Layer1, Part::Layer2, Part::Layer3];
const LAYER_QUESTIONS: [Part; 4] =
    [Part::LayerQuestion0, Part::LayerQuestion1, Part::LayerQuestion2, Part::LayerQuestion3];
const LAYER_BIASES: [Part; 4] = [Part::LayerBias0, Part::LayerBias1, Part::LayerBias2, Part::LayerBias3];

impl Part {
    /// The layer's own weights.
    pub fn layer(number: usize) -> Self {
        LAYERS[number]
    }

    /// What the question adds to the layer.
    pub fn layer_question(number: usize) -> Self {
        LAYER_QUESTIONS[number]
    }

    /// What is added to the layer always.
    pub fn layer_bias(number: usize) -> Self {
        LAYER_BIASES[number]
    }
}

/// The shape of every matrix, given the rows of the table of characters.
pub fn shapes(vocabulary: usize) -> Vec<(usize, usize)> {
    let mut shapes = vec![
        (vocabulary, CHAR),
        (PAIR_ROWS, PAIR),
        (3 * (CHAR + PAIR), HIDDEN),
        (1, HIDDEN),
        (HIDDEN, 1),
        (ENTRY, HIDDEN),
        (QUESTION, HIDDEN),
        (1, HIDDEN),
    ];
    shapes.extend([(3 * HIDDEN, HIDDEN); DILATIONS.len()]);
    shapes.extend([(QUESTION, HIDDEN); DILATIONS.len()]);
    shapes.extend([(1, HIDDEN); DILATIONS.len()]);
    // Start, end, inside, and the sentence from the most that each number reaches in it.
    shapes.extend([(4, HIDDEN), (QUESTION, 4 * HIDDEN), (KINDS, LENGTH_LIMIT), (SIGNALS, 1), (CHAR + PAIR, ALIGNED)]);
    shapes.extend([(3 * HIDDEN, HIDDEN), (1, HIDDEN)]);
    shapes.extend([(HIDDEN, ALIGNED), (HIDDEN, ALIGNED), (2 * HIDDEN, HIDDEN), (1, HIDDEN)]);
    shapes
}

/// All that is learned.
#[derive(Debug, Clone)]
pub struct Weights {
    /// By [`Part`].
    pub all: Vec<Array2<f32>>,
    /// The first two of these, characters and pairs, as they are stored; they are empty there, then.
    pub tables: Option<[Table; 2]>,
}

impl Weights {
    /// One of the matrices.
    pub fn part(&self, part: Part) -> &Array2<f32> {
        &self.all[part as usize]
    }

    /// Writes row `at` of the table of characters or of pairs to `into`.
    fn look_up(&self, part: Part, at: u16, into: &mut [f32]) {
        let at = usize::from(at);
        match &self.tables {
            Some(tables) => tables[part as usize].copy_row(at, into),
            None => into.copy_from_slice(&flat(self.part(part))[at * into.len()..][..into.len()]),
        }
    }
}

/// Everything that was computed on the way, for learning.
#[derive(Debug, Clone, Default)]
#[expect(missing_docs, reason = "`forward` shows what each is")]
pub struct Trace {
    pub question_window: Array2<f32>,
    pub question_first: Array2<f32>,
    pub question_context_window: Array2<f32>,
    pub question_added: Array2<f32>,
    pub question_hidden: Array2<f32>,
    pub attention: Array1<f32>,
    pub question: Array2<f32>,
    /// The question's characters and the text's, looked up.
    pub looked_up: [Array2<f32>; 2],
    /// What they are compared by.
    pub compared: [Array2<f32>; 2],
    /// How much each character of the text is like each of the question.
    pub likeness: Array2<f32>,
    pub entry: Array2<f32>,
    /// The look back at the question.
    pub look_back: LookBack,
    /// What each layer was given, and last what the heads are.
    pub hidden: Vec<Array2<f32>>,
    pub windows: Vec<Array2<f32>>,
    /// What each layer added.
    pub added: Vec<Array2<f32>>,
    /// The heads for this question: start, end, inside, sentence.
    pub heads: Array2<f32>,
    /// Where in its sentence each number is highest, a row for each sentence.
    pub highest: Vec<Vec<usize>>,
    pub scores: Scores,
}

/// How the text, part of the way read, looks back at the question.
#[derive(Debug, Clone, Default)]
#[expect(missing_docs, reason = "`look_back` shows what each is")]
pub struct LookBack {
    /// What looks back; kept for learning only.
    pub hidden: Array2<f32>,
    /// What text and question are compared by.
    pub compared: [Array2<f32>; 2],
    pub likeness: Array2<f32>,
    pub found: Array2<f32>,
    pub joined: Array2<f32>,
    pub added: Array2<f32>,
}

/// Called with everything a layer hands on, so that learning can leave some of it out.
pub type Perturb<'a> = &'a mut dyn FnMut(&mut Array2<f32>);

/// What the network says of `input`; `style` says how much of the question vector's last two numbers to set: how answers
/// are put in the sets that were learned from (clauses, or the bare fact).
pub fn read(weights: &Weights, input: &Input, style: [f32; 2]) -> Scores {
    way(weights, input, style, &mut |_| (), false).scores
}

/// The same with all that learning needs.
pub fn forward(weights: &Weights, input: &Input, style: [f32; 2], perturb: Perturb<'_>) -> Trace {
    way(weights, input, style, perturb, true)
}

/// The way forward. What is large is kept only for learning, so that reading takes little memory.
fn way(weights: &Weights, input: &Input, style: [f32; 2], perturb: Perturb<'_>, keep: bool) -> Trace {
    let mut trace = Trace::default();
    let mut question = look_up(weights, &input.question);
    perturb(&mut question);
    trace.question_window = windows(&question, std::slice::from_ref(&(0..question.nrows())), 1);
    let mut hidden = trace.question_window.dot(weights.part(Part::QuestionLayer));
    add_and_cut(&mut hidden, weights.part(Part::QuestionBias));
    perturb(&mut hidden);
    trace.question_context_window = windows(&hidden, std::slice::from_ref(&(0..hidden.nrows())), 2);
    let mut added = trace.question_context_window.dot(weights.part(Part::QuestionContext));
    add_and_cut(&mut added, weights.part(Part::QuestionContextBias));
    trace.question_first = hidden.clone();
    hidden += &added;
    trace.question_added = added;
    let mut attention = hidden.dot(&weights.part(Part::QuestionAttention).column(0)).to_vec();
    share_out(&mut attention);
    trace.attention = attention.into();
    trace.question = asked(&hidden, &trace.attention, input.kind, style);
    trace.question_hidden = hidden;
    let of_question = |by: Part, bias: Part| row_times(flat(&trace.question), weights.part(by)) + weights.part(bias);

    let mut text = look_up(weights, &input.text);
    perturb(&mut text);
    trace.compared = [&question, &text].map(|rows| compared(rows, weights.part(Part::Alignment)));
    trace.likeness = likeness(&trace.compared[1], &trace.compared[0]);
    let mut entry = Array2::zeros((text.nrows(), ENTRY));
    let alike = trace.likeness.dot(&question);
    let parts = each(&text).zip(each(&input.features)).zip(each(&alike));
    for (row, ((text, features), alike)) in each_mut(&mut entry).zip(parts) {
        row[..CHAR + PAIR].copy_from_slice(text);
        row[CHAR + PAIR..CHAR + PAIR + FEATURES].copy_from_slice(features);
        row[CHAR + PAIR + FEATURES..].copy_from_slice(alike);
    }
    let from_question = of_question(Part::EntryQuestion, Part::EntryBias);
    let mut hidden = entry.dot(weights.part(Part::Entry));
    add_and_cut(&mut hidden, &from_question);
    if keep {
        trace.looked_up = [question, text];
        trace.entry = entry;
    }
    for (number, &dilation) in DILATIONS.iter().enumerate() {
        if number == LOOKS_BACK {
            let look_back = look_back(weights, &hidden, &trace.question_hidden);
            let given = keep.then(|| hidden.clone());
            hidden += &look_back.added;
            if let Some(hidden) = given {
                trace.look_back = LookBack { hidden, ..look_back };
            }
        }
        perturb(&mut hidden);
        let window = windows(&hidden, &input.sentences, dilation);
        let from_question = of_question(Part::layer_question(number), Part::layer_bias(number));
        let mut added = window.dot(weights.part(Part::layer(number)));
        add_and_cut(&mut added, &from_question);
        if keep {
            trace.windows.push(window);
            trace.hidden.push(hidden.clone());
            trace.added.push(added.clone());
        }
        hidden += &added;
    }
    perturb(&mut hidden);

    trace.heads = weights.part(Part::Heads).clone();
    let for_question = row_times(flat(&trace.question), weights.part(Part::HeadsQuestion));
    add(flat_mut(&mut trace.heads), flat(&for_question), 1.0);
    let along = hidden.dot(&rows(&trace.heads, 0..3).t());
    trace.scores.start = along.column(0).to_vec();
    trace.scores.end = along.column(1).to_vec();
    trace.scores.inside = along.column(2).to_vec();
    let signals = input.signals.dot(weights.part(Part::Signals));
    for (number, range) in input.sentences.iter().enumerate() {
        let highest = highest(&hidden, range);
        let pooled: f32 =
            highest.iter().enumerate().map(|(column, &row)| hidden[[row, column]] * trace.heads[[3, column]]).sum();
        trace.scores.sentence.push(signals[[number, 0]] + pooled);
        trace.highest.push(highest);
    }
    trace.scores.length = row_times(&flat(&trace.question)[2 * HIDDEN..], weights.part(Part::Lengths)).row(0).to_vec();
    if keep {
        trace.hidden.push(hidden);
    }
    trace
}

/// What the text finds in the question for each of its characters.
fn look_back(weights: &Weights, hidden: &Array2<f32>, question: &Array2<f32>) -> LookBack {
    let compared =
        [(hidden, Part::AskText), (question, Part::AskQuestion)].map(|(rows, part)| compared(rows, weights.part(part)));
    let likeness = likeness(&compared[0], &compared[1]);
    let found = likeness.dot(question);
    let mut joined = Array2::zeros((hidden.nrows(), 2 * HIDDEN));
    for (row, (found, hidden)) in each_mut(&mut joined).zip(each(&found).zip(each(hidden))) {
        let (plain, product) = row.split_at_mut(HIDDEN);
        plain.copy_from_slice(found);
        product.iter_mut().zip(found.iter().zip(hidden)).for_each(|(product, (a, b))| *product = a * b);
    }
    let mut added = joined.dot(weights.part(Part::Asked));
    add_and_cut(&mut added, weights.part(Part::AskedBias));
    LookBack { hidden: Array2::default((0, 0)), compared, likeness, found, joined, added }
}

/// What rows are compared by.
fn compared(rows: &Array2<f32>, by: &Array2<f32>) -> Array2<f32> {
    let mut compared = rows.dot(by);
    flat_mut(&mut compared).iter_mut().for_each(|value| *value = value.max(0.0));
    compared
}

/// The question as one row: what its characters say by their weight, their mean, its kind and the style asked for.
fn asked(hidden: &Array2<f32>, attention: &Array1<f32>, kind: usize, style: [f32; 2]) -> Array2<f32> {
    let mut question = Array2::zeros((1, QUESTION));
    let row = flat_mut(&mut question);
    let share = 1.0 / hidden.nrows() as f32;
    for (hidden, &attention) in each(hidden).zip(attention) {
        add(&mut row[..HIDDEN], hidden, attention);
        add(&mut row[HIDDEN..2 * HIDDEN], hidden, share);
    }
    row[2 * HIDDEN + kind] = 1.0;
    row[QUESTION - 2..].copy_from_slice(&style);
    question
}

fn look_up(weights: &Weights, ids: &Ids) -> Array2<f32> {
    let mut found = Array2::zeros((ids.chars.len(), CHAR + PAIR));
    for (row, (&c, &pair)) in each_mut(&mut found).zip(ids.chars.iter().zip(&ids.pairs)) {
        let (of_char, of_pair) = row.split_at_mut(CHAR);
        weights.look_up(Part::Chars, c, of_char);
        weights.look_up(Part::Pairs, pair, of_pair);
    }
    found
}
