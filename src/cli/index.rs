//! `wenbao index`: build the index, look at it, check it.

use std::{
    io::{self, Write as _},
    path::PathBuf,
    process::ExitCode,
};

use clap::Subcommand;
use indicatif::{HumanBytes, ProgressBar, ProgressStyle};

use super::{counted, grouped};
use crate::{
    config::Config,
    index::{
        Snapshot,
        build::{Options, Progress, rebuild},
        verify::verify,
    },
    report::Limits,
};

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Read the reports and put a new index in place of the one in use, which answers until then
    Rebuild {
        /// File, folder or .jsonl collection to read; may be given several times (default: `index.reports` of the
        /// settings)
        #[arg(long, value_name = "PATH", num_args = 1..)]
        reports: Vec<PathBuf>,
        /// Change nothing if anything cannot be read
        #[arg(long)]
        strict: bool,
    },
    /// What is indexed, since when, from where
    Status,
    /// Check that nothing of the index is damaged
    Verify,
}

pub(super) fn run(config: &Config, command: Command) -> anyhow::Result<ExitCode> {
    match command {
        Command::Rebuild { reports, strict } => build(config, reports, strict),
        Command::Status => status(config),
        Command::Verify => check(config),
    }
}

fn build(config: &Config, reports: Vec<PathBuf>, strict: bool) -> anyhow::Result<ExitCode> {
    let sources = if reports.is_empty() { &config.index.reports } else { &reports };
    let options = Options {
        writer_memory_mb: config.index.writer_memory_mb,
        limits: Limits { max_bytes: config.index.max_report_mb << 20 },
        strict,
    };
    // Draws on stderr, and nothing at all where that is no terminal.
    let bar = ProgressBar::new(0);
    bar.set_style(
        ProgressStyle::with_template("{bar:30} {percent:>3}%  {msg}  {bytes_per_sec}  {eta} left")
            .unwrap_or_else(|_| ProgressStyle::default_bar()),
    );
    let mut files = 0;
    let summary = rebuild(&config.index.folder, sources, &options, &mut |progress| match progress {
        Progress::Found { files: found, bytes } => {
            files = found;
            bar.set_length(bytes);
        }
        Progress::Read { bytes, counts } => {
            bar.set_position(bytes);
            let (read, passages) = (grouped(counts.files), grouped(counts.passages));
            bar.set_message(format!("{read} of {}, {passages} passages", counted(files, "file")));
        }
        Progress::Skipped(error) => bar.suspend(|| eprintln!("skipped: {error}")),
        Progress::Merging | Progress::Publishing => {
            bar.set_style(
                ProgressStyle::with_template("{spinner} {msg}").unwrap_or_else(|_| ProgressStyle::default_spinner()),
            );
            bar.enable_steady_tick(std::time::Duration::from_millis(100));
            bar.set_message(if matches!(progress, Progress::Merging) { "merging" } else { "writing to disk" });
        }
    });
    bar.finish_and_clear();
    let summary = summary?;
    let counts = &summary.counts;
    let mut line = format!(
        "{}, {} from {} in {:.1} s",
        counted(counts.reports, "report"),
        counted(counts.passages, "passage"),
        counted(counts.files, "file"),
        summary.seconds
    );
    if counts.skipped > 0 {
        line += &format!("; {} skipped", grouped(counts.skipped));
    }
    writeln!(io::stdout().lock(), "{line}")?;
    Ok(ExitCode::SUCCESS)
}

fn status(config: &Config) -> anyhow::Result<ExitCode> {
    let snapshot = Snapshot::open(&config.index.folder)?;
    let manifest = snapshot.manifest();
    let counts = &manifest.counts;
    let sources: Vec<String> = manifest.sources.iter().map(|source| source.display().to_string()).collect();
    let size = manifest.size();
    let mut out = io::stdout().lock();
    writeln!(out, "index     {}", snapshot.folder().display())?;
    let built = manifest.built.format("%Y-%m-%d %H:%M:%S UTC");
    writeln!(out, "built     {built} by wenbao {} in {:.1} s", manifest.wenbao, manifest.seconds)?;
    writeln!(out, "from      {}", sources.join(", "))?;
    let (reports, files) = (counted(counts.reports, "report"), counted(counts.files, "file"));
    writeln!(out, "holds     {reports} of {files}, {}", counted(counts.passages, "passage"))?;
    writeln!(out, "skipped   {}", grouped(counts.skipped))?;
    writeln!(out, "text      {} characters, {}", grouped(counts.characters), HumanBytes(counts.bytes))?;
    let share = size as f64 / counts.bytes.max(1) as f64;
    writeln!(out, "on disk   {}, {share:.2} times the text", HumanBytes(size))?;
    Ok(ExitCode::SUCCESS)
}

fn check(config: &Config) -> anyhow::Result<ExitCode> {
    let found = verify(&config.index.folder)?;
    if found.faults.is_empty() {
        let (files, size) = (counted(found.files, "file"), HumanBytes(found.bytes));
        let (reports, passages) = (counted(found.reports, "report"), counted(found.passages, "passage"));
        writeln!(io::stdout().lock(), "sound: {reports}, {passages}, {files} with {size}")?;
        return Ok(ExitCode::SUCCESS);
    }
    for fault in &found.faults {
        eprintln!("damaged: {fault}");
    }
    anyhow::bail!("{}: the index is damaged; run `wenbao index rebuild`", config.index.folder.display())
}
