//! Whether a number of the unit that is asked for is there. Data: `config/dimensions.txt`.

use std::{ops::Range, sync::LazyLock};

use super::{Asked, Grade, ground::Ground};
use crate::{answer::Question, text::fold::fold};

/// Units that measure the same, as shipped.
const DIMENSIONS: &str = include_str!("../../../config/dimensions.txt");

static UNITS: LazyLock<Vec<Vec<&'static str>>> = LazyLock::new(|| {
    let lines = DIMENSIONS.lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| line.split_whitespace().collect()).collect()
});

impl Asked {
    pub(super) fn unit(&self, ground: &Ground<'_>, range: &Range<usize>) -> (Grade, Option<String>) {
        let Some((dimension, _)) = self.unit else { return (Grade::Silent, None) };
        if holds_number_of(&ground.passage.text[range.clone()], dimension) {
            return (Grade::Agrees, None);
        }
        if holds_number_of(&ground.passage.text, dimension) {
            return (Grade::Silent, None);
        }
        (Grade::Differs, None)
    }
}

/// The unit that is asked for by name: `多少亿元`, `几公里`.
pub(super) fn unit_asked(folded: &str) -> Option<(usize, Range<usize>)> {
    let (at, asking) = ["多少", "几"].iter().find_map(|word| folded.find(word).map(|at| (at + word.len(), *word)))?;
    let start = folded.len() - folded[at..].trim_start_matches('个').len();
    // 亿千瓦时: the scale goes before the unit.
    let mut rest = &folded[start..];
    let (dimension, unit) = loop {
        match longest_unit(rest) {
            Some(found) => break found,
            None => rest = rest.strip_prefix(['十', '百', '千', '万', '亿'])?,
        }
    };
    let end = folded.len() - rest.len() + unit.len();
    // 几成 may ask for anything; 多少里 is rare, 多少角落 no unit.
    let sure = asking == "多少" && unit.chars().nth(1).is_some() || matches!(unit, "元" | "吨" | "米" | "亩" | "%");
    sure.then_some((dimension, start..end))
}

/// Where one character counts what is asked for, and names nothing with it: 辆 of 多少辆车.
pub(super) fn counted_in(question: &Question) -> Vec<Range<usize>> {
    let Some(unit) = question.unit_asked().filter(|unit| unit.text.chars().nth(1).is_none()) else {
        return Vec::new();
    };
    let amounts = ["多少", "几"].into_iter().flat_map(|word| question.folded.match_indices(word));
    let behind = amounts.map(|(at, word)| at + word.len());
    let counts = behind.filter(|&at| question.folded[at..].starts_with(&unit.text));
    counts.map(|at| at..at + unit.text.len()).collect()
}

/// The longest unit at the head of `text`, and the line that it stands in.
fn longest_unit(text: &str) -> Option<(usize, &'static str)> {
    let all = UNITS.iter().enumerate().flat_map(|(line, units)| units.iter().map(move |unit| (line, *unit)));
    all.filter(|(_, unit)| text.starts_with(unit)).max_by_key(|(_, unit)| unit.len())
}

/// Whether a number with a unit of `dimension` stands in `text`.
fn holds_number_of(text: &str, dimension: usize) -> bool {
    let folded = fold(text);
    let scale = |c: char| "零〇一二两三四五六七八九十百千万亿几多余数半".contains(c);
    let mut number = false;
    for (at, c) in folded.char_indices() {
        if number && UNITS[dimension].iter().any(|unit| folded[at..].starts_with(unit)) {
            return true;
        }
        // A space or 个 may stand between number and unit.
        number = c.is_ascii_digit() || scale(c) || number && matches!(c, ' ' | '个');
    }
    UNITS[dimension].iter().any(|unit| unit.ends_with("分之") && folded.contains(unit))
}
