//! What the readers of all formats hand over, and how it becomes a [`Report`].

use std::ops::Range;

use super::{Paragraph, Report, ReportInfo, Section, metadata, table};
use crate::text::sentence::sentences;

/// A heading or paragraph: one line of the canonical text, spaces already in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Block {
    Heading(String),
    Paragraph(String),
}

impl Block {
    pub(super) fn text(&self) -> &str {
        match self {
            Self::Heading(text) | Self::Paragraph(text) => text,
        }
    }
}

/// A report before its text is laid out.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Draft {
    /// What the format itself says (front matter, fields); it wins over what the text says.
    pub(super) info: ReportInfo,
    /// The title, when it is a line of the text.
    pub(super) title: Option<String>,
    /// All other lines.
    pub(super) blocks: Vec<Block>,
}

/// Characters of a title that had to be made of the first sentence.
const TITLE_CHARS: usize = 40;

impl Draft {
    /// Lays the text out and completes what is known of it; `None` when there is no text.
    pub(super) fn finish(mut self, id: String) -> Option<Report> {
        self.blocks.retain(|block| !block.text().trim().is_empty());
        if self.blocks.is_empty() {
            // A report of one line: it is what can be asked for, not only a name.
            self.blocks.extend(self.title.take().filter(|title| !title.trim().is_empty()).map(Block::Paragraph));
        }
        if self.blocks.is_empty() {
            return None;
        }
        self.info.id = id;
        for field in [&mut self.info.byline, &mut self.info.place, &mut self.info.source] {
            *field = field.take().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        }
        self.info.title = self.info.title.trim().to_owned();
        if self.info.title.is_empty() {
            self.info.title = self.title.clone().unwrap_or_else(|| title_of(&self.blocks));
        }
        metadata::complete(&mut self.info, self.title.as_deref(), &self.blocks);
        let mut text = String::new();
        if let Some(title) = &self.title {
            append(&mut text, title);
        }
        let mut sections: Vec<Section> = Vec::new();
        for block in &self.blocks {
            let range = append(&mut text, block.text());
            if let Block::Heading(_) = block {
                sections.push(Section { heading: Some(range), paragraphs: Vec::new() });
                continue;
            }
            let found = sentences(&text[range.clone()]);
            let sentences = found.map(|found| range.start + found.start..range.start + found.end).collect();
            if sections.is_empty() {
                sections.push(Section { heading: None, paragraphs: Vec::new() });
            }
            if let Some(section) = sections.last_mut() {
                section.paragraphs.push(Paragraph { range, sentences, table: None });
            }
        }
        table::mark(&text, &mut sections);
        Some(Report { info: self.info, text, sections })
    }
}

/// Appends a line; its range.
fn append(text: &mut String, line: &str) -> Range<usize> {
    if !text.is_empty() {
        text.push('\n');
    }
    let start = text.len();
    text.push_str(line);
    start..text.len()
}

/// A name for a report that has no title: its first sentence, cut where it gets long.
fn title_of(blocks: &[Block]) -> String {
    let first = blocks.first().map(Block::text).unwrap_or_default();
    let sentence = sentences(first).next().map_or(first, |range| &first[range]);
    // Of a line of nothing but marks, the marks are the name.
    let trimmed = sentence.trim_end_matches(['。', '；', '：', '，']);
    let sentence = if trimmed.is_empty() { first } else { trimmed };
    let cut = crate::text::byte_offset(sentence, TITLE_CHARS);
    if cut < sentence.len() { format!("{}…", &sentence[..cut]) } else { sentence.to_owned() }
}
