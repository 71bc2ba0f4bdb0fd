//! What is done about an update: a message is answered, an edited one has its answer edited, a query gets its results, a button
//! its chart.

use std::{sync::Arc, time::Duration};

use tokio::{sync::Semaphore, time::Instant};

use super::{
    api::Api,
    asked::{Asked, Myself},
    button,
    dispatch::Handle,
    html,
    incoming::{ButtonPress, Event, InlineQuery, Message},
    inline,
    photo::CAPTION,
    sender::{Place, Sender},
    state::{Speaker, State, Turn},
};
use crate::{
    chat::{Chat, Drawn, Language},
    config::TelegramConfig,
};

/// Messages that one answer may fill.
const PAGES: usize = 4;

/// An inline query that waited longer is given up by the server, and by whoever typed it.
pub(crate) const STALE: Duration = Duration::from_secs(30);

/// Handles updates.
#[derive(Debug)]
pub(crate) struct Handler {
    api: Arc<Api>,
    chat: Arc<Chat>,
    state: Arc<State>,
    sender: Sender,
    me: Myself,
    settings: TelegramConfig,
    workers: Semaphore,
}

impl Handle for Handler {
    async fn handle(&self, id: i64, event: Event, received: Instant) {
        match event {
            Event::Message(message) => self.message(id, &message, false).await,
            Event::Edited(message) => self.message(id, &message, true).await,
            Event::Inline(query) => self.inline(query, received).await,
            Event::Button(press) => self.button(id, &press).await,
        }
    }
}

impl Handler {
    /// Answers from `chat`, in the name of `me`.
    pub(crate) fn new(
        api: Arc<Api>,
        chat: Arc<Chat>,
        state: Arc<State>,
        sender: Sender,
        me: Myself,
        settings: TelegramConfig,
    ) -> Self {
        let workers = Semaphore::new(settings.workers.min(Semaphore::MAX_PERMITS));
        Self { api, chat, state, sender, me, settings, workers }
    }

    async fn message(&self, id: i64, message: &Message, edited: bool) {
        let Some(asked) = Asked::of(message, &self.me) else { return };
        let Asked { chat, message, thread, speaker, replies_to, language, want } = asked;
        let question = (chat, message);
        let speaker = Speaker { thread: thread.map(|thread| thread.0), user: speaker };
        let old = self.state.answer(question);
        if old.is_some() && !edited {
            return;
        }
        let before = self.state.spoken(question, speaker, replies_to, self.chat.follow_up_span());
        let topic = before.clone();
        let said = self.think(move |chat| chat.reply(&want.request(), language, topic.as_ref())).await;
        let mut pages = html::pages(&said.reply, PAGES);
        if let Some(last) = pages.last_mut().filter(|_| said.chart) {
            last.button = Some(self.chat.texts(language).chart.clone());
        }
        let place = Place { chat, thread, reply_to: message };
        let answer = self.sender.deliver(place, &pages, &old.unwrap_or_default()).await;
        self.state.remember(id, Some(question), answer, Some(Turn { speaker, before, topic: said.topic })).await;
    }

    /// Sends the chart of the answer that the button stands below, once.
    async fn button(&self, id: i64, press: &ButtonPress) {
        let language = Language::of_tag(press.from.language_code.as_deref());
        let texts = self.chat.texts(language);
        let place = button::place(press);
        let turn = place.as_ref().and_then(|place| self.state.turn((place.chat, place.reply_to)));
        let (Some(place), Some((turn, charted))) = (place, turn) else {
            return self.decline(id, press, &texts.chart_gone).await;
        };
        if charted {
            return self.decline(id, press, &texts.chart_there).await;
        }
        let question = turn.topic.as_ref().map(|topic| topic.question.clone()).unwrap_or_default();
        let Some(drawn) = self.think(move |chat| chat.chart(&question, language)).await else {
            return self.decline(id, press, &texts.chart_gone).await;
        };
        button::confirm(&self.api, press, None).await;
        let answer = (place.chat, place.reply_to);
        let sent = match drawn {
            Drawn::Picture { png, source } => self.sender.picture(place, &png, &html::line(&source, CAPTION)).await,
            Drawn::Words(reply) => self.sender.deliver(place, &html::pages(&reply, PAGES), &[]).await,
        };
        // What could not be sent may be asked for again.
        let answered = (!sent.is_empty()).then_some(answer);
        self.state.remember(id, answered, sent, answered.map(|_| turn)).await;
    }

    async fn decline(&self, id: i64, press: &ButtonPress, words: &str) {
        button::confirm(&self.api, press, Some(words.to_owned())).await;
        self.state.remember(id, None, Vec::new(), None).await;
    }

    async fn inline(&self, query: InlineQuery, received: Instant) {
        let (skip, limit, language) = (inline::skipped(&query), self.settings.inline_results, inline::language(&query));
        let text = query.query.trim().to_owned();
        let suggestions = if text.is_empty() {
            Vec::new()
        } else {
            // One more than is shown, to know whether there are more.
            self.think(move |chat| chat.suggestions(&text, language, skip, limit + 1)).await
        };
        if received.elapsed() < STALE {
            let answer = inline::results(&query, &suggestions, &self.settings);
            inline::hand_over(&self.api, &answer, received).await;
        }
    }

    /// Searching keeps a thread busy, so it is done off the threads that wait for the network, some at a time.
    async fn think<T: Send + 'static>(&self, f: impl FnOnce(&Chat) -> T + Send + 'static) -> T {
        let _worker = self.workers.acquire().await;
        let chat = Arc::clone(&self.chat);
        match tokio::task::spawn_blocking(move || f(&chat)).await {
            Ok(result) => result,
            Err(error) => match error.try_into_panic() {
                Ok(panic) => std::panic::resume_unwind(panic),
                // The runtime is going down, and this with it.
                Err(_) => std::future::pending().await,
            },
        }
    }
}
