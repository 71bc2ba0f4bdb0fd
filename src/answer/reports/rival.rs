//! Whether another report says something else on the same matter.

use std::collections::BTreeSet;

use crate::{
    answer::{Alternative, Answer},
    figure::Figure,
    text::{
        char_count,
        fold::fold,
        tokenizer::{TokenKind, tokens},
    },
};
use rust_decimal::Decimal;

/// How much of the answer's confidence a rival must have: of two like sentences one is always read as the likelier.
const CONFIDENCE: f32 = 0.2;
/// How much of the shorter sentence, in words, must stand in the other one.
const COMMON: f32 = 0.6;
/// An answer without a number that is longer, in characters, is no fact that could be told from another.
const FACT: usize = 30;

impl Answer {
    /// The best alternative from another report that gives another answer to the same: a figure of the same kind, or a
    /// like sentence.
    pub fn rival(&self) -> Option<&Alternative> {
        let (own, sentence) = (self.citations.first()?, self.sentence.as_deref()?);
        let short = self.answer.as_deref()?;
        self.others.iter().find(|other| {
            let its = other.answer.as_deref().unwrap_or(&other.sentence);
            other.citation.report != own.report
                && other.confidence >= CONFIDENCE * self.confidence
                && match (&self.figure, &other.figure) {
                    (Some(one), Some(other)) => same_kind(one, other) && value(one) != value(other),
                    _ => alike(sentence, &other.sentence) && differ(short, its),
                }
        })
    }
}

fn same_kind(one: &Figure, other: &Figure) -> bool {
    let what =
        |figure: &Figure| (figure.kind, figure.quantity.unit.dimension, figure.measure.clone(), figure.subject.clone());
    what(one) == what(other)
}

/// In the base of its unit, so that 1.2万吨 is 12000吨.
fn value(figure: &Figure) -> (Option<Decimal>, Option<Decimal>) {
    let scaled = |value: Decimal| value.checked_mul(figure.quantity.unit.scale);
    (scaled(figure.signed()), figure.quantity.max.and_then(scaled))
}

/// Whether two sentences are about the same, numbers aside.
fn alike(one: &str, other: &str) -> bool {
    let words = |text: &str| {
        let mut words = BTreeSet::new();
        tokens(text, |token| {
            if matches!(token.kind, TokenKind::Pair | TokenKind::Word) {
                words.insert(token.text.to_owned());
            }
        });
        words
    };
    let (one, other) = (words(one), words(other));
    let least = one.len().min(other.len());
    #[expect(clippy::cast_precision_loss, reason = "words of a sentence; a share needs no more precision")]
    let share = one.intersection(&other).count() as f32 / least.max(1) as f32;
    share >= COMMON
}

/// Whether two answers cannot both be meant: they have no number in common, or are other words.
fn differ(one: &str, other: &str) -> bool {
    let numbers = |text: &str| {
        let mut numbers = BTreeSet::new();
        tokens(text, |token| {
            if token.kind == TokenKind::Number {
                numbers.insert(token.text.to_owned());
            }
        });
        numbers
    };
    let (these, those) = (numbers(one), numbers(other));
    if !these.is_empty() && !those.is_empty() {
        return these.is_disjoint(&those);
    }
    let (one, other) = (fold(one), fold(other));
    these.is_empty()
        && those.is_empty()
        && char_count(&one).max(char_count(&other)) <= FACT
        && !one.contains(other.as_str())
        && !other.contains(one.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_on_the_same_with_other_numbers_disagree() {
        let one = "一季度，全市实现生产总值5136.7亿元，同比增长4.4%。";
        for (other, disagrees) in [
            ("一季度，全市实现生产总值4935.2亿元，同比增长18.8%。", true),
            ("一季度全市实现生产总值5136.7亿元。", false),
            ("全市人口为1284.8万人，其中城镇人口占多数。", false),
            ("一季度，全市生产总值有所增长。", false),
        ] {
            assert_eq!(alike(one, other) && differ(one, other), disagrees, "{other}");
        }
        assert!(differ("陈默", "林一帆") && !differ("陈默", "市长陈默"));
    }
}
