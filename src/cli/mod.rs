//! The command line: one file per command. Answers and data go to stdout, all else to stderr.
//!
//! Exit codes: 0 done (an honest "not in the reports" included), 1 it failed, 2 wrong use.
#![expect(clippy::print_stderr, reason = "printing is what the command line is for")]

mod ask;
mod bot;
mod chat;
mod figures;
mod index;
mod report;

use std::{io, path::PathBuf, process::ExitCode, sync::Arc};

use clap::{Args, Parser, Subcommand};

use crate::{
    chat::Chat,
    config::{Config, Secrets},
    index::{IndexError, Live},
};

/// 问报: ask Chinese reports a question, get the one fact with its source.
///
/// Without a command: the bot if a token is set, else the same conversation in the terminal.
#[derive(Debug, Parser)]
#[command(name = "wenbao", version, max_term_width = 100)]
struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Option<Command>,
}

/// Options of every command.
#[derive(Debug, Args)]
pub(crate) struct Global {
    /// Folder of the index (default: `index.folder` of the settings)
    #[arg(long, global = true, value_name = "DIR")]
    index: Option<PathBuf>,
    /// Settings file (default: config/wenbao.toml where there is one)
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Log what is done
    #[arg(long, short, global = true)]
    verbose: bool,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run the Telegram bot
    Bot,
    /// Talk in the terminal
    Chat,
    Ask(ask::AskArgs),
    Figures(figures::FiguresArgs),
    /// Build the index of the reports, look at it, check it
    #[command(subcommand)]
    Index(index::Command),
    /// The reports in the index
    #[command(subcommand)]
    Report(report::Command),
}

/// Reads the command line and carries it out.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    match run(cli) {
        Ok(code) => code,
        // Who reads has seen enough: `wenbao report show x | head`.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("wenbao: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(cli: Cli) -> anyhow::Result<ExitCode> {
    let mut config = Config::load(cli.global.config.as_deref())?;
    if let Some(folder) = cli.global.index {
        config.index.folder = folder;
    }
    start_log(&config, cli.global.verbose);
    let secrets = Secrets::load();
    if let Some(url) = &secrets.api_url {
        config.telegram.api_url.clone_from(url);
    }
    match cli.command {
        Some(Command::Ask(args)) => ask::run(&args, &open(&config)?, config.answer.top),
        Some(Command::Chat) => chat::run(&config, &open_or_build(&config)?),
        Some(Command::Index(command)) => index::run(&config, command),
        Some(Command::Figures(args)) => figures::run(&config, &args),
        Some(Command::Report(command)) => report::run(&config, &command),
        Some(Command::Bot) => bot::run(&config, secrets),
        None if secrets.token.is_some() => bot::run(&config, secrets),
        None => chat::run(&config, &open_or_build(&config)?),
    }
}

/// The conversation over the index.
fn open(config: &Config) -> anyhow::Result<Chat> {
    Ok(Chat::new(Arc::new(Live::open(&config.index.folder)?), config)?)
}

/// The conversation over the index, which is built from the reports of the settings where there is none yet.
fn open_or_build(config: &Config) -> anyhow::Result<Chat> {
    match Live::open(&config.index.folder) {
        Err(IndexError::Missing { .. }) => {
            eprintln!("{}: no index yet, building it", config.index.folder.display());
            eprintln!("{}", index::build(config, &config.index.reports, false)?);
            open(config)
        }
        live => Ok(Chat::new(Arc::new(live?), config)?),
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| match cause.downcast_ref::<io::Error>() {
        Some(error) => error.kind() == io::ErrorKind::BrokenPipe,
        None => cause
            .downcast_ref::<serde_json::Error>()
            .is_some_and(|error| error.io_error_kind() == Some(io::ErrorKind::BrokenPipe)),
    })
}

/// `1234567` as `1,234,567`.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() * 4 / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// `1 report`, `2 reports`.
fn counted(number: u64, one: &str) -> String {
    format!("{} {one}{}", grouped(number), if number == 1 { "" } else { "s" })
}

fn start_log(config: &Config, verbose: bool) {
    let level = if verbose { "info,wenbao=debug" } else { &config.log.level };
    let filter = tracing_subscriber::EnvFilter::try_new(level).unwrap_or_else(|error| {
        eprintln!("wenbao: log.level: {error}; logging at warn");
        tracing_subscriber::EnvFilter::new("warn")
    });
    let ansi = std::io::IsTerminal::is_terminal(&std::io::stderr());
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_ansi(ansi).init();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_by_thousands() {
        for (number, expected) in [(0, "0"), (999, "999"), (1000, "1,000"), (1_234_567, "1,234,567")] {
            assert_eq!(grouped(number), expected);
        }
        assert_eq!((counted(1, "report"), counted(0, "report")), ("1 report".into(), "0 reports".into()));
    }
}
