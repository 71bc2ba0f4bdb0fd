//! `wenbao chat`: the conversation in the terminal.

use std::{io, process::ExitCode};

use crate::{
    chat::{Chat, Language},
    config::Config,
    terminal,
};

/// What was typed, below the index folder.
const HISTORY: &str = "history.txt";

/// Talks until the input ends.
pub(super) fn run(config: &Config, chat: &Chat) -> anyhow::Result<ExitCode> {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(|name| std::env::var(name).ok());
    let language = Language::of_tag(locale.map(|locale| locale.replace('_', "-")).as_deref());
    let mut out = anstream::AutoStream::auto(io::stdout().lock());
    terminal::run(chat, language, &config.index.folder.join(HISTORY), &mut out)?;
    Ok(ExitCode::SUCCESS)
}
