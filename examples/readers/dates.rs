//! The reader of periods on the rows of Recognizers-Text, JioNLP and Duckling.
//!
//! A row is a text and what its source finds there. What is none of a report's periods is left out, by its kind and
//! never by itself: see [`left_out`]. The rest is right when the period read has the days expected; each source's way
//! to put days is told at its function.

use std::{collections::BTreeMap, fs, ops::Range, path::Path};

use chrono::{Days, Months, NaiveDate, NaiveDateTime};
use serde_json::Value;
use wenbao::{figure::period::mentions, report::ReportDate, text::fold::fold};

const FILES: [&str; 5] =
    ["recognizers-datetime", "recognizers-datetime_parse", "recognizers-datetime_extract", "jionlp-time", "duckling"];

/// Where a row gives no day of writing, any will do: such rows expect ranges of text only.
const SOME_DAY: &str = "2020-06-15T00:00:00";

/// Prints how much of each file of `folder` is read right.
pub(crate) fn measure(folder: &Path, show_wrong: bool) -> Result<(), Box<dyn std::error::Error>> {
    let mut total = [0; 3];
    let mut table = format!("{:<30}{:>8}{:>10}{:>8}{:>8}\n", "file", "cases", "in scope", "right", "%");
    for name in FILES {
        let text = fs::read_to_string(folder.join(format!("{name}.jsonl")))?;
        let mut counts = [0; 3];
        let mut left: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for line in text.lines() {
            let row: Value = serde_json::from_str(line)?;
            if name == "duckling" && string(&row, "kind") != "datetime" && string(&row, "kind") != "duration" {
                continue;
            }
            counts[0] += 1;
            match judge(&row, name) {
                Verdict::Out(reason, right) => {
                    let mark = if right { "✓" } else { "" };
                    left.entry(reason).or_default().push(format!("{}{mark}", string(&row, "input")));
                }
                Verdict::Right => {
                    counts[1] += 1;
                    counts[2] += 1;
                }
                Verdict::Wrong(read) => {
                    counts[1] += 1;
                    if show_wrong {
                        println!("{name}: {} {}\n    read {read}", string(&row, "input"), row["results"]);
                    }
                }
            }
        }
        println!("{name} leaves out");
        for (reason, cases) in left {
            let right = cases.iter().filter(|case| case.ends_with('✓')).count();
            println!("  {reason} ({}, of them right all the same: {right}): {}", cases.len(), cases.join(" · "));
        }
        line(&mut table, name, counts);
        (0..3).for_each(|column| total[column] += counts[column]);
    }
    line(&mut table, "all", total);
    println!("\n{table}");
    Ok(())
}

fn line(table: &mut String, name: &str, [cases, scope, right]: [u32; 3]) {
    let share = 100.0 * f64::from(right) / f64::from(scope.max(1));
    table.push_str(&format!("{name:<30}{cases:>8}{scope:>10}{right:>8}{share:>8.2}\n"));
}

enum Verdict {
    /// With the reason, and whether it is read right all the same.
    Out(&'static str, bool),
    Right,
    /// With what was read.
    Wrong(String),
}

/// A result that a row expects.
struct Expected {
    /// In characters.
    range: Range<usize>,
    /// The days  that are right; none where only the range of text is known.
    days: Vec<Span>,
    out: Option<&'static str>,
}

/// First and last day that are right; none where that side is open.
#[derive(Clone, Debug)]
struct Span {
    first: Vec<Option<NaiveDate>>,
    last: Vec<Option<NaiveDate>>,
    /// Whether the source tells a vague stretch whose last day a state may stand for: 年底, 10月底.
    vague: bool,
}

impl Span {
    fn new(first: Option<NaiveDate>, last: Option<NaiveDate>) -> Self {
        Self { first: vec![first], last: vec![last], vague: false }
    }

    fn holds(&self, (first, last): (Option<NaiveDate>, Option<NaiveDate>)) -> bool {
        let state = self.vague && first == last;
        self.last.contains(&last) && (self.first.contains(&first) || state)
    }
}

type Read = (Range<usize>, (Option<NaiveDate>, Option<NaiveDate>));

fn judge(row: &Value, file: &str) -> Verdict {
    let input = string(row, "input");
    let reference = Reference::new(&row["reference"]);
    let expected: Vec<Expected> =
        row["results"].as_array().into_iter().flatten().map(|result| expect(row, result, &reference)).collect();
    let out = expected.iter().find_map(|one| one.out).filter(|_| expected.iter().all(|one| one.out.is_some()));
    let read = read_periods(input, &reference.date);
    let meet = |one: &Expected, read: &Read| one.range.start < read.0.end && read.0.start < one.range.end;
    // A row of one parser or extractor keeps silent on what its others find.
    let partial = matches!(file, "recognizers-datetime_parse" | "recognizers-datetime_extract") && !expected.is_empty();
    let extra = !partial && read.iter().any(|read| !expected.iter().any(|one| meet(one, read)));
    let right = expected.iter().filter(|one| out.is_some() || one.out.is_none()).all(|one| {
        let mut met = read.iter().filter(|read| meet(one, read));
        let (Some((range, days)), None) = (met.next(), met.next()) else { return false };
        if one.days.is_empty() {
            framed(input, range) == framed(input, &one.range)
        } else {
            one.days.iter().any(|span| span.holds(*days))
        }
    });
    let shown = |(range, days): &Read| {
        let text: String = input.chars().skip(range.start).take(range.len()).collect();
        let day = |day: Option<NaiveDate>| day.map_or("…".to_owned(), |day| day.to_string());
        format!("{text}={}..{}", day(days.0), day(days.1))
    };
    // Where the year is not said Duckling takes the one to come, a report in spring the autumn that was.
    let next_year = || {
        let date = ReportDate { year: reference.date.year + 1, ..reference.date };
        let read = read_periods(input, &date);
        let right = |one: &Expected| one.days.iter().any(|span| read.iter().any(|(_, days)| span.holds(*days)));
        string(row, "source") == "Duckling" && expected.iter().all(right)
    };
    if let Some(reason) = out {
        Verdict::Out(reason, right && !extra || next_year())
    } else if right && !extra || next_year() {
        Verdict::Right
    } else {
        Verdict::Wrong(read.iter().map(shown).collect::<Vec<_>>().join(" "))
    }
}

/// The periods of `input`, in characters.
fn read_periods(input: &str, date: &ReportDate) -> Vec<Read> {
    let chars = |byte: usize| input[..byte].chars().count();
    let read = mentions(input, Some(date)).into_iter();
    read.map(|mention| (chars(mention.range.start)..chars(mention.range.end), mention.when.bounds())).collect()
}

/// A range without the words  around a period that some count to it: 从, 在, 左右.
fn framed(input: &str, range: &Range<usize>) -> Range<usize> {
    let chars: Vec<char> = input.chars().collect();
    let (mut start, mut end) = (range.start, range.end);
    while start < end && "从自在于".contains(chars[start]) {
        start += 1;
    }
    while start < end && "左右的".contains(chars[end - 1]) {
        end -= 1;
    }
    start..end
}

/// The time of writing of a row.
struct Reference {
    date: ReportDate,
    at: Option<NaiveDateTime>,
}

impl Reference {
    /// Of a string, a list `[year, month, day, hour]` or an object `{"year": …}`.
    fn new(value: &Value) -> Self {
        let part = |at: usize, name: &str| value.get(at).or_else(|| value.get(name)).and_then(Value::as_u64);
        let number = |at, name| part(at, name).and_then(|number| u32::try_from(number).ok());
        if let Some(year) = part(0, "year").and_then(|year| i32::try_from(year).ok()) {
            let date = ReportDate { year, month: number(1, "month"), day: number(2, "day"), inferred: false };
            let at = NaiveDate::from_ymd_opt(year, date.month.unwrap_or(1), date.day.unwrap_or(1)).and_then(|day| {
                day.and_hms_opt(
                    number(3, "hour").unwrap_or(0),
                    number(4, "minute").unwrap_or(0),
                    number(5, "second").unwrap_or(0),
                )
            });
            return Self { date, at };
        }
        let at = value.as_str().or(Some(SOME_DAY)).and_then(moment);
        let year_month_day = |at: NaiveDateTime| {
            use chrono::Datelike;
            ReportDate { year: at.year(), month: Some(at.month()), day: Some(at.day()), inferred: false }
        };
        Self { date: at.map_or(ReportDate { year: 2020, month: None, day: None, inferred: false }, year_month_day), at }
    }
}

fn expect(row: &Value, result: &Value, reference: &Reference) -> Expected {
    let at = |name: &str| result[name].as_u64().and_then(|at| usize::try_from(at).ok()).unwrap_or(0);
    let folded = fold(string(result, "text"));
    let (days, clock) = match string(row, "source") {
        "JioNLP" => jionlp(result, reference),
        "Duckling" => duckling(result, &folded),
        _ => (recognizers(result, &folded), false),
    };
    let kind = if string(row, "kind") == "holiday" {
        "holiday"
    } else {
        result["type"].as_str().unwrap_or(string(row, "kind"))
    };
    Expected { range: at("start")..at("end"), out: left_out(kind, &folded, clock), days }
}

/// Why a result is none of a report's periods, if so.
fn left_out(kind: &str, text: &str, clock: bool) -> Option<&'static str> {
    const LUNAR: [&str; 8] = ["农历", "正月", "腊月", "闰", "廿", "初一", "大年", "阴历"];
    const CLOCK: [&str; 13] = ["点", "时", "分", "秒", ":", "早", "晚", "晨", "夜", "上午", "下午", "这会儿", "周末"];
    let holds = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let groups: Vec<&str> = text.split(['/', '-']).collect();
    let digits = groups.iter().all(|group| !group.is_empty() && group.chars().all(|c| c.is_ascii_digit()));
    match kind {
        "duration" | "time_delta" => Some("a duration, without a date"),
        "set" | "time_period" => Some("a recurrence"),
        "holiday" => Some("a day with a name"),
        "time" | "timerange" | "datetimerange" => Some("a time or a part of a day"),
        // Recognizers' and Duckling's names differ: Duckling's datetime may be a date.
        _ if clock || holds(&CLOCK) => Some("a time or a part of a day"),
        _ if holds(&LUNAR) => Some("the lunar calendar"),
        _ if holds(&["交易日", "工作日"]) => Some("working days"),
        // 1/2/2020 is 1 February to Recognizers; to Duckling 10/31/74 is 31 October; 1/2 is a half in a report.
        _ if digits && groups[0].len() < 4 && (text.contains('/') || groups.iter().any(|group| group.len() == 4)) => {
            Some("digits in an order that sources read differently")
        }
        _ if matches!(text, "最近" | "马上") => Some("no day is told"),
        _ if has_name(text) => Some("a day with a name"),
        _ => None,
    }
}

/// Whether `text` has a character that no expression of the calendar has, but before a number of years: 康熙二十年.
fn has_name(text: &str) -> bool {
    const NUMERALS: &str = "0123456789零〇○一二两三四五六七八九十百千万几多半";
    const CALENDAR: &str = "年月日号天周星期礼拜季度旬世纪代份末底初中期间内以之起止至到从自或及和与的个第左右约近过最未再全上下前后\
                            本今明昨寻听去来这那当同次翌首大头民国春夏秋冬始开伊截自 ,，、.-~—–/()（）";
    let known = |c: char| NUMERALS.contains(c) || CALENDAR.contains(c);
    let rest = text.trim_start_matches(|c| !known(c));
    let number = rest.trim_start_matches(|c| NUMERALS.contains(c));
    let reign = number.len() < rest.len() && number.starts_with('年');
    if reign && rest.len() < text.len() { rest.chars().any(|c| !known(c)) } else { text.chars().any(|c| !known(c)) }
}

/// Recognizers gives the candidates of past and future. Its ranges end before their last day, or, when written from one
/// period to another, with the first day of the last one: 2016年至2018年 ends with 2018-01-01.
fn recognizers(result: &Value, text: &str) -> Vec<Span> {
    let listed = result["values"].as_array().into_iter().flatten();
    let candidates = listed.chain(["past", "future"].into_iter().filter_map(|name| result.get(name)));
    let span = |value: &Value| {
        let get = |names: &[&str]| names.iter().find_map(|name| value[*name].as_str()).and_then(day);
        if let Some(day) =
            get(&["value", "date"]).filter(|day| *day > NaiveDate::MIN && day.to_string() != "0001-01-01")
        {
            return Some(Span::new(Some(day), Some(day)));
        }
        let (start, end) = (get(&["start", "startDate"]), get(&["end", "endDate"]));
        let of_day = value["sourceEntity"] == "datetimepoint";
        let shift = |day: Option<NaiveDate>, by: bool, days: i64| {
            day.map(|day| if by { day + chrono::Duration::days(days) } else { day })
        };
        match value["Mod"].as_str() {
            Some("since") => return Some(Span::new(Some(start?), None)),
            Some("after") => return Some(Span::new(shift(Some(start?), of_day, 1), None)),
            Some("before") => return Some(Span::new(None, shift(Some(end?), true, -1))),
            Some("until") => return Some(Span::new(None, shift(Some(end?), !of_day, -1))),
            _ => {}
        }
        let (start, end) = (start?, end?);
        let mut last = vec![end.pred_opt()];
        let timex = value["timex"].as_str().or(result["value"].as_str()).unwrap_or_default();
        if timex.starts_with('(') {
            last.push(Some(end));
            if text.contains(['到', '至', '-', '–', '与', '和']) {
                let months = if timex.ends_with("Y)") { 12 } else { 1 };
                let whole = timex.ends_with("Y)") || timex.ends_with("M)");
                last.extend(end.checked_add_months(Months::new(months)).filter(|_| whole).map(|next| next.pred_opt()));
            }
        }
        Some(Span { first: vec![Some(start)], last, vague: false })
    };
    candidates.filter_map(span).collect()
}

/// JioNLP gives both ends as times, and ends what is open with the time of writing. The second value tells whether a
/// time of the day is meant that is not the time of writing's own.
fn jionlp(result: &Value, reference: &Reference) -> (Vec<Span>, bool) {
    let ends: Vec<&str> = result["value"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let [first, last] = ends.as_slice() else { return (Vec::new(), false) };
    let (Some(first), Some(last)) = (edge(first), edge(last)) else { return (Vec::new(), false) };
    let now = |edge: Option<NaiveDateTime>| {
        edge.zip(reference.at)
            .is_some_and(|(edge, now)| (edge - now).num_seconds().abs() < 60 || edge.time() == now.time())
    };
    let time = |edge: Option<NaiveDateTime>| edge.map(|edge| edge.time().to_string()).unwrap_or_default();
    let clock = !(matches!(time(first).as_str(), "" | "00:00:00") || now(first))
        || !(matches!(time(last).as_str(), "" | "23:59:59")
            || time(last).ends_with(":59") && now_minute(last, reference)
            || now(last));
    let date = |edge: Option<NaiveDateTime>| edge.map(|edge| edge.date());
    let mut span = Span::new(date(first), date(last));
    span.vague = result["mod"] == "blur" || string(result, "text").ends_with(['末', '底']);
    // JioNLP's 以前 holds the day that it counts from.
    if string(result, "text").ends_with("以前") {
        span.last.push(date(last).and_then(|day| day.pred_opt()));
    }
    let today = reference.at.map(|at| at.date());
    for (side, days) in [(first, &mut span.first), (last, &mut span.last)] {
        if date(side) == today {
            days.push(None);
        }
    }
    (vec![span], clock)
}

fn now_minute(edge: Option<NaiveDateTime>, reference: &Reference) -> bool {
    edge.zip(reference.at)
        .is_some_and(|(edge, now)| (edge - now).num_seconds().abs() < 3600 && edge.date() == now.date())
}

/// Duckling gives the first day and the unit, or a range that ends before its last day. What is so long ago or ahead is
/// all the time until then: the day itself is its far end. Where the week is not said it takes the one to come.
fn duckling(result: &Value, text: &str) -> (Vec<Span>, bool) {
    let unit = string(result, "unit");
    if matches!(unit, "Second" | "Minute" | "Hour") {
        return (Vec::new(), true);
    }
    let next = |day: NaiveDate| match unit {
        "Year" => day.checked_add_months(Months::new(12)),
        "Month" => day.checked_add_months(Months::new(1)),
        "Week" => day.checked_add_days(Days::new(7)),
        _ => day.succ_opt(),
    };
    let previous = |day: NaiveDate| match unit {
        "Year" => day.checked_sub_months(Months::new(12)),
        "Month" => day.checked_sub_months(Months::new(1)),
        "Week" => day.checked_sub_days(Days::new(7)),
        _ => day.pred_opt(),
    };
    let until = |day: Option<NaiveDate>| day.and_then(|day| day.pred_opt());
    if let Some(first) = result["value"].as_str().and_then(day) {
        let mut spans = vec![Span::new(Some(first), until(next(first)))];
        if ["周", "星期", "礼拜"].iter().any(|word| text.starts_with(word)) {
            let past = first - Days::new(7);
            spans.push(Span::new(Some(past), Some(past)));
        }
        return (spans, false);
    }
    let ends: Vec<NaiveDate> =
        result["value"].as_array().into_iter().flatten().filter_map(Value::as_str).filter_map(day).collect();
    let [first, end] = ends.as_slice() else { return (Vec::new(), false) };
    let span = if text.ends_with('前') {
        Span::new(Some(*first), until(next(*first)))
    } else if text.ends_with('后') {
        Span::new(previous(*end), end.pred_opt())
    } else {
        Span::new(Some(*first), end.pred_opt())
    };
    (vec![span], false)
}

fn string<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap_or_default()
}

/// The day at the head of `text`; 00 for a month or a day stands for the first.
fn day(text: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(&text.get(..10)?.replace("-00", "-01"), "%Y-%m-%d").ok()
}

fn moment(text: &str) -> Option<NaiveDateTime> {
    NaiveDateTime::parse_from_str(&text.replace('T', " "), "%Y-%m-%d %H:%M:%S").ok()
}

/// An end of JioNLP's: a time, or without end.
fn edge(text: &str) -> Option<Option<NaiveDateTime>> {
    if text.ends_with("inf") { Some(None) } else { moment(text).map(Some) }
}
