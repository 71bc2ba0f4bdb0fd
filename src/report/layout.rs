//! Mending pages: a line of a printed column is not a line of text.
//!
//! Text that was taken out of a PDF keeps the line breaks of its columns, in the middle of words and numbers, and
//! sometimes an empty line behind every line. Three steps undo that:
//!
//! 1. [`columns`]: how wide is the column that each line stands in, if it stands in one at all? A whole page is looked
//!    at, so that a change of width is found where it is, and a text with a paragraph a line is left alone.
//! 2. [`mend`]: a line that fills its column and does not end a sentence goes on in the next one.
//! 3. What stands alone, short, and without an end is a heading; that is decided in [`super::plain`].

use super::{
    heading::{self, Ordinal},
    metadata,
};
use crate::text::{is_wide, row};

/// A line of the file that is not blank.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Line<'a> {
    /// Without white space around it.
    pub(super) text: &'a str,
    /// Whether it was set in from the left.
    pub(super) indented: bool,
    /// Whether a blank line stands before it.
    pub(super) blank: bool,
    /// Whether a sentence or clause ends with it.
    ended: bool,
    /// Whether it ends as no text ends.
    open: bool,
    /// Whether it is the row of a table.
    row: bool,
    /// Width in Chinese characters; a Latin letter or digit is half of one. Spaces count between Latin
    /// words only: in Chinese they are the accidents of a set page.
    pub(super) width: f32,
}

/// One line or several that belong together.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Piece {
    /// The lines as they were, broken where they were.
    pub(super) text: String,
    /// How many lines it was.
    pub(super) lines: usize,
    /// The width of its column; `None` when it is a line of its own.
    pub(super) column: Option<u16>,
    /// Whether it does not fill its column, or there is none.
    pub(super) short: bool,
    /// Whether it stands between blank lines in a page where those part paragraphs.
    pub(super) apart: bool,
    /// Whether a blank line stands before it and none inside.
    opened: bool,
}

/// The lines of `text`.
pub(super) fn lines(text: &str) -> Vec<Line<'_>> {
    let mut blank = false;
    let mut lines = Vec::new();
    // A form feed ends a page, and so a line.
    for line in text.split(['\n', '\r', '\u{C}', '\u{85}', '\u{2028}', '\u{2029}']) {
        let trimmed = line.trim();
        // What parts the head of a table from its rows is no line of text.
        if row::is_rule(trimmed) {
            continue;
        }
        if trimmed.is_empty() {
            blank = true;
            continue;
        }
        let mut start = 0;
        for at in inner_indents(line) {
            push(&mut lines, &line[start..at], &mut blank);
            start = at;
        }
        push(&mut lines, &line[start..], &mut blank);
    }
    // Where everything is set in, nothing is.
    if lines.iter().filter(|line| line.indented).count() * 2 > lines.len() {
        lines.iter_mut().for_each(|line| line.indented = false);
    }
    lines
}

fn push<'a>(lines: &mut Vec<Line<'a>>, line: &'a str, blank: &mut bool) {
    let text = line.trim();
    let before = &line[..line.len() - line.trim_start().len()];
    let indent: usize = before.chars().map(|c| if c == '\u{3000}' { 2 } else { 1 }).sum();
    lines.push(Line {
        text,
        indented: indent >= 3,
        blank: std::mem::take(blank),
        ended: text.ends_with(ENDS),
        open: text.ends_with(NEVER_LAST),
        row: row::is_row(text),
        width: width(text),
    });
}

/// Where in `line` paragraphs begin whose line break was lost, but not their indent of two wide spaces.
fn inner_indents(line: &str) -> Vec<usize> {
    const WIDE: char = '\u{3000}';
    let mut found = Vec::new();
    let mut gap: Option<(usize, usize)> = None;
    let mut before = None;
    for (at, c) in line.char_indices() {
        if c.is_whitespace() {
            let (start, wide) = gap.unwrap_or((at, 0));
            gap = Some((start, wide + usize::from(c == WIDE)));
            continue;
        }
        if let (Some((start, 2..)), Some(before)) = (gap.take(), before) {
            let piece = &line[found.last().copied().unwrap_or_default()..start];
            let is_heading = || piece.len() <= 90 && heading::ordinal(piece.trim_start()).is_some();
            let begins_heading = || heading::ordinal(&line[at..]).is_some();
            if matches!(before, '。' | '！' | '？' | '；' | '：' | '”') || begins_heading() || is_heading() {
                found.push(start);
            }
        }
        before = Some(c);
    }
    found
}

fn width(text: &str) -> f32 {
    let mut halves = 0_u32;
    let mut before = ' ';
    let mut gap = false;
    for c in text.chars() {
        if c.is_whitespace() {
            gap = true;
            continue;
        }
        let between_words = std::mem::take(&mut gap) && before.is_ascii_alphanumeric() && c.is_ascii_alphanumeric();
        halves += if is_wide(c) { 2 } else { 1 } + u32::from(between_words);
        before = c;
    }
    halves as f32 / 2.0
}

/// Marks behind which a sentence or a line is over.
pub(super) const ENDS: [char; 14] = ['。', '！', '？', '；', '…', '：', '—', '!', '?', ';', ':', '）', ')', '”'];
/// Marks that no line begins with.
const NEVER_FIRST: [char; 16] =
    ['，', '。', '、', '；', '：', '！', '？', '）', '》', '”', '’', '」', '』', '】', '％', '%'];
/// Marks that no text ends with.
const NEVER_LAST: [char; 9] = ['，', '、', '（', '《', '“', '‘', '「', '『', ','];

/// Columns narrower than this, in characters, are verse, lists and signatures; wider than this no page is set.
const NARROWEST: u16 = 9;
const WIDEST: u16 = 60;
/// How far a full line may stay behind its column: what follows did not fit.
const SLACK: f32 = 2.5;
/// How many characters the first line of a paragraph is set in.
const INDENT: f32 = 2.0;

/// The column width of each line; `None` for a line that is a paragraph by itself.
///
/// The cheapest explanation of the whole page is sought (Viterbi): every line costs according to how badly it fits its
/// column, and every change of column costs, too. Time is linear in the number of lines.
pub(super) fn columns(lines: &[Line<'_>]) -> Vec<Option<u16>> {
    const CHANGE: f32 = 2.5;
    // State 0 is no column, state n the width NARROWEST + n - 1.
    let states = usize::from(WIDEST - NARROWEST) + 2;
    let column = |state: usize| (state > 0).then(|| NARROWEST + state as u16 - 1);
    let mut costs = vec![0.0_f32; states];
    // For each line the cheapest state before it, and a bit for every state that was kept instead of coming from there.
    let mut came_from: Vec<(usize, u64)> = Vec::with_capacity(lines.len());
    for line in lines {
        let best = cheapest(&costs);
        let change = costs[best] + CHANGE;
        let mut kept = 0;
        for (state, cost) in costs.iter_mut().enumerate() {
            // Of two equal changes the later is better: the last line of a column may be short.
            kept |= u64::from(*cost < change) << state;
            *cost = cost.min(change) + misfit(line, column(state));
        }
        came_from.push((best, kept));
    }
    let mut state = cheapest(&costs);
    let mut found = vec![None; lines.len()];
    for (slot, (best, kept)) in found.iter_mut().zip(came_from).rev() {
        *slot = column(state);
        state = if kept >> state & 1 == 1 { state } else { best };
    }
    found
}

/// A few short lines seem to stand in a narrow column of their own. But a column of text holds ends of sentences; what
/// does not is headings and credits, which belong to the column before them, or else behind them.
fn adopt_headings(lines: &[Line<'_>], columns: &mut [Option<u16>]) {
    let ends_sentences = |line: &Line<'_>| line.text.contains(['。', '；', '！', '？', '…', '!', '?', ';']);
    let mut start = 0;
    while start < lines.len() {
        let column = columns[start];
        let end = start + columns[start..].iter().take_while(|&&other| other == column).count();
        if column.is_some() && !lines[start..end].iter().any(ends_sentences) {
            let neighbour = if start > 0 { columns[start - 1] } else { columns.get(end).copied().flatten() };
            columns[start..end].fill(neighbour);
        }
        start = end;
    }
}

fn cheapest(costs: &[f32]) -> usize {
    (0..costs.len()).min_by(|&a, &b| costs[a].total_cmp(&costs[b])).unwrap_or_default()
}

/// How badly a line fits a column, or no column: 0 is well, 1 a line that could be anything.
fn misfit(line: &Line<'_>, column: Option<u16>) -> f32 {
    if line.row {
        return if column.is_none() { 0.0 } else { 4.0 };
    }
    let ended = line.ended;
    let Some(column) = column else {
        // Paragraphs end with a mark and are rarely as short as the line of a column.
        return match line.width {
            width if width > f32::from(WIDEST) => 0.0,
            _ if line.open => 1.2,
            _ if ended => 0.4,
            _ => 0.7,
        };
    };
    let missing = f32::from(column) - line.width;
    if missing < -1.1 {
        return 4.0;
    }
    // A mark may hang over the edge.
    if missing < 0.0 {
        return 0.1 - missing * 0.1;
    }
    // A line that ends a paragraph has any length.
    if ended { 0.35 } else { (missing * 0.12).min(1.0) }
}

/// Joins the lines that belong together.
pub(super) fn mend(lines: &[Line<'_>]) -> Vec<Piece> {
    let mut columns = columns(lines);
    adopt_headings(lines, &mut columns);
    let spaced = spaced(lines);
    let set_in = is_set_in(lines, &columns);
    let mut pieces: Vec<Piece> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let column = columns[at];
        let next_blank = lines.get(at + 1).is_none_or(|next| next.blank);
        let goes_on = at > 0
            && columns[at - 1].is_some()
            && column.is_some()
            && pieces.last().is_some_and(|piece| {
                let page = Page { column: f32::from(columns[at - 1].unwrap_or_default()), spaced: spaced[at], set_in };
                page.goes_on(piece, &lines[at - 1], line)
            });
        match pieces.last_mut() {
            Some(piece) if goes_on => {
                if !splits_word(&piece.text, line.text) {
                    piece.text.push('\n');
                }
                piece.text.push_str(line.text);
                piece.lines += 1;
                piece.short &= is_short(line, column);
                piece.opened &= !line.blank;
                piece.apart = piece.opened && next_blank;
            }
            _ => {
                let opened = (line.blank || at == 0) && !spaced[at];
                pieces.push(Piece {
                    text: line.text.to_owned(),
                    lines: 1,
                    column,
                    short: is_short(line, column),
                    apart: opened && next_blank,
                    opened,
                });
            }
        }
    }
    pieces
}

fn is_short(line: &Line<'_>, column: Option<u16>) -> bool {
    column.map(f32::from).is_none_or(|column| line.width < (column - INDENT - 0.4).min(column * 0.85))
}

/// Whether the line break between `before` and `after` is inside a number or a hyphenated word.
fn splits_word(before: &str, after: &str) -> bool {
    const MARKS: [char; 7] = ['.', ',', '-', '~', '/', ':', '%'];
    let digit = |c: char| c.is_ascii_digit();
    let number = before.strip_suffix(MARKS).unwrap_or(before);
    let in_number = number.ends_with(digit) && after.starts_with(|c: char| digit(c) || MARKS.contains(&c));
    // In a text of Latin script two numbers may well stand side by side.
    in_number && after.chars().any(is_wide)
        || before.ends_with('-') && after.starts_with(|c: char| c.is_ascii_lowercase())
}

/// For each line, whether blank lines around it stand between any two lines and so mean nothing.
fn spaced(lines: &[Line<'_>]) -> Vec<bool> {
    const AROUND: usize = 5;
    let blank: Vec<bool> = lines.iter().map(|line| line.blank).collect();
    (0..lines.len())
        .map(|at| {
            // Of what lies behind and what lies ahead, either may be another column.
            let behind = &blank[(at + 1).saturating_sub(AROUND).max(1).min(at)..at + 1];
            let ahead = &blank[at..(at + AROUND).min(blank.len())];
            [behind, ahead].iter().any(|side| side.len() > 2 && side.iter().all(|&blank| blank))
        })
        .collect()
}

/// Whether paragraphs began with white space that was lost: their first lines are narrower than the others then.
fn is_set_in(lines: &[Line<'_>], columns: &[Option<u16>]) -> bool {
    let (mut narrow, mut all) = (0, 0);
    for at in 1..lines.len() {
        let (Some(before), Some(column)) = (columns[at - 1], columns[at]) else { continue };
        let (before, column) = (f32::from(before), f32::from(column));
        // Surely a first line, and surely not the last as well.
        if lines[at - 1].ended
            && lines[at - 1].width < before - SLACK
            && !lines[at].ended
            && lines[at].width > column * 0.75
        {
            all += 1;
            narrow += usize::from(lines[at].width <= column - 1.0);
        }
    }
    all > 2 && narrow * 4 > all * 3
}

/// The page around two lines.
struct Page {
    /// The width of the column.
    column: f32,
    /// Whether blank lines mean nothing.
    spaced: bool,
    /// Whether the first line of a paragraph is narrower.
    set_in: bool,
}

impl Page {
    /// Whether `line` goes on with the sentence or paragraph of `piece`, whose last line is `last`.
    fn goes_on(&self, piece: &Piece, last: &Line<'_>, line: &Line<'_>) -> bool {
        if line.text.starts_with(NEVER_FIRST) || last.open {
            return true;
        }
        let ended = last.ended;
        let parted = line.blank && !self.spaced;
        let first = piece.lines == 1;
        let alone = first || piece.short;
        let full = last.width + if first { INDENT } else { 0.0 } >= self.column - SLACK;
        // A line in the middle of a sentence may begin with a year and a stop, but hardly with `（一）`.
        let numbered = heading::ordinal(line.text);
        let starts = numbered == Some(Ordinal::ChineseInBrackets) || numbered.is_some() && (ended || !full);
        if line.indented || starts {
            return false;
        }
        match (full, ended) {
            // A blank line parts only what may be parted: in some pages blank lines slip into paragraphs.
            (true, false) => !(first && piece.apart && parted),
            (true, true) => !parted && !self.starts(last, line),
            (false, true) => false,
            // A paragraph that has begun does not end without a mark; a line alone is a heading,
            // unless it is the first of two.
            (false, false) if alone => !parted && !self.spaced && self.is_second_half(last, line),
            // A heading may take several lines, too.
            (false, false) => !(parted && piece.opened && piece.lines < 4),
        }
    }

    /// Whether `line`, behind a full line that ends a sentence, starts something new: a heading, which is short and
    /// without an end, or a paragraph that was set in.
    fn starts(&self, last: &Line<'_>, line: &Line<'_>) -> bool {
        last.text.ends_with(['。', '！', '？', '…', '”', '!', '?'])
            && !line.ended
            && (line.width < self.column * 0.75 || self.set_in && line.width <= self.column - 1.0)
    }

    /// Whether `line` may be the second half of the heading that `last` begins.
    fn is_second_half(&self, last: &Line<'_>, line: &Line<'_>) -> bool {
        let is_credit = |line: &Line<'_>| metadata::is_credit(line.text);
        line.width < self.column * 0.75 && !line.ended && !is_credit(last) && !is_credit(line)
    }
}
