//! The figure that a question asks for: kind, unit, direction, period, place, and what is measured of whom.

mod basis;
mod extreme;
mod fit;
mod kind;
mod naming;
mod words;

use std::ops::Range;

use rust_decimal::Decimal;

use self::{
    basis::Basis,
    extreme::extreme,
    kind::{asks_rate, direction, kind},
    naming::{scope_asked, within_asked},
    words::WORDS,
};
pub(crate) use self::{extreme::Extreme, kind::name_asked};
use crate::{
    answer::{
        agreement::{
            measure::units_asked,
            subject::{is_light, short_names},
            variant::names_opposite,
        },
        question::{Kind, Question, explained, reckoned, synonyms::synonyms},
        sentence::rank::Weights,
    },
    figure::{
        Direction, Figure, FigureKind, measure_of,
        period::mentions,
        quantity::{Unit, quantities},
    },
    text::{
        abbreviation::abbreviates,
        is_han,
        place::places,
        tokenizer::{TokenKind, tokens},
    },
};

/// What is left of the weight of a character that may be missing without loss.
const LIGHT: f32 = 0.1;

/// What a question asks of a figure.
#[derive(Debug)]
pub(crate) struct Wanted {
    pub(crate) kind: FigureKind,
    pub(crate) unit: Option<Unit>,
    pub(crate) direction: Option<Direction>,
    pub(crate) target: bool,
    /// What a change is to be measured against, where it says.
    basis: Option<Basis>,
    /// Whether it asks to put it in that unit.
    converts: bool,
    /// Units of what is asked for by name, where none is named.
    units: Option<&'static [String]>,
    /// Whether nothing says what kind of figure is wanted.
    any_kind: bool,
    /// Whether it asks how many there are in all, not how many are new: 累计, 总共.
    pub(crate) in_all: bool,
    /// Whether it asks how many are new: 新增, 新开.
    pub(crate) of_new: bool,
    /// Whether it asks how much it was before it changed: 原来, 下调前.
    pub(crate) of_before: bool,
    /// Whether it asks what something rose or fell to: 降到多少.
    pub(crate) of_end: bool,
    /// Whether it asks to work it out of a share: 按销量和占比推算.
    pub(crate) of_share: bool,
    /// Whether it asks for the figures of several: 分别.
    pub(crate) several: bool,
    /// Whether it asks whose figure is the largest or the smallest.
    pub(crate) extreme: Option<Extreme>,
    /// What it names: its Chinese characters and its words in letters, with their weights.
    names: Vec<Name>,
    /// Ranges of the folded question that any of these words stands for as well.
    alike: Vec<(Range<usize>, &'static [&'static str])>,
    /// Its words for all of a place (全省), with the level of that.
    scope: Option<(char, &'static str)>,
    /// Its word for what is made or sold within the place: 市内.
    within: Option<&'static str>,
    folded: String,
    /// Whether it names one of several that are called alike.
    opposed: bool,
    /// Whether it names what is measured: 产量.
    measured: bool,
}

/// A character or a word in letters.
#[derive(Debug)]
struct Name {
    text: String,
    /// Where it stands in the folded question, in bytes.
    range: Range<usize>,
    /// How rare it is.
    weight: f32,
    /// Whether it may be missing: what is done, in a word of daily life (定, 卖).
    light: bool,
    /// Whether it may be missing, as it names nothing by itself.
    passing: bool,
    /// Whether it belongs to the name of a place.
    of_place: bool,
}

impl Wanted {
    /// Of a question that may ask for a figure; `None` for those that ask who, when or why.
    pub(crate) fn new(question: &Question, weights: &Weights<'_>) -> Option<Self> {
        let asks = matches!(question.kind, Kind::Number | Kind::Keyword | Kind::What | Kind::How);
        let folded = question.folded.clone();
        let explained = explained(&folded);
        let mut joined = folded.clone();
        if let Some(explained) = &explained {
            joined.replace_range(explained.clone(), "");
        }
        joined.retain(|c| !c.is_whitespace());
        let joined = without_hedges(&joined);
        let has = |words: &[String]| words.iter().any(|word| joined.contains(word.as_str()));
        let converted = WORDS.aside.converted.iter().find_map(|word| folded.split_once(word.as_str()));
        let converted =
            converted.and_then(|(_, behind)| Unit::named(behind.trim_start_matches(['成', '为', '多', '少'])));
        let converts = converted.is_some();
        // 覆盖率有多高 is in no metres.
        let said = |unit: &Unit| folded.contains(unit.text.as_str()) || !asks_rate(&joined);
        let unit = question.unit_asked().filter(said).filter(|unit| unit.text != "个点");
        let unit = converted.or(unit);
        let kind = kind(&joined, unit.as_ref());
        // 增长了几个百分点 asks for how many per cent.
        let unit = unit.filter(|unit| kind != FigureKind::Growth || unit.dimension != "points");
        // 为什么更高 asks for a reason.
        let compares = !matches!(question.kind, Kind::Why | Kind::How | Kind::When | Kind::YesNo | Kind::List);
        let extreme = extreme(&joined).filter(|extreme| compares || extreme.count > 1);
        let rate = ["增", "降", "涨", "跌"].iter().any(|word| joined.contains(word));
        let named = question.unit.as_deref().is_some_and(|noun| unit.is_none() && is_noun(noun));
        let kind = match kind {
            // 减了多少税费 asks for an amount of that.
            FigureKind::Growth if named => FigureKind::Level,
            // 哪个高，高多少 is first of which one.
            FigureKind::Level | FigureKind::Difference if extreme.is_some() => {
                if rate {
                    FigureKind::Growth
                } else {
                    FigureKind::Level
                }
            }
            kind => kind,
        };
        let said = question.kind == Kind::Number || kind != FigureKind::Level || extreme.is_some();
        // 有何变化 asks what happened.
        let what = ["有何变化", "有什么变化", "有怎样的变化"].iter().any(|word| joined.contains(word));
        if !asks && extreme.is_none() || !said && question.kind != Kind::Keyword || what {
            return None;
        }
        let periods = mentions(&folded, None);
        let mut aside: Vec<Range<usize>> = periods.iter().map(|mention| mention.range.clone()).collect();
        let changes = WORDS.changes.iter().filter(|word| word.chars().nth(1).is_some());
        for word in WORDS.aside.words.iter().chain(changes) {
            let found = folded.match_indices(word.as_str()).map(|(at, word)| at..at + word.len());
            // 增加值 is measured.
            aside.extend(found.filter(|range| word != "增加" || !folded[range.end..].starts_with('值')));
        }
        // 一公斤, for which a price is asked.
        aside.extend(quantities(&folded).into_iter().filter(|one| one.value == Decimal::ONE).map(|one| one.range));
        let amounts = ["多少", "几"].iter().flat_map(|amount| folded.match_indices(amount));
        let unit_text = unit.as_ref().map_or("", |unit| unit.text.as_str());
        let units = amounts.map(|(at, amount)| at + amount.len()).filter(|&at| folded[at..].starts_with(unit_text));
        aside.extend(units.map(|at| at..at + unit_text.len()));
        // 卖了多少钱（营业收入） says better what is asked.
        aside.extend(explained.filter(|range| measure_of(folded[range.clone()].trim_matches(['(', ')'])).is_none()));
        aside.extend(left_out(&folded));
        let listed = places(&folded);
        let scope = scope_asked(&folded, listed.iter().any(|named| named.place.is_local()));
        let places: Vec<Range<usize>> = listed.into_iter().map(|named| named.range).chain(counties(&folded)).collect();
        let mut names = Vec::new();
        tokens(&folded, |token| {
            let within = |range: &Range<usize>| range.start < token.end && token.start < range.end;
            let is_age = token.kind == TokenKind::Number && opens_age(&folded[token.end..]);
            if (is_age || matches!(token.kind, TokenKind::Single | TokenKind::Word))
                && !aside.iter().any(within)
                && let Some(weight) = weights.of(token.text)
            {
                let beside = |c: Option<char>| c.is_some_and(|c| is_han(c) && !is_light(c));
                let before = folded[..token.start].chars().next_back();
                let in_name = !WORDS.aside.particles.contains(token.text)
                    && (beside(before) || beside(folded[token.end..].chars().next()));
                let passing = token.text.starts_with(is_light) && !in_name;
                let weight = if passing { LIGHT * weight } else { weight };
                let light = WORDS.aside.light.contains(token.text);
                let of_place = places.iter().any(|place| place.start <= token.start && token.end <= place.end);
                let (text, range) = (token.text.to_owned(), token.start..token.end);
                names.push(Name { text, range, weight, light, passing, of_place });
            }
        });
        let mut alike = Vec::new();
        for group in synonyms() {
            for word in group {
                alike.extend(folded.match_indices(word).map(|(at, word)| (at..at + word.len(), group.as_slice())));
            }
        }
        Some(Self {
            kind,
            // 快多少个百分点 is of the difference, 哪几家 of those that are asked for.
            unit: unit
                .filter(|_| extreme.is_none_or(|extreme| extreme.by_how_much.is_none() && extreme.beyond.is_none())),
            direction: direction(&joined),
            converts,
            // 多少善款 names no unit, but what is counted in 元.
            units: units_asked(question).filter(|_| question.unit_asked().is_none()),
            any_kind: named || question.kind == Kind::Keyword && question.unit.is_none() && kind == FigureKind::Level,
            basis: Basis::asked(&joined),
            target: has(&WORDS.aside.targets),
            in_all: ["累计", "总共", "一共", "总数", "共有"].iter().any(|word| joined.contains(word))
                && !joined.contains('新'),
            of_new: tells_new(&joined) || joined.contains("增量"),
            of_before: WORDS.before.iter().any(|word| joined.contains(word.as_str())),
            of_end: ["到多少", "到了多少", "至多少", "到几", "到了几"].iter().any(|word| joined.contains(word)),
            of_share: reckoned(&folded).is_some_and(|range| {
                ["占", "比重", "比例", "份额"].iter().any(|word| folded[range.clone()].contains(word))
            }),
            several: joined.contains("分别") || joined.contains("各是") || joined.contains("各为"),
            extreme,
            names,
            alike,
            scope,
            within: within_asked(&folded),
            opposed: names_opposite(&folded),
            measured: measure_of(name_asked(&joined))
                .is_some_and(|measure| measure.chars().nth(1).is_some() && !measure.ends_with("共值")),
            folded,
        })
    }

    /// Adds to `held` the names of one character (铜) between others that are held, where they stand in `name` (folded),
    /// that of a figure.
    pub(crate) fn hold_single(&self, held: &mut [bool], name: &str) {
        let joins = |one: usize, other: usize| self.names[one].range.end == self.names[other].range.start;
        for at in 0..held.len() {
            let before = at == 0 || held[at - 1] || !joins(at - 1, at);
            let behind = at + 1 == held.len() || held[at + 1] || !joins(at, at + 1);
            held[at] |= before && behind && !self.names[at].light && name.contains(&self.names[at].text);
        }
    }

    /// Which of the names stand in `text` (folded): a character with one of its neighbours, a word by itself, and either by
    /// a synonym.
    pub(crate) fn named_in(&self, text: &str) -> Vec<bool> {
        let mut held = vec![false; self.names.len()];
        for (at, name) in self.names.iter().enumerate() {
            if !name.text.starts_with(is_han) {
                held[at] = text.contains(&name.text);
            }
            if let Some(next) = self.names.get(at + 1).filter(|next| next.range.start == name.range.end)
                && text.contains(&self.folded[name.range.start..next.range.end])
            {
                held[at] = true;
                held[at + 1] = true;
            }
        }
        for (range, words) in &self.alike {
            // One character stands in too many words.
            if words.iter().any(|word| word.chars().nth(1).is_some() && text.contains(word)) {
                for (name, held) in self.names.iter().zip(&mut held) {
                    *held |= range.start <= name.range.start && name.range.end <= range.end;
                }
            }
        }
        let joined = |run: &Range<usize>| {
            self.names[run.clone()].windows(2).all(|pair| pair[0].range.end == pair[1].range.start)
        };
        let is_char = |at: usize| self.names[at].text.starts_with(is_han);
        for run in short_names(&held, is_char).into_iter().filter(joined) {
            let short: Vec<char> = self.names[run.clone()].iter().flat_map(|name| name.text.chars()).collect();
            if abbreviates(&short, text) {
                held[run].fill(true);
            }
        }
        held
    }

    /// Which of the names stand in `text` (folded) with one of their neighbours at least twice: one of a list may name them
    /// for itself, and what leads up to the list for all.
    pub(crate) fn named_twice_in(&self, text: &str) -> Vec<bool> {
        let mut twice = vec![false; self.names.len()];
        for (at, pair) in self.names.windows(2).enumerate() {
            let joined = pair[0].range.end == pair[1].range.start;
            if joined && text.matches(&self.folded[pair[0].range.start..pair[1].range.end]).count() > 1 {
                twice[at..at + 2].fill(true);
            }
        }
        twice
    }

    /// Whether `figure` is of the dimension of the unit that is asked for.
    pub(crate) fn is_of_unit(&self, figure: &Figure) -> bool {
        self.unit.as_ref().is_some_and(|unit| figure.quantity.unit.in_units_of(unit).is_some())
    }

    /// Whether the question asks for so many of `unit` in so many words.
    pub(crate) fn asks_in(&self, unit: &str) -> bool {
        self.converts || ["多少", "几"].iter().any(|amount| self.folded.contains(&format!("{amount}{unit}")))
    }

    /// Whether two characters side by side, that name something and are not `held`, are missing.
    pub(crate) fn lacks_name(&self, held: &[bool]) -> bool {
        let missing = |at: usize| {
            let name = &self.names[at];
            !held[at] && !name.light && !name.passing && !name.of_place
        };
        let joins = |at: usize| self.names[at].range.end == self.names[at + 1].range.start;
        (1..held.len()).any(|at| missing(at - 1) && missing(at) && joins(at - 1))
    }

    /// The weight of the names that `held` marks, as a share of all.
    pub(crate) fn share(&self, held: &[bool]) -> f32 {
        let (mut all, mut found) = (0.0, 0.0);
        for (name, held) in self.names.iter().zip(held) {
            all += if *held || !name.light { name.weight } else { LIGHT * name.weight };
            found += if *held { name.weight } else { 0.0 };
        }
        if all > 0.0 { found / all } else { 1.0 }
    }

    /// Which of the names belong to the name of a place.
    pub(crate) fn of_place(&self) -> impl Iterator<Item = bool> {
        self.names.iter().map(|name| name.of_place)
    }
}

/// Whether a number that `behind` follows is an age or the lower end of some: 岁, 到59岁.
fn opens_age(behind: &str) -> bool {
    let joint = ["-", "—", "~", "到", "至"].iter().find_map(|joint| behind.strip_prefix(joint));
    let behind = joint.map_or(behind, |rest| rest.trim_start_matches(|c: char| c.is_ascii_digit()));
    ["岁", "周岁"].iter().any(|word| behind.starts_with(word))
}

/// Whether `text` tells that what is counted is new: 新增企业.
pub(crate) fn tells_new(text: &str) -> bool {
    WORDS.new.iter().any(|word| text.contains(word.as_str()))
}

/// Whether what stands behind 多少 names a thing that is no unit: 税费.
fn is_noun(behind: &str) -> bool {
    let word: Vec<char> = behind.chars().take_while(|c| is_han(*c)).collect();
    let says = |c: &char| "呢啊吗了呀吧的个点倍成亿万百千元钱".contains(*c);
    word.len() > 1 && !word.iter().take(2).any(says) && Unit::named(behind).is_none()
}

/// A question without the words that tell how exact the answer should be.
pub(crate) fn without_hedges(question: &str) -> String {
    WORDS.hedges.iter().fold(question.to_owned(), |question, hedge| question.replace(hedge.as_str(), ""))
}

/// Where `folded` tells what to leave out: 不算甲的话; 除了甲，其他.
fn left_out(folded: &str) -> Option<Range<usize>> {
    let start = WORDS.without.iter().filter_map(|word| folded.find(word.as_str())).min()?;
    let (clause, next) = folded[start..].split_once([',', '，']).unwrap_or((&folded[start..], ""));
    if WORDS.the_others.iter().any(|word| next.starts_with(word.as_str())) {
        return Some(start..start + clause.len());
    }
    let end = WORDS.without_end.iter().filter_map(|word| Some(clause.find(word.as_str())? + word.len())).min()?;
    Some(start..start + end)
}

/// Where `folded` names what may be a county: two characters before 市, 县 or the like.
fn counties(folded: &str) -> Vec<Range<usize>> {
    let chars: Vec<(usize, char)> = folded.char_indices().collect();
    let is_end = |at: usize| matches!(chars[at].1, '市' | '县' | '区' | '镇' | '州' | '旗');
    let word = |at: usize| matches!(chars[at - 1].1, '城' | '园' | '地' | '社' | '全' | '辖' | '郊' | '上');
    let named =
        (2..chars.len()).filter(|&at| is_end(at) && !word(at) && chars[at - 2..at].iter().all(|(_, c)| is_han(*c)));
    named.map(|at| chars[at - 2].0..chars[at].0 + chars[at].1.len_utf8()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::QuestionWords;

    #[test]
    fn the_kind_of_figure_is_told() {
        for (text, kind) in [
            ("工业投资是多少？", Some(FigureKind::Level)),
            ("工业投资是多少万元？", Some(FigureKind::Level)),
            ("工业投资增长多少？", Some(FigureKind::Growth)),
            ("工业投资增速", Some(FigureKind::Growth)),
            ("工业投资占比多少？", Some(FigureKind::Share)),
            ("比全省高多少个百分点？", Some(FigureKind::Difference)),
            ("出口额排名第几？", Some(FigureKind::Rank)),
            ("产量是去年的几倍？", Some(FigureKind::Multiple)),
            ("哪类企业产值增长最快？", Some(FigureKind::Growth)),
            ("启动大会在哪里举行？", None),
            ("为什么增速更高？", None),
            ("光伏街是什么？", None),
        ] {
            let question = Question::new(text, &QuestionWords::default());
            let weights = Weights::new(&question, 100, |_| 2);
            assert_eq!(Wanted::new(&question, &weights).map(|wanted| wanted.kind), kind, "{text}");
        }
    }

    #[test]
    fn a_bare_scale_is_no_unit() {
        for (text, unit) in [
            ("零售总额多少亿？", None),
            ("进口额多少万", None),
            ("零售总额多少亿元？", Some("亿元")),
            ("有多少家企业", Some("家")),
        ] {
            let question = Question::new(text, &QuestionWords::default());
            let wanted = Wanted::new(&question, &Weights::new(&question, 100, |_| 2)).unwrap();
            assert_eq!(wanted.unit.map(|unit| unit.text).as_deref(), unit, "{text}");
        }
    }
}
