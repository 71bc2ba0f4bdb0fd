//! Candidates and their order: every sentence of the passages that were found, scored against the question.
//!
//! The score of a sentence adds up
//! * BM25 of its words, with little regard to its length (facts stand in long sentences),
//! * part of what it lacks and the sentence before (or after) it has: 该厂 refers back,
//! * BM25 of its passage, so that the right report wins among like sentences,
//! * whether it holds the kind of thing that is asked for at all.
//!
//! All but the last are shares of the question's weight, so that scores of different questions compare. The weights
//! were chosen on `cmrc-trial` and `drcd-dev`.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::reader::encode::SIGNALS;
use crate::{
    answer::question::{Kind, Question},
    index::{Hit, Passage},
    text::{
        is_han, is_numeral,
        tokenizer::{TokenKind, tokens},
    },
};

const SATURATION: f32 = 0.3;
const LENGTH_INFLUENCE: f32 = 0.15;
/// Tokens of a sentence of ordinary length.
const ORDINARY_LENGTH: f32 = 40.0;
const BEFORE: f32 = 0.4;
const AFTER: f32 = 0.1;
const PASSAGE: f32 = 0.7;
const KIND: f32 = 0.13;

/// A sentence that may answer.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// Which of the hits it stands in.
    pub hit: usize,
    /// Its range in the passage's text, in bytes.
    pub range: Range<usize>,
    /// Higher is better.
    pub score: f32,
    /// Share of the question's weight that is found in its passage, 0 to 1.
    pub coverage: f32,
    /// What the score was made from, for the reader.
    pub signals: [f32; SIGNALS],
}

impl Candidate {
    /// A sentence that was found by its figure alone.
    pub(crate) fn unread(hit: usize, range: Range<usize>) -> Self {
        Self { hit, range, score: 0.0, coverage: 0.0, signals: [0.0; SIGNALS] }
    }
}

/// The question's terms with their weights.
#[derive(Debug)]
pub struct Weights<'a> {
    index: FxHashMap<&'a str, usize>,
    idf: Vec<f32>,
    pairs: Vec<bool>,
    total: f32,
}

impl<'a> Weights<'a> {
    /// Weighs the terms by how few of `passages` passages hold them; `frequency` counts those.
    pub fn new(question: &'a Question, passages: u64, frequency: impl Fn(&str) -> u64) -> Self {
        let index: FxHashMap<&str, usize> =
            question.terms.iter().enumerate().map(|(number, term)| (term.as_str(), number)).collect();
        let idf: Vec<f32> = question.terms.iter().map(|term| idf(passages, frequency(term))).collect();
        let total = idf.iter().sum::<f32>().max(f32::MIN_POSITIVE);
        let is_pair = |term: &String| term.chars().count() == 2 && term.chars().all(is_han);
        let pairs = question.terms.iter().map(is_pair).collect();
        Self { index, idf, pairs, total }
    }

    /// The weight of a token of the question; `None` for others.
    pub fn of(&self, token: &str) -> Option<f32> {
        self.number(token).map(|term| self.idf[term])
    }

    /// Which term of the question a token is.
    pub fn number(&self, token: &str) -> Option<usize> {
        self.index.get(token).copied()
    }

    /// The weight of term `number`.
    pub fn by_number(&self, number: usize) -> f32 {
        self.idf[number]
    }

    /// Whether term `number` is a pair of characters.
    pub fn is_pair(&self, number: usize) -> bool {
        self.pairs[number]
    }

    /// The weight of all terms together; never 0.
    pub fn total(&self) -> f32 {
        self.total
    }

    /// How many terms there are.
    pub fn len(&self) -> usize {
        self.idf.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.idf.is_empty()
    }
}

/// The inverse document frequency of BM25; never negative.
fn idf(passages: u64, holding: u64) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "counts of passages; a weight needs no more precision")]
    let (all, holding) = (passages as f32, holding.min(passages) as f32);
    (1.0 + (all - holding + 0.5) / (holding + 0.5)).ln()
}

/// What was counted in one stretch of text.
struct Counts {
    /// By term of the question.
    terms: Vec<u16>,
    length: u16,
    has_number: bool,
    has_date: bool,
}

fn count(text: &str, weights: &Weights<'_>) -> Counts {
    let mut counts = Counts { terms: vec![0; weights.idf.len()], length: 0, has_number: false, has_date: false };
    let mut number_before = false;
    tokens(text, |token| {
        counts.length = counts.length.saturating_add(1);
        if let Some(&term) = weights.index.get(token.text) {
            counts.terms[term] = counts.terms[term].saturating_add(1);
        }
        match token.kind {
            TokenKind::Number => counts.has_number = true,
            TokenKind::Single => {
                let c = token.text.chars().next().unwrap_or_default();
                if is_numeral(c) {
                    number_before = true;
                    return;
                }
                counts.has_date |=
                    (number_before || counts.has_number) && matches!(c, '年' | '月' | '日' | '世' | '代');
                counts.has_number |= number_before;
                number_before = false;
            }
            TokenKind::Pair | TokenKind::Word => {}
        }
    });
    counts
}

impl Counts {
    fn bm25(&self, weights: &Weights<'_>) -> f32 {
        let length =
            SATURATION * (1.0 - LENGTH_INFLUENCE + LENGTH_INFLUENCE * f32::from(self.length) / ORDINARY_LENGTH);
        self.terms
            .iter()
            .zip(&weights.idf)
            .map(|(&count, idf)| {
                let count = f32::from(count);
                idf * count * (SATURATION + 1.0) / (count + length)
            })
            .sum()
    }

    /// The weight of the terms that are here and not in `other`.
    fn beyond(&self, other: &Self, weights: &Weights<'_>) -> f32 {
        let pairs = self.terms.iter().zip(&other.terms);
        pairs.zip(&weights.idf).map(|((&here, &there), idf)| if here > 0 && there == 0 { *idf } else { 0.0 }).sum()
    }
}

/// Whether `text` can hold what `kind` asks for: 1 yes, −1 no, 0 where that cannot be told.
fn fits(kind: Kind, counts: &Counts, text: &str) -> f32 {
    let yes_or_no = |yes: bool| if yes { 1.0 } else { -1.0 };
    match kind {
        Kind::Number => yes_or_no(counts.has_number),
        Kind::When => yes_or_no(counts.has_date || text.contains("时期") || text.contains("時期")),
        Kind::Why => {
            let reasons = ["因", "由于", "由於", "为了", "為了", "所以", "使得", "导致", "導致", "故"];
            if reasons.iter().any(|word| text.contains(word)) { 1.0 } else { 0.0 }
        }
        Kind::List => [0.0, 0.5, 1.0, 1.5][text.matches('、').count().min(3)],
        Kind::Who | Kind::Where | Kind::How | Kind::What | Kind::YesNo | Kind::Keyword => 0.0,
    }
}

/// All sentences of `hits`, best first; equal ones in the order of the hits and of reading.
pub fn rank(question: &Question, weights: &Weights<'_>, hits: &[Hit]) -> Vec<Candidate> {
    let mut candidates = Vec::new();
    for (hit, Hit { score, passage }) in hits.iter().enumerate() {
        let sentences: Vec<Counts> = texts(passage).map(|text| count(text, weights)).collect();
        let passage_share = score / weights.total;
        let coverage = coverage(&sentences, weights);
        for (number, counts) in sentences.iter().enumerate() {
            let range = passage.sentences[number].clone();
            let text = &passage.text[range.clone()];
            let neighbour = |at: Option<usize>| at.and_then(|at| sentences.get(at));
            let beside = |other: Option<&Counts>| other.map_or(0.0, |other| other.beyond(counts, weights));
            let before = beside(neighbour(number.checked_sub(1)));
            let after = beside(neighbour(number.checked_add(1)));
            let own = counts.bm25(weights) / weights.total;
            let fits = fits(question.kind, counts, text);
            let score = own + (BEFORE * before + AFTER * after) / weights.total + PASSAGE * passage_share + KIND * fits;
            let signals = [
                score,
                passage_share,
                coverage,
                own,
                before / weights.total,
                after / weights.total,
                fits,
                1.0 / (1.0 + hit as f32),
                if number == 0 { 1.0 } else { 0.0 },
                f32::from(counts.length).ln() / 5.0,
            ];
            candidates.push(Candidate { hit, range, score, coverage, signals });
        }
    }
    candidates.sort_by(|a, b| b.score.total_cmp(&a.score));
    candidates
}

fn coverage(sentences: &[Counts], weights: &Weights<'_>) -> f32 {
    let held = |&(term, _): &(usize, &f32)| sentences.iter().any(|counts| counts.terms[term] > 0);
    let covered: f32 = weights.idf.iter().enumerate().filter(held).map(|(_, idf)| idf).sum();
    (covered / weights.total).min(1.0)
}

fn texts(passage: &Passage) -> impl Iterator<Item = &str> {
    passage.sentences.iter().map(|range| &passage.text[range.clone()])
}
