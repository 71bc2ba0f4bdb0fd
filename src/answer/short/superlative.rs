//! Which is the most, where a sentence says so itself: `甲占比最高，为20.5%`, `占比最大的是甲`.

use std::ops::Range;

use crate::{
    answer::question::Question,
    figure::quantity::quantities,
    text::{byte_offset, fold::fold_char},
};

/// What ends a clause.
const MARKS: [char; 9] = ['，', ',', '；', ';', '。', '：', ':', '（', '）'];

/// The longest name, in characters.
const NAME: usize = 24;

/// What leads to a name.
const LEADS: [&str; 7] = ["其中", "是", "为", "以", "当属", "的", "分别"];

/// Which one `sentence` says is the most, as `question` asks last of all (哪项占比最高), where only how much it is was `read`
/// there (in bytes).
pub(crate) fn superlative(question: &Question, sentence: &str, read: &Range<usize>) -> Option<Range<usize>> {
    let asked = question.folded.trim_end_matches(|c: char| !c.is_alphanumeric());
    let (which, last) = asked.rsplit_once('最')?;
    let mut last = last.chars();
    let degree = last.next().filter(|_| last.next().is_none() && which.contains('哪'))?;
    if quantities(&sentence[read.clone()]).is_empty() {
        return None;
    }
    let folded: Vec<char> = sentence.chars().map(fold_char).collect();
    let at = folded.windows(2).position(|pair| pair == ['最', degree])?;
    let mark = |c: &char| MARKS.contains(c);
    let start = folded[..at].iter().rposition(mark).map_or(0, |mark| mark + 1);
    let end = folded[at..].iter().position(mark).map_or(folded.len(), |mark| at + mark);
    let behind = at + 2;
    // 占比最大的是甲
    let behind = behind + usize::from(folded.get(behind) == Some(&'的'));
    let named = if behind < end && matches!(folded[behind], '是' | '为') {
        behind + 1..end
    } else {
        let is_asked = |from: usize| question.folded.contains(&folded[from..at].iter().collect::<String>());
        let from = (start..at).find(|&from| is_asked(from))?;
        start..from
    };
    let whole = &sentence[byte_offset(sentence, named.start)..byte_offset(sentence, named.end)];
    let name = LEADS.iter().fold(whole.trim(), |name, lead| name.strip_prefix(lead).unwrap_or(name));
    let from = byte_offset(sentence, named.start) + whole.find(name)?;
    let range = from..from + name.len();
    let fits = (1..=NAME).contains(&name.chars().count())
        && !question.folded.contains(name)
        && (range.end <= read.start || read.end <= range.start);
    fits.then_some(range)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::QuestionWords;

    #[test]
    fn what_a_sentence_calls_the_most_is_which() {
        for (question, sentence, read, found) in [
            ("哪个年龄段的网民占比最高？", "截至12月，30岁—39岁网民占比最高，为20.5%；", "20.5%", Some("30岁—39岁")),
            (
                "哪项收入占营收的比重最大？",
                "上半年营收占比最大的是手续费收入，为24亿元。",
                "24亿元",
                Some("手续费收入"),
            ),
            ("哪项收入占营收的比重最大？", "上半年营收占比最大的是手续费收入，为24亿元。", "手续费收入", None),
            ("哪种产品销量最好？", "产品销量最好。", "产品", None),
            ("世界上最大的港口是哪一个？", "甲港也是世界上最大的港口，有5个码头。", "5个码头", None),
            ("哪家企业规模最大？", "甲企业规模最大。", "甲", None),
            ("占比最高的是多少？", "甲占比最高，为20.5%。", "20.5%", None),
            ("哪个行业增速最低？", "甲占比最高，为20.5%。", "20.5%", None),
        ] {
            let question = Question::new(question, &QuestionWords::default());
            let start = sentence.find(read).unwrap();
            let name = superlative(&question, sentence, &(start..start + read.len()));
            assert_eq!(name.map(|range| &sentence[range]), found, "{sentence}");
        }
    }
}
