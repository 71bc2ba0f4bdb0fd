//! Settings: compiled-in defaults, the settings file over them, then the environment and the command line.
//!
//! The defaults *are* `config/wenbao.toml`, so that the file and the program cannot disagree. Secrets come from the
//! environment or `.env` only and are kept in [`Token`], which does not print itself.

use std::{
    fmt,
    path::{Path, PathBuf},
};

use serde::Deserialize;

/// The settings file as it is shipped, with a comment to each setting.
const DEFAULTS: &str = include_str!("../config/wenbao.toml");

/// Where the settings file lies unless `--config` says otherwise.
const FILE: &str = "config/wenbao.toml";

/// All settings. `config/wenbao.toml` explains each.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Building and finding the index.
    pub index: IndexConfig,
    /// Choosing the answer.
    pub answer: AnswerConfig,
    /// The conversation.
    pub chat: ChatConfig,
    /// Pictures.
    pub chart: ChartConfig,
    /// The bot.
    pub telegram: TelegramConfig,
    /// What is logged.
    pub log: LogConfig,
    /// The folder of the settings file that was read, where files of words may lie beside it.
    #[serde(skip)]
    folder: Option<PathBuf>,
}

/// Building and finding the index.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "config/wenbao.toml documents every setting")]
pub struct IndexConfig {
    pub folder: PathBuf,
    pub reports: Vec<PathBuf>,
    pub writer_memory_mb: usize,
    pub max_report_mb: u64,
}

/// Choosing the answer.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "config/wenbao.toml documents every setting")]
pub struct AnswerConfig {
    pub top: usize,
    pub passages: usize,
    pub figure_passages: usize,
    pub answer_confidence: f32,
    pub known_confidence: f32,
    pub nearest_confidence: f32,
}

/// The conversation.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "config/wenbao.toml documents every setting")]
pub struct ChatConfig {
    pub reports_listed: usize,
    /// The most figures that `/figures` lists.
    pub figures_listed: usize,
    pub max_question_chars: usize,
    pub follow_up_minutes: u64,
}

/// Pictures.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "config/wenbao.toml documents every setting")]
pub struct ChartConfig {
    pub font: PathBuf,
}

/// The bot.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "config/wenbao.toml documents every setting")]
pub struct TelegramConfig {
    pub api_url: String,
    pub poll_timeout_seconds: u32,
    pub workers: usize,
    pub private_per_second: f64,
    pub private_burst: u32,
    pub group_per_minute: u32,
    pub overall_per_second: u32,
    pub inline_results: usize,
    pub inline_cache_seconds: u32,
    pub remembered: usize,
}

/// What is logged.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "config/wenbao.toml documents every setting")]
pub struct LogConfig {
    pub level: String,
}

/// Why the settings cannot be used; names the file and what to change.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("{}: cannot read the settings: {source}", file.display())]
    Unreadable {
        /// The settings file.
        file: PathBuf,
        /// The system's reason.
        source: std::io::Error,
    },
    /// The file is no TOML, or names a setting that does not exist, or gives it a value of another kind.
    #[error("{}: {reason}", file.display())]
    Malformed {
        /// The settings file.
        file: PathBuf,
        /// The parser's message, with line and column.
        reason: String,
    },
    /// A value is out of its range.
    #[error("{}: {setting} must be {range}", file.display())]
    OutOfRange {
        /// The settings file.
        file: PathBuf,
        /// `section.name`.
        setting: &'static str,
        /// What would do.
        range: &'static str,
    },
}

impl Default for Config {
    #[expect(clippy::expect_used, reason = "the compiled-in file is checked by the test defaults_are_valid")]
    fn default() -> Self {
        toml::from_str(DEFAULTS).expect("config/wenbao.toml is valid")
    }
}

impl Config {
    /// Reads `file`, or `config/wenbao.toml` below the current folder where there is one, over the defaults.
    ///
    /// # Errors
    ///
    /// The file named does not exist, is no TOML, holds a setting that does not exist, or a value out of range.
    pub fn load(file: Option<&Path>) -> Result<Self, ConfigError> {
        let (path, required) = match file {
            Some(file) => (file, true),
            None => (Path::new(FILE), false),
        };
        match std::fs::read_to_string(path) {
            Ok(text) => Ok(Self { folder: path.parent().map(Path::to_owned), ..Self::parse(&text, path)? }),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound && !required => Ok(Self::default()),
            Err(source) => Err(ConfigError::Unreadable { file: path.to_owned(), source }),
        }
    }

    /// Reads the file `name` beside the settings file with `parse`; `None` where there is none.
    ///
    /// # Errors
    ///
    /// It is there and cannot be read or parsed.
    pub fn data<T>(
        &self,
        name: &str,
        parse: impl FnOnce(&str) -> Result<T, toml::de::Error>,
    ) -> Result<Option<T>, ConfigError> {
        let Some(file) = self.folder.as_ref().map(|folder| folder.join(name)) else { return Ok(None) };
        match std::fs::read_to_string(&file) {
            Ok(text) => match parse(&text) {
                Ok(data) => Ok(Some(data)),
                Err(error) => Err(ConfigError::Malformed { file, reason: error.to_string() }),
            },
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(source) => Err(ConfigError::Unreadable { file, source }),
        }
    }

    fn parse(text: &str, file: &Path) -> Result<Self, ConfigError> {
        let malformed =
            |error: toml::de::Error| ConfigError::Malformed { file: file.to_owned(), reason: error.to_string() };
        // Parsed by itself first, so that a message points into the file that the reader has.
        let given: toml::Table = toml::from_str(text).map_err(malformed)?;
        let mut merged: toml::Table = toml::from_str(DEFAULTS).map_err(malformed)?;
        for (section, values) in given {
            match (merged.get_mut(&section), values) {
                (Some(toml::Value::Table(defaults)), toml::Value::Table(values)) => defaults.extend(values),
                (_, values) => {
                    merged.insert(section, values);
                }
            }
        }
        let config: Self = merged.try_into().map_err(malformed)?;
        config.check(file)?;
        Ok(config)
    }

    fn check(&self, file: &Path) -> Result<(), ConfigError> {
        let telegram = &self.telegram;
        let rules: &[(bool, &'static str, &'static str)] = &[
            (self.index.writer_memory_mb >= 15, "index.writer_memory_mb", "15 or more"),
            (self.index.max_report_mb >= 1, "index.max_report_mb", "1 or more"),
            ((1..=50).contains(&self.answer.top), "answer.top", "1 to 50"),
            ((1..=100).contains(&self.answer.passages), "answer.passages", "1 to 100"),
            ((1..=1000).contains(&self.answer.figure_passages), "answer.figure_passages", "1 to 1000"),
            ((0.0..=1.0).contains(&self.answer.answer_confidence), "answer.answer_confidence", "0 to 1"),
            ((0.0..=1.0).contains(&self.answer.known_confidence), "answer.known_confidence", "0 to 1"),
            ((0.0..=1.0).contains(&self.answer.nearest_confidence), "answer.nearest_confidence", "0 to 1"),
            (self.chat.reports_listed >= 1, "chat.reports_listed", "1 or more"),
            (self.chat.figures_listed >= 1, "chat.figures_listed", "1 or more"),
            (self.chat.max_question_chars >= 1, "chat.max_question_chars", "1 or more"),
            ((1..=50).contains(&telegram.poll_timeout_seconds), "telegram.poll_timeout_seconds", "1 to 50"),
            (self.chat.follow_up_minutes <= 525_600, "chat.follow_up_minutes", "0 to 525600"),
            (telegram.workers >= 1, "telegram.workers", "1 or more"),
            (telegram.private_per_second > 0.0, "telegram.private_per_second", "more than 0"),
            (telegram.private_burst >= 1, "telegram.private_burst", "1 or more"),
            (telegram.group_per_minute >= 1, "telegram.group_per_minute", "1 or more"),
            (telegram.overall_per_second >= 1, "telegram.overall_per_second", "1 or more"),
            ((1..=50).contains(&telegram.inline_results), "telegram.inline_results", "1 to 50"),
            (telegram.inline_cache_seconds <= 86400, "telegram.inline_cache_seconds", "0 to 86400"),
            (telegram.remembered >= 1, "telegram.remembered", "1 or more"),
        ];
        match rules.iter().find(|(holds, ..)| !holds) {
            Some(&(_, setting, range)) => Err(ConfigError::OutOfRange { file: file.to_owned(), setting, range }),
            None => Ok(()),
        }
    }
}

/// The bot's token. It prints as `[token]`, whatever it is printed with.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// Wraps a token, without the white space that copying brings along; `None` where nothing is left.
    pub fn new(token: &str) -> Option<Self> {
        let token = token.trim();
        (!token.is_empty()).then(|| Self(token.to_owned()))
    }

    /// The token itself, for the one place that builds the address of a call.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[token]")
    }
}

/// What comes from the environment or from `.env`.
#[derive(Debug, Clone, Default)]
pub struct Secrets {
    /// `TELOXIDE_TOKEN`.
    pub token: Option<Token>,
    /// `TELOXIDE_API_URL`: another Bot API server.
    pub api_url: Option<String>,
}

impl Secrets {
    /// Reads the environment, and `.env` of the current folder or above for what the environment lacks.
    pub fn load() -> Self {
        // A broken line must not stop the rest: what is missing then is said where it is needed. The error is not
        // printed, because it quotes the line, and that may hold the token.
        let from_file: std::collections::HashMap<String, String> =
            dotenvy::dotenv_iter().map(|lines| lines.filter_map(Result::ok).collect()).unwrap_or_default();
        let get = |name: &str| {
            std::env::var(name).ok().or_else(|| from_file.get(name).cloned()).filter(|value| !value.trim().is_empty())
        };
        Self { token: get("TELOXIDE_TOKEN").and_then(|token| Token::new(&token)), api_url: get("TELOXIDE_API_URL") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Config, String> {
        Config::parse(text, Path::new("my.toml")).map_err(|error| error.to_string())
    }

    #[test]
    fn defaults_are_valid() {
        assert_eq!(parse(DEFAULTS).unwrap(), Config::default());
        assert_eq!(parse("").unwrap(), Config::default());
    }

    #[test]
    fn one_setting_leaves_the_others_at_their_defaults() {
        let config = parse("[answer]\ntop = 5").unwrap();
        assert_eq!(config.answer, AnswerConfig { top: 5, ..Config::default().answer });
        assert_eq!(config.telegram, Config::default().telegram);
    }

    #[test]
    fn faults_name_the_file_and_the_setting() {
        for (text, expected) in [
            ("[answer]\ntop = 0", "my.toml: answer.top must be 1 to 50"),
            ("[answer]\ntpo = 3", "unknown field `tpo`"),
            ("[telegram]\ntoken = 'x'", "unknown field `token`"),
            ("[answer]\ntop = 'many'", "invalid type"),
            ("answer = 3", "my.toml: invalid type"),
            ("[answer\n", "line 1"),
        ] {
            let message = parse(text).unwrap_err();
            assert!(message.starts_with("my.toml: ") && message.contains(expected), "{message}");
        }
    }

    #[test]
    fn a_token_does_not_print_itself() {
        let secrets = Secrets { token: Token::new(" 1:abc\n"), api_url: None };
        assert_eq!(secrets.token.as_ref().map(Token::expose), Some("1:abc"));
        assert!(!format!("{secrets:?}").contains("abc"));
    }
}
