//! Who wrote a report, who else had a hand in it, and when it came out: its credits, which stand apart from what the report
//! tells, so that no search for that finds them.

use std::ops::Range;

use chrono::NaiveDate;

use crate::{
    answer::{Kind, Question, short::person::person},
    figure::period::{Mention, mentions},
    index::{Found, Hit, IndexError, Passage, QueryTerm, Snapshot},
    report::{CREDIT_CHARS, HEADS_OF_PLACES, ReportDate, ReportInfo, signature_of},
    text::{char_count, fold::fold, tokenizer::tokens},
};

/// Who writes, and what is said of a report that is written.
const WRITERS: [&str; 4] = ["记者", "作者", "撰稿", "谁写"];
const WRITTEN: [&str; 11] = ["报道", "文章", "稿", "电讯", "通讯", "评论", "写", "执笔", "这篇", "那篇", "署名"];

/// Who else has a hand in a report, as its credits name them.
const CREDITED: [&str; 7] = ["通讯员", "编辑", "责编", "摄影", "校对", "审核", "实习生"];

/// What comes out, and how that is said.
const NEWS: [&str; 9] = ["报道", "文章", "稿", "消息", "新闻", "公报", "通报", "这篇", "那篇"];
const PUBLISHED: [&str; 8] = ["发布", "发表", "刊登", "刊发", "发的", "登的", "登出", "发出"];

/// What an office makes known, and how that is said: 数据是哪天公布的.
const MADE_KNOWN: [&str; 9] = ["数据", "成绩单", "情况", "公告", "统计结果", "财报", "年报", "季报", "业绩"];
const RELEASED: [&str; 7] = ["发布", "公布", "公开", "通报", "出炉", "披露", "指出"];

/// So many passages of the report may name its writer, or its day: those that match, or the first and last of it.
const LOOKED_AT: u32 = 4;

/// So many bytes part the names of two writers at most.
const BESIDE: usize = 6;

/// Where a report tells of itself what is asked.
pub(crate) struct Credit {
    pub(crate) hit: Hit,
    /// In bytes of the passage.
    pub(crate) sentence: Range<usize>,
    /// The names, or the day.
    pub(crate) answer: Range<usize>,
}

/// What a question asks of a report itself.
enum Asked {
    /// The day that it came out.
    Day,
    /// The day that a work report was given.
    Given,
    /// The day that an office made known what it tells.
    Release,
    /// Who gave it, by the office.
    Head(&'static str),
    /// Who has this hand in it.
    Role(&'static str),
    Writer,
}

impl Asked {
    fn of(question: &Question) -> Option<Self> {
        let has = |words: &[&str]| words.iter().any(|word| question.folded.contains(word));
        let given = || question.folded.replace("工作", "").contains(['作', '做']);
        match question.kind {
            Kind::When if has(&NEWS) && has(&PUBLISHED) => Some(Self::Day),
            Kind::When if has(&["工作报告"]) && given() => Some(Self::Given),
            Kind::When if has(&MADE_KNOWN) && has(&RELEASED) => Some(Self::Release),
            Kind::Who if has(&WRITTEN) => {
                let role = CREDITED.into_iter().find(|role| question.folded.contains(role));
                role.map(Self::Role).or_else(|| has(&WRITERS).then_some(Self::Writer))
            }
            Kind::Who => HEADS_OF_PLACES.into_iter().find(|office| question.folded.contains(office)).map(Self::Head),
            _ => None,
        }
    }
}

/// Whether the title of a report has so much of what `question` asks that it is the one meant: the rest is of its credits.
pub(crate) fn is_titled(question: &Question, title: &str) -> bool {
    /// Pairs of characters.
    const TOLD: usize = 3;
    let title = fold(title);
    question.terms.iter().filter(|term| char_count(term) == 2 && title.contains(term.as_str())).count() >= TOLD
}

/// The one of `hits` of whose report `question` asks for a credit: its title has most of what is asked, and of equal ones
/// it matches best.
pub(crate) fn credited<'a>(question: &Question, hits: &'a [Hit]) -> Option<&'a Hit> {
    Asked::of(question)?;
    let named = |hit: &&Hit| {
        let title = fold(&hit.passage.report.title);
        question.terms.iter().filter(|term| title.contains(term.as_str())).count()
    };
    hits.iter().rev().max_by_key(named)
}

/// The credit of `report` that `question` asks for, where it asks for one.
///
/// # Errors
///
/// The snapshot cannot be read.
pub(crate) fn credit(
    snapshot: &Snapshot,
    question: &Question,
    report: &ReportInfo,
) -> Result<Option<Credit>, IndexError> {
    let Some(asked) = Asked::of(question) else { return Ok(None) };
    let Some(listed) = snapshot.catalogue()?.iter().find(|listed| listed.info.id == report.id) else { return Ok(None) };
    let passages = &listed.passages;
    let first = passages.start..passages.end.min(passages.start + LOOKED_AT);
    let last = passages.end.saturating_sub(LOOKED_AT).max(first.end)..passages.end;
    let read = |numbers: &mut dyn Iterator<Item = u32>| {
        snapshot.read(&numbers.map(|number| Found { score: 0.0, number }).collect::<Vec<_>>())
    };
    let search = |words: &str| {
        let mut query = Vec::new();
        tokens(&fold(words), |token| query.push(QueryTerm { text: token.text.to_owned(), weight: 1.0 }));
        snapshot.read(&snapshot.find_within(&query, LOOKED_AT as usize, std::slice::from_ref(passages))?)
    };
    Ok(match asked {
        Asked::Day => {
            let Some(day) = report.date.as_ref().and_then(printed) else { return Ok(None) };
            place(read(&mut first.chain(last))?, |passage| {
                let is_it = |mention: &Mention| mention.when.days() == Some((day, day));
                mentions(&passage.text, None).into_iter().find(is_it).map(|mention| mention.range)
            })
        }
        Asked::Release => place(read(&mut first.clone())?, |passage| released(passage, report.date.as_ref())),
        Asked::Given => place(read(&mut first.clone())?, |passage| in_line(&passage.text, given)),
        Asked::Head(office) => {
            place(read(&mut first.clone())?, |passage| in_line(&passage.text, |line| signature_of(line, office)))
        }
        Asked::Role(role) => place(search(role)?, |passage| {
            let named = |sentence: &Range<usize>| {
                let name = person(question, &passage.text[sentence.clone()], &(0..0))?.name;
                Some(sentence.start + name.start..sentence.start + name.end)
            };
            passage.sentences.iter().find_map(named)
        }),
        Asked::Writer => {
            let Some(names) = report.byline.as_deref() else { return Ok(None) };
            let mut each = names.split(['、', ' ', '，']);
            let first = each.next().unwrap_or(names);
            place(search(first)?, |passage| {
                let at = passage.text.find(first)?;
                // All of them, as far as they stand side by side.
                let mut end = at + first.len();
                for name in each.clone() {
                    let next = passage.text[end..].find(name).filter(|&gap| gap <= BESIDE);
                    end = next.map_or(end, |gap| end + gap + name.len());
                }
                Some(at..end)
            })
        }
    })
}

/// What `find` finds in the first line of `text` that is short and has it.
fn in_line(text: &str, find: impl Fn(&str) -> Option<Range<usize>>) -> Option<Range<usize>> {
    let mut start = 0;
    text.split_inclusive('\n').find_map(|line| {
        let at = start;
        start += line.len();
        let line = line.trim_end();
        let found = find(line).filter(|_| char_count(line) <= CREDIT_CHARS)?;
        Some(at + found.start..at + found.end)
    })
}

/// The day in a line that is no more than when and where a work report was given: `——2026年1月26日在某市……大会……会议上`.
fn given(line: &str) -> Option<Range<usize>> {
    let mut found = mentions(line, None).into_iter().map(|mention| mention.range).filter(|_| line.contains("大会"));
    found.find(|range| line[range.clone()].ends_with('日'))
}

/// The first day in a sentence of `passage` that says something was made known, or else the day of the report, which is
/// `date`, where it is printed.
fn released(passage: &Passage, date: Option<&ReportDate>) -> Option<Range<usize>> {
    let days: Vec<Mention> = mentions(&passage.text, date).into_iter().filter(is_day).collect();
    let says = |mention: &&Mention| {
        let sentence = passage.sentence_of(&mention.range).unwrap_or_default();
        let told = &passage.text[sentence];
        char_count(told) > CREDIT_CHARS && RELEASED.iter().any(|word| told.contains(word))
    };
    let day = date.and_then(printed);
    let printed = |mention: &&Mention| day.is_some() && mention.when.days() == day.zip(day);
    days.iter().find(says).or_else(|| days.iter().find(printed)).map(|mention| mention.range.clone())
}

fn is_day(mention: &Mention) -> bool {
    let (first, last) = (mention.when.first, mention.when.last);
    (first.month, first.day) == (last.month, last.day) && !mention.when.point
}

/// Whether `answer` is the day that `question` asks for when something was made known: no report's own day goes before it.
pub(crate) fn is_release(question: &Question, answer: &str) -> bool {
    // 20日 is a day of a month that is told elsewhere.
    let day = || mentions(answer, None).iter().any(is_day) || answer.ends_with('日');
    matches!(Asked::of(question), Some(Asked::Release)) && day()
}

/// The first of `hits` in which `find` finds what is asked.
fn place(hits: Vec<Hit>, find: impl Fn(&Passage) -> Option<Range<usize>>) -> Option<Credit> {
    hits.into_iter().find_map(|hit| {
        let answer = find(&hit.passage)?;
        let sentence = hit.passage.sentence_of(&answer)?;
        Some(Credit { hit, sentence, answer })
    })
}

/// The day that a report prints as its own.
fn printed(date: &ReportDate) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(date.year, date.month?, date.day?).filter(|_| !date.inferred)
}
