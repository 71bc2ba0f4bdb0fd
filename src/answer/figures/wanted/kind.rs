//! What kind of figure a question asks for: a level, a change, a share; and which way it went.

use super::words::WORDS;
use crate::figure::{Direction, FigureKind, period::mentions, quantity::Unit};

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
pub(crate) fn kind(question: &str, unit: Option<&Unit>) -> FigureKind {
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
    let change = has(&WORDS.growth) || changes(question) || does_more(question);
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
    } else if points || has(&WORDS.difference) || rate_changes(&compared) {
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

/// Whether it is asked how much more was done than something else: 比去年多打了多少斤.
fn does_more(question: &str) -> bool {
    /// The longest verb, in characters.
    const VERB: usize = 2;
    before_each(question, &["多少"]).any(|before| {
        let verb = before.rsplit_once(['多', '少']).map(|(_, verb)| verb.chars().count());
        verb.is_some_and(|length| (1..=VERB).contains(&length)) && question.contains(['比', '较'])
    })
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
pub(crate) fn asks_rate(question: &str) -> bool {
    let rate = name_asked(question);
    let rates = ["率", "占比", "比重", "比例", "份额"];
    rates.iter().any(|word| rate.ends_with(word)) && !rate.ends_with("增长率")
}

/// Whether it is asked how things stand to each other: 三次产业结构比.
fn asks_proportion(question: &str) -> bool {
    name_asked(question).strip_suffix('比').is_some_and(|name| !name.ends_with(['同', '环', '占', '对', '相']))
}

/// The question up to what asks in it.
pub(crate) fn name_asked(question: &str) -> &str {
    let name = question.find(|c: char| "多几?？".contains(c)).map_or(question, |end| &question[..end]);
    // 充足率2022年末有多高
    let name = name.strip_suffix('有').unwrap_or(name);
    let when = mentions(name, None).pop().filter(|when| when.range.end == name.len() && when.range.start > 0);
    let name = when.map_or(name, |when| &name[..when.range.start]);
    // 录取率提高到了多少
    let reached = ["提高到", "提升到", "上升到", "下降到", "降低到", "升到", "降到"];
    let name =
        reached.iter().find_map(|word| name.strip_suffix('了').unwrap_or(name).strip_suffix(word)).unwrap_or(name);
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

/// Whether it is asked how much a rate itself changed: 增速加快多少, 失业率上升了多少; `question` is without what that is against.
fn rate_changes(question: &str) -> bool {
    const CHANGES: [&str; 12] =
        ["加快", "提高", "提升", "回落", "放缓", "收窄", "扩大", "上升", "下降", "下滑", "降低", "回升"];
    before_each(question, &["多少", "几"]).any(|before| {
        let rate = CHANGES.iter().find_map(|word| before.strip_suffix(word));
        rate.is_some_and(|rate| WORDS.rates.iter().any(|word| rate.ends_with(word.as_str())))
    })
}

pub(crate) fn has_any(question: &str, words: &[&str]) -> bool {
    words.iter().any(|word| question.contains(word))
}

/// Whether a rise or a fall is asked for; `None` where both or neither are named.
pub(crate) fn direction(question: &str) -> Option<Direction> {
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
