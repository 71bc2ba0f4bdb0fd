//! The caption of a figure: what stands right before its number, taken apart.
//!
//! `一季度全市工业增加值比上年同期增长` is a name (`全市工业增加值`), a base (`上年同期`) and what is said (a change, upwards).

use std::ops::Range;

use super::{
    Direction,
    words::{Said, WORDS},
};

/// Stands for a period in a clause.
pub(super) const PERIOD: char = '\u{1}';

/// What is said of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verb {
    /// So much it is: 达到, 为, or nothing at all.
    Level,
    /// So much it changed: 增长.
    Change(Direction),
    /// So much it is now, after a change: 提高到.
    Reached(Direction),
    /// So much it is above or below something: 高, 低于.
    Differs(Direction),
    /// It is the share in something: 占.
    Share,
    /// So much it adds to the growth of something: 拉动. Where it only brings the change about (带动), the change is told
    /// with it: in anything but percentage points, that of the thing driven itself.
    Drives(Option<Direction>),
    /// It is that of the base itself: 高于全国的5%.
    OfBase,
}

/// A caption, taken apart. Ranges are of the clause, in characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Caption {
    /// What is measured of whom; empty where the clause does not say.
    pub(super) name: Range<usize>,
    pub(super) verb: Verb,
    /// What it is compared with, or a share of.
    pub(super) base: Option<Range<usize>>,
    /// 同比 or 环比, as written.
    pub(super) since: Option<Range<usize>>,
    /// Whether it was narrowed down from what stands before: 其中.
    pub(super) part: bool,
}

/// Whether `c` is written around names, not in them.
fn is_edge(c: char) -> bool {
    c == PERIOD || ('①'..='⑳').contains(&c) || c.is_whitespace() || "“”\"'‘’,、《》:;—-~·[]【】()".contains(c)
}

fn trim(clause: &[char], mut range: Range<usize>) -> Range<usize> {
    while range.start < range.end && is_edge(clause[range.start]) {
        range.start += 1;
    }
    while range.start < range.end && is_edge(clause[range.end - 1]) {
        range.end -= 1;
    }
    range
}

fn find_last(clause: &[char], range: Range<usize>, word: &[char]) -> Option<usize> {
    range.rev().find(|&at| clause[at..].starts_with(word))
}

impl Caption {
    /// Takes `clause` apart, the folded text right before a number, with [`PERIOD`] for each period.
    pub(super) fn parse(clause: &[char]) -> Self {
        let mut end = clause.len();
        let mut verb: Option<Verb> = None;
        let (mut since, mut arrives, mut relative) = (None, false, false);
        loop {
            // 去年420元: periods and verbs alternate.
            end = trim(clause, 0..end).end;
            let Some((length, said)) = WORDS.said.at_end(&clause[..end]) else { break };
            let word = end - length..end;
            match said {
                Said::Adverb => relative |= clause[word.clone()] == ['的'] && verb == Some(Verb::Level),
                // 产量增长的有: what is counted, not how much it grew.
                Said::Change(_) if relative => {}
                Said::Level if verb.is_none() => {
                    verb = Some(if clause[word.clone()] == ['占'] { Verb::Share } else { Verb::Level });
                }
                // 为增长, 实现增长.
                Said::Level | Said::Arrives if matches!(verb, Some(Verb::Level | Verb::Change(_))) => {}
                Said::Arrives if verb.is_none() => {
                    verb = Some(Verb::Level);
                    arrives = clause[word.start] != '为';
                }
                Said::Change(direction) => match verb {
                    Some(Verb::Level) if arrives => verb = Some(Verb::Reached(direction)),
                    None | Some(Verb::Level) => verb = Some(Verb::Change(direction)),
                    // 实现增长: one is enough; 增幅高, 降幅收窄: the first one is what happens to the other.
                    Some(_) => break,
                },
                Said::Differs(direction) if verb.is_none() => {
                    // 高 is a comparison only where something is compared.
                    let compared = (0..word.start).any(|at| WORDS.compare.at_start(&clause[at..]).is_some());
                    if !compared {
                        break;
                    }
                    verb = Some(Verb::Differs(direction));
                }
                Said::YearOnYear | Said::MonthOnMonth => since = Some(word.clone()),
                _ => break,
            }
            end = word.start;
        }
        // 由4.08%下降为2.67%: where nothing is named it is what was come to, not how far it fell.
        let verb = match verb {
            Some(Verb::Change(direction)) if end == 0 && becomes(clause) => Some(Verb::Reached(direction)),
            verb => verb,
        };
        let mut caption = Self {
            name: trim(clause, 0..end),
            verb: verb.unwrap_or(Verb::Level),
            base: None,
            since: since.filter(|_| !relative),
            part: false,
        };
        caption.part_from_base(clause, verb.is_some());
        caption.open(clause);
        caption.drop_rate(clause);
        caption
    }

    /// Parts the name from what it is compared with.
    fn part_from_base(&mut self, clause: &[char], said: bool) {
        let name = self.name.clone();
        if clause[name.clone()].ends_with(&['相', '比'])
            && let Some(at) = clause[name.clone()].iter().rposition(|c| matches!(c, '与' | '同' | '和' | '跟'))
        {
            // 与去年同期相比减少: as 比去年同期减少.
            let base = name.start + at + 1..name.end - 2;
            self.base = Some(base).filter(|base| !base.is_empty());
            self.name = trim(clause, name.start..name.start + at);
            return;
        }
        let text = &clause[..name.end];
        let within = |range: Range<usize>| range.start + name.start..range.end + name.start;
        if let Some((than, direction)) = WORDS.than.last_in(&text[name.start..]) {
            let than = within(than);
            let mut base = trim(clause, than.end..name.end);
            // 低于上月: what was cut off as a period is the base.
            if base.is_empty() && clause.get(than.end) == Some(&PERIOD) {
                base = than.end..than.end + 1;
            }
            let behind = clause[base.end..].iter().find(|c| **c != PERIOD);
            let of_base = text.ends_with(&['的']) || behind == Some(&'的');
            if clause[base.clone()].ends_with(&['的']) {
                base.end -= 1;
            }
            if !base.is_empty() {
                self.verb = if of_base { Verb::OfBase } else { Verb::Differs(direction) };
                self.base = Some(base);
                self.name = trim(clause, name.start..than.start);
                return;
            }
        }
        if let Some(at) = find_last(text, name.clone(), &['占'])
            && (self.verb == Verb::Share || matches!(self.verb, Verb::Level | Verb::Reached(_)))
        {
            let base = trim(clause, at + 1..name.end);
            if clause[base.clone()] == ['地'] {
                return;
            }
            // 在全球市场中占42%
            let within = trim(clause, name.start..at);
            if base.is_empty() && text[within.clone()].starts_with(&['在']) && text[within.clone()].ends_with(&['中'])
            {
                self.verb = Verb::Share;
                self.base = Some(share_base(clause, within.start + 1..within.end - 1));
                self.name = name.start..name.start;
                return;
            }
            if clause[at..].starts_with(&['占', '比']) {
                self.verb = if self.verb == Verb::Level { Verb::Share } else { self.verb };
                return;
            }
            self.verb = Verb::Share;
            self.base = Some(share_base(clause, base));
            self.name = trim(clause, name.start..at);
            return;
        }
        // 甲销量达到全市总销量的5%
        if self.verb == Verb::Level
            && clause.get(name.end) == Some(&'的')
            && let Some(at) = find_last(text, name.clone(), &['达', '到'])
            && at > name.start
            && at + 2 < name.end
        {
            self.verb = Verb::Share;
            self.base = Some(trim(clause, at + 2..name.end));
            self.name = trim(clause, name.start..at);
            return;
        }
        if matches!(self.verb, Verb::Change(_) | Verb::Differs(_))
            && let Some((drive, adds)) = WORDS.drive.last_in(&text[name.start..])
        {
            let drive = within(drive);
            let base = trim(clause, drive.end..name.end);
            if !base.is_empty() {
                self.verb = Verb::Drives(match self.verb {
                    Verb::Change(direction) if !adds => Some(direction),
                    _ => None,
                });
                self.base = Some(base);
                self.name = trim(clause, name.start..drive.start);
                return;
            }
        }
        if matches!(self.verb, Verb::Change(_) | Verb::Differs(_)) && said {
            // 比重分别上升: no comparison.
            let named = |at: usize| matches!(clause.get(at + 1), Some('重' | '例' | '率' | '值'));
            let strong = |at: &usize| matches!(clause[*at], '比' | '较') && !named(*at);
            let compare = (name.start..clause.len().min(name.end + 2)).rev().filter(|at| *at < name.end || strong(at));
            let compare = compare.into_iter().find(|at| {
                strong(at)
                    && !(clause[..*at].ends_with(&['同'])
                        || clause[..*at].ends_with(&['环'])
                        || clause[..*at].ends_with(&['占']))
            });
            let compare = compare.or_else(|| {
                let weak = WORDS.compare.last_in(&text[name.start..]).map(|(range, ())| within(range).start);
                weak.filter(|_| matches!(self.verb, Verb::Change(Direction::Flat)))
            });
            if let Some(at) = compare {
                let base = trim(clause, at + 1..name.end.max(at + 1));
                // 比上月 is told of as since when.
                if base.is_empty() && clause.get(at + 1) != Some(&PERIOD) {
                    return;
                }
                // What was cut off as a period is the base: 比一季度.
                let base = if base.is_empty() { at + 1..(at + 2).min(clause.len()) } else { at + 1..base.end };
                self.base = Some(base);
                self.name = trim(clause, name.start..at);
            }
        }
    }

    /// 增速 at the end of a name is of what grew: the figure's kind says as much. So it is before 分别.
    fn drop_rate(&mut self, clause: &[char]) {
        let name = &clause[self.name.clone()];
        if let Some(dealt) = [&['分', '别'][..], &['均'], &['都'], &['各']].iter().find(|word| name.ends_with(word))
        {
            let end = self.name.end - dealt.len();
            let rate =
                clause[self.name.start..end].ends_with(&['速']) || clause[self.name.start..end].ends_with(&['幅']);
            // 产量分别比去年同期增长
            if rate || dealt.len() > 1 && end > self.name.start {
                self.name.end = end;
            }
        }
        while let Some((length, Said::Change(_))) = WORDS.said.at_end(&clause[self.name.clone()])
            && matches!(clause[self.name.end - 1], '速' | '幅' | '率')
        {
            self.name = trim(clause, self.name.start..self.name.end - length);
        }
    }

    /// The caption of a number that is `in_points` or not: 带动出口增长5% tells how much 出口 grew.
    #[must_use]
    pub(super) fn of_driven(self, in_points: bool) -> Self {
        match (self.verb, self.base.clone()) {
            (Verb::Drives(Some(direction)), Some(driven)) if !in_points => {
                Self { name: driven, verb: Verb::Change(direction), base: None, ..self }
            }
            _ => self,
        }
    }

    /// Drops what opens the name and says nothing.
    fn open(&mut self, clause: &[char]) {
        // A heading without a mark may run on: 取得新成效 预计全年生产总值.
        let expected = find_last(clause, self.name.clone(), &['预', '计']);
        if let Some(at) =
            expected.filter(|at| WORDS.measures.at_end(&clause[at + 2..self.name.end.max(at + 2)]).is_some())
        {
            self.name.start = at;
        }
        loop {
            self.name = trim(clause, self.name.clone());
            self.name.start += enumerator(&clause[self.name.clone()]);
            let name = &clause[self.name.clone()];
            if name.starts_with(&['其', '中']) {
                self.part = true;
            }
            let opening = WORDS.openings.at_start(name);
            if let Some((length, true)) = opening {
                self.name.start += length;
            } else if opening.is_none()
                && !name.starts_with(&['新', '增'])
                && let Some((length, direction)) = WORDS.changes.at_start(name)
                && self.verb == Verb::Level
                && length < name.len()
            {
                // 增加水稻种植面积26万亩, but 新增基站3万个 are new ones.
                self.verb = Verb::Change(direction);
                self.name.start += length;
            } else {
                break;
            }
        }
        // 扣除退税因素后增长5%, 按自然口径计算下降4.8%: how it is counted is no name.
        let name = &clause[self.name.clone()];
        let counted: [(&[char], &[char]); 4] =
            [(&['扣', '除'], &['后']), (&['剔', '除'], &['后']), (&['按'], &['计', '算']), (&['按'], &['口', '径'])];
        if counted.iter().any(|(starts, ends)| name.starts_with(starts) && name.ends_with(ends)) {
            self.name.start = self.name.end;
        }
        // 需求预计将以(3%的速度增长)
        let tails: [&[char]; 9] =
            [&['的'], &['了'], &['从'], &['由'], &['在'], &['以'], &['将'], &['年', '均'], &['预', '计']];
        while let Some(tail) = tails.iter().find(|tail| clause[self.name.clone()].ends_with(tail)) {
            self.name.end -= tail.len();
        }
    }
}

/// Whether `clause` ends with what something changed to: 下降为, but not 增速为.
fn becomes(clause: &[char]) -> bool {
    let Some(before) = clause.strip_suffix(&['为']) else { return false };
    matches!(WORDS.said.at_end(before), Some((_, Said::Change(_))))
        && !before.ends_with(&['速'])
        && !before.ends_with(&['幅'])
}

/// How long the enumerator is that `name` begins with: `2.`
fn enumerator(name: &[char]) -> usize {
    let digits = name.iter().take_while(|c| c.is_ascii_digit()).count();
    if digits > 0 && name.get(digits) == Some(&'.') { digits + 1 } else { 0 }
}

/// What something is a share of: 占全市工业的比重 is of 全市工业.
fn share_base(clause: &[char], mut base: Range<usize>) -> Range<usize> {
    for word in ["比重", "比例", "份额", "的"] {
        let word: Vec<char> = word.chars().collect();
        if clause[base.clone()].ends_with(&word) {
            base.end -= word.len();
        }
    }
    base
}
