//! What follows from the figures of a text by arithmetic: the other side of a comparison, the level a year before, how many
//! times something is, what parts and wholes give of each other.
//!
//! Only figures of one measure, subject and base are put together, and what is computed is no surer than what it was
//! computed from: it has as many digits as they bear, and is 约 where one of them is.

mod parts;
mod share;
mod times;
mod trade;

use rust_decimal::Decimal;

pub use self::parts::names_one_industry;
use self::{
    parts::industries,
    share::{SHARES, done, part, whole},
    times::{in_all, since_the_year_before},
    trade::{balance, other_half},
};
use super::{
    Against, Bound, Direction, Figure, FigureKind,
    quantity::{Quantity, Unit},
};

/// A figure that no text states.
#[derive(Debug, Clone, PartialEq)]
pub struct Derived {
    /// What it would be if it were stated. Its range is that of the last input.
    pub figure: Figure,
    /// The result, with its sign.
    pub value: Decimal,
    /// The working, `5.2% − 7.0个百分点`.
    pub expression: String,
    /// Which figures it was computed from.
    pub inputs: Vec<usize>,
    /// Whether it was computed from a share, whose digits are few: any figure that is stated is better.
    pub by_share: bool,
}

/// All that follows from two `figures` of `text`, which they were read from.
pub fn derive(text: &str, figures: &[Figure]) -> Vec<Derived> {
    let mut found: Vec<Derived> = (0..figures.len()).filter_map(|number| since_then(text, figures, number)).collect();
    found.extend((0..figures.len()).flat_map(|number| since_the_year_before(text, figures, number)));
    found.extend((0..figures.len()).filter_map(|number| in_all(text, figures, number)));
    found.extend((0..figures.len()).filter_map(|number| balance(text, figures, number)));
    found.extend((0..figures.len()).filter_map(|number| other_half(text, figures, number)));
    for of_shares in [whole, part, done] {
        found.extend((0..figures.len()).filter_map(|number| of_shares(text, figures, number)));
    }
    found.extend((0..figures.len()).flat_map(|number| industries(text, figures, number)));
    for (number, change) in figures.iter().enumerate() {
        // 甲5吨、乙6吨，分别增长1%、2%: each is a change of its own.
        let own = |of: usize| figures.get(of).filter(|stated| alike(stated, change)).map(|stated| (of, stated));
        // 上升0.66个百分点至9.25%
        let reached = || {
            let between = text.get(change.range().end..figures.get(number + 1)?.range().start)?;
            if matches!(between.trim(), "至" | "到") { own(number + 1) } else { None }
        };
        let nearest = change.of.and_then(own);
        let earlier = || (number.saturating_sub(LOOKED_BACK)..number).rev().find_map(own);
        // 总量比同期增加5亿元 names anew what was said right before.
        let right_before = || change.of.filter(|of| of + 1 == number).and_then(|of| Some((of, figures.get(of)?)));
        let Some((of, stated)) = reached().or(nearest).or_else(earlier).or_else(right_before) else { continue };
        if change.quantity.max.is_some() || stated.quantity.max.is_some() {
            continue;
        }
        let pair = Pair { text, of, stated, number, change };
        found.extend(pair.other_side());
        found.extend(pair.year_before());
        found.extend(pair.times());
    }
    found
}

/// So many figures that went from one level to another are told side by side.
const SIDE_BY_SIDE: usize = 4;

/// So many bytes before a number tell that it is where something came from.
const FROM: usize = 40;

/// 从17.9%提升到35.5% → 17.6个百分点.
fn since_then(text: &str, figures: &[Figure], number: usize) -> Option<Derived> {
    let now = &figures[number];
    let level = |figure: &Figure| matches!(figure.kind, FigureKind::Level | FigureKind::Count | FigureKind::Share);
    now.direction.filter(|_| level(now))?;
    let same = |then: &Figure| {
        (then.kind, &then.quantity.unit) == (now.kind, &now.quantity.unit)
            && (&then.subject, &then.measure, &then.place) == (&now.subject, &now.measure, &now.place)
            && then.direction.is_none()
            && then.quantity.max.is_none()
    };
    let from = |then: &Figure| {
        let start = then.range().start;
        let before = (0..=FROM).rev().find_map(|back| text.get(start.saturating_sub(back)..start)).unwrap_or_default();
        before.rsplit(['。', '；', '，']).next().is_some_and(|clause| clause.contains(['从', '由']))
    };
    let earliest = number.saturating_sub(SIDE_BY_SIDE);
    let (of, then) =
        (earliest..number).rev().map(|of| (of, &figures[of])).find(|(_, then)| same(then) && from(then))?;
    let value = now.quantity.value.checked_sub(then.quantity.value)?;
    let rate = now.quantity.unit.dimension == "ratio";
    let quantity = Quantity {
        value: value.abs(),
        bound: Bound::of_result([then, now]),
        unit: if rate { Unit::named("个百分点")? } else { now.quantity.unit.clone() },
        ..now.quantity.clone()
    };
    let direction = if value.is_sign_negative() { Direction::Down } else { Direction::Up };
    Some(Derived {
        figure: Figure {
            quantity,
            kind: FigureKind::Difference,
            direction: Some(direction),
            base: then.base.clone(),
            against: then.period.clone().filter(|_| then.then).map(Against::at),
            ..now.computed()
        },
        value: value.abs(),
        expression: format!("{} − {}", now.printed(text), then.printed(text)),
        inputs: vec![of, number],
        by_share: false,
    })
}

/// So many figures before a change are looked through for what it is a change of.
const LOOKED_BACK: usize = 12;

/// Whether two figures are of one thing, and the first can have changed as the second tells.
fn alike(stated: &Figure, change: &Figure) -> bool {
    let same = (&stated.subject, &stated.measure, &stated.place) == (&change.subject, &change.measure, &change.place);
    let same = same || is_of_share(stated, change);
    // 15.96亿户，增长3.8%，较7月末增加491万户: 户 are added to 户, points to per cent.
    let points = change.quantity.unit.dimension == "points";
    let one_kind = change.kind != FigureKind::Difference || points == (stated.quantity.unit.dimension == "ratio");
    same && one_kind && stated.kind != FigureKind::Difference && stated.kind != change.kind
}

/// Whether `change` tells in points how the share that is `stated` changed, by the name of a share: 甲出口占60.7%，占比提升1.8
/// 个百分点; 60岁以上人口占18.70%，60岁以上人口的比重上升5.44个百分点.
fn is_of_share(stated: &Figure, change: &Figure) -> bool {
    let points = change.kind == FigureKind::Difference && change.quantity.unit.is_points();
    let by_name = change.measure.as_deref().is_some_and(|measure| SHARES.contains(&measure));
    let name = || [&stated.subject, &stated.measure].into_iter().flatten().flat_map(|name| name.chars());
    let of = change.subject.as_deref();
    let same = change.subject == stated.subject || of.is_some_and(|of| of.chars().eq(name()));
    stated.kind == FigureKind::Share && points && by_name && same && stated.place == change.place
}

/// A figure and what is said of how it changed or differs.
struct Pair<'a> {
    text: &'a str,
    of: usize,
    stated: &'a Figure,
    number: usize,
    change: &'a Figure,
}

impl Pair<'_> {
    /// 全市5.2%，较全省高7.0个百分点 → 全省 −1.8%; 626.9亿元，比上年增加73.5亿元 → 上年 553.4亿元.
    fn other_side(&self) -> Option<Derived> {
        let against = self.change.against.as_ref()?;
        let (stated, change) = (self.stated, self.change);
        if change.kind != FigureKind::Difference {
            return None;
        }
        let points = change.quantity.unit.dimension == "points" && stated.quantity.unit.dimension == "ratio";
        let same = change.quantity.unit.dimension == stated.quantity.unit.dimension
            && stated.kind != FigureKind::Difference
            && stated.kind != FigureKind::Growth;
        // 总诊疗人次95.5亿，比上年增加11.3亿人次
        let bare = stated.quantity.unit.is_scale() && change.quantity.unit.dimension == "count";
        let scale =
            if points { Decimal::ONE } else { change.quantity.unit.scale.checked_div(stated.quantity.unit.scale)? };
        if !points && !same && !bare {
            return None;
        }
        let by = change.signed().checked_mul(scale)?;
        let sign = if by.is_sign_negative() { '+' } else { '−' };
        let fall = stated.direction == Some(Direction::Down) && self.is_of_fall();
        let (value, expression) = if fall {
            let expression = format!("−({} {sign} {})", self.printed(stated), self.printed(change));
            (-stated.quantity.value.checked_sub(by)?, expression)
        } else {
            let expression = format!("{} {sign} {}", self.shown(stated), self.printed(change));
            (stated.signed().checked_sub(by)?, expression)
        };
        let value = value.round_dp(stated.quantity.value.scale().max(change.quantity.value.scale()));
        Some(self.derived(against, value, expression))
    }

    /// Whether the change is told of how far something fell: 下降13.2%，降幅比一季度收窄5.5个百分点.
    fn is_of_fall(&self) -> bool {
        let before = &self.text[self.stated.range().end..self.change.range().start.max(self.stated.range().end)];
        let clause = before.rsplit(['，', ',', '；', ';', '。']).next().unwrap_or_default();
        let named = ["降幅", "跌幅", "降速", "减幅"].iter().any(|word| before.contains(word));
        named || ["收窄", "扩大", "缩小"].iter().any(|word| clause.trim_end().trim_end_matches('了').ends_with(word))
    }

    /// 52亿元，同比增长30% → 上年 约40亿元, and 增加 约12亿元.
    fn year_before(&self) -> impl Iterator<Item = Derived> {
        let level = self.stated.quantity.value;
        let earlier = self.earlier_level();
        let increase = earlier.as_ref().and_then(|(earlier, exact)| self.increase(earlier, level.checked_sub(*exact)?));
        earlier.map(|(earlier, _)| earlier).into_iter().chain(increase)
    }

    /// The level, rounded and exact.
    fn earlier_level(&self) -> Option<(Derived, Decimal)> {
        let against = self.change.against.as_ref().filter(|against| against.period.is_some())?;
        let (stated, change) = (self.stated, self.change);
        let level = matches!(stated.kind, FigureKind::Level | FigureKind::Count);
        if !level || change.kind != FigureKind::Growth || change.quantity.unit.dimension != "ratio" {
            return None;
        }
        let rate = change.signed().checked_mul(change.quantity.unit.scale)?;
        let factor = Decimal::ONE.checked_add(rate)?;
        if factor <= Decimal::ZERO {
            return None;
        }
        let exact = stated.quantity.value.checked_div(factor)?;
        let value = significant(exact, digits(stated.quantity.value).min(4))?;
        // There are no halves of what is counted one by one.
        let unit = &stated.quantity.unit;
        let whole = unit.dimension == "count" && unit.scale == Decimal::ONE;
        let value = if whole { value.round() } else { value };
        let sign = if rate.is_sign_negative() { '−' } else { '+' };
        let expression = format!(
            "{} ÷ (1 {sign} {})",
            self.printed(stated),
            change.quantity.value.normalize().to_string() + &change.quantity.unit.text
        );
        let mut derived = self.derived(against, value, expression);
        derived.figure.quantity.bound = Bound::About;
        Some((derived, exact))
    }

    /// The increase `by` so much since the `earlier` level.
    fn increase(&self, earlier: &Derived, by: Decimal) -> Option<Derived> {
        let stated = self.stated;
        let level = stated.quantity.value;
        let by = significant(by, digits(level).min(4))?.round_dp(level.scale());
        let direction = if by.is_sign_negative() { Direction::Down } else { Direction::Up };
        Some(Derived {
            figure: Figure {
                quantity: Quantity { value: by.abs(), bound: Bound::About, ..stated.quantity.clone() },
                kind: FigureKind::Difference,
                direction: Some(direction),
                base: self.change.base.clone(),
                ..stated.computed()
            },
            value: by.abs(),
            expression: format!("{} − {}", self.printed(stated), earlier.expression),
            inputs: earlier.inputs.clone(),
            by_share: false,
        })
    }

    /// 增长0.8倍 → 1.8倍.
    fn times(&self) -> Option<Derived> {
        let change = self.change;
        if change.kind != FigureKind::Growth
            || change.quantity.unit.text != "倍"
            || change.direction != Some(Direction::Up)
        {
            return None;
        }
        let value = change.quantity.value.checked_add(Decimal::ONE)?;
        let mut derived = self.derived(&Against::default(), value, format!("1 + {}", self.printed(change)));
        derived.figure.kind = FigureKind::Multiple;
        derived.figure.quantity.unit = change.quantity.unit.clone();
        derived.inputs = vec![self.number];
        Some(derived)
    }

    fn derived(&self, against: &Against, value: Decimal, expression: String) -> Derived {
        let stated = self.stated;
        let other = |there: &Option<String>, here: &Option<String>| there.clone().or_else(|| here.clone());
        let direction = match stated.kind {
            FigureKind::Growth if value.is_sign_negative() => Some(Direction::Down),
            FigureKind::Growth => Some(Direction::Up),
            _ => None,
        };
        let bound = Bound::of_result([stated, self.change]);
        let magnitude = if stated.kind == FigureKind::Growth { value.abs() } else { value };
        // A measure that is named there has its own subject, but exports and imports are of one.
        let trade = |measure: &Option<String>| measure.as_deref().is_some_and(|name| name.starts_with(['出', '进']));
        let own = against.measure.is_some() && !(trade(&against.measure) && trade(&stated.measure));
        let subject = if own { against.subject.clone() } else { other(&against.subject, &stated.subject) };
        Derived {
            figure: Figure {
                quantity: Quantity {
                    range: self.change.quantity.range.clone(),
                    number: self.change.quantity.number.clone(),
                    value: magnitude,
                    bound,
                    ..stated.quantity.clone()
                },
                direction,
                measure: other(&against.measure, &stated.measure),
                subject,
                place: other(&against.place, &stated.place),
                period: against.period.clone().or_else(|| stated.period.clone()),
                // 两年平均 holds on both sides.
                base: stated.base.clone().filter(|_| stated.kind == FigureKind::Growth),
                ..stated.computed()
            },
            value,
            expression,
            inputs: vec![self.of, self.number],
            by_share: false,
        }
    }

    /// As printed.
    fn printed(&self, figure: &Figure) -> String {
        figure.printed(self.text)
    }

    /// As printed, with the sign of a fall.
    fn shown(&self, figure: &Figure) -> String {
        let sign = if figure.signed().is_sign_negative() { "−" } else { "" };
        format!("{sign}{}", self.printed(figure))
    }
}

/// How many digits of a number mean something: 3 of 36.4.
fn digits(value: Decimal) -> u32 {
    let mantissa = value.mantissa().unsigned_abs();
    mantissa.checked_ilog10().map_or(1, |log| log + 1)
}

/// A number rounded to so many digits.
fn significant(value: Decimal, digits: u32) -> Option<Decimal> {
    value.round_sf(digits.max(2))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        figure::extract::{Above, figures},
        report::ReportDate,
    };

    #[test]
    fn what_follows_is_computed_with_its_working() {
        let date = ReportDate { year: 2024, month: Some(4), day: Some(20), inferred: false };
        let above = Above { date: Some(&date), ..Above::default() };
        for (text, expected) in [
            (
                "一季度，全市工业增加值同比增长5.2%，较全省平均水平高7.0个百分点。",
                &["全省 工业增加值 −1.8% = 5.2% − 7.0个百分点"][..],
            ),
            ("一季度，全县出口20亿元，进口12.5亿元。", &["全县 贸易顺差 7.5亿元 = 20亿元 − 12.5亿元"]),
            ("一季度，全县进出口32.5亿元，其中出口20亿元。", &["全县 进口 12.5亿元 = 32.5亿元 − 20亿元"]),
            ("一季度用电量同比增长16.4%，高于全国增幅3.7个百分点。", &["全国 用电量 12.7% = 16.4% − 3.7个百分点"]),
            ("上半年零售额同比下降3.3%，比一季度回落4.1个百分点。", &["零售额 一季度 0.8% = −3.3% + 4.1个百分点"]),
            (
                "8月末，用户总数达15.96亿户，同比增长3.8%，较7月末增加491万户。",
                &[
                    "用户 总数 8月末的上年同期 约15.38亿户 = 15.96亿户 ÷ (1 + 3.8%)",
                    "用户 总数 约0.58亿户 = 15.96亿户 − 15.96亿户 ÷ (1 + 3.8%)",
                    "用户 总数 7月末 15.91亿户 = 15.96亿户 − 491万户",
                ],
            ),
            (
                "上半年，全市装备制造业实现增加值36.4亿元，占全市工业增加值的35%。",
                &["全市 工业增加值 约104亿元 = 36.4亿元 ÷ 35%"],
            ),
            ("上半年工业投资232亿元，其中制造业投资占63.5%。", &["制造业 工业投资 约147亿元 = 232亿元 × 63.5%"]),
            (
                "前三个月汽车销量分别为3.5万辆、1万辆、2万辆。",
                &["汽车 销量 1月至3月 6.5万辆 = 3.5万辆 + 1万辆 + 2万辆"],
            ),
            ("上半年发电量512亿千瓦时，其中水电占比40%。", &["水电 发电量 约205亿千瓦时 = 512亿千瓦时 × 40%"]),
            ("今年计划投资232亿元，截至目前完成63.5%。", &["投资 目前 约147亿元 = 232亿元 × 63.5%"]),
            (
                "上半年零售额同比下降3.3%，降幅比一季度收窄4.1个百分点。",
                &["零售额 一季度 −7.4% = −(3.3% + 4.1个百分点)"],
            ),
            ("上半年零售额同比下降3.3%，比一季度扩大1.3个百分点。", &["零售额 一季度 −2% = −(3.3% − 1.3个百分点)"]),
            (
                "2020年末资本充足率较2019年末上升0.66个百分点至9.25%。",
                &["资本充足率 2019年末 8.59% = 9.25% − 0.66个百分点"],
            ),
            (
                "一季度全县生产总值62.9亿元，比上年同期增加7.3亿元。",
                &["全县 生产总值 上年同期 55.6亿元 = 62.9亿元 − 7.3亿元"],
            ),
            (
                "一季度民营企业进出口占60.7%，占比较上年同期提升1.8个百分点。",
                &["民营企业 进出口 上年同期 58.9% = 60.7% − 1.8个百分点"],
            ),
            ("一季度总诊疗人次4.5亿，比上年同期增加0.3亿人次。", &["总诊疗 人次 上年同期 4.2亿 = 4.5亿 − 0.3亿人次"]),
            (
                "一季度营业利润1.2亿元，上季度为1.9亿元，去年同期为1.5亿元。",
                &["营业利润 0.3亿元 = 1.2亿元 − 1.5亿元", "营业利润 约20% = 1.2亿元 ÷ 1.5亿元 − 1"],
            ),
            (
                "一季度工业投资52亿元，同比增长30%。",
                &[
                    "工业投资 一季度的上年同期 约40亿元 = 52亿元 ÷ (1 + 30%)",
                    "工业投资 约12亿元 = 52亿元 − 52亿元 ÷ (1 + 30%)",
                ],
            ),
        ] {
            let found = figures(text, &above);
            let derived = derive(text, &found);
            let shown: Vec<String> = derived
                .iter()
                .map(|derived| {
                    let figure = &derived.figure;
                    let period = figure.period.as_ref().filter(|period| !text.starts_with(&period.text));
                    let period = period.or(figure.period.as_ref().filter(|_| text.contains("比一季度")));
                    let names = [
                        figure.place.clone(),
                        figure.subject.clone(),
                        figure.measure.clone(),
                        period.map(|period| period.text.clone()),
                    ];
                    let about = if figure.quantity.bound == Bound::About { "约" } else { "" };
                    let value = derived.value.normalize().to_string().replace('-', "−");
                    format!(
                        "{} {about}{value}{} = {}",
                        names.into_iter().flatten().collect::<Vec<_>>().join(" "),
                        figure.quantity.unit.text,
                        derived.expression
                    )
                })
                .collect();
            assert_eq!(shown, expected, "{text}");
        }
    }

    #[test]
    fn a_change_is_computed_from_level_and_growth_and_from_one_level_to_another() {
        for (text, expected) in [
            ("一季度工业投资52亿元，同比增长30%。", "12亿元"),
            ("低保标准从98元/月提高到178元/月。", "80元/月"),
            ("工业投资占固定资产投资比重从17.9%提升到35.5%。", "17.6个百分点"),
            ("城乡低保标准分别从2020年的645元/月、4318元/年提高到2025年的801元/月、7226元/年。", "156元/月"),
        ] {
            let date = ReportDate { year: 2026, month: Some(4), day: None, inferred: false };
            let derived = derive(text, &figures(text, &Above { date: Some(&date), ..Above::default() }));
            let changes = derived.iter().filter(|derived| derived.figure.kind == FigureKind::Difference);
            let shown: Vec<String> =
                changes.map(|derived| format!("{}{}", derived.value, derived.figure.quantity.unit.text)).collect();
            assert_eq!(shown.first().map(String::as_str), Some(expected), "{text}");
        }
    }

    #[test]
    fn nothing_is_computed_across_measures_or_ranges() {
        // Of a list each change is of its own level.
        let list = "一季度，增值税12亿元、房产税2亿元，同比分别增长20%、60%。";
        let date = ReportDate { year: 2024, month: Some(4), day: None, inferred: false };
        let derived = derive(list, &figures(list, &Above { date: Some(&date), ..Above::default() }));
        let workings: Vec<&str> = derived.iter().map(|derived| derived.expression.as_str()).collect();
        assert_eq!(
            workings,
            ["12亿元 ÷ (1 + 20%)", "12亿元 − 12亿元 ÷ (1 + 20%)", "2亿元 ÷ (1 + 60%)", "2亿元 − 2亿元 ÷ (1 + 60%)"]
        );
        for text in ["产量5吨，增加3公里。", "气温17℃至19℃，比上年高2℃。", "产值增长5%，居第3位。"]
        {
            assert!(derive(text, &figures(text, &Above::default())).is_empty(), "{text}");
        }
    }
}
