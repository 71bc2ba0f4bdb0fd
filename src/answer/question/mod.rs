//! What is asked, from the question alone: its words that name something, and the kind of answer wanted.
//!
//! ```text
//! content   its words that name something                  synonyms  words that say the same in reports
//! ```

pub(crate) mod content;
pub(crate) mod synonyms;

use std::{collections::HashSet, ops::Range};

use serde::Deserialize;

use crate::{
    figure::quantity::Unit,
    text::{fold::fold, tokenizer::tokens},
};

/// How questions are put, as it is shipped.
const DEFAULTS: &str = include_str!("../../../config/questions.toml");

/// The words and phrases by which questions are understood: `config/questions.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuestionWords {
    empty: Vec<String>,
    /// What is read as what.
    #[serde(default)]
    alike: Vec<(String, String)>,
    /// Behind these 为什么 asks for a name.
    naming: Vec<String>,
    amounts: Vec<String>,
    measure: Vec<Measure>,
    kind: Vec<KindPhrases>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Measure {
    unit: String,
    phrases: Vec<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct KindPhrases {
    name: Kind,
    phrases: Vec<String>,
    /// Words that ask for it at the end of bare keywords.
    #[serde(default)]
    endings: Vec<String>,
}

impl KindPhrases {
    fn ends(&self, question: &str) -> bool {
        let words = question.trim_end_matches(|c: char| !c.is_alphanumeric());
        self.endings.iter().any(|ending| words.ends_with(ending.as_str()))
    }
}

/// What kind of answer is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the question word says it")]
pub enum Kind {
    Number,
    When,
    Who,
    Where,
    Why,
    List,
    How,
    What,
    /// Whether something is so.
    YesNo,
    /// No question at all: words that name something.
    Keyword,
}

impl Default for QuestionWords {
    #[expect(clippy::expect_used, reason = "the compiled-in file is checked by the test defaults_are_valid")]
    fn default() -> Self {
        Self::parse(DEFAULTS).expect("config/questions.toml is valid")
    }
}

impl QuestionWords {
    /// Reads the form of `config/questions.toml`.
    ///
    /// # Errors
    ///
    /// It is no TOML, or holds what is not known here.
    pub fn parse(text: &str) -> Result<Self, toml::de::Error> {
        let mut words: Self = toml::from_str(text)?;
        // The longest goes first, so that 什么时候 is not cut to 时候.
        words.empty.sort_by_key(|word| std::cmp::Reverse(word.len()));
        Ok(words)
    }
}

/// The longest question that is searched for, in distinct words: more of them name nothing more.
const TERM_LIMIT: usize = 256;

/// A question, understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Folded, as typed.
    pub folded: String,
    /// What kind of answer is wanted.
    pub kind: Kind,
    /// Distinct folded tokens that name something, in the order of the question.
    pub terms: Vec<String>,
    /// The unit that the answer is wanted in, or one that measures the same: what follows 多少 or 几, folded, perhaps with
    /// words behind it; or what 多长 is measured in.
    pub unit: Option<String>,
}

impl Question {
    /// Understands `text`.
    pub fn new(text: &str, words: &QuestionWords) -> Self {
        let folded = fold(text);
        let plain = words.alike.iter().fold(folded.clone(), |text, (from, into)| text.replace(from, into));
        // 科罗拉多大学 asks for no size, 被称为什么 for no reason.
        let asking = plain.replace("多大学", "");
        let asking = words
            .naming
            .iter()
            .fold(asking, |text, word| text.replace(&format!("{word}为什么"), &format!("{word}为 什么")));
        // 哪8个行业 and 哪五家 ask for names.
        let asking = some_of(&asking);
        let asks = |phrase: &String| asking.contains(phrase.as_str());
        let kind = words
            .kind
            .iter()
            .find(|kind| kind.phrases.iter().any(asks) || kind.ends(&asking))
            .map_or(Kind::Keyword, |kind| kind.name);
        let mut bare = plain.clone();
        for word in &words.empty {
            if bare.contains(word.as_str()) {
                bare = bare.replace(word.as_str(), " ");
            }
        }
        let mut terms = distinct_tokens(&bare);
        if terms.is_empty() {
            // A question of nothing but question words is searched for as it is.
            terms = distinct_tokens(&folded);
        }
        let measure = words.measure.iter().find(|measure| measure.phrases.iter().any(asks));
        let unit = words.amounts.iter().find_map(|amount| unit_behind(&plain, amount));
        let unit = unit.or_else(|| measure.map(|measure| measure.unit.clone()));
        Self { folded, kind, terms, unit }
    }
}

/// They count what follows them in a question.
const COUNTERS: &str = "家座辆台套所条项";

impl Question {
    /// The unit that is asked for, with all of a compound one: 多少公斤每公顷; money where it is 多少钱.
    pub(crate) fn unit_asked(&self) -> Option<Unit> {
        let unit = self.unit.as_deref()?;
        if unit.starts_with('钱') {
            return Unit::named("元");
        }
        let whole = self.folded.find(unit).map_or(unit, |at| &self.folded[at..]);
        // 多少元一吨 is asked in 元/吨.
        let each = whole.split_once(['一', '每']).and_then(|(unit, of)| {
            let one = Unit::named(unit).filter(|named| named.text == unit && named.dimension.starts_with("money"))?;
            Unit::named(&format!("{}/{of}", one.text)).filter(|compound| compound.dimension.contains('/'))
        });
        // 多少家门店: the noun behind is no part of it.
        let counted = || {
            unit.chars().next().filter(|c| COUNTERS.contains(*c)).and_then(|c| Unit::named(c.encode_utf8(&mut [0; 4])))
        };
        each.or_else(|| Unit::named(whole)).or_else(counted)
    }
}

/// What a `folded` question only explains itself with, and asks for nothing: the first brackets, or that it is to be worked
/// out (`按销量和占比推算，…`).
pub(crate) fn explained(folded: &str) -> Option<Range<usize>> {
    let bracketed = || {
        let open = folded.find('(')?;
        Some(open..open + folded[open..].find(')')?)
    };
    bracketed().or_else(|| reckoned(folded))
}

/// The clause at the head of a `folded` question that tells from what the answer is to be worked out.
pub(crate) fn reckoned(folded: &str) -> Option<Range<usize>> {
    let clause = folded.split([',', ':']).next()?;
    let from = ["按", "由", "据", "根据", "依", "从", "以", "用"].iter().any(|word| clause.starts_with(word));
    let reckons = ["推算", "估算", "推断", "反推", "倒推", "计算"].iter().any(|word| clause.ends_with(word));
    (from && reckons && clause.len() < folded.len()).then_some(0..clause.len())
}

/// The longest unit, in characters: 吨标准煤 and its like.
const UNIT_LIMIT: usize = 4;

/// What follows `amount` in the question, up to the end of the word.
fn unit_behind(question: &str, amount: &str) -> Option<String> {
    let (_, behind) = question.split_once(amount)?;
    let unit: String = behind.chars().take_while(|c| c.is_alphanumeric() || *c == '/').take(UNIT_LIMIT).collect();
    (!unit.is_empty()).then_some(unit)
}

/// 哪几 for a number behind 哪.
fn some_of(question: &str) -> String {
    let Some((before, behind)) = question.split_once('哪') else { return question.to_owned() };
    let numeral = |c: char| c.is_ascii_digit() || "两三四五六七八九十".contains(c);
    match behind.trim_start_matches(numeral) {
        rest if rest.len() < behind.len() => format!("{before}哪几{rest}"),
        _ => question.to_owned(),
    }
}

fn distinct_tokens(text: &str) -> Vec<String> {
    let mut seen = HashSet::new();
    let mut found = Vec::new();
    tokens(text, |token| {
        if found.len() < TERM_LIMIT && seen.insert(token.text.to_owned()) {
            found.push(token.text.to_owned());
        }
    });
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn defaults_are_valid() {
        assert!(!QuestionWords::default().empty.is_empty());
    }

    #[test]
    fn the_kind_of_answer_wanted_is_told_from_the_question() {
        let words = QuestionWords::default();
        for (text, kind) in [
            ("一季度工业投资是多少？", Kind::Number),
            ("光伏街有多長", Kind::Number),
            ("党建联盟是哪天成立的", Kind::When),
            ("谁写的", Kind::Who),
            ("启动大会在哪里举行", Kind::Where),
            ("为什么要调减玉米", Kind::Why),
            ("该镇被列为什么试点", Kind::What),
            ("原址改为什么", Kind::What),
            ("有哪些企业", Kind::List),
            ("怎么实现", Kind::How),
            ("收入怎么反而减少了", Kind::Why),
            ("无理由退房涵盖多少个楼盘", Kind::Number),
            ("光伏街是什么", Kind::What),
            ("花了多少钱", Kind::Number),
            ("掉了几个点", Kind::Number),
            ("有多重", Kind::Number),
            ("谁家的", Kind::Who),
            ("企业是否停产", Kind::YesNo),
            ("会下降吗", Kind::YesNo),
            ("大庆 一季度 生猪出栏", Kind::Keyword),
            ("二季度会议闭幕时间？", Kind::When),
            ("全市 粮食产量", Kind::Number),
            ("光伏街", Kind::Keyword),
            ("哪一个人主持大会", Kind::Who),
            ("光伏街在哪一座城市", Kind::Where),
            ("大會在甚麼時後舉行", Kind::When),
            ("启动的时候谁主持", Kind::Who),
            ("", Kind::Keyword),
        ] {
            assert_eq!(Question::new(text, &words).kind, kind, "{text}");
        }
    }

    #[test]
    fn words_that_name_nothing_are_not_searched_for() {
        let words = QuestionWords::default();
        assert_eq!(Question::new("请问投资是多少？", &words).terms, ["投", "投资", "资"]);
        assert_eq!(Question::new("投资西元2021年的时候是甚么", &words).terms, ["投", "投资", "资", "2021", "年"]);
        assert_eq!(Question::new("什么", &words).terms, ["什", "什么", "么"]);
        assert!(Question::new("？！🙂", &words).terms.is_empty());
    }
}
