//! Who said it: reports name a speaker once, and then go on with what was said.

use std::ops::Range;

use crate::{
    answer::{
        figures::matching::overlap,
        question::{Kind, Question},
        sentence::choose::Choice,
        short::person::{Named, named},
    },
    index::{Hit, Passage},
    text::char_count,
};

/// How a report hands on what was said, and how a question asks whose it is.
const SAYS: [&str; 22] = [
    "表示", "认为", "指出", "说", "称", "介绍", "透露", "告诉", "强调", "分析", "解读", "预计", "预测", "判断", "坦言",
    "直言", "提醒", "补充", "谈到", "讲", "看来", "建议",
];

/// The most characters between a name and the word that tells that it speaks: 11日在接受某报记者采访时.
const BETWEEN: usize = 40;

/// The longest stretch that is shown, in characters.
const SHOWN: usize = 200;

/// Lets the likeliest sentence answer with the name of who said it, where that is asked: the one that the sentence names,
/// or the one that the sentences before it name last.
pub(crate) fn name_speaker(question: &Question, hits: &[Hit], choices: &mut [Choice]) {
    let asks = question.kind == Kind::Who && SAYS.iter().any(|word| question.folded.contains(word));
    let Some(choice) = choices.first_mut().filter(|_| asks) else { return };
    let passage = &hits[choice.candidate.hit].passage;
    let speaker = |range: &Range<usize>| {
        let speaking = speakers(question, &passage.text[range.clone()]);
        speaking.last().map(|name| range.start + name.start..range.start + name.end)
    };
    let here = &choice.candidate.range;
    let own = named(question, &passage.text[here.clone()]);
    let is_read = |name: &Named| overlap(&(here.start + name.range.start..here.start + name.range.end), &choice.answer);
    if own.iter().any(is_read) {
        return;
    }
    if let Some(name) = speaker(here) {
        choice.answer = name;
        return;
    }
    let before = passage.sentences.iter().rev().filter(|sentence| sentence.end <= here.start);
    if let Some((sentence, name)) = before.into_iter().find_map(|sentence| Some((sentence, speaker(sentence)?))) {
        choice.answer = name;
        choice.candidate.range = shown(passage, sentence, here);
    }
}

/// Both sentences where they are short enough to be shown, else the first.
fn shown(passage: &Passage, speaker: &Range<usize>, said: &Range<usize>) -> Range<usize> {
    let both = speaker.start..said.end;
    if char_count(&passage.text[both.clone()]) <= SHOWN { both } else { speaker.clone() }
}

/// The names in `sentence` of those that speak there, in bytes.
fn speakers(question: &Question, sentence: &str) -> Vec<Range<usize>> {
    let speaks = |name: &Named| {
        let behind: String = sentence[name.range.end..].chars().take(BETWEEN).collect();
        let clause = behind.split(['，', ',', '。', '；', '！', '？', '“', '”']).next().unwrap_or_default();
        name.of_office && SAYS.iter().any(|word| clause.contains(word))
    };
    let named = named(question, sentence).into_iter().filter(speaks).map(|name| name.range);
    named.chain(in_letters(sentence)).collect()
}

/// A name in letters right before a word that tells that it speaks: 分析师John Smith补充说.
fn in_letters(sentence: &str) -> Option<Range<usize>> {
    /// What may stand between.
    const BETWEEN: [&str; 6] = ["", "也", "还", "则", "补充", "随后"];
    let says = SAYS.iter().flat_map(|word| sentence.match_indices(word).map(|(at, _)| at));
    says.filter_map(|at| {
        let ends = BETWEEN.iter().filter_map(|word| sentence[..at].strip_suffix(word).map(str::len));
        ends.filter_map(|end| {
            let name = sentence[..end].trim_end_matches(|c: char| !c.is_ascii_alphabetic());
            let name = (name.len() == end).then_some(name)?;
            let of_name = |c: char| c.is_ascii_alphabetic() || matches!(c, ' ' | '.' | '-' | '·');
            let start =
                name.rfind(|c| !of_name(c)).map_or(0, |at| at + name[at..].chars().next().map_or(1, char::len_utf8));
            let start = start + name[start..].len() - name[start..].trim_start().len();
            (end - start > 2).then_some(start..end)
        })
        .next()
    })
    .next()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::QuestionWords;

    #[test]
    fn those_who_speak_are_told_from_those_who_are_named() {
        let question = Question::new("谁认为价格会涨？", &QuestionWords::default());
        for (sentence, expected) in [
            ("青河大学教授叶青11日在接受本报记者采访时指出，需求较旺。", vec!["叶青"]),
            ("分析师John Smith补充说：“需求较旺。”", vec!["John Smith"]),
            ("省长陈默前往视察。", vec![]),
            ("需求较旺，价格会涨。", vec![]),
        ] {
            let found: Vec<&str> = speakers(&question, sentence).into_iter().map(|range| &sentence[range]).collect();
            assert_eq!(found, expected, "{sentence}");
        }
    }
}
