//! What a message says by itself: what opens and closes it, its pieces, its pronoun, and whether it lacks something.

use super::{
    row::{ask, is_period, is_view},
    slots::{Ask, FollowUpWords, Piece, Slot, longest, pieces},
};
use crate::text::{byte_offset, char_count, fold::fold, toponym::toponyms};

/// A message, without what opens and closes it.
pub(super) struct Message {
    pub(super) text: String,
    pub(super) pieces: Vec<Piece>,
    pub(super) opened: bool,
    pub(super) closed: bool,
    /// Whether it ends with a question mark.
    marked: bool,
}

/// What a pronoun in a message means.
pub(super) enum Reference {
    /// There is no pronoun.
    None,
    /// What the message itself names before it.
    Inside,
    /// What was spoken of.
    Outside(Pronoun),
}

/// A pronoun in a message.
pub(super) struct Pronoun {
    pub(super) folded: String,
    /// What stands before it, and behind it.
    pub(super) around: (String, String),
}

impl Message {
    pub(super) fn of(message: &str, words: &FollowUpWords) -> Self {
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

    pub(super) fn get(&self, wanted: impl Fn(Slot) -> bool) -> Option<&Piece> {
        self.pieces.iter().find(|piece| wanted(piece.slot))
    }

    pub(super) fn has(&self, wanted: impl Fn(Slot) -> bool) -> bool {
        self.get(wanted).is_some()
    }

    pub(super) fn ask(&self) -> Option<Ask> {
        ask(&self.pieces)
    }

    /// What its first pronoun means.
    pub(super) fn reference(&self, words: &FollowUpWords) -> Reference {
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
    pub(super) fn is_elliptic(&self) -> bool {
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

/// `text` without the particle that closes it, and whether there was one.
pub(super) fn without_closing<'a>(text: &'a str, words: &FollowUpWords) -> (&'a str, bool) {
    let folded = fold(text);
    let closings = words.closings.iter().filter(|word| folded.ends_with(word.as_str()));
    match closings.map(|word| char_count(word)).max() {
        Some(closing) => (trim(&text[..byte_offset(text, char_count(text) - closing)]), true),
        None => (text, false),
    }
}

/// Without the marks and spaces around it.
pub(super) fn trim(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || "？?。，,.！!；;：:~…、".contains(c))
}
