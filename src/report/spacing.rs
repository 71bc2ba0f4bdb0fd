//! Spaces: none inside Chinese text or between Chinese and digits, single ones in Latin text.

use crate::text::is_wide;

/// `line` with its spaces in order; nothing else is changed.
///
/// Tabs stand between the cells of a table row, so they are kept; `\n` counts as a space.
pub(super) fn tidy(line: &str) -> String {
    let mut tidied = String::with_capacity(line.len());
    let mut gap = None;
    for c in line.chars() {
        if is_space(c) {
            gap = if c == '\t' || gap == Some('\t') { Some('\t') } else { Some(' ') };
        } else if !is_invisible(c) {
            match gap.take() {
                Some('\t') if !tidied.is_empty() => tidied.push('\t'),
                Some(_) if needs_space(tidied.chars().next_back(), c) => tidied.push(' '),
                _ => {}
            }
            tidied.push(c);
        }
    }
    tidied
}

/// Whether a gap between `before` and `after` is a space of the text: both must be of Latin script or digits.
pub(super) fn needs_space(before: Option<char>, after: char) -> bool {
    before.is_some_and(|before| before != '\t' && !is_wide(before)) && !is_wide(after)
}

fn is_space(c: char) -> bool {
    c.is_whitespace() || c.is_control()
}

/// Marks without width, which come with copied text and would stand inside words.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}' | '\u{2060}' | '\u{FEFF}' | '\u{AD}')
}
