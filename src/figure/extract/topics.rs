//! What a number is of, and what kind of number it is: from its own name, and from what was said before it.

use super::Walk;
use crate::figure::{
    Direction, Figure, FigureKind,
    behind::{noun_behind, share_behind},
    caption::{Caption, PERIOD, Verb},
    deal::deal,
    quantity::{Quantity, Role, Unit},
    topic::{Topic, is_rate, is_whole},
};

/// What parts sentences that have nothing to do with each other.
const SENTENCE_ENDS: [char; 4] = ['。', '；', ';', '\n'];

/// So many figures back stands what another one is compared with.
const NEAR: usize = 3;

impl Walk<'_> {
    /// What each of `count` numbers is of, the first of which is `first`; `dealt` tells that they are dealt out (分别),
    /// `told_by` that they tell where something stands (以5元居首).
    pub(super) fn topics(
        &self,
        name: &[char],
        caption: &Caption,
        first: &Quantity,
        count: usize,
        dealt: bool,
        told_by: bool,
    ) -> Vec<Topic> {
        let said = &self.sentence.topics;
        let last = self.last_said();
        // Those of the last numbers, one each.
        let earlier = (count > 1 && said.len() >= count).then(|| said[said.len() - count..].to_vec());
        let listed = if count > 1 { self.listed(count, dealt) } else { None };
        if name.is_empty() {
            let of_last = |topic: Topic| Topic { measure: topic.measure.or_else(|| last.measure.clone()), ..topic };
            let listed = listed.map(|topics| topics.into_iter().map(of_last).collect());
            return listed.or(earlier).unwrap_or_else(|| vec![last; count]);
        }
        if count > 1
            && let Some(names) = deal(name, count)
        {
            let topics = of_one_owner(of_one_kind(names.iter().map(|name| Topic::named(name)).collect()));
            return topics.into_iter().map(|topic| self.complete(topic, caption, &last)).collect();
        }
        let topic = Topic::named(name);
        // 居全国第5位、广东第2位: of the same thing there.
        if first.role == Role::Rank && self.sentence.in_list && topic.subject.is_none() && topic.measure.is_none() {
            return vec![Topic { place: topic.place.or(last.place), ..last }; count];
        }
        if count > 1 && topic.subject.is_none() {
            // 甲5吨、乙6吨，产值分别增长: of the names before, each.
            if let Some(earlier) = listed.or(earlier) {
                return earlier.into_iter().map(|before| Topic { measure: topic.measure.clone(), ..before }).collect();
            }
        }
        let counted = topic.measure.is_none() && first.unit.dimension == "count";
        if counted && noun_behind(&self.text[first.range.end..]).is_some() {
            // 全市30台农业机械: what is counted stands behind.
            return vec![topic; count];
        }
        if first.role == Role::Proportion {
            // 三次产业结构 is no part of what was told before.
            return vec![Topic { place: topic.place.or(last.place), ..topic }; count];
        }
        let topic = self.complete(topic, caption, &last);
        vec![if told_by { self.of_place_alone(topic) } else { topic }; count]
    }

    /// What was said last in this sentence, or else before it.
    pub(super) fn last_said(&self) -> Topic {
        self.sentence.topics.last().or(self.before.as_ref()).cloned().unwrap_or_default()
    }

    /// What reaches a number right behind another one: 指数上升0.6个百分点至51.4%.
    pub(super) fn arrived(&self, clause: &[char], at: &[usize]) -> Option<Topic> {
        let last = self.found.last().filter(|last| at.first() == Some(&last.range().end))?;
        let Figure { subject, measure, place, .. } = last.clone();
        matches!(clause, ['至' | '到']).then_some(Topic { subject, measure, place })
    }

    /// What a share is of that stands before it: 贫困地区78.9%的农户垃圾能集中处理.
    pub(super) fn of_share(&self, name: &[char], caption: &Caption, share: &Quantity, behind: &str) -> Option<Topic> {
        if share.unit.text != "%" || caption.verb != Verb::Level || Topic::named(name).measure.is_some() {
            return None;
        }
        let Topic { subject, measure, place } = Topic::named(&[name, &share_behind(behind)?].concat());
        let last = self.sentence.topics.last();
        let place = place.or_else(|| last.and_then(|last| last.place.clone()));
        Some(Topic { subject, measure, place })
    }

    /// What a name leaves out is that of the one before in its sentence; of a sentence before only what is measured.
    pub(super) fn complete(&self, mut topic: Topic, caption: &Caption, last: &Topic) -> Topic {
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
        let whole = topic.measure.as_deref().is_some_and(is_whole);
        // Another place is not what was spoken of there.
        let elsewhere = topic.place.is_some() && topic.place != last.place;
        // 其中 goes on with the sentence before.
        if topic.subject.is_none() && (in_sentence || caption.part) && !whole && !elsewhere {
            topic.subject.clone_from(&last.subject);
        }
        if topic.place.is_none() && (in_sentence || caption.part) {
            topic.place.clone_from(&last.place);
        }
        topic
    }

    /// The figure before, where `quantities` alone open the bracket right behind it and tell it in another unit: 减少10千公顷
    /// （15万亩）.
    pub(super) fn said_again(&self, clause: &[char], quantities: &[Quantity]) -> Option<Figure> {
        let ([], [quantity]) = (clause, quantities) else { return None };
        let last = self.found.last()?;
        let opens = matches!(self.text.get(last.range().end..quantity.range.start)?.trim(), "(" | "（");
        let (unit, own) = (&last.quantity.unit, &quantity.unit);
        let kind = |unit: &Unit| unit.dimension.split('.').next();
        let same = opens && unit != own && kind(unit) == kind(own) && kind(own).is_some_and(|kind| !kind.is_empty());
        same.then(|| Figure { quantity: quantity.clone(), ..last.clone() })
    }

    /// What is measured of a place that is named alone is what was told before it: 排名第二的甲市（5元）, 甲市以5元居首.
    pub(super) fn of_place_alone(&self, topic: Topic) -> Topic {
        let alone = topic.place.is_some() && topic.subject.is_none() && topic.measure.is_none();
        let level = |measure: &String| !is_rate(measure);
        match self.before.as_ref().and_then(|before| before.measure.clone()).filter(level) {
            Some(measure) if alone => Topic { measure: Some(measure), ..topic },
            _ => topic,
        }
    }

    /// What a count is of that names nothing: what was counted before it. 有200家影院，到2020年末达到384家.
    pub(super) fn counted_on(&self, quantity: &Quantity, topic: Topic) -> Topic {
        let like = |last: &&Figure| {
            last.quantity.unit == quantity.unit
                && !self.text[last.range().end..quantity.range.start].contains(SENTENCE_ENDS)
        };
        match self.found.iter().rev().take(NEAR).find(like) {
            Some(last) => Topic {
                measure: last.measure.clone(),
                subject: topic.subject.or_else(|| last.subject.clone()),
                place: topic.place.or_else(|| last.place.clone()),
            },
            None => topic,
        }
    }

    pub(super) fn kind(&self, quantity: &Quantity, verb: Verb, topic: &Topic) -> FigureKind {
        let rate = matches!(quantity.unit.dimension, "ratio") || quantity.unit.text == "%";
        let points = quantity.unit.is_points();
        let before = self.found.last().filter(|_| !self.sentence.topics.is_empty());
        let measures_rate = topic.measure.as_deref().is_some_and(is_rate);
        match (quantity.role, verb) {
            (Role::Rank, _) => FigureKind::Rank,
            (Role::Proportion, _) => FigureKind::Share,
            _ if topic.measure.as_deref().or(topic.subject.as_deref()).is_some_and(|name| name.ends_with("差距")) => {
                FigureKind::Difference
            }
            _ if points => FigureKind::Difference,
            // 景气度指数为62.5%
            (_, Verb::Level | Verb::Reached(_)) if rate && topic.measure.as_deref().is_some_and(is_index) => {
                FigureKind::Level
            }
            (_, Verb::Share) if rate => FigureKind::Share,
            (_, Verb::Differs(_) | Verb::Drives(_)) => FigureKind::Difference,
            (_, Verb::OfBase) => {
                // 17%，居全省第一，远超杭州的12%
                let alike = self.found.iter().rev().take(NEAR).find(|last| last.quantity.unit == quantity.unit);
                alike.or(before).map_or(FigureKind::Level, |before| before.kind)
            }
            (_, Verb::Change(_)) if rate => FigureKind::Growth,
            (_, Verb::Change(_)) => FigureKind::Difference,
            // 增速由7%提升至16.8%: of one kind.
            (_, Verb::Level | Verb::Reached(_)) if rate && !measures_rate => match before {
                Some(before) if before.quantity.unit.text == quantity.unit.text && topic.measure == before.measure => {
                    before.kind
                }
                _ if self
                    .found
                    .last()
                    .is_some_and(|last| self.is_reached(last, quantity) && topic.measure == last.measure) =>
                {
                    FigureKind::Growth
                }
                _ if quantity.unit.text == "倍" => FigureKind::Multiple,
                // 增加值在8%以上: an amount in per cent is how much it grew.
                _ if topic.measure.as_deref().is_some_and(|measure| measure.ends_with("增加值")) => {
                    FigureKind::Growth
                }
                _ => FigureKind::Share,
            },
            _ if rate => FigureKind::Share,
            _ if quantity.unit.dimension == "count" => FigureKind::Count,
            _ => FigureKind::Level,
        }
    }

    /// Whether `reached` is where a rate came to that moved by `points`: 增速回落0.5个百分点至3%.
    fn is_reached(&self, points: &Figure, reached: &Quantity) -> bool {
        let between = self.text.get(points.range().end..reached.range.start);
        points.quantity.unit.is_points() && between == Some("至")
    }
}

/// A name without the periods in it, what leads to them, and the word that deals it out: 片从2015年到2019年分别上映.
pub(super) fn without_when(name: &[char]) -> Vec<char> {
    let dealt = ['分', '别'];
    let mut found = Vec::with_capacity(name.len());
    let mut at = 0;
    while let Some(&c) = name.get(at) {
        if at > 0 && name[at..].starts_with(&dealt) && at + dealt.len() < name.len() {
            at += dealt.len();
            continue;
        }
        let leads = matches!(c, '从' | '自') && name.get(at + 1) == Some(&PERIOD);
        if c != PERIOD && !leads {
            found.push(c);
        }
        at += 1;
    }
    found
}

/// Whether what is measured is an index, whose per cent are a share of nothing.
fn is_index(measure: &str) -> bool {
    measure.ends_with("指数") || measure.ends_with("PMI")
}

/// In a list of places what else could be the name of one is: 福州、三明、漳州.
fn of_one_kind(mut topics: Vec<Topic>) -> Vec<Topic> {
    let is_place = |topic: &Topic| topic.place.is_some() && topic.subject.is_none();
    if topics.len() > 2 && topics.iter().filter(|topic| is_place(topic)).count() * 2 > topics.len() {
        for topic in topics.iter_mut().filter(|topic| topic.place.is_none()) {
            topic.place = topic.subject.take_if(|name| (2..=4).contains(&name.chars().count()));
        }
    }
    topics
}

/// In a list of what is measured the first alone names whose it is: 骨干企业收入、利税和利润.
fn of_one_owner(mut topics: Vec<Topic>) -> Vec<Topic> {
    const OWNERS: [&str; 4] = ["企业", "公司", "集团", "行业"];
    let Some((first, others)) = topics.split_first_mut() else { return topics };
    let bare = |topic: &Topic| topic.measure.is_some() && topic.subject.is_none() && topic.place.is_none();
    let owner = first.subject.as_ref().filter(|_| first.measure.is_some() && others.iter().all(bare));
    if let Some(owner) = owner.filter(|owner| OWNERS.iter().any(|word| owner.ends_with(word))) {
        others.iter_mut().for_each(|topic| topic.subject = Some(owner.clone()));
    }
    topics
}

pub(super) fn direction(verb: Verb, kind: FigureKind) -> Option<Direction> {
    match verb {
        // 增速回落至3% is still growth.
        Verb::Reached(_) if kind == FigureKind::Growth => Some(Direction::Up),
        Verb::Change(direction) | Verb::Reached(direction) | Verb::Differs(direction) => Some(direction),
        Verb::Drives(_) => Some(Direction::Up),
        Verb::Level | Verb::Share | Verb::OfBase => (kind == FigureKind::Growth).then_some(Direction::Up),
    }
}
