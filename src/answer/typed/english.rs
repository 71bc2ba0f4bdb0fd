//! English questions to Chinese reports: terms by the glossary, times and question words by rule, names as they are.

use std::borrow::Cow;

use super::{
    Vocabulary, pinyin,
    tables::{Typed, glossary},
    time,
};
use crate::text::{fold::fold, is_han, tokenizer::tokens};

/// The longest term of the glossary and the longest phrase that asks, in words.
const TERM_LIMIT: usize = 7;

/// The longest name in pinyin, in words.
const NAME_LIMIT: usize = 3;

/// The longest question that is read, in words.
const LONGEST: usize = 100;

/// Whether `word` is English for certain.
pub(super) fn is_word(word: &str) -> bool {
    let english = &Typed::get().english;
    english.empty.contains(word) || english.asks.contains_key(word) || term(&[word]).is_some()
}

/// Reads `text` as English; `None` where no word of it is known.
pub(super) fn read(text: &str, vocabulary: &impl Vocabulary) -> Option<String> {
    let words = words(text);
    let words: Vec<&str> = words.iter().take(LONGEST).map(String::as_str).collect();
    let mut chinese =
        Question { vocabulary, times: Vec::new(), places: Vec::new(), placed: 0, things: Vec::new(), asks: "" };
    let mut known = false;
    let mut place = false;
    let mut of = false;
    let mut rest = words.as_slice();
    while let Some(&word) = rest.first() {
        let before = rest;
        let ask = ask(rest);
        let term = longest(rest, term).filter(|term| ask.as_ref().is_none_or(|ask| term.0 > ask.0));
        // How much did exports total in 2017?
        let totals =
            word == "total" && rest.get(1).is_none_or(|next| Typed::get().english.before_places.contains(*next));
        let term = term.filter(|_| !totals);
        let thing: Cow<'_, str>;
        if let Some((length, time)) = time::read(rest) {
            rest = &rest[length..];
            known = true;
            chinese.times.push(time);
            continue;
        } else if let Some((length, alternatives)) = term {
            rest = &rest[length..];
            known = true;
            // Names that are printed in Latin letters stay so.
            thing = Cow::Borrowed(if length == 1 && chinese.prefers_latin(word, alternatives) {
                word
            } else {
                chinese.choose(alternatives)
            });
        } else if let Some((length, form)) = ask {
            rest = &rest[length..];
            known = true;
            chinese.ask(form);
            continue;
        } else {
            let english = &Typed::get().english;
            if totals || english.empty.contains(word) {
                rest = &rest[1..];
                of = word == "of" || (of && word == "the");
                place = english.before_places.contains(word) || (place && word == "the");
                continue;
            }
            if word.starts_with(is_han) {
                chinese.name_in_chinese(word);
                (rest, known, of) = (&rest[1..], true, false);
                continue;
            }
            let name = name(rest, vocabulary);
            known |= name.is_some();
            let (length, name) = name.map_or((1, Cow::Borrowed(word)), |(length, name)| (length, Cow::Owned(name)));
            rest = &rest[length..];
            thing = name;
        }
        chinese.add(thing.into_owned(), place, of);
        place = false;
        // Some terms take it with them: `output of`.
        of = before[..before.len() - rest.len()].last() == Some(&"of");
    }
    known.then(|| chinese.write()).filter(|read| read.chars().any(is_han))
}

/// A question in Chinese, under way.
struct Question<'a, V> {
    vocabulary: &'a V,
    times: Vec<String>,
    places: Vec<String>,
    /// How many places there were before the last term.
    placed: usize,
    things: Vec<String>,
    asks: &'static str,
}

impl<V: Vocabulary> Question<'_, V> {
    /// Takes what was read of the next term; behind `of` it goes before what it belongs to, and what kind of place it is
    /// belongs to its name: Luyang District.
    fn add(&mut self, thing: String, place: bool, of: bool) {
        const LEVELS: [&str; 7] = ["省", "市", "县", "区", "镇", "州", "自治区"];
        let placed = std::mem::replace(&mut self.placed, self.places.len());
        let last = if self.places.len() > placed { self.places.last_mut() } else { self.things.last_mut() };
        if let Some(name) = last.filter(|name| LEVELS.contains(&thing.as_str()) && name.ends_with(is_han) && !of) {
            name.push_str(&thing);
            return;
        }
        match (place, of, self.things.len()) {
            (true, ..) => self.places.push(thing),
            (_, true, things) if things > 0 => self.things.insert(things - 1, thing),
            _ => self.things.push(thing),
        }
    }

    /// Takes a name that is given in Chinese as well, in the place of the words for it that no report has: `Angel Yeast` of
    /// `Angel Yeast (安琪酵母)`.
    fn name_in_chinese(&mut self, name: &str) {
        let vocabulary = self.vocabulary;
        let stands_for = |thing: &String| {
            !thing.contains(is_han) && vocabulary.frequency(&fold(thing)) == 0 || name.contains(thing.as_str())
        };
        let at = self.things.iter().position(stands_for).unwrap_or(self.things.len());
        self.things.retain(|thing| !stands_for(thing));
        self.things.insert(at, name.to_owned());
    }

    /// Takes a word that asks; a plain `what` says less than any other.
    fn ask(&mut self, form: &'static str) {
        if self.asks.is_empty() || self.asks == "什么" {
            self.asks = form;
        }
    }

    /// The Chinese word that the reports use most; the most usual one where they use none.
    fn choose<'b>(&self, alternatives: &[&'b str]) -> &'b str {
        let used = |chinese: &str| {
            let chinese = fold(chinese);
            if self.vocabulary.holds(&chinese) { self.rarest(&chinese) } else { 0 }
        };
        // Of equally usual words the first: the greatest by a strict order.
        let mut best = alternatives.first().copied().unwrap_or_default();
        let mut most = 0;
        for &chinese in alternatives {
            let used = used(chinese);
            if used > most {
                (best, most) = (chinese, used);
            }
        }
        best
    }

    /// In how many passages the rarest token of `chinese` stands, single characters of longer words aside.
    fn rarest(&self, chinese: &str) -> u64 {
        let single = chinese.chars().count() == 1;
        let mut rarest = u64::MAX;
        tokens(chinese, |token| {
            if single || token.kind != crate::text::tokenizer::TokenKind::Single {
                rarest = rarest.min(self.vocabulary.frequency(token.text));
            }
        });
        rarest
    }

    fn prefers_latin(&self, word: &str, alternatives: &[&str]) -> bool {
        let latin = self.vocabulary.frequency(word);
        latin > 0 && latin >= alternatives.iter().map(|chinese| self.rarest(&fold(chinese))).max().unwrap_or(0)
    }

    fn write(self) -> String {
        let measured = |thing: &String| {
            let folded = fold(thing);
            Typed::get().english.measures.iter().any(|ending| folded.ends_with(ending.as_str()))
        };
        let asks = match self.asks {
            "什么" if self.things.iter().any(measured) => "多少",
            asks => asks,
        };
        let mut read = String::new();
        let parts = self.times.iter().chain(&self.places).chain(&self.things).map(String::as_str);
        for part in parts.chain(std::iter::once(asks)).filter(|part| !part.is_empty()) {
            // Words that stand side by side in the reports are searched for as such; a space keeps others apart.
            let joins = match (read.chars().next_back(), part.chars().next()) {
                (Some(last), Some(first)) => {
                    is_han(last) && is_han(first) && self.vocabulary.frequency(&String::from_iter([last, first])) > 0
                }
                _ => true,
            };
            if !joins {
                read.push(' ');
            }
            read.push_str(part);
        }
        read
    }
}

/// The words of `text` in small letters, without hyphens, possessive endings and other marks; numbers keep theirs.
fn words(text: &str) -> Vec<String> {
    let folded: String = fold(text).replace('’', "'");
    // Xi'an, Yan'an: the mark parts two syllables.
    let folded = folded.replace("i'an", "ian").replace("n'an", "nan").replace("a'an", "aan").replace("u'an", "uan");
    let characters: Vec<char> = folded.chars().collect();
    let mut words = vec![String::new()];
    for (at, &c) in characters.iter().enumerate() {
        let digit = |at: Option<usize>| at.and_then(|at| characters.get(at)).is_some_and(char::is_ascii_digit);
        let inside = matches!(c, '.' | ',') && digit(at.checked_sub(1)) && digit(Some(at + 1));
        if c.is_alphanumeric() || (inside && c == '.') || (c == '%' && digit(at.checked_sub(1))) {
            if let Some(word) = words.last_mut() {
                word.push(c);
            }
        } else if !inside {
            words.push(if c == '\'' { "'".to_owned() } else { String::new() });
        }
    }
    words.retain(|word| !word.is_empty() && !word.starts_with('\''));
    words
}

/// The longest phrase at the head of `words` that `find` knows.
fn longest<T>(words: &[&str], find: impl Fn(&[&str]) -> Option<T>) -> Option<(usize, T)> {
    (1..=words.len().min(TERM_LIMIT)).rev().find_map(|length| Some((length, find(&words[..length])?)))
}

/// The name that `words` begin with, when it is pinyin for one of the reports: `Chen Mo`.
fn name(words: &[&str], vocabulary: &impl Vocabulary) -> Option<(usize, String)> {
    let is_unknown = |word: &&&str| vocabulary.frequency(word) == 0 && !is_word(word);
    let unknown = words.iter().take(NAME_LIMIT).take_while(is_unknown).count();
    longest(&words[..unknown], |name| pinyin::name(&name.concat(), vocabulary))
}

fn ask(words: &[&str]) -> Option<(usize, &'static str)> {
    longest(words, |phrase| Typed::get().english.asks.get(&phrase.join(" ")).map(String::as_str))
}

/// The Chinese words for a term, in whatever form its words are.
fn term(words: &[&str]) -> Option<&'static [&'static str]> {
    let (last, before) = words.split_last()?;
    let before = before.join(" ");
    let find = |last: &str| {
        let phrase = if before.is_empty() { last.to_owned() } else { format!("{before} {last}") };
        glossary(&phrase)
    };
    if let Some(found) = find(last) {
        return Some(found);
    }
    // Words that hold the question together are no terms in another form.
    if words.len() == 1 && Typed::get().english.empty.contains(*last) {
        return None;
    }
    base_forms(last).iter().find_map(|form| find(form))
}

/// What `word` may be a form of: plural, past, participle.
fn base_forms(word: &str) -> Vec<String> {
    let mut forms: Vec<String> = Typed::get().english.forms.get(word).cloned().into_iter().collect();
    for (ending, replacements) in [
        ("ies", &["y"][..]),
        ("es", &["", "e"]),
        ("s", &[""]),
        ("ied", &["y"]),
        ("ed", &["", "e"]),
        ("ing", &["", "e"]),
    ] {
        if let Some(stem) = word.strip_suffix(ending).filter(|stem| stem.len() >= 2) {
            forms.extend(replacements.iter().map(|replacement| format!("{stem}{replacement}")));
            // planned, planning
            let bytes = stem.as_bytes();
            if ending.ends_with(['d', 'g']) && bytes[bytes.len() - 1] == bytes[bytes.len() - 2] {
                forms.extend(stem.get(..stem.len() - 1).map(str::to_owned));
            }
        }
    }
    forms
}
