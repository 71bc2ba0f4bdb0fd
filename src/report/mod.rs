//! Bytes to [`Report`]: title, date, sections, paragraphs, sentences, and the text that every citation counts in.
//!
//! ```text
//! source     which files, which format         collection   JSON lines, one at a time
//! encoding   bytes → characters                markdown     its blocks; front_matter: the YAML above them
//! reader     a file → its reports              plain        text: layout → heading → newspaper
//! draft      what all formats hand over        metadata     who, when, where from; dates, year
//! table      rows and what stands above them   abbreviation  short names that it gives
//! ```
//!
//! The words of a report are never changed: mending takes out line breaks and spaces that a page put in, and a headline
//! or heading that a page displaced goes back to its place. Lines that tell about the report (`来源：…`, `（记者 …）`)
//! stay paragraphs, as someone may ask for them.

mod abbreviation;
mod collection;
mod dates;
mod draft;
mod encoding;
mod front_matter;
mod heading;
mod layout;
mod markdown;
mod metadata;
mod newspaper;
mod plain;
mod reader;
mod source;
mod spacing;
mod table;
mod year;

use std::{
    ops::Range,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

pub use self::{
    abbreviation::Abbreviation,
    reader::{Limits, Reader, read},
    source::{discover, size},
};
pub(crate) use self::{
    abbreviation::abbreviations,
    metadata::{CREDIT_CHARS, HEADS_OF_PLACES, signature_of},
};

/// One article, bulletin or paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Report {
    /// What is known of the report as a whole.
    pub info: ReportInfo,
    /// The canonical text: mended, one line a heading or paragraph. Citations count its characters.
    pub text: String,
    /// The parts between headings, in order. A report without headings is one section without one.
    pub sections: Vec<Section>,
}

impl Report {
    /// The range of the title in [`Report::text`], in bytes, when the title is a line of the report. It is the first
    /// line then, and no section holds it.
    pub fn title_range(&self) -> Option<Range<usize>> {
        let first = self.sections.iter().find_map(|section| {
            let paragraph = section.paragraphs.first().map(|paragraph| &paragraph.range);
            Some(section.heading.as_ref().or(paragraph)?.start)
        });
        // Whatever stands before the first section is the title and the line break behind it.
        let end = first.map_or(self.text.len(), |start| start.saturating_sub(1));
        (end > 0).then_some(0..end)
    }
}

/// What is known of a report as a whole.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportInfo {
    /// Its file name without the ending, or the `id` of its line in a collection. Unique in an index.
    pub id: String,
    /// From the text, its front matter or its collection; else its first line.
    pub title: String,
    /// Who wrote it (`记者 张三` gives `张三`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub byline: Option<String>,
    /// When it was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<ReportDate>,
    /// The place it reports on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// The period that it reports on, as written; told when it is indexed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<String>,
    /// Who published it, or where it came from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The short names that it gives; told when it is indexed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub abbreviations: Vec<Abbreviation>,
}

/// A date that may lack its day or month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ReportDate {
    /// Calendar year.
    pub year: i32,
    /// 1 to 12.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub month: Option<u32>,
    /// 1 to 31; only with a month.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<u32>,
    /// Whether it was concluded from the text instead of being printed as the report's date.
    #[serde(default)]
    pub inferred: bool,
}

/// A heading with the paragraphs below it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Section {
    /// The heading's range in [`Report::text`], in bytes; `None` for what stands before the first heading.
    pub heading: Option<Range<usize>>,
    /// Its paragraphs, in order.
    pub paragraphs: Vec<Paragraph>,
}

/// A line of the text that is no heading; a table row is one, too.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Paragraph {
    /// Its range in [`Report::text`], in bytes.
    pub range: Range<usize>,
    /// Its sentences as ranges of [`Report::text`], in bytes.
    pub sentences: Vec<Range<usize>>,
    /// Of the row of a table: where the table's caption and head stand, in bytes of [`Report::text`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub table: Option<Range<usize>>,
}

/// What is wrong in a file, before it is known which file that is.
#[derive(Debug, PartialEq, Eq)]
struct Fault {
    /// The line, counted from 1.
    line: Option<u64>,
    /// What is wrong, and the remedy.
    reason: String,
}

impl Fault {
    fn new(reason: impl Into<String>) -> Self {
        Self { line: None, reason: reason.into() }
    }

    fn at(line: u64, reason: impl Into<String>) -> Self {
        Self { line: Some(line), reason: reason.into() }
    }

    fn of(self, file: &Path) -> ReadError {
        ReadError { file: file.to_owned(), line: self.line, reason: self.reason }
    }
}

/// Why something could not be read. Its text names the file, the line where there is one, and what to do.
#[derive(Debug, thiserror::Error)]
#[error("{}{}: {reason}", file.display(), line.map(|line| format!(":{line}")).unwrap_or_default())]
pub struct ReadError {
    /// The file.
    pub file: PathBuf,
    /// The line, counted from 1, where the fault has one.
    pub line: Option<u64>,
    /// What is wrong, and the remedy.
    pub reason: String,
}
