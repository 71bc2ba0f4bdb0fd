//! The words of a question that name something, and how much of them a text has.
//!
//! Words, unlike pairs of characters, are not cut across: what is missing of them is missing indeed.

use std::ops::Range;

use super::Question;
use crate::{
    answer::sentence::rank::Weights,
    text::{
        is_han,
        words::{Class, words},
    },
};

/// A word is missing where a text has less of it.
const HALF: f32 = 0.5;

/// A word of the question that names something.
struct Content {
    /// The pairs that it is made of, as terms of the question.
    terms: Vec<usize>,
    /// Their mean weight.
    weight: f32,
    /// Whether it is a name, or unknown to the dictionary.
    is_name: bool,
}

/// The words of a question that name something, but for those that only ask.
pub(crate) struct Contents(Vec<Content>);

/// How much of the words a text has.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Known {
    /// Their share by weight, 0 to 1.
    pub(crate) words: f32,
    /// That of the names among them; 1 where there are none.
    pub(crate) names: f32,
    /// The weight of the heaviest that is missing, and how many are.
    pub(crate) heaviest_missing: f32,
    pub(crate) missing: f32,
}

impl Contents {
    /// Those of `question`.
    pub(crate) fn new(question: &Question, weights: &Weights<'_>) -> Self {
        let chars: Vec<char> = question.folded.chars().collect();
        let mut stretches: Vec<(Range<usize>, Option<Class>)> = Vec::new();
        for word in words(&chars) {
            // What the dictionary does not know falls into single characters: 中|复|神|鹰.
            let alone = word.range.len() == 1 && is_han(chars[word.range.start]) && word.class != Class::Function;
            match stretches.last_mut() {
                Some((stretch, None)) if alone && stretch.end == word.range.start => stretch.end = word.range.end,
                _ => stretches.push((word.range, (!alone).then_some(word.class))),
            }
        }
        let content = |(stretch, class): (Range<usize>, Option<Class>)| {
            let pairs = chars[stretch].windows(2).map(|two| two.iter().collect::<String>());
            let terms: Vec<usize> = pairs.filter_map(|pair| weights.number(&pair)).collect();
            let weight = terms.iter().map(|&term| weights.by_number(term)).sum::<f32>() / terms.len() as f32;
            let names = class != Some(Class::Function) && !terms.is_empty();
            names.then(|| Content { terms, weight, is_name: class.is_none_or(Class::is_name) })
        };
        Self(stretches.into_iter().filter_map(content).collect())
    }

    /// How many names there are.
    pub(crate) fn names(&self) -> usize {
        self.0.iter().filter(|word| word.is_name).count()
    }

    /// How much of them a text has of whose terms `holds` tells.
    pub(crate) fn known(&self, holds: impl Fn(usize) -> bool) -> Known {
        let mut known = Known::default();
        let (mut all, mut names) = (0.0, 0.0);
        for word in &self.0 {
            let share = word.terms.iter().filter(|&&term| holds(term)).count() as f32 / word.terms.len() as f32;
            all += word.weight;
            known.words += word.weight * share;
            if word.is_name {
                names += word.weight;
                known.names += word.weight * share;
            }
            if share < HALF {
                known.missing += 1.0;
                known.heaviest_missing = known.heaviest_missing.max(word.weight);
            }
        }
        let share = |part: f32, whole: f32| if whole > 0.0 { part / whole } else { 1.0 };
        Known { words: share(known.words, all), names: share(known.names, names), ..known }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::QuestionWords;

    #[test]
    fn what_a_text_lacks_is_told_by_words() {
        let question = Question::new("青河市的农民合作社有多少家？", &QuestionWords::default());
        let weights = Weights::new(&question, 100, |_| 2);
        let contents = Contents::new(&question, &weights);
        let known = |text: &str| contents.known(|term| text.contains(question.terms[term].as_str()));
        let all = known("青河市的农民合作社");
        assert_eq!((all.words, all.names, all.missing), (1.0, 1.0, 0.0));
        assert!(known("青河市的工厂").missing > 0.0 && known("青河市的工厂").words < 1.0);
        assert_eq!(contents.known(|_| false).words, 0.0);
        assert!(contents.names() <= 2);
    }
}
