//! Whether a question names what a figure is of: its subject, its measure, its place.

use super::{Wanted, kind::name_asked, words::WORDS};
use crate::{
    answer::agreement::{subject::is_light, variant::opposite},
    figure::{Figure, measure_of},
    text::{abbreviation::abbreviates, fold::fold, is_han},
};

/// Words for all of a place, by its level.
const SCOPES: [(char, &[&str]); 5] = [
    ('国', &["全国", "我国", "国内"]),
    ('省', &["全省", "我省", "全自治区"]),
    ('市', &["全市", "我市", "本市"]),
    ('县', &["全县", "我县"]),
    ('区', &["全区", "我区"]),
];

/// Statistics cover those alone, said or not.
const LIMITS: [&str; 4] = ["规模以上", "限额以上", "规上", "限上"];

/// The words in `text` for all of a place, with the level of that.
fn scope_in(text: &str) -> Option<(char, &'static str)> {
    let mut words = SCOPES.iter().flat_map(|(level, words)| words.iter().map(move |word| (*level, *word)));
    words.find(|(_, word)| text.contains(word))
}

/// The same of a question (folded), which may name a city or a province.
pub(super) fn scope_asked(folded: &str, names_local: bool) -> Option<(char, &'static str)> {
    // A city's 国内生产总值 is its own, and its 国内游客 come to it; 全国第几 and 全国之首 are where it is ranked.
    let plain = folded.replace(if names_local { "国内" } else { "国内生产总值" }, "");
    let ranked = |plain: String, behind: &&str| plain.replace(&format!("全国{behind}"), behind);
    scope_in(&["第", "之首", "首位", "排"].iter().fold(plain, ranked))
}

/// The word of a question (folded) for what is made or sold within the place.
pub(super) fn within_asked(folded: &str) -> Option<&'static str> {
    ["市内", "省内", "区内", "县内", "境内"].into_iter().find(|word| folded.contains(word))
}

impl Wanted {
    /// The words of the question for all of a place (全省), where `figure` is of a place of another level: 全市, 某市.
    pub(crate) fn other_scope(&self, figure: &Figure) -> Option<&'static str> {
        let (asked, word) = self.scope?;
        let place = figure.place.as_deref()?;
        // 比全省高多少 asks for the city.
        if figure.base.as_deref().is_some_and(|base| base.contains(word)) {
            return None;
        }
        let there =
            scope_in(place).map(|(level, _)| level).or(place.chars().last().filter(|c| "省市县区".contains(*c)))?;
        (asked != there).then_some(word)
    }

    /// Whether the question asks for what is made or sold within the place (市内), and `figure` is not told to be.
    pub(crate) fn lacks_scope(&self, figure: &Figure) -> bool {
        self.within.is_some_and(|word| figure.place.as_deref() != Some(word))
    }

    /// Whether the question names `name`, by its first two characters; shorter ones name nothing.
    pub(crate) fn names(&self, name: Option<&str>) -> bool {
        let name = name.map(fold).unwrap_or_default();
        let pair: String = name.chars().take(2).collect();
        // 一产 names 第一产业.
        let alike = self.alike.iter().any(|(_, words)| words.iter().any(|word| name.starts_with(word)));
        pair.chars().nth(1).is_some() && (self.folded.contains(&pair) || alike)
    }

    /// Whether the question has `measure` as it is.
    pub(crate) fn says(&self, measure: &str) -> bool {
        self.folded.contains(fold(measure).as_str())
    }

    /// Whether the question names `figure` by a name of one character, which no pair tells: 油的比重, but not 石油的比重.
    pub(crate) fn says_single(&self, figure: &Figure) -> bool {
        let (Some(subject), Some(measure)) = (figure.subject.as_deref(), figure.measure.as_deref()) else {
            return false;
        };
        let alone = |at: usize| !self.folded[..at].ends_with(|c: char| is_han(c) && !"的里中内和与及是".contains(c));
        let said = |joint: &str| {
            let name = fold(&format!("{subject}{joint}{measure}"));
            self.folded.match_indices(name.as_str()).any(|(at, _)| alone(at))
        };
        subject.chars().nth(1).is_none() && ["", "的"].into_iter().any(said)
    }

    /// What stands right before the measure that is asked for and makes another thing of it, where `text` (folded) has
    /// nothing of it: 民营企业 of 民营企业进出口.
    pub(crate) fn unknown_owner(&self, text: &str) -> Option<&str> {
        // 新增了多少核电装机 names it behind.
        let behind =
            self.folded.split_once("多少").and_then(|(_, behind)| measure_of(behind.trim_end_matches(['？', '?'])));
        let measure = behind.or_else(|| measure_of(name_asked(&self.folded)))?;
        let end = self.folded.rfind(&measure)?;
        let held = self.named_in(text);
        let before = self.names.iter().zip(held).rev().skip_while(|(name, _)| name.range.start >= end);
        let mut owner: Vec<(usize, bool)> = Vec::new();
        for (name, held) in before {
            let start = owner.last().map_or(end, |(start, _)| *start);
            if name.range.end != start || name.of_place || name.passing || !name.text.starts_with(is_han) {
                break;
            }
            owner.push((name.range.start, held));
        }
        // 全市 names nobody.
        let scope =
            |at: usize| SCOPES.iter().flat_map(|(_, words)| *words).any(|word| self.folded[at..].starts_with(word));
        if owner.last().is_some_and(|(start, _)| scope(*start)) {
            owner.truncate(owner.len().saturating_sub(2));
        }
        // 民营企业, where 企业 alone is known.
        let [.., (_, false), (start, false)] = owner.as_slice() else { return None };
        Some(&self.folded[*start..end])
    }

    /// Whether `figure` is of another thing in the place of the one asked for: 有色市场铜均价, where 有色市场镍均价 is asked for.
    pub(crate) fn is_sibling(&self, figure: &Figure) -> bool {
        /// The shortest name that both share, and the longest that tells them apart, in characters.
        const SHARED: usize = 3;
        const OWN: usize = 3;
        let (Some(subject), Some(measure)) = (figure.subject.as_deref(), figure.measure.as_deref()) else {
            return false;
        };
        let (subject, measure) = (fold(subject), fold(measure));
        let starts: Vec<usize> = subject.char_indices().map(|(at, _)| at).collect();
        let own_from = starts.len().saturating_sub(OWN).max(SHARED);
        starts.get(own_from..).unwrap_or_default().iter().any(|&at| {
            let (shared, there) = subject.split_at(at);
            let asked = self.folded.split_once(shared).and_then(|(_, rest)| Some(rest.split_once(measure.as_str())?.0));
            asked.is_some_and(|asked| {
                (1..=OWN).contains(&asked.chars().count())
                    && asked.chars().all(|c| is_han(c) && !is_light(c))
                    && !asked.contains(there)
                    && !there.contains(asked)
            })
        })
    }

    /// Whether a figure of `measure` may be meant: the question names no measure, or this one in one of its words.
    pub(crate) fn may_mean(&self, measure: Option<&str>) -> bool {
        let Some(measure) = measure.filter(|_| self.measured) else { return true };
        let measure = fold(measure);
        let chars: Vec<char> = measure.chars().collect();
        let shares = chars.windows(2).any(|pair| self.folded.contains(&String::from_iter(pair)));
        let named = |word: &&str| word.chars().nth(1).is_some() && measure.contains(word);
        shares || self.alike.iter().any(|(_, words)| words.iter().any(named))
    }

    /// Whether the question tells a number itself and asks for another: 28种蔬菜的均价是多少.
    pub(crate) fn gives(&self, number: &str) -> bool {
        self.says(number) && self.folded.contains(['多', '几'])
    }

    /// Whether the question names `name` where it names none of `others` that it is only a part of.
    pub(crate) fn names_apart(&self, name: &str, others: &[&str]) -> bool {
        let count = |name: &str| self.folded.matches(fold(name).as_str()).count();
        let longer = others.iter().filter(|other| **other != name && other.contains(name));
        count(name) == 0 || count(name) > longer.map(|other| count(other)).sum()
    }

    /// Whether the subject of a figure is one that the question does not name at all.
    pub(crate) fn names_other(&self, figure: &Figure) -> bool {
        let Some(subject) = figure.subject.as_deref().map(fold).filter(|_| !self.names_nobody(figure)) else {
            return false;
        };
        let chars: Vec<char> = subject.chars().collect();
        let asked = |pair: &[char]| self.folded.contains(&String::from_iter(pair));
        let alike = self.alike.iter().any(|(_, words)| words.iter().any(|word| subject.contains(word)));
        // 第三产业 is no 数字产业.
        let says = |pair: &[char]| asked(pair) && !WORDS.aside.kinds.contains(&String::from_iter(pair));
        chars.len() > 1 && !chars.windows(2).any(says) && !alike && !LIMITS.contains(&subject.as_str())
    }

    /// Whether a figure of that name (folded) is what is called alike and is not the same: 出口额 for 进口额.
    pub(crate) fn is_variant(&self, name: &str) -> bool {
        // What is of both is none of one, but what is asked of one may be told of both.
        self.opposed && opposite(&self.folded, name).is_some_and(|other| !name[other.there].contains("进出口"))
    }

    /// Whether the subject of a figure says no more than whose report it is.
    pub(crate) fn names_nobody(&self, figure: &Figure) -> bool {
        figure.subject.as_deref().is_none_or(|subject| WORDS.aside.generic.iter().any(|word| word == subject))
    }

    /// Whether the question names `name` (folded) cut short: 车购税 for 车辆购置税.
    fn shortens(&self, name: &str) -> bool {
        let chars: Vec<char> = self.names.iter().filter_map(|name| name.text.chars().next()).collect();
        (3..=4).any(|length| chars.windows(length).any(|short| abbreviates(short, name)))
    }

    /// How much of a figure's name the question does not ask for, 0 to 1.
    pub(crate) fn unasked(&self, figure: &Figure) -> f32 {
        // What a measure ends in says how it is counted; what stands in brackets explains.
        let measure = figure.measure.as_deref().unwrap_or_default();
        let ending = |ending: &String| measure.strip_suffix(ending.as_str()).filter(|_| measure != "生产总值");
        let measure = WORDS.aside.endings.iter().find_map(ending).unwrap_or(measure);
        // 营收超过5亿元的是哪几家 and 净资本最高的是哪家 ask for the subject.
        let said = |measure: &str| measure.chars().count() > 2 && self.says(measure);
        let sought =
            self.extreme.is_some_and(|extreme| extreme.beyond.is_some() || figure.measure.as_deref().is_some_and(said));
        let subject = figure.subject.as_deref().filter(|_| !self.names_nobody(figure) && !sought);
        // 水泥行业 is asked for as 水泥.
        let trade = |subject: &'_ str| {
            WORDS.aside.trades.iter().find_map(|trade| subject.strip_suffix(trade.as_str()).map(str::len))
        };
        let subject =
            subject.map(|subject| trade(subject).filter(|&end| end > 0).map_or(subject, |end| &subject[..end]));
        // 新冒出来多少企业 asks for 新增企业.
        let new = self.folded.contains('新');
        let subject = subject.map(|subject| subject.strip_prefix("新增").filter(|_| new).unwrap_or(subject));
        let name = fold(&format!("{}{measure}", subject.unwrap_or_default()));
        let name = name.split('(').next().unwrap_or_default();
        let name = LIMITS.iter().find_map(|limit| name.strip_prefix(limit)).unwrap_or(name);
        let all = name.chars().count();
        if all == 0 {
            return 0.0;
        }
        let mut known = vec![false; all];
        let chars: Vec<char> = name.chars().collect();
        for (at, pair) in chars.windows(2).enumerate() {
            if self.folded.contains(&pair.iter().collect::<String>()) {
                known[at..at + 2].fill(true);
            }
        }
        if !known.contains(&true) && self.shortens(name) {
            known.fill(true);
        }
        let mut other = 0.0;
        for (at, known) in known.iter().enumerate() {
            let synonym = self.alike.iter().any(|(_, words)| words.iter().any(|word| word.contains(chars[at])));
            if !known && !synonym {
                other += 1.0;
            }
        }
        #[expect(clippy::cast_precision_loss, reason = "a few characters")]
        let all = all as f32;
        other / all
    }
}
