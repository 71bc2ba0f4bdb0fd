//! Places that a question, or a report's title, names: what tells it from its like.
//!
//! They are found by `config/place_names.txt` and `states.txt`, and by their form where no list has them (青河市).
//! `super::place` knows fewer, but which of them lie in which.

use std::{collections::HashMap, ops::Range, sync::LazyLock};

use super::{fold::fold_char, is_han};

const PLACES: &str = include_str!("../../config/place_names.txt");
const STATES: &str = include_str!("../../config/states.txt");

/// The name of a place in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Toponym {
    /// Whether it is too wide to tell one report from another: `德国`, `华东`.
    pub wide: bool,
    /// Where, in bytes.
    pub range: Range<usize>,
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
    places: Words,
    states: Words,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let words = |text: &'static str| text.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace);
    Lexicon { places: Words::new(words(PLACES)), states: Words::new(words(STATES)) }
});

/// The places of `text`, in its order. `taken` are ranges of it that name something else, also in its order: a name may
/// begin behind one.
///
/// ```
/// use wenbao::text::toponym::toponyms;
/// let text = "苏州2022年青河市产值";
/// let found: Vec<&str> = toponyms(text, &[6..13]).into_iter().map(|toponym| &text[toponym.range]).collect();
/// assert_eq!(found, ["苏州", "青河市"]);
/// ```
pub fn toponyms(text: &str, taken: &[Range<usize>]) -> Vec<Toponym> {
    let (offsets, chars): (Vec<usize>, Vec<char>) = text.char_indices().map(|(at, c)| (at, fold_char(c))).unzip();
    let offset = |at: usize| offsets.get(at).copied().unwrap_or(text.len());
    let mut taken = taken.iter().peekable();
    let mut found = Vec::new();
    let mut at = 0;
    // Whether a name may begin here: behind a mark, a space, or what was found last.
    let mut fresh = true;
    while at < chars.len() {
        let start = offset(at);
        while taken.next_if(|range| range.end <= start).is_some() {}
        if let Some(range) = taken.next_if(|range| range.contains(&start)) {
            at = offsets.partition_point(|&offset| offset < range.end);
            fresh = true;
            continue;
        }
        let rest = &chars[at..];
        let state = LEXICON.states.at(rest);
        if let Some(length) = state.or_else(|| place(rest, fresh)) {
            found.push(Toponym { wide: state.is_some(), range: start..offset(at + length) });
            at += length;
            fresh = true;
        } else {
            fresh = !is_han(rest[0]) || rest[0] == '在';
            at += 1;
        }
    }
    found
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

    fn found(text: &str) -> Vec<(bool, &str)> {
        toponyms(text, &[]).into_iter().map(|toponym| (toponym.wide, &text[toponym.range])).collect()
    }

    #[test]
    fn places_are_known_by_their_names_or_by_their_form() {
        let cases: &[(&str, &[(bool, &str)])] = &[
            ("重庆一季度用电量是多少？", &[(false, "重庆")]),
            ("上半年深圳市GDP", &[(false, "深圳市")]),
            ("6 月末重慶", &[(false, "重慶")]),
            ("2024 青河市工业投资", &[(false, "青河市")]),
            ("上海市场和深圳市长", &[(false, "上海"), (false, "深圳")]),
            ("欧洲和德国西北", &[(true, "欧洲"), (true, "德国"), (true, "西北")]),
            ("日照时数，规模以上市值，每月", &[]),
            ("", &[]),
        ];
        for (text, expected) in cases {
            assert_eq!(&found(text), expected, "{text}");
        }
        assert_eq!(toponyms("2024年青河市投资", std::slice::from_ref(&(0..7))).len(), 1);
    }

    proptest! {
        #[test]
        fn any_text_is_read_and_places_do_not_overlap(text in "[0-9年一十市县重庆去 德国]{0,40}|\\PC{0,40}", cuts in proptest::collection::vec(0usize..60, 0..4)) {
            let mut taken: Vec<Range<usize>> = Vec::new();
            for cut in cuts {
                let start = taken.last().map_or(0, |last| last.end) + cut / 8;
                taken.push(start..start + cut % 8);
            }
            let mut end = 0;
            for toponym in toponyms(&text, &taken) {
                prop_assert!(toponym.range.start >= end && text.get(toponym.range.clone()).is_some());
                end = toponym.range.end;
            }
        }
    }
}
