//! What stands in a sentence where the question has 什么 or 谁, the words around being the same: `以什么为主线` in
//! `以供给侧改革为主线`.

use std::ops::Range;

use crate::{
    answer::question::{Kind, Question},
    text::fold::fold_char,
};

/// The words that ask, the longest first.
const ASKING: [&str; 4] = ["什么样的", "什么", "哪里", "谁"];

/// So many characters behind the word that asks must be there as well; of those before it one is enough.
const BEHIND: usize = 3;
/// The longest answer, in characters.
const LONGEST: usize = 24;

/// Words before what is asked for: 以, 由, 受.
const BEFORE: &str = "以由受被向从为靠凭用把将让";

/// What fills the question's gap in `sentence`, where it does so once.
pub(crate) fn filled(question: &Question, sentence: &str) -> Option<Range<usize>> {
    if !matches!(question.kind, Kind::What | Kind::Who | Kind::Where | Kind::How | Kind::Keyword) {
        return None;
    }
    let (at, asking) = ASKING.iter().filter_map(|word| Some((question.folded.find(word)?, word))).min()?;
    let before = question.folded[..at].chars().next_back().filter(|c| BEFORE.contains(*c))?;
    let behind = &question.folded[at + asking.len()..];
    let behind: Vec<char> = behind.chars().take_while(|c| c.is_alphanumeric()).take(BEHIND).collect();
    if behind.len() < BEHIND {
        return None;
    }
    let chars: Vec<(usize, char)> = sentence.char_indices().map(|(at, c)| (at, fold_char(c))).collect();
    let is_behind = |at: usize| chars[at..].iter().map(|(_, c)| c).take(BEHIND).eq(behind.iter());
    let mut found = (0..chars.len()).filter(|&at| chars[at].1 == before).filter_map(|at| {
        let end = (at + 2..chars.len().min(at + 2 + LONGEST)).find(|&end| is_behind(end))?;
        let plain = chars[at + 1..end].iter().all(|(_, c)| !matches!(c, ',' | '。' | ';') && *c != before);
        plain.then(|| chars[at + 1].0..chars[end].0)
    });
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::QuestionWords;

    #[test]
    fn a_gap_is_filled_by_what_stands_there() {
        for (question, sentence, answer) in [
            ("发展经济以什么为主线?", "全市坚持以供给侧改革为主线,加快开放。", Some("供给侧改革")),
            ("增长由谁来带动?", "增长由甲厂来带动。", Some("甲厂")),
            ("以什么为主线?", "以甲为主线，以乙为主线。", None),
            ("以什么为主线?", "以甲，乙为主线。", None),
            ("什么是主线?", "甲是主线。", None),
        ] {
            let question = Question::new(question, &QuestionWords::default());
            assert_eq!(filled(&question, sentence).map(|range| &sentence[range]), answer, "{sentence}");
        }
    }
}
