//! The question sets, searched in an index of their own documents and encoded.

use std::{collections::BTreeMap, ops::Range, path::Path};

use wenbao::{
    answer::{
        Question, QuestionWords,
        sentence::{
            rank::{Candidate, Weights, rank},
            reader::encode::{Input, Sentence, Vocabulary, encode},
            shortlist::MOST,
        },
    },
    config::Config,
    index::{
        Hit, QueryTerm, Snapshot,
        build::{Options, rebuild},
    },
    report::Limits,
    text::fold::fold,
};

/// A question of a set.
pub(crate) struct Asked {
    pub(crate) doc: String,
    pub(crate) question: String,
    /// Folded.
    pub(crate) answers: Vec<String>,
}

/// A document of a set, as it is.
pub(crate) struct Document {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) text: String,
}

/// A set with an index of its documents.
pub(crate) struct Set {
    pub(crate) name: String,
    pub(crate) asked: Vec<Asked>,
    /// The text of each document, folded.
    pub(crate) texts: Vec<String>,
    pub(crate) documents: Vec<Document>,
    snapshot: Snapshot,
    _folder: tempfile::TempDir,
}

/// What search finds for a question.
pub(crate) struct Found {
    pub(crate) question: Question,
    pub(crate) hits: Vec<Hit>,
    /// The best first.
    pub(crate) candidates: Vec<Candidate>,
}

/// A question with its sentences and where in them its answer stands.
pub(crate) struct Example {
    /// The set's name.
    pub(crate) set: String,
    /// Which half it belongs to: whole documents are in one.
    pub(crate) half: usize,
    pub(crate) input: Input,
    /// Whether the last sentence was not found but added.
    pub(crate) added: bool,
    /// First and last character, over all sentences; none where the answer is too long or was not found.
    pub(crate) gold: Vec<(usize, usize)>,
    /// Sentences that hold an answer whole.
    pub(crate) right: Vec<usize>,
    pub(crate) style: [f32; 2],
    /// The sentences' texts, folded.
    pub(crate) sentences: Vec<Vec<char>>,
    pub(crate) answers: Vec<String>,
}

fn lines(file: &Path) -> Result<Vec<serde_json::Value>, Box<dyn std::error::Error>> {
    Ok(std::fs::read_to_string(file)?.lines().map(serde_json::from_str).collect::<Result<_, _>>()?)
}

impl Set {
    pub(crate) fn load(folder: &Path, limit: usize) -> Result<Self, Box<dyn std::error::Error>> {
        let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
        let asked = lines(&folder.join("questions.jsonl"))?
            .iter()
            .take(limit)
            .map(|row| Asked {
                doc: text(&row["doc"]),
                question: text(&row["question"]),
                answers: row["answers"].as_array().into_iter().flatten().map(|answer| fold(&text(answer))).collect(),
            })
            .collect();
        let document = |row: &serde_json::Value| Document {
            id: text(&row["id"]),
            title: text(&row["title"]),
            text: text(&row["text"]),
        };
        let documents: Vec<Document> = lines(&folder.join("docs.jsonl"))?.iter().map(document).collect();
        let texts = documents.iter().map(|document| fold(&document.text)).collect();
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
        Ok(Self { name, asked, texts, documents, snapshot, _folder: index })
    }

    /// Searches for `question`; `without` names a document that is taken to be absent.
    pub(crate) fn find(&self, question: &str, words: &QuestionWords, without: Option<&str>) -> Found {
        let question = Question::new(question, words);
        let query: Vec<QueryTerm> =
            question.terms.iter().map(|term| QueryTerm { text: term.clone(), weight: 1.0 }).collect();
        let limit = Config::default().answer.passages;
        let more = if without.is_some() { 20 } else { 0 };
        let mut hits = self.snapshot.search(&query, limit + more).unwrap_or_default();
        hits.retain(|hit| without != Some(hit.passage.report.id.as_str()));
        hits.truncate(limit);
        let candidates = rank(&question, &self.weights(&question), &hits);
        Found { question, hits, candidates }
    }

    /// The weights of the question's terms in this set.
    pub(crate) fn weights<'a>(&self, question: &'a Question) -> Weights<'a> {
        Weights::new(question, self.snapshot.passages(), |term| self.snapshot.document_frequency(term))
    }

    /// What is found, as the network takes it, with the first `count` candidates.
    pub(crate) fn input(&self, vocabulary: &Vocabulary, found: &Found, chosen: &[&Candidate]) -> Input {
        let weights = self.weights(&found.question);
        let sentences: Vec<Sentence<'_>> = chosen
            .iter()
            .map(|candidate| Sentence { text: found.text(candidate), signals: candidate.signals })
            .collect();
        encode(vocabulary, &found.question, &sentences, |token| weights.of(token))
    }

    /// Every question encoded; the right sentence is added where search has not found it.
    pub(crate) fn examples(&self, vocabulary: &Vocabulary) -> Vec<Example> {
        let words = QuestionWords::default();
        let style = if self.name.starts_with("drcd") { [0.0, 1.0] } else { [1.0, 0.0] };
        self.asked.iter().map(|asked| self.example(vocabulary, &words, asked, None, style)).collect()
    }

    /// One question encoded; where `only` is given, no other sentence is right.
    pub(crate) fn example(
        &self,
        vocabulary: &Vocabulary,
        words: &QuestionWords,
        asked: &Asked,
        only: Option<&str>,
        style: [f32; 2],
    ) -> Example {
        let found = self.find(&asked.question, words, None);
        let mut chosen: Vec<&Candidate> = found.candidates.iter().take(MOST).collect();
        let is_right = |candidate: &Candidate| {
            found.is_right(candidate, asked) && only.is_none_or(|only| fold(found.text(candidate)) == only)
        };
        let mut added = false;
        if !chosen.iter().any(|candidate| is_right(candidate)) {
            let right = found.candidates.iter().find(|candidate| is_right(candidate));
            added = right.is_some();
            chosen.extend(right);
        }
        let input = self.input(vocabulary, &found, &chosen);
        let sentences: Vec<Vec<char>> =
            chosen.iter().map(|candidate| fold(found.text(candidate)).chars().collect()).collect();
        let mut gold = Vec::new();
        let mut right = Vec::new();
        for (number, candidate) in chosen.iter().enumerate() {
            if is_right(candidate) {
                right.push(number);
                gold.extend(places(&asked.answers, &sentences[number], &input.sentences[number]));
            }
        }
        gold.sort_unstable();
        gold.dedup();
        let answers = asked.answers.clone();
        let (set, half) = (self.name.clone(), half(&asked.doc));
        Example { set, half, input, added, gold, right, style, sentences, answers }
    }
}

/// Which half a document belongs to: that of its article, which `drcd-dev` names before the hyphen.
pub(crate) fn half(doc: &str) -> usize {
    let article = doc.split('-').next().unwrap_or(doc);
    // The hash of Fowler, Noll and Vo.
    let hash = article.bytes().fold(0x811C_9DC5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    (hash >> 16) as usize % 2
}

fn places(answers: &[String], sentence: &[char], place: &Range<usize>) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for answer in answers {
        let answer: Vec<char> = answer.chars().collect();
        for (at, window) in sentence.windows(answer.len().max(1)).enumerate() {
            let end = place.start + at + answer.len();
            if window == answer && end <= place.end {
                found.push((place.start + at, end - 1));
            }
        }
    }
    found
}

impl Found {
    pub(crate) fn text(&self, candidate: &Candidate) -> &str {
        &self.hits[candidate.hit].passage.text[candidate.range.clone()]
    }

    /// Whether a sentence of the right document holds an answer.
    pub(crate) fn is_right(&self, candidate: &Candidate, asked: &Asked) -> bool {
        let text = fold(self.text(candidate));
        self.hits[candidate.hit].passage.report.id == asked.doc
            && asked.answers.iter().any(|answer| text.contains(answer.as_str()))
    }
}

/// Characters that stand at least `least` times in texts and questions, in the order of their code points.
pub(crate) fn frequent_characters(sets: &[Set], least: usize) -> Vec<char> {
    let mut counts: BTreeMap<char, usize> = BTreeMap::new();
    for set in sets {
        let questions = set.asked.iter().flat_map(|asked| fold(&asked.question).chars().collect::<Vec<_>>());
        for c in set.texts.iter().flat_map(|text| text.chars()).chain(questions) {
            *counts.entry(c).or_default() += 1;
        }
    }
    counts.into_iter().filter(|&(c, count)| count >= least && !c.is_whitespace()).map(|(c, _)| c).collect()
}
