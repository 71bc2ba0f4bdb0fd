//! The place that a report is about.

use super::{Named, Place, bare_place, places};
use crate::text::{char_count, fold::fold, is_han, toponym::toponyms};

/// Whose office speaks for its place: 大庆市统计局.
const OFFICES: [&str; 8] = ["局", "委", "政府", "厅", "办公室", "调查队", "委员会", "办"];

/// What a title goes on with behind the place that all of the report is about.
const BEHIND_PLACE: [&str; 8] = ["人民政府", "政府", "国民", "一季度", "上半年", "前三季度", "经济运行", "统计"];

/// The place that a report with that title and from that source is about, as written; `None` where it tells about several.
pub(crate) fn main_place(title: &str, source: Option<&str>, text: &str) -> Option<String> {
    let office = source.filter(|source| OFFICES.iter().any(|office| source.ends_with(office)));
    let told = place_of_title(title).or_else(|| office.and_then(place_at_start));
    // A government reports on its own place, whatever others it names.
    let Some((name, place)) = told else {
        return [title, text].into_iter().find_map(place_of_congress).or_else(|| place_of_text(title, text));
    };
    let Some(place) = place else { return Some(name) };
    let folded = fold(text);
    let found = places(&folded);
    let others = found.iter().filter(|named| named.place.is_local() && named.place.excludes(place)).count();
    let own = found.iter().filter(|named| named.place == place || named.place.lies_in(place)).count();
    let whole: usize = WHOLES.iter().flat_map(|(_, words)| words).map(|word| text.matches(word).count()).sum();
    (others <= own + whole).then_some(name)
}

/// How a report speaks of all of its place, by the rank of that.
const WHOLES: [(char, [&str; 2]); 4] =
    [('市', ["全市", "我市"]), ('省', ["全省", "我省"]), ('区', ["全区", "我区"]), ('县', ["全县", "我县"])];

/// The place that a report speaks of far more than of any other of its rank, and of which it says 全市 or the like.
fn place_of_text(title: &str, text: &str) -> Option<String> {
    /// So often it is named, and so many times more often than the next.
    const OFTEN: usize = 2;
    const TIMES: usize = 3;
    let said = |words: &[&str; 2]| words.iter().map(|word| text.matches(word).count()).sum::<usize>();
    let (rank, _) = WHOLES
        .iter()
        .map(|(rank, words)| (*rank, said(words)))
        .rev()
        .filter(|(_, count)| *count > 0)
        .max_by_key(|(_, count)| *count)?;
    let folded = fold(&format!("{title}\n{text}"));
    // A name that no list has is known where it begins a stretch: behind a time, and behind 据.
    let spaced = folded.replace(['年', '月', '日', '度', '据'], " ");
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for toponym in toponyms(&spaced, &[]).into_iter().filter(|toponym| !toponym.wide) {
        let written = &spaced[toponym.range];
        let name = if places(written).is_empty() { written } else { bare_place(written) };
        if has_rank(name, rank) && counts.iter().all(|(known, _)| *known != name) {
            counts.push((name, folded.matches(name).count()));
        }
    }
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let next = counts.get(1).map_or(0, |(_, count)| *count);
    let (name, _) = counts.first().filter(|(_, count)| *count >= OFTEN && *count >= TIMES * next)?;
    // 西安 is 西安市 where that is written somewhere.
    let ranked = ["市", "省", "自治区"].iter().map(|rank| format!("{name}{rank}"));
    let mut ranked = ranked.filter(|ranked| folded.contains(ranked.as_str()));
    Some(ranked.next().unwrap_or_else(|| (*name).to_owned()))
}

/// Whether a place is a city (市), a province (省), an autonomous region (区) or whatever `rank` its name ends in.
pub(crate) fn has_rank(name: &str, rank: char) -> bool {
    let bare = bare_place(name);
    let Some(Named { place, .. }) = places(&fold(bare)).into_iter().next().filter(|named| named.range.start == 0)
    else {
        return name.ends_with(rank);
    };
    let city = place.is_city() || PROVINCIAL_CITIES.contains(&bare);
    match rank {
        '市' => city,
        '省' => place.is_local() && !city,
        '区' => AUTONOMOUS.contains(&bare),
        _ => name.ends_with(rank),
    }
}

/// Cities that are no part of a province, and regions that are no province.
const PROVINCIAL_CITIES: [&str; 4] = ["北京", "上海", "天津", "重庆"];
const AUTONOMOUS: [&str; 5] = ["内蒙古", "广西", "西藏", "宁夏", "新疆"];

/// A place and its name.
type Local = (String, Option<Place>);

/// The place whose congress a report is given to, told where it begins: 在兴文县第十六届人民代表大会.
fn place_of_congress(text: &str) -> Option<String> {
    /// So many bytes from the beginning of a report tell before whom it is given.
    const OPENING: usize = 600;
    let opening = &text[..text.floor_char_boundary(OPENING)];
    let end = opening.find("人民代表大会")?;
    let before = &opening[..end];
    let session = before.rfind('第').filter(|&at| before[at..].ends_with('届'))?;
    let start = before[..session].rfind('在').map(|at| at + '在'.len_utf8())?;
    let name = &before[start..session];
    let is_place = name.ends_with(['省', '市', '县', '区', '州', '旗']) && name.chars().all(is_han);
    (is_place && (2..=10).contains(&char_count(name))).then(|| name.to_owned())
}

fn place_at_start(text: &str) -> Option<Local> {
    let folded = fold(text);
    let named = places(&folded).into_iter().next().filter(|named| named.range.start == 0 && named.place.is_local())?;
    Some((folded[named.range].to_owned(), Some(named.place)))
}

/// The place that a title begins with, behind a year; one that is not known ends in 市, 县 or the like.
fn place_of_title(title: &str) -> Option<Local> {
    let year = title.trim_start_matches(|c: char| c.is_ascii_digit() || "〇○零一二三四五六七八九十".contains(c));
    let title = year.strip_prefix('年').filter(|_| year.len() < title.len()).unwrap_or(title);
    if let Some((name, place)) = place_at_start(title) {
        // 江西领跑全国 tells about more than 江西.
        let behind = &title[name.len().min(title.len())..];
        let about_it =
            name.ends_with(['省', '市', '区', '县']) || BEHIND_PLACE.iter().any(|word| behind.starts_with(word));
        let year = behind.starts_with(|c: char| c.is_ascii_digit());
        return (about_it || year).then_some((name, place));
    }
    let end =
        title.char_indices().skip(2).take(5).find(|&(_, c)| matches!(c, '市' | '县' | '区' | '州' | '旗' | '镇'))?;
    let name = &title[..end.0 + end.1.len_utf8()];
    let behind = &title[name.len()..];
    let ends =
        behind.starts_with(|c: char| c.is_ascii_digit()) || BEHIND_PLACE.iter().any(|word| behind.starts_with(word));
    (ends && name.chars().all(is_han)).then(|| (name.to_owned(), None))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_is_about_the_place_that_its_title_or_the_office_behind_it_names() {
        for (title, source, text, place) in [
            ("2026年贵州省政府工作报告", None, "全省生产总值", Some("贵州省")),
            ("东屿市2023年统计公报", None, "全市生产总值", Some("东屿市")),
            ("我市农村经济稳步发展", Some("大庆市统计局"), "我市粮食", Some("大庆市")),
            ("我市农村经济稳步发展", Some("某日报"), "我市粮食", None),
            ("江西领跑全国，洼地隆起", None, "江西、湖北、湖南、安徽、广东", None),
            ("苏州一季度经济运行", None, "苏州、上海、南京、无锡、常州、杭州", None),
            ("城市更新的路", None, "", None),
            ("凭什么领跑", None, "青河市增长7%。全市产值5亿元。青河市税收2亿元，白河市1亿元。", None),
            (
                "凭什么领跑",
                None,
                "据青河市统计局消息，增长7%。全市产值5亿元。今年青河市税收2亿元，东屿区1亿元。",
                Some("青河市"),
            ),
            ("凭什么领跑", None, "苏州增长7%，高于全省。全市产值5亿元。全市平稳。苏州税收2亿元。", Some("苏州")),
            ("凭什么领跑", None, "苏州增长7%。苏州产值5亿元。", None),
            ("政府工作报告——2018年2月10日在青河市第五届人民代表大会上", None, "全市", Some("青河市")),
        ] {
            assert_eq!(main_place(title, source, text).as_deref(), place, "{title}");
        }
    }
}
