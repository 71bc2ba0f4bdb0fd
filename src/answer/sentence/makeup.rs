//! What words an answer and its sentence are made of.

use std::ops::Range;

use crate::text::words::{Class, words};

/// The classes of words that are counted in an answer, and in a sentence.
const IN_ANSWER: [Class; 8] = [
    Class::Person,
    Class::Place,
    Class::Organisation,
    Class::Name,
    Class::Noun,
    Class::Time,
    Class::Number,
    Class::Verb,
];
const IN_SENTENCE: [Class; 2] = [Class::Person, Class::Place];

/// What is counted.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Makeup {
    /// Whether the answer begins and ends where words do, 0 or 1.
    pub(crate) begins: f32,
    pub(crate) ends: f32,
    /// Persons, places, organisations, other names, nouns, times, numbers and verbs in the answer.
    pub(crate) in_answer: [f32; IN_ANSWER.len()],
    /// Persons and places in the sentence.
    pub(crate) in_sentence: [f32; IN_SENTENCE.len()],
}

impl Makeup {
    /// Of the folded `sentence` and the answer at `span` of it, in characters.
    pub(crate) fn new(sentence: &[char], span: &Range<usize>) -> Self {
        let count = |counts: &mut [f32], classes: &[Class], class: Class| {
            if let Some(number) = classes.iter().position(|&other| other == class) {
                counts[number] += 1.0;
            }
        };
        let mut makeup = Self::default();
        for word in words(sentence) {
            if word.range.start == span.start {
                makeup.begins = 1.0;
            }
            if word.range.end == span.end {
                makeup.ends = 1.0;
            }
            if word.range.start < span.end && span.start < word.range.end {
                count(&mut makeup.in_answer, &IN_ANSWER, word.class);
            }
            count(&mut makeup.in_sentence, &IN_SENTENCE, word.class);
        }
        makeup
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_counted_by_its_words() {
        let sentence: Vec<char> = "重庆的企业增长".chars().collect();
        let whole = Makeup::new(&sentence, &(0..2));
        assert_eq!((whole.begins, whole.ends, whole.in_answer[1], whole.in_sentence), (1.0, 1.0, 1.0, [0.0, 1.0]));
        let cut = Makeup::new(&sentence, &(4..6));
        assert_eq!((cut.begins, cut.ends, cut.in_answer[4], cut.in_answer[7]), (0.0, 0.0, 1.0, 1.0));
    }
}
