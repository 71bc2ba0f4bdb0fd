//! The heads of a table's columns: what the numbers below them are.

use std::sync::LazyLock;

use serde::Deserialize;

use super::super::{NamedPeriod, extract::Above, period::mentions, quantity::quantities, words::WORDS as FIGURE_WORDS};
use crate::text::{
    fold::fold,
    row::{cells, is_caption, is_row, is_year},
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    unit: Vec<String>,
    aside: Vec<String>,
    generic: Vec<String>,
    names: Vec<String>,
    growth: Vec<String>,
    share: Vec<String>,
    rank: Vec<String>,
    target: Vec<String>,
    no_measure: Vec<String>,
    current: Vec<String>,
}

#[expect(clippy::expect_used, reason = "the compiled-in file is checked by the tests of tables")]
static WORDS: LazyLock<Words> =
    LazyLock::new(|| toml::from_str(include_str!("../../../config/tables.toml")).expect("config/tables.toml is valid"));

/// What the numbers of a column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Level,
    Growth,
    Share,
    Rank,
}

/// A column by its head.
#[derive(Debug, Clone)]
pub(super) struct Column {
    /// What it adds to the name of a row, folded: a measure, or whose it is; empty where that is nothing.
    pub(super) name: String,
    pub(super) role: Role,
    pub(super) unit: Option<String>,
    pub(super) period: Option<NamedPeriod>,
    /// What a change is compared with, `上年`.
    pub(super) base: Option<String>,
    pub(super) target: bool,
    /// Whether its cells are the units of their rows.
    pub(super) is_unit: bool,
    /// Whether its cells are no figures.
    pub(super) aside: bool,
}

/// The columns of a table, and what its caption says of all.
#[derive(Debug)]
pub(super) struct Columns {
    pub(super) columns: Vec<Column>,
    pub(super) unit: Option<String>,
    pub(super) period: Option<NamedPeriod>,
    /// What is measured, where neither row nor column says.
    pub(super) measure: Option<String>,
}

impl Columns {
    /// Of a table whose rows have `count` cells.
    pub(super) fn read(table: &str, count: usize, above: &Above<'_>) -> Self {
        let (heads, captions): (Vec<&str>, Vec<&str>) =
            table.lines().partition(|line| is_row(line) && !is_caption(line));
        let mut names = vec![String::new(); count];
        for head in &heads {
            let mut cells: Vec<&str> = cells(head).into_iter().map(|cell| &head[cell]).collect();
            // An empty first cell is lost in plain text, or has come to stand last.
            if cells.first().is_some_and(|first| without_unit(first).1.is_some()) {
                cells.truncate(cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1));
            }
            let shift = count.saturating_sub(cells.len());
            for (at, cell) in cells.iter().enumerate() {
                // A head over several columns stands over the first of them.
                let cell = match (*cell, heads.len()) {
                    ("", 2..) if !std::ptr::eq(head, &heads[heads.len() - 1]) => {
                        cells[..at].iter().rev().find(|cell| !cell.is_empty()).copied().unwrap_or_default()
                    }
                    (cell, _) => cell,
                };
                if let Some(name) = names.get_mut(at + shift) {
                    name.push_str(cell);
                }
            }
        }
        let unit = captions.iter().rev().find_map(|caption| unit_of_all(caption));
        let period = captions.iter().find_map(|caption| named(caption, above)).or_else(|| above.period.clone());
        let measure = captions.iter().find_map(|caption| measure(caption));
        Self { measure, columns: names.iter().map(|name| Column::read(name, above)).collect(), unit, period }
    }
}

impl Column {
    fn read(head: &str, above: &Above<'_>) -> Self {
        let (name, unit) = without_unit(head);
        let name = if is_year(&name) { format!("{name}年") } else { name };
        let period = named(&name, above);
        let folded = fold(&name);
        let has = |words: &[String]| words.iter().any(|word| folded.contains(word.as_str()));
        let is = |words: &[String]| words.contains(&folded);
        let role = if has(&WORDS.rank) {
            Role::Rank
        } else if has(&WORDS.share) {
            Role::Share
        } else if has(&WORDS.growth) && !folded.ends_with("增加值") {
            Role::Growth
        } else {
            Role::Level
        };
        // 比上年增长 above %: what is compared with is said in it.
        let base = (role == Role::Growth).then(|| base(&name)).flatten();
        let mut own = folded.clone();
        if let Some(period) = &period {
            own = own.replacen(&fold(&period.text), "", 1);
        }
        if let Some(base) = &base {
            own = own.replacen(&fold(base), "", 1);
        }
        let mut words: Vec<&String> = match role {
            Role::Level => WORDS.target.iter().collect(),
            _ => WORDS.growth.iter().chain(&WORDS.share).chain(&WORDS.rank).collect(),
        };
        words.sort_by_key(|word| std::cmp::Reverse(word.len()));
        for word in words {
            own = own.replace(word.as_str(), "");
        }
        let own = WORDS.current.iter().find_map(|word| own.strip_prefix(word.as_str())).unwrap_or(&own);
        let own = own.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
        let nothing = WORDS.generic.contains(&own) || WORDS.names.contains(&own) || own.chars().count() < 2;
        Self {
            name: if nothing { String::new() } else { own },
            role,
            unit,
            period,
            base,
            target: has(&WORDS.target),
            is_unit: is(&WORDS.unit),
            aside: is(&WORDS.aside),
        }
    }

    /// Whether `cell` may be a figure of this column.
    pub(super) fn holds(&self, cell: &str) -> bool {
        let number = cell.trim_start_matches(|c: char| "-−–－+＋↑↓≥≤<>约".contains(c));
        let number = number.starts_with(|c: char| c.is_numeric()) && !is_period(cell);
        !self.is_unit && !self.aside && (number || self.is_unchanged(cell))
    }

    /// Whether `cell` tells in a word that what grew elsewhere did not.
    pub(super) fn is_unchanged(&self, cell: &str) -> bool {
        self.role == Role::Growth && cell == "持平"
    }
}

/// The longest name of a measure in a caption: 零售总额 in 零售总额主要数据.
fn measure(caption: &str) -> Option<String> {
    let caption: Vec<char> = fold(caption).chars().collect();
    let ends = (1..=caption.len()).filter_map(|end| {
        let (length, ()) = FIGURE_WORDS.measures.at_end(&caption[..end])?;
        let name: String = caption[end - length..end].iter().collect();
        (length > 1 && !WORDS.no_measure.contains(&name)).then_some((length, std::cmp::Reverse(end), name))
    });
    ends.max().map(|(.., name)| name)
}

/// The period that a head or a caption names.
fn named(text: &str, above: &Above<'_>) -> Option<NamedPeriod> {
    let mention = mentions(text, above.date).into_iter().next()?;
    // 比上年 is what is compared with.
    let compared = text[..mention.range.start].ends_with(['比', '较']);
    (!compared).then(|| mention.named(text))
}

/// `上年` of 比上年增长, `同比`: what stands between the word that compares and the change.
fn base(name: &str) -> Option<String> {
    if let Some(word) = ["同比", "环比"].into_iter().find(|word| name.contains(word)) {
        return Some(word.to_owned());
    }
    let start = name.find(['比', '较']).map(|start| start + '比'.len_utf8())?;
    let end = start + name[start..].find(['增', '±', '升', '涨', '降', '减']).unwrap_or(name.len() - start);
    Some(name[start..end].to_owned()).filter(|base| base.chars().count() > 1)
}

fn is_period(cell: &str) -> bool {
    mentions(cell, None).first().is_some_and(|mention| mention.range == (0..cell.len()))
}

/// A name and the unit in brackets behind it: `产量（万吨）`, `增长%`.
pub(super) fn without_unit(name: &str) -> (String, Option<String>) {
    if let Some(name) = name.strip_suffix(['%', '％']) {
        return (name.to_owned(), Some("%".to_owned()));
    }
    let open = name.rfind(['（', '(']);
    if let Some(open) = open.filter(|_| name.ends_with(['）', ')'])) {
        let inner = name[open..].trim_matches(|c| "（()）".contains(c)).trim();
        let inner = inner.trim_start_matches("单位：").trim_start_matches("单位:");
        if let Some(unit) = unit(inner) {
            return (name[..open].trim().to_owned(), Some(unit));
        }
    }
    (name.trim().to_owned(), None)
}

/// `单位：亿元` of a caption, or what stands in brackets at its end.
fn unit_of_all(caption: &str) -> Option<String> {
    if let Some(at) = caption.find("单位") {
        let behind = caption[at + "单位".len()..].trim_start_matches(|c: char| c.is_whitespace() || "：:".contains(c));
        let behind = behind.trim_end_matches(|c: char| "）)】]".contains(c));
        // 单位：亿元、%: the first one is that of the levels.
        return behind.split(['、', '，', ',', '；', ' ', '/']).find_map(unit).or_else(|| unit(behind));
    }
    without_unit(caption).1
}

/// `text`, if it is a unit and nothing else.
fn unit(text: &str) -> Option<String> {
    let sample = format!("1{text}");
    let quantity = quantities(&sample).into_iter().next()?;
    let all = quantity.range == (0..sample.len()) && !quantity.unit.text.is_empty();
    all.then(|| text.to_owned())
}
