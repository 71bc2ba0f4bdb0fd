//! Gets updates by long polling, and confirms them once they are handled.
//!
//! Telegram keeps an update until a later one is asked for. So the offset passes only over updates that are handled,
//! and what a crash leaves undone comes again. While some are in flight, polls bring them again along with new ones:
//! they are known by their ids.

use std::{
    collections::{BTreeSet, HashSet, VecDeque},
    sync::Arc,
    time::Duration,
};

use serde_json::Value;
use teloxide::{
    payloads::{DeleteWebhook, GetUpdates},
    types::AllowedUpdate,
};
use tokio::{
    sync::{mpsc, watch},
    time::Instant,
};

use super::{
    api::{Api, ApiError},
    dispatch::{Dispatcher, Handle},
    handler::STALE,
    incoming::{self, Event, Unread},
    outage::{Backoff, Outage, Trouble},
    state::State,
};

/// With updates in flight, the next poll comes so soon after one of them is done …
const BUSY_PAUSE: Duration = Duration::from_millis(150);

/// … and so late while none is: the server slows down who asks for the same offset again and again.
const STUCK_PAUSE: Duration = Duration::from_millis(600);

/// Without a token that is known, asking often is of no use.
const TOKEN_PAUSE: Duration = Duration::from_secs(60);

/// How long answers in flight are waited for when the bot is stopped.
const STOP_PATIENCE: Duration = Duration::from_secs(10);

/// How long the last confirmation may take.
const CONFIRM_PATIENCE: Duration = Duration::from_secs(3);

/// An id that is lower by more than this belongs to a new count: after a quiet week the server begins at random.
const NEW_COUNT: i64 = 100_000;

/// Gets updates until it is told to stop.
#[derive(Debug)]
pub(crate) struct Listener<H> {
    api: Arc<Api>,
    state: Arc<State>,
    dispatcher: Dispatcher<H>,
    done: mpsc::UnboundedReceiver<i64>,
    stop: watch::Receiver<bool>,
    poll_timeout: u32,
    window: Window,
    outage: Outage,
    /// The offset of the last poll that did not fail.
    confirmed: i64,
}

impl<H: Handle> Listener<H> {
    /// Listens for what `dispatcher` hands on; `done` brings back the ids of handled updates.
    pub(crate) fn new(
        api: Arc<Api>,
        state: Arc<State>,
        dispatcher: Dispatcher<H>,
        done: mpsc::UnboundedReceiver<i64>,
        stop: watch::Receiver<bool>,
        poll_timeout: u32,
        remembered: usize,
    ) -> Self {
        let (window, outage) = (Window::new(remembered), Outage::new("getting updates"));
        Self { api, state, dispatcher, done, stop, poll_timeout, window, outage, confirmed: 0 }
    }

    /// Runs until it is told to stop, and then until what was begun is done.
    pub(crate) async fn run(mut self) {
        let mut backoff = Backoff::default();
        let mut latest: Option<Instant> = None;
        let mut stop = self.stop.clone();
        while !*stop.borrow() {
            // What has piled up while nobody polled is got without waiting, to tell it from what comes in now; and after
            // a failure, to see at once whether it is over.
            let backlog = latest.is_none_or(|at| at.elapsed() > STALE);
            let waits = !backlog && backoff.failures() == 0 && !self.window.is_busy();
            let timeout = if waits { self.poll_timeout } else { 0 };
            let offset = self.window.offset();
            // Also when the answer is not waited for: the server has read the offset by then.
            let confirmed = std::mem::replace(&mut self.confirmed, offset);
            let result = tokio::select! {
                biased;
                _ = stop.wait_for(|stop| *stop) => break,
                result = poll(&self.api, offset, timeout, 100) => result,
            };
            let pause = match result {
                Ok(updates) => {
                    self.outage.over();
                    backoff.reset();
                    latest = Some(Instant::now());
                    for update in &updates {
                        self.take(update, backlog);
                    }
                    self.settle(offset).await;
                    continue;
                }
                Err(error) => {
                    self.confirmed = confirmed;
                    self.failed(&error, latest.is_none(), &mut backoff).await
                }
            };
            tokio::select! {
                _ = stop.wait_for(|stop| *stop) => {}
                () = tokio::time::sleep(pause) => {}
            }
        }
        self.end().await;
    }

    /// Hands an update on, unless that was done before.
    fn take(&mut self, update: &Value, backlog: bool) {
        let Some(id) = incoming::id(update) else {
            tracing::warn!("an update without an id was left out");
            return;
        };
        if !self.window.open(id) {
            return;
        }
        match incoming::read(update) {
            _ if self.state.knows(id) => {}
            Ok(Event::Inline(_)) if backlog => tracing::debug!(update = id, "an inline query came too late"),
            Ok(event) => return self.dispatcher.dispatch(id, event),
            Err(Unread::OtherKind) => tracing::debug!(update = id, "an update of a kind that is not handled"),
            Err(Unread::Malformed(reason)) => {
                tracing::warn!(update = id, "an update that cannot be read was left out: {reason}");
            }
        }
        self.window.close(id);
    }

    /// Waits while updates are in flight, but not so long that others would wait for a slow one.
    async fn settle(&mut self, offset: i64) {
        let polled = Instant::now();
        while self.window.is_busy() {
            let pause = if self.window.offset() == offset { STUCK_PAUSE } else { BUSY_PAUSE };
            tokio::select! {
                Some(id) = self.done.recv() => self.window.close(id),
                _ = self.stop.wait_for(|stop| *stop) => return,
                () = tokio::time::sleep_until(polled + pause) => return,
            }
        }
    }

    /// Says what is wrong, once, and returns how long to wait.
    async fn failed(&mut self, error: &ApiError, first: bool, backoff: &mut Backoff) -> Duration {
        let trouble = Trouble::of(error);
        // Who starts the bot wants its updates here. A webhook set while it runs was set on purpose, and stays.
        if first && trouble == Trouble::Webhook && self.api.call(&DeleteWebhook::new()).await.is_ok() {
            tracing::warn!("a webhook was set for this bot; it was removed, so that updates come here");
            return Duration::ZERO;
        }
        self.outage.failed(error, &self.api);
        let pause = backoff.pause();
        error.retry_after().unwrap_or(if trouble == Trouble::Token { TOKEN_PAUSE } else { pause })
    }

    async fn end(self) {
        let Self { api, dispatcher, mut done, mut window, confirmed, .. } = self;
        if tokio::time::timeout(STOP_PATIENCE, dispatcher.end()).await.is_err() {
            tracing::warn!("stopped with answers undelivered; their questions come again at the next start");
        }
        while let Ok(id) = done.try_recv() {
            window.close(id);
        }
        // Else they would come again at the next start.
        if window.offset() != confirmed {
            let confirmation = poll(&api, window.offset(), 0, 1);
            if !matches!(tokio::time::timeout(CONFIRM_PATIENCE, confirmation).await, Ok(Ok(_))) {
                tracing::debug!("the last updates could not be confirmed; they are known at the next start");
            }
        }
    }
}

async fn poll(api: &Api, offset: i64, timeout: u32, limit: u8) -> Result<Vec<Value>, ApiError> {
    let payload = GetUpdates {
        offset: i32::try_from(offset).ok(),
        limit: Some(limit),
        timeout: Some(timeout),
        allowed_updates: Some(vec![
            AllowedUpdate::Message,
            AllowedUpdate::EditedMessage,
            AllowedUpdate::InlineQuery,
            AllowedUpdate::CallbackQuery,
        ]),
    };
    api.call_for(&payload).await
}

/// Which updates are in flight, and which were handled.
#[derive(Debug)]
struct Window {
    next: i64,
    open: BTreeSet<i64>,
    closed: HashSet<i64>,
    order: VecDeque<i64>,
    remembered: usize,
}

impl Window {
    fn new(remembered: usize) -> Self {
        Self { next: 0, open: BTreeSet::new(), closed: HashSet::new(), order: VecDeque::new(), remembered }
    }

    /// Everything below is handled.
    fn offset(&self) -> i64 {
        self.open.first().copied().unwrap_or(self.next)
    }

    fn is_busy(&self) -> bool {
        !self.open.is_empty()
    }

    /// Takes an update in; false when it is known.
    fn open(&mut self, id: i64) -> bool {
        if id >= self.next || id < self.next - NEW_COUNT {
            self.next = id + 1;
        }
        !self.closed.contains(&id) && self.open.insert(id)
    }

    fn close(&mut self, id: i64) {
        self.open.remove(&id);
        if self.closed.insert(id) {
            self.order.push_back(id);
        }
        while self.order.len() > self.remembered.max(200) {
            if let Some(oldest) = self.order.pop_front() {
                self.closed.remove(&oldest);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_offset_passes_only_over_handled_updates() {
        let mut window = Window::new(1000);
        assert_eq!(window.offset(), 0);
        for id in [10, 11, 12] {
            assert!(window.open(id) && !window.open(id));
        }
        window.close(11);
        assert_eq!((window.offset(), window.is_busy(), window.open(11)), (10, true, false));
        window.close(10);
        assert_eq!(window.offset(), 12);
        window.close(12);
        assert_eq!((window.offset(), window.is_busy()), (13, false));
    }

    #[test]
    fn an_old_one_delivered_again_does_not_move_it_and_a_new_count_does() {
        let mut window = Window::new(1000);
        for id in [500_000, 499_000, 3] {
            assert!(window.open(id));
            window.close(id);
        }
        assert_eq!(window.offset(), 4);
        assert!(!window.open(500_000));
    }
}
