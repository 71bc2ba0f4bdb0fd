//! `wenbao figures`: the figures of the index, as a table, CSV or JSON.

use std::{
    io::{self, Write},
    process::ExitCode,
};

use clap::Args;

use crate::{
    answer::{self, Listed},
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
        "report" | "title" | "section" | "paragraph" | "start" | "end" | "quote" => text(&citation[*column]),
        "period" => text(&row["period"]["text"]),
        "period_start" => text(&row["period"]["start"]),
        "period_end" => text(&row["period"]["end"]),
        column => text(&row[column]),
    };
    Ok(COLUMNS.iter().map(cell).collect())
}
