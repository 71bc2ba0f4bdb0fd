//! How well a figure is of the kind, unit, direction and base that are asked for.

use super::{Wanted, basis::Basis};
use crate::figure::{
    Direction, Figure, FigureKind,
    derive::names_one_industry,
    quantity::{Role, Unit},
};

/// What is said of a figure by the head.
const BY_HEAD: &str = "人均";
/// What is left of one of all where that is asked for.
const OF_ALL: f32 = 0.5;

/// Whether a figure without a unit tells how many times one thing is another.
fn is_ratio(figure: &Figure) -> bool {
    figure.quantity.unit.text.is_empty() && figure.measure.as_deref().is_some_and(|measure| measure.ends_with('比'))
}

/// Whether what is measured is a degree, which is told in per cent.
fn is_degree(figure: &Figure) -> bool {
    figure.measure.as_deref().is_some_and(|measure| measure.ends_with(['度', '率']))
}

impl Wanted {
    /// Whether `figure` is of `unit` for each of what is asked for: 公斤/公顷, 公斤每亩.
    fn asks_per(&self, unit: &Unit, figure: &Figure) -> bool {
        let parts = figure.quantity.unit.text.split_once(['/', '每']);
        let asks = |per: &str| self.folded.contains(&format!("每{per}")) || self.folded.contains(&format!("{per}产"));
        parts.is_some_and(|(of, per)| of == unit.text && asks(per))
    }

    /// How well the kind of `figure` is that which is asked for, 0 to 1.
    pub(crate) fn fit(&self, figure: &Figure) -> f32 {
        use FigureKind::{Count, Difference, Growth, Level, Multiple, Rank, Share};
        let points = figure.quantity.unit.dimension == "points";
        let rate = figure.quantity.unit.dimension == "ratio";
        // 三次产业结构中第二产业的比例 is one part of 4:50:46.
        if figure.quantity.role == Role::Proportion && names_one_industry(&self.folded) {
            return 0.0;
        }
        let fit = match (self.kind, figure.kind) {
            (Difference, Difference) if self.folded.contains("百分点") || self.folded.contains("点") => {
                if points {
                    1.0
                } else {
                    0.2
                }
            }
            (wanted, there) if wanted == there => 1.0,
            // 收入比为2.93, 三次产业结构为4:50:46.
            (Share, Level) if is_ratio(figure) => 1.0,
            (Level, Share) if figure.quantity.role == Role::Proportion => 1.0,
            // 首位度是多少
            (Level, Share) if is_degree(figure) && figure.measure.as_deref().is_some_and(|name| self.says(name)) => 1.0,
            // 同比低多少 may be told in per cent.
            (Difference, Growth) if self.unit.is_none() && !self.folded.contains(['点', '亿', '万']) => 0.95,
            (Difference, Growth) | (Growth, Multiple) => 0.5,
            (Growth, Difference) => {
                if !points {
                    0.75
                } else if figure.is_change_of_rate() {
                    0.2
                } else {
                    // 指数上升多少: an index and a rate move by points.
                    0.9
                }
            }
            (Growth, Share) => 0.3,
            (Share, Level) if rate => 0.6,
            (Level, Count) | (Rank, Count) => 1.0,
            (Level, Growth | Share | Difference) if self.any_kind => 0.7,
            (Level, Share) => 0.35,
            (Level, Multiple) => 0.5,
            (Level, Rank) => 0.2,
            // 新增社融多少, and 社融增量为7561亿元 is there.
            (Level, Difference)
                if self.of_new && !points && figure.base.is_none() && figure.direction == Some(Direction::Up) =>
            {
                0.97
            }
            (Level, Growth | Difference) => 0.1,
            (Multiple, Growth) if figure.quantity.unit.text == "倍" => 0.9,
            _ => 0.1,
        };
        let unit = figure.quantity.unit.text.as_str();
        // 1260万 is of people where those are asked for.
        let plain = rate || points || figure.quantity.unit.is_scale();
        let other_unit = |units: &[String]| !plain && !units.iter().any(|known| unit.ends_with(known.as_str()));
        let unit = match &self.unit {
            None if self.units.is_some_and(other_unit) => 0.3,
            // Durations are said in passing.
            None if figure.quantity.unit.dimension == "time"
                && !self.folded.contains(['年', '月', '天', '久', '时']) =>
            {
                0.3
            }
            None => 1.0,
            // 每公顷产多少公斤
            Some(unit) if self.asks_per(unit, figure) => 1.0,
            Some(unit) if unit.text == figure.quantity.unit.text => 1.0,
            // 诊疗人次14亿
            Some(unit)
                if figure.quantity.unit.is_scale()
                    && figure.measure.as_deref().is_some_and(|name| name.ends_with(&unit.text)) =>
            {
                0.97
            }
            // 头 of 头猪
            Some(unit) if unit.dimension == "count" && unit.counts_as(&figure.quantity.unit) => 0.97,
            Some(unit) if unit.dimension == "count" => 0.5,
            Some(unit) if figure.quantity.unit.in_units_of(unit).is_some() => 0.97,
            // 70亿 without 元
            Some(unit)
                if unit.dimension.starts_with("money") && figure.quantity.unit.is_scale() && figure.kind == Level =>
            {
                0.9
            }
            // 多少钱 may be in any currency, and for each ton.
            Some(_) if self.folded.contains('钱') => {
                if figure.quantity.unit.dimension.starts_with("money") {
                    0.97
                } else {
                    0.1
                }
            }
            // 有多长 is meant of a length or a time.
            Some(unit)
                if unit.dimension == "length"
                    && ["多长", "多远", "多宽", "多厚"].iter().any(|word| self.folded.contains(word)) =>
            {
                if figure.quantity.unit.dimension.starts_with("time") {
                    0.7
                } else {
                    0.1
                }
            }
            // 有多高 may be meant of anything.
            Some(unit) if !self.folded.contains(&unit.text) => 0.7,
            Some(_) => 0.1,
        };
        let opposite = matches!(
            (self.direction, figure.direction),
            (Some(Direction::Up), Some(Direction::Down)) | (Some(Direction::Down), Some(Direction::Up))
        );
        let target = if self.target == figure.target { 1.0 } else { 0.8 };
        let by_head = |name: &Option<String>| name.as_deref().is_some_and(|name| name.contains(BY_HEAD));
        let by_head = !self.folded.contains(BY_HEAD) || by_head(&figure.subject) || by_head(&figure.measure);
        let target = if by_head { target } else { OF_ALL * target };
        let basis = match figure.kind {
            Growth | Difference => Basis::fit(self.basis, figure),
            _ => 1.0,
        };
        fit * basis * unit * target * if opposite { 0.6 } else { 1.0 }
    }
}
