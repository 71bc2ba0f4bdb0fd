//! Words that say the same in reports and in questions about them: `config/synonyms.txt`.

use std::sync::LazyLock;

const SYNONYMS: &str = include_str!("../../config/synonyms.txt");

static GROUPS: LazyLock<Vec<Vec<&'static str>>> = LazyLock::new(|| {
    let lines = SYNONYMS.lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| line.split_whitespace().collect()).collect()
});

/// The groups of words, folded.
pub(super) fn synonyms() -> &'static [Vec<&'static str>] {
    &GROUPS
}
