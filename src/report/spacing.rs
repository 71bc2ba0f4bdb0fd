//! Spaces: none inside Chinese text or between Chinese and digits, single ones in Latin text.

use crate::text::{char_count, is_han, is_wide, row};

/// `line` with its spaces in order; nothing else is changed.
///
/// A tab stays a tab, as it stands between the cells of a table row; a line break is a space where Latin words meet. In a headline or
/// a credit a space stands for a comma (`产量超标 前四月增长三成`, `记者 张三 李四`), so there it is kept.
pub(super) fn tidy(line: &str) -> String {
    let row = line.trim();
    if row::has_bars(row) {
        let cells: Vec<String> = row::cells(row).into_iter().map(|cell| tidy(&row[cell])).collect();
        // A caption or a heading that fills a row.
        if let [only] = cells.iter().filter(|cell| !cell.is_empty()).collect::<Vec<_>>()[..] {
            return only.clone();
        }
        let (first, last) = (row.starts_with('|'), row.ends_with('|'));
        return [if first { "| " } else { "" }, &cells.join(" | "), if last { " |" } else { "" }].concat();
    }
    let parted = Parted::of(line);
    let mut tidied = String::with_capacity(line.len());
    for cell in line.split('\t').map(str::trim) {
        if !tidied.is_empty() {
            tidied.push('\t');
        }
        let start = tidied.len();
        for line in cell.split('\n') {
            let mut before: Option<&str> = None;
            for word in line.split(is_space).filter(|word| !word.is_empty()) {
                let last = tidied[start..].chars().next_back();
                let kept = before.is_some_and(|before| parted.keeps(before, word));
                if kept || needs_space(last, word) {
                    tidied.push(' ');
                }
                tidied.push_str(word);
                before = Some(word);
            }
        }
    }
    // Empty cells at the end say nothing.
    tidied.truncate(tidied.trim_end_matches(|c| is_space(c) || is_invisible(c)).len());
    tidied
}

/// How many Chinese characters a part of a headline has at least: fewer are a word of a text set with wide spaces.
const CLAUSE: usize = 4;
/// What the names of papers end in.
const PAPERS: [char; 5] = ['报', '网', '社', '台', '道'];
/// The longest headline, in characters.
const HEADLINE: usize = 60;

/// Whether, and between what, spaces part the clauses of a line.
enum Parted {
    Not,
    Headline,
    Credit,
}

impl Parted {
    fn of(line: &str) -> Self {
        if line.contains(['。', '；', '，', '\t']) || char_count(line) > HEADLINE {
            Self::Not
        } else if ["记者", "通讯员", "作者", "编辑", "来源", "责编"].iter().any(|word| line.contains(word))
        {
            Self::Credit
        } else {
            Self::Headline
        }
    }

    fn keeps(&self, before: &str, after: &str) -> bool {
        let han = |word: &str| word.chars().filter(|&c| is_han(c)).count();
        match self {
            Self::Not => false,
            // 青河日报 张三
            Self::Headline if before.ends_with(PAPERS) => han(before) >= CLAUSE && han(after) > 1,
            Self::Headline => han(before) >= CLAUSE && han(after) >= CLAUSE,
            Self::Credit => han(before) > 1 && han(after) > 1,
        }
    }
}

/// Whether a gap behind `before` and ahead of `after` belongs to the text: both are of Latin script or digits.
fn needs_space(before: Option<char>, after: &str) -> bool {
    before.is_some_and(|before| !is_wide(before)) && after.chars().next().is_some_and(|after| !is_wide(after))
}

fn is_space(c: char) -> bool {
    c.is_whitespace() || c.is_control()
}

/// Marks without width, which come with copied text. They make no line, but inside one they are part of the source.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}' | '\u{2060}' | '\u{FEFF}' | '\u{AD}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_are_put_in_order() {
        let cases = [
            ("　　4 月 16 日，完成 518.7 亿元。", "4月16日，完成518.7亿元。"),
            ("1.9 倍，全国占比达到 16%、\n11%。", "1.9倍，全国占比达到16%、11%。"),
            ("Wi-Fi  6 router", "Wi-Fi 6 router"),
            ("Nov 10, 2022 ... ... 年，", "Nov 10, 2022 ... ...年，"),
            ("产量超标 1-4月同比增长30%", "产量超标 1-4月同比增长30%"),
            ("甲市稀土产量超标　前四月同比大增", "甲市稀土产量超标 前四月同比大增"),
            ("目　　录", "目录"),
            ("工业经济增速\n领跑全省", "工业经济增速领跑全省"),
            ("Wi-Fi\nrouter", "Wi-Fi router"),
            ("（记者 张三）", "（记者 张三）"),
            ("西宁\u{200B}市\u{FEFF}", "西宁\u{200B}市"),
            ("指标\t 产值 \t 5 亿元\t", "指标\t产值\t5亿元"),
            ("甲\u{0}乙\r", "甲乙"),
            (" \t ", ""),
        ];
        for (line, tidied) in cases {
            assert_eq!(tidy(line), tidied, "{line}");
        }
    }
}
