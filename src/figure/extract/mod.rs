//! The figures of a passage: every number with what it measures, of whom, when, and against what.
//!
//! The text is read from left to right. Each number takes its caption from the clause before it; what that leaves out
//! (同比增长5% names nothing) it takes from the number before, and the last resort for the period and the place is what
//! stands above: heading, title, report. Time is linear in the text.
//!
//! ```text
//! group   the numbers told together, and what they share      number  one of them, and the figure made of it
//! said    what the clause says of them                        topics  what they are of
//! when    when they are of, and what they are compared with   since   what changes are measured against
//! list    names that stand before the numbers dealt out       note    what a clause without a number names
//! firm    the firm spoken of                                  passing numbers told in passing
//! ```

mod firm;
mod group;
mod list;
mod note;
mod number;
mod passing;
mod said;
mod since;
#[cfg(test)]
mod tests;
mod topics;
mod when;

use std::ops::Range;

use self::{
    firm::coded_firm,
    list::is_joint,
    passing::{holds, is_age, is_class, is_dateline, is_model, is_programme, is_region},
    since::{Since, averaged},
};
use super::{
    Direction, Figure, NamedPeriod,
    period::{Mention, mentions_below},
    quantity::{Quantity, quantities},
    topic::Topic,
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
            mention.range.end + holiday(&text[mention.range.end..])
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

/// How many bytes behind a festival belong to it: “五一”假期, 国庆长假期间.
fn holiday(behind: &str) -> usize {
    let rest = behind.strip_prefix(['”', '"']).unwrap_or(behind);
    let word = ["小长假", "长假", "假期", "假日"].iter().find_map(|word| rest.strip_prefix(word));
    word.map_or(0, |rest| behind.len() - rest.strip_prefix("期间").unwrap_or(rest).len())
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
                if let Some(whole) = self.sentence.divided {
                    let topic = self.topic_at(whole);
                    self.sentence.say(topic);
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
}
