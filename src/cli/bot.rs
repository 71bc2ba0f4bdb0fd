//! `wenbao bot`: Telegram.

use std::{process::ExitCode, sync::Arc, time::Duration};

use anyhow::Context as _;

use crate::{
    config::{Config, Secrets},
    telegram,
};

/// The bot's state, below the index folder.
const STATE: &str = "state.redb";

/// How long threads may take to end.
const SHUTDOWN: Duration = Duration::from_secs(1);

/// Runs the bot until it is told to stop.
pub(super) fn run(config: &Config, secrets: Secrets) -> anyhow::Result<ExitCode> {
    let token = secrets.token.context(
        "no token: put TELOXIDE_TOKEN=… into .env (see .env.example; @BotFather gives one), or run `wenbao chat`",
    )?;
    let chat = Arc::new(super::open(config)?);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let result = runtime.block_on(telegram::run(&config.telegram, token, chat, &config.index.folder.join(STATE)));
    // What is still being searched for has nobody to go to any more.
    runtime.shutdown_timeout(SHUTDOWN);
    result.map(|()| ExitCode::SUCCESS)
}
