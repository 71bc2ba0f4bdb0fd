//! What is stored of a passage: everything that is handed out, in as few bytes as is simple.
//!
//! The records of a report, laid end to end, are its canonical text: each holds the text before the passage (`lead`,
//! with headings and line breaks), the passage, and the last one what comes behind (`tail`). The report itself is
//! described once, in the record of its first passage.

use std::ops::Range;

use serde::{Deserialize, Serialize};

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
    pub(super) fn encode(&self, out: &mut Vec<u8>) {
        put(out, self.ordinal as usize);
        put(out, self.paragraph as usize);
        put(out, self.start);
        put(out, self.section.map_or(0, |section| section.len() + 1));
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
        for part in [self.head.unwrap_or_default(), self.section.unwrap_or_default(), self.lead, self.text, self.tail] {
            out.extend_from_slice(part.as_bytes());
        }
    }

    /// Reads a record; `None` when the bytes are none.
    pub(super) fn decode(bytes: &'a [u8]) -> Option<Self> {
        let mut from = Bytes(bytes);
        let ordinal = u32::try_from(from.number()?).ok()?;
        let paragraph = u32::try_from(from.number()?).ok()?;
        let start = from.number()?;
        let section = from.number()?;
        let (lead, text, tail) = (from.number()?, from.number()?, from.number()?);
        let head = from.number()?;
        let count = from.number()?;
        let mut sentences = Vec::with_capacity(count.min(bytes.len()));
        let mut at = 0_usize;
        for _ in 0..count {
            let start = at.checked_add(from.number()?)?;
            at = start.checked_add(from.number()?)?;
            sentences.push(start..at);
        }
        let head = head.checked_sub(1).map(|length| from.text(length)).map_or(Some(None), |text| text.map(Some))?;
        let section =
            section.checked_sub(1).map(|length| from.text(length)).map_or(Some(None), |text| text.map(Some))?;
        let (lead, text, tail) = (from.text(lead)?, from.text(text)?, from.text(tail)?);
        let sound = from.0.is_empty() && sentences.iter().all(|sentence| text.get(sentence.clone()).is_some());
        sound.then_some(Self { ordinal, paragraph, start, section, lead, text, tail, sentences, head })
    }
}

/// Seven bits a byte, the lowest first.
fn put(out: &mut Vec<u8>, mut number: usize) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn number(&mut self) -> Option<usize> {
        let mut number = 0;
        for shift in (0..usize::BITS).step_by(7) {
            let (&byte, rest) = self.0.split_first()?;
            self.0 = rest;
            number |= usize::from(byte & 0x7f).checked_shl(shift)?;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    fn text(&mut self, length: usize) -> Option<&'a str> {
        let (text, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        std::str::from_utf8(text).ok()
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
            section in proptest::option::of("\\PC{0,5}"), head in proptest::option::of("\\PC{0,5}"),
            lead in "\\PC{0,5}", text in "[一-龥。]{0,200}", tail in "\\PC{0,5}",
        ) {
            let sentences = crate::text::sentence::sentences(&text).collect();
            let record = Record {
                ordinal, paragraph, start, section: section.as_deref(), lead: &lead, text: &text, tail: &tail,
                sentences, head: head.as_deref(),
            };
            let mut bytes = Vec::new();
            record.encode(&mut bytes);
            assert_eq!(Record::decode(&bytes), Some(record));
            for cut in 0..bytes.len() {
                assert_eq!(Record::decode(&bytes[..cut]), None);
            }
        }

        #[test]
        fn noise_is_no_record_and_no_panic(bytes: Vec<u8>) {
            let _ = Record::decode(&bytes);
        }
    }
}
