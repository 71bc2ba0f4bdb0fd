//! The road from a question to its answer: find passages, rank their sentences, judge, cite.

use std::{collections::HashSet, ops::Range};

use super::{
    Answer, Difference, DifferenceKind, Kind, Question, QuestionWords, Status,
    agreement::{Asked, Grade, ground::Ground, subject::rarity},
    computed::{
        Computed,
        complement::complement,
        compute, convert,
        most::states_extreme,
        operate::{is_stated, operate},
        operation::{Operation, operation, which},
        remainder::remainder,
    },
    figures::{
        matching::{Extracted, Match, matches, several},
        prefer::{COMPUTED_READ, MATCHES, STATED, answered_by, is_worse, prefer_figure},
        wanted::Wanted,
    },
    question::synonyms::other_words,
    reply::{answered, derived, nothing, show},
    reports::{
        credits::{Credit, credit, credited, is_release},
        scope::Scope,
    },
    sentence::{
        choose::{Choice, choose},
        rank::{Candidate, Weights, rank},
    },
    short::reason::prefer_reason,
    typed,
    verdict::Verdict,
};
use crate::{
    config::AnswerConfig,
    index::{Hit, IndexError, Passage, QueryTerm, Snapshot},
    text::fold::fold,
};

/// So many of the best candidates are looked through for one that agrees with what is asked.
const CONSIDERED: usize = 8;

/// A sentence that agrees goes before the best one when it is at least this share as likely.
const NEARLY_AS_LIKELY: f32 = 0.3;

/// The same where the best one does not tell of the attribute that is asked for: it is next to never the answer.
const OF_THE_ATTRIBUTE: f32 = 0.05;

/// So much of what is asked may be unknown to a passage, its heading and title, for it to be taken as being about it.
const KNOWN: f32 = 0.1;

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
    let reading = typed::read(text, snapshot);
    let mut answer = find_in_scope(snapshot, &reading.text, words, settings)?;
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
    let is_answered = |answer: &Answer| matches!(answer.status, Status::Answer | Status::Derived);
    let Some(scope) = Scope::of(text, || snapshot.catalogue())? else { return find(text, None) };
    let mut answer = find(&scope.question, Some(&scope.passages))?;
    if scope.question != text && !is_answered(&answer) {
        // The title's words may be what the answer hangs on.
        answer = find(text, Some(&scope.passages))?;
    }
    if !scope.is_strict() {
        let elsewhere = find(text, None)?;
        if !is_answered(&answer) || answer.confidence < NAMED_SHARE * elsewhere.confidence {
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
    if let Some(best) = credited(&question, &hits).filter(|best| !told() && about(&asked, &best.passage))
        && let Some(Credit { hit, sentence, answer }) = credit(snapshot, &question, &best.passage.report)?
    {
        hits.push(hit);
        let choice = Choice { answer, confidence: OF_CREDIT, candidate: Candidate::unread(hits.len() - 1, sentence) };
        let extracted = Extracted::new(&hits);
        let others = choices.into_iter().take(settings.top.saturating_sub(1)).map(|choice| show(&extracted, choice));
        return Ok(answered(text, show(&extracted, choice), others.collect()));
    }
    prefer_reason(&question, &asked, &hits, &mut choices);
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

/// What a question asks for, and what was found for it.
struct Sought<'a> {
    /// The question as typed.
    text: &'a str,
    question: &'a Question,
    asked: &'a Asked,
    /// The figure asked for, if it is one.
    wanted: Option<&'a Wanted>,
    /// What is to be computed.
    operation: Option<Operation>,
    extracted: &'a Extracted<'a>,
    /// The figures, by how well they match, the best first.
    found: &'a [Match],
    settings: &'a AnswerConfig,
}

impl Sought<'_> {
    /// What follows from the figures found, where the reports do not say it themselves; `look` finds those that answer a
    /// part of the question.
    fn computed(&self, choices: &[Choice], look: &dyn Fn(&str) -> Vec<Match>) -> Option<Computed> {
        let Self { question, asked, extracted, found, .. } = *self;
        let likeliest = choices.first().map(|choice| &choice.candidate);
        let operated = self.operation.as_ref().and_then(|operation| operate(operation, extracted, look, likeliest));
        let operated = operated.or_else(|| complement(&question.folded, extracted, found));
        let tells_most = || {
            sure_enough(choices, self.settings).is_some_and(|read| {
                let text = &extracted.hits()[read.candidate.hit].passage.text;
                states_extreme(&question.folded, &fold(&text[read.candidate.range.clone()]))
            })
        };
        // How far one place is ahead of another does not follow from either alone.
        let of_two = self.operation.as_ref().is_some_and(Operation::is_of_two_places);
        let computed = operated.or_else(|| {
            if of_two {
                return None;
            }
            let wanted = self.wanted.filter(|wanted| wanted.extreme.is_none_or(|_| !tells_most()))?;
            let computed = compute(wanted, asked, extracted, found)?;
            let is_read = choices.first().is_some_and(|choice| computed.is_from(choice));
            (computed.score >= if is_read { COMPUTED_READ } else { MATCHES }).then_some(computed)
        });
        let computed = computed.or_else(|| operate(&which(&question.folded)?, extracted, look, None));
        let is_told = || found.first().is_some_and(|best| best.period != Grade::Differs && best.score >= MATCHES);
        computed.or_else(|| if is_told() { None } else { remainder(asked, extracted, found) })
    }

    /// What the reports say: the figure that matches best or the likeliest sentence, whichever goes first; with what differs
    /// where it is not what is asked for.
    fn stated(&self, mut choices: Vec<Choice>) -> Answer {
        let Self { text, question, asked, wanted, extracted, found, settings, .. } = *self;
        let hits = extracted.hits();
        // 排前五的城市有哪些 asks for no figure.
        let names = wanted.is_some_and(|wanted| wanted.extreme.is_some()) && !question.folded.contains(['多', '几']);
        let agrees = |choice: &Choice| {
            let ground = Ground::new(&hits[choice.candidate.hit].passage);
            let found = || asked.agreement(&ground, &choice.candidate.range, &choice.answer);
            asked.names_its_place(&ground) && found().differences.is_empty()
        };
        let figure = found.first().filter(|best| !names && prefer_figure(best, found, &mut choices, agrees));
        let converted = wanted.zip(figure).and_then(|(wanted, best)| convert(wanted, best, extracted));
        if let Some(computed) = converted
            && let Some(answer) = derived(text, asked, extracted, &computed, &choices, settings.top)
        {
            return answer;
        }
        // What matches much worse than a figure that is just what is asked for does not go before it.
        let goes_before = |choice: &Choice| {
            let stated = figure.filter(|best| best.score >= STATED);
            stated.is_none_or(|best| !is_worse(answered_by(choice, found), best))
        };
        let (mut differences, missing) = prefer_agreeing(asked, hits, &mut choices, goes_before);
        if let Some(choice) = choices.first() {
            let verdict = Verdict { question, asked, wanted, operation: self.operation.as_ref(), found };
            verdict.by_figure(&mut differences, choice, figure, extracted);
            differences.retain(|difference| choice.confidence < difference.kind.excused_at());
        }
        let enough = if missing <= KNOWN { settings.known_confidence } else { settings.answer_confidence };
        let mut best = choices.into_iter().take(settings.top).map(|choice| show(extracted, choice));
        let Some(first) = best.next() else { return nothing(text) };
        let status = match first.confidence {
            confidence if confidence >= enough && differences.is_empty() => Status::Answer,
            confidence if confidence >= settings.nearest_confidence => Status::Nearest,
            _ => return nothing(text),
        };
        // 分别是多少: all of them, in the order of the text.
        let listed = wanted.filter(|_| figure.is_some()).map(|wanted| several(wanted, found));
        let listed = listed.zip(figure).filter(|(figures, _)| !figures.is_empty()).map(|(figures, best)| {
            let text = &hits[best.hit].passage.text;
            figures.iter().map(|figure| figure.printed(text)).collect::<Vec<_>>().join("、")
        });
        Answer {
            question: text.to_owned(),
            understood: None,
            corrections: Vec::new(),
            status,
            confidence: first.confidence,
            answer: listed.or(first.answer).filter(|_| status == Status::Answer),
            sentence: Some(first.sentence),
            differences,
            figure: first.figure.filter(|_| status == Status::Answer),
            derivation: None,
            citations: vec![first.citation],
            others: best.collect(),
        }
    }
}

/// The likeliest sentence, where it may be the answer.
fn sure_enough<'a>(choices: &'a [Choice], settings: &AnswerConfig) -> Option<&'a Choice> {
    choices.first().filter(|choice| choice.confidence >= settings.answer_confidence)
}

/// Whether a report is about what is asked: nothing of period, place and subject differs where its best passage begins.
fn about(asked: &Asked, passage: &Passage) -> bool {
    let Some(range) = passage.sentences.first().cloned() else { return false };
    let found = asked.agreement(&Ground::new(passage), &range, &range).differences;
    let differs = |kind| matches!(kind, DifferenceKind::Period | DifferenceKind::Place | DifferenceKind::Subject);
    !found.iter().any(|difference| differs(difference.kind))
}

/// Puts the best sentence that agrees with what is asked first, if it is nearly as likely as the best of all and
/// `goes_before` it; else tells what differs about that one. With it the share of what is asked that the first one's
/// surroundings do not know.
fn prefer_agreeing(
    asked: &Asked,
    hits: &[Hit],
    choices: &mut [Choice],
    goes_before: impl Fn(&Choice) -> bool,
) -> (Vec<Difference>, f32) {
    let agreement = |choice: &Choice| {
        let ground = Ground::new(&hits[choice.candidate.hit].passage);
        let found = asked.agreement(&ground, &choice.candidate.range, &choice.answer);
        (found.differences, found.missing)
    };
    let Some(best) = choices.first() else { return (Vec::new(), 1.0) };
    let (found, missing) = agreement(best);
    if found.is_empty() {
        return (found, missing);
    }
    let is_other = found.iter().any(|difference| difference.kind == DifferenceKind::Attribute);
    let enough = best.confidence * if is_other { OF_THE_ATTRIBUTE } else { NEARLY_AS_LIKELY };
    let others = choices.iter().take(CONSIDERED).skip(1).take_while(|choice| choice.confidence >= enough);
    let agreeing = others
        .enumerate()
        .filter(|(_, choice)| goes_before(choice))
        .map(|(position, choice)| (position, agreement(choice)))
        .find(|(_, (differences, _))| differences.is_empty());
    match agreeing {
        Some((position, (_, missing))) => {
            choices[..position + 2].rotate_right(1);
            (Vec::new(), missing)
        }
        None => (found, missing),
    }
}
