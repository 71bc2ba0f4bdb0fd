//! Pinyin typed whole: letters into syllables, syllables into the characters that the reports use.
//!
//! The most likely characters are found by the Viterbi algorithm over single characters and pairs, counted in the
//! passages of the reports; words that ask are known by themselves.

use std::collections::HashMap;

use super::{
    Vocabulary, english,
    tables::{Pinyin, SYLLABLE_LIMIT, Typed, is_word},
};
use crate::text::{fold::fold_char, is_han};

/// The longest question that is read as pinyin, in bytes.
const LONGEST: usize = 400;

/// How many characters are tried for a syllable: those that stand in most passages.
const TRIED: usize = 24;

/// How many ways of reading are kept at each letter.
const KEPT: usize = 48;

/// The longest word that is known by itself, in letters.
const WORD_LIMIT: usize = 24;

/// The likelihood of a word that asks, of a counter behind a number, and of a common word that the reports lack.
const ASKING: f32 = 0.02;
const COUNTER: f32 = 0.05;
const WORD: f32 = 0.01;

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
    let reader = Reader::new(vocabulary);
    let mut read = String::new();
    let mut spelling = String::new();
    for piece in pieces.iter().map(String::as_str).chain(std::iter::once("")) {
        if is_letters(piece) && is_pinyin(piece) {
            // Syllables apart are syllables for certain.
            spelling.push_str(piece);
            spelling.push('\'');
            continue;
        }
        // Spaces between syllables are no part of the question.
        if piece.trim().is_empty() && !piece.is_empty() && !spelling.is_empty() {
            continue;
        }
        if !spelling.is_empty() {
            read.push_str(&reader.decode(&spelling, read.chars().next_back())?);
            spelling.clear();
        }
        read.push_str(piece);
    }
    let read = read.trim().to_owned();
    read.chars().any(is_han).then_some(read)
}

/// The characters that the reports spell so, when they stand in the reports as they are: names in English questions.
pub(super) fn name(word: &str, vocabulary: &impl Vocabulary) -> Option<String> {
    if !is_segmented(word) {
        return None;
    }
    let read = Reader::new(vocabulary).decode(word, None)?;
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
    let mut reached = vec![false; word.len() + 1];
    reached[0] = true;
    for start in 0..word.len() {
        if reached[start] {
            for end in start + 1..=word.len().min(start + SYLLABLE_LIMIT) {
                reached[end] |= word.get(start..end).is_some_and(|syllable| !pinyin.characters(syllable).is_empty());
            }
        }
    }
    !word.is_empty() && reached[word.len()]
}

/// A way of reading the letters up to some point.
#[derive(Debug, Clone, Copy)]
struct Step {
    /// The last characters read.
    last: char,
    likelihood: f32,
    /// Where the characters of this step begin, the step before it there, and the word that it read.
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

struct Reader<'a, V> {
    vocabulary: &'a V,
    asking: HashMap<String, Vec<&'static str>>,
    counters: HashMap<String, Vec<&'static str>>,
    all: f32,
}

impl<'a, V: Vocabulary> Reader<'a, V> {
    fn new(vocabulary: &'a V) -> Self {
        let spelt = |words: &'static [String]| {
            let mut table: HashMap<String, Vec<&'static str>> = HashMap::new();
            for word in words {
                for spelling in Pinyin::get().spellings(word) {
                    table.entry(spelling).or_default().push(word);
                }
            }
            table
        };
        let typed = Typed::get();
        let all = vocabulary.passages() as f32 * PASSAGE_CHARACTERS;
        Self { vocabulary, asking: spelt(&typed.asking), counters: spelt(&typed.counters), all }
    }

    /// The most likely characters for `letters` (`'` ends a syllable) behind the character `before`.
    fn decode(&self, letters: &str, before: Option<char>) -> Option<String> {
        let mut steps: Vec<Vec<Step>> = vec![Vec::new(); letters.len() + 1];
        let start = before.filter(|&c| is_han(c) || c.is_ascii_digit()).unwrap_or(' ');
        steps[0].push(Step { last: start, likelihood: 0.0, from: 0, before: 0, read: Read::Nothing });
        let mut candidates: HashMap<&str, Vec<(char, u64)>> = HashMap::new();
        for from in 0..letters.len() {
            steps[from].sort_by(|a, b| b.likelihood.total_cmp(&a.likelihood));
            steps[from].truncate(KEPT);
            if steps[from].is_empty() {
                continue;
            }
            if letters.as_bytes()[from] == b'\'' {
                let passed: Vec<Step> = steps[from]
                    .iter()
                    .enumerate()
                    .map(|(before, step)| Step { from, before, read: Read::Nothing, ..*step })
                    .collect();
                steps[from + 1].extend(passed);
                continue;
            }
            for end in from + 1..=letters.len().min(from + SYLLABLE_LIMIT) {
                let syllable = &letters[from..end];
                if Pinyin::get().characters(syllable).is_empty() {
                    continue;
                }
                let characters = candidates.entry(syllable).or_insert_with(|| self.candidates(syllable));
                for &(c, frequency) in characters.iter() {
                    let ways = steps[from].iter().enumerate().map(|(number, step)| {
                        (step.likelihood + self.likelihood(step.last, c, frequency), number)
                    });
                    if let Some((likelihood, number)) = ways.max_by(|a, b| a.0.total_cmp(&b.0)) {
                        steps[end].push(Step { last: c, likelihood, from, before: number, read: Read::Character(c) });
                    }
                }
            }
            self.words(letters, from, &mut steps);
        }
        let last = steps.last()?;
        let mut step = *last.iter().max_by(|a, b| a.likelihood.total_cmp(&b.likelihood))?;
        let mut read: Vec<char> = Vec::new();
        loop {
            match step.read {
                Read::Character(c) => read.push(c),
                Read::Word(word) => read.extend(word.chars().rev()),
                Read::Nothing => {}
            }
            if step.from == 0 {
                break;
            }
            step = steps[step.from][step.before];
        }
        Some(read.into_iter().rev().collect())
    }

    /// The words that are known by themselves and begin at `from`.
    fn words(&self, letters: &str, from: usize, steps: &mut [Vec<Step>]) {
        let Some((number, best)) = steps[from].iter().copied().enumerate().next() else { return };
        let digit = steps[from].iter().position(|step| step.last.is_ascii_digit());
        let mut spelling = String::new();
        for (at, letter) in letters.char_indices().skip(from) {
            if letter == '\'' {
                continue;
            }
            spelling.push(letter);
            if spelling.len() > WORD_LIMIT {
                break;
            }
            let end = at + 1;
            let asking = self.asking.get(&spelling).into_iter().flatten();
            let asking = asking.map(|word| (*word, best.likelihood + ASKING.ln(), number));
            let counters = self.counters.get(&spelling).into_iter().flatten();
            let counters = counters.filter_map(|word| {
                let number = digit?;
                Some((*word, steps[from][number].likelihood + COUNTER.ln(), number))
            });
            let found: Vec<_> = asking.chain(counters).collect();
            for (word, likelihood, before) in found {
                let Some(last) = word.chars().next_back() else { continue };
                steps[end].push(Step { last, likelihood, from, before, read: Read::Word(word) });
            }
        }
    }

    /// The characters that are tried for `syllable`, with the passages that hold them.
    fn candidates(&self, syllable: &str) -> Vec<(char, u64)> {
        let characters = Pinyin::get().characters(syllable).chars();
        let mut found: Vec<(char, u64)> = characters.map(|c| (c, self.vocabulary.frequency(&c.to_string()))).collect();
        found.sort_by_key(|&(_, frequency)| std::cmp::Reverse(frequency));
        found.truncate(TRIED);
        found
    }

    /// The logarithm of how likely `c` follows `before`.
    fn likelihood(&self, before: char, c: char, frequency: u64) -> f32 {
        let alone = (frequency as f32 + 0.1) / self.all.max(1.0);
        let together = if is_han(before) {
            let pair = self.vocabulary.frequency(&String::from_iter([before, c]));
            let first = self.vocabulary.frequency(&before.to_string()).max(1);
            let word = if pair == 0 && is_word(before, c) { WORD } else { 0.0 };
            (pair as f32 / first as f32).min(1.0) + word
        } else {
            0.0
        };
        (PAIR_SHARE * together + (1.0 - PAIR_SHARE) * alone).ln()
    }
}
