//! Words that say the same in reports and in questions about them: `config/synonyms.txt`.

use std::sync::LazyLock;

use super::Question;
use crate::{
    index::QueryTerm,
    text::tokenizer::{TokenKind, tokens},
};

const SYNONYMS: &str = include_str!("../../config/synonyms.txt");

static GROUPS: LazyLock<Vec<Vec<&'static str>>> = LazyLock::new(|| {
    let lines = SYNONYMS.lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| line.split_whitespace().collect()).collect()
});

/// The groups of words, folded.
pub(super) fn synonyms() -> &'static [Vec<&'static str>] {
    &GROUPS
}

/// What another word counts for in the search for what is asked.
const OTHER_WORD: f32 = 0.5;

/// The terms of words that say the same as those of the question, for the search.
pub(super) fn other_words(question: &Question) -> Vec<QueryTerm> {
    let mut terms: Vec<QueryTerm> = Vec::new();
    for group in synonyms() {
        if !group.iter().any(|word| question.folded.contains(word)) {
            continue;
        }
        for word in group.iter().filter(|word| !question.folded.contains(**word)) {
            tokens(word, |token| {
                let known = |term: &QueryTerm| term.text == token.text;
                if token.kind != TokenKind::Single
                    && !terms.iter().any(known)
                    && !question.terms.iter().any(|term| term == token.text)
                {
                    terms.push(QueryTerm { text: token.text.to_owned(), weight: OTHER_WORD });
                }
            });
        }
    }
    terms
}
