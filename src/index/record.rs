//! What is stored of a passage: everything that is handed out, in as few bytes as is simple.
//!
//! The records of a report, laid end to end, are its canonical text: each holds the text before the passage (`lead`,
//! with headings and line breaks), the passage, and the last one what comes behind (`tail`). The report itself is
//! described once, in the record of its first passage.
//!
//! A record is text: the engine copies text at once, and other bytes one by one.

use std::ops::Range;

use serde::{Deserialize, Serialize};
use tantivy::schema::document::{DeserializeError, DocumentDeserialize, DocumentDeserializer};

use crate::report::ReportInfo;

/// A report, as the record of its first passage describes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Head {
    #[serde(flatten)]
    pub(super) info: ReportInfo,
    /// How many passages it has.
    pub(super) passages: u32,
    /// How many characters its text has.
    pub(super) characters: u64,
}

/// One passage, borrowed from the report or from the store.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Record<'a> {
    /// Its number within the report, from 0: so many records before it is the report's first.
    pub(super) ordinal: u32,
    /// The paragraph's number, from 1. A long paragraph has several passages.
    pub(super) paragraph: u32,
    /// Where `text` begins in the report, in characters.
    pub(super) start: usize,
    /// The heading above it.
    pub(super) section: Option<&'a str>,
    /// Caption and head of the table that its lines are rows of.
    pub(super) table: Option<&'a str>,
    /// The report's text between the passage before and this one.
    pub(super) lead: &'a str,
    /// The passage.
    pub(super) text: &'a str,
    /// The report's text behind its last passage.
    pub(super) tail: &'a str,
    /// Ranges of `text`, in bytes.
    pub(super) sentences: Vec<Range<usize>>,
    /// With `ordinal` 0, and only there: [`Head`] as JSON.
    pub(super) head: Option<&'a str>,
}

impl<'a> Record<'a> {
    /// Appends the record to `out`.
    pub(super) fn encode(&self, out: &mut String) {
        put(out, self.ordinal as usize);
        put(out, self.paragraph as usize);
        put(out, self.start);
        put(out, self.section.map_or(0, |section| section.len() + 1));
        put(out, self.table.map_or(0, |table| table.len() + 1));
        put(out, self.lead.len());
        put(out, self.text.len());
        put(out, self.tail.len());
        put(out, self.head.map_or(0, |head| head.len() + 1));
        put(out, self.sentences.len());
        let mut at = 0;
        for sentence in &self.sentences {
            put(out, sentence.start.saturating_sub(at));
            put(out, sentence.len());
            at = sentence.end;
        }
        for part in [self.head, self.section, self.table, Some(self.lead), Some(self.text), Some(self.tail)] {
            out.push_str(part.unwrap_or_default());
        }
    }

    /// Reads a record; `None` when `stored` is none.
    pub(super) fn decode(stored: &'a str) -> Option<Self> {
        let mut from = Rest(stored);
        let ordinal = u32::try_from(from.number()?).ok()?;
        let paragraph = u32::try_from(from.number()?).ok()?;
        let start = from.number()?;
        let section = from.number()?;
        let table = from.number()?;
        let (lead, text, tail) = (from.number()?, from.number()?, from.number()?);
        let head = from.number()?;
        let count = from.number()?;
        let mut sentences = Vec::with_capacity(count.min(stored.len()));
        let mut at = 0_usize;
        for _ in 0..count {
            let start = at.checked_add(from.number()?)?;
            at = start.checked_add(from.number()?)?;
            sentences.push(start..at);
        }
        let mut optional = |length: usize| match length.checked_sub(1) {
            Some(length) => from.text(length).map(Some),
            None => Some(None),
        };
        let (head, section, table) = (optional(head)?, optional(section)?, optional(table)?);
        let (lead, text, tail) = (from.text(lead)?, from.text(text)?, from.text(tail)?);
        let sound = from.0.is_empty() && sentences.iter().all(|sentence| text.get(sentence.clone()).is_some());
        sound.then_some(Self { ordinal, paragraph, start, section, table, lead, text, tail, sentences, head })
    }
}

/// The stored field of a passage, without the detour over a document of any fields.
#[derive(Debug)]
pub(super) struct Stored(pub(super) String);

impl DocumentDeserialize for Stored {
    fn deserialize<'de, D: DocumentDeserializer<'de>>(mut document: D) -> Result<Self, DeserializeError> {
        let field = document.next_field()?;
        field.map(|(_, record)| Self(record)).ok_or_else(|| DeserializeError::custom("there is no record"))
    }
}

/// Six bits a byte, the lowest first, so that every byte is a character of its own.
fn put(out: &mut String, mut number: usize) {
    while number >= 0x40 {
        out.push(char::from((number as u8 & 0x3f) | 0x40));
        number >>= 6;
    }
    out.push(char::from(number as u8));
}

struct Rest<'a>(&'a str);

impl<'a> Rest<'a> {
    fn number(&mut self) -> Option<usize> {
        let mut number = 0;
        for shift in (0..usize::BITS).step_by(6) {
            let byte = *self.text(1)?.as_bytes().first()?;
            number |= usize::from(byte & 0x3f).checked_shl(shift)?;
            if byte < 0x40 {
                return Some(number);
            }
        }
        None
    }

    fn text(&mut self, length: usize) -> Option<&'a str> {
        let (text, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_encoded_is_decoded(
            ordinal: u32, paragraph: u32, start in 0..usize::MAX / 2,
            section in proptest::option::of("\\PC{0,5}"), table in proptest::option::of("\\PC{0,5}"), head in proptest::option::of("\\PC{0,5}"),
            lead in "\\PC{0,5}", text in "[一-龥。]{0,200}", tail in "\\PC{0,5}",
        ) {
            let sentences = crate::text::sentence::sentences(&text).collect();
            let record = Record {
                ordinal, paragraph, start, section: section.as_deref(), table: table.as_deref(), lead: &lead, text: &text, tail: &tail,
                sentences, head: head.as_deref(),
            };
            let mut stored = String::new();
            record.encode(&mut stored);
            assert_eq!(Record::decode(&stored), Some(record));
            for (cut, _) in stored.char_indices() {
                assert_eq!(Record::decode(&stored[..cut]), None);
            }
        }

        #[test]
        fn noise_is_no_record_and_no_panic(noise in "[\\x00-\\x7f一🙂]{0,40}") {
            let _ = Record::decode(&noise);
        }
    }
}
