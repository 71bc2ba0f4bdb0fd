//! One number, and the figure that is made of it.

use super::{Walk, firm::of_firm, passing::is_idle, topics::direction};
use crate::figure::{
    Against, Direction, Figure, FigureKind, NamedPeriod,
    behind::{noun_behind, owner_behind},
    caption::{Caption, Verb},
    quantity::Quantity,
    topic::Topic,
};

/// What all numbers of a group share.
pub(super) struct Group<'a> {
    /// The clause before them, folded.
    pub(super) chars: Vec<char>,
    /// The text behind them.
    pub(super) behind: &'a str,
    pub(super) caption: Caption,
    /// Whether the clause names what they are of.
    pub(super) named: bool,
    /// Whether they are ranks of what was named before.
    pub(super) ranked: bool,
    pub(super) target: bool,
    pub(super) part_of: Option<usize>,
    /// Whether they are changes and nothing says since when.
    pub(super) unsaid: bool,
    /// Whether it is but one.
    pub(super) alone: bool,
    /// Whether they are what others are compared with, or were so before they changed.
    pub(super) then: bool,
    pub(super) left_then: bool,
    /// The figure that was spoken of before them.
    pub(super) about: Option<usize>,
    /// Whether they tell by how much something grew: 增量.
    pub(super) grown: bool,
    /// Whether one of them is a rate.
    pub(super) rates: bool,
    /// Whether what was named before reached them.
    pub(super) reached: bool,
    /// Whether they are of the whole so far.
    pub(super) in_all: bool,
}

/// A number of a group, with what it alone is told of.
pub(super) struct Number {
    pub(super) quantity: Quantity,
    pub(super) topic: Topic,
    pub(super) period: Option<NamedPeriod>,
    /// Where it changed in its own way: 分别上升1.4个、下降6.8个百分点.
    pub(super) direction: Option<Direction>,
    /// What it is compared with, as written and taken apart.
    pub(super) base: Option<String>,
    pub(super) against: Option<Against>,
}

impl Walk<'_> {
    /// Takes a number of `group`.
    pub(super) fn number(&mut self, group: &Group<'_>, mut number: Number) {
        let Group { caption, .. } = group;
        // 新增企业18家，累计达63家
        let new = number.topic.subject.as_ref().and_then(|subject| subject.strip_prefix("新增"));
        if let Some(all) = new.filter(|_| group.in_all) {
            number.topic.subject = Some(all.to_owned());
        }
        // 2016年至2019年3月，由4人减少到3人: so many at its end.
        if let Some(period) = number.period.as_mut().filter(|_| group.reached) {
            period.when.point = true;
        }
        let noun = noun_behind(&self.text[number.quantity.range.end..]).filter(|_| !group.then);
        self.idle = is_idle(&number.quantity, self.text);
        if self.idle {
            // 有一条“光伏街”，全长
            if noun.is_some() {
                self.sentence.say(Topic { subject: noun, measure: None, place: number.topic.place });
            }
            return;
        }
        // 新增40万青年 are so many new ones.
        let of_noun = !group.named && noun.is_some() && number.quantity.unit.dimension != "ratio";
        let new = of_noun && group.chars.ends_with(&['新', '增']);
        let verb = group.verb_of(&number, new);
        let kind = self.kind(&number.quantity, verb, &number.topic);
        match caption.verb {
            // 高于全国的2%: that of the country.
            Verb::OfBase => number.topic.place = number.base.take().or(number.topic.place),
            Verb::Drives(_) => {
                let driven = number.base.take().map(|base| format!("拉动{base}增长"));
                number.topic.subject = number.topic.subject.or(number.topic.measure);
                number.topic.measure = driven;
            }
            _ => {}
        }
        // 占全部投资比重从26.7%提高到52.1%: both are shares of the same.
        let left = self.found.last().filter(|last| group.reached && last.is_left(self.text));
        if let Some(left) = left.filter(|left| (left.kind, &left.quantity.unit) == (kind, &number.quantity.unit)) {
            number.base = number.base.or_else(|| left.base.clone());
        }
        let own = new || of_noun && self.sentence.in_list && self.sentence.counted;
        let topic = self.topic_of(group, &number, verb, noun, own);
        // What was counted, and how much more it is, is not what the next number is of.
        let compared = caption.base.is_some() || caption.since.is_some() || number.quantity.unit.is_points();
        let gap = topic.measure.as_deref().is_some_and(|measure| measure.ends_with("差距"));
        let passing = kind == FigureKind::Difference && compared
            || self.sentence.counted
            || group.ranked
            || gap
            || verb == Verb::OfBase;
        if !passing {
            self.sentence.say(topic.clone());
            self.sentence.about = Some(self.found.len());
            self.before = Some(topic.clone());
        }
        let against = self.against_of(group, &number, verb);
        let changes = matches!(kind, FigureKind::Difference | FigureKind::Growth | FigureKind::Share);
        self.found.push(Figure {
            direction: direction(verb, kind),
            quantity: number.quantity,
            kind,
            measure: topic.measure,
            subject: topic.subject,
            // A city's 国内生产总值 is its own.
            place: topic
                .place
                .filter(|place| place != "国内" || self.above.place.is_none())
                .or_else(|| self.above.place.map(str::to_owned)),
            period: number.period,
            base: number.base,
            against,
            target: group.target,
            part_of: group.part_of,
            of: group.about.filter(|_| changes),
            unit_apart: false,
            then: group.then || group.left_then,
        });
    }

    /// What a number is of, where `noun` stands behind it; `own` tells that it counts nothing but that. Whether it counts
    /// what stands behind it is kept for the number that follows.
    fn topic_of(&mut self, group: &Group<'_>, number: &Number, verb: Verb, noun: Option<String>, own: bool) -> Topic {
        let Number { quantity, topic, .. } = number;
        let mut topic = topic.clone();
        let count = quantity.unit.dimension == "count";
        let mut counted = false;
        // 共有13户企业: what was told before is not counted here.
        if !group.named && group.chars.ends_with(&['有']) && count && noun.is_some() {
            topic = Topic { measure: None, subject: None, place: topic.place };
        }
        if own {
            // 新增40万青年、33万农民工: each is of its own.
            counted = true;
            topic = Topic { measure: noun, subject: None, place: topic.place };
        } else if topic.measure.is_none() && (count || quantity.unit.dimension.is_empty()) {
            counted = noun.is_some();
            topic.measure = noun;
        } else if topic.subject.is_none() && !group.named {
            topic.subject = noun;
        }
        let changes = matches!(verb, Verb::Change(_));
        if (topic.measure.is_none() || changes) && !group.named && count {
            topic = self.counted_on(quantity, topic);
        }
        if group.alone && topic.subject.is_none() && topic.measure.is_some() && !counted {
            topic.subject = owner_behind(group.behind);
        }
        self.sentence.counted = counted;
        if topic.measure.is_some() {
            topic.subject = of_firm(topic.subject, self.firm.as_deref());
        }
        topic
    }

    /// What a number is compared with.
    fn against_of(&self, group: &Group<'_>, number: &Number, verb: Verb) -> Option<Against> {
        let Number { quantity, period, base, .. } = number;
        let caption = &group.caption;
        // 同比 is of the same part of the year before, 环比 of the month before.
        let since = caption.since.as_ref().filter(|_| caption.base.is_none());
        let since = since.map(|since| &group.chars[since.clone()]);
        // 从同比看，价格上涨22.3%，涨幅扩大17.1个百分点: since the month before.
        let told_monthly = group.unsaid && self.basis.is_some() && quantity.unit.is_points();
        let to_month = told_monthly || base.as_deref().is_some_and(|base| matches!(base, "上月" | "上个月"));
        let other = number.against.clone().or_else(|| told_monthly.then(Against::default));
        // 上半年出栏3万头，增长8%: since the year before, where it does not say otherwise.
        let rate = quantity.unit.dimension == "ratio";
        let rose = matches!(verb, Verb::Change(_)) && rate && group.unsaid && !group.target;
        let since_year = |period: &&NamedPeriod| {
            group.grown && period.when.is_whole_years() || rose && base.is_none() && period.when.begins_year()
        };
        let year = period.as_ref().filter(since_year);
        let other = other.or_else(|| year.map(|year| Against::at(year.a_year_before())));
        let by_month = to_month || since.is_some_and(|since| since.contains(&'月') || since.contains(&'环'));
        let before = period
            .as_ref()
            .filter(|_| to_month || since.is_some())
            .and_then(|period| if by_month { period.a_month_before() } else { Some(period.a_year_before()) });
        other
            .map(|against| Against { period: against.period.filter(|_| !to_month).or(before), ..against })
            .filter(|against| *against != Against::default())
    }
}

impl Group<'_> {
    /// What the clause says of `number`, which is `new` where so many new ones are counted.
    fn verb_of(&self, number: &Number, new: bool) -> Verb {
        let rate = number.quantity.unit.dimension == "ratio";
        // 增长5.2%、4.4万亿元: how much it grew, and how much it is.
        let mixed = self.rates && matches!(self.caption.verb, Verb::Change(_)) && !rate;
        match self.caption.verb {
            _ if mixed && number.base.is_none() || new => Verb::Level,
            // 同比低39%: it fell so much.
            Verb::Differs(direction) if self.caption.since.is_some() && rate => Verb::Change(direction),
            _ if self.then => Verb::OfBase,
            Verb::Change(direction) => Verb::Change(number.direction.unwrap_or(direction)),
            verb => verb,
        }
    }
}
