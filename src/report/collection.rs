//! Collections: JSON lines, one report a line, read one at a time.

use std::io::{BufRead, BufReader, Read};

use serde::Deserialize;

use super::{Fault, Report, ReportInfo, metadata, plain, reader::too_large, source::cannot_open};

/// A line as it is written. Further keys are none of our business.
#[derive(Deserialize)]
struct Entry {
    id: String,
    #[serde(default)]
    title: String,
    text: String,
    source: Option<String>,
    date: Option<String>,
    byline: Option<String>,
    place: Option<String>,
}

/// The lines of a collection as reports.
#[derive(Debug)]
pub(super) struct Lines<R> {
    input: BufReader<R>,
    limit: u64,
    bytes: u64,
    number: u64,
    line: Vec<u8>,
    broken: bool,
}

impl<R: Read> Lines<R> {
    /// Reads `input`, refusing lines longer than `limit` bytes.
    pub(super) fn new(input: R, limit: u64) -> Self {
        Self {
            input: BufReader::with_capacity(1 << 16, input),
            limit,
            bytes: 0,
            number: 0,
            line: Vec::new(),
            broken: false,
        }
    }

    /// How many bytes are behind.
    pub(super) fn bytes_read(&self) -> u64 {
        self.bytes
    }

    /// The next report; `None` at the end.
    pub(super) fn next(&mut self) -> Option<Result<Report, Fault>> {
        loop {
            if self.broken {
                return None;
            }
            let length = match self.next_line() {
                Ok(0) if self.number == 0 => {
                    self.broken = true;
                    return Some(Err(Fault::new("is empty; fill it or remove it")));
                }
                Ok(0) => return None,
                Ok(length) => length,
                Err(fault) => {
                    // What cannot be read now will not be read a moment later: one error, not one for ever.
                    self.broken = true;
                    return Some(Err(fault));
                }
            };
            self.number += 1;
            if length > self.limit {
                let fault = too_large("the line", length, self.limit);
                return Some(Err(Fault { line: Some(self.number), ..fault }));
            }
            let line = self.line.strip_prefix(b"\xEF\xBB\xBF").filter(|_| self.number == 1).unwrap_or(&self.line);
            if !line.trim_ascii().is_empty() {
                return Some(report(line, self.number));
            }
        }
    }

    /// Fills `self.line` with the next line, or the part of it within the limit; its length without the line break, and
    /// at least 1; 0 at the end.
    fn next_line(&mut self) -> Result<u64, Fault> {
        self.line.clear();
        let mut length = 0;
        loop {
            let read = self.input.fill_buf();
            let buffer = read.map_err(|error| Fault { line: Some(self.number + 1), ..cannot_open(&error) })?;
            if buffer.is_empty() {
                return Ok(length);
            }
            let end = buffer.iter().position(|&byte| byte == b'\n');
            let piece = &buffer[..end.unwrap_or(buffer.len())];
            length += piece.len() as u64;
            if length <= self.limit {
                self.line.extend_from_slice(piece);
            }
            let used = piece.len() + usize::from(end.is_some());
            self.bytes += used as u64;
            self.input.consume(used);
            if end.is_some() {
                return Ok(length.max(1));
            }
        }
    }
}

fn report(line: &[u8], number: u64) -> Result<Report, Fault> {
    const FORM: &str = r#"a line is {"id": "…", "title": "…", "text": "…"}"#;
    let text =
        std::str::from_utf8(line).map_err(|_| Fault::at(number, "is not UTF-8; save the collection as UTF-8"))?;
    let entry: Entry = serde_json::from_str(text)
        .map_err(|error| Fault::at(number, format!("cannot be understood ({error}); {FORM}")))?;
    if entry.id.trim().is_empty() {
        return Err(Fault::at(number, format!("has an empty id; {FORM}")));
    }
    let date = match entry.date.as_deref().map(str::trim).filter(|date| !date.is_empty()) {
        Some(date) => Some(metadata::date(date).ok_or_else(|| Fault::at(number, metadata::not_a_date(date)))?),
        None => None,
    };
    let info = ReportInfo {
        id: String::new(),
        title: entry.title,
        byline: entry.byline,
        date,
        place: entry.place,
        period: None,
        source: entry.source,
        abbreviations: Vec::new(),
    };
    plain::passage(&entry.text, info)
        .finish(entry.id)
        .ok_or_else(|| Fault::at(number, "its text is empty; fill it or remove the line"))
}
