//! How figures are put into words: `config/figures.toml`.

use std::{collections::BTreeMap, sync::LazyLock};

use serde::Deserialize;

use super::{Direction, lexicon::Lexicon};

const DEFAULTS: &str = include_str!("../../config/figures.toml");

/// The file as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    up: Vec<String>,
    down: Vec<String>,
    flat: Vec<String>,
    more: Vec<String>,
    less: Vec<String>,
    more_than: Vec<String>,
    less_than: Vec<String>,
    arrive: Vec<String>,
    level: Vec<String>,
    adverbs: Vec<String>,
    year_on_year: Vec<String>,
    month_on_month: Vec<String>,
    compare: Vec<String>,
    drive: Vec<String>,
    bring_about: Vec<String>,
    part: Vec<String>,
    now: Vec<String>,
    so_far: Vec<String>,
    openings: Vec<String>,
    kept: Vec<String>,
    targets: Vec<String>,
    scopes: Vec<String>,
    limits: Vec<String>,
    holding: Vec<String>,
    works: Vec<String>,
    telling: Vec<String>,
    time_in_passing: Vec<String>,
    goes_on: Vec<String>,
    turns: Vec<String>,
    classes: Vec<String>,
    shared: Vec<String>,
    measures: Vec<String>,
    whole: Vec<String>,
    deeds: Vec<String>,
    reached: Vec<String>,
    ranked: Vec<String>,
    behind_noun: Vec<String>,
    packed: BTreeMap<String, Vec<String>>,
}

/// What a word before a number says of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Said {
    /// It is a change.
    Change(Direction),
    /// It is a difference: 高, 低.
    Differs(Direction),
    /// It is the state after a change, if a change is said before: 到, 至.
    Arrives,
    /// A number follows.
    Level,
    /// Nothing.
    Adverb,
    /// A change within a year: 同比.
    YearOnYear,
    /// A change since the month or quarter before: 环比.
    MonthOnMonth,
}

/// All words, ready for use.
#[derive(Debug)]
pub(super) struct Words {
    pub(super) said: Lexicon<Said>,
    /// Changes that a name can open with: 增加, but not the 增 of 增值税.
    pub(super) changes: Lexicon<Direction>,
    /// 高于 and its like.
    pub(super) than: Lexicon<Direction>,
    pub(super) compare: Lexicon<()>,
    /// And whether it can only be that of something else: 拉动.
    pub(super) drive: Lexicon<bool>,
    pub(super) part: Lexicon<()>,
    /// 累计, wherever it stands.
    pub(super) so_far: Lexicon<()>,
    /// 目前, wherever it stands.
    pub(super) now: Lexicon<()>,
    /// Either at the end of a name.
    pub(super) ends_passing: Lexicon<()>,
    /// And whether they are one: 用电量 only begins like 用.
    pub(super) openings: Lexicon<bool>,
    pub(super) targets: Lexicon<()>,
    pub(super) scopes: Lexicon<()>,
    pub(super) limits: Lexicon<()>,
    /// Between who has and what is had: 每百户拥有甲、乙.
    pub(super) holding: Lexicon<()>,
    /// Works that a measure before a number is of.
    pub(super) works: Lexicon<()>,
    /// What who has it does with a figure before it is told: 某公司公布.
    pub(super) telling: Lexicon<()>,
    /// Behind a period that is said in passing.
    pub(super) time_in_passing: Vec<String>,
    /// Before a period of which something goes on.
    pub(super) goes_on: Lexicon<()>,
    /// Between a number of then and one of now.
    pub(super) turns: Vec<String>,
    /// What the items of a list are, behind 等.
    pub(super) classes: Lexicon<()>,
    /// They begin what the names of a list share.
    pub(super) shared: Lexicon<()>,
    pub(super) measures: Lexicon<()>,
    /// Measures of all of a place.
    pub(super) whole: Lexicon<()>,
    /// What is reached, told behind the name of what reaches it.
    pub(super) reached: Lexicon<()>,
    /// Behind the name of a place they tell its rank.
    pub(super) ranked: Lexicon<()>,
    /// What is said of what is counted; its name ends before.
    pub(super) behind_noun: Lexicon<()>,
    pub(super) packed: Vec<(Vec<char>, Vec<String>)>,
}

#[expect(clippy::expect_used, reason = "the compiled-in file is checked by the test the_words_are_in_order")]
pub(super) static WORDS: LazyLock<Words> =
    LazyLock::new(|| Words::parse(DEFAULTS).expect("config/figures.toml is valid"));

impl Words {
    fn parse(text: &str) -> Result<Self, toml::de::Error> {
        let file: File = toml::from_str(text)?;
        let plain = |words: Vec<String>| words.into_iter().map(|word| (word, ())).collect::<Vec<_>>();
        let two = |words: &[String], direction| {
            let long = words
                .iter()
                .filter(|word| word.chars().count() == 2 && !word.ends_with(['速', '幅', '率', '收', '产']));
            long.map(|word| (word.clone(), direction)).collect::<Vec<_>>()
        };
        let changes = [two(&file.up, Direction::Up), two(&file.down, Direction::Down)].concat();
        let openings = file.openings.into_iter().chain(file.deeds).map(|word| (word, true));
        let openings = openings.chain(file.kept.into_iter().map(|word| (word, false)));
        let drive = file.drive.into_iter().map(|word| (word, true));
        let drive = drive.chain(file.bring_about.into_iter().map(|word| (word, false)));
        let groups = [
            (file.adverbs, Said::Adverb),
            (file.level, Said::Level),
            (file.arrive, Said::Arrives),
            (file.up, Said::Change(Direction::Up)),
            (file.down, Said::Change(Direction::Down)),
            (file.flat, Said::Change(Direction::Flat)),
            (file.more, Said::Differs(Direction::Up)),
            (file.less, Said::Differs(Direction::Down)),
            (file.year_on_year, Said::YearOnYear),
            (file.month_on_month, Said::MonthOnMonth),
        ];
        let said = groups.into_iter().flat_map(|(words, said)| words.into_iter().map(move |word| (word, said)));
        let than = file.more_than.into_iter().map(|word| (word, Direction::Up));
        let than = than.chain(file.less_than.into_iter().map(|word| (word, Direction::Down)));
        Ok(Self {
            said: Lexicon::endings(said),
            changes: Lexicon::new(changes),
            than: Lexicon::new(than),
            compare: Lexicon::new(plain(file.compare)),
            drive: Lexicon::new(drive),
            part: Lexicon::new(plain(file.part)),
            so_far: Lexicon::new(plain(file.so_far.clone())),
            now: Lexicon::new(plain(file.now.clone())),
            ends_passing: Lexicon::endings(plain([file.so_far, file.now].concat())),
            openings: Lexicon::new(openings),
            targets: Lexicon::new(plain(file.targets)),
            scopes: Lexicon::new(plain(file.scopes)),
            limits: Lexicon::new(plain(file.limits)),
            holding: Lexicon::new(plain(file.holding)),
            works: Lexicon::new(plain(file.works)),
            telling: Lexicon::new(plain(file.telling)),
            time_in_passing: file.time_in_passing,
            goes_on: Lexicon::endings(plain(file.goes_on)),
            turns: file.turns,
            classes: Lexicon::new(plain(file.classes)),
            shared: Lexicon::new(plain(file.shared)),
            measures: Lexicon::endings(plain(file.measures)),
            whole: Lexicon::endings(plain(file.whole)),
            reached: Lexicon::new(plain(file.reached)),
            ranked: Lexicon::new(plain(file.ranked)),
            behind_noun: Lexicon::new(plain(file.behind_noun)),
            packed: file.packed.into_iter().map(|(word, parts)| (word.chars().collect(), parts)).collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_are_in_order() {
        assert!(Words::parse(DEFAULTS).is_ok());
    }
}
