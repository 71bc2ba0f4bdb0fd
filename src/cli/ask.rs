//! `wenbao ask`: one question, or a batch.

use std::{
    io::{self, BufRead, BufReader, BufWriter, Write},
    path::PathBuf,
    process::ExitCode,
};

use anyhow::Context as _;
use clap::Args;
use serde::{Deserialize, Serialize};

use crate::{
    answer::Answer,
    chat::{Chat, Language},
    terminal,
};

/// Ask one question, or a batch of them.
#[derive(Debug, Args)]
pub(super) struct AskArgs {
    /// Answer in JSON
    #[arg(long)]
    json: bool,
    /// Prepare N answers: the best and the next best
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=50))]
    top: Option<u16>,
    /// Read questions from FILE (`-`: standard input), one a line: plain text or {"id","question"}
    #[arg(long, value_name = "FILE", requires = "json", conflicts_with = "question")]
    batch: Option<PathBuf>,
    /// The question; several words are put together
    #[arg(required_unless_present = "batch")]
    question: Vec<String>,
}

/// A line of a batch.
#[derive(Deserialize)]
struct Line {
    id: Option<serde_json::Value>,
    question: String,
}

/// A line of the output: the answer, with the id of its question where it had one.
#[derive(Serialize)]
struct Row<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<serde_json::Value>,
    #[serde(flatten)]
    answer: &'a Answer,
}

/// Answers from `chat`, with `top` answers unless the arguments say otherwise.
pub(super) fn run(args: &AskArgs, chat: &Chat, top: usize) -> anyhow::Result<ExitCode> {
    let top = args.top.map_or(top, usize::from);
    if let Some(file) = &args.batch {
        let (input, interactive): (Box<dyn BufRead>, bool) = if file.as_os_str() == "-" {
            (Box::new(io::stdin().lock()), true)
        } else {
            let opened = std::fs::File::open(file).with_context(|| format!("{}", file.display()))?;
            (Box::new(BufReader::new(opened)), false)
        };
        return batch(input, interactive, chat, top);
    }
    let answer = chat.ask(&args.question.join(" "), top)?;
    if args.json {
        let mut out = io::stdout().lock();
        write_row(&mut out, None, &answer)?;
    } else {
        let mut out = anstream::AutoStream::auto(io::stdout().lock());
        for reply in chat.show(&answer, Language::Chinese) {
            terminal::write_reply(&mut out, &reply)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn batch(mut input: impl BufRead, interactive: bool, chat: &Chat, top: usize) -> anyhow::Result<ExitCode> {
    let mut out = BufWriter::new(io::stdout().lock());
    let mut line = Vec::new();
    loop {
        line.clear();
        if input.read_until(b'\n', &mut line)? == 0 {
            break;
        }
        // A line that is no UTF-8 is a question all the same.
        let text = String::from_utf8_lossy(&line);
        let text = text.trim_end_matches(['\n', '\r']);
        if text.trim().is_empty() {
            continue;
        }
        let Line { id, question } =
            serde_json::from_str(text).unwrap_or_else(|_| Line { id: None, question: text.to_owned() });
        write_row(&mut out, id, &chat.ask(&question, top)?)?;
        if interactive {
            out.flush()?;
        }
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

fn write_row(out: &mut impl Write, id: Option<serde_json::Value>, answer: &Answer) -> anyhow::Result<()> {
    serde_json::to_writer(&mut *out, &Row { id, answer })?;
    writeln!(out)?;
    Ok(())
}
