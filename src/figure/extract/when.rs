//! When a number is of, and what it is compared with.

use std::ops::Range;

use super::{Walk, list::is_joint, passing::holds};
use crate::{
    figure::{
        Against, Figure, NamedPeriod,
        caption::{Caption, PERIOD, Verb},
        deal::deal,
        period::{Mention, When, Year},
        topic::Topic,
        words::{Said, WORDS},
    },
    text::place::places,
};

/// So many characters of a clause compare with a number of another period: 比2010年的.
pub(super) const THEN: usize = 3;

impl Walk<'_> {
    /// Takes the period with that number, which begins at byte `at`.
    pub(super) fn period(&mut self, at: usize, number: usize) {
        // 较1-2、1-3、1-4月
        let listed = |c: &&char| c.is_ascii_digit() || matches!(**c, '、' | '-' | '—' | '~' | '和' | PERIOD);
        let last = self.clause.chars.iter().rev().find(|c| !listed(c));
        // 高于上年, but 建于2003年 is when; 将于12月举行 is when of what is still to come.
        let more = |c: &char| "高低快慢多少大小优好强弱长短先后早晚等当比较将拟".contains(*c);
        // 多伦多于1954年 is when, too.
        let of_place = || {
            let before: String = self.clause.chars.split_last().map_or(&[][..], |(_, before)| before).iter().collect();
            places(&before).last().is_some_and(|last| last.range.end == before.len())
        };
        let than = |c: &char| *c != '于' || self.clause.chars.iter().rev().nth(1).is_some_and(more) && !of_place();
        let compared = matches!(self.clause.chars.last().filter(|c| than(c)), Some('与' | '同' | '于'))
            || matches!(last, Some('比' | '较'));
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
        let in_passing = WORDS.time_in_passing.iter().any(|word| behind.starts_with(word.as_str()));
        // 延续了上月的势头
        let goes_on = WORDS.goes_on.at_end(&self.clause.chars[..self.clause.chars.len() - 1]).is_some();
        let in_passing = in_passing || goes_on;
        // 对2021年度跨国公司的项目奖补
        let in_passing = in_passing || self.clause.chars == ['对', PERIOD];
        // 在上年同期18%的高增速基础上
        let clause = behind.split(['，', ',', '。', '；', '\n']).next().unwrap_or_default();
        let in_passing = in_passing || self.clause.chars.ends_with(&['在', PERIOD]) && clause.contains("基础上");
        // 由去年同期下降5%转为增长21%: the first number is of then, the second is not.
        let from = self.clause.chars.ends_with(&['由', PERIOD]) || self.clause.chars.ends_with(&['从', PERIOD]);
        let next = behind.split_once(['，', ',']).map_or("", |(_, next)| next);
        if from && WORDS.turns.iter().any(|word| clause.contains(word.as_str()) || next.starts_with(word.as_str())) {
            self.sentence.from = Some(number);
            return;
        }
        if !compared && !in_passing && self.periods[number].when.open.is_none() {
            self.spoken_of = Some(number);
            if !self.is_then(number) {
                self.now = Some(number);
            }
            self.sentence.earlier = self.sentence.period.replace(number);
            self.sentence.told = false;
            self.sentence.so_far = false;
        }
    }

    /// Lets go of a period that a sentence compared with at its end: what follows 上季度为2亿元，去年同期为1亿元 is of neither.
    pub(super) fn back_to_now(&mut self) {
        if self.spoken_of.is_some_and(|number| self.is_then(number)) {
            self.spoken_of = self.now;
        }
    }

    /// Whether the period with that number is one that another is compared with: 去年同期, 上季度.
    fn is_then(&self, number: usize) -> bool {
        let text = &self.text[self.periods[number].range.clone()];
        text.ends_with("同期") || text.starts_with("上") && text.ends_with(['季', '度'])
    }

    /// Lets go of a part of the year when the sentence that begins at byte `at` compares with the year before and names no
    /// period of its own: 第一季度增长3.1%。……生产总值比上年增长8.2% is of the year that stands above.
    pub(super) fn back_to_the_year(&mut self, at: usize) {
        let whole = |period: &NamedPeriod| period.when.is_whole_years();
        let part = self.spoken_of.is_some_and(|number| !self.periods[number].when.is_whole_years());
        if !part || !self.above.period.as_ref().is_some_and(whole) {
            return;
        }
        let end = self.text[at..].find(['。', '\n']).map_or(self.text.len(), |length| at + length);
        let first = self.periods.partition_point(|mention| mention.range.start < at);
        let of_the_year = self.periods.get(first).is_some_and(|mention| {
            let range = &mention.range;
            range.end <= end
                && matches!(&self.text[range.clone()], "上年" | "去年")
                && self.text[at..range.start].ends_with(['比', '较'])
        });
        if of_the_year {
            self.spoken_of = None;
        }
    }

    /// The period that alone stands in brackets right behind a number, which ends at byte `end`: 3万人（2008年）.
    pub(super) fn bracketed_period(&self, end: usize) -> Option<NamedPeriod> {
        let open = self.text[end..].chars().next().filter(|c| matches!(c, '（' | '('))?;
        let mention = self.mention_at(end + open.len_utf8())?;
        let closed = self.text[mention.range.end..].starts_with(['）', ')']);
        closed.then(|| mention.named(self.text))
    }

    /// The period at the end of `clause` that alone tells a number from the one before: 比2010年的3.1人减少0.5人; and
    /// 较10月份5元的均价上涨, where 的 is told `behind` the number.
    pub(super) fn then(&self, clause: &[char], at: &[usize], behind: &str) -> Option<NamedPeriod> {
        let named = clause.strip_suffix(&['的']).or(behind.starts_with('的').then_some(clause))?;
        let (PERIOD, compared) = named.split_last().map(|(last, before)| (*last, before))? else { return None };
        let compares = matches!(compared.last(), Some('比' | '较' | '与' | '同' | '和'));
        compares.then(|| self.mention_at(at[compared.len()]).map(|mention| mention.named(self.text)))?
    }

    /// The period that a clause begins with whose number is what another one is compared with: 与2010年37%的增幅相比.
    pub(super) fn compared_period(&self, clause: &[char], at: &[usize], behind: &str) -> Option<NamedPeriod> {
        let ['与' | '同' | '和' | '跟' | '比' | '较', PERIOD, ..] = clause else { return None };
        let told = behind.split(['，', ',', '。', '；', ';', '\n']).next().unwrap_or_default();
        let compares = ["相比", "相比较", "比较"].iter().any(|word| told.ends_with(word));
        compares.then(|| self.mention_at(at[1]).map(|mention| mention.named(self.text)))?
    }

    /// The period of each of `count` numbers behind `clause`; `base` is where what they are compared with begins.
    fn periods_of(&self, clause: &[char], count: usize, base: Option<usize>) -> Vec<Option<NamedPeriod>> {
        let spoken_of = self.spoken_of.map(|number| &self.periods[number]);
        let Some(mention) = spoken_of.filter(|mention| base.is_none_or(|base| mention.range.start < base)) else {
            return vec![self.above.period.clone(); count];
        };
        let named = mention.named(self.text);
        let when = named.when;
        if let (Year::Known(first), Year::Known(last)) = (when.first.year, when.last.year)
            && count > 1
            && usize::try_from(last - first + 1) == Ok(count)
            && (named.text.contains(['和', '、', '与']) || when.is_whole_years() && holds(clause, ['分', '别']))
        {
            // 2015和2016年同期, 从2015年到2019年分别: a year each.
            let of_year = |year| {
                let mut when = when;
                (when.first.year, when.last.year) = (Year::Known(year), Year::Known(year));
                Some(NamedPeriod { when, ..named.clone() })
            };
            return (first..=last).map(of_year).collect();
        }
        // 前三个月销量分别为: a month each.
        let months = |when: When| when.last.month.checked_sub(when.first.month).map(|more| more as usize + 1);
        let plain = when.first.year == when.last.year && !when.point && when.open.is_none();
        if count > 1 && plain && months(when) == Some(count) && holds(clause, ['分', '别']) && !clause.contains(&'、')
        {
            let of_month = |month| {
                let when = When::new(when.first.year, (month, 1), (month, 31));
                Some(NamedPeriod { when, text: format!("{month}月") })
            };
            return (when.first.month..=when.last.month).map(of_month).collect();
        }
        if let Some(listed) = self.periods_listed(clause, count) {
            return listed;
        }
        vec![Some(named); count]
    }

    /// The last `count` periods where they are listed, one for each number that is dealt out: 2019年、2020年、2021年分别为.
    fn periods_listed(&self, clause: &[char], count: usize) -> Option<Vec<Option<NamedPeriod>>> {
        let last = self.spoken_of.filter(|_| count > 1 && holds(clause, ['分', '别']))?;
        let periods = self.periods.get((last + 1).checked_sub(count)?..=last)?;
        let joint = |pair: &[Mention]| {
            let [one, other] = pair else { return false };
            is_joint(&self.text[one.range.end..other.range.start])
        };
        periods.windows(2).all(joint).then(|| periods.iter().map(|mention| Some(mention.named(self.text))).collect())
    }

    /// The period that each of `count` numbers behind `clause` is told of; `named` tells whether the clause names what they
    /// are of, `base` is where what they are compared with begins.
    pub(super) fn periods_told(
        &mut self,
        clause: &[char],
        count: usize,
        named: bool,
        base: Option<usize>,
    ) -> Vec<Option<NamedPeriod>> {
        let mut periods = self.periods_of(clause, count, base);
        if let Some(from) = self.sentence.from.take() {
            periods.fill(Some(self.periods[from].named(self.text)));
        }
        if let Some(now) = self.period_now(clause) {
            periods.fill(Some(now));
        }
        // 累计出口42亿元，同比增长4%: what names nothing is still of the whole.
        let so_far = WORDS.so_far.first_in(clause).is_some() || !named && self.sentence.so_far;
        self.sentence.so_far = so_far && self.sentence.told && !clause.contains(&PERIOD);
        if self.sentence.so_far {
            periods.fill(self.period_so_far());
        }
        self.sentence.told |= self.sentence.period.is_some() && !so_far;
        periods
    }

    /// Whether the period spoken of is of a year before that of `figure`.
    pub(super) fn is_earlier(&self, figure: &Figure) -> bool {
        let year = |year: Year| if let Year::Known(year) = year { Some(year) } else { None };
        let now = self.spoken_of.and_then(|number| year(self.periods[number].when.last.year));
        let then = figure.period.as_ref().and_then(|period| year(period.when.first.year));
        now.zip(then).is_some_and(|(now, then)| now < then)
    }

    /// The period before the one that changes are told of: the month before where they are told month by month (从同比看),
    /// else the year before.
    pub(super) fn before(&self, period: NamedPeriod) -> NamedPeriod {
        let month = self.basis.and_then(|_| period.a_month_before());
        month.unwrap_or_else(|| period.a_year_before())
    }

    /// The period of the whole so far, where a number of the period named last was told before it: the one named before
    /// that (10月，当月…，累计… has none), or what stands above.
    fn period_so_far(&self) -> Option<NamedPeriod> {
        let named = |number: usize| self.periods[number].named(self.text);
        let last = self.sentence.period.map(named);
        let differs = |period: &NamedPeriod| last.as_ref().is_none_or(|last| last.when != period.when);
        let earlier = self.sentence.earlier.map(named).filter(differs);
        earlier.or_else(|| self.above.period.clone()).or(last.clone())
    }

    /// When it is told of as it is now (目前): the day of the report.
    fn period_now(&self, clause: &[char]) -> Option<NamedPeriod> {
        let (now, ()) = WORDS.now.first_in(clause).filter(|_| !clause.contains(&PERIOD))?;
        let date = self.above.date?;
        let when = When::as_of(date.year, date.month?, date.day?);
        Some(NamedPeriod { text: clause[now].iter().collect(), when })
    }

    /// What each of `count` numbers is compared with, as written and taken apart: 分别高于全国、全省1和2个百分点.
    pub(super) fn compared_each(
        &self,
        clause: &[char],
        caption: &Caption,
        count: usize,
    ) -> Option<Vec<(String, Against)>> {
        let base = caption.base.clone().filter(|_| count > 1 && matches!(caption.verb, Verb::Differs(_)))?;
        let names = deal(&clause[base], count)?;
        let each = |name: Vec<char>| {
            let Topic { subject, measure, place } = Topic::named(&name);
            (name.into_iter().collect(), Against { measure, subject, place, period: None })
        };
        Some(names.into_iter().map(each).collect())
    }

    /// What a clause compares with, taken apart.
    pub(super) fn against(&self, clause: &[char], at: &[usize], caption: &Caption) -> Option<Against> {
        let Some(range) = caption.base.clone() else {
            // The quarter before is not told apart.
            let since = &clause[caption.since.clone()?];
            return (!since.contains(&'季')).then(Against::default);
        };
        if matches!(caption.verb, Verb::Share | Verb::Drives(_) | Verb::OfBase) {
            return None;
        }
        let mut base: Vec<char> = clause[range.clone()].to_vec();
        for word in ["平均水平", "平均", "水平", "指标", "数据", "的"] {
            let word: Vec<char> = word.chars().collect();
            if base.ends_with(&word) {
                base.truncate(base.len() - word.len());
            }
        }
        while let Some((length, Said::Change(_) | Said::Adverb)) = WORDS.said.at_end(&base) {
            base.truncate(base.len() - length);
        }
        let mention = range.clone().find(|&place| clause[place] == PERIOD);
        let mention = mention.and_then(|place| self.mention_at(at[place]));
        let topic = Topic::named(&base);
        // 比同期工业增速 is of the same period; 比同期 alone of the year before.
        let same = topic.subject.is_some() || topic.measure.is_some() || topic.place.is_some();
        let mention = mention.filter(|mention| !(same && &self.text[mention.range.clone()] == "同期"));
        let period = mention.map(|mention| mention.named(self.text));
        let known = same || period.is_some();
        known.then_some(Against { measure: topic.measure, subject: topic.subject, place: topic.place, period })
    }

    /// The period that begins at a byte.
    pub(super) fn mention_at(&self, start: usize) -> Option<&Mention> {
        self.periods.binary_search_by_key(&start, |mention| mention.range.start).ok().map(|at| &self.periods[at])
    }

    /// A range of a clause, as the text has it.
    pub(super) fn written(&self, at: &[usize], range: &Range<usize>) -> Option<String> {
        let first = *at.get(range.start)?;
        let last = *at.get(range.end.checked_sub(1)?)?;
        let end = match self.mention_at(last) {
            Some(mention) => mention.range.end,
            None => last + self.text[last..].chars().next()?.len_utf8(),
        };
        Some(self.text.get(first..end)?.trim().to_owned()).filter(|text| !text.is_empty())
    }
}
