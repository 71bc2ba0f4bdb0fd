//! Which lines are headings.

use super::{layout::Piece, metadata};
use crate::text::char_count;

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
    let is_chinese = |c: char| "一二三四五六七八九十百零〇".contains(c);
    let after = |text: &str, digits: fn(char) -> bool| {
        let rest = text.trim_start_matches(digits);
        (rest.len() < text.len() && text.len() - rest.len() <= 12).then(|| rest.to_owned())
    };
    let chinese: fn(char) -> bool = |c| "一二三四五六七八九十百零〇".contains(c);
    let arabic: fn(char) -> bool = |c| c.is_ascii_digit();
    if let Some(rest) = line.strip_prefix('第').and_then(|rest| after(rest, |c| c.is_ascii_digit() || chinese_digit(c)))
    {
        return ["章", "节", "篇", "部分", "编"].iter().any(|unit| rest.starts_with(unit)).then_some(Ordinal::Chapter);
    }
    if line.starts_with(is_chinese) {
        let rest = after(line, chinese)?;
        return rest.starts_with(['、', '．']).then_some(Ordinal::Chinese);
    }
    if let Some(inner) = line.strip_prefix(['（', '(']) {
        let closes = |rest: String| rest.starts_with(['）', ')']);
        if after(inner, chinese).is_some_and(closes) {
            return Some(Ordinal::ChineseInBrackets);
        }
        return after(inner, arabic).is_some_and(closes).then_some(Ordinal::Arabic);
    }
    if line.starts_with(|c| ('①'..='⑳').contains(&c)) {
        return Some(Ordinal::Arabic);
    }
    let rest = after(line, arabic)?;
    let mark = rest.strip_prefix(['.', '、', '．'])?;
    (!mark.starts_with(|c: char| c.is_ascii_digit())).then_some(Ordinal::Arabic)
}

fn chinese_digit(c: char) -> bool {
    "一二三四五六七八九十百零〇".contains(c)
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
    if text.contains('\t') || metadata::is_credit(text) {
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
        && !text.contains(['。', '；', '\t'])
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
    let ordinals: Vec<Option<Ordinal>> = run.iter().map(|piece| ordinal(&piece.text)).collect();
    for at in 0..run.len() {
        // The same kind of number on the next line makes a list of both.
        let in_list = ordinals[at].is_some()
            && (ordinals.get(at + 1) == Some(&ordinals[at]) || at > 0 && ordinals[at - 1] == ordinals[at]);
        let unnumbered = ordinals[at..].iter().take_while(|ordinal| ordinal.is_none()).count()
            + ordinals[..at].iter().rev().take_while(|ordinal| ordinal.is_none()).count();
        found[at] = if ordinals[at].is_some() { !in_list } else { unnumbered < LIST };
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
