//! What a clause without a number tells of the number behind it.

use super::{CAPTION_LIMIT, Walk, passing::holds};
use crate::{
    figure::{
        caption::{Caption, PERIOD},
        topic::Topic,
        words::WORDS,
    },
    text::place::places,
};

/// The longest name of what a clause without a number is about, in characters.
const NAME_LIMIT: usize = 24;

impl Walk<'_> {
    /// A clause without a number may name what the next number is of; what stands before a bracket always does.
    pub(super) fn note(&mut self, before_bracket: bool) {
        let chars = &self.clause.chars[self.clause.chars.len().saturating_sub(CAPTION_LIMIT)..];
        let caption = Caption::parse(chars);
        let name = &chars[caption.name.clone()];
        // 营收排名前十的分别是甲（5元）、乙（4元）: what stands before 分别是 is what is measured.
        if let Some((measure, named)) = ranking(chars).filter(|_| before_bracket) {
            let said = self.sentence.topics.last().and_then(|topic| topic.measure.clone());
            self.sentence.say(Topic { measure: measure.or(said), ..Topic::named(named) });
            return;
        }
        // 甲市总量（5元）领先乙市（4元）
        if let Some(place) = before_bracket.then(|| place_before_bracket(chars)).flatten() {
            self.sentence.say(Topic { subject: None, place: Some(place), ..self.last_said() });
            return;
        }
        let item = name.iter().rposition(|c| matches!(c, '、')).map_or(0, |at| at + 1);
        let last = &name[item..];
        // 总产值突破万亿，达……: what it reaches is told behind.
        let reached = WORDS.reached.first_in(name).map(|(range, ())| range.start);
        let name = reached.filter(|&at| WORDS.measures.at_end(&name[..at]).is_some()).map_or(name, |at| &name[..at]);
        // 在净资本排名方面
        if let Some(by) = name.strip_suffix(&['排', '名', '方', '面']).filter(|by| !by.is_empty() && !before_bracket)
        {
            self.sentence.say(Topic { measure: Some(by.iter().collect()), ..Topic::default() });
            return;
        }
        // 在净资产收益率方面
        let name =
            name.strip_suffix(&['方', '面']).filter(|name| WORDS.measures.at_end(name).is_some()).unwrap_or(name);
        let measured = name.len() <= NAME_LIMIT && WORDS.measures.at_end(name).is_some();
        // 制造业是支柱产业, 煤炭作为主导行业: what follows is of it.
        let is =
            chars.iter().position(|&c| c == '是').or_else(|| chars.windows(2).position(|pair| pair == ['作', '为']));
        let is = is.filter(|&at| (2..=8).contains(&at));
        // 北京紧随其后，为5元: what follows is of that place.
        if let Some(place) = leading_place(chars).filter(|_| !before_bracket && !measured) {
            self.sentence.say(Topic { place: Some(place), ..self.last_said() });
            return;
        }
        // 基础设施投资增速明显高于民间投资，超过20%: what follows is of the first.
        if let Some(topic) = ahead(chars).filter(|_| !before_bracket) {
            self.sentence.say(topic);
            return;
        }
        let opens = matches!(WORDS.openings.at_start(chars), Some((_, true)));
        // 甲公司由于新车受到欢迎，销售5辆
        let because = (2..chars.len().min(12)).find(|&at| chars[at..].starts_with(&['由', '于']));
        let because = because.map(|at| chars[..at].iter().rposition(|&c| c == '的').map_or(0, |of| of + 1)..at);
        if let Some(named) =
            because.filter(|named| named.len() > 1 && self.sentence.topics.is_empty() && !before_bracket)
        {
            self.sentence.say(Topic { measure: None, ..Topic::named(&chars[named]) });
            return;
        }
        if let Some(at) = is.filter(|_| self.sentence.topics.is_empty() && !before_bracket && !opens) {
            let topic = Topic { measure: None, ..Topic::named(&chars[..at]) };
            self.sentence.say(topic);
            return;
        }
        if before_bracket && !last.is_empty() || measured {
            let topic = Topic::named(if before_bracket { last } else { name });
            let last = self.last_said();
            let alone = topic.subject.is_none() && topic.place.is_none() && !self.sentence.topics.is_empty();
            let topic = if before_bracket || alone { self.complete(topic, &caption, &last) } else { topic };
            let topic = self.of_place_alone(topic);
            self.sentence.say(topic);
        }
    }
}

/// The place that a clause names last, right before a bracket, where what goes before tells no more of it.
fn place_before_bracket(clause: &[char]) -> Option<String> {
    const BEFORE: [&str; 12] =
        ["是", "为", "有", "领先", "领先于", "超过", "高于", "低于", "落后于", "不及", "赶超", "反超"];
    let clause: String = clause.iter().collect();
    let named = places(&clause).pop().filter(|named| named.range.end == clause.len())?;
    BEFORE.iter().any(|word| clause[..named.range.start].ends_with(word)).then(|| clause[named.range].to_owned())
}

/// What a list is ranked by, where its clause says so, and its first name: 营收排名前十的分别是甲.
fn ranking(clause: &[char]) -> Option<(Option<String>, &[char])> {
    let at = clause.windows(2).position(|pair| matches!(pair, ['别', '是' | '为'] | ['次', '是' | '为']))?;
    let (before, named) = (&clause[..at], clause.get(at + 2..)?);
    let ranked =
        before.windows(2).position(|pair| matches!(pair, ['排', '名'] | ['排', '在'] | ['位', '居'] | ['前', _]))?;
    let by = Caption::parse(&before[..ranked]).name;
    let measure: String = before[by].iter().collect();
    (!named.is_empty()).then(|| (Some(measure).filter(|measure| !measure.is_empty()), named))
}

/// What is told to be ahead of something else, or behind it, without a number.
fn ahead(clause: &[char]) -> Option<Topic> {
    let (than, _) = WORDS.than.first_in(clause)?;
    let caption = Caption::parse(&clause[..than.start]);
    let name = &clause[caption.name];
    let rate = WORDS.said.at_end(name).is_none() && holds(&clause[..than.start], ['增', '速']);
    let topic = Topic::named(name);
    (rate && topic.measure.is_some()).then_some(topic)
}

/// The place that a short clause without a number tells the rank of: 上海居榜首.
fn leading_place(clause: &[char]) -> Option<String> {
    const SHORT: usize = 22;
    if clause.len() > SHORT {
        return None;
    }
    let clause: String = clause.iter().filter(|c| **c != PERIOD).collect();
    let named = places(&clause).into_iter().next().filter(|named| named.range.start == 0)?;
    let behind = &clause[named.range.end..];
    let behind: Vec<char> = behind.chars().collect();
    WORDS.ranked.at_start(&behind).map(|_| clause[named.range].to_owned())
}
