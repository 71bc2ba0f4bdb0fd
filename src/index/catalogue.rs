//! The reports of a snapshot, for questions that name the report they are put to.

use std::{ops::Range, sync::Arc};

use crate::{report::ReportInfo, text::fold::fold};

/// A report, ready to be recognised in a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// What is known of it.
    pub info: Arc<ReportInfo>,
    /// The numbers of its passages, which lie side by side.
    pub passages: Range<u32>,
    /// Its title, folded.
    pub title: String,
}

impl Listed {
    /// Whether it is of a place, or names it in its title; `place` is folded.
    pub fn is_of(&self, place: &str) -> bool {
        self.title.contains(place) || self.info.place.as_deref().is_some_and(|its| fold(its).contains(place))
    }

    /// The report `info` with these passages.
    pub fn new(info: Arc<ReportInfo>, passages: Range<u32>) -> Self {
        Self { title: fold(&info.title), info, passages }
    }
}
