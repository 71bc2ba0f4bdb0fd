//! Whether a short answer is an amount of what is asked for by name: 3天 is no 票房. Data: `config/measures.toml`.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::{
    answer::{Kind, Question},
    text::is_numeral,
};

const DEFAULTS: &str = include_str!("../../../config/measures.toml");
const UNITS: [&str; 2] = [include_str!("../../../config/dimensions.txt"), include_str!("../../../config/counters.txt")];

static MEASURES: LazyLock<Measures> = LazyLock::new(|| {
    #[expect(clippy::expect_used, reason = "the compiled-in file is read by the test here")]
    toml::from_str(DEFAULTS).expect("config/measures.toml is valid")
});

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Measures {
    rates: Vec<String>,
    measure: Vec<Measure>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Measure {
    words: Vec<String>,
    units: Vec<String>,
}

/// The measure that `question` asks for by name.
fn measure_asked(question: &Question) -> Option<&'static Measure> {
    let holds = |words: &[String]| words.iter().any(|word| question.folded.contains(word.as_str()));
    if !matches!(question.kind, Kind::Number | Kind::Keyword | Kind::What) || holds(&MEASURES.rates) {
        return None;
    }
    MEASURES.measure.iter().find(|measure| measure.words.iter().any(|word| ends(&question.folded, word)))
}

/// The units of what `question` asks for by name: 元 of 票房.
pub(crate) fn units_asked(question: &Question) -> Option<&'static [String]> {
    measure_asked(question).map(|measure| measure.units.as_slice())
}

/// The unit that `question` asks for by the name of a measure, where the amount in `answer` (folded) is of another kind.
pub(crate) fn other_kind(question: &Question, answer: &str) -> Option<String> {
    let Some(measure) = measure_asked(question) else { return other_than_counted(question, answer) };
    let units = || UNITS.iter().flat_map(|list| list.lines()).filter(|line| !line.starts_with('#'));
    let is_other = |behind: &str| {
        let own = measure.units.iter().any(|unit| behind.starts_with(unit.as_str()));
        let known = units().flat_map(str::split_whitespace).any(|unit| behind.starts_with(unit));
        let rate = ["%", "‰", "成", "倍", "百分"].iter().any(|rate| behind.starts_with(rate));
        known && !own && !rate
    };
    // A clause may tell the year before the amount.
    let numbers = behind_numbers(answer);
    let nothing = !answer.contains(char::is_alphanumeric);
    let other = nothing || !numbers.is_empty() && numbers.into_iter().all(is_other);
    measure.units.first().filter(|_| other).cloned()
}

/// The unit that `question` counts in (多少家门店), where `answer` (folded) gives an amount of money or the like.
fn other_than_counted(question: &Question, answer: &str) -> Option<String> {
    let unit = question.unit_asked().filter(|unit| unit.dimension == "count")?;
    let counts = ["多少", "几"].iter().any(|word| question.folded.contains(&format!("{word}{}", unit.text)));
    let in_time = ["月", "年", "天", "小时", "分钟"];
    let measured = |behind: &str| {
        if in_time.iter().any(|time| behind.starts_with(time) && !question.folded.contains(time)) {
            return true;
        }
        let mut units = UNITS[0].lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace);
        units.any(|unit| (unit == "元" || unit.chars().nth(1).is_some()) && behind.starts_with(unit))
    };
    let numbers = behind_numbers(answer);
    (counts && !numbers.is_empty() && numbers.into_iter().all(measured)).then_some(unit.text)
}

/// Whether `word` is what `question` asks for: nothing but asking stands behind it.
fn ends(question: &str, word: &str) -> bool {
    let asking = |c: char| !c.is_alphanumeric() || "是为约有达到了共的大概高多少几呢总计钱元人".contains(c);
    question.rfind(word).is_some_and(|at| question[at + word.len()..].chars().all(asking))
}

/// What stands behind each number, its scale and 个.
fn behind_numbers(text: &str) -> Vec<&str> {
    let is_number = |c: char| c.is_ascii_digit() || is_numeral(c);
    let inside = |c: char| is_number(c) || "十百千万亿余多几.,".contains(c);
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(is_number) {
        rest = rest[start..].trim_start_matches(inside);
        found.push(rest.strip_prefix('个').filter(|behind| !behind.is_empty()).unwrap_or(rest));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::QuestionWords;

    #[test]
    fn an_amount_of_another_kind_is_told() {
        for (question, answer, unit) in [
            ("去年票房是多少", "3天", Some("元")),
            ("去年票房是多少", "3.2亿元", None),
            ("去年票房是多少", "3.2亿", None),
            ("去年票房增长多少", "3天", None),
            ("棉花产量是多少", "31个省", Some("吨")),
            ("棉花产量是多少", "超过500万吨", None),
            ("死亡人数是多少", "两起", Some("人")),
            ("死亡人数是多少", "12名", None),
            ("死亡人数是多少", "不详", None),
            ("死亡人数是多少", " ", Some("人")),
            ("单位gdp能耗是多少", "1.2吨标准煤", None),
            ("占地面积约有多少", "3000余平方米", None),
            ("产量是多少", "2022年产量120万吨", None),
            ("去年金额是多少", "2年1650万美元", None),
            ("谁的收入最高", "3天", None),
            ("甲公司开了多少家门店", "3.74亿元人民币", Some("家")),
            ("甲公司开了多少家门店", "3家", None),
        ] {
            let question = Question::new(question, &QuestionWords::default());
            assert_eq!(other_kind(&question, answer).as_deref(), unit, "{question:?} | {answer}");
        }
    }
}
