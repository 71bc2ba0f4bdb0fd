//! What a question asks of something by name, its 导演 or its 票房: an answer without that word is one to another question.
//! The words are data: `config/attributes.txt`.

use std::{ops::Range, sync::LazyLock};

const DEFAULTS: &str = include_str!("../../../config/attributes.txt");

static ATTRIBUTES: LazyLock<Vec<Vec<&'static str>>> = LazyLock::new(|| {
    let lines = DEFAULTS.lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| line.split_whitespace().collect()).filter(|words: &Vec<_>| !words.is_empty()).collect()
});

/// What may stand behind the attribute that is asked for: 导演是谁, 票房共有多少元.
const ASKING: &str = "的是为叫有达到共约分别各大概总计谁什么甚名字多少几何哪个位些种人队国家元万亿呢吗啊";

/// An attribute that is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Attribute {
    /// Where, in bytes of the folded question.
    pub(crate) range: Range<usize>,
    /// It and the words that say the same.
    words: &'static [&'static str],
}

impl Attribute {
    /// Of a folded question; the longest word for it.
    pub(crate) fn of(question: &str) -> Option<Self> {
        let named = ATTRIBUTES.iter().filter_map(|words| {
            let word = words.first()?;
            let start = question.rfind(word)?;
            let end = start + word.len();
            let asked = question[end..].chars().all(|c| !c.is_alphanumeric() || ASKING.contains(c));
            asked.then(|| Self { range: start..end, words })
        });
        named.max_by_key(|named| named.range.len())
    }

    /// Whether `text` (folded) tells of it.
    pub(crate) fn is_in(&self, text: &str) -> bool {
        self.words.iter().any(|word| text.contains(word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_attribute_is_what_the_question_ends_in() {
        for (question, attribute) in [
            ("《长河》的导演是谁?", Some("导演")),
            ("谁是长河队的主教练", Some("教练")),
            ("甲县的失业率有多少", Some("失业率")),
            ("导演张三何时出生", None),
            ("甲县在哪里", None),
            ("", None),
        ] {
            let found = Attribute::of(question).map(|found| &question[found.range]);
            assert_eq!(found, attribute, "{question}");
        }
    }

    #[test]
    fn an_attribute_is_told_of_in_other_words_too() {
        let director = Attribute::of("《长河》的导演是谁?");
        for (text, told) in [("张三执导了《长河》", true), ("张三出演了《长河》", false)] {
            assert_eq!(director.as_ref().map(|director| director.is_in(text)), Some(told), "{text}");
        }
    }
}
