//! Computed answers: what follows from the figures found, where the reports do not say it themselves.

use rust_decimal::Decimal;

use super::{
    Derivation,
    agreement::{Asked, Grade},
    choose::Choice,
    figures::{Extracted, Held, Match, comparable, overlap},
    prefer::MATCHES_ALONE,
    wanted::{Extreme, Wanted},
};
use crate::{
    figure::{
        Bound, Direction, Figure, FigureKind,
        derive::{Derived, derive},
        number,
    },
    text::fold::fold,
};

/// An answer that was computed.
#[derive(Debug, Clone)]
pub(super) struct Computed {
    /// In so many words: `约40亿元`, `中型企业`.
    pub(super) text: String,
    /// What it would be if it were stated; `None` for a comparison.
    pub(super) figure: Option<Figure>,
    pub(super) value: Decimal,
    pub(super) unit: String,
    pub(super) expression: String,
    /// The figures it was computed from, each with the number of its hit.
    pub(super) inputs: Vec<(usize, Figure)>,
    /// 0 to 1.
    pub(super) score: f32,
    pub(super) period: Grade,
    pub(super) place: Grade,
}

impl Computed {
    /// Whether it was computed from what `choice` answers with, for when and where it is asked.
    pub(super) fn is_from(&self, choice: &Choice) -> bool {
        let input =
            |(hit, figure): &(usize, Figure)| *hit == choice.candidate.hit && overlap(&figure.range(), &choice.answer);
        self.period != Grade::Differs && self.place != Grade::Differs && self.inputs.iter().any(input)
    }

    /// Its working, with the `inputs` cited.
    pub(super) fn derivation(&self, inputs: Vec<super::Citation>) -> Derivation {
        Derivation { expression: self.expression.clone(), value: number(self.value), unit: self.unit.clone(), inputs }
    }
}

/// A figure that is stated goes before one that is computed, unless that matches clearly better.
pub(super) const STATED_FIRST: f32 = 0.9;

/// What is left of one that a share gives, and only where nothing that is stated matches.
const BY_SHARE: f32 = 0.75;

/// Whether `sentence` says itself whose is the most of what `question` asks for (涨幅最大), so that it is not computed.
pub(super) fn states_extreme(question: &str, sentence: &str) -> bool {
    /// So many characters before 最 tell the most of what.
    const OF: usize = 2;
    question.match_indices('最').any(|(at, word)| {
        let start = question[..at].char_indices().rev().take(OF).last().map_or(at, |(start, _)| start);
        let end = question[at + word.len()..].chars().next().map_or(at, |c| at + word.len() + c.len_utf8());
        question[start..at].chars().count() == OF && sentence.contains(&question[start..end])
    })
}

/// So much better it matches than what it is a share of.
const CLEARLY_BETTER: f32 = 1.1;

/// The best answer that can be computed to what is asked, if it is better than the best that is stated.
pub(super) fn compute(wanted: &Wanted, asked: &Asked, extracted: &Extracted<'_>, stated: &[Match]) -> Option<Computed> {
    if let Some(extreme) = &wanted.extreme {
        return most(wanted, *extreme, extracted, stated);
    }
    let best = stated.first().map_or(0.0, |best| best.score);
    let mut found: Option<Computed> = None;
    for (number, hit) in extracted.hits().iter().enumerate() {
        let figures = extracted.of(number);
        let derived = derive(&hit.passage.text, figures);
        let held = (!derived.is_empty()).then(|| Held::new(wanted, extracted, number));
        for derived in derived {
            // Of what names nothing, nothing follows for what is asked.
            if derived.figure.measure.is_none() && derived.figure.subject.is_none() {
                continue;
            }
            // 进口 tells nothing of the 产量 before.
            let share = derived.figure.kind == FigureKind::Share;
            if !share && !wanted.may_mean(derived.figure.measure.as_deref()) {
                continue;
            }
            // What follows for a quarter is not computed for its year.
            if asked.is_longer(derived.figure.period.as_ref(), hit.passage.report.date.as_ref()) {
                continue;
            }
            let matched = held.as_ref().and_then(|held| held.score(asked, &derived.figure, None));
            let input = |found: &Match| {
                found.hit == number
                    && derived.inputs.iter().any(|&input| figures[input].range() == found.figure.range())
            };
            let told = || stated.iter().find(|found| !input(found)).is_some_and(|found| found.score >= MATCHES_ALONE);
            if derived.by_share && told() {
                continue;
            }
            let worth = if derived.by_share { BY_SHARE } else { STATED_FIRST };
            let least = if derived.by_share { CLEARLY_BETTER * best } else { best };
            let Some(matched) = matched.filter(|matched| matched.score * worth > least) else { continue };
            let score = matched.score * worth;
            // 较上年增加191万人，增长0.6%: what follows exactly goes first.
            let bound = |figure: &Option<Figure>| figure.as_ref().map(|figure| figure.quantity.bound);
            let exact = |found: &Computed| {
                score >= found.score
                    && matched.figure.quantity.bound == Bound::Exact
                    && bound(&found.figure) != Some(Bound::Exact)
            };
            if found.as_ref().is_none_or(|found| score > found.score || exact(found)) {
                found = Some(Computed { score, ..Computed::from(derived, matched, figures) });
            }
        }
    }
    found
}

impl Computed {
    fn from(derived: Derived, matched: Match, figures: &[Figure]) -> Self {
        let unit = derived.figure.quantity.unit.text.clone();
        Self {
            text: amount(derived.value, &unit, derived.figure.quantity.bound),
            value: derived.value.normalize(),
            unit,
            expression: derived.expression,
            inputs: derived.inputs.iter().map(|&input| (matched.hit, figures[input].clone())).collect(),
            score: matched.score,
            period: matched.period,
            place: matched.place,
            figure: Some(derived.figure),
        }
    }
}

/// `best` in the unit that is asked for, where that is another scale of the same: 多少万元 of 36.4亿元.
pub(super) fn convert(wanted: &Wanted, best: &Match, extracted: &Extracted<'_>) -> Option<Computed> {
    let (unit, printed) = (wanted.unit.as_ref()?, &best.figure.quantity);
    let scaled = unit.text.starts_with(['十', '百', '千', '万', '亿']) && wanted.asks_in(&unit.text);
    let factor = printed.unit.in_units_of(unit).filter(|_| unit.dimension != "count");
    if !scaled || unit.text == printed.unit.text || printed.max.is_some() {
        return None;
    }
    let factor = factor?.normalize();
    if factor == Decimal::ONE {
        return None;
    }
    // Nobody asks for thousandths of a unit: it is a figure of something else.
    let value = printed.value.checked_mul(factor)?.normalize();
    let value = Some(value).filter(|value| value.abs() >= Decimal::new(1, 2))?;
    let mut figure = best.figure.clone();
    (figure.quantity.value, figure.quantity.unit) = (value, unit.clone());
    let text = best.figure.printed(&extracted.hits()[best.hit].passage.text);
    Some(Computed {
        text: amount(value, &unit.text, printed.bound),
        figure: Some(figure),
        value,
        unit: unit.text.clone(),
        expression: format!("{text} × {factor}"),
        inputs: vec![(best.hit, best.figure.clone())],
        score: best.score,
        period: best.period,
        place: best.place,
    })
}

/// `约−1.8%`.
pub(super) fn amount(value: Decimal, unit: &str, bound: Bound) -> String {
    let about = if bound == Bound::Exact { "" } else { "约" };
    let sign = if value.is_sign_negative() && !value.is_zero() { "−" } else { "" };
    format!("{about}{sign}{}{unit}", value.abs().normalize())
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
fn most(wanted: &Wanted, extreme: Extreme, extracted: &Extracted<'_>, stated: &[Match]) -> Option<Computed> {
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
