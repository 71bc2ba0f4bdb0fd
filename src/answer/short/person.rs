//! Who holds the office that is asked for: the name right behind it, as in `省长 李炳军` and `分析师邢志斌表示`.
//!
//! What names and offices look like is data: `config/persons.toml`.

use std::{ops::Range, sync::LazyLock};

use serde::Deserialize;

use crate::{
    answer::{
        figures::matching::overlap,
        question::{Kind, Question},
    },
    text::{fold::fold_char, is_han},
};

static PERSONS: LazyLock<Persons> = LazyLock::new(|| {
    #[expect(clippy::expect_used, reason = "the compiled-in file is read by the test here")]
    toml::from_str(include_str!("../../../config/persons.toml")).expect("config/persons.toml is valid")
});

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Persons {
    surnames: String,
    compounds: Vec<String>,
    offices: Vec<String>,
    behind: Vec<String>,
    words: Vec<String>,
    former: Vec<String>,
    before: String,
}

/// The longest office that is looked for, in characters: 中信建投期货工业品首席研究员.
const OFFICE_LIMIT: usize = 16;

/// A person by the office asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Person {
    /// The name, in bytes of the sentence.
    pub(crate) name: Range<usize>,
    /// So many characters of the question stand right before it.
    pub(crate) office: usize,
    /// Whether the office is one of another company or place than that asked for: 乙厂董事长 for 甲厂董事长.
    pub(crate) of_other: bool,
}

/// The person in `sentence` of whose office `question` names most; `read` is what is taken among equals.
pub(crate) fn person(question: &Question, sentence: &str, read: &Range<usize>) -> Option<Person> {
    if question.kind != Kind::Who {
        return None;
    }
    let chars: Vec<char> = sentence.chars().map(fold_char).collect();
    let mut best: Option<Person> = None;
    for (at, name) in names(question, sentence, &chars) {
        let (office, of_other) = held(&chars[..at], &question.folded);
        let person = Person { name, office, of_other };
        let is_read = |name: &Range<usize>| overlap(name, read);
        let better = |best: &Person| {
            office > best.office || office == best.office && is_read(&person.name) && !is_read(&best.name)
        };
        if office > 0 && best.as_ref().is_none_or(better) {
            best = Some(person);
        }
    }
    best
}

/// The one person in what is read, where someone is asked for and more is read than the name, or less: `副会长李四说`.
pub(crate) fn person_alone(question: &Question, sentence: &str, read: &Range<usize>) -> Option<Range<usize>> {
    let asks = ["谁", "哪位", "哪一位"].iter().any(|word| question.folded.contains(word));
    if question.kind != Kind::Who || !asks {
        return None;
    }
    let chars: Vec<char> = sentence.chars().map(fold_char).collect();
    let names = names(question, sentence, &chars).into_iter();
    let mut read_there = names.filter(|(at, name)| overlap(name, read) && is_office(&chars[..*at]));
    match (read_there.next(), read_there.next()) {
        (Some((_, only)), None) if only != *read => Some(only),
        _ => None,
    }
}

/// A name in a sentence.
#[derive(Debug)]
pub(crate) struct Named {
    /// In bytes.
    pub(crate) range: Range<usize>,
    /// Whether an office stands right before it.
    pub(crate) of_office: bool,
}

/// The names in `sentence` that the question does not know.
pub(crate) fn named(question: &Question, sentence: &str) -> Vec<Named> {
    let chars: Vec<char> = sentence.chars().map(fold_char).collect();
    let names = names(question, sentence, &chars).into_iter();
    names.map(|(at, range)| Named { range, of_office: is_office(&chars[..at]) }).collect()
}

/// The names in `sentence`, whose folded characters are `chars`, that the question does not know: where each stands, in
/// characters, and its range in bytes.
fn names(question: &Question, sentence: &str, chars: &[char]) -> Vec<(usize, Range<usize>)> {
    let bytes: Vec<usize> = sentence.char_indices().map(|(at, _)| at).chain([sentence.len()]).collect();
    let found = (2..chars.len()).filter_map(|at| {
        let length = name(&chars[at..])?;
        let word: String = chars[at..at + length].iter().collect();
        let known = question.folded.contains(&word) || PERSONS.words.contains(&word);
        (!known).then(|| (at, bytes[at]..bytes[at + length]))
    });
    found.collect()
}

/// Whether `text`, as written, ends in an office.
pub(crate) fn ends_in_office(text: &str) -> bool {
    let mut end: Vec<char> = text.chars().rev().take(OFFICE_LIMIT).map(fold_char).collect();
    end.reverse();
    is_office(&end)
}

/// Whether `text` ends in an office.
fn is_office(text: &[char]) -> bool {
    let end: String = text[text.len().saturating_sub(OFFICE_LIMIT)..].iter().collect();
    PERSONS.offices.iter().any(|office| end.ends_with(office.as_str()))
}

/// [`office`], of the last or the first of two that are told of one person: 发言人、司长李四.
fn held(text: &[char], question: &str) -> (usize, bool) {
    let last = office(text, question);
    let near = text.len().saturating_sub(OFFICE_LIMIT);
    match text[near..].iter().rposition(|&c| c == '、') {
        Some(mark) if last.0 == 0 && is_office(text) => office(&text[..near + mark], question),
        _ => last,
    }
}

/// How much of the question, in characters, `text` ends in, where that is an office, and whether it is one elsewhere; marks
/// between office and name do not count.
fn office(text: &[char], question: &str) -> (usize, bool) {
    let end = text
        .iter()
        .rposition(|c| !c.is_whitespace() && !matches!(c, ':' | '|' | '丨' | '/'))
        .map_or(0, |last| last + 1);
    if !is_office(&text[..end]) {
        return (0, false);
    }
    let text: String = text[end.saturating_sub(OFFICE_LIMIT)..end].iter().collect();
    let starts = text.char_indices().map(|(at, _)| at);
    let asked = starts.map(|at| text.split_at(at)).find(|(_, run)| question.contains(run));
    let held = asked.filter(|(before, _)| !PERSONS.former.iter().any(|former| before.ends_with(former.as_str())));
    let Some((before, run)) = held.filter(|(_, run)| run.chars().nth(1).is_some()) else { return (0, false) };
    // The names go on before it, and differ.
    let names = |before: &str| before.chars().next_back().is_some_and(|c| is_han(c) && !PERSONS.before.contains(c));
    let asked = question.find(run).map_or("", |at| &question[..at]);
    // 专委会 is 专业委员会: most characters are there.
    let of: Vec<char> = asked.chars().rev().take(OFFICE_LIMIT).take_while(|&c| is_han(c)).collect();
    let there = of.iter().filter(|&&c| before.contains(c)).count();
    (run.chars().count(), names(before) && names(asked) && 2 * there < of.len())
}

/// The length of the name that `text` begins with, in characters.
fn name(text: &[char]) -> Option<usize> {
    let begins = |word: &str, text: &[char]| {
        word.chars().zip(text).filter(|(one, other)| one == *other).count() == word.chars().count()
    };
    let first = text.first()?;
    let surname = if PERSONS.compounds.iter().any(|compound| begins(compound, text)) { 2 } else { 1 };
    if surname == 1 && !PERSONS.surnames.contains(*first) {
        return None;
    }
    let ends = |length: usize| match text.get(length) {
        // 本·伯南克
        Some('·') => false,
        Some(c) if is_han(*c) => PERSONS.behind.iter().any(|word| begins(word, &text[length..])),
        _ => true,
    };
    let given = |length: usize| text.get(surname..length).is_some_and(|given| given.iter().all(|c| is_han(*c)));
    [surname + 1, surname + 2].into_iter().find(|&length| given(length) && ends(length))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::QuestionWords;

    #[test]
    fn an_office_elsewhere_is_another() {
        for (question, sentence, of_other) in [
            ("甲山集团董事长是谁", "乙河集团董事长陈默说", true),
            ("甲山集团董事长是谁", "甲山集团董事长陈默说", false),
            ("甲山集团董事长是谁", "董事长陈默说", false),
            ("哪位教授谈了增速", "青河大学教授陈默说", false),
        ] {
            let question = Question::new(question, &QuestionWords::default());
            let found = person(&question, sentence, &(0..0)).map(|person| person.of_other);
            assert_eq!(found, Some(of_other), "{sentence}");
        }
    }

    #[test]
    fn of_what_is_read_the_name_alone_answers() {
        let sentence = "煤业协会副会长陈默说，成本提高，名誉会长欧阳伯雄先生赞成，三江师范学堂。";
        for (question, read, name) in [
            ("谁说成本提高", "煤业协会副会长陈默说", Some("陈默")),
            ("谁说成本提高", "陈默", None),
            ("谁赞成", "欧阳伯", Some("欧阳伯雄")),
            ("哪家协会说成本提高", "煤业协会副会长陈默说", None),
            ("它后来叫什么名字", "三江师范学堂", None),
        ] {
            let question = Question::new(question, &QuestionWords::default());
            let start = sentence.find(read).unwrap();
            let found = person_alone(&question, sentence, &(start..start + read.len()));
            assert_eq!(found.map(|range| &sentence[range]), name, "{read}");
        }
    }

    #[test]
    fn the_name_behind_the_office_asked_for_is_found() {
        for (question, sentence, name) in [
            ("省长是谁？", "省长 陈默", Some("陈默")),
            ("首席研究员叫什么名字", "以焦煤为例，青河期货首席研究员江露对记者表示向好。", Some("江露")),
            ("哪位教授谈了增速", "青河大学教授叶青认为，增速较快。", Some("叶青")),
            ("部里的发言人是谁", "商贸部新闻发言人、分析司司长陈默称", Some("陈默")),
            ("荣誉主席是谁", "侨领胡文先生、荣誉主席欧阳伯雄先生的祖籍地。", Some("欧阳伯雄")),
            ("新任总裁是谁", "前总裁陈默将继续任职。", None),
            ("总统是谁", "总统本·张伯伦表示支持，总统乔治·张伯伦反对。", None),
            ("分析师陈默的同事是谁", "分析师陈默表示向好。", None),
            ("作曲家是谁", "作曲家曾经为它谱曲。", None),
            ("产量是多少", "省长陈默表示向好。", None),
            ("省长是谁", "", None),
        ] {
            let question = Question::new(question, &QuestionWords::default());
            let found = person(&question, sentence, &(0..0)).map(|person| &sentence[person.name]);
            assert_eq!(found, name, "{sentence}");
        }
    }
}
