//! Numbers as texts write them: digits, Chinese numerals and both mixed.

mod digits;
mod lanes;
mod numeral;
mod words;

pub(super) use numeral::{Form, Numeral, read};
pub(super) use words::word_around;
