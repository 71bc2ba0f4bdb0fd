//! How many of a number are not what others of it are: of 40个行业中26个增长, those that did not grow.

use rust_decimal::Decimal;

use super::{Computed, amount};
use crate::{
    answer::{
        agreement::Grade,
        figures::matching::{Extracted, Match},
    },
    figure::{Bound, Figure, FigureKind, quantity::Unit},
};

/// Words that ask for those that are not, the longer ones first.
const NOT: [&str; 7] = ["没有", "没能", "没", "未能", "未", "不是", "无"];
/// They ask for a share of all.
const SHARES: [&str; 5] = ["占比", "比例", "比重", "百分之", "几成"];
/// So many bytes may stand between the number of all and that of those that are.
const NEAR: usize = 60;
/// How surely two numbers side by side are a whole and its part.
const SURE: f32 = 0.8;

/// The number of those that `question` (folded) asks for with a word of denial, or their share of all.
pub(crate) fn complement(question: &str, extracted: &Extracted<'_>, found: &[Match]) -> Option<Computed> {
    let denied = denied(question)?;
    let share = SHARES.iter().any(|word| question.contains(word));
    found.iter().filter(|found| found.period != Grade::Differs && found.place != Grade::Differs).find_map(|found| {
        let text = &extracted.hits()[found.hit].passage.text;
        let figures = extracted.of(found.hit);
        let at = figures.iter().position(|figure| figure.range() == found.figure.range())?;
        let (part, whole) = (&figures[at], &figures[at.checked_sub(1)?]);
        let behind = &text[whole.range().end..];
        let end = behind[part.range().start.checked_sub(whole.range().end)?..].find(['，', ',', '。', '；', ';', '\n']);
        let clause = &behind[..end.map_or(behind.len(), |end| part.range().start - whole.range().end + end)];
        if !is_part(text, whole, part) || !clause.contains(denied.as_str()) {
            return None;
        }
        // 43家中10家没有接到订单 tells of those themselves.
        let themselves = ["没", "未", "无"].iter().any(|word| clause.contains(word));
        if themselves && !share {
            return None;
        }
        let (all, some) = (whole.quantity.value, part.quantity.value);
        let rest = if themselves { some } else { all.checked_sub(some)? };
        let (all_printed, some_printed) = (whole.printed(text), part.printed(text));
        let rest_shown = if themselves { some_printed } else { format!("{all_printed} − {some_printed}") };
        let (value, unit, expression) = match share {
            true if themselves => (percent(rest, all)?, Unit::named("%")?, format!("{rest_shown} ÷ {all_printed}")),
            true => (percent(rest, all)?, Unit::named("%")?, format!("({rest_shown}) ÷ {all_printed}")),
            false => (rest, part.quantity.unit.clone(), rest_shown),
        };
        let bound = if share { Bound::About } else { Bound::of_result([whole, part]) };
        let mut figure = part.computed();
        (figure.quantity.value, figure.quantity.bound) = (value, bound);
        (figure.kind, figure.quantity.unit) = (if share { FigureKind::Share } else { figure.kind }, unit.clone());
        Some(Computed {
            text: amount(value, &unit.text, bound),
            value: value.normalize(),
            unit: unit.text,
            expression,
            inputs: vec![(found.hit, whole.clone()), (found.hit, part.clone())],
            score: SURE,
            period: found.period,
            place: found.place,
            figure: Some(figure),
        })
    })
}

fn percent(part: Decimal, whole: Decimal) -> Option<Decimal> {
    Some(part.checked_div(whole)?.checked_mul(Decimal::ONE_HUNDRED)?.round_dp(1))
}

/// What those asked for are not, in two characters: 开工 of 还有几个没开工, 有关 of 无关的有几家.
fn denied(question: &str) -> Option<String> {
    let (at, word) = NOT.iter().filter_map(|word| Some((question.find(word)?, *word))).min_by_key(|(at, _)| *at)?;
    let behind = &question[at + word.len()..];
    if word == "无" && behind.starts_with('关') {
        return Some("有关".to_owned());
    }
    let behind = behind.trim_start_matches(['有', '能', '得', '被', '再']);
    let key: String = behind.chars().take(2).collect();
    let names = key.chars().nth(1).is_some() && !key.contains(['的', '多', '几', '?']);
    names.then_some(key)
}

/// Whether the second of two counts is told of some of the first.
fn is_part(text: &str, whole: &Figure, part: &Figure) -> bool {
    let count = |figure: &Figure| figure.quantity.unit.dimension == "count" && figure.quantity.max.is_none();
    let (end, start) = (whole.range().end, part.range().start);
    let near = end <= start && start - end <= NEAR && !text[end..start].contains(['。', '；', '\n']);
    count(whole)
        && count(part)
        && near
        && whole.quantity.unit == part.quantity.unit
        && part.quantity.value < whole.quantity.value
        && part.kind == FigureKind::Count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_denied_is_told_by_two_characters() {
        for (question, key) in [
            ("1133个项目里还有几个没开工?", Some("开工")),
            ("有多少个行业没能保持增长?", Some("保持")),
            ("与甲公司无关的有多少家?", Some("有关")),
            ("没有接到订单的占比是多少?", Some("接到")),
            ("有多少家没有?", None),
            ("管辖了几个非都市区?", None),
            ("产量是多少?", None),
        ] {
            assert_eq!(denied(question).as_deref(), key, "{question}");
        }
    }
}
