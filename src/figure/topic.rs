//! What a figure is of: the name before it, parted into place, subject and measure.

use super::{
    caption::PERIOD,
    words::{Said, WORDS},
};
use crate::text::place::places;

/// What is done with a thing, said before it.
const TRADES: [&[char]; 5] = [&['出', '口'], &['进', '口'], &['生', '产'], &['销', '售'], &['采', '购']];

/// What a figure is of.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Topic {
    pub(super) subject: Option<String>,
    pub(super) measure: Option<String>,
    pub(super) place: Option<String>,
}

/// A name that so many characters stand before, and that begins with 全市 or the like, begins there.
const RUN_IN: usize = 6;

/// Where the name begins that a heading ran into: 再创新高全区粮食总产量.
fn run_in(name: &[char]) -> usize {
    let begins = |at: &usize| {
        let scope = WORDS.scopes.at_start(&name[*at..]).is_some_and(|(length, ())| at + length < name.len());
        let leads = "在占比较于对与和及、为的".contains(name[at - 1]);
        scope && matches!(name[*at], '全' | '我') && !leads
    };
    (RUN_IN..name.len()).find(begins).unwrap_or(0)
}

/// Behind 每, they tell what a price is for.
const EACH: [&str; 16] = [
    "公斤",
    "千克",
    "斤",
    "吨",
    "克",
    "亩",
    "公顷",
    "平方米",
    "立方米",
    "桶",
    "升",
    "头",
    "只",
    "枚",
    "盎司",
    "千瓦时",
];

impl Topic {
    /// The topic that `name` (folded) names.
    pub(super) fn named(name: &[char]) -> Self {
        let mut name: Vec<char> = name.iter().copied().filter(|&c| c != PERIOD).collect();
        let mut place = None;
        name.drain(..run_in(&name));
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
            } && named <= name.len()
            {
                place = Some(name.drain(..named).collect());
            } else {
                break;
            }
            while let Some((length, true)) = WORDS.openings.at_start(&name) {
                name.drain(..length);
            }
            // 重庆市内, 甲市间的
            let within: [&[char]; 5] = [&['之', '间', '的'], &['间', '的'], &['之', '间'], &['地', '区'], &['内']];
            // 甲市的“首位度”
            let quoted = name.iter().position(|c| !matches!(c, '的' | '“' | '"')).unwrap_or(name.len());
            if name[..quoted].contains(&'“') || name[..quoted].contains(&'"') {
                name.drain(..quoted);
            }
            // 地区生产总值 is one word.
            let within = if name.starts_with(&['地', '区', '生']) { [].as_slice() } else { &within };
            if let Some(within) = within.iter().find(|word| name.starts_with(word)) {
                name.drain(..within.len());
            }
        }
        // 代表之一的甲企业 is 甲企业.
        if let Some(at) = name.windows(3).position(|three| three == ['之', '一', '的']) {
            let rest = Self::named(&name[at + 3..]);
            return Self { place: rest.place.clone().or(place), ..rest };
        }
        // 某公司公布销售额
        if let Some((range, ())) = WORDS.telling.first_in(&name)
            && range.start > 1
            && range.end + 1 < name.len()
        {
            name.drain(range);
        }
        // 某业在某厂带动下
        if let Some(start) = name.iter().position(|&c| c == '在')
            && let Some(end) = name[start..].iter().position(|&c| c == '下')
        {
            name.drain(start..=start + end);
        }
        // 均价每公斤24元
        if let Some(each) = name.iter().rposition(|&c| c == '每')
            && EACH.contains(&name[each + 1..].iter().collect::<String>().as_str())
        {
            name.truncate(each);
            name.truncate(name.strip_suffix(&['平', '均']).unwrap_or(&name).len());
        }
        // 装备制造业实现增加值: the verb parts whose from what.
        if let Some((range, ())) = WORDS.part.last_in(&name)
            && range.end < name.len()
            && name[range.end] != '的'
        {
            let subject = without_passing(&name[..range.start]);
            let measure = name[range.end..].iter().collect();
            return Self { subject: some(&subject), measure: Some(measure), place };
        }
        let Some((length, ())) = WORDS.measures.at_end(&name) else {
            // 出口手机 is the export of phones.
            let trade = TRADES.iter().find(|trade| name.len() > 3 && name.starts_with(trade));
            if let Some(trade) = trade {
                let (measure, subject) = name.split_at(trade.len());
                return Self {
                    subject: Some(subject.iter().collect()),
                    measure: Some(measure.iter().collect()),
                    place,
                };
            }
            return Self { subject: some(&name.iter().collect::<String>()), measure: None, place };
        };
        // 增值税 is one word, and so is what ends in 量; 某公司的偿付能力充足率 is two.
        let own = || name.len() - name.iter().rposition(|&c| matches!(c, '的' | '“' | '"')).map_or(0, |at| at + 1);
        let length = if length == 1 { own() } else { length };
        let (mut subject, mut measure) = name.split_at(name.len() - length);
        // 企业人均|收入: what is measured is by the head.
        if let Some(by_head) = [['人', '均'], ['户', '均']].iter().find(|by_head| subject.ends_with(*by_head)) {
            (subject, measure) = name.split_at(subject.len() - by_head.len());
        }
        // 增加值占比 is of whose 增加值 was told.
        let whole = WORDS.measures.at_end(subject).is_some_and(|(length, ())| length == subject.len());
        if whole && is_rate(&measure.iter().collect::<String>()) {
            (subject, measure) = name.split_at(0);
        }
        let subject = without_passing(subject);
        Self {
            subject: some(subject.trim_end_matches(['的', '“', '"'])),
            measure: Some(measure.iter().collect()),
            place,
        }
    }
}

/// 汽车累计 (销售) is of 汽车, 甲厂目前 (产能) of 甲厂.
fn without_passing(mut name: &[char]) -> String {
    while let Some((length, ())) = WORDS.ends_passing.at_end(name) {
        name = &name[..name.len() - length];
    }
    name.iter().collect()
}

/// Whether a measure is a rate of something, not an amount.
pub(super) fn is_rate(measure: &str) -> bool {
    ["率", "比重", "占比", "比例", "份额"].iter().any(|ending| measure.ends_with(ending))
}

/// Whether a measure is of all of a place: 地区生产总值.
pub(super) fn is_whole(measure: &str) -> bool {
    let measure: Vec<char> = measure.chars().collect();
    WORDS.whole.at_end(&measure).is_some_and(|(length, ())| length == measure.len())
}

/// A name without the words at its end for all of a place and for a rate: 增幅全市.
pub(super) fn without_scope(name: &[char]) -> Vec<char> {
    let mut end = name.len();
    loop {
        let scope = (0..end)
            .find(|&at| matches!(WORDS.scopes.at_start(&name[at..end]), Some((length, ())) if at + length == end));
        match (scope, WORDS.said.at_end(&name[..end])) {
            (Some(at), _) => end = at,
            (None, Some((length, Said::Change(_)))) if matches!(name[end - 1], '速' | '幅' | '率') => end -= length,
            _ => return name[..end].to_vec(),
        }
    }
}

fn some(text: &str) -> Option<String> {
    let text = text.trim_matches(|c: char| c.is_ascii_punctuation() || c.is_whitespace());
    let names = text.chars().nth(1).is_some() || text.starts_with(|c: char| c.is_alphanumeric());
    (names && !matches!(text, "比" | "较" | "前" | "市" | "其" | "截")).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_parted_into_place_subject_and_measure() {
        for (name, expected) in [
            ("全市装备制造业增加值", [Some("全市"), Some("装备制造业"), Some("增加值")]),
            ("装备制造业实现增加值", [None, Some("装备制造业"), Some("增加值")]),
            ("装备制造业在某厂带动下实现增加值", [None, Some("装备制造业"), Some("增加值")]),
            ("汽车累计销售", [None, Some("汽车"), Some("销售")]),
            ("制造业累计实现增加值", [None, Some("制造业"), Some("增加值")]),
            ("增值税", [None, None, Some("增值税")]),
            ("江水公司的综合充足率", [None, Some("江水公司"), Some("综合充足率")]),
            ("出口集成电路", [None, Some("集成电路"), Some("出口")]),
            ("江西省稀土产量", [Some("江西省"), Some("稀土"), Some("产量")]),
            ("重庆市内供气总量", [Some("重庆市"), None, Some("供气总量")]),
            ("肉牛", [None, Some("肉牛"), None]),
        ] {
            let chars: Vec<char> = name.chars().collect();
            let Topic { place, subject, measure } = Topic::named(&chars);
            assert_eq!([place.as_deref(), subject.as_deref(), measure.as_deref()], expected, "{name}");
        }
    }
}
