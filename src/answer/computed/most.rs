//! Whose figure is the most: of those that a passage tells of one measure, the largest, the smallest, the first few.

use super::{Computed, amount};
use crate::{
    answer::figures::{
        matching::{Extracted, Match, comparable},
        wanted::{Extreme, Wanted},
    },
    figure::{Bound, Direction, Figure},
    text::fold::fold,
};

/// Whether `sentence` says itself whose is the most of what `question` asks for (涨幅最大), so that it is not computed.
pub(crate) fn states_extreme(question: &str, sentence: &str) -> bool {
    /// So many characters before 最 tell the most of what.
    const OF: usize = 2;
    question.match_indices('最').any(|(at, word)| {
        let start = question[..at].char_indices().rev().take(OF).last().map_or(at, |(start, _)| start);
        let end = question[at + word.len()..].chars().next().map_or(at, |c| at + word.len() + c.len_utf8());
        question[start..at].chars().count() == OF && sentence.contains(&question[start..end])
    })
}

/// How far one figure is ahead of another: `2.2个百分点`, `794.41亿元`.
fn lead(first: &Figure, second: &Figure) -> Option<String> {
    let unit = &first.quantity.unit;
    let scale = second.quantity.unit.scale.checked_div(unit.scale)?;
    let by = first.signed().checked_sub(second.signed().checked_mul(scale)?)?.abs();
    let unit = if unit.dimension == "ratio" { "个百分点" } else { &unit.text };
    Some(amount(by, unit, Bound::of_result([first, second])))
}

/// 出口和进口哪个涨得快: the figures of what the question names, each by what is measured.
fn by_measure<'a>(wanted: &Wanted, best: &Figure, figures: &'a [Figure]) -> Vec<(String, &'a Figure)> {
    let what = |figure: &Figure| (figure.kind, figure.quantity.unit.dimension);
    let of_one = |figure: &Figure| {
        what(figure) == what(best)
            && is_plain_at(figure, best)
            && (&figure.subject, &figure.place) == (&best.subject, &best.place)
    };
    let name = |figure: &Figure| figure.measure.clone().filter(|name| wanted.says(name));
    by_name(figures, of_one, name)
}

/// The first figure of each name, of those that are `alike`.
fn by_name(
    figures: &[Figure],
    alike: impl Fn(&Figure) -> bool,
    name: impl Fn(&Figure) -> Option<String>,
) -> Vec<(String, &Figure)> {
    let mut group: Vec<(String, &Figure)> = Vec::new();
    for figure in figures.iter().filter(|figure| alike(figure)) {
        if let Some(name) = name(figure).filter(|name| group.iter().all(|(known, _)| known != name)) {
            group.push((name, figure));
        }
    }
    group
}

/// Whether a figure is one number, of the time of `other`.
fn is_plain_at(figure: &Figure, other: &Figure) -> bool {
    let when = |figure: &Figure| figure.period.as_ref().map(|period| period.when);
    figure.quantity.max.is_none() && when(figure) == when(other)
}

/// So many of an order are told in its working, or all that are asked for.
const TOLD: usize = 5;

/// Whose figure is the largest or the smallest: of those of one passage that are of the same kind, measure and period as
/// the one that matches best.
pub(crate) fn most(wanted: &Wanted, extreme: Extreme, extracted: &Extracted<'_>, stated: &[Match]) -> Option<Computed> {
    let first = stated.first()?;
    let good = || stated.iter().take_while(|found| found.score >= NEXT_BEST * first.score);
    if extreme.beyond.is_some() {
        let mut tried: Vec<usize> = Vec::new();
        return good().find_map(|best| {
            let new = !tried.contains(&best.hit);
            tried.push(best.hit);
            most_of(wanted, extreme, extracted, best).filter(|_| new)
        });
    }
    // 净资本 is rather that than 净资产.
    let says = |found: &Match| found.figure.measure.as_deref().is_some_and(|measure| wanted.says(measure));
    let said = good().find(|found| says(found)).filter(|_| first.figure.measure.is_some() && !says(first));
    most_of(wanted, extreme, extracted, said.unwrap_or(first))
}

/// One that matches so much worse than the best may be of the list that is asked about.
const NEXT_BEST: f32 = 0.7;

/// The same in the passage of `best`.
fn most_of(wanted: &Wanted, extreme: Extreme, extracted: &Extracted<'_>, best: &Match) -> Option<Computed> {
    let hit = &extracted.hits()[best.hit];
    let by_place = best.figure.subject.is_none() && wanted.names(best.figure.place.as_deref());
    let name = |figure: &Figure| figure.subject.clone().filter(|_| !by_place).or_else(|| figure.place.clone());
    let figures = extracted.of(best.hit);
    let group = by_name(figures, |figure| comparable(&best.figure, figure) && is_plain_at(figure, &best.figure), name);
    // Where some are named, they are what is compared; 制造业 is not named by 先进制造业.
    let names: Vec<&str> = group.iter().map(|(name, _)| name.as_str()).collect();
    let is_named = |name: &str| wanted.names(Some(name)) && wanted.names_apart(name, &names);
    let named: Vec<(String, &Figure)> = group.iter().filter(|(name, _)| is_named(name)).cloned().collect();
    let mut group = match named.len() {
        0 | 1 if group.len() < 2 => by_measure(wanted, &best.figure, figures),
        0 | 1 => group,
        _ => named,
    };
    let whole = group.len();
    if let Some(only) = extreme.only {
        group.retain(|(_, figure)| figure.direction == Some(only));
    }
    if let Some(beyond) = extreme.beyond {
        // 公司年出货量 and 其总出货量 are nobody's names.
        let is_name = |name: &str| !["其", "该", "本", "公司", "企业"].iter().any(|word| name.starts_with(word));
        group.retain(|(name, figure)| beyond.holds(figure) && is_name(name));
    }
    let some = extreme.only.is_some() || extreme.beyond.is_some();
    if whole < 2 || group.is_empty() || group.len() < 2 && !some {
        return None;
    }
    let value = |figure: &Figure| figure.signed().checked_mul(figure.quantity.unit.scale).unwrap_or_default();
    // 下降最多: of falls the greatest is the lowest.
    let falls = extreme.of_fall && group.iter().all(|(_, figure)| figure.direction == Some(Direction::Down));
    group.sort_by(|(_, one), (_, other)| {
        let order = value(one).cmp(&value(other));
        if extreme.most != falls { order.reverse() } else { order }
    });
    let sign = if extreme.most != falls { " > " } else { " < " };
    let shown = |(name, figure): &(String, &Figure)| {
        let fall = if figure.signed().is_sign_negative() { "−" } else { "" };
        format!("{name}{fall}{}", figure.printed(&hit.passage.text))
    };
    let (_, first) = group.first()?;
    let names: Vec<&str> = group.iter().take(extreme.count).map(|(name, _)| name.as_str()).collect();
    let by_how_much = extreme.by_how_much.and_then(|word| Some(format!("，{word}{}", lead(first, group.get(1)?.1)?)));
    // What is asked of all of them is named by them together.
    let above = hit.passage.above();
    let texts = group.iter().flat_map(|(name, figure)| [Some(name.as_str()), figure.measure.as_deref()]);
    let said = [above.as_str(), &hit.passage.text[best.sentence.clone()]];
    let about = fold(&texts.flatten().chain(said).collect::<Vec<_>>().join("\n"));
    let coverage = wanted.share(&wanted.named_in(&about));
    // Of a long order its beginning shows how it goes on.
    let told = group.len().min(extreme.count.max(TOLD));
    let expression = group[..told].iter().map(shown).collect::<Vec<_>>().join(sign);
    Some(Computed {
        text: format!("{}{}", names.join("、"), by_how_much.unwrap_or_default()),
        figure: None,
        value: first.signed().normalize(),
        unit: first.quantity.unit.text.clone(),
        expression: if told < group.len() { format!("{expression}{sign}…") } else { expression },
        inputs: group.iter().take(told).map(|(_, figure)| (best.hit, (*figure).clone())).collect(),
        score: coverage * wanted.fit(&best.figure),
        period: best.period,
        place: best.place,
    })
}
