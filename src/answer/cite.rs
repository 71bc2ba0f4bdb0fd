//! Citations.

use std::ops::Range;

use super::Citation;
use crate::{index::Passage, text::char_count};

/// The citation of a range of `passage`, in bytes of its text.
pub(super) fn cite(passage: &Passage, range: Range<usize>) -> Citation {
    let before = &passage.text[..range.start];
    let start = passage.start + char_count(before);
    // Of a table each row is a line.
    let rows = u32::try_from(before.matches('\n').count()).unwrap_or_default();
    let quote = passage.text[range].to_owned();
    Citation {
        report: passage.report.id.clone(),
        title: passage.report.title.clone(),
        section: passage.section.clone(),
        paragraph: passage.paragraph.saturating_add(rows),
        start,
        end: start + char_count(&quote),
        quote,
        info: passage.report.clone(),
    }
}
