//! When it was: the time that a sentence gives, as precise as it is asked for.

use std::ops::Range;

use crate::{
    answer::{
        question::{Kind, Question},
        sentence::rank::Weights,
    },
    figure::period::{Mention, mentions},
    text::{
        fold::fold,
        is_han, is_numeral,
        tokenizer::tokens,
        words::{Class, words},
    },
};

/// Words that ask for a day, and those that ask for a year or month.
const DAYS: [&str; 9] = ["哪天", "哪一天", "哪日", "几月几", "几号", "何日", "日期是", "日期为", "什么日子"];
const YEARS: [&str; 13] = [
    "几月",
    "哪月",
    "哪个月",
    "何月",
    "哪年",
    "哪一年",
    "哪个年份",
    "几年",
    "何年",
    "年份",
    "什么年",
    "哪个年代",
    "世纪",
];

const QUARTERS: [&str; 4] = ["哪个季度", "哪一季度", "哪季度", "几季度"];

/// The time in `sentence` that answers `question`, where what is read there (`read`, in bytes) gives none, or less of it
/// than is asked for.
pub(crate) fn moment(
    question: &Question,
    weights: &Weights<'_>,
    sentence: &str,
    read: &Range<usize>,
) -> Option<Range<usize>> {
    let asks = |words: &[&str]| words.iter().any(|word| question.folded.contains(word));
    if question.kind != Kind::When || asks(&YEARS) && !asks(&DAYS) {
        return None;
    }
    let mut found: Vec<Range<usize>> =
        mentions(sentence, None).into_iter().map(|Mention { range, .. }| range).collect();
    if !found.iter().any(|range| is_day(&sentence[range.clone()])) {
        found.extend(bare_day(sentence));
    }
    if question.folded.contains("季度") && asks(&QUARTERS) && !sentence[read.clone()].contains("季度") {
        found.retain(|range| sentence[range.clone()].contains("季度"));
        let rated = found.into_iter().map(|range| (covered(clause(sentence, &range), weights), range));
        return rated.reduce(|best, next| if next.0 > best.0 { next } else { best }).map(|(_, range)| range);
    }
    let days = || found.iter().filter(|range| is_day(&sentence[(*range).clone()]));
    let inside = found.iter().find(|range| range.start < read.end && read.start < range.end);
    let best = |ranges: &mut dyn Iterator<Item = &Range<usize>>| {
        let rated = ranges.map(|range| (covered(clause(sentence, range), weights), range));
        rated.reduce(|best, next| if next.0 > best.0 { next } else { best }).map(|(_, range)| range.clone())
    };
    match inside {
        Some(whole) if asks(&DAYS) && !is_day(&sentence[whole.clone()]) => best(&mut days()),
        // 30日 of 今年6月30日.
        Some(whole) if whole.start < read.start && read.end <= whole.end && is_bare_day(&sentence[read.clone()]) => {
            Some(whole.clone())
        }
        // 中新网9月 of 9月2日.
        Some(whole) if read.start < whole.start && read.end < whole.end => Some(whole.clone()),
        // 2022年 of 2022年1月29日.
        Some(whole) if whole.start == read.start && read.end <= whole.end => {
            let more = &sentence[read.end..whole.end];
            more.starts_with(is_more).then(|| whole.clone())
        }
        // 中新网9月2日电青河海关: no more than the time of it.
        Some(whole) if is_named_before(&sentence[read.start.min(whole.start)..whole.start]) => Some(whole.clone()),
        Some(_) => None,
        None if asks(&DAYS) => best(&mut days()),
        // 速度 is no time at all.
        None if !sentence[read.clone()].contains(is_of_time) => best(&mut found.iter()),
        None => None,
    }
}

/// Whether `time` is a day without its month.
fn is_bare_day(time: &str) -> bool {
    let day = time.trim_start_matches(|c: char| c.is_ascii_digit());
    day.len() < time.len() && matches!(day, "日" | "号")
}

/// Whether what was read before a time names something of its own.
fn is_named_before(before: &str) -> bool {
    before.chars().filter(|&c| is_han(c)).count() > 3 && !before.contains(is_of_time)
}

/// Whether a time goes on with a month, a day or a part of one: 年1月, 年初, 月中旬.
fn is_more(c: char) -> bool {
    c.is_ascii_digit() || is_numeral(c) || matches!(c, '初' | '底' | '末' | '上' | '中' | '下' | '第' | '前')
}

/// Whether a character may tell of a time.
fn is_of_time(c: char) -> bool {
    c.is_ascii_digit() || is_numeral(c) || "年月日号时時期代世纪前后後初末春夏秋冬早晚夜天昔古今岁歲".contains(c)
}

/// A day whose month goes without saying: `23日`.
fn bare_day(sentence: &str) -> Option<Range<usize>> {
    let digit = |c: char| c.is_ascii_digit();
    sentence.match_indices(['日', '号']).find_map(|(end, mark)| {
        let before = &sentence[..end];
        let start = before.trim_end_matches(digit).len();
        let day = before[start..].parse::<u32>().ok().filter(|day| (1..=31).contains(day))?;
        let plain = !before[..start].ends_with(['.', '-', '第']) && day.to_string().len() == end - start;
        // 今年6月30日
        let month = before[..start].strip_suffix('月').map(|rest| rest.trim_end_matches(digit));
        let year =
            month.map(|rest| ["今年", "去年", "本年"].iter().find_map(|year| rest.strip_suffix(year)).unwrap_or(rest));
        plain.then_some(year.map_or(start, str::len)..end + mark.len())
    })
}

/// Whether `question` asks for a day and `sentence` gives none.
pub(crate) fn lacks_day(question: &Question, sentence: &str) -> bool {
    question.kind == Kind::When
        && DAYS.iter().any(|word| question.folded.contains(word))
        && !mentions(sentence, None).iter().any(|mention| is_day(&sentence[mention.range.clone()]))
        && bare_day(sentence).is_none()
}

/// Whether a folded text is nothing but a time: 近日, 今年, 2021年. 南宋 may be a country.
pub(crate) fn is_time_alone(text: &[char]) -> bool {
    text.iter().copied().any(is_of_time)
        && words(text).iter().all(|word| matches!(word.class, Class::Time | Class::Number))
}

/// Whether `question` asks when and `answer` tells no time.
pub(crate) fn is_no_time(question: &Question, answer: &str) -> bool {
    let chars: Vec<char> = fold(answer).chars().collect();
    question.kind == Kind::When
        && !chars.iter().any(|&c| c != '世' && is_of_time(c))
        && words(&chars).iter().all(|word| word.class != Class::Time)
}

fn is_day(time: &str) -> bool {
    fold(time).ends_with(['日', '号', '天', '晨', '晚', '夜', '午'])
}

/// The clause that a time stands in, up to the next mark behind it.
fn clause<'a>(sentence: &'a str, time: &Range<usize>) -> &'a str {
    let marks = ['，', ',', '；', ';', '。'];
    let behind = &sentence[time.end..];
    let skipped = behind.trim_start_matches(marks);
    let from = sentence.len() - skipped.len();
    let end = skipped.find(marks).map_or(sentence.len(), |at| from + at);
    &sentence[time.start..end]
}

/// The share of the question's weight that stands in `text`.
fn covered(text: &str, weights: &Weights<'_>) -> f32 {
    let mut held = vec![false; weights.len()];
    tokens(text, |token| {
        if let Some(term) = weights.number(token.text) {
            held[term] = true;
        }
    });
    held.iter().enumerate().filter(|(_, held)| **held).map(|(term, _)| weights.by_number(term)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::QuestionWords;

    #[test]
    fn a_time_is_given_as_precisely_as_it_is_asked_for() {
        let published = "2022年1月29日，青河市发布综述。";
        let planned = "预计9月中旬将公布业绩。";
        let agency = "青河新闻社客户端9月20日电海关20日发布数据。";
        let quarter = "自2020年第三季度起持续增长。";
        let year = "2021年减产，至11月8日停产。";
        for (question, sentence, read, time) in [
            ("综述什么时候发布的", published, "2022年", Some("2022年1月29日")),
            ("综述是哪一年发布的", published, "2022年", None),
            ("综述什么时候发布的", published, "青河市", Some("2022年1月29日")),
            ("数据什么时候发布的", agency, "青河新闻社客户端9月20日电海关20日", Some("9月20日")),
            ("增长从什么时候开始的", quarter, "2020年", Some("2020年第三季度")),
            ("综述哪天发布的", published, "青河市", Some("2022年1月29日")),
            ("谁公布业绩", planned, "9月", None),
        ] {
            let question = Question::new(question, &QuestionWords::default());
            let weights = Weights::new(&question, 100, |_| 2);
            let start = sentence.find(read).unwrap();
            let found = moment(&question, &weights, sentence, &(start..start + read.len()));
            assert_eq!(found.map(|range| &sentence[range]), time, "{question:?} {read}");
        }
        let alone = |text: &str| is_time_alone(&text.chars().collect::<Vec<_>>());
        assert!(
            alone("近日")
                && alone("今年")
                && alone("2021年")
                && !alone("南宋")
                && !alone("今年重庆")
                && !alone("青河市")
        );
        let question = Question::new("哪天停产", &QuestionWords::default());
        assert!(is_no_time(&question, "青河市") && !is_no_time(&question, "去年底") && !is_no_time(&question, "南宋"));
        assert!(lacks_day(&question, "2021年停产。") && !lacks_day(&question, year));
    }
}
