//! What can be asked: headings and titles of the newest reports, in their own words.

use std::collections::HashSet;

use crate::{
    index::{IndexError, Snapshot},
    text::{char_count, fold::fold},
};

/// So many are shown.
const HINTS: usize = 3;
/// The longest heading that is one, in characters: what a phone shows on one line.
const LONGEST: usize = 24;
/// So many passages of a report are looked at for headings.
const PASSAGES: u32 = 64;

/// What the newest reports of `snapshot` are about.
pub(super) fn of(snapshot: &Snapshot) -> Result<Vec<String>, IndexError> {
    let mut newest: Vec<_> = snapshot.catalogue()?.iter().collect();
    newest.sort_by_key(|listed| std::cmp::Reverse(listed.info.date));
    let mut reports = Vec::new();
    for listed in newest.into_iter().take(HINTS) {
        let end = listed.passages.end.min(listed.passages.start.saturating_add(PASSAGES));
        reports.push((listed.info.title.clone(), snapshot.headings(listed.passages.start..end)?));
    }
    Ok(hints(&reports))
}

/// The first headings of each report in turn, the titles where there are too few.
fn hints(reports: &[(String, Vec<String>)]) -> Vec<String> {
    let longest = reports.iter().map(|(_, headings)| headings.len()).max().unwrap_or_default();
    let turn = |number: usize| reports.iter().filter_map(move |(title, headings)| Some((title, headings.get(number)?)));
    let headings = (0..longest).flat_map(turn).filter(|(title, heading)| title != heading);
    let headings = headings.map(|(_, heading)| unnumbered(heading));
    let titles = reports.iter().map(|(title, _)| title.trim());
    let mut seen = HashSet::new();
    headings
        .chain(titles)
        .filter(|hint| (2..=LONGEST).contains(&char_count(hint)) && seen.insert(fold(hint)))
        .take(HINTS)
        .map(str::to_owned)
        .collect()
}

/// A heading without its number: 一、, （二）, 3., 第四节.
fn unnumbered(heading: &str) -> &str {
    let is_number = |c: char| c.is_ascii_digit() || "一二三四五六七八九十百第（）()".contains(c);
    let heading = heading.trim();
    let rest = heading.trim_start_matches(is_number);
    let marks = ['、', '.', '．', '章', '节', '部', '）', ')', ' ', '\u{3000}'];
    // 三大产业 and 2024年 begin with a number that counts.
    let bracketed = heading.starts_with(['（', '(']) && heading.len() > rest.len();
    if heading.len() > rest.len() && (bracketed || rest.starts_with(marks)) {
        rest.trim_start_matches(['、', '.', '．', '章', '节', ' ', '\u{3000}'])
    } else {
        heading
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(title: &str, headings: &[&str]) -> (String, Vec<String>) {
        (title.to_owned(), headings.iter().map(|&heading| heading.to_owned()).collect())
    }

    #[test]
    fn headings_of_each_report_in_turn_then_titles() {
        let reports = [
            report("青河工业", &["一、工业投资较快增长", "二、绿色算力起步", "三、其他"]),
            report("东山外贸", &["（一）出口", "出口"]),
            report("无标题", &[]),
        ];
        assert_eq!(hints(&reports), ["工业投资较快增长", "出口", "绿色算力起步"]);
        assert_eq!(hints(&reports[1..]), ["出口", "东山外贸", "无标题"]);
        assert_eq!(hints(&[report(&"长".repeat(80), &[])]), Vec::<String>::new());
        assert_eq!(hints(&[]), Vec::<String>::new());
    }

    #[test]
    fn a_heading_is_shown_without_its_number() {
        for (heading, shown) in [
            ("第三节 管理层讨论与分析", "管理层讨论与分析"),
            ("（二）服务业", "服务业"),
            ("1. 概况", "概况"),
            ("三大产业", "三大产业"),
            ("2024年工业", "2024年工业"),
            ("十四五规划", "十四五规划"),
        ] {
            assert_eq!(unnumbered(heading), shown);
        }
    }
}
