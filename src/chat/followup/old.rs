//! The question before: what a message takes from it.

use super::{
    Topic,
    message::{Message, Pronoun, trim, without_closing},
    row::{Row, ask, is_ask, is_measure, is_period, is_view},
    slots::{Ask, FollowUpWords, Piece, Slot, ends_with, pieces},
};
use crate::{
    figure::period::{Asked, Year, asked},
    text::char_count,
};

/// The old question.
pub(super) struct Old<'a> {
    topic: &'a Topic,
    words: &'a FollowUpWords,
    pieces: Vec<Piece>,
}

impl<'a> Old<'a> {
    pub(super) fn of(topic: &'a Topic, words: &'a FollowUpWords) -> Self {
        let (question, _) = without_closing(trim(&topic.question), words);
        Self { topic, words, pieces: pieces(question, words) }
    }

    fn ask(&self) -> Option<Ask> {
        ask(&self.pieces)
    }

    /// The message with its pronoun replaced by what was spoken of.
    pub(super) fn refer(&self, message: &Message, pronoun: &Pronoun) -> Option<String> {
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

    pub(super) fn continue_with(&self, message: &Message) -> Option<String> {
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
