//! What is computed of figures that a question names one by one: their difference, sum, share or multiple.

use rust_decimal::{Decimal, RoundingStrategy};

use super::{
    Computed, amount,
    operation::{Operation, Operator, Which},
};
use crate::{
    answer::{
        agreement::Grade,
        figures::{
            matching::{Extracted, Match},
            prefer::STATED,
            wanted::name_asked,
        },
        sentence::rank::Candidate,
    },
    figure::{Bound, Figure, FigureKind, measure_of, quantity::Unit},
    text::fold::fold,
};

/// A figure that matches its part of the question less well than this is not what is meant.
const MATCHES: f32 = 0.55;
/// One that matches so much of the best is as good.
const NEARLY: f32 = 0.9;

/// One that stands with the others in the sentence that is likeliest to answer is meant where it matches this well.
const MATCHES_READ: f32 = 0.25;

/// The figures that `look` finds to the questions of `operation`, put together; `None` where one is missing, or they do
/// not go together. `likeliest` is the sentence most likely to answer.
pub(crate) fn operate(
    operation: &Operation,
    extracted: &Extracted<'_>,
    look: &dyn Fn(&str) -> Vec<Match>,
    likeliest: Option<&Candidate>,
) -> Option<Computed> {
    let found: Vec<Vec<Match>> = operation.questions.iter().map(|question| look(question)).collect();
    let of_best = found.iter().map(|found| nearly_best(found, MATCHES)).collect::<Vec<_>>();
    let read = |found: &Vec<Match>| {
        let there =
            |found: &&Match| likeliest.is_some_and(|read| (found.hit, &found.sentence) == (read.hit, &read.range));
        nearly_best(&found.iter().filter(there).cloned().collect::<Vec<_>>(), MATCHES_READ)
    };
    let (inputs, put) = [of_best, found.iter().map(read).collect()].iter().find_map(|found| {
        let inputs = side_by_side(&|one, other| goes_with(operation.operator, one, other), found)?;
        let put = put_together(operation, &inputs)?;
        Some((inputs, put))
    })?;
    let bound = Bound::of_result(inputs.iter().map(|input| &input.figure));
    let shown: Vec<String> = inputs.iter().map(|input| shown(input, &inputs, extracted)).collect();
    let expression = match operation.operator {
        Operator::OtherShare => format!("100% − {}", shown.join("")),
        operator => shown.join(sign(operator)),
    };
    let worst = inputs.iter().map(|input| input.score).fold(1.0, f32::min);
    let first = inputs.first()?;
    let mut figure = first.figure.computed();
    (figure.quantity.value, figure.quantity.bound) = (put.value.abs(), bound);
    (figure.quantity.unit, figure.kind, figure.direction) = (put.unit.clone(), put.kind, None);
    let word = if put.against_it { operation.opposite() } else { "" };
    Some(Computed {
        text: format!("{word}{}", amount(put.value.abs(), &put.unit.text, bound)),
        value: put.value.normalize(),
        unit: put.unit.text,
        expression,
        score: worst,
        period: inputs.iter().map(|input| input.period).min()?,
        place: inputs.iter().map(|input| input.place).min()?,
        inputs: inputs.into_iter().map(|input| (input.hit, input.figure)).collect(),
        figure: Some(figure),
    })
}

/// Whose figure is the larger, or else the smaller, of those that `look` finds to the questions of `which`.
pub(crate) fn larger(which: &Which, extracted: &Extracted<'_>, look: &dyn Fn(&str) -> Vec<Match>) -> Option<Computed> {
    let found: Vec<Vec<Match>> = which.questions.iter().map(|question| nearly_best(&look(question), MATCHES)).collect();
    let mut inputs = side_by_side(&alike, &found)?;
    let value = |input: &Match| input.figure.signed().checked_mul(input.figure.quantity.unit.scale);
    inputs.sort_by_key(value);
    if which.most {
        inputs.reverse();
    }
    let (first, last) = (inputs.first()?, inputs.last()?);
    if value(first) == value(last) {
        return None;
    }
    let shown: Vec<String> = inputs.iter().map(|input| shown(input, &inputs, extracted)).collect();
    Some(Computed {
        text: label(&first.figure, &inputs),
        figure: None,
        value: first.figure.signed().normalize(),
        unit: first.figure.quantity.unit.text.clone(),
        expression: shown.join(if which.most { " > " } else { " < " }),
        score: inputs.iter().map(|input| input.score).fold(1.0, f32::min),
        period: inputs.iter().map(|input| input.period).min()?,
        place: inputs.iter().map(|input| input.place).min()?,
        inputs: inputs.into_iter().map(|input| (input.hit, input.figure)).collect(),
    })
}

/// An input as its working shows it, told from the other `inputs`: 甲市−3%.
fn shown(input: &Match, inputs: &[Match], extracted: &Extracted<'_>) -> String {
    let text = &extracted.hits()[input.hit].passage.text;
    let sign = if input.figure.signed().is_sign_negative() { "−" } else { "" };
    format!("{}{sign}{}", label(&input.figure, inputs), input.figure.printed(text))
}

/// What matches nearly as well as the best, where that is `enough`.
fn nearly_best(found: &[Match], enough: f32) -> Vec<Match> {
    let enough = found.first().map_or(enough, |best| enough.max(NEARLY * best.score));
    let fits = |found: &Match| {
        let named = found.figure.measure.is_some() || found.figure.subject.is_some() || found.figure.place.is_some();
        found.score >= enough
            && named
            && found.figure.quantity.max.is_none()
            && found.period != Grade::Differs
            && found.place != Grade::Differs
    };
    found.iter().filter(|found| fits(found)).cloned().collect()
}

/// One figure of each of `found` of which any two go together (`goes_with`), those that stand in one sentence before
/// others that match as well.
fn side_by_side(goes_with: &dyn Fn(&Match, &Match) -> bool, found: &[Vec<Match>]) -> Option<Vec<Match>> {
    let (first, rest) = found.split_first()?;
    let chain = |first: &Match| {
        let mut inputs = vec![first.clone()];
        for found in rest {
            let fits = |found: &&Match| inputs.iter().all(|known| !is_same(known, found) && goes_with(known, found));
            let together = |found: &&Match| (found.hit, &found.sentence) == (first.hit, &first.sentence);
            let next = found.iter().filter(fits).find(together).or_else(|| found.iter().find(fits))?;
            inputs.push(next.clone());
        }
        Some(inputs)
    };
    let in_one_sentence = |inputs: &Vec<Match>| {
        inputs.iter().all(|input| (input.hit, &input.sentence) == (inputs[0].hit, &inputs[0].sentence))
    };
    let chains = || first.iter().filter_map(chain);
    chains().find(in_one_sentence).or_else(|| chains().next())
}

/// Whether a figure cannot be what `operation` asks for: no amount tells how far two are apart.
pub(crate) fn is_no_result(operation: &Operation, figure: &Figure) -> bool {
    let amount = matches!(figure.kind, FigureKind::Level | FigureKind::Count);
    let apart = figure.kind == FigureKind::Difference && !is_between(operation, figure);
    matches!(operation.operator, Operator::Difference { .. }) && (amount || apart)
}

/// A share that matches this well is stated by the report, though not always of what it is named after.
const STATED_SHARE: f32 = 0.75;

/// Whether the report tells itself what `operation` asks for: `best` is the figure that matches the question best.
pub(crate) fn is_stated(operation: &Operation, best: &Match) -> bool {
    let enough = |kind| best.figure.kind == kind && best.score >= STATED;
    match operation.operator {
        Operator::Share => best.figure.kind == FigureKind::Share && best.score >= STATED_SHARE,
        Operator::OtherShare => enough(FigureKind::Share),
        Operator::Times => enough(FigureKind::Multiple),
        Operator::Difference { .. } => enough(FigureKind::Difference) && is_between(operation, &best.figure),
        // A part of the sum matches as well.
        Operator::Sum | Operator::Rest | Operator::OfTarget => false,
    }
}

/// Whether a difference, as far as it says from what, is the one between what `operation` compares: 比全省平均高5个百分点
/// is none from another city.
fn is_between(operation: &Operation, figure: &Figure) -> bool {
    let Some(base) = figure.base.as_deref().map(fold) else { return true };
    // 收入比支出多 is no change since the year before.
    let of_time = base.contains(['年', '月', '季', '期', '初', '末', '比']) && {
        let of_one_measure = |questions: &[String]| {
            let measures: Vec<_> = questions.iter().map(|question| measure_of(name_asked(question))).collect();
            measures.windows(2).all(|pair| pair[0] == pair[1])
        };
        of_one_measure(&operation.questions)
    };
    let pairs = base.char_indices().zip(base.char_indices().skip(2)).map(|((start, _), (end, _))| &base[start..end]);
    let last = base.char_indices().nth_back(1).map(|(start, _)| &base[start..]);
    of_time || pairs.chain(last).any(|pair| operation.questions.iter().any(|question| question.contains(pair)))
}

fn sign(operator: Operator) -> &'static str {
    match operator {
        Operator::Sum => " + ",
        Operator::Share | Operator::Times | Operator::OfTarget => " ÷ ",
        Operator::Difference { .. } | Operator::Rest | Operator::OtherShare => " − ",
    }
}

/// Whether two matches are one figure, told once or in two places.
fn is_same(one: &Match, other: &Match) -> bool {
    let what = |figure: &Figure| (figure.subject.clone(), figure.measure.clone(), figure.place.clone());
    let quantity = |figure: &Figure| (figure.quantity.value, figure.quantity.unit.clone());
    one.hit == other.hit && one.figure.range() == other.figure.range()
        || what(&one.figure) == what(&other.figure) && quantity(&one.figure) == quantity(&other.figure)
}

/// Whether two figures are of one kind and dimension.
fn comparable(one: &Match, other: &Match) -> bool {
    let (one, other) = (&one.figure, &other.figure);
    let levels = |figure: &Figure| matches!(figure.kind, FigureKind::Level | FigureKind::Count);
    let kinds = one.kind == other.kind || levels(one) && levels(other);
    let units = one.quantity.unit.dimension == other.quantity.unit.dimension;
    let counted = one.quantity.unit.dimension != "count" || one.quantity.unit.text == other.quantity.unit.text;
    kinds && units && counted
}

/// Whether two figures are of one time.
fn of_one_time(one: &Match, other: &Match) -> bool {
    let days = |found: &Match| found.figure.period.as_ref().and_then(|period| period.when.days());
    days(one) == days(other)
}

/// Whether two figures are of one kind, dimension and time, and both reached or both targets.
fn alike(one: &Match, other: &Match) -> bool {
    comparable(one, other) && of_one_time(one, other) && one.figure.target == other.figure.target
}

/// Whether two figures can be put together: they are alike, but in what is compared.
fn goes_with(operator: Operator, one: &Match, other: &Match) -> bool {
    let same_target = one.figure.target == other.figure.target;
    match operator {
        Operator::OfTarget => comparable(one, other) && !one.figure.target && other.figure.target,
        // A plan and what came of it are only set against each other.
        Operator::Difference { .. } => comparable(one, other) && (same_target || !of_one_time(one, other)),
        Operator::Times => comparable(one, other) && same_target,
        Operator::Sum | Operator::Share | Operator::Rest | Operator::OtherShare => alike(one, other),
    }
}

/// What distinguishes a figure from the other `inputs`: whose it is, where, or what is measured.
fn label(figure: &Figure, inputs: &[Match]) -> String {
    let names: [fn(&Figure) -> Option<&str>; 4] = [
        |figure| figure.subject.as_deref(),
        |figure| figure.place.as_deref(),
        |figure| figure.measure.as_deref(),
        |figure| figure.period.as_ref().map(|period| period.text.as_str()),
    ];
    let distinguishes = |name: &&fn(&Figure) -> Option<&str>| {
        let mut known = Vec::new();
        inputs.iter().all(|input| {
            let name = name(&input.figure);
            let new = name.is_some() && !known.contains(&name);
            known.push(name);
            new
        })
    };
    match names.iter().find(distinguishes) {
        Some(name) => name(figure).unwrap_or_default().to_owned(),
        None => names[..3].iter().rev().filter_map(|name| name(figure)).collect(),
    }
}

/// The result of an operation.
struct Put {
    value: Decimal,
    unit: Unit,
    kind: FigureKind,
    /// Whether the first is the smaller one where the question has it for the larger.
    against_it: bool,
}

fn put_together(operation: &Operation, inputs: &[Match]) -> Option<Put> {
    let figure = |number: usize| inputs.get(number).map(|input| &input.figure);
    let first = figure(0)?;
    let unit = first.quantity.unit.clone();
    // All in the unit of the first.
    let value = |figure: &Figure| {
        let scale = figure.quantity.unit.scale.checked_div(unit.scale)?;
        figure.signed().checked_mul(scale)
    };
    let places = inputs.iter().map(|input| input.figure.quantity.value.scale()).max().unwrap_or(0);
    let exact = |value: Decimal| value.round_dp(places.max(value.scale().min(4))).normalize();
    let rounded =
        |value: Decimal| value.round_dp_with_strategy(if value.abs() < Decimal::TEN { 2 } else { 1 }, AWAY).normalize();
    let rate = unit.dimension == "ratio";
    let put = |value, unit, kind| Some(Put { value, unit, kind, against_it: false });
    match operation.operator {
        Operator::Difference { less } => {
            let difference = value(first)?.checked_sub(value(figure(1)?)?)?;
            let against_it =
                !operation.degree.is_empty() && !difference.is_zero() && difference.is_sign_negative() != less;
            let unit = if rate { Unit::named("个百分点")? } else { unit.clone() };
            Some(Put { value: exact(difference), unit, kind: FigureKind::Difference, against_it })
        }
        Operator::Sum => {
            let sum = inputs.iter().try_fold(Decimal::ZERO, |sum, input| sum.checked_add(value(&input.figure)?))?;
            put(exact(sum), unit.clone(), first.kind)
        }
        Operator::Rest => {
            let rest = value(first)?.checked_sub(value(figure(1)?)?).filter(|rest| rest.is_sign_positive())?;
            put(exact(rest), unit.clone(), first.kind)
        }
        Operator::Share | Operator::OfTarget => {
            let share = value(first)?.checked_div(value(figure(1)?)?)?;
            let share = (share <= Decimal::ONE && !rate).then(|| share.checked_mul(Decimal::ONE_HUNDRED))??;
            put(rounded(share), Unit::named("%")?, FigureKind::Share)
        }
        Operator::Times => {
            let times = value(first)?.checked_div(value(figure(1)?)?)?;
            put(rounded(times), Unit::named("倍")?, FigureKind::Multiple)
        }
        Operator::OtherShare => {
            let share = value(first).filter(|_| rate && first.kind == FigureKind::Share)?;
            put(exact(Decimal::ONE_HUNDRED.checked_sub(share)?), unit.clone(), FigureKind::Share)
        }
    }
}

const AWAY: RoundingStrategy = RoundingStrategy::MidpointAwayFromZero;
