//! Figures as a table for people: columns aligned, wide characters counted as two.

use unicode_width::UnicodeWidthStr as _;

use crate::{
    answer::Listed,
    figure::{Direction, Figure, FigureKind},
};

/// The heads of the columns.
const HEADS: [&str; 5] = ["数值", "指标", "期间", "说明", "出处"];

/// A cell wider than this pushes its own line to the right, not all others.
const WIDEST: usize = 36;

/// What a figure is of: `西宁 光伏制造业 产值`; without the place that its whole report is about.
pub fn name(figure: &Figure, home: Option<&str>) -> String {
    let place = figure.place.as_deref().filter(|place| Some(*place) != home);
    let parts = [place, figure.subject.as_deref(), figure.measure.as_deref()];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// What kind of figure it is, in a few words: `同比增长`, `占全市`, `目标`.
pub fn remark(figure: &Figure) -> String {
    let base = figure.base.as_deref().unwrap_or_default();
    let kind = match (figure.kind, figure.direction) {
        (FigureKind::Growth, Some(Direction::Down)) => "下降",
        (FigureKind::Growth, Some(Direction::Flat)) => "持平",
        (FigureKind::Growth, _) => "增长",
        (FigureKind::Difference, Some(Direction::Down)) => "低",
        (FigureKind::Difference, _) => "高",
        (FigureKind::Share, _) if !base.is_empty() => "占",
        (FigureKind::Rank, _) => "位次",
        _ => "",
    };
    let said = match (figure.kind, base) {
        (FigureKind::Share, base) => format!("{kind}{base}"),
        (FigureKind::Difference, base) if !base.is_empty() => format!("比{base}{kind}"),
        (FigureKind::Difference, _) => String::from(if kind == "低" { "减少" } else { "增加" }),
        (FigureKind::Growth, base) if !base.is_empty() && !base.contains(['同', '环', '比']) => {
            format!("比{base}{kind}")
        }
        (_, base) => format!("{base}{kind}"),
    };
    match (figure.target, said.is_empty()) {
        (true, true) => "目标".to_owned(),
        (true, false) => format!("{said}（目标）"),
        (false, _) => said,
    }
}

/// The table; empty where there are no figures.
pub fn table(listed: &[Listed]) -> String {
    let mut rows = vec![HEADS.map(str::to_owned)];
    rows.extend(listed.iter().map(|listed| {
        let figure = &listed.figure;
        let period = figure.period.as_ref().map(|period| period.text.clone()).unwrap_or_default();
        let place = format!("《{}》第{}段", listed.citation.title, listed.citation.paragraph);
        [listed.text.clone(), name(figure, listed.citation.info.place.as_deref()), period, remark(figure), place]
            .map(|cell| plain(&cell))
    }));
    if rows.len() == 1 {
        return String::new();
    }
    let width = |column: usize| rows.iter().map(|row| row[column].width()).filter(|&width| width <= WIDEST).max();
    let widths: Vec<usize> = (0..HEADS.len()).map(|column| width(column).unwrap_or(0)).collect();
    let mut table = String::new();
    for row in &rows {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(&widths) {
            line.push_str(cell);
            line.extend(std::iter::repeat_n(' ', width.saturating_sub(cell.width()) + 2));
        }
        table.push_str(line.trim_end());
        table.push('\n');
    }
    table
}

/// Without line breaks and what would steer the terminal.
fn plain(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).collect()
}
