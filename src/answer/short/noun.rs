//! What kind of thing is asked for by a noun: `哪条高速` asks for the name of one, `京雄高速`.

use std::ops::Range;

use super::quantity::asks_which;
use crate::{
    answer::question::{Kind, Question},
    text::{fold::fold_char, is_han},
};

/// What stands between 哪 or 什么 and the noun.
const CLASSIFIERS: &str = "个条家种款项座所类位支只本部届名艘台";

/// The longest name before a noun, in characters; what a name does not hold, nor begin with.
const NAME: usize = 10;
const ENDS: &str = "的是和与及在对由为被有了等、";

/// Nouns that the names of what they mean end in; the name of a book or a person does not end in 小说 or 演员.
const NOUNS: [&str; 18] = [
    "高速", "铁路", "公路", "大桥", "机场", "水库", "地区", "新区", "园区", "流域", "产品", "商品", "产业", "行业",
    "项目", "领域", "板块", "环节",
];

/// The name in `sentence` that ends in the noun asked for, where what is read there (`read`, in bytes) does not; of what
/// is read and does, no more than the name.
pub(crate) fn named(question: &Question, sentence: &str, read: &Range<usize>) -> Option<Range<usize>> {
    if !matches!(question.kind, Kind::What | Kind::Where) && !asks_which(question) {
        return None;
    }
    let noun = noun(&question.folded)?;
    let chars: Vec<(usize, char)> = sentence.char_indices().map(|(at, c)| (at, fold_char(c))).collect();
    let end_of = |at: usize| chars.get(at).map_or(sentence.len(), |(at, _)| *at);
    let is_noun = |at: usize| chars[at..].iter().map(|(_, c)| *c).take(noun.len()).eq(noun.iter().copied());
    let found: Vec<Range<usize>> = (0..chars.len())
        .filter(|&at| is_noun(at))
        .filter_map(|at| {
            let name = |c: char| is_han(c) && !ENDS.contains(c) || c.is_ascii_alphanumeric();
            let before = chars[..at].iter().rev().take_while(|(_, c)| name(*c)).take(NAME + 1).count();
            let whole = end_of(at - before)..end_of(at + noun.len());
            let start = whole.end - sentence[whole.clone()].trim_start_matches("其中").len();
            (2..=NAME).contains(&before).then_some(start..whole.end)
        })
        .collect();
    let overlaps = |name: &&Range<usize>| name.start < read.end && read.start < name.end;
    let asked = |name: &Range<usize>| question.folded.contains(&sentence[name.clone()]);
    let mut inside = found.iter().filter(overlaps);
    match (inside.next(), found.as_slice()) {
        // What is read and ends in the noun is cut to the name: 大省标志的机电产品.
        (Some(name), _) if read.end == name.end && read.start < name.start => Some(name.clone()),
        (Some(_), _) => None,
        (None, [only]) if !asked(only) => Some(only.clone()),
        (None, _) => None,
    }
}

/// What stands behind 哪条 or 什么 in `question`.
fn noun(question: &str) -> Option<Vec<char>> {
    let behind = question.split_once("哪一").or_else(|| question.split_once('哪')).map(|(_, behind)| behind);
    let behind = match behind {
        Some(behind) => behind.strip_prefix(|c: char| CLASSIFIERS.contains(c))?,
        None => question.split_once("什么")?.1,
    };
    let noun = NOUNS.into_iter().find(|noun| behind.starts_with(noun))?;
    Some(noun.chars().collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::QuestionWords;

    #[test]
    fn a_thing_is_named_with_its_noun() {
        for (question, sentence, read, name) in [
            ("哪条高速全线通车了?", "青河高速全线通车，东山铁路开通运行。", "东山铁路开通运行", Some("青河高速")),
            ("出口的主力是什么产品?", "作为大省标志的机电产品仍是主力。", "作为大省标志的机电产品", Some("机电产品")),
            ("最困难的是哪个地区?", "东部地区在青河地震后成为最困难的。", "青河", Some("东部地区")),
            ("哪个地区最好?", "东部地区和西部地区都好。", "好", None),
            ("哪条高速全线通车了?", "青河高速全线通车。", "青河高速", None),
            ("什么时候通车?", "青河高速全线通车。", "青河", None),
            ("是什么?", "青河高速。", "青河", None),
        ] {
            let question = Question::new(question, &QuestionWords::default());
            let start = sentence.find(read).unwrap();
            let found = named(&question, sentence, &(start..start + read.len()));
            assert_eq!(found.map(|range| &sentence[range]), name, "{sentence}");
        }
    }
}
