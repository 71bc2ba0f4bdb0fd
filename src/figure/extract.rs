//! The figures of a passage: every number with what it measures, of whom, when, and against what.
//!
//! The text is read from left to right. Each number takes its caption from the clause before it; what that leaves out
//! (同比增长5% names nothing) it takes from the number before, and the last resort for the period and the place is what
//! stands above: heading, title, report. Time is linear in the text.

use std::ops::Range;

use super::{
    Direction, Figure, FigureKind, NamedPeriod,
    caption::{Caption, PERIOD, Verb},
    deal::deal,
    period::{Mention, mentions},
    quantity::{Quantity, Role, quantities},
    words::WORDS,
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
    /// The last period in it, by number.
    period: Option<usize>,
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
    /// How many topics the last list had.
    dealt: usize,
    /// Whether a target is spoken of.
    target: bool,
    /// The first figure of the sentence's topic, for what is compared with it.
    growth: Option<usize>,
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
}

/// Brackets deeper than this are not told apart.
const DEPTH: usize = 4;

impl Walk<'_> {
    fn character(&mut self, at: usize, c: char) {
        let folded = fold_char(c);
        match folded {
            '。' | '!' | '?' | ';' | '\n' | '；' => {
                self.end_clause();
                self.sentence = Sentence::default();
                self.brackets.clear();
            }
            ',' | ':' | '，' | '：' => self.end_clause(),
            '(' | '[' if self.brackets.len() < DEPTH => {
                // 液体乳(增长5%): what stands before the bracket is what it is about.
                self.note();
                self.brackets.push((self.sentence.clone(), self.spoken_of));
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
                self.clause.chars.push(folded);
                self.clause.at.push(at);
            }
        }
    }

    fn period(&mut self, at: usize, number: usize) {
        let compared = matches!(self.clause.chars.last(), Some('比' | '较'));
        self.clause.chars.push(PERIOD);
        self.clause.at.push(at);
        if !compared {
            self.clause.period = Some(number);
            self.spoken_of = Some(number);
        }
    }

    fn end_clause(&mut self) {
        let clause: String = self.clause.chars.iter().collect();
        if WORDS.targets.first_in(&self.clause.chars).is_some() {
            self.sentence.target = true;
        }
        // 从主要税种收入看 and 规上工业中 name what follows, but no number of their own.
        if !clause.ends_with(['看', '中', '下', '来']) {
            self.note();
        }
        self.clause = Clause::default();
    }

    /// A clause without a number may name what the next number is of.
    fn note(&mut self) {
        let chars = &self.clause.chars;
        if chars.is_empty() {
            return;
        }
        let caption = Caption::parse(chars);
        let name = &chars[caption.name.clone()];
        let starts = name.iter().rposition(|c| matches!(c, '、')).map_or(0, |at| at + 1);
        if !name.is_empty() && name.len() <= 24 && WORDS.measures.at_end(name).is_some()
            || chars.len() - starts <= 12
                && !name.is_empty()
                && caption.base.is_none()
                && self.sentence.topics.is_empty()
        {
            let topic = self.topic(&name[starts..]);
            self.sentence.topics.push(topic);
            self.sentence.dealt = 1;
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
            if name.first() == Some(&'的') {
                name.remove(0);
            }
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
            return Topic { subject: some(&name.iter().collect::<String>()), measure: None, place };
        };
        let (subject, measure) = name.split_at(name.len() - length);
        let subject: String = subject.iter().collect();
        Topic { subject: some(subject.trim_end_matches('的')), measure: Some(measure.iter().collect()), place }
    }

    fn group(&mut self, quantities: Vec<Quantity>) {
        let from = self.clause.chars.len().saturating_sub(CAPTION_LIMIT);
        let chars = self.clause.chars.split_off(from);
        let at = self.clause.at.split_off(from);
        let caption = Caption::parse(&chars);
        let name: Vec<char> = chars[caption.name.clone()].iter().copied().filter(|&c| c != PERIOD).collect();
        let target = self.sentence.target || WORDS.targets.first_in(&chars).is_some();
        let count = quantities.len();
        let as_written = |range: &Range<usize>| self.written(&at, range);
        let base = caption.base.as_ref().or(caption.since.as_ref()).and_then(as_written);
        let named = !name.is_empty();
        let topics = self.topics(&name, &caption, count);
        let periods = self.periods_of(count, caption.base.as_ref().map(|base| at[base.start]));
        let earlier = self.sentence.growth;
        for ((quantity, topic), period) in quantities.into_iter().zip(topics.iter().cloned()).zip(periods) {
            let kind = self.kind(&quantity, caption.verb, &topic);
            let direction = direction(caption.verb, kind);
            let noun = noun_behind(&self.text[quantity.range.end..]);
            let counted = matches!(quantity.unit.dimension, "count" | "") || topic.measure.is_none();
            let of = matches!(kind, FigureKind::Difference | FigureKind::Growth | FigureKind::Share)
                .then_some(earlier)
                .flatten();
            let measure = topic.measure.or_else(|| noun.filter(|_| counted));
            let number = self.found.len();
            if self.sentence.growth.is_none() || named {
                self.sentence.growth = Some(number);
            }
            if kind == FigureKind::Growth {
                self.sentence.growth = Some(number);
            }
            self.found.push(Figure {
                quantity,
                kind,
                direction,
                measure,
                subject: topic.subject,
                place: topic.place.or_else(|| self.above.place.map(str::to_owned)),
                period,
                base: base.clone(),
                target,
                named,
                of,
            });
        }
        if count > 1 || named {
            self.sentence.dealt = count;
        }
        self.before = topics.last().cloned();
        self.sentence.topics.extend(topics);
        self.clause = Clause::default();
    }

    /// What each of `count` numbers is of.
    fn topics(&self, name: &[char], caption: &Caption, count: usize) -> Vec<Topic> {
        let said = &self.sentence.topics;
        let last = said.last().or(self.before.as_ref()).cloned().unwrap_or_default();
        if name.is_empty() {
            // The names dealt out last; or those of the last numbers, one each.
            let earlier =
                if count > 1 && said.len() >= count { said[said.len() - count..].to_vec() } else { Vec::new() };
            return if earlier.len() == count { earlier } else { vec![last; count] };
        }
        if count > 1
            && let Some(names) = deal(name, count)
        {
            return names.iter().map(|name| self.complete(self.topic(name), caption, &last)).collect();
        }
        let topic = self.topic(name);
        if count > 1 && topic.subject.is_none() && said.len() >= count {
            // 甲5吨、乙6吨，产值分别增长: of the names before, each.
            let earlier = &said[said.len() - count..];
            return earlier.iter().map(|before| Topic { measure: topic.measure.clone(), ..before.clone() }).collect();
        }
        vec![self.complete(topic, caption, &last); count]
    }

    /// What a name leaves out is that of the one before in its sentence; of a sentence before only what is measured.
    fn complete(&self, mut topic: Topic, caption: &Caption, last: &Topic) -> Topic {
        let in_sentence = !self.sentence.topics.is_empty();
        if topic.measure.is_none() && (in_sentence || caption.part || caption.verb != Verb::Level) {
            topic.measure.clone_from(&last.measure);
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
        let measures_rate = topic.measure.as_deref().is_some_and(|measure| {
            measure.ends_with('率')
                || measure.ends_with("比重")
                || measure.ends_with("占比")
                || measure.ends_with("比例")
        });
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
        let named =
            |mention: &Mention| NamedPeriod { text: self.text[mention.range.clone()].to_owned(), when: mention.when };
        let spoken_of =
            self.spoken_of.filter(|&number| base.is_none_or(|base| self.periods[number].range.start < base));
        let one = spoken_of.map(|number| named(&self.periods[number])).or_else(|| self.above.period.clone());
        vec![one; count]
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
    let stops = |c: char| {
        !(crate::text::is_han(c) || c.is_ascii_alphanumeric())
            || matches!(c, '的' | '和' | '与' | '在' | '是' | '被' | '将' | '中' | '已')
    };
    let noun: String = behind.chars().take_while(|&c| !stops(c) && !c.is_ascii_digit()).take(NOUN_LIMIT).collect();
    let first = noun.chars().next()?;
    (noun.chars().nth(1).is_some() && !matches!(first, '左' | '以' | '上' | '下' | '同' | '增')).then_some(noun)
}
