//! The one tokenizer, for reports and questions alike.
//!
//! Chinese gives every single character and every pair of neighbours; Latin script gives whole words, digits whole
//! numbers (`1,234.5` is `1234.5`). Everything is folded ([`super::fold`]), punctuation gives nothing. Measured
//! before any code (`shared/notes/search.md`): pairs with single characters find the passage as well as a dictionary
//! does, without one.

use super::{fold::fold_char, is_han};

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// One Chinese character.
    Single,
    /// Two Chinese characters side by side.
    Pair,
    /// A word of letters (and digits within, such as `5g`).
    Word,
    /// A number in digits.
    Number,
}

/// A token: folded text and where it stands in the original, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token<'a> {
    /// Folded text.
    pub text: &'a str,
    /// What it is made of.
    pub kind: TokenKind,
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// No word is longer, in bytes: what goes on without end is noise (or an attack), not a word.
const WORD_LIMIT: usize = 64;

/// Calls `sink` for every token of `text`, ordered by where they end. Time is linear in the text.
///
/// ```
/// use wenbao::text::tokenizer::tokens;
/// let mut found = Vec::new();
/// tokens("光伏街GDP 1,234.5亿", |token| found.push(token.text.to_owned()));
/// assert_eq!(found, ["光", "光伏", "伏", "伏街", "街", "gdp", "1234.5", "亿"]);
/// ```
pub fn tokens(text: &str, mut sink: impl FnMut(Token<'_>)) {
    let mut buffer = String::with_capacity(WORD_LIMIT);
    let mut chars = text.char_indices().map(|(at, c)| (at, c, fold_char(c))).peekable();
    let mut before: Option<(usize, char)> = None;
    while let Some((start, c, folded)) = chars.next() {
        if is_han(folded) {
            let end = start + c.len_utf8();
            if let Some((pair_start, first)) = before {
                buffer.clear();
                buffer.extend([first, folded]);
                sink(Token { text: &buffer, kind: TokenKind::Pair, start: pair_start, end });
            }
            buffer.clear();
            buffer.push(folded);
            sink(Token { text: &buffer, kind: TokenKind::Single, start, end });
            before = Some((start, folded));
            continue;
        }
        before = None;
        if !folded.is_alphanumeric() {
            continue;
        }
        buffer.clear();
        buffer.push(folded);
        let mut number = folded.is_ascii_digit();
        let mut end = start + c.len_utf8();
        while let Some(&(at, c, folded)) = chars.peek() {
            if is_han(folded) {
                break;
            }
            if folded.is_alphanumeric() {
                number &= folded.is_ascii_digit();
                if buffer.len() < WORD_LIMIT {
                    buffer.push(folded);
                }
            } else if number && matches!(folded, '.' | ',') && next_is_digit(text, at + c.len_utf8()) {
                // A thousands separator joins without being written.
                if folded == '.' {
                    buffer.push('.');
                }
            } else {
                break;
            }
            end = at + c.len_utf8();
            chars.next();
        }
        let kind = if number { TokenKind::Number } else { TokenKind::Word };
        sink(Token { text: &buffer, kind, start, end });
    }
}

fn next_is_digit(text: &str, at: usize) -> bool {
    text[at..].chars().next().is_some_and(|c| fold_char(c).is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn split(text: &str) -> Vec<String> {
        let mut found = Vec::new();
        tokens(text, |token| found.push(token.text.to_owned()));
        found
    }

    #[test]
    fn tokens_of_each_script() {
        let cases: &[(&str, &[&str])] = &[
            ("", &[]),
            ("，。！", &[]),
            ("國慶", &["国", "国庆", "庆"]),
            ("Wi-Fi 6E", &["wi", "fi", "6e"]),
            ("增长25.5%。", &["增", "增长", "长", "25.5"]),
            ("１２０亿", &["120", "亿"]),
            ("1.2.3", &["1.2.3"]),
            ("在,5G", &["在", "5g"]),
        ];
        for (text, expected) in cases {
            assert_eq!(&split(text), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn every_token_is_a_range_of_the_text(text in "\\PC{0,60}") {
            tokens(&text, |token| {
                assert!(!token.text.is_empty() && text.get(token.start..token.end).is_some());
            });
        }
    }
}
