//! A question and a snapshot in, an [`Answer`] out: candidates, ranked, judged.
//!
//! ```text
//! typed      as typed → as meant: wrong characters, pinyin, English       scope      which reports are named
//! question   its kind, its words, the unit asked for                      ask        the road through all of these
//! rank       every sentence of the passages found, by plain features      choose     the best ones, read and judged
//! reader     a network that marks the short answer                        evidence   what speaks for a sentence
//! trees      boosted trees over that                                      quantity   the one quantity in a sentence
//! wanted     the figure asked for                                         figures    the one of the passages that is it
//! computed   what follows from figures: derived answers                   listing    all figures about some words
//! operation  X比Y多多少, taken apart                                       operate    and put together of its figures
//! prefer     a figure before a sentence; verdict: what it settles         person     who holds the office asked for
//! ground     what a passage gives to agree with                           rival      another report says otherwise
//! moment     when it was                                                  reason     why it was
//! agreement  period, place, subject, attribute, variant, measure, unit: do they differ (by the files of these names)
//! ends       where a short answer begins and ends                         table      figures in columns
//! window     a long sentence, cut                                         reply      the answer as it is handed on
//! spoken     which period a passage speaks of                             credits    who wrote a report, and when
//! cloze      the question's gap in the words of a sentence                noun       the name of a thing by its noun
//! remainder  what is left of a period                                     annual     work reports, named by their year
//! complement  how many of a number are not what others of it are           untold     what a report does not tell
//! firm       whose firm a question is about                               most       whose figure is the most
//! content    the question's words that name something                 makeup     what words answers are made of
//! ```

mod agreement;
mod annual;
mod ask;
mod attribute;
pub mod choose;
mod cite;
mod cloze;
mod complement;
mod computed;
mod content;
mod credits;
mod ends;
pub mod evidence;
mod figures;
mod firm;
mod ground;
mod listing;
mod makeup;
mod measure;
mod moment;
mod most;
mod noun;
mod operate;
mod operation;
mod person;
mod prefer;
mod quantity;
mod question;
pub mod rank;
pub mod reader;
mod reason;
mod remainder;
mod reply;
mod rival;
mod scope;
mod spoken;
mod subject;
mod synonyms;
mod table;
pub mod trees;
pub mod typed;
mod untold;
mod variant;
mod verdict;
mod wanted;
mod window;

pub use agreement::{Difference, DifferenceKind};
pub use ask::ask;
pub use listing::{Listed, each_figure, figures_around};
pub use question::{Kind, Question, QuestionWords};
use serde::Serialize;
pub use table::{name, remark, table};

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
