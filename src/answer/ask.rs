//! The road from a question to its answer: find passages, rank their sentences, judge, cite.

use std::{collections::HashSet, ops::Range};

use super::{
    Answer, Difference, DifferenceKind, Kind, Question, QuestionWords,
    agreement::{Asked, ground::Ground, subject::rarity},
    computed::{
        operate::is_stated,
        operation::{Operation, operation},
    },
    figures::{
        matching::{Extracted, matches},
        wanted::Wanted,
    },
    question::synonyms::other_words,
    reply::{answered, derived, show},
    reports::{
        credits::{Credit, credit, credited, is_release, is_titled},
        scope::Scope,
    },
    sentence::{
        choose::{Choice, choose},
        rank::{Candidate, Weights, rank},
    },
    short::{reason::prefer_reason, speaker::name_speaker},
    sought::{Sought, sure_enough},
    typed,
};
use crate::{
    config::AnswerConfig,
    figure::measure_of,
    index::{Hit, IndexError, Passage, QueryTerm, Snapshot},
};

/// How likely the credits of the report that matches best tell who made what is asked about, and when.
const OF_CREDIT: f32 = 0.8;

/// How much of the confidence of the best answer that of a report must have which is named, but not by its title.
const NAMED_SHARE: f32 = 0.8;

/// Answers `text` from `snapshot` with the best sentence and the next best ones, `settings.top` in all; from the reports
/// that it names, where it names some.
///
/// # Errors
///
/// The snapshot cannot be read.
pub fn ask(
    snapshot: &Snapshot,
    text: &str,
    words: &QuestionWords,
    settings: &AnswerConfig,
) -> Result<Answer, IndexError> {
    let mut reading = typed::read(text, snapshot);
    let mut answer = find_in_scope(snapshot, &reading.text, words, settings)?;
    // 投资额 is what it says: another measure is told of it in no other words.
    let is_measure = |asked: &str| measure_of(asked).is_some_and(|measure| measure == asked);
    let is_fixed = |found: &Difference| found.kind == DifferenceKind::Measure && is_measure(&found.asked);
    if !answer.status.is_answered() && !answer.differences.iter().any(is_fixed) {
        let reworded = typed::reword(&reading.text, snapshot);
        let other = || find_in_scope(snapshot, &reworded.text, words, settings);
        let other = (!reworded.corrections.is_empty()).then(other).transpose()?;
        if let Some(other) = other.filter(|other| other.status.is_answered()) {
            answer = other;
            reading.text = reworded.text;
            reading.corrections.extend(reworded.corrections);
        }
    }
    if !reading.corrections.is_empty() {
        text.clone_into(&mut answer.question);
        answer.understood = Some(reading.text);
        answer.corrections = reading.corrections;
    }
    Ok(answer)
}

/// Answers a question that is rightly typed, from the reports that it names, where it names some.
fn find_in_scope(
    snapshot: &Snapshot,
    text: &str,
    words: &QuestionWords,
    settings: &AnswerConfig,
) -> Result<Answer, IndexError> {
    let find = |text: &str, within: Option<&[Range<u32>]>| find(snapshot, text, words, settings, within);
    let Some(scope) = Scope::of(text, || snapshot.catalogue())? else { return find(text, None) };
    let mut answer = find(&scope.question, Some(&scope.passages))?;
    if scope.question != text && !answer.status.is_answered() {
        // The title's words may be what the answer hangs on.
        answer = find(text, Some(&scope.passages))?;
    }
    if !scope.is_strict() {
        let elsewhere = find(text, None)?;
        if !answer.status.is_answered() || answer.confidence < NAMED_SHARE * elsewhere.confidence {
            return Ok(elsewhere);
        }
    }
    Ok(Answer { question: text.to_owned(), ..answer })
}

/// What the words of a question weigh in the reports.
fn weigh<'a>(snapshot: &Snapshot, question: &'a Question) -> Weights<'a> {
    Weights::new(question, snapshot.passages(), |term| snapshot.document_frequency(term))
}

/// What the question `text` asks for, as far as it can agree or differ.
fn understand(snapshot: &Snapshot, text: &str, question: &Question) -> Asked {
    Asked::new(text, question, |term| rarity(snapshot.passages(), snapshot.document_frequency(term)))
}

/// [`ask`] among the passages with numbers in `within` alone, where that is given.
fn find(
    snapshot: &Snapshot,
    text: &str,
    words: &QuestionWords,
    settings: &AnswerConfig,
    within: Option<&[Range<u32>]>,
) -> Result<Answer, IndexError> {
    let question = Question::new(text, words);
    let weights = weigh(snapshot, &question);
    let wanted = Wanted::new(&question, &weights);
    let (mut hits, read) = search(snapshot, &question, wanted.is_some(), settings, within)?;
    let mut seen = HashSet::new();
    let mut choices = choose(&question, &weights, &hits[..read], rank(&question, &weights, &hits[..read]));
    choices.retain(|choice| seen.insert(&hits[choice.candidate.hit].passage.text[choice.candidate.range.clone()]));
    let asked = understand(snapshot, text, &question);
    let told = || {
        sure_enough(&choices, settings)
            .is_some_and(|read| is_release(&question, &hits[read.candidate.hit].passage.text[read.answer.clone()]))
    };
    if let Some(best) = credited(&question, &hits)
        .filter(|best| !told() && (about(&asked, &best.passage) || is_titled(&question, &best.passage.report.title)))
        && let Some(Credit { hit, sentence, answer }) = credit(snapshot, &question, &best.passage.report)?
    {
        hits.push(hit);
        let choice = Choice { answer, confidence: OF_CREDIT, candidate: Candidate::unread(hits.len() - 1, sentence) };
        let extracted = Extracted::new(&hits);
        let others = choices.into_iter().take(settings.top.saturating_sub(1)).map(|choice| show(&extracted, choice));
        return Ok(answered(text, show(&extracted, choice), others.collect()));
    }
    prefer_reason(&question, &asked, &hits, &mut choices);
    name_speaker(&question, &hits, &mut choices);
    let extracted = Extracted::new(&hits);
    let found = wanted.as_ref().map(|wanted| matches(wanted, &asked, &extracted)).unwrap_or_default();
    let look = |text: &str| {
        let question = Question::new(text, words);
        let wanted = Wanted::new(&question, &weigh(snapshot, &question));
        let asked = understand(snapshot, text, &question);
        wanted.map(|wanted| matches(&wanted, &asked, &extracted)).unwrap_or_default()
    };
    // What the report says itself is not computed.
    let stated = |operation: &Operation| found.first().is_some_and(|best| is_stated(operation, best));
    let sought = Sought {
        text,
        question: &question,
        asked: &asked,
        wanted: wanted.as_ref(),
        operation: operation(&question.folded).filter(|operation| !stated(operation)),
        extracted: &extracted,
        found: &found,
        settings,
    };
    if let Some(computed) = sought.computed(&choices, &look)
        && let Some(answer) = derived(text, &asked, &extracted, &computed, &choices, settings.top)
    {
        return Ok(answer);
    }
    Ok(sought.stated(choices))
}

/// The passages for a question, those that are read first; and how many these are. Where a figure is asked for
/// (`of_figure`), more are looked through for figures alone.
fn search(
    snapshot: &Snapshot,
    question: &Question,
    of_figure: bool,
    settings: &AnswerConfig,
    within: Option<&[Range<u32>]>,
) -> Result<(Vec<Hit>, usize), IndexError> {
    let query: Vec<QueryTerm> =
        question.terms.iter().map(|term| QueryTerm { text: term.clone(), weight: 1.0 }).collect();
    let search = |query: &[QueryTerm], limit: usize| match within {
        Some(passages) => snapshot.find_within(query, limit, passages),
        None => snapshot.find(query, limit),
    };
    let mut passages = search(&query, settings.passages)?;
    // A figure may stand where the report has another word for what is asked: 地区生产总值 for GDP.
    let other_words = if question.kind == Kind::Number { other_words(question) } else { Vec::new() };
    let widened = [query, other_words].concat();
    let mut add = |limit: usize| -> Result<usize, IndexError> {
        let mut more = search(&widened, limit)?;
        more.retain(|found| passages.iter().all(|known| known.number != found.number));
        passages.extend(more);
        Ok(passages.len())
    };
    let read = if widened.len() > question.terms.len() { add(settings.passages)? } else { add(0)? };
    // Figures are looked for further down than sentences are read: a list of them shares few words with the question.
    if of_figure {
        add(settings.figure_passages)?;
    }
    Ok((snapshot.read(&passages)?, read))
}

/// Whether a report is about what is asked: nothing of period, place and subject differs where its best passage begins.
fn about(asked: &Asked, passage: &Passage) -> bool {
    let Some(range) = passage.sentences.first().cloned() else { return false };
    let found = asked.agreement(&Ground::new(passage), &range, &range).differences;
    let differs = |kind| matches!(kind, DifferenceKind::Period | DifferenceKind::Place | DifferenceKind::Subject);
    !found.iter().any(|difference| differs(difference.kind))
}
