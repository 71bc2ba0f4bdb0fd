//! Writes `config/words.fst`: the words of a dictionary with what each costs and its class ([`wenbao::text::words`]).
//!
//! `cargo run --release --example word_table -- DICT config/words.fst`, with the dictionary of the crate jieba-rs
//! (`src/data/dict.txt`: word, count and class a line).

use std::collections::BTreeMap;

use wenbao::text::{
    fold::fold_char,
    is_han,
    words::{CLASS_BITS, COST_PARTS, Class, WORD_LIMIT},
};

/// Words counted less often are left out: they are many, mostly made up, and take two thirds of the room.
const COUNT: u64 = 5;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let from = arguments.next().ok_or("the dictionary's file is missing")?;
    let into = arguments.next().ok_or("the file to write is missing")?;
    let text = std::fs::read_to_string(from)?;
    let rows: Vec<(&str, u64, &str)> = text
        .lines()
        .filter_map(|line| {
            let mut fields = line.split(' ');
            Some((fields.next()?, fields.next()?.parse().ok()?, fields.next()?))
        })
        .collect();
    let total: u64 = rows.iter().map(|(_, count, _)| count).sum();
    let mut words = BTreeMap::new();
    for (word, count, tag) in rows {
        let word: String = word.chars().map(fold_char).collect();
        if count >= COUNT && word.chars().count() <= WORD_LIMIT && word.chars().all(is_han) {
            let cost = ((total as f32 / count as f32).ln() * COST_PARTS).round() as u64;
            words.insert(word, cost << CLASS_BITS | class(tag) as u64);
        }
    }
    std::fs::write(into, fst::Map::from_iter(words)?.as_fst().as_bytes())?;
    Ok(())
}

/// What the dictionary's tags of parts of speech say.
fn class(tag: &str) -> Class {
    match tag {
        "nr" | "nrt" | "nrfg" => Class::Person,
        "ns" => Class::Place,
        "nt" => Class::Organisation,
        "nz" => Class::Name,
        "t" | "tg" => Class::Time,
        "m" | "q" | "mq" | "mg" => Class::Number,
        "b" | "z" => Class::Quality,
        "i" | "l" => Class::Phrase,
        "s" | "f" | "j" => Class::Noun,
        "c" | "d" | "e" | "h" | "k" | "o" | "p" | "r" | "rg" | "rr" | "rz" | "u" | "ud" | "ug" | "uj" | "ul" | "uv"
        | "uz" | "y" => Class::Function,
        _ if tag.starts_with('n') => Class::Noun,
        _ if tag.starts_with('v') => Class::Verb,
        _ if tag.starts_with('a') => Class::Quality,
        _ => Class::Other,
    }
}
