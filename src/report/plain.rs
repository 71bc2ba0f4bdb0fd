//! Plain text: lines to headings and paragraphs.

use super::{
    ReportInfo,
    draft::{Block, Draft},
    spacing::tidy,
};

/// The draft of a text file.
pub(super) fn draft(text: &str) -> Draft {
    let mut lines = text.lines().map(tidy).filter(|line| !line.is_empty());
    let title = lines.next();
    Draft { info: ReportInfo::default(), title, blocks: lines.map(Block::Paragraph).collect() }
}

/// The draft of a text whose title and other properties are told apart from it.
pub(super) fn passage(text: &str, info: ReportInfo) -> Draft {
    Draft { info, title: None, blocks: text.lines().map(tidy).map(Block::Paragraph).collect() }
}
