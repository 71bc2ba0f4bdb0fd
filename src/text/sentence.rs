//! Where sentences end.
//!
//! A sentence is the unit that is shown and quoted, so its range holds every character from its first to its last,
//! closing quotation marks and brackets included, and no white space around it.

use std::ops::Range;

/// The sentences of `text` as byte ranges, in order; each is non-empty and trimmed.
///
/// Sentences end at `。！？；…` (and `!?;` and a full stop with a space behind), at line breaks, and behind what closes
/// there. Marks inside brackets and book titles do not end a sentence, those inside quotation marks do only when
/// the quotation ends with them.
///
/// ```
/// use wenbao::text::sentence::sentences;
/// let text = "他说：“增长10%。”全年增长2.5%；其中，出口下降。";
/// let found: Vec<&str> = sentences(text).map(|range| &text[range]).collect();
/// assert_eq!(found, ["他说：“增长10%。”", "全年增长2.5%；", "其中，出口下降。"]);
/// ```
pub fn sentences(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut rest = 0;
    let mut unclosed = Unclosed::default();
    std::iter::from_fn(move || {
        while rest < text.len() {
            let start = rest;
            rest = end_of_sentence(text, start, &mut unclosed);
            let piece = &text[start..rest];
            let trimmed = piece.trim();
            if !trimmed.is_empty() {
                let from = start + (piece.len() - piece.trim_start().len());
                return Some(from..from + trimmed.len());
            }
        }
        None
    })
}

/// How many characters a bracket may hold before it no longer keeps a sentence together: an unclosed one must not
/// swallow the rest of the report.
const BRACKET_LIMIT: usize = 120;

/// How far the text was searched in vain for which closing bracket: thousands of open brackets are searched once.
#[derive(Default)]
struct Unclosed {
    closing: char,
    searched: usize,
}

impl Unclosed {
    /// Whether `closing` stands within the limit behind byte `start`.
    fn closes(&mut self, text: &str, start: usize, closing: char) -> bool {
        let end = text.floor_char_boundary(start + BRACKET_LIMIT * '（'.len_utf8());
        let from = if self.closing == closing { self.searched.clamp(start, end) } else { start };
        let closes = text[from..end].contains(closing);
        if !closes {
            *self = Self { closing, searched: end };
        }
        closes
    }
}

fn end_of_sentence(text: &str, start: usize, unclosed: &mut Unclosed) -> usize {
    let mut chars = text[start..].char_indices().map(|(at, c)| (start + at, c)).peekable();
    let mut bracket: Option<(char, usize)> = None;
    let mut previous = '\0';
    while let Some((at, c)) = chars.next() {
        let end = at + c.len_utf8();
        if let Some((closing, left)) = bracket {
            bracket = (c != closing && left > 0).then_some((closing, left.saturating_sub(1)));
        } else if let Some(closing) = closing_bracket(c) {
            bracket = unclosed.closes(text, end, closing).then_some((closing, BRACKET_LIMIT));
        } else {
            let next = chars.peek().map(|&(_, next)| next);
            let ends = match c {
                '。' | '！' | '？' | '；' | '!' | '?' | '｡' | '\n' => true,
                // A character reference such as `&amp;` is no end.
                ';' => previous != '\0' && !previous.is_ascii_alphanumeric(),
                '…' => next.is_none_or(|next| !is_tail(next) && starts_sentence(next)),
                '.' => {
                    previous.is_alphabetic() && next.is_none_or(char::is_whitespace) && !is_initial(&text[start..at])
                }
                _ => false,
            };
            if ends {
                let mut end = end;
                while let Some(&(at, next)) = chars.peek()
                    && is_tail(next)
                {
                    end = at + next.len_utf8();
                    chars.next();
                }
                return end;
            }
        }
        previous = c;
    }
    text.len()
}

/// Whether what stands before a full stop is the initial of a name: `Roy H.`
fn is_initial(before: &str) -> bool {
    let mut back = before.chars().rev();
    back.next().is_some_and(|c| c.is_ascii_uppercase()) && back.next().is_some_and(|c| !c.is_ascii_alphanumeric())
}

/// What a sentence's end takes with it: closing marks, and a repeated end.
fn is_tail(c: char) -> bool {
    matches!(c, '”' | '’' | '」' | '』' | '）' | ')' | '》' | '】' | '。' | '！' | '？' | '!' | '?' | '…')
}

/// After an ellipsis a sentence goes on unless what follows is text of its own; a mark goes on with it.
fn starts_sentence(next: char) -> bool {
    super::is_han(next) || next.is_alphanumeric() || matches!(next, '“' | '「' | '《' | '\n')
}

fn closing_bracket(c: char) -> Option<char> {
    Some(match c {
        '（' => '）',
        '(' => ')',
        '《' => '》',
        '【' => '】',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn open_brackets_without_end_cost_no_more_than_text() {
        let text = "（".repeat(1 << 20) + "甲。乙。";
        let started = std::time::Instant::now();
        assert_eq!(split(&text).last(), Some(&"乙。"));
        assert!(started.elapsed().as_secs() < 2, "{:?}", started.elapsed());
    }

    fn split(text: &str) -> Vec<&str> {
        sentences(text).map(|range| &text[range]).collect()
    }

    #[test]
    fn sentences_end_where_a_reader_would_say() {
        let cases: &[(&str, &[&str])] = &[
            ("", &[]),
            ("  \n ", &[]),
            ("一二三", &["一二三"]),
            ("甲。乙！丙？丁；戊", &["甲。", "乙！", "丙？", "丁；", "戊"]),
            ("甲（乙。丙）丁。戊", &["甲（乙。丙）丁。", "戊"]),
            ("甲（乙。丙。丁", &["甲（乙。", "丙。", "丁"]),
            ("看《你好！中国》。好", &["看《你好！中国》。", "好"]),
            ("“好。”他说。", &["“好。”", "他说。"]),
            ("增长2.5%。About 3.5 km. Next", &["增长2.5%。", "About 3.5 km.", "Next"]),
            ("由Roy H. Reinhart成立。好", &["由Roy H. Reinhart成立。", "好"]),
            ("奔跑……西宁正在加速", &["奔跑……", "西宁正在加速"]),
            ("真的吗？！是。", &["真的吗？！", "是。"]),
            ("R&amp;D投入增长；好", &["R&amp;D投入增长；", "好"]),
        ];
        for (text, expected) in cases {
            assert_eq!(&split(text), expected, "{text}");
        }
    }
}
