//! The terminal: the same conversation with line editing and history, and the look of a reply on it.

use std::{
    io::{self, Write},
    path::Path,
    time::Instant,
};

use anstyle::{AnsiColor, Style};
use rustyline::{DefaultEditor, error::ReadlineError};

use crate::chat::{Chat, Command, Language, Part, Reply, Request, Topic};

const LEAD: Style = Style::new().bold();
const QUOTE: Style = AnsiColor::Cyan.on_default();
const SOURCE: Style = Style::new().dimmed();

/// Reads questions until the input ends, and writes what is said to `out`. The history is kept in `history`.
///
/// # Errors
///
/// The terminal cannot be read or written.
pub fn run(chat: &Chat, language: Language, history: &Path, out: &mut impl Write) -> anyhow::Result<()> {
    let mut editor = DefaultEditor::new()?;
    // No history yet, or none that can be read: the conversation goes on without.
    let _ = editor.load_history(history);
    write_reply(out, &chat.reply(&Request::Command(Command::Start, ""), language, None).reply)?;
    let mut spoken: Option<(Topic, Instant)> = None;
    loop {
        writeln!(out)?;
        match editor.readline("问> ") {
            Ok(line) if line.trim().is_empty() => {}
            Ok(line) => {
                editor.add_history_entry(line.trim())?;
                spoken = spoken.filter(|(_, at)| at.elapsed() < chat.follow_up_span());
                let said = chat.reply(&request(line.trim()), language, spoken.as_ref().map(|(topic, _)| topic));
                write_reply(out, &said.reply)?;
                spoken = said.topic.map(|topic| (topic, Instant::now())).or(spoken);
            }
            Err(ReadlineError::Interrupted | ReadlineError::Eof) => break,
            // A line that is no text says nothing; the next one may.
            Err(ReadlineError::Io(error)) if error.kind() == io::ErrorKind::InvalidData => {}
            Err(error) => return Err(error.into()),
        }
    }
    if let Err(error) = editor.save_history(history) {
        tracing::debug!("{}: the history is not kept: {error}", history.display());
    }
    writeln!(out, "{}", chat.texts(language).goodbye)?;
    Ok(())
}

/// A line is a question, or a command with a slash.
fn request(line: &str) -> Request<'_> {
    let command = line.strip_prefix('/').map(|rest| rest.split_once(char::is_whitespace).unwrap_or((rest, "")));
    match command.map(|(name, rest)| (Command::named(name), rest)) {
        Some((Some(command), rest)) => Request::Command(command, rest.trim()),
        Some((None, _)) => Request::Command(Command::Help, ""),
        None => Request::Question(line),
    }
}

/// Writes `reply` with its parts told apart; the styles go where `out` is no terminal.
///
/// # Errors
///
/// `out` cannot be written.
pub fn write_reply(out: &mut impl Write, reply: &Reply) -> io::Result<()> {
    for part in &reply.parts {
        match part {
            Part::Lead(text) => writeln!(out, "{LEAD}{text}{LEAD:#}")?,
            Part::Text(text) => writeln!(out, "{text}")?,
            Part::Quote(text) => {
                for line in text.lines() {
                    writeln!(out, "{QUOTE}│ {line}{QUOTE:#}")?;
                }
            }
            Part::Source(text) => writeln!(out, "{SOURCE}—— {text}{SOURCE:#}")?,
        }
    }
    Ok(())
}
