//! Which lines are headings.

use super::{layout::Piece, metadata};
use crate::text::{char_count, row::is_row};

/// How a line is numbered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ordinal {
    /// `第一章`, `第二节`, `第三部分`
    Chapter,
    /// `一、`
    Chinese,
    /// `（一）`
    ChineseInBrackets,
    /// `1.`, `1、`, `（1）`, `①`: as often items as headings.
    Arabic,
}

/// How `line` is numbered, if it is.
pub(super) fn ordinal(line: &str) -> Option<Ordinal> {
    if let Some(rest) = line.strip_prefix('第') {
        let rest = after_number(rest, |c| chinese(c) || arabic(c))?;
        return ["章", "节", "篇", "部分", "编"].iter().any(|unit| rest.starts_with(unit)).then_some(Ordinal::Chapter);
    }
    if line.starts_with(chinese) {
        return after_number(line, chinese)?.starts_with(['、', '．']).then_some(Ordinal::Chinese);
    }
    if let Some(inner) = line.strip_prefix(['（', '(']) {
        let closes = |digits| after_number(inner, digits).is_some_and(|rest| rest.starts_with(['）', ')']));
        return if closes(chinese) {
            Some(Ordinal::ChineseInBrackets)
        } else {
            closes(arabic).then_some(Ordinal::Arabic)
        };
    }
    if line.starts_with(|c| ('①'..='⑳').contains(&c)) {
        return Some(Ordinal::Arabic);
    }
    let rest = after_number(line, arabic)?.strip_prefix(['.', '、', '．'])?;
    (!rest.starts_with(arabic)).then_some(Ordinal::Arabic)
}

/// What stands behind the number of up to three digits that `text` begins with.
fn after_number(text: &str, is_digit: fn(char) -> bool) -> Option<&str> {
    let end = text.char_indices().take(4).find(|&(_, c)| !is_digit(c)).map(|(at, _)| at)?;
    (end > 0).then(|| &text[end..])
}

fn chinese(c: char) -> bool {
    "一二三四五六七八九十百零〇".contains(c)
}

fn arabic(c: char) -> bool {
    c.is_ascii_digit()
}

/// The longest heading, in characters, with a number and without.
const NUMBERED_CHARS: usize = 45;
const PLAIN_CHARS: usize = 30;
/// The longest title.
const TITLE_CHARS: usize = 60;
/// So many short lines on end are a list.
const LIST: usize = 3;

/// Whether `piece` is built like a heading; whether it is one depends on what follows.
pub(super) fn looks_like_heading(piece: &Piece) -> bool {
    let text = piece.text.as_str();
    let chars = char_count(text);
    if is_row(text) || metadata::is_credit(text) {
        return false;
    }
    match ordinal(text) {
        Some(Ordinal::Arabic) => chars <= PLAIN_CHARS && !text.contains(['。', '；', '：']),
        // `（一）产量增长。` is a heading, `（一）产量增长。其中，……` a paragraph.
        Some(_) => {
            chars <= NUMBERED_CHARS && !text.trim_end_matches('。').contains(['。', '；']) && !text.ends_with('；')
        }
        None => {
            let alone = piece.column.is_none() || (piece.short || piece.apart) && piece.lines <= 3;
            alone && chars <= PLAIN_CHARS && is_phrase(text)
        }
    }
}

/// Whether `text` names something instead of saying something.
fn is_phrase(text: &str) -> bool {
    const QUESTION_CHARS: usize = 16;
    !text.contains(['。', '；', '…'])
        && !text.ends_with(['：', ':', '，', '、', '！', '!', '—', '.', ','])
        && !text.starts_with("单位：")
        && !text.starts_with("单位:")
        && !text.starts_with(['•', '·', '-', '—', '●', '■', '◆', '*', '（', '('])
        && (!text.ends_with(['？', '?']) || char_count(text) <= QUESTION_CHARS)
        && text.chars().any(char::is_alphabetic)
}

/// Whether the first piece of a report, or the first behind its credits, is its title.
pub(super) fn looks_like_title(piece: &Piece) -> bool {
    let text = piece.text.as_str();
    (piece.column.is_none() || piece.short || piece.apart)
        && char_count(text) <= TITLE_CHARS
        && !metadata::is_credit(text)
        && !is_row(text)
        && !text.contains(['。', '；'])
        && !text.ends_with(['：', '，', '、', '…'])
}

/// Which of `pieces` are headings: those built like one, with a paragraph behind them.
pub(super) fn headings(pieces: &[Piece]) -> Vec<bool> {
    let mut found = vec![false; pieces.len()];
    let mut at = 0;
    while at < pieces.len() {
        let length = pieces[at..].iter().take_while(|piece| looks_like_heading(piece)).count();
        let followed = at + length < pieces.len() && !metadata::is_credit(&pieces[at + length].text);
        if length > 0 && followed {
            mark(&pieces[at..at + length], &mut found[at..at + length]);
        }
        at += length.max(1);
    }
    found
}

/// Marks the headings of a run of lines that are built like headings and end at a paragraph.
fn mark(run: &[Piece], found: &mut [bool]) {
    let mut at = 0;
    while at < run.len() {
        let kind = ordinal(&run[at].text);
        let length = run[at..].iter().take_while(|piece| ordinal(&piece.text) == kind).count();
        // The same kind of number line by line makes a list, and so do many lines without one.
        let is_list = if kind.is_some() { length > 1 } else { length >= LIST };
        found[at..at + length].fill(!is_list);
        at += length;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbered_lines_are_told_from_numbers() {
        let cases = [
            ("一、总体情况", Some(Ordinal::Chinese)),
            ("十二、其他", Some(Ordinal::Chinese)),
            ("（一）产量", Some(Ordinal::ChineseInBrackets)),
            ("(三)电网", Some(Ordinal::ChineseInBrackets)),
            ("第三章 保障", Some(Ordinal::Chapter)),
            ("第一部分", Some(Ordinal::Chapter)),
            ("1.产量", Some(Ordinal::Arabic)),
            ("1、产量", Some(Ordinal::Arabic)),
            ("（1）产量", Some(Ordinal::Arabic)),
            ("①产量", Some(Ordinal::Arabic)),
            ("10.5%的企业", None),
            ("2023年产量", None),
            ("一季度增长", None),
            ("第一季度增长", None),
            ("（以下简称开发区）", None),
            ("三、", Some(Ordinal::Chinese)),
            ("", None),
        ];
        for (line, kind) in cases {
            assert_eq!(ordinal(line), kind, "{line}");
        }
    }
}
