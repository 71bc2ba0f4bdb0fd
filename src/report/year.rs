//! The year of a report that prints no date, concluded from its text.
//!
//! A report looks back and ahead from its own time. The latest year that it speaks of as a fact is that time; a year
//! that is a target or a plan is not. Without words that lean on the time of writing (今年, 同比, 目前 …) there is
//! nothing for a year to explain, and an article on the Tang does not get one.

use super::dates;

/// Words that make sense only as seen from the time of writing.
const PRESENT: [&str; 20] = [
    "今年",
    "本年",
    "年初以来",
    "去年",
    "上年同期",
    "同比",
    "环比",
    "目前",
    "如今",
    "当前",
    "近日",
    "日前",
    "本月",
    "上半年",
    "下半年",
    "一季度",
    "二季度",
    "三季度",
    "四季度",
    "近年来",
];

/// Words that make the year in their clause a target.
const AHEAD: [&str; 22] = [
    "可能",
    "或将",
    "力争",
    "目标",
    "规划",
    "计划",
    "预计",
    "预期",
    "预测",
    "有望",
    "争取",
    "将",
    "远景",
    "愿景",
    "拟",
    "十四五",
    "十五五",
    "十六五",
    "基本实现",
    "展望",
    "明年",
    "未来",
];

/// The year in which a report with this title and these lines was most likely written; its name (that of its file) is
/// asked last.
pub(super) fn infer(title: &str, lines: &[&str], id: &str) -> Option<i32> {
    let possible = possible_years();
    let named = |line| mentions(line).filter(|mention| possible.contains(&mention.year));
    let fact = |line| named(line).filter(|mention| !mention.ahead).map(|mention| mention.year);
    let present = || lines.iter().any(|line| PRESENT.iter().any(|word| line.contains(word)));
    let in_title = fact(title).max();
    if !present() {
        return in_title;
    }
    let headed = [year_before_name(title), year_in_id(id)].into_iter().flatten().find(|year| possible.contains(year));
    let latest = lines.iter().flat_map(|line| fact(line)).chain(in_title).max();
    // This year's plans are named next to last year's results: the year after the latest fact, if it is named at all.
    let planned = lines.iter().flat_map(|line| named(line)).map(|mention| mention.year).chain(headed);
    let speaks_of_now = || lines.iter().any(|line| ["今年", "年初以来", "本年"].iter().any(|word| line.contains(word)));
    let next =
        latest.map(|year| year + 1).filter(|next| planned.into_iter().any(|year| year == *next) && speaks_of_now());
    // What is told of last year is of the latest year named, where nothing is told of this one.
    let looks_back = || !speaks_of_now() && lines.iter().any(|line| tells_of_last_year(line));
    // 去年年末……较2019年末: last year was the one after that.
    let since = looks_back().then(|| lines.iter().find_map(|line| year_before_last(line))).flatten();
    let over = |year: i32| !lines.iter().any(|line| tells_of_part(line, year));
    let after = latest.filter(|year| looks_back() && over(*year)).map(|year| year + 1);
    let after = after.filter(|year| possible.contains(year));
    next.or(since).or(after).or(latest).or(headed)
}

/// The year after last year, where a sentence of `line` compares what was at its end with the end of a year: 截至去年年末……
/// 较2019年末上升 of 2021.
fn year_before_last(line: &str) -> Option<i32> {
    line.split(['。', '；']).find_map(|sentence| {
        let (_, behind) = sentence.split_once("去年")?;
        behind.trim_start_matches('年').starts_with(['末', '底']).then_some(())?;
        let (_, compared) = behind.split_once(['较', '比'])?;
        let (date, rest) = dates::leading(compared.trim_start())?;
        let end = date.month.is_none() && rest.trim_start_matches('年').starts_with(['末', '底']);
        end.then_some(date.year + 2)
    })
}

/// Whether `line` tells of a part of `year`: 2016年5月, 2016年上半年. It was not over then.
fn tells_of_part(line: &str, year: i32) -> bool {
    let named = format!("{year}年");
    let parts = ["上半年", "下半年", "前", "一季", "二季", "三季", "四季", "第"];
    line.match_indices(&named).any(|(at, _)| {
        let behind = line[at + named.len()..].trim_start();
        behind.starts_with(|c: char| c.is_ascii_digit()) || parts.iter().any(|part| behind.starts_with(part))
    })
}

/// Whether `line` tells what was last year, and does not only compare with it.
fn tells_of_last_year(line: &str) -> bool {
    line.match_indices("去年").any(|(at, word)| {
        let (before, behind) = (&line[..at], &line[at + word.len()..]);
        let compared = before.ends_with(['比', '较', '与', '同', '跟', '和', '于', '从', '由', '过', '超', '创', '如'])
            || ["同期", "同", "底", "末", "初", "以来"].iter().any(|word| behind.starts_with(word));
        let month = behind.chars().next().is_some_and(|c| c.is_ascii_digit());
        !compared && !month
    })
}

/// The years that a report can be of.
fn possible_years() -> std::ops::RangeInclusive<i32> {
    use chrono::Datelike;
    1949..=chrono::Local::now().year()
}

/// The year that a title begins with and names something by: `2025青河国际机器人大会`.
fn year_before_name(title: &str) -> Option<i32> {
    let (date, rest) = dates::leading(title)?;
    let counted = ["亿", "万", "千", "百", "多", "余", "家", "个", "名", "人", "元", "吨", "公里", "米", "台", "辆"];
    let names = rest.starts_with(crate::text::is_han) && !counted.iter().any(|word| rest.starts_with(word));
    (names && date.month.is_none()).then_some(date.year)
}

/// The year in the name of a file: `qinghe-waimao-2018`, `青河统计公报2018`, `qinghe-2018q1`.
fn year_in_id(id: &str) -> Option<i32> {
    let digits = |at: usize| id[at..].bytes().take_while(u8::is_ascii_digit).count();
    let starts = id.char_indices().map(|(at, _)| at);
    let mut runs = starts.filter(|&at| !id[..at].ends_with(|c: char| c.is_ascii_digit()) && digits(at) == 4);
    let at = runs.find(|&at| id[..at].contains(char::is_alphabetic))?;
    id[at..at + 4].parse().ok()
}

/// What is farther away from a year, in bytes, has nothing to say about it.
const CLAUSE_BYTES: usize = 120;

struct Mention {
    year: i32,
    ahead: bool,
}

/// The years that `line` names, and whether each is a target.
fn mentions(line: &str) -> impl Iterator<Item = Mention> {
    line.match_indices('年').filter_map(|(at, mark)| {
        let start = line[..at].char_indices().rev().nth(3)?.0;
        if line[..start].ends_with(|c: char| c.is_numeric()) {
            return None;
        }
        let (date, _) = dates::leading(&line[start..])?;
        let ends = ['。', '；', '！', '？', '，', '\n'];
        let before = &line[line.floor_char_boundary(start.saturating_sub(CLAUSE_BYTES))..start];
        let before = before.rsplit(ends).next().unwrap_or_default();
        let after = &line[at + mark.len()..];
        let after = &after[..after.floor_char_boundary(CLAUSE_BYTES)];
        let clause = after.split(ends).next().unwrap_or_default();
        let deadline = before.trim_end().ends_with("到")
            || ["前", "底前", "末前", "后"].iter().any(|word| clause.starts_with(word));
        // What is aimed at often stands behind the comma: `到2030年，力争…`; `2025年，将…`.
        let behind =
            after.strip_prefix('，').map(|rest| rest.split(ends).next().unwrap_or_default()).unwrap_or_default();
        let aims = |text: &str| AHEAD.iter().any(|word| text.contains(word));
        let first_word = AHEAD.iter().any(|word| behind.starts_with(word));
        Some(Mention { year: date.year, ahead: deadline || aims(before) || aims(clause) || first_word })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_is_concluded_only_from_evidence() {
        let cases: &[(&str, &[&str], Option<i32>)] = &[
            (
                "",
                &["今年一季度，全市工业增长10%。", "2023年完成产值5亿元。", "2024年，全市全力发展算力产业。"],
                Some(2024),
            ),
            ("", &["2023年产值5亿元，同比增长3%。", "到2030年，力争突破10亿元。"], Some(2023)),
            ("", &["今年以来，产值比2016年全年快。", "与2017年计划目标持平。"], Some(2017)),
            ("", &["目前产值5亿元。", "2020年建成投产。", "2025年底前全部达标，2026年将再建3座。"], Some(2020)),
            // Last year's news is written the year after, unless that year was not over.
            ("", &["去年，全市产值5亿元，同比增长3%。", "2016年，出口4亿元。"], Some(2017)),
            ("", &["去年，全市产值5亿元，同比增长3%。", "2016年上半年，出口4亿元。"], Some(2016)),
            ("", &["2016年产值5亿元，比去年增长3%。"], Some(2016)),
            // What last year is compared with tells which it was.
            (
                "",
                &[
                    "去年，该行营收5亿元，同比增长3%。",
                    "2021年评级报告指出优势。",
                    "截至去年年末，充足率较2019年末上升1个百分点。",
                ],
                Some(2021),
            ),
            ("2021年一季度运行情况", &["产值5亿元。"], Some(2021)),
            ("某市发展规划", &["2021年以来进展顺利，目前规划期到2035年。"], Some(2021)),
            ("", &["二〇二二年，产值同比增长3%。"], Some(2022)),
            ("", &["1786年2月2日，协会举行会议。"], None),
            ("", &["他于2009年离世。"], None),
            ("", &["今年一季度，全市工业增长10%。"], None),
            ("", &["目前共有12024年轮的古树。"], None),
            ("2025青河国际机器人大会举行", &["今年1—8月，产量增长5%。"], Some(2025)),
            ("2000家企业落户", &["今年1—8月，产量增长5%。"], None),
        ];
        for (title, lines, year) in cases {
            assert_eq!(infer(title, lines, ""), *year, "{title} {lines:?}");
        }
    }

    #[test]
    fn the_name_of_a_file_tells_the_year_where_the_text_does_not() {
        let lines = ["今年前11个月，外贸增长7.4%。"];
        for (id, year) in [
            ("01-qinghe-waimao-2018", Some(2018)),
            ("青河统计公报2018", Some(2018)),
            ("qinghe-2018q1", Some(2018)),
            ("qinghe-20181211", None),
            ("2018-5", None),
            ("qinghe-1234", None),
        ] {
            assert_eq!(infer("", &lines, id), year, "{id}");
        }
        assert_eq!(infer("", &["2016年，产值同比增长3%。"], "qinghe-2018"), Some(2016));
        assert_eq!(infer("", &["今年1—8月，产值增长5%，2017年增长3%。"], "qinghe-2018"), Some(2018));
        assert_eq!(infer("", &["他喜欢读书。"], "qinghe-2018"), None);
    }
}
