//! Writes the questions of a set as they may be typed otherwise, to measure how much that costs.
//!
//! `cargo run --example variants -- traditional|wide|wrong|pinyin questions.jsonl > variant.jsonl`
//!
//! The same input gives the same output. `wrong` puts one character in the place of another that sounds or looks the
//! same, in a common word; what has no such word stays as it is. `pinyin` writes all characters as they are read,
//! without tones, a word of letters to a character, and keeps numbers.

use std::{
    collections::{HashMap, HashSet},
    io::Write as _,
};

use ferrous_opencc::{OpenCC, config::BuiltinConfig};
use pinyin::ToPinyin as _;
use wenbao::text::words::is_common;

/// Words with a character that is mostly read otherwise.
const READINGS: &[(&str, &[&str])] = &[
    ("重庆", &["chong", "qing"]),
    ("行业", &["hang", "ye"]),
    ("银行", &["yin", "hang"]),
    ("多长", &["duo", "chang"]),
    ("率", &["lv"]),
    ("增长", &["zeng", "zhang"]),
    ("市长", &["shi", "zhang"]),
    ("省长", &["sheng", "zhang"]),
    ("调减", &["tiao", "jian"]),
    ("还", &["hai"]),
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(kind), Some(file)) = (arguments.next(), arguments.next()) else {
        return Err("usage: variants traditional|wide|wrong|pinyin FILE".into());
    };
    let opencc = OpenCC::from_config(BuiltinConfig::S2t)?;
    let tables = Tables::new();
    let mut random = Random(1);
    let mut out = std::io::stdout().lock();
    for line in std::fs::read_to_string(file)?.lines().filter(|line| !line.trim().is_empty()) {
        let mut row: serde_json::Value = serde_json::from_str(line)?;
        let question = row["question"].as_str().ok_or("a line without a question")?;
        let variant = match kind.as_str() {
            "traditional" => opencc.convert(question),
            "wide" => question.chars().map(wide).collect(),
            "wrong" => tables.misspell(question, &mut random),
            "pinyin" => spell(question),
            other => return Err(format!("{other} is no kind of variant").into()),
        };
        row["question"] = variant.into();
        writeln!(out, "{row}")?;
    }
    Ok(())
}

fn wide(c: char) -> char {
    match c {
        '!'..='~' => char::from_u32(c as u32 + 0xFEE0).unwrap_or(c),
        ' ' => '\u{3000}',
        other => other,
    }
}

fn spell(question: &str) -> String {
    let mut spelt = String::new();
    let mut after_spelt = false;
    let mut rest = question;
    while let Some(c) = rest.chars().next() {
        let known = READINGS.iter().find(|(word, _)| rest.starts_with(word));
        let (length, readings) = match known {
            Some((word, readings)) => (word.len(), readings.to_vec()),
            None => (c.len_utf8(), c.to_pinyin().map(|reading| reading.plain()).into_iter().collect()),
        };
        for reading in &readings {
            if spelt.ends_with(|c: char| c.is_ascii_alphanumeric()) {
                spelt.push(' ');
            }
            spelt.push_str(&reading.replace('ü', "v"));
        }
        if readings.is_empty() {
            // Latin letters and digits keep together, apart from what is spelt before them.
            if c.is_ascii_alphanumeric() && after_spelt {
                spelt.push(' ');
            }
            spelt.push(wide_to_narrow(c));
        }
        after_spelt = !readings.is_empty();
        rest = &rest[length..];
    }
    spelt
}

fn wide_to_narrow(c: char) -> char {
    match c {
        '？' => '?',
        '（' => '(',
        '）' => ')',
        '，' => ',',
        '、' => ',',
        other => other,
    }
}

/// What is known of characters.
struct Tables {
    alike: HashMap<char, Vec<char>>,
    asking: HashSet<char>,
}

impl Tables {
    fn new() -> Self {
        let lines = |table: &'static str| table.lines().filter(|line| !line.starts_with('#'));
        let sounds =
            lines(include_str!("../config/pinyin.txt")).filter_map(|line| line.split_once(' ')).map(|(_, group)| group);
        let shapes = lines(include_str!("../config/lookalikes.txt")).flat_map(str::split_whitespace);
        let mut alike: HashMap<char, Vec<char>> = HashMap::new();
        for group in sounds.chain(shapes) {
            for c in group.chars().filter(|&c| c != '|') {
                alike.entry(c).or_default().extend(group.chars().filter(|&other| other != c && other != '|'));
            }
        }
        let asking = "多少什么哪谁何几怎为是的吗呢零一二三四五六七八九十百千万亿年月日".chars().collect();
        Self { alike, asking }
    }

    /// Whether `c` is one of a common word: what is seldom is not typed by mistake.
    fn is_in_use(&self, c: char) -> bool {
        self.alike.keys().any(|&other| is_common(c, other) || is_common(other, c))
    }

    /// `question` with one wrong character in a common word.
    fn misspell(&self, question: &str, random: &mut Random) -> String {
        let characters: Vec<char> = question.chars().collect();
        let is_word = |at: usize| {
            let (Some(first), Some(second)) = (characters.get(at), characters.get(at + 1)) else { return false };
            is_common(*first, *second)
        };
        let open: Vec<usize> = (0..characters.len())
            .filter(|&at| !self.asking.contains(&characters[at]))
            .filter(|&at| is_word(at) || at.checked_sub(1).is_some_and(is_word))
            .collect();
        for _ in 0..20 {
            let Some(&at) = random.choose(&open) else { break };
            let others: Vec<char> = self.alike.get(&characters[at]).into_iter().flatten().copied().collect();
            if let Some(other) = random.choose(&others).filter(|&&other| self.is_in_use(other)) {
                let mut wrong = characters.clone();
                wrong[at] = *other;
                return wrong.into_iter().collect();
            }
        }
        question.to_owned()
    }
}

/// Numbers that look random and are the same at every run.
struct Random(u64);

impl Random {
    fn choose<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let at = (self.0 >> 33) as usize % from.len().max(1);
        from.get(at)
    }
}
