//! Citations.

use std::ops::Range;

use super::Citation;
use crate::{index::Passage, text::char_count};

/// The citation of a range of `passage`, in bytes of its text.
pub(super) fn cite(passage: &Passage, range: Range<usize>) -> Citation {
    let start = passage.start + char_count(&passage.text[..range.start]);
    let quote = passage.text[range].to_owned();
    Citation {
        report: passage.report.id.clone(),
        title: passage.report.title.clone(),
        section: passage.section.clone(),
        paragraph: passage.paragraph,
        start,
        end: start + char_count(&quote),
        quote,
        info: passage.report.clone(),
    }
}
