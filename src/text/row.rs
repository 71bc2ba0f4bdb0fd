//! Rows of tables: lines whose cells stand between tabs, or between bars as in Markdown.

use std::ops::Range;

/// Whether `line` is the row of a table.
pub(crate) fn is_row(line: &str) -> bool {
    line.contains('\t') || has_bars(line)
}

/// Whether `line` has its cells between bars: `| 甲 | 1 |`, or `甲 | 1 | 2`.
pub(crate) fn has_bars(line: &str) -> bool {
    line.len() > 2 && !line.contains('\t') && line.matches('|').nth(1).is_some()
}

/// Whether `line` only parts the head of a table from its rows: `|---|---:|`.
pub(crate) fn is_rule(line: &str) -> bool {
    has_bars(line) && line.contains('-') && line.chars().all(|c| "|:- ".contains(c))
}

/// Whether `line` is the number of a table and its name: `表1 产量`.
pub(crate) fn is_caption(line: &str) -> bool {
    let number = line.strip_prefix("附表").or_else(|| line.strip_prefix('表'));
    number.is_some_and(|rest| rest.starts_with(|c: char| c.is_numeric() || "一二三四五六七八九十 \t：:".contains(c)))
}

/// Whether `cell` is a year without 年: the name of a row or column, no number.
pub(crate) fn is_year(cell: &str) -> bool {
    cell.len() == 4 && cell.bytes().all(|c| c.is_ascii_digit()) && (cell.starts_with("19") || cell.starts_with("20"))
}

/// The cells of a row without white space around them, in bytes.
pub(crate) fn cells(row: &str) -> Vec<Range<usize>> {
    let bars = has_bars(row);
    // The outer bars part nothing.
    let start = usize::from(bars && row.starts_with('|'));
    let end = row.len() - usize::from(bars && row.ends_with('|'));
    let (mark, inner) = (if bars { '|' } else { '\t' }, start..end);
    let mut at = inner.start;
    row[inner]
        .split(mark)
        .map(|cell| {
            let start = at + (cell.len() - cell.trim_start().len());
            at += cell.len() + 1;
            start..start + cell.trim().len()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_stand_between_tabs_or_bars() {
        for (row, expected) in [
            ("钢\t12\t\t3 ", Some(vec!["钢", "12", "", "3"])),
            ("| 钢 | 12 | |", Some(vec!["钢", "12", ""])),
            ("钢 | 12 | 3", Some(vec!["钢", "12", "3"])),
            ("钢 | 12 |", Some(vec!["钢", "12"])),
            ("钢|铁", None),
            ("钢\t||", Some(vec!["钢", "||"])),
            ("|", None),
            ("||", None),
            ("全年平稳。", None),
        ] {
            let found = is_row(row).then(|| cells(row).into_iter().map(|cell| &row[cell]).collect::<Vec<_>>());
            assert_eq!(found, expected, "{row}");
        }
        assert!(is_year("2024") && !is_year("19.5") && !is_year("1800"));
        assert!(is_caption("表1\t产量") && is_caption("附表：产量") && !is_caption("表面处理\t12"));
        assert!(is_rule("|---|:--: |") && !is_rule("| 甲 |") && !is_rule("---"));
    }
}
