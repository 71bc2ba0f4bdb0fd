//! Work reports as questions name them, by the year in which they are given: 按北京2026年政府工作报告推算.

use std::ops::Range;

const NAME: &str = "工作报告";

/// What stands before such a name, with or without a place between.
const BEFORE: [&str; 7] = ["根据", "依据", "按照", "据", "按", "在", "从"];

/// What stands behind it and asks for nothing itself.
const BEHIND: [&str; 14] =
    ["里面", "里", "中", "推算", "提到", "提出", "显示", "介绍", "指出", "说", "的数据", "的说法", "来看", "看"];

/// So many characters stand between the year and the name at most: 2026年北京市政府工作报告.
const BETWEEN: usize = 12;

/// A work report that a question names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Annual {
    /// In which it was given.
    pub(crate) year: i32,
    /// The question (folded) without that name; empty where nothing is left.
    pub(crate) rest: String,
}

impl Annual {
    /// The one that `question` (folded) names.
    pub(crate) fn named_in(question: &str) -> Option<Self> {
        let name = question.find(NAME)?;
        let end = name + NAME.len();
        let plain = |text: &str| {
            text.chars().count() <= BETWEEN && !text.contains(|c: char| !c.is_alphanumeric() && !c.is_whitespace())
        };
        let mut years = question.match_indices('年').filter_map(|(at, mark)| {
            let digits = at.checked_sub(4).and_then(|start| question.get(start..at))?;
            Some((at - 4..at + mark.len(), digits.parse().ok()?))
        });
        let before = years.clone().rfind(|(range, _): &(Range<usize>, i32)| range.end <= name);
        let (range, year) = match before.filter(|(range, _)| plain(&question[range.end..name])) {
            Some((range, year)) => (range.start..end, year),
            None => {
                // 2026年 多少家公司 据 北京 政府工作报告
                let (range, year) = years.next().filter(|_| years.next().is_none())?;
                let start = BEFORE.iter().filter_map(|word| question[..name].rfind(word)).max()?;
                (range.end <= start && plain(&question[start..name])).then_some(())?;
                let kept = format!("{}{}", &question[..range.start], &question[range.end..start]);
                return Some(Self { year, rest: rest(&kept, &question[end..]) });
            }
        };
        // 按北京2026年政府工作报告
        let start = BEFORE.iter().filter_map(|word| question[..range.start].rfind(word)).max();
        let start = start.filter(|&start| plain(&question[start..range.start])).unwrap_or(range.start);
        Some(Self { year, rest: rest(&question[..start], &question[end..]) })
    }
}

fn rest(before: &str, behind: &str) -> String {
    let behind = BEHIND.iter().find_map(|word| behind.strip_prefix(word)).unwrap_or(behind);
    let behind = behind.trim_start_matches(|c: char| !c.is_alphanumeric());
    let before = before.trim_end_matches(|c: char| !c.is_alphanumeric());
    format!("{before} {behind}").trim_matches(|c: char| !c.is_alphanumeric()).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_work_report_is_named_by_its_year() {
        for (question, named) in [
            ("按北京2026年政府工作报告推算，2025年全国gdp增速是多少？", Some((2026, "2025年全国gdp增速是多少"))),
            ("北京地铁现在总里程多少公里（2026年政府工作报告）？", Some((2026, "北京地铁现在总里程多少公里"))),
            ("2024年云岭市政府工作报告里财政收入是多少", Some((2024, "财政收入是多少"))),
            ("2026年 多少家公司 上市 据 北京 政府工作报告", Some((2026, "多少家公司 上市"))),
            ("2026年政府工作报告", Some((2026, ""))),
            ("2026年产量是多少？政府工作报告怎么说？", None),
            ("政府工作报告里财政收入是多少", None),
            ("工作报告", None),
        ] {
            let found = Annual::named_in(question);
            assert_eq!(found.as_ref().map(|found| (found.year, found.rest.as_str())), named, "{question}");
        }
    }
}
