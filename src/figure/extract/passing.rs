//! Numbers that are told in passing: within a name, as a word, or behind a plan.

use crate::{
    figure::{
        Bound,
        caption::PERIOD,
        quantity::{Quantity, Role},
    },
    text::is_han,
};

/// Whether `clause` holds the word `word`.
pub(super) fn holds(clause: &[char], word: [char; 2]) -> bool {
    clause.windows(2).any(|pair| pair == word)
}

/// Whether a clause tells no more than where and when it was sent from: 某报某市6月5日电.
pub(super) fn is_dateline(clause: &[char]) -> bool {
    let sent = clause.strip_suffix(&[' ']).unwrap_or(clause);
    sent.strip_suffix(&['电']).is_some_and(|sent| sent.ends_with(&[PERIOD]))
}

/// Whether a clause tells what came of a plan: 完成81%.
pub(super) fn is_done(clause: &[char]) -> bool {
    [['完', '成'], ['实', '际'], ['到', '位']].into_iter().any(|word| holds(clause, word))
}

/// Whether a number of years of age tells whose number it stands before.
pub(super) fn is_age(text: &str, quantity: &Quantity) -> bool {
    let behind = &text[quantity.range.end..];
    let goes_on = behind.starts_with(|c: char| is_han(c) || c.is_ascii_digit() || c == '、');
    let bounded = matches!(quantity.bound, Bound::AtLeast | Bound::AtMost | Bound::Range);
    matches!(quantity.unit.text.as_str(), "岁" | "周岁") && bounded && goes_on
}

/// Whether a number tells of what class the thing is that it stands before: 100Mbps及以上用户, 110千伏以上线路.
pub(super) fn is_class(text: &str, quantity: &Quantity) -> bool {
    /// Nothing is as much of these: things are sorted by them.
    const CLASSES: [&str; 3] = ["data", "data.rate", "voltage"];
    let bounded = matches!(quantity.bound, Bound::AtLeast | Bound::AtMost | Bound::Over | Bound::Under);
    let behind = &text[quantity.range.end..];
    CLASSES.contains(&quantity.unit.dimension) && bounded && behind.starts_with(|c: char| is_han(c) && c != '的')
}

/// Whether a number of years is part of the name of what is done in them: 三年行动计划.
pub(super) fn is_programme(text: &str, quantity: &Quantity) -> bool {
    const PROGRAMMES: [&str; 5] = ["行动", "规划", "计划", "攻坚", "方案"];
    let behind = &text[quantity.range.end..];
    quantity.unit.text == "年" && PROGRAMMES.iter().any(|word| behind.starts_with(word))
}

/// Whether a number tells how many places a region has, whose name goes on behind: 西部12省市外贸, 东盟10国.
pub(super) fn is_region(text: &str, quantity: &Quantity) -> bool {
    const PLACES: [&str; 7] = ["省", "市", "国", "州", "区", "城", "盟"];
    let region =
        text[..quantity.range.start].ends_with(['部', '北', '南', '角', '盟', '砖', '洲', '带', '圈', '群', '冀']);
    let behind = &text[quantity.number.end..];
    region && PLACES.iter().any(|place| behind.starts_with(place))
}

/// Whether a number without a unit belongs to the name in letters before it: `Model 3`.
pub(super) fn is_model(text: &str, quantity: &Quantity) -> bool {
    let before = text[..quantity.range.start].strip_suffix([' ', '-']);
    quantity.unit.text.is_empty() && before.is_some_and(|before| before.ends_with(|c: char| c.is_ascii_alphabetic()))
}

/// 一个, 一批: words, not figures.
pub(super) fn is_idle(quantity: &Quantity, text: &str) -> bool {
    &text[quantity.number.clone()] == "一" && quantity.role == Role::Amount && quantity.unit.dimension == "count"
}
