//! Folding: one character in, one character out, so that offsets into the original hold.
//!
//! Width (`１` to `1`), case (`A` to `a`) and script (`國` to `国`) are folded; nothing is added or dropped.

use std::sync::LazyLock;

/// Traditional characters and their simplified ones, two to a word; see `examples/fold_table.rs`.
const SIMPLIFIED: &str = include_str!("../../config/simplified.txt");

const FIRST: u32 = 0x3400;
const LAST: u32 = 0x9FFF;

/// Simplified character by code point less [`FIRST`]; 0 where a character stands for itself. All of the table's
/// characters lie in the basic plane, which `the_table_stays_in_the_basic_plane` checks.
static TABLE: LazyLock<Vec<u16>> = LazyLock::new(|| {
    let mut table = vec![0; (LAST - FIRST + 1) as usize];
    for (traditional, simplified) in pairs() {
        let slot = (traditional as u32).checked_sub(FIRST).and_then(|at| table.get_mut(at as usize));
        if let (Some(slot), Ok(code)) = (slot, u16::try_from(simplified as u32)) {
            *slot = code;
        }
    }
    table
});

fn pairs() -> impl Iterator<Item = (char, char)> {
    SIMPLIFIED.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace).filter_map(|pair| {
        let mut chars = pair.chars();
        Some((chars.next()?, chars.next()?))
    })
}

/// Folds one character.
///
/// ```
/// use wenbao::text::fold::fold_char;
/// assert_eq!("１Ａ國％。".chars().map(fold_char).collect::<String>(), "1a国%。");
/// ```
pub fn fold_char(c: char) -> char {
    match c {
        '\0'..='\x7f' => c.to_ascii_lowercase(),
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).map_or(c, |narrow| narrow.to_ascii_lowercase()),
        '\u{3000}' | '\u{A0}' => ' ',
        '\u{3400}'..='\u{9FFF}' => match TABLE.get((c as u32 - FIRST) as usize) {
            Some(&code) if code != 0 => char::from_u32(u32::from(code)).unwrap_or(c),
            _ => c,
        },
        _ => {
            // A letter whose small form is several characters keeps its shape: offsets come first.
            let mut lower = c.to_lowercase();
            match (lower.next(), lower.next()) {
                (Some(small), None) => small,
                _ => c,
            }
        }
    }
}

/// Folds every character of `text`; the result has as many characters.
pub fn fold(text: &str) -> String {
    text.chars().map(fold_char).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_keeps_the_number_of_characters() {
        for text in ["", "臺灣İstanbul ﬁ ＡＢＣ１２３", "👩‍👩‍👧\u{0}\u{202e}"] {
            assert_eq!(fold(text).chars().count(), text.chars().count(), "{text}");
        }
    }

    #[test]
    fn traditional_width_and_case_fold_together() {
        assert_eq!(fold("國內生產總值１２．５％ GDP"), "国内生产总值12.5% gdp");
    }

    #[test]
    fn the_table_stays_in_the_basic_plane() {
        for (from, to) in pairs() {
            assert!((FIRST..=LAST).contains(&(from as u32)) && (to as u32) <= 0xFFFF, "{from}{to}");
            assert_eq!(fold_char(from), to);
        }
        assert!(pairs().count() > 2000);
    }
}
