//! `wenbao figures`: the figures of the index, as a table, CSV or JSON.

use std::{
    io::{self, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::Context as _;
use clap::Args;

use crate::{
    answer::{self, Listed},
    chart::{Chart, Font, Wish},
    config::Config,
    index::Snapshot,
};

/// The figures of the reports, or those about some words
#[derive(Debug, Args)]
pub(super) struct FiguresArgs {
    /// JSON, one figure a line
    #[arg(long, conflicts_with = "csv")]
    json: bool,
    /// Comma-separated values, with a line of names
    #[arg(long)]
    csv: bool,
    /// Draw those that can be compared, three or more, as a PNG
    #[arg(long, value_name = "FILE", conflicts_with_all = ["json", "csv"])]
    chart: Option<PathBuf>,
    /// What the figures are about: 工业投资, 西宁 光伏
    words: Vec<String>,
}

/// The columns of the CSV.
const COLUMNS: [&str; 22] = [
    "report",
    "title",
    "section",
    "paragraph",
    "start",
    "end",
    "text",
    "value",
    "max",
    "unit",
    "bound",
    "kind",
    "direction",
    "place",
    "subject",
    "measure",
    "period",
    "period_start",
    "period_end",
    "base",
    "target",
    "quote",
];

pub(super) fn run(config: &Config, args: &FiguresArgs) -> anyhow::Result<ExitCode> {
    let snapshot = Snapshot::open(&config.index.folder)?;
    let words = args.words.join(" ");
    if let Some(file) = &args.chart {
        return chart(config, &snapshot, &words, file);
    }
    let mut out = io::BufWriter::new(io::stdout().lock());
    if args.json {
        each(&snapshot, &words, |listed| {
            serde_json::to_writer(&mut out, &listed)?;
            Ok(out.write_all(b"\n")?)
        })?;
    } else if args.csv {
        let mut writer = csv::Writer::from_writer(&mut out);
        writer.write_record(COLUMNS)?;
        each(&snapshot, &words, |listed| Ok(writer.write_record(record(&listed)?)?))?;
        writer.flush()?;
    } else {
        let mut rows = Vec::new();
        each(&snapshot, &words, |listed| {
            rows.push(listed);
            Ok(())
        })?;
        out.write_all(answer::table(&rows).as_bytes())?;
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// Draws the figures about `words`; without a font they are printed.
fn chart(config: &Config, snapshot: &Snapshot, words: &str, file: &Path) -> anyhow::Result<ExitCode> {
    let wish = Wish::of(words);
    let mut rows = Vec::new();
    each(snapshot, &wish.words, |listed| {
        rows.push(listed);
        Ok(())
    })?;
    let chart = Chart::of(&rows, wish.kind).with_context(|| {
        format!(
            "nothing to draw: among the figures found ({}) no three say the same of several, or over several periods; \
             `{}` lists them, and fewer or other words may find more",
            rows.len(),
            format!("wenbao figures {}", wish.words).trim_end()
        )
    })?;
    match Font::find(&config.chart.font) {
        Ok(font) => {
            write_whole(file, &chart.png(&font)?).with_context(|| format!("{}", file.display()))?;
            eprintln!("{}: {} figures → {}", chart.title, chart.bars.len(), file.display());
            Ok(ExitCode::SUCCESS)
        }
        Err(error) => {
            io::stdout().lock().write_all(answer::table(&rows).as_bytes())?;
            Err(error).context("no chart was drawn")
        }
    }
}

/// Writes `file` so that it is never seen half written.
fn write_whole(file: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut name = file.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.part", std::process::id()));
    let part = file.with_file_name(name);
    let written = std::fs::write(&part, bytes).and_then(|()| std::fs::rename(&part, file));
    if written.is_err() {
        // What cannot be written is seldom there to be removed.
        let _ = std::fs::remove_file(&part);
    }
    written
}

/// Hands every figure to `write`, which may fail.
fn each(snapshot: &Snapshot, words: &str, mut write: impl FnMut(Listed) -> anyhow::Result<()>) -> anyhow::Result<()> {
    let mut result = Ok(());
    answer::each_figure(snapshot, words, &mut |listed| {
        result = write(listed);
        result.is_ok()
    })?;
    result
}

/// A figure in the order of [`COLUMNS`]. What is a word in JSON is the same word here.
fn record(listed: &Listed) -> anyhow::Result<Vec<String>> {
    let row = serde_json::to_value(listed)?;
    let citation = &row["citation"];
    let text = |value: &serde_json::Value| match value {
        serde_json::Value::Null => String::new(),
        serde_json::Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let cell = |column: &&str| match *column {
        "report" | "title" | "section" | "paragraph" | "quote" => text(&citation[*column]),
        "period" => text(&row["period"]["text"]),
        "period_start" => text(&row["period"]["start"]),
        "period_end" => text(&row["period"]["end"]),
        column => text(&row[column]),
    };
    Ok(COLUMNS.iter().map(cell).collect())
}
