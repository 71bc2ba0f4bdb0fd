//! wenbao beside the bare engine, in one run on one thread, as ratios:
//!
//! * a question: Tantivy's `TopDocs` for the same terms on the same files; our search for them, which must find the same
//!   with the same scores; the found passages read (the bare engine reads none); a whole answer;
//! * figures: read from every text of the build set, in MB/s;
//! * a build: Tantivy alone with the same tokenizer over the same texts, and `index rebuild`.
//!
//! `cargo bench --bench side_by_side [-- QUESTION_SET BUILD_SET]`; a set is a folder with docs.jsonl and questions.jsonl.
//! Left out, with a word, where the sets are absent.
#![expect(clippy::print_stdout, reason = "a benchmark prints")]

use std::{
    fs,
    hint::black_box,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use tantivy::{
    Index, IndexSettings, Term,
    collector::TopDocs,
    directory::MmapDirectory,
    indexer::NoMergePolicy,
    query::{BooleanQuery, BoostQuery, Occur, Query, TermQuery},
    schema::{IndexRecordOption, Schema, TextFieldIndexing, TextOptions},
    tokenizer::TextAnalyzer,
};
use wenbao::{
    answer::{Question, QuestionWords, ask},
    config::Config,
    figure::{
        extract::{Above, figures},
        quantity::quantities,
    },
    index::{
        CONTEXT_WEIGHT, QueryTerm, Snapshot,
        analyzer::{self, Analyzer},
        build::{Options, rebuild},
    },
    report::Limits,
};

const ROUNDS: usize = 7;

type Outcome<T = ()> = Result<T, Box<dyn std::error::Error>>;

fn main() -> Outcome {
    let mut sets = std::env::args().skip(1).filter(|argument| !argument.starts_with("--"));
    let mut set = |name: &str| {
        let default = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/eval").join(name);
        sets.next().map_or_else(default, PathBuf::from)
    };
    let (questions, build) = (set("cmrc-dev-a"), set("cmrc-train"));
    let runs = [
        (questions, ask_side_by_side as fn(&Path) -> Outcome),
        (build.clone(), figures_of_all),
        (build, build_side_by_side),
    ];
    for (folder, run) in runs {
        if folder.join("docs.jsonl").exists() {
            run(&folder)?;
        } else {
            println!("{}: absent, left out", folder.display());
        }
    }
    Ok(())
}

/// Quantities alone, and figures with all that they mean.
fn figures_of_all(folder: &Path) -> Outcome {
    let lines = fs::read_to_string(folder.join("docs.jsonl"))?;
    let texts: Vec<String> = lines
        .lines()
        .map(|line| {
            Ok(serde_json::from_str::<serde_json::Value>(line)?["text"].as_str().unwrap_or_default().to_owned())
        })
        .collect::<Outcome<_>>()?;
    let bytes: usize = texts.iter().map(String::len).sum();
    let speed = |read: &dyn Fn(&str) -> usize| {
        let begun = Instant::now();
        let found: usize = texts.iter().map(|text| black_box(read(text))).sum();
        #[expect(clippy::cast_precision_loss, reason = "megabytes")]
        let megabytes = bytes as f64 / 1e6;
        (found, megabytes / begun.elapsed().as_secs_f64())
    };
    let (found, fast) = speed(&|text| quantities(text).len());
    println!("quantities: {found} of {bytes} bytes at {fast:.1} MB/s");
    let (found, slow) = speed(&|text| figures(text, &Above::default()).len());
    println!("figures: {found} at {slow:.1} MB/s");
    Ok(())
}

fn options() -> Options {
    let config = Config::default().index;
    Options {
        writer_memory_mb: config.writer_memory_mb,
        limits: Limits { max_bytes: config.max_report_mb << 20 },
        strict: false,
    }
}

/// The field `name` of every line of a collection.
fn column(file: &Path, name: &str) -> Outcome<Vec<String>> {
    let text = fs::read_to_string(file)?;
    let value =
        |line: &str| Ok(serde_json::from_str::<serde_json::Value>(line)?[name].as_str().unwrap_or("").to_owned());
    text.lines().map(value).collect()
}

/// The least time that each of `runs` took of [`ROUNDS`], taken in turns so that all see the same machine.
fn fastest<const N: usize>(mut runs: [&mut dyn FnMut() -> Outcome; N]) -> Outcome<[Duration; N]> {
    let mut best = [Duration::MAX; N];
    for _ in 0..ROUNDS {
        for (run, best) in runs.iter_mut().zip(&mut best) {
            let start = Instant::now();
            run()?;
            *best = start.elapsed().min(*best);
        }
    }
    Ok(best)
}

/// Takes a result that is of no interest, so that it has to be made.
fn done<T>(result: T) -> Outcome {
    black_box(result);
    Ok(())
}

fn ask_side_by_side(set: &Path) -> Outcome {
    let folder = tempfile::tempdir()?;
    rebuild(folder.path(), &[set.join("docs.jsonl")], &options(), &mut |_| ())?;
    let snapshot = Snapshot::open(folder.path())?;
    let settings = Config::default().answer;
    let words = QuestionWords::default();
    let questions = column(&set.join("questions.jsonl"), "question")?;
    let queries: Vec<Vec<QueryTerm>> = questions
        .iter()
        .map(|question| Question::new(question, &words).terms)
        .map(|terms| terms.into_iter().map(|text| QueryTerm { text, weight: 1.0 }).collect())
        .collect();

    let index = Index::open_in_dir(snapshot.folder())?;
    let (body, context) = (index.schema().get_field("body")?, index.schema().get_field("context")?);
    let searcher = index.reader()?.searcher();
    let limit = settings.passages;
    let top = |query: &[QueryTerm]| {
        let clauses: Vec<(Occur, Box<dyn Query>)> = query
            .iter()
            .flat_map(|term| [(body, 1.0), (context, CONTEXT_WEIGHT)].map(|field| (term, field)))
            .map(|(term, (field, weight))| {
                let term = TermQuery::new(Term::from_field_text(field, &term.text), IndexRecordOption::WithFreqs);
                (Occur::Should, Box::new(BoostQuery::new(Box::new(term), weight)) as Box<dyn Query>)
            })
            .collect();
        searcher.search(&BooleanQuery::new(clauses), &TopDocs::with_limit(limit).order_by_score())
    };
    for (query, question) in queries.iter().zip(&questions) {
        let found = snapshot.find(query, limit)?.into_iter().map(|found| (found.score, found.number));
        if !found.eq(top(query)?.into_iter().map(|(score, address)| (score, address.doc_id))) {
            return Err(format!("the bare engine finds something else: {question}").into());
        }
    }

    let mut total = [Duration::ZERO; 4];
    for (query, question) in queries.iter().zip(&questions) {
        let times = fastest([
            &mut || done(top(query)?),
            &mut || done(snapshot.find(query, limit)?),
            &mut || done(snapshot.search(query, limit)?),
            &mut || done(ask(&snapshot, question, &words, &settings)?),
        ])?;
        total.iter_mut().zip(times).for_each(|(total, time)| *total += time);
    }
    let [bare, find, search, whole] = total;
    let each = |time: Duration| time.as_secs_f64() * 1000.0 / questions.len() as f64;
    println!("{}: {} questions, {} passages, one thread", set.display(), questions.len(), snapshot.passages());
    println!("  bare TopDocs, same terms     {:.3} ms   1.00", each(bare));
    println!("  our search                   {:.3} ms   {:.2}", each(find), each(find) / each(bare));
    println!("  and {limit} passages read          {:.3} ms   {:.2}", each(search), each(search) / each(bare));
    println!(
        "  a whole answer               {:.3} ms   above our search: {:.3} ms",
        each(whole),
        each(whole) - each(find)
    );
    Ok(())
}

fn build_side_by_side(set: &Path) -> Outcome {
    let source = set.join("docs.jsonl");
    let text: usize = column(&source, "text")?.iter().map(String::len).sum();
    let (ours, alone) = (tempfile::tempdir()?, tempfile::tempdir()?);
    let empty = |folder: &Path| fs::remove_dir_all(folder).and_then(|()| fs::create_dir(folder));
    let mut rebuilt = || {
        empty(ours.path())?;
        rebuild(ours.path(), std::slice::from_ref(&source), &options(), &mut |_| ())?;
        Ok(())
    };
    let mut bare = || {
        empty(alone.path())?;
        let mut schema = Schema::builder();
        let words =
            TextFieldIndexing::default().set_tokenizer(analyzer::NAME).set_index_option(IndexRecordOption::WithFreqs);
        let body = schema.add_text_field("body", TextOptions::default().set_stored().set_indexing_options(words));
        let index = Index::create(MmapDirectory::open(alone.path())?, schema.build(), IndexSettings::default())?;
        index.tokenizers().register(analyzer::NAME, TextAnalyzer::from(Analyzer::default()));
        let mut writer = index.writer_with_num_threads(1, options().writer_memory_mb << 20)?;
        writer.set_merge_policy(Box::new(NoMergePolicy));
        for text in column(&source, "text")? {
            writer.add_document(tantivy::doc!(body => text))?;
        }
        writer.commit()?;
        Ok(())
    };
    let [bare, rebuilt] = fastest([&mut bare, &mut rebuilt])?;
    let speed = |time: Duration| text as f64 / 1e6 / time.as_secs_f64();
    let share = |bytes: u64| bytes as f64 / text as f64;
    let (ours, alone) = (share(size(ours.path())?), share(size(alone.path())?));
    println!("{}: {:.2} MB of text", set.display(), text as f64 / 1e6);
    println!("  bare Tantivy      {:.2} MB/s   1.00   on disk {alone:.2} of the text", speed(bare));
    println!(
        "  index rebuild     {:.2} MB/s   {:.2}   on disk {ours:.2} of the text",
        speed(rebuilt),
        speed(rebuilt) / speed(bare)
    );
    Ok(())
}

/// Bytes of all files below `folder`.
fn size(folder: &Path) -> Outcome<u64> {
    let mut bytes = 0;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        bytes += if entry.file_type()?.is_dir() { size(&entry.path())? } else { entry.metadata()?.len() };
    }
    Ok(bytes)
}
