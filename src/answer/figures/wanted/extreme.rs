//! Which of several figures a question asks for: the largest, the first few, all in their order, or those above so much.

use rust_decimal::Decimal;

use super::kind::has_any;
use crate::figure::{Bound, Direction, Figure, quantity::quantities};

/// Which of several figures is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Extreme {
    /// The largest, or the smallest.
    pub(crate) most: bool,
    /// 下降最多, 降幅最大: the falls are compared by how far they go.
    pub(crate) of_fall: bool,
    /// 高多少: by how much is asked, too; the word of it.
    pub(crate) by_how_much: Option<&'static str>,
    /// How many of the first are asked for: 增速前三的行业; all of them where an order is.
    pub(crate) count: usize,
    /// Only those that rose, or fell, are asked for: 下降的有哪些.
    pub(crate) only: Option<Direction>,
    /// Only those above, or below, so much are asked for: 超过200亿元的是哪几家. In base units.
    pub(crate) beyond: Option<Beyond>,
}

/// What those that are asked for are above, or below.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Beyond {
    above: bool,
    /// Whether it may be just so much: 不低于.
    or_equal: bool,
    limit: Decimal,
    dimension: &'static str,
}

impl Beyond {
    /// Whether `figure` is; 亿 alone may be of any unit.
    pub(crate) fn holds(&self, figure: &Figure) -> bool {
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

/// Whether `question` asks which of several is the most: 哪类最快, 谁的更高.
pub(crate) fn extreme(question: &str) -> Option<Extreme> {
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
