//! Which of two that are named has more, or less: 甲和乙谁赚得多.

use super::{
    names::{completed, listed},
    words::{Degrees, FILE},
};

/// Which of two that a question names has more, or less: 甲和乙谁赚得多.
#[derive(Debug)]
pub(crate) struct Which {
    /// A question for each.
    pub(crate) questions: Vec<String>,
    /// Whether the larger is asked for.
    pub(crate) most: bool,
}

/// Which of two `question` (folded) asks for, if it does.
pub(crate) fn which(question: &str) -> Option<Which> {
    let question: String = question.split(|c: char| c.is_whitespace() || "?!。".contains(c)).collect();
    let Degrees { more, less, .. } = &FILE.difference;
    let at = FILE.words.which.iter().filter_map(|word| question.find(word.as_str())).min()?;
    let behind = FILE.words.which.iter().filter_map(|word| question[at..].strip_prefix(word.as_str()));
    let behind = behind.min_by_key(|behind| behind.len())?;
    let degree = |words: &[String]| words.iter().find_map(|word| behind.strip_suffix(word.as_str()));
    let (most, asked) = match (degree(more), degree(less)) {
        (Some(asked), _) => (true, asked),
        (None, Some(asked)) => (false, asked),
        _ => return None,
    };
    let asked = ["更", "比较", "得", "的"].iter().fold(asked, |asked, word| asked.trim_end_matches(word));
    let asked = asked.trim_start_matches('的');
    // 谁更高 tells not what of.
    asked.chars().next()?;
    let grows = ["增", "涨", "降", "跌"].iter().any(|word| asked.contains(word));
    let ending = if grows { "增长多少" } else { "多少" };
    let rates = ["增速", "增幅", "涨幅", "增长", "增", "涨"];
    let asked = rates.iter().find_map(|word| asked.strip_suffix(word)).unwrap_or(asked);
    let names = listed(&question[..at]).filter(|names| names.len() == 2)?;
    Some(Which { questions: completed(names, &format!("{asked}{ending}"))?, most })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_two_that_are_named_each_is_asked_for() {
        for (question, expected) in [
            ("2015年上半年江水证券和河山证券谁赚得多", "2015年上半年江水证券赚多少 | 2015年上半年河山证券赚多少"),
            ("江水证券和河山证券哪家公司的营收更低", "江水证券营收多少 | 河山证券营收多少"),
            ("江水市和河山市哪个城市增速快", "江水市增长多少 | 河山市增长多少"),
            ("江水证券和河山证券谁更高", ""),
            ("江水证券谁管得多", ""),
        ] {
            let found = which(question).map(|found| found.questions.join(" | "));
            assert_eq!(found.unwrap_or_default(), expected, "{question}");
        }
    }
}
