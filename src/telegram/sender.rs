//! Brings an answer to its chat, whatever it takes: waits its turn, tries again, follows a group that moved, and sees
//! when there is nobody left to tell.

use std::{
    hash::{DefaultHasher, Hash as _, Hasher as _},
    sync::Arc,
};

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use teloxide::{
    payloads::{DeleteMessage, EditMessageText, SendMessage},
    requests::Payload,
    types::{
        ChatId, InlineKeyboardMarkup, LinkPreviewOptions, MessageId, ParseMode, Recipient, ReplyMarkup,
        ReplyParameters, ThreadId,
    },
};

use super::{
    api::{Api, ApiError},
    button,
    html::Page,
    outage::{Backoff, Outage},
    pace::Pace,
    photo::SendPhoto,
    state::Sent,
};

/// So often a fault of the server's is put up with for one message. Networks that are down are put up with for ever.
const SERVER_FAULTS: u32 = 10;

/// Where an answer belongs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    /// The chat.
    pub(crate) chat: ChatId,
    /// The topic.
    pub(crate) thread: Option<ThreadId>,
    /// The question.
    pub(crate) reply_to: MessageId,
}

/// Sends, edits and deletes at the right pace.
#[derive(Debug)]
pub(crate) struct Sender {
    api: Arc<Api>,
    pace: Pace,
    outage: Outage,
}

/// All we read of a message of ours: a new kind of content must not make it look unsent.
#[derive(Deserialize)]
struct Confirmed {
    message_id: i32,
}

impl Sender {
    /// Sends through `api`.
    pub(crate) fn new(api: Arc<Api>, pace: Pace) -> Self {
        Self { api, pace, outage: Outage::new("sending answers") }
    }

    /// Makes `pages` the answer at `place`, where `old` is the answer so far; returns what the answer consists of now.
    pub(crate) async fn deliver(&self, mut place: Place, pages: &[Page], old: &[Sent]) -> Vec<Sent> {
        let mut answer = Vec::new();
        for (number, page) in pages.iter().enumerate() {
            let hash = hash(page);
            let message = match old.get(number) {
                Some(sent) if sent.hash == hash => Some(sent.message),
                Some(sent) => self.edit(&mut place, page, sent.message).await,
                None => self.send(&mut place, page).await,
            };
            answer.extend(message.map(|message| Sent { message, hash }));
        }
        for sent in old.get(pages.len()..).unwrap_or_default() {
            let delete = |place: &Place, _| DeleteMessage::new(place.chat, sent.message);
            let deleted: Result<bool, _> = self.insist(&mut place, delete).await;
            settle(deleted, &place);
        }
        answer
    }

    /// Sends a picture, PNG, with `caption` below it.
    pub(crate) async fn picture(&self, mut place: Place, png: &[u8], caption: &str) -> Vec<Sent> {
        let sent: Result<Confirmed, _> =
            self.insist_with(&mut place, Some(png), |place, _| SendPhoto::new(place, caption)).await;
        let sent = settle(sent, &place);
        // Pictures are not edited.
        sent.map(|sent| Sent { message: MessageId(sent.message_id), hash: 0 }).into_iter().collect()
    }

    async fn send(&self, place: &mut Place, page: &Page) -> Option<MessageId> {
        let sent = self.insist(place, |place, marked| message(place, page, marked)).await;
        settle(sent, place).map(|sent: Confirmed| MessageId(sent.message_id))
    }

    async fn edit(&self, place: &mut Place, page: &Page, message: MessageId) -> Option<MessageId> {
        let edit = |place: &Place, marked| {
            let mut edit = EditMessageText::new(place.chat, message, text(page, marked));
            edit.parse_mode = marked.then_some(ParseMode::Html);
            edit.link_preview_options = Some(no_preview());
            edit.reply_markup = keyboard(page);
            edit
        };
        let edited: Result<Confirmed, _> = self.insist(place, edit).await;
        match edited {
            Err(error) if error.says("message is not modified") => Some(message),
            Err(error) if error.says("message to edit not found") || error.says("message can't be edited") => {
                self.send(place, page).await
            }
            Err(ApiError::Malformed(_)) => Some(message),
            edited => settle(edited, place).map(|_| message),
        }
    }

    /// Makes a call until it succeeds or has no hope. `make` is told whether the text may be marked.
    async fn insist<P, T>(&self, place: &mut Place, make: impl Fn(&Place, bool) -> P) -> Result<T, ApiError>
    where
        P: Payload + Serialize + Sync,
        T: DeserializeOwned,
    {
        self.insist_with(place, None, make).await
    }

    /// The same, with a picture where there is one.
    async fn insist_with<P, T>(
        &self,
        place: &mut Place,
        picture: Option<&[u8]>,
        make: impl Fn(&Place, bool) -> P,
    ) -> Result<T, ApiError>
    where
        P: Payload + Serialize + Sync,
        T: DeserializeOwned,
    {
        let (mut marked, mut backoff, mut faults) = (true, Backoff::default(), 0);
        loop {
            self.pace.turn(place.chat).await;
            let payload = make(place, marked);
            let called = match picture {
                Some(picture) => self.api.call_with_photo(&payload, picture).await,
                None => self.api.call_for(&payload).await,
            };
            let error = match called {
                Ok(result) => {
                    self.outage.over();
                    return Ok(result);
                }
                Err(error) => error,
            };
            if let Some(wait) = error.retry_after() {
                tracing::warn!("chat {}: Telegram wants no message for {} s", place.chat, wait.as_secs());
                self.pace.pause(place.chat, wait);
            } else if let ApiError::Refused { migrate_to: Some(chat), .. } = error {
                // Its topics are new ones.
                (place.chat, place.thread) = (ChatId(chat), None);
            } else if marked && error.says("can't parse entities") {
                tracing::warn!("an answer is sent without its marks, for Telegram cannot read them: {error}");
                marked = false;
            } else if error.is_passing() || error.code() == Some(401) {
                faults += u32::from(error.code().is_some_and(|code| code != 401));
                if faults >= SERVER_FAULTS {
                    return Err(error);
                }
                self.outage.failed(&error, &self.api);
                tokio::time::sleep(backoff.pause()).await;
            } else {
                return Err(error);
            }
        }
    }
}

/// What there is to say about a call that is over.
fn settle<T>(result: Result<T, ApiError>, place: &Place) -> Option<T> {
    let chat = place.chat;
    match result {
        Ok(result) => return Some(result),
        // The server says 200 only when it is done; asking again would say everything twice.
        Err(ApiError::Malformed(reason)) => {
            tracing::warn!("chat {chat}: taken as sent, though the server's answer cannot be read: {reason}");
        }
        Err(error) if is_nobody_there(&error) => tracing::debug!("chat {chat}: nobody to tell: {error}"),
        Err(error) => tracing::warn!("chat {chat}: an answer is not delivered: {error}"),
    }
    None
}

/// Blocked, kicked, muted, gone: common, and nothing that the bot could do about.
fn is_nobody_there(error: &ApiError) -> bool {
    const WORDS: &[&str] = &[
        "chat not found",
        "not enough rights",
        "no write access",
        "CHAT_WRITE_FORBIDDEN",
        "message thread not found",
        "TOPIC_CLOSED",
        "TOPIC_DELETED",
        "message to delete not found",
        "message can't be deleted",
        "CHAT_RESTRICTED",
    ];
    error.code() == Some(403) || WORDS.iter().any(|words| error.says(words))
}

fn message(place: &Place, page: &Page, marked: bool) -> SendMessage {
    let mut message = SendMessage::new(Recipient::Id(place.chat), text(page, marked));
    message.parse_mode = marked.then_some(ParseMode::Html);
    message.message_thread_id = place.thread;
    message.link_preview_options = Some(no_preview());
    message.reply_markup = keyboard(page).map(ReplyMarkup::InlineKeyboard);
    message.reply_parameters = Some(ReplyParameters::new(place.reply_to).allow_sending_without_reply());
    message
}

fn keyboard(page: &Page) -> Option<InlineKeyboardMarkup> {
    page.button.as_deref().map(button::keyboard)
}

fn text(page: &Page, marked: bool) -> &str {
    if marked { &page.html } else { &page.plain }
}

/// Links in quotes are not what was asked for.
pub(crate) fn no_preview() -> LinkPreviewOptions {
    LinkPreviewOptions {
        is_disabled: true,
        url: None,
        prefer_small_media: false,
        prefer_large_media: false,
        show_above_text: false,
    }
}

fn hash(page: &Page) -> u64 {
    let mut hasher = DefaultHasher::new();
    page.html.hash(&mut hasher);
    if let Some(button) = &page.button {
        button.hash(&mut hasher);
    }
    hasher.finish()
}
