//! Which of several things that are called alike is meant: an edition (第28届), one of a set (男单, 女单), or what a
//! word before it makes another thing (人均GDP). The words for them are data: `config/variants.toml`.

use std::{ops::Range, sync::LazyLock};

use serde::Deserialize;

const DEFAULTS: &str = include_str!("../../../config/variants.toml");

static WORDS: LazyLock<VariantWords> = LazyLock::new(|| {
    #[expect(clippy::expect_used, reason = "the compiled-in file is read by every test here")]
    let mut words: VariantWords = toml::from_str(DEFAULTS).expect("config/variants.toml is valid");
    for set in &mut words.opposites {
        // The longest goes first: 冬残奥会 is no 残奥会.
        set.sort_by_key(|word| std::cmp::Reverse(word.len()));
    }
    words
});

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct VariantWords {
    editions: String,
    opposites: Vec<Vec<String>>,
    modifiers: Vec<String>,
    people: Vec<String>,
    firms: FirmWords,
}

/// How firms are named.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FirmWords {
    /// What their names end in.
    pub(crate) trades: Vec<String>,
    /// What stands before these words and is the name of none.
    pub(crate) kinds: Vec<String>,
    /// Characters that do not belong to a name.
    pub(crate) particles: String,
}

/// How firms are named.
pub(crate) fn firm_words() -> &'static FirmWords {
    &WORDS.firms
}

/// Another thing than the one that is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Other {
    /// What is asked for, in bytes of the folded question.
    pub(crate) asked: Range<usize>,
    /// What is there instead, in bytes of the folded sentence.
    pub(crate) there: Range<usize>,
}

/// Where `sentence` tells of another one than `question` asks for, and not of that one as well; both folded.
pub(crate) fn other(question: &str, sentence: &str) -> Option<Other> {
    other_edition(question, sentence).or_else(|| opposite(question, sentence)).or_else(|| modified(question, sentence))
}

/// 第29届, where 第28届 is asked for.
fn other_edition(question: &str, sentence: &str) -> Option<Other> {
    let asked = editions(question);
    let there = if asked.is_empty() { Vec::new() } else { editions(sentence) };
    asked.iter().find_map(|asked| {
        let mut alike = there.iter().filter(|edition| edition.of == asked.of);
        let first = alike.clone().next()?;
        // 第48届年会……参加本届奥运会
        let named = alike.any(|edition| edition.number == asked.number)
            || ["本", "该", "这"].iter().any(|word| sentence.contains(&format!("{word}{}", asked.of)));
        (!named).then(|| Other { asked: asked.range.clone(), there: first.range.clone() })
    })
}

/// What is numbered, and where.
#[derive(Debug)]
struct Edition {
    number: u32,
    of: char,
    range: Range<usize>,
}

/// What is numbered in `text`; not what stands there in passing, in brackets or compared with: 与第六次普查相比.
fn editions(text: &str) -> Vec<Edition> {
    let of = |rest: &str| rest.chars().next().filter(|&c| WORDS.editions.contains(c));
    let numbered = text.match_indices('第').filter_map(|(start, word)| {
        let rest = &text[start + word.len()..];
        let numeral = &rest[..rest.find(|c| digit(c).is_none() && scale(c).is_none()).unwrap_or(rest.len())];
        let of = of(&rest[numeral.len()..])?;
        let end = start + word.len() + numeral.len() + of.len_utf8();
        Some(Edition { number: number(numeral)?, of, range: start..end })
    });
    let first = text.match_indices('首').filter_map(|(start, word)| {
        let of = of(&text[start + word.len()..])?;
        Some(Edition { number: 1, of, range: start..start + word.len() + of.len_utf8() })
    });
    // 2022届毕业生
    let of_year = text.match_indices('届').filter_map(|(at, word)| {
        let start = at.checked_sub(YEAR)?;
        let year = text.get(start..at).filter(|year| year.bytes().all(|digit| digit.is_ascii_digit()))?;
        Some(Edition { number: year.parse().ok()?, of: '届', range: start..at + word.len() })
    });
    numbered.chain(first).chain(of_year).filter(|edition| !in_passing(text, edition.range.start)).collect()
}

/// So many digits make a year.
const YEAR: usize = 4;

/// Whether what begins at byte `at` of `text` stands in brackets, or behind what compares with it in its clause.
fn in_passing(text: &str, at: usize) -> bool {
    let before = &text[..at];
    let open = |open: char, close: char| before.rfind(open) > before.rfind(close);
    let clause = before.rsplit([',', '。', ';', '，', '；']).next().unwrap_or_default();
    let compares = clause.starts_with(['与', '和', '同', '比', '较']);
    let ends = text[at..].split([',', '。', ';', '，', '；']).next().unwrap_or_default();
    open('(', ')') || compares && (clause.starts_with(['比', '较']) || ends.contains("相比"))
}

/// The value of a numeral: 28, 二十八, 二八.
fn number(numeral: &str) -> Option<u32> {
    let (mut total, mut last) = (0_u32, None::<u32>);
    for c in numeral.chars() {
        if let Some(scale) = scale(c) {
            total = total.checked_add(last.take().unwrap_or(1).checked_mul(scale)?)?;
        } else {
            last = Some(last.unwrap_or(0).checked_mul(10)?.checked_add(digit(c)?)?);
        }
    }
    (!numeral.is_empty()).then(|| total.saturating_add(last.unwrap_or(0)))
}

fn digit(c: char) -> Option<u32> {
    c.to_digit(10).or_else(|| u32::try_from("〇一二三四五六七八九".chars().position(|numeral| numeral == c)?).ok())
}

fn scale(c: char) -> Option<u32> {
    match c {
        '十' => Some(10),
        '百' => Some(100),
        '千' => Some(1000),
        _ => None,
    }
}

/// Whether `question` names one of several that are called alike.
pub(crate) fn names_opposite(question: &str) -> bool {
    WORDS.opposites.iter().flatten().any(|word| question.contains(word.as_str()))
}

/// 女单, where 男单 is asked for.
pub(crate) fn opposite(question: &str, sentence: &str) -> Option<Other> {
    WORDS.opposites.iter().find_map(|set| {
        let asked = of_set(set, question);
        let [only] = asked.as_slice() else { return None };
        let there = of_set(set, sentence);
        let word = &question[only.clone()];
        let named = there.iter().any(|range| &sentence[range.clone()] == word) || is_listed(word, set, sentence);
        let first = there.first().filter(|_| !named)?;
        Some(Other { asked: only.clone(), there: first.clone() })
    })
}

/// Whether `word` stands in a list of `sentence` whose last one tells what they all are: 东部、中部、西部地区.
fn is_listed(word: &str, set: &[String], sentence: &str) -> bool {
    let alike =
        |other: &String| word.chars().rev().zip(other.chars().rev()).take_while(|(one, other)| one == other).count();
    let shared = set.iter().filter(|other| *other != word).map(alike).max().unwrap_or(0);
    let stem: String = word.chars().take(word.chars().count() - shared).collect();
    shared > 0 && ["、", "和"].iter().any(|joint| sentence.contains(&format!("{stem}{joint}")))
}

/// Where words of `set`, the longest first, stand in `text`.
fn of_set(set: &[String], text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for word in set {
        for (start, word) in text.match_indices(word.as_str()) {
            let range = start..start + word.len();
            if found.iter().all(|longer| longer.end <= range.start || range.end <= longer.start) {
                found.push(range);
            }
        }
    }
    found
}

/// 人均GDP, where GDP is asked for: all that the sentence says of it stands behind a modifier that the question lacks.
fn modified(question: &str, sentence: &str) -> Option<Other> {
    // 居民收入 goes without saying by the head, and a share is the same by the head.
    let share = ["占比", "比重"].iter().any(|word| question.contains(word));
    let people = || WORDS.people.iter().any(|word| question.contains(word.as_str()));
    let by_head = |modifier: &str| modifier == "人均" && (share || people());
    let other = |modifier: &&String| !question.contains(modifier.as_str()) && !by_head(modifier);
    WORDS.modifiers.iter().filter(other).find_map(|modifier| {
        sentence.match_indices(modifier.as_str()).find_map(|(start, _)| {
            let behind = start + modifier.len();
            let mut chars = sentence[behind..].char_indices();
            let pair = chars.by_ref().take(2).filter(|(_, c)| c.is_alphanumeric()).count() == 2;
            let end = chars.next().map_or(sentence.len(), |(at, _)| behind + at);
            let word = &sentence[behind..end];
            let asked = question.find(word).filter(|_| pair)?;
            let bare = sentence.match_indices(word).any(|(at, _)| !sentence[..at].ends_with(modifier.as_str()));
            // The whole of what question and sentence share from there.
            let shared = question[asked..].chars().zip(sentence[behind..].chars());
            let shared = shared.take_while(|(one, other)| one == other && one.is_alphanumeric());
            let length: usize = shared.map(|(c, _)| c.len_utf8()).sum();
            (!bare).then_some(Other { asked: asked..asked + length, there: start..behind + length })
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_one_is_told_from_the_one_asked_for() {
        for (question, sentence, expected) in [
            ("第28届大会何时召开", "第29届大会在五月召开。", Some(("第28届", "第29届"))),
            ("第28届大会何时召开", "第二十八届大会在五月召开。", None),
            ("第二届大会何时召开", "首届大会在五月召开。", Some(("第二届", "首届"))),
            ("第一届大会何时召开", "首届大会在五月召开。", None),
            ("第28届大会何时召开", "第29届大会之前，第28届在五月召开。", None),
            ("第二届大会何时召开", "大会第三天闭幕。", None),
            ("男单冠军是谁", "甲夺得女单冠军。", Some(("男单", "女单"))),
            ("男单冠军是谁", "甲夺得女单冠军，乙夺得男单冠军。", None),
            ("男单和女单冠军是谁", "甲夺得女单冠军。", None),
            ("出口多少", "进出口120亿元。", Some(("出口", "进出口"))),
            ("全市gdp是多少", "人均gdp为3万元。", Some(("gdp", "人均gdp"))),
            ("全市gdp是多少", "gdp为3亿元，人均gdp为3万元。", None),
            ("人均gdp是多少", "人均gdp为3万元。", None),
            ("全县占地是多少", "人均占地2亩。", Some(("占地", "人均占地"))),
            ("服务支出占消费的比重是多少", "人均服务支出300元，占消费的比重为40%。", None),
            ("决赛在哪天举行", "半决赛在周五举行。", Some(("决赛", "半决赛"))),
            ("", "", None),
        ] {
            let found = other(question, sentence);
            let found = found.map(|found| (&question[found.asked], &sentence[found.there]));
            assert_eq!(found, expected, "{question} | {sentence}");
        }
    }
}
