//! What kind of figure a question asks for: a level, a change, a share, a place in an order; and which way it went.

use rust_decimal::Decimal;

use super::WORDS;
use crate::figure::{
    Bound, Direction, Figure, FigureKind,
    quantity::{Unit, quantities},
};

/// Which of several figures is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::answer) struct Extreme {
    /// The largest, or the smallest.
    pub(in crate::answer) most: bool,
    /// 下降最多, 降幅最大: the falls are compared by how far they go.
    pub(in crate::answer) of_fall: bool,
    /// 高多少: by how much is asked, too; the word of it.
    pub(in crate::answer) by_how_much: Option<&'static str>,
    /// How many of the first are asked for: 增速前三的行业; all of them where an order is.
    pub(in crate::answer) count: usize,
    /// Only those that rose, or fell, are asked for: 下降的有哪些.
    pub(in crate::answer) only: Option<Direction>,
    /// Only those above, or below, so much are asked for: 超过200亿元的是哪几家. In base units.
    pub(in crate::answer) beyond: Option<Beyond>,
}

/// What those that are asked for are above, or below.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::answer) struct Beyond {
    above: bool,
    /// Whether it may be just so much: 不低于.
    or_equal: bool,
    limit: Decimal,
    dimension: &'static str,
}

impl Beyond {
    /// Whether `figure` is; 亿 alone may be of any unit.
    pub(in crate::answer) fn holds(&self, figure: &Figure) -> bool {
        let unit = &figure.quantity.unit;
        let Some(value) = figure.signed().checked_mul(unit.scale) else { return false };
        let beyond = if self.above { value > self.limit } else { value < self.limit };
        (self.dimension == unit.dimension || unit.is_scale()) && (beyond || self.or_equal && value == self.limit)
    }
}

/// What `question` sets apart those by that it asks for: 营收超过200亿元的有哪些.
fn beyond(question: &str) -> Option<Beyond> {
    let asked = question.find("哪")?;
    quantities(&question[..asked]).into_iter().find_map(|quantity| {
        let behind = question[quantity.range.end..asked].trim_start_matches(['以', '上', '下']);
        let unit = &quantity.unit;
        let above = match quantity.bound {
            Bound::Over | Bound::AtLeast => true,
            Bound::Under | Bound::AtMost => false,
            _ => return None,
        };
        let or_equal = matches!(quantity.bound, Bound::AtLeast | Bound::AtMost);
        let limit = quantity.value.checked_mul(unit.scale)?;
        let set_apart = behind.starts_with('的') && !unit.dimension.is_empty() && unit.dimension != "time";
        set_apart.then_some(Beyond { above, or_equal, limit, dimension: unit.dimension })
    })
}

/// They ask for an order, from the largest or from the smallest.
const DOWNWARDS: [&str; 4] = ["从高到低", "由高到低", "从大到小", "由大到小"];
const UPWARDS: [&str; 4] = ["从低到高", "由低到高", "从小到大", "由小到大"];

/// They tell what a change is against, and compare nothing else.
const BASES: [&str; 12] = [
    "同比",
    "环比",
    "比上个月",
    "比上月",
    "比去年同期",
    "比上年同期",
    "比去年",
    "比上年",
    "比前一年",
    "较上月",
    "较上年",
    "较去年",
];

/// The kind of figure that `question` (folded, without spaces) asks for, `unit` being the one that it names.
pub(super) fn kind(question: &str, unit: Option<&Unit>) -> FigureKind {
    let compared = BASES.iter().fold(question.to_owned(), |text, base| text.replace(base, ""));
    // 顺差多少 asks for the surplus, 新增了多少 for what is new.
    let plain =
        ["顺差", "逆差", "落差"].iter().fold(question.replace("新增", "新"), |text, word| text.replace(word, "额"));
    // 卖掉 is no fall.
    let plain = ["卖掉", "用掉", "烧掉", "花掉", "吃掉"].iter().fold(plain, |text, word| text.replace(word, "用"));
    let question = plain.as_str();
    let has = |words: &[String]| words.iter().any(|word| question.contains(word.as_str()));
    let compares = WORDS.compared.iter().any(|word| compared.contains(word.as_str()));
    let points =
        ["几个点", "几个百分点", "多少个点", "多少个百分点", "百分点"].iter().any(|word| question.contains(word));
    let change = has(&WORDS.growth) || changes(question);
    // 高于临界点的有几个 asks how many there are.
    let counts = unit.is_some_and(|unit| unit.dimension == "count") && counts_those(question);
    // 多增了多少亿: an amount, though 亿 alone is no unit.
    let scaled = has_any(question, &["多少亿", "多少万", "几亿", "几万"]);
    if has(&WORDS.rank) {
        FigureKind::Rank
    } else if has(&WORDS.multiple) {
        FigureKind::Multiple
    } else if counts {
        FigureKind::Count
    } else if points && change && !compares && !has(&WORDS.rates) {
        // 产量涨了几个点
        FigureKind::Growth
    } else if points && !change && !compares && !question.contains("百分点") && asks_rate(question) {
        // 失业率是几个点
        FigureKind::Share
    } else if points || has(&WORDS.difference) || rate_changes(question) {
        FigureKind::Difference
    } else if unit.map_or(scaled, |unit| unit.dimension != "ratio") {
        if change { FigureKind::Difference } else { FigureKind::Level }
    } else if change {
        FigureKind::Growth
    } else if asks_rate(question) || asks_proportion(question) || has(&WORDS.share) {
        FigureKind::Share
    } else {
        FigureKind::Level
    }
}

/// Whether it is asked how many there are of which something is told: 高于临界点的有几个, 价格上涨的城市有多少个.
fn counts_those(question: &str) -> bool {
    /// The longest name of what is counted, in characters.
    const NAME: usize = 4;
    ["有几", "有多少"].iter().any(|amount| {
        let Some(end) = question.find(amount) else { return false };
        let name = question[..end].rsplit_once('的').map(|(_, name)| name);
        name.is_some_and(|name| {
            name.chars().count() <= NAME && !WORDS.changes.iter().any(|word| name.contains(word.as_str()))
        })
    })
}

/// Whether a rate is asked for: 增加值率 and 产销率 are rates themselves, as 占比 is, 增长率 is none.
pub(super) fn asks_rate(question: &str) -> bool {
    let rate = name_asked(question);
    let rates = ["率", "占比", "比重", "比例", "份额"];
    rates.iter().any(|word| rate.ends_with(word)) && !rate.ends_with("增长率")
}

/// Whether it is asked how things stand to each other: 三次产业结构比.
fn asks_proportion(question: &str) -> bool {
    name_asked(question).strip_suffix('比').is_some_and(|name| !name.ends_with(['同', '环', '占', '对', '相']))
}

/// The question up to what asks in it.
pub(super) fn name_asked(question: &str) -> &str {
    let name = question.find(|c: char| "多几?？".contains(c)).map_or(question, |end| &question[..end]);
    name.trim_end_matches(|c: char| "是为达到要约有的了在将会等于高低现目前".contains(c))
}

/// What stands before each of `amounts` in `question`, up to what is done there: 下降 of 下降了多少.
fn before_each<'a>(question: &'a str, amounts: &'a [&str]) -> impl Iterator<Item = &'a str> {
    let found = amounts.iter().flat_map(|amount| question.match_indices(*amount));
    found.map(|(at, _)| question[..at].trim_end_matches(['了', '过']))
}

/// Whether a change is asked for: 少了多少, 便宜百分之几.
fn changes(question: &str) -> bool {
    before_each(question, &["多少", "几", "百分之"])
        .any(|before| WORDS.changes.iter().any(|word| before.ends_with(word.as_str())))
}

/// Whether it is asked how much a rate itself changed: 增速加快多少, 失业率上升了多少.
fn rate_changes(question: &str) -> bool {
    const CHANGES: [&str; 12] =
        ["加快", "提高", "提升", "回落", "放缓", "收窄", "扩大", "上升", "下降", "下滑", "降低", "回升"];
    before_each(question, &["多少", "几"]).any(|before| {
        let rate = CHANGES.iter().find_map(|word| before.strip_suffix(word));
        rate.is_some_and(|rate| WORDS.rates.iter().any(|word| rate.ends_with(word.as_str())))
    })
}

/// Whether `question` asks which of several is the most: 哪类最快, 谁的更高.
pub(super) fn extreme(question: &str) -> Option<Extreme> {
    if let Some(beyond) = beyond(question) {
        let all = Extreme {
            most: beyond.above,
            of_fall: false,
            by_how_much: None,
            count: usize::MAX,
            only: None,
            beyond: Some(beyond),
        };
        return Some(all);
    }
    // The 少 of 多少 is no less.
    let question = &question.replace("多少", "几");
    let asks = ["哪", "谁", "什么"].iter().any(|word| question.contains(word));
    let more = ["快", "高", "大", "多", "长", "重", "强"];
    let less = ["慢", "低", "小", "少", "短", "轻", "弱"];
    let by = |words: &[&str]| {
        words.iter().any(|word| {
            let compared = ["最", "更", "比较"].iter().any(|degree| question.contains(&format!("{degree}{word}")));
            let by_how_much = ["几", ","].iter().any(|behind| question.contains(&format!("{word}{behind}")));
            // 谁是队长 compares nobody.
            let ends = question.trim_end_matches(|c: char| !c.is_alphanumeric()).ends_with(word);
            compared || by_how_much || ends && !(*word == "长" && question.contains("谁是"))
        })
    };
    let only = only(question);
    let all = only.is_some() || is_order(question);
    let count = first_few(question).or_else(|| all.then_some(usize::MAX));
    let (most, least) = (by(&more), by(&less) || has_any(question, &UPWARDS));
    let most = most || count.is_some() && !least;
    let of_fall = ["下降", "降幅", "跌", "减少", "下滑"].iter().any(|word| question.contains(word));
    let degrees = more.into_iter().chain(less);
    let by_how_much = degrees.into_iter().find(|word| question.contains(&format!("{word}几")));
    (asks || count.is_some())
        .then_some(Extreme { most, of_fall, by_how_much, count: count.unwrap_or(1), only, beyond: None })
        .filter(|_| most != least)
}

/// How many of the first are asked for: 前三, 最高的两个.
fn first_few(question: &str) -> Option<usize> {
    const NUMERALS: [char; 9] = ['两', '三', '四', '五', '六', '七', '八', '九', '十'];
    let count = |text: &str| {
        let first = text.trim_start_matches(['的', '是', '哪']).chars().next()?;
        let digit = first.to_digit(10).map(|digit| digit as usize);
        digit.or_else(|| Some(2 + NUMERALS.iter().position(|&c| c == first)?)).filter(|&count| count > 1)
    };
    // 前三季度 and 前5个月 are periods, 前三年 as well.
    let of_time = |text: &str| text.chars().take(4).any(|c| "季月年天周度日期".contains(c));
    let leads = question.match_indices('前').map(|(at, word)| &question[at + word.len()..]);
    let leads = leads.filter(|text| !of_time(text));
    let tops = question.match_indices('最').filter_map(|(at, _)| question[at..].split_once('的'));
    let tops = tops.filter(|(degree, _)| degree.chars().count() <= 3).map(|(_, behind)| behind);
    leads.chain(tops).find_map(count)
}

/// Which way those went that are asked for: 利润下降的有哪些行业.
fn only(question: &str) -> Option<Direction> {
    let asks = ["哪些", "哪几"].iter().any(|word| question.contains(word));
    let of = |words: &[&str]| words.iter().any(|word| question.contains(&format!("{word}的")));
    let (up, down) = (of(&["增长", "上涨", "上升", "增加"]), of(&["下降", "减少", "下跌", "下滑", "负增长"]));
    match (asks, up, down) {
        (true, true, false) => Some(Direction::Up),
        (true, false, true) => Some(Direction::Down),
        _ => None,
    }
}

/// Whether all of them are asked for in their order.
fn is_order(question: &str) -> bool {
    has_any(question, &DOWNWARDS) || has_any(question, &UPWARDS) || question.contains("排序")
}

fn has_any(question: &str, words: &[&str]) -> bool {
    words.iter().any(|word| question.contains(word))
}

/// Whether a rise or a fall is asked for; `None` where both or neither are named.
pub(super) fn direction(question: &str) -> Option<Direction> {
    let question = question.replace("增加值", "");
    let has = |words: &[&str]| words.iter().any(|word| question.contains(word));
    let down = has(&[
        "下降",
        "降幅",
        "下跌",
        "跌幅",
        "掉了",
        "减少",
        "下滑",
        "回落",
        "降低",
        "跌了",
        "降了",
        "负增长",
        "减产",
        "减收",
    ]);
    let up = has(&["增长", "增幅", "上涨", "涨幅", "增加", "上升", "提高", "提升", "涨了", "涨到", "增产", "增收"]);
    match (up, down) {
        (true, false) => Some(Direction::Up),
        (false, true) => Some(Direction::Down),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_many_of_an_order_are_asked_for_is_told() {
        for (question, asked) in [
            ("利润增速最高的是哪个行业?", Some((true, 1, None))),
            ("增速前三的行业有哪些?", Some((true, 3, None))),
            ("产量最低的两个区是哪些?", Some((false, 2, None))),
            ("各区产量从高到低怎么排?", Some((true, usize::MAX, None))),
            ("各区产量从低到高怎么排?", Some((false, usize::MAX, None))),
            ("利润下降的有哪些行业?", Some((true, usize::MAX, Some(Direction::Down)))),
            ("营收超过200亿元的是哪四家?", Some((true, usize::MAX, None))),
            ("产量低于5吨的有哪些区?", Some((false, usize::MAX, None))),
            ("前三季度产量是多少?", None),
            ("前5个月产量是多少?", None),
            ("产量是多少?", None),
            ("谁是队长?", None),
        ] {
            let found = extreme(question).map(|found| (found.most, found.count, found.only));
            assert_eq!(found, asked, "{question}");
        }
    }
}
