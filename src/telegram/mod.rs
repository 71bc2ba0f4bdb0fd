//! The bot: everything that knows Telegram.
//!
//! ```text
//! setup       who we are; menu and descriptions
//! listener    long polling; confirms what was handled        ──► dispatch    order within a chat, no panic gets out
//! handler     what is done about an update                       incoming    updates, read leniently
//!   asked     is it for us, and what does it ask                 state       handled updates and answers, on disk
//!   html      a reply as messages     inline  as results
//!   sender    insists on delivery     pace    earns no 429
//!   button    the chart below an answer  photo  a picture as a message
//! api         one call              outage  what is wrong and what mends it; once in the log
//! ```

mod api;
mod asked;
mod button;
mod dispatch;
mod handler;
mod html;
mod incoming;
mod inline;
mod listener;
mod outage;
mod pace;
mod photo;
mod sender;
mod setup;
mod state;

use std::{path::Path, sync::Arc};

use tokio::{
    signal::unix::{SignalKind, signal},
    sync::{mpsc, watch},
};

use self::{
    api::Api, dispatch::Dispatcher, handler::Handler, listener::Listener, pace::Pace, sender::Sender, state::State,
};
use crate::{
    chat::Chat,
    config::{TelegramConfig, Token},
};

/// Ends the process at once when it is told to stop for the second time: 128 and the number of SIGINT.
const STOPPED_TWICE: i32 = 130;

/// Runs the bot until SIGINT or SIGTERM; what it remembers is in the file `state`.
///
/// # Errors
///
/// The token is wrong, or the state file cannot be used.
pub async fn run(settings: &TelegramConfig, token: Token, chat: Arc<Chat>, state: &Path) -> anyhow::Result<()> {
    setup::check_format(&token)?;
    let stop = signals()?;
    let api = Arc::new(Api::new(&settings.api_url, token)?);
    let state = Arc::new(State::open(state, settings.remembered)?);
    let Some(me) = setup::identify(&api, stop.clone()).await? else { return Ok(()) };
    tokio::spawn(setup::introduce(Arc::clone(&api)));
    let pace = Pace::new(settings);
    for (chat, ago) in state.sent_within(pace::GROUP_SPAN) {
        pace.went(chat, ago);
    }
    let sender = Sender::new(Arc::clone(&api), pace);
    let handler = Handler::new(Arc::clone(&api), chat, Arc::clone(&state), sender, me, settings.clone());
    let (done, handled) = mpsc::unbounded_channel();
    let dispatcher = Dispatcher::new(Arc::new(handler), done, stop.clone());
    let (timeout, remembered) = (settings.poll_timeout_seconds, settings.remembered);
    Listener::new(api, state, dispatcher, handled, stop, timeout, remembered).run().await;
    Ok(())
}

/// Becomes true at the first SIGINT or SIGTERM; the second one ends the process.
fn signals() -> anyhow::Result<watch::Receiver<bool>> {
    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    let (stop, stopped) = watch::channel(false);
    tokio::spawn(async move {
        loop {
            tokio::select! {
                _ = interrupt.recv() => {}
                _ = terminate.recv() => {}
            }
            if stop.send_replace(true) {
                std::process::exit(STOPPED_TWICE);
            }
            tracing::info!("stopping: answers in flight are still delivered; once more to stop at once");
        }
    });
    Ok(stopped)
}
