//! Newspaper pages, where the headline and the headings were not where the text was taken from: the headline behind the
//! lead, the headings one after the other at the end.

use std::collections::{HashMap, HashSet};

use super::{heading, layout::Piece, metadata};
use crate::text::tokenizer::{TokenKind, tokens};

/// No page has more headings at its end: what goes on longer is a list.
const MOST: usize = 24;

/// The pieces behind the last paragraph that are headings cut loose from their sections, in order.
pub(super) fn loose(pieces: &[Piece]) -> Vec<usize> {
    let is_credit = |piece: &Piece| metadata::is_credit(&piece.text);
    let tail = pieces.iter().rposition(|piece| !is_credit(piece) && !heading::looks_like_heading(piece));
    let from = tail.map_or(pieces.len(), |last| last + 1);
    let loose: Vec<usize> = (from..pieces.len()).filter(|&at| !is_credit(&pieces[at])).collect();
    if loose.len() > MOST { Vec::new() } else { loose }
}

/// The headline of a page that begins with its lead: a line by itself where the column changes, or the only such line.
pub(super) fn headline(pieces: &[Piece], headings: &[bool]) -> Option<usize> {
    let inner: Vec<usize> =
        (1..pieces.len()).filter(|&at| headings[at] && heading::ordinal(&pieces[at].text).is_none()).collect();
    let parts_columns = |&at: &usize| pieces.get(at + 1).is_some_and(|next| next.column != pieces[at - 1].column);
    match inner[..] {
        [only] => Some(only),
        _ => inner.into_iter().find(parts_columns),
    }
}

/// Places the `headings` among the `paragraphs` that they belong to: for each heading the paragraph that its section
/// begins with, in order, or nothing when the headings have too little to do with the text.
///
/// `floor` is the first paragraph that a section may begin with. Each paragraph likes a heading as much as they share
/// words, rare ones more; among all ways to cut the text into a lead and one section a heading, the one that pleases
/// most wins (dynamic programming over paragraphs × headings). A change of column width invites a cut.
pub(super) fn place(headings: &[&str], paragraphs: &[&Piece], floor: usize) -> Option<Vec<usize>> {
    if headings.is_empty() || paragraphs.len() < floor + headings.len() {
        return None;
    }
    let words: Vec<HashSet<String>> = paragraphs.iter().map(|paragraph| pairs(&paragraph.text)).collect();
    let mut spread: HashMap<&str, u32> = HashMap::new();
    for word in words.iter().flatten() {
        *spread.entry(word).or_default() += 1;
    }
    let rarity = |word: &str| {
        let found = spread.get(word).copied().unwrap_or_default();
        if found == 0 { 0.0 } else { ((paragraphs.len() as f64 + 1.0) / f64::from(found)).ln() }
    };
    let headings: Vec<HashSet<String>> = headings.iter().map(|heading| pairs(heading)).collect();
    let likings: Vec<Vec<f64>> = headings
        .iter()
        .map(|heading| {
            let like = |words: &HashSet<String>| {
                heading.iter().filter(|word| words.contains(*word)).map(|word| rarity(word)).sum()
            };
            words.iter().map(like).collect()
        })
        .collect();
    let likes = |heading: usize, paragraph: usize| likings[heading][paragraph];
    let scale = likings.iter().flatten().sum::<f64>() / paragraphs.len() as f64;
    let invites = |at: usize| {
        let changes = at > 0 && paragraphs[at].column != paragraphs[at - 1].column;
        if changes { scale.max(1.0) } else { 0.0 }
    };
    // best[k]: the best cut of the paragraphs so far, the last of them in section k; 0 is the lead.
    let lead = |at: usize| (0..headings.len()).map(|heading| likes(heading, at)).sum::<f64>() / headings.len() as f64;
    let sections = headings.len() + 1;
    let mut best = vec![f64::NEG_INFINITY; sections];
    best[0] = 0.0;
    let mut starts: Vec<Vec<bool>> = Vec::with_capacity(paragraphs.len());
    for at in 0..paragraphs.len() {
        let mut next = vec![f64::NEG_INFINITY; sections];
        let mut begun = vec![false; sections];
        next[0] = best[0] + lead(at);
        for section in 1..sections {
            let stay = best[section];
            let begin = if at < floor { f64::NEG_INFINITY } else { best[section - 1] + invites(at) };
            // Of two equal cuts the earlier is better: a section opens with an introduction.
            begun[section] = begin > stay;
            next[section] = stay.max(begin) + likes(section - 1, at);
        }
        best = next;
        starts.push(begun);
    }
    let mut found = vec![0; headings.len()];
    let mut section = headings.len();
    for at in (0..paragraphs.len()).rev() {
        if section > 0 && starts[at][section] {
            found[section - 1] = at;
            section -= 1;
        }
    }
    let supported = (0..headings.len()).filter(|&heading| {
        let end = found.get(heading + 1).copied().unwrap_or(paragraphs.len());
        (found[heading]..end).any(|at| likes(heading, at) > 0.0)
    });
    let supported = supported.count() * 2 > headings.len();
    (best[headings.len()].is_finite() && supported).then_some(found)
}

/// The pairs of Chinese characters, words and numbers of `text`.
fn pairs(text: &str) -> HashSet<String> {
    let mut found = HashSet::new();
    // Spaces that a line break left would part pairs.
    let text: String = text.split_whitespace().collect();
    tokens(&text, |token| {
        if token.kind != TokenKind::Single {
            found.insert(token.text.to_owned());
        }
    });
    found
}
