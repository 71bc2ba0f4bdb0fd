//! Bytes to [`Report`]: title, date, sections, paragraphs, sentences, and the text that every citation counts in.

use std::{ops::Range, path::PathBuf};

use serde::{Deserialize, Serialize};

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
    /// Who published it, or where it came from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
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

/// The unit that is indexed and found; a table row is one, too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Paragraph {
    /// Its range in [`Report::text`], in bytes.
    pub range: Range<usize>,
    /// Its sentences as ranges of [`Report::text`], in bytes.
    pub sentences: Vec<Range<usize>>,
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
