//! What a question is about, and which of it a report does not have.
//!
//! The characters of a question that name something are matched by pairs: a character is known where a pair with one of
//! its neighbours stands in the report. What stays unknown is the strongest sign that the report does not say: 铽 where
//! it tells of 镝, 彩电 where it tells of 手机. Words that only ask (`config/asking.txt`) are left aside, and a word is
//! known by its synonyms, too (`config/synonyms.txt`).

use std::{collections::HashSet, ops::Range, sync::LazyLock};

use crate::{
    answer::question::synonyms,
    text::{abbreviation::abbreviates, is_han},
};

const ASKING: &str = include_str!("../../../config/asking.txt");

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let lines = |text: &'static str| text.lines().filter(|line| !line.starts_with('#'));
    let asking = lines(ASKING).flat_map(str::split_whitespace);
    let (single, mut asking): (Vec<&str>, Vec<&str>) = asking.partition(|word| word.chars().nth(1).is_none());
    // The longest goes first, so that 被称为 is not cut to 被称.
    asking.sort_by_key(|word| std::cmp::Reverse(word.len()));
    Words { asking, light: single.iter().flat_map(|word| word.chars()).collect() }
});

struct Words {
    asking: Vec<&'static str>,
    /// Characters that may be missing without any loss.
    light: HashSet<char>,
}

/// Whether a character may be missing without any loss.
pub(crate) fn is_light(c: char) -> bool {
    WORDS.light.contains(&c)
}

/// How rare a term is that `holding` of `passages` passages hold: its inverse document frequency.
pub(crate) fn rarity(passages: u64, holding: u64) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "counts of passages; a weight needs no more precision")]
    let (all, holding) = (passages as f32, holding.min(passages) as f32);
    (1.0 + (all - holding + 0.5) / (holding + 0.5)).ln()
}

/// The text that a subject is looked for in.
#[derive(Debug)]
pub(crate) struct Haystack {
    folded: String,
    pairs: HashSet<(char, char)>,
}

impl Haystack {
    /// Of folded text.
    pub(crate) fn new(folded: String) -> Self {
        let pairs = folded.chars().zip(folded.chars().skip(1)).filter(|&(a, b)| is_han(a) && is_han(b)).collect();
        Self { folded, pairs }
    }

    pub(crate) fn text(&self) -> &str {
        &self.folded
    }

    pub(crate) fn contains(&self, word: &str) -> bool {
        self.folded.contains(word)
    }
}

/// The characters of a question that name something, with their weights.
#[derive(Debug)]
pub(crate) struct Subject {
    /// The question as typed; a character for each of `chars`.
    typed: Vec<char>,
    /// The same, folded.
    chars: Vec<char>,
    /// The last run of words that name something, those that only ask among them.
    named: Option<Range<usize>>,
    /// Which of them name something.
    names: Vec<bool>,
    /// The name that the question begins with.
    head: Option<Range<usize>>,
    /// The titles in it, within their marks.
    titles: Vec<Range<usize>>,
    /// How rare each pair that begins here, and each character alone, is.
    rarity: Vec<(f32, f32)>,
    /// Where the name of what is asked for may begin (哪个皇帝, 什么颜色): an answer need not repeat it.
    kinds: Vec<bool>,
    /// Words in letters, with their weight.
    latin: Vec<(Range<usize>, String, f32)>,
    /// Ranges that any of these words stands for as well.
    synonyms: Vec<(Range<usize>, Vec<&'static str>)>,
}

/// What a report does not have of a subject.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Missing {
    /// Its share of the subject's weight, 0 to 1.
    pub(crate) share: f32,
    /// The weightiest run of it, as typed.
    pub(crate) run: Option<String>,
}

impl Subject {
    /// Of the question `typed`, without the ranges of characters that are looked at by themselves (`aside`) and what is
    /// no term of the search; `rarity` tells a term's inverse document frequency.
    pub(crate) fn new(
        typed: &str,
        folded: &str,
        aside: &[Range<usize>],
        is_term: impl Fn(&str) -> bool,
        rarity: impl Fn(&str) -> f32,
    ) -> Self {
        let chars: Vec<char> = folded.chars().collect();
        let mut names: Vec<bool> = chars.iter().map(|&c| is_han(c) && is_term(c.encode_utf8(&mut [0; 4]))).collect();
        for range in aside {
            names.get_mut(range.clone()).into_iter().flatten().for_each(|name| *name = false);
        }
        let latin = if names.contains(&true) { latin(&chars, aside) } else { Vec::new() };
        let named = last_run(chars.len(), |at| names[at] || latin.iter().any(|(range, _)| range.contains(&at)));
        for word in &WORDS.asking {
            for range in occurrences(&chars, word) {
                if names[range.clone()].iter().all(|&name| name) {
                    names[range].fill(false);
                }
            }
        }
        let head = head(&chars, aside, |at| names[at] && !WORDS.light.contains(&chars[at]));
        let titles = titles(&chars);
        let weigh = |at: usize| {
            let alone = if names[at] { rarity(chars[at].encode_utf8(&mut [0; 4])) } else { 0.0 };
            let pair = match chars.get(at + 1) {
                Some(&next) if names[at] && names[at + 1] => rarity(&String::from_iter([chars[at], next])),
                _ => 0.0,
            };
            (pair, alone)
        };
        let rarity_of = (0..chars.len()).map(weigh).collect();
        let kinds = kinds(&chars);
        let latin = latin.into_iter().map(|(range, word)| (range, rarity(&word) * 2.0, word));
        let latin = latin.map(|(range, weight, word)| (range, word, weight)).collect();
        let mut synonyms = Vec::new();
        for group in synonyms::synonyms() {
            for word in group.iter().filter(|word| folded.contains(**word)) {
                synonyms.extend(occurrences(&chars, word).map(|range| (range, group.clone())));
            }
        }
        Self {
            typed: typed.chars().collect(),
            chars,
            named,
            names,
            head,
            titles,
            rarity: rarity_of,
            kinds,
            latin,
            synonyms,
        }
    }

    /// The words nearest to the question's end that name something, as typed: what is mostly asked for.
    pub(crate) fn phrase(&self) -> Option<String> {
        let last = self.named.clone()?;
        let phrase: String = self.typed.get(last)?.iter().collect();
        // 产量占全国多少 is about 产量.
        let phrase = phrase.strip_suffix('占').unwrap_or(&phrase);
        (!phrase.is_empty()).then(|| phrase.to_owned())
    }

    /// The name that the question begins with, as typed and folded.
    pub(crate) fn head(&self) -> Option<(String, String)> {
        let head = self.head.clone()?;
        Some((self.typed.get(head.clone())?.iter().collect(), self.chars[head].iter().collect()))
    }

    /// The name, as typed, that a report on the subject must have and `report` has not: the one that the question
    /// begins with, from its first pair on, or a title as a whole.
    pub(crate) fn unnamed(&self, report: &Haystack) -> Option<String> {
        let title = self.titles.iter().find(|title| {
            let title: String = self.chars[(*title).clone()].iter().collect();
            !report.contains(&title) && !bare(&report.folded).contains(&bare(&title))
        });
        let head = || self.head.as_ref().filter(|head| !self.known(report)[head.start]);
        let range = title.or_else(head)?;
        Some(self.typed.get(range.clone())?.iter().collect())
    }

    /// What of it `report` lacks.
    pub(crate) fn missing(&self, report: &Haystack) -> Missing {
        let known = self.known(report);
        let (mut total, mut lacking, mut weightiest) = (0.0_f32, 0.0_f32, 0.0_f32);
        let mut run = None;
        let mut lack = |weight: f32, range: Range<usize>| {
            lacking += weight;
            if weight > weightiest {
                weightiest = weight;
                run = Some(range);
            }
        };
        let counts = |at: usize| self.names[at] && (known[at] || !WORDS.light.contains(&self.chars[at]));
        let mut at = 0;
        while at < self.chars.len() {
            let start = at;
            at += 1;
            if !counts(start) {
                continue;
            }
            // A light character within an unknown word does not end it: 软件业务.
            let unknown = |at: usize| self.names[at] && !known[at];
            let goes_on = |at: usize| if known[start] { counts(at) && known[at] } else { unknown(at) };
            while at < self.chars.len() && goes_on(at) {
                at += 1;
            }
            let mut end = at;
            while !counts(end - 1) {
                end -= 1;
            }
            let heavy = (start..end).filter(|&at| counts(at));
            let single = heavy.clone().count() == 1;
            if !known[start] && (self.kinds[start] || single && report.folded.contains(self.chars[start])) {
                continue;
            }
            // A character that stands alone is a word of its own.
            let weight: f32 = heavy.map(|at| self.weight(at, &known)).sum();
            let weight = if single && !known[start] { 2.0 * weight } else { weight };
            total += weight;
            if !known[start] {
                lack(weight, start..end);
            }
        }
        for (range, word, weight) in &self.latin {
            total += weight;
            if !known[range.start] && !report.contains(word) {
                lack(*weight, range.clone());
            }
        }
        let run = run.map(|range| self.typed.get(range).unwrap_or_default().iter().collect());
        Missing { share: if total > 0.0 { lacking / total } else { 0.0 }, run }
    }

    /// Which characters the report has, by pairs, words of one character, or synonyms.
    fn known(&self, report: &Haystack) -> Vec<bool> {
        let length = self.chars.len();
        let mut known = vec![false; length];
        for at in 1..length {
            if report.pairs.contains(&(self.chars[at - 1], self.chars[at])) {
                known[at - 1] = true;
                known[at] = true;
            }
        }
        for (range, words) in &self.synonyms {
            if !known[range.clone()].iter().all(|&known| known) && words.iter().any(|word| report.contains(word)) {
                known[range.clone()].fill(true);
            }
        }
        for run in short_names(&known, |at| self.names[at] && is_han(self.chars[at])) {
            if abbreviates(&self.chars[run.clone()], &report.folded) {
                known[run].fill(true);
            }
        }
        known
    }

    /// How much character `at` weighs: as much as the rarest pair with a neighbour that is known or unknown as it is.
    fn weight(&self, at: usize, known: &[bool]) -> f32 {
        let alike = |other: usize| known.get(other) == Some(&known[at]);
        let behind = if alike(at + 1) { self.rarity[at].0 } else { 0.0 };
        let before = match at.checked_sub(1) {
            Some(before) if alike(before) => self.rarity[before].0,
            _ => 0.0,
        };
        behind.max(before).max(self.rarity[at].1)
    }
}

/// The runs that may be names cut short: two or more characters of a name that are not `known`, with the one behind them
/// where there are but two.
pub(crate) fn short_names(known: &[bool], names: impl Fn(usize) -> bool) -> Vec<Range<usize>> {
    let mut runs = Vec::new();
    let mut at = 0;
    while at < known.len() {
        let start = at;
        while at < known.len() && names(at) && !known[at] {
            at += 1;
        }
        let more = usize::from(at - start == 2 && at < known.len() && names(at));
        if at - start >= 2 {
            runs.push(start..at + more);
        }
        at = at.max(start + 1);
    }
    runs
}

/// The run of at least two characters that name something, where a question begins with it; what is looked at by
/// itself (`aside`), marks and prepositions may go before.
fn head(chars: &[char], aside: &[Range<usize>], names: impl Fn(usize) -> bool) -> Option<Range<usize>> {
    let before = |at: usize| {
        let c = chars[at];
        !c.is_alphanumeric() || "在从由于据".contains(c) || aside.iter().any(|range| range.contains(&at))
    };
    let start = (0..chars.len()).find(|&at| !before(at))?;
    let end = (start..chars.len()).find(|&at| !names(at)).unwrap_or(chars.len());
    (end - start >= 2).then_some(start..end)
}

/// What stands between 《 and 》, or in quotation marks.
fn titles(chars: &[char]) -> Vec<Range<usize>> {
    const MARKS: [(char, char); 3] = [('《', '》'), ('「', '」'), ('“', '”')];
    let places = |mark: char| (0..chars.len()).filter(move |&at| chars[at] == mark);
    let between = |(opens, closes): (char, char)| {
        let closed = move |open: usize| places(closes).find(|&close| close > open).map(|close| open + 1..close);
        places(opens).filter_map(closed)
    };
    MARKS.into_iter().flat_map(between).filter(|title| !title.is_empty()).collect()
}

/// Letters and digits alone.
fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The last run of at least two of `length` places that are `within` it.
fn last_run(length: usize, within: impl Fn(usize) -> bool) -> Option<Range<usize>> {
    let mut end = length;
    while end > 0 {
        let start = (0..end).rev().take_while(|&at| within(at)).last().unwrap_or(end);
        if end - start > 1 {
            return Some(start..end);
        }
        end = start.min(end - 1);
    }
    None
}

/// Where the name of what is asked for may begin, behind 哪 or 什么 and the word that counts it.
fn kinds(chars: &[char]) -> Vec<bool> {
    let mut kinds = vec![false; chars.len()];
    for word in ["哪", "什么", "甚么", "何"] {
        for found in occurrences(chars, word) {
            let counter = |c: &char| "一二三几个位种项些国家座条部场本只首支名类片处年所门款件次届颗".contains(*c);
            let counters = chars[found.end..].iter().take(3).take_while(|c| counter(c)).count();
            let last = (found.end + counters + 1).min(chars.len());
            kinds[found.end..last].fill(true);
        }
    }
    kinds
}

/// Where `word` stands in `chars`.
fn occurrences(chars: &[char], word: &str) -> impl Iterator<Item = Range<usize>> {
    let word: Vec<char> = word.chars().collect();
    let length = word.len();
    (0..(chars.len() + 1).saturating_sub(length.max(1)))
        .filter(move |&at| chars[at..at + length] == word[..])
        .map(move |at| at..at + length)
}

/// The words in letters.
fn latin(chars: &[char], aside: &[Range<usize>]) -> Vec<(Range<usize>, String)> {
    let mut words = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let start = at;
        while at < chars.len() && chars[at].is_alphanumeric() && !is_han(chars[at]) {
            at += 1;
        }
        let word = &chars[start..at];
        if word.iter().any(|c| c.is_alphabetic()) && !aside.iter().any(|range| range.contains(&start)) {
            words.push((start..at, word.iter().collect()));
        }
        at = at.max(start + 1);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn missing(question: &str, report: &str) -> Missing {
        Subject::new(question, question, &[], |_| true, |_| 1.0).missing(&Haystack::new(report.to_owned()))
    }

    #[test]
    fn what_the_report_lacks_is_named() {
        for (question, report, run) in [
            ("金属铽的价格", "稀土金属镝价格上涨", Some("铽")),
            ("彩电产量是多少台", "手机产量4.8亿台", Some("彩电")),
            ("软件业务收入", "电子信息制造业营业收入", Some("软件业务")),
            ("gdp增速", "地区生产总值增长4%", None),
            ("它位于哪里的地方", "它在城里", None),
            ("华为5g专利", "华为的专利", Some("5g")),
            ("重庆是哪个皇帝命名的", "李某命名了重庆", None),
            ("", "", None),
        ] {
            let found = missing(question, report);
            assert_eq!(found.run.as_deref(), run, "{question}");
            assert_eq!(found.share > 0.0, run.is_some(), "{question}");
        }
    }

    #[test]
    fn a_report_on_something_has_its_name() {
        for (question, report, name) in [
            ("叶齿鳄有多长", "裂头鳄长7米", Some("叶齿鳄")),
            ("叶齿鳄有多长", "叶齿鳄长7米", None),
            ("有多长的鳄", "裂头鳄长7米", None),
            ("《江湖夜雨》的作者是谁", "江湖，夜雨十年", None),
            ("《江湖夜雨》的作者是谁", "《江湖秋雨》的作者是甲", Some("江湖夜雨")),
            ("《江湖夜雨》的作者是谁", "《江湖·夜雨》的作者是甲", None),
            ("谁被称为“江湖之父”", "甲被称为海洋之父", Some("江湖之父")),
        ] {
            let subject = Subject::new(question, question, &[], |_| true, |_| 1.0);
            assert_eq!(subject.unnamed(&Haystack::new(report.to_owned())).as_deref(), name, "{question} | {report}");
        }
    }

    #[test]
    fn what_is_asked_for_is_named_last() {
        let phrase = |text: &str| Subject::new(text, text, &[], |term| !"是的多少".contains(term), |_| 1.0).phrase();
        assert_eq!(phrase("江西的稀土产量是多少").as_deref(), Some("稀土产量"));
        assert_eq!(phrase("5g基站是多少").as_deref(), Some("5g基站"));
        assert_eq!(phrase("是多少"), None);
    }

    proptest! {
        #[test]
        fn the_share_is_a_share(question in "[一-龥a-z0-9 ]{0,30}", report in "[一-龥a-z]{0,60}") {
            assert!((0.0..=1.0).contains(&missing(&question, &report).share));
            assert_eq!(missing(&question, &question).share, 0.0);
        }
    }
}
