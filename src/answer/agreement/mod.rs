//! Whether what is asked and what is there agree: the period, the place, the unit, the measure, the subject.
//!
//! A question that does not name one of them disagrees with nothing. A sentence takes what it leaves out from its
//! passage, then from the heading, the title and the date of its report. A difference is told only where nothing near
//! agrees: a wrong refusal is worse than a sentence that the reader can judge.
//!
//! ```text
//! period     when                                          place      where
//! unit       counted in what                               measure    an amount of what is asked for by name
//! subject    what a question is about                      attribute  what it asks of that by name
//! variant    which of several that are called alike        firm       whose firm it is
//! ground     what a passage gives to agree with            untold     what a report says that it does not tell
//! ```

pub(crate) mod attribute;
pub(crate) mod firm;
pub(crate) mod ground;
pub(crate) mod measure;
mod period;
mod place;
pub(crate) mod subject;
mod unit;
pub(crate) mod untold;
pub(crate) mod variant;

use std::ops::Range;

use serde::Serialize;

use self::{
    attribute::Attribute,
    firm::{coded_other, other_firm},
    ground::Ground,
    measure::other_kind,
    period::asked_in,
    place::partners,
    subject::{Haystack, Missing, Subject},
    unit::{counted_in, unit_asked},
    untold::is_untold,
    variant::{Other, other},
};
use crate::{
    answer::{Kind, Question, question::explained},
    figure::period::{Mention, When, Year},
    text::{
        fold::fold,
        place::{Named, Place, places},
        toponym::toponyms,
    },
};

/// So much of a question's weight may be unknown to the report that answers it. Chosen on `cmrc-train` and `drcd-dev`:
/// 1 in 100 answerable questions lack more. What a figure is of is nearly always named, so that less may be missing.
const MISSING: f32 = 0.65;
const MISSING_OF_FIGURE: f32 = 0.35;

/// Words that ask for a rate, and what a text with one holds.
const RATES: [&str; 9] = ["增速", "增幅", "降幅", "增长率", "占比", "比重", "百分之", "百分比", "百分点"];
const RATE_MARKS: [&str; 11] = ["%", "百分", "‰", "倍", "成", "分之", "翻", "持平", "半", "折", "点"];

/// How well one thing that is asked for agrees with what is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Grade {
    /// Something else is there.
    Differs,
    /// The question names none, or nothing is said.
    Silent,
    /// It is there.
    Agrees,
}

/// What a difference is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum DifferenceKind {
    Period,
    Place,
    Variant,
    Measure,
    Attribute,
    Unit,
    /// A number of something else.
    Figure,
    Subject,
    Name,
}

impl DifferenceKind {
    /// A sentence that is this likely answers in spite of the difference: it may be another word for the same, or another
    /// spelling.
    pub(super) fn excused_at(self) -> f32 {
        match self {
            Self::Subject => 0.9,
            Self::Name => 0.7,
            Self::Figure => 0.6,
            Self::Period | Self::Place | Self::Variant | Self::Measure | Self::Attribute | Self::Unit => f32::INFINITY,
        }
    }

    /// Whether it lies in how things are called, which may be the same in other words.
    pub(super) fn is_of_wording(self) -> bool {
        matches!(self, Self::Subject | Self::Figure)
    }
}

/// Something asked for that the nearest sentence does not give.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// What it is in.
    pub kind: DifferenceKind,
    /// What was asked for, as typed.
    pub asked: String,
    /// The thing that it was asked for of, as typed: `产量`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
    /// What is there instead, as the report has it.
    pub there: Option<String>,
}

/// How a sentence agrees with a question.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Agreement {
    pub(super) period: Grade,
    pub(super) place: Grade,
    pub(super) unit: Grade,
    /// Share of the question's weight that its passage, heading and title do not know, 0 to 1.
    pub(super) missing: f32,
    /// What makes the sentence no answer, the most telling first.
    pub(super) differences: Vec<Difference>,
}

/// What a question asks for, as far as it can agree or differ.
#[derive(Debug)]
pub(super) struct Asked {
    of_figure: bool,
    periods: Vec<(When, String)>,
    /// Whether `全年` is asked for: a part of the year does not do.
    whole_year: bool,
    places: Vec<(Place, String)>,
    /// Places of which nothing but their name is known, as typed.
    unlisted: Vec<String>,
    /// Places that it is about the dealings with, as typed: 对美国出口.
    partners: Vec<String>,
    /// The unit asked for, and the line of `config/dimensions.txt` that it stands in.
    unit: Option<(usize, String)>,
    rate: Option<&'static str>,
    attribute: Option<Attribute>,
    subject: Subject,
    typed: String,
    question: Question,
}

impl Asked {
    /// Of the question `typed`; `rarity` tells a term's inverse document frequency.
    pub(super) fn new(typed: &str, question: &Question, rarity: impl Fn(&str) -> f32) -> Self {
        let folded = question.folded.as_str();
        let chars = |range: &Range<usize>| folded[..range.start].chars().count()..folded[..range.end].chars().count();
        let as_typed = |range: &Range<usize>| as_written(typed, folded, range);
        let explained = explained(folded).unwrap_or_default();
        let mut periods = asked_in(folded);
        // （用2018年的数推算） explains.
        let known = |mention: &Mention| matches!(mention.when.first.year, Year::Known(_));
        let outside = |mention: &Mention| !explained.contains(&mention.range.start);
        if periods.iter().any(|mention| known(mention) && outside(mention)) {
            periods.retain(outside);
        }
        // 比上年增长多少 asks for the figure of this year.
        periods.retain(|mention| {
            let (before, behind) = (&folded[..mention.range.start], &folded[mention.range.end..]);
            let joined = before.ends_with(['与', '和', '同', '跟']) && behind.starts_with(['比', '相']);
            !joined && !before.ends_with(['比', '较'])
        });
        let mut places = places(folded);
        places.retain(|named| !explained.contains(&named.range.start));
        // 我国与英国进出口: the country goes without saying.
        let backdrop = |named: &Named| named.place.is_backdrop();
        let aside_places: Vec<Named> = places.iter().filter(|named| backdrop(named)).cloned().collect();
        if aside_places.len() < places.len() {
            places.retain(|named| !backdrop(named));
        }
        let taken: Vec<Range<usize>> = periods.iter().map(|mention| mention.range.clone()).collect();
        let known = |range: &Range<usize>| {
            let overlaps = |named: &Named| named.range.start < range.end && range.start < named.range.end;
            places.iter().chain(&aside_places).any(overlaps) || explained.contains(&range.start)
        };
        let unlisted = toponyms(folded, &taken).into_iter().filter(|toponym| !toponym.wide && !known(&toponym.range));
        let unlisted: Vec<String> = unlisted.map(|toponym| as_typed(&toponym.range)).collect();
        // 鄂尔多斯市国内生产总值 is the city's.
        places.retain(|named| unlisted.is_empty() || !folded[named.range.start..].starts_with("国内生产总值"));
        let partners = partners(folded, &places);
        let unit = unit_asked(folded);
        let mut aside: Vec<Range<usize>> = periods.iter().map(|mention| chars(&mention.range)).collect();
        // A city must be named by a report on it; 我国 goes without saying.
        aside.extend(aside_places.iter().map(|named| chars(&named.range)));
        aside.extend(unit.iter().map(|(_, range)| chars(range)));
        if unit.is_none() {
            aside.extend(counted_in(question).iter().map(chars));
        }
        let asks_amount = matches!(question.kind, Kind::Number | Kind::Keyword);
        let is_term = |token: &str| question.terms.iter().any(|term| term == token);
        Self {
            of_figure: question.kind == Kind::Number,
            whole_year: periods.iter().any(|mention| folded[mention.range.clone()].contains("全年")),
            periods: periods.into_iter().map(|Mention { range, when }| (when, as_typed(&range))).collect(),
            places: places.into_iter().map(|Named { place, range }| (place, as_typed(&range))).collect(),
            unlisted,
            partners,
            unit: unit.map(|(dimension, range)| (dimension, as_typed(&range))),
            attribute: Attribute::of(folded),
            // 谁谈了增速, 增速第一的是哪个市 and 增速为何回落 ask for no rate.
            rate: RATES.into_iter().find(|word| asks_amount && folded.contains(word)),
            subject: Subject::new(typed, folded, &aside, is_term, rarity),
            typed: typed.to_owned(),
            question: question.clone(),
        }
    }

    /// How the sentence at `range` of the passage of `ground`, and the short answer in it, agree with the question.
    pub(super) fn agreement(&self, ground: &Ground<'_>, range: &Range<usize>, answer: &Range<usize>) -> Agreement {
        let (period, period_there) = self.period(ground, range);
        let (place, place_there) = self.place(ground, range);
        let (unit, other_unit) = self.unit(ground, range);
        let Missing { share, run } = self.subject.missing(&ground.haystack);
        let mut differences = Vec::new();
        let mut differ = |kind, asked: &str, there| {
            // 广州's 工业投资, not 广州's 广州工业投资.
            let of = self.subject.phrase().map(|of| of.replace(asked, "")).filter(|of| !of.is_empty());
            differences.push(Difference { kind, asked: asked.to_owned(), of, there });
        };
        if let (Grade::Differs, Some((_, asked))) = (period, self.periods.first()) {
            differ(DifferenceKind::Period, asked, period_there);
        }
        if let (Grade::Differs, Some(asked)) = (place, self.place_asked()) {
            differ(DifferenceKind::Place, asked, place_there);
        }
        if let Some((asked, there)) = self.variant(&ground.passage.text[range.clone()]) {
            differ(DifferenceKind::Variant, &asked, Some(there));
        } else if let Some((asked, there)) = other_firm(&self.question.folded, ground.haystack.text()) {
            let asked = as_written(&self.typed, &self.question.folded, &asked);
            differ(DifferenceKind::Variant, &asked, there.map(|there| ground.haystack.text()[there].to_owned()));
        } else if let Some((asked, name)) = self.subject.head()
            && let Some(there) = coded_other(&name, ground.folded())
        {
            differ(DifferenceKind::Variant, &asked, Some(ground.folded()[there].to_owned()));
        }
        if let Some(attribute) = self.attribute.as_ref().filter(|attribute| !attribute.is_in(&ground.around(range))) {
            let asked = as_written(&self.typed, &self.question.folded, &attribute.range);
            differ(DifferenceKind::Attribute, &asked, None);
        }
        if let Some(thing) = self.thing().filter(|thing| is_untold(&fold(thing), ground.folded())) {
            differ(DifferenceKind::Attribute, &thing, None);
        }
        let limit = if self.of_figure { MISSING_OF_FIGURE } else { MISSING };
        // One character alone tells little, but in the name of what a figure is of.
        let telling = |run: &String| self.of_figure || run.chars().nth(1).is_some();
        let told = |run: &str| {
            let same = |name: &str| name.contains(run) || run.starts_with(name);
            place != Grade::Silent && self.places.iter().any(|(_, name)| same(name))
        };
        let rate = |run: &str| self.rate.is_some_and(|rate| rate.contains(run));
        // （七普比六普） explains, whether the report knows it or not.
        let explains = |run: &str| {
            explained(&self.question.folded).is_some_and(|range| self.question.folded[range].contains(&fold(run)))
        };
        let run = run.filter(|run| share >= limit && telling(run) && !told(run) && !rate(run) && !explains(run));
        if let Some(run) = run {
            differ(DifferenceKind::Subject, &run, None);
        } else if let Some(name) = self.subject.unnamed(&ground.haystack).filter(|name| !told(name) && !rate(name)) {
            differ(DifferenceKind::Name, &name, None);
        }
        if let (Grade::Differs, Some((_, asked))) = (unit, &self.unit) {
            differ(DifferenceKind::Unit, asked, other_unit);
        } else if let Some(unit) = other_kind(&self.question, &fold(&ground.passage.text[answer.clone()])) {
            differ(DifferenceKind::Unit, &unit, None);
        }
        if let Some(rate) = self.rate
            && !RATE_MARKS.iter().any(|mark| ground.haystack.contains(mark))
        {
            differ(DifferenceKind::Measure, rate, None);
        }
        Agreement { period, place, unit, missing: share, differences }
    }

    /// The share of what is asked about that `text` (folded) does not know, 0 to 1.
    pub(super) fn unknown_to(&self, text: &str) -> f32 {
        self.subject.missing(&Haystack::new(text.to_owned())).share
    }

    /// What is asked about, as typed.
    pub(super) fn thing(&self) -> Option<String> {
        self.subject.phrase()
    }

    /// Whether `name`, as typed, is of the name that the question begins with: whose figure is asked for.
    pub(super) fn begins_with(&self, name: &str) -> bool {
        name.chars().nth(1).is_some() && self.subject.head().is_some_and(|(typed, _)| typed.contains(name))
    }

    /// What is asked for and what `sentence` tells of instead, both as they are written.
    fn variant(&self, sentence: &str) -> Option<(String, String)> {
        let folded = fold(sentence);
        let Other { asked, there } = other(&self.question.folded, &folded)?;
        Some((as_written(&self.typed, &self.question.folded, &asked), as_written(sentence, &folded, &there)))
    }
}

/// What was folded to `range` of `folded`, as it stands in `written`.
fn as_written(written: &str, folded: &str, range: &Range<usize>) -> String {
    let before = folded[..range.start].chars().count();
    written.chars().skip(before).take(folded[range.clone()].chars().count()).collect()
}

fn within(inner: &Range<usize>, outer: &Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{
        answer::QuestionWords,
        index::Passage,
        report::{ReportDate, ReportInfo},
        text::sentence::sentences,
    };

    fn passage(report: ReportInfo, text: &str) -> Passage {
        Passage {
            report: Arc::new(report),
            section: None,
            table: None,
            paragraph: 1,
            start: 0,
            text: text.to_owned(),
            sentences: sentences(text).collect(),
        }
    }

    /// The differences between a question and the last sentence of a report of July 2022.
    fn found(question: &str, title: &str, text: &str) -> Vec<Difference> {
        let date = ReportDate { year: 2022, month: Some(7), day: Some(26), inferred: false };
        let report = ReportInfo { title: title.to_owned(), date: Some(date), ..ReportInfo::default() };
        let passage = passage(report, text);
        let asked = Asked::new(question, &Question::new(question, &QuestionWords::default()), |_| 1.0);
        let range = passage.sentences.last().cloned().unwrap();
        asked.agreement(&Ground::new(&passage), &range, &range).differences
    }

    /// The same as `kind asked → there`.
    fn differences(question: &str, title: &str, text: &str) -> Vec<String> {
        let shown = |found: Difference| {
            let there = found.there.map(|there| format!(" → {there}")).unwrap_or_default();
            format!("{:?} {}{there}", found.kind, found.asked)
        };
        found(question, title, text).into_iter().map(shown).collect()
    }

    #[test]
    fn what_is_asked_for_is_not_named_twice() {
        let found = found("广州工业投资是多少？", "深圳经济", "工业投资120亿元。");
        assert_eq!((found[0].asked.as_str(), found[0].of.as_deref()), ("广州", Some("工业投资")));
    }

    #[test]
    fn what_is_a_share_of_something_is_named_without_the_verb() {
        let found = found("2021年硅产量占全国多少？", "", "2022年硅产量占全国的5%。");
        assert_eq!((found[0].asked.as_str(), found[0].of.as_deref()), ("2021年", Some("硅产量")));
    }

    #[test]
    fn a_report_without_any_date_speaks_of_no_year() {
        let words = QuestionWords::default();
        let question = "2021年的口号是什么？";
        let asked = Asked::new(question, &Question::new(question, &words), |_| 1.0);
        for (text, period) in [("口号是前进。", Grade::Differs), ("2021的口号是前进。", Grade::Silent)] {
            let passage = passage(ReportInfo::default(), text);
            let range = passage.sentences[0].clone();
            assert_eq!(asked.agreement(&Ground::new(&passage), &range, &range).period, period, "{text}");
        }
    }

    #[test]
    fn what_differs_is_named() {
        let cases: &[(&str, &str, &str, &[&str])] = &[
            ("2021年产量是多少？", "", "2022年产量120万吨。", &["Period 2021年 → 2022年"]),
            ("2022年产量是多少？", "", "2022年产量120万吨。", &[]),
            ("产量是多少？", "", "2022年产量120万吨。", &[]),
            ("2021年产量是多少？", "", "2022年产量120万吨，比去年增加5万吨。", &[]),
            ("2021年一季度产量是多少？", "", "一季度产量120万吨（2021年同期110万吨）。", &[]),
            ("二季度产量是多少？", "一季度运行情况", "全市发展平稳。产量120万吨。", &["Period 二季度 → 一季度"]),
            ("一季度产量是多少？", "一季度运行情况", "全市发展平稳。产量120万吨。", &[]),
            ("上半年产量是多少？", "", "6月份产量120万吨。", &["Period 上半年 → 6月份"]),
            ("上半年存量是多少？", "", "6月末存量120万吨。", &[]),
            ("2022年哪天发布的？", "", "5月19日发布。", &[]),
            ("2020年产量是多少？", "", "产量120万吨。", &["Period 2020年"]),
            ("广州产量是多少？", "深圳经济", "产量120万吨。", &["Place 广州 → 深圳"]),
            ("深圳产量是多少？", "深圳经济", "产量120万吨。", &[]),
            ("广东产量是多少？", "深圳经济", "产量120万吨。", &[]),
            ("广州产量是多少？", "经济", "产量120万吨。", &["Place 广州"]),
            ("甲公司的董事长是谁？", "", "张三视察甲公司。", &["Attribute 董事长"]),
            ("甲公司的董事长是谁？", "", "董事长这样说。张三视察甲公司。", &[]),
            ("彩电产量是多少？", "", "手机产量4.8亿台。", &["Subject 彩电"]),
            ("投资多少亿元？", "", "投资增长5%。", &["Unit 亿元"]),
            ("投资多少亿元？", "", "投资3万元。", &[]),
            ("产量增速是多少？", "", "产量120万吨。", &["Measure 增速"]),
            ("产量增速是多少？", "", "产量增长3.5%。", &[]),
            ("第3期产量是多少？", "", "第4期产量120万吨。", &["Variant 第3期 → 第4期"]),
            ("产值是多少？", "", "人均产值120万元。", &["Variant 产值 → 人均产值"]),
        ];
        for (question, title, text, expected) in cases {
            assert_eq!(&differences(question, title, text), expected, "{question} | {title} | {text}");
        }
    }
}
