//! Which period a passage speaks of where it names none: that of its heading, of its report's title, or of its report.

use crate::{
    figure::{
        NamedPeriod,
        period::{When, Year, mentions},
    },
    index::Passage,
    report::ReportDate,
};

/// Reports that are held in a year tell first what was done in the year before: 2026年政府工作报告.
const LOOK_BACK: [&str; 3] = ["工作报告", "工作总结", "执行情况"];

/// What tells of the year of such a report itself, in a heading and in the text; 落实战略任务 was done.
const AHEAD: [&str; 12] = [
    "今年",
    "安排",
    "主要任务",
    "重点任务",
    "工作任务",
    "目标",
    "计划",
    "力争",
    "打算",
    "工作部署",
    "总体部署",
    "建议",
];
const AHEAD_IN_TEXT: [&str; 3] = ["今年", "预期目标", "力争"];

/// Whether a period is what a report foresees: what stands below 未来5年 and 明年希望大 need not be of it.
pub(crate) fn is_coming(period: &str) -> bool {
    ["未来", "今后", "下一", "明年", "来年"].iter().any(|word| period.starts_with(word))
}

/// The period that `passage` speaks of, as written above it.
pub(crate) fn spoken_of(passage: &Passage) -> Option<NamedPeriod> {
    let report = passage.report.as_ref();
    let date = report.date.as_ref();
    // A day above is one of publication.
    let long = |period: &NamedPeriod| period.when.days().is_none_or(|(first, last)| first != last);
    let named = |text: &str| first_named(text, date).filter(|period| long(period) && !is_coming(&period.text));
    let heading = passage.section.as_deref().and_then(named);
    heading
        .or_else(|| year_meant(passage))
        .or_else(|| named(&report.title))
        .or_else(|| report.period.as_deref().and_then(named))
}

/// The first period that `text` names, in a report of `date`.
fn first_named(text: &str, date: Option<&ReportDate>) -> Option<NamedPeriod> {
    mentions(text, date).first().map(|mention| mention.named(text))
}

/// The year, or the part of one, that the report of `passage` means where its title names another period.
pub(crate) fn year_meant(passage: &Passage) -> Option<NamedPeriod> {
    year_before(passage).or_else(|| year_so_far(passage))
}

/// The year so far, of which a report mostly speaks whose title has only its last quarter or month: 前三季度 below
/// 三季度增速放缓, 1-3月 below 运行简况（3月）.
fn year_so_far(passage: &Passage) -> Option<NamedPeriod> {
    const QUARTER: u32 = 3;
    let report = passage.report.as_ref();
    let main = report.period.as_deref()?;
    let (title, main) = (first_named(&report.title, report.date.as_ref())?, first_named(main, report.date.as_ref())?);
    let months = (title.when.last.month + 1).checked_sub(title.when.first.month);
    (matches!(months, Some(1 | QUARTER))
        && main.when.begins_year()
        && main.when != title.when
        && main.when.last == title.when.last)
        .then_some(main)
}

/// The year before that of a report which looks back, where the passage does not look ahead.
fn year_before(passage: &Passage) -> Option<NamedPeriod> {
    let title = passage.report.title.as_str();
    if !LOOK_BACK.iter().any(|word| title.contains(word)) {
        return None;
    }
    let when = mentions(title, passage.report.date.as_ref()).first()?.when;
    let Year::Known(year) = when.first.year else { return None };
    let heading = passage.section.as_deref().unwrap_or_default();
    let ahead =
        AHEAD.iter().any(|word| heading.contains(word)) || AHEAD_IN_TEXT.iter().any(|word| passage.text.contains(word));
    (when.is_whole_years() && !ahead)
        .then(|| NamedPeriod { text: format!("{}年", year - 1), when: When::of_year(year - 1) })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::report::ReportInfo;

    #[test]
    fn a_report_speaks_of_the_year_so_far_that_its_title_only_ends() {
        for (title, main, spoken) in [
            ("每月简况（2020年3月）", Some("1-3月"), Some("1-3月")),
            ("2020年三季度运行", Some("前三季度"), Some("前三季度")),
            ("2020年3月运行", Some("3月"), Some("2020年3月")),
            ("2020年上半年运行", Some("1-6月"), Some("2020年上半年")),
            ("2019年11月至2020年2月供电", Some("1-2月"), Some("2019年11月至2020年2月")),
            ("运行简况", Some("1-3月"), Some("1-3月")),
            ("运行简况", None, None),
        ] {
            let date = Some(ReportDate { year: 2020, month: None, day: None, inferred: true });
            let period = main.map(str::to_owned);
            let report = ReportInfo { title: title.to_owned(), period, date, ..ReportInfo::default() };
            let passage = Passage {
                report: Arc::new(report),
                section: None,
                table: None,
                paragraph: 2,
                start: 0,
                text: "产值5亿元。".to_owned(),
                sentences: Vec::new(),
            };
            assert_eq!(spoken_of(&passage).map(|period| period.text).as_deref(), spoken, "{title}");
        }
    }
}
