//! Whether a message asks us something, and what: the rules of private chats and of groups.

use teloxide::types::{ChatId, MessageId, ThreadId};

use super::incoming::{Message, User};
use crate::chat::{Command, Language, Request};

/// Who we are.
#[derive(Debug, Clone)]
pub(crate) struct Myself {
    /// The bot's id.
    pub(crate) id: i64,
    /// Its name, without `@`.
    pub(crate) username: String,
}

/// Something that we were asked, and where the answer belongs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Asked {
    /// The chat.
    pub(crate) chat: ChatId,
    /// The message, which the answer replies to.
    pub(crate) message: MessageId,
    /// The topic.
    pub(crate) thread: Option<ThreadId>,
    /// Who asks: a user, or the chat that an anonymous admin writes for.
    pub(crate) speaker: i64,
    /// The message that this one replies to.
    pub(crate) replies_to: Option<MessageId>,
    /// The language of whoever asked.
    pub(crate) language: Language,
    /// What.
    pub(crate) want: Want,
}

/// A [`Request`] that owns its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Want {
    /// A question.
    Question(String),
    /// A command with the words behind it.
    Command(Command, String),
}

impl Want {
    /// As the conversation takes it.
    pub(crate) fn request(&self) -> Request<'_> {
        match self {
            Self::Question(words) => Request::Question(words),
            Self::Command(command, words) => Request::Command(*command, words),
        }
    }
}

impl Asked {
    /// What `message` asks of us; `None` where it does not.
    pub(crate) fn of(message: &Message, me: &Myself) -> Option<Self> {
        let want = wanted(message, me)?;
        let language = message.from.as_ref().and_then(|user| user.language_code.as_deref());
        let thread = message.message_thread_id.filter(|_| message.is_topic_message);
        Some(Self {
            chat: ChatId(message.chat.id),
            message: MessageId(message.message_id),
            thread: thread.map(|id| ThreadId(MessageId(id))),
            speaker: message.speaker(),
            replies_to: message.replied_to().map(|replied| MessageId(replied.message_id)),
            language: Language::of_tag(language),
            want,
        })
    }
}

fn wanted(message: &Message, me: &Myself) -> Option<Want> {
    let is_me = |user: &Option<User>| user.as_ref().is_some_and(|user| user.id == me.id);
    // Anonymous admins write through a bot of Telegram's; then the chat they write for is named.
    let by_bot = message.from.as_ref().is_some_and(|user| user.is_bot) && message.sender_chat.is_none();
    if by_bot || is_me(&message.via_bot) || message.is_automatic_forward || message.chat.kind == "channel" {
        return None;
    }
    let private = message.chat.kind == "private";
    let Some(words) = message.words() else {
        return (private && message.has_media()).then(|| Want::Command(Command::Help, String::new()));
    };
    if let Some(call) = Call::of(words) {
        let ours = call.to.is_none_or(|name| name.eq_ignore_ascii_case(&me.username));
        return match Command::named(call.name).filter(|_| ours) {
            Some(Command::Ask) => Some(asked_for(call.words, message, me)),
            Some(command) => Some(Want::Command(command, call.words.to_owned())),
            None => private.then(|| Want::Command(Command::Help, String::new())),
        };
    }
    match without_mentions(words, message, me) {
        Some(rest) => Some(asked_for(rest.trim(), message, me)),
        None if private || message.replied_to().is_some_and(|replied| is_me(&replied.from)) => {
            let words = words.trim();
            (!words.is_empty()).then(|| Want::Question(words.to_owned()))
        }
        None => None,
    }
}

/// The question in `words`; without any, in the message replied to; else the usage.
fn asked_for(words: &str, message: &Message, me: &Myself) -> Want {
    if !words.is_empty() {
        return Want::Question(words.to_owned());
    }
    let quoted = message.quote.as_ref().map(|quote| quote.text.as_str()).filter(|text| !text.trim().is_empty());
    let theirs = || {
        let replied = message.replied_to()?;
        replied.words().filter(|_| replied.from.as_ref().is_none_or(|user| user.id != me.id))
    };
    match quoted.or_else(theirs).map(str::trim) {
        Some(words) if !words.is_empty() => {
            // `/ask` as an answer to "/ask@name question" asks the question.
            let words = Call::of(words).map_or(words, |call| call.words);
            Want::Question(words.to_owned())
        }
        _ => Want::Command(Command::Ask, String::new()),
    }
}

/// `/name@to words`.
struct Call<'a> {
    name: &'a str,
    to: Option<&'a str>,
    words: &'a str,
}

impl<'a> Call<'a> {
    fn of(text: &'a str) -> Option<Self> {
        let (name, rest) = split_name(text.trim_start().strip_prefix('/')?);
        if name.is_empty() {
            return None;
        }
        let (to, rest) = match rest.strip_prefix('@').map(split_name) {
            Some((to, rest)) => (Some(to), rest),
            None => (None, rest),
        };
        Some(Self { name, to, words: rest.trim() })
    }
}

fn is_of_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

fn split_name(text: &str) -> (&str, &str) {
    text.split_at(text.find(|c| !is_of_name(c)).unwrap_or(text.len()))
}

/// `words` without the mentions of us; `None` where there are none.
fn without_mentions(words: &str, message: &Message, me: &Myself) -> Option<String> {
    // By its entity, which is how a mention without a username looks.
    let ours = |user: &Option<User>| user.as_ref().is_some_and(|user| user.id == me.id);
    let marked = message.marks().iter().find(|mark| mark.kind == "text_mention" && ours(&mark.user));
    let mut found = false;
    let mut rest = words.to_owned();
    if let Some(mark) = marked {
        found = true;
        let end = mark.offset.saturating_add(mark.length);
        let mut unit = 0;
        rest = words
            .chars()
            .filter(|c| {
                let at = unit;
                unit += c.len_utf16();
                !(mark.offset..end).contains(&at)
            })
            .collect();
    }
    // By its text, because an unknown future entity must not hide it.
    let mut kept = String::new();
    let mut left = rest.as_str();
    while let Some(at) = left.find('@') {
        let (before, behind) = left.split_at(at);
        let (name, after) = split_name(behind.get(1..).unwrap_or_default());
        kept.push_str(before);
        if name.eq_ignore_ascii_case(&me.username) && !me.username.is_empty() && !before.ends_with(is_of_name) {
            found = true;
        } else {
            kept.push('@');
            kept.push_str(name);
        }
        left = after;
    }
    kept.push_str(left);
    found.then_some(kept)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::telegram::incoming::{self, Event};

    fn ask(mut message: Value) -> Option<Asked> {
        message["message_id"] = json!(7);
        let update = json!({"update_id": 1, "message": message});
        let Ok(Event::Message(message)) = incoming::read(&update) else { panic!("{update}") };
        Asked::of(&message, &Myself { id: 42, username: "wen_bot".into() })
    }

    fn want(message: Value) -> Option<Want> {
        ask(message).map(|asked| asked.want)
    }

    fn private(text: &str) -> Value {
        json!({"chat": {"id": 5, "type": "private"}, "from": {"id": 5, "language_code": "en"}, "text": text})
    }

    fn group(text: &str) -> Value {
        json!({"chat": {"id": -5, "type": "supergroup"}, "from": {"id": 5}, "text": text})
    }

    fn question(words: &str) -> Option<Want> {
        Some(Want::Question(words.to_owned()))
    }

    fn command(command: Command, words: &str) -> Option<Want> {
        Some(Want::Command(command, words.to_owned()))
    }

    #[test]
    fn a_private_chat() {
        for (text, expected) in [
            (" 营收多少？ ", question("营收多少？")),
            ("/ask 营收多少？", question("营收多少？")),
            ("/ask营收多少？", question("营收多少？")),
            ("/ASK@Wen_Bot\n营收", question("营收")),
            ("/ask", command(Command::Ask, "")),
            ("/start cGF5", command(Command::Start, "cGF5")),
            ("/reports", command(Command::Reports, "")),
            ("/unknown x", command(Command::Help, "")),
            ("/ask@other x", command(Command::Help, "")),
            ("@wen_bot 营收", question("营收")),
            ("a@wen_bot.com 是谁", question("a@wen_bot.com 是谁")),
            ("/", question("/")),
        ] {
            assert_eq!(want(private(text)), expected, "{text}");
        }
        assert_eq!(
            want(json!({"chat": {"id": 5, "type": "private"}, "photo": [], "caption": "营收"})),
            question("营收")
        );
        assert_eq!(want(json!({"chat": {"id": 5, "type": "private"}, "sticker": {}})), command(Command::Help, ""));
        assert_eq!(want(json!({"chat": {"id": 5, "type": "private"}, "pinned_message": {}})), None);
        assert_eq!(want(private("  ")), None);
        assert_eq!(ask(private("x")).unwrap().language, Language::English);
    }

    #[test]
    fn a_group() {
        for (text, expected) in [
            ("营收多少？", None),
            ("/ask 营收", question("营收")),
            ("/ask@wen_bot 营收", question("营收")),
            ("/ask@other_bot 营收", None),
            ("/ask@wen_bot2 营收", None),
            ("/unknown 营收", None),
            ("/help@wen_bot", command(Command::Help, "")),
            ("@wen_bot 营收", question("营收")),
            ("请问@WEN_BOT营收", question("请问营收")),
            ("@wen_bot2 营收", None),
            ("@wen_bot", command(Command::Ask, "")),
            ("x@wen_bot y", None),
        ] {
            assert_eq!(want(group(text)), expected, "{text}");
        }
    }

    #[test]
    fn replies_in_a_group() {
        let reply = |text: &str, from: i64, theirs: &str| {
            let mut message = group(text);
            message["reply_to_message"] =
                json!({"message_id": 3, "chat": {"id": -5}, "from": {"id": from}, "text": theirs});
            want(message)
        };
        assert_eq!(reply("那利润呢？", 42, "答案"), question("那利润呢？"));
        assert_eq!(reply("那利润呢？", 9, "别的"), None);
        assert_eq!(reply("/ask", 9, "营收多少？"), question("营收多少？"));
        assert_eq!(reply("@wen_bot", 9, "营收多少？"), question("营收多少？"));
        assert_eq!(reply("/ask", 42, "答案"), command(Command::Ask, ""));
        let mut topic = group("闲聊");
        topic["reply_to_message"] =
            json!({"message_id": 3, "chat": {"id": -5}, "from": {"id": 42}, "forum_topic_created": {}});
        assert_eq!(want(topic), None);
    }

    #[test]
    fn whom_we_do_not_answer() {
        let with = |key: &str, value: Value| {
            let mut message = group("/ask 营收");
            message[key] = value;
            message
        };
        assert_eq!(want(with("from", json!({"id": 9, "is_bot": true}))), None);
        assert_eq!(want(with("via_bot", json!({"id": 42, "is_bot": true}))), None);
        assert_eq!(want(with("chat", json!({"id": -9, "type": "channel"}))), None);
        assert_eq!(want(with("is_automatic_forward", json!(true))), None);
        let mut anonymous = with("from", json!({"id": 1087968824, "is_bot": true}));
        anonymous["sender_chat"] = json!({"id": -5});
        assert_eq!(want(anonymous), question("营收"));
    }

    #[test]
    fn what_is_new_in_telegram_does_not_lose_a_question() {
        let mut message = private("营收多少？");
        message["entities"] = json!([{"type": "rainbow", "offset": 0, "length": 1}, 3, {"type": 4}]);
        message["future"] = json!({"deep": [null]});
        message["message_thread_id"] = json!("not a number");
        message["is_topic_message"] = json!(true);
        message["reply_to_message"] = json!({"no": "id"});
        assert_eq!(want(message), question("营收多少？"));
    }

    #[test]
    fn a_mention_by_entity_and_a_topic() {
        let mut message = group("😀Wen 营收");
        message["entities"] = json!([{"type": "text_mention", "offset": 2, "length": 3, "user": {"id": 42}}]);
        message["message_thread_id"] = json!(11);
        let asked = ask(message.clone()).unwrap();
        assert_eq!((asked.want, asked.thread), (Want::Question("😀 营收".into()), None));
        message["is_topic_message"] = json!(true);
        assert_eq!(ask(message).unwrap().thread, Some(ThreadId(MessageId(11))));
    }
}
