//! Words that say the same in reports and in questions about them: `config/synonyms.txt`.

use std::{collections::HashSet, sync::LazyLock};

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

/// Words that say the same as one of more than a character in the `folded` question, and do not stand in it.
pub(super) fn other_words_than(folded: &str) -> HashSet<&'static str> {
    let stands = |word: &str| word.chars().nth(1).is_some() && folded.contains(word);
    let groups = synonyms().iter().filter(|group| group.iter().any(|word| stands(word)));
    groups.flatten().copied().filter(|word| !folded.contains(word)).collect()
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
