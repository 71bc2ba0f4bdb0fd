//! Units: what a number counts or measures, from `config/units.toml`.

use std::{collections::BTreeMap, sync::LazyLock};

use rust_decimal::Decimal;
use serde::Deserialize;

use super::lexicon::Lexicon;
use crate::text::is_han;

const UNITS: &str = include_str!("../../config/units.toml");

/// A unit that stands in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found {
    /// The character behind it.
    pub(super) end: usize,
    /// How many base units of its dimension it is.
    pub(super) scale: Decimal,
    /// What it measures.
    pub(super) dimension: &'static str,
}

#[derive(Deserialize)]
struct Dimension {
    units: Vec<Vec<String>>,
}

#[derive(Deserialize)]
struct Naming {
    units: Vec<String>,
}

#[derive(Deserialize)]
struct File {
    not_before: BTreeMap<String, Vec<String>>,
    before: BTreeMap<String, String>,
    naming: Naming,
    #[serde(flatten)]
    dimensions: BTreeMap<String, Dimension>,
}

struct Entry {
    dimension: usize,
    scale: Decimal,
    /// What makes it part of another word where it follows.
    not_before: Vec<Box<[char]>>,
}

struct Units {
    lexicon: Lexicon<Entry>,
    /// Words before a number, with their characters from the last to the first, and the unit each names.
    before: Lexicon<Vec<char>>,
    naming: Vec<Vec<char>>,
    /// Names of the dimensions.
    dimensions: Vec<String>,
    /// The name of one dimension by another, as `money/mass`.
    compounds: Vec<String>,
}

static TABLE: LazyLock<Units> = LazyLock::new(|| {
    #[expect(clippy::expect_used, reason = "the compiled-in file is checked by the tests of this file")]
    let file: File = toml::from_str(UNITS).expect("config/units.toml is valid");
    let dimensions: Vec<String> = file.dimensions.keys().cloned().collect();
    let compounds = dimensions.iter().flat_map(|one| dimensions.iter().map(move |other| format!("{one}/{other}")));
    let compounds = compounds.collect();
    let mut entries = Vec::new();
    for (dimension, lines) in file.dimensions.values().enumerate() {
        for line in &lines.units {
            let Some((scale, names)) = line.split_first() else { continue };
            #[expect(clippy::expect_used, reason = "the compiled-in file is checked by the tests of this file")]
            let scale = Decimal::from_str_exact(scale).expect("a scale of config/units.toml is a decimal");
            for name in names {
                let not_before = file.not_before.get(name).into_iter().flatten();
                let not_before = not_before.map(|word| word.chars().collect()).collect();
                entries.push((name.clone(), Entry { dimension, scale, not_before }));
            }
        }
    }
    let before =
        file.before.iter().map(|(word, unit)| (word.chars().rev().collect::<String>(), unit.chars().collect()));
    Units {
        lexicon: Lexicon::new(entries),
        before: Lexicon::new(before),
        naming: file.naming.units.iter().map(|unit| unit.chars().collect()).collect(),
        dimensions,
        compounds,
    }
});

/// So many characters a word before a number has at most.
const BEFORE: usize = 4;

/// How many of so many people: the `/10万` of 17.8/10万.
fn of_people(chars: &[char], at: usize) -> Option<Found> {
    const RATES: [(&str, i64); 4] = [("/10万", 100_000), ("/十万", 100_000), ("/万", 10_000), ("/千", 1000)];
    let (text, people) =
        RATES.into_iter().find(|(text, _)| text.chars().eq(chars[at..].iter().copied().take(text.chars().count())))?;
    let end = at + text.chars().count();
    // 元/万吨 is of something else.
    if chars.get(end).is_some_and(|&c| is_han(c) && !matches!(c, '人' | '下' | '降' | '上' | '和' | '以')) {
        return None;
    }
    let dimension = TABLE.dimensions.iter().find(|name| *name == "ratio")?;
    Some(Found { end, scale: Decimal::ONE.checked_div(Decimal::from(people))?, dimension })
}

/// The unit that begins at `at`, with one that it is divided by: `元/公斤`, `米每秒`.
pub(super) fn read(chars: &[char], at: usize) -> Option<Found> {
    if chars.get(at) == Some(&'/') {
        return of_people(chars, at);
    }
    let (mut end, unit) = simple(chars, at)?;
    let mut found = Found { end, scale: unit.scale, dimension: &TABLE.dimensions[unit.dimension] };
    if matches!(chars.get(end), Some('/' | '每')) {
        end += 1;
        let mut per = Decimal::ONE;
        while let Some(power) = chars.get(end).copied().and_then(scale) {
            per = per.checked_mul(Decimal::from(power))?;
            end += 1;
        }
        // 元/月: the month is a unit behind 个 else.
        let month = || (chars.get(end) == Some(&'月')).then(|| Some((end + 1, simple(&['个', '月'], 0)?.1))).flatten();
        if let Some((end, divisor)) = simple(chars, end).or_else(month)
            && let Some(per) = per.checked_mul(divisor.scale)
            && let Some(scale) = unit.scale.checked_div(per)
        {
            let dimension = &TABLE.compounds[unit.dimension * TABLE.dimensions.len() + divisor.dimension];
            found = Found { end, scale, dimension };
        }
    }
    Some(found)
}

/// The unit that a word right before `start` names (人民币, 摄氏), and where that word begins.
pub(super) fn before(chars: &[char], start: usize) -> Option<(usize, Found)> {
    let start = start - usize::from(chars[..start].ends_with(&[' ']));
    let last: Vec<char> = chars[start.saturating_sub(BEFORE)..start].iter().rev().copied().collect();
    let (length, unit) = TABLE.before.longest_at(&last, 0)?;
    Some((start - length, read(unit, 0)?))
}

/// Whether a numeral in characters and this unit are a name: 一期, 三级.
pub(super) fn names(unit: &[char]) -> bool {
    TABLE.naming.iter().any(|name| name == unit)
}

/// Where the unit without a divisor that begins at `at` ends.
pub(super) fn end(chars: &[char], at: usize) -> Option<usize> {
    simple(chars, at).map(|(end, _)| end)
}

fn simple(chars: &[char], at: usize) -> Option<(usize, &'static Entry)> {
    let is_letter = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(char::is_ascii_alphabetic);
    TABLE.lexicon.all_at(chars, at).map(|(length, entry)| (at + length, entry)).find(|&(end, entry)| {
        let rest = chars.get(end..).unwrap_or_default();
        let cut = is_letter(Some(end - 1)) && rest.first().is_some_and(char::is_ascii_alphanumeric);
        let glued = is_letter(Some(at)) && is_letter(at.checked_sub(1));
        !cut && !glued && !entry.not_before.iter().any(|word| rest.starts_with(word))
    })
}

/// The scales that stand before a unit.
pub(super) fn scale(c: char) -> Option<u64> {
    Some(match c {
        '百' | '佰' => 100,
        '千' | '仟' => 1000,
        '万' => 10_000,
        '亿' => 100_000_000,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sound() {
        assert!(TABLE.dimensions.len() > 20);
        let file: File = toml::from_str(UNITS).unwrap();
        let mut names: Vec<String> = file
            .dimensions
            .values()
            .flat_map(|dimension| &dimension.units)
            .flat_map(|line| line[1..].to_vec())
            .collect();
        for name in &names {
            assert_eq!(*name, crate::text::fold::fold(name), "units are written folded");
        }
        for name in file.not_before.keys() {
            assert!(names.contains(name), "{name} is guarded but no unit");
        }
        names.sort();
        let twice: Vec<_> = names.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| &pair[0]).collect();
        assert!(twice.is_empty(), "{twice:?}");
    }
}
