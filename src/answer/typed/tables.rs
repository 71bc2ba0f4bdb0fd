//! What is known of characters and of asking: the tables under `config/`, each read when a question first needs it.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::LazyLock,
};

use serde::Deserialize;

const PINYIN: &str = include_str!("../../../config/pinyin.txt");
const LOOKALIKES: &str = include_str!("../../../config/lookalikes.txt");
const GLOSSARY: &str = include_str!("../../../config/glossary.tsv");
const TYPED: &str = include_str!("../../../config/typed.toml");

/// The longest syllable, in letters (`zhuang`).
pub(super) const SYLLABLE_LIMIT: usize = 6;

/// The lines of a table: a key and the characters that go with it.
fn lines(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    table.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(' '))
}

/// Syllables and the characters that are read so.
#[derive(Debug)]
pub(super) struct Pinyin {
    /// Those that are mostly read so, and those that may be.
    syllables: HashMap<&'static str, (&'static str, &'static str)>,
    readings: HashMap<char, Vec<&'static str>>,
}

static PINYIN_TABLE: LazyLock<Pinyin> = LazyLock::new(|| {
    let mut readings: HashMap<char, Vec<&str>> = HashMap::new();
    let mut syllables = HashMap::new();
    for (syllable, characters) in lines(PINYIN) {
        let (mostly, may) = characters.split_once('|').unwrap_or((characters, ""));
        for c in mostly.chars().chain(may.chars()) {
            readings.entry(c).or_default().push(syllable);
        }
        syllables.insert(syllable, (mostly, may));
    }
    Pinyin { syllables, readings }
});

impl Pinyin {
    /// The table.
    pub(super) fn get() -> &'static Self {
        &PINYIN_TABLE
    }

    /// Whether `letters` are one syllable.
    pub(super) fn is_syllable(&self, letters: &str) -> bool {
        self.syllables.contains_key(spelt(letters))
    }

    /// The characters that `syllable` may stand for, and whether each is mostly read so.
    pub(super) fn characters(&self, syllable: &str) -> impl Iterator<Item = (char, bool)> {
        let (mostly, may) = self.syllables.get(spelt(syllable)).copied().unwrap_or_default();
        mostly.chars().map(|c| (c, true)).chain(may.chars().map(|c| (c, false)))
    }

    /// The syllables that `c` may be read as.
    pub(super) fn readings(&self, c: char) -> &[&'static str] {
        self.readings.get(&c).map_or(&[], Vec::as_slice)
    }

    /// The letters of `word`, in each way that it may be read.
    pub(super) fn spellings(&self, word: &str) -> Vec<String> {
        word.chars().fold(vec![String::new()], |spellings, c| {
            let readings = self.readings(c);
            spellings.iter().flat_map(|start| readings.iter().map(move |end| format!("{start}{end}"))).collect()
        })
    }
}

/// ü is typed as v or as u: lüe, nüe.
fn spelt(syllable: &str) -> &str {
    match syllable {
        "lue" => "lve",
        "nue" => "nve",
        other => other,
    }
}

static LOOKALIKE_TABLE: LazyLock<HashMap<char, Vec<char>>> = LazyLock::new(|| {
    let mut table: HashMap<char, Vec<char>> = HashMap::new();
    let groups = LOOKALIKES.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace);
    for group in groups {
        for c in group.chars() {
            table.entry(c).or_default().extend(group.chars().filter(|&other| other != c));
        }
    }
    table
});

/// The characters that look like `c`.
pub(super) fn lookalikes(c: char) -> &'static [char] {
    LOOKALIKE_TABLE.get(&c).map_or(&[], Vec::as_slice)
}

static GLOSSARY_TABLE: LazyLock<HashMap<String, Vec<&'static str>>> = LazyLock::new(|| {
    let terms = GLOSSARY.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'));
    terms.map(|(english, chinese)| (english.replace('-', " "), chinese.trim_end().split('|').collect())).collect()
});

/// The Chinese words for an English term, in small letters and with spaces for hyphens; the most usual first.
pub(super) fn glossary(term: &str) -> Option<&'static [&'static str]> {
    GLOSSARY_TABLE.get(term).map(Vec::as_slice)
}

/// `config/typed.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Typed {
    pub(super) asking: Vec<String>,
    pub(super) alone: String,
    pub(super) counters: Vec<String>,
    pub(super) english: English,
}

/// How English asks.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct English {
    pub(super) empty: HashSet<String>,
    pub(super) before_places: HashSet<String>,
    pub(super) forms: BTreeMap<String, String>,
    pub(super) asks: BTreeMap<String, String>,
    pub(super) measures: Vec<String>,
    pub(super) months: Vec<String>,
}

static TYPED_TABLE: LazyLock<Typed> = LazyLock::new(|| {
    #[expect(clippy::expect_used, reason = "the compiled-in file is checked by the test the_tables_are_valid")]
    let mut typed: Typed = toml::from_str(TYPED).expect("config/typed.toml is valid");
    // The longest goes first, so that 什么时候 is not taken for 什么.
    typed.asking.sort_by_key(|word| std::cmp::Reverse(word.len()));
    typed
});

impl Typed {
    /// The file.
    pub(super) fn get() -> &'static Self {
        &TYPED_TABLE
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_valid() {
        assert!(!Typed::get().asking.is_empty());
        assert_eq!(Typed::get().english.months.len(), 12);
        assert!(Typed::get().english.asks.keys().all(|phrase| !phrase.is_empty()));
    }

    #[test]
    fn characters_are_known_by_sound_and_shape() {
        let pinyin = Pinyin::get();
        assert!(pinyin.characters("xian").any(|found| found == ('纤', true)));
        assert!(pinyin.is_syllable("lue") && !pinyin.is_syllable("xia n") && !pinyin.is_syllable("n"));
        assert!(pinyin.readings('长').contains(&"chang") && pinyin.readings('长').contains(&"zhang"));
        assert!(pinyin.spellings("多长").contains(&"duochang".to_owned()));
        assert!(lookalikes('未').contains(&'末') && !lookalikes('未').contains(&'未'));
    }
}
