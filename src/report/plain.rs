//! Plain text: lines to headings and paragraphs.

use super::{
    ReportInfo,
    draft::{Block, Draft},
    heading,
    layout::{self, Piece},
    metadata, newspaper,
    spacing::tidy,
};

/// Credits that may stand before the title.
const CREDITS: usize = 3;

/// The draft of a text file.
pub(super) fn draft(text: &str) -> Draft {
    let pieces = pieces(text);
    let mut headings = heading::headings(&pieces);
    let credits = pieces.iter().take(CREDITS).take_while(|piece| metadata::is_credit(&piece.text)).count();
    let mut title = pieces.get(credits).filter(|piece| heading::looks_like_title(piece)).map(|_| credits);
    let mut placed = Vec::new();
    if is_set_in_columns(&pieces) {
        let loose = newspaper::loose(&pieces);
        let mut floor = 0;
        if title.is_none() {
            title = newspaper::headline(&pieces, &headings);
            floor = title.map_or(0, |title| title + 1);
        }
        let in_place = (0..pieces.len()).any(|at| headings[at] && Some(at) != title);
        if !in_place {
            placed = place(&pieces, &loose, title, floor);
        }
    }
    if let Some(title) = title {
        headings[title] = false;
    }
    let mut blocks = Vec::with_capacity(pieces.len());
    for (at, piece) in pieces.iter().enumerate() {
        blocks
            .extend(placed.iter().filter(|(_, start)| *start == at).map(|&(heading, _)| block(&pieces[heading], true)));
        if Some(at) != title && placed.iter().all(|(heading, _)| *heading != at) {
            blocks.push(block(piece, headings[at]));
        }
    }
    let title = title.map(|title| pieces[title].text.clone());
    Draft { info: ReportInfo::default(), title, blocks }
}

/// The draft of a text whose title and other properties are told apart from it.
pub(super) fn passage(text: &str, info: ReportInfo) -> Draft {
    let pieces = pieces(text);
    let headings = heading::headings(&pieces);
    let blocks = pieces.iter().zip(headings).map(|(piece, heading)| block(piece, heading)).collect();
    Draft { info, title: None, blocks }
}

fn block(piece: &Piece, heading: bool) -> Block {
    if heading { Block::Heading(piece.text.clone()) } else { Block::Paragraph(piece.text.clone()) }
}

/// The mended pieces of `text`, spaces in order.
fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = layout::mend(&layout::lines(text));
    for piece in &mut pieces {
        piece.text = tidy(&row(&piece.text));
    }
    pieces.retain(|piece| !piece.text.is_empty());
    pieces
}

/// Tells a table row from a sentence: the gaps between the cells of a row become tabs, those of a sentence spaces.
fn row(text: &str) -> String {
    if text.contains(['。', '；']) {
        return text.replace('\t', " ");
    }
    let cells: Vec<&str> = text.split("  ").map(str::trim).filter(|cell| !cell.is_empty()).collect();
    // Two cells may as well be the halves of a headline.
    if cells.len() > 2 { cells.join("\t") } else { text.to_owned() }
}

/// Whether most of the text stands in columns.
fn is_set_in_columns(pieces: &[Piece]) -> bool {
    let lines = |piece: &&Piece| piece.lines;
    let set: usize = pieces.iter().filter(|piece| piece.column.is_some()).map(|piece| piece.lines).sum();
    set * 2 > pieces.iter().map(|piece| lines(&piece)).sum()
}

/// The `loose` headings, each with the piece that its section begins with. No section begins before `floor`.
fn place(pieces: &[Piece], loose: &[usize], title: Option<usize>, floor: usize) -> Vec<(usize, usize)> {
    // A single line at the end may be a caption or a name; several are a page's headings.
    let &[end, _, ..] = loose else { return Vec::new() };
    let body: Vec<usize> = (0..end).filter(|&at| Some(at) != title).collect();
    let paragraphs: Vec<&Piece> = body.iter().map(|&at| &pieces[at]).collect();
    let headings: Vec<&str> = loose.iter().map(|&at| pieces[at].text.as_str()).collect();
    // Dates and names under the title are not part of a section.
    let opens = |at: usize| at >= floor && !metadata::is_credit(&pieces[at].text);
    let floor = body.iter().position(|&at| opens(at)).unwrap_or(body.len());
    let starts = newspaper::place(&headings, &paragraphs, floor).unwrap_or_default();
    loose.iter().copied().zip(starts.into_iter().map(|start| body[start])).collect()
}
