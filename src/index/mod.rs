//! Reports ⇄ Tantivy: build, publish, open, search. Nothing outside this module knows the engine.
//!
//! ```text
//! index/                the folder, `[index] folder`
//!   current             the pointer: the name of the snapshot in use; switched last, by a rename
//!   lock                held while a rebuild runs
//!   snapshots/NAME/     one built index, never changed once published: Tantivy's files and manifest.json
//!   state.redb          the bot's state (telegram/), not ours
//! ```

pub mod analyzer;
pub mod build;
mod catalogue;
mod cut;
mod directory;
mod error;
mod find;
mod layout;
mod live;
mod manifest;
mod part;
mod record;
mod schema;
mod snapshot;
pub mod verify;

use std::{ops::Range, sync::Arc};

pub use self::{
    catalogue::Listed,
    error::IndexError,
    find::{CONTEXT_WEIGHT, Found, QueryTerm},
    live::Live,
    manifest::{Counts, FORMAT_VERSION, Manifest},
    snapshot::{ReportEntry, Snapshot},
};

use crate::{report::ReportInfo, text::char_count};

/// What is indexed and found: a paragraph of a report, or the rows of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// The report it stands in.
    pub report: Arc<ReportInfo>,
    /// The heading above it.
    pub section: Option<String>,
    /// Of the rows of a table, a line each in `text`: the caption and head of that table, a line each.
    pub table: Option<String>,
    /// The number of its first line in the report, from 1.
    pub paragraph: u32,
    /// Where it begins in the report's text, in characters.
    pub start: usize,
    /// Its text, verbatim.
    pub text: String,
    /// Its sentences: ranges of `text`, in bytes.
    pub sentences: Vec<Range<usize>>,
}

impl Passage {
    /// Whether the character of the report's text with that number stands in it.
    pub fn holds(&self, character: usize) -> bool {
        (self.start..self.start + char_count(&self.text)).contains(&character)
    }

    /// The sentence that holds `range`, in bytes of its text.
    pub fn sentence_of(&self, range: &Range<usize>) -> Option<Range<usize>> {
        self.sentences.iter().find(|sentence| sentence.start <= range.start && range.end <= sentence.end).cloned()
    }

    /// What stands above it and names what it is about: the table's caption and head where it is rows of one, heading,
    /// title and place of its report, and the full names of those that it names for short.
    pub fn names_above(&self) -> impl Iterator<Item = &str> {
        let report = self.report.as_ref();
        let names =
            [self.table.as_deref(), self.section.as_deref(), Some(report.title.as_str()), report.place.as_deref()];
        let short = report.abbreviations.iter().filter(|named| self.text.contains(&named.short));
        names.into_iter().flatten().chain(short.map(|named| named.full.as_str()))
    }

    /// [`Self::names_above`], a line each.
    pub fn above(&self) -> String {
        self.names_above().collect::<Vec<_>>().join("\n")
    }
}

/// A passage that was found and read.
#[derive(Debug, Clone)]
pub struct Hit {
    /// BM25 of the query against the passage; comparable within one query only.
    pub score: f32,
    /// What was found.
    pub passage: Passage,
}
