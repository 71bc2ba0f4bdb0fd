//! The figures of a table: each cell with what its row, its column and the caption say of it.

mod column;

use std::ops::Range;

use self::column::{Column, Columns, Role};
use super::{
    Against, Direction, Figure, FigureKind, NamedPeriod,
    extract::Above,
    period::mentions,
    quantity::{self, Quantity, quantities},
    topic::Topic,
    words::WORDS,
};
use crate::text::{
    fold::fold,
    row::{cells, is_year},
};

/// The figures of `rows`, a line each. `table` is what stands above them: the caption, if there is
/// one, and the heads of the columns, a line each.
pub fn table_figures(rows: &str, table: &str, above: &Above<'_>) -> Vec<Figure> {
    let mut figures = Vec::new();
    let mut start = 0;
    // The heads, as rows of so many cells stand below them: nearly always read once.
    let mut heads: Option<Columns> = None;
    for row in rows.split('\n') {
        let before = figures.len();
        let cells = cells(row);
        let known = heads.take().filter(|known| known.columns.len() == cells.len());
        let columns = heads.insert(known.unwrap_or_else(|| Columns::read(table, cells.len(), above)));
        figures.extend(row_figures(row, &cells, columns, above));
        for figure in &mut figures[before..] {
            let moved = |range: &Range<usize>| range.start + start..range.end + start;
            figure.quantity.range = moved(&figure.quantity.range);
            figure.quantity.number = moved(&figure.quantity.number);
            figure.of = figure.of.map(|of| of + before);
        }
        start += row.len() + 1;
    }
    figures
}

fn row_figures(row: &str, cells: &[Range<usize>], columns: &Columns, above: &Above<'_>) -> Vec<Figure> {
    let named = cells.iter().zip(&columns.columns).skip(1);
    let mut numbers = named.filter(|(cell, column)| column.holds(&row[(*cell).clone()]));
    let Some((first, _)) = numbers.next() else { return Vec::new() };
    let label = Label::read(row, cells, columns, first.start, above);
    let mut figures: Vec<Figure> = Vec::new();
    let mut level: Option<(usize, &Column)> = None;
    for (cell, column) in cells.iter().zip(&columns.columns) {
        if cell.start < first.start || !column.holds(&row[cell.clone()]) {
            continue;
        }
        let changes = !matches!(column.role, Role::Level);
        let of = level.filter(|_| changes);
        let unit = label.unit_in(column, columns.unit.as_deref(), of.is_some());
        let flat = column.is_unchanged(&row[cell.clone()]);
        let unchanged = if flat { unchanged(cell.clone(), unit) } else { None };
        let Some((quantity, apart, falls)) = unchanged.or_else(|| read(row, cell.clone(), unit)) else { continue };
        // 产量 and its growth stand side by side.
        let named = of.map_or(column, |(_, level)| if column.name.is_empty() { level } else { column });
        let topic = label.topic(&named.name, columns.measure.as_deref());
        let kind = kind(column, &quantity, &topic);
        let period = column.period.clone().or_else(|| label.period.clone()).or_else(|| columns.period.clone());
        let since_last_year = column.base.as_deref().filter(|base| base.contains(['年', '同']));
        let direction = match kind {
            FigureKind::Growth | FigureKind::Difference if flat => Some(Direction::Flat),
            FigureKind::Growth | FigureKind::Difference if falls => Some(Direction::Down),
            FigureKind::Growth | FigureKind::Difference => Some(Direction::Up),
            _ => None,
        };
        if !changes {
            level = Some((figures.len(), column));
        }
        figures.push(Figure {
            quantity,
            kind,
            direction,
            measure: topic.measure,
            subject: topic.subject,
            place: topic.place.or_else(|| above.place.map(str::to_owned)),
            against: since_last_year.zip(period.as_ref()).map(|(_, period)| Against::at(period.a_year_before())),
            period,
            base: column.base.clone(),
            target: column.target,
            part_of: None,
            of: of.map(|(number, _)| number),
            unit_apart: apart,
            then: false,
        });
    }
    figures
}

/// What the cell says, how it says it: the quantity, whether its unit stands elsewhere, and whether it is below zero.
fn read(row: &str, cell: Range<usize>, unit: &str) -> Option<(Quantity, bool, bool)> {
    let text = &row[cell.clone()];
    let number = text.trim_start_matches(['-', '−', '–', '－', '+', '＋', '↑', '↓']);
    let falls = text.starts_with(['-', '−', '–', '－', '↓']);
    let alone = quantities(number).into_iter().next()?;
    let apart = alone.unit.text.is_empty() && !unit.is_empty();
    let mut quantity = if apart { quantities(&format!("{number}{unit}")).into_iter().next()? } else { alone };
    // What is more than a number is none: 3家企业.
    let behind = number.get(quantity.range.end..).unwrap_or_default();
    if quantity.range.start > 0 || !behind.trim().is_empty() {
        return None;
    }
    let digits = cell.end - number.len()..cell.end.min(cell.end - number.len() + quantity.number.end);
    quantity.range = cell;
    quantity.number = digits;
    Some((quantity, apart, falls))
}

/// No change at all, as the word of a cell says.
fn unchanged(cell: Range<usize>, unit: &str) -> Option<(Quantity, bool, bool)> {
    let none = quantities(&format!("0{unit}")).into_iter().next()?;
    Some((Quantity { range: cell.clone(), number: cell, ..none }, false, false))
}

fn kind(column: &Column, quantity: &Quantity, topic: &Topic) -> FigureKind {
    let (dimension, role) = (quantity.unit.dimension, quantity.role);
    let rate = dimension == "ratio";
    match &column.role {
        Role::Rank => FigureKind::Rank,
        _ if role == quantity::Role::Rank => FigureKind::Rank,
        _ if dimension == "points" => FigureKind::Difference,
        Role::Growth if rate => FigureKind::Growth,
        Role::Growth => FigureKind::Difference,
        Role::Share => FigureKind::Share,
        // 同比增长 as the name of a row.
        Role::Level if rate && topic.measure.as_deref().is_some_and(|name| name.contains(['增', '降', '涨'])) => {
            FigureKind::Growth
        }
        Role::Level if rate => FigureKind::Share,
        Role::Level if dimension == "count" => FigureKind::Count,
        Role::Level => FigureKind::Level,
    }
}

/// What the cells before the first number say of their row.
struct Label {
    /// Folded, without bracket, number and mark.
    name: Vec<char>,
    unit: Option<String>,
    period: Option<NamedPeriod>,
}

impl Label {
    fn read(row: &str, cells: &[Range<usize>], columns: &Columns, end: usize, above: &Above<'_>) -> Self {
        let mut label = Self { name: Vec::new(), unit: None, period: None };
        for (cell, column) in cells.iter().zip(&columns.columns).take_while(|(cell, _)| cell.start < end) {
            let text = &row[cell.clone()];
            match column.role {
                _ if column.is_unit => label.unit = Some(text.to_owned()).filter(|unit| !unit.is_empty()),
                _ if column.aside => {}
                _ => label.say(text, above),
            }
        }
        if label.unit.is_none() {
            // Behind the first number.
            let unit = cells.iter().zip(&columns.columns).find(|(_, column)| column.is_unit);
            label.unit = unit.map(|(cell, _)| row[cell.clone()].to_owned()).filter(|unit| !unit.is_empty());
        }
        label
    }

    fn say(&mut self, text: &str, above: &Above<'_>) {
        let year = format!("{text}年");
        let text = if is_year(text) { year.as_str() } else { text };
        let mention = mentions(text, above.date).into_iter().next();
        if let Some(mention) = mention.filter(|mention| mention.range == (0..text.len())) {
            self.period = Some(mention.named(text));
            return;
        }
        // 按经营地分：城镇
        let text = text.rsplit(['：', ':']).next().unwrap_or(text);
        let (name, unit) = column::without_unit(text);
        if self.unit.is_none() {
            self.unit = unit;
        }
        // 北 京 is set apart to fill its column.
        let spaced = !name.contains(|c: char| c.is_ascii_alphanumeric());
        let name: String = fold(&name).chars().filter(|c| !(spaced && c.is_whitespace())).collect();
        let name = name.trim_start_matches(is_mark);
        // 全年粮食 is 粮食 of all the year.
        let bare = name.strip_prefix("全年").filter(|bare| bare.chars().nth(1).is_some());
        self.name.extend(bare.unwrap_or(name).chars());
    }

    /// The unit of a cell of the row in that column.
    fn unit_in<'a>(&'a self, column: &'a Column, table: Option<&'a str>, of_level: bool) -> &'a str {
        match &column.role {
            Role::Rank => "",
            Role::Growth | Role::Share => {
                column.unit.as_deref().unwrap_or(if of_level { "%" } else { self.rate(table) })
            }
            Role::Level => column.unit.as_deref().or(self.unit.as_deref()).or(table).unwrap_or_default(),
        }
    }

    /// The unit of a change or a share that no head names.
    fn rate<'a>(&'a self, table: Option<&'a str>) -> &'a str {
        self.unit.as_deref().or(table).unwrap_or("%")
    }

    /// What the cell in a column of that name is of.
    fn topic(&self, column: &str, above: Option<&str>) -> Topic {
        let column: Vec<char> = column.chars().collect();
        let measured = WORDS.measures.at_end(&self.name).is_some();
        // 甲区 above 生产总值, or 产量 above 钢.
        let is_measure = WORDS.measures.at_end(&column).is_some_and(|(length, ())| length == column.len());
        let name = match (measured, is_measure) {
            // 发电量 below 产量.
            (true, true) => self.name.clone(),
            (true, false) => [column.as_slice(), &self.name].concat(),
            (false, _) => [self.name.as_slice(), &column].concat(),
        };
        let topic = Topic::named(&name);
        let measure = topic.measure.or_else(|| above.map(str::to_owned));
        Topic { measure, ..topic }
    }
}

/// Whether a character stands before the name of a row: 一、, 其中： and #.
fn is_mark(c: char) -> bool {
    c.is_ascii_punctuation() || c.is_ascii_digit() || c.is_whitespace() || "一二三四五六七八九十、其中·".contains(c)
}
