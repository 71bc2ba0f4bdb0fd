//! Whether what is asked and what is there agree: the period, the place, the unit, the measure, the subject.
//!
//! A question that does not name one of them disagrees with nothing. A sentence takes what it leaves out from its
//! passage, then from the heading, the title and the date of its report. A difference is told only where nothing near
//! agrees: a wrong refusal is worse than a sentence that the reader can judge.

use std::{ops::Range, sync::LazyLock};

use chrono::Datelike as _;
use serde::Serialize;

use super::{
    Kind, Question,
    attribute::Attribute,
    ground::Ground,
    measure::other_kind,
    question::explained,
    subject::{Missing, Subject},
    variant::{Other, other},
};
use crate::{
    figure::{
        NamedPeriod,
        period::{Mention, When, Year, mentions},
    },
    report::ReportDate,
    text::{
        fold::fold,
        place::{Named, Place, bare_place, places},
    },
};

/// Units that measure the same, as shipped.
const DIMENSIONS: &str = include_str!("../../config/dimensions.txt");

static UNITS: LazyLock<Vec<Vec<&'static str>>> = LazyLock::new(|| {
    let lines = DIMENSIONS.lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| line.split_whitespace().collect()).collect()
});

/// So much of a question's weight may be unknown to the report that answers it. Chosen on `cmrc-train` and `drcd-dev`:
/// 1 in 100 answerable questions lack more. What a figure is of is nearly always named, so that less may be missing.
const MISSING: f32 = 0.65;
const MISSING_OF_FIGURE: f32 = 0.35;

/// Words that ask for a rate, and what a text with one holds.
const RATES: [&str; 9] = ["增速", "增幅", "降幅", "增长率", "占比", "比重", "百分之", "百分比", "百分点"];
const RATE_MARKS: [&str; 11] = ["%", "百分", "‰", "倍", "成", "分之", "翻", "持平", "半", "折", "点"];

/// Words for the whole country, as a figure is of it.
const COUNTRY: [&str; 3] = ["国内", "全国", "我国"];

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
            Self::Figure => 0.7,
            Self::Period | Self::Place | Self::Variant | Self::Measure | Self::Attribute | Self::Unit => f32::INFINITY,
        }
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
    /// Places that it is about the dealings with, as typed: 对美国出口.
    partners: Vec<String>,
    /// The unit asked for, and the line of [`UNITS`] that it stands in.
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
        let mut periods = mentions(folded, None);
        // （用2018年的数推算） explains.
        let known = |mention: &Mention| matches!(mention.when.first.year, Year::Known(_));
        let outside = |mention: &Mention| !explained.contains(&mention.range.start);
        if periods.iter().any(|mention| known(mention) && outside(mention)) {
            periods.retain(outside);
        }
        // 比上年增长多少 asks for the figure of this year.
        periods.retain(|mention| !folded[..mention.range.start].ends_with(['比', '较']));
        let mut places = places(folded);
        places.retain(|named| !explained.contains(&named.range.start));
        // 我国与英国进出口: the country goes without saying.
        let backdrop = |named: &Named| named.place.is_backdrop();
        let aside_places: Vec<Named> = places.iter().filter(|named| backdrop(named)).cloned().collect();
        if aside_places.len() < places.len() {
            places.retain(|named| !backdrop(named));
        }
        let partner = |named: &&Named| folded[..named.range.start].ends_with(['对', '与', '跟', '向']);
        let partners = places.iter().filter(partner).map(|named| folded[named.range.clone()].to_owned()).collect();
        let unit = unit_asked(folded);
        let mut aside: Vec<Range<usize>> = periods.iter().map(|mention| chars(&mention.range)).collect();
        // A city must be named by a report on it; 我国 goes without saying.
        aside.extend(aside_places.iter().map(|named| chars(&named.range)));
        aside.extend(unit.iter().map(|(_, range)| chars(range)));
        let asks_amount = matches!(question.kind, Kind::Number | Kind::Keyword);
        let is_term = |token: &str| question.terms.iter().any(|term| term == token);
        Self {
            of_figure: question.kind == Kind::Number,
            whole_year: periods.iter().any(|mention| folded[mention.range.clone()].contains("全年")),
            periods: periods.into_iter().map(|Mention { range, when }| (when, as_typed(&range))).collect(),
            places: places.into_iter().map(|Named { place, range }| (place, as_typed(&range))).collect(),
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
        if let (Grade::Differs, Some((_, asked))) = (place, self.places.first()) {
            differ(DifferenceKind::Place, asked, place_there);
        }
        if let Some((asked, there)) = self.variant(&ground.passage.text[range.clone()]) {
            differ(DifferenceKind::Variant, &asked, Some(there));
        }
        if let Some(attribute) = self.attribute.as_ref().filter(|attribute| !attribute.is_in(&ground.around(range))) {
            let asked = as_written(&self.typed, &self.question.folded, &attribute.range);
            differ(DifferenceKind::Attribute, &asked, None);
        }
        let limit = if self.of_figure { MISSING_OF_FIGURE } else { MISSING };
        // One character alone tells little, but in the name of what a figure is of.
        let telling = |run: &String| self.of_figure || run.chars().nth(1).is_some();
        let told = |run: &str| {
            let same = |name: &str| name.contains(run) || run.starts_with(name);
            place != Grade::Silent && self.places.iter().any(|(_, name)| same(name))
        };
        let rate = |run: &str| self.rate.is_some_and(|rate| rate.contains(run));
        let run = run.filter(|run| share >= limit && telling(run) && !told(run) && !rate(run));
        if let Some(run) = run {
            differ(DifferenceKind::Subject, &run, None);
        } else if let Some(name) = self.subject.unnamed(&ground.haystack).filter(|name| !told(name) && !rate(name)) {
            differ(DifferenceKind::Name, &name, None);
        }
        if let (Grade::Differs, Some((_, asked))) = (unit, &self.unit) {
            differ(DifferenceKind::Unit, asked, other_unit);
        } else if let Some(unit) = other_kind(&self.question, &fold(&ground.passage.text[answer.clone()])) {
            differ(DifferenceKind::Unit, unit, None);
        }
        if let Some(rate) = self.rate
            && !RATE_MARKS.iter().any(|mark| ground.haystack.contains(mark))
        {
            differ(DifferenceKind::Measure, rate, None);
        }
        Agreement { period, place, unit, missing: share, differences }
    }

    /// The period that is asked about as a whole year (全年), as typed; `None` where it is another.
    pub(super) fn whole_year(&self) -> Option<&str> {
        self.periods.first().filter(|_| self.whole_year).map(|(_, text)| text.as_str())
    }

    /// What is asked about, as typed.
    pub(super) fn thing(&self) -> Option<String> {
        self.subject.phrase()
    }

    /// How the period of a figure agrees with the one asked for.
    pub(super) fn period_of(&self, figure: Option<&NamedPeriod>, date: Option<&ReportDate>) -> Grade {
        let Some(there) = figure.filter(|_| !self.periods.is_empty()) else { return Grade::Silent };
        let asked = self.periods.iter().map(|(asked, _)| asked.seen_from(date));
        let compare = |asked: When| {
            // A half-year's figure is none of one of its quarters; a bare year may be all that is said of when.
            let around = comparable(&asked, &there.when).is_some_and(|((first, last), (first_there, last_there))| {
                (first, last) != (first_there, last_there) && first_there <= first && last <= last_there
            });
            let point = asked.point || there.when.point;
            match self.compare(&asked, &there.when) {
                Grade::Silent if around && !point && !there.when.is_whole_years() => Grade::Differs,
                grade => grade,
            }
        };
        asked.map(compare).max().unwrap_or(Grade::Silent)
    }

    /// Whether the period of a figure is just the one asked for, not a part of it.
    pub(super) fn is_exactly(&self, figure: Option<&NamedPeriod>, date: Option<&ReportDate>) -> bool {
        let days = figure.and_then(|figure| figure.when.days());
        self.periods.is_empty()
            || days.is_none()
            || self.periods.iter().any(|(asked, _)| asked.seen_from(date).days() == days)
    }

    /// How the place of a figure agrees with the one asked for.
    pub(super) fn place_of(&self, figure: Option<&str>) -> Grade {
        let there = figure.map(fold);
        let Some(there) = there.as_deref().and_then(|name| places(name).into_iter().next()) else {
            let same = |asked: &str| figure.is_some_and(|there| bare_place(&fold(asked)) == bare_place(&fold(there)));
            let named = self.places.iter().any(|(_, name)| same(name));
            let local = !self.places.is_empty() && self.places.iter().all(|(asked, _)| asked.is_local());
            return match figure {
                _ if named => Grade::Agrees,
                Some(there) if local && COUNTRY.contains(&there) => Grade::Differs,
                _ => Grade::Silent,
            };
        };
        let same = |asked: &str| figure.is_some_and(|there| bare_place(&fold(asked)) == bare_place(&fold(there)));
        if self.places.iter().any(|(asked, name)| there.place == *asked || same(name)) {
            Grade::Agrees
        } else if figure.is_some_and(|there| COUNTRY.contains(&there))
            && !self.places.is_empty()
            && self.places.iter().all(|(asked, _)| asked.is_local())
        {
            // What is of the whole country is none of its cities'.
            Grade::Differs
        } else if self.places.iter().any(|(asked, name)| there.place.lies_in(*asked) && name.starts_with('全')) {
            // 全国 is all of it.
            Grade::Differs
        } else if !self.places.is_empty()
            && self.places.iter().all(|&(asked, _)| there.place.excludes(asked) || asked.lies_in(there.place))
        {
            Grade::Differs
        } else {
            Grade::Silent
        }
    }

    /// How the place that is named last before a figure agrees with the one asked for, where the text names that nowhere.
    pub(super) fn place_before(&self, text: &str) -> Grade {
        let named = places(&fold(text));
        let asked = |there: Place| self.places.iter().any(|&(asked, _)| there == asked || there.lies_in(asked));
        let differs = |there: Place| there.is_local() && self.places.iter().all(|&(asked, _)| there.excludes(asked));
        let last = named.last().filter(|_| !self.places.is_empty() && !named.iter().any(|named| asked(named.place)));
        if last.is_some_and(|last| differs(last.place)) { Grade::Differs } else { Grade::Silent }
    }

    /// The place asked for, as typed, where a figure is of another one that it cannot lie in.
    pub(super) fn other_place(&self, figure: Option<&str>) -> Option<&str> {
        let there = places(&fold(figure?)).first()?.place;
        let (_, asked) = self.places.first()?;
        self.places.iter().all(|&(asked, _)| there.excludes(asked)).then_some(asked)
    }

    fn period(&self, ground: &Ground<'_>, range: &Range<usize>) -> (Grade, Option<String>) {
        if self.periods.is_empty() {
            return (Grade::Silent, None);
        }
        let grade = |there: &When| {
            let asked = self.periods.iter().map(|(asked, _)| asked.seen_from(ground.date));
            let graded = asked.map(|asked| self.compare(&asked, there));
            graded.max().unwrap_or(Grade::Silent)
        };
        let here = ground.periods.iter().filter(|mention| within(&mention.range, range));
        let own = here.clone().map(|mention| grade(&mention.when)).max();
        if own == Some(Grade::Agrees) {
            return (Grade::Agrees, None);
        }
        let above = ground.above.iter().map(|(when, _)| when);
        let grades = ground.periods.iter().map(|mention| &mention.when).chain(above).map(grade);
        // For a figure of a quarter, a plan for the year does not make up for a figure of another quarter.
        let near = if self.of_figure && grades.clone().all(|grade| grade != Grade::Agrees) {
            grades.min()
        } else {
            grades.max()
        };
        match near {
            // Said of the passage, and not of something else here.
            Some(Grade::Agrees) if own.is_none() => (Grade::Agrees, None),
            Some(Grade::Agrees | Grade::Silent) => (Grade::Silent, None),
            Some(Grade::Differs) if self.year_is_named(ground) => (Grade::Silent, None),
            // What it tells without a time is of its own year.
            Some(Grade::Differs) if own.is_none() && !self.of_figure && self.is_of_report(ground) => {
                (Grade::Silent, None)
            }
            Some(Grade::Differs) => {
                let before = ground.periods.iter().rev().filter(|mention| mention.range.end <= range.start);
                let there = here.chain(before).map(|mention| ground.passage.text[mention.range.clone()].to_owned());
                let there = there.chain(ground.above.iter().map(|(_, text)| text.clone())).next();
                (Grade::Differs, there)
            }
            None => (self.year_of_report(ground), None),
        }
    }

    /// Whether the year asked for stands in the passage without being read as a period: 在1848的选举中.
    fn year_is_named(&self, ground: &Ground<'_>) -> bool {
        let loosely = |when: &&When| when.is_whole_years() && !self.whole_year || !self.of_figure;
        self.periods.iter().map(|(when, _)| when).filter(loosely).any(|when| match when.first.year {
            Year::Known(year) => ground.haystack.contains(&year.to_string()),
            _ => false,
        })
    }

    /// Whether the year of the report is asked for, and no more of it.
    fn is_of_report(&self, ground: &Ground<'_>) -> bool {
        let of_report = |(when, _): &(When, String)| {
            let year = ground.date.map(|date| Year::Known(date.year));
            when.is_whole_years() && Some(when.first.year) == year && when.first.year == when.last.year
        };
        self.periods.iter().any(of_report)
    }

    /// A report that names no period speaks of its own year; one that begins without any speaks of none.
    fn year_of_report(&self, ground: &Ground<'_>) -> Grade {
        let Some(date) = ground.date else {
            let unnamed = |(when, _): &(When, String)| match when.first.year {
                Year::Known(year) => !ground.haystack.contains(&year.to_string()),
                _ => false,
            };
            return if ground.is_opening() && self.periods.iter().all(unnamed) {
                Grade::Differs
            } else {
                Grade::Silent
            };
        };
        let years = |when: &When| match (when.first.year, when.last.year) {
            (Year::Known(first), Year::Known(last)) => !(first..=last).contains(&date.year),
            _ => false,
        };
        let other = self.periods.iter().all(|(asked, _)| years(&asked.seen_from(ground.date)));
        if self.of_figure && other { Grade::Differs } else { Grade::Silent }
    }

    /// Whether what is said of `there` answers for `asked`.
    fn compare(&self, asked: &When, there: &When) -> Grade {
        let Some(((first, last), (first_there, last_there))) = comparable(asked, there) else {
            return Grade::Silent;
        };
        let same_end = last == last_there && (asked.point || there.point);
        if (first, last) == (first_there, last_there) || same_end {
            return Grade::Agrees;
        }
        let inside = first <= first_there && last_there <= last;
        // 目前 of a report of July is in July.
        let of_month = there.point && (first.year(), first.month()) == (last.year(), last.month());
        let around = first_there <= first && last <= last_there;
        // A bare year is named loosely: what happened in May happened in it. For a figure a month is not the quarter, but
        // an event may be told of either.
        let loosely = asked.is_whole_years() && !self.whole_year || !self.of_figure;
        if inside && (loosely || of_month) {
            Grade::Agrees
        } else if around {
            Grade::Silent
        } else {
            Grade::Differs
        }
    }

    fn place(&self, ground: &Ground<'_>, range: &Range<usize>) -> (Grade, Option<String>) {
        let asked = |there: Place| self.places.iter().any(|&(asked, _)| there == asked || there.lies_in(asked));
        if self.of_figure && !self.partners.is_empty() {
            let around = ground.around(range);
            if !self.partners.iter().all(|name| around.contains(bare_place(name))) {
                return (Grade::Differs, None);
            }
        }
        let here = ground.places.iter().filter(|named| within(&named.range, range));
        if here.clone().any(|named| asked(named.place)) {
            return (Grade::Agrees, None);
        }
        let near =
            ground.places.iter().map(|named| named.place).chain(ground.places_above.iter().map(|(place, _)| *place));
        if self.places.is_empty() {
            return (Grade::Silent, None);
        }
        if near.clone().any(asked) {
            return (Grade::Agrees, None);
        }
        // A name that only stands within another one is still there.
        if self.places.iter().any(|(_, name)| ground.haystack.contains(bare_place(&fold(name)))) {
            return (Grade::Silent, None);
        }
        let excluded = |there: Place| self.places.iter().all(|&(asked, _)| there.excludes(asked));
        let there = here.map(|named| (named.place, ground.passage.text[named.range.clone()].to_owned()));
        let other = there.chain(ground.places_above.iter().cloned()).find(|(place, _)| excluded(*place));
        match other {
            Some((_, there)) => (Grade::Differs, Some(there)),
            // A report on a city or a province names it where it begins; a country may go without saying.
            None if ground.is_opening() && self.places.iter().all(|(place, _)| place.is_local()) => {
                (Grade::Differs, None)
            }
            // What is told of the country is told of none of its cities.
            None if self.of_figure && self.places.iter().all(|(place, _)| place.is_local()) => {
                match near.clone().find(|place| place.is_backdrop()) {
                    Some(_) => (Grade::Differs, None),
                    None => (Grade::Silent, None),
                }
            }
            None => (Grade::Silent, None),
        }
    }

    /// What is asked for and what `sentence` tells of instead, both as they are written.
    fn variant(&self, sentence: &str) -> Option<(String, String)> {
        let folded = fold(sentence);
        let Other { asked, there } = other(&self.question.folded, &folded)?;
        Some((as_written(&self.typed, &self.question.folded, &asked), as_written(sentence, &folded, &there)))
    }

    fn unit(&self, ground: &Ground<'_>, range: &Range<usize>) -> (Grade, Option<String>) {
        let Some((dimension, _)) = self.unit else { return (Grade::Silent, None) };
        if holds_number_of(&ground.passage.text[range.clone()], dimension) {
            return (Grade::Agrees, None);
        }
        if holds_number_of(&ground.passage.text, dimension) {
            return (Grade::Silent, None);
        }
        (Grade::Differs, None)
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

type Days = (chrono::NaiveDate, chrono::NaiveDate);

/// The days of both; where the year of one is not known, as if both were of one year.
fn comparable(asked: &When, there: &When) -> Option<(Days, Days)> {
    if let (Some(asked), Some(there)) = (asked.days(), there.days()) {
        return Some((asked, there));
    }
    let in_one_year = |when: &When| {
        let one = when.first.year == when.last.year;
        let mut when = *when;
        (when.first.year, when.last.year) = (Year::Known(2000), Year::Known(2000));
        when.days().filter(|_| one)
    };
    // Nothing is known of a year that is not said.
    let bare = |when: &When| when.is_whole_years();
    (!bare(asked) && !bare(there)).then_some(())?;
    Some((in_one_year(asked)?, in_one_year(there)?))
}

/// The unit that is asked for by name: `多少亿元`, `几公里`.
fn unit_asked(folded: &str) -> Option<(usize, Range<usize>)> {
    let (at, asking) = ["多少", "几"].iter().find_map(|word| folded.find(word).map(|at| (at + word.len(), *word)))?;
    let start = folded.len() - folded[at..].trim_start_matches('个').len();
    // 亿千瓦时: the scale goes before the unit.
    let mut rest = &folded[start..];
    let (dimension, unit) = loop {
        match longest_unit(rest) {
            Some(found) => break found,
            None => rest = rest.strip_prefix(['十', '百', '千', '万', '亿'])?,
        }
    };
    let end = folded.len() - rest.len() + unit.len();
    // 几成 may ask for anything; 多少里 is rare, 多少角落 no unit.
    let sure = asking == "多少" && unit.chars().nth(1).is_some() || matches!(unit, "元" | "吨" | "米" | "亩" | "%");
    sure.then_some((dimension, start..end))
}

/// The longest unit at the head of `text`, and the line that it stands in.
fn longest_unit(text: &str) -> Option<(usize, &'static str)> {
    let all = UNITS.iter().enumerate().flat_map(|(line, units)| units.iter().map(move |unit| (line, *unit)));
    all.filter(|(_, unit)| text.starts_with(unit)).max_by_key(|(_, unit)| unit.len())
}

/// Whether a number with a unit of `dimension` stands in `text`.
fn holds_number_of(text: &str, dimension: usize) -> bool {
    let folded = fold(text);
    let scale = |c: char| "零〇一二两三四五六七八九十百千万亿几多余数半".contains(c);
    let mut number = false;
    for (at, c) in folded.char_indices() {
        if number && UNITS[dimension].iter().any(|unit| folded[at..].starts_with(unit)) {
            return true;
        }
        // A space or 个 may stand between number and unit.
        number = c.is_ascii_digit() || scale(c) || number && matches!(c, ' ' | '个');
    }
    UNITS[dimension].iter().any(|unit| unit.ends_with("分之") && folded.contains(unit))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{answer::QuestionWords, index::Passage, report::ReportInfo, text::sentence::sentences};

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
