//! The figures of a passage: every number with what it measures, of whom, when, and against what.
//!
//! The text is read from left to right. Each number takes its caption from the clause before it; what that leaves out
//! (同比增长5% names nothing) it takes from the number before, and the last resort for the period and the place is what
//! stands above: heading, title, report. Time is linear in the text.

mod firm;
mod list;
mod note;
mod passing;
mod said;
mod since;
#[cfg(test)]
mod tests;
mod topics;
mod when;

use std::ops::Range;

use self::{
    firm::{coded_firm, of_firm},
    list::is_joint,
    passing::{holds, is_age, is_class, is_dateline, is_done, is_idle, is_model, is_programme, is_region},
    since::{Since, averaged},
    topics::{direction, without_when},
    when::THEN,
};
use super::{
    Against, Direction, Figure, FigureKind, NamedPeriod,
    behind::{circumstance, is_left, noun_behind, owner_behind},
    caption::{PERIOD, Verb},
    period::{Mention, mentions_below},
    quantity::{Quantity, Role, quantities},
    topic::{Topic, without_scope},
    words::{Said, WORDS},
};
use crate::{report::ReportDate, text::fold::fold_char};

/// What stands above a text and speaks for what it leaves out.
#[derive(Debug, Clone, Default)]
pub struct Above<'a> {
    /// The date of the report.
    pub date: Option<&'a ReportDate>,
    /// The period that is spoken of where none is named.
    pub period: Option<NamedPeriod>,
    /// The place that is spoken of where none is named.
    pub place: Option<&'a str>,
}

/// A clause longer than this, in characters, is no caption as a whole: its end is.
const CAPTION_LIMIT: usize = 80;

/// The figures of `text`, in order.
pub fn figures(text: &str, above: &Above<'_>) -> Vec<Figure> {
    let quantities = quantities(text);
    if quantities.is_empty() {
        return Vec::new();
    }
    let spoken_of = above.period.as_ref().map(|period| period.when);
    let periods = mentions_below(spoken_of, text, above.date);
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let mut walk = Walk {
        text,
        above,
        periods: &periods,
        clause: Clause::default(),
        sentence: Sentence::default(),
        brackets: Vec::new(),
        spoken_of: None,
        now: None,
        basis: None,
        before: None,
        about_before: None,
        found: Vec::new(),
        idle: false,
        passed: 0,
        firm: None,
    };
    let mut quantity = quantities.into_iter().peekable();
    let mut period = periods.iter().enumerate().peekable();
    let mut at = 0;
    while let Some(&(start, c)) = chars.get(at) {
        while quantity.next_if(|quantity| quantity.range.start < start).is_some() {}
        while period.next_if(|(_, mention)| mention.range.start < start).is_some() {}
        // 60周岁以上老人, Model 3: who and what it is, not how many.
        let is_name = |next: &Quantity| {
            is_age(text, next)
                || is_class(text, next)
                || is_model(text, next)
                || is_programme(text, next)
                || is_region(text, next)
        };
        while quantity.next_if(|next| next.range.start == start && is_name(next)).is_some() {}
        let end = if let Some((number, mention)) = period.next_if(|(_, mention)| mention.range.start == start) {
            walk.period(start, number);
            mention.range.end
        } else if let Some(end) =
            quantity.peek().filter(|next| next.range.start == start).and_then(|next| averaged(text, next))
        {
            walk.clause.averaged = Some(start..end);
            end
        } else if let Some(first) = quantity.next_if(|quantity| quantity.range.start == start) {
            let mut group = vec![first];
            while let Some(next) = quantity.next_if(|next| {
                averaged(text, next).is_none()
                    && group.last().is_some_and(|last| {
                        last.range.end <= next.range.start
                            && joins(&text[last.range.end..next.range.start], walk.clause.deals_changes())
                    })
            }) {
                group.push(next);
            }
            let end = group.last().map_or(start, |last| last.range.end);
            walk.group(group);
            end
        } else {
            walk.character(start, c);
            start + c.len_utf8()
        };
        while chars.get(at).is_some_and(|&(next, _)| next < end) {
            at += 1;
        }
    }
    walk.found
}

/// Whether nothing but a joint stands between two numbers of one list; where `changes` are dealt out, each may be told with
/// its own word: 分别上升1.4个、下降6.8个百分点.
fn joins(between: &str, changes: bool) -> bool {
    let joint = between.trim();
    is_joint(joint) || matches!(joint, "," | "/") || changes && change_between(between).is_some()
}

/// Which way it goes where no more than a joint and a word of change stand `between` two numbers.
fn change_between(between: &str) -> Option<Direction> {
    let word: Vec<char> = between.trim().strip_prefix(['、', '和', '，'])?.chars().collect();
    match WORDS.said.at_end(&word) {
        Some((length, Said::Change(direction))) if length == word.len() => Some(direction),
        _ => None,
    }
}

/// The characters since the last mark or number, folded, with where they stand.
#[derive(Debug, Clone, Default)]
struct Clause {
    chars: Vec<char>,
    at: Vec<usize>,
    /// Whether the number in it has been told of to its end: 的速度增长.
    told: bool,
    /// Where it tells of an average of years, in bytes of the text.
    averaged: Option<Range<usize>>,
}

impl Clause {
    /// Whether it deals out changes: 分别增长.
    fn deals_changes(&self) -> bool {
        let changes = matches!(WORDS.said.at_end(&self.chars), Some((_, Said::Change(_))));
        changes && holds(&self.chars, ['分', '别'])
    }
}

/// What was said in this sentence.
#[derive(Debug, Clone, Default)]
struct Sentence {
    /// The topics of its figures, in order; those of a number that is dealt out, one each.
    topics: Vec<Topic>,
    /// The list that stands in a clause without a number, since the last number.
    list: Vec<char>,
    /// What the changes are measured against where they do not say.
    since: Option<Since>,
    /// 环比, where the last change was told with it.
    month_on_month: Option<String>,
    /// The figure that what follows is a change of, or compared with.
    about: Option<usize>,
    /// The same, before the last semicolon.
    marked_off: Option<usize>,
    /// The figure that what follows is a part of.
    whole: Option<usize>,
    /// The last one that had parts.
    divided: Option<usize>,
    /// The direction of a rate that was named without its number: 增速领先, 达到5%.
    rate: Option<Direction>,
    /// Whether 、 came last: the list goes on.
    in_list: bool,
    /// Whether the last number was of what stands behind it.
    counted: bool,
    /// Whether 其中 was said in a clause of its own.
    part: bool,
    /// The period named last, and the one before it.
    period: Option<usize>,
    earlier: Option<usize>,
    /// The period that the next number alone is of.
    from: Option<usize>,
    /// Whether a number was told of the period named last that is not the whole so far.
    told: bool,
    /// Whether what was told last is the whole so far.
    so_far: bool,
}

/// So many topics of a sentence are kept: of a longer list nothing is dealt out.
const TOPICS: usize = 64;

impl Sentence {
    fn say(&mut self, topic: Topic) {
        if self.topics.len() == TOPICS {
            self.topics.remove(0);
        }
        self.topics.push(topic);
    }
}

struct Walk<'a> {
    text: &'a str,
    above: &'a Above<'a>,
    periods: &'a [Mention],
    clause: Clause,
    sentence: Sentence,
    /// Those that are open.
    brackets: Vec<Bracket>,
    /// The period spoken of last, by number, and the last one that nothing is only compared with.
    spoken_of: Option<usize>,
    now: Option<usize>,
    /// What changes are measured against in what follows: 从环比看.
    basis: Option<&'static str>,
    /// The topic spoken of last, in whichever sentence.
    before: Option<Topic>,
    /// The figure that the sentence before was about at its end.
    about_before: Option<usize>,
    found: Vec<Figure>,
    /// Whether the last number was none but in its words: 一条.
    idle: bool,
    /// What is said before here was said in passing: 在甲下降5%的情况下.
    passed: usize,
    /// The firm spoken of, that goes on as 公司.
    firm: Option<String>,
}

/// What was being read when a bracket opened.
struct Bracket {
    sentence: Sentence,
    spoken_of: Option<usize>,
    clause: Clause,
    /// How many figures had been found.
    found: usize,
}

/// Brackets deeper than this are not told apart.
const DEPTH: usize = 4;

impl Walk<'_> {
    fn character(&mut self, at: usize, c: char) {
        // Names keep their capitals.
        let folded = if c.is_ascii_uppercase() { c } else { fold_char(c) };
        match folded {
            '。' | '!' | '?' | '\n' => {
                self.end_clause();
                self.about_before = self.sentence.about.filter(|_| folded != '\n');
                self.back_to_now();
                self.sentence = Sentence::default();
                self.brackets.clear();
                self.back_to_the_year(at + c.len_utf8());
            }
            // The items of a list: what they share stands in the first.
            ';' => {
                self.end_clause();
                if let Some(about) = self.sentence.about.take() {
                    self.sentence.marked_off = Some(about);
                }
                self.sentence.list.clear();
                // 其中出口……，运输服务出口……；进口……: of the whole that has these parts.
                if let Some(whole) = self.sentence.divided.map(|whole| &self.found[whole]) {
                    let Figure { subject, measure, place, .. } = whole.clone();
                    self.sentence.say(Topic { subject, measure, place });
                }
            }
            ',' | ':' | '，' | '：' => self.end_clause(),
            '(' | '[' if self.brackets.len() < DEPTH => {
                if let Some(firm) = coded_firm(self.text, at) {
                    self.firm = Some(firm);
                }
                // 液体乳(增长5%): what stands before the bracket is what it is about.
                self.note(true);
                self.brackets.push(Bracket {
                    sentence: self.sentence.clone(),
                    spoken_of: self.spoken_of,
                    clause: std::mem::take(&mut self.clause),
                    found: self.found.len(),
                });
                let behind_number = self.found.last().is_some_and(|last| last.quantity.range.end == at);
                if behind_number {
                    self.sentence.whole = self.sentence.about;
                }
            }
            ')' | ']' => {
                self.clause = Clause::default();
                if let Some(Bracket { sentence, spoken_of, clause, found }) = self.brackets.pop() {
                    self.sentence = sentence;
                    self.spoken_of = spoken_of;
                    // 甲（不含乙）、丙: without numbers the bracket only explains.
                    if found == self.found.len() && !is_dateline(&clause.chars) {
                        self.clause = clause;
                    }
                }
            }
            _ if self.clause.told || at < self.passed => {}
            _ => {
                if self.clause.chars.is_empty() {
                    self.sentence.in_list = folded == '、';
                }
                if folded == '、' && std::mem::take(&mut self.idle) {
                    // 一个创新基地、三个中心城市: what was counted before is no name of the next.
                    self.clause = Clause::default();
                    return;
                }
                self.clause.chars.push(folded);
                self.clause.at.push(at);
            }
        }
    }

    fn end_clause(&mut self) {
        self.idle = false;
        if matches!(self.clause.chars.as_slice(), ['其', '中']) {
            self.sentence.part = true;
        }
        let has = |words: [[char; 2]; 3]| words.iter().any(|&word| holds(&self.clause.chars, word));
        if has([['增', '速'], ['增', '幅'], ['涨', '幅']]) {
            self.sentence.rate = Some(Direction::Up);
        } else if has([['降', '幅'], ['跌', '幅'], ['降', '速']]) {
            self.sentence.rate = Some(Direction::Down);
        }
        if let Some(basis) = since::basis(&self.clause.chars) {
            self.basis = Some(basis);
            self.clause = Clause::default();
            return;
        }
        if self.take_since() {
            self.clause = Clause::default();
            return;
        }
        // 从主要税种收入看 and 规上工业中 name what follows, but no number of their own.
        if !self.clause.chars.ends_with(&['看']) && !self.clause.chars.ends_with(&['中']) {
            self.note(false);
        }
        if self.clause.chars.iter().any(|c| matches!(c, '、' | '和' | '与' | '及')) {
            let from = self.clause.chars.len().saturating_sub(CAPTION_LIMIT);
            self.sentence.list = self.clause.chars.split_off(from);
        }
        self.clause = Clause::default();
    }

    fn group(&mut self, quantities: Vec<Quantity>) {
        let from = self.clause.chars.len().saturating_sub(CAPTION_LIMIT);
        let mut chars = self.clause.chars.split_off(from);
        let mut at = self.clause.at.split_off(from);
        let averaged = self.clause.averaged.take();
        self.clause = Clause::default();
        if let Some(same) = self.said_again(&chars, &quantities) {
            self.found.push(same);
            return;
        }
        let behind = quantities.last().map_or("", |last| &self.text[last.range.end..]);
        let end = self.text.len() - behind.len();
        if let Some((opens, length)) = circumstance(&chars, behind) {
            // What the circumstances are said of goes on behind them.
            self.clause = Clause { chars: chars[..opens].to_vec(), at: at[..opens].to_vec(), ..Clause::default() };
            self.passed = end + length;
            (chars, at) = (chars.split_off(opens + 1), at.split_off(opens + 1));
        }
        let then = self.then(&chars, &at, behind).filter(|_| quantities.len() == 1);
        if then.is_some() && chars.ends_with(&['的']) {
            // 同比去年的542亿元
            let year_on_year = usize::from(chars[..chars.len() - THEN].ends_with(&['同']));
            chars.truncate(chars.len() - THEN - year_on_year);
            at.truncate(chars.len());
        }
        let caption = self.caption(&chars, &quantities, behind);
        let name = without_when(&chars[caption.name.clone()]);
        let named = !name.is_empty();
        let before = self.found.last().filter(|_| !self.sentence.topics.is_empty());
        let target = WORDS.targets.first_in(&chars).is_some()
            || behind.trim_start_matches('的').starts_with("目标")
            || !named && !is_done(&chars) && before.is_some_and(|before| before.target && !self.is_earlier(before));
        if caption.part {
            self.sentence.divided = self.sentence.about.or(self.sentence.marked_off);
            self.sentence.whole = self.sentence.divided.or(self.about_before);
        } else if self.sentence.whole.is_some() && named && !self.sentence.in_list && self.brackets.is_empty() {
            self.sentence.whole = None;
        }
        let part_of = self.sentence.whole;
        let target = target || part_of.is_some_and(|whole| self.found[whole].target);
        let count = quantities.len();
        let as_written = |range: &Range<usize>| self.written(&at, range);
        let mut base = caption.base.as_ref().or(caption.since.as_ref()).and_then(as_written);
        let average = holds(&chars, ['年', '均']).then(|| "年均".to_owned());
        let average = averaged.map(|range| self.text[range].to_owned()).or(average);
        let unsaid = base.is_none() && average.is_none() && matches!(caption.verb, Verb::Change(_));
        let since = self.sentence.since.clone().filter(|_| unsaid);
        if matches!(caption.verb, Verb::Change(_)) {
            base = base.or(average).or_else(|| since.as_ref().map(|since| since.text.clone()));
            base = base.or_else(|| self.basis.map(str::to_owned));
        }
        // 增幅全市第一 is said of what grew.
        let name = if quantities[0].role == Role::Rank { without_scope(&name) } else { name };
        let ranked = quantities[0].role == Role::Rank && name.is_empty();
        let dealt = holds(&chars, ['分', '别']) || chars.contains(&'各');
        let of_share = || self.of_share(&name, &caption, &quantities[0], behind);
        let topics = match self.arrived(&chars, &at).or_else(of_share).filter(|_| count == 1) {
            Some(topic) => vec![topic],
            None => self.topics(&name, &caption, &quantities[0], count, dealt, chars.ends_with(&['以'])),
        };
        self.sentence.list.clear();
        // 甲市和乙市双双突破2万亿元，分别为2.1万亿元和2.3万亿元
        if let Some(places) =
            list::leading_places(chars.strip_prefix(&[PERIOD]).unwrap_or(&chars)).filter(|_| count == 1)
        {
            self.sentence.list = places.to_vec();
        }
        if let Some(names) = list::ranked_names(&chars) {
            self.sentence.list = names.to_vec();
        }
        // 环比由下降0.1%转为上涨0.6%，甲、乙分别上涨1%和2%: all of them since the month before.
        let like_before = self.sentence.topics.last().is_none_or(|last| topics[0].measure == last.measure);
        if matches!(caption.verb, Verb::Change(_)) && base.is_none() && like_before {
            base.clone_from(&self.sentence.month_on_month);
        }
        let monthly = base.clone().filter(|base| base == "环比");
        if named || monthly.is_some() {
            self.sentence.month_on_month = monthly;
        }
        let from = self.sentence.from.is_some();
        let periods = self.periods_told(&chars, count, named, caption.base.as_ref().map(|base| at[base.start]));
        // 由下降0.8%转为上涨1.4%: the first is of the time before.
        let turned = !from && ["转为", "变为"].iter().any(|word| behind.starts_with(word));
        let told = |period: NamedPeriod| if turned { self.before(period) } else { period };
        let mut periods: Vec<_> = periods.into_iter().map(|period| period.map(told)).collect();
        // 2010年与2005年相比，比重由47%上升到71%: the first was that of 2005.
        let since_then = self.sentence.since.as_ref().and_then(|since| since.against.as_ref()?.period.clone());
        let left_then = since_then.filter(|_| is_left(behind) && !from);
        if let Some(own) = then
            .clone()
            .or_else(|| left_then.clone())
            .or_else(|| self.bracketed_period(end))
            .or_else(|| self.compared_period(&chars, &at, behind))
        {
            periods.fill(Some(own));
        }
        if let Some(then) = &then {
            let against = Some(Against::at(then.clone()));
            self.sentence.since = Some(Since { text: then.text.clone(), against });
        }
        let about = self.sentence.about;
        let other = self.against(&chars, &at, &caption).or_else(|| since.and_then(|since| since.against));
        // 总量5亿元，增量达1亿元: since the year before.
        let grown = holds(&chars, ['增', '量']) && matches!(caption.verb, Verb::Change(_));
        let rates = quantities.iter().any(|quantity| quantity.unit.dimension == "ratio");
        let mut each = self.compared_each(&chars, &caption, count).map(Vec::into_iter);
        let reached = matches!(caption.verb, Verb::Reached(_)) && !named && !self.sentence.topics.is_empty();
        let in_all = !named && WORDS.so_far.first_in(&chars).is_some();
        // 分别上升1.4个、下降6.8个百分点: each by its own word.
        let own = quantities.windows(2).map(|pair| change_between(&self.text[pair[0].range.end..pair[1].range.start]));
        let own: Vec<Option<Direction>> = std::iter::once(None).chain(own).collect();
        for (((quantity, mut topic), mut period), own) in quantities.into_iter().zip(topics).zip(periods).zip(own) {
            // 新增企业18家，累计达63家
            if let Some(all) =
                topic.subject.as_ref().and_then(|subject| subject.strip_prefix("新增")).filter(|_| in_all)
            {
                topic.subject = Some(all.to_owned());
            }
            // 2016年至2019年3月，由4人减少到3人: so many at its end.
            if let Some(period) = period.as_mut().filter(|_| reached) {
                period.when.point = true;
            }
            let (mut base, other) = match each.as_mut().and_then(Iterator::next) {
                Some((base, against)) => (Some(base), Some(against)),
                None => (base.clone(), other.clone()),
            };
            let noun = noun_behind(&self.text[quantity.range.end..]).filter(|_| then.is_none());
            self.idle = is_idle(&quantity, self.text);
            if self.idle {
                // 有一条“光伏街”，全长
                if noun.is_some() {
                    self.sentence.say(Topic { subject: noun, measure: None, place: topic.place });
                }
                continue;
            }
            // 增长5.2%、4.4万亿元: how much it grew, and how much it is.
            let mixed = rates && matches!(caption.verb, Verb::Change(_)) && quantity.unit.dimension != "ratio";
            // 新增40万青年 are so many new ones.
            let of_noun = !named && noun.is_some() && quantity.unit.dimension != "ratio";
            let new = of_noun && chars.ends_with(&['新', '增']);
            let verb = match caption.verb {
                _ if mixed && base.is_none() || new => Verb::Level,
                // 同比低39%: it fell so much.
                Verb::Differs(direction) if caption.since.is_some() && quantity.unit.dimension == "ratio" => {
                    Verb::Change(direction)
                }
                _ if then.is_some() => Verb::OfBase,
                Verb::Change(direction) => Verb::Change(own.unwrap_or(direction)),
                verb => verb,
            };
            let kind = self.kind(&quantity, verb, &topic);
            match caption.verb {
                // 高于全国的2%: that of the country.
                Verb::OfBase => topic.place = base.take().or(topic.place),
                Verb::Drives(_) => {
                    let driven = base.take().map(|base| format!("拉动{base}增长"));
                    topic.subject = topic.subject.or(topic.measure);
                    topic.measure = driven;
                }
                _ => {}
            }
            // 占全部投资比重从26.7%提高到52.1%: both are shares of the same.
            let left = self.found.last().filter(|last| reached && last.is_left(self.text));
            if let Some(left) = left.filter(|left| (left.kind, &left.quantity.unit) == (kind, &quantity.unit)) {
                base = base.or_else(|| left.base.clone());
            }
            let mut counted = false;
            // 共有13户企业: what was told before is not counted here.
            let has = !named && chars.ends_with(&['有']) && quantity.unit.dimension == "count";
            if has && noun.is_some() {
                topic = Topic { measure: None, subject: None, place: topic.place };
            }
            let listed = self.sentence.in_list && self.sentence.counted;
            if new || of_noun && listed {
                // 新增40万青年、33万农民工: each is of its own.
                counted = true;
                topic = Topic { measure: noun, subject: None, place: topic.place };
            } else if topic.measure.is_none() && matches!(quantity.unit.dimension, "count" | "") {
                counted = noun.is_some();
                topic.measure.clone_from(&noun);
            } else if topic.subject.is_none() && !named {
                topic.subject.clone_from(&noun);
            }
            let more = matches!(verb, Verb::Change(_));
            if (topic.measure.is_none() || more) && !named && quantity.unit.dimension == "count" {
                topic = self.counted_on(&quantity, topic);
            }
            if count == 1 && topic.subject.is_none() && topic.measure.is_some() && !counted {
                topic.subject = owner_behind(behind);
            }
            self.sentence.counted = counted;
            if topic.measure.is_some() {
                topic.subject = of_firm(topic.subject, self.firm.as_deref());
            }
            let number = self.found.len();
            // What was counted, and how much more it is, is not what the next number is of.
            let compared = caption.base.is_some() || caption.since.is_some() || quantity.unit.is_points();
            let gap = topic.measure.as_deref().is_some_and(|measure| measure.ends_with("差距"));
            let passing =
                kind == FigureKind::Difference && compared || counted || ranked || gap || verb == Verb::OfBase;
            if !passing {
                self.sentence.say(topic.clone());
                self.sentence.about = Some(number);
                self.before = Some(topic.clone());
            }
            // 同比 is of the same part of the year before, 环比 of the month before.
            let since = caption.since.as_ref().filter(|_| caption.base.is_none()).map(|since| &chars[since.clone()]);
            // 从同比看，价格上涨22.3%，涨幅扩大17.1个百分点: since the month before.
            let told_monthly = unsaid && self.basis.is_some() && quantity.unit.is_points();
            let to_month = told_monthly || base.as_deref().is_some_and(|base| matches!(base, "上月" | "上个月"));
            let other = other.or_else(|| told_monthly.then(Against::default));
            // 上半年出栏3万头，增长8%: since the year before, where it does not say otherwise.
            let rose = matches!(verb, Verb::Change(_)) && quantity.unit.dimension == "ratio" && unsaid && !target;
            let since_year = |period: &&NamedPeriod| {
                grown && period.when.is_whole_years() || rose && base.is_none() && period.when.begins_year()
            };
            let year = period.as_ref().filter(since_year);
            let other = other.or_else(|| year.map(|year| Against::at(year.a_year_before())));
            let by_month = to_month || since.is_some_and(|since| since.contains(&'月') || since.contains(&'环'));
            let before = period
                .as_ref()
                .filter(|_| to_month || since.is_some())
                .and_then(|period| if by_month { period.a_month_before() } else { Some(period.a_year_before()) });
            let against = other
                .map(|against| Against { period: against.period.filter(|_| !to_month).or(before), ..against })
                .filter(|against| *against != Against::default());
            let changes = matches!(kind, FigureKind::Difference | FigureKind::Growth | FigureKind::Share);
            self.found.push(Figure {
                direction: direction(verb, kind),
                quantity,
                kind,
                measure: topic.measure,
                subject: topic.subject,
                // A city's 国内生产总值 is its own.
                place: topic
                    .place
                    .filter(|place| place != "国内" || self.above.place.is_none())
                    .or_else(|| self.above.place.map(str::to_owned)),
                period,
                base,
                against,
                target,
                part_of,
                of: about.filter(|_| changes),
                unit_apart: false,
                then: then.is_some() || left_then.is_some(),
            });
        }
    }
}
