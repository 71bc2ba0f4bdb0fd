//! `wenbao bot`: Telegram.

use std::{process::ExitCode, sync::Arc};

use anyhow::Context as _;

use crate::{
    chat::Chat,
    config::{Config, Secrets},
    index::Live,
    telegram,
};

/// The bot's state, below the index folder.
const STATE: &str = "state.redb";

/// Runs the bot until it is told to stop.
pub(super) fn run(config: &Config, secrets: Secrets) -> anyhow::Result<ExitCode> {
    let token = secrets.token.context(
        "no token: put TELOXIDE_TOKEN=… into .env (see .env.example; @BotFather gives one), or run `wenbao chat`",
    )?;
    let chat = Arc::new(Chat::new(Arc::new(Live::open(&config.index.folder)?), config));
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(telegram::run(&config.telegram, token, chat, &config.index.folder.join(STATE)))?;
    Ok(ExitCode::SUCCESS)
}
