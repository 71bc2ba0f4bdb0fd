//! What speaks for each sentence: numbers from question, sentence, passage and reader, for the trees to weigh.
//!
//! All of them compare between questions: shares of the question's weight, counts, logarithms of probabilities.

use std::ops::Range;

use super::{
    makeup::Makeup,
    rank::{Candidate, Weights},
    reader::span::{Scores, log_sum},
};
use crate::{
    answer::question::{
        Kind, Question,
        content::{Contents, Known},
    },
    index::Hit,
    text::{
        fold::fold,
        is_han,
        tokenizer::{TokenKind, tokens},
    },
};

/// The features by name and group, in their order.
pub const FEATURES: &[(&str, &str)] = &[
    ("linear score", "search"),
    ("passage share", "search"),
    ("passage coverage", "search"),
    ("own BM25", "search"),
    ("before", "search"),
    ("after", "search"),
    ("kind fits", "kind"),
    ("hit reciprocal", "search"),
    ("first sentence", "place"),
    ("length", "place"),
    ("reader: sentence", "reader"),
    ("reader: behind the best sentence", "reader"),
    ("reader: best span", "reader"),
    ("reader: best span within its sentence", "reader"),
    ("reader: certainty of all", "reader"),
    ("reader: rank", "reader"),
    ("behind the best linear score", "search"),
    ("passages to choose from", "search"),
    ("passage behind the first", "search"),
    ("number asked", "kind"),
    ("time asked", "kind"),
    ("person asked", "kind"),
    ("place asked", "kind"),
    ("reason asked", "kind"),
    ("list asked", "kind"),
    ("way asked", "kind"),
    ("thing asked", "kind"),
    ("keywords", "kind"),
    ("question length", "place"),
    ("sentence coverage", "match"),
    ("best clause coverage", "match"),
    ("coverage of the answer's clause", "match"),
    ("longest run shared", "match"),
    ("share of pairs", "match"),
    ("closeness of what is shared", "match"),
    ("coverage with title", "context"),
    ("title in question", "context"),
    ("heading in question", "context"),
    ("rarest missing", "missing"),
    ("weight missing", "missing"),
    ("longest run missing", "missing"),
    ("numbers missing in sentence", "missing"),
    ("numbers missing in passage", "missing"),
    ("words missing in passage", "missing"),
    ("digits in sentence", "answer"),
    ("enumeration marks", "answer"),
    ("commas", "answer"),
    ("quotes", "answer"),
    ("unit asked follows a number", "answer"),
    ("answer length", "answer"),
    ("answer's share of question", "answer"),
    ("answer's digits", "answer"),
    ("answer has unit asked", "answer"),
    ("answer begins", "answer"),
    ("what the question lacks", "match"),
    ("position in passage", "place"),
    ("sentences in passage", "place"),
    ("words in passage", "words"),
    ("names in passage", "words"),
    ("heaviest word missing in passage", "words"),
    ("count of words missing in passage", "words"),
    ("words in sentence", "words"),
    ("names in sentence", "words"),
    ("names asked", "words"),
    ("answer begins with a word", "words"),
    ("answer ends with a word", "words"),
    ("persons in answer", "words"),
    ("places in answer", "words"),
    ("organisations in answer", "words"),
    ("other names in answer", "words"),
    ("nouns in answer", "words"),
    ("times in answer", "words"),
    ("numbers in answer", "words"),
    ("verbs in answer", "words"),
    ("persons in sentence", "words"),
    ("places in sentence", "words"),
];

/// What the reader says of each sentence.
#[derive(Debug, Clone)]
pub struct Reading {
    /// Logarithm of the sentence's share in all spans.
    pub sentences: Vec<f32>,
    /// The best span of each, in characters of the sentence, with the logarithm of its share in all spans.
    pub spans: Vec<(Range<usize>, f32)>,
}

impl Reading {
    /// From the network's scores.
    pub fn new(scores: &Scores, ranges: &[Range<usize>]) -> Self {
        let sums = scores.log_sums(ranges);
        let all = log_sum(sums.iter().copied());
        let spans = scores.best(ranges).into_iter().zip(ranges).map(|(best, range)| match best {
            Some((span, score)) => (span.start - range.start..span.end - range.start, score - all),
            None => (0..0, f32::NEG_INFINITY),
        });
        Self { spans: spans.collect(), sentences: sums.iter().map(|sum| sum - all).collect() }
    }
}

/// The features of every candidate, as [`FEATURES`] names them.
pub fn evidence(
    question: &Question,
    weights: &Weights<'_>,
    hits: &[Hit],
    candidates: &[Candidate],
    reading: &Reading,
) -> Vec<Vec<f32>> {
    let asked = Asked::new(question, weights);
    let passages: Vec<Around> = hits.iter().map(|hit| Around::new(&asked, weights, hit)).collect();
    let best_reading = reading.sentences.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let certainty: f32 = reading.sentences.iter().map(|sum| sum.exp() * sum.max(-20.0)).sum();
    let best_linear = candidates.iter().map(|candidate| candidate.score).fold(f32::NEG_INFINITY, f32::max);
    let first_passage = hits.first().map_or(0.0, |hit| hit.score);
    candidates
        .iter()
        .enumerate()
        .map(|(number, candidate)| {
            let passage = &hits[candidate.hit].passage;
            let sentence = &passage.text[candidate.range.clone()];
            let around = &passages[candidate.hit];
            let own = reading.sentences[number].max(-20.0);
            let (span, span_score) = &reading.spans[number];
            let rank = reading.sentences.iter().filter(|&&other| other > reading.sentences[number]).count();
            let mut row = candidate.signals.to_vec();
            row.extend([
                own,
                own - best_reading,
                span_score.max(-25.0),
                span_score.max(-25.0) - own,
                certainty,
                rank as f32,
                candidate.score - best_linear,
                hits.len() as f32,
                hits[candidate.hit].score / first_passage.max(f32::MIN_POSITIVE),
            ]);
            let is = |kind: Kind| if question.kind == kind { 1.0 } else { 0.0 };
            row.extend([
                is(Kind::Number),
                is(Kind::When),
                is(Kind::Who),
                is(Kind::Where),
                is(Kind::Why),
                is(Kind::List),
                is(Kind::How),
                is(Kind::What),
                is(Kind::Keyword),
                asked.chars.len() as f32,
            ]);
            let text = Shared::new(&asked, weights, sentence, span);
            row.extend([
                text.coverage,
                text.best_clause,
                text.answer_clause,
                text.longest_run as f32 / asked.chars.len().max(1) as f32,
                text.pairs,
                text.closeness,
                around.coverage,
                around.title,
                around.heading,
                around.rarest_missing,
                around.weight_missing,
                around.longest_missing,
                asked.share_missing(&asked.numbers, sentence),
                around.numbers_missing,
                around.words_missing,
                text.digits,
                count(sentence, &['、']),
                count(sentence, &['，', ',']),
                count(sentence, &['《', '“', '「', '『']),
                text.unit,
                span.len() as f32,
                text.answer_shared,
                text.answer_digits,
                text.answer_unit,
                span.start as f32 / text.length.max(1) as f32,
                text.unshared,
                candidate.range.start as f32 / passage.text.len().max(1) as f32,
                passage.sentences.len() as f32,
                around.known.words,
                around.known.names,
                around.known.heaviest_missing / asked.most,
                around.known.missing,
                text.known.words,
                text.known.names,
                asked.contents.names() as f32,
                text.makeup.begins,
                text.makeup.ends,
            ]);
            row.extend(text.makeup.in_answer);
            row.extend(text.makeup.in_sentence);
            debug_assert_eq!(row.len(), FEATURES.len());
            row
        })
        .collect()
}

fn count(text: &str, marks: &[char]) -> f32 {
    text.matches(marks).count().min(20) as f32
}

/// The question, prepared for comparing.
struct Asked {
    /// Folded, without spaces and marks.
    chars: Vec<char>,
    /// Numbers and Latin words that it holds.
    numbers: Vec<String>,
    words: Vec<String>,
    /// The largest weight of a pair.
    most: f32,
    unit: Option<Vec<char>>,
    contents: Contents,
}

impl Asked {
    fn new(question: &Question, weights: &Weights<'_>) -> Self {
        let mut asked = Self {
            chars: question.folded.chars().filter(|c| c.is_alphanumeric()).collect(),
            numbers: Vec::new(),
            words: Vec::new(),
            most: f32::MIN_POSITIVE,
            unit: question.unit.as_ref().map(|unit| unit.chars().collect()),
            contents: Contents::new(question, weights),
        };
        for term in &question.terms {
            let weight = weights.of(term).unwrap_or(0.0);
            asked.most = asked.most.max(weight);
        }
        tokens(&question.folded, |token| match token.kind {
            TokenKind::Number => asked.numbers.push(token.text.to_owned()),
            TokenKind::Word => asked.words.push(token.text.to_owned()),
            TokenKind::Single | TokenKind::Pair => {}
        });
        asked
    }

    /// The share of `wanted` that does not stand in `text`; 0 where none is wanted.
    fn share_missing(&self, wanted: &[String], text: &str) -> f32 {
        if wanted.is_empty() {
            return 0.0;
        }
        let mut found = vec![false; wanted.len()];
        tokens(text, |token| {
            for (found, wanted) in found.iter_mut().zip(wanted) {
                *found |= token.text == wanted;
            }
        });
        found.iter().filter(|&&found| !found).count() as f32 / wanted.len() as f32
    }
}

/// What the passage of a sentence, its heading and title hold of the question.
struct Around {
    coverage: f32,
    title: f32,
    heading: f32,
    rarest_missing: f32,
    weight_missing: f32,
    longest_missing: f32,
    numbers_missing: f32,
    words_missing: f32,
    known: Known,
}

impl Around {
    fn new(asked: &Asked, weights: &Weights<'_>, hit: &Hit) -> Self {
        let passage = &hit.passage;
        let heading = passage.section.as_deref().unwrap_or_default();
        let whole = format!("{}\n{}\n{heading}", passage.text, passage.report.title);
        let mut held = vec![false; weights.len()];
        tokens(&whole, |token| {
            if let Some(term) = weights.number(token.text) {
                held[term] = true;
            }
        });
        let (mut missing, mut rarest) = (0.0, 0.0_f32);
        for (term, &held) in held.iter().enumerate() {
            if !held {
                missing += weights.by_number(term);
                rarest = rarest.max(weights.by_number(term));
            }
        }
        Self {
            coverage: 1.0 - missing / weights.total(),
            title: share_in(&passage.report.title, &asked.chars),
            heading: share_in(heading, &asked.chars),
            rarest_missing: rarest / asked.most,
            weight_missing: missing / weights.total(),
            longest_missing: longest_missing(&asked.chars, &whole, weights) as f32,
            numbers_missing: asked.share_missing(&asked.numbers, &whole),
            words_missing: asked.share_missing(&asked.words, &whole),
            known: asked.contents.known(|term| held[term]),
        }
    }
}

/// How much of `text` stands in the question as it is: its longest run there as a share of it.
fn share_in(text: &str, question: &[char]) -> f32 {
    let text: Vec<char> = fold(text).chars().filter(|c| c.is_alphanumeric()).collect();
    if text.is_empty() { 0.0 } else { longest_run(&text, question) as f32 / text.len() as f32 }
}

/// The length of the longest run of characters that both hold.
pub fn longest_run(one: &[char], other: &[char]) -> usize {
    let mut row = vec![0_usize; other.len() + 1];
    let mut best = 0;
    for c in one {
        let mut diagonal = 0;
        for at in 1..=other.len() {
            let up = row[at];
            row[at] = if other[at - 1] == *c { diagonal + 1 } else { 0 };
            best = best.max(row[at]);
            diagonal = up;
        }
    }
    best
}

/// The longest run of the question's naming characters of which no pair stands in `text`.
fn longest_missing(question: &[char], text: &str, weights: &Weights<'_>) -> usize {
    let mut held = std::collections::HashSet::new();
    tokens(text, |token| {
        if token.kind == TokenKind::Pair && weights.of(token.text).is_some() {
            let mut chars = token.text.chars();
            held.extend(chars.next().zip(chars.next()));
        }
    });
    let (mut longest, mut run) = (0, 0);
    let mut pair = String::new();
    for two in question.windows(2) {
        pair.clear();
        pair.extend(two);
        let names = is_han(two[0]) && is_han(two[1]) && weights.of(&pair).is_some();
        run = if names && !held.contains(&(two[0], two[1])) { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    longest
}

/// What a sentence and its best span share with the question.
#[derive(Default)]
struct Shared {
    length: usize,
    coverage: f32,
    best_clause: f32,
    answer_clause: f32,
    longest_run: usize,
    pairs: f32,
    closeness: f32,
    digits: f32,
    unit: f32,
    answer_shared: f32,
    answer_digits: f32,
    answer_unit: f32,
    unshared: f32,
    known: Known,
    makeup: Makeup,
}

impl Shared {
    fn new(asked: &Asked, weights: &Weights<'_>, sentence: &str, span: &Range<usize>) -> Self {
        let chars: Vec<char> = fold(sentence).chars().collect();
        let folded: String = chars.iter().collect();
        let starts: Vec<usize> = folded.char_indices().map(|(at, _)| at).collect();
        let number = |byte: usize| starts.partition_point(|&start| start < byte);
        let mut shared = Self { length: chars.len(), ..Self::default() };
        // Each term once, and where it stands first.
        let mut first = vec![None; weights.len()];
        let mut held = vec![false; chars.len()];
        let mut by_clause: Vec<(usize, f32)> = Vec::new();
        let mut clause = vec![0_usize; chars.len()];
        let mut current = 0;
        for (at, c) in chars.iter().enumerate() {
            clause[at] = current;
            if matches!(c, ',' | '。' | ';' | '!' | '?' | ':') {
                current += 1;
            }
        }
        let mut seen = vec![usize::MAX; weights.len()];
        let (mut pairs, mut pairs_asked) = (0, 0);
        tokens(&folded, |token| {
            let Some(term) = weights.number(token.text) else { return };
            let at = number(token.start);
            held[at..number(token.end)].fill(true);
            first[term].get_or_insert(at);
            // A term counts once a clause.
            if seen[term] != clause[at] {
                seen[term] = clause[at];
                match by_clause.last_mut() {
                    Some((number, sum)) if *number == clause[at] => *sum += weights.by_number(term),
                    _ => by_clause.push((clause[at], weights.by_number(term))),
                }
            }
        });
        for (term, first) in first.iter().enumerate() {
            let pair = weights.is_pair(term);
            pairs_asked += usize::from(pair);
            if first.is_some() {
                shared.coverage += weights.by_number(term) / weights.total();
                pairs += usize::from(pair);
            }
        }
        shared.known = asked.contents.known(|term| first[term].is_some());
        shared.pairs = pairs as f32 / pairs_asked.max(1) as f32;
        shared.best_clause = by_clause.iter().map(|(_, sum)| sum / weights.total()).fold(0.0, f32::max);
        let at = clause.get(span.start).copied().unwrap_or(0);
        let around = by_clause.iter().find(|(number, _)| *number == at);
        shared.answer_clause = around.map_or(0.0, |(_, sum)| sum / weights.total());
        shared.longest_run = longest_run(&chars, &asked.chars);
        let (low, high) = first.iter().flatten().fold((usize::MAX, 0), |(low, high), &at| (low.min(at), high.max(at)));
        let found = first.iter().flatten().count();
        shared.closeness = if found > 1 { found as f32 / (high - low + 1) as f32 } else { 0.0 };
        shared.digits = chars.iter().filter(|c| c.is_ascii_digit()).count().min(30) as f32;
        let content = chars.iter().filter(|c| c.is_alphanumeric()).count().max(1);
        let both = held.iter().zip(&chars).filter(|(held, c)| **held && c.is_alphanumeric()).count();
        shared.unshared = 1.0 - both as f32 / content as f32;
        let within = span.start.min(chars.len())..span.end.min(chars.len());
        let answer = &chars[within.clone()];
        let size = answer.len().max(1) as f32;
        shared.answer_shared = held[within].iter().filter(|&&held| held).count() as f32 / size;
        shared.answer_digits = answer.iter().filter(|c| c.is_ascii_digit()).count() as f32 / size;
        if let Some(unit) = &asked.unit {
            shared.unit = unit_share(&chars, unit);
            shared.answer_unit = unit_share(answer, unit);
        }
        shared.makeup = Makeup::new(&chars, span);
        shared
    }
}

/// How much of `unit` follows a number in `text`, at best.
fn unit_share(text: &[char], unit: &[char]) -> f32 {
    let is_number = |c: char| c.is_ascii_digit() || "一二三四五六七八九十百千万亿两余多〇".contains(c);
    let mut best = 0;
    for at in 1..text.len() {
        if is_number(text[at - 1]) {
            best = best.max(text[at..].iter().zip(unit).take_while(|(a, b)| a == b).count());
        }
    }
    best as f32 / unit.len().max(1) as f32
}
