//! A question and a snapshot in, an [`Answer`] out: candidates, ranked, judged.
//!
//! ```text
//! typed/      as typed → as meant: wrong characters, pinyin, English
//! question/   its kind, its words, the unit asked for                     reports/  whole reports: which are meant
//! ask         the road through all of these                               sought    what was found, put to the test
//! sentence/   the sentences found, ranked, read, weighed, the likeliest first
//! short/      the short answer in a sentence: where it begins and ends, by what is asked for
//! figures/    the figure asked for, and the one of the passages that is it
//! computed/   what follows from figures: derived answers
//! agreement/  period, place, subject, measure, unit: do question and answer differ
//! verdict     what the figure found settles: answer, nearest or none
//! reply       the answer as it is handed on                               cite, window  its quote
//! ```

mod agreement;
mod ask;
mod cite;
mod computed;
mod figures;
mod question;
mod reply;
mod reports;
pub mod sentence;
mod short;
mod sought;
pub mod typed;
mod verdict;
mod window;

pub use agreement::{Difference, DifferenceKind};
pub use ask::ask;
pub use figures::{
    listing::{Listed, each_figure, figures_around},
    table::{name, remark, table},
};
pub use question::{Kind, Question, QuestionWords};
use serde::Serialize;

use crate::{figure::Figure, report::ReportInfo};

/// What is said to a question. Serialises as `shared/CONTRACT.md` has it.
#[derive(Debug, Clone, Serialize)]
pub struct Answer {
    /// The question, as asked.
    pub question: String,
    /// The question as it was searched for; `None` when it is taken as typed.
    pub understood: Option<String>,
    /// What was read otherwise than typed, to be said.
    pub corrections: Vec<typed::Correction>,
    /// Whether the reports answer it.
    pub status: Status,
    /// How sure that is, 0 to 1.
    pub confidence: f32,
    /// The shortest text that answers; `None` for `nearest` and `none`.
    pub answer: Option<String>,
    /// The whole sentence, verbatim; at most [`SENTENCE_LIMIT`] characters, else a window around the answer.
    pub sentence: Option<String>,
    /// What was asked for and is not there, the most telling first; with `nearest` only.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub differences: Vec<Difference>,
    /// The figure, where the answer is one.
    pub figure: Option<Figure>,
    /// The working of a computed answer.
    pub derivation: Option<Derivation>,
    /// Where it stands; the first is the answer's own.
    pub citations: Vec<Citation>,
    /// The next best, distinct sentences, best first.
    pub others: Vec<Alternative>,
}

/// The longest sentence shown, in characters.
pub const SENTENCE_LIMIT: usize = 200;

/// Whether the reports answer a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// It stands in a report.
    Answer,
    /// It was computed from figures that do.
    Derived,
    /// It does not, but something close does.
    Nearest,
    /// The reports do not say.
    None,
}

impl Status {
    /// Whether the reports answer.
    pub fn is_answered(self) -> bool {
        matches!(self, Self::Answer | Self::Derived)
    }
}

/// A range of a report's text.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Citation {
    /// The report's id.
    pub report: String,
    /// Its title.
    pub title: String,
    /// The heading that it stands under.
    pub section: Option<String>,
    /// Number of the paragraph in the report, from 1.
    pub paragraph: u32,
    /// First character in the report's text.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
    /// Exactly that range.
    pub quote: String,
    /// What else is known of the report, for showing its date and source; not part of the JSON.
    #[serde(skip)]
    pub info: std::sync::Arc<ReportInfo>,
}

/// One of the next best answers.
#[derive(Debug, Clone, Serialize)]
pub struct Alternative {
    /// The shortest text that answers.
    pub answer: Option<String>,
    /// The whole sentence.
    pub sentence: String,
    /// The figure, where the answer is one.
    pub figure: Option<Figure>,
    /// Where it stands.
    pub citation: Citation,
    /// 0 to 1.
    pub confidence: f32,
}

/// The working of a computed answer.
#[derive(Debug, Clone, Serialize)]
pub struct Derivation {
    /// For people: `5.2% − 7.0个百分点`.
    pub expression: String,
    /// The result, signed.
    pub value: serde_json::Number,
    /// Its unit.
    pub unit: String,
    /// The figures it was computed from.
    pub inputs: Vec<Citation>,
}
