//! Why it was: the reason that a sentence gives behind words that say so, or beside what is asked about. The words are
//! data: `config/reasons.toml`.

mod around;
mod prefer;

use std::{ops::Range, sync::LazyLock};

use serde::Deserialize;

pub(crate) use self::prefer::prefer_reason;
use crate::{
    answer::question::{Kind, Question},
    figure::quantity::{Quantity, quantities},
    text::char_count,
};

static REASONS: LazyLock<Reasons> = LazyLock::new(|| {
    #[expect(clippy::expect_used, reason = "the compiled-in file is read by the test here")]
    toml::from_str(include_str!("../../../../config/reasons.toml")).expect("config/reasons.toml is valid")
});

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Reasons {
    behind: Vec<String>,
    circumstances: Vec<String>,
    with: Vec<String>,
    until: Vec<String>,
    amid: Vec<String>,
    causes: Vec<String>,
    effects: Vec<String>,
    by: Vec<String>,
    says: Vec<String>,
    settings: Vec<String>,
    purposes: Vec<String>,
    turns: Vec<String>,
}

/// What ends a clause that tells of cause and effect.
const CLAUSE_ENDS: [char; 7] = ['，', ',', '。', '；', ';', '：', ':'];

/// What is no longer, in characters, tells no reason: 因为如此.
const SHORT: usize = 4;

/// The reason that `sentence` gives, where `question` asks for one and what is read there (`read`, in bytes) has nothing
/// of it. A longer answer that holds it stays: it tells more.
pub(crate) fn reason(question: &Question, sentence: &str, read: &Range<usize>) -> Option<Range<usize>> {
    if !asks_reason(question) {
        return None;
    }
    if let Some(called) =
        called(question, sentence).filter(|called| read.end <= called.start || called.end <= read.start)
    {
        return Some(called);
    }
    let cause = cause(question, sentence);
    let mut reasons = reasons(question, sentence);
    // 甲促使乙: read with its effect.
    if reasons.is_empty() && cause.as_ref().is_some_and(|cause| read.start <= cause.start && cause.end < read.end) {
        return cause;
    }
    reasons.extend(cause);
    let is_read = |reason: &&Range<usize>| reason.start < read.end && read.start < reason.end;
    let before = |reason: &Range<usize>| &sentence[read.start.min(reason.start)..reason.start];
    match reasons.iter().find(is_read) {
        // 他说，由于甲: who says so is no reason.
        Some(reason) if before(reason).ends_with(['，', ',', '：', ':']) => {
            Some(reason.start..read.end.max(reason.end))
        }
        // 增速较高的原因是甲: what it is the reason of is none.
        Some(reason) if REASONS.behind.iter().any(|word| before(reason).ends_with(word.as_str())) => {
            Some(reason.clone())
        }
        // 由于甲，乙，丙: one of several is not all; 因为甲被取消 goes on with what is asked about.
        Some(reason)
            if reason.start <= read.start
                && read.end <= reason.end
                && reason.len() >= read.len() + SHORT * '因'.len_utf8()
                && !around::tells(question, &sentence[read.end..reason.end]) =>
        {
            Some(reason.clone())
        }
        Some(_) => None,
        None => reasons.into_iter().next().or_else(|| around::around(question, sentence, read)),
    }
}

/// Whether a reason is asked for: 被译为什么 asks for a name, 是因为什么 for a reason.
fn asks_reason(question: &Question) -> bool {
    let asked = question.folded.trim_end_matches(|c: char| !c.is_alphanumeric());
    question.kind == Kind::Why && (!asked.ends_with("为什么") || asked.ends_with("因为什么"))
}

/// Whether `answer`, read in `sentence`, is no reason but an amount (下降32.7%, 完成投资36.4亿元), or who says so.
pub(crate) fn is_no_reason(question: &Question, sentence: &str, answer: &str) -> bool {
    /// So many characters are left of it besides the amount at most.
    const BESIDE: usize = 6;
    if !asks_reason(question) {
        return false;
    }
    let amount = |quantity: &Quantity| quantity.unit.dimension == "ratio" || quantity.unit.dimension == "money";
    let amounts: Vec<_> = quantities(answer).into_iter().filter(amount).collect();
    let of_amounts: usize = amounts.iter().map(|amount| char_count(&answer[amount.range.clone()])).sum();
    let is_amount = !amounts.is_empty() && char_count(answer) <= of_amounts + BESIDE;
    // 据市统计局的数据, 在投资方面: the reason is told elsewhere.
    let frame = !answer.contains(['，', ',']) && around::is_frame(answer);
    (is_amount || is_saying(answer) || frame) && plain_reason(question, sentence).is_none()
}

/// Whether `answer` only tells who says so: 有报道称.
fn is_saying(answer: &str) -> bool {
    /// Longer ones of several clauses, in characters, tell what is said as well.
    const LONG: usize = 10;
    let alone = char_count(answer) <= LONG || !answer.contains(['，', ',']);
    alone && REASONS.says.iter().any(|word| answer.ends_with(word.as_str()))
}

/// Whether `question` asks for a reason and `sentence` gives one in so many words.
pub(crate) fn gives_reason(question: &Question, sentence: &str) -> bool {
    plain_reason(question, sentence).is_some()
}

/// The reason that `sentence` gives in so many words, if `question` asks for one.
pub(crate) fn plain_reason(question: &Question, sentence: &str) -> Option<Range<usize>> {
    if question.kind != Kind::Why {
        return None;
    }
    let called = called(question, sentence);
    called.or_else(|| reasons(question, sentence).into_iter().next()).or_else(|| cause(question, sentence))
}

/// What the clause of `sentence` that ends in 原因 calls the reason of what `question` asks about: 甲是乙下滑的共同原因.
fn called(question: &Question, sentence: &str) -> Option<Range<usize>> {
    sentence.match_indices("原因").find_map(|(at, word)| {
        let ends = sentence[at + word.len()..].chars().next().is_none_or(|c| CLAUSE_ENDS.contains(&c));
        let start = behind_last(&sentence[..at], &CLAUSE_ENDS);
        let is = start + sentence[start..at].find('是')?;
        let long = is - start > SHORT * '因'.len_utf8();
        (ends && long && around::tells(question, &sentence[is..at])).then_some(start..is)
    })
}

/// What brings about, in the clause of `sentence` that tells it, what `question` asks about: two pairs of its characters
/// stand behind the verb.
fn cause(question: &Question, sentence: &str) -> Option<Range<usize>> {
    let verbs = REASONS.causes.iter().flat_map(|verb| sentence.match_indices(verb.as_str()));
    let asked = |effect: &str| {
        let chars: Vec<char> = effect.chars().collect();
        chars.windows(2).filter(|pair| question.folded.contains(&String::from_iter(*pair))).count() > 1
    };
    let clause = |(at, verb): (usize, &str)| {
        let start = behind_last(&sentence[..at], &CLAUSE_ENDS);
        let end = sentence[at..].find(CLAUSE_ENDS).map_or(sentence.len(), |end| at + end);
        // 气温下降，运输不畅，导致价格上升
        let start = if start == at { around::before(question, sentence, at) } else { start };
        asked(&sentence[at + verb.len()..end])
            .then(|| start..start + sentence[start..at].trim_end_matches(['是', '，', ',']).len())
    };
    // 由此导致 and 这导致 name none; 成本上升导致 does.
    verbs.filter_map(clause).find(|range| range.len() >= SHORT * '因'.len_utf8())
}

/// Where `text` goes on behind the last of `marks`; 0 where it has none.
fn behind_last(text: &str, marks: &[char]) -> usize {
    text.rfind(marks).map_or(0, |at| at + text[at..].chars().next().map_or(0, char::len_utf8))
}

/// The reasons in `sentence`, the most plainly told first, but those beside what `question` asks about before others.
fn reasons(question: &Question, sentence: &str) -> Vec<Range<usize>> {
    let marks = ['，', ',', '。', '；', ';', '（', '）', '(', ')', '！'];
    let to_mark = |from: usize| from + sentence[from..].find(marks).unwrap_or(sentence.len() - from);
    // 在耕地减少的情况下，要养活更多人: the circumstances are no reason by themselves.
    let clause = |from: usize| {
        let end = to_mark(from);
        let circumstances = REASONS.circumstances.iter().any(|word| sentence[from..end].ends_with(word.as_str()));
        let mark = sentence[end..].chars().next().filter(|mark| circumstances && matches!(mark, '，' | ','));
        mark.map_or(end, |mark| to_mark(end + mark.len_utf8()))
    };
    // What ends a reason: 受甲影响 with the word where the clause ends there, 受甲影响大跌 before it.
    let effect = |from: usize, end: usize| {
        let found = REASONS.effects.iter().filter_map(|word| {
            let at = from + sentence[from..end].find(word.as_str())?;
            Some((at, at + word.len()))
        });
        found.min().map(|(start, behind)| if behind == end { end } else { start })
    };
    let clauses = around::clauses(question, sentence);
    let more = |from: usize, end: usize| around::with_more(question, &clauses, sentence, from, end);
    let each = |words: &'static [String]| {
        words
            .iter()
            .flat_map(move |word| sentence.match_indices(word.as_str()).map(move |(at, _)| (at, at + word.len())))
    };
    let behind = each(&REASONS.behind).map(|(_, end)| {
        let start = sentence.len() - sentence[end..].trim_start_matches(marks).len();
        start..more(start, clause(start))
    });
    let with = each(&REASONS.with)
        .map(|(start, end)| start..effect(end, clause(end)).unwrap_or_else(|| more(start, clause(end))));
    let denied = |start: &usize| {
        sentence[..*start].ends_with('不')
            || ["受到", "因此", "因而"].iter().any(|word| sentence[*start..].starts_with(word))
    };
    let until = each(&REASONS.until)
        .filter(|(start, _)| !denied(start))
        .filter_map(|(start, end)| Some(start..effect(end, clause(end))?));
    // 在需求带动下，价格上涨
    let amid = each(&REASONS.amid).filter_map(|(_, end)| {
        let start = behind_last(&sentence[..end], &marks);
        Some(start + sentence[start..end].find('在')?..end)
    });
    let mut found: Vec<_> =
        behind.chain(with).chain(until).chain(amid).filter(|range| range.len() > SHORT * '因'.len_utf8()).collect();
    found.sort_by_key(|range| std::cmp::Reverse(around::asked_beside(&clauses, range.start)));
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::QuestionWords;

    #[test]
    fn what_brings_about_the_effect_is_its_reason() {
        let question = Question::new("全市电价为什么回升", &QuestionWords::default());
        let sentence = "他说，外部需求和内部整合共同促使电价回升，目前机组好转。";
        let read = sentence.find("机组").unwrap()..sentence.find("。").unwrap();
        assert_eq!(reason(&question, sentence, &read).map(|range| &sentence[range]), Some("外部需求和内部整合"));
        let other = "外部需求促使机组好转，电价回升。";
        assert_eq!(reason(&question, other, &(0..0)), None);
    }

    #[test]
    fn an_amount_is_no_reason() {
        for (question, sentence, answer, is_none) in [
            ("投资为什么下降", "全市投资下降32.7%。", "下降32.7%", true),
            ("投资为什么下降", "受停电影响，全市投资下降32.7%。", "下降32.7%", false),
            ("投资为什么下降", "甲厂缺电80%，乙厂停产。", "甲厂缺电80%，乙厂停产", false),
            ("投资下降多少", "全市投资下降32.7%。", "32.7%", false),
            ("投资为什么下降", "有报道称，全市投资下降32.7%。", "有报道称", true),
            ("投资为什么下降", "据统计局9日发布的数据，全市投资下降32.7%。", "据统计局9日发布的数据", true),
            ("投资为什么下降", "在工业方面，全市投资下降32.7%。", "在工业方面", true),
        ] {
            let question = Question::new(question, &QuestionWords::default());
            assert_eq!(is_no_reason(&question, sentence, answer), is_none, "{sentence}");
        }
    }

    #[test]
    fn a_reason_goes_before_what_is_none() {
        for (sentence, read, found) in [
            ("他说，一个重要的原因是，影响比较小。", "他说", Some("影响比较小")),
            ("该市发布《报告》，提出受煤价变化较大导致收入大增。", "发布《报告》", Some("受煤价变化较大")),
            ("投资增长2%（主要是大棚等项目带动）；", "投资", Some("主要是大棚等项目带动")),
            ("由于机组不足，全市缺电。", "全市缺电", Some("由于机组不足")),
            ("由于机组不足，全市缺电。", "由于机组不足，全市缺电", None),
            ("正因为如此，全市缺电。", "全市缺电", None),
            ("全市缺电的主要原因是机组长期不足。", "缺电的主要原因是机组长期不足", Some("机组长期不足")),
            ("全市缺电是因为在机组减少的情况下，要供更多人。", "全市", Some("因为在机组减少的情况下，要供更多人")),
            ("全市停电，就是为了检修全部机组。", "停电", Some("检修全部机组")),
            ("甲市接受了建议。", "建议", None),
            ("由于油价上涨，煤价上涨导致全市缺电。", "油价", Some("由于油价上涨，煤价上涨")),
            ("全市缺电，主要是因为油价上涨，机组不足，但水库充足。", "油价", Some("因为油价上涨，机组不足")),
            ("因机组不足全市缺电。", "机组", None),
            ("道路没有修好，全市缺电因机组陈旧未能好转。", "道路没有修好", Some("因机组陈旧")),
            ("据甲介绍，煤价上涨，全市缺电。", "据甲介绍", Some("煤价上涨")),
            ("煤价上涨，全市缺电3天。", "3天", Some("煤价上涨")),
            ("甲说，全市缺电。", "甲说", None),
            ("甲告诉本报记者，机组不足，水库干涸，导致全市缺电。", "甲告诉本报记者", Some("机组不足，水库干涸")),
            ("去年煤价高，在需求拉动下，全市缺电。", "去年煤价高", Some("在需求拉动下")),
            ("由于干旱，水库全部干涸是全市缺电的共同原因。", "由于干旱", Some("水库全部干涸")),
            ("机组陈旧导致全市缺电。", "机组陈旧导致全市缺电", Some("机组陈旧")),
            ("", "", None),
        ] {
            let question = Question::new("全市为什么缺电", &QuestionWords::default());
            let start = sentence.find(read).unwrap();
            let range = reason(&question, sentence, &(start..start + read.len()));
            assert_eq!(range.map(|range| &sentence[range]), found, "{sentence}");
        }
    }
}
