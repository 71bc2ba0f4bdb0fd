//! The question sets, searched in an index of their own documents and encoded.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    ops::Range,
    path::Path,
};

use wenbao::{
    answer::{
        Question, QuestionWords,
        rank::{Weights, rank},
        reader::encode::{Input, Sentence, Vocabulary, encode},
    },
    config::Config,
    index::{
        QueryTerm, Snapshot,
        build::{Options, rebuild},
    },
    report::Limits,
    text::fold::fold,
};

/// Sentences that are read for a question.
pub const SENTENCES: usize = 10;

pub struct Asked {
    pub doc: String,
    pub question: String,
    pub answers: Vec<String>,
}

pub struct Set {
    pub name: String,
    pub asked: Vec<Asked>,
    /// Title and text of each document, folded.
    pub texts: Vec<String>,
    snapshot: Snapshot,
    _folder: tempfile::TempDir,
}

/// A question with its sentences and where in them its answer stands.
pub struct Example {
    pub input: Input,
    /// First and last character, over all sentences; none where the answer is too long or was not found.
    pub gold: Vec<(usize, usize)>,
    /// Sentences that hold an answer whole.
    pub right: Vec<usize>,
    pub style: [f32; 2],
    /// The sentences' texts, folded, and the answers.
    pub sentences: Vec<Vec<char>>,
    pub answers: Vec<String>,
}

fn lines(file: &Path) -> Result<Vec<serde_json::Value>, Box<dyn std::error::Error>> {
    Ok(std::fs::read_to_string(file)?.lines().map(serde_json::from_str).collect::<Result<_, _>>()?)
}

impl Set {
    pub fn load(folder: &Path, limit: usize) -> Result<Self, Box<dyn std::error::Error>> {
        let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
        let asked = lines(&folder.join("questions.jsonl"))?
            .iter()
            .take(limit)
            .map(|row| Asked {
                doc: text(&row["doc"]),
                question: text(&row["question"]),
                answers: row["answers"].as_array().into_iter().flatten().map(text).collect(),
            })
            .collect();
        let texts = lines(&folder.join("docs.jsonl"))?.iter().map(|row| fold(&text(&row["text"]))).collect();
        let config = Config::default().index;
        let options = Options {
            writer_memory_mb: config.writer_memory_mb,
            limits: Limits { max_bytes: config.max_report_mb << 20 },
            strict: false,
        };
        let index = tempfile::tempdir()?;
        rebuild(index.path(), &[folder.join("docs.jsonl")], &options, &mut |_| ())?;
        let snapshot = Snapshot::open(index.path())?;
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Ok(Self { name, asked, texts, snapshot, _folder: index })
    }

    /// Every question encoded; with `learning` the right sentence is added where search has not found it.
    pub fn examples(&self, vocabulary: &Vocabulary, learning: bool) -> Vec<Example> {
        let words = QuestionWords::default();
        let style = if self.name.starts_with("drcd") { [0.0, 1.0] } else { [1.0, 0.0] };
        self.asked
            .iter()
            .filter_map(|asked| {
                let question = Question::new(&asked.question, &words);
                let query: Vec<QueryTerm> =
                    question.terms.iter().map(|term| QueryTerm { text: term.clone(), weight: 1.0 }).collect();
                let hits = self.snapshot.search(&query, Config::default().answer.passages).ok()?;
                let weights = Weights::new(&question, self.snapshot.passages(), |term| {
                    self.snapshot.document_frequency(term)
                });
                let ranked = rank(&question, &weights, &hits);
                let answers: Vec<String> = asked.answers.iter().map(|answer| fold(answer)).collect();
                let is_right = |hit: usize, range: &Range<usize>| {
                    let passage = &hits[hit].passage;
                    let text = fold(&passage.text[range.clone()]);
                    passage.report.id == asked.doc && answers.iter().any(|answer| text.contains(answer.as_str()))
                };
                let mut chosen: Vec<_> = ranked.iter().take(SENTENCES).collect();
                if learning && !chosen.iter().any(|candidate| is_right(candidate.hit, &candidate.range)) {
                    chosen.extend(ranked.iter().find(|candidate| is_right(candidate.hit, &candidate.range)));
                }
                let text = |hit: usize, range: &Range<usize>| &hits[hit].passage.text[range.clone()];
                let sentences: Vec<Sentence<'_>> = chosen
                    .iter()
                    .map(|candidate| Sentence {
                        text: text(candidate.hit, &candidate.range),
                        signals: candidate.signals,
                    })
                    .collect();
                let input = encode(vocabulary, &question, &sentences, |token| weights.of(token));
                let folded: Vec<Vec<char>> =
                    sentences.iter().map(|sentence| fold(sentence.text).chars().collect()).collect();
                let mut gold = Vec::new();
                let mut right = Vec::new();
                for (number, candidate) in chosen.iter().enumerate() {
                    if !is_right(candidate.hit, &candidate.range) {
                        continue;
                    }
                    right.push(number);
                    let place = input.sentences[number].clone();
                    for answer in &answers {
                        let answer: Vec<char> = answer.chars().collect();
                        for (at, window) in folded[number].windows(answer.len().max(1)).enumerate() {
                            let end = place.start + at + answer.len();
                            if window == answer && end <= place.end {
                                gold.push((place.start + at, end - 1));
                            }
                        }
                    }
                }
                gold.sort_unstable();
                gold.dedup();
                Some(Example { input, gold, right, style, sentences: folded, answers })
            })
            .filter(|example| !learning || !example.right.is_empty())
            .collect()
    }
}

/// Characters that stand at least `least` times in texts and questions, in the order of their code points.
pub fn frequent_characters(sets: &[Set], least: usize) -> Vec<char> {
    let mut counts: HashMap<char, usize> = HashMap::new();
    for set in sets {
        let questions = set.asked.iter().flat_map(|asked| fold(&asked.question).chars().collect::<Vec<_>>());
        for c in set.texts.iter().flat_map(|text| text.chars()).chain(questions) {
            *counts.entry(c).or_default() += 1;
        }
    }
    let chosen: BTreeMap<char, usize> =
        counts.into_iter().filter(|&(c, count)| count >= least && !c.is_whitespace()).collect();
    let mut seen = HashSet::new();
    chosen.into_keys().filter(|&c| seen.insert(c)).collect()
}
