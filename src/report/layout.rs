//! Mending pages: a line of a printed column is not a line of text.
//!
//! Text that was taken out of a PDF keeps the line breaks of its columns, in the middle of words and numbers, and
//! sometimes an empty line behind every line. Three steps undo that:
//!
//! 1. [`columns`]: how wide is the column that each line stands in, if it stands in one at all? A whole page is looked
//!    at, so that a change of width is found where it is, and a text with a paragraph a line is left alone.
//! 2. [`mend`]: a line that fills its column and does not end a sentence goes on in the next one.
//! 3. What stands alone, short, and without an end is a heading; that is decided in [`super::plain`].

use super::heading;
use crate::text::is_wide;

/// A line of the file that is not blank.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Line<'a> {
    /// Without white space around it.
    pub(super) text: &'a str,
    /// Whether it was set in from the left.
    pub(super) indented: bool,
    /// Whether a blank line stands before it.
    pub(super) blank: bool,
    /// Width in Chinese characters; a Latin letter or digit is half of one. Spaces do not count.
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
}

/// The lines of `text`.
pub(super) fn lines(text: &str) -> Vec<Line<'_>> {
    let mut blank = false;
    let mut lines = Vec::new();
    // A form feed ends a page, and so a line.
    for line in text.split(['\n', '\r', '\u{C}', '\u{85}', '\u{2028}', '\u{2029}']) {
        let trimmed = line.trim();
        if trimmed.is_empty() {
            blank = true;
            continue;
        }
        let mut rest = line;
        while let Some(at) = inner_indent(rest) {
            push(&mut lines, &rest[..at], &mut blank);
            rest = &rest[at..];
        }
        push(&mut lines, rest, &mut blank);
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
    lines.push(Line { text, indented: indent >= 3, blank: std::mem::take(blank), width: width(text) });
}

/// Where in `line` a paragraph begins whose line break was lost, but not its indent of two wide spaces.
fn inner_indent(line: &str) -> Option<usize> {
    const INDENT: &str = "\u{3000}\u{3000}";
    line.match_indices(INDENT).find_map(|(at, _)| {
        let before = line[..at].trim_end();
        let after = line[at..].trim_start();
        let begins = before.ends_with(['。', '！', '？', '；', '：', '”']) || heading::ordinal(after).is_some();
        (begins && !before.is_empty() && !after.is_empty()).then_some(at)
    })
}

fn width(text: &str) -> f32 {
    let halves: u32 = text.chars().filter(|c| !c.is_whitespace()).map(|c| if is_wide(c) { 2 } else { 1 }).sum();
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
    let mut came_from: Vec<u8> = Vec::with_capacity(lines.len() * states);
    for line in lines {
        let best = (0..states).min_by(|&a, &b| costs[a].total_cmp(&costs[b])).unwrap_or_default();
        let change = costs[best] + CHANGE;
        for (state, cost) in costs.iter_mut().enumerate() {
            // Of two equal changes the later is better: the last line of a column may be short.
            let stays = *cost < change;
            came_from.push(if stays { state } else { best } as u8);
            *cost = cost.min(change) + misfit(line, column(state));
        }
    }
    let mut state = (0..states).min_by(|&a, &b| costs[a].total_cmp(&costs[b])).unwrap_or_default();
    let mut found = vec![None; lines.len()];
    for (at, slot) in found.iter_mut().enumerate().rev() {
        *slot = column(state);
        state = usize::from(came_from[at * states + state]);
    }
    found
}

/// How badly a line fits a column, or no column: 0 is well, 1 a line that could be anything.
fn misfit(line: &Line<'_>, column: Option<u16>) -> f32 {
    let ended = line.text.ends_with(ENDS);
    if line.text.contains('\t') {
        return if column.is_none() { 0.0 } else { 4.0 };
    }
    let Some(column) = column else {
        // Paragraphs end with a mark and are rarely as short as the line of a column.
        return match line.width {
            width if width > f32::from(WIDEST) => 0.0,
            _ if line.text.ends_with(NEVER_LAST) => 1.2,
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
    let columns = columns(lines);
    let spaced = spaced(lines);
    let mut pieces: Vec<Piece> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let column = columns[at];
        let next_blank = lines.get(at + 1).is_none_or(|next| next.blank);
        let goes_on = at > 0
            && columns[at - 1].is_some()
            && column.is_some()
            && pieces.last().is_some_and(|piece| {
                let page = Page { column: f32::from(columns[at - 1].unwrap_or_default()), spaced: spaced[at] };
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
            }
            _ => pieces.push(Piece {
                text: line.text.to_owned(),
                lines: 1,
                column,
                short: is_short(line, column),
                apart: (line.blank || at == 0) && next_blank && !spaced[at],
            }),
        }
    }
    pieces
}

fn is_short(line: &Line<'_>, column: Option<u16>) -> bool {
    column.is_none_or(|column| line.width + INDENT < f32::from(column) - 0.4)
}

/// Whether the line break between `before` and `after` is inside a number or a hyphenated word.
fn splits_word(before: &str, after: &str) -> bool {
    let digit = |c: char| c.is_ascii_digit();
    let number = before.trim_end_matches(['.', ',']);
    let in_number = number.ends_with(digit) && after.starts_with(|c: char| digit(c) || matches!(c, '.' | '%' | ','));
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

struct Page {
    column: f32,
    spaced: bool,
}

impl Page {
    /// Whether `line` goes on with the sentence or paragraph of `piece`, whose last line is `last`.
    fn goes_on(&self, piece: &Piece, last: &Line<'_>, line: &Line<'_>) -> bool {
        if line.text.starts_with(NEVER_FIRST) || last.text.ends_with(NEVER_LAST) {
            return true;
        }
        let ended = last.text.ends_with(ENDS);
        let parted = line.blank && !self.spaced;
        let first = piece.lines == 1;
        let alone = first || piece.short;
        let full = last.width + if first { INDENT } else { 0.0 } >= self.column - SLACK;
        if line.indented || heading::ordinal(line.text).is_some() && (ended || !full) {
            return false;
        }
        match (full, ended) {
            // A blank line parts only what may be parted: in some pages blank lines slip into paragraphs.
            (true, false) => !(first && piece.apart && parted),
            (true, true) => !parted,
            (false, true) => false,
            // A paragraph that has begun does not end without a mark; a line alone is a heading,
            // unless it is the first of two.
            (false, false) if alone => {
                !parted && !self.spaced && line.width < self.column * 0.75 && !line.text.ends_with(ENDS)
            }
            (false, false) => true,
        }
    }
}
