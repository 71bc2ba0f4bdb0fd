//! Words that say the same in reports and in questions about them: `config/synonyms.txt`.

use std::{collections::HashSet, sync::LazyLock};

use crate::{
    answer::Question,
    index::QueryTerm,
    text::tokenizer::{TokenKind, tokens},
};

const SYNONYMS: &str = include_str!("../../../config/synonyms.txt");

static GROUPS: LazyLock<Vec<Vec<&'static str>>> = LazyLock::new(|| {
    let lines = SYNONYMS.lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| line.split_whitespace().collect()).collect()
});

/// The groups of words, folded.
pub(crate) fn synonyms() -> &'static [Vec<&'static str>] {
    &GROUPS
}

/// Words that say the same as one of at least `shortest` characters in the `folded` question, and do not stand in it.
fn unsaid(folded: &str, shortest: usize) -> impl Iterator<Item = &'static str> {
    let stands = move |word: &str| word.chars().count() >= shortest && folded.contains(word);
    let groups = synonyms().iter().filter(move |group| group.iter().any(|word| stands(word)));
    groups.flatten().copied().filter(|word| !folded.contains(*word))
}

/// Words that say the same as one of more than a character in the `folded` question, and do not stand in it.
pub(crate) fn other_words_than(folded: &str) -> HashSet<&'static str> {
    unsaid(folded, 2).collect()
}

/// What another word counts for in the search for what is asked.
const OTHER_WORD: f32 = 0.5;

/// The terms of words that say the same as those of the question, for the search.
pub(crate) fn other_words(question: &Question) -> Vec<QueryTerm> {
    let mut terms: Vec<QueryTerm> = Vec::new();
    for word in unsaid(&question.folded, 1) {
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
    terms
}
