//! Who, when and where from: what the lines at the head and the end of a report say about it.
//!
//! These lines stay paragraphs of the report: someone may ask for them, and an answer quotes them.

use std::ops::Range;

use super::{ReportDate, ReportInfo, dates, draft::Block, year};
use crate::text::{char_count, is_han, place::places};

/// How many lines at the head and at the end may tell about the report, and how long such a line is.
const HEAD: usize = 6;
const TAIL: usize = 5;
pub(crate) const CREDIT_CHARS: usize = 48;

/// Fills what `info` lacks from the text.
pub(super) fn complete(info: &mut ReportInfo, title: Option<&str>, blocks: &[Block]) {
    let lines: Vec<&str> = blocks.iter().map(Block::text).collect();
    let tail = lines.len().saturating_sub(TAIL).max(HEAD.min(lines.len()));
    let ends = || lines[..HEAD.min(lines.len())].iter().chain(&lines[tail..]).copied();
    let credits = || ends().filter(|line| char_count(line) <= CREDIT_CHARS);
    let dateline = lines.iter().take(HEAD).find_map(|line| dateline(line));
    if info.byline.is_none() {
        let signed = || lines[tail..].iter().rev().find_map(|line| signature(line));
        let bracketed = || ends().find_map(bracketed_byline);
        let closing = || ends().find_map(closing_byline);
        let opening = || ends().find_map(opening_byline);
        info.byline = credits().find_map(byline).or_else(bracketed).or_else(signed).or_else(closing).or_else(opening);
    }
    if info.source.is_none() {
        let labelled = credits().find_map(|line| labelled(line, &["来源"]));
        info.source = labelled.or_else(|| credits().find_map(|line| Imprint::read(line)?.publisher));
    }
    if info.place.is_none() {
        let place = dateline.as_ref().map(|(place, _)| place.clone());
        info.place = place.filter(|place| !is_of_the_country(place, &lines));
    }
    if info.date.is_none() {
        let printed = || credits().find_map(printed).or_else(|| title.and_then(trailing));
        info.date = printed().or_else(|| snippet(lines.first()?)).or_else(|| {
            let year = year::infer(title.unwrap_or(&info.title), &lines, &info.id)?;
            let day = dateline.map(|(_, day)| day);
            Some(ReportDate { year, month: day.map(|day| day.0), day: day.map(|day| day.1), inferred: true })
        });
    }
}

/// Whether a report that is sent from the capital is on the country: `新华社北京12月9日电 据国家统计局发布的数据`.
fn is_of_the_country(place: &str, lines: &[&str]) -> bool {
    let holds = |words: &[&str]| lines.iter().any(|line| words.iter().any(|word| line.contains(word)));
    place == "北京" && holds(&["国家统计局", "全国", "我国", "国务院"]) && !holds(&["北京市", "全市", "本市", "我市"])
}

/// The date that a field holds as a whole.
pub(super) fn date(text: &str) -> Option<ReportDate> {
    dates::whole(text)
}

/// What to say of a date field that holds none.
pub(super) fn not_a_date(text: &str) -> String {
    format!("“{text}” is no date; write it as 2024-06-20, 2024-06 or 2024")
}

/// Whether `line` tells about the report instead of being part of it: a byline, a source, a date.
pub(super) fn is_credit(line: &str) -> bool {
    char_count(line) <= CREDIT_CHARS
        && (printed(line).is_some()
            || byline(line).is_some()
            || HEADS_OF_PLACES.iter().any(|office| signature_of(line, office).is_some())
            || labelled(
                line,
                &["来源", "责任编辑", "责编", "编辑", "校对", "审核", "编审", "发布单位", "发布机构", "摄影", "版式"],
            )
            .is_some())
}

/// Who gives the work report of a place, and so signs it.
pub(crate) const HEADS_OF_PLACES: [&str; 8] = ["省长", "市长", "县长", "区长", "州长", "旗长", "镇长", "乡长"];

/// Where the name stands behind `office`, in bytes of a line that is no more than that: `某县人民政府县长 石 进`.
pub(crate) fn signature_of(line: &str, office: &str) -> Option<Range<usize>> {
    let (before, behind) = line.split_once(office)?;
    let name = behind.trim().trim_start_matches(['：', ':']).trim_start();
    // 市长热线 names nobody.
    let holds = (before.is_empty() || before.ends_with("政府") || before.ends_with(['省', '市', '县', '区', '州']))
        && !name.starts_with("热线");
    let letters = || name.chars().filter(|c| !c.is_whitespace());
    let is_name = (2..=3).contains(&letters().count()) && letters().all(is_han);
    let start = line.rfind(name).filter(|_| holds && is_name)?;
    Some(start..start + name.len())
}

const DATE_LABELS: [&str; 6] = ["发布时间", "发布日期", "发文日期", "成文日期", "日期", "时间"];

/// The date that a line of its own gives: `发布时间：2011-05-31`, `（2024年6月20日）`, `2022-07-27 10:30 来源：…`.
fn printed(line: &str) -> Option<ReportDate> {
    if let Some(text) = labelled_rest(line, &DATE_LABELS) {
        return dates::leading(text).map(|(date, _)| date);
    }
    let inner = line.trim().trim_start_matches(['（', '(', '【', '[']).trim_start();
    if let Some(Imprint { date, .. }) = Imprint::read(line) {
        return Some(date);
    }
    let Some((date, rest)) = dates::leading(inner) else { return trailing(line) };
    date.month?;
    let rest = rest.trim_start().trim_start_matches(|c: char| c.is_ascii_digit() || c == ':');
    let rest = rest.trim_start_matches(['）', ')', '】', ']', ' ', '|', '｜', '·']);
    let ends = ["星期", "来源", "作者", "记者", "文章来源", "信息来源", "编辑", "浏览", "字号"];
    (rest.is_empty() || ends.iter().any(|end| rest.starts_with(end))).then_some(date)
}

/// What a line of day and publisher alone says: `2024年6月20日　某市统计局`, `某日报（2024年6月20日 第 03 版）`.
struct Imprint {
    date: ReportDate,
    publisher: Option<String>,
}

impl Imprint {
    fn read(line: &str) -> Option<Self> {
        const PUBLISHERS: [&str; 20] = [
            "财经",
            "资讯",
            "新闻",
            "在线",
            "局",
            "社",
            "网",
            "报",
            "厅",
            "委",
            "部",
            "刊",
            "台",
            "办公室",
            "研究院",
            "研究所",
            "政府",
            "中心",
            "协会",
            "客户端",
        ];
        let at = line.find(|c: char| c.is_ascii_digit())?;
        let (date, rest) = dates::leading(&line[at..])?;
        date.day?;
        let around = |c: char| !c.is_alphanumeric();
        // The hour and the page of a paper.
        let rest = rest.trim_start_matches(|c: char| around(c) || c.is_ascii_digit());
        let rest = rest.strip_prefix('第').map_or(rest, |page| page.trim_start_matches(|c: char| !is_han(c)));
        let rest = rest.strip_prefix('版').unwrap_or(rest);
        let (before, behind) = (line[..at].trim_matches(around), rest.trim_matches(around));
        let publisher = match (before, behind) {
            ("", "") => None,
            ("", name) | (name, "") => Some(name),
            _ => return None,
        };
        let is_publisher = |name: &str| {
            (3..=20).contains(&char_count(name))
                && name.chars().all(char::is_alphanumeric)
                // A site may have a name in letters: cnBeta.
                && (name.chars().all(|c| c.is_ascii_alphabetic()) || PUBLISHERS.iter().any(|end| name.ends_with(end)))
        };
        publisher.is_none_or(is_publisher).then(|| Self { date, publisher: publisher.map(str::to_owned) })
    }
}

/// The day that a line of a paper and its date ends with: `青河新闻 2019-10-21`.
fn trailing(line: &str) -> Option<ReportDate> {
    const PAPER: usize = 40;
    let line = line.trim();
    let starts = line.char_indices().filter(|(_, c)| c.is_ascii_digit()).map(|(at, _)| at);
    let (at, date) = starts.filter(|&at| !line[..at].ends_with(|c: char| c.is_ascii_digit())).find_map(|at| {
        let date = dates::whole(&line[at..]).filter(|date| date.day.is_some())?;
        Some((at, date))
    })?;
    let before = &line[..at];
    let plain = !before.contains(['。', '，', ',', '；']) && (!before.contains('：') || byline(before).is_some());
    (plain && char_count(before) <= PAPER).then_some(date)
}

/// The date before a piece of a page that a search engine cut out: `Nov 10, 2022 ... …`.
fn snippet(line: &str) -> Option<ReportDate> {
    let (date, rest) = dates::leading(line)?;
    (date.day.is_some() && [" ...", " …", " — ", " · "].iter().any(|mark| rest.starts_with(mark))).then_some(date)
}

/// What stands behind the first of `labels` and its colon, to the next gap or label.
fn labelled(line: &str, labels: &[&str]) -> Option<String> {
    let rest = labelled_rest(line, labels)?;
    let next = ["作者", "记者", "发布", "日期", "时间", "编辑", "责任", "浏览", "字号"];
    let end = next.iter().filter_map(|label| rest.find(label)).filter(|&at| at > 0).min().unwrap_or(rest.len());
    let value = rest[..end].split([' ', '|', '｜', '）', ')', '\t']).next().unwrap_or_default();
    // 青河市统计局2021年
    let name =
        value.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '年' | '月' | '日' | '-' | '.' | ':'));
    let value = if name.len() < value.len() && name.ends_with(is_han) { name } else { value };
    (!value.is_empty()).then(|| value.to_owned())
}

/// The text behind the first of `labels` that a colon or bar follows.
fn labelled_rest<'a>(line: &'a str, labels: &[&str]) -> Option<&'a str> {
    labels.iter().find_map(|label| {
        let rest = line[line.find(label)? + label.len()..].trim_start();
        Some(rest.strip_prefix(['：', ':', '|', '｜', '丨'])?.trim_start())
    })
}

const WRITERS: [&str; 9] = ["记者", "作者", "通讯员", "撰文", "撰稿", "文/", "文|", "文丨", "文｜"];
/// What stands before a marker that a name follows without a gap.
const PAPERS: [&str; 11] = ["（", "(", "报", "报道", "社", "网", "台", "新闻", "本刊", "媒体", "首席"];
/// Who else is named in a byline.
const OTHERS: [&str; 7] = ["编辑", "责编", "实习生", "摄影", "图/", "来源", "校对"];

/// The names behind 记者, 作者 and the like, when the line is little else.
fn byline(line: &str) -> Option<String> {
    if line.contains(['。', '，', '；']) {
        return None;
    }
    let mut names: Vec<&str> = Vec::new();
    let line = line.replace(" |", "|").replace(" 丨", "丨").replace(" ｜", "｜").replace("记 者", "记者");
    let mut rest = line.as_str();
    while let Some((at, marker)) = WRITERS.iter().filter_map(|marker| Some((rest.find(marker)?, marker))).min() {
        let (before, behind) = (&rest[..at], &rest[at + marker.len()..]);
        rest = behind.trim_start_matches([' ', '：', ':', '|', '｜', '丨', '/']);
        // `优秀记者名单` names no one, `本报记者张三` does.
        let is_marker =
            rest.len() < behind.len() || marker.starts_with('文') || PAPERS.iter().any(|end| before.ends_with(end));
        if !is_marker {
            continue;
        }
        let end = WRITERS.iter().chain(&OTHERS).filter_map(|marker| rest.find(marker)).min().unwrap_or(rest.len());
        let people = &rest[..end];
        let people = people.split(['）', ')', '|', '｜', '丨', '\t']).next().unwrap_or_default();
        let is_mark = |c: char| matches!(c, ' ' | '、' | '/' | '，');
        names.extend(people.split(is_mark).map(strip_verb).take_while(|name| is_name(name) && *name != "报道"));
        rest = &rest[end..];
    }
    (!names.is_empty()).then(|| names.join("、"))
}

/// The name in a line that is no more than a paper and a name: `青河日报 张三`.
fn signature(line: &str) -> Option<String> {
    const PAPERS: [&str; 7] = ["报", "网", "社", "台", "频道", "客户端", "周刊"];
    let (paper, name) = line.trim().split_once([' ', '\u{3000}'])?;
    let named = is_name(name.trim()) && (2..=3).contains(&char_count(name.trim()));
    (named && char_count(paper) <= 12 && PAPERS.iter().any(|end| paper.ends_with(end))).then(|| name.trim().to_owned())
}

/// The names behind the last sentence of a paragraph: `……是大势所趋。 某某报记者 张三`.
fn closing_byline(line: &str) -> Option<String> {
    let (_, behind) = line.trim().rsplit_once(['。', '！'])?;
    (char_count(behind) <= CREDIT_CHARS).then(|| byline(behind))?
}

/// The names that a paragraph opens with: `某某报道记者 张三 北京报道 ……`.
fn opening_byline(line: &str) -> Option<String> {
    let opening = &line[..line.floor_char_boundary(CREDIT_CHARS * '记'.len_utf8())];
    let names = byline(&opening[..opening.rfind("报道").filter(|&end| opening[..end].contains("记者"))?])?;
    // The last is where it is reported from.
    let of_place = |name: &&str| places(name).first().is_none_or(|place| place.range != (0..name.len()));
    let names: Vec<&str> = names.split('、').filter(of_place).collect();
    (!names.is_empty()).then(|| names.join("、"))
}

/// The names in `（记者 张三）` anywhere in a paragraph.
fn bracketed_byline(line: &str) -> Option<String> {
    line.match_indices(['（', '(']).find_map(|(at, _)| {
        let inner = &line[at..line.floor_char_boundary(at + CREDIT_CHARS * '记'.len_utf8())];
        byline(&inner[..inner.find(['）', ')'])?])
    })
}

/// `张三报道` is Zhang San's report, `张三摄` his photograph.
fn strip_verb(name: &str) -> &str {
    let name = name.trim().trim_end_matches(['。', '】', ']']);
    let stripped = ["综合报道", "报道", "文", "摄", "整理"].iter().find_map(|verb| name.strip_suffix(verb));
    // 文 may as well be the end of the name.
    stripped.filter(|rest| char_count(rest) > 1).unwrap_or(name)
}

fn is_name(text: &str) -> bool {
    let han = text.chars().all(|c| is_han(c) || c == '·');
    (2..=4).contains(&char_count(text)) && han || text.contains('·') && han && char_count(text) <= 12
}

/// Place and day of `本报西宁6月5日电`, `新华社北京6月5日电（记者…）`.
fn dateline(line: &str) -> Option<(String, (u32, u32))> {
    const AGENCIES: [&str; 8] = ["本报", "新华社", "新华网", "中新社", "中新网", "人民网", "央广网", "本网"];
    let rest = AGENCIES.iter().find_map(|agency| line.strip_prefix(agency))?;
    let at = rest.find(|c: char| !is_han(c) || "一二三四五六七八九十".contains(c))?;
    let place = &rest[..at];
    let (day, rest) = dates::month_and_day(&rest[at..])?;
    let is_place = (2..=8).contains(&char_count(place));
    (is_place && ["电", "讯", "消息"].iter().any(|word| rest.starts_with(word))).then(|| (place.to_owned(), day))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn completed(title: &str, lines: &[&str]) -> ReportInfo {
        let mut info = ReportInfo::default();
        let blocks: Vec<Block> = lines.iter().map(|line| Block::Paragraph((*line).to_owned())).collect();
        complete(&mut info, Some(title), &blocks);
        info
    }

    #[test]
    fn bylines_are_found_in_every_form() {
        let cases = [
            ("（记者 张三丰）", Some("张三丰")),
            ("某某新闻记者 李四光", Some("李四光")),
            ("记者|王五", Some("王五")),
            ("记者丨王五 编辑丨赵六", Some("王五")),
            ("本报记者 李四 通讯员 王五", Some("李四、王五")),
            ("□记 者 李四 通讯员 王五 报道", Some("李四、王五")),
            ("本报记者 李四 王五 赵小六", Some("李四、王五、赵小六")),
            ("作者：陈七", Some("陈七")),
            ("来源：某某日报 作者：陈七", Some("陈七")),
            ("文/周八 图/吴九", Some("周八")),
            ("文 |周八", Some("周八")),
            ("（本报记者孙十报道）", Some("孙十")),
            ("全年产量增长5%。（记者 钱小一 实习生 郑二）", Some("钱小一")),
            ("全年产量增长5%。 青河报记者 钱小一", Some("钱小一")),
            ("记者从市统计局了解到，一季度工业增长5%。", None),
            ("责任编辑：李昂", None),
            ("（记者 许文）", Some("许文")),
            ("优秀记者名单", None),
            ("青河经济报道记者 钱小一 南京报道 据海关通报，出口增长5%。", Some("钱小一")),
            ("青河经济报道记者钱小一 北京报道 菠菜3元一把。", Some("钱小一")),
        ];
        for (line, name) in cases {
            assert_eq!(completed("", &["甲。", line]).byline.as_deref(), name, "{line}");
        }
    }

    #[test]
    fn dates_sources_and_places_are_found() {
        let day = |year, month, day| Some(ReportDate { year, month: Some(month), day: Some(day), inferred: false });
        assert_eq!(completed("", &["发布时间：2011-05-31", "甲。"]).date, day(2011, 5, 31));
        assert_eq!(completed("", &["（2024年6月20日）", "甲。"]).date, day(2024, 6, 20));
        assert_eq!(completed("", &["二〇二六年一月二十七日", "甲。"]).date, day(2026, 1, 27));
        assert_eq!(completed("", &["甲。", "乙。", "某市统计局", "2024年7月1日"]).date, day(2024, 7, 1));
        for line in [
            "2024年7月1日　某市统计局",
            "2024年7月1日 08:30 某市统计局",
            "某市统计局　2024年7月1日",
            "某市统计局（2024年07月01日 第 03 版）",
        ] {
            let info = completed("", &[line, "甲。"]);
            assert_eq!((info.date, info.source.as_deref()), (day(2024, 7, 1), Some("某市统计局")), "{line}");
        }
        assert_eq!(completed("", &["（ 2024年07月01日 第 03 版）", "甲。"]).date, day(2024, 7, 1));
        assert_eq!(completed("", &["作者：李四 青河财经 2024-07-01", "甲。"]).date, day(2024, 7, 1));
        assert_eq!(completed("", &["2024年7月1日某市举行会议", "甲。"]).date, None);
        assert_eq!(completed("", &["Nov 10, 2022 ... 今年一季度增长5%。"]).date, day(2022, 11, 10));
        assert_eq!(completed("", &["2024年6月20日，全市召开会议。"]).date, None);
        let info = completed("", &["2022-07-27 10:30来源：某某网 作者：李四", "甲。"]);
        assert_eq!((info.date, info.source.as_deref()), (day(2022, 7, 27), Some("某某网")));
        let info = completed("", &["本报西宁6月5日电（记者 李四）今年以来，全市工业增长。比2023年快。"]);
        assert_eq!(info.place.as_deref(), Some("西宁"));
        assert_eq!(info.byline.as_deref(), Some("李四"));
        assert_eq!(info.date, Some(ReportDate { year: 2023, month: Some(6), day: Some(5), inferred: true }));
        assert_eq!(completed("", &["来源：某市统计局", "甲。"]).source.as_deref(), Some("某市统计局"));
    }
}
