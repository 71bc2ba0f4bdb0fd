//! What is written on a chart, and how long its bars are.

use chrono::Datelike as _;
use rust_decimal::{Decimal, prelude::ToPrimitive as _};

use super::series::{About, Axis, Series};
use crate::{
    answer::{Listed, remark},
    figure::{Direction, Figure, FigureKind},
};

/// Reports named below a chart; of more it is said how many.
const SOURCES: usize = 2;

/// Comparable figures, ready to be drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// What is measured, and what the figures share.
    pub title: String,
    /// The figures, from top to bottom.
    pub bars: Vec<Bar>,
    /// Where they stand.
    pub source: String,
}

/// A figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Bar {
    /// What it is of.
    pub label: String,
    /// The value, as printed.
    pub value: String,
    /// From −1 to 1, the longest bar at one of them.
    pub length: f32,
}

impl Chart {
    /// Of the comparable figures of `listed`; `None` where fewer than three are. Of several such series the largest is
    /// drawn, or the first of them: of those that are of `kind`, where one is given.
    pub fn of(listed: &[Listed], kind: Option<FigureKind>) -> Option<Self> {
        Series::of(listed, About { kind, figure: None }).map(|series| Self::new(&series))
    }

    /// Of those figures of `listed` that `figure` can be compared with.
    pub fn with(listed: &[Listed], figure: &Figure) -> Option<Self> {
        Series::of(listed, About { kind: None, figure: Some(figure) }).map(|series| Self::new(&series))
    }

    fn new(series: &Series<'_>) -> Self {
        let size = |figure: &Figure| figure.signed().checked_mul(figure.quantity.unit.scale).unwrap_or_default();
        let longest = series.figures.iter().map(|listed| size(&listed.figure).abs()).max().unwrap_or_default();
        let length = |figure: &Figure| size(figure).checked_div(longest).as_ref().and_then(Decimal::to_f32);
        let bar = |(listed, label): (&&Listed, String)| Bar {
            label,
            value: format!("{}{}", fallen(&listed.figure), listed.text),
            length: length(&listed.figure).unwrap_or(0.0),
        };
        let bars = series.figures.iter().zip(labels(series)).map(bar).collect();
        Self { title: title(series), bars, source: source(&series.figures) }
    }
}

/// The word that a printed number of less goes with.
fn fallen(figure: &Figure) -> &'static str {
    match (figure.kind, figure.direction, &figure.base) {
        (FigureKind::Growth, Some(Direction::Down), _) => "下降",
        (FigureKind::Difference, Some(Direction::Down), Some(_)) => "低",
        (FigureKind::Difference, Some(Direction::Down), None) => "减少",
        _ => "",
    }
}

fn labels(series: &Series<'_>) -> Vec<String> {
    let figures = series.figures.iter().map(|listed| &listed.figure);
    let label = |figure: &Figure| match series.axis {
        Axis::Subject => figure.subject.clone().unwrap_or_default(),
        Axis::Place => figure.place.clone().unwrap_or_default(),
        Axis::Period => figure.period.as_ref().map(|period| period.text.clone()).unwrap_or_default(),
    };
    let mut labels: Vec<String> = figures.clone().map(label).collect();
    let printed = labels.clone();
    for (at, figure) in figures.enumerate() {
        // 一季度 of one year and 一季度 of another.
        let twice = printed.iter().filter(|other| **other == printed[at]).count() > 1;
        if let Some(period) = figure.period.as_ref().and_then(|period| period.period()).filter(|_| twice) {
            labels[at] = format!("{}年{}", period.start.year(), printed[at]);
        }
    }
    labels
}

/// `苏州 一季度 产值同比增长`.
fn title(series: &Series<'_>) -> String {
    let shared = |of: fn(&Listed) -> Option<&str>| {
        let mut all = series.figures.iter().map(|listed| of(listed));
        let first = all.next()??;
        all.all(|other| other == Some(first)).then_some(first)
    };
    let place = shared(|listed| listed.figure.place.as_deref())
        .or_else(|| shared(|listed| listed.citation.info.place.as_deref()).filter(|_| series.axis != Axis::Place));
    let period = shared(|listed| listed.figure.period.as_ref().map(|period| period.text.as_str()));
    let subject = shared(|listed| listed.figure.subject.as_deref());
    let mut parts: Vec<&str> = [place, period, subject].into_iter().flatten().collect();
    let measure = shared(|listed| listed.figure.measure.as_deref()).unwrap_or_default();
    let base = shared(|listed| listed.figure.base.as_deref());
    // Rises and falls together are 增长, of which some is negative.
    let down = |listed: &&&Listed| listed.figure.direction == Some(Direction::Down);
    let first = series.figures.iter().find(|listed| !down(listed)).or(series.figures.first());
    // 拉动GDP增长 1.1个百分点 says by itself that it is a change.
    let first = first.filter(|listed| listed.figure.kind != FigureKind::Difference || base.is_some());
    let kind = first.map(|listed| remark(&Figure { base: base.map(str::to_owned), ..listed.figure.clone() }));
    let what = format!("{measure}{}", kind.unwrap_or_default());
    parts.push(&what);
    parts.join(" ")
}

/// `来源：《title》第4、6段`.
fn source(figures: &[&Listed]) -> String {
    let mut reports: Vec<(&str, Vec<u32>)> = Vec::new();
    for citation in figures.iter().map(|listed| &listed.citation) {
        match reports.iter_mut().find(|(title, _)| *title == citation.title) {
            Some((_, paragraphs)) if paragraphs.contains(&citation.paragraph) => {}
            Some((_, paragraphs)) => paragraphs.push(citation.paragraph),
            None => reports.push((&citation.title, vec![citation.paragraph])),
        }
    }
    let named = reports.iter().take(SOURCES).map(|(title, paragraphs)| {
        let paragraphs: Vec<String> = paragraphs.iter().map(u32::to_string).collect();
        format!("《{title}》第{}段", paragraphs.join("、"))
    });
    let more = if reports.len() > SOURCES { format!("等{}篇", reports.len()) } else { String::new() };
    format!("来源：{}{more}", named.collect::<Vec<_>>().join("，"))
}
