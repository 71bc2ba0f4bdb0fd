//! A message that lacks something takes it from the question before it: 那重庆呢？ 占比多少？ 去年呢？ 为什么？ 它在哪？
//!
//! Three ways: a piece of the old question is replaced by the message's piece of the same slot; a bare question word is put
//! to the old topic; a pronoun is replaced by the old topic, or by the old answer where that is a name. A message that
//! stands on its own is left alone.

use serde::{Deserialize, Serialize};

use super::{
    row::{Row, ask, is_ask, is_measure, is_period, is_view},
    slots::{Ask, FollowUpWords, Piece, Slot, ends_with, longest, pieces},
};
use crate::{
    figure::period::{Asked, Year, asked},
    text::{byte_offset, char_count, fold::fold, is_han, toponym::toponyms},
};

/// No follow-up is longer, in characters: a longer message says what it means.
const MESSAGE: usize = 30;
/// Nor is what it is completed to, so that a long conversation grows no question.
const COMPLETED: usize = 120;
/// The longest answer that a pronoun may stand for, in characters: a name.
const NAME: usize = 12;

/// What was spoken of last: all that a follow-up needs, for a door to keep.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Topic {
    /// The question, as it was understood.
    pub question: String,
    /// Its short answer, where that is a name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<String>,
    /// The year that the answer is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<i32>,
}

impl Topic {
    /// What a follow-up to `question` needs; `None` if that is too long to be followed up.
    pub(super) fn new(question: &str, answer: Option<&str>, year: Option<i32>) -> Option<Self> {
        let is_name = |answer: &&str| {
            let length = char_count(answer);
            (2..=NAME).contains(&length)
                && answer.chars().all(|c| c.is_alphanumeric() || matches!(c, '·' | '“' | '”'))
                && !answer.starts_with(|c: char| c.is_ascii_digit())
        };
        let question = question.trim();
        (!question.is_empty() && char_count(question) <= COMPLETED).then(|| Self {
            question: question.to_owned(),
            answer: answer.filter(is_name).map(str::to_owned),
            year,
        })
    }
}

/// The question that `message` means after `topic`; `None` when it stands on its own.
pub(super) fn complete(topic: &Topic, message: &str, words: &FollowUpWords) -> Option<String> {
    let message = message.trim();
    if char_count(message) > MESSAGE {
        return None;
    }
    let old = Old::of(topic, words);
    let message = Message::of(message, words);
    let completed = match message.reference(words) {
        Reference::Outside(pronoun) => old.refer(&message, &pronoun)?,
        Reference::Inside => return None,
        Reference::None => old.continue_with(&message)?,
    };
    let completed = completed.trim();
    (char_count(completed) <= COMPLETED && completed.chars().any(char::is_alphanumeric)).then(|| {
        let mark = if completed.chars().any(is_han) { '？' } else { '?' };
        format!("{completed}{mark}")
    })
}

/// A message, without what opens and closes it.
struct Message {
    text: String,
    pieces: Vec<Piece>,
    opened: bool,
    closed: bool,
    /// Whether it ends with a question mark.
    marked: bool,
}

/// What a pronoun in a message means.
enum Reference {
    /// There is no pronoun.
    None,
    /// What the message itself names before it.
    Inside,
    /// What was spoken of.
    Outside(Pronoun),
}

/// A pronoun in a message.
struct Pronoun {
    folded: String,
    /// What stands before it, and behind it.
    around: (String, String),
}

impl Message {
    fn of(message: &str, words: &FollowUpWords) -> Self {
        let marked = message.ends_with(['？', '?']);
        let mut text = trim(message).to_owned();
        let mut opened = false;
        // 那还有重庆呢: one may stand behind the other.
        for _ in 0..2 {
            let folded: Vec<char> = fold(&text).chars().collect();
            // 那 of 那曲, or of 那个.
            let place = toponyms(&text, &[]).first().is_some_and(|toponym| toponym.range.start == 0);
            let Some(length) = longest(&words.openings, &folded).filter(|_| !place) else { break };
            if longest(&words.not_openings, &folded[length..]).is_some() {
                break;
            }
            opened = true;
            text = trim(&text[byte_offset(&text, length)..]).to_owned();
        }
        let (bare, closed) = without_closing(&text, words);
        let text = bare.to_owned();
        let pieces = pieces(&text, words);
        Self { text, pieces, opened, closed, marked }
    }

    fn get(&self, wanted: impl Fn(Slot) -> bool) -> Option<&Piece> {
        self.pieces.iter().find(|piece| wanted(piece.slot))
    }

    fn has(&self, wanted: impl Fn(Slot) -> bool) -> bool {
        self.get(wanted).is_some()
    }

    fn ask(&self) -> Option<Ask> {
        ask(&self.pieces)
    }

    /// What its first pronoun means.
    fn reference(&self, words: &FollowUpWords) -> Reference {
        let folded: Vec<char> = fold(&self.text).chars().collect();
        let mut at = 0;
        while at < folded.len() {
            let rest = &folded[at..];
            // The pronoun's character may be any of the word's.
            if let Some(length) = longest(&words.not_pronouns, rest) {
                at += length;
                continue;
            }
            let Some(mut length) = longest(&words.pronouns, rest) else {
                at += 1;
                continue;
            };
            let pronoun: String = rest[..length].iter().collect();
            length += longest(&words.generic, &rest[length..]).unwrap_or_default();
            let cut = |at| byte_offset(&self.text, at);
            let (before, behind) = (&self.text[..cut(at)], &self.text[cut(at + length)..]);
            let own = pieces(before, words)
                .iter()
                .any(|piece| matches!(piece.slot, Slot::Name | Slot::Place | Slot::Measure | Slot::WholeMeasure));
            if own {
                return Reference::Inside;
            }
            return Reference::Outside(Pronoun { folded: pronoun, around: (before.to_owned(), behind.to_owned()) });
        }
        Reference::None
    }

    /// Whether it lacks what it is about, so that the old question must give it.
    fn is_elliptic(&self) -> bool {
        let measure = self.has(|slot| slot == Slot::Measure);
        let whole = self.has(|slot| slot == Slot::WholeMeasure);
        let view = self.has(is_view);
        let place = self.has(|slot| slot == Slot::Place);
        let period = self.has(is_period);
        let referring = self.opened || (self.closed && self.ask().is_none());
        let number = matches!(self.ask(), None | Some(Ask::Number));
        if self.has(|slot| slot == Slot::Name) {
            // 那锂电池呢, 那锂电池是多少; but 那光伏街有多长 says it all.
            return referring && number && (self.ask().is_none() || !(measure || whole || view));
        }
        if referring {
            return place || period || measure || whole || view || self.ask().is_some();
        }
        if whole || (place && (measure || !number)) {
            return false;
        }
        if place && !view {
            // A place by itself is a keyword.
            return self.ask().is_some();
        }
        // 产量？ asks, 产量 is a keyword.
        view || measure && (self.ask().is_some() || self.marked) || period || self.ask().is_some()
    }
}

/// The old question.
struct Old<'a> {
    topic: &'a Topic,
    words: &'a FollowUpWords,
    pieces: Vec<Piece>,
}

impl<'a> Old<'a> {
    fn of(topic: &'a Topic, words: &'a FollowUpWords) -> Self {
        let (question, _) = without_closing(trim(&topic.question), words);
        Self { topic, words, pieces: pieces(question, words) }
    }

    fn ask(&self) -> Option<Ask> {
        ask(&self.pieces)
    }

    /// The message with its pronoun replaced by what was spoken of.
    fn refer(&self, message: &Message, pronoun: &Pronoun) -> Option<String> {
        let fits = match self.ask() {
            Some(Ask::Who) => pronoun.folded.starts_with(['他', '她']),
            Some(Ask::Where) => {
                matches!(pronoun.folded.as_str(), "这里" | "那里" | "这儿" | "那儿") || pronoun.folded == "该"
            }
            Some(Ask::What) => !pronoun.folded.starts_with(['他', '她']),
            _ => false,
        };
        let (before, behind) = (pronoun.around.0.as_str(), pronoun.around.1.as_str());
        if let Some(answer) = self.topic.answer.as_deref().filter(|_| fits) {
            return Some(format!("{before}{answer}{behind}"));
        }
        let own_measure = message.has(is_measure);
        let number = message.ask() == Some(Ask::Number) || message.has(is_view);
        // 它在哪 asks for the thing, 它增长多少 for the measure of it.
        let subject = self.subject(number && !own_measure, (number || own_measure) && !message.has(is_period))?;
        let joint = if behind.starts_with('的') || !own_measure { "" } else { "的" };
        let ask = if message.closed && message.ask().is_none() { "是多少" } else { "" };
        Some(format!("{before}{subject}{joint}{behind}{ask}"))
    }

    fn continue_with(&self, message: &Message) -> Option<String> {
        let name = message.get(|slot| slot == Slot::Name);
        if let (Some(name), Some(_)) = (name, message.ask()) {
            // 什么时候成立的: asked of nobody.
            let bare = name.text.trim_end_matches(['的', '了']);
            let first = message.pieces.iter().find(|piece| piece.slot != Slot::Glue)?;
            if matches!(first.slot, Slot::Ask(_))
                && message.pieces.iter().all(|piece| matches!(piece.slot, Slot::Ask(_) | Slot::Name | Slot::Glue))
                && self.words.predicates.iter().any(|word| word == bare)
            {
                return Some(format!("{}{}", self.subject(false, false)?, message.text));
            }
        }
        if let Some(name) =
            name.filter(|name| ends_with(&name.text, &self.words.roles) || self.words.roles.contains(&name.text))
            && (message.closed || message.opened)
            && matches!(message.ask(), None | Some(Ask::What))
            && !message.has(|slot| slot == Slot::Place || is_measure(slot))
        {
            let is = if name.text.ends_with(['人', '者', '长', '理']) { "是谁" } else { "是什么" };
            return Some(format!("{}的{}{is}", self.subject(false, false)?, name.text));
        }
        if !message.is_elliptic() {
            return None;
        }
        let only_ask = message.pieces.iter().all(|piece| matches!(piece.slot, Slot::Ask(_) | Slot::Glue));
        match message.ask() {
            Some(Ask::Number) | None => self.swap(message),
            Some(kind) if only_ask => self.ask_anew(kind, &message.get(is_ask)?.text),
            Some(kind) => {
                Self { topic: self.topic, words: self.words, pieces: pieces(&self.swap(message)?, self.words) }
                    .ask_anew(kind, &message.get(is_ask)?.text)
            }
        }
    }

    /// The old question with the message's pieces in the places of the same slots.
    fn swap(&self, message: &Message) -> Option<String> {
        let mut row = Row { pieces: self.pieces.clone() };
        let measure = message.get(is_measure);
        let view = message.get(is_view);
        let old_number = matches!(self.ask(), None | Some(Ask::Number));
        if let Some(year) = message.get(|slot| slot == Slot::Year) {
            row.put(Piece { slot: Slot::Year, text: self.year(&year.text) });
        }
        for wanted in [Slot::Part, Slot::Place] {
            if let Some(piece) = message.get(|slot| slot == wanted) {
                row.put(piece.clone());
            }
        }
        if let Some(name) = message.get(|slot| slot == Slot::Name) {
            if measure.is_some() && !old_number {
                return None;
            }
            let like_place = ends_with(&name.text, &self.words.place_endings) || !row.has(|slot| slot == Slot::Name);
            if like_place && measure.is_none() && row.has(|slot| slot == Slot::Place) {
                row.put(Piece { slot: Slot::Place, text: name.text.clone() });
            } else {
                row.put(name.clone());
            }
        }
        if let Some(measure) = measure {
            if !old_number {
                row.drop_from_ask();
            }
            if measure.slot == Slot::WholeMeasure
                && !message.has(|slot| slot == Slot::Name)
                && row.has(|slot| slot == Slot::Measure)
            {
                row.drop_modifier();
            }
            row.put(measure.clone());
            if message.ask().is_some() && view.is_none() {
                row.remove(is_view);
            }
        }
        if let Some(view) = view {
            if !old_number {
                row.drop_from_ask();
            }
            row.remove(|slot| is_view(slot) && slot != view.slot);
            row.put(view.clone());
        }
        let own = message.get(|slot| slot == Slot::Ask(Ask::Number)).map(|piece| piece.text.clone());
        let change = row.has(|slot| slot == Slot::Change);
        // 那电池街是多少, after 光伏街有多长, asks how long it is.
        let own = own.filter(|_| measure.is_some() || view.is_some() || self.ask() != Some(Ask::Dimension));
        if own.is_some() || measure.is_some() || view.is_some() {
            let old = row.get(is_ask).map(|piece| piece.text.clone());
            let usual = if change { "多少" } else { "是多少" };
            let text = own.or(old.filter(|_| view.is_none())).unwrap_or_else(|| usual.to_owned());
            row.put(Piece { slot: Slot::Ask(Ask::Number), text });
        }
        Some(row.text())
    }

    /// The old topic with another question word.
    fn ask_anew(&self, kind: Ask, text: &str) -> Option<String> {
        let mut row = Row { pieces: self.pieces.clone() };
        let at = row.position(is_ask);
        let is_last = at.is_none_or(|at| row.pieces[at + 1..].iter().all(|piece| piece.slot == Slot::Glue));
        let old_number = matches!(self.ask(), None | Some(Ask::Number | Ask::Dimension));
        if !old_number && !is_last {
            row.put(Piece { slot: Slot::Ask(kind), text: text.to_owned() });
            return Some(row.text());
        }
        if kind == Ask::Why {
            row.remove(is_ask);
            return Some(format!("{}的原因是什么", trim(&row.text()).trim_end_matches(['的', '了'])));
        }
        Some(format!("{}{text}", self.subject(kind == Ask::When, false)?))
    }

    /// What was spoken of: the old question without what is asked.
    fn subject(&self, measure: bool, period: bool) -> Option<String> {
        let content = |piece: &Piece| matches!(piece.slot, Slot::Name | Slot::Place) || is_measure(piece.slot);
        let asked = self.pieces.iter().position(|piece| is_ask(piece.slot) || is_view(piece.slot));
        let asked = asked.unwrap_or(self.pieces.len());
        let before = &self.pieces[..asked];
        let about = if before.iter().any(content) { before } else { self.pieces.get(asked + 1..)? };
        let thing = about.iter().any(|piece| matches!(piece.slot, Slot::Name | Slot::Place));
        let mut row = Row { pieces: about.to_vec() };
        if !measure && thing {
            row.remove(is_measure);
        }
        if !period {
            row.remove(is_period);
        }
        let text = row.text();
        let mut subject = trim(&text).trim_matches(['的', '了', '在', '是', '有']);
        if asked == 0 {
            // 谁担任召集人 is about 召集人, 谁召集了会议 about 会议.
            let done = subject.find('了').filter(|&at| char_count(&subject[..at]) <= 4);
            subject = done.map_or(subject, |at| &subject[at + '了'.len_utf8()..]);
            let verb = self.words.predicates.iter().filter_map(|word| subject.strip_prefix(word.as_str()));
            subject = verb.min_by_key(|rest| rest.len()).filter(|rest| !rest.is_empty()).unwrap_or(subject);
        }
        // “光伏街”上有多少家企业 is about “光伏街”.
        subject = subject
            .strip_suffix(['上', '里', '中', '内'])
            .filter(|rest| rest.ends_with(['”', '》']))
            .unwrap_or(subject);
        (!subject.is_empty()).then(|| subject.to_owned())
    }

    /// A year that is told from another one, by its number where that is known: 去年 after a question about 2024 is 2023年.
    fn year(&self, text: &str) -> String {
        let first_year = |period: &Asked| match period.first_year {
            Year::Known(year) => Some(year),
            _ => None,
        };
        let spoken = asked(&self.topic.question).iter().find_map(first_year).or(self.topic.year);
        match (asked(text).first().map(|period| period.first_year), spoken) {
            (Some(Year::Relative(away)), Some(year)) if away != 0 => format!("{}年", year + away),
            // 2021年同期 names the part of the year that stands there already.
            (Some(Year::Known(_)), _) => text.trim_end_matches("同期").to_owned(),
            _ => text.to_owned(),
        }
    }
}

/// `text` without the particle that closes it, and whether there was one.
fn without_closing<'a>(text: &'a str, words: &FollowUpWords) -> (&'a str, bool) {
    let folded = fold(text);
    let closings = words.closings.iter().filter(|word| folded.ends_with(word.as_str()));
    match closings.map(|word| char_count(word)).max() {
        Some(closing) => (trim(&text[..byte_offset(text, char_count(text) - closing)]), true),
        None => (text, false),
    }
}

/// Without the marks and spaces around it.
fn trim(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || "？?。，,.！!；;：:~…、".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn understood(before: &str, answer: Option<&str>, year: Option<i32>, message: &str) -> Option<String> {
        complete(&Topic::new(before, answer, year)?, message, &FollowUpWords::default())
    }

    #[test]
    fn a_follow_up_takes_what_it_lacks_from_the_question_before() {
        let mut wrong = Vec::new();
        for (before, message, expected) in [
            // A place for a place.
            ("苏州一季度用电量是多少？", "那重庆呢？", "重庆一季度用电量是多少？"),
            ("苏州一季度用电量是多少？", "重庆呢", "重庆一季度用电量是多少？"),
            ("苏州一季度用电量是多少？", "重庆是多少？", "重庆一季度用电量是多少？"),
            ("蘇州市一季度用電量是多少", "那重慶呢", "重慶一季度用電量是多少？"),
            ("2011年江西稀土产量是多少？", "那重庆的产量是多少？", "2011年重庆稀土产量是多少？"),
            ("重庆2011年一季度为什么缺电？", "那苏州呢？", "苏州2011年一季度为什么缺电？"),
            ("苏州一季度GDP增长多少", "昆山增长了多少？", "昆山一季度GDP增长了多少？"),
            ("一季度用电量是多少？", "重庆呢？", "重庆一季度用电量是多少？"),
            ("2024年青河市工业投资是多少？", "那东山区呢？", "2024年东山区工业投资是多少？"),
            ("去拉萨的铁路有多长？", "那曲呢？", "去那曲的铁路有多长？"),
            // A period for a period.
            ("2024年西宁一季度工业投资是多少？", "去年呢？", "2023年西宁一季度工业投资是多少？"),
            ("西宁一季度工业投资是多少？", "去年呢？", "西宁去年一季度工业投资是多少？"),
            ("2011年一季度重庆用电量是多少？", "二季度呢", "2011年二季度重庆用电量是多少？"),
            ("2011年一季度重庆用电量是多少？", "那2010年呢？", "2010年一季度重庆用电量是多少？"),
            ("2011年一季度重庆用电量是多少？", "2010年？", "2010年一季度重庆用电量是多少？"),
            ("2011年重庆用电量是多少？", "上半年呢？", "2011年上半年重庆用电量是多少？"),
            ("2011年一季度重庆用电量是多少？", "那苏州前年呢？", "2009年一季度苏州用电量是多少？"),
            ("重庆用电量是多少？", "2010年呢？", "2010年重庆用电量是多少？"),
            ("2022年1-4月手机产量多少？", "前年同期呢？", "2020年1-4月手机产量多少？"),
            ("2022年春节旅游收入是多少？", "国庆呢？", "2022年国庆旅游收入是多少？"),
            ("2022年一季度重庆用电量是多少？", "Q2呢？", "2022年Q2重庆用电量是多少？"),
            ("重庆上个月用电量是多少？", "本月呢？", "重庆本月用电量是多少？"),
            // A name for a name.
            ("苏州一季度集成电路产值增长多少？", "那生物医药呢？", "苏州一季度生物医药产值增长多少？"),
            ("2023年单晶硅产量是多少", "多晶硅呢", "2023年多晶硅产量是多少？"),
            ("宁波银行净利润是多少？", "那招商银行呢？", "招商银行净利润是多少？"),
            ("光伏街有多长？", "那电池街是多少？", "电池街有多长？"),
            ("2011年一季度重庆全社会用电量是多少？", "那工业用电量呢？", "2011年一季度重庆工业用电量是多少？"),
            ("稀土金属钕价格涨到多少？", "镝呢？", "镝价格涨到多少？"),
            // A measure for a measure.
            ("2023 年营业收入是多少？", "净利润呢？", "2023 年净利润是多少？"),
            ("西宁单晶硅产量是多少？", "占比多少？", "西宁单晶硅产量占比多少？"),
            ("西宁单晶硅产量是多少？", "占比呢？", "西宁单晶硅产量占比是多少？"),
            ("西宁单晶硅产量增长多少？", "占全国多少？", "西宁单晶硅产量占全国多少？"),
            ("苏州一季度GDP是多少？", "增速呢？", "苏州一季度GDP增速是多少？"),
            ("苏州一季度GDP是多少？", "增长了多少？", "苏州一季度GDP增长了多少？"),
            ("苏州一季度GDP增速是多少？", "同比增长多少", "苏州一季度GDP同比增长多少？"),
            ("苏州一季度集成电路产值增长多少？", "产量呢？", "苏州一季度集成电路产量增长多少？"),
            ("苏州一季度集成电路产值增长多少？", "产量多少？", "苏州一季度集成电路产量多少？"),
            ("苏州一季度集成电路产值增长多少？", "GDP呢？", "苏州一季度GDP增长多少？"),
            ("一季度用电量是多少？", "工业投资呢？", "一季度工业投资是多少？"),
            ("光伏街在哪？", "产值呢？", "光伏街产值是多少？"),
            ("光伏街", "占比多少？", "光伏街占比多少？"),
            ("苏州一季度GDP是多少？", "那去年的增速呢？", "苏州去年一季度GDP增速是多少？"),
            (
                "2011年一季度重庆用电量是多少？",
                "高于全国多少个百分点？",
                "2011年一季度重庆用电量高于全国多少个百分点？",
            ),
            ("2011年一季度重庆用电量是多少？", "比去年增长了多少", "2011年一季度重庆用电量比去年增长了多少？"),
            ("2011年一季度重庆用电量是多少？", "全国呢", "2011年一季度全国用电量是多少？"),
            ("2022年上半年深圳GDP是多少？", "第二产业增加值呢？", "2022年上半年深圳第二产业增加值是多少？"),
            // A bare question word for the old topic.
            ("光伏街有多长？", "在哪？", "光伏街在哪？"),
            ("光伏街在哪里", "有多长？", "光伏街有多长？"),
            ("联盟什么时候成立的？", "在哪？", "联盟在哪成立的？"),
            ("重庆2011年一季度用电量增长多少？", "为什么？", "重庆2011年一季度用电量增长的原因是什么？"),
            ("一季度工业投资是多少？", "为什么", "一季度工业投资的原因是什么？"),
            ("联盟什么时候成立的？", "为什么呢？", "联盟为什么成立的？"),
            ("绿色算力联盟的召集人是谁？", "什么时候成立的？", "绿色算力联盟的召集人什么时候成立的？"),
            ("光伏街的产值是多少？", "在哪里", "光伏街在哪里？"),
            ("“光伏街”上有多少家企业？", "有多长？", "“光伏街”有多长？"),
            ("谁召集了座谈会？", "什么时候召开的？", "座谈会什么时候召开的？"),
            ("党建联盟是哪天成立的？", "成立地点呢？", "党建联盟的成立地点是什么？"),
            ("党建联盟是哪天成立的？", "那召集人呢？", "党建联盟的召集人是谁？"),
            ("重庆一季度用电量是多少？", "主要原因是什么？", "重庆一季度用电量的原因是什么？"),
            // A pronoun for the old topic.
            ("光伏街有多长？", "它在哪？", "光伏街在哪？"),
            ("2023年光伏街的产值是多少？", "它在哪？", "光伏街在哪？"),
            ("2023年光伏街的产值是多少？", "它的产量呢？", "2023年光伏街的产量是多少？"),
            ("重庆一季度用电量是多少？", "它占全国多少？", "重庆一季度用电量占全国多少？"),
            ("银盘水电站什么时候投产？", "该电站装机容量多少？", "银盘水电站的装机容量多少？"),
            ("光伏街有多长？", "这条街在哪里？", "光伏街在哪里？"),
            ("绿色算力联盟什么时候成立？", "其召集人是谁？", "绿色算力联盟召集人是谁？"),
            ("谁担任召集人？", "他什么时候上任？", "召集人什么时候上任？"),
        ] {
            let found = understood(before, None, None, message);
            if found.as_deref() != Some(expected) {
                wrong.push(format!("{before} → {message}: {found:?} instead of {expected}"));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn a_pronoun_may_stand_for_the_answer() {
        for (before, answer, message, expected) in [
            ("深圳市市长是谁？", "覃伟中", "他什么时候上任？", "覃伟中什么时候上任？"),
            ("装备制造业是由哪家企业带动的？", "沃尔沃", "它在哪？", "沃尔沃在哪？"),
            ("稀土的主产区是哪里？", "江西", "那里的产量是多少？", "江西的产量是多少？"),
            // No name, so no antecedent.
            ("深圳市市长是谁？", "覃伟中担任深圳市市长，主持会议。", "他什么时候上任？", "深圳市市长什么时候上任？"),
        ] {
            assert_eq!(understood(before, Some(answer), None, message).as_deref(), Some(expected), "{message}");
        }
    }

    #[test]
    fn a_year_is_counted_from_the_one_that_was_spoken_of() {
        let last = |before, year| understood(before, None, year, "去年呢？").unwrap();
        assert_eq!(last("一季度工业投资是多少？", Some(2024)), "2023年一季度工业投资是多少？");
        assert_eq!(last("2022年一季度工业投资是多少？", Some(2024)), "2021年一季度工业投资是多少？");
        assert_eq!(last("今年工业投资是多少？", None), "去年工业投资是多少？");
    }

    #[test]
    fn a_question_that_stands_on_its_own_stays_as_typed() {
        let before = "重庆2011年一季度用电量增长多少？";
        for message in [
            "一季度工业投资是多少？",
            "苏州的GDP是多少？",
            "用电量是多少？",
            "光伏街有多长？",
            "那光伏街有多长？",
            "光伏街",
            "苏州",
            "产量",
            "苏州为什么缺电？",
            "谁是召集人？",
            "其中",
            "其他城市用电量是多少？",
            "应该注意什么？",
            "工业投资是多少呢？",
            "光伏街有多长，它在哪？",
            "你好",
            "谢谢",
            "这个数字准确吗？",
            "这是哪篇报告说的？",
            "那",
            "呢？",
            "",
            "？",
            "银盘水电站什么时候下闸蓄水，它将给重庆增添多少清洁电力，又会带来什么变化呢？",
        ] {
            assert_eq!(understood(before, None, None, message), None, "{message}");
        }
        // Not a measure of what was asked about.
        assert_eq!(understood("召集人是谁？", None, None, "光伏街的长度呢？"), None);
    }

    #[test]
    fn a_conversation_goes_on_from_what_was_understood() {
        let mut topic = Topic::new("2011年重庆一季度用电量是多少？", None, None).unwrap();
        for (message, expected) in [
            ("那苏州呢？", "2011年苏州一季度用电量是多少？"),
            ("增长了多少？", "2011年苏州一季度用电量增长了多少？"),
            ("去年呢？", "2010年苏州一季度用电量增长了多少？"),
            ("为什么？", "2010年苏州一季度用电量增长的原因是什么？"),
        ] {
            let completed = complete(&topic, message, &FollowUpWords::default()).unwrap();
            assert_eq!(completed, expected);
            topic = Topic::new(&completed, None, None).unwrap();
        }
    }

    proptest! {
        #[test]
        fn anything_can_follow_anything_and_nothing_grows_without_end(
            before in "[重庆一季度用电量占比多少是的去年它增长了光伏街在哪为什么 。？a]{0,40}|\\PC{0,40}",
            message in "[重庆一季度用电量占比多少是的去年它那呢增长了光伏街在哪为什么 。？a]{0,12}|\\PC{0,30}",
        ) {
            let completed = understood(&before, Some("沃尔沃"), Some(2024), &message);
            assert!(completed.is_none_or(|completed| char_count(&completed) <= COMPLETED + 1));
        }
    }
}
