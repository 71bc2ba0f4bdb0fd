//! Comparable figures as a picture: bars with Chinese labels, the values as printed, the source below.
//!
//! ```text
//! series  which figures can stand side by side     wish    words that ask for a kind of figure
//! bars    what is written, and how long bars are   draw    where it all stands in the picture
//! canvas  pixels and letters, out as PNG           font    one with Chinese characters, of the system or the settings
//! ```
//!
//! Bars and letters need no more than `ab_glyph` (Apache-2.0), `png` (MIT or Apache-2.0) and `fontdb` (MIT): released
//! in 2025 and 2026, a dozen small crates with all that they use. `plotters` (last release in 2024) brings whole image
//! formats along, and `tiny-skia` draws curves, of which there are none here.

mod bars;
mod canvas;
mod draw;
mod font;
mod series;
#[cfg(test)]
mod tests;
mod wish;

pub use self::{
    bars::{Bar, Chart},
    canvas::PngError,
    font::{Font, FontError},
    wish::Wish,
};

use serde::Deserialize;

/// The words as they are shipped.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    fonts: Vec<String>,
    kinds: Kinds,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Kinds {
    growth: Vec<String>,
    share: Vec<String>,
}

#[expect(clippy::expect_used, reason = "the compiled-in file is checked by the test the_words_are_valid")]
static WORDS: std::sync::LazyLock<Words> = std::sync::LazyLock::new(|| {
    toml::from_str(include_str!("../../config/chart.toml")).expect("config/chart.toml is valid")
});
