//! Firms whose stock is named by its code in brackets: 某某科技（002202）.

use std::ops::Range;

use super::is_han;

/// A code has so many digits, and no year has.
const DIGITS: usize = 5;

/// A name has no more characters.
const NAME: usize = 10;

/// Where the name stands, in bytes of `text`, before the bracket at byte `open` that holds a code and nothing else.
pub fn coded_at(text: &str, open: usize) -> Option<Range<usize>> {
    let behind = text[open..].strip_prefix(['（', '('])?;
    // No further than the code goes: many brackets may open and none close.
    let is_of_code = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | ':' | ' ');
    let (code, rest) = behind.split_at(behind.find(|c| !is_of_code(c)).unwrap_or(behind.len()));
    if !rest.starts_with(['）', ')']) || code.chars().filter(char::is_ascii_digit).count() < DIGITS {
        return None;
    }
    let name = text[..open].char_indices().rev().take_while(|&(_, c)| is_han(c) || c.is_ascii_alphanumeric());
    let start = name.take(NAME).last().map(|(at, _)| at)?;
    text[start..open].chars().nth(1).is_some().then_some(start..open)
}

/// Where the names of all such firms stand in `text`, in bytes, in its order.
pub fn coded(text: &str) -> impl Iterator<Item = Range<usize>> {
    text.match_indices(['（', '(']).filter_map(|(open, _)| coded_at(text, open))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_firm_is_named_before_its_code() {
        for (text, expected) in [
            ("昨晚，江水科技（002202）公告，河山药业(600001.SH)停牌", vec!["江水科技", "河山药业"]),
            ("江水科技（2022）和河山药业（简称河山）", vec![]),
            ("（600001）", vec![]),
            ("江水科技（600001，沪市）和河山药业（600001", vec![]),
        ] {
            let names: Vec<&str> = coded(text).map(|range| &text[range]).collect();
            assert_eq!(names, expected, "{text}");
        }
    }
}
