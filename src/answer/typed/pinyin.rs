//! Pinyin typed whole: letters into syllables, syllables into the characters that the reports use.
//!
//! The most likely characters are found by the Viterbi algorithm over single characters and pairs, counted in the
//! passages of the reports; words that ask are known by themselves.

use std::{collections::HashMap, sync::LazyLock};

use super::{
    Vocabulary, english, spelling,
    tables::{Pinyin, SYLLABLE_LIMIT, Typed},
};
use crate::text::{fold::fold_char, is_han, words::is_common};

/// The longest question that is read as pinyin, in bytes.
const LONGEST: usize = 400;

/// How many characters are tried for a syllable: those that stand in most passages.
const TRIED: usize = 20;

/// How many ways of reading are kept at each letter.
const KEPT: usize = 24;

/// The longest word that is known by itself, in letters.
const WORD_LIMIT: usize = 24;

/// How likely a word that asks is, one that is a single character, and a counter behind a number.
const ASKING: f32 = 0.02;
const ASKING_CHARACTER: f32 = 0.002;
const COUNTER: f32 = 0.05;

/// How likely the second character of a common word is that the reports lack.
const WORD: f32 = 0.01;

/// What a pair of the reports counts that is no common word, and a reading that a character has but seldom.
const NO_WORD: f32 = 0.3;
const SELDOM: f32 = 0.1;

/// The frequency of a character that tells nothing of the next one.
const UNTOLD: u64 = u64::MAX;

/// Share of a character's likelihood that comes from the one before it.
const PAIR_SHARE: f32 = 0.9;

/// Distinct characters of an ordinary passage.
const PASSAGE_CHARACTERS: f32 = 80.0;

/// Reads `text` as pinyin; `None` when it is none.
pub(super) fn read(text: &str, vocabulary: &impl Vocabulary) -> Option<String> {
    if text.len() > LONGEST {
        return None;
    }
    let pieces = pieces(text);
    let words: Vec<&str> = pieces.iter().filter(|piece| is_letters(piece)).map(String::as_str).collect();
    let is_pinyin = |word: &str| vocabulary.frequency(word) == 0 && is_segmented(word);
    let spelt = words.iter().filter(|word| is_pinyin(word)).count();
    let english = words.iter().filter(|word| is_pinyin(word) && english::is_word(word)).count();
    let other = words.iter().any(|word| !is_pinyin(word) && vocabulary.frequency(word) == 0);
    if spelt == 0 || other || 2 * english >= spelt {
        return None;
    }
    // Who sets one syllable apart does so with all.
    let apart = words.iter().filter(|word| is_pinyin(word)).all(|word| Pinyin::get().is_syllable(word));
    let reader = Reader { vocabulary, apart };
    let mut read = String::new();
    let mut letters = String::new();
    for piece in pieces.iter().map(String::as_str).chain(std::iter::once("")) {
        if is_letters(piece) && is_pinyin(piece) {
            letters.push_str(piece);
            letters.push('\'');
        } else if piece == " " && !letters.is_empty() {
            // Spaces between syllables are no part of the question.
        } else {
            if !letters.is_empty() {
                read.truncate(read.trim_end().len());
                read.push_str(&reader.decode(&letters, read.chars().next_back())?);
                letters.clear();
            }
            read.push_str(piece);
        }
    }
    // What pairs alone get wrong, whole words of the reports may mend.
    let read = spelling::correct(read.trim(), vocabulary).text;
    read.chars().any(is_han).then_some(read)
}

/// The characters that the reports spell so, when they stand in the reports as they are: names in English questions.
pub(super) fn name(word: &str, vocabulary: &impl Vocabulary) -> Option<String> {
    if !is_segmented(word) {
        return None;
    }
    let read = Reader { vocabulary, apart: false }.decode(word, None)?;
    (read.chars().count() >= 2 && vocabulary.holds(&read)).then_some(read)
}

/// `text` cut into words of letters and what stands between, folded, without the marks of tone.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    for c in text.chars().map(fold_char).map(without_tone) {
        let letter = c.is_ascii_alphabetic();
        match pieces.last_mut() {
            Some(last) if is_letters(last) == letter && !(c == ' ' || last == " ") => last.push(c),
            _ => pieces.push(c.to_string()),
        }
    }
    pieces
}

fn is_letters(piece: &str) -> bool {
    piece.starts_with(|c: char| c.is_ascii_alphabetic())
}

fn without_tone(c: char) -> char {
    match c {
        'ā' | 'á' | 'ǎ' | 'à' => 'a',
        'ē' | 'é' | 'ě' | 'è' => 'e',
        'ī' | 'í' | 'ǐ' | 'ì' => 'i',
        'ō' | 'ó' | 'ǒ' | 'ò' => 'o',
        'ū' | 'ú' | 'ǔ' | 'ù' => 'u',
        'ü' | 'ǖ' | 'ǘ' | 'ǚ' | 'ǜ' => 'v',
        other => other,
    }
}

/// Whether `word` is syllables from end to end.
fn is_segmented(word: &str) -> bool {
    let pinyin = Pinyin::get();
    // From which letters on the rest is syllables.
    let mut splits = vec![false; word.len() + 1];
    splits[word.len()] = true;
    for start in (0..word.len()).rev() {
        splits[start] = (1..=SYLLABLE_LIMIT).any(|length| {
            let end = start + length;
            splits.get(end) == Some(&true) && word.get(start..end).is_some_and(|letters| pinyin.is_syllable(letters))
        });
    }
    !word.is_empty() && splits[0]
}

/// A way of reading the letters up to some point.
#[derive(Debug, Clone, Copy)]
struct Step {
    /// The last character read, and in how many passages it stands.
    last: char,
    frequency: u64,
    /// The logarithm of how likely all of it is.
    likelihood: f32,
    /// Where this step begins, which of the steps that end there it follows, and what it reads.
    from: usize,
    before: usize,
    read: Read,
}

#[derive(Debug, Clone, Copy)]
enum Read {
    Nothing,
    Character(char),
    Word(&'static str),
}

type Spellings = HashMap<String, Vec<&'static str>>;

/// Words that are known by themselves, by how they are spelt: those that ask, and what counts behind a number.
static KNOWN: LazyLock<[Spellings; 2]> = LazyLock::new(|| {
    let typed = Typed::get();
    [&typed.asking, &typed.counters].map(|words| {
        let mut table = Spellings::new();
        for word in words {
            for spelling in Pinyin::get().spellings(word) {
                table.entry(spelling).or_default().push(word);
            }
        }
        table
    })
});

/// A character that is tried for a syllable.
#[derive(Debug, Clone, Copy)]
struct Candidate {
    character: char,
    frequency: u64,
    /// The logarithm of what its reading counts.
    reading: f32,
}

struct Reader<'a, V> {
    vocabulary: &'a V,
    /// Whether syllables stand apart, so that none is to be split.
    apart: bool,
}

impl<V: Vocabulary> Reader<'_, V> {
    /// The most likely characters for `letters` (`'` ends a syllable) behind the character `before`.
    fn decode(&self, letters: &str, before: Option<char>) -> Option<String> {
        let mut steps: Vec<Vec<Step>> = vec![Vec::new(); letters.len() + 1];
        let last = before.unwrap_or(' ');
        steps[0].push(Step { last, frequency: UNTOLD, likelihood: 0.0, from: 0, before: 0, read: Read::Nothing });
        let mut candidates: HashMap<&str, Vec<Candidate>> = HashMap::new();
        for from in 0..letters.len() {
            steps[from].sort_by(|a, b| b.likelihood.total_cmp(&a.likelihood));
            steps[from].truncate(KEPT);
            if steps[from].is_empty() {
                continue;
            }
            let rest = &letters[from..];
            if rest.starts_with('\'') {
                let passed = |(before, step): (usize, &Step)| Step { from, before, read: Read::Nothing, ..*step };
                let passed: Vec<Step> = steps[from].iter().enumerate().map(passed).collect();
                steps[from + 1].extend(passed);
                continue;
            }
            let whole = rest.find('\'').unwrap_or(rest.len());
            let shortest = if self.apart { whole } else { 1 };
            for length in shortest..=whole.min(SYLLABLE_LIMIT) {
                let syllable = &rest[..length];
                if !Pinyin::get().is_syllable(syllable) {
                    continue;
                }
                let candidates = candidates.entry(syllable).or_insert_with(|| self.candidates(syllable));
                let next: Vec<Step> =
                    candidates.iter().filter_map(|candidate| self.step(&steps[from], from, *candidate)).collect();
                steps[from + length].extend(next);
            }
            add_known(letters, from, &mut steps);
        }
        let ends = steps.last()?;
        let mut step = *ends.iter().max_by(|a, b| a.likelihood.total_cmp(&b.likelihood))?;
        let mut read: Vec<char> = Vec::new();
        loop {
            match step.read {
                Read::Character(c) => read.push(c),
                Read::Word(word) => read.extend(word.chars().rev()),
                Read::Nothing => {}
            }
            if step.from == 0 {
                return Some(read.into_iter().rev().collect());
            }
            step = steps[step.from][step.before];
        }
    }

    /// The most likely way to `candidate` from the steps that end at `from`.
    fn step(&self, steps: &[Step], from: usize, candidate: Candidate) -> Option<Step> {
        let Candidate { character, frequency, reading } = candidate;
        let likelihood = |step: &Step| step.likelihood + self.likelihood(step, candidate) + reading;
        let ways = steps.iter().map(likelihood).enumerate();
        let (before, likelihood) = ways.max_by(|a, b| a.1.total_cmp(&b.1))?;
        Some(Step { last: character, frequency, likelihood, from, before, read: Read::Character(character) })
    }

    /// The characters that are tried for `syllable`.
    fn candidates(&self, syllable: &str) -> Vec<Candidate> {
        let characters = Pinyin::get().characters(syllable).map(|(character, mostly)| Candidate {
            character,
            frequency: self.vocabulary.frequency(character.encode_utf8(&mut [0; 4])),
            reading: if mostly { 0.0 } else { SELDOM.ln() },
        });
        let mut found: Vec<Candidate> = characters.collect();
        found.sort_by_key(|candidate| std::cmp::Reverse(candidate.frequency));
        found.truncate(TRIED);
        found
    }

    /// The logarithm of how likely `next` follows `before`.
    fn likelihood(&self, before: &Step, next: Candidate) -> f32 {
        let all = self.vocabulary.passages() as f32 * PASSAGE_CHARACTERS;
        let alone = (next.frequency as f32 + 0.1) / all.max(1.0);
        let mut together = 0.0;
        if is_han(before.last) {
            let pair = self.vocabulary.frequency(&String::from_iter([before.last, next.character]));
            let share = (pair as f32 / before.frequency.max(1) as f32).min(1.0);
            together = match (pair > 0, is_common(before.last, next.character)) {
                (true, true) => share,
                (true, false) => NO_WORD * share,
                (false, true) => WORD,
                (false, false) => 0.0,
            };
        }
        (PAIR_SHARE * together + (1.0 - PAIR_SHARE) * alone).ln()
    }
}

/// Adds the words that are known by themselves and begin at `from`; the steps that end there are sorted.
fn add_known(letters: &str, from: usize, steps: &mut [Vec<Step>]) {
    let [asking, counters] = &*KNOWN;
    let counts = |step: &Step| step.last.is_ascii_digit() || matches!(step.last, '少' | '几');
    let counted = steps[from].iter().position(counts);
    let mut spelling = String::new();
    for (at, letter) in letters.char_indices().skip(from) {
        if letter == '\'' {
            continue;
        }
        spelling.push(letter);
        if spelling.len() > WORD_LIMIT {
            break;
        }
        let asks = asking.get(&spelling).into_iter().flatten().map(|word| {
            let single = word.chars().count() == 1;
            (*word, 0, if single { ASKING_CHARACTER } else { ASKING })
        });
        let counts = counters.get(&spelling).into_iter().flatten().filter_map(|word| Some((*word, counted?, COUNTER)));
        for (word, before, likely) in asks.chain(counts) {
            let (Some(last), Some(step)) = (word.chars().next_back(), steps[from].get(before)) else { continue };
            let likelihood = step.likelihood + likely.ln();
            steps[at + 1].push(Step { last, frequency: UNTOLD, likelihood, from, before, read: Read::Word(word) });
        }
    }
}
