//! The words of `config/wanted.toml`.

use std::sync::LazyLock;

use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    pub(super) compared: Vec<String>,
    pub(super) rates: Vec<String>,
    pub(super) changes: Vec<String>,
    pub(super) difference: Vec<String>,
    pub(super) rank: Vec<String>,
    pub(super) multiple: Vec<String>,
    pub(super) share: Vec<String>,
    pub(super) growth: Vec<String>,
    pub(super) new: Vec<String>,
    pub(super) before: Vec<String>,
    pub(super) hedges: Vec<String>,
    pub(super) without: Vec<String>,
    pub(super) the_others: Vec<String>,
    pub(super) without_end: Vec<String>,
    pub(super) aside: Aside,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Aside {
    pub(super) words: Vec<String>,
    pub(super) targets: Vec<String>,
    pub(super) light: String,
    pub(super) particles: String,
    pub(super) endings: Vec<String>,
    pub(super) trades: Vec<String>,
    pub(super) converted: Vec<String>,
    pub(super) kinds: Vec<String>,
    pub(super) generic: Vec<String>,
}

#[expect(clippy::expect_used, reason = "the compiled-in file is checked by the test the_kind_of_figure_is_told")]
pub(super) static WORDS: LazyLock<Words> = LazyLock::new(|| {
    toml::from_str(include_str!("../../../../config/wanted.toml")).expect("config/wanted.toml is valid")
});
