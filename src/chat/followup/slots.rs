//! A question as a row of pieces, each with the slot it fills: year, place, name, measure, what is asked.
//!
//! Pieces are found by their form and by the lists of `config/followups.toml`; what no list knows is a name. The text of
//! all pieces, put together, is the question.

use std::ops::Range;

use serde::Deserialize;

use crate::{
    figure::period::{Asked, asked},
    text::{char_count, fold::fold_char, is_han, toponym::toponyms},
};

/// How a message refers to the question before it, as it is shipped.
const DEFAULTS: &str = include_str!("../../../config/followups.toml");

/// The words by which follow-ups are understood: `config/followups.toml` says what each list is.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::chat) struct FollowUpWords {
    pub(super) openings: Vec<String>,
    pub(super) not_openings: Vec<String>,
    pub(super) closings: Vec<String>,
    pub(super) pronouns: Vec<String>,
    pub(super) generic: Vec<String>,
    pub(super) not_pronouns: Vec<String>,
    bodies: Vec<String>,
    pub(super) place_endings: Vec<String>,
    areas: Vec<String>,
    pub(super) roles: Vec<String>,
    measures: Vec<String>,
    whole_measures: Vec<String>,
    changes: Vec<String>,
    change_openings: Vec<String>,
    change_closings: Vec<String>,
    aspects: Vec<String>,
    comparisons: Vec<String>,
    pub(super) predicates: Vec<String>,
    ask: Vec<AskPhrases>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct AskPhrases {
    kind: Ask,
    phrases: Vec<String>,
}

/// What a question word asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Ask {
    /// How much of the measure that is named.
    Number,
    /// How long, high, much: a measure of its own.
    Dimension,
    When,
    Where,
    Who,
    Why,
    How,
    What,
    List,
}

/// What a piece of a question is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slot {
    /// `2024年`, `去年`.
    Year,
    /// `一季度`.
    Part,
    /// `重庆`.
    Place,
    /// `集成电路`: what no list knows.
    Name,
    /// `产量`: what is measured of a name.
    Measure,
    /// `用电量`: what is measured of a place or period as a whole.
    WholeMeasure,
    /// `占比`, `增速`: a view of a measure.
    Aspect,
    /// `增长`: how a measure changed.
    Change,
    /// `是多少`.
    Ask(Ask),
    /// Particles, marks, spaces.
    Glue,
}

/// A piece of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) slot: Slot,
    pub(super) text: String,
}

impl Default for FollowUpWords {
    #[expect(clippy::expect_used, reason = "the compiled-in file is checked by the test defaults_are_valid")]
    fn default() -> Self {
        Self::parse(DEFAULTS).expect("config/followups.toml is valid")
    }
}

impl FollowUpWords {
    /// Reads the form of `config/followups.toml`.
    pub(in crate::chat) fn parse(text: &str) -> Result<Self, toml::de::Error> {
        toml::from_str(text)
    }
}

/// The length in characters of the longest of `words` that `chars` begin with.
pub(super) fn longest(words: &[String], chars: &[char]) -> Option<usize> {
    let begins = |word: &&String| {
        let mut at = chars.iter();
        word.chars().all(|c| at.next() == Some(&c))
    };
    words.iter().filter(begins).map(|word| char_count(word)).max().filter(|&length| length > 0)
}

/// Whether `text` ends with one of `words` and holds more than that.
pub(super) fn ends_with(text: &str, words: &[String]) -> bool {
    words.iter().any(|word| text.len() > word.len() && text.ends_with(word.as_str()))
}

/// How far 占 may stand from what is a share of the other: 占规模以上工业总产值比重.
const SHARE_SPAN: usize = 14;
/// The longest unit that goes with 多少: 多少个百分点.
const UNIT: usize = 5;

/// Cuts `text` into pieces.
pub(super) fn pieces(text: &str, words: &FollowUpWords) -> Vec<Piece> {
    let original: Vec<char> = text.chars().collect();
    let folded: Vec<char> = original.iter().map(|&c| fold_char(c)).collect();
    let mut cut = Cut { slots: vec![None; folded.len()], chars: &folded, count: 0 };
    cut.shares(words);
    cut.comparisons(words);
    let periods = asked(text);
    let taken: Vec<Range<usize>> = periods.iter().map(Asked::range).collect();
    let years = periods.iter().map(|period| (period.year.clone(), Slot::Year));
    let parts = periods.iter().map(|period| (period.part.clone(), Slot::Part));
    let places = toponyms(text, &taken).into_iter().map(|toponym| (toponym.range, Slot::Place));
    for (range, slot) in years.chain(parts).chain(places).filter(|(range, _)| !range.is_empty()) {
        let start = char_count(&text[..range.start]);
        cut.mark(start..start + char_count(&text[range]), slot);
    }
    cut.phrases(&words.areas, Slot::Place);
    cut.asks(words);
    cut.changes(words);
    cut.phrases(&words.aspects, Slot::Aspect);
    cut.measures(words);
    cut.names(words);
    cut.pieces(&original)
}

/// The pieces while they are found: for every character its slot and the number of its piece.
struct Cut<'a> {
    chars: &'a [char],
    slots: Vec<Option<(Slot, usize)>>,
    count: usize,
}

impl Cut<'_> {
    fn is_free(&self, mut range: Range<usize>) -> bool {
        range.all(|at| self.slots.get(at).is_some_and(Option::is_none))
    }

    /// Gives `range` to `slot`, if it is free.
    fn mark(&mut self, range: Range<usize>, slot: Slot) {
        if self.is_free(range.clone()) {
            self.count += 1;
            self.slots[range].fill(Some((slot, self.count)));
        }
    }

    /// Marks every free place where one of `phrases` stands, the longest first.
    fn phrases(&mut self, phrases: &[String], slot: Slot) {
        for at in 0..self.chars.len() {
            if let Some(length) = longest(phrases, &self.chars[at..]) {
                self.mark(at..at + length, slot);
            }
        }
    }

    /// 占……比重, or 占…… with 多少 behind it.
    fn shares(&mut self, words: &FollowUpWords) {
        let Some(start) = self.chars.iter().position(|&c| c == '占') else { return };
        let end = self.chars.len().min(start + SHARE_SPAN);
        for at in start + 1..end {
            if longest(&words.aspects, &self.chars[start..]).is_some() || matches!(self.chars[at], '，' | '。' | ',')
            {
                return;
            }
            let rest = &self.chars[at..];
            let share = ["比重", "比例", "份额", "百分比"]
                .iter()
                .any(|word| word.chars().eq(rest.iter().copied().take(word.chars().count())));
            if share {
                return self.mark(start..(at + 2 + usize::from(rest[0] == '百')).min(self.chars.len()), Slot::Aspect);
            }
            if rest[0] == '多' || rest[0] == '几' {
                return self.mark(start..at, Slot::Aspect);
            }
        }
    }

    /// 高于全国 with 多少 behind it.
    fn comparisons(&mut self, words: &FollowUpWords) {
        for at in 0..self.chars.len() {
            let Some(length) = longest(&words.comparisons, &self.chars[at..]).filter(|&length| length > 1 || at == 0)
            else {
                continue;
            };
            let rest = &self.chars[at + length..];
            let span = rest.iter().take(SHARE_SPAN).position(|&c| matches!(c, '多' | '几' | '，' | '。' | ','));
            if let Some(span) = span.filter(|&span| span > 0 && matches!(rest[span], '多' | '几')) {
                return self.mark(at..at + length + span, Slot::Aspect);
            }
        }
    }

    fn asks(&mut self, words: &FollowUpWords) {
        let mut at = 0;
        while at < self.chars.len() {
            let hits = words.ask.iter().filter_map(|ask| Some((longest(&ask.phrases, &self.chars[at..])?, ask.kind)));
            let Some((length, kind)) = hits.max_by_key(|(length, _)| *length) else {
                at += 1;
                continue;
            };
            let mut end = at + length;
            if kind == Ask::Number {
                // 多少 takes its unit along, if nothing else follows.
                let unit =
                    self.chars[end..].iter().take_while(|&&c| is_han(c) && !"的了呢吗吧呀啊".contains(c)).count();
                let last = self.chars[end + unit..].iter().all(|&c| !is_han(c) || "的了呢吗吧呀啊".contains(c));
                end += if unit <= UNIT && last { unit } else { 0 };
            }
            self.mark(at..end, Slot::Ask(kind));
            at = end;
        }
    }

    /// 同比增长了; 增长率 is an aspect.
    fn changes(&mut self, words: &FollowUpWords) {
        let mut at = 0;
        while at < self.chars.len() {
            let opening = longest(&words.change_openings, &self.chars[at..]).unwrap_or_default();
            // 增加值 is a measure.
            let rest = &self.chars[at + opening..];
            let measure = longest(&words.measures, rest).max(longest(&words.whole_measures, rest));
            let Some(length) = longest(&words.changes, rest).filter(|&length| Some(length) >= measure) else {
                at += 1;
                continue;
            };
            let mut end = at + opening + length;
            let mut slot = Slot::Change;
            if let Some(closing) = longest(&words.change_closings, &self.chars[end..]) {
                slot = if matches!(self.chars[end], '幅' | '速' | '率') { Slot::Aspect } else { slot };
                end += closing;
            }
            self.mark(at..end, slot);
            at = end;
        }
    }

    /// A measure ends where something that is known begins, or a particle, or nothing.
    fn measures(&mut self, words: &FollowUpWords) {
        for at in 0..self.chars.len() {
            let rest = &self.chars[at..];
            let (measure, whole) = (longest(&words.measures, rest), longest(&words.whole_measures, rest));
            let Some(length) = measure.max(whole) else { continue };
            let end = at + length;
            let ends =
                self.chars.get(end).is_none_or(|&c| !c.is_alphanumeric() || "的了呢吗是有在和与为达".contains(c))
                    || self.slots[end].is_some();
            if ends {
                self.mark(at..end, if whole > measure { Slot::WholeMeasure } else { Slot::Measure });
            }
        }
    }

    /// What is left are names, between particles and marks.
    fn names(&mut self, words: &FollowUpWords) {
        let mut at = 0;
        while at < self.chars.len() {
            let length = self.slots[at..].iter().take_while(|slot| slot.is_none()).count();
            let is_glue = |c: &char| {
                !(c.is_alphanumeric() || "“”《》「」·".contains(*c))
                    || "的了在是有和与及吗呢吧呀啊又也都就".contains(*c)
            };
            let stretch = &self.chars[at..at + length];
            let from = stretch.iter().take_while(|c| is_glue(c)).count();
            let behind = stretch[from..].iter().rev().take_while(|c| is_glue(c)).count();
            let name = at + from..at + length - behind;
            if !name.is_empty() {
                let text: String = self.chars[name.clone()].iter().collect();
                // 宁波 in front of 银行 is a part of the name.
                let place = name
                    .start
                    .checked_sub(1)
                    .and_then(|before| self.slots[before])
                    .filter(|(slot, _)| *slot == Slot::Place);
                let mut start = name.start;
                if let Some(place) = place
                    && words.bodies.iter().any(|body| text.ends_with(body.as_str()))
                {
                    start -= self.slots[..start].iter().rev().take_while(|slot| **slot == Some(place)).count();
                    self.slots[start..name.start].fill(None);
                }
                self.mark(start..name.end, Slot::Name);
            }
            at += length.max(1);
        }
    }

    fn pieces(self, original: &[char]) -> Vec<Piece> {
        let mut pieces: Vec<(usize, Piece)> = Vec::new();
        for (&c, slot) in original.iter().zip(self.slots) {
            let (slot, number) = slot.unwrap_or((Slot::Glue, 0));
            match pieces.last_mut() {
                Some((last, piece)) if *last == number => piece.text.push(c),
                _ => pieces.push((number, Piece { slot, text: c.to_string() })),
            }
        }
        pieces.into_iter().map(|(_, piece)| piece).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(text: &str) -> String {
        let words = FollowUpWords::default();
        let name = |slot| match slot {
            Slot::Year => "年",
            Slot::Part => "季",
            Slot::Place => "地",
            Slot::Name => "名",
            Slot::Measure => "量",
            Slot::WholeMeasure => "总",
            Slot::Aspect => "面",
            Slot::Change => "变",
            Slot::Ask(_) => "问",
            Slot::Glue => "",
        };
        pieces(text, &words).into_iter().map(|piece| format!("{}{}|", name(piece.slot), piece.text)).collect()
    }

    #[test]
    fn defaults_are_valid() {
        assert!(!FollowUpWords::default().openings.is_empty());
    }

    #[test]
    fn a_question_is_cut_into_its_slots() {
        for (text, expected) in [
            ("重庆一季度用电量是多少？", "地重庆|季一季度|总用电量|问是多少|？|"),
            ("苏州2022年一季度集成电路产值增长多少", "地苏州|年2022年|季一季度|名集成电路|量产值|变增长|问多少|"),
            (
                "2023 年 6 月末的存款余额同比增长了多少亿元？",
                "年2023 年| |季6 月末|的|总存款余额|变同比增长了|问多少亿元|？|",
            ),
            ("2023年单晶硅产量占全国的比重是多少", "年2023年|名单晶硅|量产量|面占全国的比重|问是多少|"),
            ("光伏街占全市多少", "名光伏街|面占全市|问多少|"),
            ("“光伏街”有多长？", "名“光伏街”|问有多长|？|"),
            ("联盟是什么时候成立的？", "名联盟|问是什么时候|名成立|的？|"),
            ("宁波银行净利润", "名宁波银行|量净利润|"),
            ("重庆用电量增幅高于全国多少个百分点", "地重庆|总用电量|面增幅|面高于全国|问多少个百分点|"),
            ("第二产业增加值增加了多少", "名第二产业|量增加值|变增加了|问多少|"),
            ("GDP增速呢", "总GDP|面增速|呢|"),
            ("投资者是谁", "名投资者|问是谁|"),
            ("", ""),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn the_pieces_are_the_question(text in "[重庆一季度用电量占比多少是的去年增长了 。？a1“]{0,40}|\\PC{0,40}") {
            let words = FollowUpWords::default();
            let together: String = pieces(&text, &words).into_iter().map(|piece| piece.text).collect();
            assert_eq!(together, text);
        }
    }
}
