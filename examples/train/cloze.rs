//! Questions made of the reports themselves: a sentence with one of its names, numbers or dates left out and asked for.
//!
//! They teach where an answer begins and ends, and to look for it beside what is asked, before the fewer questions that
//! people have put are learned from.

use std::ops::Range;

use wenbao::{
    answer::{QuestionWords, sentence::reader::encode::Vocabulary},
    figure::{period::mentions, quantity::quantities},
    text::{fold::fold, sentence::sentences, toponym::toponyms},
};

use crate::{
    data::{Asked, Example, Set},
    optimizer::Chance,
    reader::narrowed,
};

/// So many questions are made of a sentence at most.
const OF_SENTENCE: usize = 5;
/// With so many sentences each is shown.
pub(crate) const SHOWN: usize = 6;
/// Shorter sentences and questions, in characters, tell too little.
const SHORT_SENTENCE: usize = 8;
const SHORT_QUESTION: usize = 6;
/// A clause with fewer characters left is asked with the one before it.
const SHORT_CLAUSE: usize = 6;
/// What is asked for has no more characters.
const LONGEST: usize = 24;
/// How much of a clause is left out, as people put few of its words into their questions.
const LEFT_OUT: f32 = 0.35;
/// How often the clause before is asked with, and the title named.
const WITH_BEFORE: f32 = 0.35;
const WITH_TITLE: f32 = 0.5;

/// Where clauses end.
const MARKS: [char; 4] = [',', ';', '。', ':'];

/// Words behind which what can be asked for goes on to the end of its clause, and the words that ask for it.
const MARKERS: [(&str, &[&str]); 16] = [
    ("是", &["什么", "哪个", "谁"]),
    ("为", &["什么", "哪个"]),
    ("称为", &["什么"]),
    ("叫做", &["什么"]),
    ("包括", &["什么", "哪些", "哪几个"]),
    ("有", &["什么", "哪些"]),
    ("位于", &["哪里", "什么地方", "何处"]),
    ("属于", &["什么", "哪个"]),
    ("由于", &["什么原因", "什么"]),
    ("因为", &["什么", "什么原因"]),
    ("因", &["什么", "什么原因"]),
    ("担任", &["什么职务", "什么"]),
    ("获得", &["什么", "哪个奖项", "什么荣誉"]),
    ("毕业于", &["哪里", "哪所学校", "什么学校"]),
    ("成为", &["什么"]),
    ("由", &["谁", "哪家公司", "什么"]),
];

/// Marks around names, whether the name is what stands inside them, and the words that ask for it.
const QUOTES: [(char, char, bool, &[&str]); 3] = [
    ('《', '》', false, &["什么", "哪部作品", "哪本书", "哪部"]),
    ('“', '”', true, &["什么", "什么名字", "哪个"]),
    ('「', '」', true, &["什么", "什么名字", "哪个"]),
];

/// A stretch of a sentence that can be asked for, and the words to ask with.
struct Blank {
    range: Range<usize>,
    words: Vec<String>,
}

impl Blank {
    fn new(range: Range<usize>, words: &[&str]) -> Self {
        Self { range, words: words.iter().map(|word| (*word).to_owned()).collect() }
    }
}

fn blanks(sentence: &str) -> Vec<Blank> {
    let mut found: Vec<Blank> = Vec::new();
    for mention in mentions(sentence, None) {
        let words: &[&str] = match sentence[mention.range.clone()].chars().next_back() {
            Some('年') => &["哪一年", "哪年", "什么时候", "何时"],
            Some('日') => &["哪一天", "什么时候", "何时", "什么时间"],
            _ => &["什么时候", "何时"],
        };
        found.push(Blank::new(mention.range, words));
    }
    for quantity in quantities(sentence) {
        let apart = |blank: &Blank| blank.range.end <= quantity.range.start || quantity.range.end <= blank.range.start;
        if found.iter().all(apart) {
            let unit = &sentence[quantity.number.end..quantity.range.end.max(quantity.number.end)];
            let words = vec![format!("多少{unit}"), "多少".to_owned(), format!("几{unit}")];
            found.push(Blank { range: quantity.range, words });
        }
    }
    let taken: Vec<Range<usize>> = found.iter().map(|blank| blank.range.clone()).collect();
    let places = toponyms(sentence, &taken).into_iter();
    found.extend(places.map(|place| Blank::new(place.range, &["哪里", "什么地方", "哪个地方", "何处", "哪个地区"])));
    for (open, close, inside, words) in QUOTES {
        for (at, _) in sentence.match_indices(open) {
            let Some(length) = sentence[at..].find(close) else { continue };
            let range = if inside { at + open.len_utf8()..at + length } else { at..at + length + close.len_utf8() };
            found.push(Blank::new(range, words));
        }
    }
    for (marker, words) in MARKERS {
        for (at, _) in sentence.match_indices(marker) {
            let rest = &sentence[at + marker.len()..];
            let length = rest.find([',', '。', ';', '、', '!', ':', '(']).unwrap_or(rest.len());
            found.push(Blank::new(at + marker.len()..at + marker.len() + length, words));
        }
    }
    found.retain(|blank| (1..=LONGEST).contains(&sentence[blank.range.clone()].chars().count()));
    found
}

/// Where the clause that `text` ends in begins.
fn clause_start(text: &str) -> usize {
    text.char_indices().rev().find(|(_, c)| MARKS.contains(c)).map_or(0, |(at, c)| at + c.len_utf8())
}

/// The question for a blank: its clause and sometimes more, with some of its words left out.
fn put(sentence: &str, blank: &Blank, title: &str, chance: &mut Chance) -> String {
    let start = clause_start(&sentence[..blank.range.start]);
    let end = sentence[blank.range.end..].find(MARKS).map_or(sentence.len(), |at| blank.range.end + at);
    let mut before = sentence[start..blank.range.start].to_owned();
    let after = &sentence[blank.range.end..end];
    let short = before.chars().count() + after.chars().count() < SHORT_CLAUSE;
    if start > 0 && (short || chance.share() < WITH_BEFORE) {
        let earlier = sentence[..start].trim_end_matches(MARKS);
        before = format!("{},{before}", &earlier[clause_start(earlier)..]);
    }
    let (before, after) = (thinned(&before, chance), thinned(after, chance));
    let about = if chance.share() < WITH_TITLE && !before.contains(title) { title } else { "" };
    let word = &blank.words[chance.below(blank.words.len())];
    // Where the answer stood, mostly; else first or last.
    match chance.below(6) {
        0 => format!("{word}{about}{before}{after}？"),
        1 => format!("{about}{before}{after}是{word}？"),
        _ => format!("{about}{before}{word}{after}？"),
    }
}

/// A text without some of its runs of one to three characters.
fn thinned(text: &str, chance: &mut Chance) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut kept = String::new();
    let mut rest = chars.as_slice();
    while !rest.is_empty() {
        let (run, behind) = rest.split_at((1 + chance.below(3)).min(rest.len()));
        if chance.share() >= LEFT_OUT {
            kept.extend(run);
        }
        rest = behind;
    }
    kept
}

/// Questions made of the documents of `set`, encoded.
pub(crate) fn examples(set: &Set, vocabulary: &Vocabulary, chance: &mut Chance) -> Vec<Example> {
    let mut made: Vec<(Asked, String)> = Vec::new();
    for document in &set.documents {
        let title = fold(&document.title);
        for range in sentences(&document.text) {
            let sentence = fold(&document.text[range]);
            if sentence.chars().count() < SHORT_SENTENCE {
                continue;
            }
            let mut blanks = blanks(&sentence);
            chance.shuffle(&mut blanks);
            for blank in blanks.iter().take(OF_SENTENCE) {
                let question = put(&sentence, blank, &title, chance);
                if question.chars().count() >= SHORT_QUESTION {
                    let answers = vec![sentence[blank.range.clone()].to_owned()];
                    made.push((Asked { doc: document.id.clone(), question, answers }, sentence.clone()));
                }
            }
        }
    }
    let words = QuestionWords::default();
    let seed = chance.next();
    let encode = |made: &[(Asked, String)]| -> Vec<Example> {
        let mut chance = Chance(seed);
        let examples =
            made.iter().map(|(asked, sentence)| set.example(vocabulary, &words, asked, Some(sentence), [0.0, 0.0]));
        let examples = examples.filter(|example| !example.gold.is_empty());
        examples.map(|example| narrowed(example, SHOWN, &mut chance)).collect()
    };
    let (one, other) = made.split_at(made.len() / 2);
    std::thread::scope(|scope| {
        let other = scope.spawn(|| encode(other));
        let mut all = encode(one);
        all.extend(other.join().unwrap_or_default());
        all
    })
}
