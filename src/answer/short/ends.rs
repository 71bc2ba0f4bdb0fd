//! The ends of a short answer: not within a number or a Latin word, without marks around it, no bracket left alone.

use std::ops::Range;

use crate::{
    answer::question::{Kind, Question},
    figure::{
        period::mentions,
        quantity::{Quantity, quantities},
    },
    text::{
        fold::{fold, fold_char},
        is_han,
    },
};

/// Moves the ends of `range` (bytes of `sentence`) to where a reader would put them.
pub(crate) fn mend_ends(sentence: &str, range: Range<usize>) -> Range<usize> {
    let chars: Vec<(usize, char)> = sentence.char_indices().map(|(at, c)| (at, fold_char(c))).collect();
    let number = |byte: usize| chars.partition_point(|&(at, _)| at < byte);
    let (mut start, mut end) = (number(range.start), number(range.end));
    let at = |number: usize| chars.get(number).map(|&(_, c)| c);
    // Whole numbers and words: what the answer cuts is taken in.
    while start > 0
        && start < end
        && is_joined(at(start - 1), at(start), start.checked_sub(2).and_then(at), at(start + 1))
    {
        start -= 1;
    }
    while end > start
        && end < chars.len()
        && is_joined(at(end - 1), at(end), end.checked_sub(2).and_then(at), at(end + 1))
    {
        end += 1;
    }
    // The unit behind a number belongs to it.
    if end > start && at(end - 1).is_some_and(|c| c.is_ascii_digit()) && matches!(at(end), Some('%' | '‰' | '℃')) {
        end += 1;
    }
    while start < end && at(start).is_some_and(is_mark) {
        start += 1;
    }
    while end > start && at(end - 1).is_some_and(is_mark) {
        end -= 1;
    }
    for (open, close) in [('《', '》'), ('“', '”'), ('「', '」'), ('『', '』'), ('(', ')'), ('〈', '〉'), ('‘', '’')]
    {
        let inside = |c: char| chars[start..end].iter().filter(|&&(_, here)| here == c).count();
        let (opened, closed) = (inside(open), inside(close));
        if opened > closed && at(end) == Some(close) {
            end += 1;
        } else if closed > opened && start > 0 && at(start - 1) == Some(open) {
            start -= 1;
        } else if opened > closed && at(start) == Some(open) {
            start += 1;
        } else if closed > opened && end > start && at(end - 1) == Some(close) {
            end -= 1;
        }
    }
    let byte = |number: usize| chars.get(number).map_or(sentence.len(), |&(at, _)| at);
    whole_quotation(sentence, byte(start)..byte(end))
}

/// They lead up to an answer, and to the items of a list, and are none.
const LEADS: [&str; 8] = ["分别是", "分别为", "分别有", "主要是", "主要有", "主要包括", "其中包括", "依次是"];

/// `range` without the words that lead up to what is asked for; a reason and a way may begin with them.
pub(crate) fn without_lead(question: &Question, sentence: &str, range: Range<usize>) -> Range<usize> {
    if matches!(question.kind, Kind::Why | Kind::How | Kind::YesNo) {
        return range;
    }
    let lead = LEADS.iter().find(|lead| sentence[range.clone()].starts_with(**lead)).map_or(0, |lead| lead.len());
    if lead < range.len() { range.start + lead..range.end } else { range }
}

/// `range` without the dateline, and the day, that stand beside the name of who it was: 工信部 of 某社9月20日电 工信部20日.
pub(crate) fn without_dateline(question: &Question, sentence: &str, range: Range<usize>) -> Range<usize> {
    const SENT: [&str; 3] = ["日电", "日讯", "日消息"];
    const TELLS: [&str; 6] = ["发布", "公布", "通报", "日前", "近日", "网站"];
    const OFFICES: [&str; 4] = ["哪个部门", "哪个单位", "哪个机构", "哪家机构"];
    if question.kind != Kind::Who && !OFFICES.iter().any(|office| question.folded.contains(office)) {
        return range;
    }
    let read = &sentence[..range.end];
    let sent = SENT.iter().filter_map(|word| Some(read.find(word)? + word.len())).min().unwrap_or(0);
    // …日消息（记者 甲）
    let behind = &read[sent..];
    let inner = behind.strip_prefix(['（', '(']).and_then(|inner| inner.split_once(['）', ')']));
    let sent = range.end - inner.map_or(behind, |(_, behind)| behind).len();
    let mut name = range.start.max(sent)..range.end;
    for mention in mentions(&sentence[name.clone()], None) {
        let (start, end) = (name.start + mention.range.start, name.start + mention.range.end);
        if start == name.start {
            name.start = end;
        } else if end == name.end {
            name.end = start;
        }
    }
    // 20日 by itself is no period.
    let named = &sentence[name.clone()];
    let day = named.strip_suffix('日').map(|named| named.trim_end_matches(|c: char| c.is_ascii_digit()));
    name.end = name.start + day.map_or(named.len(), str::len);
    while let Some(rest) = TELLS.iter().find_map(|word| sentence[name.clone()].strip_suffix(word)) {
        name.end = name.start + rest.len();
    }
    let bare = sentence[name.clone()].trim_matches(|c: char| !c.is_alphanumeric());
    if bare.chars().nth(1).is_some() { name } else { range }
}

/// So many characters before a number are left of what stands there.
const STRAY: usize = 2;

/// `range` without the end of the word before its one number: 6754.8万吨 of 原油6754.8万吨, where 油6754.8万吨 was read.
pub(crate) fn without_stray(question: &Question, sentence: &str, range: Range<usize>) -> Range<usize> {
    if question.kind != Kind::Number {
        return range;
    }
    let reaches = |quantity: &Quantity| quantity.range.start < range.end && range.start < quantity.range.end;
    let mut found = quantities(sentence).into_iter().filter(reaches);
    let (Some(one), None) = (found.next(), found.next()) else { return range };
    let before = sentence.get(range.start..one.range.start).unwrap_or_default();
    let stray = !before.is_empty() && before.chars().count() <= STRAY && before.chars().all(is_han);
    if stray && range.end <= one.range.end { one.range } else { range }
}

/// So long a quotation, in characters, is one whole.
const QUOTATION: usize = 24;

/// `range` with the rest of the quotation that it begins, up to its mark: 甲，乙 of “甲，乙”.
fn whole_quotation(sentence: &str, range: Range<usize>) -> Range<usize> {
    let opens = sentence[..range.start].ends_with(['“', '「']);
    let Some(length) = sentence[range.start..].find(['”', '」']).filter(|_| opens) else { return range };
    let end = range.start + length;
    let goes_on = sentence[range.end.min(end)..].starts_with(['，', ',', '、']) && range.end < end;
    if goes_on && sentence[range.start..end].chars().count() <= QUOTATION { range.start..end } else { range }
}

/// The longest noun that [`with_noun`] takes in, in characters.
const NOUN_LIMIT: usize = 4;

/// What stands behind a noun that is asked for, or before it.
const NAMING: [&str; 5] = ["叫什么", "叫做什么", "是哪个", "是哪座", "是哪家"];
const CHOOSING: [&str; 6] = ["哪个", "哪座", "哪家", "哪条", "哪一座", "哪所"];

/// What a noun does not end in: 出 of 哪家出版社出版.
const LOOSE: [char; 5] = ['的', '中', '出', '在', '由'];

/// `range` with the noun behind it, where that is what `question` asks for by name: 紫金山铜矿 for 哪座铜矿.
pub(crate) fn with_noun(question: &Question, sentence: &str, range: Range<usize>) -> Range<usize> {
    let behind = &sentence[range.end..];
    let ends = behind.char_indices().map(|(at, c)| at + c.len_utf8()).take(NOUN_LIMIT).skip(1);
    let is_asked = |noun: &str| {
        NAMING.iter().any(|asking| question.folded.contains(&format!("{noun}{asking}")))
            || CHOOSING.iter().any(|asking| question.folded.contains(&format!("{asking}{noun}")))
    };
    let is_noun = |noun: &str| noun.chars().all(is_han) && !noun.starts_with('的') && !noun.ends_with(LOOSE);
    let noun = ends.filter(|&end| is_noun(&behind[..end]) && is_asked(&fold(&behind[..end]))).max();
    range.start..range.end + noun.unwrap_or(0)
}

/// Whether two neighbours belong to one number or Latin word, given what stands before and behind the two.
fn is_joined(one: Option<char>, other: Option<char>, before: Option<char>, behind: Option<char>) -> bool {
    let (Some(one), Some(other)) = (one, other) else { return false };
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let word = |c: char| c.is_alphanumeric() && !is_han(c);
    (word(one) && word(other))
        || (matches!(one, '.' | ',') && digit(before) && digit(Some(other)))
        || (matches!(other, '.' | ',') && digit(Some(one)) && digit(behind))
}

fn is_mark(c: char) -> bool {
    c.is_whitespace() || matches!(c, ',' | '、' | '。' | ';' | ':' | '!' | '?' | '·' | '—' | '-' | '.' | '…')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::QuestionWords;
    use proptest::prelude::*;

    #[test]
    fn an_answer_ends_where_a_reader_would_end_it() {
        for (sentence, cut, whole) in [
            ("投资1,236.4亿元，增长", "236.4亿元", "1,236.4亿元"),
            ("投资36.4亿元", "36", "36.4"),
            ("增长25.5%。", "25.5", "25.5%"),
            ("，西宁市、", "，西宁市、", "西宁市"),
            ("他写了《红楼梦》。", "红楼梦》", "《红楼梦》"),
            ("他写了《红楼梦》。", "《红楼梦", "《红楼梦》"),
            ("产量（万吨）为3", "（万吨", "（万吨）"),
            ("说“好", "“好", "好"),
            ("打出“甲山茶，乙山好”的口号", "甲山茶", "甲山茶，乙山好"),
            ("用的是iPhone 14手机", "Phone", "iPhone"),
            ("好", "好", "好"),
        ] {
            let start = sentence.find(cut).unwrap();
            assert_eq!(&sentence[mend_ends(sentence, start..start + cut.len())], whole, "{sentence}");
        }
    }

    #[test]
    fn the_noun_asked_for_belongs_to_the_name_before_it() {
        for (question, sentence, read, whole) in [
            ("第二大铜矿叫什么?", "青河铜矿是第二大铜矿。", "青河", "青河铜矿"),
            ("由哪家出版社出版?", "由青河出版社出版。", "青河", "青河出版社"),
            ("笔名叫什么?", "用“青河”的笔名。", "“青河”", "“青河”"),
            ("谁写的?", "青河写的。", "青河", "青河"),
        ] {
            let question = Question::new(question, &QuestionWords::default());
            let start = sentence.find(read).unwrap();
            let range = with_noun(&question, sentence, start..start + read.len());
            assert_eq!(&sentence[range], whole, "{sentence}");
        }
    }

    #[test]
    fn who_did_something_is_told_without_when() {
        for (sentence, read, whole) in [
            ("某社9月20日电 工信部20日发布数据。", "某社9月20日电 工信部20日", " 工信部"),
            ("工信部20日发布数据。", "工信部20日", "工信部"),
            (
                "某网某地8月2日消息(记者李四)工信部网站日前发布数据。",
                "某网某地8月2日消息(记者李四)工信部网站日前发布",
                "工信部",
            ),
            ("某网8月2日消息（李四）", "某网8月2日消息（李四）", "某网8月2日消息（李四）"),
            ("2019年6月工信部发布数据。", "2019年6月工信部", "工信部"),
            ("20日发布数据。", "20日", "20日"),
            ("工信部发布数据。", "工信部", "工信部"),
        ] {
            let question = Question::new("数据是谁发布的？", &QuestionWords::default());
            assert_eq!(&sentence[without_dateline(&question, sentence, 0..read.len())], whole, "{sentence}");
        }
    }

    #[test]
    fn what_leads_up_to_an_answer_is_none_of_it() {
        for (question, sentence, whole) in [
            ("有哪4个行业?", "分别是运输、化工", "运输、化工"),
            ("为什么?", "主要是运输贵", "主要是运输贵"),
            ("谁?", "分别是", "分别是"),
        ] {
            let question = Question::new(question, &QuestionWords::default());
            assert_eq!(&sentence[without_lead(&question, sentence, 0..sentence.len())], whole, "{sentence}");
        }
    }

    proptest! {
        #[test]
        fn any_range_stays_a_range(text in "[甲a1.,《》“”（）、 ％]{0,30}", from in 0usize..30, length in 0usize..30) {
            let start = crate::text::byte_offset(&text, from);
            let end = start + crate::text::byte_offset(&text[start..], length);
            prop_assert!(text.get(mend_ends(&text, start..end)).is_some());
        }
    }
}
