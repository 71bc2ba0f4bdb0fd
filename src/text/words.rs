//! Words of a text by the dictionary: where each begins and ends, and of what class it is.
//!
//! A text can be cut into words of the dictionary in many ways; the likeliest is taken, each word by itself as likely
//! as it is frequent (the unigram model of jieba). What the dictionary does not know falls into single characters,
//! digits and letters stay together.

use std::{ops::Range, sync::LazyLock};

use fst::raw::Fst;

/// `config/words.fst`: words to a number made of what each costs and its class; `examples/word_table.rs` writes it.
static DICTIONARY: LazyLock<Fst<&'static [u8]>> = LazyLock::new(|| {
    let bytes: &'static [u8] = include_bytes!("../../config/words.fst");
    #[expect(clippy::expect_used, reason = "the compiled-in file is read by the test the_dictionary_is_in_order")]
    Fst::new(bytes).expect("config/words.fst")
});

/// The longest word, in characters.
pub const WORD_LIMIT: usize = 8;

/// What the classes take up of a word's number in the dictionary.
pub const CLASS_BITS: u32 = 4;

/// What a word costs is kept in such parts.
pub const COST_PARTS: f32 = 8.0;

/// The logarithm of how much rarer than the dictionary's rarest a single character that it does not know is taken to be.
const UNKNOWN: f32 = 19.0;

/// What a run of digits or letters costs.
const RUN: f32 = 10.0;

/// A word of two characters that costs no more is in everybody's mouth.
const COMMON: f32 = 14.9;

/// What sort of word it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// Unknown to the dictionary, or none of the others.
    Other,
    /// A person's name, or a part of one.
    Person,
    /// A place's name.
    Place,
    /// The name of an organisation.
    Organisation,
    /// Any other name, and Latin letters.
    Name,
    /// A noun.
    Noun,
    /// A time.
    Time,
    /// A number or counter.
    Number,
    /// A verb.
    Verb,
    /// An adjective or what goes before nouns.
    Quality,
    /// A set phrase.
    Phrase,
    /// A word that holds a sentence together and names nothing.
    Function,
}

impl Class {
    /// By number, as the dictionary has them.
    pub const ALL: [Self; 12] = [
        Self::Other,
        Self::Person,
        Self::Place,
        Self::Organisation,
        Self::Name,
        Self::Noun,
        Self::Time,
        Self::Number,
        Self::Verb,
        Self::Quality,
        Self::Phrase,
        Self::Function,
    ];

    /// Whether it is the name of somebody or something.
    pub fn is_name(self) -> bool {
        matches!(self, Self::Person | Self::Place | Self::Organisation | Self::Name)
    }
}

/// A word of a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Word {
    /// Where it stands, in characters.
    pub range: Range<usize>,
    /// What sort of word it is.
    pub class: Class,
    /// The negative logarithm of its frequency, 2 to 19: how rare it is.
    pub rarity: f32,
}

/// The words of a folded text, in its order; every character is in one.
pub fn words(text: &[char]) -> Vec<Word> {
    // From the end: the least that the rest of the text costs, and the word it begins with.
    let mut costs = vec![0.0; text.len() + 1];
    let mut first: Vec<Word> = Vec::with_capacity(text.len());
    for at in (0..text.len()).rev() {
        let mut best = (f32::INFINITY, Word { range: at..at, class: Class::Other, rarity: 0.0 });
        each_at(text, at, |end, class, rarity| {
            let cost = rarity + costs[end];
            if cost < best.0 {
                best = (cost, Word { range: at..end, class, rarity });
            }
        });
        costs[at] = best.0;
        first.push(best.1);
    }
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(word) = text.len().checked_sub(at + 1).and_then(|behind| first.get(behind)) {
        at = word.range.end;
        found.push(word.clone());
    }
    found
}

/// Calls `visit` with the end, class and rarity of each word that may begin at `at`.
fn each_at(text: &[char], at: usize, mut visit: impl FnMut(usize, Class, f32)) {
    let run = |of: fn(&char) -> bool| at + text[at..].iter().take_while(|c| of(c)).count();
    match text[at] {
        c if c.is_ascii_digit() => return visit(run(char::is_ascii_digit), Class::Number, RUN),
        c if c.is_ascii_alphabetic() => return visit(run(char::is_ascii_alphabetic), Class::Name, RUN),
        _ => visit(at + 1, Class::Other, UNKNOWN),
    }
    let dictionary = &*DICTIONARY;
    let (mut node, mut value, mut buffer) = (dictionary.root(), 0, [0; 4]);
    for (end, c) in text.iter().enumerate().skip(at).take(WORD_LIMIT) {
        for &byte in c.encode_utf8(&mut buffer).as_bytes() {
            let Some(number) = node.find_input(byte) else { return };
            let transition = node.transition(number);
            value += transition.out.value();
            node = dictionary.node(transition.addr);
        }
        if node.is_final() {
            let (class, rarity) = unpacked(value + node.final_output().value());
            visit(end + 1, class, rarity);
        }
    }
}

/// Class and rarity of a word's number in the dictionary.
fn unpacked(value: u64) -> (Class, f32) {
    let class = Class::ALL.get((value & ((1 << CLASS_BITS) - 1)) as usize).copied().unwrap_or(Class::Other);
    (class, (value >> CLASS_BITS) as f32 / COST_PARTS)
}

/// Whether the two characters, folded, are a common word.
pub fn is_common(first: char, second: char) -> bool {
    let word: String = [first, second].iter().collect();
    DICTIONARY.get(word).is_some_and(|value| unpacked(value.value()).1 <= COMMON)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> String {
        let chars: Vec<char> = text.chars().collect();
        let found = words(&chars);
        assert!(found.iter().all(|word| !word.range.is_empty() && (2.0..=UNKNOWN).contains(&word.rarity)), "{found:?}");
        found.iter().map(|word| chars[word.range.clone()].iter().collect::<String>()).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn the_dictionary_is_in_order() {
        assert!(DICTIONARY.len() > 100_000);
        DICTIONARY.verify().unwrap();
    }

    #[test]
    fn a_text_falls_into_its_likeliest_words() {
        assert_eq!(cut("学者普遍认为信息网的转折点是1993年"), "学者|普遍|认为|信息网|的|转折点|是|1993|年");
        assert_eq!(cut("青河市gdp增长5.2%"), "青河|市|gdp|增长|5|.|2|%");
        assert_eq!(cut(""), "");
    }

    #[test]
    fn words_are_of_classes() {
        let class = |text: &str| words(&text.chars().collect::<Vec<_>>())[0].class;
        for (text, expected) in [
            ("重庆", Class::Place),
            ("企业", Class::Noun),
            ("增长", Class::Verb),
            ("2021", Class::Number),
            ("的", Class::Function),
            ("ev", Class::Name),
            ("彧", Class::Other),
        ] {
            assert_eq!(class(text), expected, "{text}");
        }
    }

    #[test]
    fn common_words_are_known_from_misspelt_ones() {
        assert!(is_common('投', '资') && !is_common('头', '资'));
    }
}
