//! The bot: everything that knows Telegram.

use std::{path::Path, sync::Arc};

use crate::{
    chat::Chat,
    config::{TelegramConfig, Token},
};

/// Runs the bot until SIGINT or SIGTERM.
///
/// # Errors
///
/// The token is wrong, or the state file cannot be used.
pub async fn run(_settings: &TelegramConfig, _token: Token, _chat: Arc<Chat>, _state: &Path) -> anyhow::Result<()> {
    Ok(())
}
