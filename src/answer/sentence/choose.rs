//! Choosing: the sentences that were found, read closely and judged, the likeliest first, each with its short answer.

use std::{ops::Range, sync::LazyLock};

use super::{
    evidence::{Reading, evidence},
    rank::{Candidate, Weights},
    reader::{
        encode::{Sentence, Vocabulary, encode},
        network,
        span::log_sum,
        store,
        together::read_together,
    },
    shortlist::shortlist,
    trees::Trees,
};
use crate::{
    answer::{
        question::{Kind, Question},
        short::{
            cloze::filled,
            ends::{mend_ends, with_noun, without_dateline, without_lead, without_stray},
            moment::{is_no_time, is_time_alone, lacks_day, moment},
            noun::named,
            person::{person, person_alone},
            place::placed,
            quantity::{asks_which, choose_quantity, is_amount_alone, is_no_amount, is_no_place, lacks_quantity},
            reason::{gives_reason, is_no_reason, reason},
            superlative::superlative,
        },
    },
    figure::{period::mentions, quantity::Unit},
    index::Hit,
    text::{byte_offset, fold::fold_char},
};

/// How answers are put: between CMRC 2018, whose answers may be clauses, and DRCD, whose answers are names and numbers.
/// Learned by halves, more of the first serves `cmrc-train` better and more of the second `drcd-dev`; the sums are alike.
pub const STYLE: [f32; 2] = [0.6, 0.4];

/// What was learned: `examples/train` writes it, `config/weights/README.md` says from what.
struct Model {
    /// Of all readers.
    vocabulary: Vocabulary,
    readers: [network::Weights; 3],
    shortlist: Trees,
    verdict: Trees,
}

/// The readers, the first of which reads all sentences.
const READERS: [&[u8]; 3] = [
    include_bytes!("../../../config/weights/reader.bin"),
    include_bytes!("../../../config/weights/second.bin"),
    include_bytes!("../../../config/weights/third.bin"),
];

const SHORTLIST: &[u8] = include_bytes!("../../../config/weights/shortlist.bin");
const VERDICT: &[u8] = include_bytes!("../../../config/weights/verdict.bin");

static MODEL: LazyLock<Model> = LazyLock::new(|| {
    #[expect(clippy::expect_used, reason = "the compiled-in weights are read by the test the_weights_are_in_order")]
    let [(vocabulary, first), (_, second), (_, third)] =
        READERS.map(|bytes| store::read(bytes).expect("the readers under config/weights"));
    #[expect(clippy::expect_used, reason = "the same")]
    let [shortlist, verdict] = [SHORTLIST, VERDICT].map(|bytes| Trees::read(bytes).expect("the trees beside them"));
    Model { vocabulary, readers: [first, second, third], shortlist, verdict }
});

/// A sentence with its short answer and how likely it is right.
#[derive(Debug, Clone)]
pub struct Choice {
    /// The sentence.
    pub candidate: Candidate,
    /// The short answer, as a range of the passage's text in bytes.
    pub answer: Range<usize>,
    /// How likely the sentence answers the question, 0 to 1.
    pub confidence: f32,
}

/// The likeliest sentences of `candidates` (the best first, as [`super::rank::rank`] gives them), the likeliest first.
/// Only those of the [`shortlist`] are read; the others follow, with no more confidence than those.
pub fn choose(question: &Question, weights: &Weights<'_>, hits: &[Hit], mut candidates: Vec<Candidate>) -> Vec<Choice> {
    if candidates.is_empty() {
        return Vec::new();
    }
    let model = &*MODEL;
    let read = shortlist(&model.shortlist, question, &mut candidates);
    let rest = candidates.split_off(read);
    let text = |candidate: &Candidate| &hits[candidate.hit].passage.text[candidate.range.clone()];
    let sentences: Vec<Sentence<'_>> =
        candidates.iter().map(|candidate| Sentence { text: text(candidate), signals: candidate.signals }).collect();
    let input = encode(&model.vocabulary, question, &sentences, |token| weights.of(token));
    let scores = read_together(&model.readers, &input, STYLE);
    let reading = Reading::new(&scores, &input.sentences);
    let judged = evidence(question, weights, hits, &candidates, &reading);
    let asked = letters(question.folded.chars());
    let mut choices: Vec<Choice> = candidates
        .into_iter()
        .zip(judged)
        .zip(reading.spans.iter().zip(&input.sentences).enumerate())
        .map(|((candidate, features), (number, ((span, _), place)))| {
            let sentence = &hits[candidate.hit].passage.text[candidate.range.clone()];
            let other = other_than_asked(question, &asked, sentence, span, |fits| {
                let of_sentence = |span: Range<usize>| fits(span.start - place.start..span.end - place.start);
                let (span, _) = scores.best_of(number, place, of_sentence)?;
                Some(span.start - place.start..span.end - place.start)
            });
            let span = other.as_ref().unwrap_or(span);
            let begins = beginnings(&scores.start[place.clone()]);
            let answer =
                choose_quantity(question, weights, sentence, span, |at| begins.get(at).copied().unwrap_or(0.0))
                    .unwrap_or_else(|| {
                        let read = byte_offset(sentence, span.start)..byte_offset(sentence, span.end);
                        let read = without_lead(question, sentence, mend_ends(sentence, read));
                        let read = without_dateline(question, sentence, read);
                        with_noun(question, sentence, without_stray(question, sentence, read))
                    });
            let person = person(question, sentence, &answer);
            let told = person.as_ref().is_some_and(|person| person.office >= TELLING && !person.of_other);
            let other = person.as_ref().is_some_and(|person| person.of_other);
            let answer = match person {
                Some(person) => person.name,
                None => person_alone(question, sentence, &answer).unwrap_or(answer),
            };
            let answer = moment(question, weights, sentence, &answer).unwrap_or(answer);
            let answer = reason(question, sentence, &answer).unwrap_or(answer);
            let answer = named(question, sentence, &answer).unwrap_or(answer);
            let answer = placed(question, sentence, &answer).unwrap_or(answer);
            let answer = superlative(question, sentence, &answer).unwrap_or(answer);
            let answer = filled(question, sentence).unwrap_or(answer);
            let read = &sentence[answer.clone()];
            let doubt = match () {
                () if asks(sentence) || is_no_answer(question, read) || is_no_reason(question, sentence, read) => {
                    NO_ANSWER
                }
                () if lacks_day(question, sentence) => WITHOUT_DAY,
                () if lacks_quantity(question, sentence) && asks_amount(question) => WITHOUT_AMOUNT,
                () if lacks_kind(question, sentence) => WITHOUT_KIND,
                () if other => OF_OTHER,
                () => 1.0,
            };
            let answer = candidate.range.start + answer.start..candidate.range.start + answer.end;
            let confidence = doubt * model.verdict.probability(&features);
            let confidence =
                if gives_reason(question, sentence) { with_odds(confidence, WITH_REASON) } else { confidence };
            let confidence = if told { 1.0 - (1.0 - confidence) * OF_OFFICE } else { confidence };
            Choice { answer, confidence, candidate }
        })
        .collect();
    second(hits, &mut choices);
    choices.sort_by(|one, other| other.confidence.total_cmp(&one.confidence));
    let least = choices.last().map_or(0.0, |choice| choice.confidence);
    choices.extend(rest.into_iter().map(|candidate| Choice {
        answer: candidate.range.clone(),
        confidence: least,
        candidate,
    }));
    choices
}

/// Letters and digits alone, folded.
fn letters(text: impl Iterator<Item = char>) -> String {
    text.map(fold_char).filter(|c| c.is_alphanumeric()).collect()
}

/// What is read instead of `span` (in characters of `sentence`) where that cannot be the answer: the best that can. Words
/// of the question, whose letters are `asked`, are none, but where it tells what there is to choose from (是甲还是乙);
/// nor is a time who or where somebody was, or an amount which one it was.
fn other_than_asked(
    question: &Question,
    asked: &str,
    sentence: &str,
    span: &Range<usize>,
    best: impl FnOnce(&dyn Fn(Range<usize>) -> bool) -> Option<Range<usize>>,
) -> Option<Range<usize>> {
    let chars: Vec<char> = sentence.chars().map(fold_char).collect();
    let chooses = question.kind == Kind::YesNo || question.folded.contains("还是");
    let repeats = |span: &[char]| !chooses && asked.contains(&letters(span.iter().copied()));
    let timeless = matches!(question.kind, Kind::Who | Kind::Where);
    let named = question.kind == Kind::Where || asks_which(question);
    let fails = |span: Range<usize>| {
        let span = &chars[span];
        repeats(span) || timeless && is_time_alone(span) || named && is_amount_alone(&span.iter().collect::<String>())
    };
    if !fails(span.clone()) {
        return None;
    }
    best(&|span| !fails(span))
}

/// A confidence whose odds against it are so much of what they were.
fn with_odds(confidence: f32, against: f32) -> f32 {
    confidence / (confidence + (1.0 - confidence) * against)
}

/// How much of another passage's confidence in the same answer counts.
const SECONDED: f32 = 0.5;

/// What several passages answer alike is likelier right than what one does.
fn second(hits: &[Hit], choices: &mut [Choice]) {
    let answers: Vec<String> = choices
        .iter()
        .map(|choice| {
            let answer = &hits[choice.candidate.hit].passage.text[choice.answer.clone()];
            answer.chars().map(fold_char).filter(|c| c.is_alphanumeric() || *c == '.').collect()
        })
        .collect();
    let alike = |one: &str, other: &str| {
        let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
        short.chars().nth(1).is_some() && long.contains(short)
    };
    let doubts: Vec<f32> = (0..choices.len())
        .map(|number| {
            let others = (0..choices.len()).filter(|&other| {
                choices[other].candidate.hit != choices[number].candidate.hit
                    && alike(&answers[other], &answers[number])
            });
            others.map(|other| 1.0 - SECONDED * choices[other].confidence).product()
        })
        .collect();
    for (choice, doubt) in choices.iter_mut().zip(doubts) {
        choice.confidence = 1.0 - (1.0 - choice.confidence) * doubt;
    }
}

/// How likely an answer begins with each character or shortly behind it, given that it is in this sentence.
fn beginnings(scores: &[f32]) -> Vec<f32> {
    let all = log_sum(scores.iter().copied());
    let shares: Vec<f32> = scores.iter().map(|score| (score - all).exp()).collect();
    (0..shares.len()).map(|at| shares[at..].iter().take(3).copied().fold(0.0, f32::max)).collect()
}

/// What is left of the confidence in a sentence without a number where one is asked for, or without a time.
const WITHOUT_KIND: f32 = 0.4;

/// What is left of it in a sentence without any number where so many of something are asked for.
const WITHOUT_AMOUNT: f32 = 0.1;

/// What is left of it in a sentence without a day where one is asked for: it may say 昨日, but most are of something else.
const WITHOUT_DAY: f32 = 0.1;

/// What is left of the doubt about a sentence that gives a reason in so many words, where one is asked for.
const WITH_REASON: f32 = 0.6;

/// What is left of the confidence in a sentence that asks itself, or of which nothing that is asked for can be told.
const NO_ANSWER: f32 = 0.02;

/// What is left of the doubt about a sentence with the name of who holds the office asked for, where the question names
/// so many characters of that.
const OF_OFFICE: f32 = 0.5;
const TELLING: usize = 4;

/// What is left of the confidence in the holder of such an office elsewhere.
const OF_OTHER: f32 = 0.3;

/// Whether `question` asks how many of a unit: 多少个, but not 第几个 or 有多高.
fn asks_amount(question: &Question) -> bool {
    let after =
        |unit: &Unit| ["多少", "几"].iter().any(|word| question.folded.contains(&format!("{word}{}", unit.text)));
    let asks = question.folded.contains("是多少") || question.unit_asked().is_some_and(|unit| after(&unit));
    asks && !question.folded.contains("第几")
}

fn asks(sentence: &str) -> bool {
    sentence
        .trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '”' | '"' | '」' | '』'))
        .ends_with(['？', '?'])
}

/// Whether `answer` cannot be what is asked for: no number for how much, no time for when, no place for where, or the year
/// that is asked about.
fn is_no_answer(question: &Question, answer: &str) -> bool {
    is_no_amount(question, answer)
        || is_no_time(question, answer)
        || is_no_place(question, answer)
        || is_year_asked(question, answer)
}

fn is_year_asked(question: &Question, answer: &str) -> bool {
    let digits = answer.len() == 4 && answer.bytes().all(|c| c.is_ascii_digit());
    digits && question.kind == Kind::Number && question.folded.contains(&format!("{answer}年"))
}

fn lacks_kind(question: &Question, sentence: &str) -> bool {
    lacks_quantity(question, sentence) || (question.kind == Kind::When && mentions(sentence, None).is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::QuestionWords;

    #[test]
    fn a_time_is_no_answer_to_which_city() {
        let sentence = "近日，青河市发布了月报。";
        for (question, read, instead) in [
            ("发布月报的是哪个城市？", 0..2, Some(3..6)),
            ("谁发布了月报？", 0..2, Some(3..6)),
            ("何时发布的？", 0..2, None),
        ] {
            let question = Question::new(question, &QuestionWords::default());
            let asked = letters(question.folded.chars());
            let found = other_than_asked(&question, &asked, sentence, &read, |fits| {
                [0..2, 3..6].into_iter().find(|span| fits(span.clone()))
            });
            assert_eq!(found, instead, "{}", question.folded);
        }
    }

    #[test]
    fn how_much_is_not_answered_without_a_number() {
        let question = Question::new("青河市的粮食产量是多少？", &QuestionWords::default());
        for (answer, is_none) in
            [("粮食产量", true), ("52万吨", false), ("五万吨", false), ("一半", false), ("数百吨", false)]
        {
            assert_eq!(is_no_answer(&question, answer), is_none, "{answer}");
        }
    }

    #[test]
    fn the_weights_are_in_order() {
        assert!(MODEL.vocabulary.rows() > 1000);
        assert!(!MODEL.verdict.trees.is_empty() && !MODEL.shortlist.trees.is_empty());
        let all = MODEL.readers.iter().flat_map(|reader| &reader.all);
        assert!(all.flatten().all(|weight| weight.is_finite()));
        for bytes in READERS {
            assert_eq!(store::read(bytes).unwrap().0.chars(), MODEL.vocabulary.chars());
        }
    }
}
