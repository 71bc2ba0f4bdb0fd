//! Periods and places that a text mentions: what tells a question, or a report's title, from its like.
//!
//! They are found by their form and by lists: `config/periods.toml`, `place_names.txt` and `states.txt`. Which days a period
//! means is not asked here.

use std::{
    collections::{BTreeMap, HashMap},
    ops::Range,
    sync::LazyLock,
};

use serde::Deserialize;

use super::{fold::fold_char, is_han};

const PLACES: &str = include_str!("../../config/place_names.txt");
const STATES: &str = include_str!("../../config/states.txt");
const PERIODS: &str = include_str!("../../config/periods.toml");

/// What is mentioned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MentionKind {
    /// `2024年`, `去年`, `“十四五”`.
    Year,
    /// `一季度`, `1—5月`, `6月末`, `上半年`.
    PartOfYear,
    /// `西宁市`.
    Place,
    /// `德国`, `华东`.
    State,
}

/// A stretch of a text that names a period or a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// Of what.
    pub kind: MentionKind,
    /// Where, in bytes.
    pub range: Range<usize>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PeriodWords {
    years: BTreeMap<String, i32>,
    eras: Names,
    parts: Names,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Names {
    names: Vec<String>,
}

/// Words of a list, by their first character and the longest first.
struct Words(HashMap<char, Vec<Vec<char>>>);

impl Words {
    fn new<'a>(words: impl Iterator<Item = &'a str>) -> Self {
        let mut by_first: HashMap<char, Vec<Vec<char>>> = HashMap::new();
        for word in words {
            let word: Vec<char> = word.chars().collect();
            by_first.entry(word.first().copied().unwrap_or_default()).or_default().push(word);
        }
        by_first.values_mut().for_each(|words| words.sort_by_key(|word| std::cmp::Reverse(word.len())));
        Self(by_first)
    }

    /// The length of the longest word that `chars` begin with.
    fn at(&self, chars: &[char]) -> Option<usize> {
        let words = self.0.get(chars.first()?)?;
        words.iter().find(|word| chars.starts_with(word)).map(Vec::len)
    }
}

struct Lexicon {
    relative: BTreeMap<String, i32>,
    years: Words,
    parts: Words,
    places: Words,
    states: Words,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    #[expect(clippy::expect_used, reason = "the compiled-in file is checked by the tests of this file")]
    let periods: PeriodWords = toml::from_str(PERIODS).expect("config/periods.toml is valid");
    let words = |text: &'static str| text.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace);
    Lexicon {
        years: Words::new(periods.years.keys().chain(&periods.eras.names).map(String::as_str)),
        parts: Words::new(periods.parts.names.iter().map(String::as_str)),
        places: Words::new(words(PLACES)),
        states: Words::new(words(STATES)),
        relative: periods.years,
    }
});

/// The periods and places of `text`, in its order.
///
/// ```
/// use wenbao::text::mention::mentions;
/// let text = "苏州2022年一季度集成电路产值";
/// let found: Vec<&str> = mentions(text).into_iter().map(|mention| &text[mention.range]).collect();
/// assert_eq!(found, ["苏州", "2022年", "一季度"]);
/// ```
pub fn mentions(text: &str) -> Vec<Mention> {
    let (offsets, chars): (Vec<usize>, Vec<char>) = text.char_indices().map(|(at, c)| (at, fold_char(c))).unzip();
    let offset = |at: usize| offsets.get(at).copied().unwrap_or(text.len());
    let mut found: Vec<Mention> = Vec::new();
    let mut at = 0;
    // Whether a name may begin here: behind a mark, a space, or what was found last.
    let mut fresh = true;
    while at < chars.len() {
        let rest = &chars[at..];
        let inside_number = at > 0 && rest[0].is_ascii_digit() && is_of_number(chars[at - 1]);
        let hit = if inside_number { None } else { period(rest) }
            .or_else(|| Some((MentionKind::State, LEXICON.states.at(rest)?)))
            .or_else(|| Some((MentionKind::Place, place(rest, fresh)?)));
        if let Some((kind, length)) = hit {
            found.push(Mention { kind, range: offset(at)..offset(at + length) });
            at += length;
            fresh = true;
        } else {
            fresh = !is_han(rest[0]) || rest[0] == '在';
            at += 1;
        }
    }
    found
}

/// The calendar year that a mention of a year begins with: `2024年`, `二〇二四年`.
pub fn calendar_year(text: &str) -> Option<i32> {
    let digits: Vec<u32> = text.chars().map_while(|c| digit(fold_char(c))).take(4).collect();
    let year = digits.iter().fold(0, |number, digit| number * 10 + digit);
    (digits.len() == 4).then_some(year).and_then(|year| i32::try_from(year).ok())
}

/// How many years a word such as `去年` is away from the year that is spoken of.
pub fn relative_year(word: &str) -> Option<i32> {
    let folded = super::fold::fold(word);
    LEXICON.relative.get(folded.as_str()).copied()
}

/// A part of a year in one way of writing: `第1季度`, `1季度` and `一季度` are the same.
pub fn normal_part(text: &str) -> String {
    let mut normal = String::new();
    for c in text.chars().map(fold_char) {
        match c {
            '第' | '份' | ' ' | '个' => {}
            '~' | '—' | '–' | '至' | '到' => normal.push('-'),
            c => normal.push(c),
        }
    }
    for (number, name) in [('1', '一'), ('2', '二'), ('3', '三'), ('4', '四')] {
        let (written, wanted) = (format!("{number}季度"), format!("{name}季度"));
        if normal == written {
            return wanted;
        }
    }
    normal
}

fn is_of_number(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | ',')
}

/// The digit that `c` writes.
fn digit(c: char) -> Option<u32> {
    c.to_digit(10).or_else(|| {
        Some(
            ["〇零", "一", "二", "三", "四", "五", "六", "七", "八", "九"].iter().position(|names| names.contains(c))?
                as u32,
        )
    })
}

fn spaces(chars: &[char]) -> usize {
    chars.iter().take_while(|&&c| c == ' ').count()
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '~' | '—' | '–' | '至' | '到' | '、')
}

/// A year or a part of one at the beginning of `chars`.
fn period(chars: &[char]) -> Option<(MentionKind, usize)> {
    if let Some(length) = year(chars) {
        return Some((MentionKind::Year, length));
    }
    part(chars).map(|length| (MentionKind::PartOfYear, length))
}

fn year(chars: &[char]) -> Option<usize> {
    if let Some(length) = LEXICON.years.at(chars) {
        return Some(length);
    }
    let digits = |chars: &[char]| chars.len() >= 4 && chars[..4].iter().all(|&c| digit(c).is_some());
    let more = |&c: &char| digit(c).is_some() && c.is_ascii_digit() == chars[3].is_ascii_digit();
    if !digits(chars) || chars.get(4).is_some_and(more) {
        return None;
    }
    let mut length = 4;
    // 2021—2023年, 2021年至2023年.
    let closing = length + usize::from(chars.get(length) == Some(&'年'));
    if chars.get(closing).is_some_and(|&c| is_dash(c)) && digits(&chars[closing + 1..]) {
        length = closing + 5;
    }
    let spaced = length + spaces(&chars[length..]);
    if chars.get(spaced) == Some(&'年') {
        let length = spaced + 1;
        let length = length + usize::from(chars.get(length) == Some(&'度'));
        return Some(if chars[length..].starts_with(&['同', '期']) { length + 2 } else { length });
    }
    // Without 年 only what can be nothing else: 2011一季度, or 2011 by itself.
    let recent = chars[..2] == ['1', '9'] || chars[..2] == ['2', '0'];
    let alone = chars.get(length).is_none_or(|&c| c == ' ' || matches!(c, '?' | '。' | '，' | '呢'));
    (recent && (alone || part(&chars[length..]).is_some())).then_some(length)
}

fn part(chars: &[char]) -> Option<usize> {
    if let Some(length) = LEXICON.parts.at(chars) {
        return Some(length);
    }
    match chars {
        ['q', '1'..='4', ..] | ['h', '1' | '2', ..] if !chars.get(2).copied().is_some_and(is_of_number) => {
            return Some(2);
        }
        _ => {}
    }
    let lead = usize::from(matches!(chars.first(), Some('第' | '前' | '头')));
    let (first, _) = number(&chars[lead..])?;
    let mut at = lead + first;
    if chars.get(at).is_some_and(|&c| is_dash(c))
        && let Some((second, _)) = number(&chars[at + 1..])
    {
        at += 1 + second;
    }
    at += spaces(&chars[at..]);
    let begins = |at: usize, word: &str| word.chars().enumerate().all(|(n, c)| chars.get(at + n) == Some(&c));
    let counted = at + usize::from(begins(at, "个"));
    if begins(counted, "季度") {
        return Some(counted + 2);
    }
    if counted > at {
        // 前5个月 is a part of a year; 5个月 is how long something takes.
        return (lead > 0 && chars[0] != '第' && begins(counted, "月")).then_some(counted + 1);
    }
    if lead > 0 || !begins(at, "月") {
        return None;
    }
    let mut end = at + 1;
    let spaced = end + spaces(&chars[end..]);
    if let Some((day, _)) = chars.get(spaced..).and_then(number)
        && chars.get(spaced + day..).is_some_and(|rest| matches!(rest.get(spaces(rest)), Some('日' | '号')))
    {
        return Some(spaced + day + spaces(&chars[spaced + day..]) + 1);
    }
    for tail in ["份", "上旬", "中旬", "下旬", "末", "底", "初"] {
        if begins(end, tail) {
            end += tail.chars().count();
        }
    }
    Some(end)
}

/// A number of 1 to 31 in digits or in words, with its length.
fn number(chars: &[char]) -> Option<(usize, u32)> {
    let length = chars.iter().take_while(|c| c.is_ascii_digit()).count();
    if length > 0 {
        let value = chars[..length.min(3)].iter().filter_map(|c| c.to_digit(10)).fold(0, |sum, digit| sum * 10 + digit);
        return (length <= 2 && (1..=31).contains(&value)).then_some((length, value));
    }
    let length = chars.iter().take_while(|&&c| c == '十' || c == '两' || (digit(c).is_some() && c != '零')).count();
    (1..=3).contains(&length).then_some((length, 0))
}

/// Behind these a 市 is another word's.
const NOT_BEHIND_CITY: &str = "场民长值区面容盈";

fn place(chars: &[char], fresh: bool) -> Option<usize> {
    if let Some(length) = LEXICON.places.at(chars) {
        return Some(length + rank(&chars[length..]));
    }
    // A place that no list has: two to four characters with its rank, at the beginning of a stretch.
    let ends = |length: usize| {
        let (body, last) = (&chars[..length], chars[length]);
        let sound = body.iter().all(|&c| is_han(c) && !"的是在有了和与及多少几哪谁为各该全年月日那这".contains(c));
        let name = !"上城超股楼集门都夜省外入开本我到".contains(chars[length - 1]);
        let next = chars.get(length + 1).copied().unwrap_or(' ');
        let known = (1..length).any(|at| LEXICON.places.at(&chars[at..]).is_some());
        sound && name && !known && matches!(last, '市' | '县' | '省') && !NOT_BEHIND_CITY.contains(next)
    };
    let most = chars.len().saturating_sub(1).min(4);
    if fresh { (2..=most).find(|&length| ends(length)).map(|length| length + 1) } else { None }
}

/// The length of what says the rank of a place: 市, 自治区.
fn rank(chars: &[char]) -> usize {
    let begins = |word: &str| word.chars().enumerate().all(|(n, c)| chars.get(n) == Some(&c));
    let city = begins("市") && !chars.get(1).is_some_and(|&c| NOT_BEHIND_CITY.contains(c));
    let ranks = ["特别行政区", "自治区", "自治州", "地区", "省", "县"];
    ranks.iter().find(|word| begins(word)).map_or(usize::from(city), |word| word.chars().count())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn found(text: &str) -> Vec<(char, &str)> {
        let letter = |kind| match kind {
            MentionKind::Year => 'y',
            MentionKind::PartOfYear => 'p',
            MentionKind::Place => '@',
            MentionKind::State => '$',
        };
        mentions(text).into_iter().map(|mention| (letter(mention.kind), &text[mention.range])).collect()
    }

    #[test]
    fn periods_and_places_of_a_text() {
        let cases: &[(&str, &[(char, &str)])] = &[
            ("重庆一季度用电量是多少？", &[('@', "重庆"), ('p', "一季度")]),
            ("2011年1~4月江西稀土产量", &[('y', "2011年"), ('p', "1~4月"), ('@', "江西")]),
            ("２０２２年上半年深圳市GDP", &[('y', "２０２２年"), ('p', "上半年"), ('@', "深圳市")]),
            ("2023 年 6 月末重慶", &[('y', "2023 年"), ('p', "6 月末"), ('@', "重慶")]),
            ("重庆 2011一季度", &[('@', "重庆"), ('y', "2011"), ('p', "一季度")]),
            ("截至2011年5月27日", &[('y', "2011年"), ('p', "5月27日")]),
            ("二〇二四年第三季度", &[('y', "二〇二四年"), ('p', "第三季度")]),
            ("2021—2023年、前5个月", &[('y', "2021—2023年"), ('p', "前5个月")]),
            ("去年同期呢", &[('y', "去年同期")]),
            ("“十四五”期间", &[('y', "十四五")]),
            ("2024年青河市工业投资", &[('y', "2024年"), ('@', "青河市")]),
            ("上海市场和深圳市长", &[('@', "上海"), ('@', "深圳")]),
            ("产量12011吨，5个月，1.2024年", &[]),
            ("2016年欧洲和德国西北", &[('y', "2016年"), ('$', "欧洲"), ('$', "德国"), ('$', "西北")]),
            ("日照时数，规模以上市值，每月", &[]),
            ("", &[]),
        ];
        for (text, expected) in cases {
            assert_eq!(&found(text), expected, "{text}");
        }
    }

    #[test]
    fn years_by_number_and_by_word() {
        assert_eq!(
            [calendar_year("２０２４年"), calendar_year("二〇二四年"), calendar_year("去年")],
            [Some(2024), Some(2024), None]
        );
        assert_eq!([relative_year("去年"), relative_year("前年"), relative_year("2024年")], [Some(-1), Some(-2), None]);
        assert_eq!([normal_part("第1季度"), normal_part("1—4月份")], ["一季度", "1-4月"]);
    }

    proptest! {
        #[test]
        fn any_text_is_read_and_mentions_do_not_overlap(text in "[0-9年月日第前一二十市县重庆去 —q]{0,40}|\\PC{0,40}") {
            let mut end = 0;
            for mention in mentions(&text) {
                assert!(mention.range.start >= end && text.get(mention.range.clone()).is_some());
                end = mention.range.end;
            }
        }
    }
}
