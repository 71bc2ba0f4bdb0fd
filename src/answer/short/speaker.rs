//! Who said it: reports name a speaker once, and then go on with what was said.

use std::ops::Range;

use crate::{
    answer::{
        SENTENCE_LIMIT,
        figures::matching::overlap,
        question::{Kind, Question},
        sentence::choose::Choice,
        short::person::{Named, ends_in_office, named},
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
    if char_count(&passage.text[both.clone()]) <= SENTENCE_LIMIT { both } else { speaker.clone() }
}

/// The names in `sentence` of those that speak there, in bytes.
fn speakers(question: &Question, sentence: &str) -> Vec<Range<usize>> {
    let in_letters = in_letters(sentence).map(|range| {
        let of_office = ends_in_office(&sentence[..range.start]);
        Named { range, of_office }
    });
    let speaks = |name: &Named| {
        let behind: String = sentence[name.range.end..].chars().take(BETWEEN).collect();
        let clause = behind.split(['，', ',', '。', '；', '！', '？', '“', '”']).next().unwrap_or_default();
        name.of_office && SAYS.iter().any(|word| clause.contains(word))
    };
    let mut named: Vec<Named> = named(question, sentence).into_iter().chain(in_letters).filter(speaks).collect();
    named.sort_by_key(|name| name.range.start);
    named.into_iter().map(|name| name.range).collect()
}

/// The stretches of letters in `sentence` that may be names: John Smith.
fn in_letters(sentence: &str) -> impl Iterator<Item = Range<usize>> {
    let of_name = |c: char| c.is_ascii_alphabetic() || matches!(c, ' ' | '.' | '-' | '·');
    let mut end = 0;
    let runs = sentence.split(move |c| !of_name(c)).map(move |run| {
        let start = sentence[end..].find(run).map_or(end, |at| end + at);
        end = start + run.len();
        let name = run.trim_start_matches(|c: char| !c.is_ascii_alphabetic());
        let start = end - name.len();
        start..start + name.trim_end_matches(|c: char| !c.is_ascii_alphabetic()).len()
    });
    runs.filter(|range| range.len() > 2)
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
            ("某机构研究分析师Ann Lee在评论市场时指出：“需求较旺。", vec!["Ann Lee"]),
            ("CPI的涨幅表明，需求较旺。", vec![]),
            ("省长陈默前往视察。", vec![]),
            ("需求较旺，价格会涨。", vec![]),
        ] {
            let found: Vec<&str> = speakers(&question, sentence).into_iter().map(|range| &sentence[range]).collect();
            assert_eq!(found, expected, "{sentence}");
        }
    }
}
