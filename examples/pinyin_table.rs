//! Writes `config/pinyin.txt`: the characters of GB 2312 by how they are read, without tones.
//!
//! `cargo run --example pinyin_table > config/pinyin.txt`

use std::{collections::BTreeMap, io::Write as _};

use pinyin::ToPinyinMulti as _;

/// Of a character with many readings the first ones are in use, the others in names and old books.
const READINGS: usize = 3;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut table: BTreeMap<String, [Vec<char>; READINGS]> = BTreeMap::new();
    // GB 2312 row by row: its first level, 3,755 characters in use, stands before the rarer second.
    for lead in 0xB0..=0xF7u8 {
        for trail in 0xA1..=0xFEu8 {
            let bytes = [lead, trail];
            let (text, _, failed) = encoding_rs::GBK.decode(&bytes);
            let Some(c) = text.chars().next().filter(|c| !failed && ('\u{4E00}'..='\u{9FFF}').contains(c)) else {
                continue;
            };
            let Some(readings) = c.to_pinyin_multi() else { continue };
            for (rank, reading) in readings.into_iter().take(READINGS).enumerate() {
                let by_rank = table.entry(reading.plain().replace('ü', "v")).or_default();
                if !by_rank.iter().flatten().any(|known| *known == c) {
                    by_rank[rank].push(c);
                }
            }
        }
    }
    // Interjections without a vowel (嗯, 呒) would make syllables of stray letters.
    table.retain(|syllable, _| syllable.contains(['a', 'e', 'i', 'o', 'u', 'v']) && syllable.is_ascii());
    let mut out = std::io::stdout().lock();
    writeln!(out, "# Syllables of pinyin (v for ü): the characters that are mostly read so, then those that may be.")?;
    writeln!(
        out,
        "# From the tables of the crate pinyin (MIT, after mozillazg/pinyin-data) by examples/pinyin_table.rs."
    )?;
    for (syllable, by_rank) in &table {
        let [mostly, may @ ..] = by_rank;
        writeln!(out, "{syllable} {}|{}", String::from_iter(mostly), String::from_iter(may.iter().flatten()))?;
    }
    Ok(())
}
