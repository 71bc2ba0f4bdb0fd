//! The button below an answer that brings its chart.
//!
//! It holds a fixed word: which question it belongs to is what the bot remembers of the message that it stands below.

use std::time::Duration;

use teloxide::{
    payloads::AnswerCallbackQuery,
    types::{CallbackQueryId, ChatId, InlineKeyboardButton, InlineKeyboardMarkup, MessageId, ThreadId},
};

use super::{api::Api, incoming::ButtonPress, sender::Place};

/// What the button hands back.
const CHART: &str = "chart";

/// A button that waits longer for a sign of life is given up by whoever tapped it.
const PATIENCE: Duration = Duration::from_secs(10);

/// The button with `text` on it.
pub(crate) fn keyboard(text: &str) -> InlineKeyboardMarkup {
    InlineKeyboardMarkup::new([[InlineKeyboardButton::callback(text, CHART)]])
}

/// Where the chart belongs: below the message with the button. `None` where the button is not ours.
pub(crate) fn place(press: &ButtonPress) -> Option<Place> {
    let message = press.message.as_ref().filter(|_| press.data == CHART)?;
    let thread = message.message_thread_id.filter(|_| message.is_topic_message);
    Some(Place {
        chat: ChatId(message.chat.id),
        thread: thread.map(|id| ThreadId(MessageId(id))),
        reply_to: MessageId(message.message_id),
    })
}

/// Tells the client that the tap was heard, with `words` if there is something to say. The chart does not depend on it.
pub(crate) async fn confirm(api: &Api, press: &ButtonPress, words: Option<String>) {
    let mut answer = AnswerCallbackQuery::new(CallbackQueryId(press.id.clone()));
    answer.text = words;
    match tokio::time::timeout(PATIENCE, api.call_for::<_, bool>(&answer)).await {
        Ok(Ok(_)) => {}
        Ok(Err(error)) => tracing::debug!("a tap on a button was not confirmed: {error}"),
        Err(_) => tracing::debug!("a tap on a button was not confirmed in time"),
    }
}
