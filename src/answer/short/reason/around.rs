//! A reason told without a word that says so: the clauses beside the one that tells what is asked about, as in
//! `生猪供应充足，猪肉价格下降3.0%` and `公司新设了部门，专门防止产品流动`.

use std::ops::Range;

use super::REASONS;
use crate::{
    answer::{question::Question, short::moment::is_time_alone},
    figure::quantity::quantities,
    text::{char_count, fold::fold, is_han, tokenizer::tokens},
};

/// A clause of a sentence.
pub(crate) struct Clause {
    range: Range<usize>,
    /// How many of the question's words it has, in pairs of characters, and what share of its own those are.
    asked: usize,
    share: f32,
    /// Whether nothing of the clause behind it belongs to it: it ends in a semicolon or colon.
    closed: bool,
}

/// A clause of which so much is asked about gives no reason for it.
const ASKED: f32 = 0.5;
/// What is asked about is told by a clause with so many of its pairs.
const TOLD: usize = 2;
/// So long a reason, in characters, is told; more of it is a story.
const LONG: usize = 50;

/// The reason that stands beside what `question` asks about in `sentence`, where `read` (in bytes) is of that itself or
/// of who says so.
pub(crate) fn around(question: &Question, sentence: &str, read: &Range<usize>) -> Option<Range<usize>> {
    let clauses = clauses(question, sentence);
    let told = (0..clauses.len()).filter(|&at| clauses[at].asked >= TOLD).max_by_key(|&at| clauses[at].asked)?;
    let read_in = clauses.iter().position(|clause| clause.range.start < read.end && read.start < clause.range.end)?;
    let text = |at: usize| &sentence[clauses[at].range.clone()];
    let is_told = || read_in == told && is_of_asked(question, &sentence[read.clone()]);
    if !is_attribution(text(read_in)) && !is_told() {
        return None;
    }
    let gives = |at: usize| {
        let text = text(at);
        clauses[at].share < ASKED && !is_attribution(text) && quantities(text).is_empty()
    };
    let before = (0..told).rev().take_while(|&at| !clauses[at].closed && gives(at)).last();
    let before = before.and_then(|first| (first..told).find(|&at| !is_setting(text(at))));
    let behind = || {
        let from = (!clauses[told].closed && told + 1 < clauses.len()).then_some(told + 1)?;
        let last =
            (from..clauses.len()).take_while(|&at| gives(at) && (at == from || !clauses[at - 1].closed)).last()?;
        REASONS.purposes.iter().any(|word| text(from).starts_with(word.as_str())).then_some(from..last + 1)
    };
    let found = before.map(|first| first..told).or_else(behind)?;
    let range = clauses[found.start].range.start..clauses[found.end - 1].range.end;
    (char_count(&sentence[range.clone()]) <= LONG).then_some(range)
}

/// Where what is told right before byte `at` begins: at most the two clauses before it, and nothing of who says so.
pub(crate) fn before(question: &Question, sentence: &str, at: usize) -> usize {
    let clauses = clauses(question, sentence);
    let before = clauses.iter().rev().filter(|clause| clause.range.end <= at).take(2);
    let told = before.take_while(|clause| !clause.closed && !is_attribution(&sentence[clause.range.clone()]));
    told.last().map_or(at, |first| first.range.start)
}

/// Whether `text` tells what is asked about.
pub(crate) fn tells(question: &Question, text: &str) -> bool {
    pairs(question, text).1 >= TOLD
}

/// How much of what is asked about the clause at byte `at` tells.
pub(crate) fn asked_beside(clauses: &[Clause], at: usize) -> usize {
    clauses.iter().find(|clause| clause.range.contains(&at)).map_or(0, |clause| clause.asked)
}

/// Where the reason that begins at `start`, and whose clause ends at `end`, ends with the other reasons behind it: all
/// the rest where what is asked about stands before it (大跌是由于甲，乙，丙), and up to the verb where it stands in the
/// next clause (由于甲，乙带动增长).
pub(crate) fn with_more(question: &Question, clauses: &[Clause], sentence: &str, start: usize, end: usize) -> usize {
    let told = |clause: &&Clause| clause.asked >= TOLD;
    let Some(told) = clauses.iter().filter(told).max_by_key(|clause| clause.asked) else { return end };
    let next = clauses.iter().position(|clause| clause.range.start >= end);
    let joined = |at: usize| !clauses[at - 1].closed;
    let Some(next) = next.filter(|&at| at > 0 && joined(at)) else { return end };
    let text = |at: usize| &sentence[clauses[at].range.clone()];
    if tells(question, &sentence[told.range.start.min(start)..told.range.end.min(start)]) {
        let goes_on = |at: usize| {
            clauses[at].asked < TOLD && !REASONS.turns.iter().any(|word| text(at).starts_with(word.as_str()))
        };
        let last = (next..clauses.len()).take_while(|&at| joined(at) && goes_on(at)).last();
        let last = last.map_or(end, |last| clauses[last].range.end);
        return if char_count(&sentence[start..last]) <= LONG { last } else { end };
    }
    if told.range != clauses[next].range {
        return end;
    }
    let verbs = REASONS.causes.iter().filter_map(|verb| text(next).find(verb.as_str())).filter(|&at| at > 0);
    verbs.min().map_or(end, |at| clauses[next].range.start + at)
}

/// Whether what was read is only what is asked about, or how much of it there was.
fn is_of_asked(question: &Question, read: &str) -> bool {
    let (all, asked) = pairs(question, read);
    asked as f32 > ASKED * all as f32 || !quantities(read).is_empty()
}

/// How many pairs of characters `text` has, and how many of them the question.
fn pairs(question: &Question, text: &str) -> (usize, usize) {
    let (mut all, mut asked) = (0, 0);
    tokens(&fold(text), |token| {
        if char_count(token.text) > 1 && token.text.chars().any(is_han) {
            all += 1;
            asked += usize::from(question.terms.iter().any(|term| term == token.text));
        }
    });
    (all, asked)
}

/// Whether a clause only says who says it: 据甲介绍, 甲表示.
fn is_attribution(clause: &str) -> bool {
    is_by(clause) || REASONS.says.iter().any(|word| clause.ends_with(word.as_str()))
}

/// Whether a clause begins with whom it is said by: 据甲介绍, 根据统计.
fn is_by(clause: &str) -> bool {
    REASONS.by.iter().any(|word| clause.starts_with(word.as_str()))
}

/// Whether a clause only says when or in what respect: 今年以来, 价格方面.
fn is_setting(clause: &str) -> bool {
    let folded: Vec<char> = fold(clause).chars().collect();
    is_time_alone(&folded) || REASONS.settings.iter().any(|word| clause.ends_with(word.as_str()))
}

/// Whether a clause gives no reason, whatever it is of: who says so by the data of whom, or in what respect it is.
pub(crate) fn is_frame(clause: &str) -> bool {
    let respect = clause.starts_with(['在', '从']) && is_setting(clause);
    respect || is_by(clause)
}

/// The clauses of `sentence`, trimmed of marks.
pub(crate) fn clauses(question: &Question, sentence: &str) -> Vec<Clause> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut previous = ' ';
    let mut marks = sentence.char_indices().peekable();
    while let Some((at, c)) = marks.next() {
        // 1,492 is one number.
        let within = c == ',' && previous.is_ascii_digit() && marks.peek().is_some_and(|(_, c)| c.is_ascii_digit());
        previous = c;
        if within || !matches!(c, '，' | ',' | '；' | ';' | '：' | ':' | '。' | '！' | '？') {
            continue;
        }
        found.extend(clause(question, sentence, start..at, !matches!(c, '，' | ',')));
        start = at + c.len_utf8();
    }
    found.extend(clause(question, sentence, start..sentence.len(), true));
    found
}

fn clause(question: &Question, sentence: &str, range: Range<usize>, closed: bool) -> Option<Clause> {
    let text = sentence[range.clone()].trim_matches(|c: char| !c.is_alphanumeric() && !"“”《》（）()\"".contains(c));
    let text = text.trim_start_matches(['”', '"']).trim_end_matches(['“', '"']);
    let start = range.start + sentence[range.clone()].find(text)?;
    let (all, asked) = pairs(question, text);
    let share = asked as f32 / all.max(1) as f32;
    (!text.is_empty()).then(|| Clause { range: start..start + text.len(), asked, share, closed })
}
