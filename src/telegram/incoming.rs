//! What comes in, read leniently: a field that we do not know, or no longer understand, must not lose a question.

use serde::{Deserialize, Deserializer, de::DeserializeOwned};
use serde_json::{Map, Value};

/// Contents of a message that are no words, to tell them from service messages, which nobody wants answered.
const MEDIA: &[&str] = &[
    "animation",
    "audio",
    "contact",
    "dice",
    "document",
    "location",
    "paid_media",
    "photo",
    "poll",
    "sticker",
    "story",
    "venue",
    "video",
    "video_note",
    "voice",
];

/// An update of a kind that is handled.
#[derive(Debug)]
pub(crate) enum Event {
    /// A new message.
    Message(Message),
    /// A message was edited.
    Edited(Message),
    /// Somebody types `@name words` in any chat.
    Inline(InlineQuery),
    /// Somebody taps a button below a message of ours.
    Button(ButtonPress),
}

/// Why an update is not handled.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Unread {
    /// Of a kind that we did not ask for.
    OtherKind,
    /// Of a known kind, but not readable; with the reason, which holds nothing of the content.
    Malformed(String),
}

/// A message, as far as we read it.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Message {
    pub(crate) message_id: i32,
    #[serde(default, deserialize_with = "lenient")]
    pub(crate) message_thread_id: Option<i32>,
    #[serde(default, deserialize_with = "lenient")]
    pub(crate) is_topic_message: bool,
    #[serde(default, deserialize_with = "lenient")]
    pub(crate) is_automatic_forward: bool,
    #[serde(default, deserialize_with = "lenient")]
    pub(crate) from: Option<User>,
    #[serde(default, deserialize_with = "lenient")]
    pub(crate) sender_chat: Option<Value>,
    pub(crate) chat: ChatPlace,
    #[serde(default, deserialize_with = "lenient")]
    pub(crate) via_bot: Option<User>,
    #[serde(default, deserialize_with = "lenient")]
    text: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    caption: Option<String>,
    #[serde(default, deserialize_with = "each")]
    entities: Vec<Entity>,
    #[serde(default, deserialize_with = "each")]
    caption_entities: Vec<Entity>,
    #[serde(default, deserialize_with = "lenient")]
    reply_to_message: Option<Box<Message>>,
    #[serde(default, deserialize_with = "lenient")]
    pub(crate) quote: Option<Quote>,
    #[serde(flatten)]
    rest: Map<String, Value>,
}

/// Where a message stands.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct ChatPlace {
    pub(crate) id: i64,
    #[serde(rename = "type", default, deserialize_with = "lenient")]
    pub(crate) kind: String,
}

/// Somebody.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct User {
    pub(crate) id: i64,
    #[serde(default, deserialize_with = "lenient")]
    pub(crate) is_bot: bool,
    #[serde(default, deserialize_with = "lenient")]
    pub(crate) language_code: Option<String>,
}

/// A marked piece of a text; offsets in UTF-16 units.
#[derive(Debug, Deserialize)]
pub(crate) struct Entity {
    #[serde(rename = "type")]
    pub(crate) kind: String,
    pub(crate) offset: usize,
    pub(crate) length: usize,
    #[serde(default, deserialize_with = "lenient")]
    pub(crate) user: Option<User>,
}

/// The part of another message that a reply is about.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Quote {
    #[serde(default, deserialize_with = "lenient")]
    pub(crate) text: String,
}

/// An inline query.
#[derive(Debug, Deserialize)]
pub(crate) struct InlineQuery {
    pub(crate) id: String,
    #[serde(default, deserialize_with = "lenient")]
    pub(crate) from: User,
    #[serde(default, deserialize_with = "lenient")]
    pub(crate) query: String,
    #[serde(default, deserialize_with = "lenient")]
    pub(crate) offset: String,
}

/// A tap on a button.
#[derive(Debug, Deserialize)]
pub(crate) struct ButtonPress {
    pub(crate) id: String,
    #[serde(default, deserialize_with = "lenient")]
    pub(crate) from: User,
    /// The message of ours with the button.
    #[serde(default, deserialize_with = "lenient")]
    pub(crate) message: Option<Message>,
    #[serde(default, deserialize_with = "lenient")]
    pub(crate) data: String,
}

/// The update's number; without one it cannot even be confirmed.
pub(crate) fn id(update: &Value) -> Option<i64> {
    update.get("update_id")?.as_i64()
}

/// Reads an update.
pub(crate) fn read(update: &Value) -> Result<Event, Unread> {
    fn get<T: DeserializeOwned>(value: &Value) -> Result<T, Unread> {
        // serde quotes values of a wrong type, so only the kind of the fault is passed on.
        T::deserialize(value).map_err(|error| Unread::Malformed(format!("{:?} error", error.classify())))
    }
    if let Some(message) = update.get("message") {
        get(message).map(Event::Message)
    } else if let Some(message) = update.get("edited_message") {
        get(message).map(Event::Edited)
    } else if let Some(query) = update.get("inline_query") {
        get(query).map(Event::Inline)
    } else if let Some(press) = update.get("callback_query") {
        get(press).map(Event::Button)
    } else {
        Err(Unread::OtherKind)
    }
}

impl Message {
    /// The words: the text, or what stands below a picture.
    pub(crate) fn words(&self) -> Option<&str> {
        self.text.as_deref().or(self.caption.as_deref())
    }

    /// The marks on [`Self::words`].
    pub(crate) fn marks(&self) -> &[Entity] {
        if self.text.is_some() { &self.entities } else { &self.caption_entities }
    }

    /// Who wrote it: a user, or the chat that an anonymous admin writes for.
    pub(crate) fn speaker(&self) -> i64 {
        let chat = self.sender_chat.as_ref().and_then(|chat| chat.get("id")?.as_i64());
        chat.or(self.from.as_ref().map(|user| user.id)).unwrap_or_default()
    }

    /// Whether it holds something to look at or to listen to.
    pub(crate) fn has_media(&self) -> bool {
        MEDIA.iter().any(|kind| self.rest.contains_key(*kind))
    }

    /// The message that this one replies to. Messages of a topic "reply" to its creation, which is not meant.
    pub(crate) fn replied_to(&self) -> Option<&Message> {
        self.reply_to_message.as_deref().filter(|message| !message.rest.contains_key("forum_topic_created"))
    }
}

/// The value, or its default when it is of another kind than expected.
fn lenient<'de, D: Deserializer<'de>, T: DeserializeOwned + Default>(deserializer: D) -> Result<T, D::Error> {
    Ok(T::deserialize(Value::deserialize(deserializer)?).unwrap_or_default())
}

/// Those elements of a list that can be read.
fn each<'de, D: Deserializer<'de>, T: DeserializeOwned>(deserializer: D) -> Result<Vec<T>, D::Error> {
    Ok(match Value::deserialize(deserializer)? {
        Value::Array(items) => items.into_iter().filter_map(|item| T::deserialize(item).ok()).collect(),
        _ => Vec::new(),
    })
}
