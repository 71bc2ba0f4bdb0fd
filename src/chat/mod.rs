//! A message in, a [`Reply`] out. Knows no transport: Telegram and the terminal are two doors to the same conversation.

pub mod command;
mod compose;
mod followup;
mod hints;
mod wording;

use std::{sync::Arc, time::Duration};

pub use command::Command;
pub use followup::Topic;
pub use wording::{Texts, Wording, fill};

use chrono::Datelike as _;

use self::followup::FollowUpWords;
use crate::{
    answer::{self, Answer, Listed, QuestionWords},
    chart::{Chart, Font},
    config::{AnswerConfig, ChartConfig, ChatConfig, Config, ConfigError},
    index::{IndexError, Live},
    text::byte_offset,
};

/// The language that a person is spoken to in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// 中文, and for everyone whose client is not English.
    #[default]
    Chinese,
    /// English.
    English,
}

impl Language {
    /// The language for a client's IETF tag (`zh-hans`, `en-GB`).
    pub fn of_tag(tag: Option<&str>) -> Self {
        match tag {
            Some(tag) if tag.eq_ignore_ascii_case("en") || tag.to_ascii_lowercase().starts_with("en-") => Self::English,
            _ => Self::Chinese,
        }
    }
}

/// What is said back: parts from top to bottom, which every door shows in its own way.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reply {
    /// In the order of reading.
    pub parts: Vec<Part>,
}

/// One part of a reply. Texts are plain, without any markup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// The answer itself: first, and bold.
    Lead(String),
    /// Running text of ours.
    Text(String),
    /// A verbatim piece of a report.
    Quote(String),
    /// Where a quote stands: title, section, date, source.
    Source(String),
}

/// What is said to a request, and what a door must keep for a follow-up to it: for the one who asked, in that chat, and for
/// [`Chat::follow_up_span`]. The conversation itself keeps nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Said {
    /// What is said.
    pub reply: Reply,
    /// What was spoken of; `None` where nothing was asked.
    pub topic: Option<Topic>,
    /// Whether there is a [`Chat::chart`] of the topic's question.
    pub chart: bool,
}

/// The chart to a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Drawn {
    /// A picture.
    Picture {
        /// PNG.
        png: Vec<u8>,
        /// Where the figures stand.
        source: String,
    },
    /// The same in words, where there is no font to draw with.
    Words(Reply),
}

/// What somebody wants, once the door has taken its own marks (`@name`, the slash) off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Request<'a> {
    /// A question in free words.
    Question(&'a str),
    /// A command with the words behind it.
    Command(Command, &'a str),
}

/// One of several answers to choose from, as inline mode offers them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// The short answer, or the sentence's beginning.
    pub title: String,
    /// The sentence and where it stands.
    pub description: String,
    /// What is sent when it is chosen.
    pub reply: Reply,
}

/// The conversation over one index. Answers from whichever snapshot is current; shared by all doors and people.
#[derive(Debug)]
pub struct Chat {
    live: Arc<Live>,
    words: QuestionWords,
    followups: FollowUpWords,
    wording: Wording,
    answer: AnswerConfig,
    settings: ChatConfig,
    chart: ChartConfig,
}

impl Chat {
    /// A conversation over `live`.
    ///
    /// # Errors
    ///
    /// A file of words beside the settings file is not in order.
    pub fn new(live: Arc<Live>, config: &Config) -> Result<Self, ConfigError> {
        Ok(Self {
            live,
            words: config.data("questions.toml", QuestionWords::parse)?.unwrap_or_default(),
            followups: config.data("followups.toml", FollowUpWords::parse)?.unwrap_or_default(),
            wording: config.data("wording.toml", Wording::parse)?.unwrap_or_default(),
            answer: config.answer.clone(),
            settings: config.chat.clone(),
            chart: config.chart.clone(),
        })
    }

    /// The texts of `language`, for what a door has to say by itself.
    pub fn texts(&self, language: Language) -> &Texts {
        self.wording.of(language)
    }

    /// How long a question may be followed up: tomorrow's is a new one.
    pub fn follow_up_span(&self) -> Duration {
        Duration::from_secs(60 * self.settings.follow_up_minutes)
    }

    /// Answers a question, as [`answer::ask`] does; what is beyond the longest question is not read.
    ///
    /// # Errors
    ///
    /// The snapshot cannot be read.
    pub fn ask(&self, question: &str, top: usize) -> Result<Answer, IndexError> {
        let question = &question[..byte_offset(question, self.settings.max_question_chars)];
        let settings = AnswerConfig { top, ..self.answer.clone() };
        answer::ask(&self.live.current(), question, &self.words, &settings)
    }

    /// The first figures about `words`, at most `limit`.
    fn figures(&self, words: &str, limit: usize) -> Result<Vec<Listed>, IndexError> {
        let words = &words[..byte_offset(words, self.settings.max_question_chars)];
        let mut found = Vec::new();
        answer::each_figure(&self.live.current(), words, &mut |listed| {
            found.push(listed);
            found.len() < limit
        })?;
        Ok(found)
    }

    /// `answer` as replies: itself, and below it the next best ones where there are any.
    pub fn show(&self, answer: &Answer, language: Language) -> Vec<Reply> {
        let texts = self.texts(language);
        std::iter::once(self.shown(answer, texts)).chain(compose::others(texts, answer)).collect()
    }

    /// What is said to `request`, which may be a follow-up to what was spoken of `before`. Never fails: trouble with the
    /// index is logged, and said in words.
    pub fn reply(&self, request: &Request<'_>, language: Language, before: Option<&Topic>) -> Said {
        let texts = self.texts(language);
        let reply = match *request {
            Request::Command(Command::Start, _) => compose::start(texts, &self.hints()),
            Request::Command(Command::Help, _) => compose::help(texts, language),
            Request::Command(Command::Reports, _) => match self.live.current().reports() {
                Ok(reports) => compose::reports(texts, &reports, self.settings.reports_listed),
                Err(error) => trouble(texts, &error),
            },
            Request::Command(Command::Figures, words) if words.trim().is_empty() => compose::figures_usage(texts),
            Request::Command(Command::Figures, words) => match self.figures(words, self.settings.figures_listed + 1) {
                Ok(figures) => compose::figures(texts, words.trim(), &figures, self.settings.figures_listed),
                Err(error) => trouble(texts, &error),
            },
            Request::Command(Command::Ask, question) | Request::Question(question) if question.trim().is_empty() => {
                compose::ask_usage(texts)
            }
            Request::Command(Command::Ask, question) | Request::Question(question) => {
                return self.converse(question, texts, before);
            }
        };
        Said { reply, ..Said::default() }
    }

    fn converse(&self, question: &str, texts: &Texts, before: Option<&Topic>) -> Said {
        let completed = before.and_then(|topic| followup::complete(topic, question, &self.followups));
        let understood = completed.as_deref().unwrap_or(question);
        match self.ask(understood, self.answer.top) {
            Ok(answer) => {
                let mut reply = self.shown(&answer, texts);
                let comparable = self.comparable(&answer).is_some();
                if let Some(completed) = &completed {
                    compose::understood(texts, &mut reply, completed);
                }
                let year = answer.citations.first().and_then(|citation| citation.info.date).map(|date| date.year);
                let year =
                    answer.figure.and_then(|figure| figure.period?.period()).map(|period| period.start.year()).or(year);
                let topic = Topic::new(understood, answer.answer.as_deref(), year);
                Said { reply, chart: comparable && topic.is_some(), topic }
            }
            Err(error) => Said { reply: trouble(texts, &error), ..Said::default() },
        }
    }

    /// The chart to `question`: the figure that answers it among those around it that can be compared with it.
    pub fn chart(&self, question: &str, language: Language) -> Option<Drawn> {
        let chart = match self.ask(question, self.answer.top) {
            Ok(answer) => self.comparable(&answer)?,
            Err(error) => return Some(Drawn::Words(trouble(self.texts(language), &error))),
        };
        let drawn = match Font::find(&self.chart.font) {
            Ok(font) => chart.png(&font).map_err(|error| error.to_string()),
            Err(error) => Err(error.to_string()),
        };
        Some(match drawn {
            Ok(png) => Drawn::Picture { png, source: chart.source },
            Err(error) => {
                tracing::warn!("a chart is sent in words: {error}");
                Drawn::Words(compose::chart(&chart))
            }
        })
    }

    fn comparable(&self, answer: &Answer) -> Option<Chart> {
        let answers = answer.status.is_answered();
        let (figure, citation) = (answer.figure.as_ref().filter(|_| answers)?, answer.citations.first()?);
        let listed = answer::figures_around(&self.live.current(), citation);
        let listed = listed.inspect_err(|error| tracing::error!("{error}")).ok()?;
        Chart::with(&listed, figure)
    }

    /// `answer` as a reply; where there is none, with what can be asked instead.
    fn shown(&self, answer: &Answer, texts: &Texts) -> Reply {
        let hints = if answer.citations.is_empty() { self.hints() } else { Vec::new() };
        compose::answer(texts, answer, &hints)
    }

    /// What can be asked: headings and titles of the newest reports.
    fn hints(&self) -> Vec<String> {
        hints::of(&self.live.current()).unwrap_or_else(|error| {
            tracing::error!("{error}");
            Vec::new()
        })
    }

    /// Answers to choose from, best first: `limit` of them after the first `skip`.
    pub fn suggestions(&self, text: &str, language: Language, skip: usize, limit: usize) -> Vec<Suggestion> {
        if text.trim().is_empty() {
            return Vec::new();
        }
        match self.ask(text, skip + limit) {
            Ok(answer) => compose::suggestions(self.texts(language), &answer).skip(skip).take(limit).collect(),
            Err(error) => {
                tracing::error!("{error}");
                Vec::new()
            }
        }
    }
}

fn trouble(texts: &Texts, error: &IndexError) -> Reply {
    tracing::error!("{error}");
    Reply { parts: vec![Part::Text(texts.trouble.clone())] }
}
