//! A report's paragraphs as passages.

use std::{borrow::Cow, ops::Range};

use super::record::Record;
use crate::{
    report::{Paragraph, Report},
    text::{byte_offset, char_count},
};

/// No passage is longer, in characters. Such paragraphs are rare; without a limit one of them would outweigh all
/// others, and a report that is one line would be one hit.
pub(super) const LIMIT: usize = 2000;

/// The passages of `report`, in order; their records without [`Record::head`].
///
/// # Errors
///
/// A range of the report is none of its text, or they are not in order: an error of ours, not the reader's.
pub(super) fn passages(report: &Report) -> Result<Vec<Record<'_>>, &'static str> {
    const FAULT: &str = "its paragraphs are no ranges of its text (an error in wenbao: please tell its makers)";
    let text = report.text.as_str();
    let mut records = Vec::new();
    let (mut end, mut chars, mut number) = (0, 0, 0);
    for section in &report.sections {
        let heading = match &section.heading {
            Some(range) => Some(text.get(range.clone()).ok_or(FAULT)?),
            None => None,
        };
        let mut rest = section.paragraphs.as_slice();
        while let Some(first) = rest.first() {
            let rows = rest.iter().take_while(|row| row.table.is_some() && row.table == first.table).count().max(1);
            let (block, behind) = rest.split_at(rows);
            let is_head = is_head(rest);
            rest = behind;
            if is_head {
                number += 1;
                continue;
            }
            let table = match &first.table {
                Some(range) => Some(text.get(range.clone()).ok_or(FAULT)?),
                None => None,
            };
            let block = if let [paragraph] = block { Cow::Borrowed(paragraph) } else { Cow::Owned(table_of(block)) };
            for (range, sentences) in pieces(text, &block).ok_or(FAULT)? {
                let lead = text.get(end..range.start).ok_or(FAULT)?;
                let body = text.get(range.clone()).ok_or(FAULT)?;
                chars += char_count(lead);
                records.push(Record {
                    ordinal: u32::try_from(records.len()).map_err(|_| FAULT)?,
                    paragraph: number + 1 + lines(text, block.range.start..range.start).ok_or(FAULT)?,
                    start: chars,
                    section: heading,
                    table,
                    lead,
                    text: body,
                    sentences: sentences
                        .iter()
                        .map(|sentence| {
                            let from = sentence.start.checked_sub(range.start)?;
                            body.get(from..from + sentence.len()).map(|_| from..from + sentence.len())
                        })
                        .collect::<Option<_>>()
                        .ok_or(FAULT)?,
                    ..Record::default()
                });
                chars += char_count(body);
                end = range.end;
            }
            number += u32::try_from(rows).map_err(|_| FAULT)?;
        }
    }
    if let Some(last) = records.last_mut() {
        last.tail = &text[end..];
    }
    Ok(records)
}

/// The rows of a table as one paragraph, each a sentence.
fn table_of(rows: &[Paragraph]) -> Paragraph {
    let [first, .., last] = rows else { return Paragraph::default() };
    Paragraph {
        range: first.range.start..last.range.end,
        sentences: rows.iter().map(|row| row.range.clone()).collect(),
        table: first.table.clone(),
    }
}

/// How many lines end in `range`.
fn lines(text: &str, range: Range<usize>) -> Option<u32> {
    u32::try_from(text.get(range)?.matches('\n').count()).ok()
}

/// The head of a table has no more lines.
const HEAD_LINES: usize = 4;

/// Whether the first of `paragraphs` is the head of a table: it is said with each of its rows, and answers nothing itself.
fn is_head(paragraphs: &[Paragraph]) -> bool {
    let Some((first, behind)) = paragraphs.split_first() else { return false };
    let table = behind.iter().take(HEAD_LINES).find_map(|paragraph| paragraph.table.as_ref());
    first.table.is_none() && table.is_some_and(|table| table.contains(&first.range.start))
}

type Piece = (Range<usize>, Vec<Range<usize>>);

/// The paragraph, or what is left when it is cut at ends of sentences so that no piece exceeds [`LIMIT`].
fn pieces(text: &str, paragraph: &Paragraph) -> Option<Vec<Piece>> {
    let Paragraph { range, sentences, .. } = paragraph;
    // A character has at least one byte, so that most paragraphs need no counting.
    if range.len() <= LIMIT || char_count(text.get(range.clone())?) <= LIMIT {
        return Some(vec![(range.clone(), sentences.clone())]);
    }
    let mut pieces: Vec<Piece> = Vec::new();
    let mut room = 0;
    for sentence in sentences.iter().flat_map(|sentence| shorten(text, sentence.clone())) {
        let length = char_count(text.get(sentence.clone())?);
        match pieces.last_mut() {
            Some((range, sentences)) if length <= room => {
                // What stands between two sentences is white space; a run of it must not make a piece too long.
                room = room.saturating_sub(length + (sentence.start.checked_sub(range.end)?));
                range.end = sentence.end;
                sentences.push(sentence);
            }
            _ => {
                room = LIMIT.saturating_sub(length);
                pieces.push((sentence.clone(), vec![sentence]));
            }
        }
    }
    Some(pieces)
}

/// A sentence, or parts of it that are no longer than [`LIMIT`]: what has no end for so long is a table or noise.
fn shorten(text: &str, sentence: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let mut at = sentence.start;
    std::iter::from_fn(move || {
        let rest = text.get(at..sentence.end).filter(|rest| !rest.is_empty())?;
        let start = at;
        at += byte_offset(rest, LIMIT);
        Some(start..at)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{report::Section, text::sentence::sentences};
    use proptest::prelude::*;

    fn report(paragraphs: &[String]) -> Report {
        let mut report = Report { info: Default::default(), text: "题\n".into(), sections: Vec::new() };
        let mut section = Section { heading: None, paragraphs: Vec::new() };
        for paragraph in paragraphs {
            let start = report.text.len();
            report.text += paragraph;
            let sentences = sentences(paragraph).map(|range| start + range.start..start + range.end).collect();
            section.paragraphs.push(Paragraph { range: start..report.text.len(), sentences, table: None });
            report.text.push('\n');
        }
        report.sections.push(section);
        report
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn passages_are_short_slices_that_give_the_text_back(
            paragraphs in proptest::collection::vec("([一-三a]{1,9}[。； ]){0,600}|[一-三]{0,5000}", 0..4),
        ) {
            let report = report(&paragraphs);
            let records = passages(&report).unwrap();
            let mut text = String::new();
            for (ordinal, record) in records.iter().enumerate() {
                text += record.lead;
                assert_eq!((record.ordinal, record.start), (ordinal as u32, char_count(&text)));
                assert!(char_count(record.text) <= LIMIT);
                let joined: String = record.sentences.iter().map(|range| &record.text[range.clone()]).collect();
                assert!(record.text.split_whitespace().eq(joined.split_whitespace()) || record.text.contains(' '));
                text += record.text;
                text += record.tail;
            }
            if !records.is_empty() {
                assert_eq!(text, report.text);
            }
        }
    }

    #[test]
    fn ranges_that_are_none_are_refused() {
        let mut report = report(&["甲。".into(), "乙。".into()]);
        report.sections[0].paragraphs.swap(0, 1);
        assert!(passages(&report).is_err());
        report.sections[0].paragraphs[0].range = 4..5;
        assert!(passages(&report).is_err());
    }
}
