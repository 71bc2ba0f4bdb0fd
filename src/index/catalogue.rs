//! The reports of a snapshot with what they are told apart by, for questions that name the report they are put to.

use std::{ops::Range, sync::Arc};

use crate::{
    report::ReportInfo,
    text::{
        fold::fold,
        mention::{MentionKind, calendar_year, mentions, normal_part},
    },
};

/// A report, ready to be recognised in a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// What is known of it.
    pub info: Arc<ReportInfo>,
    /// The numbers of its passages, which lie side by side.
    pub passages: Range<u32>,
    /// Its title, folded.
    pub title: String,
    /// The years that it is about: those of its title; without any, that of its date.
    pub years: Vec<i32>,
    /// The parts of the year in its title, in their normal form.
    pub parts: Vec<String>,
}

impl Listed {
    /// The report `info` with these passages.
    pub fn new(info: Arc<ReportInfo>, passages: Range<u32>) -> Self {
        let (mut years, mut parts) = (Vec::new(), Vec::new());
        for mention in mentions(&info.title) {
            let text = &info.title[mention.range];
            match mention.kind {
                MentionKind::Year => years.extend(calendar_year(text)),
                MentionKind::PartOfYear => parts.push(normal_part(text)),
                MentionKind::Place | MentionKind::State => {}
            }
        }
        if years.is_empty() {
            years.extend(info.date.map(|date| date.year));
        }
        Self { title: fold(&info.title), info, passages, years, parts }
    }
}
