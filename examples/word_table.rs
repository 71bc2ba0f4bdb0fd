//! Writes `config/words.txt`: common words of two characters, so that they are not taken for misspellings of others.
//!
//! `cargo run --example word_table -- DICT > config/words.txt`, with the dictionary of the crate jieba-rs
//! (`src/data/dict.txt`: word, count and class a line).

use std::{collections::BTreeMap, io::Write as _};

/// Words counted less often than that are names and rarities.
const COUNT: u32 = 20;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let file = std::env::args().nth(1).ok_or("the dictionary's file is missing")?;
    let mut words: BTreeMap<char, Vec<char>> = BTreeMap::new();
    for line in std::fs::read_to_string(file)?.lines() {
        let mut fields = line.split(' ');
        let (Some(word), Some(count)) = (fields.next(), fields.next().and_then(|count| count.parse::<u32>().ok()))
        else {
            continue;
        };
        let mut chars = word.chars();
        if let (Some(first), Some(second), None) = (chars.next(), chars.next(), chars.next())
            && [first, second].iter().all(|c| ('\u{4E00}'..='\u{9FFF}').contains(c))
            && count >= COUNT
        {
            words.entry(first).or_default().push(second);
        }
    }
    let mut out = std::io::stdout().lock();
    writeln!(
        out,
        "# Common words of two characters: the first, then every second. Derived from the dictionary of jieba (MIT)"
    )?;
    writeln!(out, "# by examples/word_table.rs; a word that stands here is not taken for a misspelling.")?;
    for (first, seconds) in &mut words {
        seconds.sort_unstable();
        seconds.dedup();
        writeln!(out, "{first} {}", seconds.iter().collect::<String>())?;
    }
    Ok(())
}
