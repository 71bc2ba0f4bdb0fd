//! The figure that answers: all figures of the passages found, matched with what is asked on what is measured, of whom,
//! kind, unit, direction, period and place. Each of them is a reason to prefer a figure, or to refuse it.

use std::{cell::OnceCell, ops::Range};

use super::{
    spoken::spoken_of,
    wanted::{Wanted, tells_new},
};
use crate::{
    answer::agreement::{Asked, Grade},
    figure::{
        Bound, Figure, FigureKind,
        extract::{Above, figures},
        table::table_figures,
    },
    index::{Hit, Passage},
    text::{fold::fold, toponym::toponyms},
};

/// A figure that was found, and how well it is what is asked for.
#[derive(Debug, Clone)]
pub(crate) struct Match {
    /// Which of the hits it stands in.
    pub(crate) hit: usize,
    pub(crate) figure: Figure,
    /// Its sentence, in bytes of the passage.
    pub(crate) sentence: Range<usize>,
    /// 0 to 1.
    pub(crate) score: f32,
    /// Which share of what is asked names another figure of the passage, and neither this one nor its sentence before it.
    pub(crate) elsewhere: f32,
    pub(crate) period: Grade,
    pub(crate) place: Grade,
}

/// What stands around a figure names it less surely than its own name does.
const BY_SENTENCE: f32 = 0.8;
const BY_PASSAGE: f32 = 0.45;
const BY_REPORT: f32 = 0.75;
/// So much of what a figure lacks is forgiven where its name of one character is said.
const SAID: f32 = 0.5;
/// What is left of a figure whose name says more than is asked: 智能手机产量 for 手机产量.
const UNASKED: f32 = 0.35;
/// What is left of a figure of another period or place.
pub(crate) const OTHER: f32 = 0.35;
const SILENT: f32 = 0.9;
/// What is left of one of a whole year where a part of a year is asked for.
const OF_YEAR: f32 = 0.6;
/// What is left of a figure of another thing that is called by the same measure.
const SWAPPED: f32 = 0.6;
/// What is left of a figure where a name that is asked for stands nowhere near it.
const LACKING: f32 = 0.8;
/// What is left of a figure of a part where the whole is asked for.
const PART: f32 = 0.6;
/// What is left of a figure of what is new where all are asked for, and the other way round.
const OF_NEW: f32 = 0.6;
/// What is left of a figure that the question gives itself: 28种蔬菜的均价.
const GIVEN: f32 = 0.5;
/// What is left of a figure of a part of the period asked for.
const WITHIN: f32 = 0.97;

/// The figures of a passage.
pub(crate) fn figures_of(passage: &Passage) -> Vec<Figure> {
    let report = passage.report.as_ref();
    let date = report.date.as_ref();
    let above = Above { date, period: spoken_of(passage), place: report.place.as_deref() };
    match &passage.table {
        Some(table) => table_figures(&passage.text, table, &above),
        None => figures(&passage.text, &above),
    }
}

/// Those that a number sets apart: 总量超万亿元的省份.
const SET_APART: [&str; 14] =
    ["省", "市", "县", "城市", "地区", "国家", "企业", "公司", "项目", "产品", "行业", "家庭", "农户", "园区"];

/// Whether a figure only tells which ones are meant, and is none of theirs: GDP总量超1万亿元的省份.
fn is_condition(text: &str, figure: &Figure) -> bool {
    // 产值超50亿元以上企业
    let behind = text[figure.range().end..].trim_start_matches("以上");
    let behind = behind.strip_prefix('的').or(Some(behind).filter(|_| figure.quantity.bound == Bound::Over));
    figure.quantity.bound != Bound::Exact
        && behind.is_some_and(|behind| SET_APART.iter().any(|word| behind.starts_with(word)))
}

/// They tell how far something has come, not how much it is: 迈上3万元台阶，达到31580元.
const MARKS: [&str; 4] = ["台阶", "大关", "关口", "门槛"];
/// What is left of such a figure.
const OF_MARK: f32 = 0.85;

/// Whether a figure is a mark that was passed.
fn is_mark(text: &str, figure: &Figure) -> bool {
    let behind = text[figure.range().end..].trim_start_matches("整数");
    MARKS.iter().any(|word| behind.starts_with(word))
}

/// What is left of the other side of a comparison where no period is asked for: 比2010年的3.1人.
const OF_THEN: f32 = 0.8;

/// What is left of what something was before it became another, unless that is asked for: 47% of 由47%上升到71%.
const OF_LEFT: f32 = 0.85;

/// All that names a figure, folded.
fn name_of(figure: &Figure) -> String {
    let name = [figure.subject.as_deref(), figure.measure.as_deref()].map(Option::unwrap_or_default).concat();
    let around = [Some(name.as_str()), figure.place.as_deref(), figure.base.as_deref()];
    fold(&around.into_iter().flatten().collect::<Vec<_>>().join("\n"))
}

/// Whether a figure is of whole years, and not of a time in them.
fn is_of_year(figure: &Figure) -> bool {
    figure.period.as_ref().is_some_and(|period| period.when.is_whole_years() && !period.when.point)
}

/// The figures of the passages found, each passage read once and when it is first asked for.
#[derive(Debug)]
pub(crate) struct Extracted<'a> {
    hits: &'a [Hit],
    figures: Vec<OnceCell<Vec<Figure>>>,
}

impl<'a> Extracted<'a> {
    /// Of `hits`.
    pub(crate) fn new(hits: &'a [Hit]) -> Self {
        Self { hits, figures: hits.iter().map(|_| OnceCell::new()).collect() }
    }

    /// The figures of a hit.
    pub(crate) fn of(&self, hit: usize) -> &[Figure] {
        self.figures[hit].get_or_init(|| figures_of(&self.hits[hit].passage))
    }

    /// The figure of a hit that stands in `range` of its text, or reaches into it.
    pub(crate) fn at(&self, hit: usize, range: &Range<usize>) -> Option<&Figure> {
        self.of(hit).iter().find(|figure| overlap(&figure.range(), range))
    }

    /// The hits.
    pub(crate) fn hits(&self) -> &'a [Hit] {
        self.hits
    }
}

/// Whether two ranges have something in common.
pub(crate) fn overlap(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}

/// What a passage holds of the names that are asked for.
pub(crate) struct Held<'a> {
    wanted: &'a Wanted,
    hit: &'a Hit,
    number: usize,
    head: Vec<bool>,
    passage: Vec<bool>,
    figures: &'a [Figure],
    /// By figure.
    names: Vec<Vec<bool>>,
    /// Which of the figures the question tells itself.
    given: Vec<bool>,
}

impl<'a> Held<'a> {
    /// Of the hit with that number.
    pub(crate) fn new(wanted: &'a Wanted, extracted: &'a Extracted<'_>, number: usize) -> Self {
        let hit = &extracted.hits[number];
        Self {
            wanted,
            hit,
            number,
            head: wanted.named_in(&fold(&hit.passage.above())),
            passage: wanted.named_in(&fold(&hit.passage.text)),
            figures: extracted.of(number),
            names: extracted.of(number).iter().map(|figure| wanted.named_in(&name_of(figure))).collect(),
            given: extracted.of(number).iter().map(|figure| wanted.gives(&figure.printed(&hit.passage.text))).collect(),
        }
    }

    /// How well `figure`, the `own`-th of the passage or one that follows from its figures, is what is asked for; `None`
    /// where it stands in no sentence.
    pub(crate) fn score(&self, asked: &Asked, figure: &Figure, own: Option<usize>) -> Option<Match> {
        let wanted = self.wanted;
        let passage = &self.hit.passage;
        let range = figure.range();
        let sentence = passage.sentence_of(&range)?;
        // What is measured may be told behind: 以10804亿元居首位.
        let behind = &passage.text[range.end..sentence.end];
        let end = match &figure.measure {
            // 13户企业实现收入过百亿元: what those that are counted do stands behind.
            Some(counted)
                if figure.kind == FigureKind::Count && SET_APART.iter().any(|word| counted.ends_with(word)) =>
            {
                range.end + behind.find(['，', ',', '；', ';']).unwrap_or(behind.len())
            }
            Some(_) => range.end,
            None => sentence.end,
        };
        let before = fold(&passage.text[sentence.start..end]);
        let by_sentence = wanted.named_in(&before);
        let twice = wanted.named_twice_in(&before);
        // What names another figure does not name this one, unless all are asked for.
        let of_all = wanted.several || wanted.extreme.is_some();
        let other = |number: usize| Some(number) != own && Some(number) != figure.part_of && !self.given[number];
        let names_other = |at: usize, within: &Range<usize>| {
            let mut figures = self.figures.iter().zip(&self.names).enumerate();
            !of_all
                && figures.any(|(number, (of, name))| name[at] && other(number) && within.contains(&of.range().start))
        };
        let anywhere = 0..passage.text.len();
        // 收盘报8.8美元，总市值27亿美元: what is said to be measured behind is not measured here.
        let named_behind = |at: usize| {
            let behind = range.end..sentence.end;
            let says = |other: &Figure| other.measure.as_deref().is_some_and(|measure| wanted.says(measure));
            let mut figures = self.figures.iter().zip(&self.names);
            figures.any(|(other, name)| name[at] && behind.contains(&other.range().start) && says(other))
        };
        // What its sentence names is taken only by another figure of it.
        let taken = |at: usize, here: bool| match figure.measure {
            _ if self.head[at] || twice[at] => false,
            Some(_) => names_other(at, if here { &sentence } else { &anywhere }),
            None => figure.subject.is_some() && names_other(at, &anywhere) && named_behind(at),
        };
        let name = name_of(figure);
        let mut held = match own {
            Some(own) => self.names[own].clone(),
            None => wanted.named_in(&name),
        };
        let date = passage.report.date.as_ref();
        let period = match &figure.period {
            None if asked.is_of_other_time(date) => Grade::Differs,
            // 上个月 is asked for, and this is what follows for the year before.
            Some(period) if own.is_none() && period.text.ends_with("年同期") && asked.is_of_month_before() => {
                Grade::Differs
            }
            // What is told of now is not of the same time of last year.
            Some(period)
                if own.is_some() && !figure.then && asked.is_of_same_time() && !period.text.ends_with("同期") =>
            {
                Grade::Differs
            }
            period => asked.period_of(period.as_ref(), date),
        };
        let told =
            |partner: &str| name.contains(partner) || fold(&passage.text[sentence.start..range.end]).contains(partner);
        let place = match asked.place_of(figure.place.as_deref(), &passage.text[sentence.clone()], passage) {
            _ if !asked.has_partners(told) => Grade::Differs,
            _ if asked.names_place() && is_condition(&passage.text, figure) => Grade::Differs,
            Grade::Silent if !asked.names_place() => Grade::Silent,
            Grade::Silent => {
                // A sentence that names none is of the place named before it.
                let said = figure.place.is_some() || !toponyms(&passage.text[sentence.clone()], &[]).is_empty();
                let start = if said { sentence.start } else { 0 };
                asked.place_before(&passage.text[start..range.start], passage)
            }
            grade => grade,
        };
        if place != Grade::Differs {
            // The place of a report goes without saying.
            let of_scope = figure.place.as_deref().is_some_and(|name| name.starts_with(['全', '我', '本', '该']));
            let known = self.head.iter().zip(&self.passage);
            for ((held, of_place), (head, passage)) in held.iter_mut().zip(wanted.of_place()).zip(known) {
                *held |= of_place && (*head || place == Grade::Agrees || of_scope && *passage);
            }
        }
        // 水稻 is asked for, and 粮食 is there: each names what the other does not.
        let here: Vec<bool> = held.iter().zip(&by_sentence).map(|(name, sentence)| *name || *sentence).collect();
        let swapped = wanted.names_other(figure) && wanted.lacks_name(&here);
        let mut credit = wanted.share(&held);
        for (more, worth) in [(&by_sentence, BY_SENTENCE), (&self.head, BY_REPORT), (&self.passage, BY_PASSAGE)] {
            let before = wanted.share(&held);
            let here = worth == BY_SENTENCE;
            for (at, more) in more.iter().enumerate() {
                held[at] |= *more && !taken(at, here);
            }
            credit += worth * (wanted.share(&held) - before);
        }
        // 水泥 is asked for, and a figure of nothing in particular is there.
        let of_nothing = own.is_some() && figure.subject.is_none();
        let lacks = if of_nothing && wanted.lacks_name(&held) { LACKING } else { 1.0 };
        let missing: Vec<bool> = (0..held.len()).map(|at| !held[at] && names_other(at, &anywhere)).collect();
        let elsewhere = wanted.share(&missing);
        let before = wanted.share(&held);
        wanted.hold_single(&mut held, &name);
        credit += wanted.share(&held) - before;
        if own.is_some() && wanted.says_single(figure) {
            credit += SAID * (1.0 - credit);
        }
        let of_period = match period {
            // 2022年 is rather all of it than its December.
            Grade::Agrees if !asked.is_exactly(figure.period.as_ref(), passage.report.date.as_ref()) => WITHIN,
            Grade::Agrees => 1.0,
            Grade::Silent if figure.then => OF_THEN,
            Grade::Silent if asked.is_part_of_a_year() && is_of_year(figure) => OF_YEAR,
            Grade::Silent => SILENT,
            Grade::Differs => OTHER,
        };
        let other_place = place == Grade::Differs || wanted.other_scope(figure).is_some();
        let of_place = match () {
            () if other_place => OTHER,
            () if wanted.lacks_scope(figure) => SILENT,
            () => 1.0,
        };
        // 其中企业进出口: of a whole that is not asked for.
        let nobody = figure.subject.is_some() && wanted.names_nobody(figure);
        let whole = figure.part_of.and_then(|whole| self.figures.get(whole)).filter(|_| nobody);
        let whole = whole.filter(|whole| whole.measure == figure.measure);
        let unasked = wanted.unasked(figure).max(whole.map_or(0.0, |whole| wanted.unasked(whole)));
        let of_name = 1.0 - (1.0 - UNASKED) * unasked;
        let of_name = if swapped { SWAPPED * of_name } else { of_name };
        // 用电量，其中工业用电量: where no part is named the whole is asked for.
        let part = own.is_some() && figure.measure.is_some() && figure.subject.is_some() && wanted.names_other(figure);
        let of_whole = |whole: usize| {
            let whole = &self.figures[whole];
            whole.measure == figure.measure && whole.subject != figure.subject
        };
        let of_name = if part && figure.part_of.is_some_and(of_whole) { PART * of_name } else { of_name };
        let of_kind = wanted.fit(figure) * if is_mark(&passage.text, figure) { OF_MARK } else { 1.0 };
        // 总共有几家 asks for no new ones, 新增几家 for those alone.
        let clause = || passage.text[sentence.start..range.start].rsplit(['，', '；', ',']).next();
        let is_new = || clause().is_some_and(tells_new);
        let count = figure.kind == FigureKind::Count;
        let new = wanted.in_all && is_new() || wanted.of_new && count && !is_new();
        let of_kind = of_kind * if new { OF_NEW } else { 1.0 };
        let of_kind = of_kind * if own.is_some_and(|own| self.given[own]) { GIVEN } else { 1.0 };
        let left = !figure.then && !wanted.of_before && figure.is_left(&passage.text);
        let of_kind = of_kind * if left { OF_LEFT } else { 1.0 };
        // 出口额 is no 进口额.
        let other_name = wanted.is_variant(&name) || own.is_some() && wanted.is_sibling(figure);
        let of_name = of_name * if other_name { OTHER } else { 1.0 };
        let score = lacks * credit * of_name * of_kind * of_period * of_place;
        Some(Match { hit: self.number, figure: figure.clone(), sentence, score, elsewhere, period, place })
    }
}

/// The figures of the passages found by how well they match, the best first.
pub(crate) fn matches(wanted: &Wanted, asked: &Asked, extracted: &Extracted<'_>) -> Vec<Match> {
    let mut found = Vec::new();
    for number in 0..extracted.hits.len() {
        let held = Held::new(wanted, extracted, number);
        let figures = extracted.of(number).iter().enumerate();
        found.extend(figures.filter_map(|(own, figure)| held.score(asked, figure, Some(own))));
    }
    // From 98元 to 178元: of two that match alike it is what it is now.
    let left = |found: &Match| found.figure.is_left(&extracted.hits[found.hit].passage.text);
    let now = |found: &Match| found.figure.kind == FigureKind::Level && found.figure.direction.is_some();
    let exact = |found: &Match| found.figure.quantity.bound == Bound::Exact;
    // 公共预算收入 is rather that than 财政收入, and 总产值 than 产值.
    let named = |found: &Match| {
        let measure = found.figure.measure.as_deref().filter(|measure| wanted.says(measure));
        measure.map_or(0, str::len)
    };
    // 钢材 is that rather than 粗钢.
    let whole = |found: &Match| found.figure.subject.as_deref().is_some_and(|subject| wanted.says(subject));
    let rank = |found: &Match| (found.place, named(found), whole(found), !left(found), now(found), exact(found));
    let better = |one: &Match, other: &Match| rank(other).cmp(&rank(one));
    found.sort_by(|one, other| other.score.total_cmp(&one.score).then(better(one, other)));
    found
}

/// Whether two figures can stand side by side: of one kind and measure, in units of one dimension.
pub(crate) fn comparable(one: &Figure, other: &Figure) -> bool {
    let what = |figure: &Figure| (figure.kind, figure.quantity.unit.dimension);
    what(one) == what(other) && one.measure == other.measure
}

/// The figures that a question for several asks for (分别是多少), in the order of the text: those like the best one whose
/// subjects, or whose kinds, are named. Fewer than two are none.
pub(crate) fn several(wanted: &Wanted, found: &[Match]) -> Vec<Figure> {
    let Some(best) = found.first().filter(|_| wanted.several) else { return Vec::new() };
    let like = |other: &&Match| {
        other.hit == best.hit
            && comparable(&best.figure, &other.figure)
            && wanted.names(other.figure.subject.as_deref().or(other.figure.place.as_deref()))
    };
    let mut figures: Vec<Figure> = found.iter().filter(like).map(|found| found.figure.clone()).collect();
    figures.sort_by_key(|figure| figure.range().start);
    figures.dedup_by(|one, other| one.subject == other.subject && one.place == other.place);
    if figures.len() > 1 {
        return figures;
    }
    // 投资和增速分别是多少: a level and its growth.
    let of_one = |kinds: &[FigureKind]| {
        let like = |other: &&Match| {
            let (one, two) = (&best.figure, &other.figure);
            other.hit == best.hit
                && kinds.contains(&two.kind)
                && (&one.subject, &one.measure, &one.place) == (&two.subject, &two.measure, &two.place)
        };
        found.iter().find(like).map(|found| found.figure.clone())
    };
    let level = of_one(&[FigureKind::Level, FigureKind::Count]);
    level.zip(of_one(&[FigureKind::Growth])).map_or_else(Vec::new, |(level, growth)| vec![level, growth])
}
