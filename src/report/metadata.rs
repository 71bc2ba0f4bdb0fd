//! Who, when and where from: what the lines at the head and the end of a report say about it.

use super::{ReportDate, ReportInfo, draft::Block};

/// Fills what `info` lacks from the text.
pub(super) fn complete(_info: &mut ReportInfo, _title: Option<&str>, _blocks: &[Block]) {}

/// The date that `text` as a whole is.
pub(super) fn date(text: &str) -> Option<ReportDate> {
    let mut parts = text.split(['-', '/', '.', '年', '月', '日']).filter(|part| !part.is_empty());
    let year = parts.next()?.trim().parse().ok()?;
    let month = parts.next().and_then(|part| part.trim().parse().ok());
    let day = parts.next().and_then(|part| part.trim().parse().ok());
    Some(ReportDate { year, month, day, inferred: false })
}

/// What to say of a date field that holds none.
pub(super) fn not_a_date(text: &str) -> String {
    format!("“{text}” is no date; write it as 2024-06-20, 2024-06 or 2024")
}
