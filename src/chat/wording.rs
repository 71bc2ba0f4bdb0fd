//! The texts that people see: `config/wording.toml`, one table a language, the same keys in both.

use serde::Deserialize;

use super::Language;

/// The texts as they are shipped.
const DEFAULTS: &str = include_str!("../../config/wording.toml");

/// All texts, in both languages.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wording {
    chinese: Texts,
    english: Texts,
}

/// The texts of one language.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "config/wording.toml shows what each says")]
pub struct Texts {
    pub start: String,
    pub example: String,
    pub help: String,
    pub mention: String,
    pub commands: String,
    pub ask_usage: String,
    pub none: String,
    pub nearest: String,
    pub nearest_plain: String,
    pub nearest_is: String,
    pub no_period: String,
    pub no_place: String,
    pub no_variant: String,
    pub no_measure: String,
    pub no_figure: String,
    pub no_unit: String,
    pub no_subject: String,
    pub no_name: String,
    pub also: String,
    pub chart: String,
    pub chart_gone: String,
    pub chart_there: String,
    pub understood: String,
    pub meant: String,
    pub differs: String,
    pub hints: String,
    pub r#try: String,
    pub reports: String,
    pub reports_more: String,
    pub no_reports: String,
    pub derived: String,
    pub figures: String,
    pub figures_more: String,
    pub no_figures: String,
    pub figures_usage: String,
    pub inferred: String,
    pub year: String,
    pub month: String,
    pub day: String,
    pub paragraph: String,
    pub title: String,
    pub trouble: String,
    pub goodbye: String,
}

impl Default for Wording {
    #[expect(clippy::expect_used, reason = "the compiled-in file is checked by the test defaults_are_valid")]
    fn default() -> Self {
        Self::parse(DEFAULTS).expect("config/wording.toml is valid")
    }
}

impl Wording {
    /// Reads the form of `config/wording.toml`.
    ///
    /// # Errors
    ///
    /// It is no TOML, lacks a text, or holds one that is not known.
    pub fn parse(text: &str) -> Result<Self, toml::de::Error> {
        toml::from_str(text)
    }

    /// The texts of `language`.
    pub fn of(&self, language: Language) -> &Texts {
        match language {
            Language::Chinese => &self.chinese,
            Language::English => &self.english,
        }
    }
}

/// Puts `values` in the places of `{name}` in `text`; a name that is not given stays as it is.
pub fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        let (before, from_open) = rest.split_at(open);
        filled.push_str(before);
        let value = from_open.find('}').and_then(|close| {
            let name = &from_open[1..close];
            let (_, value) = values.iter().find(|(known, _)| *known == name)?;
            Some((*value, close + 1))
        });
        let (value, length) = value.unwrap_or(("{", 1));
        filled.push_str(value);
        rest = &from_open[length..];
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn defaults_are_valid() {
        let wording = Wording::default();
        assert!(wording.of(Language::Chinese).none.contains("报告"));
        assert!(wording.of(Language::English).none.is_ascii());
    }

    #[test]
    fn what_is_filled_in_is_not_filled_again() {
        assert_eq!(fill("{a}和{b}，{c}{", &[("a", "{b}"), ("b", "2")]), "{b}和2，{c}{");
    }
}
