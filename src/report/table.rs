//! Tables: which paragraphs are rows, and what stands above them and says what their cells are.

use std::ops::Range;

use super::{Paragraph, Section};
use crate::text::{
    char_count,
    row::{self, cells, is_caption, is_year},
};

/// A caption is no longer than this, in characters.
const CAPTION: usize = 60;

/// So many lines above a table may be its caption and its unit.
const CAPTIONS: usize = 2;

/// A line inside a table that parts its rows is no longer than this, in characters.
const DIVIDER: usize = 20;

/// Tells every row of a table that has a head where its caption and head stand.
pub(super) fn mark(text: &str, sections: &mut [Section]) {
    // The head of a table that goes on below the next heading, and how many cells it has.
    let mut above: Option<(Range<usize>, usize)> = None;
    for section in sections {
        let mut at = 0;
        while at < section.paragraphs.len() {
            let end = end(text, &section.paragraphs, at);
            let width = |at: usize| cells(&text[section.paragraphs[at].range.clone()]).len();
            let goes_on = |(_, known): &(Range<usize>, usize)| at == 0 && end > 0 && width(at).abs_diff(*known) <= 1;
            let own = head(text, section, at..end);
            let table = own.or_else(|| above.take().filter(goes_on).map(|(head, _)| (head, at..end)));
            let last = end == section.paragraphs.len() && end > at;
            above = match &table {
                Some((head, _)) if last => Some((head.clone(), width(at))),
                // Nothing but a head.
                None if last && end == at + 1 => Some((section.paragraphs[at].range.clone(), width(at))),
                _ => None,
            };
            if let Some((head, rows)) = table {
                for paragraph in &mut section.paragraphs[rows] {
                    paragraph.table = Some(head.clone());
                }
            }
            at = end.max(at + 1);
        }
    }
}

/// Whether a line is the row of a table.
fn is_row(text: &str, paragraph: &Paragraph) -> bool {
    let line = &text[paragraph.range.clone()];
    row::is_row(line) && !is_caption(line)
}

/// The end of the rows that begin with paragraph `at`; `at` itself where it is no row.
fn end(text: &str, paragraphs: &[Paragraph], at: usize) -> usize {
    let row = |at: usize| paragraphs.get(at).is_some_and(|paragraph| is_row(text, paragraph));
    let mut end = at;
    let divides = |at: usize| {
        let line = &paragraphs[at];
        is_short(text, line, DIVIDER) && !is_caption(&text[line.range.clone()])
    };
    while row(end) || end > at && row(end + 1) && divides(end) {
        end += 1;
    }
    end
}

/// Where caption and head of the table stand, from the first character to the last, and its rows below them.
fn head(text: &str, section: &Section, rows: Range<usize>) -> Option<(Range<usize>, Range<usize>)> {
    let paragraphs = &section.paragraphs;
    let below = |at: &usize| paragraphs[*at].range.clone();
    let first = rows.clone().find(|at| {
        let row = &text[below(at)];
        cells(row).into_iter().skip(1).any(|cell| is_number(&row[cell]))
    })?;
    let last = (rows.start..first).rev().find(|&at| is_row(text, &paragraphs[at]))?;
    let captions = paragraphs[..rows.start].iter().rev().take(CAPTIONS);
    let captions = captions.take_while(|paragraph| is_short(text, paragraph, CAPTION)).count();
    let top = rows.start - captions;
    let heading = section.heading.as_ref().filter(|heading| top == 0 && is_caption(&text[heading.start..heading.end]));
    let start = heading.map_or(paragraphs[top].range.start, |heading| heading.start);
    Some((start..paragraphs[last].range.end, last + 1..rows.end))
}

/// Whether a line is short and no sentence.
fn is_short(text: &str, paragraph: &Paragraph, limit: usize) -> bool {
    let line = &text[paragraph.range.clone()];
    !line.ends_with(['。', '；', '！', '？']) && char_count(line) <= limit
}

/// Whether a cell holds a number and nothing else; a year is the name of a column.
fn is_number(cell: &str) -> bool {
    let number = cell.trim_matches(|c: char| c.is_whitespace() || "%％+-−—～~<>≤≥约".contains(c));
    let digits = number.chars().all(|c| c.is_ascii_digit() || ('０'..='９').contains(&c) || ".,，．".contains(c));
    !number.is_empty() && digits && !is_year(number)
}

#[cfg(test)]
mod tests {
    use crate::report::{
        ReportInfo,
        draft::{Block, Draft},
    };

    fn report(lines: &[&str]) -> crate::report::Report {
        let blocks = lines.iter().map(|line| Block::Paragraph((*line).to_owned())).collect();
        Draft { info: ReportInfo::default(), title: Some("题".into()), blocks }.finish("甲".into()).unwrap()
    }

    #[test]
    fn a_table_goes_on_below_the_headings_in_it() {
        let lines = ["产品\t单位\t价格（元）", "#一、金属", "钢\t吨\t3243.9", "#二、能源", "煤\t吨\t700.1"];
        let block = |line: &&str| match line.strip_prefix('#') {
            Some(heading) => Block::Heading(heading.to_owned()),
            None => Block::Paragraph((*line).to_owned()),
        };
        let draft = Draft { blocks: lines.iter().map(block).collect(), ..Draft::default() };
        let report = draft.finish("甲".into()).unwrap();
        let rows = report.sections.iter().skip(1).flat_map(|section| &section.paragraphs);
        let heads: Vec<_> = rows.map(|row| row.table.clone().map(|table| &report.text[table])).collect();
        assert_eq!(heads, [Some(lines[0]), Some(lines[0])]);
    }

    #[test]
    fn a_row_knows_what_stands_above_it() {
        for (lines, expected) in [
            (
                [
                    "全年平稳。",
                    "表1 产量",
                    "单位：万吨",
                    "产品\t2023年\t2024年",
                    "钢\t12\t13.5",
                    "煤\t-\t1,200",
                    "以上。",
                ]
                .as_slice(),
                [
                    None,
                    None,
                    None,
                    None,
                    Some("表1 产量\n单位：万吨\n产品\t2023年\t2024年"),
                    Some("表1 产量\n单位：万吨\n产品\t2023年\t2024年"),
                    None,
                ]
                .as_slice(),
            ),
            // A line parts the rows; a head may have two lines, and years for names.
            (
                &["指标\t本月\t\t累计", "\t数\t±%\t数", "一、工业", "甲\t1\t2\t3", "二、商业", "乙\t4\t5\t6"],
                &[
                    None,
                    None,
                    Some("指标\t本月\t\t累计\n\t数\t±%\t数"),
                    Some("指标\t本月\t\t累计\n\t数\t±%\t数"),
                    Some("指标\t本月\t\t累计\n\t数\t±%\t数"),
                    Some("指标\t本月\t\t累计\n\t数\t±%\t数"),
                ],
            ),
            (&["年份\t产量", "2020\t5", "2021\t6"], &[None, Some("年份\t产量"), Some("年份\t产量")]),
            (&["表1\t产量", "产品\t2023年", "钢\t12"], &[None, None, Some("表1\t产量\n产品\t2023年")]),
            // 19.5 is a number, 1950 a year.
            (&["产品\t产量", "钢\t19.5"], &[None, Some("产品\t产量")]),
            // Without a head nothing says what the cells are.
            (&["钢\t12\t13.5", "煤\t1\t2"], &[None, None]),
            (&["记者\t张三", "来源\t某报"], &[None, None]),
        ] {
            let report = report(lines);
            let found: Vec<Option<&str>> = report
                .sections
                .iter()
                .flat_map(|section| &section.paragraphs)
                .map(|paragraph| paragraph.table.clone().map(|table| &report.text[table]))
                .collect();
            assert_eq!(found, expected, "{lines:?}");
        }
    }
}
