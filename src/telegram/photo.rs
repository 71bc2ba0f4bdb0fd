//! A picture of our own making as a message. teloxide's `SendPhoto` knows how to hand its file to teloxide's own client
//! alone.

use serde::Serialize;
use teloxide::{requests::Payload, types::ReplyParameters};

use super::sender::Place;

/// The longest text below a picture, in characters.
pub(crate) const CAPTION: usize = 1024;

/// `sendPhoto`, but for the picture, which goes along as a file.
#[derive(Debug, Serialize)]
pub(crate) struct SendPhoto<'a> {
    chat_id: i64,
    message_thread_id: Option<i32>,
    caption: &'a str,
    reply_parameters: ReplyParameters,
}

impl<'a> SendPhoto<'a> {
    /// A picture for `place` with `caption` below it.
    pub(crate) fn new(place: &Place, caption: &'a str) -> Self {
        Self {
            chat_id: place.chat.0,
            message_thread_id: place.thread.map(|thread| thread.0.0),
            caption,
            reply_parameters: ReplyParameters::new(place.reply_to).allow_sending_without_reply(),
        }
    }
}

impl Payload for SendPhoto<'_> {
    type Output = teloxide::types::Message;

    const NAME: &'static str = "SendPhoto";
}
