//! The words of `config/operations.toml`.

use std::sync::LazyLock;

use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    pub(super) difference: Degrees,
    pub(super) words: Words,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Degrees {
    /// Each with its opposite at the same place in the other list.
    pub(super) more: Vec<String>,
    pub(super) less: Vec<String>,
    /// What is done more or less: 多卖了多少.
    pub(super) done: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    pub(super) apart: Vec<String>,
    pub(super) together: Vec<String>,
    pub(super) share: Vec<String>,
    pub(super) times: Vec<String>,
    pub(super) ratio: Vec<String>,
    pub(super) without: Vec<String>,
    pub(super) taken: Vec<String>,
    pub(super) rest: Vec<String>,
    pub(super) joints: Vec<String>,
    pub(super) tails: Vec<String>,
    pub(super) which: Vec<String>,
    pub(super) base: Vec<String>,
    pub(super) same: Vec<String>,
}

#[expect(clippy::expect_used, reason = "the compiled-in file is checked by the tests of `operation`")]
pub(super) static FILE: LazyLock<File> = LazyLock::new(|| {
    toml::from_str(include_str!("../../../../config/operations.toml")).expect("config/operations.toml is valid")
});
