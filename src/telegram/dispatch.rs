//! Hands updates to the handler: in order within a chat, side by side between chats, and so that neither a slow chat nor
//! a panic holds up the others.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use teloxide::types::ChatId;
use tokio::{
    sync::{mpsc, watch},
    time::Instant,
};

use super::incoming::Event;

/// Handles one update. Handling it twice must do no harm.
pub(crate) trait Handle: Send + Sync + 'static {
    /// Returns when nothing is left to do about it.
    fn handle(&self, id: i64, event: Event, received: Instant) -> impl Future<Output = ()> + Send;
}

/// The dispatcher. Its tasks live as long as there is something to do for their chat.
#[derive(Debug)]
pub(crate) struct Dispatcher<H> {
    shared: Arc<Shared<H>>,
    alive: mpsc::Sender<()>,
    ended: mpsc::Receiver<()>,
}

#[derive(Debug)]
struct Shared<H> {
    handler: Arc<H>,
    done: mpsc::UnboundedSender<i64>,
    stop: watch::Receiver<bool>,
    queues: Mutex<HashMap<ChatId, VecDeque<Job>>>,
}

#[derive(Debug)]
struct Job {
    id: i64,
    event: Event,
    received: Instant,
}

impl<H: Handle> Dispatcher<H> {
    /// Tells the ids of handled updates to `done`; begins nothing new after `stop`.
    pub(crate) fn new(handler: Arc<H>, done: mpsc::UnboundedSender<i64>, stop: watch::Receiver<bool>) -> Self {
        let (alive, ended) = mpsc::channel(1);
        Self { shared: Arc::new(Shared { handler, done, stop, queues: Mutex::default() }), alive, ended }
    }

    /// Has the update handled; returns at once.
    pub(crate) fn dispatch(&self, id: i64, event: Event) {
        let job = Job { id, received: Instant::now(), event };
        let Some(chat) = key(&job.event) else {
            self.spawn(|shared| async move { shared.work(job).await });
            return;
        };
        let mut queues = self.shared.queues();
        if let Some(queue) = queues.get_mut(&chat) {
            queue.push_back(job);
        } else {
            queues.insert(chat, VecDeque::from([job]));
            self.spawn(|shared| async move { shared.drain(chat).await });
        }
    }

    fn spawn<F: Future<Output = ()> + Send + 'static>(&self, task: impl FnOnce(Arc<Shared<H>>) -> F) {
        let (alive, task) = (self.alive.clone(), task(Arc::clone(&self.shared)));
        tokio::spawn(async move {
            task.await;
            drop(alive);
        });
    }

    /// Returns when everything that was begun before the stop is done.
    pub(crate) async fn end(self) {
        let Self { alive, mut ended, .. } = self;
        drop(alive);
        // Nobody sends; this ends when the last task is gone.
        ended.recv().await;
    }
}

impl<H: Handle> Shared<H> {
    fn queues(&self) -> MutexGuard<'_, HashMap<ChatId, VecDeque<Job>>> {
        self.queues.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn drain(self: Arc<Self>, chat: ChatId) {
        loop {
            let job = {
                let mut queues = self.queues();
                let next = queues.get_mut(&chat).filter(|_| !*self.stop.borrow()).and_then(VecDeque::pop_front);
                let Some(job) = next else {
                    queues.remove(&chat);
                    return;
                };
                job
            };
            self.work(job).await;
        }
    }

    /// In a task of its own, so that a panic ends nothing but this one update.
    async fn work(&self, Job { id, event, received }: Job) {
        let handler = Arc::clone(&self.handler);
        let task = tokio::spawn(async move { handler.handle(id, event, received).await });
        if let Err(error) = task.await
            && error.is_panic()
        {
            tracing::error!(update = id, "a fault of wenbao's own; this update stays without an answer");
        }
        // Nobody listens any more when the bot has stopped.
        let _ = self.done.send(id);
    }
}

/// Updates with the same key are handled one after another; those without, at once.
fn key(event: &Event) -> Option<ChatId> {
    match event {
        Event::Message(message) | Event::Edited(message) => Some(ChatId(message.chat.id)),
        Event::Inline(_) => None,
        Event::Button(press) => press.message.as_ref().map(|message| ChatId(message.chat.id)),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use serde_json::json;

    use super::*;
    use crate::telegram::incoming;

    /// Takes the longer, the lower the id is; panics at 13.
    #[derive(Default)]
    struct Slow(Mutex<Vec<i64>>);

    impl Handle for Slow {
        async fn handle(&self, id: i64, _: Event, _: Instant) {
            assert_ne!(id, 13, "a panic on purpose");
            tokio::time::sleep(Duration::from_millis(u64::try_from(100 - id).unwrap())).await;
            self.0.lock().unwrap().push(id);
        }
    }

    fn event(chat: i64) -> Event {
        let update = json!({"message": {"message_id": 1, "chat": {"id": chat, "type": "private"}, "text": "x"}});
        incoming::read(&update).unwrap()
    }

    #[tokio::test]
    async fn chats_side_by_side_each_in_its_order_and_in_spite_of_panics() {
        let (slow, (done, mut handled), (_stop, stopped)) =
            (Arc::new(Slow::default()), mpsc::unbounded_channel(), watch::channel(false));
        let dispatcher = Dispatcher::new(Arc::clone(&slow), done, stopped);
        for (id, chat) in [(10, 1), (13, 1), (20, 1), (70, 2), (80, 2)] {
            dispatcher.dispatch(id, event(chat));
        }
        dispatcher.end().await;
        assert_eq!(*slow.0.lock().unwrap(), [70, 80, 10, 20]);
        let mut ids: Vec<_> = std::iter::from_fn(|| handled.try_recv().ok()).collect();
        ids.sort_unstable();
        assert_eq!(ids, [10, 13, 20, 70, 80]);
    }

    #[tokio::test]
    async fn after_the_stop_what_was_begun_is_done_and_nothing_else() {
        let (slow, (done, mut handled), (stop, stopped)) =
            (Arc::new(Slow::default()), mpsc::unbounded_channel(), watch::channel(false));
        let dispatcher = Dispatcher::new(slow, done, stopped);
        for id in [10, 20] {
            dispatcher.dispatch(id, event(1));
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
        stop.send_replace(true);
        dispatcher.end().await;
        assert_eq!((handled.try_recv().ok(), handled.try_recv().ok()), (Some(10), None));
    }
}
