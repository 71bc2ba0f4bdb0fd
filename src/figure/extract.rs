//! The figures of a passage: every number with what it measures, of whom, when, and against what.
//!
//! The text is read from left to right. Each number takes its caption from the clause before it; what that leaves out
//! (同比增长5% names nothing) it takes from the number before, and the last resort for the period and the place is what
//! stands above: heading, title, report. Time is linear in the text.

use std::ops::Range;

use super::{
    Against, Direction, Figure, FigureKind, NamedPeriod,
    caption::{Caption, PERIOD, Verb},
    deal::deal,
    period::{Mention, Year, mentions},
    quantity::{Quantity, Role, quantities},
    words::{Said, WORDS},
};
use crate::{
    report::ReportDate,
    text::{fold::fold_char, place::places},
};

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

/// What is done with a thing, said before it.
const TRADES: [&[char]; 5] = [&['出', '口'], &['进', '口'], &['生', '产'], &['销', '售'], &['采', '购']];

/// The longest name of what a clause without a number is about, in characters.
const NAME_LIMIT: usize = 24;

/// So many characters behind a number may name what is counted.
const NOUN_LIMIT: usize = 14;

/// The figures of `text`, in order.
pub fn figures(text: &str, above: &Above<'_>) -> Vec<Figure> {
    let quantities = quantities(text);
    if quantities.is_empty() {
        return Vec::new();
    }
    let periods = mentions(text, above.date);
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let mut walk = Walk {
        text,
        above,
        periods: &periods,
        clause: Clause::default(),
        sentence: Sentence::default(),
        brackets: Vec::new(),
        spoken_of: None,
        before: None,
        found: Vec::new(),
        idle: false,
    };
    let mut quantity = quantities.into_iter().peekable();
    let mut period = periods.iter().enumerate().peekable();
    let mut at = 0;
    while let Some(&(start, c)) = chars.get(at) {
        while quantity.next_if(|quantity| quantity.range.start < start).is_some() {}
        while period.next_if(|(_, mention)| mention.range.start < start).is_some() {}
        let end = if let Some((number, mention)) = period.next_if(|(_, mention)| mention.range.start == start) {
            walk.period(start, number);
            mention.range.end
        } else if let Some(first) = quantity.next_if(|quantity| quantity.range.start == start) {
            let mut group = vec![first];
            while let Some(next) = quantity.next_if(|next| {
                group.last().is_some_and(|last| {
                    last.range.end <= next.range.start && joins(&text[last.range.end..next.range.start])
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

/// Whether nothing but a joint stands between two numbers of one list.
fn joins(between: &str) -> bool {
    matches!(between.trim(), "、" | "和" | "与" | "及" | "以及" | "," | "/")
}

/// The characters since the last mark or number, folded, with where they stand.
#[derive(Debug, Clone, Default)]
struct Clause {
    chars: Vec<char>,
    at: Vec<usize>,
}

/// What a figure is of.
#[derive(Debug, Clone, Default, PartialEq)]
struct Topic {
    subject: Option<String>,
    measure: Option<String>,
    place: Option<String>,
}

/// What was said in this sentence.
#[derive(Debug, Clone, Default)]
struct Sentence {
    /// The topics of its figures, in order; those of a number that is dealt out, one each.
    topics: Vec<Topic>,
    /// The last list that stands in a clause without a number.
    list: Vec<char>,
    /// The figure that what follows is a change of, or compared with.
    about: Option<usize>,
    /// The figure that what follows is a part of.
    whole: Option<usize>,
    /// Whether 、 came last: the list goes on.
    in_list: bool,
}

struct Walk<'a> {
    text: &'a str,
    above: &'a Above<'a>,
    periods: &'a [Mention],
    clause: Clause,
    sentence: Sentence,
    /// What was being read when each open bracket opened.
    brackets: Vec<(Sentence, Option<usize>)>,
    /// The period spoken of last, by number.
    spoken_of: Option<usize>,
    /// The topic spoken of last, in whichever sentence.
    before: Option<Topic>,
    found: Vec<Figure>,
    /// Whether the last number was none but in its words: 一条.
    idle: bool,
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
                self.sentence = Sentence::default();
                self.brackets.clear();
            }
            // The items of a list: what they share stands in the first.
            ';' => {
                self.end_clause();
                self.sentence.about = None;
                self.sentence.list.clear();
            }
            ',' | ':' | '，' | '：' => self.end_clause(),
            '(' | '[' if self.brackets.len() < DEPTH => {
                // 液体乳(增长5%): what stands before the bracket is what it is about.
                self.note(true);
                self.brackets.push((self.sentence.clone(), self.spoken_of));
                let behind_number = self.found.last().is_some_and(|last| last.quantity.range.end == at);
                if behind_number {
                    self.sentence.whole = self.sentence.about;
                }
                self.clause = Clause::default();
            }
            ')' | ']' => {
                self.clause = Clause::default();
                if let Some((sentence, spoken_of)) = self.brackets.pop() {
                    self.sentence = sentence;
                    self.spoken_of = spoken_of;
                }
            }
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

    fn period(&mut self, at: usize, number: usize) {
        let compared = matches!(self.clause.chars.last(), Some('比' | '较' | '与' | '同'));
        let range = &self.periods[number].range;
        // 提高至今年: the reader of periods takes 至 for until.
        if self.text[range.clone()].starts_with('至') {
            self.clause.chars.push('至');
            self.clause.at.push(at);
        }
        self.clause.chars.push(PERIOD);
        self.clause.at.push(at);
        // 2015年以来 and 创今年新高 are said in passing.
        let behind = &self.text[range.end..];
        let in_passing = ["以来", "新高", "新低", "最高", "最低"].iter().any(|word| behind.starts_with(word));
        if !compared && !in_passing && self.periods[number].when.open.is_none() {
            self.spoken_of = Some(number);
        }
    }

    fn end_clause(&mut self) {
        // 从主要税种收入看 and 规上工业中 name what follows, but no number of their own.
        if !self.clause.chars.ends_with(&['看']) && !self.clause.chars.ends_with(&['中']) {
            self.note(false);
        }
        if self.clause.chars.contains(&'、') {
            self.sentence.list = std::mem::take(&mut self.clause.chars);
        }
        self.clause = Clause::default();
    }

    /// A clause without a number may name what the next number is of; what stands before a bracket always does.
    fn note(&mut self, before_bracket: bool) {
        let chars = &self.clause.chars;
        let caption = Caption::parse(chars);
        let name = &chars[caption.name.clone()];
        let item = name.iter().rposition(|c| matches!(c, '、')).map_or(0, |at| at + 1);
        let last = &name[item..];
        let measured = name.len() <= NAME_LIMIT && WORDS.measures.at_end(name).is_some();
        // 制造业是支柱产业: what follows is of it.
        let is = chars.iter().position(|&c| c == '是').filter(|&at| (2..=8).contains(&at));
        let opens = matches!(WORDS.openings.at_start(chars), Some((_, true)));
        if let Some(at) = is.filter(|_| self.sentence.topics.is_empty() && !before_bracket && !opens) {
            let topic = Topic { measure: None, ..self.topic(&chars[..at]) };
            self.sentence.topics.push(topic);
            return;
        }
        if before_bracket && !last.is_empty() || measured {
            let topic = self.topic(if before_bracket { last } else { name });
            let last = self.sentence.topics.last().or(self.before.as_ref()).cloned().unwrap_or_default();
            let topic = if before_bracket { self.complete(topic, &caption, &last) } else { topic };
            self.sentence.topics.push(topic);
        }
    }

    /// The topic that a name names.
    fn topic(&self, name: &[char]) -> Topic {
        let mut name: Vec<char> = name.iter().copied().filter(|&c| c != PERIOD).collect();
        let mut place = None;
        loop {
            if let Some((length, ())) = WORDS.scopes.at_start(&name) {
                place = Some(name.drain(..length).collect());
            } else if let Some(named) = {
                let head: String = name.iter().take(16).collect();
                places(&head)
                    .into_iter()
                    .next()
                    .filter(|named| named.range.start == 0)
                    .map(|named| head[named.range].chars().count())
            } && named < name.len()
            {
                place = Some(name.drain(..named).collect());
            } else {
                break;
            }
            while let Some((length, true)) = WORDS.openings.at_start(&name) {
                name.drain(..length);
            }
            // 重庆市内
            if name.first() == Some(&'内') {
                name.remove(0);
            }
        }
        // 某业在某厂带动下
        if let Some(start) = name.iter().position(|&c| c == '在')
            && let Some(end) = name[start..].iter().position(|&c| c == '下')
        {
            name.drain(start..=start + end);
        }
        // 装备制造业实现增加值: the verb parts whose from what.
        if let Some((range, ())) = WORDS.part.last_in(&name)
            && range.end < name.len()
        {
            let subject: String = name[..range.start].iter().collect();
            let measure = name[range.end..].iter().collect();
            return Topic { subject: some(&subject), measure: Some(measure), place };
        }
        let Some((length, ())) = WORDS.measures.at_end(&name) else {
            // 出口手机 is the export of phones.
            let trade = TRADES.iter().find(|trade| name.len() > 3 && name.starts_with(trade));
            if let Some(trade) = trade {
                let (measure, subject) = name.split_at(trade.len());
                return Topic {
                    subject: Some(subject.iter().collect()),
                    measure: Some(measure.iter().collect()),
                    place,
                };
            }
            return Topic { subject: some(&name.iter().collect::<String>()), measure: None, place };
        };
        // 增值税 is one word, and so is what ends in 量.
        let length = if length == 1 { name.len() } else { length };
        let (subject, measure) = name.split_at(name.len() - length);
        let subject: String = subject.iter().collect();
        Topic { subject: some(subject.trim_end_matches('的')), measure: Some(measure.iter().collect()), place }
    }

    fn group(&mut self, quantities: Vec<Quantity>) {
        let from = self.clause.chars.len().saturating_sub(CAPTION_LIMIT);
        let chars = self.clause.chars.split_off(from);
        let at = self.clause.at.split_off(from);
        self.clause = Clause::default();
        let caption = Caption::parse(&chars);
        let name: Vec<char> = chars[caption.name.clone()].iter().copied().filter(|&c| c != PERIOD).collect();
        let behind = quantities.last().map_or("", |last| &self.text[last.range.end..]);
        let named = !name.is_empty();
        // 3%的增长
        let mut caption = caption;
        if caption.verb == Verb::Level
            && let Some((_, Said::Change(direction))) = said_behind(behind)
        {
            caption.verb = Verb::Change(direction);
        }
        let before = self.found.last().filter(|_| !self.sentence.topics.is_empty());
        let target = WORDS.targets.first_in(&chars).is_some()
            || behind.trim_start_matches('的').starts_with("目标")
            || !named && before.is_some_and(|before| before.target);
        if caption.part {
            self.sentence.whole = self.sentence.about;
        } else if self.sentence.whole.is_some() && named && !self.sentence.in_list && self.brackets.is_empty() {
            self.sentence.whole = None;
        }
        let part_of = self.sentence.whole;
        let target = target || part_of.is_some_and(|whole| self.found[whole].target);
        let count = quantities.len();
        let as_written = |range: &Range<usize>| self.written(&at, range);
        let mut base = caption.base.as_ref().or(caption.since.as_ref()).and_then(as_written);
        let topics = self.topics(&name, &caption, &quantities[0], count);
        let periods = self.periods_of(count, caption.base.as_ref().map(|base| at[base.start]));
        let about = self.sentence.about;
        let other = self.against(&chars, &at, &caption);
        for ((quantity, mut topic), period) in quantities.into_iter().zip(topics).zip(periods) {
            let noun = noun_behind(&self.text[quantity.range.end..]);
            self.idle = is_idle(&quantity, self.text);
            if self.idle {
                // 有一条“光伏街”，全长
                if noun.is_some() {
                    self.sentence.topics.push(Topic { subject: noun, measure: None, place: topic.place });
                }
                continue;
            }
            let kind = self.kind(&quantity, caption.verb, &topic);
            match caption.verb {
                // 高于全国的2%: that of the country.
                Verb::OfBase => topic.place = base.take().or(topic.place),
                Verb::Drives => {
                    let driven = base.take().map(|base| format!("拉动{base}增长"));
                    topic.subject = topic.subject.or(topic.measure);
                    topic.measure = driven;
                }
                _ => {}
            }
            let mut counted = false;
            if topic.measure.is_none() && matches!(quantity.unit.dimension, "count" | "") {
                counted = noun.is_some();
                topic.measure.clone_from(&noun);
            } else if topic.subject.is_none() && !named {
                topic.subject.clone_from(&noun);
            }
            let number = self.found.len();
            // What was counted, and how much more it is, is not what the next number is of.
            let compared = caption.base.is_some() || caption.since.is_some() || quantity.unit.dimension == "points";
            let passing = kind == FigureKind::Difference && compared || counted;
            if !passing {
                self.sentence.topics.push(topic.clone());
                self.sentence.about = Some(number);
                self.before = Some(topic.clone());
            }
            let against = other.clone().map(|against| Against {
                // 同比 is of the same part of the year before.
                period: against.period.or_else(|| {
                    let since_last_year = caption.base.is_none() && caption.since.is_some();
                    period.as_ref().filter(|_| since_last_year).map(NamedPeriod::a_year_before)
                }),
                ..against
            });
            let changes = matches!(kind, FigureKind::Difference | FigureKind::Growth | FigureKind::Share);
            self.found.push(Figure {
                direction: direction(caption.verb, kind),
                quantity,
                kind,
                measure: topic.measure,
                subject: topic.subject,
                place: topic.place.or_else(|| self.above.place.map(str::to_owned)),
                period,
                base: base.clone(),
                against,
                target,
                named,
                part_of,
                of: about.filter(|_| changes),
            });
        }
    }

    /// What each of `count` numbers is of, the first of which is `first`.
    fn topics(&self, name: &[char], caption: &Caption, first: &Quantity, count: usize) -> Vec<Topic> {
        let said = &self.sentence.topics;
        let last = said.last().or(self.before.as_ref()).cloned().unwrap_or_default();
        // Those of the last numbers, one each.
        let earlier = (count > 1 && said.len() >= count).then(|| said[said.len() - count..].to_vec());
        if name.is_empty() {
            return earlier.unwrap_or_else(|| vec![last; count]);
        }
        if count > 1
            && let Some(names) = deal(name, count)
        {
            return names.iter().map(|name| self.complete(self.topic(name), caption, &last)).collect();
        }
        let topic = self.topic(name);
        if count > 1 && topic.subject.is_none() {
            // 甲5吨、乙6吨，产值分别增长: of the names before, each.
            let listed = || {
                let names = deal(&self.sentence.list, count)?;
                Some(names.iter().map(|name| self.topic(name)).collect())
            };
            if let Some(earlier) = earlier.or_else(listed) {
                return earlier.into_iter().map(|before| Topic { measure: topic.measure.clone(), ..before }).collect();
            }
        }
        let counted = topic.subject.is_none() && topic.measure.is_none() && first.unit.dimension == "count";
        if counted && noun_behind(&self.text[first.range.end..]).is_some() {
            // 全市30台农业机械: what is counted stands behind.
            return vec![topic; count];
        }
        vec![self.complete(topic, caption, &last); count]
    }

    /// What a name leaves out is that of the one before in its sentence; of a sentence before only what is measured.
    fn complete(&self, mut topic: Topic, caption: &Caption, last: &Topic) -> Topic {
        let said = &self.sentence.topics;
        let in_sentence = !said.is_empty();
        if topic.measure.is_none() && (in_sentence || caption.part || caption.verb != Verb::Level) {
            // A rate is of one thing; a level is what its parts are measured in, too.
            let level = said.iter().rev().find(|topic| topic.measure.as_deref().is_some_and(|name| !is_rate(name)));
            topic.measure.clone_from(&level.unwrap_or(last).measure);
            if topic.measure.is_none() && caption.part {
                // 新增病例37，其中某市2例.
                topic.measure.clone_from(&last.subject);
            }
        }
        if topic.subject.is_none() && in_sentence {
            topic.subject.clone_from(&last.subject);
        }
        if topic.place.is_none() && in_sentence {
            topic.place.clone_from(&last.place);
        }
        topic
    }

    fn kind(&self, quantity: &Quantity, verb: Verb, topic: &Topic) -> FigureKind {
        let rate = matches!(quantity.unit.dimension, "ratio") || quantity.unit.text == "%";
        let points = quantity.unit.dimension == "points" || quantity.unit.text.ends_with("百分点");
        let before = self.found.last().filter(|_| !self.sentence.topics.is_empty());
        let measures_rate = topic.measure.as_deref().is_some_and(is_rate);
        match (quantity.role, verb) {
            (Role::Rank, _) => FigureKind::Rank,
            (Role::Proportion, _) => FigureKind::Share,
            _ if points => FigureKind::Difference,
            (_, Verb::Share) if rate => FigureKind::Share,
            (_, Verb::Differs(_) | Verb::Drives) => FigureKind::Difference,
            (_, Verb::OfBase) => before.map_or(FigureKind::Level, |before| before.kind),
            (_, Verb::Change(_)) if rate => FigureKind::Growth,
            (_, Verb::Change(_)) => FigureKind::Difference,
            (_, Verb::Level) if rate && !measures_rate => match before {
                Some(before) if before.quantity.unit.text == quantity.unit.text && topic.measure == before.measure => {
                    before.kind
                }
                _ if quantity.unit.text == "倍" => FigureKind::Multiple,
                _ => FigureKind::Share,
            },
            _ if rate => FigureKind::Share,
            _ if quantity.unit.dimension == "count" => FigureKind::Count,
            _ => FigureKind::Level,
        }
    }

    /// The period of each of `count` numbers; `base` is where what they are compared with begins.
    fn periods_of(&self, count: usize, base: Option<usize>) -> Vec<Option<NamedPeriod>> {
        let spoken_of = self.spoken_of.map(|number| &self.periods[number]);
        let Some(mention) = spoken_of.filter(|mention| base.is_none_or(|base| mention.range.start < base)) else {
            return vec![self.above.period.clone(); count];
        };
        let text = self.text[mention.range.clone()].to_owned();
        let when = mention.when;
        if let (Year::Known(first), Year::Known(last)) = (when.first.year, when.last.year)
            && count > 1
            && usize::try_from(last - first + 1) == Ok(count)
            && text.contains(['和', '、', '与'])
        {
            // 2015和2016年同期: a year each.
            let of_year = |year| {
                let mut when = when;
                (when.first.year, when.last.year) = (Year::Known(year), Year::Known(year));
                Some(NamedPeriod { text: text.clone(), when })
            };
            return (first..=last).map(of_year).collect();
        }
        vec![Some(NamedPeriod { text, when }); count]
    }

    /// What a clause compares with, taken apart.
    fn against(&self, clause: &[char], at: &[usize], caption: &Caption) -> Option<Against> {
        let Some(range) = caption.base.clone() else {
            // 环比 is not told apart: the month before is in another unit of time.
            let since = &clause[caption.since.clone()?];
            return (since[0] != '环' && !since.contains(&'月') && !since.contains(&'季')).then(Against::default);
        };
        if matches!(caption.verb, Verb::Share | Verb::Drives | Verb::OfBase) {
            return None;
        }
        let mut base: Vec<char> = clause[range.clone()].to_vec();
        for word in ["平均水平", "平均", "水平", "的"] {
            let word: Vec<char> = word.chars().collect();
            if base.ends_with(&word) {
                base.truncate(base.len() - word.len());
            }
        }
        while let Some((length, Said::Change(_) | Said::Adverb)) = WORDS.said.at_end(&base) {
            base.truncate(base.len() - length);
        }
        let mention = range
            .clone()
            .find(|&place| clause[place] == PERIOD)
            .and_then(|place| self.periods.iter().find(|mention| mention.range.start == at[place]));
        let topic = self.topic(&base);
        // 比同期工业增速 is of the same period; 比同期 alone of the year before.
        let same = topic.subject.is_some() || topic.measure.is_some() || topic.place.is_some();
        let mention = mention.filter(|mention| !(same && &self.text[mention.range.clone()] == "同期"));
        let period = mention
            .map(|mention| NamedPeriod { text: self.text[mention.range.clone()].to_owned(), when: mention.when });
        let known = same || period.is_some();
        known.then_some(Against { measure: topic.measure, subject: topic.subject, place: topic.place, period })
    }

    /// A range of a clause, as the text has it.
    fn written(&self, at: &[usize], range: &Range<usize>) -> Option<String> {
        let first = *at.get(range.start)?;
        let last = *at.get(range.end.checked_sub(1)?)?;
        let mention = self.periods.iter().find(|mention| mention.range.start == last);
        let end = match mention {
            Some(mention) => mention.range.end,
            None => last + self.text[last..].chars().next()?.len_utf8(),
        };
        some(self.text.get(first..end)?.trim())
    }
}

/// What is said right behind a number, with 的.
fn said_behind(behind: &str) -> Option<(usize, Said)> {
    let word: Vec<char> = behind.strip_prefix('的')?.chars().take(2).collect();
    WORDS.said.at_end(&word).filter(|(length, _)| *length == word.len())
}

/// 一个, 一批: words, not figures.
fn is_idle(quantity: &Quantity, text: &str) -> bool {
    &text[quantity.number.clone()] == "一" && quantity.role == Role::Amount && quantity.unit.dimension == "count"
}

fn is_rate(measure: &str) -> bool {
    ["率", "比重", "占比", "比例", "份额"].iter().any(|ending| measure.ends_with(ending))
}

fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

fn direction(verb: Verb, kind: FigureKind) -> Option<Direction> {
    match verb {
        Verb::Change(direction) | Verb::Reached(direction) | Verb::Differs(direction) => Some(direction),
        Verb::Drives => Some(Direction::Up),
        Verb::Level | Verb::Share | Verb::OfBase => (kind == FigureKind::Growth).then_some(Direction::Up),
    }
}

/// What is counted: the name right behind a number, up to the next mark.
fn noun_behind(behind: &str) -> Option<String> {
    let behind = behind.trim_start_matches(['的', '“', '《']);
    // 32台（套）农业机械
    let unit = behind.strip_prefix('（').and_then(|rest| {
        let (at, _) = rest.char_indices().take(4).find(|&(_, c)| c == '）')?;
        Some(&rest[at + '）'.len_utf8()..])
    });
    let behind = unit.unwrap_or(behind);
    let stops = |c: char| {
        !(crate::text::is_han(c) || c.is_ascii_alphanumeric())
            || matches!(c, '的' | '和' | '与' | '在' | '是' | '被' | '将' | '中' | '已')
    };
    let noun: String = behind.chars().take_while(|&c| !stops(c) && !c.is_ascii_digit()).take(NOUN_LIMIT).collect();
    let first = noun.chars().next()?;
    let noun = Some(noun).filter(|noun| !noun.starts_with("目标"))?;
    (noun.chars().nth(1).is_some() && !matches!(first, '左' | '以' | '上' | '下' | '同' | '增')).then_some(noun)
}
