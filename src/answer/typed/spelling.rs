//! Wrong characters: one or two of the same sound or shape as the right ones.
//!
//! A character is suspected when the reports hold neither pair that it makes with its neighbours, and neither is a
//! common word. It is replaced when the replacement makes a word with what stands around it that the reports do hold;
//! the more characters agree, the better. Where the evidence is thin, the question stays as it is.

use std::ops::Range;

use super::{
    Correction, Reading, Vocabulary,
    tables::{Pinyin, Typed, lookalikes},
};
use crate::text::{fold::fold_char, is_han, words::is_common};

/// How many mistakes are looked for.
const MISTAKES: usize = 2;

/// The longest question that is looked at, in characters: what is longer was not typed but pasted.
const LONGEST: usize = 80;

/// The longest agreement that is asked for, in characters: more makes nothing surer.
const AGREEMENT: usize = 6;

/// Of the rarer character's passages, the share that hold the pair when the two belong together.
const BOUND: f32 = 0.3;

/// Corrects `text` where the reports give evidence for it.
pub(super) fn correct(text: &str, vocabulary: &impl Vocabulary) -> Reading {
    let mut line = Line::new(text, vocabulary);
    let mut corrections = Vec::new();
    if line.folded.len() <= LONGEST {
        while corrections.len() < MISTAKES
            && let Some(change) = line.best_change()
        {
            corrections.push(line.apply(&change));
        }
    }
    Reading { text: line.typed.into_iter().collect(), corrections }
}

/// A question under correction.
struct Line<'a, V> {
    vocabulary: &'a V,
    /// As typed, with the corrections so far.
    typed: Vec<char>,
    /// The same, folded.
    folded: Vec<char>,
    /// Whether a character belongs to a word that may be misspelt.
    open: Vec<bool>,
}

/// Other characters for some of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Change {
    at: usize,
    characters: Vec<char>,
    /// What of the changed line stands in the reports as it is.
    agrees: Range<usize>,
    /// Whether every pair around the change is known.
    all_known: bool,
    /// How often its rarest known pair stands in the reports.
    frequency: u64,
}

impl Change {
    /// Of two changes the one with the greater rank is the better.
    fn rank(&self) -> (usize, bool, u64) {
        (self.agrees.len(), self.all_known, self.frequency)
    }
}

impl<'a, V: Vocabulary> Line<'a, V> {
    fn new(text: &str, vocabulary: &'a V) -> Self {
        let typed: Vec<char> = text.chars().collect();
        let folded: Vec<char> = typed.iter().copied().map(fold_char).collect();
        let mut open: Vec<bool> = folded.iter().map(|&c| is_han(c)).collect();
        for word in &Typed::get().asking {
            let word: Vec<char> = word.chars().collect();
            for at in 0..(folded.len() + 1).saturating_sub(word.len()) {
                if folded[at..].starts_with(&word) {
                    open[at..at + word.len()].fill(false);
                }
            }
        }
        Self { vocabulary, typed, folded, open }
    }

    /// The change with the best evidence; of equal ones none.
    fn best_change(&self) -> Option<Change> {
        let suspects: Vec<usize> = (0..self.folded.len()).filter(|&at| self.is_suspect(at)).collect();
        let mut changes: Vec<Change> = suspects.iter().flat_map(|&at| self.changes_of_one(at)).collect();
        if changes.is_empty() {
            let neighbours = suspects.windows(2).filter(|pair| pair[0] + 1 == pair[1]);
            changes = neighbours.flat_map(|pair| self.changes_of_two(pair[0])).collect();
        }
        changes.sort_by_key(|change| std::cmp::Reverse(change.rank()));
        let mut best = changes.into_iter();
        let first = best.next()?;
        (best.next().is_none_or(|second| second.rank() < first.rank())).then_some(first)
    }

    fn apply(&mut self, change: &Change) -> Correction {
        let typed = self.typed[change.agrees.clone()].iter().collect();
        for (at, &c) in (change.at..).zip(&change.characters) {
            self.typed[at] = c;
            self.folded[at] = c;
        }
        self.open[change.agrees.clone()].fill(false);
        Correction { typed, read: self.folded[change.agrees.clone()].iter().collect() }
    }

    /// Whether the character may be wrong: it stands beside others, and makes a word with none of them.
    fn is_suspect(&self, at: usize) -> bool {
        let c = self.folded[at];
        let (left, right) = (self.left(at), self.right(at));
        self.open[at]
            && (left.is_some() || right.is_some())
            && !is_numeral(c)
            && left.is_none_or(|left| !self.is_known(left, c) && !is_common(left, c))
            && right.is_none_or(|right| !self.is_known(c, right) && !is_common(c, right))
    }

    /// Whether the reports know most pairs of the question that the character at `at` has no part in. Otherwise the
    /// question may be about something else, and what resembles words of the reports does so by chance.
    fn is_at_home(&self, at: usize) -> bool {
        let tells = |at: usize| self.open[at] && !is_alone(self.folded[at]);
        let pairs = (1..self.folded.len()).filter(|&second| tells(second - 1) && tells(second));
        let others: Vec<usize> = pairs.filter(|&second| second != at && second != at + 1).collect();
        let known =
            others.iter().filter(|&&second| self.is_known(self.folded[second - 1], self.folded[second])).count();
        5 * known >= 3 * others.len()
    }

    fn left(&self, at: usize) -> Option<char> {
        at.checked_sub(1).filter(|&at| self.open[at]).map(|at| self.folded[at])
    }

    fn right(&self, at: usize) -> Option<char> {
        (self.open.get(at + 1) == Some(&true)).then(|| self.folded[at + 1])
    }

    fn frequency(&self, first: char, second: char) -> u64 {
        self.vocabulary.frequency(&String::from_iter([first, second]))
    }

    fn is_known(&self, first: char, second: char) -> bool {
        self.frequency(first, second) > 0
    }

    fn changes_of_one(&self, at: usize) -> Vec<Change> {
        let (left, right) = (self.left(at), self.right(at));
        let (typed, at_home) = (self.folded[at], self.is_at_home(at));
        let changes = alternatives(typed).into_iter().filter_map(|c| {
            let before = left.map(|left| self.frequency(left, c));
            let after = right.map(|right| self.frequency(c, right));
            let change = self.change(at, &[c], before, after)?;
            let evidence = Evidence {
                typed,
                read: c,
                known_before: left.filter(|_| before > Some(0)),
                known_after: right.filter(|_| after > Some(0)),
                inside: left.is_some() && right.is_some(),
                agreement: change.agrees.len(),
                all_known: change.all_known,
                at_home,
            };
            evidence.suffices(self.vocabulary).then_some(change)
        });
        changes.collect()
    }

    fn changes_of_two(&self, at: usize) -> Vec<Change> {
        let (left, right) = (self.left(at), self.right(at + 1));
        let fits_left = |&c: &char| left.is_none_or(|left| self.is_known(left, c));
        let fits_right = |&c: &char| right.is_none_or(|right| self.is_known(c, right));
        let firsts: Vec<char> = alternatives(self.folded[at]).into_iter().filter(fits_left).collect();
        let seconds: Vec<char> = alternatives(self.folded[at + 1]).into_iter().filter(fits_right).collect();
        if left.is_none() && right.is_none() {
            return Vec::new();
        }
        let pairs = firsts.iter().flat_map(|&first| seconds.iter().map(move |&second| (first, second)));
        let changes = pairs.filter(|&(first, second)| self.is_known(first, second)).filter_map(|(first, second)| {
            let before = left.map(|left| self.frequency(left, first));
            let after = right.map(|right| self.frequency(second, right));
            let change = self.change(at, &[first, second], before, after)?;
            (change.agrees.len() >= 4).then_some(change)
        });
        changes.collect()
    }

    /// The change to `characters`, which make pairs of the frequencies `before` and `after` with their neighbours.
    fn change(&self, at: usize, characters: &[char], before: Option<u64>, after: Option<u64>) -> Option<Change> {
        let known = [before, after].into_iter().flatten().filter(|&frequency| frequency > 0);
        let frequency = known.min()?;
        let mut line = self.folded.clone();
        line[at..at + characters.len()].copy_from_slice(characters);
        let end = at + characters.len();
        let holds = |range: Range<usize>| {
            range.end <= line.len() && self.vocabulary.holds(&line[range].iter().collect::<String>())
        };
        let (before_known, after_known) = (before > Some(0), after > Some(0));
        let mut agrees = match (before_known, after_known) {
            (true, true) if holds(at - 1..end + 1) => at - 1..end + 1,
            (true, _) if before >= after => at - 1..end,
            (_, true) => at..end + 1,
            _ => at - 1..end,
        };
        loop {
            let start = agrees.start;
            let left = start > 0 && self.open[start - 1] && holds(start - 1..agrees.end);
            agrees.start -= usize::from(left);
            let end = agrees.end;
            let right = agrees.len() < AGREEMENT && self.open.get(end) == Some(&true) && holds(agrees.start..end + 1);
            agrees.end += usize::from(right);
            if !(left || right) || agrees.len() >= AGREEMENT {
                break;
            }
        }
        let all_known = before != Some(0) && after != Some(0);
        Some(Change { at, characters: characters.to_vec(), agrees, all_known, frequency })
    }
}

/// What speaks for reading one character as another.
struct Evidence {
    typed: char,
    read: char,
    /// The neighbours with which the reports know the new character.
    known_before: Option<char>,
    known_after: Option<char>,
    /// Whether it has neighbours on both sides.
    inside: bool,
    /// How many characters in a row the reports hold with it.
    agreement: usize,
    /// Whether they know it with all neighbours that it has.
    all_known: bool,
    /// Whether they know most of the rest of the question.
    at_home: bool,
}

impl Evidence {
    /// Whether that is enough. The rules were chosen on correctly typed questions (`drcd-dev`), of which fewer than one
    /// in two hundred may change, and on questions misspelt by program.
    fn suffices(&self, vocabulary: &impl Vocabulary) -> bool {
        let firm = |c: char| !is_alone(c) && !is_numeral(c);
        let in_words = |fits: &dyn Fn(char) -> bool| {
            self.known_before.is_some_and(|before| fits(before) && is_common(before, self.read))
                || self.known_after.is_some_and(|after| fits(after) && is_common(self.read, after))
        };
        // A word with a character that is mostly a word by itself proves little: 由于, 为人.
        let firm_word = in_words(&firm);
        let same_sound = sound_alike(self.typed, self.read);
        let unheard = || vocabulary.frequency(&self.typed.to_string()) == 0;
        let both_sides = self.inside && self.all_known;
        if self.agreement < 4 && !self.at_home && !both_sides {
            false
        } else if self.agreement >= 4 && firm_word {
            true
        } else if is_alone(self.read) {
            !is_alone(self.typed) && same_sound && firm_word && (self.agreement >= 3 || unheard())
        } else if is_alone(self.typed) || both_sides {
            both_sides && self.agreement >= 3
        } else {
            match self.agreement {
                0..=2 => firm_word && ((same_sound && self.all_known) || ((same_sound || self.all_known) && unheard())),
                3 => firm_word && (self.all_known || same_sound || unheard()),
                _ => in_words(&|_| true) || self.is_bound(vocabulary),
            }
        }
    }

    /// Whether the new character is mostly found beside a neighbour that it gets: 鹰 beside 神 of 中复神鹰.
    fn is_bound(&self, vocabulary: &impl Vocabulary) -> bool {
        let bound = |first: char, second: char| {
            let pair = vocabulary.frequency(&String::from_iter([first, second]));
            let [first, second] = [first, second].map(|c| vocabulary.frequency(&c.to_string()));
            pair as f32 >= BOUND * first.min(second) as f32
        };
        self.known_before.is_some_and(|before| bound(before, self.read))
            || self.known_after.is_some_and(|after| bound(self.read, after))
    }
}

fn sound_alike(one: char, other: char) -> bool {
    let pinyin = Pinyin::get();
    pinyin.readings(one).iter().any(|reading| pinyin.readings(other).contains(reading))
}

/// Whether `c` is mostly a word by itself.
fn is_alone(c: char) -> bool {
    Typed::get().alone.contains(c)
}

/// The characters that `c` may stand for by mistake, each once.
fn alternatives(c: char) -> Vec<char> {
    let pinyin = Pinyin::get();
    let alike = pinyin.readings(c).iter().flat_map(|syllable| pinyin.characters(syllable)).map(|(c, _)| c);
    let mut found = Vec::new();
    for other in alike.chain(lookalikes(c).iter().copied()) {
        if other != c && !is_numeral(other) && !found.contains(&other) {
            found.push(other);
        }
    }
    found
}

/// Numbers are asked for as they are typed.
fn is_numeral(c: char) -> bool {
    "〇零一二三四五六七八九十百千万亿两".contains(c)
}
