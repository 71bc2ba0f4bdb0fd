//! Question and sentences as the network takes them: ids of characters and pairs, and what is plainly to be seen.

use std::{
    collections::{HashMap, HashSet},
    ops::Range,
};

use ndarray::{Array2, Axis};

use crate::{
    answer::question::{Question, synonyms::other_words_than},
    text::{
        fold::fold_char,
        is_han, is_numeral,
        tokenizer::{TokenKind, tokens},
        words::{Class as WordClass, words},
    },
};

/// Rows of the table of pairs; a pair goes to one of them by its hash.
pub const PAIR_ROWS: usize = 1 << 15;
/// What is plainly to be seen of each character: itself and its clause, and the word that it stands in.
pub const FEATURES: usize = OF_CLAUSE + OF_WORD + WordClass::ALL.len();
const OF_CLAUSE: usize = 27;
const OF_WORD: usize = 5;
/// What is known of each sentence.
pub const SIGNALS: usize = 10;
/// Questions are read up to here, in characters.
pub const QUESTION_LIMIT: usize = 64;
/// Sentences are read up to here, in characters.
pub const SENTENCE_LIMIT: usize = 200;

/// The characters that have a row of their own; all others share row 0.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    chars: Vec<char>,
    rows: HashMap<char, u16>,
}

impl Vocabulary {
    /// Row n + 1 is for character n.
    pub fn new(chars: Vec<char>) -> Self {
        let rows = chars.iter().zip(1..=u16::MAX).map(|(&c, row)| (c, row)).collect();
        Self { chars, rows }
    }

    /// The characters, in the order of their rows.
    pub fn chars(&self) -> &[char] {
        &self.chars
    }

    /// Rows of the table, with that of the unknown.
    pub fn rows(&self) -> usize {
        self.chars.len() + 1
    }

    fn row(&self, c: char) -> u16 {
        self.rows.get(&c).copied().unwrap_or(0)
    }
}

/// Ids of one stretch of text, one of each for every character.
#[derive(Debug, Clone, Default)]
pub struct Ids {
    /// Rows of the table of characters.
    pub chars: Vec<u16>,
    /// Rows of the table of pairs: the pair that the character ends.
    pub pairs: Vec<u16>,
}

impl Ids {
    /// Of a text by itself, folded.
    pub fn new(vocabulary: &Vocabulary, text: &[char]) -> Self {
        let mut ids = Self::default();
        ids.push(vocabulary, text);
        ids
    }

    fn push(&mut self, vocabulary: &Vocabulary, text: &[char]) {
        let mut before = '\u{2}';
        for &c in text {
            self.chars.push(vocabulary.row(c));
            self.pairs.push(pair_row(before, c));
            before = c;
        }
    }
}

/// The row of a pair. A multiplicative hash; it is part of the weights' format.
fn pair_row(first: char, second: char) -> u16 {
    let mixed = (first as u32).wrapping_mul(0x9E37_79B1) ^ (second as u32).wrapping_mul(0x85EB_CA77);
    let mixed = (mixed ^ (mixed >> 15)).wrapping_mul(0xC2B2_AE3D);
    (mixed >> 17) as u16
}

/// A question with its sentences.
#[derive(Debug, Clone)]
pub struct Input {
    /// The question's characters.
    pub question: Ids,
    /// The kind of question ([`crate::answer::Kind`]) by number.
    pub kind: usize,
    /// The sentences' characters, one after another.
    pub text: Ids,
    /// Where each sentence stands in `text`.
    pub sentences: Vec<Range<usize>>,
    /// A row for each character of `text`.
    pub features: Array2<f32>,
    /// A row for each sentence.
    pub signals: Array2<f32>,
}

impl Input {
    /// The question with the `chosen` of the sentences alone, in that order.
    pub fn narrowed(&self, chosen: &[usize]) -> Self {
        let rows: Vec<usize> = chosen.iter().flat_map(|&number| self.sentences[number].clone()).collect();
        let pick = |from: &[u16]| rows.iter().map(|&row| from[row]).collect::<Vec<u16>>();
        let mut end = 0;
        let place = |&number: &usize| {
            let start = end;
            end += self.sentences[number].len();
            start..end
        };
        Self {
            question: self.question.clone(),
            kind: self.kind,
            text: Ids { chars: pick(&self.text.chars), pairs: pick(&self.text.pairs) },
            sentences: chosen.iter().map(place).collect(),
            features: self.features.select(Axis(0), &rows),
            signals: self.signals.select(Axis(0), chosen),
        }
    }
}

/// A sentence to read, with what is known of it.
#[derive(Debug, Clone, Copy)]
pub struct Sentence<'a> {
    /// Its text; only the first [`SENTENCE_LIMIT`] characters are read.
    pub text: &'a str,
    /// What ranking knows of it.
    pub signals: [f32; SIGNALS],
}

/// Encodes `question` with `sentences`; `weight` gives the weight of a token of the question, `None` for others.
pub fn encode(
    vocabulary: &Vocabulary,
    question: &Question,
    sentences: &[Sentence<'_>],
    weight: impl Fn(&str) -> Option<f32>,
) -> Input {
    let asked: Vec<char> = question.folded.chars().filter(|c| !c.is_whitespace()).take(QUESTION_LIMIT).collect();
    let ids = Ids::new(vocabulary, &asked);
    let total: f32 = question.terms.iter().filter_map(|term| weight(term)).sum::<f32>().max(f32::MIN_POSITIVE);
    let most = question.terms.iter().filter_map(|term| weight(term)).fold(f32::MIN_POSITIVE, f32::max);
    let others = other_words_than(&question.folded);
    let mut text = Ids::default();
    let mut ranges = Vec::with_capacity(sentences.len());
    let mut rows = Vec::new();
    let mut signals = Vec::with_capacity(sentences.len() * SIGNALS);
    for sentence in sentences {
        let start = text.chars.len();
        let chars: Vec<char> = sentence.text.chars().take(SENTENCE_LIMIT).map(fold_char).collect();
        text.push(vocabulary, &chars);
        let of_words = of_words(&chars, &others);
        for (clause, word) in of_clauses(sentence.text, &chars, &weight, total, most).iter().zip(of_words) {
            rows.extend(clause);
            rows.extend(word);
        }
        ranges.push(start..text.chars.len());
        signals.extend(sentence.signals);
    }
    let shape = (text.chars.len(), FEATURES);
    Input {
        question: ids,
        kind: question.kind as usize,
        features: Array2::from_shape_vec(shape, rows).unwrap_or_else(|_| Array2::zeros(shape)),
        signals: Array2::from_shape_vec((sentences.len(), SIGNALS), signals)
            .unwrap_or_else(|_| Array2::zeros((sentences.len(), SIGNALS))),
        text,
        sentences: ranges,
    }
}

/// What of the question stands at a character.
#[derive(Debug, Clone, Copy, Default)]
struct Match {
    single: f32,
    /// The pair that ends here, and that begins here.
    left: f32,
    right: f32,
}

fn matches(sentence: &str, length: usize, weight: impl Fn(&str) -> Option<f32>) -> Vec<Match> {
    let mut found = vec![Match::default(); length];
    // Tokens come in order, so that bytes are counted into characters as they go.
    let starts: Vec<usize> = sentence.char_indices().map(|(at, _)| at).take(length).collect();
    let number = |byte: usize| starts.partition_point(|&start| start < byte);
    tokens(sentence, |token| {
        let Some(weight) = weight(token.text) else { return };
        let (from, to) = (number(token.start), number(token.end).min(length));
        if from >= to {
            return;
        }
        match token.kind {
            TokenKind::Single => found[from].single = weight,
            TokenKind::Pair => {
                found[from].right = weight;
                found[to - 1].left = weight;
            }
            TokenKind::Word | TokenKind::Number => {
                for (at, place) in found[from..to].iter_mut().enumerate() {
                    place.single = weight;
                    place.left = if at > 0 { weight } else { 0.0 };
                    place.right = weight;
                }
            }
        }
    });
    found
}

/// Of each character the word that it stands in: where that begins and ends, how rare and long it is, whether it is one
/// of `others`, which say the same as the question in other words; and its class.
fn of_words(chars: &[char], others: &HashSet<&str>) -> Vec<[f32; OF_WORD + WordClass::ALL.len()]> {
    let mut found = Vec::with_capacity(chars.len());
    for word in words(chars) {
        let text: String = chars[word.range.clone()].iter().collect();
        let is_other = others.contains(text.as_str());
        for at in word.range.clone() {
            let mut row = [0.0; OF_WORD + WordClass::ALL.len()];
            row[0] = if at == word.range.start { 1.0 } else { 0.0 };
            row[1] = if at + 1 == word.range.end { 1.0 } else { 0.0 };
            row[2] = word.rarity / 20.0;
            row[3] = word.range.len().min(6) as f32 / 4.0;
            row[4] = if is_other { 1.0 } else { 0.0 };
            row[OF_WORD + word.class as usize] = 1.0;
            found.push(row);
        }
    }
    found
}

/// Of each character what it is, and what of the question stands at it, beside it and in its clause.
fn of_clauses(
    sentence: &str,
    chars: &[char],
    weight: &impl Fn(&str) -> Option<f32>,
    total: f32,
    most: f32,
) -> Vec<[f32; OF_CLAUSE]> {
    let mut rows = Vec::with_capacity(chars.len());
    let found = matches(sentence, chars.len(), weight);
    // Runs of characters that stand side by side in the question too.
    let mut run = vec![0_usize; chars.len()];
    let mut run_weight = vec![0.0_f32; chars.len()];
    let mut start = 0;
    while start < chars.len() {
        let mut end = start;
        if found[start].right > 0.0 {
            end = start + 1;
            while end < chars.len() && found[end].left > 0.0 && found[end].right > 0.0 {
                end += 1;
            }
            end = (end + 1).min(chars.len());
            let sum: f32 = found[start..end].iter().map(|place| place.single + place.right).sum::<f32>() / total;
            run[start..end].fill(end - start);
            run_weight[start..end].fill(sum.min(1.0));
            end -= 1;
        }
        start = end.max(start + 1);
    }
    let nearest = |forward: bool| {
        let mut near = vec![(0.0_f32, 0.0_f32); chars.len()];
        let mut last: Option<(usize, f32)> = None;
        for step in 0..chars.len() {
            let at = if forward { step } else { chars.len() - 1 - step };
            if run[at] >= 2 {
                last = Some((step, run_weight[at]));
            }
            if let Some((seen, weight)) = last {
                near[at] = ((-((step - seen) as f32) / 6.0).exp(), weight);
            }
        }
        near
    };
    let (before, behind) = (nearest(true), nearest(false));
    let clause = clause_coverage(chars, &found, total);
    let covered: f32 = clause.iter().map(|&(_, share)| share).fold(0.0, f32::max);
    let (mut quotes, mut brackets) = (0_i32, 0_i32);
    let mut clause_number = 0;
    for (at, &c) in chars.iter().enumerate() {
        let class = class(c);
        match class {
            Some(Class::Open) => quotes += 1,
            Some(Class::Close) => quotes = (quotes - 1).max(0),
            Some(Class::Bracket) if matches!(c, '(' | '[') => brackets += 1,
            _ => {}
        }
        while clause_number + 1 < clause.len() && clause[clause_number].0 <= at {
            clause_number += 1;
        }
        let mut row = [0.0_f32; OF_CLAUSE];
        let place = found[at];
        row[0] = if place.single > 0.0 { 1.0 } else { 0.0 };
        row[1] = place.single / most;
        row[2] = if place.left > 0.0 { 1.0 } else { 0.0 };
        row[3] = if place.right > 0.0 { 1.0 } else { 0.0 };
        row[4] = run[at].min(8) as f32 / 8.0;
        (row[5], row[7]) = before[at];
        (row[6], row[8]) = behind[at];
        if let Some(class) = class {
            row[9 + class as usize] = 1.0;
        }
        row[19] = if quotes > 0 { 1.0 } else { 0.0 };
        row[20] = if brackets > 0 { 1.0 } else { 0.0 };
        row[21] = at as f32 / chars.len() as f32;
        row[22] = 1.0 / (1.0 + at as f32);
        row[23] = 1.0 / (chars.len() - at) as f32;
        row[24] = clause[clause_number].1;
        row[25] = covered;
        row[26] = clause_number.checked_sub(1).map_or(0.0, |before| clause[before].1);
        rows.push(row);
        if matches!(c, ')' | ']') {
            brackets = (brackets - 1).max(0);
        }
    }
    rows
}

/// The clauses: where each ends, and the share of the question's weight that stands in it.
fn clause_coverage(chars: &[char], found: &[Match], total: f32) -> Vec<(usize, f32)> {
    let mut clauses = Vec::new();
    let mut sum = 0.0;
    for (at, &c) in chars.iter().enumerate() {
        sum += (found[at].single + found[at].right) / total;
        if matches!(class(c), Some(Class::Comma | Class::Stop)) || at + 1 == chars.len() {
            clauses.push((at + 1, sum.min(1.5)));
            sum = 0.0;
        }
    }
    clauses
}

/// What a folded character is, where it is no plain Chinese one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Digit,
    Numeral,
    Latin,
    Comma,
    Enumeration,
    Stop,
    Open,
    Close,
    Bracket,
    Other,
}

fn class(c: char) -> Option<Class> {
    Some(match c {
        '0'..='9' => Class::Digit,
        _ if is_numeral(c) => Class::Numeral,
        ',' | ':' => Class::Comma,
        '、' => Class::Enumeration,
        '。' | '!' | '?' | ';' => Class::Stop,
        '“' | '《' | '「' | '『' | '‘' | '〈' => Class::Open,
        '”' | '》' | '」' | '』' | '’' | '〉' => Class::Close,
        '(' | ')' | '[' | ']' => Class::Bracket,
        _ if is_han(c) => return None,
        _ if c.is_alphabetic() => Class::Latin,
        _ => Class::Other,
    })
}
