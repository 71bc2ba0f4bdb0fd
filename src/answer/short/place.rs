//! Where it was: the place in that item of a sentence which tells of what is asked about, and the place where something
//! was held.

use std::ops::Range;

use crate::{
    answer::{
        question::{Kind, Question},
        sentence::evidence::longest_run,
    },
    text::{
        byte_offset,
        fold::fold_char,
        place::{Named, places},
    },
};

/// What asks for a place by its rank.
const RANKS: [&str; 10] =
    ["哪个省", "哪省", "哪一省", "哪个市", "哪座城", "哪个城", "哪个国家", "哪国", "哪个县", "哪个区"];

/// What ends an item of a sentence.
const MARKS: [char; 10] = ['，', ',', '、', '；', ';', '。', '：', ':', '（', '）'];

/// So many characters in a row of what is asked about stand in its item at least.
const TOLD: usize = 3;

/// What is done where people meet.
const HELD: [&str; 5] = ["举行", "召开", "举办", "开幕", "主办"];

/// The longest name of such a place, in characters.
const HALL: usize = 16;

/// The place in `sentence` where what is asked about was, if another one was `read` (in bytes).
pub(crate) fn placed(question: &Question, sentence: &str, read: &Range<usize>) -> Option<Range<usize>> {
    of_item(question, sentence).or_else(|| held_in(question, sentence)).filter(|place| place != read)
}

/// The place that the item begins with which has the most of the question in a row: 乙 of 甲省错峰20天，乙停产1个月.
fn of_item(question: &Question, sentence: &str) -> Option<Range<usize>> {
    if !RANKS.iter().any(|word| question.folded.contains(word)) {
        return None;
    }
    let asked: Vec<char> = question.folded.chars().collect();
    let mut found: Vec<(usize, Range<usize>)> = Vec::new();
    let mut start = 0;
    for item in sentence.split(MARKS) {
        let folded: String = item.chars().map(fold_char).collect();
        let mut named = places(&folded).into_iter();
        let only = named.next().filter(|_| named.next().is_none());
        let other =
            |named: &Named| !named.place.is_backdrop() && !question.folded.contains(&folded[named.range.clone()]);
        if let Some(named) = only.filter(other) {
            let at = |end: usize| start + byte_offset(item, folded[..end].chars().count());
            let behind: Vec<char> = folded[named.range.end..].chars().collect();
            found.push((longest_run(&behind, &asked), at(named.range.start)..at(named.range.end)));
        }
        start += item.len() + sentence[start + item.len()..].chars().next().map_or(0, char::len_utf8);
    }
    let most = found.iter().map(|(run, _)| *run).max().filter(|run| *run >= TOLD)?;
    let mut best = found.into_iter().filter(|(run, _)| *run == most);
    best.next().filter(|_| best.next().is_none()).map(|(_, place)| place)
}

/// The hall behind 在 where something was held, if that is asked: 在市政府新闻办公室举行.
fn held_in(question: &Question, sentence: &str) -> Option<Range<usize>> {
    let asks = question.kind == Kind::Where && question.folded.contains("在哪");
    let held = question.folded.ends_with('开') || ["开的", "开会"].iter().any(|word| question.folded.contains(word));
    if !asks || !held && !HELD.iter().any(|word| question.folded.contains(word)) {
        return None;
    }
    HELD.iter().flat_map(|word| sentence.match_indices(word)).find_map(|(end, _)| {
        let start = sentence[..end].rfind('在')? + '在'.len_utf8();
        let hall = &sentence[start..end];
        let plain = !hall.contains(MARKS) && !hall.contains(|c: char| c.is_ascii_digit());
        (plain && (2..=HALL).contains(&hall.chars().count())).then_some(start..end)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::QuestionWords;

    #[test]
    fn a_place_is_that_of_the_item_asked_about() {
        let items = "其中，山东省6月错峰20天，河南6月停产1个月，山西夏季停窑。";
        let held = "张三在市政府新闻办公室举行的发布会上说，福建甲工程、江西乙水库建成。";
        for (question, sentence, found) in [
            ("哪个省的水泥行业6月停产1个月？", items, Some("河南")),
            ("哪个省夏季停窑？", items, Some("山西")),
            ("6月停产1个月的是谁？", items, None),
            ("哪个省经济最好？", items, None),
            ("今年建成的乙水库在哪个省？", held, Some("江西")),
            ("发布会是在哪儿举行的？", held, Some("市政府新闻办公室")),
            ("发布会在哪里开的？", held, Some("市政府新闻办公室")),
            ("甲工程在哪里？", held, None),
            ("福建与哪个省同时停产1个月？", "福建停产1个月。", None),
        ] {
            let question = Question::new(question, &QuestionWords::default());
            let place = placed(&question, sentence, &(0..0));
            assert_eq!(place.map(|range| &sentence[range]), found, "{}", question.folded);
        }
    }
}
