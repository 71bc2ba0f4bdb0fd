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

use super::{
    handler::{self, Handler},
    incoming::Event,
};

/// The dispatcher. Its tasks live as long as there is something to do for their chat.
#[derive(Debug)]
pub(crate) struct Dispatcher {
    shared: Arc<Shared>,
    alive: mpsc::Sender<()>,
    ended: mpsc::Receiver<()>,
}

#[derive(Debug)]
struct Shared {
    handler: Arc<Handler>,
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

impl Dispatcher {
    /// Tells the ids of handled updates to `done`; begins nothing new after `stop`.
    pub(crate) fn new(handler: Arc<Handler>, done: mpsc::UnboundedSender<i64>, stop: watch::Receiver<bool>) -> Self {
        let (alive, ended) = mpsc::channel(1);
        Self { shared: Arc::new(Shared { handler, done, stop, queues: Mutex::default() }), alive, ended }
    }

    /// Has the update handled; returns at once.
    pub(crate) fn dispatch(&self, id: i64, event: Event) {
        let job = Job { id, received: Instant::now(), event };
        let Some(chat) = handler::key(&job.event) else {
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

    fn spawn<F: Future<Output = ()> + Send + 'static>(&self, task: impl FnOnce(Arc<Shared>) -> F) {
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

impl Shared {
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
