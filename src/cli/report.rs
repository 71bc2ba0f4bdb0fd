//! `wenbao report`: the reports in the index.

use std::{
    io::{self, Write as _},
    process::ExitCode,
};

use clap::Subcommand;
use unicode_width::UnicodeWidthStr as _;

use super::grouped;
use crate::{config::Config, index::Snapshot, report::ReportDate};

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Every report: id, date, characters, title
    List,
    /// The text of a report, in which citations count characters
    Show {
        /// The report's id, as `wenbao report list` names it
        id: String,
    },
}

/// An id beyond this pushes its own line to the right, not all others.
const WIDEST: usize = 40;

pub(super) fn run(config: &Config, command: &Command) -> anyhow::Result<ExitCode> {
    let snapshot = Snapshot::open(&config.index.folder)?;
    match command {
        Command::List => list(&snapshot),
        Command::Show { id } => show(&snapshot, id),
    }
}

fn list(snapshot: &Snapshot) -> anyhow::Result<ExitCode> {
    let rows: Vec<[String; 4]> = snapshot
        .reports()?
        .into_iter()
        .map(|entry| {
            let info = &entry.info;
            [plain(&info.id), info.date.map(date).unwrap_or_default(), grouped(entry.characters), plain(&info.title)]
        })
        .collect();
    let width = |column: usize| rows.iter().map(|row| row[column].width()).filter(|&width| width <= WIDEST).max();
    let (ids, dates, sizes) = (width(0).unwrap_or(0), width(1).unwrap_or(0), width(2).unwrap_or(0));
    let mut out = io::BufWriter::new(io::stdout().lock());
    for [id, date, size, title] in &rows {
        // The formatter counts characters, of which a Chinese one is two columns wide.
        let gap = ids.saturating_sub(id.width());
        writeln!(out, "{id}{:gap$}  {date:<dates$}  {size:>sizes$}  {title}", "")?;
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

fn show(snapshot: &Snapshot, id: &str) -> anyhow::Result<ExitCode> {
    let Some(text) = snapshot.report_text(id)? else {
        let reports = snapshot.reports()?;
        let nearest = reports
            .iter()
            .map(|entry| (strsim::jaro_winkler(id, &entry.info.id), &entry.info.id))
            .max_by(|one, other| one.0.total_cmp(&other.0))
            .filter(|&(likeness, _)| likeness >= 0.6);
        let hint = nearest.map_or(";".to_owned(), |(_, id)| format!("; did you mean `{}`?", plain(id)));
        anyhow::bail!("there is no report `{}` in the index{hint} `wenbao report list` names them all", plain(id));
    };
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

fn date(date: ReportDate) -> String {
    let mut text = format!("{:04}", date.year);
    if let Some(month) = date.month {
        text += &format!("-{month:02}");
        if let Some(day) = date.day {
            text += &format!("-{day:02}");
        }
    }
    text
}

/// Without characters that would steer the terminal.
fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}
