//! The numbers that are told together, and what all of them share: `甲、乙产量分别增长1%和2%`.

use super::{
    CAPTION_LIMIT, Clause, Walk, change_between, list,
    number::{Group, Number},
    passing::{holds, is_done},
    since::Since,
    topics::without_when,
    when::THEN,
};
use crate::figure::{
    Against, Direction, Figure, NamedPeriod,
    behind::{circumstance, is_left, noun_behind},
    caption::{Caption, PERIOD, Verb},
    quantity::{Quantity, Role},
    topic::{Topic, without_scope},
    words::WORDS,
};

impl Walk<'_> {
    /// Takes the numbers that stand behind the clause read so far, joined by nothing but joints.
    pub(super) fn group(&mut self, quantities: Vec<Quantity>) {
        let from = self.clause.chars.len().saturating_sub(CAPTION_LIMIT);
        let mut chars = self.clause.chars.split_off(from);
        let mut at = self.clause.at.split_off(from);
        let averaged = self.clause.averaged.take();
        self.clause = Clause::default();
        if self.is_counted_before(&chars, &quantities) {
            (chars, at) = (Vec::new(), Vec::new());
            self.sentence.in_list = true;
        }
        if let Some(same) = self.said_again(&chars, &quantities) {
            self.found.push(same);
            return;
        }
        let text = self.text;
        let behind = quantities.last().map_or("", |last| &text[last.range.end..]);
        let end = text.len() - behind.len();
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
        let changes = matches!(caption.verb, Verb::Change(_));
        let count = quantities.len();
        let name = without_when(&chars[caption.name.clone()]);
        let named = !name.is_empty();
        let is_target = self.is_target(&chars, behind, named);
        let part_of = self.part_of(&caption, named);
        let target = is_target || part_of.is_some_and(|whole| self.found[whole].target);

        let as_written = caption.base.as_ref().or(caption.since.as_ref());
        let mut base = as_written.and_then(|range| self.written(&at, range));
        let average = holds(&chars, ['年', '均']).then(|| "年均".to_owned());
        let average = averaged.map(|range| text[range].to_owned()).or(average);
        let unsaid = base.is_none() && average.is_none() && changes;
        let since = self.sentence.since.clone().filter(|_| unsaid);
        if changes {
            base = base.or(average).or_else(|| since.as_ref().map(|since| since.text.clone()));
            base = base.or_else(|| self.basis.map(str::to_owned));
        }
        // 增幅全市第一 is said of what grew.
        let name = if quantities[0].role == Role::Rank { without_scope(&name) } else { name };
        let ranked = quantities[0].role == Role::Rank && name.is_empty();
        let dealt = holds(&chars, ['分', '别']) || chars.contains(&'各');
        let of_share = || self.of_share(&name, &caption, &quantities[0], behind);
        let amount = if named || !changes || count > 1 { None } else { self.amount_before(&quantities[0]) };
        let of_amount = || amount.map(|of| self.topic_at(of));
        let topics = match self.arrived(&chars, &at).or_else(of_share).or_else(of_amount).filter(|_| count == 1) {
            Some(topic) => vec![topic],
            None => self.topics(&name, &caption, &quantities[0], count, dealt, chars.ends_with(&['以'])),
        };
        self.keep_list(&chars, count);
        // 环比由下降0.1%转为上涨0.6%，甲、乙分别上涨1%和2%: all of them since the month before.
        let like_before = self.sentence.topics.last().is_none_or(|last| topics[0].measure == last.measure);
        if changes && base.is_none() && like_before {
            base.clone_from(&self.sentence.month_on_month);
        }
        let monthly = base.clone().filter(|base| base == "环比");
        if named || monthly.is_some() {
            self.sentence.month_on_month = monthly;
        }
        let from = self.sentence.from.is_some();
        let mut periods = self.periods_told(&chars, count, named, caption.base.as_ref().map(|base| at[base.start]));
        // 由下降0.8%转为上涨1.4%: the first is of the time before.
        if !from && ["转为", "变为"].iter().any(|word| behind.starts_with(word)) {
            periods = periods.into_iter().map(|period| period.map(|period| self.before(period))).collect();
        }
        // 2010年与2005年相比，比重由47%上升到71%: the first was that of 2005.
        let since_then = self.sentence.since.as_ref().and_then(|since| since.against.as_ref()?.period.clone());
        let left_then = since_then.filter(|_| is_left(behind) && !from);
        let is_then = then.is_some();
        let own: Option<NamedPeriod> = then.clone().or_else(|| left_then.clone());
        let own = own.or_else(|| self.bracketed_period(end)).or_else(|| self.compared_period(&chars, &at, behind));
        if own.is_some() {
            periods.fill(own);
        }
        if let Some(then) = then {
            let against = Some(Against::at(then.clone()));
            self.sentence.since = Some(Since { text: then.text, against });
        }
        let other = self.against(&chars, &at, &caption).or_else(|| since.and_then(|since| since.against));
        let mut each = self.compared_each(&chars, &caption, count).map(Vec::into_iter);
        // 分别上升1.4个、下降6.8个百分点: each by its own word.
        let own = quantities.windows(2).map(|pair| change_between(&text[pair[0].range.end..pair[1].range.start]));
        let own: Vec<Option<Direction>> = std::iter::once(None).chain(own).collect();
        let group = Group {
            behind,
            named,
            ranked,
            target,
            part_of,
            unsaid,
            alone: count == 1,
            then: is_then,
            left_then: left_then.is_some(),
            about: amount.or(self.sentence.about),
            // 总量5亿元，增量达1亿元: since the year before.
            grown: changes && holds(&chars, ['增', '量']),
            rates: quantities.iter().any(|quantity| quantity.unit.dimension == "ratio"),
            reached: matches!(caption.verb, Verb::Reached(_)) && !named && !self.sentence.topics.is_empty(),
            in_all: !named && WORDS.so_far.first_in(&chars).is_some(),
            chars,
            caption,
        };
        for (((quantity, topic), period), direction) in quantities.into_iter().zip(topics).zip(periods).zip(own) {
            let (base, against) = match each.as_mut().and_then(Iterator::next) {
                Some((base, against)) => (Some(base), Some(against)),
                None => (base.clone(), other.clone()),
            };
            self.number(&group, Number { quantity, topic, period, direction, base, against });
        }
    }

    /// The amount in the same unit that a change is of where a share of it was told last: 天数227天，占比62.2%，增加1天.
    fn amount_before(&self, change: &Quantity) -> Option<usize> {
        let about = self.sentence.about?;
        let ratio = |quantity: &Quantity| matches!(quantity.unit.dimension, "ratio" | "points");
        let before = about.checked_sub(1)?;
        let share = ratio(&self.found[about].quantity) && !ratio(change);
        (share
            && self.found[before].quantity.unit == change.unit
            && !self.text[self.found[before].range().end..change.range.start].contains('。'))
        .then_some(before)
    }

    /// What figure `number` is of.
    pub(super) fn topic_at(&self, number: usize) -> Topic {
        let Figure { subject, measure, place, .. } = self.found[number].clone();
        Topic { subject, measure, place }
    }

    /// Whether `clause` is no more than what the number before it counted, in a list of such: 3座水库、9条河流 is of no 水库.
    fn is_counted_before(&self, clause: &[char], quantities: &[Quantity]) -> bool {
        let counted = self.found.last().filter(|_| self.sentence.counted).and_then(|last| last.measure.as_deref());
        let Some((joint, noun)) = clause.split_last() else { return false };
        let same = counted.is_some_and(|counted| counted.chars().eq(noun.iter().copied()));
        let next = quantities.last().filter(|next| next.unit.dimension == "count");
        same && matches!(joint, '、' | '和' | '与' | '及')
            && next.is_some_and(|next| noun_behind(&self.text[next.range.end..]).is_some())
    }

    /// Whether the numbers behind `clause` are wanted, not reached; `named` tells whether it names what they are of.
    fn is_target(&self, clause: &[char], behind: &str, named: bool) -> bool {
        let before = self.found.last().filter(|_| !self.sentence.topics.is_empty());
        WORDS.targets.first_in(clause).is_some()
            || behind.trim_start_matches('的').starts_with("目标")
            || !named && !is_done(clause) && before.is_some_and(|before| before.target && !self.is_earlier(before))
    }

    /// The figure that what `caption` names is a part of.
    fn part_of(&mut self, caption: &Caption, named: bool) -> Option<usize> {
        if caption.part {
            self.sentence.divided = self.sentence.about.or(self.sentence.marked_off);
            self.sentence.whole = self.sentence.divided.or(self.about_before);
        } else if self.sentence.whole.is_some() && named && !self.sentence.in_list && self.brackets.is_empty() {
            self.sentence.whole = None;
        }
        self.sentence.whole
    }

    /// Lets go of the list that was dealt out, and keeps the one that stands in this clause for the numbers to come.
    fn keep_list(&mut self, clause: &[char], count: usize) {
        self.sentence.list.clear();
        // 甲市和乙市双双突破2万亿元，分别为2.1万亿元和2.3万亿元
        let bare = clause.strip_prefix(&[PERIOD]).unwrap_or(clause);
        if let Some(places) = list::leading_places(bare).filter(|_| count == 1) {
            self.sentence.list = places.to_vec();
        }
        if let Some(names) = list::ranked_names(clause) {
            self.sentence.list = names.to_vec();
        }
    }
}
