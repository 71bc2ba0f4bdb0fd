//! Characters: what kind they are, how they fold, where words and sentences end.

pub mod abbreviation;
pub mod firm;
pub mod fold;

pub(crate) mod place;
pub(crate) mod row;
pub mod sentence;
pub mod tokenizer;
pub mod toponym;
pub mod words;

/// Whether `c` is a Chinese character (Han ideograph, with its extensions and the ideographic zero).
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '〇' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{323AF}')
}

/// Whether `c` is a Chinese numeral as numbers are written with (not the financial ones, and not 零).
pub fn is_numeral(c: char) -> bool {
    "一二三四五六七八九十百千万亿两〇".contains(c)
}

/// Whether `c` is written without spaces around it: Han, kana, and the punctuation and symbols that go with them.
pub fn is_wide(c: char) -> bool {
    is_han(c)
        || matches!(c, '\u{3000}'..='\u{30FF}' | '\u{FF00}'..='\u{FFEF}' | '\u{2018}'..='\u{201D}' | '—' | '…' | '·' | '℃' | '\u{2460}'..='\u{24FF}')
}

/// How many characters (Unicode scalar values) `text` has: the unit that citations and Telegram count in.
pub fn char_count(text: &str) -> usize {
    text.chars().count()
}

/// The byte offset of character number `chars` of `text`, or its end when it has fewer.
pub fn byte_offset(text: &str, chars: usize) -> usize {
    text.char_indices().nth(chars).map_or(text.len(), |(at, _)| at)
}
